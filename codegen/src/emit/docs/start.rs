//! What the lines of Markdown start.

/// What a line starts.
pub(super) enum Start<'a> {
    Fence(Fence),
    Heading(usize, &'a str),
    Rule,
    Table,
    Quote,
    Item(Item<'a>),
    Comment,
    Text,
}

#[derive(Clone, Copy)]
pub(super) struct Fence {
    pub(super) mark: char,
    pub(super) len: usize,
}

pub(super) struct Item<'a> {
    /// `-` or `12.`.
    pub(super) marker: String,
    /// Where its text stands.
    pub(super) indent: usize,
    pub(super) text: &'a str,
}

/// What the first of `lines` starts.
pub(super) fn start<'a>(lines: &[&'a str]) -> Start<'a> {
    let Some(&line) = lines.first() else {
        return Start::Text;
    };
    let text = line.trim_start();
    if let Some(fence) = fence(text) {
        return Start::Fence(fence);
    }
    let level = text.chars().take_while(|&it| it == '#').count();
    if (1..=6).contains(&level) {
        let title = text.get(level..).unwrap_or_default();
        if title.is_empty() || title.starts_with(' ') {
            return Start::Heading(level, title.trim_matches([' ', '#']));
        }
    }
    if is_rule(text) {
        return Start::Rule;
    }
    if line.contains('|') && lines.get(1).is_some_and(|next| is_delimiter_row(next)) {
        return Start::Table;
    }
    if text.starts_with('>') {
        return Start::Quote;
    }
    if text.starts_with("<!--") {
        return Start::Comment;
    }
    item_of(line).map_or(Start::Text, Start::Item)
}

fn fence(text: &str) -> Option<Fence> {
    let mark = text.chars().next().filter(|it| matches!(it, '`' | '~'))?;
    let len = text.chars().take_while(|&it| it == mark).count();
    let info = text.get(len..)?;
    let is_span = mark == '`' && info.contains('`');
    (len >= 3 && !is_span).then_some(Fence { mark, len })
}

/// `---`, `* * *`.
fn is_rule(text: &str) -> bool {
    ['-', '*', '_'].iter().any(|&mark| {
        text.chars().all(|it| it == mark || it == ' ')
            && text.chars().filter(|&it| it == mark).count() >= 3
    })
}

/// `|---|:-:|`.
fn is_delimiter_row(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' '))
}

/// The item of a list that `line` starts.
pub(super) fn item_of(line: &str) -> Option<Item<'_>> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (marker, rest) = if digits == 0 {
        let rest = text.strip_prefix(['-', '*', '+'])?;
        ("-".to_owned(), rest)
    } else {
        let rest = text.get(digits..)?.strip_prefix(['.', ')'])?;
        let number = text.get(..digits).filter(|_| digits <= 9)?;
        ([number, "."].concat(), rest)
    };
    let text = rest.trim_start();
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    // A text far from its marker is code inside the item; as text it reads no worse.
    let gap = (rest.len() - text.len()).clamp(1, 4);
    Some(Item {
        indent: indent + marker.len() + gap,
        marker,
        text,
    })
}

/// Whether `lines` start something that ends a paragraph.
pub(super) fn interrupts(lines: &[&str]) -> bool {
    match start(lines) {
        Start::Item(item) => !item.text.is_empty() && matches!(item.marker.as_str(), "-" | "1."),
        Start::Text => false,
        Start::Fence(_)
        | Start::Heading(..)
        | Start::Rule
        | Start::Table
        | Start::Quote
        | Start::Comment => true,
    }
}
