//! Text that is safe to print on a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` without what would move the cursor, or make other text look different.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for it in text.chars() {
        if is_unsafe(it) {
            let _ = write!(shown, "\\u{:04x}", u32::from(it));
        } else {
            shown.push(it);
        }
    }
    Cow::Owned(shown)
}

/// Control characters but for ends of lines and tabs, and those that turn the direction of text.
fn is_unsafe(it: char) -> bool {
    let is_layout = matches!(it, '\n' | '\t');
    let turns = matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    it.is_control() && !is_layout || turns
}

/// The first paragraph of `text`.
pub(super) fn first_paragraph(text: &'static str) -> &'static str {
    text.split_once("\n\n").map_or(text, |(first, _)| first)
}
