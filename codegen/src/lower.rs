//! From a document to the model of an API: the only layer that knows both.
//!
//! Every decision is taken here, once: what a schema becomes, what everything is called, which
//! side sends it. What cannot be expressed becomes `serde_json::Value` with a warning.
//!
//! Operations are read first, in document order, and each type when it is first mentioned;
//! the schemas that nothing mentions follow. Types refer to each other by number, so that a
//! schema may mention one that is not read yet, and a queue takes the place of recursion.

mod access;
mod array;
mod chosen;
mod command;
mod enumeration;
mod error_body;
mod family;
mod feature;
mod hold;
mod hook;
mod literal;
mod media;
mod names;
mod narrow;
mod notes;
mod null;
mod object;
mod operation;
mod package;
mod pagination;
mod parameter;
mod pattern;
mod prose;
mod recursion;
mod response;
mod rule;
mod scalar;
mod schema;
mod selection;
mod served;
mod server;
mod shared;
mod shown;
mod sides;
mod tokens;
mod unchecked;
mod union;
mod usage;

use std::rc::Rc;

use foldhash::{HashMap, HashSet};
use openapiv3::{Info, ReferenceOr};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::examples::Judged;
use crate::ir;
use crate::settings::Settings;
use crate::spec::{Closed, Document, Schema, Site, Spec, Trail};

/// What lowering makes of a document.
pub(crate) struct Lowered {
    /// The model.
    pub(crate) api: ir::Api,
    /// All that the document shows, and what its types make of it, if that was wanted.
    pub(crate) judged: Vec<Judged>,
    /// What is left of the document.
    pub(crate) document: Closed,
}

/// Makes the model of the API that `document`, the root of `spec`, describes; `source` is what
/// emitted files call it. What was wrong with it is added to `diagnostics`. What the document shows is
/// judged in any case, and `keeps_judged` for the caller.
pub(crate) fn lower(
    spec: Spec,
    document: Document,
    settings: &Settings,
    source: &str,
    keeps_judged: bool,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let package = package::read(settings, source, &document);
    let keeps_judged = keeps_judged || settings.example_tests;
    let (mut read, pages) = read(
        &spec,
        &document,
        settings,
        &package,
        keeps_judged,
        diagnostics,
    );
    let Document { place, info, .. } = document;
    // Nothing looks a value up any more.
    let document = spec.closed();
    read.settle(settings, pages, &place.child("paths"), diagnostics);
    combine(read, package, info, settings, document, diagnostics)
}

/// Makes the model of all that has been read and settled.
fn combine(
    read: Read,
    package: ir::Package,
    info: Info,
    settings: &Settings,
    document: Closed,
    diagnostics: &Diagnostics,
) -> Lowered {
    let Read {
        types,
        services,
        judged,
        security,
        servers,
        served,
    } = read;
    let examples = match settings.example_tests {
        true => shown::tests(&document.sources, &types.defs, package.date_time, &judged),
        false => Vec::new(),
    };
    let error_answers = error_body::find(&types.defs, &services);
    let on_demand = feature::all(settings, &types.defs, &services, &error_answers);
    let command_line = command::line(
        &settings.cli,
        &package,
        &types.defs,
        &security.schemes,
        &services,
    );
    let api = ir::Api {
        command_line,
        package,
        title: info.title,
        version: info.version,
        doc: prose::description(info.description.as_deref()),
        servers,
        error_answers,
        types: types.defs,
        security,
        services,
        examples,
        untyped: shortfalls(&document, diagnostics, |it| it.untyped),
        left_out: shortfalls(&document, diagnostics, |it| it.left_out),
        document: served,
        features: on_demand.features,
        shared: on_demand.shared,
    };
    Lowered {
        api,
        judged,
        document,
    }
}

/// What has been read of a document.
struct Read {
    types: hold::Finished,
    services: Vec<ir::Service>,
    judged: Vec<Judged>,
    security: ir::Security,
    servers: Vec<ir::Server>,
    /// The document itself, for the crate that serves it.
    served: Option<ir::Document>,
}

impl Read {
    /// Decides what hangs on all types and operations, once they are read: which enums are open, which
    /// types are the same, which operations have pages.
    fn settle(
        &mut self,
        settings: &Settings,
        pages: Vec<pagination::Said>,
        paths: &Place,
        diagnostics: &mut Diagnostics,
    ) {
        usage::open_enums(&mut self.types, settings);
        shared::share(&mut self.types);
        pagination::settle(
            &settings.pagination,
            paths,
            pages,
            &self.types.defs,
            &mut self.services,
            diagnostics,
        );
    }
}

