//! An API that uses all that the model can say.

use codegen::ir::*;

use super::build::*;

/// An operation with all that an operation can have.
pub(crate) fn everything() -> Api {
    let integer = || Type::Scalar(Scalar::I32);
    let limit = Parameter {
        rules: vec![
            Rule::Minimum(Literal::Integer(1)),
            Rule::Maximum(Literal::Integer(100)),
        ],
        default: Some(Literal::Integer(20)),
        required: false,
        doc: doc(
            "How many pets.",
            "# Paging\n\n### Deep\n\nSee <b>there</b>.",
        ),
        ..parameter("limit", Location::Query, integer())
    };
    let id = parameter("petId", Location::Path, Type::Scalar(Scalar::Uuid));
    let trace = Parameter {
        deprecated: true,
        ..parameter("x-trace", Location::Header, Type::Scalar(Scalar::String))
    };
    let ok = Response {
        headers: vec![Header {
            name: name("x-total", "x_total"),
            doc: doc("How many there are.", ""),
            required: true,
            ty: integer(),
            explode: false,
        }],
        ..response(StatusPattern::Code(200), "The pets.", json_payload(pets()))
    };
    let operation = Operation {
        doc: doc("Lists pets", "# First\n\n#### Third\n\n- a\n- b"),
        deprecated: true,
        parameters: vec![id, limit, trace],
        success: Success::Several {
            name: name("ListPetsResponse", "ListPetsResponse"),
            responses: vec![
                ok,
                response(StatusPattern::Code(204), "None.", Payload::Empty),
            ],
        },
        failures: Failures {
            name: None,
            responses: vec![response(StatusPattern::Range(5), "Broken.", Payload::Empty)],
        },
        server: None,
        security: Requirement::Optional(vec![Alternative {
            credential: 0,
            scopes: vec!["read:pets".to_owned()],
        }]),
        ..operation("listPets", "list_pets", "GET", "/owners/{petId}/pets")
    };
    Api {
        types: pet_types(),
        security: Security {
            schemes: ["appId", "appKey"].map(header_scheme).to_vec(),
            credentials: vec![Credential {
                variant: "Both".to_owned(),
                schemes: vec![SchemeId(0), SchemeId(1)],
            }],
        },
        services: vec![service("Pets", vec![operation])],
        ..empty()
    }
}

fn header_scheme(wire: &str) -> Scheme {
    Scheme {
        name: name(wire, &wire.to_lowercase()),
        variant: wire.to_owned(),
        constant: wire.to_owned(),
        doc: doc("First sentence.", "The rest of it."),
        kind: SchemeKind::ApiKeyHeader(format!("x-{wire}")),
        tokens: Tokens::default(),
    }
}

fn pets() -> Type {
    Type::Array {
        items: Box::new(Type::Named(TypeId(0))),
        rules: vec![Rule::MinLength(1)],
    }
}

fn pet_types() -> Vec<TypeDef> {
    let tag = Type::Named(TypeId(1));
    let mut kind = string_enum("Kind", "What it is.", &["CAT", "DOG"]);
    if let TypeKind::StringEnum(it) = &mut kind.kind {
        it.values[0].doc = doc("Says miaow.", "");
    }
    let fields = vec![
        Field {
            property: Property::ReadOnly,
            ..field("id", "id", Type::Scalar(Scalar::I64))
        },
        Field {
            property: Property::WriteOnly,
            ..field("secret", "secret", Type::Scalar(Scalar::String))
        },
        Field {
            presence: Presence::OptionalNullable,
            ..field("kind", "kind", Type::Named(TypeId(2)))
        },
        Field {
            deprecated: true,
            ..field("owner", "owner", Type::Named(TypeId(3)))
        },
        field("tag", "tag", tag),
    ];
    let tag = TypeKind::Alias {
        target: Type::Scalar(Scalar::String),
        rules: vec![Rule::MaxLength(1), Rule::Pattern("^[a-z]$".to_owned())],
    };
    let owner = Struct {
        fields: vec![field("name", "name", Type::Scalar(Scalar::String))],
        additional: Additional::Refused,
        rules: vec![Rule::MinProperties(1)],
        multipart: None,
    };
    vec![
        object("Pet", "A pet.", fields),
        definition("Tag", "A letter.", tag),
        kind,
        definition("Owner", "Who has it.", TypeKind::Struct(owner)),
    ]
}
