//! Short paths: emitters name a thing by its whole path, files import it and say its name.
//!
//! ```text
//! pub id: ::uuid::Uuid,      →      use uuid::Uuid;
//!                                   pub id: Uuid,
//! ```
//!
//! A name that could mean two things in a file is not imported: its path stays, in full.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Punct, Spacing, TokenTree};

use super::tree::Tree;
use crate::prelude::PRELUDE;

/// Keywords after which a path starts rather than goes on.
const BEFORE_PATHS: &[&str] = &[
    "as", "async", "await", "break", "const", "dyn", "else", "enum", "extern", "for", "if", "impl",
    "in", "let", "match", "move", "mut", "pub", "ref", "return", "static", "type", "unsafe", "use",
    "where", "while",
];

/// Keywords that the name of an item follows.
const BEFORE_NAMES: &[&str] = &[
    "const", "enum", "fn", "mod", "static", "struct", "trait", "type", "union",
];

/// What one file imports.
pub(super) struct Imports {
    /// The module that the file is: what is in it needs no import.
    module: &'static str,
    /// What is in it, when other files are the same module.
    own: Option<BTreeSet<String>>,
    /// The names that stay unimported.
    contested: BTreeSet<String>,
    used: Used,
}

/// Names by the path they are in.
pub(super) type Used = BTreeMap<String, BTreeSet<String>>;

impl Imports {
    /// What a file imports that has these names, and nothing of its own but them.
    pub(super) fn new(module: &'static str, is_part: bool, names: &Names) -> Self {
        Self {
            module,
            own: is_part.then(|| names.own.clone()),
            contested: names.contested(module),
            used: BTreeMap::new(),
        }
    }

    /// What a piece of a file imports, whatever is in the other pieces, but for the names that are
    /// `contested` among them.
    pub(super) fn of_piece(module: &'static str, contested: BTreeSet<String>) -> Self {
        Self {
            module,
            own: Some(BTreeSet::new()),
            contested,
            used: BTreeMap::new(),
        }
    }

