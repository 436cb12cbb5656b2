//! The session API, as `spec/openapi.yaml` describes it.

use codegen::ir::*;

use super::build::{
    contents, doc, empty, example, field, json_payload, name, named_example, object, operation,
    optional, response, string_enum,
};

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
            ..Server::default()
        }],
        types: types(),
        security: security(),
        services: vec![Service {
            kind: ServiceKind::Paths,
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
        constant: variant.to_owned(),
        doc: doc(summary, ""),
        kind,
        tokens: Tokens::default(),
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
    let request = format!(
        "{{\"agentId\":{AGENT},\"platform\":\"SDK\",\"metadata\":{{\"userId\":\"usr_123\",\"locale\":\"en-US\"}}}}"
    );
    let mut contents = contents(Media::Json, "application/json", Type::Named(TypeId(0)));
    contents.first.examples = vec![named_example(
        "sdkSession",
        "A session opened by an application that uses the SDK.",
        &request,
    )];
    let body = Body {
        doc: Doc::default(),
        required: true,
        contents,
    };
    let failures = Failures {
        name: Some(name("CreateSessionError", "CreateSessionError")),
        responses: failures(),
    };
    let alternatives = [0, 1].map(|credential| Alternative {
        credential,
        scopes: Vec::new(),
    });
    Operation {
        doc: doc(
            "Create session",
            "Opens a session with an agent and answers with what was stored.\n\nKeep the `id` of the answer: it is \
             the `{sessionId}` of every later call that sends a\nmessage in this session.",
        ),
        body: Some(body),
        success: Success::One(Box::new(created())),
        failures,
        server: None,
        security: Requirement::Required(alternatives.to_vec()),
        max_body_bytes: None,
        pagination: None,
        ..operation(
            "createSession",
            "create_session",
            "POST",
            "/v1/chat/chat/sessions",
        )
    }
}

fn created() -> Response {
    let sample = |org: &str| {
        format!(
            "{{\"id\":\"ses_01j3m8xkqp8v2nw4f7g9hk0r\",\"agentId\":{AGENT},\"platform\":\"SDK\",\"state\":\"OPEN\",\
             \"metadata\":{{\"userId\":\"usr_123\",\"locale\":\"en-US\"}},{org}\
             \"createdAt\":\"2026-04-29T09:00:00Z\",\"updatedAt\":\"2026-04-29T09:00:00Z\"}}"
        )
    };
    let mut contents = contents(Media::Json, "application/json", Type::Named(TypeId(2)));
    contents.first.examples = vec![
        named_example("session", "A session without an organization.", &sample("")),
        named_example(
            "organizationSession",
            "A session that belongs to an organization.",
            &sample("\"orgId\":\"org_2abc123\","),
        ),
    ];
    response(
        StatusPattern::Code(201),
        "The session is open.",
        Payload::Body(Box::new(contents)),
    )
}

fn failures() -> Vec<Response> {
    let failures = [
        (
            StatusPattern::Code(400),
            "The request cannot be read, or no session can be made of it.",
        ),
        (
            StatusPattern::Code(401),
            "The call carries neither a valid API key nor a valid token.",
        ),
        (
            StatusPattern::Code(403),
            "The caller may not open a session with this agent.",
        ),
        (
            StatusPattern::Code(422),
            "The request can be read, but a value in it is not allowed.",
        ),
        (
            StatusPattern::Code(429),
            "The caller has sent too many requests and should wait.",
        ),
        (
            StatusPattern::Default,
            "Anything else that kept the request from being served.",
        ),
    ];
    let mut responses = failures
        .map(|(status, summary)| response(status, summary, json_payload(Type::Named(TypeId(4)))));
    if let Payload::Body(contents) = &mut responses[0].payload {
        contents.first.examples = vec![named_example(
            "sessionCreationError",
            "No session was created.",
            "{\"error\":{\"code\":\"SESSION_CREATION_ERROR\",\"message\":\"The session could not be created.\",\
             \"requestId\":\"req_01j3m8xkqp\"}}",
        )];
    }
    responses.to_vec()
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
    let mut state = string_enum(
        "SessionState",
        "Whether a session is still open.",
        &["OPEN", "CLOSED"],
    );
    state.examples = example("\"OPEN\"").into_iter().collect();
    vec![
        object(
            "CreateSessionRequest",
            "What a session is opened with.",
            request_fields(),
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
        object("ErrorDetail", "What went wrong.", detail_fields()),
    ]
}

fn request_fields() -> Vec<Field> {
    vec![
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
    ]
}

fn detail_fields() -> Vec<Field> {
    let string = || Type::Scalar(Scalar::String);
    vec![
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
