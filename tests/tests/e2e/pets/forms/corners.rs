//! What the support code makes of unusual forms, without a socket in between.

use std::collections::BTreeMap;

use bytes::Bytes;
use petstore::support::file::File;
use petstore::support::http::multipart::{
    FromMultipart, Multipart, Part, Parts, Piece, Writer, parse,
};
use petstore::support::http::{Form, Parameter, Style};
use serde_json::{Value, json};

/// The parts of `body`, in which `|` stands for the end of a line.
#[track_caller]
fn parts(body: &str) -> Vec<Part> {
    let body = Bytes::from(body.replace('|', "\r\n"));
    parse("multipart/form-data; boundary=b", &body).unwrap()
}

#[track_caller]
fn assert_names(disposition: &str, name: Option<&str>, file_name: Option<&str>) {
    let body = format!("--b|Content-Disposition: {disposition}||x|--b--");
    let [part] = parts(&body).try_into().unwrap();
    assert_eq!(part.name.as_deref(), name, "{disposition}");
    assert_eq!(part.file_name.as_deref(), file_name, "{disposition}");
}

#[test]
fn names_in_quotes_and_without() {
    assert_names(
        "form-data; name=a; filename=b.txt",
        Some("a"),
        Some("b.txt"),
    );
    assert_names("form-data;name=\"a\";filename=\"b\"", Some("a"), Some("b"));
    assert_names("form-data; NAME = \"a\" ; FileName=b", Some("a"), Some("b"));
    assert_names(
        "form-data; name=\"a; filename=b\"",
        Some("a; filename=b"),
        None,
    );
    assert_names(r#"form-data; name="a\"b\\c\d""#, Some(r#"a"b\c\d"#), None);
    assert_names(
        "form-data; name=\"a%22b%0D%0Ac%41\"",
        Some("a\"b\r\nc%41"),
        None,
    );
    assert_names(
        "form-data; name=\"%%22%0d%2%é%0A\"",
        Some("%\"%0d%2%é\n"),
        None,
    );
    assert_names("form-data; name=\"größe 漢\"", Some("größe 漢"), None);
    assert_names("form-data; name=\"\"", Some(""), None);
    assert_names("form-data; flag; name=a", Some("a"), None);
    assert_names("form-data; name=\"a", Some("a"), None);
    assert_names("form-data", None, None);
    assert_names("", None, None);
    // RFC 8187: what is encoded wins, if it can be read.
    let encoded = "form-data; name=a; filename=\"x\"; filename*=UTF-8''r%C3%A9x%22.png";
    assert_names(encoded, Some("a"), Some("réx\".png"));
    assert_names(
        "form-data; name=a; filename*=latin1''%E9; filename=x",
        Some("a"),
        Some("x"),
    );
}

/// A line of a head ends with both of its characters: a name cannot smuggle a header in with one of them.
#[test]
fn names_that_hold_half_a_line_break() {
    let name = "a\nContent-Type: text/html\rx";
    let [part] = parts(&format!(
        "--b|Content-Disposition: form-data; name=n; filename=\"{name}\"||x|--b--"
    ))
    .try_into()
    .unwrap();
    assert_eq!(part.file_name.as_deref(), Some(name));
    assert_eq!(part.content_type, None);
}

#[test]
fn bodies_are_split_at_boundaries_alone() {
    let texts = |body: &str| -> Vec<String> {
        let parts = parts(body).into_iter();
        parts
            .map(|it| String::from_utf8(it.bytes.into()).unwrap())
            .collect()
    };
    assert_eq!(texts("--b||one|--b||two|--b--"), ["one", "two"]);
    assert_eq!(texts("--b|||--b--"), [""]);
    assert_eq!(texts("--b||--b--"), [""]);
    assert_eq!(texts("--b--"), Vec::<String>::new());
    // The boundary as a part of a line, or of a longer word.
    assert_eq!(texts("--b||a--b|--bc|-- b|--b--"), ["a--b\r\n--bc\r\n-- b"]);
    assert_eq!(texts("--bc|--b||x|--b--"), ["x"]);
    assert_eq!(texts("--b||\n--b\n||--b--"), ["\n--b\n\r\n"]);
    assert_eq!(
        texts("before|--b|A: b|c:d||x|--b  |E:||y|--b-- after|--b||z|--b--"),
        ["x", "y"]
    );
    let body = Bytes::from("--a'() +_,-./:=?z\r\n\r\nx\r\n--a'() +_,-./:=?z--");
    let kind = "Multipart/Form-Data; charset=utf-8; Boundary=\"a'() +_,-./:=?z\"";
    assert_eq!(parse(kind, &body).unwrap().len(), 1);
}

/// Files by name.
struct Files(Vec<(String, File)>);

impl Multipart for Files {
    fn write(&self, writer: &mut Writer) {
        for (name, file) in &self.0 {
            writer.file(name, &[], file);
        }
    }
}

impl FromMultipart for Files {
    const NAMES: &'static [&'static str] = &["first", "second"];

    fn read(parts: &mut Parts) -> Option<Self> {
        let mut files = Vec::new();
        while let Some(name) = parts.next_name() {
            let found: Vec<File> = parts.file(&name, &[])?;
            files.extend(found.into_iter().map(|it| (name.clone(), it)));
        }
        Some(Self(files))
    }
}

