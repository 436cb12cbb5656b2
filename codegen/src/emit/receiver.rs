//! `receiver.rs`: receives the requests that the API makes, on axum.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ident::{ident, raw};
use super::rules::Plan;
use super::{Chunk, Content, RustFile, parts, router, server, types};
use crate::ir::{Api, Operation, Service, ServiceKind};

/// Emits the traits, the routes and a function for each operation that the API calls.
///
/// ```text
/// pub trait Webhooks: Receiver { … }
///
/// pub fn routes<S: Receiver>(service: Arc<S>) -> Routes<S>
///
/// impl<S: Webhooks> Routes<S> {
///     pub fn new_pet(self, path: &str) -> Self
/// }
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_hooks(api) {
        return None;
    }
    let plan = Plan::of(api);
    let traits = parts::hooks(api).map(|it| receiver(api, it));
    let routes = parts::hooks(api).map(routes);
    let operations = parts::hooks(api).flat_map(|service| {
        let operations = service.operations.iter();
        operations.map(|it| router::operation(&plan, service, it))
    });
    let chunks = std::iter::once(shared(api))
        .chain(traits)
        .chain([making(api)])
        .chain(routes)
        .chain(operations)
        .chain([glue(api)]);
    Some(Content::Rust(RustFile {
        module: "crate::receiver",
        is_part: false,
        head: head(api).inner(),
        chunks: chunks.map(Chunk::Tokens).collect(),
    }))
}

fn head(api: &Api) -> Docs {
    let docs = Docs::default().and("Receives the requests that the API makes, on axum.");
    let first = parts::hooks(api).flat_map(|it| &it.operations).next();
    let Some(first) = first else {
        return docs;
    };
    let name = ident(&first.name).to_string();
    let path = name.trim_start_matches("r#").replace('_', "-");
    let route = ["    .", &name, "(\"/hooks/", &path, "\")"].concat();
    docs.and("The document does not say at which path: whoever receives them chooses one for each.")
        .lines(&[
            "```ignore",
            "let app = receiver::routes(Arc::new(service))",
            &route,
            "    .router();",
            "```",
        ])
        .and("Several may share a path: [`Routes::choose`] tells them apart.")
}

/// The trait that receives the requests of a service.
///
/// ```text
/// crate::receiver::Webhooks
/// ```
pub(super) fn path(it: &Service) -> TokenStream {
    let name = ident(&it.name);
    quote! { crate::receiver::#name }
}

/// What the functions of routes are given for the service `S`.
pub(super) fn receiving() -> TokenStream {
    quote! { crate::receiver::Receiving<S> }
}

/// Emits the trait that all receivers share.
///
/// ```text
/// pub trait Receiver: Send + Sync + 'static { … }
/// ```
fn shared(api: &Api) -> TokenStream {
    let authenticate = parts::has_security(parts::hooks(api)).then(server::asked);
    quote! {
        /// What all that receives requests of the API shares.
        pub trait Receiver: Send + Sync + 'static {
            #authenticate

            /// Answers a request that never reaches its operation.
            fn refuse(
                &self,
                refusal: &crate::support::server::Refusal,
            ) -> crate::support::server::Reply {
                crate::support::server::problem(refusal)
            }
        }
    }
}

fn receiver(api: &Api, it: &Service) -> TokenStream {
    let of = match it.kind {
        ServiceKind::Callbacks => "Callbacks of ",
        ServiceKind::Paths | ServiceKind::Webhooks => "Webhooks of ",
    };
    let words = match it.name.wire.as_str() {
        "" => "Webhooks.".to_owned(),
        name => [of, &docs::code(name), "."].concat(),
    };
    let docs = Docs::of(&it.doc).or(&words).outer();
    let name = ident(&it.name);
    let operations = it.operations.iter().map(|it| server::operation(api, it));
    quote! {
        #docs
        pub trait #name: Receiver {
            #(#operations)*
        }
    }
}

