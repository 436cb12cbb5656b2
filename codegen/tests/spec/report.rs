//! What people see of a diagnostic.

use codegen::diagnostic::{Diagnostic, Diagnostics, Severity};
use codegen::spec::Spec;

use super::place;

const YAML: &str = "\
openapi: 3.0.3
info:
  title: Ünïcode
  version: '1'
paths: {}
components:
  schemas:
    Session:
      type: object
      properties:
        id: { type: string, description: 'größer', format: ulid }
        list:
          - first
          - name: second
";

fn said(spec: &Spec, pointers: &[&str]) -> String {
    let warnings = pointers
        .iter()
        .map(|it| Diagnostic::warning("some-code", &place(it), "found", "write"));
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(warnings);
    spec.report(&diagnostics).to_string()
}

/// The line, column and marked text of each place, in order.
fn marks(text: &str, pointers: &[&str]) -> Vec<(usize, usize, String)> {
    let spec = Spec::from_text("openapi.yaml", text).unwrap();
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(
        pointers
            .iter()
            .map(|it| Diagnostic::warning("c", &place(it), "m", "h")),
    );
    let report = spec.report(&diagnostics);
    report
        .iter()
        .map(|it| {
            let position = it.position.unwrap();
            let marked = it.line.chars().skip(it.indent).take(it.width).collect();
            (position.line, position.column, marked)
        })
        .collect()
}

#[test]
fn a_diagnostic_shows_its_line() {
    let spec = Spec::from_text("spec/openapi.yaml", YAML).unwrap();
    assert_eq!(
        said(&spec, &["/components/schemas/Session/properties/id/format"]),
        "\
warning[some-code]: found
  --> spec/openapi.yaml:11:60
   |
11 |         id: { type: string, description: 'größer', format: ulid }
   |                                                            ^^^^
   = at: #/components/schemas/Session/properties/id/format
   = help: write
"
    );
}

#[test]
fn an_object_is_shown_by_its_key_and_what_is_missing_by_its_holder() {
    assert_eq!(
        marks(
            YAML,
            &[
                "/components/schemas/Session",
                "/components/schemas/Session/properties/id/nothing/here",
                "/components/schemas/Session/properties/list/0",
                "/components/schemas/Session/properties/list/1",
                "/info/title",
                "",
            ]
        ),
        [
            (1, 1, "openapi: 3.0.3".to_owned()),
            (3, 10, "Ünïcode".to_owned()),
            (8, 5, "Session".to_owned()),
            (11, 9, "id".to_owned()),
            (13, 13, "first".to_owned()),
            (14, 13, "name: second".to_owned()),
        ]
    );
}

#[test]
fn what_is_about_a_name_marks_the_name() {
    for text in [
        YAML.to_owned(),
        r#"{"openapi": "3.0.3", "info": {}, "paths": {}, "bogus": 5}"#.to_owned(),
    ] {
        let text = text.replace("paths: {}\n", "paths: {}\nbogus: 5\n");
        let spec = Spec::from_text("o", &text).unwrap();
        spec.root().unwrap();
        let repairs = spec.repairs();
        let report = spec.report(&repairs);
        let it = report
            .iter()
            .find(|it| it.diagnostic.code == "unknown-member")
            .unwrap();
        let marked: String = it.line.chars().skip(it.indent).take(it.width).collect();
        assert_eq!(marked.trim_matches('"'), "bogus");
    }
}

#[test]
fn places_in_json() {
    let json = "{\"openapi\": \"3.0.3\",\n \"info\": {\"title\": \"ü \\\" {\", \"version\": \"1\"},\n \"paths\": {},\n \"x\": \
                [1, {\"a\\u0062\": true}, \"\"], \"w\": {\"a\": [\"}\", \"\\\"]\", {\"b\": [[]]}]}, \
                \"y\": {\"x\": [0, 7]}}";
    assert_eq!(
        marks(
            json,
            &[
                "/info/title",
                "/info",
                "/x/0",
                "/x/1",
                "/x/1/ab",
                "/x/2",
                "/y/x/1"
            ]
        ),
        [
            (2, 2, "\"info\"".to_owned()),
            (2, 21, "ü \\\" {".to_owned()),
            (4, 8, "1".to_owned()),
            (4, 11, "{".to_owned()),
            (4, 23, "true".to_owned()),
            (4, 30, "\"\"".to_owned()),
            (4, 89, "7".to_owned()),
        ]
    );
}

#[test]
fn long_lines_are_cut_around_what_they_are_shown_for() {
    let json = format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"{}\", \"version\": \"1\"}}, \"paths\": {{}}, \"z\": 5}}",
        "x".repeat(5_000)
    );
    let spec = Spec::from_text("o.json", &json).unwrap();
    let report = said(&spec, &["/z"]);
    let lines: Vec<_> = report.lines().collect();
    assert!(lines.iter().all(|it| it.chars().count() < 150), "{report}");
    let column = lines[4].chars().position(|it| it == '^').unwrap();
    assert_eq!(lines[3].chars().nth(column), Some('5'), "{report}");
}

#[test]
fn control_characters_do_nothing_to_the_terminal() {
    let json =
        "{\"openapi\": \"3.0.3\", \"info\": {}, \t\"paths\": {}, \"x\": \"\u{7f}\u{9b}31m\"}";
    let spec = Spec::from_text("o.json", json).unwrap();
    let report = said(&spec, &["/x"]);
    assert!(
        report.chars().all(|it| it == '\n' || !it.is_control()),
        "{report:?}"
    );
}

#[test]
fn everything_is_said_once_and_in_the_order_of_the_text() {
    let spec = Spec::from_text("o.yaml", YAML).unwrap();
    let report = said(&spec, &["/paths", "/info", "/paths", "/openapi"]);
    let places: Vec<_> = report.lines().filter(|it| it.contains("= at")).collect();
    assert_eq!(
        places,
        [" = at: #/openapi", " = at: #/info", " = at: #/paths"]
            .map(|it| format!("  {it}").replace("   =", "  ="))
    );
}

#[test]
fn warnings_are_no_errors() {
    let mut diagnostics = Diagnostics::default();
    assert!(diagnostics.is_empty());
    diagnostics.push(Diagnostic::warning("a", &place(""), "m", "h"));
    assert!(!diagnostics.has_errors());
    diagnostics.push(Diagnostic::error("a", &place(""), "m", "h"));
    assert!(diagnostics.has_errors());
    assert_eq!(diagnostics.count(Severity::Warning), 1);
    assert_eq!(
        diagnostics
            .iter()
            .next()
            .unwrap()
            .clone()
            .as_warning()
            .severity,
        Severity::Warning
    );
}
