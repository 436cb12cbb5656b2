//! Code in docs: rustdoc compiles it, and hides the lines that begin with `# `.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

use super::RenderError;
use super::imports::{Imports, Names};
use super::tree::Tree;

/// The lines of a function that users of the crate `package` would write. Its `signature` and its
/// end are hidden; what its `body` is made of is imported first.
///
/// `None` when that is no function: a fault of an emitter.
pub(crate) fn snippet(
    signature: TokenStream,
    body: TokenStream,
    package: &Ident,
) -> Option<Vec<String>> {
    let body = Tree::of(body);
    let mut names = Names::default();
    names.read(&body, true);
    let mut imports = Imports::new("", false, &names);
    let body = from_outside(Tree::tokens(imports.shorten(body)), package);
    let signature = from_outside(signature, package);
    let function = quote::quote! { #signature { #body } };
    let parsed = syn::parse2::<syn::File>(function).ok()?;
    let text = prettyplease::unparse(&parsed);
    let mut lines = Vec::new();
    let mut rest = text.lines();
    for line in rest.by_ref() {
        lines.push(["# ", line].concat());
        if line.ends_with('{') {
            break;
        }
    }
    let root = [&package.to_string(), "::"].concat();
    let uses = imports.groups().concat();
    lines.extend(uses.lines().map(|it| it.replace("crate::", &root)));
    if !uses.is_empty() {
        lines.push(String::new());
    }
    let rest = rest.map(|line| line.strip_prefix("    ").unwrap_or(line));
    let hidden = |line: &str| matches!(line, "Ok(())" | "}");
    let mut body: Vec<&str> = rest.collect();
    let end = body.split_off(body.len().saturating_sub(2));
    lines.extend(body.into_iter().map(str::to_owned));
    lines.extend(end.into_iter().map(|line| match hidden(line) {
        true => ["# ", line].concat(),
        false => line.to_owned(),
    }));
    Some(lines)
}

/// The text of items in another crate, which knows this one as `package`.
///
/// # Errors
///
/// When they are none: a fault of an emitter.
pub(crate) fn program(items: TokenStream, package: &Ident) -> Result<String, RenderError> {
    let items = from_outside(items, package);
    let parsed = syn::parse2::<syn::File>(items.clone());
    let parsed = parsed.map_err(|error| RenderError::new("calls.rs", error, &items.to_string()))?;
    Ok(prettyplease::unparse(&parsed))
}

/// `tokens` as another crate says them: `petstore::` for `crate::`.
fn from_outside(tokens: TokenStream, package: &Ident) -> TokenStream {
    let outside = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(it) if it == "crate" => TokenTree::Ident(package.clone()),
        TokenTree::Group(group) => {
            let (delimiter, inner) = (group.delimiter(), group.stream());
            drop(group);
            TokenTree::Group(Group::new(delimiter, from_outside(inner, package)))
        }
        TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => token,
    });
    outside.collect()
}
