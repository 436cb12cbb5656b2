//! A document that says the same thing everywhere.

use codegen::ir::*;

use crate::build::*;

/// An API that says `text` wherever a document can say something.
pub(crate) fn saying(text: &str) -> Api {
    Saying { text }.api()
}

struct Saying<'a> {
    text: &'a str,
}

impl Saying<'_> {
    fn owned(&self) -> String {
        self.text.to_owned()
    }

    fn name(&self) -> Name {
        name(self.text, self.text)
    }

    fn doc(&self) -> Doc {
        doc(self.text, self.text)
    }

    fn example(&self) -> Example {
        named_example(self.text, self.text, self.text)
    }

    fn rules(&self) -> RuleSet {
        vec![Rule::Pattern(self.owned())]
    }

    fn api(&self) -> Api {
        let nothing = empty();
        Api {
            package: Package {
                source: self.owned(),
                ..nothing.package.clone()
            },
            title: self.owned(),
            version: self.owned(),
            doc: self.doc(),
            servers: vec![Server {
                url: self.owned(),
                doc: self.doc(),
                ..Server::default()
            }],
            types: vec![self.choice(), self.object()],
            security: self.security(),
            services: vec![Service {
                name: self.name(),
                doc: self.doc(),
                ..service("x", vec![self.operation()])
            }],
            ..nothing
        }
    }

    fn security(&self) -> Security {
        let kinds = [
            SchemeKind::ApiKeyHeader(self.owned()),
            SchemeKind::ApiKeyQuery(self.owned()),
            SchemeKind::ApiKeyCookie(self.owned()),
            SchemeKind::Other(self.owned()),
            SchemeKind::Bearer {
                format: Some(self.owned()),
            },
        ];
        let all = Credential {
            variant: "All".to_owned(),
            schemes: (0..kinds.len()).map(SchemeId).collect(),
        };
        let scheme = |kind| Scheme {
            name: self.name(),
            variant: self.owned(),
            constant: self.owned(),
            doc: self.doc(),
            kind,
            tokens: Tokens::default(),
        };
        Security {
            schemes: kinds.map(scheme).to_vec(),
            credentials: vec![all],
        }
    }

    fn choice(&self) -> TypeDef {
        let value = EnumValue {
            name: self.name(),
            value: self.owned(),
            doc: self.doc(),
        };
        let kind = StringEnum {
            values: vec![value],
            unknown: None,
        };
        TypeDef {
            doc: self.doc(),
            examples: vec![self.example()],
            ..definition("Choice", "", TypeKind::StringEnum(kind))
        }
    }

    fn object(&self) -> TypeDef {
        let fields = [0, 1].map(|id| Field {
            doc: self.doc(),
            default: Some(Literal::String(self.owned())),
            example: Some(self.example()),
            rules: self.rules(),
            ..field(self.text, "field", Type::Named(TypeId(id)))
        });
        TypeDef {
            doc: self.doc(),
            examples: vec![self.example()],
            ..object(self.text, "", fields.to_vec())
        }
    }

    fn operation(&self) -> Operation {
        let locations = [
            Location::Path,
            Location::Query,
            Location::Header,
            Location::Cookie,
        ];
        let body = Body {
            doc: self.doc(),
            required: true,
            contents: self.contents(),
        };
        let failures = Failures {
            name: None,
            responses: vec![self.response(StatusPattern::Default)],
        };
        Operation {
            name: self.name(),
            doc: self.doc(),
            method: self.owned(),
            path: format!("/{0}/{{{0}}}", self.text),
            parameters: locations.map(|it| self.parameter(it)).to_vec(),
            body: Some(body),
            success: Success::One(Box::new(self.response(StatusPattern::Code(200)))),
            failures,
            server: None,
            security: Requirement::Required(vec![Alternative {
                credential: 0,
                scopes: vec![self.owned()],
            }]),
            ..operation("x", "x", "GET", "/")
        }
    }

    fn parameter(&self, location: Location) -> Parameter {
        Parameter {
            name: self.name(),
            doc: self.doc(),
            example: Some(self.example()),
            rules: self.rules(),
            ..parameter("x", location, Type::Named(TypeId(0)))
        }
    }

    fn response(&self, status: StatusPattern) -> Response {
        let header = Header {
            name: self.name(),
            doc: self.doc(),
            required: true,
            ty: Type::Named(TypeId(0)),
            explode: false,
        };
        Response {
            headers: vec![header],
            doc: self.doc(),
            ..response(status, "", Payload::Body(Box::new(self.contents())))
        }
    }

    fn contents(&self) -> Contents {
        let representation = Representation {
            name: self.name(),
            media: Media::Json,
            content_types: vec![self.owned(), self.owned()],
            ty: Type::Named(TypeId(1)),
            rules: Vec::new(),
            examples: vec![self.example(), self.example()],
            form: None,
            sentinel: None,
        };
        Contents {
            choice: Some(self.name()),
            first: representation.clone(),
            others: vec![representation],
        }
    }
}
