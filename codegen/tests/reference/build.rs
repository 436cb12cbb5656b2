//! Pieces of a model, each with what most of them have.

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
        multipart: None,
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
    }
}

pub(crate) fn json_payload(ty: Type) -> Payload {
    Payload::Body(Box::new(contents(Media::Json, "application/json", ty)))
}

/// What a body is that is written in one way.
pub(crate) fn contents(media: Media, content_type: &str, ty: Type) -> Contents {
    Contents {
        choice: None,
        first: Representation {
            name: name(content_type, "Only"),
            media,
            content_types: vec![content_type.to_owned()],
            ty,
            rules: Vec::new(),
            examples: Vec::new(),
            form: None,
            sentinel: None,
        },
        others: Vec::new(),
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
        server: None,
        security: Requirement::Public,
        max_body_bytes: None,
        pagination: None,
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
        allow_empty: false,
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
        kind: ServiceKind::Paths,
        name: name(wire, &format!("{wire}Api")),
        module: wire.to_lowercase(),
        doc: Doc::default(),
        operations,
    }
}

pub(crate) fn empty() -> Api {
    Api {
        features: Vec::new(),
        shared: Vec::new(),
        package: Package {
            name: "sessions".to_owned(),
            version: "0.1.0".to_owned(),
            license: None,
            repository: None,
            description: "Sessions.".to_owned(),
            source: "spec/openapi.yaml".to_owned(),
            date_time: DateTimeCrate::Chrono,
            dependencies: Vec::new(),
            max_body_bytes: 2 << 20,
            time_limit_seconds: None,
            request_context: false,
            unimplemented: false,
            parts: CrateParts::all(),
        },
        title: "Empty".to_owned(),
        version: "1".to_owned(),
        doc: Doc::default(),
        servers: Vec::new(),
        types: Vec::new(),
        security: Security::default(),
        services: Vec::new(),
        examples: Vec::new(),
        untyped: Vec::new(),
        left_out: Vec::new(),
        document: None,
        command_line: None,
        error_answers: Vec::new(),
    }
}
