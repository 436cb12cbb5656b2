use serde_json::{Value, json};

use super::{Unlisted, Verdict, check, without};
use crate::Settings;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, DateTimeCrate, RuleSet, Type, TypeId};
use crate::lower;
use crate::spec::Spec;

/// The model of a document whose schemas are these; the first is asked about.
fn model(schemas: &Value) -> Api {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Examples", "version": "1" },
        "components": { "schemas": schemas },
    });
    let spec = Spec::from_text("examples.json", &document.to_string()).unwrap();
    let root = spec.root().unwrap();
    let settings = Settings::for_package("examples");
    lower::lower(
        spec,
        root,
        &settings,
        "examples.json",
        false,
        &mut Diagnostics::default(),
    )
    .api
}

fn verdict(api: &Api, value: &Value) -> Verdict {
    let ty = Type::Named(TypeId(0));
    let rules = RuleSet::new();
    check(
        &api.types,
        DateTimeCrate::Chrono,
        &ty,
        &rules,
        Unlisted::Kept,
        value,
    )
}

#[track_caller]
fn fits(api: &Api, value: &Value) {
    assert_eq!(verdict(api, value), Verdict::Same, "{value}");
}

/// The path and the reason of a refusal, in a line.
#[track_caller]
fn refusal(api: &Api, value: &Value) -> String {
    match verdict(api, value) {
        Verdict::Refused(misfit) => format!("/{}: {}", misfit.path.join("/"), misfit.reason),
        other => panic!("{value}: {other:?}"),
    }
}

#[test]
fn a_property_that_does_not_fit_is_pointed_to() {
    let api = model(&json!({ "Pet": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": { "type": "string" },
            "born": { "type": "string", "format": "date" },
            "toys": { "type": "array", "minItems": 1, "items": { "enum": ["ball", "rope"] } },
            "weight": { "type": ["number", "null"], "exclusiveMinimum": 0 },
        },
        "additionalProperties": false,
    } }));
    fits(
        &api,
        &json!({ "name": "Tom", "toys": ["rope"], "weight": null }),
    );
    for (value, said) in [
        (json!([]), "/: found a list, expected an object `Pet`"),
        (json!({}), "/: the property `name` is missing"),
        (
            json!({ "name": null }),
            "/name: found null, expected a string",
        ),
        (
            json!({ "name": "", "born": "1.2.2020" }),
            "/born: found the string `1.2.2020`, expected a date such as `2026-01-31`",
        ),
        (
            json!({ "name": "", "toys": [] }),
            "/toys: found a list, expected at least 1 item",
        ),
        (
            json!({ "name": "", "toys": ["ball", "mouse"] }),
            "/toys/1: found the string `mouse`, expected one of `ball`, `rope`",
        ),
        (
            json!({ "name": "", "weight": 0 }),
            "/weight: found the number 0, expected a number that is more than 0",
        ),
        (
            json!({ "name": "", "age": 3 }),
            "/age: `age` is not among the properties of `Pet`, which allows no others",
        ),
    ] {
        assert_eq!(refusal(&api, &value), said, "{value}");
    }
}

#[test]
fn what_only_one_side_sends_may_be_missing() {
    let api = model(&json!({ "Pet": {
        "type": "object",
        "required": ["id", "name"],
        "properties": { "id": { "type": "integer", "readOnly": true }, "name": {} },
    } }));
    assert_eq!(verdict(&api, &json!({ "name": 1 })), Verdict::Open);
    fits(&api, &json!({ "id": 1, "name": 1 }));
    assert_eq!(
        refusal(&api, &json!({ "id": 1 })),
        "/: the property `name` is missing"
    );
}

#[test]
fn what_is_lost_is_named_and_can_be_taken_out() {
    let api = model(&json!({ "Pets": { "type": "array", "items": {
        "properties": { "name": { "type": "string" }, "more": { "additionalProperties": true } },
    } } }));
    let value = json!([{ "more": { "kept": 1 } }, { "a": 1, "name": "Tom", "b": {} }]);
    let Verdict::Loses(paths) = verdict(&api, &value) else {
        panic!("nothing is lost");
    };
    assert_eq!(paths, [["1", "a"], ["1", "b"]]);
    let kept = json!([{ "more": { "kept": 1 } }, { "name": "Tom" }]);
    assert_eq!(without(&value, &paths), kept);
}

