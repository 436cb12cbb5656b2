//! Long chains, and much of everything: as much comes out as goes in, and no more.

use super::*;

/// This much, or a twentieth of it.
fn many(full: usize) -> usize {
    match std::env::var_os("HOSTILE_FULL") {
        Some(_) => full,
        None => full / 20,
    }
}

/// A document of so many schemas, each made of the name of the next.
fn chain(count: usize, schema: impl Fn(&str) -> String) -> String {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for number in 0..count {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", number + 1);
        let _ = writeln!(text, "    S{number}: {}", schema(&next));
    }
    let _ = writeln!(
        text,
        "    S{count}: {{ type: object, properties: {{ end: {{ type: string }} }} }}"
    );
    text
}

#[test]
fn a_chain_of_references_is_followed_for_a_while() {
    let count = many(100_000);
    let generated = generated("references", &chain(count, str::to_owned));
    assert_eq!(warned(&generated), ["reference-cycle"]);
    assert_eq!(
        super::count(&generated, "src/models.rs", "pub type S"),
        count
    );
    // Most of what there is to say is counted, and not shown.
    assert!(generated.report.to_string().len() < 100_000);
    assert!(generated.report.warnings() > count / 2);
}

#[test]
fn a_chain_of_types_is_as_long_as_it_is() {
    for (name, item, schema) in [
        ("arrays", "pub type S", "{ type: array, items: NEXT }"),
        (
            "structs",
            "pub struct S",
            "{ type: object, properties: { next: NEXT } }",
        ),
        (
            "maps",
            "pub type S",
            "{ type: object, additionalProperties: NEXT }",
        ),
        (
            "unions",
            "pub enum S",
            "{ oneOf: [NEXT, { type: string }] }",
        ),
    ] {
        let count = many(100_000);
        let text = chain(count, |next| schema.replace("NEXT", next));
        let generated = generated(&format!("chain-of-{name}"), &text);
        let found = super::count(&generated, "src/models.rs", item);
        assert!(found == count || found == count + 1, "{name}: {found}");
    }
}

#[test]
fn a_chain_of_all_of_is_more_than_it_looks_like() {
    let text = chain(many(100_000), |next| {
        format!("{{ allOf: [{next}, {{ type: object, properties: {{ a: {{}} }} }}] }}")
    });
    let mut settings = Settings::for_package("hostile");
    settings.limits.max_expansion = 100_000;
    let report = outcome("chain-of-all-of", text.as_bytes(), settings).unwrap_err();
    let codes: Vec<_> = report.codes(Severity::Error).collect();
    assert_eq!(codes, [("too-much", 1)]);
    assert!(
        report
            .to_string()
            .contains("`max-expansion` under `[limits]`")
    );
}

#[test]
fn a_path_item_in_many_places_is_counted_in_each() {
    let mut text = format!("{HEAD}paths:\n");
    for number in 0..10_000 {
        let _ = writeln!(
            text,
            "  /p{number}: {{ $ref: '#/components/pathItems/All' }}"
        );
    }
    text.push_str("components:\n  pathItems:\n    All:\n      parameters:\n");
    for number in 0..1_000 {
        let _ = writeln!(
            text,
            "        - {{ in: query, name: p{number}, schema: {{}} }}"
        );
    }
    text.push_str("      get: {}\n      put: {}\n");
    let mut settings = Settings::for_package("hostile");
    settings.limits.max_expansion = 300_000;
    let report = outcome("path-items", text.as_bytes(), settings).unwrap_err();
    let codes: Vec<_> = report.codes(Severity::Error).collect();
    assert_eq!(codes, [("too-much", 1)]);
}

#[test]
fn values_of_an_enum() {
    let count = many(100_000);
    let mut text =
        format!("{HEAD}components:\n  schemas:\n    E:\n      type: string\n      enum:\n");
    for number in 0..count {
        let _ = writeln!(text, "      - value {number}");
    }
    let generated = generated("enum", &text);
    assert_eq!(warned(&generated), [""; 0]);
    assert!(super::count(&generated, "src/models.rs", "    Value") >= count);
}

#[test]
fn properties_of_a_struct() {
    let count = many(100_000);
    let mut text =
        format!("{HEAD}components:\n  schemas:\n    S:\n      type: object\n      properties:\n");
    for number in 0..count {
        // Names that are the same once they are Rust.
        let _ = writeln!(
            text,
            "        'p{}': {{ type: string }}",
            ".".repeat(number % 50) + &number.to_string()
        );
    }
    let generated = generated("properties", &text);
    assert_eq!(
        super::count(&generated, "src/models.rs", ": Option<String>,"),
        count
    );
}

#[test]
fn operations_of_an_api() {
    let count = many(50_000);
    let mut text = format!("{HEAD}paths:\n");
    for number in 0..count {
        let _ = writeln!(
            text,
            "  /p{number}: {{ get: {{ operationId: same, responses: {{ '204': {{ description: Done. }} }} }} }}"
        );
    }
    let generated = generated("operations", &text);
    assert_eq!(warned(&generated), ["operation-id-taken"]);
    assert_eq!(
        super::count(&generated, "src/operations.rs", "pub static SAME"),
        count
    );
}

#[test]
fn alternatives_of_a_union() {
    let count = 10_000;
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for number in 0..count {
        let _ = writeln!(
            text,
            "    A{number}: {{ type: object, required: [a{number}], properties: {{ a{number}: {{ type: string }} }} }}"
        );
    }
    text.push_str("    U:\n      oneOf:\n");
    for number in 0..count {
        let _ = writeln!(text, "      - $ref: '#/components/schemas/A{number}'");
    }
    let generated = generated("alternatives", &text);
    let models = generated.files.get("src/models.rs").unwrap();
    let union = models.split("pub enum U ").nth(1).unwrap();
    let union = union.split("\n}").next().unwrap();
    assert!(union.matches("\n    A").count() >= count);
}

#[test]
fn warnings_about_everything() {
    let count = many(100_000);
    let text = chain(count, |_| "{ type: object, maxLength: short }".to_owned());
    let generated = generated("warnings", &text);
    assert_eq!(generated.report.warnings(), count);
    let said = generated.report.to_string();
    assert_eq!(said.matches("warning[wrong-type]").count(), 50);
    assert!(said.ends_with(&format!(
        "\nand {} more of `wrong-type`; `max-shown` under `[limits]` says how many of a kind are shown\n",
        count - 50
    )), "{said}");
}
