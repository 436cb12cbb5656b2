//! `servers.rs`: where the API is served, when there is a choice.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ident::{ident, raw};
use super::{Chunk, Content, RustFile, parts};
use crate::ir::{Api, Server, ServerVariable, UrlPart, VariableEnum};

/// Emits the servers, one variant each, and the enums of their variables.
///
/// ```text
/// pub enum Server {
///     /// Production.
///     Production { region: Region },
///     Staging,
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_servers(api) {
        return None;
    }
    let mut enums: Vec<&VariableEnum> = Vec::new();
    for variable in api.servers.iter().flat_map(|it| &it.variables) {
        if let Some(it) = &variable.values
            && !enums.iter().any(|known| known.name == it.name)
        {
            enums.push(it);
        }
    }
    let enums = enums.into_iter().map(variable_enum);
    let chunks = [servers(api), making(api)].into_iter().chain(enums);
    Some(Content::Rust(RustFile {
        module: "crate::servers",
        head: Docs::default().and("Where the API is served.").inner(),
        chunks: chunks.map(Chunk::Tokens).collect(),
    }))
}

fn servers(api: &Api) -> TokenStream {
    let variants = api.servers.iter().map(variant);
    quote! {
        /// Where the API is served.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Server {
            #(#variants,)*
        }
    }
}

fn variant(it: &Server) -> TokenStream {
    let relative = match it.is_relative() {
        true if it.is_path() => "A path: put the host that serves the API in front of it.",
        true => "Not a whole URL: put `https://`, or what else is missing, in front of it.",
        false => "",
    };
    let docs = Docs::of(&it.doc)
        .and(&docs::code(&template(it)))
        .and(relative)
        .outer();
    let name = ident(&it.name);
    let fields = it.variables.iter().map(field);
    let fields = (!it.variables.is_empty()).then(|| quote! { { #(#fields,)* } });
    quote! {
        #docs
        #name #fields
    }
}

/// The URL as the document spells it.
fn template(it: &Server) -> String {
    let part = |part: &UrlPart| match part {
        UrlPart::Text(text) => text.clone(),
        UrlPart::Variable(index) => match it.variables.get(*index) {
            Some(it) => ["{", &it.name.wire, "}"].concat(),
            None => String::new(),
        },
    };
    let url: String = it.parts.iter().map(part).collect();
    if url.is_empty() { "/".to_owned() } else { url }
}

fn field(it: &ServerVariable) -> TokenStream {
    let default = match &it.default {
        Some(default) if default.is_empty() => "Empty by default.".to_owned(),
        Some(default) => ["Defaults to ", &docs::code(default), "."].concat(),
        None => String::new(),
    };
    let docs = Docs::of(&it.doc)
        .or(&docs::code(&it.name.wire))
        .and(&default)
        .outer();
    let name = ident(&it.name);
    let ty = match &it.values {
        Some(it) => {
            let name = ident(&it.name);
            quote! { #name }
        }
        None => quote! { String },
    };
    quote! {
        #docs
        #name: #ty
    }
}

/// Emits what makes servers with the defaults of their variables, and URLs of servers.
///
/// ```text
/// pub fn production() -> Self
/// pub fn url(&self) -> String
/// ```
fn making(api: &Api) -> TokenStream {
    let constructors = api.servers.iter().filter_map(constructor);
    let urls = api.servers.iter().map(url);
    quote! {
        impl Server {
            #(#constructors)*

            /// The URL, to make a client with.
            #[must_use]
            pub fn url(&self) -> String {
                match self {
                    #(#urls)*
                }
            }
        }
    }
}

fn constructor(it: &Server) -> Option<TokenStream> {
    if it.variables.is_empty() || !it.is_complete() {
        return None;
    }
    let variant = &it.name.rust;
    let words = [
        "[`",
        variant,
        "`](Self::",
        variant,
        ") with its variables at their defaults.",
    ];
    let docs = docs::ours(&words.concat());
    let (function, variant) = (raw(&it.constructor), ident(&it.name));
    let fields = it.variables.iter().map(|it| {
        let name = ident(&it.name);
        let default = it.default.as_deref().unwrap_or_default();
        let value = match &it.values {
            Some(it) => {
                let ty = ident(&it.name);
                quote! { #ty::default() }
            }
            None if default.is_empty() => quote! { String::new() },
            None => quote! { #default.to_owned() },
        };
        quote! { #name: #value }
    });
    Some(quote! {
        #docs
        #[must_use]
        pub fn #function() -> Self {
            Self::#variant { #(#fields,)* }
        }
    })
}

fn url(it: &Server) -> TokenStream {
    let variant = ident(&it.name);
    if it.variables.is_empty() {
        let url = &it.url;
        let url = match url.is_empty() {
            true => quote! { String::new() },
            false => quote! { #url.to_owned() },
        };
        return quote! { Self::#variant => #url, };
    }
    let names = it.variables.iter().map(|it| ident(&it.name));
    let parts = it.parts.iter().filter_map(|part| match part {
        UrlPart::Text(text) => Some(quote! { #text }),
        UrlPart::Variable(index) => {
            let it = it.variables.get(*index)?;
            let name = ident(&it.name);
            Some(match it.values {
                Some(_) => quote! { #name.as_str() },
                None => quote! { #name },
            })
        }
    });
    let parts: Vec<TokenStream> = parts.collect();
    let url = match parts.as_slice() {
        [only] => quote! { #only.to_owned() },
        _ => quote! { [#(#parts),*].concat() },
    };
    quote! { Self::#variant { #(#names),* } => #url, }
}

/// Emits the values of a variable.
///
/// ```text
/// pub enum Region {
///     /// `eu`
///     #[default]
///     Eu,
///     /// `us`
///     Us,
/// }
/// ```
fn variable_enum(it: &VariableEnum) -> TokenStream {
    let words = ["A value of ", &docs::code(&it.name.wire), "."].concat();
    let docs = docs::ours(&words);
    let name = ident(&it.name);
    let variants = it.values.iter().enumerate().map(|(index, value)| {
        let words = match value.wire.is_empty() {
            true => "Nothing.".to_owned(),
            false => docs::code(&value.wire),
        };
        let docs = docs::ours(&words);
        let name = ident(value);
        let default = (index == it.default).then(|| quote! { #[default] });
        quote! {
            #docs
            #default
            #name
        }
    });
    let texts = it.values.iter().map(|it| {
        let (name, wire) = (ident(it), &it.wire);
        quote! { Self::#name => #wire }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum #name {
            #(#variants,)*
        }

        impl #name {
            /// The value as it stands in a URL.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#texts,)*
                }
            }
        }
    }
}
