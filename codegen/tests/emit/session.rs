//! The model of the session API.

use codegen::ir::*;

use crate::build::*;

const REQUEST_TYPE: TypeId = TypeId(0);
const PLATFORM: TypeId = TypeId(1);
const SESSION: TypeId = TypeId(2);
const STATE: TypeId = TypeId(3);
const ERROR: TypeId = TypeId(4);
const ERROR_DETAIL: TypeId = TypeId(5);

pub(crate) fn api() -> Api {
    Api {
        features: Vec::new(),
        shared: Vec::new(),
        package: package("agntix-api"),
        title: "Agntix API".to_owned(),
        version: "1.0.0".to_owned(),
        doc: doc("Opens chat sessions with agents."),
        servers: vec![Server {
            url: "https://api.agntix.ai".to_owned(),
            doc: doc("Production."),
            ..Server::default()
        }],
        types: types(),
        security: security(),
        services: vec![Service {
            kind: ServiceKind::Paths,
            name: name("Chat", "ChatApi"),
            module: "chat".to_owned(),
            doc: doc("Talking with agents."),
            operations: vec![create_session()],
        }],
        examples: Vec::new(),
        untyped: Vec::new(),
        left_out: Vec::new(),
        document: None,
        command_line: None,
        error_answers: vec![ErrorAnswer {
            media: "application/json".to_owned(),
            body: error_body(),
        }],
    }
}

fn types() -> Vec<TypeDef> {
    let state = strings(&[("OPEN", "Open"), ("CLOSED", "Closed")]);
    let platform = strings(&[
        ("SDK", "Sdk"),
        ("WEB", "Web"),
        ("WHATSAPP", "Whatsapp"),
        ("VOICE", "Voice"),
    ]);
    vec![
        def(
            "CreateSessionRequest",
            "What to open a session with.",
            REQUEST,
            request(),
        ),
        def("Platform", "Where a session comes from.", REQUEST, platform),
        def(
            "Session",
            "A conversation with an agent.",
            RESPONSE,
            session(),
        ),
        def(
            "SessionState",
            "Whether a session takes messages.",
            RESPONSE,
            open(state, "Unknown"),
        ),
        def(
            "ErrorBody",
            "What the API answers when it refuses or fails.",
            RESPONSE,
            structure(vec![documented(
                "What went wrong.",
                field(
                    "error",
                    "error",
                    Type::Named(ERROR_DETAIL),
                    Presence::Required,
                ),
            )]),
        ),
        def(
            "ErrorDetail",
            "What went wrong.",
            RESPONSE,
            structure(vec![
                Field {
                    example: example("\"SESSION_CREATION_ERROR\""),
                    ..documented(
                        "A word for programs.",
                        field("code", "code", string(), Presence::Required),
                    )
                },
                documented(
                    "A sentence for people.",
                    field("message", "message", string(), Presence::Required),
                ),
                documented(
                    "The request, for support.",
                    field("requestId", "request_id", string(), Presence::Optional),
                ),
            ]),
        ),
    ]
}

fn open(kind: TypeKind, rust: &str) -> TypeKind {
    match kind {
        TypeKind::StringEnum(it) => TypeKind::StringEnum(StringEnum {
            unknown: Some(name("", rust)),
            ..it
        }),
        it => it,
    }
}

fn request() -> TypeKind {
    let uuid = Type::Scalar(Scalar::Uuid);
    structure(vec![
        Field {
            example: example("\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\""),
            ..documented(
                "The agent to chat with.",
                field("agentId", "agent_id", uuid, Presence::Required),
            )
        },
        Field {
            default: Some(Literal::Variant {
                ty: PLATFORM,
                variant: name("SDK", "Sdk"),
            }),
            ..documented(
                "Where the session comes from; tags it, and counts in analytics.",
                field(
                    "platform",
                    "platform",
                    Type::Named(PLATFORM),
                    Presence::Required,
                ),
            )
        },
        Field {
            rules: vec![Rule::MaxSerializedLength(4096)],
            ..documented(
                "Any pairs of keys and values to keep with the session.",
                field("metadata", "metadata", Type::Object, Presence::Optional),
            )
        },
        documented(
            "Who the session is with.",
            field("contact", "contact", Type::Object, Presence::Optional),
        ),
    ])
}

