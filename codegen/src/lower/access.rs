//! Security: schemes, and what operations ask for.

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Declared};

use super::names::{Case, Scope};
use super::{Context, prose, tokens};
use crate::diagnostic::{Place, lowering as say};
use crate::ir::{
    Alternative, Credential, Doc, Requirement, Scheme, SchemeId, SchemeKind, Security, Tokens,
};
use crate::spec::{Document, SecurityScheme};

/// The schemes of a document, and the combinations of them met so far.
pub(super) struct Schemes {
    names: Scope,
    security: Security,
    /// What operations without `security` ask for.
    global: Option<Vec<SecurityRequirement>>,
    global_place: Place,
}

impl Schemes {
    /// Reads `components.securitySchemes` and the document's own `security`.
    pub(super) fn read(cx: &mut Context<'_>, document: &Document, constants: &mut Scope) -> Self {
        let mut schemes = Self {
            names: Scope::of_schemes(),
            security: Security::default(),
            global: document.security.clone(),
            global_place: document.place.child("security"),
        };
        for (name, place) in &document.components.security_schemes {
            let outcome = cx.spec.security_scheme(place);
            if let Some(scheme) = cx.report(outcome) {
                schemes.add(name, constants, scheme);
            }
        }
        schemes
    }

    fn add(&mut self, wire: &str, constants: &mut Scope, scheme: SecurityScheme) -> SchemeId {
        let declared = match scheme {
            SecurityScheme::Declared(declared) => declared,
            SecurityScheme::MutualTls {
                description,
                extensions: _, // none is about what is sent
            } => {
                let doc = prose::description(description.as_deref());
                let tokens = Tokens::default();
                return self.push(wire, constants, SchemeKind::MutualTls, doc, tokens);
            }
        };
        let mut tokens = Tokens::default();
        let (kind, description) = match declared {
            Declared::APIKey {
                location,
                name,
                description,
                extensions: _, // none is about what is sent
            } => (api_key(location, name), description),
            Declared::HTTP {
                scheme,
                bearer_format,
                description,
                extensions: _, // none is about what is sent
            } => (http(scheme, bearer_format), description),
            Declared::OAuth2 {
                flows,
                description,
                extensions: _, // none is about what is sent
            } => {
                tokens = tokens::of(flows);
                (SchemeKind::Bearer { format: None }, description)
            }
            Declared::OpenIDConnect {
                open_id_connect_url: _, // how to get a token, not how to send it
                description,
                extensions: _, // none is about what is sent
            } => (SchemeKind::Bearer { format: None }, description),
        };
        self.push(
            wire,
            constants,
            kind,
            prose::description(description.as_deref()),
            tokens,
        )
    }

    fn push(
        &mut self,
        wire: &str,
        constants: &mut Scope,
        kind: SchemeKind,
        doc: Doc,
        tokens: Tokens,
    ) -> SchemeId {
        let name = self.names.claim(wire);
        self.security.schemes.push(Scheme {
            variant: Case::Type.apply(&name.rust),
            constant: constants.claim_as(wire, &name.rust).rust,
            name,
            doc,
            kind,
            tokens,
        });
        SchemeId(self.security.schemes.len() - 1)
    }

    /// What an operation at `place` asks for; `own` is its `security`, when it has one.
    pub(super) fn requirement(
        &mut self,
        cx: &mut Context<'_>,
        place: &Place,
        own: Option<Vec<SecurityRequirement>>,
        constants: &mut Scope,
    ) -> Requirement {
        let (requirements, at) = match own {
            Some(own) => (own, place.child("security")),
            None => (
                self.global.clone().unwrap_or_default(),
                self.global_place.clone(),
            ),
        };
        let optional = requirements.iter().any(|it| it.is_empty());
        let mut alternatives = Vec::new();
        for (index, requirement) in requirements.into_iter().enumerate() {
            if requirement.is_empty() {
                continue;
            }
            let alternative = self.alternative(cx, &at.element(index), requirement, constants);
            if !alternatives.contains(&alternative) {
                alternatives.push(alternative);
            }
        }
        match (alternatives.is_empty(), optional) {
            (true, _) => Requirement::Public,
            (false, true) => Requirement::Optional(alternatives),
            (false, false) => Requirement::Required(alternatives),
        }
    }

    fn alternative(
        &mut self,
        cx: &mut Context<'_>,
        at: &Place,
        requirement: SecurityRequirement,
        constants: &mut Scope,
    ) -> Alternative {
        let mut schemes = Vec::new();
        let mut scopes: Vec<String> = Vec::new();
        for (wire, wanted) in requirement {
            schemes.push(self.known_or_assumed(cx, at, &wire, constants));
            scopes.extend(wanted);
        }
        Alternative {
            credential: self.credential(schemes),
            scopes,
        }
    }

    /// The scheme called `wire`. One that the document does not define is taken for a bearer
    /// token, the usual thing to forget: the operation stays closed, and can still be called.
    fn known_or_assumed(
        &mut self,
        cx: &mut Context<'_>,
        at: &Place,
        wire: &str,
        constants: &mut Scope,
    ) -> SchemeId {
        let known = self
            .security
            .schemes
            .iter()
            .position(|it| it.name.wire == wire);
        if let Some(index) = known {
            return SchemeId(index);
        }
        cx.warn(say::unknown_security_scheme(&at.child(wire), wire));
        let kind = SchemeKind::Bearer { format: None };
        self.push(wire, constants, kind, Doc::default(), Tokens::default())
    }

    fn credential(&mut self, schemes: Vec<SchemeId>) -> usize {
        let credentials = &mut self.security.credentials;
        if let Some(known) = credentials.iter().position(|it| it.schemes == schemes) {
            return known;
        }
        let variants: Vec<&str> = schemes
            .iter()
            .filter_map(|id| self.security.schemes.get(id.0))
            .map(|scheme| scheme.variant.as_str())
            .collect();
        credentials.push(Credential {
            variant: variants.join("And"),
            schemes,
        });
        credentials.len() - 1
    }

    /// The Rust names of the schemes read so far.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.security.schemes.iter().map(|it| it.name.rust.as_str())
    }

    /// All that was read.
    pub(super) fn finish(self) -> Security {
        self.security
    }
}

fn api_key(location: APIKeyLocation, name: String) -> SchemeKind {
    match location {
        APIKeyLocation::Header => SchemeKind::ApiKeyHeader(name.to_ascii_lowercase()),
        APIKeyLocation::Query => SchemeKind::ApiKeyQuery(name),
        APIKeyLocation::Cookie => SchemeKind::ApiKeyCookie(name),
    }
}

fn http(scheme: String, bearer_format: Option<String>) -> SchemeKind {
    if scheme.eq_ignore_ascii_case("bearer") {
        SchemeKind::Bearer {
            format: bearer_format,
        }
    } else if scheme.eq_ignore_ascii_case("basic") {
        SchemeKind::Basic
    } else {
        SchemeKind::Other(scheme)
    }
}
