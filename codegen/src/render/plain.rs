//! Structs, enums and tables without anything special, printed as prettyplease prints them, only sooner.
//!
//! Most of a crate is such items, and to parse them into trees and lay these out takes several times
//! as long. Whatever is not known here, or might not fit on its line, is left to the printer.

mod tables;

use proc_macro2::{Delimiter, Ident, Literal, TokenTree};
use syn::Lit;

use super::docs;
use super::tree::Tree;

/// What a line may be long without a doubt: the printer breaks those that are longer than 89.
const SAFE: usize = 80;

/// The text of the first items of `trees`, as far as they are plain, and how many trees they are.
pub(super) fn items(trees: &[Tree]) -> (Vec<String>, usize) {
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some((text, length)) = trees.get(at..).and_then(item) {
        texts.push(text);
        at += length;
    }
    (texts, at)
}

/// The text of the item that `trees` begin with, and how many of them it is.
fn item(trees: &[Tree]) -> Option<(String, usize)> {
    let mut cursor = Cursor { trees, at: 0 };
    let mut out = String::new();
    cursor.attributes(&mut out, "")?;
    cursor.word("pub")?;
    let is_struct = match cursor.ident()? {
        it if it == "struct" => true,
        it if it == "enum" => false,
        it if it == "static" => {
            cursor.table(&mut out)?;
            return Some((out, cursor.at));
        }
        _ => return None,
    };
    let keyword = if is_struct { "struct " } else { "enum " };
    let name = cursor.ident()?.to_string();
    let members = cursor.group(Delimiter::Brace)?;
    if members.is_empty() {
        return None;
    }
    out.extend(["pub ", keyword, &name, " {\n"]);
    let mut within = Cursor {
        trees: members,
        at: 0,
    };
    while !within.is_done() {
        within.attributes(&mut out, "    ")?;
        match is_struct {
            true => within.field(&mut out)?,
            false => within.variant(&mut out)?,
        }
    }
    out.push('}');
    Some((out, cursor.at))
}

/// Where reading is.
struct Cursor<'t> {
    trees: &'t [Tree],
    at: usize,
}

impl<'t> Cursor<'t> {
    fn is_done(&self) -> bool {
        self.at >= self.trees.len()
    }

