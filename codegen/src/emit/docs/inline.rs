//! Text inside a block: code spans, links, tags, addresses.
//!
//! What rustdoc would take for a link to an item, a tag or a bare address is escaped or spelt out;
//! the tags that documents use instead of Markdown become Markdown.

use super::code::span;

/// A stretch of a paragraph: HTML may hold several paragraphs and lists where Markdown has one.
pub(super) enum Part {
    Text(String),
    /// An item of a list.
    Item(String),
}

/// The paragraph `text`, in parts.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut scanner = Scanner::new(text);
    scanner.splits = true;
    scanner.scan();
    scanner.finish()
}

/// `text` on one line: a heading, a row of a table, the text of a link.
pub(super) fn plain(text: &str) -> String {
    one_line(Scanner::new(text))
}

fn one_line(mut scanner: Scanner<'_>) -> String {
    scanner.scan();
    let words: Vec<String> = scanner
        .finish()
        .into_iter()
        .map(|part| match part {
            Part::Text(text) | Part::Item(text) => text.replace('\n', " "),
        })
        .collect();
    words.join(" ")
}

/// The longest run of `mark` in `text`.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    text.split(|it| it != mark).map(str::len).max().unwrap_or(0)
}

/// How far the end of a link or a tag is looked for, in bytes; what is longer is neither.
const REACH: usize = 2_000;

/// Which links are made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Links {
    All,
    /// Bare addresses only, in what was a link and leads nowhere.
    Addresses,
    /// None, inside a link.
    None,
}