fn session() -> TypeKind {
    let time = || Type::Scalar(Scalar::DateTime);
    structure(vec![
        Field {
            example: example("\"ses_01j3m8xkqp8v2nw4f7g9hk0r\""),
            ..documented(
                "Names the session; opaque.",
                field("id", "id", string(), Presence::Required),
            )
        },
        documented(
            "The agent.",
            field(
                "agentId",
                "agent_id",
                Type::Scalar(Scalar::Uuid),
                Presence::Required,
            ),
        ),
        documented(
            "Where the session comes from.",
            field("platform", "platform", string(), Presence::Required),
        ),
        documented(
            "Whether it is open.",
            field("state", "state", Type::Named(STATE), Presence::Required),
        ),
        documented(
            "What was sent with it.",
            field("metadata", "metadata", Type::Object, Presence::Optional),
        ),
        documented(
            "The organization.",
            field("orgId", "org_id", string(), Presence::Optional),
        ),
        documented(
            "When it was opened.",
            field("createdAt", "created_at", time(), Presence::Required),
        ),
        documented(
            "When it last changed.",
            field("updatedAt", "updated_at", time(), Presence::Required),
        ),
    ])
}

fn security() -> Security {
    let scheme = |wire, rust: &str, variant: &str, summary, kind| Scheme {
        name: name(wire, rust),
        variant: variant.to_owned(),
        constant: rust.to_uppercase(),
        doc: doc(summary),
        kind,
        tokens: Tokens::default(),
    };
    let credential = |variant: &str, id| Credential {
        variant: variant.to_owned(),
        schemes: vec![SchemeId(id)],
    };
    Security {
        schemes: vec![
            scheme(
                "apiKey",
                "api_key",
                "ApiKey",
                "The key of an organization, `pk_live_…`.",
                SchemeKind::ApiKeyHeader("x-api-key".to_owned()),
            ),
            scheme(
                "clerkJwt",
                "clerk_jwt",
                "ClerkJwt",
                "A token that Clerk issues.",
                SchemeKind::Bearer {
                    format: Some("JWT".to_owned()),
                },
            ),
        ],
        credentials: vec![credential("ApiKey", 0), credential("ClerkJwt", 1)],
    }
}

fn create_session() -> Operation {
    let failure = |wire, rust, status, summary| {
        response(wire, rust, status, summary, json(Type::Named(ERROR)))
    };
    let alternative = |credential| Alternative {
        credential,
        scopes: Vec::new(),
    };
    Operation {
        name: name("createSession", "create_session"),
        constant: "CREATE_SESSION".to_owned(),
        stem: "CreateSession".to_owned(),
        doc: Doc {
            summary: "Creates a session.".to_owned(),
            body: "Keep the `id` of the answer: every message names it.".to_owned(),
        },
        deprecated: false,
        method: "POST".to_owned(),
        path: "/v1/chat/chat/sessions".to_owned(),
        parameters: Vec::new(),
        options: None,
        body: Some(Body {
            doc: Doc::default(),
            required: true,
            contents: contents(Media::Json, "application/json", Type::Named(REQUEST_TYPE)),
        }),
        success: Success::One(Box::new(response(
            "201",
            "Created",
            StatusPattern::Code(201),
            "The session is open.",
            json(Type::Named(SESSION)),
        ))),
        failures: Failures {
            name: Some(name("CreateSessionError", "CreateSessionError")),
            responses: vec![
                failure(
                    "400",
                    "BadRequest",
                    StatusPattern::Code(400),
                    "The request cannot be read.",
                ),
                failure(
                    "401",
                    "Unauthorized",
                    StatusPattern::Code(401),
                    "Nobody known asks.",
                ),
                failure(
                    "403",
                    "Forbidden",
                    StatusPattern::Code(403),
                    "The agent is not yours.",
                ),
                failure(
                    "422",
                    "UnprocessableEntity",
                    StatusPattern::Code(422),
                    "The request does not fit.",
                ),
                failure(
                    "429",
                    "TooManyRequests",
                    StatusPattern::Code(429),
                    "Too many requests.",
                ),
                failure("default", "Other", StatusPattern::Default, "Anything else."),
            ],
        },
        server: None,
        security: Requirement::Required(vec![alternative(0), alternative(1)]),
        max_body_bytes: None,
        pagination: None,
    }
}

fn error_body() -> ErrorBody {
    ErrorBody {
        ty: ERROR,
        fields: vec![(
            name("error", "error"),
            ErrorPart::Nested {
                optional: false,
                body: ErrorBody {
                    ty: ERROR_DETAIL,
                    fields: vec![
                        (name("code", "code"), ErrorPart::Code { optional: false }),
                        (
                            name("message", "message"),
                            ErrorPart::Message { optional: false },
                        ),
                        (
                            name("requestId", "request_id"),
                            ErrorPart::RequestId { optional: true },
                        ),
                    ],
                },
            },
        )],
    }
}
