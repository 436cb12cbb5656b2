//! Parameters are written as the tables of RFC 6570 and of OpenAPI 3.0 say, and read back.

use std::collections::BTreeMap;

use petstore::support::http::{
    Location, Parameter, Source, Spread, Style, Unfit, cookie_pairs, decode, encode, query_pairs,
    read_text, write_text,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads `text`, which is what [`encode`] wrote.
fn read<T: DeserializeOwned>(parameter: &Parameter, text: Option<&str>) -> Result<T, Unfit> {
    let all = text.unwrap_or_default();
    let pairs = match parameter.location {
        Location::Query => query_pairs(all),
        Location::Cookie => cookie_pairs(all),
        Location::Path | Location::Header => Vec::new(),
    };
    decode(Source {
        parameter,
        operation: None,
        text,
        pairs: &pairs,
        lenient: false,
    })
}

/// Checks that `value` is written as `text`, and `text` read as `value`.
#[track_caller]
fn check(parameter: Parameter, value: &Value, text: &str) {
    assert_eq!(
        encode(&parameter, value).as_deref(),
        Some(text),
        "{parameter:?}"
    );
    let back = match value {
        Value::Array(_) => read::<Vec<String>>(&parameter, Some(text)).map(|it| json!(it)),
        Value::Object(_) => {
            read::<BTreeMap<String, String>>(&parameter, Some(text)).map(|it| json!(it))
        }
        Value::Number(_) => read::<i64>(&parameter, Some(text)).map(|it| json!(it)),
        _ => read::<String>(&parameter, Some(text)).map(|it| json!(it)),
    };
    assert_eq!(back.as_ref(), Ok(value), "{parameter:?} {text}");
}

fn path(style: Style, explode: bool) -> Parameter {
    Parameter::path("color").style(style).explode(explode)
}

fn query(style: Style, explode: bool) -> Parameter {
    Parameter::query("color").style(style).explode(explode)
}

/// A parameter, and how it is written when it is empty, a string, an array, an object; `n/a` is
/// what the table leaves open.
type Row = (Parameter, [&'static str; 4]);

/// "Style Examples" of OpenAPI 3.0, with the corrections of 3.0.4: what is between the parts of
/// `label` without `explode` is a comma there, as in RFC 6570.
#[rustfmt::skip]
fn style_examples() -> Vec<Row> {
    let header = Parameter::header("color");
    let cookie = Parameter::cookie("color");
    let spread = query(Style::Form, true).properties(&["R", "G", "B"]);
    let deep = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    vec![
        (path(Style::Matrix, false), [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
        (path(Style::Matrix, true), [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
        (path(Style::Label, false), [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (path(Style::Label, true), [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (path(Style::Simple, false), ["n/a", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (path(Style::Simple, true), ["n/a", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        (header, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (header.explode(true), ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        (query(Style::Form, false), ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (query(Style::Form, true), ["color=", "color=blue", "color=blue&color=black&color=brown", "n/a"]),
        (query(Style::Form, true).rest(), ["n/a", "n/a", "n/a", "R=100&G=200&B=150"]),
        (spread, ["n/a", "n/a", "n/a", "R=100&G=200&B=150"]),
        (query(Style::SpaceDelimited, false), ["n/a", "n/a", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
        (query(Style::PipeDelimited, false), ["n/a", "n/a", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
        (query(Style::DeepObject, true), ["n/a", "n/a", "n/a", deep]),
        (cookie, ["color=", "color=blue", "color=blue; color=black; color=brown", "n/a"]),
        (cookie.explode(false), ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
    ]
}

#[test]
fn the_table_of_openapi() {
    let values = [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({"R": "100", "G": "200", "B": "150"}),
    ];
    for (parameter, texts) in style_examples() {
        for (value, text) in values.iter().zip(texts) {
            if text != "n/a" {
                check(parameter, value, text);
            }
        }
    }
}

/// Section 3.2 of RFC 6570, as far as OpenAPI uses it.
#[rustfmt::skip]
fn expansions() -> Vec<(Parameter, Value, &'static str)> {
    let list = json!(["red", "green", "blue"]);
    let keys = json!({"semi": ";", "dot": ".", "comma": ","});
    let simple = Parameter::path;
    let label = |name| Parameter::path(name).style(Style::Label);
    let matrix = |name| Parameter::path(name).style(Style::Matrix);
    let form = |name| Parameter::query(name).explode(false);
    let reserved = Parameter::query("path").allow_reserved();
    vec![
        (simple("var"), json!("value"), "value"),
        (simple("hello"), json!("Hello World!"), "Hello%20World%21"),
        (simple("half"), json!("50%"), "50%25"),
        (simple("x"), json!(1024), "1024"),
        (simple("list"), list.clone(), "red,green,blue"),
        (simple("keys"), keys.clone(), "semi,%3B,dot,.,comma,%2C"),
        (simple("keys").explode(true), keys.clone(), "semi=%3B,dot=.,comma=%2C"),
        (label("who"), json!("fred"), ".fred"),
        (label("half"), json!("50%"), ".50%25"),
        (label("list"), list.clone(), ".red,green,blue"),
        (label("list").explode(true), list.clone(), ".red.green.blue"),
        (label("keys"), keys.clone(), ".semi,%3B,dot,.,comma,%2C"),
        (matrix("x"), json!(1024), ";x=1024"),
        (matrix("empty"), json!(""), ";empty"),
        (matrix("list"), list.clone(), ";list=red,green,blue"),
        (matrix("list").explode(true), list.clone(), ";list=red;list=green;list=blue"),
        (matrix("keys"), keys.clone(), ";keys=semi,%3B,dot,.,comma,%2C"),
        (matrix("keys").explode(true), keys.clone(), ";semi=%3B;dot=.;comma=%2C"),
        (form("x"), json!(1024), "x=1024"),
        (form("empty"), json!(""), "empty="),
        (form("list"), list.clone(), "list=red,green,blue"),
        (form("list").explode(true), list, "list=red&list=green&list=blue"),
        (form("keys"), keys.clone(), "keys=semi,%3B,dot,.,comma,%2C"),
        (form("keys").explode(true).rest(), keys, "semi=%3B&dot=.&comma=%2C"),
        // `{+path}`, but for the characters that would end the query or its pair.
        (reserved, json!("/foo/bar"), "path=/foo/bar"),
        (reserved, json!("Hello World!"), "path=Hello%20World!"),
        (reserved, json!("a+b&c#d"), "path=a%2Bb%26c%23d"),
    ]
}

#[test]
fn the_tables_of_rfc_6570() {
    for (parameter, value, text) in expansions() {
        check(parameter, &value, text);
    }
    // A dot is text and separator at once: this one cannot be read back.
    let keys = json!({"semi": ";", "dot": ".", "comma": ","});
    let written = encode(&path(Style::Label, true), &keys);
    assert_eq!(written.as_deref(), Some(".semi=%3B.dot=..comma=%2C"));
    for style in [Style::Simple, Style::Label, Style::Matrix] {
        for undefined in [json!(null), json!([]), json!({}), json!([null])] {
            assert_eq!(encode(&path(style, false), &undefined), None);
            assert_eq!(encode(&path(style, true), &undefined), None);
        }
    }
}

#[test]
fn json_content() {
    let filter = json!({"a": [1, "two"], "b": null});
    let parameter = Parameter::query("filter").style(Style::Json);
    let text = "filter=%7B%22a%22%3A%5B1%2C%22two%22%5D%2C%22b%22%3Anull%7D";
    assert_eq!(encode(&parameter, &filter).as_deref(), Some(text));
    assert_eq!(read::<Value>(&parameter, Some(text)), Ok(filter.clone()));

    let header = Parameter::header("x-filter").style(Style::Json);
    assert_eq!(encode(&header, &filter), Some(filter.to_string()));
    assert_eq!(
        read::<Value>(&header, Some(&filter.to_string())),
        Ok(filter)
    );
    assert!(read::<Value>(&header, Some("{")).is_err());
}

#[test]
fn deep_objects() {
    let parameter = Parameter::query("filter").style(Style::DeepObject);
    let value =
        json!({"price": {"gte": "10"}, "tags": ["a", "b"], "of": [{"id": "1"}, {"id": "2"}]});
    let text = "filter%5Bprice%5D%5Bgte%5D=10&filter%5Btags%5D%5B%5D=a&filter%5Btags%5D%5B%5D=b\
                &filter%5Bof%5D%5B0%5D%5Bid%5D=1&filter%5Bof%5D%5B1%5D%5Bid%5D=2";
    assert_eq!(encode(&parameter, &value).as_deref(), Some(text));

    type Tree = BTreeMap<String, BTreeMap<String, i32>>;
    let tree: Tree = read(&parameter, Some("filter[a][b]=1&filter[a][c]=2&other=3")).unwrap();
    assert_eq!(json!(tree), json!({"a": {"b": 1, "c": 2}}));
    let lists: BTreeMap<String, Vec<i32>> = read(
        &parameter,
        Some("filter[a][]=1&filter[a][]=2&filter[b][0]=3"),
    )
    .unwrap();
    assert_eq!(json!(lists), json!({"a": [1, 2], "b": [3]}));
    let list: Vec<i32> = read(&parameter, Some("filter[]=1&filter[]=2")).unwrap();
    assert_eq!(list, [1, 2]);
    assert_eq!(
        read::<Option<Tree>>(&parameter, Some("filtered[a]=1")),
        Ok(None)
    );

    let error = read::<Tree>(&parameter, Some("filter[a][b]=x")).unwrap_err();
    assert_eq!(error.pointer, "/a/b");
    for broken in [
        "filter[a]=1&filter[a]=2",
        "filter[a]=1&filter[a][b]=2",
        "filter=1",
        "filter[[[=",
    ] {
        assert!(read::<Tree>(&parameter, Some(broken)).is_err(), "{broken}");
    }
}

#[test]
fn types_are_found_in_the_text() {
    let parameter = Parameter::query("x");
    assert_eq!(read::<i32>(&parameter, Some("x=-5")), Ok(-5));
    assert_eq!(
        read::<u64>(&parameter, Some("x=18446744073709551615")),
        Ok(u64::MAX)
    );
    assert_eq!(read::<f64>(&parameter, Some("x=1e3")), Ok(1000.0));
    assert_eq!(read::<bool>(&parameter, Some("x=true")), Ok(true));
    assert_eq!(
        read::<String>(&parameter, Some("x=true")),
        Ok("true".to_owned())
    );
    assert_eq!(
        read::<String>(&parameter, Some("x=a+b%2Bc")),
        Ok("a b+c".to_owned())
    );
    assert_eq!(read::<Option<i32>>(&parameter, Some("")), Ok(None));
    assert_eq!(read::<Option<i32>>(&parameter, Some("y=1")), Ok(None));
    assert_eq!(
        read::<Option<Vec<i32>>>(&parameter, Some("x=1&x=2")),
        Ok(Some(vec![1, 2]))
    );

    let empty = parameter.allow_empty();
    assert_eq!(read::<Option<i32>>(&empty, Some("x=")), Ok(None));
    assert_eq!(read::<Option<i32>>(&empty, Some("x=1")), Ok(Some(1)));
    // What may be a list is one where it comes more than once.
    let any = |text| read::<Value>(&parameter, Some(text));
    assert_eq!(any("x=a&x=b"), Ok(json!(["a", "b"])));
    assert_eq!(any("x=a"), Ok(json!("a")));

    let message = |text| read::<i32>(&parameter, Some(text)).unwrap_err().message;
    assert_eq!(message("y=1"), "it is missing");
    assert_eq!(message("x=one"), "expected a 32-bit integer");
    assert_eq!(message("x=4294967296"), "expected a 32-bit integer");
    assert_eq!(message("x=1.5"), "expected a 32-bit integer");
    assert_eq!(message("x="), "expected a 32-bit integer");
    assert_eq!(message("x=1&x=2"), "it is given more than once");
    assert_eq!(
        message("x=%FF"),
        "it is not UTF-8, or wrongly percent-encoded"
    );
    for text in ["x=NaN", "x=inf", "x=1e999"] {
        assert!(read::<f64>(&parameter, Some(text)).is_err(), "{text}");
    }
    for text in ["x=TRUE", "x=1", "x"] {
        assert!(read::<bool>(&parameter, Some(text)).is_err(), "{text}");
    }
    assert!(read::<Vec<i32>>(&parameter, Some("y=1")).is_err());
}

/// Most clients encode the commas between values as they encode those within.
#[test]
fn encoded_separators_are_taken_as_such_where_nothing_else_fits() {
    let ids = Parameter::query("ids").explode(false);
    assert_eq!(read::<Vec<i32>>(&ids, Some("ids=1%2C2")), Ok(vec![1, 2]));
    assert_eq!(read::<Vec<i32>>(&ids, Some("ids=")), Ok(vec![]));
    assert_eq!(
        read::<Vec<String>>(&ids, Some("ids=a%2Cb")),
        Ok(vec!["a,b".to_owned()])
    );
    let piped = query(Style::PipeDelimited, false);
    assert_eq!(
        read::<Vec<i32>>(&piped, Some("color=1|2%7c3")),
        Ok(vec![1, 2, 3])
    );
    let spaced = query(Style::SpaceDelimited, false);
    assert_eq!(
        read::<Vec<i32>>(&spaced, Some("color=1+2%203")),
        Ok(vec![1, 2, 3])
    );
}

/// Text of every kind survives the way there and back, wherever the style can tell its parts.
#[test]
fn what_is_written_is_read_back() {
    let mut random = Random(0x5eed);
    let mut parameters = Vec::new();
    for explode in [false, true] {
        for style in [Style::Simple, Style::Label, Style::Matrix] {
            parameters.push(path(style, explode));
        }
        parameters.push(query(Style::Form, explode));
        parameters.push(query(Style::Form, explode).allow_reserved());
        parameters.push(Parameter::cookie("color").explode(explode));
    }
    parameters.push(query(Style::DeepObject, true));
    for parameter in parameters {
        for _ in 0..500 {
            // A dot is text and separator at once.
            let dots = (parameter.style, parameter.explode) != (Style::Label, true);
            let commas = !parameter.allow_reserved;
            let text = |random: &mut Random| random.text(dots, commas);
            let scalar = Value::String(text(&mut random));
            let items = 1 + random.below(3);
            let array: Vec<_> = (0..items).map(|_| text(&mut random)).collect();
            let object: BTreeMap<_, _> = (0..items)
                .map(|index| {
                    (
                        format!("{index}{}", text(&mut random).replace([']', '['], "")),
                        text(&mut random),
                    )
                })
                .collect();
            if parameter.style != Style::DeepObject {
                round_trip(parameter, &scalar);
            }
            round_trip(parameter, &json!(array));
            let mut parameter = parameter;
            if parameter.explode && parameter.style == Style::Form {
                parameter.spread = Spread::Rest;
            }
            round_trip(parameter, &json!(object));
        }
    }
}

#[track_caller]
fn round_trip(parameter: Parameter, value: &Value) {
    let text = encode(&parameter, value).expect("something to send");
    check(parameter, value, &text);
}

/// A small generator of numbers (xorshift); the same ones in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn text(&mut self, dots: bool, commas: bool) -> String {
        let letters: Vec<char> = "a0 /?#[]@!$&'()*+,;=:%.|~é漢🦀\"<\\".chars().collect();
        let letters: Vec<char> = letters
            .into_iter()
            .filter(|it| (dots || *it != '.') && (commas || !matches!(it, ',' | '=' | ';')))
            .collect();
        let length = 1 + self.below(6);
        (0..length)
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }
}

#[test]
fn bodies_of_text_have_types_too() {
    assert_eq!(read_text::<i64>("-7"), Ok(-7));
    assert_eq!(read_text::<String>("-7"), Ok("-7".to_owned()));
    assert!(read_text::<bool>("yes").is_err());
    assert_eq!(write_text(json!("a\"b")), "a\"b");
    assert_eq!(write_text(json!(2.5)), "2.5");
}
