//! Everything but schemas: documents, operations, parameters, bodies, security.

use codegen::diagnostic::{Diagnostic, Place};
use codegen::spec::{SecurityScheme, Spec, private};
use openapiv3::{
    APIKeyLocation, Parameter, ParameterSchemaOrContent, QueryStyle, ReferenceOr, StatusCode,
};
use serde_json::json;

use super::{codes, document, place};

/// The component `It` of this kind, with what was mended.
fn component<T>(
    kind: &str,
    yaml: &str,
    read: impl Fn(&Spec, &Place) -> Result<T, Diagnostic>,
) -> (Result<T, Diagnostic>, Vec<&'static str>) {
    let spec = document(
        "3.0.3",
        &format!("components: {{ {kind}: {{ It: {yaml} }} }}\n"),
    );
    let piece = read(&spec, &place("/components").child(kind).child("It"));
    let codes = codes(&spec);
    (piece, codes)
}

fn parameter(yaml: &str) -> (Result<Parameter, Diagnostic>, Vec<&'static str>) {
    component("parameters", yaml, Spec::parameter)
}

fn operation(version: &str, yaml: &str) -> (Spec, openapiv3::Operation) {
    let text = format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ get: {yaml} }} }}\n"
    );
    let spec = Spec::from_text("o.yaml", &text).unwrap();
    let operation = spec.operation(&place("/paths/~1a/get")).unwrap();
    (spec, operation)
}

#[test]
fn the_document_lists_its_pieces_in_order() {
    let spec = document(
        "3.1.0",
        "webhooks: { w: {} }\nservers: [{ url: /v1 }]\ntags: [{ name: b }, a]\nsecurity: [{ k: [] }, {}]\nx-top: 1\n\
         components: { schemas: { Z: {}, A: {} }, pathItems: { P: {} }, x-c: 1 }\n",
    );
    let it = spec.root().unwrap();
    assert_eq!(it.webhooks.get("w"), Some(&place("/webhooks/w")));
    assert_eq!(it.components.schemas.keys().collect::<Vec<_>>(), ["Z", "A"]);
    assert_eq!(
        it.components.path_items.get("P"),
        Some(&place("/components/pathItems/P"))
    );
    assert_eq!(
        it.tags
            .iter()
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>(),
        ["b", "a"]
    );
    assert_eq!(it.security.unwrap().len(), 2);
    assert_eq!(
        (it.servers.len(), it.extensions.get("x-top")),
        (1, Some(&json!(1)))
    );
    assert_eq!(codes(&spec), ["loose-value"], "the tag that is a string");
}

#[test]
fn info_may_be_poor() {
    let spec = Spec::from_text("o.yaml", "openapi: 3.0.3\npaths:\n").unwrap();
    assert_eq!(spec.root().unwrap().info.title, "");
    assert_eq!(codes(&spec), ["missing-member"]);
    let spec = Spec::from_text(
        "o.yaml",
        "openapi: 3.1.0\ninfo: { title: T, version: 1, summary: S }\n",
    )
    .unwrap();
    let info = spec.root().unwrap().info;
    assert_eq!(
        (info.version.as_str(), info.extensions.get(private::SUMMARY)),
        ("1", Some(&json!("S")))
    );
    assert_eq!(codes(&spec), ["loose-value"]);
}

#[test]
fn servers_have_variables_that_are_text() {
    let spec = document(
        "3.0.3",
        "servers: [{ url: 'http://h:{port}', variables: { port: { enum: [80, '90'], default: 80 }, v: { enum: [a] } } }, {}]\n",
    );
    let servers = spec.root().unwrap().servers;
    assert_eq!(servers.len(), 1);
    let variables = servers[0].variables.as_ref().unwrap();
    assert_eq!(variables["port"].enumeration, ["80", "90"]);
    assert_eq!(
        (
            variables["port"].default.as_str(),
            variables["v"].default.as_str()
        ),
        ("80", "a")
    );
    assert_eq!(
        codes(&spec),
        [
            "loose-value",
            "loose-value",
            "missing-member",
            "missing-member"
        ]
    );
}

#[test]
fn paths_begin_with_a_slash() {
    let text =
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: { a: {}, /b: {}, x-c: 1 }\n";
    let spec = Spec::from_text("o.yaml", text).unwrap();
    let paths = spec.root().unwrap().paths;
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/a", "/b"]);
    assert_eq!(codes(&spec), ["path-without-slash"]);
}

