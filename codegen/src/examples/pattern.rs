//! Patterns, matched without the crate `regex`, which generating needs for nothing else.
//!
//! A pattern becomes a small program whose threads are run side by side, one character at a time
//! (Thompson's construction), so that no pattern takes more than its length times that of the text.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};

/// The longest program; the pattern of one that would be longer is not matched.
const MAX_STEPS: usize = 10_000;

/// How much work is done on one text: steps times characters.
const MAX_WORK: usize = 20_000_000;

/// How deep the parts of a pattern may stand in one another.
const MAX_DEPTH: usize = 100;

/// Whether `pattern`, in the syntax of the crate `regex`, is found anywhere in `text`; `None` when
/// that takes too much to find out.
pub(crate) fn is_found(pattern: &str, text: &str) -> Option<bool> {
    let hir = regex_syntax::Parser::new().parse(pattern).ok()?;
    let mut program = Program { steps: Vec::new() };
    program.part(&hir, 0)?;
    program.push(Step::Found)?;
    let characters: Vec<char> = text.chars().collect();
    if program.steps.len().checked_mul(characters.len())? > MAX_WORK {
        return None;
    }
    Some(program.run(&characters))
}

/// What a thread does, and then goes on with the next step unless it says otherwise.
enum Step {
    /// Goes on if the character is in the class.
    Character(ClassUnicode),
    /// Goes on at both.
    Split(usize, usize),
    Jump(usize),
    /// Goes on if this is the right place.
    Look(Look),
    Found,
}

struct Program {
    steps: Vec<Step>,
}

impl Program {
    fn push(&mut self, step: Step) -> Option<usize> {
        let at = self.steps.len();
        (at < MAX_STEPS).then(|| {
            self.steps.push(step);
            at
        })
    }

    /// Replaces a step that was pushed before its targets were known.
    fn set(&mut self, at: usize, step: Step) {
        if let Some(slot) = self.steps.get_mut(at) {
            *slot = step;
        }
    }

    fn part(&mut self, hir: &Hir, depth: usize) -> Option<()> {
        if depth == MAX_DEPTH {
            return None;
        }
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                for character in std::str::from_utf8(&literal.0).ok()?.chars() {
                    let range = regex_syntax::hir::ClassUnicodeRange::new(character, character);
                    self.push(Step::Character(ClassUnicode::new([range])))?;
                }
            }
            HirKind::Class(Class::Unicode(class)) => {
                self.push(Step::Character(class.clone()))?;
            }
            HirKind::Class(Class::Bytes(class)) => {
                self.push(Step::Character(class.to_unicode_class()?))?;
            }
            HirKind::Look(look) => {
                self.push(Step::Look(*look))?;
            }
            HirKind::Repetition(it) => self.repetition(it, depth)?,
            HirKind::Capture(it) => self.part(&it.sub, depth + 1)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.part(part, depth + 1)?;
                }
            }
            HirKind::Alternation(parts) => self.alternation(parts, depth)?,
        }
        Some(())
    }

    fn repetition(&mut self, it: &Repetition, depth: usize) -> Option<()> {
        for _ in 0..it.min {
            self.part(&it.sub, depth + 1)?;
        }
        let Some(max) = it.max else {
            let split = self.push(Step::Found)?;
            self.part(&it.sub, depth + 1)?;
            self.push(Step::Jump(split))?;
            self.set(split, Step::Split(split + 1, self.steps.len()));
            return Some(());
        };
        let mut splits = Vec::new();
        for _ in it.min..max {
            splits.push(self.push(Step::Found)?);
            self.part(&it.sub, depth + 1)?;
        }
        for split in splits {
            self.set(split, Step::Split(split + 1, self.steps.len()));
        }
        Some(())
    }

    fn alternation(&mut self, parts: &[Hir], depth: usize) -> Option<()> {
        let mut ends = Vec::new();
        for part in parts {
            let split = self.push(Step::Found)?;
            self.part(part, depth + 1)?;
            ends.push(self.push(Step::Found)?);
            self.set(split, Step::Split(split + 1, self.steps.len()));
        }
        // No thread gets past the last alternative without it.
        let nothing = Step::Character(ClassUnicode::empty());
        self.push(nothing)?;
        for end in ends {
            self.set(end, Step::Jump(self.steps.len()));
        }
        Some(())
    }

    fn run(&self, text: &[char]) -> bool {
        let mut threads: Vec<usize> = Vec::new();
        for at in 0..=text.len() {
            // A match may begin anywhere.
            threads.push(0);
            let Some(waiting) = self.spread(&threads, text, at) else {
                return true;
            };
            let Some(character) = text.get(at) else {
                break;
            };
            threads = waiting;
            threads.retain(|step| match self.steps.get(*step) {
                Some(Step::Character(class)) => has(class, *character),
                _ => false,
            });
            for step in &mut threads {
                *step += 1;
            }
        }
        false
    }

    /// The threads that wait for a character at `at`, each once; `None` when one has found it all.
    fn spread(&self, threads: &[usize], text: &[char], at: usize) -> Option<Vec<usize>> {
        let mut seen = vec![false; self.steps.len()];
        let mut open: Vec<usize> = threads.to_vec();
        let mut waiting = Vec::new();
        while let Some(step) = open.pop() {
            if seen
                .get_mut(step)
                .is_none_or(|it| std::mem::replace(it, true))
            {
                continue;
            }
            match self.steps.get(step)? {
                Step::Character(_) => waiting.push(step),
                Step::Split(one, other) => open.extend([*one, *other]),
                Step::Jump(to) => open.push(*to),
                Step::Look(look) if is_at(*look, text, at) => open.push(step + 1),
                Step::Look(_) => {}
                Step::Found => return None,
            }
        }
        Some(waiting)
    }
}

