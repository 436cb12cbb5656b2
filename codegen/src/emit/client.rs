//! `client.rs`: a method for each operation.

mod form;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::ident::{ident, raw, setter};
use super::{Chunk, Content, RustFile, parts, responses, signature};
use crate::ir::{Api, Body, Media, Operation, Parameter, Scheme, SchemeKind, Service, Success};

/// Emits the client.
///
/// ```text
/// impl Client {
///     /// Creates a session.
///     pub fn create_session(&self, body: &CreateSessionRequest) -> Call<Session, CreateSessionError> {
///         self.core.request(&CREATE_SESSION).json(body).call(answer::json)
///     }
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_services(api) {
        return None;
    }
    let services = parts::services(api).map(|it| service(api, it));
    let chunks = [client(), making(api)].into_iter().chain(services);
    Some(Content::Rust(RustFile {
        module: "crate::client",
        head: Docs::default().and("Calls the API.").inner(),
        chunks: chunks.map(Chunk::Tokens).collect(),
    }))
}

fn client() -> TokenStream {
    quote! {
        /// A client of the API. Cheap to clone.
        #[derive(Debug, Clone)]
        pub struct Client {
            core: crate::support::client::Core,
        }
    }
}

/// Emits what makes a client and tells it how to call.
///
/// ```text
/// pub fn new(base_url: &str) -> Self
/// pub fn with_api_key(self, secret: impl Into<Secret>) -> Self
/// ```
fn making(api: &Api) -> TokenStream {
    let (constant, such_as) = base(api);
    let new = docs::ours(&such_as);
    let one_base_url = parts::has_operations_elsewhere(api).then(|| {
        quote! {
            /// Calls all operations at the base URL, those too that the document serves elsewhere.
            #[must_use]
            pub fn with_one_base_url(self) -> Self {
                Self {
                    core: self.core.with_one_base_url(),
                }
            }
        }
    });
    let secrets = api.security.schemes.iter().filter_map(with_secret);
    quote! {
        impl Client {
            #constant

            #new
            #[must_use]
            pub fn new(base_url: &str) -> Self {
                Self {
                    core: crate::support::client::Core::new(base_url),
                }
            }

            /// Sends requests through an HTTP client of your own.
            #[must_use]
            pub fn with_http(self, http: ::reqwest::Client) -> Self {
                Self {
                    core: self.core.with_http(http),
                }
            }

            /// Gives up on calls that take longer than this, from the first byte sent to the last read.
            #[must_use]
            pub fn with_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self {
                    core: self.core.with_timeout(timeout),
                }
            }

            #one_base_url

            #(#secrets)*
        }
    }
}

/// Emits where the API is, as far as the document says it, and says what `new` is to be given.
///
/// ```text
/// pub const BASE_URL: &'static str = "https://api.agntix.ai";
/// ```
fn base(api: &Api) -> (Option<TokenStream>, String) {
    let such_as = "A client of the API at `base_url`";
    let choice = match parts::has_servers(api) {
        true => ", or one of [`Server`](crate::servers::Server)",
        false => "",
    };
    let Some(server) = parts::usual_server(api) else {
        return (None, [such_as, choice, "."].concat());
    };
    let url = &server.url;
    if server.is_relative() {
        let constant = quote! {
            /// The path that the API is served at, on a host that the document does not name.
            pub const BASE_PATH: &'static str = #url;
        };
        let words = ": a host, and [`BASE_PATH`](Self::BASE_PATH)";
        return (Some(constant), [such_as, words, choice, "."].concat());
    }
    let docs = Docs::of(&server.doc).or("Where the API is served.").outer();
    let constant = quote! {
        #docs
        pub const BASE_URL: &'static str = #url;
    };
    let words = ", such as [`BASE_URL`](Self::BASE_URL)";
    (Some(constant), [such_as, words, choice, "."].concat())
}

/// Emits what gives a client its secret for a scheme; a certificate is given to the connection.
pub(super) fn with_secret(scheme: &Scheme) -> Option<TokenStream> {
    let ty = match &scheme.kind {
        SchemeKind::MutualTls => return None,
        SchemeKind::Basic => quote! { crate::support::secret::Basic },
        SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_)
        | SchemeKind::Bearer { format: _ }
        | SchemeKind::Other(_) => quote! { impl Into<crate::support::secret::Secret> },
    };
    let summary = ["Authenticates with ", &docs::code(&scheme.name.wire), "."].concat();
    let docs = Docs::default().and(&summary).and_of(&scheme.doc);
    let docs = docs.and(&docs::place(&scheme.kind)).outer();
    let with = setter(&scheme.name);
    let name = ident(&scheme.name);
    let constant = raw(&scheme.constant);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #with(self, #name: #ty) -> Self {
            Self {
                core: self.core.with_secret(&crate::operations::#constant, #name.into()),
            }
        }
    })
}

