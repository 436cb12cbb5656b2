//! Percent-encoding (RFC 3986, section 2.1).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Reserved characters stay, but for those that would end the part they stand in, or that a
/// reader would take for something else: `#`, `[`, `]`, `&`, `+`.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What a path template may hold between its parameters.
const PATH: &AsciiSet = &RESERVED
    .add(b'?')
    .remove(b'&')
    .remove(b'+')
    .remove(b'[')
    .remove(b']')
    .remove(b'%');

/// `text` with all but unreserved characters encoded, or all but reserved ones.
pub(super) fn encode(text: &str, allow_reserved: bool) -> String {
    let set = if allow_reserved { RESERVED } else { UNRESERVED };
    utf8_percent_encode(text, set).to_string()
}

/// The text of a path template, as a request spells it.
#[must_use]
pub fn encode_path(text: &str) -> String {
    utf8_percent_encode(text, PATH).to_string()
}

/// `text` decoded; `None` when it has a `%` that begins no escape, or that is not UTF-8.
#[allow(dead_code, reason = "only servers take everything apart that is encoded")]
pub(super) fn decode(text: &str) -> Option<Cow<'_, str>> {
    let mut escapes = text.split('%').skip(1);
    let are_escapes = escapes.all(|it| {
        let digits = it.as_bytes().first_chunk::<2>();
        digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
    });
    are_escapes.then(|| decode_loosely(text)).flatten()
}

/// `text` decoded, where a `%` may stand for itself; `None` when that is not UTF-8.
#[allow(dead_code, reason = "only servers take everything apart that is encoded")]
pub(super) fn decode_loosely(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// `text` of a query decoded, where a plus sign may stand for a space.
#[allow(dead_code, reason = "only servers take everything apart that is encoded")]
pub(super) fn decode_form(text: &str) -> Option<Cow<'_, str>> {
    if text.as_bytes().contains(&b'+') {
        let text = text.replace('+', " ");
        return decode(&text).map(|it| Cow::Owned(it.into_owned()));
    }
    decode(text)
}
