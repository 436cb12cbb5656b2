//! Rust: tokens to text.

use syn::{Attribute, Item};

use super::imports::Imports;
use super::{RenderError, template};
use crate::emit::{Chunk, RustFile};

/// The text of a Rust file: its inner attributes, its imports and its items, apart by blank lines.
pub(super) fn text(file: &RustFile, path: &str) -> Result<String, RenderError> {
    let mut imports = Imports::new(file);
    let mut body = Vec::new();
    for chunk in &file.chunks {
        match chunk {
            Chunk::Tokens(tokens) => {
                let tokens = imports.shorten(tokens.clone());
                let parsed = syn::parse2::<syn::File>(tokens.clone())
                    .map_err(|error| RenderError::new(path, error, &tokens.to_string()))?;
                body.push(items(parsed.items));
            }
            Chunk::Table(table) => body.push(template::text(table, path)?.trim().to_owned()),
            Chunk::Gated(..) => {
                return Err(RenderError::new(path, "a part of another file", ""));
            }
        }
    }
    let mut pieces = vec![inner_attributes(file, path)?];
    for group in imports.groups() {
        let parsed = syn::parse_str::<syn::File>(&group)
            .map_err(|error| RenderError::new(path, error, &group))?;
        pieces.push(items(parsed.items));
    }
    pieces.extend(body);
    pieces.retain(|piece| !piece.is_empty());
    Ok(pieces.join("\n\n") + "\n")
}

/// `//!` and `#![…]`.
fn inner_attributes(file: &RustFile, path: &str) -> Result<String, RenderError> {
    let parsed = syn::parse2::<syn::File>(file.head.clone())
        .map_err(|error| RenderError::new(path, error, &file.head.to_string()))?;
    let (docs, others): (Vec<_>, Vec<_>) = parsed
        .attrs
        .into_iter()
        .partition(|attribute| attribute.path().is_ident("doc"));
    let print = |attrs| prettyplease::unparse(&file_of(attrs, Vec::new()));
    // Attributes without items after them would all be put on one line.
    let others = others
        .into_iter()
        .map(|it| print(vec![it]).trim().to_owned());
    let others: Vec<String> = others.collect();
    let pieces = [print(docs).trim().to_owned(), others.join("\n")];
    Ok(pieces.join("\n\n").trim().to_owned())
}

/// Prints items, each apart from the next by a blank line, but lists of modules and of imports.
fn items(items: Vec<Item>) -> String {
    let mut text = String::new();
    let mut last_is_line = false;
    for item in items {
        let is_line =
            matches!(&item, Item::Use(_)) || matches!(&item, Item::Mod(it) if it.content.is_none());
        if !text.is_empty() {
            text.push_str(if is_line && last_is_line {
                "\n"
            } else {
                "\n\n"
            });
        }
        last_is_line = is_line;
        text.push_str(&print(item));
    }
    text
}

fn print(item: Item) -> String {
    let has_members = matches!(&item, Item::Impl(_) | Item::Trait(_));
    let text = prettyplease::unparse(&file_of(Vec::new(), vec![item]));
    let text = text.trim_end();
    if has_members {
        spread(text)
    } else {
        text.to_owned()
    }
}

fn file_of(attrs: Vec<Attribute>, items: Vec<Item>) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    }
}

/// Puts a blank line between the members of an `impl` or a trait, but in a list of one-line types.
fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + text.len() / 16);
    let mut last = Line::Inside;
    for line in text.lines() {
        let kind = Line::of(line);
        let is_apart = match (last, kind) {
            (Line::OneLiner, Line::OneLiner) | (_, Line::Inside) => false,
            (Line::OneLiner | Line::End, _) => true,
            (Line::Start | Line::Inside, _) => false,
        };
        if is_apart {
            spread.push('\n');
        }
        last = kind;
        spread.push_str(line);
        spread.push('\n');
    }
    spread.truncate(spread.trim_end().len());
    spread
}

/// What a line of an `impl` or a trait is to its members.
#[derive(Clone, Copy)]
enum Line {
    /// The first line of one, or its doc.
    Start,
    /// The last line of one.
    End,
    /// The whole of one.
    OneLiner,
    /// Between the first and the last line, or outside.
    Inside,
}

impl Line {
    fn of(line: &str) -> Self {
        let member = line
            .strip_prefix("    ")
            .filter(|rest| !rest.starts_with([' ', '/', '#']));
        match member {
            Some(rest) if rest.starts_with("type ") && rest.ends_with(';') => Self::OneLiner,
            Some(rest) if rest.ends_with(['}', ';']) => Self::End,
            Some(_) => Self::Start,
            None if line.starts_with("    /") || line.starts_with("    #") => Self::Start,
            None => Self::Inside,
        }
    }
}
