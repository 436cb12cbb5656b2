//! Which operations answer page by page, and how: in settings, and in `x-pagination`.

use std::collections::BTreeMap;

use serde_json::Value;

/// Which operations answer page by page. The extension `x-pagination` in an operation says the
/// same, with the keys of [`Paging`]; `x-pagination: false` takes it out of all rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pagination {
    /// `[pagination.operations]`: by `operationId`, before what the document says:
    /// `listPets = { style = "cursor", parameter = "after", next = "/next" }`.
    pub operations: BTreeMap<String, Paging>,
    /// `[[pagination.rules]]`: for every `GET` that nothing else is said of, and that has what the
    /// rule names. The first that fits counts.
    pub rules: Vec<PagingRule>,
}

/// How an operation answers page by page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// How to ask for the next page.
    pub style: PagingStyle,
    /// The parameter that says which page: for the styles `page`, `offset` and `cursor`.
    pub parameter: Option<String>,
    /// The parameter that says how many items a page may have. Where the document says how many it
    /// allows (`maximum`), a page with fewer than were asked for is the last; otherwise an empty
    /// one is. Default: none.
    pub limit: Option<String>,
    /// Where a page says what is next: a JSON pointer into its body, or the name of a header. For
    /// the styles `cursor`, and `url`, which is in the body always.
    pub next: Option<String>,
    /// Where a page has its items, as a JSON pointer. Default: the whole body where that is an
    /// array, or else its one property that is.
    pub items: Option<String>,
    /// Where a page says whether there are more, as a JSON pointer. Default: nowhere.
    pub has_more: Option<String>,
}

/// How to ask for the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagingStyle {
    /// `"page"`: by its number.
    Page,
    /// `"offset"`: by how many items come before it.
    Offset,
    /// `"cursor"`: by what the page before says.
    Cursor,
    /// `"link"`: by the URL in the header `Link` of the page before (RFC 8288).
    Link,
    /// `"url"`: by the URL in the body of the page before.
    Url,
}

/// A rule for many operations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagingRule {
    /// The query parameters that an operation has to have, beside those that `paging` names:
    /// `query = ["page", "per_page"]`.
    pub query: Vec<String>,
    /// How they answer.
    pub paging: Paging,
}

/// What is wrong with a [`Paging`]: at which key, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PagingFlaw {
    pub(crate) key: String,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl PagingStyle {
    const CHOICES: &[(&str, Self)] = &[
        ("page", Self::Page),
        ("offset", Self::Offset),
        ("cursor", Self::Cursor),
        ("link", Self::Link),
        ("url", Self::Url),
    ];

    fn takes_parameter(self) -> bool {
        match self {
            Self::Page | Self::Offset | Self::Cursor => true,
            Self::Link | Self::Url => false,
        }
    }

    fn takes_next(self) -> bool {
        match self {
            Self::Cursor | Self::Url => true,
            Self::Page | Self::Offset | Self::Link => false,
        }
    }
}

impl Paging {
    /// The keys of a table.
    pub(crate) const KEYS: &[&str] = &["style", "parameter", "limit", "next", "items", "has-more"];

    /// Reads a table of TOML, or the value of `x-pagination`.
    pub(crate) fn read(value: &Value) -> Result<Self, PagingFlaw> {
        let flaw = |key: &str, message: &str, help: String| PagingFlaw {
            key: key.to_owned(),
            message: message.to_owned(),
            help,
        };
        let Some(members) = value.as_object() else {
            return Err(flaw("", "is not a table", example(PagingStyle::Page)));
        };
        if let Some(key) = members.keys().find(|it| !Self::KEYS.contains(&it.as_str())) {
            let help = format!("write one of {}", Self::KEYS.join(", "));
            return Err(flaw(key, "is not known", help));
        }
        let text = |key: &str| match members.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if !text.is_empty() || key == "items" => {
                Ok(Some(text.clone()))
            }
            Some(_) => Err(flaw(key, "is not text", "write a text".to_owned())),
        };
        let pointer = |key: &str| match text(key)? {
            Some(it) if !it.is_empty() && !it.starts_with('/') => {
                let help = format!("write a JSON pointer, such as `/{it}`");
                Err(flaw(key, "is no JSON pointer", help))
            }
            pointer => Ok(pointer),
        };
        let name = text("style")?;
        let mut styles = PagingStyle::CHOICES.iter();
        let style = styles.find(|(it, _)| name.as_deref() == Some(it));
        let Some(&(_, style)) = style else {
            let names: Vec<&str> = PagingStyle::CHOICES.iter().map(|it| it.0).collect();
            let help = format!("write one of {}", names.join(", "));
            return Err(flaw("style", "is none that is known", help));
        };
        let paging = Self {
            style,
            parameter: text("parameter")?,
            limit: text("limit")?,
            next: match style {
                PagingStyle::Url => pointer("next")?,
                _ => text("next")?,
            },
            items: pointer("items")?,
            has_more: pointer("has-more")?,
        };
        for (key, is_there, belongs) in [
            (
                "parameter",
                paging.parameter.is_some(),
                style.takes_parameter(),
            ),
            ("next", paging.next.is_some(), style.takes_next()),
        ] {
            let message = match (is_there, belongs) {
                (false, true) => "is missing",
                (true, false) => "means nothing in this style",
                (true, true) | (false, false) => continue,
            };
            return Err(flaw(key, message, example(style)));
        }
        Ok(paging)
    }
}

/// What to write for a style.
fn example(style: PagingStyle) -> String {
    let example = match style {
        PagingStyle::Page => "style: page, parameter: page",
        PagingStyle::Offset => "style: offset, parameter: offset",
        PagingStyle::Cursor => "style: cursor, parameter: after, next: /next",
        PagingStyle::Link => "style: link",
        PagingStyle::Url => "style: url, next: /next",
    };
    format!("write such as `{{ {example} }}`")
}
