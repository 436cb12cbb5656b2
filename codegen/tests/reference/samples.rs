//! Example values and commands.

use codegen::ir::*;
use codegen::sample::{Side, curl, value};

use crate::build::*;
use crate::session::session;

#[test]
fn a_request_is_made_of_the_examples_of_its_fields() {
    let text = value(&session(), &Type::Named(TypeId(0)), Side::Request);
    let expected = "{\"agentId\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\",\"platform\":\"SDK\",\
                    \"metadata\":{},\"contact\":{}}";
    assert_eq!(text, expected);
}

#[test]
fn a_response_nests() {
    let text = value(&session(), &Type::Named(TypeId(4)), Side::Response);
    let expected = "{\"error\":{\"code\":\"SESSION_CREATION_ERROR\",\
                    \"message\":\"The session could not be created.\",\"requestId\":\"req_01j3m8xkqp\"}}";
    assert_eq!(text, expected);
}

#[test]
fn every_scalar_has_a_value() {
    let scalar = |it| value(&empty(), &Type::Scalar(it), Side::Request);
    let expected = [
        (Scalar::Bool, "true"),
        (Scalar::I32, "1"),
        (Scalar::U64, "1"),
        (Scalar::F64, "1.5"),
        (Scalar::String, "\"string\""),
        (Scalar::Date, "\"2026-01-31\""),
        (Scalar::Uri, "\"https://example.com\""),
    ];
    for (it, text) in expected {
        assert_eq!(scalar(it), text);
    }
}

#[test]
fn values_keep_to_limits() {
    let api = |scalar, rules| Api {
        types: vec![object(
            "T",
            "",
            vec![Field {
                rules,
                ..field("x", "x", Type::Scalar(scalar))
            }],
        )],
        ..empty()
    };
    let integer = |it| Literal::Integer(it);
    let cases = [
        (Scalar::I32, vec![Rule::Minimum(integer(10))], "10"),
        (Scalar::I32, vec![Rule::ExclusiveMinimum(integer(10))], "11"),
        (Scalar::I32, vec![Rule::Maximum(integer(-5))], "-5"),
        (
            Scalar::I32,
            vec![Rule::Minimum(integer(10)), Rule::MultipleOf(integer(7))],
            "14",
        ),
        (
            Scalar::I32,
            vec![Rule::Maximum(integer(6)), Rule::MultipleOf(integer(7))],
            "0",
        ),
        (
            Scalar::I64,
            vec![
                Rule::Minimum(integer(i128::MAX)),
                Rule::MultipleOf(integer(7)),
            ],
            "170141183460469231731687303715884105727",
        ),
        (
            Scalar::F64,
            vec![Rule::Minimum(integer(0)), Rule::Maximum(integer(1))],
            "0.5",
        ),
        (Scalar::String, vec![Rule::MinLength(8)], "\"stringst\""),
        (Scalar::String, vec![Rule::MaxLength(2)], "\"st\""),
        (
            Scalar::String,
            vec![Rule::MinLength(u64::MAX), Rule::MaxLength(0)],
            "\"\"",
        ),
    ];
    for (scalar, rules, expected) in cases {
        let text = value(
            &api(scalar, rules.clone()),
            &Type::Named(TypeId(0)),
            Side::Request,
        );
        assert_eq!(text, format!("{{\"x\":{expected}}}"), "{rules:?}");
    }
}

#[test]
fn each_side_sends_what_is_its_own() {
    let fields = vec![
        Field {
            property: Property::ReadOnly,
            ..field("id", "id", Type::Scalar(Scalar::I32))
        },
        Field {
            property: Property::WriteOnly,
            ..field("secret", "secret", Type::Scalar(Scalar::Bool))
        },
    ];
    let api = Api {
        types: vec![object("T", "", fields)],
        ..empty()
    };
    assert_eq!(
        value(&api, &Type::Named(TypeId(0)), Side::Request),
        "{\"secret\":true}"
    );
    assert_eq!(
        value(&api, &Type::Named(TypeId(0)), Side::Response),
        "{\"id\":1}"
    );
}

#[test]
fn types_that_hold_themselves_come_to_an_end() {
    let boxed = || Type::Boxed(TypeId(0));
    let nullable = Field {
        presence: Presence::RequiredNullable,
        ..field("nullable", "nullable", boxed())
    };
    let fields = vec![
        optional(field("optional", "optional", boxed())),
        nullable,
        field(
            "list",
            "list",
            Type::Array {
                items: Box::new(boxed()),
                rules: Vec::new(),
            },
        ),
        field(
            "map",
            "map",
            Type::Map {
                values: Box::new(boxed()),
                keys: Vec::new(),
                rules: Vec::new(),
            },
        ),
        field("required", "required", boxed()),
    ];
    let api = Api {
        types: vec![object("Node", "", fields)],
        ..empty()
    };
    let text = value(&api, &boxed(), Side::Request);
    assert_eq!(
        text,
        "{\"nullable\":null,\"list\":[],\"map\":{},\"required\":{}}"
    );
}

