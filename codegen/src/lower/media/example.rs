//! Values that the document shows.

use serde_json::Value;

use crate::diagnostic::Place;
use crate::ir::Example;
use crate::lower::Context;

/// The `example` or `examples` beside a schema.
pub(in crate::lower) fn gather_examples(
    cx: &mut Context<'_>,
    place: &Place,
    example: Option<&Value>,
    examples: &indexmap::IndexMap<String, openapiv3::ReferenceOr<openapiv3::Example>>,
) -> Vec<Example> {
    let mut gathered: Vec<Example> = example.into_iter().map(lone_example).collect();
    for (name, reference) in examples {
        let Some(site) = cx.follow(place, reference) else {
            continue;
        };
        let outcome = cx.spec.example(&site.place);
        let Some(shown) = cx.report(outcome) else {
            continue;
        };
        // `externalValue` is somewhere else; a sample without a value shows nothing.
        if let Some(value) = shown.value {
            gathered.push(Example {
                name: name.clone(),
                summary: shown.summary.or(shown.description).unwrap_or_default(),
                json: text(&value),
            });
        }
    }
    gathered
}

/// A value as JSON text, made in one go: to display it would be to format each piece of it.
fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An example without a name.
pub(in crate::lower) fn lone_example(value: &Value) -> Example {
    Example {
        name: String::new(),
        summary: String::new(),
        json: text(value),
    }
}
