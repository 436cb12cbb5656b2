//! `router.rs`: leads requests to the service, on axum.

mod body;
mod form;
mod reply;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::gate::{self, gated};
use super::ident::{ident, raw};
use super::rules::Plan;
use super::{Chunk, Content, RustFile, parts, receiver, server, signature, types};
use crate::ir::{Api, Operation, Parameter, Requirement, Service};

/// Emits the router and a function for each operation.
///
/// ```text
/// pub fn router<S: ChatApi>(service: Arc<S>) -> Router
///
/// async fn create_session<S: ChatApi>(…) -> Result<Reply, Refusal>
/// ```
pub(super) fn content(api: &Api) -> Option<Content> {
    if !parts::has_services(api) {
        return None;
    }
    let plan = Plan::of(api);
    let routes = gate::called(api).map(|(gate, it)| gated(gate, Chunk::Tokens(service(it))));
    let operations = gate::called(api).flat_map(|(gate, service)| {
        let operations = service.operations.iter();
        let items = operations.map(|it| operation(&plan, service, it));
        items.map(move |it| gated(gate, Chunk::Tokens(it)))
    });
    let whole = gated(gate::whole(api), Chunk::Tokens(router(api)));
    let chunks = [Chunk::Tokens(limit(api)), whole]
        .into_iter()
        .chain(routes)
        .chain(operations);
    Some(Content::Rust(RustFile {
        module: "crate::router",
        is_part: false,
        head: Docs::default().and("Serves the API on axum.").inner(),
        chunks: chunks.collect(),
    }))
}

/// Emits how large a body may be.
///
/// ```text
/// pub const MAX_BODY_BYTES: usize = 2_097_152;
/// ```
fn limit(api: &Api) -> TokenStream {
    let limit = types::digits(api.package.max_body_bytes.into());
    // Another file imports the name where not all of the crate is compiled always.
    let path = match gate::whole(api) {
        Some(_) => "(crate::support::axum::Routes::max_body_bytes)",
        None => "",
    };
    let docs = docs::ours(
        &[
            "The largest body that is read unless [`Routes::max_body_bytes`]",
            path,
            " says otherwise.",
        ]
        .concat(),
    );
    quote! {
        #docs
        pub const MAX_BODY_BYTES: usize = #limit;
    }
}

/// Emits the functions that route all operations.
///
/// ```text
/// pub fn router<S: ChatApi>(service: Arc<S>) -> Router
///
/// pub fn routes<S: ChatApi>(service: Arc<S>) -> Routes<S>
/// ```
fn router(api: &Api) -> TokenStream {
    let traits = parts::services(api).map(server::path);
    let traits = quote! { #(#traits)+* };
    let services = parts::services(api).map(|it| {
        let module = raw(&it.module);
        match gate::whole(api) {
            Some(_) => quote! { crate::router::#module },
            None => function(&module),
        }
    });
    let mut services: Vec<TokenStream> = services.collect();
    let last = services.pop();
    let time_limit = time_limit(api);
    quote! {
        /// Routes every operation of the API to `service`.
        pub fn router<S: #traits>(service: ::std::sync::Arc<S>) -> ::axum::Router {
            routes(service).finish()
        }

        /// The same, before it is a router: for limits and layers of single operations.
        pub fn routes<S: #traits>(
            service: ::std::sync::Arc<S>,
        ) -> crate::support::axum::Routes<S> {
            let routes = crate::support::axum::Routes::new(service, crate::router::MAX_BODY_BYTES)
                #time_limit;
            #(let routes = #services(routes);)*
            #last(routes)
        }
    }
}