/// Emits what holds the routes, and what makes a router of them.
///
/// ```text
/// pub fn routes<S: Receiver>(service: Arc<S>) -> Routes<S>
/// ```
fn making(api: &Api) -> TokenStream {
    let limit = types::digits(api.package.max_body_bytes.into());
    let time_limit = router::time_limit(api);
    quote! {
        /// The largest body that is read unless [`Routes::with_max_body_bytes`] says otherwise.
        pub const MAX_BODY_BYTES: usize = #limit;

        /// Routes requests of the API to `service`: each at the path that is said of it.
        pub fn routes<S: Receiver>(service: ::std::sync::Arc<S>) -> Routes<S> {
            let service = ::std::sync::Arc::new(Receiving(service));
            Routes {
                routes: crate::support::axum::Routes::new(service, MAX_BODY_BYTES)#time_limit,
            }
        }

        /// The requests that a service receives, and where.
        #[must_use = "nothing is received before `router` makes a router of it"]
        pub struct Routes<S> {
            routes: crate::support::axum::Routes<Receiving<S>>,
        }

        impl<S: Receiver> Routes<S> {
            /// Reads no more than this of a request's body.
            pub fn with_max_body_bytes(self, max_body_bytes: usize) -> Self {
                Self {
                    routes: self.routes.max_body_bytes(max_body_bytes),
                }
            }

            /// Lets several requests be received at one path: `choose` says which of them one is,
            /// by its name or `operationId` in the document. Without it, the first of the path receives them all.
            pub fn choose<C>(self, choose: C) -> Self
            where
                C: Fn(&crate::support::axum::Delivery<'_>) -> Option<String> + Send + Sync + 'static,
            {
                Self {
                    routes: self.routes.choose(choose),
                }
            }

            /// A router that receives them, and refuses everything else.
            pub fn router(self) -> ::axum::Router {
                self.routes.finish()
            }
        }
    }
}

/// Emits what routes the operations of one trait.
///
/// ```text
/// impl<S: Webhooks> Routes<S> { … }
/// ```
fn routes(it: &Service) -> TokenStream {
    let name = ident(&it.name);
    let methods = it.operations.iter().map(route);
    quote! {
        impl<S: #name> Routes<S> {
            #(#methods)*
        }
    }
}

/// Emits what routes an operation.
///
/// ```text
/// /// Receives `POST newPet` at `path`.
/// pub fn new_pet(self, path: &str) -> Self
/// ```
fn route(it: &Operation) -> TokenStream {
    let words = ["Receives ", &docs::route(it), " at `path`."].concat();
    let docs = docs::ours(&words);
    let name = ident(&it.name);
    let constant = raw(&it.constant);
    let limit = router::max_body_bytes(it);
    let limit = limit.map(|limit| quote! { self.routes = self.routes #limit; });
    let function = match name == "path" {
        true => quote! { self::#name },
        false => quote! { #name },
    };
    quote! {
        #docs
        pub fn #name(mut self, path: &str) -> Self {
            self.routes.add_at(path, &crate::operations::#constant, #function);
            #limit
            self
        }
    }
}

/// Emits what tells the support code, which knows no document, of the traits.
///
/// ```text
/// impl<S: Receiver> Refuse for Receiving<S> { … }
/// ```
fn glue(api: &Api) -> TokenStream {
    let authenticate = parts::has_security(parts::hooks(api)).then(|| {
        server::answered(
            &quote! { Receiver },
            &quote! { Receiving<S> },
            &quote! { Receiver::authenticate(&*self.0, credential, context) },
        )
    });
    quote! {
        /// A service that receives: it may serve the API too, and then refuses in two ways.
        struct Receiving<S>(::std::sync::Arc<S>);

        impl<S> ::std::ops::Deref for Receiving<S> {
            type Target = S;

            fn deref(&self) -> &S {
                &self.0
            }
        }

        impl<S: Receiver> crate::support::server::Refuse for Receiving<S> {
            fn refuse(
                &self,
                refusal: &crate::support::server::Refusal,
            ) -> crate::support::server::Reply {
                Receiver::refuse(&*self.0, refusal)
            }
        }

        #authenticate
    }
}
