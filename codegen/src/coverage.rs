//! How much of an API has types.

use crate::ir::{Additional, Api, Contents, Field, Operation, Payload, Type, TypeDef, TypeKind};

/// How much of an API has types: a count of the places where a value stands.
///
/// A list or a map counts as what is in it, and a name as the type that it names, once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The places: fields, aliases, variants of unions, parameters, bodies, headers.
    pub values: usize,
    /// Those where anything may stand: `serde_json::Value`.
    pub untyped: usize,
    /// Those where any object may stand: `JsonObject`.
    pub free_objects: usize,
}

impl Coverage {
    /// Counts what `api` is made of.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut coverage = Self::default();
        let operations = api.services.iter().flat_map(|it| &it.operations);
        let stands = api.types.iter().flat_map(of_definition);
        for (_, ty) in stands.chain(operations.flat_map(of_operation)) {
            for known in knowledge(ty) {
                coverage.values += 1;
                coverage.untyped += usize::from(known == Knowledge::Anything);
                coverage.free_objects += usize::from(known == Knowledge::AnyObject);
            }
        }
        coverage
    }
}

/// What the model knows of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Knowledge {
    /// Its type.
    Typed,
    /// That it is an object: `JsonObject`.
    AnyObject,
    /// Nothing: `serde_json::Value`.
    Anything,
}

/// What is known of a value of type `ty`, or of each of several that stand side by side.
pub(crate) fn knowledge(ty: &Type) -> Vec<Knowledge> {
    match ty {
        Type::Array { items: inner, .. }
        | Type::Map { values: inner, .. }
        | Type::Nullable(inner) => knowledge(inner),
        Type::Tuple(elements) => elements.iter().flat_map(|it| knowledge(&it.ty)).collect(),
        Type::Any => vec![Knowledge::Anything],
        Type::Object => vec![Knowledge::AnyObject],
        Type::Scalar(_) | Type::Named(_) | Type::Boxed(_) | Type::Foreign(_) => {
            vec![Knowledge::Typed]
        }
    }
}

/// The place of a value in its holder, and what the value is.
pub(crate) type Stands<'a> = (Spot<'a>, &'a Type);

/// The place of a value in a type or an operation, by its name in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot<'a> {
    /// All of a type.
    Whole,
    Property(&'a str),
    /// The properties that a schema does not list.
    OtherProperties,
    Variant(&'a str),
    Parameter(&'a str),
    /// The body of a request.
    Body,
    /// A header of the answer with a status.
    Header(&'a str, &'a str),
    /// The body of the answer with a status.
    Answer(&'a str),
}

/// The values that stand in a type.
pub(crate) fn of_definition(def: &TypeDef) -> Vec<Stands<'_>> {
    match &def.kind {
        TypeKind::Struct(it) => {
            let fields = it.fields.iter();
            let mut stands: Vec<Stands<'_>> = fields
                .map(|Field { name, ty, .. }| (Spot::Property(&name.wire), ty))
                .collect();
            match &it.additional {
                Additional::Kept { value, .. } => stands.push((Spot::OtherProperties, value)),
                Additional::Ignored | Additional::Refused => {}
            }
            stands
        }
        TypeKind::Union(it) => {
            let variants = it.variants.iter();
            let stands = variants.map(|it| (Spot::Variant(&it.name.wire), &it.ty));
            stands.collect()
        }
        TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => {
            vec![(Spot::Whole, target)]
        }
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => Vec::new(),
    }
}

/// The values that stand in an operation.
pub(crate) fn of_operation(operation: &Operation) -> Vec<Stands<'_>> {
    let parameters = operation.parameters.iter();
    let mut stands: Vec<Stands<'_>> = parameters
        .map(|it| (Spot::Parameter(&it.name.wire), &it.ty))
        .collect();
    let bodies = operation
        .body
        .iter()
        .flat_map(|it| of_contents(&it.contents));
    stands.extend(bodies.map(|ty| (Spot::Body, ty)));
    for response in operation.responses() {
        let status = &response.name.wire;
        let headers = response.headers.iter();
        stands.extend(headers.map(|it| (Spot::Header(&it.name.wire, status), &it.ty)));
        match &response.payload {
            Payload::Body(contents) => {
                let types = of_contents(contents).into_iter();
                stands.extend(types.map(|ty| (Spot::Answer(status), ty)));
            }
            Payload::Empty => {}
        }
    }
    stands
}

/// The types that a body is one of.
fn of_contents(contents: &Contents) -> Vec<&Type> {
    let mut types = vec![&contents.first.ty];
    // Without a choice, the others are the same value again.
    if contents.choice.is_some() {
        types.extend(contents.others.iter().map(|it| &it.ty));
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Severity};
    use crate::spec::Spec;
    use crate::{Report, Settings, lower};

    const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
paths:
  /pets/{id}:
    post:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: {} } } }
        default:
          description: not ok
          headers: { Retry-After: { schema: { type: integer } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        name: { type: string }
        toys: { type: array, items: {} }
        mixed: { enum: [[1], a] }
        owner: { $ref: '#/components/schemas/Anything' }
      additionalProperties: { type: object, additionalProperties: true }
    Anything: {}
    Odd: { allOf: [{ oneOf: [{ type: string }, {}] }, { anyOf: [{}, { type: integer }] }] }
    Colour: { type: string, enum: [red] }
    Choice: { oneOf: [{ type: string }, { type: array, items: { type: string } }] }
";

    #[test]
    fn each_place_of_a_value_is_counted_once() {
        let spec = Spec::from_text("pets.yaml", DOCUMENT).unwrap();
        let root = spec.root().unwrap();
        let mut said = Diagnostics::default();
        let settings = Settings::for_package("pets");
        let lowered = lower::lower(spec, root, &settings, "pets.yaml", false, &mut said);
        let api = lowered.api;
        assert_eq!(
            Coverage::of(&api),
            Coverage {
                // Five of `Pet`, two of `Choice`, two aliases; parameter, body, answer, header.
                values: 13,
                // The items of `toys`, `mixed`, `Anything`, `Odd`, and the answer.
                untyped: 5,
                // The body, and what else is in a `Pet`.
                free_objects: 2,
            }
        );
        let report = Report::of(&said, &lowered.document.sources, 50);
        let by: Vec<_> = report.untyped_by().collect();
        assert_eq!(by, [("mixed-enum", 1), ("several-choices", 1)]);
        let codes: Vec<_> = report.codes(Severity::Warning).collect();
        assert_eq!(codes, by);
        assert_eq!((report.errors(), report.warnings()), (0, 2));
    }
}
