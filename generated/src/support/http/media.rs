//! Media types (RFC 9110, section 8.3.1).

/// The type and subtype of `text`, without its parameters.
#[must_use]
pub fn media_type(text: &str) -> &str {
    text.split(';').next().unwrap_or(text).trim()
}

/// Whether `text` is JSON: `application/json`, or any type that ends in `+json`.
#[must_use]
pub fn is_json(text: &str) -> bool {
    let essence = media_type(text).to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}

/// Whether `text` is of the type `pattern`, which may end in `/*`.
#[must_use]
pub fn same_media_type(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (media_type(pattern), media_type(text));
    let range = pattern.strip_suffix("/*");
    match (range, text.split_once('/')) {
        (Some("*"), _) => true,
        (Some(range), Some((kind, _))) => range.eq_ignore_ascii_case(kind),
        _ => pattern.eq_ignore_ascii_case(text),
    }
}
