//! Run as a test of the emitted crate: literal JSON against the rules of the document.

use all_rules::Check;
use all_rules::models::{Note, Patch};

fn broken<T: Check + serde::de::DeserializeOwned>(json: &str) -> String {
    let value: T = serde_json::from_str(json).unwrap();
    value
        .check()
        .map_or_else(|it| it.to_string(), |()| String::new())
}

/// The rules that a note breaks that has these properties beside the required ones.
fn with(properties: &str) -> String {
    let id = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
    broken::<Note>(&format!(
        r#"{{ "id": "{id}", "title": "t", {properties} }}"#
    ))
}

#[test]
fn notes() {
    assert_eq!(
        with(r#""subtitle": null, "grid": [[null, 1], []], "free": {}"#),
        ""
    );
    for (properties, message) in [
        (
            r#""subtitle": "long""#,
            "`/subtitle`: must have at most 3 characters, has 4",
        ),
        (
            r#""tags": ["", "b", ""]"#,
            "`/tags`: must have no item twice, items 0 and 2 are equal; \
             `/tags/0`: must have at least 1 character, has 0; \
             `/tags/2`: must have at least 1 character, has 0",
        ),
        (
            r#""grid": [[], [1, 0]]"#,
            "`/grid/1/1`: must be at least 1, is 0",
        ),
        (
            r#""words": ["twelve chars"]"#,
            r"`/words/0`: must match `^[0-9A-Za-z_-]+\.[0-9A-Za-z_-]+$`",
        ),
        (
            r#""labels": {}"#,
            "`/labels`: must have at least 1 property, has 0",
        ),
        (
            r#""labels": { "a/b": "" }"#,
            "`/labels/a~1b`: must have at least 1 character, has 0",
        ),
        (
            r#""free": { "a": 1, "b": 2 }"#,
            "`/free`: must have at most 1 property, has 2",
        ),
        (
            r#""metadata": { "key": "01234567890123456789ä" }"#,
            "`/metadata`: must have at most 30 characters of JSON text, has 31",
        ),
        (r#""link": "/relative""#, "`/link`: must be a URI"),
        (
            r#""links": ["https://example.com", "no uri"]"#,
            "`/links/1`: must be a URI",
        ),
        (
            r#""numbers": { "int32": 3, "half": 0, "unsigned": 0, "double": 0.075 }"#,
            "`/numbers/int32`: must be a multiple of 5, is 3; \
             `/numbers/half`: must be at least 0.5, is 0; \
             `/numbers/double`: must be a multiple of 0.01, is 0.075",
        ),
        (
            r#""children": [{ "id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "title": "" }]"#,
            "`/children/0/title`: must have at least 1 character, has 0",
        ),
    ] {
        assert_eq!(with(properties), message, "{properties}");
    }
}

#[test]
fn objects_as_a_whole() {
    assert_eq!(broken::<Patch>(r#"{ "title": "t", "x": ["abc"] }"#), "");
    assert_eq!(
        broken::<Patch>("{}"),
        "must have at least 1 property, has 0"
    );
    assert_eq!(
        broken::<Patch>(r#"{ "title": "t", "subtitle": "s", "x": [], "y": ["long"] }"#),
        "`/y/0`: must have at most 3 characters, has 4; must have at most 3 properties, has 4"
    );
}
