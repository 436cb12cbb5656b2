//! The header `Content-Disposition` of a part (RFC 7578, section 4.2).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The parameter `name` of a header: `form-data; name="photo"; filename="rex.png"`.
///
/// One that is encoded (`name*=UTF-8''…`, RFC 8187) is read as well, and wins.
pub(super) fn parameter(header: &str, name: &str) -> Option<String> {
    let mut plain = None;
    for (key, value) in Parameters(after_semicolon(header)) {
        if key.eq_ignore_ascii_case(name) {
            plain.get_or_insert(value);
        } else if key
            .strip_suffix('*')
            .is_some_and(|it| it.eq_ignore_ascii_case(name))
            && let Some(decoded) = extended(&value)
        {
            return Some(decoded);
        }
    }
    plain.map(|it| unquoted(&it).into_owned())
}

/// What the quotes of a name encode, as it was.
fn unquoted(text: &str) -> Cow<'_, str> {
    let Some((before, rest)) = text.split_once('%') else {
        return Cow::Borrowed(text);
    };
    let mut decoded = before.to_owned();
    for part in rest.split('%') {
        let (character, after) = match part.split_at_checked(2) {
            Some(("22", after)) => ('"', after),
            Some(("0D", after)) => ('\r', after),
            Some(("0A", after)) => ('\n', after),
            Some(_) | None => ('%', part),
        };
        decoded.push(character);
        decoded.push_str(after);
    }
    Cow::Owned(decoded)
}

/// `UTF-8'en'r%C3%A9x.png`
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    charset
        .eq_ignore_ascii_case("utf-8")
        .then(|| decoded.into_owned())
}

fn after_semicolon(header: &str) -> &str {
    header.split_once(';').map_or("", |(_, rest)| rest)
}

/// The parameters of a header, one after the other; text in quotes may hold semicolons.
struct Parameters<'a>(&'a str);

impl<'a> Iterator for Parameters<'a> {
    type Item = (&'a str, String);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.trim_start_matches([' ', '\t', ';']);
        let (key, rest) = text.split_once('=')?;
        let rest = rest.trim_start_matches([' ', '\t']);
        let (value, rest) = match rest.strip_prefix('"') {
            Some(quoted) => until_quote(quoted),
            None => {
                let (value, rest) = rest.split_once(';').unwrap_or((rest, ""));
                (value.trim().to_owned(), rest)
            }
        };
        self.0 = rest;
        // `key` may have parameters without a value before it.
        let key = key.rsplit(';').next().unwrap_or(key);
        Some((key.trim(), value))
    }
}

/// What is in the quotes and what follows them. A backslash stands for what it precedes where that
/// is a quote or a backslash; before anything else it is part of a path of Windows.
fn until_quote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, it)) = characters.next() {
        match it {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => match characters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, escaped)) => value.push(escaped),
                None => value.push('\\'),
            },
            it => value.push(it),
        }
    }
    (value, "")
}
