//! How much of an API has types.

use crate::ir::{
    Additional, Api, Contents, Field, Operation, Payload, Response, Success, Type, TypeDef,
    TypeKind,
};

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
        for def in &api.types {
            coverage.definition(def);
        }
        for operation in api.services.iter().flat_map(|it| &it.operations) {
            coverage.operation(operation);
        }
        coverage
    }

    fn definition(&mut self, def: &TypeDef) {
        match &def.kind {
            TypeKind::Struct(it) => {
                for Field { ty, .. } in &it.fields {
                    self.value(ty);
                }
                match &it.additional {
                    Additional::Kept { value, .. } => self.value(value),
                    Additional::Ignored | Additional::Refused => {}
                }
            }
            TypeKind::Union(it) => {
                for variant in &it.variants {
                    self.value(&variant.ty);
                }
            }
            TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => self.value(target),
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
        }
    }

    fn operation(&mut self, operation: &Operation) {
        for parameter in &operation.parameters {
            self.value(&parameter.ty);
        }
        if let Some(body) = &operation.body {
            self.contents(&body.contents);
        }
        match &operation.success {
            Success::One(response) => self.response(response),
            Success::Several { responses, .. } => {
                for response in responses {
                    self.response(response);
                }
            }
        }
        for response in &operation.failures.responses {
            self.response(response);
        }
    }

    fn response(&mut self, response: &Response) {
        for header in &response.headers {
            self.value(&header.ty);
        }
        match &response.payload {
            Payload::Body(contents) => self.contents(contents),
            Payload::Empty => {}
        }
    }

    fn contents(&mut self, contents: &Contents) {
        self.value(&contents.first.ty);
        // Without a choice, the others are the same value again.
        if contents.choice.is_some() {
            contents.others.iter().for_each(|it| self.value(&it.ty));
        }
    }

    fn value(&mut self, ty: &Type) {
        self.values += 1;
        let mut ty = ty;
        loop {
            match ty {
                Type::Array { items: inner, .. }
                | Type::Map { values: inner, .. }
                | Type::Nullable(inner) => ty = inner,
                Type::Any => {
                    self.untyped += 1;
                    return;
                }
                Type::Object => {
                    self.free_objects += 1;
                    return;
                }
                Type::Tuple(elements) => {
                    self.values -= 1;
                    for element in elements {
                        self.value(&element.ty);
                    }
                    return;
                }
                Type::Scalar(_) | Type::Named(_) | Type::Boxed(_) | Type::Foreign(_) => return,
            }
        }
    }
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
        let api = lower::lower(&spec, &root, &settings, "pets.yaml", &mut said).api;
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
        let report = Report::of(&said, spec.sources());
        let by: Vec<_> = report.untyped_by().collect();
        assert_eq!(by, [("mixed-enum", 1), ("several-choices", 1)]);
        let codes: Vec<_> = report.codes(Severity::Warning).collect();
        assert_eq!(codes, by);
        assert_eq!((report.errors(), report.warnings()), (0, 2));
    }
}
