//! What is known to be found, for reasons that are no fault of the server.

use super::report::Finding;
use crate::failure::Failure;

/// A table with tabs: the document, or `*` for any; the check, or `error` for what the tool cannot
/// do; what the operation and the message contain; and the reason.
const TABLE: &str = include_str!("../../attack/known.tsv");

/// What is known to be found.
#[derive(Debug)]
pub(super) struct Known {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    document: &'static str,
    check: &'static str,
    /// Part of `GET /pets: what is said`.
    contains: &'static str,
}

impl Known {
    /// Reads the table.
    pub(super) fn read() -> Result<Self, Failure> {
        Self::of(TABLE)
    }

    fn of(table: &'static str) -> Result<Self, Failure> {
        let rows = table.lines().enumerate().skip(1);
        let rows = rows.filter(|(_, line)| !line.trim().is_empty());
        let entries = rows.map(|(index, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells.as_slice() {
                [document, check, contains, reason] if !reason.is_empty() => Ok(Entry {
                    document,
                    check,
                    contains,
                }),
                _ => Err(Failure::Failed(format!(
                    "xtask/attack/known.tsv:{}: a row is a document, a check, a text and a reason",
                    index + 1
                ))),
            }
        });
        Ok(Self {
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    /// Whether `finding` is to be expected of `document`.
    pub(super) fn explains(&self, document: &str, finding: &Finding) -> bool {
        let text = format!("{}: {}", finding.operation, finding.message);
        self.has(document, &finding.check, &text)
    }

    /// Whether that the tool says `error` of `document` is to be expected.
    pub(super) fn explains_error(&self, document: &str, error: &str) -> bool {
        self.has(document, "error", error)
    }

    fn has(&self, document: &str, check: &str, text: &str) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|it| {
            [document, "*"].contains(&it.document)
                && it.check == check
                && text.contains(it.contains)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_known_by_document_check_and_text() {
        let known = Known::of("head\na.yaml\tcheck\tGET /pets: no\tIt says both.\n").unwrap();
        let finding = Finding {
            check: "check".to_owned(),
            operation: "GET /pets".to_owned(),
            message: "no number".to_owned(),
        };
        assert!(known.explains("a.yaml", &finding));
        assert!(!known.explains("b.yaml", &finding));
        let other = Finding {
            operation: "PUT /pets".to_owned(),
            ..finding
        };
        assert!(!known.explains("a.yaml", &other));
        let any = Known::of("head\n*\terror\tSchema Error\tIt has one.\n").unwrap();
        assert!(any.explains_error("b.yaml", "Schema Error: x"));
        assert!(!any.explains("b.yaml", &other));
        assert!(Known::of("head\na.yaml\tcheck\tGET\t\n").is_err());
        assert!(Known::read().is_ok());
    }
}