fn service(api: &Api, it: &Service) -> TokenStream {
    let docs = Docs::of(&it.doc).outer();
    let operations = it.operations.iter().map(|it| operation(api, it, false));
    quote! {
        #docs
        impl Client {
            #(#operations)*
        }
    }
}

/// Emits the method that makes a request; of one that `is_sent`, the caller says where to.
pub(super) fn operation(api: &Api, it: &Operation, is_sent: bool) -> TokenStream {
    let docs = docs_of(api, it).outer();
    let name = ident(&it.name);
    let constant = raw(&it.constant);
    let arguments = arguments(api, it);
    let success = signature::success(api, &it.success);
    let failure = signature::failure(it);
    let parameters = it
        .parameters
        .iter()
        .map(|parameter| self::parameter(api, it, parameter));
    let body = it.body.as_ref().map(|it| send(api, it));
    let answer = answer(&it.success);
    let url = is_sent.then(|| quote! { url: &str, });
    let at = is_sent.then(|| quote! { .at(url) });
    let server = it.server.as_ref().map(|it| quote! { .server(#it) });
    quote! {
        #docs
        pub fn #name(&self, #url #(#arguments),*) -> crate::support::client::Call<#success, #failure> {
            self.core
                .request(&crate::operations::#constant)
                #at
                #server
                #(#parameters)*
                #body
                .call(crate::support::client::answer::#answer)
        }
    }
}

/// What the methods of both sides say of an operation.
pub(super) fn docs_of(api: &Api, it: &Operation) -> Docs {
    let deprecated = if it.deprecated { "Deprecated." } else { "" };
    let parameters = signature::arguments(it).map(|it| {
        (
            ident(&it.name).to_string(),
            &it.doc,
            docs::parameter(api, it),
        )
    });
    let body = it.body.iter();
    let body = body.map(|it| ("body".to_owned(), &it.doc, String::new()));
    Docs::of(&it.doc)
        .and(deprecated)
        .list(parameters.chain(body))
        .and(&docs::route(it))
        .and(&docs::server(it))
}

fn arguments(api: &Api, it: &Operation) -> Vec<TokenStream> {
    let required = signature::arguments(it).map(|parameter| {
        let name = ident(&parameter.name);
        let ty = signature::lent(api, &parameter.ty);
        quote! { #name: #ty }
    });
    let options = signature::options(it).map(|options| quote! { options: &#options });
    let body = it.body.as_ref().map(|body| {
        let ty = body_argument(api, body);
        quote! { body: #ty }
    });
    required.chain(options).chain(body).collect()
}

fn body_argument(api: &Api, it: &Body) -> TokenStream {
    match it.media {
        Media::Json | Media::Form if it.required => signature::lent(api, &it.ty),
        Media::Json | Media::Form => {
            let ty = signature::lent(api, &it.ty);
            quote! { Option<#ty> }
        }
        Media::Text => quote! { &str },
        Media::Bytes => quote! { impl Into<::bytes::Bytes> },
    }
}

fn parameter(api: &Api, operation: &Operation, it: &Parameter) -> TokenStream {
    let wire = &it.name.wire;
    let name = ident(&it.name);
    let is_argument = it.required && !signature::gathers_all(operation);
    let value = match (is_argument, signature::is_copy(api, &it.ty)) {
        (true, true) => quote! { &#name },
        (true, false) => quote! { #name },
        (false, _) => quote! { &options.#name },
    };
    quote! { .parameter(#wire, #value) }
}

fn send(api: &Api, it: &Body) -> TokenStream {
    let by_value = signature::is_lent_by_value(api, &it.ty);
    match it.media {
        Media::Json if it.required && by_value => quote! { .json(&body) },
        Media::Json if it.required => quote! { .json(body) },
        Media::Json if by_value => quote! { .optional_json(body.as_ref()) },
        Media::Json => quote! { .optional_json(body) },
        Media::Form => form::send(api, it),
        Media::Text => quote! { .text(body) },
        Media::Bytes => quote! { .bytes(body) },
    }
}

/// The function that reads a success.
fn answer(it: &Success) -> Ident {
    match it {
        Success::One(it) => raw(responses::kind(it)),
        Success::Several { .. } => raw("several"),
    }
}
