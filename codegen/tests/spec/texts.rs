//! Texts: JSON and YAML, with their traps, and what is no document at all.

use std::fmt::Write as _;

use codegen::diagnostic::Position;
use codegen::spec::{Limits, Refusal, Spec, Version};
use serde_json::{Value, json};

use super::{codes, document, place};

fn refusal(text: &str) -> Refusal {
    match Spec::from_text("openapi.yaml", text) {
        Ok(_) => panic!("was read: {text}"),
        Err(refusal) => refusal,
    }
}

/// The code and position of the only thing that is wrong.
fn refused(text: &str) -> (&'static str, Option<Position>) {
    let refusal = refusal(text);
    let last = refusal.diagnostics.iter().last().unwrap();
    (last.code, last.position)
}

fn at(line: usize, column: usize) -> Option<Position> {
    Some(Position { line, column })
}

/// The value of an example in YAML.
fn value(yaml: &str) -> Value {
    let spec = document("3.1.0", &format!("x-value:\n{yaml}"));
    spec.value(&place("/x-value")).unwrap().clone()
}

#[test]
fn json_and_yaml_are_the_same() {
    let json =
        r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {}}}"#;
    let yaml = "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths:\n  /a: {}\n";
    let loose =
        "{ openapi: 3.0.3, info: { title: T, version: '1', }, paths: { /a: {} } } # comment";
    let [json, yaml, loose] = [json, yaml, loose].map(|it| {
        Spec::from_text("x", it)
            .map(|it| it.root().unwrap())
            .unwrap()
    });
    assert_eq!(json, yaml);
    assert_eq!(json, loose);
}

#[test]
fn order_is_kept() {
    assert_eq!(
        value("  z: 1\n  a: 2\n  m: 3\n")
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["z", "a", "m"]
    );
}

#[test]
fn what_is_no_document() {
    assert_eq!(refused("").0, "empty-file");
    assert_eq!(refused(" \n\n").0, "empty-file");
    assert_eq!(refused("# only a comment\n").0, "not-openapi");
    assert_eq!(refused("just words\n").0, "not-openapi");
    assert_eq!(refused("[1, 2]").0, "not-openapi");
    assert_eq!(refused("type: object\n").0, "not-openapi");
    assert_eq!(refused("swagger: '2.0'\ninfo: {}\n").0, "swagger");
    assert_eq!(refused("openapi: 2.0.0\n").0, "unknown-version");
    assert_eq!(refused("openapi: 4.0.0\n").0, "unknown-version");
}

#[test]
fn versions() {
    for (text, version) in [
        ("3.0.3", Version::V3_0),
        ("3.0", Version::V3_0),
        ("'3'", Version::V3_0),
        ("3.1", Version::V3_1),
        ("3.1.0-rc1", Version::V3_1),
        ("3.2.0", Version::V3_2),
        ("3.7.0", Version::V3_2),
    ] {
        let spec = document(text, "");
        assert_eq!(spec.root().unwrap().version, version, "{text}");
        assert_eq!(
            codes(&spec).contains(&"newer-version"),
            text == "3.7.0",
            "{text}"
        );
    }
}

#[test]
fn faults_of_syntax_have_a_position() {
    assert_eq!(
        refused("{\n  \"openapi\": \"3.0.3\",\n  \"info\": ]\n}"),
        ("not-json", at(3, 11))
    );
    assert_eq!(refused("openapi: 3.0.3\ninfo:\n\ttitle: x\n").0, "not-yaml");
    assert_eq!(refused("openapi: 3.0.3\ninfo: *nobody\n").0, "not-yaml");
    assert_eq!(
        refused("openapi: 3.0.3\ninfo: a\u{7f}b\n"),
        ("not-yaml", at(2, 8))
    );
    assert_eq!(refused("{\"openapi\": \"3.0.3\""), ("not-json", at(1, 19)));
}

