//! HTML tags in prose.

/// A piece of a text with tags in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// To be shown as it stands.
    Text(&'a str),
    /// A formatting tag that ends a line: `<br>`.
    Break,
    /// A formatting tag that ends a block: `</p>`.
    Block,
    /// Any other formatting tag: `<b>`.
    Inline,
}

/// The pieces of `text`, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut plain = 0;
    // `plain` is how much of `rest` is known to be text.
    while let Some(at) = rest
        .get(plain..)
        .and_then(|it| it.find('<'))
        .map(|it| it + plain)
    {
        let (before, from) = rest.split_at(at);
        let Some((piece, length)) = formatting(from) else {
            plain = at + 1;
            continue;
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(piece);
        rest = from.get(length..).unwrap_or_default();
        plain = 0;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The formatting tag that `text` starts with, and its length.
fn formatting(text: &str) -> Option<(Piece<'static>, usize)> {
    let inside = text.strip_prefix('<')?;
    let end = inside
        .find(['>', '<'])
        .filter(|it| inside[*it..].starts_with('>'))?;
    let inside = inside.get(..end)?;
    let name = inside.trim_start_matches('/');
    let name = name
        .split([' ', '\t', '\n', '/'])
        .next()?
        .to_ascii_lowercase();
    let piece = match name.as_str() {
        "br" | "hr" => Piece::Break,
        "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr" | "table" | "thead"
        | "tbody" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "details"
        | "summary" | "center" => Piece::Block,
        "a" | "abbr" | "b" | "code" | "em" | "font" | "i" | "kbd" | "s" | "samp" | "small"
        | "span" | "strong" | "sub" | "sup" | "td" | "th" | "tt" | "u" | "var" => Piece::Inline,
        _ => return None,
    };
    Some((piece, end + 2))
}

/// Text of an HTML block, its commonest character references resolved.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn formatting_goes_and_the_rest_is_text() {
        let expected = [
            Piece::Block,
            Piece::Text("Reads a "),
            Piece::Inline,
            Piece::Text("pet"),
            Piece::Inline,
            Piece::Break,
            Piece::Text("<script>x</script> 1 < 2"),
            Piece::Block,
        ];
        let text = "<p class=\"x\">Reads a <b>pet</b><br/><script>x</script> 1 < 2</p>";
        assert_eq!(pieces(text), expected);
    }

    #[test]
    fn any_text_has_pieces() {
        assert_eq!(pieces("<"), [Piece::Text("<")]);
        assert_eq!(pieces("<b"), [Piece::Text("<b")]);
        assert_eq!(pieces("<b<b>"), [Piece::Text("<b"), Piece::Inline]);
        assert_eq!(pieces("<é>"), [Piece::Text("<é>")]);
        assert_eq!(pieces(""), []);
    }
}
