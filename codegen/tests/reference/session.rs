//! The session API as lowering makes it, and pieces for other APIs.

use codegen::ir::*;

pub(crate) fn doc(summary: &str, body: &str) -> Doc {
    Doc {
        summary: summary.to_owned(),
        body: body.to_owned(),
    }
}

pub(crate) fn name(wire: &str, rust: &str) -> Name {
    Name {
        wire: wire.to_owned(),
        rust: rust.to_owned(),
    }
}

pub(crate) fn example(json: &str) -> Option<Example> {
    Some(Example {
        name: String::new(),
        summary: String::new(),
        json: json.to_owned(),
    })
}

pub(crate) fn named_example(name: &str, summary: &str, json: &str) -> Example {
    Example {
        name: name.to_owned(),
        summary: summary.to_owned(),
        json: json.to_owned(),
    }
}

pub(crate) fn field(wire: &str, rust: &str, ty: Type) -> Field {
    Field {
        name: name(wire, rust),
        doc: Doc::default(),
        ty,
        presence: Presence::Required,
        default: None,
        deprecated: false,
        property: Property::Both,
        rules: Vec::new(),
        example: None,
    }
}

pub(crate) fn optional(field: Field) -> Field {
    Field {
        presence: Presence::Optional,
        ..field
    }
}

pub(crate) fn object(rust: &str, summary: &str, fields: Vec<Field>) -> TypeDef {
    let it = Struct {
        fields,
        additional: Additional::Ignored,
        rules: Vec::new(),
    };
    definition(rust, summary, TypeKind::Struct(it))
}

pub(crate) fn string_enum(rust: &str, summary: &str, values: &[&str]) -> TypeDef {
    let values = values.iter().map(|it| EnumValue {
        name: name(it, it),
        value: (*it).to_owned(),
        doc: Doc::default(),
    });
    let it = StringEnum {
        values: values.collect(),
        unknown: None,
    };
    definition(rust, summary, TypeKind::StringEnum(it))
}

pub(crate) fn definition(rust: &str, summary: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: name(rust, rust),
        doc: doc(summary, ""),
        deprecated: false,
        usage: Usage {
            request: true,
            response: true,
        },
        kind,
        examples: Vec::new(),
    }
}

pub(crate) fn response(status: StatusPattern, summary: &str, payload: Payload) -> Response {
    Response {
        name: name("x", "X"),
        status,
        doc: doc(summary, ""),
        payload,
        headers: Vec::new(),
        envelope: None,
        examples: Vec::new(),
    }
}

pub(crate) fn json_payload(ty: Type) -> Payload {
    Payload::Body {
        media: Media::Json,
        content_type: "application/json".to_owned(),
        ty,
    }
}

pub(crate) fn operation(wire: &str, rust: &str, method: &str, path: &str) -> Operation {
    Operation {
        name: name(wire, rust),
        constant: rust.to_uppercase(),
        stem: "Stem".to_owned(),
        doc: Doc::default(),
        deprecated: false,
        method: method.to_owned(),
        path: path.to_owned(),
        parameters: Vec::new(),
        options: None,
        body: None,
        success: Success::One(Box::new(response(
            StatusPattern::Code(204),
            "Done.",
            Payload::Empty,
        ))),
        failures: Failures {
            name: None,
            responses: Vec::new(),
        },
        security: Requirement::Public,
    }
}

pub(crate) fn parameter(wire: &str, location: Location, ty: Type) -> Parameter {
    let style = match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie => Style::Form,
    };
    Parameter {
        name: name(wire, &wire.to_lowercase()),
        doc: Doc::default(),
        location,
        style,
        explode: style == Style::Form,
        allow_reserved: false,
        required: true,
        ty,
        default: None,
        rules: Vec::new(),
        deprecated: false,
        example: None,
    }
}

pub(crate) fn service(wire: &str, operations: Vec<Operation>) -> Service {
    Service {
        name: name(wire, &format!("{wire}Api")),
        module: wire.to_lowercase(),
        doc: Doc::default(),
        operations,
    }
}

pub(crate) fn empty() -> Api {
    Api {
        package: Package {
            name: "sessions".to_owned(),
            version: "0.1.0".to_owned(),
            license: None,
            description: "Sessions.".to_owned(),
            source: "spec/openapi.yaml".to_owned(),
            date_time: DateTimeCrate::Chrono,
            max_body_bytes: 2 << 20,
        },
        title: "Empty".to_owned(),
        version: "1".to_owned(),
        doc: Doc::default(),
        servers: Vec::new(),
        types: Vec::new(),
        security: Security::default(),
        services: Vec::new(),
        error_body: None,
    }
}

