//! Rust: tokens to text.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Item};

use super::imports::{Imports, Names};
use super::tree::Tree;
use super::{RenderError, docs, plain, template};
use crate::emit::{Chunk, RustFile, Template};

/// The text of a Rust file: its inner attributes, its imports and its items, apart by blank lines.
pub(super) fn text(file: RustFile, path: &str) -> Result<String, RenderError> {
    let RustFile {
        module,
        is_part,
        head,
        chunks,
    } = file;
    let bodies = chunks.into_iter().map(|it| Body::of(it, path));
    let bodies = bodies.collect::<Result<Vec<_>, _>>()?;
    let mut names = Names::default();
    bodies.iter().for_each(|it| it.name(&mut names));
    let mut imports = Imports::new(module, is_part, &names);
    let printed = bodies.into_iter().map(|it| it.print(&mut imports, path));
    let printed = printed.collect::<Result<Vec<_>, _>>()?;
    whole(inner_attributes(head, path)?, &imports, printed, path)
}

/// How long an import is at most that the printer leaves on its line, whatever it is.
const SHORT: usize = 80;

/// The text of a file with these items.
pub(super) fn whole(
    head: String,
    imports: &Imports,
    printed: Vec<String>,
    path: &str,
) -> Result<String, RenderError> {
    let mut pieces = vec![head];
    for group in imports.groups() {
        if group.lines().all(|line| line.len() <= SHORT) {
            pieces.push(group.trim_end().to_owned());
            continue;
        }
        let parsed = syn::parse_str::<syn::File>(&group)
            .map_err(|error| RenderError::new(path, error, &group))?;
        pieces.push(items(parsed.items));
    }
    pieces.extend(printed);
    pieces.retain(|piece| !piece.is_empty());
    Ok(pieces.join("\n\n") + "\n")
}

/// Some items of a file, on their way.
pub(super) enum Body {
    Trees(Vec<Tree>),
    Table(Template),
}

impl Body {
    pub(super) fn of(chunk: Chunk, path: &str) -> Result<Self, RenderError> {
        match chunk {
            Chunk::Tokens(tokens) => Ok(Self::Trees(Tree::of(tokens))),
            Chunk::Table(table) => Ok(Self::Table(table)),
            Chunk::Later(_) | Chunk::Gated(..) => {
                Err(RenderError::new(path, "a part of another file", ""))
            }
        }
    }

    /// Adds the names that it says.
    pub(super) fn name(&self, names: &mut Names) {
        match self {
            Self::Trees(trees) => names.read(trees, true),
            Self::Table(table) => {
                for (parent, name) in table.uses {
                    names.claim(parent, name);
                }
            }
        }
    }

    /// Its text; what it needs is imported.
    pub(super) fn print(self, imports: &mut Imports, path: &str) -> Result<String, RenderError> {
        match self {
            Self::Trees(trees) => all_items(imports.shorten(trees), path),
            Self::Table(table) => {
                for (parent, name) in table.uses {
                    imports.add(parent, name);
                }
                Ok(template::text(&table, path)?.trim().to_owned())
            }
        }
    }
}

/// Prints items: those that are plain at once, and what follows them in full.
fn all_items(mut trees: Vec<Tree>, path: &str) -> Result<String, RenderError> {
    let (mut texts, length) = plain::items(&trees);
    if length < trees.len() {
        let rest = Tree::tokens(trees.drain(length..));
        texts.push(items(parsed(rest, path)?.items));
    }
    Ok(texts.join("\n\n"))
}

/// `tokens` as a file; those that are none are shown. They are not copied for that.
fn parsed(tokens: TokenStream, path: &str) -> Result<syn::File, RenderError> {
    let mut shown = String::new();
    let file = |input: ParseStream<'_>| {
        let start = input.cursor();
        let parsed = input.parse::<syn::File>();
        if parsed.is_err() {
            shown = start.token_stream().to_string();
        }
        parsed
    };
    let parsed = file.parse2(tokens);
    parsed.map_err(|error| RenderError::new(path, error, &shown))
}

/// `//!` and `#![…]`.
pub(super) fn inner_attributes(head: TokenStream, path: &str) -> Result<String, RenderError> {
    let parsed = parsed(head, path)?;
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
    let pieces = [
        docs::unfold(print(docs).trim().to_owned()),
        others.join("\n"),
    ];
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
    docs::unfold(text)
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
