mod flaws;

use std::collections::BTreeMap;

use serde_json::json;

use super::super::{Dependency, Names, Select};
use super::*;
use crate::ir::{CratePart, CrateParts};
use crate::settings::{
    Cli, Events, Models, Pagination, Paging, PagingRule, PagingStyle, Server, UnknownEnumValues,
    UnlistedProperties,
};
use crate::spec::Limits;
use crate::spec::{Pin, Pins};

fn errors(text: &str) -> String {
    settings("codegen.toml", text)
        .expect_err("the settings are wrong")
        .to_string()
}

#[test]
fn a_name_is_enough() {
    let read = settings("codegen.toml", "[package]\nname = \"pets-api\"\n").unwrap();
    assert_eq!(read, Settings::for_package("pets-api"));
}

#[test]
fn every_setting_is_read() {
    let text = r#"
        spec = "pets.json"
        output = "../pets"
        deny-warnings = true
        example-tests = true
        [package]
        name = "pets"
        version = "1.2.3-rc.1+5"
        license = "MIT"
        description = "Pets."
        repository = "https://example.com/pets"
        features-by-tag = true
        parts = ["docs", "mock"]
        [types]
        date-time = "jiff"
        number = "exact"
        [types.formats]
        decimal = "rust_decimal::Decimal"
        [types.schemas]
        Money = "my::Money"
        [models]
        unknown-enum-values = "refuse"
        unlisted-properties = "keep"
        [server]
        max-body-bytes = 10
        time-limit-seconds = 11
        request-context = true
        unimplemented = true
        docs = true
        [cli]
        name = "pet-shop"
        [names.schemas]
        pet_v2 = "Pet"
        [names.operations]
        "GET /pets" = "list_pets"
        [select]
        tags = ["Pets"]
        paths = ["/pets/*"]
        methods = ["GET"]
        operations = ["getPet"]
        [pagination.operations]
        listPets = { style = "cursor", parameter = "after", next = "/next", has-more = "/more" }
        [[pagination.rules]]
        query = ["page"]
        style = "link"
        items = ""
        [events]
        sentinel = "[DONE]"
        [remote]
        "https://example.com/pet.yaml" = { file = "pet.yaml", sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff" }
        [dependencies]
        rust_decimal = "1"
        my = { version = "2", features = ["a", "b"] }
        [limits]
        max-bytes = 1
        max-files = 2
        max-depth = 3
        max-values = 4
        max-expansion = 5
        max-shown = 6
    "#;
    let map = |key: &str, value: &str| BTreeMap::from([(key.to_owned(), value.to_owned())]);
    let expected = Settings {
        spec: "pets.json".to_owned(),
        output: "../pets".to_owned(),
        deny_warnings: true,
        example_tests: true,
        package: Package {
            name: "pets".to_owned(),
            version: "1.2.3-rc.1+5".to_owned(),
            license: Some("MIT".to_owned()),
            description: Some("Pets.".to_owned()),
            repository: Some("https://example.com/pets".to_owned()),
            features_by_tag: true,
            parts: CrateParts::from_iter([CratePart::Docs, CratePart::Mock]),
        },
        types: Types {
            date_time: DateTime::Jiff,
            number: Number::Exact,
            formats: map("decimal", "rust_decimal::Decimal"),
            schemas: map("Money", "my::Money"),
        },
        models: Models {
            unknown_enum_values: UnknownEnumValues::Refuse,
            unlisted_properties: UnlistedProperties::Keep,
        },
        server: Server {
            max_body_bytes: 10,
            time_limit_seconds: Some(11),
            request_context: true,
            unimplemented: true,
            docs: true,
        },
        cli: Cli {
            name: Some("pet-shop".to_owned()),
        },
        names: Names {
            schemas: map("pet_v2", "Pet"),
            operations: map("GET /pets", "list_pets"),
        },
        select: Select {
            tags: vec!["Pets".to_owned()],
            paths: vec!["/pets/*".to_owned()],
            methods: vec!["GET".to_owned()],
            operations: vec!["getPet".to_owned()],
        },
        pagination: Pagination {
            operations: BTreeMap::from([(
                "listPets".to_owned(),
                Paging {
                    style: PagingStyle::Cursor,
                    parameter: Some("after".to_owned()),
                    limit: None,
                    next: Some("/next".to_owned()),
                    items: None,
                    has_more: Some("/more".to_owned()),
                },
            )]),
            rules: vec![PagingRule {
                query: vec!["page".to_owned()],
                paging: Paging {
                    style: PagingStyle::Link,
                    parameter: None,
                    limit: None,
                    next: None,
                    items: Some(String::new()),
                    has_more: None,
                },
            }],
        },
        events: Events {
            sentinel: Some("[DONE]".to_owned()),
        },
        remote: Pins::from([(
            "https://example.com/pet.yaml".to_owned(),
            Pin {
                file: "pet.yaml".to_owned(),
                sha256: "00112233445566778899aabbccddeeff".repeat(2),
            },
        )]),
        dependencies: BTreeMap::from([
            ("rust_decimal".to_owned(), Dependency(json!("1"))),
            (
                "my".to_owned(),
                Dependency(json!({ "version": "2", "features": ["a", "b"] })),
            ),
        ]),
        limits: Limits {
            max_bytes: 1,
            max_files: 2,
            max_depth: 3,
            max_values: 4,
            max_expansion: 5,
            max_shown: 6,
        },
    };
    let read = settings("codegen.toml", text).unwrap();
    assert_eq!(read, expected);
    let written = read.dependencies.values().map(Dependency::to_toml);
    assert_eq!(
        written.collect::<Vec<_>>(),
        [r#"{ version = "2", features = ["a", "b"] }"#, r#""1""#]
    );
}

#[test]
fn the_file_of_this_workspace_is_right_and_names_every_setting() {
    let text = include_str!("../../../../spec/codegen.toml");
    settings("spec/codegen.toml", text).unwrap();

    // What it leaves to the default it shows in a comment, so that nothing has to be looked up.
    let mut missing = Vec::new();
    for key in [
        "spec",
        "output",
        "deny-warnings",
        "example-tests",
        "name",
        "version",
        "license",
        "description",
        "repository",
        "parts",
        "date-time",
        "number",
        "[types.formats]",
        "[types.schemas]",
        "unlisted-properties",
        "[names.schemas]",
        "[names.operations]",
        "[select]",
        "[remote]",
        "[dependencies]",
        "unknown-enum-values",
        "max-body-bytes",
        "max-bytes",
        "max-files",
        "max-depth",
        "max-values",
        "max-expansion",
        "max-shown",
    ] {
        let shows = |line: &str| {
            let line = line.trim_start_matches("# ");
            line == key || line.starts_with(&format!("{key} ="))
        };
        if !text.lines().any(shows) {
            missing.push(key);
        }
    }
    assert_eq!(missing, [""; 0]);
}

#[test]
fn an_unknown_setting_is_shown_with_those_that_there_are() {
    assert_eq!(
        errors("# Pets.\n[package]\nname = \"pets\"\nlicence = \"MIT\"\n[types]\n"),
        "\
error: there is no setting `package.licence`
 --> codegen.toml:4
4 | licence = \"MIT\"
  = write one of `name`, `version`, `license`, `description`, `repository`, `features-by-tag`, `parts`
"
    );
    assert_eq!(
        errors("types.time = 1\ncolour = 3\n[package]\nname = \"pets\"\n"),
        "\
error: there is no setting `types.time`
 --> codegen.toml:1
1 | types.time = 1
  = write one of `date-time`, `number`, `formats`, `schemas`

error: there is no setting `colour`
 --> codegen.toml:2
2 | colour = 3
  = write one of `package`, `spec`, `output`, `deny-warnings`, `example-tests`, `types`, `models`, `server`, `cli`, `names`, `select`, `pagination`, `events`, `remote`, `dependencies`, `limits`
"
    );
}

#[test]
fn a_part_is_one_of_those_that_there_are() {
    assert_eq!(
        errors("[package]\nname = \"pets\"\nparts = [\"client\", \"sever\", 1]\n"),
        "\
error: the setting `package.parts` cannot have \"sever\"
 --> codegen.toml:3
3 | parts = [\"client\", \"sever\", 1]
  = write any of \"client\", \"server\", \"validate\", \"mock\", \"cli\", \"docs\"

error: the setting `package.parts` cannot have 1
 --> codegen.toml:3
3 | parts = [\"client\", \"sever\", 1]
  = write any of \"client\", \"server\", \"validate\", \"mock\", \"cli\", \"docs\"
"
    );
    assert_eq!(
        errors("[package]\nname = \"pets\"\nparts = [\"client\"]\n[server]\ndocs = true\n"),
        "\
error: the setting `server.docs` needs the parts `server` and `docs` of the crate
 --> codegen.toml:5
5 | docs = true
  = add both to `package.parts`, or write `false`
"
    );
    assert!(errors("[package]\nname = \"pets\"\nparts = \"client\"\n").contains("is not a list"));
}

#[test]
fn the_name_is_needed_and_must_be_one_of_a_package() {
    let expected = "\
error: the setting `package.name` is missing
 --> codegen.toml
  = write `name = \"…\"` below `[package]`: the name of the crate to write
";
    assert_eq!(errors(""), expected);
    assert!(errors("[package]\nversion = \"1.0.0\"\n").contains("codegen.toml:1\n"));
    for (name, reason) in [
        ("", "a letter first"),
        ("9lives", "a letter first"),
        ("pets api", "a letter first"),
        ("../pets", "a letter first"),
        ("p\u{e9}ts", "a letter first"),
        ("type", "keyword"),
        ("serde-json", "used already"),
        ("core", "used already"),
    ] {
        let errors = errors(&format!("[package]\nname = \"{name}\"\n"));
        assert!(errors.contains("`package.name` cannot be"), "{errors}");
        assert!(errors.contains(reason), "{errors}");
        assert_eq!(errors.matches("error: ").count(), 1, "{errors}");
    }
}

#[test]
fn a_missing_name_does_not_hide_behind_another_flaw() {
    let errors = errors("deny-warnings = 1\n[package]\n");
    assert!(errors.contains("`deny-warnings` is not a flag"), "{errors}");
    assert!(errors.contains("`package.name` is missing"), "{errors}");
}

#[test]
fn a_limit_that_no_reader_keeps_is_refused() {
    let text = "[package]\nname = \"pets\"\n[limits]\nmax-depth = 121\n";
    assert_eq!(
        errors(text),
        "error: the setting `limits.max-depth` is too large
 --> codegen.toml:4
4 | max-depth = 121
  = write 120 or less; no reader goes deeper
"
    );
}
