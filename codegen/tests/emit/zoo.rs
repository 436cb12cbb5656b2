//! A model that says everything that a model can say.

use codegen::ir::*;

use crate::build::*;

const PET: TypeId = TypeId(0);
const SPECIES: TypeId = TypeId(1);
const MOOD: TypeId = TypeId(2);
const SIZE: TypeId = TypeId(3);
const LEVEL: TypeId = TypeId(4);
const NODE: TypeId = TypeId(5);
const TAGS: TypeId = TypeId(6);
const PROBLEM: TypeId = TypeId(7);
const FILTER: TypeId = TypeId(8);

pub(crate) fn api() -> Api {
    Api {
        package: package("zoo"),
        title: "Zoo".to_owned(),
        version: "2.1".to_owned(),
        doc: doc("Animals and who keeps them."),
        servers: Vec::new(),
        types: types(),
        security: security(),
        services: vec![
            Service {
                kind: ServiceKind::Paths,
                name: name("pets", "PetsApi"),
                module: "pets".to_owned(),
                doc: Doc::default(),
                operations: vec![list_pets(), get_pet(), add_pet(), delete_pet()],
            },
            Service {
                kind: ServiceKind::Paths,
                name: name("Files & more", "FilesMoreApi"),
                module: "files_more".to_owned(),
                doc: doc("Files [and] <more>."),
                operations: vec![get_file(), put_file(), put_note(), many()],
            },
        ],
        examples: Vec::new(),
        untyped: Vec::new(),
        left_out: Vec::new(),
        document: None,
        command_line: None,
        error_answers: Vec::new(),
        features: Vec::new(),
        shared: Vec::new(),
    }
}

fn scalar(it: Scalar) -> Type {
    Type::Scalar(it)
}

fn array(items: Type, rules: RuleSet) -> Type {
    Type::Array {
        items: Box::new(items),
        rules,
    }
}

fn map(values: Type) -> Type {
    Type::Map {
        values: Box::new(values),
        rules: Vec::new(),
        keys: Vec::new(),
    }
}

fn types() -> Vec<TypeDef> {
    let both = Usage {
        request: true,
        response: true,
    };
    let species = strings(&[("cat", "Cat"), ("dog \"good\"", "DogGood"), ("", "Empty")]);
    let mut mood = strings(&[("glad", "Glad")]);
    if let TypeKind::StringEnum(it) = &mut mood {
        it.unknown = Some(name("", "Unknown"));
    }
    let integers = |unknown| {
        TypeKind::IntegerEnum(IntegerEnum {
            scalar: Scalar::I32,
            values: vec![
                EnumValue {
                    name: name("1", "Low"),
                    value: 1,
                    doc: doc("Close to the ground."),
                },
                EnumValue {
                    name: name("-1", "Minus1"),
                    value: -1,
                    doc: Doc::default(),
                },
            ],
            unknown,
        })
    };
    vec![
        def("Pet", "An animal.", both, pet()),
        def("Species", "What a pet is.", both, species),
        def("Mood", "How it feels.", RESPONSE, mood),
        def("Size", "", REQUEST, integers(None)),
        def(
            "Level",
            "How high.",
            RESPONSE,
            integers(Some(name("", "Unknown"))),
        ),
        def("Node", "A tree of pets.", both, node()),
        def(
            "Tags",
            "Words.",
            REQUEST,
            TypeKind::Alias {
                target: array(string(), vec![Rule::MinLength(1)]),
                rules: vec![Rule::MaxItems(5), Rule::UniqueItems],
            },
        ),
        def(
            "Problem",
            "What went wrong.",
            RESPONSE,
            TypeKind::Struct(Struct {
                fields: vec![field("title", "title", string(), Presence::Optional)],
                additional: Additional::Kept {
                    name: name("", "others"),
                    value: Type::Any,
                    rules: Vec::new(),
                    keys: Vec::new(),
                },
                rules: Vec::new(),
                multipart: None,
            }),
        ),
        def(
            "Filter",
            "Which pets.",
            REQUEST,
            structure(vec![
                field("color", "color", string(), Presence::Optional),
                field("age", "age", scalar(Scalar::U32), Presence::Optional),
            ]),
        ),
    ]
}

