//! Short paths: emitters name a thing by its whole path, files import it and say its name.
//!
//! ```text
//! pub id: ::uuid::Uuid,      →      use uuid::Uuid;
//!                                   pub id: Uuid,
//! ```
//!
//! A name that could mean two things in a file is not imported: its path stays, in full.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};

use crate::emit::{Chunk, RustFile};
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
    /// What is imported: names by the path they are in.
    used: BTreeMap<String, BTreeSet<String>>,
}

impl Imports {
    /// Looks through a file for the names that are not free in it.
    pub(super) fn new(file: &RustFile) -> Self {
        let mut names = Names::default();
        let mut used = BTreeMap::<String, BTreeSet<String>>::new();
        for chunk in &file.chunks {
            match chunk {
                Chunk::Tokens(tokens) => names.read(tokens.clone(), true),
                Chunk::Table(table) => {
                    for (parent, name) in table.uses {
                        let names = used.entry((*parent).to_owned()).or_default();
                        names.insert((*name).to_owned());
                    }
                }
                Chunk::Gated(..) => {}
            }
        }
        for (parent, imported) in &used {
            for name in imported {
                names.claim(parent, name);
            }
        }
        Self {
            module: file.module,
            own: file.is_part.then(|| names.own.clone()),
            contested: names.contested(file.module),
            used,
        }
    }

    /// `tokens` with every whole path cut to what has to be said of it.
    pub(super) fn shorten(&mut self, tokens: TokenStream) -> TokenStream {
        let mut short = TokenStream::new();
        for piece in Reader::new(tokens) {
            match piece {
                Piece::Token(TokenTree::Group(group)) => {
                    let inner = self.shorten(group.stream());
                    let mut shortened = Group::new(group.delimiter(), inner);
                    shortened.set_span(group.span());
                    short.extend([TokenTree::Group(shortened)]);
                }
                Piece::Token(token) => short.extend([token]),
                Piece::Path(path) => short.extend(self.say(&path)),
            }
        }
        short
    }

    /// What is said of a path, noting what has to be imported for it.
    fn say(&mut self, path: &[Ident]) -> TokenStream {
        let split = import(path);
        let Some((parent, name)) = split.parent_and_name(path) else {
            return join(path);
        };
        if self.contested.contains(&name) {
            return join(path);
        }
        let is_here = |own: &BTreeSet<String>| own.contains(&name);
        if parent != self.module || !self.own.as_ref().is_none_or(is_here) {
            self.used.entry(parent).or_default().insert(name);
        }
        join(path.get(split.last..).unwrap_or_default())
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
    fn with_modules(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut used = BTreeMap::<String, BTreeSet<String>>::new();
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

fn join(path: &[Ident]) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (index, ident) in path.iter().enumerate() {
        if index > 0 {
            tokens.extend([
                TokenTree::Punct(Punct::new(':', Spacing::Joint)),
                TokenTree::Punct(Punct::new(':', Spacing::Alone)),
            ]);
        }
        tokens.extend([TokenTree::Ident(ident.clone())]);
    }
    tokens
}

/// The names of a file, as they are read.
#[derive(Default)]
struct Names {
    /// Names of its own items.
    own: BTreeSet<String>,
    /// The paths that end in a name.
    imported: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    /// Reads tokens, which at the top of a file name its items.
    fn read(&mut self, tokens: TokenStream, is_top: bool) {
        let mut names_item = false;
        for piece in Reader::new(tokens) {
            let named_item = names_item;
            names_item = false;
            match piece {
                Piece::Token(TokenTree::Group(group)) => self.read(group.stream(), false),
                Piece::Token(TokenTree::Ident(ident)) => {
                    let word = ident.to_string();
                    names_item = is_top && BEFORE_NAMES.contains(&word.as_str());
                    if named_item {
                        self.own.insert(word);
                    }
                }
                Piece::Token(TokenTree::Punct(_) | TokenTree::Literal(_)) => {}
                Piece::Path(path) => {
                    if let Some((parent, name)) = import(&path).parent_and_name(&path) {
                        self.claim(&parent, &name);
                    }
                }
            }
        }
    }

    fn claim(&mut self, parent: &str, name: &str) {
        let parents = self.imported.entry(name.to_owned()).or_default();
        parents.insert(parent.to_owned());
    }

    /// The names that are not free: said by two paths, of an item here, of the prelude, or a
    /// single letter as type parameters have.
    fn contested(mut self, module: &str) -> BTreeSet<String> {
        for name in std::mem::take(&mut self.own) {
            self.claim(module, &name);
        }
        let Self { own: _, imported } = self;
        let is_contested = |(name, parents): (String, BTreeSet<String>)| {
            let taken =
                parents.len() > 1 || PRELUDE.contains(&name.as_str()) || name.chars().count() == 1;
            taken.then_some(name)
        };
        imported.into_iter().filter_map(is_contested).collect()
    }
}

/// A token, or a whole path.
enum Piece {
    Token(TokenTree),
    /// `::uuid::Uuid` or `crate::models::Pet`, without its leading colons.
    Path(Vec<Ident>),
}

/// Finds whole paths among tokens.
struct Reader {
    tokens: Vec<TokenTree>,
    at: usize,
    /// Whether the last token leaves a path open that a `::` would continue.
    open: bool,
}

impl Reader {
    fn new(tokens: TokenStream) -> Self {
        Self {
            tokens: tokens.into_iter().collect(),
            at: 0,
            open: false,
        }
    }

    fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.tokens.get(self.at.checked_add(ahead)?)
    }

    /// Whether `::` and then a segment follow, `ahead` tokens from here.
    fn is_segment(&self, ahead: usize) -> bool {
        let is_colon = |it: Option<&TokenTree>, spacing| matches!(it, Some(TokenTree::Punct(it)) if it.as_char() == ':' && it.spacing() == spacing);
        is_colon(self.peek(ahead), Spacing::Joint)
            && is_colon(self.peek(ahead + 1), Spacing::Alone)
            && matches!(self.peek(ahead + 2), Some(TokenTree::Ident(_)))
    }

    /// The segments that follow, each after its colons.
    fn segments(&mut self, mut path: Vec<Ident>) -> Vec<Ident> {
        while self.is_segment(0) {
            if let Some(TokenTree::Ident(ident)) = self.peek(2) {
                path.push(ident.clone());
            }
            self.at += 3;
        }
        path
    }

    /// Whether `::` after `token`, the one at hand, would go on with a path.
    fn opens(&self, token: &TokenTree) -> bool {
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at));
        let before = match before {
            Some(TokenTree::Punct(it)) => Some(it.as_char()),
            _ => None,
        };
        match token {
            TokenTree::Ident(ident) => !BEFORE_PATHS.contains(&ident.to_string().as_str()),
            // The `>` of generics, not of `->` or `=>`.
            TokenTree::Punct(it) => it.as_char() == '>' && !matches!(before, Some('-' | '=')),
            TokenTree::Group(_) | TokenTree::Literal(_) => false,
        }
    }
}

impl Iterator for Reader {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let starts = !self.open;
        let token = self.peek(0)?.clone();
        let root = match &token {
            TokenTree::Punct(_) if starts && self.is_segment(0) => Some(Vec::new()),
            TokenTree::Ident(it) if it == "crate" && self.is_segment(1) => {
                self.at += 1;
                Some(vec![it.clone()])
            }
            _ => None,
        };
        if let Some(root) = root {
            self.open = true;
            return Some(Piece::Path(self.segments(root)));
        }
        self.at += 1;
        self.open = self.opens(&token);
        Some(Piece::Token(token))
    }
}
