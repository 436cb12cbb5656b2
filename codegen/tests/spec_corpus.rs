//! Reads every document of the corpus and visits each piece that can be reached in it: nothing may panic, and what is
//! said about the documents is printed, to be looked at.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use codegen::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use codegen::spec::{Limits, Pins, Schema, Site, Spec};
use openapiv3::{
    AdditionalProperties, Content, Operation, ParameterSchemaOrContent, ReferenceOr, Response,
};

/// What kind of piece is expected at a place.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    Example,
    Link,
    Schema,
    Security,
}

/// Visits pieces, each once, without recursion.
struct Visit<'s> {
    spec: &'s Spec,
    seen: HashSet<(Kind, Place)>,
    open: Vec<(Kind, Place)>,
    said: Diagnostics,
}

impl<'s> Visit<'s> {
    fn all(spec: &'s Spec) -> Self {
        let mut visit = Self {
            spec,
            seen: HashSet::new(),
            open: Vec::new(),
            said: Diagnostics::default(),
        };
        visit.document();
        while let Some((kind, place)) = visit.open.pop() {
            if visit.seen.insert((kind, place.clone()))
                && let Err(diagnostic) = visit.piece(kind, &place)
            {
                visit.said.push(diagnostic);
            }
        }
        visit.said.extend(spec.repairs());
        visit
    }

    fn document(&mut self) {
        let document = match self.spec.root() {
            Ok(document) => document,
            Err(diagnostic) => return self.said.push(diagnostic),
        };
        let components = document.components;
        for (kind, places) in [
            (Kind::PathItem, document.paths),
            (Kind::PathItem, document.webhooks),
            (Kind::PathItem, components.path_items),
            (Kind::Schema, components.schemas),
            (Kind::Response, components.responses),
            (Kind::Parameter, components.parameters),
            (Kind::Example, components.examples),
            (Kind::RequestBody, components.request_bodies),
            (Kind::Header, components.headers),
            (Kind::Link, components.links),
            (Kind::Security, components.security_schemes),
        ] {
            self.open.extend(places.into_values().map(|it| (kind, it)));
        }
    }

    fn piece(&mut self, kind: Kind, place: &Place) -> Result<(), Diagnostic> {
        match kind {
            Kind::PathItem => {
                let item = self.spec.path_item(place)?;
                self.children(Kind::Parameter, &item.place, &item.parameters);
                let operations = item.operations.into_iter();
                self.open
                    .extend(operations.map(|(_, place)| (Kind::Operation, place)));
            }
            Kind::Operation => {
                let operation = self.spec.operation(place)?;
                self.operation(place, &operation)?;
            }
            Kind::Parameter => {
                let parameter = self.spec.parameter(place)?;
                let data = parameter.parameter_data_ref();
                self.children(Kind::Example, place, data.examples.values());
                self.format(place, &data.format);
            }
            Kind::Header => {
                let header = self.spec.header(place)?;
                self.children(Kind::Example, place, header.examples.values());
                self.format(place, &header.format);
            }
            Kind::RequestBody => {
                let body = self.spec.request_body(place)?;
                self.content(place, &body.content);
            }
            Kind::Response => {
                let response = self.spec.response(place)?;
                self.response(place, &response);
            }
            Kind::Example => drop(self.spec.example(place)?),
            Kind::Link => drop(self.spec.link(place)?),
            Kind::Security => drop(self.spec.security_scheme(place)?),
            Kind::Schema => {
                let schema = self.spec.schema(place)?;
                self.schema(place, &schema);
            }
        }
        Ok(())
    }

    fn operation(&mut self, place: &Place, operation: &Operation) -> Result<(), Diagnostic> {
        self.children(Kind::Parameter, place, &operation.parameters);
        self.children(Kind::RequestBody, place, &operation.request_body);
        self.children(Kind::Response, place, &operation.responses.default);
        self.children(
            Kind::Response,
            place,
            operation.responses.responses.values(),
        );
        for callback in self.spec.callbacks(place)? {
            let items = callback.paths.into_iter();
            self.open
                .extend(items.map(|(_, place)| (Kind::PathItem, place)));
        }
        Ok(())
    }

    fn response(&mut self, place: &Place, response: &Response) {
        self.children(Kind::Header, place, response.headers.values());
        self.children(Kind::Link, place, response.links.values());
        self.content(place, &response.content);
    }

    fn format(&mut self, place: &Place, format: &ParameterSchemaOrContent) {
        match format {
            ParameterSchemaOrContent::Schema(schema) => {
                self.children(Kind::Schema, place, [schema])
            }
            ParameterSchemaOrContent::Content(content) => self.content(place, content),
        }
    }

    fn content(&mut self, place: &Place, content: &Content) {
        for media_type in content.values() {
            self.children(Kind::Schema, place, &media_type.schema);
            self.children(Kind::Example, place, media_type.examples.values());
            for encoding in media_type.encoding.values() {
                self.children(Kind::Header, place, encoding.headers.values());
            }
        }
    }