/// Says how large the body of an operation may be, when the document does.
pub(super) fn max_body_bytes(it: &Operation) -> Option<TokenStream> {
    let limit = types::digits(it.max_body_bytes?.into());
    let constant = raw(&it.constant);
    Some(quote! { .max_body_bytes_of(&crate::operations::#constant, #limit) })
}

/// Says how long requests may take, when the settings do.
pub(super) fn time_limit(api: &Api) -> Option<TokenStream> {
    let seconds = types::digits(api.package.time_limit_seconds?.into());
    Some(quote! { .time_limit(::std::time::Duration::from_secs(#seconds)) })
}

/// Emits the function that routes the operations of one trait.
///
/// ```text
/// pub fn chat<S: ChatApi>(mut routes: Routes<S>) -> Routes<S> {
///     routes.add(&CREATE_SESSION, create_session);
///     routes
/// }
/// ```
fn service(it: &Service) -> TokenStream {
    let name = ident(&it.name);
    let docs = docs::ours(&["Routes the operations of [`", &it.name.rust, "`]."].concat());
    let module = raw(&it.module);
    let routes = it.operations.iter().map(|it| {
        let constant = raw(&it.constant);
        let handler = function(&ident(&it.name));
        let limit = max_body_bytes(it).map(|limit| quote! { routes = routes #limit; });
        quote! {
            routes.add(&crate::operations::#constant, #handler);
            #limit
        }
    });
    quote! {
        #docs
        pub fn #module<S: crate::server::#name>(
            mut routes: crate::support::axum::Routes<S>,
        ) -> crate::support::axum::Routes<S> {
            #(#routes)*
            routes
        }
    }
}

/// A function of this file, by its path where a variable has the same name.
fn function(name: &Ident) -> TokenStream {
    if name == "routes" || name == "service" {
        quote! { self::#name }
    } else {
        quote! { #name }
    }
}

/// Emits the function that serves an operation.
///
/// ```text
/// async fn get_pet<S: PetsApi>(
///     service: Arc<S>,
///     mut request: Request,
/// ) -> Result<Reply, Refusal> {
///     let principal = request.authenticate(&*service).await?;
///     let pet_id = request.parameter("petId");
///     request.check_parameters()?;
///     answer::json(StatusCode::OK, service.get_pet(principal, pet_id?).await)
/// }
/// ```
pub(super) fn operation(plan: &Plan<'_>, service: &Service, it: &Operation) -> TokenStream {
    let docs = Docs::default().and(&docs::route(it)).outer();
    let name = ident(&it.name);
    let (bound, service) = match service.kind.is_received() {
        false => (server::path(service), quote! { S }),
        true => (receiver::path(service), receiver::receiving()),
    };
    let read = read(plan, it);
    let request = match read.uses {
        Uses::Nothing => quote! { _ },
        Uses::Request => quote! { request },
        Uses::Mutably => quote! { mut request },
    };
    let read = read.statements;
    let arguments = arguments(it, plan.api.package.request_context);
    let call = quote! { service.#name(#(#arguments),*).await };
    let reply = reply::of(it, &call);
    quote! {
        #docs
        async fn #name<S: #bound>(
            service: ::std::sync::Arc<#service>,
            #request: crate::support::axum::Request,
        ) -> Result<crate::support::server::Reply, crate::support::server::Refusal> {
            #read
            #reply
        }
    }
}

/// Finds out who makes the request.
///
/// This is awaited here and not by what calls the function: a future inside of another is copied into it once more, which
/// takes a request a tenth longer.
fn principal(it: &Requirement) -> Option<TokenStream> {
    let method = raw(match it {
        Requirement::Public => return None,
        Requirement::Required(_) => "authenticate",
        Requirement::Optional(_) => "authenticate_if_asked",
    });
    Some(quote! { let principal = request.#method(&*service).await?; })
}

/// What is read of a request.
struct Read {
    statements: TokenStream,
    uses: Uses,
}

/// What the statements use.
enum Uses {
    Nothing,
    Request,
    /// What notes something in it: who asks, and parameters.
    Mutably,
}

/// Reads all parameters before it complains of any, and the body after that.
fn read(plan: &Plan<'_>, it: &Operation) -> Read {
    let principal = principal(&it.security);
    let parameters = parameters(plan, it);
    let body = it.body.as_ref().map(|body| body::read(plan, it, body));
    let accept = it
        .success
        .is_by_choice()
        .then(|| quote! { let accept = request.accept(); });
    let context = plan.api.package.request_context;
    let context = context.then(|| quote! { let request_context = request.context(); });
    let is_used = body.is_some() || accept.is_some() || context.is_some();
    // Who receives the body has the parameters checked before.
    let is_checked = signature::gathers_all(it) || body.is_some() || it.parameters.is_empty();
    let check = (!is_checked).then(|| quote! { request.check_parameters()?; });
    Read {
        uses: match principal.as_ref().or(parameters.as_ref()) {
            Some(_) => Uses::Mutably,
            None if is_used => Uses::Request,
            None => Uses::Nothing,
        },
        statements: quote! { #principal #parameters #accept #context #check #body },
    }
}

/// Reads the parameters.
///
/// ```text
/// let pet_id = request.parameter("petId");
/// let options = GetPetOptions {
///     fields: request.optional("fields"),
/// };
/// ```
fn parameters(plan: &Plan<'_>, it: &Operation) -> Option<TokenStream> {
    if it.parameters.is_empty() {
        return None;
    }
    // A struct of those that are required can be made only where all of them fit.
    let gathers_all = signature::gathers_all(it);
    let known = it.parameters.iter().filter(|it| it.required || gathers_all);
    let known = known.map(|parameter| {
        let name = ident(&parameter.name);
        let value = value(plan, it, parameter);
        quote! { let #name = #value; }
    });
    let check = gathers_all.then(|| quote! { request.check_parameters()?; });
    let options = signature::options(it).map(|options| {
        let fields = signature::gathered(it).map(|parameter| {
            let name = ident(&parameter.name);
            if parameter.required {
                quote! { #name: #name? }
            } else if gathers_all {
                quote! { #name }
            } else {
                let value = value(plan, it, parameter);
                quote! { #name: #value }
            }
        });
        quote! { let options = #options { #(#fields),* }; }
    });
    Some(quote! { #(#known)* #check #options })
}

/// Reads a parameter; one that is absent is at its default.
///
/// ```text
/// request.optional_with_or("limit", crate::rules::list_pets::limit, 20)
/// ```
fn value(plan: &Plan<'_>, operation: &Operation, it: &Parameter) -> TokenStream {
    let name = ident(&it.name);
    let wire = &it.name.wire;
    let rules = (!plan.of_parameter(it).is_empty()).then(|| {
        let operation = ident(&operation.name);
        quote! { crate::rules::#operation::#name }
    });
    let default = it.default.as_ref().filter(|_| !it.required);
    let default = default.and_then(|default| types::literal(plan.api, &it.ty, default));
    let kind = if it.required { "parameter" } else { "optional" };
    let with = if rules.is_some() { "_with" } else { "" };
    let or = if default.is_some() { "_or" } else { "" };
    let read = raw(&[kind, with, or].concat());
    let rules = rules.map(|it| quote! { , #it });
    let default = default.map(|it| quote! { , #it });
    quote! { request.#read(#wire #rules #default) }
}

fn arguments(it: &Operation, context: bool) -> Vec<TokenStream> {
    let context = context.then(|| quote! { request_context });
    let principal = principal(&it.security).map(|_| quote! { principal });
    let required = signature::arguments(it).map(|parameter| {
        let name = ident(&parameter.name);
        quote! { #name? }
    });
    let options = it.options.as_ref().map(|_| quote! { options });
    let accept = it.success.is_by_choice().then(|| quote! { accept });
    let body = it.body.as_ref().map(|_| quote! { body });
    let known = context.into_iter().chain(principal);
    let arguments = known.chain(required).chain(options);
    arguments.chain(accept).chain(body).collect()
}
