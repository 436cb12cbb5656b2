//! `docs/coverage.md`: what of the API has types, and what has none.

use std::collections::BTreeSet;

use super::code::span;
use super::format::Format;
use crate::coverage::{Coverage, Knowledge, Spot, Stands, knowledge, of_definition, of_operation};
use crate::ir::{Api, Operation, Shortfall, TypeDef, TypeId};

/// How many names are listed in a line before the rest is only counted.
const LISTED: usize = 5;

/// The report as Markdown: a line for each operation and each type.
pub(super) fn markdown(api: &Api) -> String {
    let gaps: Vec<Vec<String>> = api
        .types
        .iter()
        .map(|it| gaps(&of_definition(it)))
        .collect();
    let marker = Format::Markdown.marker(api);
    let mut out = format!("{marker}\n# What has types\n\n{}\n", summary(api));
    let operations = api.services.iter().flat_map(|it| &it.operations);
    let operations = operations.map(|it| operation(api, &gaps, it));
    section(&mut out, "Operations", operations);
    let types = api.types.iter().zip(&gaps);
    section(
        &mut out,
        "Types",
        types.map(|(it, gaps)| definition(it, gaps)),
    );
    let lines = |all: &[Shortfall]| {
        let lines = all.iter();
        let lines = lines.map(|Shortfall { place, reason }| format!("{}: {reason}", span(place)));
        lines.collect::<Vec<_>>().into_iter()
    };
    section(&mut out, "Schemas without a type", lines(&api.untyped));
    section(&mut out, "Left out", lines(&api.left_out));
    out
}

fn summary(api: &Api) -> String {
    let Coverage {
        values,
        untyped,
        free_objects,
    } = Coverage::of(api);
    format!(
        "Of {values} places of values in the document, {} have a type. Any object may stand at \
         {free_objects}, and anything at {untyped}: there the document says no more, unless the \
         end of this page names a reason.",
        values - untyped - free_objects
    )
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (index, line) in lines.enumerate() {
        if index == 0 {
            out.extend(["\n## ", title, "\n\n"]);
        }
        out.extend(["- ", &line, "\n"]);
    }
}

fn definition(it: &TypeDef, gaps: &[String]) -> String {
    line(span(it.name.rust.trim_start_matches("r#")), gaps.to_vec())
}

fn operation(api: &Api, of_types: &[Vec<String>], it: &Operation) -> String {
    let stands = of_operation(it);
    let mut gaps = gaps(&stands);
    let roots = stands.iter().flat_map(|(_, ty)| ty.mentions()).collect();
    let partly = reached(api, roots).into_iter().filter(|id| {
        let gaps = of_types.get(id.0);
        gaps.is_some_and(|it| !it.is_empty())
    });
    let names = partly.filter_map(|id| api.types.get(id.0));
    let names: Vec<String> = names
        .map(|it| span(it.name.rust.trim_start_matches("r#")))
        .collect();
    if !names.is_empty() {
        gaps.push(format!("through {}", list(&names)));
    }
    line(span(&format!("{} {}", it.method, it.path)), gaps)
}

fn line(name: String, gaps: Vec<String>) -> String {
    match gaps.is_empty() {
        true => format!("{name}: typed"),
        false => format!("{name}: partly; {}", gaps.join("; ")),
    }
}

/// What is said of the values that have no type.
fn gaps(stands: &[Stands<'_>]) -> Vec<String> {
    let without = |wanted: Knowledge| {
        let places = stands
            .iter()
            .filter(|(_, ty)| knowledge(ty).into_iter().max() == Some(wanted));
        places.map(|(spot, _)| named(*spot)).collect::<Vec<_>>()
    };
    let mut gaps = Vec::new();
    for (knowledge, said) in [
        (Knowledge::Anything, "anything"),
        (Knowledge::AnyObject, "any object"),
    ] {
        let places = without(knowledge);
        if !places.is_empty() {
            gaps.push(format!("{said} as {}", list(&places)));
        }
    }
    gaps
}

fn named(spot: Spot<'_>) -> String {
    match spot {
        Spot::Whole => "its value".to_owned(),
        Spot::Property(name) => format!("property {}", span(name)),
        Spot::OtherProperties => "other properties".to_owned(),
        Spot::Variant(name) => format!("variant {}", span(name)),
        Spot::Parameter(name) => format!("parameter {}", span(name)),
        Spot::Body => "the body".to_owned(),
        Spot::Header(name, status) => format!("header {} of {}", span(name), span(status)),
        Spot::Answer(status) => format!("the answer {}", span(status)),
    }
}

fn list(names: &[String]) -> String {
    let shown = names.get(..LISTED).unwrap_or(names).join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The types that are reached from `roots`, in the order of the page.
fn reached(api: &Api, roots: Vec<TypeId>) -> BTreeSet<TypeId> {
    let mut reached = BTreeSet::new();
    let mut open = roots;
    while let Some(id) = open.pop() {
        if reached.insert(id)
            && let Some(def) = api.types.get(id.0)
        {
            let stands = of_definition(def);
            open.extend(stands.iter().flat_map(|(_, ty)| ty.mentions()));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::diagnostic::Diagnostics;
    use crate::spec::Spec;
    use crate::{Settings, lower};

    const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
  /pets:
    get:
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses: { '200': { description: Pets., content: { application/json: { schema: { $ref: '#/components/schemas/Pets' } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: array, items: {} } } } }
      responses:
        '20': { description: No status. }
        default: { description: Odd., headers: { X-Odd: { schema: { $ref: '#/components/schemas/Odd' } } } }
    put: 5
components:
  schemas:
    Pets: { type: array, items: { $ref: '#/components/schemas/Pet' } }
    Pet:
      properties:
        'a|`b': {}
        c: {}
        d: { type: object }
        e: { type: string }
        f: {}
        g: {}
        h: {}
        i: {}
    Odd: { allOf: [{ oneOf: [{ type: string }, {}] }, { anyOf: [{}, { type: integer }] }] }
";

    #[test]
    fn each_operation_and_type_says_what_it_lacks() {
        let spec = Spec::from_text("pets.yaml", DOCUMENT).unwrap();
        let root = spec.root().unwrap();
        let settings = Settings::for_package("pets");
        let mut said = Diagnostics::default();
        let api = lower::lower(spec, root, &settings, "pets.yaml", false, &mut said).api;
        let report = markdown(&api);
        for line in [
            "- `GET /pets`: partly; through `Pet`",
            "- `POST /pets`: partly; anything as the body; through `Odd`",
            "- `Pets`: typed",
            "- `Pet`: partly; anything as property ``a|`b``, property `c`, property `f`, \
             property `g`, property `h` and 1 more; any object as property `d`",
            "- `Odd`: partly; anything as its value",
            "- `#/components/schemas/Odd/allOf`: a choice made several times over has no Rust type; \
             it becomes `serde_json::Value`",
            "- `#/paths/~1pets/put`: an operation is expected here, and the number 5 was found; what \
             needs it is left out, or is any JSON where a value has to be",
            "- `#/paths/~1pets/post/responses/20`: `20` is no status; the response is left out",
            "## Left out",
        ] {
            assert!(report.lines().any(|it| it == line), "{line}\n{report}");
        }
    }
}