fn pet() -> TypeKind {
    let with = |field: Field, default: Literal| Field {
        default: Some(default),
        ..field
    };
    let ruled = |field: Field, rules: RuleSet| Field { rules, ..field };
    use Presence::*;
    TypeKind::Struct(Struct {
        fields: vec![
            Field {
                property: Property::ReadOnly,
                ..field("id", "id", scalar(Scalar::Uuid), Optional)
            },
            ruled(
                field("name", "name", string(), Required),
                vec![
                    Rule::MinLength(1),
                    Rule::MaxLength(64),
                    Rule::Pattern("^[a-z`]+$".to_owned()),
                ],
            ),
            field("type", "r#type", Type::Named(SPECIES), Required),
            field("nick", "nick", string(), RequiredNullable),
            field("owner", "owner", string(), OptionalNullable),
            with(
                field("legs", "legs", scalar(Scalar::U32), Required),
                Literal::Integer(4),
            ),
            with(
                field("weight", "weight", scalar(Scalar::F64), Required),
                Literal::Integer(-10_000),
            ),
            with(
                field("lang", "lang", string(), RequiredNullable),
                Literal::String("e\"n".to_owned()),
            ),
            with(
                field("parts", "parts", array(string(), Vec::new()), Required),
                Literal::Array(Vec::new()),
            ),
            ruled(
                field("score", "score", scalar(Scalar::F32), Optional),
                vec![
                    Rule::Minimum(Literal::Number(0.5)),
                    Rule::ExclusiveMaximum(Literal::Integer(10)),
                ],
            ),
            ruled(
                field("tags", "tags", Type::Named(TAGS), Optional),
                vec![Rule::MinItems(1)],
            ),
            field("photo", "photo", scalar(Scalar::Base64), Optional),
            field("born", "born", scalar(Scalar::Date), Optional),
            field("seen", "seen", scalar(Scalar::DateTime), Optional),
            field("home", "home", scalar(Scalar::Uri), Optional),
            field("v4", "v4", scalar(Scalar::Ipv4), Optional),
            field("v6", "v6", scalar(Scalar::Ipv6), Optional),
            field("any", "any", Type::Any, Optional),
            field("object", "object", Type::Object, Optional),
            field(
                "grid",
                "grid",
                array(
                    Type::Nullable(Box::new(map(scalar(Scalar::I64)))),
                    Vec::new(),
                ),
                Optional,
            ),
            Field {
                deprecated: true,
                property: Property::WriteOnly,
                ..field("secret", "secret", string(), Optional)
            },
        ],
        additional: Additional::Refused,
        rules: Vec::new(),
        multipart: None,
    })
}

fn node() -> TypeKind {
    TypeKind::Struct(Struct {
        fields: vec![
            field("pet", "pet", Type::Boxed(PET), Presence::Required),
            field("left", "left", Type::Boxed(NODE), Presence::Optional),
            field(
                "children",
                "children",
                array(Type::Named(NODE), Vec::new()),
                Presence::Optional,
            ),
        ],
        additional: Additional::Kept {
            name: name("", "additional_properties"),
            value: Type::Named(PET),
            rules: Vec::new(),
            keys: Vec::new(),
        },
        rules: vec![Rule::MaxProperties(8)],
        multipart: None,
    })
}

fn security() -> Security {
    let scheme = |wire: &str, rust: &str, variant: &str, kind| Scheme {
        name: name(wire, rust),
        variant: variant.to_owned(),
        constant: rust.to_uppercase(),
        doc: Doc::default(),
        kind,
        tokens: Tokens::default(),
    };
    let credential = |variant: &str, schemes: &[usize]| Credential {
        variant: variant.to_owned(),
        schemes: schemes.iter().copied().map(SchemeId).collect(),
    };
    Security {
        schemes: vec![
            scheme(
                "key",
                "key",
                "Key",
                SchemeKind::ApiKeyQuery("api_key".to_owned()),
            ),
            scheme(
                "session",
                "session",
                "Session",
                SchemeKind::ApiKeyCookie("sid".to_owned()),
            ),
            scheme("login", "login", "Login", SchemeKind::Basic),
            scheme(
                "oauth",
                "oauth",
                "Oauth",
                SchemeKind::Bearer { format: None },
            ),
            scheme(
                "digest",
                "digest",
                "Digest",
                SchemeKind::Other("Digest".to_owned()),
            ),
            scheme("cert", "cert", "Cert", SchemeKind::MutualTls),
        ],
        credentials: vec![
            credential("Oauth", &[3]),
            credential("KeyAndSession", &[0, 1]),
            credential("Login", &[2]),
            credential("DigestAndCert", &[4, 5]),
        ],
    }
}