const AGENT: &str = "\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\"";

/// `spec/openapi.yaml`.
pub(crate) fn session() -> Api {
    Api {
        title: "Agntix API".to_owned(),
        version: "1.0.0".to_owned(),
        doc: doc(
            "Open conversations with the agents of your organization.",
            "Every call proves who makes it: with an organization API key in `x-api-key`, or with a token\n\
             that Clerk issued in `Authorization: Bearer …`. A call with neither is answered\n\
             `401 Unauthorized`.",
        ),
        servers: vec![Server {
            url: "https://api.agntix.ai".to_owned(),
            doc: doc("Production.", ""),
        }],
        types: types(),
        security: security(),
        services: vec![Service {
            name: name("Chat", "ChatApi"),
            module: "chat".to_owned(),
            doc: doc("Conversations between your users and an agent.", ""),
            operations: vec![create_session()],
        }],
        ..empty()
    }
}

fn security() -> Security {
    let scheme = |wire: &str, rust: &str, variant: &str, summary: &str, kind| Scheme {
        name: name(wire, rust),
        variant: variant.to_owned(),
        doc: doc(summary, ""),
        kind,
    };
    Security {
        schemes: vec![
            scheme(
                "apiKey",
                "api_key",
                "ApiKey",
                "The API key of an organization, `pk_live_…`, as its dashboard hands it out.",
                SchemeKind::ApiKeyHeader("x-api-key".to_owned()),
            ),
            scheme(
                "clerkJwt",
                "clerk_jwt",
                "ClerkJwt",
                "A JSON Web Token that Clerk issued to a signed-in user.",
                SchemeKind::Bearer {
                    format: Some("JWT".to_owned()),
                },
            ),
        ],
        credentials: vec![
            Credential {
                variant: "ApiKey".to_owned(),
                schemes: vec![SchemeId(0)],
            },
            Credential {
                variant: "ClerkJwt".to_owned(),
                schemes: vec![SchemeId(1)],
            },
        ],
    }
}

fn create_session() -> Operation {
    let error = || json_payload(Type::Named(TypeId(4)));
    let failure = |status, summary| response(status, summary, error());
    let sample = |org: &str| {
        format!(
            "{{\"id\":\"ses_01j3m8xkqp8v2nw4f7g9hk0r\",\"agentId\":{AGENT},\"platform\":\"SDK\",\"state\":\"OPEN\",\
             \"metadata\":{{\"userId\":\"usr_123\",\"locale\":\"en-US\"}},{org}\
             \"createdAt\":\"2026-04-29T09:00:00Z\",\"updatedAt\":\"2026-04-29T09:00:00Z\"}}"
        )
    };
    let created = Response {
        examples: vec![
            named_example("session", "A session without an organization.", &sample("")),
            named_example(
                "organizationSession",
                "A session that belongs to an organization.",
                &sample("\"orgId\":\"org_2abc123\","),
            ),
        ],
        ..response(
            StatusPattern::Code(201),
            "The session is open.",
            json_payload(Type::Named(TypeId(2))),
        )
    };
    let request = format!(
        "{{\"agentId\":{AGENT},\"platform\":\"SDK\",\"metadata\":{{\"userId\":\"usr_123\",\"locale\":\"en-US\"}}}}"
    );
    let bad_request = Response {
        examples: vec![named_example(
            "sessionCreationError",
            "No session was created.",
            "{\"error\":{\"code\":\"SESSION_CREATION_ERROR\",\"message\":\"The session could not be created.\",\
             \"requestId\":\"req_01j3m8xkqp\"}}",
        )],
        ..failure(
            StatusPattern::Code(400),
            "The request cannot be read, or no session can be made of it.",
        )
    };
    Operation {
        doc: doc(
            "Create session",
            "Opens a session with an agent and answers with what was stored.\n\nKeep the `id` of the answer: it is \
             the `{sessionId}` of every later call that sends a\nmessage in this session.",
        ),
        body: Some(Body {
            doc: Doc::default(),
            required: true,
            media: Media::Json,
            content_type: "application/json".to_owned(),
            ty: Type::Named(TypeId(0)),
            examples: vec![named_example(
                "sdkSession",
                "A session opened by an application that uses the SDK.",
                &request,
            )],
        }),
        success: Success::One(Box::new(created)),
        failures: Failures {
            name: Some(name("CreateSessionError", "CreateSessionError")),
            responses: vec![
                bad_request,
                failure(
                    StatusPattern::Code(401),
                    "The call carries neither a valid API key nor a valid token.",
                ),
                failure(
                    StatusPattern::Code(403),
                    "The caller may not open a session with this agent.",
                ),
                failure(
                    StatusPattern::Code(422),
                    "The request can be read, but a value in it is not allowed.",
                ),
                failure(
                    StatusPattern::Code(429),
                    "The caller has sent too many requests and should wait.",
                ),
                failure(
                    StatusPattern::Default,
                    "Anything else that kept the request from being served.",
                ),
            ],
        },
        security: Requirement::Required(vec![
            Alternative {
                credential: 0,
                scopes: Vec::new(),
            },
            Alternative {
                credential: 1,
                scopes: Vec::new(),
            },
        ]),
        ..operation(
            "createSession",
            "create_session",
            "POST",
            "/v1/chat/chat/sessions",
        )
    }
}

