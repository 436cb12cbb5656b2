//! Operations that answer page by page.

use super::Type;

/// How the answers of an operation go on.
///
/// ```yaml
/// x-pagination: { style: cursor, parameter: after, next: /meta/next, items: /pets }
/// ```
///
/// becomes a call that goes through all pages, or all of their items:
///
/// ```text
/// ) -> Paged<PetPage, Infallible, Pet> {
///     …
///         .paged(Pagination::cursor("after", "/meta/next").items("/pets"))
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Pagination {
    /// What a page says of the next one.
    pub style: PageStyle,
    /// The parameter that says how many items a page may have, and the most that it allows: a
    /// page with fewer than are asked for is the last.
    pub limit: Option<(String, u64)>,
    /// Where the items of a page are in its body, as a JSON pointer.
    pub items: String,
    /// What each of them is.
    pub item: Type,
    /// Where the body says whether there are more, as a JSON pointer.
    pub has_more: Option<String>,
}

/// How to ask for the next page.
///
/// ```yaml
/// x-pagination: { style: page, parameter: page }
/// ```
///
/// becomes
///
/// ```text
/// .paged(Pagination::page("page", 1))
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStyle {
    /// `page`: pages have numbers.
    Page {
        /// The parameter that takes the number.
        parameter: String,
        /// The number of the page that is sent when none is asked for.
        first: u64,
    },
    /// `offset`: a page begins after so many items.
    Offset {
        /// The parameter that takes how many.
        parameter: String,
    },
    /// `cursor`: a page says what to ask for next.
    Cursor {
        /// The parameter that takes what it says.
        parameter: String,
        /// Where it says that.
        next: NextPlace,
    },
    /// `link`: a page has the URL of the next in its header `Link` (RFC 8288).
    Link,
    /// `url`: a page has the URL of the next in its body.
    Url {
        /// Where, as a JSON pointer.
        next: String,
    },
}

/// Where a page has the cursor of the next one.
///
/// ```yaml
/// x-pagination: { style: cursor, parameter: after, next: X-Next }
/// ```
///
/// becomes
///
/// ```text
/// Pagination::cursor_of_header("after", "X-Next")
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPlace {
    /// In its body, at a JSON pointer.
    Body(String),
    /// In a header.
    Header(String),
}