#[test]
fn a_choice_is_the_member_that_loses_least() {
    let api = model(&json!({ "Pet": { "oneOf": [
        { "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } },
        { "type": "object", "required": ["a"], "properties": { "a": {}, "b": {} } },
        { "type": "string", "format": "uuid" },
    ] } }));
    fits(&api, &json!({ "a": 1, "b": 2 }));
    fits(&api, &json!("a1b2c3d4-e5f6-7890-abcd-ef1234567890"));
    let said = refusal(&api, &json!("a"));
    assert!(
        said.starts_with("/: found the string `a`, expected what `Pet` may be"),
        "{said}"
    );
    let Verdict::Loses(paths) = verdict(&api, &json!({ "a": 1, "b": 2, "c": 3 })) else {
        panic!("nothing is lost");
    };
    assert_eq!(paths, [["c"]]);
}

#[test]
fn a_tag_decides() {
    let member = |name: &str, ty: &str| {
        json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "const": name }, "size": { "type": ty } },
        })
    };
    let api = model(&json!({ "Pet": {
        "oneOf": [member("cat", "integer"), member("dog", "string")],
        "discriminator": { "propertyName": "kind" },
    } }));
    fits(&api, &json!({ "kind": "dog", "size": "large" }));
    for (value, said) in [
        (
            json!({ "kind": "cat", "size": "large" }),
            "/size: found the string `large`, expected an integer of 64 bits",
        ),
        (
            json!({ "kind": "cow" }),
            "/kind: found the string `cow`, expected one of `cat`, `dog`",
        ),
        (json!({}), "/: the property `kind` is missing"),
    ] {
        assert_eq!(refusal(&api, &value), said, "{value}");
    }
}

#[test]
fn a_tag_that_nobody_requires_may_be_missing() {
    let api = model(&json!({
        "User": {
            "oneOf": [
                { "$ref": "#/components/schemas/Private" },
                { "$ref": "#/components/schemas/Public" },
            ],
            "discriminator": { "propertyName": "view" },
        },
        "Private": { "required": ["quota"], "properties": { "view": { "type": "string" }, "quota": {} } },
        "Public": { "properties": { "view": { "type": "string" }, "login": { "type": "string" } } },
    }));
    fits(&api, &json!({ "quota": 5 }));
    fits(&api, &json!({ "login": "a" }));
    fits(&api, &json!({ "view": "Public", "login": "a" }));
    assert_eq!(
        refusal(&api, &json!({ "login": 5 })),
        "/: the property `view` is missing"
    );
    let said = refusal(&api, &json!({ "view": "Secret", "login": "a" }));
    assert_eq!(
        said,
        "/view: found the string `Secret`, expected one of `Private`, `Public`"
    );
}

/// Two members that look alike until the end: trying each at every level would never end.
#[test]
fn choices_in_choices_are_tried_once() {
    let member = |last: &str| {
        json!({ "type": "object", "additionalProperties": false, "properties": {
            "in": { "$ref": "#/components/schemas/Tree" },
            last: { "type": "integer" },
        } })
    };
    let api = model(&json!({ "Tree": { "oneOf": [member("a"), member("b"), member("c")] } }));
    let value = (0..90).fold(
        json!({ "c": "no integer" }),
        |inner, _| json!({ "in": inner }),
    );
    let said = refusal(&api, &value);
    let expected = "/in: found an object, expected what `Tree` may be: one of `Variant1`, `Variant2`, `Variant3`";
    assert!(said.ends_with(expected), "{said}");
}

/// Deeper than any document can be: nothing is said, and the stack holds.
#[test]
fn what_is_too_deep_is_left_open() {
    let api = model(&json!({
        "List": { "oneOf": [{ "type": "array", "items": { "$ref": "#/components/schemas/List" } }, { "type": "string" }] },
    }));
    let deep = |levels| (0..levels).fold(json!("end"), |inner, _| json!([inner]));
    fits(&api, &deep(100));
    assert_eq!(verdict(&api, &deep(1_000)), Verdict::Open);
}