    fn peek(&self) -> Option<&'t Tree> {
        self.trees.get(self.at)
    }

    fn next(&mut self) -> Option<&'t Tree> {
        let tree = self.peek()?;
        self.at += 1;
        Some(tree)
    }

    fn ident(&mut self) -> Option<&'t Ident> {
        self.next()?.ident()
    }

    fn word(&mut self, word: &str) -> Option<()> {
        (self.ident()? == word).then_some(())
    }

    fn group(&mut self, wanted: Delimiter) -> Option<&'t [Tree]> {
        match self.next()? {
            Tree::Group(delimiter, inner) if *delimiter == wanted => Some(inner),
            Tree::Token(_) | Tree::Group(..) => None,
        }
    }

    fn is_at(&self, wanted: char) -> bool {
        self.peek().is_some_and(|it| it.is_punct(wanted))
    }

    fn punct(&mut self, wanted: char) -> Option<()> {
        self.is_at(wanted).then(|| self.at += 1)
    }

    /// Docs, and attributes of names alone: `#[derive(Debug, Clone)]`.
    fn attributes(&mut self, out: &mut String, indent: &str) -> Option<()> {
        while self.is_at('#') {
            self.at += 1;
            match self.group(Delimiter::Bracket)? {
                [name, equals, Tree::Token(TokenTree::Literal(text))]
                    if name.is_word("doc") && equals.is_punct('=') =>
                {
                    docs::lines(out, indent, &text_of(text)?)?;
                }
                [name, Tree::Group(Delimiter::Parenthesis, list)] if name.is_word("derive") => {
                    let list = names(list, Some(','))?;
                    let line = [indent, "#[derive(", &list, ")]"].concat();
                    end(out, &line, "\n")?;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// `pub name: Vec<String>,`
    fn field(&mut self, out: &mut String) -> Option<()> {
        self.word("pub")?;
        let name = self.ident()?.to_string();
        self.punct(':')?;
        let start = self.at;
        let mut depth = 0_usize;
        while let Some(tree) = self.peek() {
            match tree {
                it if it.is_punct('<') => depth += 1,
                it if it.is_punct('>') => depth = depth.checked_sub(1)?,
                it if it.is_punct(',') && depth == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        let ty = names(self.trees.get(start..self.at)?, None)?;
        let _ = self.punct(',');
        end(out, &["    pub ", &name, ": ", &ty].concat(), ",\n")
    }

    /// `Name,` and `Name(String),`
    fn variant(&mut self, out: &mut String) -> Option<()> {
        let mut line = ["    ", &self.ident()?.to_string()].concat();
        if let Some(Tree::Group(Delimiter::Parenthesis, inner)) = self.peek() {
            self.at += 1;
            line.extend(["(", &names(inner, None)?, ")"]);
        }
        if !self.is_done() {
            self.punct(',')?;
        }
        end(out, &line, ",\n")
    }
}

/// Adds a line, if it is short enough.
fn end(out: &mut String, line: &str, end: &str) -> Option<()> {
    (line.chars().count() < SAFE).then(|| out.extend([line, end]))
}

/// Paths with their generics, such as types mostly are; a list of them where a comma is `between`.
fn names(trees: &[Tree], between: Option<char>) -> Option<String> {
    let mut out = String::new();
    let mut depth = 0_usize;
    let mut last = ' ';
    for (index, tree) in trees.iter().enumerate() {
        let Tree::Token(token) = tree else {
            return None;
        };
        match token {
            TokenTree::Ident(it) if matches!(last, ' ' | '<' | ',' | ':') => {
                // A type of one of these words is no path.
                if ["dyn", "impl", "fn", "mut", "const", "for"]
                    .iter()
                    .any(|word| it == word)
                {
                    return None;
                }
                out.push_str(&it.to_string());
                last = 'a';
            }
            TokenTree::Punct(it) => {
                let it = it.as_char();
                match (last, it) {
                    ('a', '<') => depth += 1,
                    ('a' | '>', '>') => depth = depth.checked_sub(1)?,
                    ('a', ':') | (';', ':') => {}
                    ('a' | '>', ',') if depth > 0 || between.is_some() => {
                        // One at the end goes.
                        if index + 1 == trees.len() {
                            return None;
                        }
                    }
                    _ => return None,
                }
                out.push(it);
                if it == ',' {
                    out.push(' ');
                }
                // The first of two colons, and the second.
                last = match (last, it) {
                    ('a', ':') => ';',
                    _ => it,
                };
            }
            TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_) => return None,
        }
    }
    (depth == 0 && matches!(last, 'a' | '>')).then_some(out)
}

/// What a literal says, if it is text.
fn text_of(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(it) => Some(it.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::{Tree, items};

    /// Prints the same as the printer, and all of it.
    fn is_plain(tokens: TokenStream) -> bool {
        let trees = Tree::of(tokens.clone());
        let (texts, length) = items(&trees);
        if length < trees.len() {
            return false;
        }
        let file = syn::parse2(tokens).unwrap();
        let printed = prettyplease::unparse(&file);
        assert_eq!(texts.join("\n"), printed.trim_end());
        true
    }

    #[test]
    fn plain_types_are_printed_as_the_printer_does() {
        assert!(is_plain(quote! {
            #[doc = " A pet."]
            #[doc = ""]
            #[doc = " With \"quotes\" and spaces.  "]
            #[derive(Debug, Clone, PartialEq)]
            pub struct Pet {
                #[doc = " Its name."]
                pub name: String,
                pub r#type: Option<Option<std::collections::BTreeMap<String, Vec<Value>>>>,
                pub last: crate::models::Kind
            }
            #[derive(Debug)]
            pub enum Kind {
                #[doc = " A cat."]
                Cat,
                Dog(Box<Dog>),
                Unknown(String)
            }
        }));
    }

    #[test]
    fn tables_are_printed_as_the_printer_does() {
        assert!(is_plain(quote! {
            #[doc = " `GET /pets`"]
            pub static LIST_PETS: Operation = Operation {
                id: "listPets",
                method: Method::GET,
                parameters: &[
                    Parameter::query("limit").style(Style::DeepObject).explode(false),
                    Parameter::query("tag").properties(&["a", "b"]),
                    Parameter::query("a name that makes the list longer than a line is"),
                ],
                consumes: &[],
                failures: &[Pattern::Code(404), Pattern::Default],
                bodies: &[Some(1), None],
                security: &[
                    Access { credential: 0, schemes: &[&BASIC], scopes: &[] },
                    Access::ANONYMOUS
                ],
                numbers: &[1, 2, 3],
                short: &[A { b: 1 }, A { b: 2 }],
                is: true,
            };
            pub static BASIC: Scheme = Scheme::basic("basicAuth");
            pub static FORM: Form = Form { parameters: &[], empty: &[] };
            pub static EXACT: Abcd = Abcd { parameters: &[], more: &[] };
            pub static LONGER: Abcde = Abcde { parameters: &[], more: &[] };
            pub static NAMES: Names = &[
                "one that is long", "two that is long", "three that is long", "four that is long",
                "five that is long"
            ];
        }.into_iter().collect()));
    }

    #[test]
    fn what_is_special_is_left_to_the_printer() {
        for tokens in [
            quote! { pub struct Empty {} },
            quote! { struct Private { pub a: A } },
            quote! { pub struct A<T> { pub a: T } },
            quote! { pub struct A { a: A } },
            quote! { pub struct A { pub a: (A, B) } },
            quote! { pub struct A { pub a: &'static str } },
            quote! { pub struct A { pub a: [u8; 4] } },
            quote! { pub struct A { pub a: fn() -> A } },
            quote! { pub struct A { #[cfg(x)] pub a: A } },
            quote! { pub struct A { #[doc = " one\ntwo"] pub a: A } },
            quote! { pub struct A { #[doc = "/one"] pub a: A } },
            quote! { pub struct A { pub a: Vec<A,> } },
            quote! { pub enum A { B { c: C } } },
            quote! { pub enum A { B = 1 } },
            quote! { pub enum A { B(C, D) } },
            quote! { pub struct A { pub a: AnExtraordinarilyLongNameOfAType<AndOneThatIsInsideOfItAndIsVeryLong> } },
            quote! { impl A {} },
            quote! { static A: B = B { c: 1 }; },
            quote! { pub static A: B = B {}; },
            quote! { pub static A: B = -1; },
            quote! { pub static A: B = 1 + 1; },
            quote! { pub static A: B = (1, 2); },
            quote! { pub static A: B = B { c }; },
            quote! { pub static A: B = B { c: 1, ..D }; },
            quote! { pub static A: B = b"bytes"; },
            quote! { pub static A: B = c::<D>(); },
            quote! { pub static A: B = |a| a; },
            quote! { pub static A: B = c(D { parameters: &[], consumes: &[], produces: &[] }); },
            quote! { pub static A: B = &[1000000001, 1000000002, 1000000003, 1000000004, 1000000005, 1000000006, 1000000007, 1000000008]; },
            quote! { pub static A: B = Parameter::query("a name that is long").style(Style::DeepObject).explode(false); },
        ] {
            assert!(!is_plain(tokens.clone()), "{tokens}");
        }
    }
}
