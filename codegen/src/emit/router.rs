//! `router.rs`: leads requests to the service, on axum.

mod body;
mod form;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Docs};
use super::gate::{self, gated};
use super::ident::{ident, raw};
use super::rules::Plan;
use super::{Chunk, Content, RustFile, parts, receiver, responses, server, signature, types};
use crate::ir::{
    Api, Operation, Parameter, Requirement, Response, Service, StatusPattern, Success,
};

/// The most routes in one chain of calls.
const CHAIN: usize = 12;

/// Emits the router and a function for each operation.
///
/// ```text
/// pub fn router<S: ChatApi>(service: Arc<S>) -> Router
///
/// async fn create_session<S: ChatApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal>
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
/// pub fn chat<S: ChatApi>(routes: Routes<S>) -> Routes<S> {
///     routes.route(&CREATE_SESSION, create_session)
/// }
/// ```
fn service(it: &Service) -> TokenStream {
    let name = ident(&it.name);
    let docs = docs::ours(&["Routes the operations of [`", &it.name.rust, "`]."].concat());
    let module = raw(&it.module);
    let chains = it.operations.chunks(CHAIN).map(|operations| {
        let routes = operations.iter().map(|it| {
            let constant = raw(&it.constant);
            let name = function(&ident(&it.name));
            let limit = max_body_bytes(it);
            quote! { .route(&crate::operations::#constant, #name)#limit }
        });
        quote! { routes #(#routes)* }
    });
    let mut chains: Vec<TokenStream> = chains.collect();
    let last = chains.pop();
    quote! {
        #docs
        pub fn #module<S: crate::server::#name>(
            routes: crate::support::axum::Routes<S>,
        ) -> crate::support::axum::Routes<S> {
            #(let routes = #chains;)*
            #last
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
/// async fn get_pet<S: PetsApi>(service: Arc<S>, mut request: Request) -> Result<Reply, Refusal> {
///     let pet_id = request.parameter("petId");
///     request.check_parameters()?;
///     …
/// }
/// ```
pub(super) fn operation(plan: &Plan<'_>, service: &Service, it: &Operation) -> TokenStream {
    let docs = Docs::default().and(&docs::route(it)).outer();
    let name = ident(&it.name);
    let (bound, service) = match service.kind.is_received() {
        false => (server::path(service), quote! { S }),
        true => (receiver::path(service), receiver::receiving()),
    };
    let principal = principal(&it.security);
    let parameters = parameters(plan, it);
    let body = it.body.as_ref().map(|body| body::read(plan, it, body));
    let accept = it
        .success
        .is_by_choice()
        .then(|| quote! { let accept = request.accept(); });
    let context = plan.api.package.request_context;
    let reply = reply(it, context);
    let context = context.then(|| quote! { let request_context = request.context(); });
    let is_read = body.is_some() || accept.is_some() || context.is_some();
    let request = match (&principal, &parameters, is_read) {
        (None, None, false) => quote! { _ },
        (None, None, true) => quote! { request },
        (Some(_), _, _) | (_, Some(_), _) => quote! { mut request },
    };
    quote! {
        #docs
        async fn #name<S: #bound>(
            service: ::std::sync::Arc<#service>,
            #request: crate::support::axum::Request,
        ) -> Result<crate::support::server::Reply, crate::support::server::Refusal> {
            #principal
            #parameters
            #accept
            #context
            #body
            #reply
        }
    }
}

fn principal(it: &Requirement) -> Option<TokenStream> {
    match it {
        Requirement::Public => None,
        Requirement::Required(_) => {
            Some(quote! { let principal = request.authenticate(&*service).await?; })
        }
        Requirement::Optional(_) => {
            Some(quote! { let principal = request.authenticate_if_asked(&*service).await?; })
        }
    }
}

/// Reads all parameters before it complains of any.
fn parameters(plan: &Plan<'_>, it: &Operation) -> Option<TokenStream> {
    if it.parameters.is_empty() {
        return None;
    }
    let reads = it
        .parameters
        .iter()
        .map(|parameter| read(plan, it, parameter));
    let options = signature::options(it).map(|options| {
        let fields = signature::gathered(it).map(|it| ident(&it.name));
        quote! { let options = #options { #(#fields: #fields?),* }; }
    });
    Some(quote! {
        #(#reads)*
        request.check_parameters()?;
        #options
    })
}

/// Reads a parameter; one that is absent is at its default.
///
/// ```text
/// let limit = request.parameter_with_or("limit", crate::rules::list_pets::limit, 20);
/// ```
fn read(plan: &Plan<'_>, operation: &Operation, it: &Parameter) -> TokenStream {
    let name = ident(&it.name);
    let wire = &it.name.wire;
    let default = it.default.as_ref().filter(|_| !it.required);
    let default = default.and_then(|default| types::literal(plan.api, &it.ty, default));
    let rules = (!plan.of_parameter(it).is_empty()).then(|| {
        let operation = ident(&operation.name);
        quote! { crate::rules::#operation::#name }
    });
    let read = match (rules, default) {
        (None, None) => quote! { parameter(#wire) },
        (None, Some(default)) => quote! { parameter_or(#wire, #default) },
        (Some(rules), None) => quote! { parameter_with(#wire, #rules) },
        (Some(rules), Some(default)) => quote! { parameter_with_or(#wire, #rules, #default) },
    };
    quote! { let #name = request.#read; }
}

/// Asks the service and answers what it says.
fn reply(it: &Operation, context: bool) -> TokenStream {
    let name = ident(&it.name);
    let arguments = arguments(it, context);
    let call = quote! { service.#name(#(#arguments),*).await };
    let (answer, reply) = match &it.success {
        Success::One(response) => one(response),
        Success::Several { .. } => (quote! { answer }, quote! { answer.reply() }),
    };
    let until = parts::sentinel(it).map(|it| quote! { .until(#it) });
    let reply = quote! { #reply #until };
    if it.failures.name.is_some() {
        return quote! {
            let reply = match #call {
                Ok(#answer) => #reply,
                Err(failure) => failure.reply()?,
            };
            Ok(reply)
        };
    }
    if answer.to_string() == "answer" {
        quote! {
            let answer = #call?;
            Ok(#reply)
        }
    } else {
        quote! {
            #call?;
            Ok(#reply)
        }
    }
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

/// What the service answers, as a pattern, and the reply that is made of it.
fn one(it: &Response) -> (TokenStream, TokenStream) {
    // One that stands for many statuses is answered with the plainest of them.
    let status = responses::status(match it.status {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(digit) => u16::from(digit) * 100,
        StatusPattern::Default => 200,
    });
    let kind = responses::kind(it);
    if kind == "empty" {
        let reply = quote! { crate::support::server::Reply::empty(#status) };
        return (quote! { () }, reply);
    }
    let media = responses::unusual_media(&it.payload).filter(|_| it.envelope.is_none());
    if let ("stream", Some(media)) = (kind, media) {
        // How a stream is written depends on its media type.
        let reply = quote! {
            crate::support::server::Reply::stream_as(#status, &answer, #media)
        };
        return (quote! { answer }, reply);
    }
    let kind = raw(kind);
    let media = media.map(|it| quote! { .with_media(#it) });
    let reply = quote! { crate::support::server::Reply::#kind(#status, &answer)#media };
    (quote! { answer }, reply)
}