struct Scanner<'a> {
    rest: &'a str,
    /// Whether the text may fall into several parts.
    splits: bool,
    links: Links,
    /// The character before `rest`.
    before: Option<char>,
    /// Lengths of back-tick runs that are known to have no partner in `rest`.
    lonely: Vec<usize>,
    out: String,
    is_item: bool,
    parts: Vec<Part>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            splits: false,
            links: Links::All,
            before: None,
            lonely: Vec::new(),
            out: String::with_capacity(text.len()),
            is_item: false,
            parts: Vec::new(),
        }
    }

    fn finish(mut self) -> Vec<Part> {
        self.split(false);
        self.parts
    }

    /// Ends a part and starts the next.
    fn split(&mut self, next_is_item: bool) {
        let text = self.out.trim();
        if !text.is_empty() {
            self.parts.push(if self.is_item {
                Part::Item(text.to_owned())
            } else {
                Part::Text(text.to_owned())
            });
        }
        self.out.clear();
        self.is_item = next_is_item;
    }

    fn scan(&mut self) {
        loop {
            self.words();
            let Some(it) = self.rest.chars().next() else {
                break;
            };
            let taken = match it {
                '\\' => self.escape(),
                '`' => self.code_span(),
                '<' => self.angle(),
                '[' => self.link(self.rest),
                '!' => self.image(),
                ']' if self.links != Links::All => Some(1),
                'h' if self.links != Links::None => self.address(),
                _ => None,
            };
            let len = match taken {
                Some(len) => len,
                None => {
                    if matches!(it, '<' | '[' | '`') {
                        self.out.push('\\');
                    }
                    self.out.push(it);
                    it.len_utf8()
                }
            };
            self.before = self.rest.get(..len).and_then(|it| it.chars().next_back());
            self.rest = self.rest.get(len..).unwrap_or_default();
        }
    }

    /// Takes what means nothing else than itself: most of a text.
    fn words(&mut self) {
        let is_special = |it: u8| matches!(it, b'\\' | b'`' | b'<' | b'[' | b'!' | b']' | b'h');
        let length = self.rest.bytes().position(is_special);
        let (words, rest) = self.rest.split_at(length.unwrap_or(self.rest.len()));
        self.out.push_str(words);
        self.before = words.chars().next_back().or(self.before);
        self.rest = rest;
    }

    /// An escape of the document's own.
    fn escape(&mut self) -> Option<usize> {
        let next = self.rest.chars().nth(1)?;
        if !next.is_ascii_punctuation() {
            return None;
        }
        self.out.push('\\');
        self.out.push(next);
        Some(2)
    }

    /// A code span; back-ticks without a partner are escaped.
    fn code_span(&mut self) -> Option<usize> {
        let after = self.rest.trim_start_matches('`');
        let len = self.rest.len() - after.len();
        let body = if self.lonely.contains(&len) {
            None
        } else {
            until_run(after, len)
        };
        let Some(body) = body else {
            self.lonely.push(len);
            self.out.push_str(&"\\`".repeat(len));
            return Some(len);
        };
        let text = body.strip_prefix(' ').and_then(|it| it.strip_suffix(' '));
        let text = text.filter(|it| !it.trim().is_empty()).unwrap_or(body);
        self.out.push_str(&span(text));
        Some(len + body.len() + len)
    }

    /// `<https://…>`, `<!-- … -->`, `<b>`; anything else is a character.
    fn angle(&mut self) -> Option<usize> {
        if let Some(comment) = self.rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(comment.len(), |at| at + 3);
            return Some(4 + end);
        }
        let inside = within(self.rest, 1, '>')?;
        let len = inside.len() + 2;
        let ends_it = |it: char| it.is_whitespace() || it == '<';
        if is_absolute(inside) && !inside.contains(ends_it) {
            let bare = self.links == Links::None;
            self.out
                .push_str(if bare { inside } else { self.rest.get(..len)? });
            return Some(len);
        }
        self.tag(inside, len)
    }

    fn tag(&mut self, inside: &str, len: usize) -> Option<usize> {
        let closes = inside.starts_with('/');
        let name = inside.trim_start_matches('/');
        let name = name.split([' ', '/', '\n']).next()?.to_ascii_lowercase();
        match name.as_str() {
            "b" | "strong" | "i" | "em" | "u" | "a" | "span" | "font" | "small" | "big" | "sup"
            | "sub" | "nobr" | "kbd" | "var" | "s" | "del" | "ins" | "center" | "label" => {
                if name == "a" && !closes && self.links == Links::All {
                    return self.anchor(inside, len);
                }
                Some(len)
            }
            "code" | "tt" | "samp" => {
                let after = self.rest.get(len..)?;
                let body = until(after, &["</", &name, ">"].concat())?;
                if closes || body.is_empty() {
                    return Some(len);
                }
                self.out
                    .push_str(&super::code(&unescape(body).replace('\n', " ")));
                Some(len + body.len() + name.len() + 3)
            }
            "br" | "p" | "div" | "ul" | "ol" | "dl" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" | "blockquote" | "pre" | "section" | "article" | "table" | "thead"
            | "tbody" | "tr" | "td" | "th" | "hr" | "li" => {
                let ends_item = matches!(name.as_str(), "ul" | "ol");
                if self.splits && (!self.is_item || name == "li" || ends_item) {
                    self.split(name == "li" && !closes);
                } else if !self.out.ends_with(char::is_whitespace) {
                    self.out.push(' ');
                }
                Some(len)
            }
            _ => None,
        }
    }

    /// `<a href="https://…">text</a>`.
    fn anchor(&mut self, inside: &str, len: usize) -> Option<usize> {
        let after = self.rest.get(len..)?;
        let href = inside
            .split_once("href=")
            .map(|(_, it)| it.trim_start_matches(['"', '\'']));
        let href = href.and_then(|it| it.split(['"', '\'', ' ', '>']).next());
        let Some(body) = until(after, "</a>").filter(|it| it.len() <= REACH) else {
            return Some(len);
        };
        self.linked(body, href.unwrap_or_default());
        Some(len + body.len() + "</a>".len())
    }

    /// `[text](https://…)`: kept; a link that leads nowhere from here is its text.
    fn link(&mut self, link: &str) -> Option<usize> {
        if self.links != Links::All {
            return Some(1);
        }
        let text = within(link, 1, ']')?;
        let target = link.get(text.len() + 2..)?;
        if !target.starts_with('(') {
            return None;
        }
        let inside = within(target, 1, ')')?;
        let url = inside.split_whitespace().next().unwrap_or_default();
        let url = url.trim_start_matches('<').trim_end_matches('>');
        self.linked(text, url);
        Some(text.len() + inside.len() + 4)
    }

    /// An image is a link to it.
    fn image(&mut self) -> Option<usize> {
        if self.links != Links::All {
            return None;
        }
        let link = self.rest.strip_prefix("![").map(|_| self.rest.get(1..))??;
        self.link(link).map(|len| len + 1)
    }

    /// A link to `url`; its text alone, where that leads nowhere from here.
    fn linked(&mut self, text: &str, url: &str) {
        let leads = is_absolute(url) && !url.contains(['(', ')', '<', '>', '\\', '`', '|']);
        let mut scanner = Scanner::new(text);
        scanner.links = if leads { Links::None } else { Links::Addresses };
        let text = one_line(scanner);
        let text = text.trim();
        match (text.is_empty() || text == url, leads) {
            (true, true) => self.out.push_str(&["<", url, ">"].concat()),
            (false, true) => self.out.push_str(&["[", text, "](", url, ")"].concat()),
            (_, false) => self.out.push_str(text),
        }
    }

    /// A bare address, in angle brackets.
    fn address(&mut self) -> Option<usize> {
        if self.before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|it| self.rest.starts_with(it))?;
        let ends = |it: char| {
            it.is_whitespace() || matches!(it, '<' | '>' | '"' | '`' | '[' | ']' | '|' | '\\' | '^')
        };
        let word = self
            .rest
            .get(..self.rest.find(ends).unwrap_or(self.rest.len()))?;
        if word.len() > REACH {
            self.out.push_str(&super::code(word));
            return Some(word.len());
        }
        let word = trim_sentence(word);
        if word.len() <= scheme.len() {
            return None;
        }
        if word.contains(['{', '}', '*']) {
            self.out.push_str(&super::code(word));
        } else {
            self.out.push_str(&["<", word, ">"].concat());
        }
        Some(word.len())
    }
}

