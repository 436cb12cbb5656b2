//! Long chains, and much of everything.

use super::*;

static LONG: std::sync::LazyLock<usize> =
    std::sync::LazyLock::new(|| std::env::var("LONG").map_or(100_000, |it| it.parse().unwrap()));

#[test]
fn ref_chain() {
    let g = generated(
        "ref-chain",
        &schemas(*LONG, |_, next| format!("{{ $ref: {next} }}")),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn array_chain() {
    let g = generated(
        "array-chain",
        &schemas(*LONG, |_, next| {
            format!("{{ type: array, items: {{ $ref: {next} }} }}")
        }),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn struct_chain() {
    let g = generated(
        "struct-chain",
        &schemas(*LONG, |_, next| {
            format!("{{ type: object, properties: {{ a: {{ $ref: {next} }} }} }}")
        }),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn all_of_chain() {
    let g = generated(
        "all-of-chain",
        &schemas(*LONG, |n, next| {
            format!(
                "{{ allOf: [{{ $ref: {next} }}, {{ type: object, properties: {{ a{n}: {{}} }} }}] }}"
            )
        }),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn one_of_chain() {
    let g = generated(
        "one-of-chain",
        &schemas(*LONG, |_, next| {
            format!("{{ oneOf: [{{ $ref: {next} }}, {{ type: string }}] }}")
        }),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn map_chain() {
    let g = generated(
        "map-chain",
        &schemas(*LONG, |_, next| {
            format!("{{ type: object, additionalProperties: {{ $ref: {next} }} }}")
        }),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn enum_values() {
    let mut t = format!("{HEAD}components:\n  schemas:\n    E:\n      type: string\n      enum:\n");
    for n in 0..*LONG {
        let _ = writeln!(t, "      - v{n}");
    }
    let g = generated("enum", &t);
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn properties() {
    let mut t =
        format!("{HEAD}components:\n  schemas:\n    E:\n      type: object\n      properties:\n");
    for n in 0..*LONG {
        let _ = writeln!(t, "        p{n}: {{ type: string }}");
    }
    let g = generated("properties", &t);
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn same_properties() {
    let mut t =
        format!("{HEAD}components:\n  schemas:\n    E:\n      type: object\n      properties:\n");
    for n in 0..*LONG {
        let _ = writeln!(
            t,
            "        {}p: {{ type: string }}",
            "_".repeat(n % 1000 + 1)
        );
    }
    let g = generated("same-properties", &t);
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn operations() {
    let mut t = format!("{HEAD}paths:\n");
    for n in 0..*LONG / 2 {
        let _ = writeln!(
            t,
            "  /p{n}: {{ get: {{ responses: {{ '200': {{ description: x, content: {{ application/json: {{ schema: {{ type: string }} }} }} }} }} }} }}"
        );
    }
    let g = generated("operations", &t);
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn alternatives() {
    let mut t = format!("{HEAD}components:\n  schemas:\n");
    for n in 0..*LONG / 10 {
        let _ = writeln!(
            t,
            "    A{n}: {{ type: object, required: [a{n}], properties: {{ a{n}: {{ type: string }} }} }}"
        );
    }
    t.push_str("    U:\n      oneOf:\n");
    for n in 0..*LONG / 10 {
        let _ = writeln!(t, "      - $ref: '#/components/schemas/A{n}'");
    }
    let g = generated("alternatives", &t);
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
#[test]
fn warnings() {
    let g = generated(
        "warnings",
        &schemas(*LONG, |n, _| {
            format!("{{ type: object, maxLength: short, description: {n} }}")
        }),
    );
    println!("{:?} {}", warned(&g), g.report.to_string().len());
}
