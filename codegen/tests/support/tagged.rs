//! `union!` with a tag.

use serde_json::{Value, json};

use crate::support::wire::{object, union};
use crate::{decode, refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cat {
    name: String,
    lives: Option<u8>,
}

object!(Cat {
    0 constant "kind" = "cat",
    1 required name "name",
    2 optional lives "lives",
});

/// Keeps the tag as a field, since there are two values for it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dog {
    kind: String,
    name: String,
    puppies: Option<Vec<Pet>>,
}

object!(Dog {
    0 required name "name",
    1 required kind "kind",
    2 optional puppies "puppies",
});

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(Value),
}

union!(Pet tag "kind" {
    Cat "cat",
    Dog "dog" "hound",
} else Unknown);

#[derive(Debug, Clone, PartialEq)]
enum ClosedPet {
    Cat(Cat),
    Dog(Dog),
}

union!(ClosedPet tag "kind" {
    Cat "cat",
    Dog "dog" "hound",
});

fn tom() -> Cat {
    Cat {
        name: "Tom".to_owned(),
        lives: Some(9),
    }
}

#[test]
fn the_tag_chooses() {
    round_trips::<Pet>(r#"{"kind":"cat","name":"Tom","lives":9}"#);
    assert_eq!(
        decode::<Pet>(r#"{"kind":"cat","name":"Tom","lives":9}"#),
        Pet::Cat(tom())
    );
    for kind in ["dog", "hound"] {
        let json = format!(r#"{{"kind":"{kind}","name":"Rex"}}"#);
        let dog = Dog {
            kind: kind.to_owned(),
            name: "Rex".to_owned(),
            puppies: None,
        };
        assert_eq!(decode::<Pet>(&json), Pet::Dog(Box::new(dog)));
    }
    round_trips::<Pet>(
        r#"{"name":"Rex","kind":"hound","puppies":[{"kind":"cat","name":"Tom"},{"name":"Bo","kind":"dog"}]}"#,
    );
}

#[test]
fn the_tag_may_stand_anywhere() {
    for json in [
        r#"{"kind":"cat","name":"Tom","lives":9}"#,
        r#"{"name":"Tom","kind":"cat","lives":9}"#,
        r#"{"name":"Tom","lives":9,"kind":"cat"}"#,
        r#"{"x\"\\":{"kind":"dog","deep":[1,"}"]},"name":"Tom","\u006bind":"c\u0061t","lives":9,"y\n":null}"#,
        r#" { "lives" : 9 , "name" : "Tom" , "kind" : "cat" } "#,
    ] {
        assert_eq!(decode::<Pet>(json), Pet::Cat(tom()), "{json}");
        assert_eq!(
            serde_json::from_reader::<_, Pet>(json.as_bytes()).unwrap(),
            Pet::Cat(tom())
        );
        let value: Value = decode(json);
        assert_eq!(
            serde_json::from_value::<Pet>(value).unwrap(),
            Pet::Cat(tom())
        );
    }
}

#[test]
fn an_open_union_keeps_what_it_does_not_know() {
    for json in [
        r#"{"kind":"fish","name":"Nemo","depth":[1,2.5,null]}"#,
        r#"{"name":"Nemo","deep":{"kind":"cat"}}"#,
        "{}",
    ] {
        assert_eq!(decode::<Pet>(json), Pet::Unknown(decode(json)), "{json}");
        round_trips::<Pet>(json);
    }
    let late = r#"{"name":"Nemo","kind":"fish"}"#;
    assert_eq!(
        decode::<Pet>(late),
        Pet::Unknown(json!({"kind": "fish", "name": "Nemo"}))
    );
    // What it does know has to fit.
    assert_eq!(refusal::<Pet>(r#"{"kind":"cat"}"#), "missing field `name`");
    assert_eq!(
        refusal::<Pet>("[]"),
        "invalid type: sequence, expected object Pet"
    );
}

#[test]
fn a_closed_union_refuses_and_says_what_there_is() {
    round_trips::<ClosedPet>(r#"{"kind":"cat","name":"Tom"}"#);
    for (json, message) in [
        (
            r#"{"kind":"fish"}"#,
            "unknown kind `fish`, expected one of `cat`, `dog`, `hound`",
        ),
        (
            r#"{"name":"Nemo","kind":"fish"}"#,
            "unknown kind `fish`, expected one of `cat`, `dog`, `hound`",
        ),
        ("{}", "missing field `kind`"),
        (r#"{"name":"Tom"}"#, "missing field `kind`"),
        (
            r#"{"kind":5}"#,
            "invalid type: integer `5`, expected a string",
        ),
        (r#"{"kind":null}"#, "invalid type: null, expected a string"),
        (
            r#"{"name":"Tom","kind":["cat"]}"#,
            "invalid type: sequence, expected a string",
        ),
        (
            r#"{"kind":"cat","name":5}"#,
            "invalid type: integer `5`, expected a string",
        ),
        (
            r#"{"name":5,"kind":"cat"}"#,
            "/name: invalid type: integer `5`, expected a string",
        ),
        (
            r#"{"kind":"cat","name":"Tom","kind":"cat"}"#,
            "duplicate field `kind`",
        ),
        (
            r#"{"name":"Tom","kind":"cat","kind":"dog"}"#,
            "duplicate field `kind`",
        ),
        (
            r#"{"name":"Tom","name":"Bo","kind":"cat"}"#,
            "duplicate field `name`",
        ),
        ("5", "invalid type: integer `5`, expected object ClosedPet"),
    ] {
        assert_eq!(refusal::<ClosedPet>(json), message, "{json}");
    }
    assert!(
        serde_json::from_str::<ClosedPet>(r#"{"name":"Tom","#)
            .unwrap_err()
            .is_eof()
    );
}

#[test]
fn a_tag_that_comes_first_leaves_the_path_of_an_error() {
    let mut json = serde_json::Deserializer::from_str(
        r#"{"kind":"dog","name":"Rex","puppies":[{"kind":"cat","name":"a"},{"kind":"cat","name":1}]}"#,
    );
    let error = serde_path_to_error::deserialize::<_, Pet>(&mut json).unwrap_err();
    assert_eq!(error.path().to_string(), "puppies[1].name");
}

#[test]
fn a_tag_that_comes_later_leaves_the_path_in_the_message() {
    let json = r#"{
        "name": "Rex",
        "x,[": [1, "{", {"a": [[], {}]}],
        "puppies": [{"kind": "cat", "name": "a"}, {"name": "b", "kind": "cat", "lives": 1000}],
        "kind": "dog"
    }"#;
    assert_eq!(
        refusal::<Pet>(json),
        "/puppies/1/lives: invalid value: integer `1000`, expected u8"
    );
}

#[test]
fn deep_unions_are_refused_cleanly() {
    let tag_last = |depth: usize| {
        let close = r#"],"kind":"dog"}"#;
        format!(
            "{}{}",
            r#"{"name":"","puppies":["#.repeat(depth),
            close.repeat(depth)
        )
    };
    decode::<Pet>(&tag_last(60));
    for depth in [65, 1000, 50_000] {
        assert_eq!(refusal::<Pet>(&tag_last(depth)), "recursion limit exceeded");
    }
    let tag_first = format!(
        "{}{}",
        r#"{"kind":"dog","name":"","puppies":["#.repeat(50_000),
        "]}".repeat(50_000)
    );
    assert_eq!(refusal::<Pet>(&tag_first), "recursion limit exceeded");
}

#[derive(Debug, Clone, PartialEq)]
struct Private {
    view: Option<String>,
    login: String,
    quota: Option<u32>,
}

object!(Private {
    0 optional view "view",
    1 required login "login",
    2 optional quota "quota",
});

#[derive(Debug, Clone, PartialEq)]
struct Public {
    login: Option<String>,
    view: Option<Option<String>>,
}

object!(Public {
    0 optional login "login",
    1 nullable view "view",
});

#[derive(Debug, Clone, PartialEq)]
enum User {
    Public(Public),
    Private(Private),
}

union!(User tag "view" {
    Public "public",
    Private "private",
});

#[test]
fn a_tag_that_no_variant_insists_on_may_be_missing() {
    for json in [r#"{"login":"a","quota":5}"#, r#"{"login":"a"}"#, "{}"] {
        round_trips::<User>(json);
    }
    assert!(matches!(
        decode(r#"{"login":"a","quota":5}"#),
        User::Private(_)
    ));
    assert!(matches!(decode(r#"{"login":"a"}"#), User::Public(_)));
    round_trips::<User>(r#"{"view":"public"}"#);
    assert!(matches!(
        decode(r#"{"login":"a","view":"private"}"#),
        User::Private(_)
    ));
    // One that is there still decides.
    assert_eq!(
        refusal::<User>(r#"{"login":"a","view":"secret"}"#),
        "unknown view `secret`, expected one of `public`, `private`"
    );
    assert_eq!(refusal::<User>(r#"{"login":5}"#), "missing field `view`");
}
