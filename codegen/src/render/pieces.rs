//! Long files, whose items are made and printed side by side.
//!
//! A piece is made into text at once, by one thread: tokens stay with the thread that makes them, and
//! take many times the memory of their text. Which names mean two things is known only when all
//! pieces of a file are read, so each piece assumes that it has seen the names that do, and those few
//! that have not are made again.

use std::collections::{BTreeMap, BTreeSet};

use super::imports::{Imports, Names, Used};
use super::rust::{self, Body};
use super::tree::Tree;
use super::{RenderError, header};
use crate::emit::{Chunk, Content, File, Later, RustFile};
use crate::ir::Api;
use crate::threads;

/// How much one piece is about: enough for its own cost not to matter, and little enough for all
/// cores to end at the same time.
const WEIGHT: usize = 200;

/// A file in pieces.
pub(super) struct Parted {
    path: String,
    module: &'static str,
    is_part: bool,
    head: String,
    /// What is in it, in order.
    parts: Vec<Part>,
}

enum Part {
    /// Made already.
    Here(Body),
    /// So many pieces.
    Pieces(usize),
}

/// Items of a file that are made together.
pub(super) struct Piece {
    path: String,
    module: &'static str,
    items: Vec<Later>,
}

/// What becomes of a piece.
pub(super) struct Printed {
    /// Its text, and whether it goes on with the last item before it.
    texts: Vec<(String, bool)>,
    names: Names,
    contested: BTreeSet<String>,
    used: Used,
}

impl Parted {
    /// A file, and its pieces.
    pub(super) fn of(file: File) -> Result<(Self, Vec<Piece>), RenderError> {
        let File { path, content } = file;
        let Content::Rust(file) = content else {
            return Err(RenderError::new(&path, "a file without pieces", ""));
        };
        let RustFile {
            module,
            is_part,
            head,
            chunks,
        } = file;
        let mut pieces: Vec<Piece> = Vec::new();
        let mut parts = Vec::new();
        let mut weight = 0;
        for chunk in chunks {
            let Chunk::Later(later) = chunk else {
                parts.push(Part::Here(Body::of(chunk, &path)?));
                continue;
            };
            weight += later.weight;
            match (parts.last_mut(), pieces.last_mut()) {
                (Some(Part::Pieces(_)), Some(piece)) if weight <= WEIGHT => {
                    piece.items.push(later);
                    continue;
                }
                (Some(Part::Pieces(count)), _) => *count += 1,
                (Some(Part::Here(_)) | None, _) => parts.push(Part::Pieces(1)),
            }
            weight = later.weight;
            pieces.push(Piece {
                path: path.clone(),
                module,
                items: vec![later],
            });
        }
        let head = rust::inner_attributes(head, &path)?;
        let parted = Self {
            path,
            module,
            is_part,
            head,
            parts,
        };
        Ok((parted, pieces))
    }

    /// The path and the text of the file, of what its pieces became.
    pub(super) fn text(
        self,
        api: &Api,
        pieces: Vec<(&Piece, Printed)>,
    ) -> Result<(String, String), RenderError> {
        let mut names = Names::default();
        for part in &self.parts {
            if let Part::Here(body) = part {
                body.name(&mut names);
            }
        }
        pieces.iter().for_each(|(_, it)| names.add(&it.names));
        let mut imports = Imports::new(self.module, self.is_part, &names);
        let mut pieces = settled(api, pieces, imports.contested())?.into_iter();
        let mut texts: Vec<String> = Vec::new();
        for part in self.parts {
            match part {
                Part::Here(body) => texts.push(body.print(&mut imports, &self.path)?),
                Part::Pieces(count) => {
                    for piece in pieces.by_ref().take(count) {
                        imports.add_piece(&piece.used);
                        for (text, goes_on) in piece.texts {
                            match texts.last_mut() {
                                Some(last) if goes_on => go_on(last, &text),
                                _ => texts.push(text),
                            }
                        }
                    }
                }
            }
        }
        let body = rust::whole(self.head, &imports, texts, &self.path)?;
        let text = [header(&self.path, &api.package.source), body].concat();
        Ok((self.path, text))
    }
}

/// The pieces, those again that did not know that a name is `contested`.
fn settled(
    api: &Api,
    pieces: Vec<(&Piece, Printed)>,
    contested: &BTreeSet<String>,
) -> Result<Vec<Printed>, RenderError> {
    let is_wrong = |it: &Printed| it.names.mention(contested, &it.contested);
    let numbered = pieces.iter().enumerate();
    let wrong: Vec<(usize, &Piece)> = numbered
        .filter(|(_, (_, printed))| is_wrong(printed))
        .map(|(index, (piece, _))| (index, *piece))
        .collect();
    let again = threads::map(&wrong, |(index, piece)| {
        let printed = piece.print_with(api, Some(contested));
        printed.map(|it| (*index, it))
    });
    let mut again = again.into_iter().collect::<Result<BTreeMap<_, _>, _>>()?;
    let pieces = pieces.into_iter().enumerate();
    let right = pieces.map(|(index, (_, printed))| again.remove(&index).unwrap_or(printed));
    Ok(right.collect())
}

/// Adds the members of an `impl` to those of another.
fn go_on(text: &mut String, other: &str) {
    let end = text.strip_suffix("\n}").map_or(text.len(), str::len);
    text.truncate(end);
    text.push_str("\n\n");
    let members = other
        .split_once("{\n")
        .map_or(other, |(_, members)| members);
    text.push_str(members);
}

impl Piece {
    /// Prints it, as if there were no other.
    pub(super) fn print(&self, api: &Api) -> Result<Printed, RenderError> {
        self.print_with(api, None)
    }

    fn print_with(
        &self,
        api: &Api,
        contested: Option<&BTreeSet<String>>,
    ) -> Result<Printed, RenderError> {
        let made = self.items.iter();
        let made = made.map(|it| (Body::Trees(Tree::of(it.tokens(api))), it.goes_on));
        let made: Vec<(Body, bool)> = made.collect();
        let mut names = Names::default();
        made.iter().for_each(|(body, _)| body.name(&mut names));
        let contested = match contested {
            Some(known) => known.clone(),
            None => names.contested(self.module),
        };
        let mut imports = Imports::of_piece(self.module, contested.clone());
        let texts = made.into_iter().map(|(body, goes_on)| {
            let text = body.print(&mut imports, &self.path)?;
            Ok((text, goes_on))
        });
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        Ok(Printed {
            texts,
            names,
            contested,
            used: imports.into_used(),
        })
    }
}

#[cfg(test)]
mod tests;