/// Reads all that the document has, with what it says of the pages of operations, and judges what it shows.
fn read(
    spec: &Spec,
    document: &Document,
    settings: &Settings,
    package: &ir::Package,
    keeps_judged: bool,
    diagnostics: &mut Diagnostics,
) -> (Read, Vec<pagination::Said>) {
    let mut cx = Context::new(spec, document, settings, diagnostics);
    let mut constants = names::Scope::of_constants();
    let mut schemes = access::Schemes::read(&mut cx, document, &mut constants);
    let servers = server::all(&mut cx, document);
    let mut operations = operation::read(&mut cx, document, &mut schemes, &mut constants);
    if settings.select.is_all() {
        schema::remaining(&mut cx, document);
    }
    // What follows looks at types.
    cx.schemas = HashMap::default();
    let mut types = settle(&mut cx, &mut operations);
    let mut services = operations.services;
    usage::decide(&mut types, &services);
    let requests = sides::split(&mut types, &mut cx.types, &mut services);
    let judged = shown::judge(
        &cx.shown,
        spec,
        &types.defs,
        &requests,
        package.date_time,
        keeps_judged,
        cx.diagnostics,
    );
    let read = Read {
        types,
        services,
        judged,
        security: schemes.finish(),
        servers,
        served: settings.server.docs.then(|| served::document(spec)),
    };
    (read, operations.pages)
}

/// The types, once all are read: what each means may hang on the others.
fn settle(cx: &mut Context<'_>, operations: &mut operation::Operations) -> hold::Finished {
    let mut types = cx.types.finish();
    union::settle(&mut types);
    literal::settle(&mut types, cx.diagnostics);
    union::combine(&mut types, &mut cx.types, cx.spec);
    media::settle(&mut types);
    operations.settle(&types.defs, cx.diagnostics);
    recursion::box_cycles(&mut types, cx.diagnostics);
    types
}

/// How many schemas are kept as they were read.
const MOST_SCHEMAS: usize = 1024;

/// What every part of lowering has at hand.
struct Context<'a> {
    spec: &'a Spec,
    /// Where in it values were looked up last.
    trail: Trail<'a>,
    settings: &'a Settings,
    diagnostics: &'a mut Diagnostics,
    types: hold::Types,
    /// The schemas read last: a schema is looked at wherever it is mentioned, and most of them only
    /// while what holds them is.
    schemas: HashMap<Place, Rc<Schema>>,
    /// Those that stand nowhere in the document, but are made of what does.
    made: HashMap<Place, Rc<Schema>>,
    /// Where the schemas stand that are being read, one within the other.
    open: HashSet<Place>,
    /// The types that settings give to components.
    rust_types: HashMap<Place, String>,
    /// Where the schemas of `components` stand, by name.
    components: indexmap::IndexMap<String, Place>,
    /// Which of them extend others, once anyone asked.
    heirs: Option<family::Heirs>,
    /// What the document shows: examples and the like.
    shown: shown::Gathered,
}

impl<'a> Context<'a> {
    fn new(
        spec: &'a Spec,
        document: &Document,
        settings: &'a Settings,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let names = chosen::names(spec, document, settings);
        let mut types = hold::Types::default();
        types.reserve_names(document, &names);
        Self {
            spec,
            trail: Trail::new(spec),
            settings,
            diagnostics,
            types,
            schemas: HashMap::default(),
            made: HashMap::default(),
            open: HashSet::default(),
            rust_types: chosen::types(document, settings),
            components: document.components.schemas.clone(),
            heirs: None,
            shown: shown::Gathered::default(),
        }
    }
}

impl Context<'_> {
    /// Where `reference`, found at `from`, leads; `None` when it leads nowhere, which is reported.
    fn follow<T>(&mut self, from: &Place, reference: &ReferenceOr<T>) -> Option<Site> {
        let site = self.trail.child(from, reference);
        self.report(site)
    }

    /// The schema that `reference`, found at `from`, leads to, and where it stands; `None` when
    /// there is none, which is reported.
    fn schema_behind<T>(
        &mut self,
        from: &Place,
        reference: &ReferenceOr<T>,
    ) -> Option<(Site, Rc<Schema>)> {
        let site = self.follow(from, reference)?;
        let schema = self.schema(&site.place)?;
        Some((site, schema))
    }

    /// The schema at `place`; `None` when there is none, which is reported, as is what the schema
    /// says and nothing will check.
    fn schema(&mut self, place: &Place) -> Option<Rc<Schema>> {
        if let Some(known) = self.schemas.get(place) {
            return Some(Rc::clone(known));
        }
        if let Some(made) = self.made.get(place) {
            return Some(Rc::clone(made));
        }
        let outcome = self.trail.schema(place);
        let schema = Rc::new(self.report(outcome)?);
        if self.schemas.len() >= MOST_SCHEMAS {
            // One that is wanted again is read again, and what there is to say of it is known then.
            self.schemas.clear();
        }
        self.schemas.insert(place.clone(), Rc::clone(&schema));
        unchecked::report(self, place, &schema);
        Some(schema)
    }

    /// The value, or a diagnostic for the user and `None`.
    fn report<T>(&mut self, outcome: Result<T, Diagnostic>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                self.diagnostics.push(diagnostic.as_warning());
                None
            }
        }
    }

    fn warn(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// What was said that `is_meant`, each thing once.
fn shortfalls(
    document: &Closed,
    diagnostics: &Diagnostics,
    is_meant: fn(&Diagnostic) -> bool,
) -> Vec<ir::Shortfall> {
    let mut seen = HashSet::default();
    let said = document.repairs.iter().chain(diagnostics.iter());
    let meant = said.filter(|it| is_meant(it) && seen.insert(*it));
    let meant = meant.map(|it| ir::Shortfall {
        place: shown::place_in(&document.sources, &it.place),
        reason: it.message.to_string(),
    });
    meant.collect()
}
