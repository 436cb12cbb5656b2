//! Rules about listed values, keys, and the items of tuples.

use std::collections::BTreeMap;

use crate::support::rules::{Decimal, rules};
use crate::{breaks, broken, satisfied};

struct Size {
    ratio: Option<f64>,
    always: bool,
    labels: BTreeMap<String, i32>,
    at: Option<(f64, String)>,
}

rules!(Size {
    ratio "ratio" { one_of { 0.5, 1, -2.5 } },
    always "always" { one_of { true } },
    labels "labels" { keys { max_length 3, one_of { "abc", "ab", "a/b", "abcd" } }, each { maximum 9 } },
    at "at" { elements { 0 it (it, _) { minimum -180 }, 1 it (_, it) { max_length 2 } } },
});

struct Names(Vec<String>);

rules!(Names newtype {
    0 { max_items 1, each { max_length 2 } },
});

fn size() -> Size {
    Size {
        ratio: Some(0.5),
        always: true,
        labels: BTreeMap::new(),
        at: None,
    }
}

#[test]
fn only_what_is_listed_is_allowed() {
    satisfied(&size());
    for ratio in [None, Some(1.0), Some(-2.5)] {
        satisfied(&Size { ratio, ..size() });
    }
    let wrong = Size {
        ratio: Some(2.5),
        ..size()
    };
    breaks(&wrong, "/ratio enum: must be one of 0.5, 1, -2.5, is 2.5");
    let wrong = Size {
        always: false,
        ..size()
    };
    breaks(&wrong, "/always enum: must be one of true, is false");
}

#[test]
fn keys_are_told_by_their_own_name() {
    let labels = |key: &str| BTreeMap::from([(key.to_owned(), 1)]);
    satisfied(&Size {
        labels: labels("ab"),
        ..size()
    });
    let wrong = Size {
        labels: labels("abcd"),
        ..size()
    };
    breaks(
        &wrong,
        "/labels/abcd maxLength: must have at most 3 characters, has 4",
    );
    let wrong = Size {
        labels: labels("b/~"),
        ..size()
    };
    breaks(
        &wrong,
        "/labels/b~1~0 enum: must be one of `abc`, `ab`, `a/b`, `abcd`, is `b/~`",
    );
}

#[test]
fn items_of_tuples_have_rules_of_their_own() {
    satisfied(&Size {
        at: Some((-180.0, "ab".to_owned())),
        ..size()
    });
    let wrong = Size {
        at: Some((-180.5, "abc".to_owned())),
        ..size()
    };
    assert_eq!(
        broken(&wrong),
        [
            "/at/0 minimum: must be at least -180, is -180.5",
            "/at/1 maxLength: must have at most 2 characters, has 3",
        ]
    );
}

#[test]
fn a_newtype_has_the_rules_of_what_it_holds() {
    satisfied(&Names(vec!["ab".to_owned()]));
    assert_eq!(
        broken(&Names(vec!["abc".to_owned(), String::new()])),
        [
            " maxItems: must have at most 1 item, has 2",
            "/0 maxLength: must have at most 2 characters, has 3",
        ]
    );
}

#[test]
fn numbers_of_any_length_are_compared() {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    assert!(decimal("100000000000000000000000000000000000000000000") > decimal("10"));
    assert!(decimal("1e2147483648") > decimal("1e100"));
    assert!(decimal("1e-99999999999") < decimal("1e-300"));
    assert!(decimal("-1e99999999999") < decimal("0"));
    assert_eq!(decimal("1.50"), decimal("15e-1"));
    assert_eq!(decimal("0e99999"), decimal("0"));
    assert_eq!(Decimal::parse("x"), None);
}
