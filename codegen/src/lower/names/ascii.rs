//! The cases of text that is ASCII, as heck writes them, only sooner: most names are such text, and
//! heck writes each of its characters by way of a formatter.

use super::Case;

/// `text` in the case `case`; `None` when it is not all ASCII.
pub(super) fn cased(case: Case, text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    // With room for separators, of which there are a few.
    let mut out = String::with_capacity(text.len() + 8);
    let bytes = text.as_bytes();
    // What the last letter of the word was, if it has one yet.
    let mut last = Letter::None;
    let mut is_first_of_word = true;
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphanumeric() {
            (last, is_first_of_word) = (Letter::None, true);
            continue;
        }
        let next = at.checked_add(1).and_then(|it| bytes.get(it));
        // `HTTPServer` is two words, the second of which begins with the last capital.
        let ends_capitals = last == Letter::Upper
            && byte.is_ascii_uppercase()
            && next.is_some_and(u8::is_ascii_lowercase);
        if ends_capitals {
            (last, is_first_of_word) = (Letter::None, true);
        }
        add(&mut out, case, char::from(*byte), is_first_of_word);
        is_first_of_word = false;
        last = match byte {
            _ if ends_capitals => Letter::None,
            b'a'..=b'z' => Letter::Lower,
            b'A'..=b'Z' => Letter::Upper,
            _ => last,
        };
        if last == Letter::Lower && next.is_some_and(u8::is_ascii_uppercase) {
            (last, is_first_of_word) = (Letter::None, true);
        }
    }
    Some(out)
}

#[derive(Clone, Copy, PartialEq)]
enum Letter {
    None,
    Lower,
    Upper,
}

fn add(out: &mut String, case: Case, it: char, is_first_of_word: bool) {
    if is_first_of_word && !out.is_empty() {
        match case {
            Case::Type => {}
            Case::Value | Case::Constant => out.push('_'),
            Case::Command => out.push('-'),
        }
    }
    out.push(match case {
        Case::Type if is_first_of_word => it.to_ascii_uppercase(),
        Case::Constant => it.to_ascii_uppercase(),
        Case::Type | Case::Value | Case::Command => it.to_ascii_lowercase(),
    });
}

#[cfg(test)]
mod tests {
    use super::super::Case;
    use super::cased;

    #[test]
    fn short_texts_are_as_heck_has_them() {
        const LETTERS: [char; 7] = ['a', 'b', 'X', 'Y', '1', '_', '/'];
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer = texts.iter().flat_map(|text| {
                let more = LETTERS.iter();
                more.map(move |letter| format!("{text}{letter}"))
            });
            texts = longer.collect();
            for text in &texts {
                for case in [Case::Type, Case::Value, Case::Constant, Case::Command] {
                    assert_eq!(cased(case, text).unwrap(), case.of_words(text), "{text}");
                }
            }
        }
        assert_eq!(cased(Case::Type, "Größe"), None);
    }
}
