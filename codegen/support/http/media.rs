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

/// The one of `patterns` that says most about the media type `text`: the same parameters before
/// none, a type before a range of types.
#[must_use]
pub fn best_media_type(patterns: &[&'static str], text: &str) -> Option<&'static str> {
    // Mostly a client spells it as the document does.
    if let Some(same) = patterns.iter().find(|it| **it == text) {
        return Some(same);
    }
    let rank = |pattern: &str| {
        let (kind, _) = media_type(pattern).split_once('/').unwrap_or_default();
        let same = pattern.replace(' ', "").eq_ignore_ascii_case(&text.replace(' ', ""));
        let plain = pattern.bytes().all(|it| it != b';');
        (!same, is_range(pattern), kind == "*", !plain)
    };
    let mut best = None;
    for pattern in patterns {
        if !same_media_type(pattern, text) {
            continue;
        }
        let rank = rank(pattern);
        // Of equals, the first.
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, *pattern));
        }
    }
    best.map(|(_, pattern)| pattern)
}

/// Whether `media` is a range of media types, and so says nothing about the one at hand.
#[must_use]
pub fn is_range(media: &str) -> bool {
    // To look for a `char` takes long to compile.
    media.as_bytes().contains(&b'*')
}

/// Whether `text` is of the type `pattern`, which may end in `/*`, or in `/*+json`.
#[must_use]
pub fn same_media_type(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (media_type(pattern), media_type(text));
    if let Some((kind, rest)) = pattern.split_once('/')
        && let Some(suffix) = rest.strip_prefix("*+")
    {
        let essence = text.split_once('/');
        return essence.is_some_and(|(main, sub)| {
            let end = sub.rsplit('+').next().unwrap_or(sub);
            main.eq_ignore_ascii_case(kind) && end.eq_ignore_ascii_case(suffix)
        });
    }
    let range = pattern.strip_suffix("/*");
    match (range, text.split_once('/')) {
        (Some("*"), _) => true,
        (Some(range), Some((kind, _))) => range.eq_ignore_ascii_case(kind),
        _ => pattern.eq_ignore_ascii_case(text),
    }
}