#[test]
fn path_items_list_operations_and_may_be_references() {
    let spec = document(
        "3.2.0",
        "x-item: { summary: S, parameters: [{}, {}], post: {}, get: {}, query: {}, additionalOperations: { COPY: {} } }\n\
         x-ref: { $ref: '#/x-item', delete: {} }\n",
    );
    let methods = |it: &codegen::spec::PathItem| {
        it.operations
            .iter()
            .map(|it| it.0.clone())
            .collect::<Vec<_>>()
    };
    let item = spec.path_item(&place("/x-item")).unwrap();
    assert_eq!(methods(&item), ["POST", "GET", "QUERY", "COPY"]);
    assert_eq!(
        (item.summary.as_deref(), item.parameters.len()),
        (Some("S"), 2)
    );
    let item = spec.path_item(&place("/x-ref")).unwrap();
    assert_eq!(item.place, place("/x-item"));
    assert_eq!(methods(&item), ["POST", "GET", "QUERY", "COPY", "DELETE"]);
    assert_eq!(item.operations.last().unwrap().1, place("/x-ref/delete"));
    assert!(codes(&spec).is_empty());
    assert_eq!(
        spec.path_item(&place("/openapi")).unwrap_err().code,
        "not-a-piece"
    );
}

#[test]
fn operations_are_shallow() {
    let (spec, it) = operation(
        "3.0.3",
        "{ operationId: 5, tags: t, deprecated: 'true', parameters: [{ name: a, in: query }], security: { k: [] }, \
         requestBody: { content: {} }, responses: { 200: {}, 4xx: {}, default: {}, x-y: 1, 20X: {} } }",
    );
    assert_eq!(it.operation_id.as_deref(), Some("5"));
    assert_eq!((it.tags, it.deprecated), (vec!["t".to_owned()], true));
    assert_eq!(it.security.unwrap()[0].keys().collect::<Vec<_>>(), ["k"]);
    let at = place("/paths/~1a/get");
    assert_eq!(
        spec.child(&at, &it.parameters[0]).unwrap().place,
        at.child("parameters").element(0)
    );
    assert_eq!(
        spec.child(&at, it.request_body.as_ref().unwrap())
            .unwrap()
            .place,
        at.child("requestBody")
    );
    let statuses: Vec<_> = it.responses.responses.keys().cloned().collect();
    assert_eq!(statuses, [StatusCode::Code(200), StatusCode::Range(4)]);
    assert!(it.responses.default.is_some());
    assert_eq!(it.responses.extensions.get("x-y"), Some(&json!(1)));
    assert_eq!(
        codes(&spec),
        [
            "loose-value",
            "loose-value",
            "loose-value",
            "loose-value",
            "unknown-status"
        ]
    );
}

#[test]
fn an_operation_may_be_a_reference_and_have_no_responses() {
    let spec = document(
        "3.0.3",
        "x-op: { operationId: o }\nx-ref: { $ref: '#/x-op' }\n",
    );
    assert_eq!(
        spec.operation(&place("/x-ref"))
            .unwrap()
            .operation_id
            .as_deref(),
        Some("o")
    );
    assert_eq!(codes(&spec), ["missing-member"]);
    let (spec, _) = operation("3.1.0", "{ operationId: o }");
    assert!(codes(&spec).is_empty());
}

#[test]
fn callbacks_lead_to_path_items() {
    let (spec, _) = operation(
        "3.1.0",
        "{ callbacks: { done: { '{$request.body#/url}': { post: {} }, x-a: 1 }, again: { $ref: '#/paths/~1a/get/callbacks/done' }, \
         lost: { $ref: '#/no' } } }",
    );
    let callbacks = spec.callbacks(&place("/paths/~1a/get")).unwrap();
    let names: Vec<_> = callbacks.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["done", "again"]);
    assert_eq!(callbacks[0].paths, callbacks[1].paths);
    assert_eq!(callbacks[0].paths[0].0, "{$request.body#/url}");
    assert_eq!(
        spec.path_item(&callbacks[0].paths[0].1)
            .unwrap()
            .operations
            .len(),
        1
    );
    assert_eq!(codes(&spec), ["unresolved-reference"]);
}