    /// Imports this, whatever the trees say.
    pub(super) fn add(&mut self, parent: &str, name: &str) {
        let names = self.used.entry(parent.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// Imports what a piece of the file does.
    pub(super) fn add_piece(&mut self, piece: &Used) {
        for (parent, names) in piece {
            for name in names {
                if !self.has(parent, name) {
                    self.add(parent, name);
                }
            }
        }
    }

    /// Whether this is in the file.
    fn has(&self, parent: &str, name: &str) -> bool {
        let own = self.own.as_ref();
        parent == self.module && own.is_none_or(|own| own.contains(name))
    }

    /// The names that stay unimported.
    pub(super) fn contested(&self) -> &BTreeSet<String> {
        &self.contested
    }

    /// What is imported.
    pub(super) fn into_used(self) -> Used {
        self.used
    }

    /// `trees` with every whole path cut to what has to be said of it.
    pub(super) fn shorten(&mut self, trees: Vec<Tree>) -> Vec<Tree> {
        let pieces: Vec<Piece> = Reader::new(&trees).collect();
        let mut short = Vec::with_capacity(trees.len());
        let mut trees = trees.into_iter();
        for piece in pieces {
            match piece {
                Piece::Tree => match trees.next() {
                    Some(Tree::Group(delimiter, inner)) => {
                        short.push(Tree::Group(delimiter, self.shorten(inner)));
                    }
                    Some(token) => short.push(token),
                    None => {}
                },
                Piece::Path(length) => {
                    let path = trees.by_ref().take(length);
                    let path = path.filter_map(|it| match it {
                        Tree::Token(TokenTree::Ident(it)) => Some(it),
                        Tree::Token(_) | Tree::Group(..) => None,
                    });
                    let path: Vec<Ident> = path.collect();
                    self.say(&path, &mut short);
                }
            }
        }
        short
    }

    /// Says a path as short as may be, noting what has to be imported for it.
    fn say(&mut self, path: &[Ident], said: &mut Vec<Tree>) {
        let split = import(path);
        let Some((parent, name)) = split.parent_and_name(path) else {
            return join(path, said);
        };
        if self.contested.contains(&name) {
            return join(path, said);
        }
        if !self.has(&parent, &name) {
            self.used.entry(parent).or_default().insert(name);
        }
        join(path.get(split.last..).unwrap_or_default(), said);
    }

    /// The `use` items: the standard library, other crates, this crate; each group as text.
    pub(super) fn groups(&self) -> [String; 3] {
        let mut groups = [const { String::new() }; 3];
        let [std, others, own] = &mut groups;
        for (parent, names) in &self.with_modules() {
            let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
            names.sort_by_key(|name| *name != "self");
            let line = match names.as_slice() {
                ["self"] => format!("use {parent};\n"),
                [name] => format!("use {parent}::{name};\n"),
                names => format!("use {parent}::{{{}}};\n", names.join(", ")),
            };
            match parent.split("::").next().unwrap_or_default() {
                "std" | "core" | "alloc" => std.push_str(&line),
                "crate" | "super" => own.push_str(&line),
                _ => others.push_str(&line),
            }
        }
        groups
    }

    /// What is imported, with a module that is imported itself among its own names: `{self, …}`.
    fn with_modules(&self) -> Used {
        let mut used = Used::new();
        for (parent, names) in &self.used {
            for name in names {
                let module = [parent, "::", name].concat();
                let (parent, name) = if self.used.contains_key(&module) {
                    (module, "self".to_owned())
                } else {
                    (parent.clone(), name.clone())
                };
                used.entry(parent).or_default().insert(name);
            }
        }
        used
    }
}

/// Which segment of a path is imported.
struct Import {
    last: usize,
}

/// A type, a trait or a static is imported itself; of a function, the module that it is in.
fn import(path: &[Ident]) -> Import {
    let is_item = |it: &Ident| it.to_string().starts_with(char::is_uppercase);
    let last = path.iter().position(is_item);
    Import {
        last: last.unwrap_or(path.len().saturating_sub(2)),
    }
}

impl Import {
    /// `uuid` and `Uuid`; `None` when the path has no such parts.
    fn parent_and_name(&self, path: &[Ident]) -> Option<(String, String)> {
        let parent = path.get(..self.last).filter(|parent| !parent.is_empty())?;
        let parent: Vec<String> = parent.iter().map(Ident::to_string).collect();
        let name = path.get(self.last)?.to_string();
        Some((parent.join("::"), name))
    }
}

fn join(path: &[Ident], said: &mut Vec<Tree>) {
    for (index, ident) in path.iter().enumerate() {
        if index > 0 {
            said.extend([
                Tree::Token(TokenTree::Punct(Punct::new(':', Spacing::Joint))),
                Tree::Token(TokenTree::Punct(Punct::new(':', Spacing::Alone))),
            ]);
        }
        said.push(Tree::Token(TokenTree::Ident(ident.clone())));
    }
}

/// The names of a file, as they are read.
#[derive(Default)]
pub(super) struct Names {
    /// Names of its own items.
    own: BTreeSet<String>,
    /// The paths that end in a name.
    imported: Used,
}

impl Names {
    /// Adds those of another piece of the file.
    pub(super) fn add(&mut self, other: &Self) {
        self.own.extend(other.own.iter().cloned());
        for (name, parents) in &other.imported {
            for parent in parents {
                self.claim(parent, name);
            }
        }
    }

    /// Whether any of `names` is among them, but for those that `known` has.
    pub(super) fn mention(&self, names: &BTreeSet<String>, known: &BTreeSet<String>) -> bool {
        let mut new = names.difference(known);
        new.any(|it| self.imported.contains_key(it))
    }

    /// Reads trees, which at the top of a file name its items.
    pub(super) fn read(&mut self, trees: &[Tree], is_top: bool) {
        let mut names_item = false;
        let mut at = 0;
        for piece in Reader::new(trees) {
            let here = trees.get(at..).unwrap_or_default();
            let named_item = names_item;
            names_item = false;
            match (&piece, here.first()) {
                (Piece::Tree, Some(Tree::Group(_, inner))) => self.read(inner, false),
                (Piece::Tree, Some(Tree::Token(TokenTree::Ident(ident)))) if is_top => {
                    names_item = BEFORE_NAMES.iter().any(|it| ident == it);
                    if named_item {
                        self.own.insert(ident.to_string());
                    }
                }
                (Piece::Tree, _) => {}
                (Piece::Path(length), _) => {
                    let path = here.iter().take(*length).filter_map(Tree::ident);
                    let path: Vec<Ident> = path.cloned().collect();
                    if let Some((parent, name)) = import(&path).parent_and_name(&path) {
                        self.claim(&parent, &name);
                    }
                }
            }
            at += piece.length();
        }
    }

    /// Adds a name, as that of what is in `parent`.
    pub(super) fn claim(&mut self, parent: &str, name: &str) {
        let Some(parents) = self.imported.get_mut(name) else {
            let parents = BTreeSet::from([parent.to_owned()]);
            self.imported.insert(name.to_owned(), parents);
            return;
        };
        if !parents.contains(parent) {
            parents.insert(parent.to_owned());
        }
    }

    /// The names that are not free: said by two paths, of an item here, of the prelude, or a
    /// single letter as type parameters have.
    pub(super) fn contested(&self, module: &str) -> BTreeSet<String> {
        let is_contested = |(name, parents): &(&String, &BTreeSet<String>)| {
            let is_here = self.own.contains(*name) && !parents.contains(module);
            is_here
                || parents.len() > 1
                || PRELUDE.contains(&name.as_str())
                || name.chars().count() == 1
        };
        let contested = self.imported.iter().filter(is_contested);
        contested.map(|(name, _)| name.clone()).collect()
    }
}

/// What stands among trees.
enum Piece {
    /// One of them.
    Tree,
    /// So many that are a whole path: `::uuid::Uuid` or `crate::models::Pet`.
    Path(usize),
}

impl Piece {
    fn length(&self) -> usize {
        match self {
            Self::Tree => 1,
            Self::Path(length) => *length,
        }
    }
}

/// Finds whole paths among trees.
struct Reader<'t> {
    trees: &'t [Tree],
    at: usize,
    /// Whether the last token leaves a path open that a `::` would continue.
    open: bool,
}

impl<'t> Reader<'t> {
    fn new(trees: &'t [Tree]) -> Self {
        Self {
            trees,
            at: 0,
            open: false,
        }
    }

