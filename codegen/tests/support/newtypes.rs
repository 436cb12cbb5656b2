//! Types that hold one value.

use std::collections::BTreeMap;

use crate::support::wire::{newtype, union};
use crate::{refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
struct Tree(BTreeMap<String, Tree>);

newtype!(Tree);

#[derive(Debug, Clone, PartialEq)]
struct List(Vec<List>);

newtype!(List);

#[derive(Debug, Clone, PartialEq)]
enum Either {
    List(List),
    Tree(Tree),
}

union!(Either { List, Tree });

#[test]
fn they_are_on_the_wire_what_they_hold() {
    round_trips::<Tree>(r#"{"a":{},"b":{"c":{}}}"#);
    round_trips::<List>("[[],[[]]]");
    assert_eq!(
        refusal::<List>("[[],{}]"),
        "invalid type: map, expected a sequence"
    );
}

#[test]
fn a_union_looks_into_them() {
    round_trips::<Either>("[[]]");
    round_trips::<Either>(r#"{"a":{}}"#);
}