#[test]
fn whatever_is_written_is_read_again() {
    let names = [
        "a",
        "a\"b",
        "a\r\nX: y\r\n\r\n--",
        "a;b=c",
        "größe 漢",
        "a\\b",
        " a ",
        "",
    ];
    let contents: [&[u8]; 7] = [
        b"",
        b"\r\n",
        b"\r\n--form-",
        b"--",
        b"\0\xff\x80",
        b"\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"evil\"\r\n\r\nx\r\n",
        b"text",
    ];
    let mut written = Vec::new();
    for name in names {
        for content in contents {
            let file = File::new(content.to_vec())
                .with_name(name)
                .with_content_type("a/b");
            written.push((name.to_owned(), file));
        }
    }
    let (boundary, pieces) = Writer::write(&Files(written.clone())).unwrap();
    let [Piece::Bytes(body)] = &pieces[..] else {
        panic!("nothing is a stream");
    };
    let kind = format!("multipart/form-data; boundary={boundary}");
    let read = parse(&kind, body).unwrap();
    let read: Vec<(String, File)> = read
        .into_iter()
        .map(|it| (it.name.clone().unwrap(), File::from(it)))
        .collect();
    assert_eq!(read, written);
}

#[test]
fn a_boundary_is_never_used_twice() {
    let form = Files(vec![("a".to_owned(), File::new("x"))]);
    let boundaries = [(); 3].map(|()| Writer::write(&form).unwrap().0);
    let [one, two, three] = boundaries;
    assert!(one != two && two != three && one != three);
    assert!(one.len() <= 70);
}

#[test]
fn parts_without_names_are_known_by_their_place() {
    let mut found = Parts::new(parts("--b||one|--b||two|--b||three|--b--"), Files::NAMES);
    let Files(files) = Files::read(&mut found).unwrap();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, it)| (&**name, &it.bytes[..]))
        .collect();
    assert_eq!(files, [("first", &b"one"[..]), ("second", b"two")]);
    let unfits = found.into_unfits();
    assert_eq!(unfits.len(), 1);
    assert_eq!(unfits[0].message, "a part has no name");
}

#[test]
fn parts_that_are_text_or_json() {
    let body = "--b|Content-Disposition: form-data; name=a||1|\
                --b|Content-Disposition: form-data; name=b|content-type: application/json||[1, 2]|\
                --b|Content-Disposition: form-data; name=c||x|\
                --b|Content-Disposition: form-data; name=c||y|--b--";
    let mut found = Parts::new(parts(body), &[]);
    assert_eq!(found.any::<Value>("a", &[]), Some(json!("1")));
    assert_eq!(found.any::<Value>("b", &[]), Some(json!([1, 2])));
    assert_eq!(found.any::<Vec<String>>("c", &[]).unwrap(), ["x", "y"]);
    assert_eq!(found.any::<Option<String>>("d", &[]), Some(None));
    assert_eq!(found.json::<Option<Value>>("e", &[]), Some(None));
    assert_eq!(found.text::<i32>("f", &[]), None);
    found.refuse_others();
    let told: Vec<String> = found
        .into_unfits()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, ["/f: it is missing"]);
}

