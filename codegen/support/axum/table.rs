//! Finds the operation of a request by its path and method.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use http::Method;
use percent_encoding::percent_decode_str;

use crate::support::http::Operation;

/// Every operation that is served, by the segments of its path.
pub(super) struct Table<H> {
    root: Node<H>,
}

struct Node<H> {
    /// Segments without parameters.
    literals: BTreeMap<String, Node<H>>,
    /// Segments with parameters: those with the most text around them first.
    patterns: BTreeMap<Pattern, Node<H>>,
    /// The operations whose path ends here.
    leaves: Vec<Leaf<H>>,
}

/// An operation, and what serves it.
pub(super) struct Leaf<H> {
    pub(super) operation: &'static Operation,
    /// The parameters of the path, in its order.
    names: Vec<&'static str>,
    pub(super) handler: H,
}

/// A segment with parameters.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    /// How much of the segment is text.
    length: Reverse<usize>,
    /// The text around the parameters: `["", ".json"]` of `{name}.json`.
    texts: Vec<String>,
}

/// What was found.
pub(super) enum Found<'t, H> {
    /// Operations of the path that fits best.
    Operations(Operations<'t, H>),
    /// The path, but with other methods.
    Methods(Vec<Method>),
    /// Nothing.
    Nothing,
}

/// The parameters of a path, as the request spells them: name and text.
pub(super) type Captures = Vec<(&'static str, String)>;

/// The operations with one path and one method: as a rule, one.
pub(super) struct Operations<'t, H> {
    pub(super) first: &'t Leaf<H>,
    /// All with the path, whatever their methods.
    leaves: &'t [Leaf<H>],
    pub(super) captures: Captures,
}

impl<'t, H> Operations<'t, H> {
    pub(super) fn all(&self) -> impl Iterator<Item = &'t Leaf<H>> + use<'t, H> {
        let method = &self.first.operation.method;
        self.leaves.iter().filter(|it| it.operation.method == *method)
    }
}

impl<H> Table<H> {
    pub(super) fn new() -> Self {
        Self { root: Node::new() }
    }

    /// Adds what serves `operation` at `path`, which is its own, or one that somebody chose for it.
    pub(super) fn insert(&mut self, path: &str, operation: &'static Operation, handler: H) {
        let mut node = &mut self.root;
        let mut names = Vec::new();
        for segment in segments(path_only(path)) {
            let pattern = Pattern::new(segment, operation, &mut names);
            node = match pattern {
                Some(pattern) => node.patterns.entry(pattern).or_insert_with(Node::new),
                None => {
                    let segment = segment.to_owned();
                    node.literals.entry(segment).or_insert_with(Node::new)
                }
            };
        }
        node.leaves.push(Leaf {
            operation,
            names,
            handler,
        });
    }

    /// Segments without parameters win over those with, as far as they lead to the method.
    pub(super) fn find(&self, path: &str, method: &Method) -> Found<'_, H> {
        let mut search = Search {
            method,
            captures: Vec::new(),
            methods: Vec::new(),
        };
        if let Some((node, first)) = search.descend(&self.root, Some(without_slash(path))) {
            let captures = search.captures.iter().map(|it| (*it).to_owned());
            return Found::Operations(Operations {
                first,
                leaves: &node.leaves,
                captures: first.names.iter().copied().zip(captures).collect(),
            });
        }
        if search.methods.is_empty() {
            return Found::Nothing;
        }
        Found::Methods(search.methods)
    }
}

impl<H> Node<H> {
    fn new() -> Self {
        Self {
            literals: BTreeMap::new(),
            patterns: BTreeMap::new(),
            leaves: Vec::new(),
        }
    }
}

struct Search<'a> {
    method: &'a Method,
    captures: Vec<&'a str>,
    /// The methods of the paths that would have fitted.
    methods: Vec<Method>,
}

