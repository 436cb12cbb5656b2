//! Prose: how summaries and descriptions become docs.

use crate::ir::Doc;

/// A first line longer than this is cut after its first sentence.
const LONG_LINE: usize = 120;

/// The doc of something with a `description` only.
pub(super) fn description(text: Option<&str>) -> Doc {
    let text = text.unwrap_or_default().trim();
    let (first, rest) = split_first_paragraph(text);
    if (first.lines().count() > 1 || first.chars().count() > LONG_LINE)
        && let Some((sentence, others)) = split_first_sentence(first)
    {
        let body = if rest.is_empty() {
            others.to_owned()
        } else {
            format!("{others}\n\n{rest}")
        };
        return Doc {
            summary: one_line(sentence),
            body,
        };
    }
    if is_block(first) {
        return Doc {
            summary: String::new(),
            body: text.to_owned(),
        };
    }
    Doc {
        summary: one_line(first),
        body: rest.to_owned(),
    }
}

/// The doc of something with a `summary` or `title` beside its `description`.
pub(super) fn titled(title: Option<&str>, text: Option<&str>) -> Doc {
    let title = one_line(title.unwrap_or_default().trim());
    let text = text.unwrap_or_default().trim();
    if title.is_empty() {
        return description(Some(text));
    }
    let repeated = title.trim_end_matches('.') == text.trim_end_matches('.');
    Doc {
        summary: title,
        body: if repeated {
            String::new()
        } else {
            text.to_owned()
        },
    }
}

fn split_first_paragraph(text: &str) -> (&str, &str) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            let (first, rest) = text.split_at(offset);
            return (first.trim(), rest.trim());
        }
        offset += line.len();
    }
    (text, "")
}

/// Splits after the first full stop that ends a sentence: one before white space and a capital.
fn split_first_sentence(text: &str) -> Option<(&str, &str)> {
    if is_block(text) {
        return None;
    }
    text.match_indices(['.', '!', '?']).find_map(|(index, _)| {
        let (sentence, rest) = text.split_at(index + 1);
        let ends = rest.starts_with(char::is_whitespace)
            && rest.trim_start().starts_with(|c: char| !c.is_lowercase())
            && !["e.g.", "i.e.", "etc.", "vs.", "cf."]
                .iter()
                .any(|short| sentence.ends_with(short));
        ends.then(|| (sentence.trim(), rest.trim()))
    })
}

/// Whether `text` is Markdown that cannot be a first line: a list, a table, code, a heading.
fn is_block(text: &str) -> bool {
    ["```", "~~~", "|", "- ", "* ", "+ ", "#", ">", "<", "1. "]
        .iter()
        .any(|mark| text.starts_with(mark))
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{description, titled};

    #[test]
    fn the_first_sentence_is_the_summary() {
        let doc = description(Some("Opens it.\n\nThen more."));
        assert_eq!(
            (doc.summary.as_str(), doc.body.as_str()),
            ("Opens it.", "Then more.")
        );
        let doc = description(Some("Opens it (e.g. now). Then\nmore."));
        assert_eq!(doc.summary, "Opens it (e.g. now).");
        assert_eq!(doc.body, "Then\nmore.");
    }

    #[test]
    fn a_list_is_no_summary() {
        assert_eq!(description(Some("- a\n- b")).summary, "");
    }

    #[test]
    fn a_repeated_description_is_dropped() {
        let doc = titled(Some("Session created"), Some("Session created."));
        assert_eq!(
            (doc.summary.as_str(), doc.body.as_str()),
            ("Session created", "")
        );
    }
}
