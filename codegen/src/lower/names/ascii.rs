//! The cases of text that is ASCII, as heck writes them, only sooner: most names are such text, and
//! heck writes each of its characters by way of a formatter.

use super::Case;

/// `text` in the case `case`; `None` when it is not all ASCII.
pub(super) fn cased(case: Case, text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let bytes = text.as_bytes();
    // With room for separators, of which there are a few.
    let mut out = Vec::with_capacity(bytes.len() + 8);
    // What the last letter of the word was, if it has one yet.
    let mut last = Letter::None;
    let mut is_first_of_word = true;
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        let letter = Letter::of(*byte);
        if letter == Letter::Separator {
            (last, is_first_of_word) = (Letter::None, true);
            continue;
        }
        let next = rest.as_slice().first();
        // `HTTPServer` is two words, the second of which begins with the last capital.
        let ends_capitals = (last, letter) == (Letter::Upper, Letter::Upper)
            && next.is_some_and(u8::is_ascii_lowercase);
        add(&mut out, case, *byte, is_first_of_word || ends_capitals);
        is_first_of_word = false;
        last = match letter {
            _ if ends_capitals => Letter::None,
            Letter::Lower | Letter::Upper => letter,
            Letter::None | Letter::Separator => last,
        };
        if last == Letter::Lower && next.is_some_and(u8::is_ascii_uppercase) {
            (last, is_first_of_word) = (Letter::None, true);
        }
    }
    String::from_utf8(out).ok()
}

#[derive(Clone, Copy, PartialEq)]
enum Letter {
    None,
    Lower,
    Upper,
    Separator,
}

impl Letter {
    fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::None,
            _ => Self::Separator,
        }
    }
}

fn add(out: &mut Vec<u8>, case: Case, byte: u8, is_first_of_word: bool) {
    if is_first_of_word && !out.is_empty() {
        match case {
            Case::Type => {}
            Case::Value | Case::Constant => out.push(b'_'),
            Case::Command => out.push(b'-'),
        }
    }
    out.push(match case {
        Case::Type if is_first_of_word => byte.to_ascii_uppercase(),
        Case::Constant => byte.to_ascii_uppercase(),
        Case::Type | Case::Value | Case::Command => byte.to_ascii_lowercase(),
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
