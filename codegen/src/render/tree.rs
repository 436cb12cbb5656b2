//! Trees of tokens that can be looked at and taken apart.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// Tokens that nothing else holds: those of a stream are copied whenever one looks at them.
pub(super) enum Tree {
    Token(TokenTree),
    Group(Delimiter, Vec<Tree>),
}

impl Tree {
    /// The trees of `tokens`.
    pub(super) fn of(tokens: TokenStream) -> Vec<Self> {
        let tree = |token| match token {
            TokenTree::Group(group) => {
                let (delimiter, inner) = (group.delimiter(), group.stream());
                // The stream is its only owner then, and gives its tokens away.
                drop(group);
                Self::Group(delimiter, Self::of(inner))
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => Self::Token(token),
        };
        tokens.into_iter().map(tree).collect()
    }

    /// The tokens of trees.
    pub(super) fn tokens(trees: impl IntoIterator<Item = Self>) -> TokenStream {
        let token = |tree| match tree {
            Self::Group(delimiter, inner) => {
                TokenTree::Group(Group::new(delimiter, Self::tokens(inner)))
            }
            Self::Token(token) => token,
        };
        trees.into_iter().map(token).collect()
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.ident().is_some_and(|it| it == word)
    }

    pub(super) fn is_punct(&self, wanted: char) -> bool {
        matches!(self, Self::Token(TokenTree::Punct(it)) if it.as_char() == wanted)
    }

    pub(super) fn ident(&self) -> Option<&Ident> {
        match self {
            Self::Token(TokenTree::Ident(it)) => Some(it),
            Self::Token(_) | Self::Group(..) => None,
        }
    }

    pub(super) fn is_colon(&self, spacing: Spacing) -> bool {
        matches!(self, Self::Token(TokenTree::Punct(it)) if it.as_char() == ':' && it.spacing() == spacing)
    }
}
