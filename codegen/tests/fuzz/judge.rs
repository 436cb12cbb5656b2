//! What has to be true of the crate that comes of a document, whatever the document is.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path};

use codegen::diagnostic::Severity;
use codegen::{FileSet, Generated, Report, Settings};
use proc_macro2::{TokenStream, TokenTree};

use super::hostile::CANARY;

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A crate, and the kinds of warnings.
    Crate(BTreeSet<&'static str>),
    /// None, and the kinds of errors.
    Refused(BTreeSet<&'static str>),
}

/// A rule that was broken: which, so that its like are told once, and all there is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: String,
    pub(crate) text: String,
}

fn fault(kind: &str, text: impl Into<String>) -> Fault {
    Fault {
        kind: kind.to_owned(),
        text: text.into(),
    }
}

/// Generates from the document, and looks at what comes of it.
pub(crate) fn judge(document: &Path, settings: &Settings) -> Result<Outcome, Fault> {
    judge_what(|| codegen::generate(document, settings))
}

/// Looks at what `generate` gives, some of which is made only when it is looked at.
pub(crate) fn judge_what(
    generate: impl FnOnce() -> Result<Generated, Report>,
) -> Result<Outcome, Fault> {
    catch_unwind(AssertUnwindSafe(|| look(generate())))
        .unwrap_or_else(|payload| Err(fault("panic", last_words(&*payload))))
}

/// What was said by something that panicked.
pub(crate) fn last_words(payload: &(dyn Any + Send)) -> String {
    let said = payload.downcast_ref::<String>().cloned();
    let said = said.or_else(|| payload.downcast_ref::<&str>().map(|it| (*it).to_owned()));
    said.unwrap_or_default()
}

fn look(generated: Result<Generated, Report>) -> Result<Outcome, Fault> {
    match generated {
        Ok(generated) => {
            files(&generated.files)?;
            said(&generated)?;
            Ok(Outcome::Crate(
                generated
                    .report
                    .codes(Severity::Warning)
                    .map(|it| it.0)
                    .collect(),
            ))
        }
        Err(report) => {
            let codes: BTreeSet<_> = report.codes(Severity::Error).map(|it| it.0).collect();
            if codes.contains("unprintable") {
                return Err(fault("unprintable", report.to_string()));
            }
            if codes.is_empty() {
                return Err(fault("refused without an error", report.to_string()));
            }
            plain_text(&report.to_string()).map_err(|it| fault("report", it))?;
            Ok(Outcome::Refused(codes))
        }
    }
}

/// What is printed has one line a line, and moves no cursor.
fn said(generated: &Generated) -> Result<(), Fault> {
    let text = generated.report.to_string();
    if generated.report.errors() > 0 {
        return Err(fault("a crate in spite of errors", text));
    }
    plain_text(&text).map_err(|it| fault("report", it))
}

fn plain_text(text: &str) -> Result<(), String> {
    match text.chars().find(|it| it.is_control() && *it != '\n') {
        Some(it) => Err(format!("{it:?} in {text}")),
        None => Ok(()),
    }
}

fn files(files: &FileSet) -> Result<(), Fault> {
    let mut types = BTreeMap::new();
    for (path, text) in files.iter() {
        inside(path)?;
        if path.starts_with("src/support/") {
            continue;
        }
        match Path::new(path).extension().and_then(|it| it.to_str()) {
            Some("rs") => rust(path, &text, &mut types)?,
            Some("toml") if path == "Cargo.toml" => manifest(path, &text)?,
            Some("html") => page(path, &text)?,
            _ => {}
        }
        let is_code = path.ends_with(".rs") || path.ends_with(".toml");
        if is_code && let Some(it) = text.chars().find(|it| is_treacherous(*it)) {
            return Err(fault("treacherous character", format!("{it:?} in {path}")));
        }
    }
    Ok(())
}

