//! Short ways to say a model.

use codegen::ir::*;

pub(crate) fn name(wire: &str, rust: &str) -> Name {
    Name {
        wire: wire.to_owned(),
        rust: rust.to_owned(),
    }
}

pub(crate) fn doc(summary: &str) -> Doc {
    Doc {
        summary: summary.to_owned(),
        body: String::new(),
    }
}

pub(crate) fn string() -> Type {
    Type::Scalar(Scalar::String)
}

pub(crate) fn field(wire: &str, rust: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: name(wire, rust),
        doc: Doc::default(),
        ty,
        presence,
        default: None,
        deprecated: false,
        property: Property::Both,
        rules: Vec::new(),
        example: None,
    }
}

pub(crate) fn documented(summary: &str, field: Field) -> Field {
    Field {
        doc: doc(summary),
        ..field
    }
}

pub(crate) fn example(json: &str) -> Option<Example> {
    Some(Example {
        name: String::new(),
        summary: String::new(),
        json: json.to_owned(),
    })
}

pub(crate) fn structure(fields: Vec<Field>) -> TypeKind {
    TypeKind::Struct(Struct {
        fields,
        additional: Additional::Ignored,
        rules: Vec::new(),
        multipart: None,
    })
}

pub(crate) fn strings(values: &[(&str, &str)]) -> TypeKind {
    let values = values.iter().map(|(wire, rust)| EnumValue {
        name: name(wire, rust),
        value: (*wire).to_owned(),
        doc: Doc::default(),
    });
    TypeKind::StringEnum(StringEnum {
        values: values.collect(),
        unknown: None,
    })
}

pub(crate) const REQUEST: Usage = Usage {
    request: true,
    response: false,
};
pub(crate) const RESPONSE: Usage = Usage {
    request: false,
    response: true,
};

pub(crate) fn def(rust: &str, summary: &str, usage: Usage, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: name(rust, rust),
        doc: doc(summary),
        deprecated: false,
        usage,
        kind,
        examples: Vec::new(),
    }
}

pub(crate) fn json(ty: Type) -> Payload {
    payload(Media::Json, "application/json", ty)
}

pub(crate) fn payload(media: Media, content_type: &str, ty: Type) -> Payload {
    Payload::Body(Box::new(contents(media, content_type, ty)))
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

pub(crate) fn response(
    wire: &str,
    rust: &str,
    status: StatusPattern,
    summary: &str,
    payload: Payload,
) -> Response {
    Response {
        name: name(wire, rust),
        status,
        doc: doc(summary),
        payload,
        headers: Vec::new(),
        envelope: None,
    }
}

pub(crate) fn package(name: &str) -> Package {
    Package {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        license: Some("MIT OR Apache-2.0".to_owned()),
        repository: None,
        description: "Models, client and server traits of the API.".to_owned(),
        source: "spec/openapi.yaml".to_owned(),
        date_time: DateTimeCrate::Chrono,
        dependencies: Vec::new(),
        max_body_bytes: 2 * 1024 * 1024,
        time_limit_seconds: None,
        request_context: false,
        unimplemented: false,
        parts: CrateParts::all(),
    }
}