#[test]
fn encodings() {
    let read = |bytes: &[u8]| {
        let file =
            std::env::temp_dir().join(format!("codegen-encoding-{}.yaml", std::process::id()));
        std::fs::write(&file, bytes).unwrap();
        let read = Spec::read(&file, &Limits::default());
        std::fs::remove_file(&file).unwrap();
        read.map(|_| ()).map_err(|it| {
            it.diagnostics
                .iter()
                .next()
                .map(|it| (it.code, it.position))
                .unwrap()
        })
    };
    let good = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n";
    assert_eq!(read(good.as_bytes()), Ok(()));
    assert_eq!(read(format!("\u{feff}{good}").as_bytes()), Ok(()));
    assert_eq!(
        read(b"openapi: 3.0.3\n# \xff\n"),
        Err(("not-utf8", at(2, 3)))
    );
    assert_eq!(
        read(b"openapi: 3.0.3\nx: a\0b\n"),
        Err(("nul-character", at(2, 5)))
    );
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&utf16), Err(("not-utf8", None)));
    assert_eq!(
        read(&[&[0xff, 0xfe], utf16.as_slice()].concat()),
        Err(("not-utf8", None))
    );
}

#[test]
fn files_that_cannot_be_read() {
    let read = |path: &str| {
        let refusal = Spec::read(std::path::Path::new(path), &Limits::default())
            .err()
            .unwrap();
        refusal.report().to_string()
    };
    let report = read("/nonexistent/openapi.yaml");
    assert!(report.starts_with("error[unreadable-file]"), "{report}");
    assert!(report.contains("--> /nonexistent/openapi.yaml"), "{report}");
    let folder = std::env::temp_dir();
    assert!(read(folder.to_str().unwrap()).contains("it is not a file"));
}

#[test]
fn keys_are_text_as_it_is_written() {
    let it = value(
        "  200: a\n  1.10: b\n  true: c\n  on: d\n  ~: e\n  0x10: f\n  2024-01-01: g\n  ? h\n  : i\n",
    );
    let keys: Vec<_> = it.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["200", "1.10", "true", "on", "~", "0x10", "2024-01-01", "h"]
    );
    assert_eq!(refused("openapi: 3.0.3\n? [a, b]\n: c\n").0, "not-yaml");
}

#[test]
fn scalars_of_yaml() {
    let it = value(
        "  - on\n  - yes\n  - 2024-01-01\n  - 012\n  - 1_000\n  - !!str 5\n  - .nan\n  - -.inf\n  - 0o17\n  - ''\n  - \n  - !mine x\n",
    );
    assert_eq!(
        it,
        json!([
            "on",
            "yes",
            "2024-01-01",
            "012",
            "1_000",
            "5",
            ".nan",
            "-.inf",
            15,
            "",
            null,
            "x"
        ])
    );
    assert_eq!(
        value("  340282366920938463463374607431768211455\n"),
        json!(3.402_823_669_209_385e38)
    );
}

#[test]
fn numbers_that_should_be_text_are_so_as_they_are_written() {
    let text = "openapi: 3.0.3\ninfo:\n  title: 1e3\n  version: 1.10\npaths: {}\n";
    let info = Spec::from_text("x", text).unwrap().root().unwrap().info;
    assert_eq!(
        (info.title.as_str(), info.version.as_str()),
        ("1e3", "1.10")
    );
    let json = r#"{"openapi": "3.0.3", "info": {"title": "T", "version": 2.50}, "paths": {}}"#;
    assert_eq!(
        Spec::from_text("x", json)
            .unwrap()
            .root()
            .unwrap()
            .info
            .version,
        "2.50"
    );
}