impl<'a> Search<'a> {
    fn descend<'t, H>(
        &mut self,
        node: &'t Node<H>,
        rest: Option<&'a str>,
    ) -> Option<(&'t Node<H>, &'t Leaf<H>)> {
        let Some(rest) = rest else {
            return self.leaf(node).map(|leaf| (node, leaf));
        };
        let (segment, rest) = match rest.bytes().position(|it| it == b'/') {
            Some(end) => (rest.get(..end)?, rest.get(end + 1..)),
            None => (rest, None),
        };
        let literal = literal(segment);
        if let Some(child) = node.literals.get(&*literal)
            && let Some(found) = self.descend(child, rest)
        {
            return Some(found);
        }
        for (pattern, child) in &node.patterns {
            let known = self.captures.len();
            if pattern.capture(segment, &mut self.captures)
                && let Some(found) = self.descend(child, rest)
            {
                return Some(found);
            }
            self.captures.truncate(known);
        }
        None
    }

    fn leaf<'t, H>(&mut self, node: &'t Node<H>) -> Option<&'t Leaf<H>> {
        let with = |method: &Method| node.leaves.iter().find(|it| it.operation.method == method);
        // An answer to GET without its body is the answer to HEAD.
        let or_get = || {
            (self.method == Method::HEAD)
                .then(|| with(&Method::GET))
                .flatten()
        };
        let leaf = with(self.method).or_else(or_get);
        if leaf.is_none() {
            for leaf in &node.leaves {
                let method = &leaf.operation.method;
                if !self.methods.contains(method) {
                    self.methods.push(method.clone());
                }
            }
        }
        leaf
    }
}

impl Pattern {
    /// `None` when `segment` has no parameter; adds those that it has to `names`.
    fn new(
        segment: &str,
        operation: &'static Operation,
        names: &mut Vec<&'static str>,
    ) -> Option<Self> {
        let mut texts = Vec::new();
        let mut rest = segment;
        while let Some((before, inside)) = rest.split_once('{')
            && let Some((name, after)) = inside.split_once('}')
        {
            texts.push(before.to_owned());
            // What the operation has no name for, it will not ask for.
            names.push(operation.parameter(name).map_or("", |it| it.name));
            rest = after;
        }
        if texts.is_empty() {
            return None;
        }
        texts.push(rest.to_owned());
        let length = Reverse(texts.iter().map(|it| it.len()).sum());
        Some(Self { length, texts })
    }

    /// Adds the text of each parameter in `segment` to `captures`; `false` when it does not fit.
    /// A parameter takes as little as it can, and at least one character.
    fn capture<'a>(&self, segment: &'a str, captures: &mut Vec<&'a str>) -> bool {
        let [first, middle @ .., last] = self.texts.as_slice() else {
            return false;
        };
        let rest = segment
            .strip_prefix(first.as_str())
            .and_then(|it| it.strip_suffix(last.as_str()));
        let Some(mut rest) = rest else {
            return false;
        };
        for text in middle {
            let Some((captured, after)) = split_before(rest, text) else {
                return false;
            };
            captures.push(captured);
            rest = after;
        }
        captures.push(rest);
        !rest.is_empty()
    }
}

/// What is before the first `text` in `segment` that has anything before it, and what is after it.
fn split_before<'a>(segment: &'a str, text: &str) -> Option<(&'a str, &'a str)> {
    for (at, _) in segment.char_indices().skip(1) {
        let (before, rest) = segment.split_at(at);
        if let Some(after) = rest.strip_prefix(text) {
            return Some((before, after));
        }
    }
    None
}

/// A path template without the query or the fragment that some documents add to it.
fn path_only(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or(path)
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    without_slash(path).split('/')
}

/// What a segment says.
fn literal(segment: &str) -> Cow<'_, str> {
    // Mostly there is nothing to decode.
    if !segment.bytes().any(|it| it == b'%') {
        return Cow::Borrowed(segment);
    }
    let decoded = percent_decode_str(segment).decode_utf8();
    decoded.unwrap_or(Cow::Borrowed(segment))
}

fn without_slash(path: &str) -> &str {
    path.strip_prefix('/').unwrap_or(path)
}
