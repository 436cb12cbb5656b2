//! Finds where in a text the values stand that something is to be said about; all of a file in one pass.

mod json;
mod yaml;

use std::collections::HashMap;
use std::ops::Range;

use super::{Pointer, Syntax};

pub(crate) use json::{end_of_content, end_of_string};

/// The bytes to show for each of the `wanted` places; for a place that is not there, those of what should hold it.
pub(super) fn locate<'p>(
    text: &str,
    syntax: Syntax,
    wanted: impl IntoIterator<Item = &'p Pointer>,
) -> Found {
    let mut tree = Tree::new();
    for pointer in wanted {
        tree.want(pointer);
    }
    match syntax {
        Syntax::Json => json::scan(text, &mut tree),
        Syntax::Yaml => yaml::scan(text, &mut tree),
    }
    Found { tree }
}

/// Where the wanted places are.
pub(super) struct Found {
    tree: Tree,
}

impl Found {
    /// The bytes of the value at `pointer`, or of its key, or of the nearest thing around it that there is.
    pub(super) fn get(&self, pointer: &Pointer, about_key: bool) -> Option<Range<usize>> {
        let mut node = Tree::TOP;
        let mut best = self.tree.span(node);
        for key in pointer.segments() {
            node = self.tree.child(node, &key)?;
            best = self.tree.span(node).or(best);
        }
        let key = self.tree.nodes.get(node).and_then(|it| it.key.clone());
        key.filter(|_| about_key).or(best)
    }
}

impl Found {
    /// The bytes of the value at `pointer`, if it is there.
    pub(super) fn exactly(&self, pointer: &Pointer) -> Option<Range<usize>> {
        self.tree.span(self.tree.node(pointer)?)
    }
}

/// The wanted pointers, as a tree of their keys.
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: HashMap<String, usize>,
    span: Option<Range<usize>>,
    key: Option<Range<usize>>,
}

impl Tree {
    const TOP: usize = 0;

    fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }

    fn want(&mut self, pointer: &Pointer) {
        let mut node = Self::TOP;
        for key in pointer.segments() {
            node = match self.child(node, &key) {
                Some(child) => child,
                None => self.add(node, key.into_owned()),
            };
        }
    }

    fn add(&mut self, parent: usize, key: String) -> usize {
        let child = self.nodes.len();
        self.nodes.push(Node::default());
        if let Some(node) = self.nodes.get_mut(parent) {
            node.children.insert(key, child);
        }
        child
    }

    fn child(&self, node: usize, key: &str) -> Option<usize> {
        self.nodes.get(node)?.children.get(key).copied()
    }

    fn node(&self, pointer: &Pointer) -> Option<usize> {
        let mut segments = pointer.segments();
        segments.try_fold(Self::TOP, |node, key| self.child(node, &key))
    }

    fn span(&self, node: usize) -> Option<Range<usize>> {
        self.nodes.get(node)?.span.clone()
    }
}

/// Follows a text through the tree, told of each thing in the order of the text.
struct Walk<'t> {
    tree: &'t mut Tree,
    /// The lists and objects that are open, outermost first.
    open: Vec<Open>,
    /// The key just read, when its value is still to come.
    key: Option<Key>,
}

struct Open {
    /// `None` when nothing in it is wanted.
    node: Option<usize>,
    /// The index of the next element; `None` in an object.
    next: Option<usize>,
}

struct Key {
    node: Option<usize>,
    span: Range<usize>,
}

impl<'t> Walk<'t> {
    fn new(tree: &'t mut Tree) -> Self {
        Self {
            tree,
            open: Vec::new(),
            key: None,
        }
    }

    /// Whether the next scalar is the key of an object.
    fn wants_key(&self) -> bool {
        self.key.is_none() && self.open.last().is_some_and(|it| it.next.is_none())
    }

    /// Whether the members of the innermost object or list matter, so that their keys have to be read.
    fn is_wanted(&self) -> bool {
        self.open.last().is_none_or(|it| it.node.is_some())
    }

    fn key(&mut self, key: &str, span: Range<usize>) {
        let parent = self.open.last().and_then(|it| it.node);
        let node = parent.and_then(|it| self.tree.child(it, key));
        self.key = Some(Key { node, span });
    }

    fn scalar(&mut self, span: Range<usize>) {
        let (node, key) = self.place_of_value();
        // An empty scalar, as in `name:`, has nothing to show.
        let shown = if span.is_empty() {
            key.clone().unwrap_or(span)
        } else {
            span
        };
        self.found(node, shown, key);
    }

    fn begin(&mut self, is_list: bool, span: Range<usize>) {
        let (node, key) = self.place_of_value();
        self.found(node, key.clone().unwrap_or(span), key);
        self.open.push(Open {
            node,
            next: is_list.then_some(0),
        });
    }

    fn end(&mut self) {
        self.open.pop();
        self.key = None;
    }

    fn place_of_value(&mut self) -> (Option<usize>, Option<Range<usize>>) {
        if let Some(key) = self.key.take() {
            return (key.node, Some(key.span));
        }
        let Some(list) = self.open.last_mut() else {
            return (Some(Tree::TOP), None);
        };
        let index = list.next.unwrap_or_default();
        list.next = Some(index + 1);
        let node = list
            .node
            .and_then(|it| self.tree.child(it, &index.to_string()));
        (node, None)
    }

    fn found(&mut self, node: Option<usize>, span: Range<usize>, key: Option<Range<usize>>) {
        if let Some(node) = node.and_then(|it| self.tree.nodes.get_mut(it)) {
            node.span = Some(span);
            node.key = key;
        }
    }
}
