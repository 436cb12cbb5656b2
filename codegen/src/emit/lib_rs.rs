//! `lib.rs`: the doc of the crate and its chapters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::ident::raw;
use super::parts::{self, Module};
use super::{Chunk, Content, RustFile, depth, gate, lints, rules};
use crate::ir::{Api, CratePart, Doc, Media};

/// Emits the list of modules, in reading order.
///
/// ```text
/// //! The chat API 1.0.0
///
/// #![forbid(unsafe_code)]
/// #![deny(missing_docs)]
///
/// pub mod models;
/// mod wire;
///
/// #[cfg(feature = "client-core")]
/// pub mod client;
/// ```
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature that all emitters share"
)]
pub(super) fn content(api: &Api) -> Option<Content> {
    let docs = head(api).inner();
    let chapters = parts::chapters(api);
    let chapters = chapters.iter().map(|it| modules(it));
    let calls = parts::has(api, CratePart::Client);
    let client = (calls && parts::has_services(api)).then(|| {
        quote! {
            #[cfg(feature = "client-core")]
            pub use client::Client;
        }
    });
    let check = rules::needs(api).rules.then(|| {
        quote! {
            #[cfg(feature = "validate")]
            pub use support::rules::Check;
        }
    });
    let sender = (calls && parts::has_hooks(api)).then(|| {
        let gate = gate(
            &["client-core"],
            gate::of_hooks(api).map(|it| it.name.as_str()),
        );
        quote! {
            #gate
            pub use sender::Sender;
        }
    });
    let lints = lints::allowed(api);
    let recursion = depth::limit(api);
    let exports = client.into_iter().chain(sender).chain(check);
    Some(Content::Rust(RustFile {
        module: "crate",
        is_part: false,
        head: quote! {
            #docs
            #![forbid(unsafe_code)]
            #![deny(missing_docs)]
            #lints
            #recursion
        },
        chunks: chapters.chain(exports).map(Chunk::Tokens).collect(),
    }))
}

/// Emits the declarations of some modules.
///
/// ```text
/// #[cfg(feature = "client-core")]
/// pub mod client;
/// ```
pub(super) fn modules(modules: &[Module]) -> TokenStream {
    let modules = modules.iter().map(|module| {
        let name = raw(module.name);
        let visibility = module.is_public.then(|| quote! { pub });
        let gate = gate(&module.features, module.with.as_deref());
        quote! {
            #gate
            #visibility mod #name;
        }
    });
    quote! { #(#modules)* }
}

/// `#[cfg(feature = "client-core")]`, with one that is needed besides.
fn gate(features: &[&str], with: Option<&str>) -> Option<TokenStream> {
    match (features, with) {
        ([], _) => None,
        ([feature], None) => Some(quote! { #[cfg(feature = #feature)] }),
        ([feature], Some(with)) => Some(quote! {
            #[cfg(all(feature = #feature, feature = #with))]
        }),
        (features, _) => Some(quote! { #[cfg(any(#(feature = #features),*))] }),
    }
}

fn head(api: &Api) -> Docs {
    let title = Doc {
        summary: [&api.title, " ", &api.version].concat(),
        body: String::new(),
    };
    let docs = Docs::of(&title).or("An API.").and_of(&api.doc);
    let rules = rules::needs(api).rules;
    if !parts::has_operations(api) && !rules {
        return docs;
    }
    let features = features(api, rules);
    let rows = features.iter().filter(|(is_there, _)| *is_there);
    let rows: Vec<&str> = rows.map(|(_, row)| *row).collect();
    docs.lines(&rows)
}

/// The table of the features: its rows, and whether the crate has each.
fn features(api: &Api, rules: bool) -> Vec<(bool, &'static str)> {
    // Modules behind a feature may not be there to link to.
    let models = if !parts::has_models(api) {
        "| none | nothing |"
    } else if api.features.is_empty() {
        "| none | [`models`]: the types, and how they are read and written as JSON |"
    } else {
        "| none | [`models`]: the types that no operation reaches, and how all are read and written as JSON |"
    };
    let mut rows = vec![
        (true, "| feature | what it adds |"),
        (true, "| --- | --- |"),
        (true, models),
        (
            !api.features.is_empty(),
            "| `full` | the operations of all tags, and the types that they reach; each tag is a feature, too |",
        ),
        (
            rules,
            "| `validate` | `Check`: whether a value is what the API asks for, beyond its type |",
        ),
    ];
    if parts::has(api, CratePart::Client) {
        rows.extend(of_clients(api));
    }
    if parts::has(api, CratePart::Server) {
        rows.extend(of_servers(api, rules));
    }
    rows.push(fs(api));
    rows.push((
        parts::has_operations(api),
        "| `tracing` | spans of calls and of requests, with the attributes of OpenTelemetry |",
    ));
    rows
}

/// The rows of those who call the API.
fn of_clients(api: &Api) -> [(bool, &'static str); 7] {
    let operations = parts::has_operations(api);
    let services = parts::has_services(api);
    let servers = parts::has_servers(api);
    [
        (
            services && !servers,
            "| `client` | `client`: calls the API |",
        ),
        (
            services && servers,
            "| `client` | `client`: calls the API; `servers`: where |",
        ),
        (
            parts::has_hooks(api),
            "| `client` | `sender`: makes the requests that the API makes |",
        ),
        (
            operations,
            "| `client-core` | the same without an HTTP client of its own, for one of yours |",
        ),
        (
            parts::has_tokens(api),
            "| `oauth2` | `oauth2`: a client gets its tokens by itself; includes `client-core` |",
        ),
        (
            operations,
            "| `blocking` | `Call::wait`: calls without `async`; includes `client` |",
        ),
        (
            api.command_line.is_some(),
            "| `cli` | `cli`: a command-line client; includes `client` |",
        ),
    ]
}

/// The rows of those who serve the API.
fn of_servers(api: &Api, rules: bool) -> [(bool, &'static str); 6] {
    let services = parts::has_services(api);
    let hooks = parts::has_hooks(api);
    [
        (
            services && !rules,
            "| `server` | `server` and `router`: serve it |",
        ),
        (
            services && rules,
            "| `server` | `server` and `router`: serve it; `validate` what they receive |",
        ),
        (
            hooks && !rules,
            "| `server` | `receiver`: receives the requests that the API makes |",
        ),
        (
            hooks && rules,
            "| `server` | `receiver`: receives the requests that the API makes; `validate` what it receives |",
        ),
        (
            parts::has_docs(api),
            "| `docs` | `docs`: serves the document and its reference page; `server` |",
        ),
        (
            parts::has_operations(api) && parts::has(api, CratePart::Mock),
            "| `mock` | `mock`: a service that answers with what the document shows; `server` |",
        ),
    ]
}

/// The row of files of the disk.
fn fs(api: &Api) -> (bool, &'static str) {
    let row = match parts::has_media(api, Media::is_streamed) {
        true => {
            "| `fs` | `ByteStream::from_file`: files of the disk as bodies, read while they are sent |"
        }
        false => "| `fs` | `File::open`: files of the disk in forms, read while they are sent |",
    };
    (parts::has_operations(api) && parts::has_streams(api), row)
}