/// Characters that are not what they look like: the compiler refuses those that turn the direction of text.
fn is_treacherous(it: char) -> bool {
    (it.is_control() && !matches!(it, '\n' | '\t'))
        || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn inside(path: &str) -> Result<(), Fault> {
    let is_plain = Path::new(path)
        .components()
        .all(|it| matches!(it, Component::Normal(_)));
    let top = path.split('/').next().unwrap_or_default();
    let is_known = [
        "src",
        "docs",
        "tests",
        "Cargo.toml",
        "rustfmt.toml",
        "README.md",
    ]
    .contains(&top);
    let is_portable = path.chars().all(|it| {
        it.is_ascii_lowercase()
            || it.is_ascii_digit()
            || "/._".contains(it)
            || path == "Cargo.toml"
            || path == "README.md"
    });
    match is_plain && is_known && is_portable {
        true => Ok(()),
        false => Err(fault("path", path)),
    }
}

fn manifest(path: &str, text: &str) -> Result<(), Fault> {
    let read: serde_json::Value = basic_toml::from_str(text)
        .map_err(|error| fault("manifest", format!("{path}: {error}\n{text}")))?;
    let keys = |key: &str| {
        read.get(key)
            .and_then(|it| it.as_object())
            .into_iter()
            .flatten()
            .map(|it| it.0.clone())
            .collect::<Vec<_>>()
    };
    let tables: Vec<String> = read
        .as_object()
        .into_iter()
        .flatten()
        .map(|it| it.0.clone())
        .collect();
    let known = [
        "package",
        "bin",
        "features",
        "dependencies",
        "dev-dependencies",
        "lints",
        "lib",
        "test",
    ];
    let all = tables
        .iter()
        .filter(|it| !known.contains(&it.as_str()))
        .cloned();
    let named = keys("dependencies")
        .into_iter()
        .chain(keys("features"))
        .chain(keys("package"));
    let wrong: Vec<String> = all
        .chain(named.filter(|it| it.contains(CANARY) || it == "build"))
        .collect();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(fault("manifest", format!("{wrong:?} in\n{text}"))),
    }
}

fn page(path: &str, text: &str) -> Result<(), Fault> {
    for attack in ["<script>Canary", "<img"] {
        if text.contains(attack) {
            return Err(fault("page", format!("{attack} in {path}")));
        }
    }
    Ok(())
}

type Types = BTreeMap<String, BTreeSet<String>>;

fn rust(path: &str, text: &str, methods: &mut Types) -> Result<(), Fault> {
    let tokens: TokenStream = text
        .parse()
        .map_err(|error| fault("tokens", format!("{path}: {error}")))?;
    if canary(tokens.clone()) {
        return Err(fault("injected", path));
    }
    let file: syn::File =
        syn::parse2(tokens).map_err(|error| fault("syntax", format!("{path}: {error}")))?;
    let attributes = file.attrs.iter().filter(|it| !it.path().is_ident("doc"));
    for it in attributes {
        let name = it
            .path()
            .get_ident()
            .map(ToString::to_string)
            .unwrap_or_default();
        if ![
            "forbid",
            "deny",
            "warn",
            "allow",
            "expect",
            "cfg_attr",
            "doc",
            "recursion_limit",
        ]
        .contains(&name.as_str())
        {
            return Err(fault("attribute", format!("{path}: {name}")));
        }
    }
    names(path, &file.items, methods)
}

/// Whether a name that only hostile texts have is code.
fn canary(tokens: TokenStream) -> bool {
    let mut open = vec![tokens.into_iter()];
    while let Some(last) = open.last_mut() {
        match last.next() {
            None => drop(open.pop()),
            Some(TokenTree::Group(it)) => open.push(it.stream().into_iter()),
            Some(TokenTree::Ident(it)) if it == CANARY => return true,
            Some(TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_)) => {}
        }
    }
    false
}