#[test]
fn parameters_in_every_place() {
    let (it, codes) = parameter(
        "{ name: a, in: query, style: deepObject, explode: true, schema: { type: object } }",
    );
    let Ok(Parameter::Query {
        parameter_data,
        style,
        ..
    }) = it
    else {
        panic!("{it:?}")
    };
    assert_eq!(
        (style, parameter_data.explode),
        (QueryStyle::DeepObject, Some(true))
    );
    assert!(codes.is_empty());
    let (it, codes) = parameter("{ name: a, in: path, schema: {} }");
    assert!(it.unwrap().parameter_data_ref().required);
    assert_eq!(codes, ["optional-in-path"]);
    let (it, codes) =
        parameter("{ name: a, in: Header, style: form, content: { text/plain: {} } }");
    assert!(matches!(it.unwrap(), Parameter::Header { .. }));
    assert_eq!(codes, ["unknown-style"]);
    let (it, _) = parameter("{ name: a, in: cookie, style: cookie, schema: {} }");
    assert_eq!(
        it.unwrap()
            .parameter_data_ref()
            .extensions
            .get(private::STYLE),
        Some(&json!("cookie"))
    );
    let (it, _) = parameter("{ name: a, in: querystring, content: { application/json: {} } }");
    assert_eq!(
        it.unwrap().parameter_data_ref().extensions.get(private::IN),
        Some(&json!("querystring"))
    );
}

#[test]
fn parameters_that_cannot_be() {
    for (yaml, code) in [
        ("{ in: query }", "incomplete"),
        ("{ name: a }", "incomplete"),
        ("{ name: a, in: body }", "unknown-location"),
        ("[]", "not-a-piece"),
        (
            "{ $ref: '#/components/parameters/No' }",
            "unresolved-reference",
        ),
    ] {
        assert_eq!(parameter(yaml).0.unwrap_err().code, code, "{yaml}");
    }
}

#[test]
fn a_parameter_without_a_schema_is_a_string() {
    let spec = document(
        "3.0.3",
        "x-p: { name: a, in: query }\nx-s: { name: a, in: query, type: integer, required: true }\n",
    );
    let kind = |pointer: &str| {
        let at = place(pointer);
        let it = spec.parameter(&at).unwrap();
        let ParameterSchemaOrContent::Schema(schema) = &it.parameter_data_ref().format else {
            panic!("{it:?}")
        };
        let site = spec.child(&at, schema).unwrap();
        spec.schema(&site.place).unwrap().keywords.typ
    };
    assert_eq!(kind("/x-p").as_deref(), Some("string"));
    assert_eq!(codes(&spec), ["missing-member"]);
    assert_eq!(kind("/x-s").as_deref(), Some("integer"));
    assert_eq!(codes(&spec), ["missing-member", "swagger-parameter"]);
}

#[test]
fn responses() {
    let response = |yaml: &str| component("responses", yaml, Spec::response);
    let (it, codes) = response(
        "{ description: D, headers: { x-rate: {} }, content: { text/plain: , application/json: { schema: {}, example: 1 } } }",
    );
    let it = it.unwrap();
    assert_eq!(it.headers.keys().collect::<Vec<_>>(), ["x-rate"]);
    assert_eq!(
        it.content.keys().collect::<Vec<_>>(),
        ["text/plain", "application/json"]
    );
    assert_eq!(it.content["application/json"].example, Some(json!(1)));
    assert!(codes.is_empty());
    let (it, codes) = response("{ schema: { type: string } }");
    assert!(it.unwrap().content["application/json"].schema.is_some());
    assert_eq!(codes, ["loose-value", "missing-member"]);
    let (it, codes) = response("{ description: D, content: { a/b: 5, c/d: {} } }");
    assert_eq!(it.unwrap().content.keys().collect::<Vec<_>>(), ["c/d"]);
    assert_eq!(codes, ["not-a-piece"]);
}

#[test]
fn media_types_of_streams_and_forms() {
    let spec = document(
        "3.2.0",
        "x-m: { itemSchema: { type: string }, encoding: { a: { explode: false }, b: { style: deepObject }, c: { contentType: [x/y, z/*] } } }\n",
    );
    let at = place("/x-m");
    let it = spec.media_type(&at).unwrap();
    let reference = it.extensions[private::ITEM_SCHEMA]["$ref"]
        .as_str()
        .unwrap();
    assert_eq!(
        spec.follow(&at, reference).unwrap().place,
        at.child("itemSchema")
    );
    let explode: Vec<_> = it.encoding.values().map(|it| it.explode).collect();
    assert_eq!(explode, [false, false, true]);
    assert_eq!(it.encoding["c"].content_type.as_deref(), Some("x/y, z/*"));
    assert_eq!(codes(&spec), ["loose-value"]);
}

