//! References in circles.

use super::*;

#[test]
fn what_refers_to_itself_is_told_and_left_out() {
    let mut text = format!(
        "{HEAD}paths:\n  /a:\n    $ref: '#/paths/~1b'\n  /b:\n    $ref: '#/paths/~1a'\n  /c:\n    get:\n"
    );
    text.push_str(
        "      parameters: [{ $ref: '#/components/parameters/A' }, { $ref: '#/paths/~1c/get/parameters/1' }]\n\
         \x20     requestBody: { $ref: '#/components/requestBodies/A' }\n\
         \x20     responses:\n\
         \x20       '200': { $ref: '#/components/responses/A' }\n\
         \x20       '201':\n\
         \x20         description: x\n\
         \x20         headers: { X: { $ref: '#/components/headers/A' } }\n\
         \x20         content: { application/json: { schema: { $ref: '#/paths/~1c/get/responses/201' }, examples: { a: { $ref: '#/components/examples/A' } } } }\n\
         \x20     callbacks: { a: { $ref: '#/components/callbacks/A' }, b: { '{$x}': { $ref: '#/paths/~1c' } } }\n\
         components:\n",
    );
    for kind in [
        "schemas",
        "parameters",
        "requestBodies",
        "responses",
        "headers",
        "examples",
        "links",
        "callbacks",
        "pathItems",
        "securitySchemes",
    ] {
        let _ = writeln!(
            text,
            "  {kind}:\n    A: {{ $ref: '#/components/{kind}/B' }}\n    B: {{ $ref: '#/components/{kind}/A' }}\n    C: {{ $ref: '#/components/{kind}/C' }}\n    D: {{ $ref: '#' }}\n    E: {{ $ref: '#/components' }}\n    F: {{ $ref: '#/components/{kind}/F/x' }}"
        );
    }
    let generated = generated("circles", &text);
    assert!(warned(&generated).contains(&"reference-cycle"));
}

#[test]
fn schemas_made_of_themselves() {
    for (name, schema) in [
        ("itself-all-of", "{ allOf: [SELF] }"),
        (
            "itself-all-of-more",
            "{ allOf: [SELF, { type: object, properties: { a: SELF } }] }",
        ),
        ("itself-one-of", "{ oneOf: [SELF, { type: string }] }"),
        ("itself-any-of", "{ anyOf: [SELF, SELF] }"),
        ("itself-not", "{ not: SELF }"),
        ("itself-items", "{ type: array, items: SELF }"),
        ("itself-tuple", "{ type: array, prefixItems: [SELF, SELF] }"),
        (
            "itself-values",
            "{ type: object, additionalProperties: SELF }",
        ),
        (
            "itself-keys",
            "{ type: object, propertyNames: SELF, patternProperties: { a: SELF } }",
        ),
        (
            "itself-property",
            "{ type: object, required: [a], properties: { a: SELF } }",
        ),
        (
            "itself-all",
            "{ allOf: [SELF], oneOf: [SELF], anyOf: [SELF], items: SELF, properties: { a: SELF }, if: SELF, then: SELF }",
        ),
        (
            "itself-mapping",
            "{ oneOf: [SELF], discriminator: { propertyName: a, mapping: { a: '#/components/schemas/A' } } }",
        ),
    ] {
        for own in [
            "{ $ref: '#/components/schemas/A' }",
            "{ $ref: '#/components/schemas/A', nullable: true, title: x }",
        ] {
            let schema = schema.replace("SELF", own);
            let text = format!(
                "{HEAD}components: {{ schemas: {{ A: {schema}, B: {{ allOf: [{{ $ref: '#/components/schemas/A' }}] }} }} }}\n"
            );
            generated(name, &text);
        }
    }
}

#[test]
fn no_file_outside_is_read() {
    let text = "components: { schemas: { A: { type: string } } }\n";
    let outside = file("outside/secret", text.as_bytes());
    let absolute = outside.display();
    for reference in [
        "../secret/openapi.yaml#/components/schemas/A".to_owned(),
        "..%2Fsecret%2Fopenapi.yaml#/components/schemas/A".to_owned(),
        "a/../../secret/openapi.yaml#/components/schemas/A".to_owned(),
        format!("{absolute}#/components/schemas/A"),
        format!("file://{absolute}#/components/schemas/A"),
        "https://localhost/a.yaml#/A".to_owned(),
        "//localhost/a.yaml#/A".to_owned(),
        "/dev/zero".to_owned(),
        "\\\\host\\share\\a.yaml".to_owned(),
    ] {
        let text = format!("{HEAD}components: {{ schemas: {{ B: {{ $ref: '{reference}' }} }} }}\n");
        let generated = generated("outside/document", &text);
        let said = warned(&generated);
        let expected = ["outside-folder", "remote-reference", "file-not-found"];
        assert!(
            said.len() == 1 && said.iter().all(|it| expected.contains(it)),
            "{reference}: {said:?}"
        );
    }
}