/// Names are given once: to the items of a module, the methods of a type, the fields and variants.
fn names(path: &str, items: &[syn::Item], methods: &mut Types) -> Result<(), Fault> {
    let mut types = HashSet::new();
    let mut values = HashSet::new();
    let twice = |name: &dyn std::fmt::Display| Err(fault("twice", format!("{name} in {path}")));
    for item in items {
        let (space, name) = match item {
            syn::Item::Struct(it) => {
                members(
                    path,
                    &it.ident,
                    it.fields.iter().filter_map(|it| it.ident.clone()),
                )?;
                (&mut types, &it.ident)
            }
            syn::Item::Enum(it) => {
                members(
                    path,
                    &it.ident,
                    it.variants.iter().map(|it| it.ident.clone()),
                )?;
                for variant in &it.variants {
                    members(
                        path,
                        &variant.ident,
                        variant.fields.iter().filter_map(|it| it.ident.clone()),
                    )?;
                }
                (&mut types, &it.ident)
            }
            syn::Item::Trait(it) => {
                members(
                    path,
                    &it.ident,
                    it.items.iter().filter_map(name_of_trait_item),
                )?;
                for item in &it.items {
                    if let syn::TraitItem::Fn(it) = item {
                        signature(path, &it.sig)?;
                    }
                }
                (&mut types, &it.ident)
            }
            syn::Item::Type(it) => (&mut types, &it.ident),
            syn::Item::Mod(it) => {
                if let Some((_, items)) = &it.content {
                    names(
                        &format!("{path} mod {}", it.ident),
                        items,
                        &mut BTreeMap::new(),
                    )?;
                }
                (&mut types, &it.ident)
            }
            syn::Item::Fn(it) => {
                signature(path, &it.sig)?;
                (&mut values, &it.sig.ident)
            }
            syn::Item::Const(it) => (&mut values, &it.ident),
            syn::Item::Static(it) => (&mut values, &it.ident),
            syn::Item::Impl(it) => {
                implementation(path, it, methods)?;
                continue;
            }
            _ => continue,
        };
        if name != "_" && !space.insert(name.to_string()) {
            return twice(name);
        }
    }
    imports(path, items, &types)
}

fn imports(path: &str, items: &[syn::Item], types: &HashSet<String>) -> Result<(), Fault> {
    let mut seen: HashSet<String> = HashSet::new();
    for item in items {
        let syn::Item::Use(it) = item else { continue };
        // The same name may come from one place with one feature, and from another without.
        if !it.attrs.is_empty() {
            continue;
        }
        let mut open = vec![&it.tree];
        while let Some(tree) = open.pop() {
            let name = match tree {
                syn::UseTree::Path(it) => {
                    open.push(&it.tree);
                    continue;
                }
                syn::UseTree::Group(it) => {
                    open.extend(&it.items);
                    continue;
                }
                syn::UseTree::Name(it) if it.ident == "self" => continue,
                syn::UseTree::Name(it) => it.ident.to_string(),
                syn::UseTree::Rename(it) => it.rename.to_string(),
                syn::UseTree::Glob(_) => continue,
            };
            if name != "_" && (types.contains(&name) || !seen.insert(name.clone())) {
                return Err(fault("imported twice", format!("{name} in {path}")));
            }
        }
    }
    Ok(())
}

fn name_of_trait_item(item: &syn::TraitItem) -> Option<syn::Ident> {
    match item {
        syn::TraitItem::Fn(it) => Some(it.sig.ident.clone()),
        syn::TraitItem::Const(it) => Some(it.ident.clone()),
        syn::TraitItem::Type(it) => Some(it.ident.clone()),
        _ => None,
    }
}

fn implementation(path: &str, it: &syn::ItemImpl, methods: &mut Types) -> Result<(), Fault> {
    let ty = &it.self_ty;
    let mut own = Types::new();
    let seen = match &it.trait_ {
        // A trait is implemented once for a type, which the compiler is asked about elsewhere.
        Some(_) => own.entry(String::new()),
        None => methods.entry(format!("{path} {}", quote::quote!(#ty))),
    }
    .or_default();
    for item in &it.items {
        let name = match item {
            syn::ImplItem::Fn(it) => {
                signature(path, &it.sig)?;
                &it.sig.ident
            }
            syn::ImplItem::Const(it) => &it.ident,
            syn::ImplItem::Type(it) => &it.ident,
            _ => continue,
        };
        if !seen.insert(name.to_string()) {
            return Err(fault(
                "method twice",
                format!("{name} of {} in {path}", quote::quote!(#ty)),
            ));
        }
    }
    Ok(())
}

fn signature(path: &str, it: &syn::Signature) -> Result<(), Fault> {
    let names = it.inputs.iter().filter_map(|it| match it {
        syn::FnArg::Typed(it) => match &*it.pat {
            syn::Pat::Ident(it) => Some(it.ident.clone()),
            _ => None,
        },
        syn::FnArg::Receiver(_) => None,
    });
    members(path, &it.ident, names)
}

fn members(
    path: &str,
    of: &syn::Ident,
    names: impl Iterator<Item = syn::Ident>,
) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name.to_string()) {
            return Err(fault("member twice", format!("{name} of {of} in {path}")));
        }
    }
    Ok(())
}
