//! What a document shows: examples, defaults and listed values, each with the type that it is of.
//!
//! They are gathered while the schemas are read and judged once all types are known.

use foldhash::HashSet;
use openapiv3::{ReferenceOr, SchemaData};
use serde_json::Value;

use super::Context;
use super::schema::Lowered;
use super::sides::Requests;
use crate::diagnostic::{Diagnostics, FileId, Place, Sources, lowering as say};
use crate::examples::{self, Judged, Kind, Unlisted, Verdict};
use crate::ir::{DateTimeCrate, ExampleTest, RuleSet, Type, TypeDef};
use crate::spec::{Schema, Spec};
use crate::threads;

/// All that is shown, in the order in which it was met, each once.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    all: Vec<Shown>,
    seen: HashSet<Place>,
}

/// A value that the document shows.
#[derive(Debug)]
pub(super) struct Shown {
    place: Place,
    /// Where the schema of the value stands.
    schema: Place,
    kind: Kind,
    ty: Type,
    rules: RuleSet,
}

impl Gathered {
    fn push(&mut self, shown: Shown) {
        if self.seen.insert(shown.place.clone()) {
            self.all.push(shown);
        }
    }

    /// What the schema at `place` shows of itself, which became `lowered`.
    pub(super) fn of_schema(&mut self, place: &Place, schema: &Schema, lowered: &Lowered) {
        for index in 0..schema.later.examples.len() {
            let at = place.child("examples").element(index);
            self.value(at, place, Kind::Example, lowered);
        }
        self.of_data(place, place, &schema.data, lowered);
        if schema.later.constant.is_none() && !schema.keywords.enumeration.is_empty() {
            self.push(Shown {
                place: place.child("enum"),
                schema: place.clone(),
                kind: Kind::Listed,
                ty: Type::Array {
                    items: Box::new(lowered.clone().into_type()),
                    rules: lowered.rules.clone(),
                },
                rules: RuleSet::new(),
            });
        }
    }

    /// The `example` and the `default` in `data`, which stands at `place`.
    pub(super) fn of_data(
        &mut self,
        place: &Place,
        schema: &Place,
        data: &SchemaData,
        lowered: &Lowered,
    ) {
        if data.example.is_some() {
            self.value(place.child("example"), schema, Kind::Example, lowered);
        }
        if data.default.is_some() {
            self.value(place.child("default"), schema, Kind::Default, lowered);
        }
    }

    fn value(&mut self, place: Place, schema: &Place, kind: Kind, lowered: &Lowered) {
        self.push(Shown {
            place,
            schema: schema.clone(),
            kind,
            ty: lowered.clone().into_type(),
            rules: lowered.rules.clone(),
        });
    }
}

/// Gathers the `example` and `examples` beside the schema of a media type, parameter or header at
/// `place`, whose values are `lowered`.
pub(super) fn beside(
    cx: &mut Context<'_>,
    place: &Place,
    example: Option<&Value>,
    examples: &indexmap::IndexMap<String, ReferenceOr<openapiv3::Example>>,
    lowered: &Lowered,
) {
    let mut places: Vec<Place> = example.iter().map(|_| place.child("example")).collect();
    for reference in examples.values() {
        let Some(site) = cx.follow(place, reference) else {
            continue;
        };
        let members = cx.spec.value(&site.place).and_then(Value::as_object);
        let keys = ["value", "dataValue"];
        let key = keys
            .into_iter()
            .find(|key| members.is_some_and(|it| it.contains_key(*key)));
        places.extend(key.map(|key| site.place.child(key)));
    }
    for at in places {
        cx.shown
            .value(at, &place.child("schema"), Kind::Example, lowered);
    }
}

