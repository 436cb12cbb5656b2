//! How a method is called, as the document's own values have it.

mod value;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body_argument;
use crate::emit::docs;
use crate::emit::ident::{ident, raw};
use crate::emit::{parameters, signature};
use crate::ir::{Api, Body, Media, Operation, Parameter, Success};
use crate::render;
use crate::sample::{self, Side};
use value::Values;

/// The longest argument that is written where it is used.
const MAX_INLINE: usize = 40;

/// The lines of the docs that show a call. What would be long to write down is taken to be there:
/// it is an argument of the function around the lines that are shown.
///
/// ```text
/// use petstore::models::NewPet;
///
/// let body = NewPet::new("Rex");
/// let answer = client.create_pet(&body).await?;
/// ```
pub(super) fn lines(api: &Api, it: &Operation) -> Vec<String> {
    shown(api, it).unwrap_or_default()
}

fn shown(api: &Api, it: &Operation) -> Option<Vec<String>> {
    let package = raw(&api.package.name.replace('-', "_"));
    let client = name_of_client(it)?;
    let mut call = Call::new(api);
    for parameter in signature::arguments(it) {
        call.parameter(parameter);
    }
    if let Some(name) = signature::options(it) {
        call.options(it, &name);
    }
    if let Some(body) = &it.body {
        call.body(body);
    }
    let Call {
        values: _,
        given,
        statements,
        arguments,
    } = call;
    let method = ident(&it.name);
    let answer = answer(
        &it.success,
        &quote! { #client.#method(#(#arguments),*).await? },
    );
    let signature = quote! {
        async fn example(
            #client: &crate::Client, #(#given),*
        ) -> Result<(), Box<dyn std::error::Error>>
    };
    let body = quote! {
        #(#statements)*
        #answer
        Ok(())
    };
    let mut lines = vec!["```no_run".to_owned()];
    lines.extend(render::snippet(signature, body, &package)?);
    lines.push("```".to_owned());
    let is_plain = lines.iter().all(|it| !it.chars().any(docs::is_hidden));
    is_plain.then_some(lines)
}

/// What the client is called, so that no argument is called the same.
fn name_of_client(it: &Operation) -> Option<Ident> {
    let is_taken = |name: &str| signature::arguments(it).any(|it| it.name.rust == name);
    let names = ["client", "api"].into_iter();
    names.filter(|it| !is_taken(it)).map(raw).next()
}

/// What is done with an answer.
fn answer(it: &Success, call: &TokenStream) -> TokenStream {
    let Success::One(response) = it else {
        return quote! { let answer = #call; };
    };
    let contents = response.payload.contents();
    let plain = contents.filter(|it| response.envelope.is_none() && it.choice.is_none());
    match (contents, plain) {
        (None, _) if response.envelope.is_none() => quote! { #call; },
        (_, Some(it)) if it.first.media.is_streamed() => quote! {
            let mut answer = #call;
            while let Some(piece) = answer.next().await {
                let piece = piece?;
                println!("{piece:?}");
            }
        },
        _ => quote! { let answer = #call; },
    }
}

/// A call that is put together.
struct Call<'a> {
    values: Values<'a>,
    /// The arguments that are taken to be there.
    given: Vec<TokenStream>,
    /// What comes before the call.
    statements: Vec<TokenStream>,
    /// The arguments of the call.
    arguments: Vec<TokenStream>,
}

impl<'a> Call<'a> {
    fn new(api: &'a Api) -> Self {
        Self {
            values: Values {
                api,
                shows_optional: true,
            },
            given: Vec::new(),
            statements: Vec::new(),
            arguments: Vec::new(),
        }
    }

    fn parameter(&mut self, it: &Parameter) {
        let api = self.values.api;
        let name = ident(&it.name);
        let json = json(api, it);
        match self.values.lent(&it.ty, &json) {
            Some(value) if value.to_string().len() <= MAX_INLINE => self.arguments.push(value),
            _ => self.give(&name, &signature::lent(api, &it.ty)),
        }
    }

    fn options(&mut self, it: &Operation, name: &TokenStream) {
        let values = signature::gathered(it).map(|parameter| {
            let shown = parameter.required || parameter.example.is_some();
            let json = json(self.values.api, parameter);
            (parameter.name.wire.clone(), json, shown)
        });
        let values = values.filter(|(_, _, is_shown)| *is_shown);
        let object = values.map(|(name, json, _)| (name, json)).collect();
        let fields = parameters::fields(it);
        match self.values.made(name, &fields, &object) {
            Some(options) if options.to_string().len() <= MAX_INLINE => {
                self.arguments.push(quote! { &#options });
            }
            Some(options) => {
                self.statements.push(quote! { let options = #options; });
                self.arguments.push(quote! { &options });
            }
            None => self.give(&raw("options"), &quote! { &#name }),
        }
    }

    fn body(&mut self, it: &Body) {
        let api = self.values.api;
        let first = &it.contents.first;
        let name = raw("body");
        let is_value = match first.media {
            Media::Json | Media::Form | Media::Multipart | Media::Text => true,
            Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => false,
        };
        let value = (is_value && it.contents.choice.is_none()).then(|| {
            // What is made up of optional properties would show nothing.
            self.values.shows_optional = !first.examples.is_empty();
            let json = sample::body(api, first, Side::Request);
            let json = serde_json::from_str(&json).unwrap_or_default();
            self.values.body(&first.ty, &json)
        });
        let some = |it: TokenStream, required| match required {
            true => it,
            false => quote! { Some(#it) },
        };
        match value.flatten() {
            Some(value::Made::Struct(value)) => {
                self.statements.push(quote! { let body = #value; });
                self.arguments.push(some(quote! { &body }, it.required));
            }
            Some(value::Made::Lent(value)) if value.to_string().len() <= MAX_INLINE => {
                self.arguments.push(some(value, it.required));
            }
            _ if first.media == Media::Stream && it.required && it.contents.choice.is_none() => {
                self.give(&name, &quote! { crate::support::stream::ByteStream });
            }
            _ if first.media == Media::Bytes && it.required && it.contents.choice.is_none() => {
                self.give(&name, &quote! { ::bytes::Bytes });
            }
            _ => self.give(&name, &body_argument(api, it)),
        }
    }

    /// Takes an argument to be there.
    fn give(&mut self, name: &Ident, ty: &TokenStream) {
        self.given.push(quote! { #name: #ty });
        self.arguments.push(quote! { #name });
    }
}

/// The document's value of a parameter, or one that is made.
fn json(api: &Api, it: &Parameter) -> serde_json::Value {
    let own = it.example.as_ref().map(|it| it.json.clone());
    let own =
        own.filter(|json| sample::fits(api, &it.ty, &it.rules, Side::Request, json) == Some(true));
    let json = own.unwrap_or_else(|| sample::valid(api, &it.ty, &it.rules, Side::Request));
    serde_json::from_str(&json).unwrap_or_default()
}
