//! Patterns: from the regular expressions of ECMA-262, which JSON Schema means, to those of the
//! crate `regex`, which matches in linear time.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Translates `pattern`, or says why it cannot be matched in linear time or at all.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let translated = respell(pattern);
    match regex_syntax::Parser::new().parse(&translated) {
        Ok(hir) if states(&hir) > MAX_STATES => Err("it is too large to be compiled".to_owned()),
        Ok(_) => Ok(translated),
        Err(error) => Err(reason(&error)),
    }
}

/// The crate `regex` compiles what fits in 10 MiB, which is about a hundred bytes for each of these.
const MAX_STATES: usize = 100_000;

/// About how many states a pattern is compiled to; the parser lets none nest deeper than 250.
fn states(hir: &Hir) -> usize {
    let inner = hir.kind().subs().iter().map(states);
    let inner = inner.fold(0, usize::saturating_add);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(it) => it.0.len(),
        HirKind::Class(Class::Unicode(it)) => it.ranges().len().saturating_mul(2),
        HirKind::Class(Class::Bytes(it)) => it.ranges().len(),
        HirKind::Repetition(it) => {
            let times = it.max.unwrap_or(it.min.saturating_add(1));
            inner
                .max(1)
                .saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
        HirKind::Capture(_) | HirKind::Concat(_) | HirKind::Alternation(_) => inner,
    }
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

/// Writes what the two dialects spell alike but mean differently in the way that `regex` means it.
fn respell(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                // ECMA's classes hold ASCII digits and word characters only.
                Some('d') if in_class => out.push_str("0-9"),
                Some('d') => out.push_str("[0-9]"),
                Some('D') => out.push_str("[^0-9]"),
                Some('w') if in_class => out.push_str("0-9A-Za-z_"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') => out.push_str("[^0-9A-Za-z_]"),
                Some('b') if in_class => out.push_str(r"\x08"),
                Some('b') => out.push_str(r"(?-u:\b)"),
                Some('Z') => out.push_str(r"\z"),
                // An escape that means the character itself.
                Some(escaped) if !escaped.is_alphanumeric() => {
                    out.push_str(&regex_syntax::escape(&escaped.to_string()));
                }
                Some(escaped) => {
                    out.push('\\');
                    out.push(escaped);
                }
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str(r"\["),
            '[' => {
                in_class = true;
                out.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            // `&&`, `--` and `~~` are set operations in `regex`.
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            '-' if in_class && chars.peek() == Some(&'-') => out.push_str(r"\-"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn what_both_dialects_mean_alike_stays() {
        for pattern in ["^[a-z]+$", "^(a|b){2,3}$", r"^\x41\u0042$", "^[^a]*$"] {
            assert_eq!(translate(pattern).as_deref(), Ok(pattern));
        }
    }

    #[test]
    fn ascii_classes_and_escapes_are_spelt_out() {
        assert_eq!(translate(r"^\d{4}$").as_deref(), Ok("^[0-9]{4}$"));
        assert_eq!(translate(r"^[\w.-]+$").as_deref(), Ok("^[0-9A-Za-z_.-]+$"));
        assert_eq!(translate(r"^a\/b\@c$").as_deref(), Ok("^a/b@c$"));
        assert_eq!(translate(r"[[&&]").as_deref(), Ok(r"[\[\&\&]"));
    }

    #[test]
    fn what_needs_backtracking_is_refused() {
        assert!(translate("^(?!x)").is_err());
        assert!(translate(r"(a)\1").is_err());
        assert!(translate("(").is_err());
    }

    #[test]
    fn what_would_not_be_compiled_is_refused() {
        assert!(translate("^.{1,2048}$").is_ok());
        assert!(translate("(((a{99}){99}){99}){99}").is_err());
        assert!(translate("x{4000000000}").is_err());
    }
}