/// Judges all that is shown, and tells of what contradicts its schema. What comes of it is kept if
/// `is_kept`.
pub(super) fn judge(
    gathered: &Gathered,
    spec: &Spec,
    types: &[TypeDef],
    requests: &Requests,
    times: DateTimeCrate,
    is_kept: bool,
    diagnostics: &mut Diagnostics,
) -> Vec<Judged> {
    let verdicts = threads::map(&gathered.all, |shown| {
        let value = spec.value(&shown.place)?;
        let check =
            |ty: &Type| examples::check(types, times, ty, &shown.rules, Unlisted::Kept, value);
        let (ty, verdict) = by_side(shown, requests, check);
        let is_refused = matches!(verdict, Verdict::Refused(_));
        (is_kept || is_refused).then_some((value, ty, verdict))
    });
    let mut judged = Vec::new();
    for (shown, verdict) in gathered.all.iter().zip(verdicts) {
        let Some((value, ty, verdict)) = verdict else {
            continue;
        };
        if let Verdict::Refused(misfit) = &verdict {
            match shown.kind {
                Kind::Example => diagnostics.push(say::example_does_not_fit(&shown.place, misfit)),
                Kind::Default => diagnostics.push(say::default_does_not_fit(&shown.place, value)),
                Kind::Listed => {}
            }
        }
        if is_kept {
            judged.push(Judged {
                kind: shown.kind,
                place: shown.place.clone(),
                schema: shown.schema.clone(),
                ty,
                value: value.clone(),
                verdict,
            });
        }
    }
    judged
}

/// The type that a value is shown of, and what is made of it: of the two that a schema becomes
/// when clients and the server send different things, the one that the value fits.
fn by_side(
    shown: &Shown,
    requests: &Requests,
    check: impl Fn(&Type) -> Verdict,
) -> (Type, Verdict) {
    let mut request = shown.ty.clone();
    requests.redirect(&mut request);
    let sent_by_client = shown
        .place
        .pointer
        .segments()
        .any(|it| it == "requestBody" || it == "requestBodies");
    if sent_by_client || request == shown.ty {
        let verdict = check(&request);
        return (request, verdict);
    }
    match check(&shown.ty) {
        Verdict::Same => (shown.ty.clone(), Verdict::Same),
        verdict => match check(&request) {
            Verdict::Same => (request, Verdict::Same),
            Verdict::Loses(_) | Verdict::Refused(_) | Verdict::Open => (shown.ty.clone(), verdict),
        },
    }
}

/// Those of `judged` that are tests of the crate, whose `types` may keep more by now than their
/// schemas list.
pub(super) fn tests(
    sources: &Sources,
    types: &[TypeDef],
    times: DateTimeCrate,
    judged: &[Judged],
) -> Vec<ExampleTest> {
    let fits = |it: &&Judged| matches!(it.verdict, Verdict::Same | Verdict::Loses(_));
    let tests = judged.iter().filter(fits).filter_map(|it| {
        let rules = RuleSet::new();
        let kept = match examples::check(types, times, &it.ty, &rules, Unlisted::Kept, &it.value) {
            Verdict::Same => None,
            Verdict::Loses(paths) => Some(examples::without(&it.value, &paths).to_string()),
            Verdict::Refused(_) | Verdict::Open => return None,
        };
        Some(ExampleTest {
            place: place_in(sources, &it.place),
            ty: it.ty.clone(),
            json: it.value.to_string(),
            kept,
        })
    });
    tests.collect()
}

/// `place` for people: its file as seen from the folder of the root, unless it is the root, and the
/// pointer.
pub(super) fn place_in(sources: &Sources, place: &Place) -> String {
    [file_in(sources, place), "#", place.pointer.as_str()].concat()
}

/// The file of `place`, as seen from the folder of the root; nothing for the root itself.
fn file_in<'s>(sources: &'s Sources, place: &Place) -> &'s str {
    let name = |file| sources.name(file);
    if place.file == FileId::ROOT {
        return "";
    }
    let folder = name(FileId::ROOT).rfind('/').map_or(0, |end| end + 1);
    let common = name(FileId::ROOT).get(..folder).unwrap_or_default();
    name(place.file)
        .strip_prefix(common)
        .unwrap_or_else(|| name(place.file))
}
