//! Rules about arrays, maps and what is in them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::support::rules::{MAX_BROKEN_RULES, rules};
use crate::{breaks, broken, satisfied};

struct Tags {
    tags: Option<Vec<String>>,
}

rules!(Tags {
    tags "tags" { min_items 1, max_items 3, unique_items, each { max_length 5, pattern "^[a-z]*$" } },
});

fn tags(tags: &[&str]) -> Tags {
    Tags {
        tags: Some(tags.iter().map(|it| (*it).to_owned()).collect()),
    }
}

#[test]
fn arrays() {
    satisfied(&Tags { tags: None });
    satisfied(&tags(&["a"]));
    satisfied(&tags(&["a", "b", "c"]));
    breaks(
        &tags(&[]),
        "/tags minItems: must have at least 1 item, has 0",
    );
    breaks(
        &tags(&["a", "b", "c", "d"]),
        "/tags maxItems: must have at most 3 items, has 4",
    );
    breaks(
        &tags(&["b", "a", "b"]),
        "/tags uniqueItems: must have no item twice, items 0 and 2 are equal",
    );
    assert_eq!(
        broken(&tags(&["a", "abcdef", "A"])),
        [
            "/tags/1 maxLength: must have at most 5 characters, has 6",
            "/tags/2 pattern: must match `^[a-z]*$`",
        ]
    );
}

struct Maps {
    labels: BTreeMap<String, String>,
    free: Option<Map<String, Value>>,
    rest: BTreeMap<String, Vec<Option<i32>>>,
}

rules!(Maps {
    labels "la/b~els" { min_properties 1, max_properties 2, each { max_length 3 } },
    free "free" { max_properties 1 },
    rest { each { max_items 2, each { maximum 9 } } },
});

fn maps(labels: &Value, free: &Value, rest: &Value) -> Maps {
    Maps {
        labels: serde_json::from_value(labels.clone()).unwrap(),
        free: serde_json::from_value(free.clone()).unwrap(),
        rest: serde_json::from_value(rest.clone()).unwrap(),
    }
}

#[test]
fn maps_are_checked_by_key() {
    let (none, label) = (json!(null), json!({ "a": "b" }));
    satisfied(&maps(
        &json!({ "a": "abc", "b": "" }),
        &json!({ "a": [1] }),
        &json!({}),
    ));
    breaks(
        &maps(&json!({}), &none, &json!({})),
        "/la~1b~0els minProperties: must have at least 1 property, has 0",
    );
    breaks(
        &maps(&json!({ "a": "", "b": "", "c": "" }), &none, &json!({})),
        "/la~1b~0els maxProperties: must have at most 2 properties, has 3",
    );
    breaks(
        &maps(&json!({ "~/": "abcd" }), &none, &json!({})),
        "/la~1b~0els/~0~1 maxLength: must have at most 3 characters, has 4",
    );
    breaks(
        &maps(&label, &json!({ "a": 1, "b": 2 }), &json!({})),
        "/free maxProperties: must have at most 1 property, has 2",
    );
    // Additional properties are found in the object itself.
    assert_eq!(
        broken(&maps(
            &label,
            &none,
            &json!({ "": [1, null, 10], "x": [11] })
        )),
        [
            "/ maxItems: must have at most 2 items, has 3",
            "//2 maximum: must be at most 9, is 10",
            "/x/0 maximum: must be at most 9, is 11",
        ]
    );
}

struct Unique {
    values: Vec<Value>,
}

rules!(Unique {
    values "values" { unique_items },
});

fn unique(values: &Value) -> Unique {
    Unique {
        values: values.as_array().unwrap().clone(),
    }
}

#[test]
fn items_are_equal_as_json() {
    satisfied(&unique(
        &json!([1, "1", [1], { "a": 1 }, null, "null", true, "true"]),
    ));
    satisfied(&unique(&json!([[1, 2], [2, 1], ["1,2"], [[1], 2]])));
    satisfied(&unique(&json!([{ "a": 1, "b": 2 }, { "a": 2, "b": 1 }])));
    satisfied(&unique(&json!([{ "a": "1,b" }, { "a": "1", "b": "" }])));
    satisfied(&unique(&json!([u64::MAX, u64::MAX - 1, i64::MIN])));
    let equal = |values: Value| {
        breaks(
            &unique(&values),
            "/values uniqueItems: must have no item twice, items 0 and 1 are equal",
        );
    };
    equal(json!([1, 1.0]));
    equal(json!([0.0, -0.0]));
    equal(json!([null, null]));
    equal(json!([{ "a": 1, "b": [2] }, { "b": [2.0], "a": 1 }]));
    equal(json!([{ "a": { "c": 1, "b": 2 }, "": 3 }, { "": 3, "a": { "b": 2, "c": 1 } }]));
}

#[test]
fn large_arrays_take_no_longer_than_they_should() {
    let values: Vec<Value> = (0..300_000).map(Value::from).collect();
    let started = Instant::now();
    satisfied(&Unique { values });
    // Compared one by one it would be hours.
    assert!(started.elapsed() < Duration::from_secs(30));
}

#[test]
fn not_all_that_is_wrong_is_told() {
    let wrong = Maps {
        labels: BTreeMap::from([("a".to_owned(), String::new())]),
        free: None,
        rest: BTreeMap::from([("x".to_owned(), vec![Some(10); 100_000])]),
    };
    let found = broken(&wrong);
    assert_eq!(found.len(), MAX_BROKEN_RULES);
    assert_eq!(found[99], "/x/98 maximum: must be at most 9, is 10");
}
