//! Which parts the crate for an API has.

mod uses;

use super::{gate, rules};
use crate::ir::{
    Api, Contents, CratePart, DateTimeCrate, Media, Multipart, Operation, Requirement, Server,
    Service, Struct, Success, TypeDef, TypeKind,
};

pub(super) use uses::Uses;

/// Whether any schema of the API becomes a type.
pub(super) fn has_models(api: &Api) -> bool {
    !api.types.is_empty()
}

/// Whether any type needs a row in the tables of `wire.rs`; an alias has its target's form, and
/// a form in parts has a table of its own.
pub(super) fn has_wire(api: &Api) -> bool {
    api.types.iter().any(|it| match &it.kind {
        TypeKind::Struct(it) => it.multipart.is_none(),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Newtype { .. } => true,
        TypeKind::Alias { .. } => false,
    })
}

/// Whether the crate has a part, as its settings say.
pub(super) fn has(api: &Api, part: CratePart) -> bool {
    api.package.parts.has(part)
}

/// Whether the crate has either side.
fn has_side(api: &Api) -> bool {
    has(api, CratePart::Client) || has(api, CratePart::Server)
}

/// Whether the crate has this feature, if the API has anything for it.
pub(super) fn has_feature(api: &Api, feature: &str) -> bool {
    match feature {
        "client" | "client-core" | "blocking" | "oauth2" => has(api, CratePart::Client),
        "server" | "docs" => has(api, CratePart::Server),
        "validate" => has(api, CratePart::Validate),
        "mock" => has(api, CratePart::Mock),
        "cli" => has(api, CratePart::Cli),
        "fs" | "tracing" => has_side(api),
        _ => true,
    }
}

/// Whether the crate has an operation, to call or to serve: without any there is no HTTP.
pub(super) fn has_operations(api: &Api) -> bool {
    has_side(api) && operations(api).next().is_some()
}

/// Whether the API can be called: without operations there is neither client nor server.
pub(super) fn has_services(api: &Api) -> bool {
    has_side(api) && services(api).next().is_some()
}

/// Whether there is a choice of where to call the API.
pub(super) fn has_servers(api: &Api) -> bool {
    let choice = api.servers.len() > 1 || api.servers.iter().any(|it| !it.variables.is_empty());
    choice && has(api, CratePart::Client) && has_services(api)
}

/// The server that is called unless somebody says otherwise: the first that has a whole URL, or
/// else the first that has a path.
pub(super) fn usual_server(api: &Api) -> Option<&Server> {
    let mut complete = api.servers.iter().filter(|it| it.is_complete());
    let absolute = complete.clone().find(|it| !it.is_relative());
    absolute.or_else(|| complete.find(|it| it.is_path() && !it.url.is_empty()))
}

/// Whether any operation is served elsewhere than the API.
pub(super) fn has_operations_elsewhere(api: &Api) -> bool {
    operations(api).any(|it| it.server.is_some())
}

/// Whether the API calls others: webhooks and callbacks.
pub(super) fn has_hooks(api: &Api) -> bool {
    has_side(api) && hooks(api).next().is_some()
}

/// Whether the crate serves its document.
pub(super) fn has_docs(api: &Api) -> bool {
    api.document.is_some() && has_services(api)
}

/// Whether any operation is secured, or any that the API calls.
pub(super) fn has_credentials(api: &Api) -> bool {
    !api.security.credentials.is_empty()
}

/// Whether clients can get tokens by themselves.
pub(super) fn has_tokens(api: &Api) -> bool {
    let mut tokens = api.security.schemes.iter().map(|it| &it.tokens);
    let calls = has(api, CratePart::Client) && has_services(api);
    calls && tokens.any(|it| it.client_credentials.is_some() || it.refresh.is_some())
}

/// Whether any operation of these services is secured.
pub(super) fn has_security<'a>(mut services: impl Iterator<Item = &'a Service>) -> bool {
    services.any(|it| {
        let mut operations = it.operations.iter();
        operations.any(|it| it.security != Requirement::Public)
    })
}

/// Whether any operation has documented failures.
pub(super) fn has_errors(api: &Api) -> bool {
    operations(api).any(|it| it.failures.name.is_some())
}

/// Whether any operation gathers parameters in a struct.
pub(super) fn has_parameters(api: &Api) -> bool {
    operations(api).any(|it| it.options.is_some())
}

/// Whether any operation takes a form.
pub(super) fn has_forms(api: &Api) -> bool {
    let bodies = operations(api).filter_map(|it| it.body.as_ref());
    let mut sent = bodies.flat_map(|it| it.contents.all());
    sent.any(|it| it.form.is_some())
}

