//! Docs: the words of the document, made safe for rustdoc, and the facts around them.

mod block;
mod code;
mod facts;
mod inline;
mod start;
mod wrap;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use block::is_hidden;
pub(super) use code::{code, json, literal};
pub(super) use facts::{field, header, keys, parameter, place, route, rules, server};

use crate::ir::Doc;
use crate::render::fold;

/// The words of the document and `facts`, for a terminal: paragraphs between empty lines, the
/// summary first.
pub(super) fn words(doc: &Doc, facts: &str) -> String {
    let parts = [
        block::clean(&doc.summary),
        block::clean(&doc.body),
        facts.into(),
    ];
    let parts: Vec<&str> = parts
        .iter()
        .map(|it| it.trim())
        .filter(|it| !it.is_empty())
        .collect();
    parts.join("\n\n")
}

/// The doc of one item, paragraph by paragraph.
///
/// ```text
/// /// Creates a session.
/// ///
/// /// `POST /v1/chat/chat/sessions`
/// ```
#[derive(Debug, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// What the document says; empty when it says nothing.
    pub(super) fn of(doc: &Doc) -> Self {
        Self::default().and_of(doc)
    }

    /// What the document says, after what is there.
    pub(super) fn and_of(self, doc: &Doc) -> Self {
        self.markdown(&doc.summary).markdown(&doc.body)
    }

    /// What the document says, or else `words`, which are ours.
    pub(super) fn or(self, words: &str) -> Self {
        if self.lines.is_empty() {
            self.and(words)
        } else {
            self
        }
    }

    /// A paragraph of ours, which needs no care.
    pub(super) fn and(mut self, words: &str) -> Self {
        if !words.is_empty() {
            self.open();
            wrap::fill(words, "", "", &mut self.lines);
        }
        self
    }

    /// Lines of ours that stay as they are, such as a table.
    pub(super) fn lines(mut self, lines: &[&str]) -> Self {
        self.open();
        self.lines
            .extend(lines.iter().map(|line| (*line).to_owned()));
        self
    }

    /// Code that uses the item; nothing, when there is none.
    pub(super) fn example(self, lines: &[String]) -> Self {
        if lines.is_empty() {
            return self;
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        self.lines(&lines)
    }

    /// What the document says of some arguments: a list of those that it says anything of.
    pub(super) fn list<'a>(
        mut self,
        arguments: impl Iterator<Item = (String, &'a Doc, String)>,
    ) -> Self {
        let mut items = Vec::new();
        for (name, doc, facts) in arguments {
            let words = [inline::plain(&block::clean(&doc.summary)), facts];
            let words: Vec<&str> = words
                .iter()
                .map(|it| it.trim())
                .filter(|it| !it.is_empty())
                .collect();
            if !words.is_empty() {
                let text = [code(&name).as_str(), ": ", &words.join(" ")].concat();
                wrap::fill(&text, "- ", "  ", &mut items);
            }
        }
        if !items.is_empty() {
            self.open();
            self.lines.append(&mut items);
        }
        self
    }

    /// Prose of the document.
    fn markdown(mut self, text: &str) -> Self {
        let lines = block::markdown(text);
        if !lines.is_empty() {
            self.open();
            self.lines.extend(lines);
        }
        self
    }

    /// Starts a paragraph.
    fn open(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// `///` lines.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = fold(&self.lines);
        quote! { #(#[doc = #lines])* }
    }

    /// `//!` lines.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = fold(&self.lines);
        quote! { #(#![doc = #lines])* }
    }
}

/// The doc of an item that is the same for every document.
pub(super) fn ours(words: &str) -> TokenStream {
    Docs::default().and(words).outer()
}