fn has(class: &ClassUnicode, character: char) -> bool {
    let ranges = class.ranges();
    let after = ranges.partition_point(|it| it.end() < character);
    ranges.get(after).is_some_and(|it| it.start() <= character)
}

/// Whether the place before the character at `at` is what `look` looks for.
fn is_at(look: Look, text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| text.get(it)).copied();
    let after = text.get(at).copied();
    let ascii = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric() || it == '_');
    let word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
    match look {
        Look::Start => before.is_none(),
        Look::End => after.is_none(),
        Look::StartLF => before.is_none_or(|it| it == '\n'),
        Look::EndLF => after.is_none_or(|it| it == '\n'),
        Look::StartCRLF => before.is_none_or(|it| it == '\n' || it == '\r' && after != Some('\n')),
        Look::EndCRLF => after.is_none_or(|it| it == '\r' || it == '\n' && before != Some('\r')),
        Look::WordAscii => ascii(before) != ascii(after),
        Look::WordAsciiNegate => ascii(before) == ascii(after),
        Look::WordUnicode => word(before) != word(after),
        Look::WordUnicodeNegate => word(before) == word(after),
        Look::WordStartAscii => !ascii(before) && ascii(after),
        Look::WordEndAscii => ascii(before) && !ascii(after),
        Look::WordStartUnicode => !word(before) && word(after),
        Look::WordEndUnicode => word(before) && !word(after),
        Look::WordStartHalfAscii => !ascii(before),
        Look::WordEndHalfAscii => !ascii(after),
        Look::WordStartHalfUnicode => !word(before),
        Look::WordEndHalfUnicode => !word(after),
    }
}

#[cfg(test)]
mod tests {
    use super::is_found;

    /// The crate that emitted code matches with says the same.
    #[test]
    fn patterns_are_found_as_by_the_crate_regex() {
        let patterns = [
            "",
            "^$",
            "^[a-z]+$",
            "b",
            "^(?:a|bc|)d?$",
            "a{2,3}b{0}",
            "^(a{1,2}){2}$",
            "[^a-c]",
            r"(?-u:\b)a(?-u:\B)",
            r"\bé",
            "^é$",
            "(?i)^STRASSE$",
            "(?m)^b$",
            r"^\p{Lu}\P{Lu}*$",
            "(a*)*$",
            "x*y?^z",
            ".",
            "[[:^alpha:]]",
            "a||b",
            r"\z",
        ];
        let texts = [
            "", "a", "b", "ab", "abc", "aa", "aaa", "aaaa", "aaab", "bcd", "é", "aé", "É", "Éa",
            "strasse", "a\nb\nc", "xyz", "z", "\n", "1",
        ];
        for pattern in patterns {
            let regex = regex::Regex::new(pattern).unwrap();
            for text in texts {
                let found = is_found(pattern, text);
                assert_eq!(found, Some(regex.is_match(text)), "{pattern:?} in {text:?}");
            }
        }
    }

    #[test]
    fn no_pattern_takes_long() {
        assert_eq!(is_found("((a{100}){100}){100}", "a"), None);
        assert_eq!(
            is_found(&"(".repeat(90).replace('(', "(?:a*)*"), &"a".repeat(10_000)),
            Some(true)
        );
        let deep = ["(".repeat(200), ")".repeat(200)].join("a");
        assert_eq!(is_found(&deep, "a"), None);
        let (long, text) = ("a?".repeat(4_000) + &"a".repeat(900), "a".repeat(4_100));
        assert_eq!(is_found(&long, &text), None);
    }
}
