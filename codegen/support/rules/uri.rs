//! `format: uri`, and references.

/// Whether `text` is spelled as a URI (RFC 3986): a scheme, a colon, and characters that URIs are
/// made of. What a scheme asks of the rest is not looked at.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    is_scheme(scheme) && is_part(rest) && is_part(fragment)
}

/// Whether `text` is spelled as a URI, or as a reference that is relative to one.
pub(super) fn is_reference(text: &str) -> bool {
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    is_part(rest) && is_part(fragment)
}

fn is_scheme(text: &str) -> bool {
    let others = |it: u8| it.is_ascii_alphanumeric() || b"+-.".contains(&it);
    text.starts_with(|it: char| it.is_ascii_alphabetic()) && text.bytes().all(others)
}

/// Whether there is nothing but characters that may stand as they are, and escapes.
fn is_part(text: &str) -> bool {
    let mut pieces = text.split('%');
    let plain = |text: &str| {
        let allowed = |it: u8| it.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=".contains(&it);
        text.bytes().all(allowed)
    };
    let escape = |text: &str| {
        let digits = text.as_bytes().first_chunk::<2>();
        digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
    };
    pieces.next().is_none_or(plain) && pieces.all(|it| escape(it) && plain(it))
}