#[test]
fn a_wide_and_deep_type_makes_a_value_of_reasonable_size() {
    for presence in [Presence::Required, Presence::Optional] {
        let wide = |next| {
            let fields = (0..20).map(|at| Field {
                presence,
                ..field(&format!("f{at}"), "f", Type::Named(TypeId(next)))
            });
            object("T", "", fields.collect())
        };
        let mut types: Vec<_> = (0..30).map(|id| wide(id + 1)).collect();
        types.push(object("T", "", vec![field("end", "end", Type::Any)]));
        let api = Api { types, ..empty() };
        let text = value(&api, &Type::Named(TypeId(0)), Side::Request);
        assert!(text.len() < 5_000, "{presence:?} fields make {text}");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}

#[test]
fn unknown_types_are_no_reason_to_stop() {
    assert_eq!(
        value(&empty(), &Type::Named(TypeId(7)), Side::Request),
        "{}"
    );
    let types = vec![definition(
        "A",
        "",
        TypeKind::Alias {
            target: Type::Named(TypeId(0)),
            rules: Vec::new(),
        },
    )];
    let api = Api { types, ..empty() };
    assert_eq!(value(&api, &Type::Named(TypeId(0)), Side::Request), "null");
}

fn command(operation: Operation) -> String {
    let api = Api {
        security: session().security,
        servers: vec![Server {
            url: "https://api.example.com/v1".to_owned(),
            doc: Doc::default(),
            ..Server::default()
        }],
        ..empty()
    };
    curl(&api, &operation).to_string()
}

fn with(parameter: Parameter, style: Style, explode: bool, json: &str) -> Parameter {
    Parameter {
        style,
        explode,
        example: example(json),
        ..parameter
    }
}

#[test]
fn a_command_sends_parameters_where_they_belong() {
    let list = "[\"a b\",\"c\"]";
    let fields = "{\"role\":\"admin\",\"age\":3}";
    let of = |wire, location| parameter(wire, location, Type::Any);
    let query = |wire| of(wire, Location::Query);
    let parameters = vec![
        with(of("id", Location::Path), Style::Simple, false, "\"a/b c\""),
        with(of("m", Location::Path), Style::Matrix, true, fields),
        with(of("l", Location::Path), Style::Label, true, list),
        with(query("exploded"), Style::Form, true, list),
        with(query("joined"), Style::Form, false, list),
        with(query("spaced"), Style::SpaceDelimited, false, list),
        with(query("piped"), Style::PipeDelimited, false, list),
        with(query("deep"), Style::DeepObject, true, fields),
        with(query("json"), Style::Json, false, fields),
        Parameter {
            required: false,
            ..query("left-out")
        },
        with(of("x-list", Location::Header), Style::Simple, false, list),
        with(of("token", Location::Cookie), Style::Form, true, "\"it's\""),
    ];
    let text = command(Operation {
        parameters,
        ..operation("x", "x", "GET", "/a/{id}{m}{l}/b")
    });
    let expected = "curl --request GET \\
  --url 'https://api.example.com/v1/a/a%2Fb%20c;role=admin;age=3.a%20b.c/b?exploded=a%20b&exploded=c\
&joined=a%20b,c&spaced=a%20b%20c&piped=a%20b%7Cc&deep[role]=admin&deep[age]=3\
&json=%7B%22role%22%3A%22admin%22%2C%22age%22%3A3%7D' \\
  --header 'x-list: a b,c' \\
  --cookie 'token=it%27s'";
    assert_eq!(text, expected);
}

#[test]
fn a_command_needs_no_server_and_quotes_for_the_shell() {
    let mut it = operation("x", "x", "POST", "/it's");
    let mut contents = contents(Media::Text, "text/plain", Type::Scalar(Scalar::String));
    contents.first.examples = vec![named_example("", "", "\"don't\"")];
    it.body = Some(Body {
        doc: Doc::default(),
        required: true,
        contents,
    });
    let expected = "curl --request POST \\
  --url 'https://api.example.com/it'\\''s' \\
  --header 'Content-Type: text/plain' \\
  --data 'don'\\''t'";
    assert_eq!(curl(&empty(), &it).to_string(), expected);
    let relative = Api {
        servers: vec![Server {
            url: "/v2/".to_owned(),
            doc: Doc::default(),
            ..Server::default()
        }],
        ..empty()
    };
    assert!(
        curl(&relative, &it)
            .to_string()
            .contains("--url 'https://api.example.com/v2/it'")
    );
}