/// The forms in parts that operations take, each with the struct that it is.
pub(super) fn multipart(api: &Api) -> impl Iterator<Item = (&TypeDef, &Struct, &Multipart)> {
    let types = api.types.iter();
    types.filter_map(|def| form_in_parts(def).map(|(it, multipart)| (def, it, multipart)))
}

/// A form in parts, when the type is one.
pub(super) fn form_in_parts(def: &TypeDef) -> Option<(&Struct, &Multipart)> {
    match &def.kind {
        TypeKind::Struct(it) => Some((it, it.multipart.as_ref()?)),
        TypeKind::StringEnum(_)
        | TypeKind::IntegerEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias { .. }
        | TypeKind::Newtype { .. } => None,
    }
}

/// Whether any operation takes a form in parts.
pub(super) fn has_multipart(api: &Api) -> bool {
    multipart(api).next().is_some()
}

/// What the rules of a body are called among those of its operation, when it is not one of
/// several: those have the names of their variants.
pub(super) const BODY: &str = "body";

/// Whether any body is one of several.
pub(super) fn has_bodies(api: &Api) -> bool {
    operations(api).any(|it| contents(it).any(|it| it.choice.is_some()))
}

/// Whether anything is sent or read piece by piece: files in forms may be.
pub(super) fn has_streams(api: &Api) -> bool {
    has_media(api, Media::is_streamed) || has_multipart(api)
}

/// Whether any answer has headers that are read.
pub(super) fn has_headers(api: &Api) -> bool {
    let mut responses = operations(api).flat_map(Operation::responses);
    responses.any(|it| !it.headers.is_empty())
}

/// Whether any answer is text.
pub(super) fn has_text_answers(api: &Api) -> bool {
    let responses = operations(api).flat_map(Operation::responses);
    let mut answers = responses.filter_map(|it| it.payload.contents());
    answers.any(|it| it.all().any(|it| it.media == Media::Text))
}

/// Whether any operation answers page by page.
pub(super) fn has_pages(api: &Api) -> bool {
    has(api, CratePart::Client) && operations(api).any(|it| it.pagination.is_some())
}

/// Whether any success is more than a body.
pub(super) fn has_answers(api: &Api) -> bool {
    operations(api).any(|it| match &it.success {
        Success::One(response) => response.envelope.is_some(),
        Success::Several { .. } => true,
    })
}

/// The services that have operations, of those that clients call.
pub(super) fn services(api: &Api) -> impl Iterator<Item = &Service> {
    let services = api.services.iter();
    services.filter(|it| !it.kind.is_received() && !it.operations.is_empty())
}

/// The services that the API itself calls: its webhooks and callbacks.
pub(super) fn hooks(api: &Api) -> impl Iterator<Item = &Service> {
    let services = api.services.iter();
    services.filter(|it| it.kind.is_received() && !it.operations.is_empty())
}

/// All operations, those that the API calls among them.
pub(super) fn operations(api: &Api) -> impl Iterator<Item = &Operation> {
    api.services.iter().flat_map(|it| &it.operations)
}

/// A module of the crate.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) is_public: bool,
    /// The features that it is behind; any one of them is enough.
    pub(super) features: Vec<&'static str>,
    /// A feature that it needs besides.
    pub(super) with: Option<String>,
}

const BOTH: &[&str] = &["client-core", "server"];

