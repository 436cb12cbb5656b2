//! Text that readers stumble over.

use super::*;

#[test]
fn what_is_deep_is_refused_at_once() {
    const DEEP: usize = 100_000;
    for (name, text) in [
        ("json-lists", format!("{{\"openapi\": {}", "[".repeat(DEEP))),
        (
            "json-closed",
            format!("{{\"openapi\": {}{}}}", "[".repeat(DEEP), "]".repeat(DEEP)),
        ),
        ("json-objects", "{\"a\":".repeat(DEEP)),
        ("yaml-lists", format!("{HEAD}x-a: {}", "[".repeat(DEEP))),
        (
            "yaml-objects",
            format!("{HEAD}x-a: {}", "{ a: ".repeat(DEEP)),
        ),
        (
            "yaml-dashes",
            format!("{HEAD}x-a:\n  {}", "- ".repeat(DEEP)),
        ),
        ("yaml-keys", format!("{HEAD}x-a:\n  {}", "? ".repeat(DEEP))),
        ("yaml-indents", deep_block(1_000)),
    ] {
        let said = refused(name, text.as_bytes());
        // Such keys are no text either.
        let expected = if name == "yaml-keys" {
            &["too-deep", "not-yaml"][..]
        } else {
            &["too-deep"]
        };
        assert!(
            said.len() == 1 && said.iter().all(|it| expected.contains(it)),
            "{name}: {said:?}"
        );
    }
}

fn deep_block(depth: usize) -> String {
    let mut text = format!("{HEAD}x-a:\n");
    for level in 1..depth {
        let _ = writeln!(text, "{}a:", " ".repeat(level));
    }
    text
}

#[test]
fn schemas_as_deep_as_they_may_be_become_types() {
    for (name, open, close) in [
        ("deep-items", "{ type: array, items: ", " }"),
        ("deep-maps", "{ type: object, additionalProperties: ", " }"),
        ("deep-properties", "{ properties: { a: ", " } }"),
        ("deep-all-of", "{ allOf: [", ", {}] }"),
        ("deep-one-of", "{ oneOf: [", ", { type: string }] }"),
        ("deep-not", "{ not: ", " }"),
    ] {
        let levels = 90 / open.matches(['{', '[']).count();
        let (open, close) = (open.repeat(levels), close.repeat(levels));
        let text = format!("{HEAD}components: {{ schemas: {{ A: {open}{{}}{close} }} }}\n");
        generated(name, &text);
    }
}

#[test]
fn aliases_are_counted_before_they_are_written_out() {
    for (name, first, code) in [
        (
            "bomb-of-values",
            "[1, 1, 1, 1, 1, 1, 1, 1, 1]".to_owned(),
            "too-many-values",
        ),
        (
            "bomb-of-text",
            format!("{:?}", "x".repeat(1 << 20)),
            "too-big",
        ),
    ] {
        let mut text = format!("{HEAD}x-0: &a0 {first}\n");
        for level in 1..12 {
            let again = vec![format!("*a{}", level - 1); 9].join(", ");
            let _ = writeln!(text, "x-{level}: &a{level} [{again}]");
        }
        assert_eq!(refused(name, text.as_bytes()), [code]);
    }
    let text = format!("{HEAD}x-a: &a {{ b: *a }}\n");
    assert_eq!(refused("alias-of-itself", text.as_bytes()).len(), 1);
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let document = format!("{HEAD}paths: {{}}\n");
    let wide = |swap: bool| -> Vec<u8> {
        let units = document.encode_utf16();
        units
            .flat_map(|it| {
                if swap {
                    it.to_be_bytes()
                } else {
                    it.to_le_bytes()
                }
            })
            .collect()
    };
    let after = |mark: &[u8], text: &[u8]| [mark, text].concat();
    for (name, bytes, code) in [
        ("utf16-le", after(&[0xff, 0xfe], &wide(false)), "not-utf8"),
        ("utf16-be", after(&[0xfe, 0xff], &wide(true)), "not-utf8"),
        ("utf16-without-mark", wide(false), "not-utf8"),
        (
            "latin-1",
            after(document.as_bytes(), b"# B\xe4r\n"),
            "not-utf8",
        ),
        (
            "surrogate",
            after(document.as_bytes(), b"# \xed\xa0\x80\n"),
            "not-utf8",
        ),
        (
            "nul",
            after(document.as_bytes(), b"x-a: \0\n"),
            "nul-character",
        ),
        ("nothing", Vec::new(), "empty-file"),
        ("marks", "\u{feff}\n \n".as_bytes().to_vec(), "empty-file"),
        (
            "random",
            (0..=255).cycle().take(5_000).collect(),
            "not-utf8",
        ),
    ] {
        assert_eq!(refused(name, &bytes), [code], "{name}");
    }
    generated("with-mark", &format!("\u{feff}{document}"));
    generated("carriage-returns", &document.replace('\n', "\r\n"));
}

#[test]
fn limits_that_are_no_numbers_limit_nothing() {
    for number in [
        ".nan",
        ".inf",
        "-.inf",
        "1e999",
        "-1",
        "1e400",
        "[]",
        "'x'",
        "0x10",
        "99999999999999999999999999",
    ] {
        let text = format!(
            "{HEAD}components:\n  schemas:\n    A:\n      type: array\n      items: {{ type: integer, minimum: {number}, maximum: {number}, multipleOf: {number} }}\n      minItems: {number}\n      maxItems: {number}\n"
        );
        generated("limits", &text);
    }
}

#[test]
fn patterns_that_cannot_be_checked_are_told() {
    for pattern in [
        "(",
        "[z-a]",
        "a{4294967296}",
        "(?=x)y",
        "\\1",
        "((((a{99}){99}){99}){99})",
        "\\p{Nothing}",
    ] {
        let text = format!(
            "{HEAD}components: {{ schemas: {{ A: {{ type: string, pattern: '{pattern}' }} }} }}\n"
        );
        let generated = generated("pattern", &text);
        assert_eq!(warned(&generated), ["unchecked-pattern"], "{pattern}");
    }
    // Exponential for those that go back; ours do not.
    let text = format!(
        "{HEAD}components: {{ schemas: {{ A: {{ type: string, pattern: '^((a+)+)+$' }} }} }}\n"
    );
    assert_eq!(warned(&generated("pattern", &text)), [""; 0]);
}

#[test]
fn a_text_that_is_longer_than_a_file_may_be() {
    let mut text = format!("{HEAD}x-a: ");
    text.push_str(&"a".repeat(200 << 20));
    let said = refused("long", text.as_bytes());
    assert_eq!(said, ["too-big"]);
    text.truncate(60 << 20);
    // A scalar of 60 MiB is nothing that has to be looked at more than once.
    text.push_str("\npaths: {}\n");
    generated("as-long-as-may-be", &text);
}
