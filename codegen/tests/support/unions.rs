//! `union!` without a tag.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{IntoDeserializer, Visitor};
use serde_json::{Map, Value, json};

use crate::support::wire::{object, string_enum, union};
use crate::tagged::Pet;
use crate::{decode, encode, refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
enum Id {
    Number(i64),
    Text(String),
}

union!(Id { Number, Text });

#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: f64,
    y: f64,
}

object!(Point {
    0 required x "x",
    1 required y "y",
});

#[derive(Debug, Clone, PartialEq)]
struct Point3 {
    x: f64,
    y: f64,
    z: Option<f64>,
}

object!(Point3 {
    0 required x "x",
    1 required y "y",
    2 optional z "z",
});

#[derive(Debug, Clone, PartialEq)]
enum Place {
    Flat(Point),
    Solid(Box<Point3>),
    Named(String),
    Path(Vec<Place>),
    Nowhere(Option<bool>),
    Unknown(Value),
}

union!(Place {
    Flat,
    Solid,
    Named,
    Path,
    Nowhere,
} else Unknown);

#[test]
fn the_kind_of_the_value_chooses() {
    assert_eq!(decode::<Id>("5"), Id::Number(5));
    assert_eq!(decode::<Id>(r#""5""#), Id::Text("5".to_owned()));
    assert_eq!(decode::<Id>(r#""\u00e9\n""#), Id::Text("é\n".to_owned()));
    round_trips::<Vec<Id>>(r#"[-9223372036854775808,"","a",9223372036854775807]"#);
    round_trips::<BTreeMap<String, Place>>(
        r#"{"a":{"x":1.0,"y":2.0},"b":{"x":1.0,"y":2.0,"z":3.0},"c":"home","d":["x",[],null],"e":null,"f":true,"g":7}"#,
    );
    assert_eq!(decode::<Place>("7"), Place::Unknown(json!(7)));
    assert_eq!(decode::<Place>("null"), Place::Nowhere(None));
}

#[test]
fn a_value_that_no_variant_reads_is_refused() {
    assert_eq!(refusal::<Id>("null"), "the value is no Id");
    assert_eq!(refusal::<Id>("1.5"), "the value is no Id");
    assert_eq!(
        refusal::<Id>("9223372036854775808"),
        "invalid value: integer `9223372036854775808`, expected i64"
    );
    assert_eq!(
        refusal::<Outline>(r#"{"x":1}"#),
        "the value is no Outline: as Flat, missing field `y`; as Solid, missing field `y`"
    );
    assert!(serde_json::from_str::<Id>("[1").unwrap_err().is_eof());
}

#[test]
fn a_refusal_names_the_place() {
    let outline = |json: &str| refusal::<Vec<Outline>>(json);
    assert_eq!(
        outline(r#"[{"x":1,"y":2},{"x":1,"y":"2","z":3}]"#),
        r#"the value is no Outline: as Solid, /y: invalid type: string "2", expected f64; as Flat, /y: invalid type: string "2", expected f64"#
    );
    assert_eq!(
        refusal::<Labels>("{\n\"a/b\":{\"c~\": [\n\"x\",\n {\"\\u0064\": 1}]}}"),
        r#"/a~1b/c~0/1/d: invalid type: integer `1`, expected a string"#
    );
}

type Labelled<T> = BTreeMap<String, T>;

#[derive(Debug, Clone, PartialEq)]
enum Labels {
    Nested(Labelled<Labelled<(String, Labelled<String>)>>),
}

union!(Labels { Nested });

#[derive(Debug, Clone, PartialEq)]
enum Outline {
    Flat(Point),
    Solid(Point3),
}

union!(Outline { Flat, Solid });

#[test]
fn the_variant_that_knows_most_keys_is_preferred() {
    let flat = |json| matches!(decode::<Outline>(json), Outline::Flat(_));
    assert!(flat(r#"{"x":1,"y":2}"#));
    assert!(!flat(r#"{"z":3,"x":1,"y":2}"#));
    assert!(flat(r#"{"x":1,"y":2,"w":3}"#));
}

#[derive(Debug, Clone, PartialEq)]
struct Wrapper<T>(T);

#[derive(Debug, Clone, PartialEq)]
struct InFlat {
    data: Point,
}

object!(InFlat {
    0 required data "data",
});

#[derive(Debug, Clone, PartialEq)]
struct InSolid {
    data: Point3,
}

object!(InSolid {
    0 required data "data",
});

#[derive(Debug, Clone, PartialEq)]
enum Nested {
    Flat(InFlat),
    Solid(InSolid),
}

union!(Nested { Flat, Solid });

#[derive(Debug, Clone, PartialEq)]
enum Lists {
    Flat(Vec<Point>),
    Solid(Vec<Point3>),
}

union!(Lists { Flat, Solid });

#[test]
fn between_equals_the_one_that_loses_least_is_preferred() {
    round_trips::<Nested>(r#"{"data":{"x":1.0,"y":2.0,"z":3.0}}"#);
    assert!(matches!(
        decode(r#"{"data":{"x":1,"y":2}}"#),
        Nested::Flat(_)
    ));
    assert!(matches!(
        decode(r#"{"data":{"x":1,"y":2,"z":null}}"#),
        Nested::Solid(_)
    ));
    round_trips::<Lists>(r#"[{"x":1.0,"y":2.0},{"x":1.0,"y":2.0,"z":3.0}]"#);
    assert!(matches!(decode(r#"[{"x":1,"y":2}]"#), Lists::Flat(_)));
    assert!(matches!(decode("[]"), Lists::Flat(_)));
    assert!(matches!(
        decode(r#"{"data":{"x":1,"y":2,"w":3,"z":3}}"#),
        Nested::Solid(_)
    ));
}

#[derive(Debug, Clone, PartialEq)]
enum Figure {
    Number(f64),
    Integer(i64),
    Big(u64),
}

union!(Figure {
    Number,
    Integer,
    Big,
});

#[test]
fn integers_keep_their_digits() {
    round_trips::<Vec<Figure>>("[9007199254740993,-1,18446744073709551615,1.5,0.0]");
    assert_eq!(decode::<Figure>("1"), Figure::Integer(1));
    assert_eq!(decode::<Figure>("1.0"), Figure::Number(1.0));
    assert_eq!(decode::<Figure>("1e3"), Figure::Number(1000.0));
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Mode {
    Auto,
}

string_enum!(Mode { Auto "auto" });

#[derive(Debug, Clone, PartialEq)]
enum Setting {
    Mode(Mode),
    Uuid(Wrapper<u32>),
    Text(String),
    Any(Map<String, Value>),
    Pet(Pet),
    Id(Box<Id>),
}

union!(Setting {
    Mode,
    Uuid,
    Text,
    Any,
    Pet,
    Id,
});

impl serde::Serialize for Wrapper<u32> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("0x{:x}", self.0))
    }
}

impl<'de> serde::Deserialize<'de> for Wrapper<u32> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text
            .strip_prefix("0x")
            .and_then(|it| u32::from_str_radix(it, 16).ok());
        digits
            .map(Wrapper)
            .ok_or_else(|| serde::de::Error::custom("no hexadecimal number"))
    }
}

#[test]
fn a_payload_may_be_of_any_type() {
    assert_eq!(decode::<Setting>(r#""auto""#), Setting::Mode(Mode::ALL[0]));
    assert_eq!(decode::<Setting>(r#""0xff""#), Setting::Uuid(Wrapper(255)));
    assert_eq!(
        decode::<Setting>(r#""other""#),
        Setting::Text("other".to_owned())
    );
    assert_eq!(decode::<Setting>("7"), Setting::Id(Box::new(Id::Number(7))));
    assert_eq!(
        decode::<Setting>(r#"{"a":1}"#),
        Setting::Any(Map::from_iter([("a".to_owned(), json!(1))]))
    );
    for json in [
        r#""auto""#,
        r#""0xff""#,
        r#""other""#,
        "7",
        r#"{"a":[{}]}"#,
        r#"{"kind":"cat"}"#,
    ] {
        round_trips::<Setting>(json);
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Either {
    Plain(Point),
    Inner(Outline),
}

union!(Either { Plain, Inner });

#[test]
fn a_union_within_a_union_is_asked_how_much_it_keeps() {
    assert!(matches!(decode(r#"{"x":1,"y":2}"#), Either::Plain(_)));
    assert!(matches!(
        decode(r#"{"x":1,"y":2,"z":3}"#),
        Either::Inner(Outline::Solid(_))
    ));
    assert_eq!(
        encode(&decode::<Either>(r#"{"z":3,"x":1,"y":2}"#)),
        r#"{"x":1.0,"y":2.0,"z":3.0}"#
    );
}

#[derive(Debug, Clone, PartialEq)]
enum Json {
    Items(Vec<Json>),
    Entries(BTreeMap<String, Json>),
    Text(String),
}

union!(Json {
    Items,
    Entries,
    Text,
});

#[test]
fn deep_unions_are_refused_cleanly() {
    let nested = |open: &str, close: &str, depth: usize| {
        format!("{}\"\"{}", open.repeat(depth), close.repeat(depth))
    };
    round_trips::<Json>(&nested("[", "]", 120));
    round_trips::<Json>(&nested("{\"a\":", "}", 120));
    round_trips::<Json>(r#"["\"[[[[{{{{\\",{"a":["]}"]}]"#);
    for depth in [129, 1000, 100_000] {
        assert_eq!(
            refusal::<Json>(&nested("[", "]", depth)),
            "recursion limit exceeded"
        );
        assert_eq!(
            refusal::<Json>(&nested("{\"a\":", "}", depth)),
            "recursion limit exceeded"
        );
    }
    // A refusal leaves nothing behind.
    assert_eq!(
        refusal::<Json>(&nested("[", "]", 200)),
        "recursion limit exceeded"
    );
    round_trips::<Json>(&nested("[", "]", 120));
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Solid {
    x: Option<f64>,
    y: Option<f64>,
    z: Option<f64>,
    name: Option<String>,
}

object!(Solid {
    0 optional x "x",
    1 optional y "y",
    2 optional z "z",
    3 optional name "name",
});

#[derive(Debug, Clone, PartialEq)]
struct Named {
    name: String,
}

object!(Named {
    0 required name "name",
});

#[derive(Debug, Clone, PartialEq)]
enum Spot {
    Point(Point),
    Named(Named),
    Combined(Solid),
    Unknown(Value),
}

union!(Spot {
    Point,
    Named,
} combined Combined else Unknown);

#[test]
fn what_is_several_variants_at_once_keeps_all_of_them() {
    let flat = Point { x: 1.0, y: 2.0 };
    assert_eq!(decode::<Spot>(r#"{"x":1,"y":2}"#), Spot::Point(flat));
    let both = r#"{"x":1.0,"y":2.0,"name":"home"}"#;
    assert!(matches!(decode(both), Spot::Combined(_)));
    round_trips::<Spot>(both);
    // What no variant lists is no reason to take all of them.
    assert!(matches!(
        decode(r#"{"name":"home","colour":"red"}"#),
        Spot::Named(_)
    ));
    // The name is no name: it is lost, as all that a point does not list.
    assert!(matches!(
        decode(r#"{"x":1,"y":2,"name":[]}"#),
        Spot::Point(_)
    ));
    // It is neither.
    assert!(matches!(decode(r#"{"z":3}"#), Spot::Unknown(_)));
}

/// Nothing but text, as in a query string.
#[derive(Debug)]
struct Query(&'static str);

impl<'de> serde::Deserializer<'de> for Query {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn where_all_is_text_a_string_may_be_a_number() {
    assert_eq!(Id::deserialize(Query("5")), Ok(Id::Number(5)));
    assert_eq!(Id::deserialize(Query("5a")), Ok(Id::Text("5a".to_owned())));
    assert_eq!(Figure::deserialize(Query("1.5")), Ok(Figure::Number(1.5)));
    assert_eq!(
        Place::deserialize(Query("true")),
        Ok(Place::Named("true".to_owned()))
    );
    assert!(Figure::deserialize(Query("x")).is_err());
}

#[test]
fn other_formats_hand_over_values() {
    fn read<'de, T: Deserialize<'de>>(value: impl IntoDeserializer<'de, Error>) -> T {
        T::deserialize(value.into_deserializer()).unwrap()
    }
    assert_eq!(read::<Id>("5"), Id::Text("5".to_owned()));
    assert_eq!(read::<Id>(5_i64), Id::Number(5));
    assert_eq!(read::<Figure>(u64::MAX), Figure::Big(u64::MAX));
    assert_eq!(read::<Figure>(1.5), Figure::Number(1.5));
    assert_eq!(read::<Place>(true), Place::Nowhere(Some(true)));
    assert_eq!(read::<Place>(()), Place::Nowhere(None));
    let path = Place::Path(vec![Place::Named("a".to_owned())]);
    assert_eq!(read::<Place>(vec!["a"]), path);
    let flat = Place::Flat(Point { x: 1.0, y: 2.0 });
    assert_eq!(
        read::<Place>(BTreeMap::from([("x", 1.0), ("y", 2.0)])),
        flat
    );
}