fn described(field: Field, summary: &str, body: &str, json: &str) -> Field {
    let example = if json.is_empty() { None } else { example(json) };
    Field {
        doc: doc(summary, body),
        example,
        ..field
    }
}

fn types() -> Vec<TypeDef> {
    let string = || Type::Scalar(Scalar::String);
    let request = vec![
        described(
            field("agentId", "agent_id", Type::Scalar(Scalar::Uuid)),
            "The agent that takes part in the session.",
            "",
            AGENT,
        ),
        Field {
            default: Some(Literal::Variant {
                ty: TypeId(1),
                variant: name("SDK", "SDK"),
            }),
            ..described(
                field("platform", "platform", Type::Named(TypeId(1))),
                "Where the session comes from.",
                "Decides how it is tagged and counted in analytics.",
                "",
            )
        },
        Field {
            rules: vec![Rule::MaxSerializedLength(4096)],
            ..described(
                optional(field("metadata", "metadata", Type::Object)),
                "What you want to keep with the session, such as the id of your user or their locale.",
                "Any keys and values, 4096 characters in total.",
                "",
            )
        },
        described(
            optional(field("contact", "contact", Type::Object)),
            "How to reach the person whom the session is with.",
            "",
            "",
        ),
    ];
    let mut state = string_enum(
        "SessionState",
        "Whether a session is still open.",
        &["OPEN", "CLOSED"],
    );
    state.examples = example("\"OPEN\"").into_iter().collect();
    let detail = vec![
        described(
            field("code", "code", string()),
            "Names the failure for programs.",
            "",
            "\"SESSION_CREATION_ERROR\"",
        ),
        described(
            field("message", "message", string()),
            "Explains the failure to people.",
            "",
            "\"The session could not be created.\"",
        ),
        described(
            optional(field("requestId", "request_id", string())),
            "Names the call, for questions to support.",
            "",
            "\"req_01j3m8xkqp\"",
        ),
    ];
    vec![
        object(
            "CreateSessionRequest",
            "What a session is opened with.",
            request,
        ),
        string_enum(
            "Platform",
            "Where a session comes from.",
            &["SDK", "WEB", "WHATSAPP", "VOICE"],
        ),
        object("Session", "A conversation with an agent.", session_fields()),
        state,
        object(
            "ErrorBody",
            "How every failure is reported.",
            vec![field("error", "error", Type::Named(TypeId(5)))],
        ),
        object("ErrorDetail", "What went wrong.", detail),
    ]
}

fn session_fields() -> Vec<Field> {
    let string = || Type::Scalar(Scalar::String);
    let time = |wire: &str, rust: &str, summary: &str| {
        described(
            field(wire, rust, Type::Scalar(Scalar::DateTime)),
            summary,
            "",
            "\"2026-04-29T09:00:00Z\"",
        )
    };
    vec![
        described(
            field("id", "id", string()),
            "Names the session in later calls.",
            "Opaque, starts with `ses_`.",
            "\"ses_01j3m8xkqp8v2nw4f7g9hk0r\"",
        ),
        described(
            field("agentId", "agent_id", Type::Scalar(Scalar::Uuid)),
            "The agent that takes part in the session.",
            "",
            AGENT,
        ),
        described(
            field("platform", "platform", string()),
            "Where the session comes from.",
            "More platforms than a request may name can appear here.",
            "\"SDK\"",
        ),
        field("state", "state", Type::Named(TypeId(3))),
        described(
            optional(field("metadata", "metadata", Type::Object)),
            "What was kept with the session when it was opened.",
            "",
            "",
        ),
        described(
            optional(field("orgId", "org_id", string())),
            "The organization that the session belongs to, if any.",
            "",
            "\"org_2abc123\"",
        ),
        time("createdAt", "created_at", "When the session was opened."),
        time("updatedAt", "updated_at", "When the session last changed."),
    ]
}