#[test]
fn aliases_and_merges() {
    let it = value(
        "  base: &b { a: 1, c: { d: 2 } }\n  it: { <<: *b, a: 3 }\n  list: { <<: [*b, { e: 5, a: 9 }] }\n  same: *b\n",
    );
    assert_eq!(it.get("it").unwrap(), &json!({ "a": 3, "c": { "d": 2 } }));
    assert_eq!(
        it.get("list").unwrap(),
        &json!({ "a": 1, "c": { "d": 2 }, "e": 5 })
    );
    assert_eq!(it.get("same").unwrap(), it.get("base").unwrap());
}

#[test]
fn repeated_keys_are_reported_and_the_last_counts() {
    let spec = document("3.0.3", "x-value: { a: 1, b: 2, a: 3 }\n");
    assert_eq!(spec.value(&place("/x-value/a")), Some(&json!(3)));
    let repairs = spec.repairs();
    let it = repairs.iter().next().unwrap();
    assert_eq!((it.code, &it.place), ("repeated-key", &place("/x-value/a")));
    let json = r#"{"openapi": "3.0.3", "info": {"title": "T", "title": "U", "version": "1"}, "paths": {}}"#;
    assert_eq!(
        codes(&Spec::from_text("x", json).unwrap()),
        ["repeated-key"]
    );
}

#[test]
fn only_the_first_of_several_yaml_documents_is_read() {
    let spec = document("3.0.3", "---\nopenapi: 3.1.0\n");
    assert_eq!(spec.root().unwrap().version, Version::V3_0);
    assert_eq!(codes(&spec), ["several-documents"]);
    assert!(codes(&document("3.0.3", "...\n")).is_empty());
    assert_eq!(
        codes(&document("3.0.3", "...\n]: [\n")),
        ["several-documents"]
    );
}

#[test]
fn depth_is_limited() {
    let json = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!("{{\"openapi\": \"3.0.3\", \"x\": {open}{close}}}")
    };
    assert_eq!(Spec::from_text("x", &json(90)).err().map(|_| ()), None);
    for depth in [120, 1_000, 1_000_000] {
        assert_eq!(refused(&json(depth)).0, "too-deep", "{depth}");
    }
    let mut block = "openapi: 3.0.3\nx:\n".to_owned();
    for depth in 0..200 {
        let _ = writeln!(block, "{:depth$} a:", "");
    }
    assert_eq!(refused(&block).0, "too-deep");
    for depth in [120, 5_000, 1_000_000] {
        let flow = format!(
            "openapi: 3.0.3\nx: {}{}\n",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        assert_eq!(refused(&flow).0, "too-deep", "{depth}");
    }
    let dashes = format!("openapi: 3.0.3\nx:\n  {}1\n", "- ".repeat(100_000));
    assert_eq!(refused(&dashes).0, "too-deep");
}

#[test]
fn alias_bombs_are_limited() {
    let mut bomb = "openapi: 3.0.3\nx:\n  a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..20 {
        let inner = format!("*a{}", level - 1);
        let _ = writeln!(
            bomb,
            "  a{level}: &a{level} [{}]",
            [inner.as_str(); 9].join(", ")
        );
    }
    assert_eq!(refused(&bomb).0, "too-many-values");
    let merges = bomb.replace(['[', ']'], "").replace("*a", "<<: *a");
    assert!(Spec::from_text("x", &merges).is_err());
    assert_eq!(refused("openapi: 3.0.3\nx: &x [*x]\n").0, "too-deep");
    let text = "y".repeat(1 << 20);
    let long = format!("openapi: 3.0.3\nx: [&a '{text}', {}]\n", "*a, ".repeat(300));
    assert_eq!(refused(&long).0, "too-big");
}

#[test]
fn size_is_limited() {
    let limits = Limits {
        max_bytes: 100,
        ..Limits::default()
    };
    let text = format!("openapi: 3.0.3\n# {}\n", "x".repeat(100));
    let refusal = Spec::from_texts(&[("x", &text)], &limits).err().unwrap();
    assert_eq!(refusal.diagnostics.iter().next().unwrap().code, "too-big");
}