    fn schema(&mut self, place: &Place, schema: &Schema) {
        let keywords = &schema.keywords;
        let later = &schema.later;
        self.children(Kind::Schema, place, keywords.properties.values());
        self.children(Kind::Schema, place, &keywords.items);
        for children in [&keywords.all_of, &keywords.any_of, &keywords.one_of] {
            self.children(Kind::Schema, place, children);
        }
        if let Some(AdditionalProperties::Schema(child)) = &keywords.additional_properties {
            self.children(Kind::Schema, place, [child.as_ref()]);
        }
        self.children(Kind::Schema, place, keywords.not.as_deref());
        self.children(Kind::Schema, place, &later.prefix_items);
        self.children(Kind::Schema, place, later.pattern_properties.values());
        for child in [
            &later.property_names,
            &later.unevaluated_properties,
            &later.unevaluated_items,
            &later.contains,
            &later.if_schema,
            &later.then_schema,
            &later.else_schema,
            &later.content_schema,
        ] {
            self.children(Kind::Schema, place, child);
        }
        if let Some(discriminator) = &schema.data.discriminator {
            for target in discriminator.mapping.values() {
                match self.spec.follow(place, target) {
                    Ok(site) => self.open.push((Kind::Schema, site.place)),
                    Err(diagnostic) => self.said.push(diagnostic),
                }
            }
        }
    }

    fn children<'c, T: 'c>(
        &mut self,
        kind: Kind,
        place: &Place,
        children: impl IntoIterator<Item = &'c ReferenceOr<T>>,
    ) {
        for child in children {
            match self.spec.child(place, child) {
                Ok(Site { place, .. }) => self.open.push((kind, place)),
                Err(diagnostic) => self.said.push(diagnostic),
            }
        }
    }
}

/// The documents that a manifest lists, with the top of the folder that each is in. Without `CORPUS` only a quick subset
/// is read, if the manifest names one.
fn documents(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let manifest = std::fs::read_to_string(folder.join("manifest.tsv")).unwrap();
    let mut rows = manifest
        .lines()
        .map(|it| it.split('\t').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let smoke = header.iter().position(|&it| it == "smoke");
    let rows: Vec<_> = rows.collect();
    let is_quick = |row: &Vec<&str>| smoke.is_some_and(|it| row[it] == "1");
    let all = std::env::var_os("CORPUS").is_some() || !rows.iter().any(is_quick);
    rows.iter()
        .filter(|it| all || is_quick(it))
        .map(|row| {
            let top = row[0].split_once('/');
            let top = top.map_or(folder.to_owned(), |it| folder.join(it.0));
            (top, folder.join(row[0]))
        })
        .collect()
}

fn corpus(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = match std::env::var_os("CORPUS") {
        Some(folder) => PathBuf::from(folder).with_file_name(name),
        None => beside.join(name),
    };
    if !folder.join("manifest.tsv").exists() {
        eprintln!(
            "SKIPPED: no corpus at {}; name one by CORPUS",
            folder.display()
        );
        return None;
    }
    Some(folder)
}

/// How many documents were refused, and the codes of all errors.
fn visit_all(name: &str) -> Option<(usize, Vec<&'static str>)> {
    let folder = corpus(name)?;
    let mut counts: BTreeMap<(Severity, &'static str), (usize, HashSet<PathBuf>)> = BTreeMap::new();
    let mut refused = 0;
    let documents = documents(&folder);
    for (top, root) in &documents {
        let begin = std::time::Instant::now();
        let (said, text, pieces) =
            match Spec::read_within(top, root, &Limits::default(), &Pins::new()) {
                Ok(spec) => {
                    let visit = Visit::all(&spec);
                    let text = spec.report(&visit.said).to_string();
                    (visit.said, text, visit.seen.len())
                }
                Err(refusal) => {
                    refused += 1;
                    let text = refusal.report().to_string();
                    (refusal.diagnostics, text, 0)
                }
            };
        let name = root.strip_prefix(&folder).unwrap();
        println!(
            "{} pieces, {} said, {:?}: {}",
            pieces,
            said.iter().count(),
            begin.elapsed(),
            name.display()
        );
        if let Some(out) = std::env::var_os("CORPUS_REPORTS") {
            let file = name.display().to_string().replace('/', "__");
            std::fs::write(Path::new(&out).join(file + ".txt"), text).unwrap();
        }
        for it in said.iter() {
            let count = counts.entry((it.severity, it.code)).or_default();
            count.0 += 1;
            count.1.insert(name.to_owned());
        }
    }
    for ((severity, code), (count, files)) in &counts {
        println!("{severity:?} {code}: {count} in {} documents", files.len());
    }
    println!("{} documents, {refused} refused", documents.len());
    let errors = counts.into_keys().filter(|it| it.0 == Severity::Error);
    Some((refused, errors.map(|it| it.1).collect()))
}

#[test]
fn the_corpus_can_be_read() {
    if let Some((refused, errors)) = visit_all("corpus") {
        assert_eq!(refused, 0);
        // Some documents do refer to what is not there; nothing else in them is beyond repair.
        assert!(
            errors.iter().all(|&it| it == "unresolved-reference"),
            "{errors:?}"
        );
    }
}

#[test]
fn broken_documents_are_read_too() {
    if let Some((refused, _)) = visit_all("corpus-broken") {
        assert_eq!(refused, 0);
    }
}
