//! A document that can be made larger: it shows how costs grow.

use serde_json::{Map, Value, json};

/// Schemas and operations of the document at its smallest.
const UNIT: usize = 20;

/// A document of `times` as many schemas and operations as the smallest one.
pub(super) fn document(times: usize) -> String {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for index in 0..UNIT * times {
        schemas.insert(format!("Thing{index}"), schema(index));
        paths.insert(format!("/things{index}/{{id}}"), path(index));
    }
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    format!("{document:#}\n")
}

/// An object of what objects usually have; some hold the one before them.
fn schema(index: usize) -> Value {
    let before = match index {
        0 => json!({ "type": "string" }),
        _ => json!({ "$ref": format!("#/components/schemas/Thing{}", index - 1) }),
    };
    json!({
        "type": "object",
        "description": format!("Thing number {index}."),
        "required": ["id", "name", "state"],
        "properties": {
            "id": { "type": "string", "format": "uuid" },
            "name": { "type": "string", "minLength": 1, "maxLength": 80 },
            "state": { "type": "string", "enum": ["open", "closed", format!("state-{index}")] },
            "count": { "type": "integer", "minimum": 0 },
            "price": { "type": "number" },
            "made_at": { "type": "string", "format": "date-time" },
            "labels": { "type": "array", "items": { "type": "string" } },
            "before": before,
        },
    })
}

fn path(index: usize) -> Value {
    let reference = json!({ "$ref": format!("#/components/schemas/Thing{index}") });
    let content = json!({ "application/json": { "schema": reference } });
    json!({
        "parameters": [
            { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
        ],
        "put": {
            "operationId": format!("putThing{index}"),
            "tags": [format!("Tag {}", index % 7)],
            "parameters": [{ "name": "dry", "in": "query", "schema": { "type": "boolean" } }],
            "requestBody": { "required": true, "content": content },
            "responses": {
                "200": { "description": "What is there now.", "content": content },
                "404": { "description": "Nothing is there." },
            },
        },
    })
}
