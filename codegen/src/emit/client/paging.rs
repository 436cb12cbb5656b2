//! Calls that go from page to page.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{NextPlace, PageStyle, Pagination};

/// What a method says of it.
pub(super) const WORDS: &str =
    "The answer is a page: `.pages()` goes on from it to the last, `.items()` item by item.";

/// Says how the pages follow each other.
///
/// ```text
/// .paged(Pagination::cursor("after", "/meta/next").items("/pets"))
/// ```
pub(super) fn paged(it: &Pagination) -> TokenStream {
    let style = style(&it.style);
    let limit = it.limit.as_ref().map(|(parameter, most)| {
        let most = Literal::u64_unsuffixed(*most);
        quote! { .limit(#parameter, #most) }
    });
    let items = Some(&it.items).filter(|it| !it.is_empty());
    let items = items.map(|it| quote! { .items(#it) });
    let has_more = it.has_more.as_ref().map(|it| quote! { .has_more(#it) });
    quote! {
        .paged(crate::support::client::Pagination::#style #limit #items #has_more)
    }
}

fn style(it: &PageStyle) -> TokenStream {
    match it {
        PageStyle::Page { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote! { page(#parameter, #first) }
        }
        PageStyle::Offset { parameter } => quote! { offset(#parameter) },
        PageStyle::Cursor { parameter, next } => match next {
            NextPlace::Body(next) => quote! { cursor(#parameter, #next) },
            NextPlace::Header(next) => quote! { cursor_of_header(#parameter, #next) },
        },
        PageStyle::Link => quote! { link() },
        PageStyle::Url { next } => quote! { url(#next) },
    }
}