fn parameter(wire: &str, rust: &str, location: Location, ty: Type, required: bool) -> Parameter {
    let (style, explode) = match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    };
    Parameter {
        name: name(wire, rust),
        doc: Doc::default(),
        location,
        style,
        explode,
        allow_reserved: false,
        allow_empty: false,
        required,
        ty,
        default: None,
        rules: Vec::new(),
        deprecated: false,
        example: None,
    }
}

fn operation(wire: &str, rust: &str, stem: &str, method: &str, path: &str) -> Operation {
    Operation {
        name: name(wire, rust),
        constant: rust.to_uppercase(),
        stem: stem.to_owned(),
        doc: Doc::default(),
        deprecated: false,
        method: method.to_owned(),
        path: path.to_owned(),
        parameters: Vec::new(),
        options: None,
        body: None,
        success: Success::One(Box::new(response(
            "204",
            "NoContent",
            StatusPattern::Code(204),
            "Done.",
            Payload::Empty,
        ))),
        failures: Failures {
            name: None,
            responses: Vec::new(),
        },
        server: None,
        security: Requirement::Public,
        max_body_bytes: None,
        pagination: None,
    }
}

fn alternative(credential: usize, scopes: &[&str]) -> Alternative {
    Alternative {
        credential,
        scopes: scopes.iter().map(|it| (*it).to_owned()).collect(),
    }
}

fn problem() -> Payload {
    payload(
        Media::Json,
        "application/problem+json",
        Type::Named(PROBLEM),
    )
}

fn header(wire: &str, rust: &str, ty: Type, required: bool) -> Header {
    Header {
        name: name(wire, rust),
        doc: doc("Beside the body."),
        required,
        ty,
        explode: false,
    }
}

fn body(media: Media, content_type: &str, ty: Type, required: bool) -> Option<Body> {
    Some(Body {
        doc: Doc::default(),
        required,
        contents: contents(media, content_type, ty),
    })
}

fn list_pets() -> Operation {
    let json = json(array(Type::Named(PET), Vec::new()));
    Operation {
        doc: doc("Lists pets."),
        parameters: vec![
            Parameter {
                default: Some(Literal::Integer(20)),
                rules: vec![
                    Rule::Minimum(Literal::Integer(1)),
                    Rule::Maximum(Literal::Integer(100)),
                ],
                ..parameter(
                    "limit",
                    "limit",
                    Location::Query,
                    scalar(Scalar::I32),
                    false,
                )
            },
            Parameter {
                explode: false,
                style: Style::PipeDelimited,
                allow_reserved: true,
                allow_empty: false,
                ..parameter("tags", "tags", Location::Query, Type::Named(TAGS), false)
            },
            parameter(
                "filter",
                "filter",
                Location::Query,
                Type::Named(FILTER),
                false,
            ),
            Parameter {
                style: Style::DeepObject,
                ..parameter("deep", "deep", Location::Query, Type::Named(FILTER), false)
            },
            parameter("free", "free", Location::Query, map(string()), false),
            parameter("x-trace", "x_trace", Location::Header, string(), false),
            parameter("sid", "sid", Location::Cookie, string(), false),
        ],
        options: Some(name("", "ListPetsOptions")),
        success: Success::One(Box::new(Response {
            headers: vec![
                header("x-total", "x_total", scalar(Scalar::I64), true),
                header("x-next", "x_next", string(), false),
            ],
            envelope: Some(name("", "ListPetsOk")),
            ..response("200", "Ok", StatusPattern::Code(200), "Some pets.", json)
        })),
        failures: Failures {
            name: Some(name("", "ListPetsError")),
            responses: vec![
                response(
                    "4XX",
                    "ClientError",
                    StatusPattern::Range(4),
                    "Yours.",
                    problem(),
                ),
                Response {
                    headers: vec![header(
                        "retry-after",
                        "retry_after",
                        scalar(Scalar::I64),
                        false,
                    )],
                    envelope: Some(name("", "ListPetsServiceUnavailable")),
                    ..response(
                        "503",
                        "ServiceUnavailable",
                        StatusPattern::Code(503),
                        "Later.",
                        Payload::Empty,
                    )
                },
                response(
                    "default",
                    "Other",
                    StatusPattern::Default,
                    "Else.",
                    Payload::Empty,
                ),
            ],
        },
        server: None,
        security: Requirement::Optional(vec![alternative(0, &["read:pets"])]),
        ..operation("listPets", "list_pets", "ListPets", "GET", "/pets")
    }
}