/// An address without the punctuation of the sentence around it.
fn trim_sentence(mut word: &str) -> &str {
    loop {
        let count = |mark| word.matches(mark).count();
        let shorter = word
            .strip_suffix(['.', ',', ';', ':', '!', '?', '\'', '_', '*', '~'])
            .or_else(|| word.strip_suffix(')').filter(|_| count(')') > count('(')))
            .or_else(|| word.strip_suffix('}').filter(|_| count('}') > count('{')));
        match shorter {
            Some(shorter) => word = shorter,
            None => return word,
        }
    }
}

fn is_absolute(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        url.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    })
}

/// What stands between the first `skip` bytes of `text` and `end`, on the same few lines.
fn within(text: &str, skip: usize, end: char) -> Option<&str> {
    let inside = text.get(skip..)?;
    let at = inside.bytes().take(REACH).position(|it| it == end as u8)?;
    inside.get(..at)
}

/// What stands before `end`, in any case of its letters.
fn until<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let is_end = |window: &[u8]| window.eq_ignore_ascii_case(end.as_bytes());
    let at = text
        .as_bytes()
        .windows(end.len())
        .take(REACH)
        .position(is_end)?;
    text.get(..at)
}

/// What stands before a run of exactly `len` back-ticks.
fn until_run(text: &str, len: usize) -> Option<&str> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let start = rest.find('`')?;
        let after = rest.get(start..)?.trim_start_matches('`');
        let run = rest.len() - start - after.len();
        if run == len {
            return text.get(..at + start);
        }
        at += start + run;
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}