/// A module that users see, if it `is_there`.
fn open(is_there: bool, name: &'static str, features: &'static [&'static str]) -> Option<Module> {
    is_there.then_some(Module {
        name,
        is_public: true,
        features: features.to_vec(),
        with: None,
    })
}

/// A module that holds only tables, if it `is_there`.
fn table(is_there: bool, name: &'static str, features: &'static [&'static str]) -> Option<Module> {
    is_there.then_some(Module {
        name,
        is_public: false,
        features: features.to_vec(),
        with: None,
    })
}

/// The chapters of the crate in reading order, in groups.
pub(super) fn chapters(api: &Api) -> Vec<Vec<Module>> {
    let hooks = |name, features| {
        open(has_hooks(api), name, features).map(|it| Module {
            with: gate::of_hooks(api).map(|it| it.name.clone()),
            ..it
        })
    };
    let operations = has_operations(api);
    let services = has_services(api);
    groups(
        api,
        [
            vec![
                open(has_models(api), "models", &[]),
                table(has_wire(api), "wire", &[]),
                table(has_multipart(api), "forms", BOTH),
                table(rules::needs(api).rules, "rules", &["validate"]),
            ],
            vec![
                open(operations, "operations", BOTH),
                open(has_parameters(api), "parameters", BOTH),
                open(has_bodies(api), "bodies", BOTH),
                open(has_answers(api), "answers", BOTH),
                open(has_errors(api), "errors", BOTH),
            ],
            vec![
                open(has_servers(api), "servers", &["client-core"]),
                open(services, "client", &["client-core"]),
                open(api.command_line.is_some(), "cli", &["cli"]),
                open(has_tokens(api), "oauth2", &["oauth2"]),
                open(operations && has_credentials(api), "auth", &["server"]),
                open(services, "server", &["server"]),
                open(services, "router", &["server"]),
                open(has_docs(api), "docs", &["docs"]),
            ],
            vec![
                hooks("receiver", &["server"]),
                hooks("sender", &["client-core"]),
            ],
            vec![open(operations, "mock", &["mock"])],
            vec![open(true, "support", &[])],
        ],
    )
}

/// The modules of the support code that the API needs, in groups.
pub(super) fn support(api: &Api) -> Vec<Vec<Module>> {
    let operations = has_operations(api);
    let needs = rules::needs(api);
    let uses = Uses::of(api);
    let wraps_times = uses.times && api.package.date_time == DateTimeCrate::Time;
    let streams = has_media(api, Media::is_streamed);
    let files = has_multipart(api);
    let events = has_media(api, |it| it == Media::Events);
    let lines = has_media(api, |it| it == Media::JsonLines);
    groups(
        api,
        [
            vec![
                open(uses.base64, "bytes", &[]),
                open(wraps_times, "date_time", &[]),
                open(uses.numbers, "number", &[]),
                open(has_multipart(api), "file", &[]),
                open(has_wire(api), "wire", &[]),
                open(has_wire(api), "whole", &[]),
                open(!has_wire(api) && operations, "whole", BOTH),
                open(has_wire(api) || operations, "strict", &[]),
                open(needs.rules || uses.numbers, "rules", &["validate"]),
                open(needs.patterns, "pattern", &["validate"]),
            ],
            vec![
                open(operations, "http", BOTH),
                open(operations, "secret", BOTH),
                open(operations, "tables", BOTH),
                open(streams, "stream", BOTH),
                open(files && !streams, "stream", &["client-core"]),
                open(events, "events", BOTH),
                open(lines, "json_lines", BOTH),
            ],
            vec![
                open(operations, "client", &["client-core"]),
                open(api.command_line.is_some(), "cli", &["cli"]),
                open(has_tokens(api), "oauth2", &["oauth2"]),
                open(operations, "axum", &["server"]),
                open(operations && needs.rules, "checked", &["server"]),
                open(operations, "server", &["server"]),
                open(has_docs(api), "docs", &["docs"]),
                open(operations, "mock", &["mock"]),
            ],
        ],
    )
}

/// The modules that are there, with the features that the crate has, and none for others.
fn groups<const N: usize>(api: &Api, groups: [Vec<Option<Module>>; N]) -> Vec<Vec<Module>> {
    let module = |mut it: Module| {
        let is_free = it.features.is_empty();
        it.features.retain(|feature| has_feature(api, feature));
        (is_free || !it.features.is_empty()).then_some(it)
    };
    let groups = groups.map(|it| it.into_iter().flatten().filter_map(module).collect());
    let groups = groups.into_iter();
    groups.filter(|it: &Vec<Module>| !it.is_empty()).collect()
}

/// The bodies that an operation answers with when all goes well.
pub(super) fn successes(it: &Operation) -> impl Iterator<Item = &Contents> {
    let responses = it.success.responses().iter();
    responses.filter_map(|it| it.payload.contents())
}

/// What the events that an operation answers with end with.
pub(super) fn sentinel(it: &Operation) -> Option<&str> {
    let mut all = successes(it).flat_map(Contents::all);
    all.find_map(|it| it.sentinel.as_deref())
}

/// Whether any body is written so.
pub(super) fn has_media(api: &Api, is_meant: impl Fn(Media) -> bool) -> bool {
    let mut all = operations(api).flat_map(contents).flat_map(Contents::all);
    all.any(|it| is_meant(it.media))
}

/// Every body of an operation: what is sent, then what is answered.
pub(super) fn contents(it: &Operation) -> impl Iterator<Item = &Contents> {
    let sent = it.body.iter().map(|it| &it.contents);
    let answered = it.responses().filter_map(|it| it.payload.contents());
    sent.chain(answered)
}