fn get_pet() -> Operation {
    let text = payload(Media::Text, "text/csv", string());
    Operation {
        deprecated: true,
        parameters: vec![
            parameter(
                "petId",
                "pet_id",
                Location::Path,
                scalar(Scalar::Uuid),
                true,
            ),
            parameter("kind", "kind", Location::Path, Type::Named(SPECIES), true),
            parameter(
                "words",
                "words",
                Location::Query,
                array(string(), Vec::new()),
                true,
            ),
        ],
        success: Success::Several {
            name: name("", "GetPetResponse"),
            responses: vec![
                response(
                    "200",
                    "Ok",
                    StatusPattern::Code(200),
                    "The pet.",
                    json(Type::Named(PET)),
                ),
                response(
                    "202",
                    "Accepted",
                    StatusPattern::Code(202),
                    "As text.",
                    text,
                ),
                response(
                    "204",
                    "NoContent",
                    StatusPattern::Code(204),
                    "",
                    Payload::Empty,
                ),
                response(
                    "2XX",
                    "Success",
                    StatusPattern::Range(2),
                    "",
                    json(Type::Any),
                ),
            ],
        },
        failures: Failures {
            name: Some(name("", "GetPetError")),
            responses: vec![response(
                "404",
                "NotFound",
                StatusPattern::Code(404),
                "No.",
                problem(),
            )],
        },
        server: None,
        security: Requirement::Required(vec![
            alternative(1, &[]),
            alternative(2, &[]),
            alternative(3, &[]),
        ]),
        ..operation("getPet", "get_pet", "GetPet", "GET", "/pets/{petId}/{kind}")
    }
}

fn add_pet() -> Operation {
    Operation {
        body: body(
            Media::Json,
            "application/vnd.zoo+json",
            Type::Named(PET),
            false,
        ),
        success: Success::One(Box::new(response(
            "201",
            "Created",
            StatusPattern::Code(201),
            "",
            json(Type::Named(NODE)),
        ))),
        server: None,
        security: Requirement::Required(vec![alternative(0, &["write:pets"])]),
        ..operation("addPet", "add_pet", "AddPet", "POST", "/pets")
    }
}

fn delete_pet() -> Operation {
    Operation {
        parameters: vec![parameter(
            "size",
            "size",
            Location::Query,
            Type::Named(SIZE),
            true,
        )],
        success: Success::One(Box::new(response(
            "2XX",
            "Success",
            StatusPattern::Range(2),
            "",
            json(Type::Named(LEVEL)),
        ))),
        ..operation("deletePet", "delete_pet", "DeletePet", "DELETE", "/pets")
    }
}

fn get_file() -> Operation {
    let bytes = payload(Media::Bytes, "image/png", scalar(Scalar::Binary));
    Operation {
        parameters: vec![parameter("name", "name", Location::Path, string(), true)],
        success: Success::One(Box::new(response(
            "200",
            "Ok",
            StatusPattern::Code(200),
            "",
            bytes,
        ))),
        ..operation("getFile", "get_file", "GetFile", "GET", "/files/{name}")
    }
}

fn put_file() -> Operation {
    Operation {
        parameters: vec![parameter("name", "name", Location::Path, string(), true)],
        body: body(Media::Bytes, "image/png", scalar(Scalar::Binary), true),
        ..operation("putFile", "put_file", "PutFile", "PUT", "/files/{name}")
    }
}

fn put_note() -> Operation {
    Operation {
        body: body(Media::Text, "text/plain", string(), true),
        success: Success::One(Box::new(response(
            "200",
            "Ok",
            StatusPattern::Code(200),
            "",
            json(Type::Named(MOOD)),
        ))),
        ..operation("putNote", "put_note", "PutNote", "PUT", "/note")
    }
}

/// More parameters than a method takes.
fn many() -> Operation {
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    let parameters = names
        .iter()
        .map(|it| parameter(it, it, Location::Query, string(), true));
    Operation {
        parameters: parameters.collect(),
        options: Some(name("", "ManyParameters")),
        ..operation("many", "many", "Many", "GET", "/many")
    }
}