#[test]
fn parts_that_nobody_takes_are_told_in_the_order_in_which_they_came() {
    let body = "--b|Content-Disposition: form-data; name=z||1|\
                --b|Content-Disposition: form-data; name=b||2|\
                --b|Content-Disposition: form-data; name=a||3|\
                --b|Content-Disposition: form-data; name=z||4|--b--";
    let mut found = Parts::new(parts(body), &[]);
    assert_eq!(found.text::<i32>("b", &[]), Some(2));
    assert_eq!(found.next_name().as_deref(), Some("z"));
    found.refuse_others();
    let told: Vec<String> = found
        .into_unfits()
        .iter()
        .map(ToString::to_string)
        .collect();
    let no_such = "the form has no such part";
    assert_eq!(told, [format!("/z: {no_such}"), format!("/a: {no_such}")]);
}

const PLAIN: Form = Form {
    parameters: &[],
    empty: &["list", "map", "maybe", "number"],
};

#[test]
fn forms_without_types() {
    for (text, value) in [
        ("number=1", json!({"number": "1"})),
        ("a=1&a=2", json!({"a": ["1", "2"]})),
        (
            "a[b]=1&a[c][]=x&a[c][]=y",
            json!({"a": {"b": "1", "c": ["x", "y"]}}),
        ),
        (
            "a[0][b]=1&a[1][b]=2",
            json!({"a": [{"b": "1"}, {"b": "2"}]}),
        ),
        ("a[1]=x", json!({"a": {"1": "x"}})),
        ("a[00]=x", json!({"a": {"00": "x"}})),
        ("[a]=1", json!({"[a]": "1"})),
        ("a%5Bb%5D=%2B+%20", json!({"a": {"b": "+  "}})),
    ] {
        let form = Form {
            empty: &[],
            ..PLAIN
        };
        assert_eq!(form.read::<Value>(text).unwrap(), value, "{text}");
    }
}

#[test]
fn what_is_empty_leaves_nothing_behind() {
    let value = json!({"list": [], "map": {}, "maybe": null, "number": 1});
    assert_eq!(PLAIN.write(&value).unwrap(), "number=1");
    let read: BTreeMap<String, Vec<String>> = Form {
        empty: &["list"],
        ..PLAIN
    }
    .read("")
    .unwrap();
    assert_eq!(read, BTreeMap::from([("list".to_owned(), Vec::new())]));
    let missing = PLAIN.read::<BTreeMap<String, i32>>("number=1").unwrap_err();
    assert_eq!(missing.to_string(), "/list: it is missing");
    assert!(PLAIN.write(&json!([1])).is_err());
    assert!(PLAIN.write("text").is_err());
    assert_eq!(PLAIN.write(&Value::Null).unwrap(), "");
}

#[test]
fn properties_laid_out_as_the_document_says() {
    static FORM: Form = Form {
        parameters: &[
            Parameter::query("csv").explode(false),
            Parameter::query("url").allow_reserved(),
            Parameter::query("json").style(Style::Json),
            Parameter::query("point").properties(&["x", "y"]),
        ],
        empty: &[],
    };
    let value = json!({
        "csv": ["a", "b,c"], "url": "https://a/b?c=d&e", "json": {"a": [1]},
        "point": {"x": "1", "y": "2"}, "deep": {"a": {"b": [1, {"c": 2}]}},
    });
    let text = FORM.write(&value).unwrap();
    let expected = "csv=a,b%2Cc&url=https://a/b?c=d%26e&json=%7B%22a%22%3A%5B1%5D%7D&x=1&y=2\
                    &deep%5Ba%5D%5Bb%5D%5B%5D=1&deep%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=2";
    assert_eq!(text, expected);
    let read: BTreeMap<String, Value> = FORM.read("url=a%26b&json=%5B1%5D").unwrap();
    assert_eq!(read["url"], "a&b");
    assert_eq!(read["json"], json!([1]));
}
