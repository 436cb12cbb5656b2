//! How the pages of an operation follow each other.

/// How the pages of an operation follow each other. Places in a page are JSON pointers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pagination {
    pub(super) style: Style,
    /// The parameter that says how many items a page may have, and the most that it allows.
    pub(super) limit: Option<(&'static str, u64)>,
    /// Where the items are.
    pub(super) items: &'static str,
    /// Where it says whether there are more.
    pub(super) has_more: Option<&'static str>,
}

/// How to ask for the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Page(&'static str, u64),
    Offset(&'static str),
    /// The parameter, and where the cursor is.
    Cursor(&'static str, &'static str),
    CursorOfHeader(&'static str, &'static str),
    Link,
    Url(&'static str),
}

impl Pagination {
    const fn new(style: Style) -> Self {
        Self {
            style,
            limit: None,
            items: "",
            has_more: None,
        }
    }

    /// `parameter` takes the number of a page, which is `first` unless it is sent.
    #[must_use]
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Style::Page(parameter, first))
    }

    /// `parameter` takes how many items come before a page.
    #[must_use]
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Style::Offset(parameter))
    }

    /// `parameter` takes what a page has at `next`.
    #[must_use]
    pub const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::new(Style::Cursor(parameter, next))
    }

    /// `parameter` takes what a page has in a header.
    #[must_use]
    pub const fn cursor_of_header(parameter: &'static str, header: &'static str) -> Self {
        Self::new(Style::CursorOfHeader(parameter, header))
    }

    /// A page has the URL of the next in its header `Link` (RFC 8288).
    #[must_use]
    pub const fn link() -> Self {
        Self::new(Style::Link)
    }

    /// A page has the URL of the next at `next`.
    #[must_use]
    pub const fn url(next: &'static str) -> Self {
        Self::new(Style::Url(next))
    }

    /// `parameter` takes how many items a page may have, up to `most`: one with fewer is the last.
    #[must_use]
    pub const fn limit(mut self, parameter: &'static str, most: u64) -> Self {
        self.limit = Some((parameter, most));
        self
    }

    /// Where the items are, when they are not the whole page.
    #[must_use]
    pub const fn items(mut self, items: &'static str) -> Self {
        self.items = items;
        self
    }

    /// Where a page says whether there are more.
    #[must_use]
    pub const fn has_more(mut self, has_more: &'static str) -> Self {
        self.has_more = Some(has_more);
        self
    }
}
