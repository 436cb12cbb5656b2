//! What is known to be found, because the document contradicts itself.

use super::report::Finding;
use crate::failure::Failure;

/// A table with tabs: the document, the check, what the operation and the message contain, and why
/// the document is to blame.
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
        let mut entries = self.entries.iter();
        entries.any(|it| {
            it.document == document && it.check == finding.check && text.contains(it.contains)
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
        assert!(Known::of("head\na.yaml\tcheck\tGET\t\n").is_err());
        assert!(Known::read().is_ok());
    }
}
