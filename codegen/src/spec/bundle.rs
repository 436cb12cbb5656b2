//! The document in one piece, for those who are to be given it.

use serde_json::{Map, Value};

use super::{Spec, reference};
use crate::diagnostic::{FileId, Place, Syntax};

/// Where the other files of a document stand in its bundle, by their number.
const FILES: &str = "x-files";

impl Spec {
    /// The document as one value. What other files hold stands below `x-files`, and every
    /// reference to them leads there.
    pub(crate) fn bundled(&self) -> Value {
        let top = Place::top(FileId::ROOT);
        let mut bundle = self.value(&top).cloned().unwrap_or_default();
        if self.files.count() == 1 {
            return bundle;
        }
        self.bind(&mut bundle, &top);
        let mut others = Map::new();
        for place in self.files().filter(|it| it.file != FileId::ROOT) {
            if let Some(mut value) = self.value(&place).cloned() {
                self.bind(&mut value, &place);
                others.insert(place.file.number().to_string(), value);
            }
        }
        if let Value::Object(members) = &mut bundle {
            members.insert(FILES.to_owned(), Value::Object(others));
        }
        bundle
    }

    /// The text of the document, when it is one file of YAML.
    pub(crate) fn yaml(&self) -> Option<&str> {
        let source = self.sources().get(FileId::ROOT)?;
        let is_whole = self.files.count() == 1 && source.syntax == Syntax::Yaml;
        is_whole.then_some(source.text.as_str())
    }

    /// Leads the references in `value`, which stands at `place`, to where the bundle has their
    /// targets. No file is deeper than [`Limits`](super::Limits) let it be.
    fn bind(&self, value: &mut Value, place: &Place) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.bind(item, &place.element(index));
                }
            }
            Value::Object(members) => {
                let is_mapping = is_mapping(place);
                for (key, value) in members {
                    match value {
                        Value::String(text) if key == "$ref" || is_mapping => {
                            if let Some(bound) = self.bound(place, text) {
                                *text = bound;
                            }
                        }
                        _ => self.bind(value, &place.child(key)),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// Where the bundle has what `text` leads to, unless it is right as it is.
    fn bound(&self, place: &Place, text: &str) -> Option<String> {
        // The value of a mapping may be the name of a schema.
        let is_reference = text.contains(['#', '/', '.']);
        if !is_reference || (place.file == FileId::ROOT && text.starts_with('#')) {
            return None;
        }
        let target = self.resolve(place, text).ok()?;
        let pointer = target.pointer.as_str();
        let root = self.value(&Place::top(target.file));
        reference::walk(root?, &target.pointer)?;
        Some(match target.file {
            FileId::ROOT => format!("#{pointer}"),
            file => format!("#/{FILES}/{}{pointer}", file.number()),
        })
    }
}

/// Whether the values at `place` are those of a discriminator's mapping.
fn is_mapping(place: &Place) -> bool {
    let last = |place: &Place| place.pointer.last().map(|it| it.into_owned());
    last(place).as_deref() == Some("mapping")
        && place.parent().and_then(|it| last(&it)).as_deref() == Some("discriminator")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::spec::{Limits, Spec};

    fn spec(texts: &[(&str, &str)]) -> Spec {
        Spec::from_texts(texts, &Limits::default()).unwrap_or_else(|it| panic!("{}", it.report()))
    }

    const HEAD: &str = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n";

    #[test]
    fn one_file_is_as_it_is() {
        let text = format!("{HEAD}# a comment\nx: {{ $ref: '#/info' }}\n");
        let spec = spec(&[("a.yaml", &text)]);
        assert_eq!(spec.yaml(), Some(text.as_str()));
        assert_eq!(spec.bundled()["x"], json!({ "$ref": "#/info" }));
        let json = Spec::from_text(
            "a.json",
            r#"{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{}}"#,
        );
        assert_eq!(json.unwrap().yaml(), None);
    }

    #[test]
    fn references_lead_to_where_the_bundle_has_their_targets() {
        let root = format!(
            "{HEAD}components:\n  schemas:\n    A: {{ $ref: 'b.yaml#/x~1y/B' }}\n    \
             C:\n      oneOf: [{{ $ref: '#/components/schemas/A' }}]\n      discriminator:\n        \
             propertyName: k\n        mapping: {{ a: A, b: 'b.yaml#/x~1y/B' }}\n    \
             D: {{ $ref: missing.yaml }}\n    E: {{ $ref: b.yaml }}\n"
        );
        let other = "x/y:\n  B:\n    properties:\n      next: { $ref: '#/x~1y/B' }\n      \
            back: { $ref: 'a.yaml#/components/schemas/A' }\n      $ref: { type: string }\n";
        let spec = spec(&[("a.yaml", &root), ("b.yaml", other)]);
        assert_eq!(spec.yaml(), None);
        let bundle = spec.bundled();
        let schemas = &bundle["components"]["schemas"];
        assert_eq!(schemas["A"]["$ref"], "#/x-files/1/x~1y/B");
        assert_eq!(schemas["C"]["oneOf"][0]["$ref"], "#/components/schemas/A");
        let mapping = &schemas["C"]["discriminator"]["mapping"];
        assert_eq!(*mapping, json!({ "a": "A", "b": "#/x-files/1/x~1y/B" }));
        assert_eq!(schemas["D"]["$ref"], "missing.yaml");
        assert_eq!(schemas["E"]["$ref"], "#/x-files/1");
        let properties = &bundle["x-files"]["1"]["x/y"]["B"]["properties"];
        assert_eq!(properties["next"]["$ref"], "#/x-files/1/x~1y/B");
        assert_eq!(properties["back"]["$ref"], "#/components/schemas/A");
        assert_eq!(properties["$ref"], json!({ "type": "string" }));
    }
}