#[test]
fn examples_may_be_bare_values() {
    let example = |yaml: &str| component("examples", yaml, Spec::example);
    let (it, codes) = example("{ summary: S, value: { a: 1 } }");
    assert_eq!(
        (it.unwrap().value, codes.len()),
        (Some(json!({ "a": 1 })), 0)
    );
    for (yaml, value) in [
        ("{ a: 1 }", json!({ "a": 1 })),
        ("[1]", json!([1])),
        ("text", json!("text")),
    ] {
        let (it, codes) = example(yaml);
        assert_eq!(
            (it.unwrap().value, codes),
            (Some(value), vec!["bare-example"]),
            "{yaml}"
        );
    }
}

#[test]
fn what_is_beside_a_reference_to_no_schema_describes_it() {
    let spec = document(
        "3.1.0",
        "x-op: { parameters: [{ $ref: '#/x-p', description: D, required: true }] }\nx-p: { name: a, in: query }\n",
    );
    let at = place("/x-op");
    let it = spec.operation(&at).unwrap();
    let site = spec.child(&at, &it.parameters[0]).unwrap();
    assert_eq!(site.place, place("/x-p"));
    assert_eq!(site.beside.unwrap().data.description.as_deref(), Some("D"));
    assert_eq!(codes(&spec), ["ignored-beside-reference"]);
}

#[test]
fn links_name_an_operation() {
    let link = |yaml: &str| component("links", yaml, Spec::link).0;
    assert!(link("{ operationId: o, parameters: { a: 1 }, server: { url: / } }").is_ok());
    assert_eq!(link("{ parameters: {} }").unwrap_err().code, "incomplete");
}

#[test]
fn security_schemes() {
    let scheme = |yaml: &str| component("securitySchemes", yaml, Spec::security_scheme);
    let (it, codes) = scheme("{ type: apiKey, in: cookie, name: k }");
    let it = it.unwrap();
    assert!(matches!(
        it,
        SecurityScheme::Declared(openapiv3::SecurityScheme::APIKey {
            location: APIKeyLocation::Cookie,
            ..
        })
    ));
    assert!(codes.is_empty());
    assert!(matches!(
        scheme("{ type: mutualTLS }").0.unwrap(),
        SecurityScheme::MutualTls { .. }
    ));
    let (it, codes) = scheme("{ type: basic }");
    let Ok(SecurityScheme::Declared(openapiv3::SecurityScheme::HTTP { scheme: name, .. })) = it
    else {
        panic!("{it:?}")
    };
    assert_eq!((name.as_str(), codes), ("basic", vec!["loose-value"]));
    for (yaml, code) in [
        ("{ type: apiKey, name: k }", "incomplete"),
        ("{ type: apiKey, in: body, name: k }", "unknown-location"),
        ("{ type: http }", "incomplete"),
        ("{ type: oauth2 }", "incomplete"),
        ("{ type: magic }", "unknown-security"),
        ("{}", "incomplete"),
    ] {
        assert_eq!(scheme(yaml).0.unwrap_err().code, code, "{yaml}");
    }
}

#[test]
fn flows_may_lack_what_only_documents_them() {
    let spec = document(
        "3.0.3",
        "x-s: { type: oauth2, flows: { implicit: { authorizationUrl: a, scopes: [r, w] }, password: {}, x-f: 1 } }\n",
    );
    let it = spec.security_scheme(&place("/x-s")).unwrap();
    let SecurityScheme::Declared(openapiv3::SecurityScheme::OAuth2 { flows, .. }) = it else {
        panic!("{it:?}")
    };
    let scopes = flows.implicit.unwrap().scopes;
    assert_eq!(scopes.keys().collect::<Vec<_>>(), ["r", "w"]);
    assert_eq!(flows.password.unwrap().token_url, "");
    assert_eq!(codes(&spec), ["loose-value", "missing-member"]);
}

#[test]
fn headers_have_no_name() {
    let (it, codes) = component("headers", "{ description: D, type: integer }", Spec::header);
    assert!(matches!(
        it.unwrap().format,
        ParameterSchemaOrContent::Schema(ReferenceOr::Reference { .. })
    ));
    assert_eq!(codes, ["swagger-parameter"]);
}

#[test]
fn nothing_that_is_missing_can_be_read() {
    let spec = document("3.0.3", "");
    let nowhere = place("/nowhere");
    assert_eq!(spec.schema(&nowhere).unwrap_err().code, "not-a-piece");
    assert_eq!(spec.response(&nowhere).unwrap_err().code, "not-a-piece");
    assert_eq!(spec.example(&nowhere).unwrap_err().code, "not-a-piece");
}
