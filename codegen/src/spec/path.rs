//! Which file a reference names: the part of it before `#` (RFC 3986, section 5.2).

use std::borrow::Cow;

use super::files::NoFile;

/// The path from the folder of the document to the file that `reference`, in the file at `base`, names, or its URL;
/// `None` when it names no file but a place in its own.
pub(super) fn path_of(base: &str, reference: &str) -> Option<Result<String, NoFile>> {
    let (path, _) = reference.split_once('#').unwrap_or((reference, ""));
    if path.is_empty() {
        return None;
    }
    if is_url(path) {
        return Some(Ok(path.to_owned()));
    }
    if has_scheme(path) || path.starts_with("//") {
        return Some(Err(NoFile::Remote));
    }
    let origin = origin_of(base);
    let base = base.strip_prefix(origin).unwrap_or(base);
    if path.starts_with('/') && origin.is_empty() {
        return Some(Err(NoFile::Outside));
    }
    let path = match origin {
        "" => percent_decode(path),
        _ => Cow::Borrowed(path),
    };
    let (folder, _) = match path.starts_with('/') {
        true => Default::default(),
        false => base.rsplit_once('/').unwrap_or_default(),
    };
    let mut steps: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." if steps.pop().is_none() => return Some(Err(NoFile::Outside)),
            ".." => {}
            step => steps.push(step),
        }
    }
    let path = steps.join("/");
    Some(Ok(match origin {
        "" => path,
        _ => format!("{origin}/{path}"),
    }))
}

/// Whether the text begins like `https:`; one letter alone is a drive, which is as little a file of the document.
fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.');
    scheme.starts_with(|it: char| it.is_ascii_alphabetic()) && scheme.chars().all(is_part)
}

/// The text with its `%20` and the like written out; what is not valid stays as it is.
pub(super) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|it| it == b'%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digit = |at: usize| {
            char::from(*bytes.get(at)?)
                .to_digit(16)
                .and_then(|it| u8::try_from(it).ok())
        };
        match digit(at + 1)
            .zip(digit(at + 2))
            .map(|(high, low)| high << 4 | low)
        {
            Some(code) if byte == b'%' => {
                decoded.push(code);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether `path` is the URL of a file, not its path.
pub(super) fn is_url(path: &str) -> bool {
    path.starts_with("https://") || path.starts_with("http://")
}

/// What comes before the path in the URL `base`: `https://example.com`; empty, when it is no URL.
pub(super) fn origin_of(base: &str) -> &str {
    if !is_url(base) {
        return "";
    }
    let Some((scheme, rest)) = base.split_once("://") else {
        return "";
    };
    let host = rest.split('/').next().unwrap_or_default();
    base.get(..scheme.len() + "://".len() + host.len())
        .unwrap_or_default()
}