    fn peek(&self, ahead: usize) -> Option<&'t Tree> {
        self.trees.get(self.at.checked_add(ahead)?)
    }

    /// Whether `::` and then a segment follow, `ahead` trees from here.
    fn is_segment(&self, ahead: usize) -> bool {
        let is_colon = |at, spacing| self.peek(at).is_some_and(|it| it.is_colon(spacing));
        is_colon(ahead, Spacing::Joint)
            && is_colon(ahead + 1, Spacing::Alone)
            && self.peek(ahead + 2).and_then(Tree::ident).is_some()
    }

    /// Whether `::` after `tree`, the one at hand, would go on with a path.
    fn opens(&self, tree: &Tree) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.trees.get(at));
        let before = match before {
            Some(Tree::Token(TokenTree::Punct(it))) => Some(it.as_char()),
            _ => None,
        };
        match tree {
            Tree::Token(TokenTree::Ident(ident)) => !BEFORE_PATHS.iter().any(|it| ident == it),
            // The `>` of generics, not of `->` or `=>`.
            Tree::Token(TokenTree::Punct(it)) => {
                it.as_char() == '>' && !matches!(before, Some('-' | '='))
            }
            Tree::Token(TokenTree::Group(_) | TokenTree::Literal(_)) | Tree::Group(..) => false,
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let starts = !self.open;
        let tree = self.peek(0)?;
        let root = match tree {
            Tree::Token(TokenTree::Punct(_)) if starts && self.is_segment(0) => Some(0),
            Tree::Token(TokenTree::Ident(it)) if it == "crate" && self.is_segment(1) => Some(1),
            Tree::Token(_) | Tree::Group(..) => None,
        };
        if let Some(mut length) = root {
            while self.is_segment(length) {
                length += 3;
            }
            self.at += length;
            self.open = true;
            return Some(Piece::Path(length));
        }
        self.at += 1;
        // Nobody asks unless a path could begin next.
        self.open = self.is_segment(0) && self.opens(tree);
        Some(Piece::Tree)
    }
}
