//! Values inside of values.

use std::collections::BTreeMap;

use crate::support::rules::{Check, rules};
use crate::{breaks, broken, satisfied};

#[derive(Default)]
struct Node {
    name: Option<Option<String>>,
    size: Option<Box<i64>>,
    left: Option<Box<Node>>,
    others: Vec<Node>,
    by_name: Option<BTreeMap<String, Option<Node>>>,
}

rules!(Node {
    name "name" { min_length 1 },
    size "size" { maximum 3 },
    left "left" { nested },
    others "others" { max_items 2, nested },
    by_name "byName" { nested },
});

fn node(name: &str) -> Node {
    Node {
        name: Some(Some(name.to_owned())),
        ..Node::default()
    }
}

#[test]
fn what_is_absent_or_null_satisfies_every_rule() {
    satisfied(&Node::default());
    satisfied(&Node {
        name: Some(None),
        by_name: Some(BTreeMap::from([("a".to_owned(), None)])),
        ..Node::default()
    });
}

#[test]
fn rules_look_through_every_wrapping() {
    breaks(
        &node(""),
        "/name minLength: must have at least 1 character, has 0",
    );
    let node = Node {
        size: Some(Box::new(4)),
        ..Node::default()
    };
    breaks(&node, "/size maximum: must be at most 3, is 4");
}

#[test]
fn the_pointer_leads_through_the_parts() {
    let inner = Node {
        left: Some(Box::new(node(""))),
        ..node("inner")
    };
    let whole = Node {
        others: vec![node("a"), inner],
        by_name: Some(BTreeMap::from([
            ("a/b".to_owned(), Some(node(""))),
            ("c".to_owned(), None),
        ])),
        ..node("")
    };
    let message = "minLength: must have at least 1 character, has 0";
    assert_eq!(
        broken(&whole),
        [
            format!("/name {message}"),
            format!("/others/1/left/name {message}"),
            format!("/byName/a~1b/name {message}"),
        ]
    );
}

#[test]
fn containers_are_checked_by_what_they_hold() {
    let list = vec![node("a"), node("")];
    let message = "minLength: must have at least 1 character, has 0";
    breaks(&list, &format!("/1/name {message}"));
    breaks(&Some(Box::new(list)), &format!("/1/name {message}"));
    let map = BTreeMap::from([("k".to_owned(), vec![node("")])]);
    breaks(&map, &format!("/k/0/name {message}"));
}

enum Animal {
    Cat(Box<Node>),
    Name(String),
    Ids(Vec<u32>),
    Other,
}

rules!(Animal enum {
    Cat { nested },
    Name { max_length 3 },
    Ids { min_items 1, each { minimum 1 } },
    _ {},
});

enum Closed {
    Name(String),
}

rules!(Closed enum {
    Name { max_length 3 },
});

#[test]
fn the_rules_of_a_union_are_those_of_its_variant() {
    satisfied(&Animal::Other);
    satisfied(&Animal::Cat(Box::new(node("Tom"))));
    let cat = Animal::Cat(Box::new(node("")));
    breaks(
        &cat,
        "/name minLength: must have at least 1 character, has 0",
    );
    let message = " maxLength: must have at most 3 characters, has 4";
    breaks(&Animal::Name("long".to_owned()), message);
    breaks(&Closed::Name("long".to_owned()), message);
    breaks(
        &Animal::Ids(Vec::new()),
        " minItems: must have at least 1 item, has 0",
    );
    breaks(
        &Animal::Ids(vec![1, 0]),
        "/1 minimum: must be at least 1, is 0",
    );
}

#[test]
fn an_error_says_it_all() {
    let whole = Node {
        size: Some(Box::new(4)),
        ..node("")
    };
    let error = whole.check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`/name`: must have at least 1 character, has 0; `/size`: must be at most 3, is 4"
    );
    let error = Closed::Name("long".to_owned()).check().unwrap_err();
    assert_eq!(error.to_string(), "must have at most 3 characters, has 4");
}
