//! Types: what `components.schemas` and inline schemas become.

use super::{
    Doc, Example, IntegerEnum, Literal, Multipart, Name, RuleSet, Scalar, StringEnum, Union,
};

/// A type of the emitted crate: an index into [`Api::types`](super::Api::types).
///
/// ```yaml
/// $ref: '#/components/schemas/Session'
/// ```
///
/// becomes
///
/// ```text
/// Session
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// The type that `id` is another name of, among `types`; `id` itself when it is none.
#[must_use]
pub fn behind(types: &[TypeDef], mut id: TypeId) -> TypeId {
    // An alias of itself would go round for ever; there are no more names than types.
    for _ in 0..=types.len() {
        match types.get(id.0).map(|it| &it.kind) {
            Some(TypeKind::Alias {
                target: Type::Named(target),
                rules,
            }) if rules.is_empty() => id = *target,
            _ => break,
        }
    }
    id
}

/// A named type.
///
/// ```yaml
/// components:
///   schemas:
///     Session:
///       description: A conversation with an agent.
///       type: object
/// ```
///
/// becomes
///
/// ```text
/// /// A conversation with an agent.
/// pub struct Session { … }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// `Session` in both, usually; the wire name of an inline schema is its place.
    pub name: Name,
    /// The description.
    pub doc: Doc,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The side it is sent from.
    pub usage: Usage,
    /// What it is.
    pub kind: TypeKind,
    /// Values that the document shows.
    pub examples: Vec<Example>,
}

/// Which side sends a type.
///
/// ```yaml
/// post:
///   requestBody: { content: { application/json: { schema: { $ref: '#/…/NewPet' } } } }
///   responses: { '201': { content: { application/json: { schema: { $ref: '#/…/Pet' } } } } }
/// ```
///
/// becomes `request` for `NewPet`, which so gets `new` and `with_…`, and `response` for `Pet`,
/// whose enums so keep values they do not know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// A client sends it: reached from a request body or a parameter.
    pub request: bool,
    /// A server sends it: reached from a response.
    pub response: bool,
}

/// What a named type is.
///
/// ```yaml
/// State: { type: string, enum: [OPEN, CLOSED] }
/// ```
///
/// becomes
///
/// ```text
/// pub enum State { Open, Closed }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum TypeKind {
    /// An object with known properties.
    Struct(Struct),
    /// A string with known values.
    StringEnum(StringEnum),
    /// An integer with known values.
    IntegerEnum(IntegerEnum),
    /// One of several types.
    Union(Union),
    /// Another name of a type: `pub type Tags = Vec<String>;`.
    Alias {
        /// What it stands for.
        target: Type,
        /// What a value has to satisfy beyond its type.
        rules: RuleSet,
    },
    /// A type that holds itself and is no object: `pub struct Tree(pub Vec<Tree>);`.
    Newtype {
        /// What it holds.
        target: Type,
        /// What the value has to satisfy beyond its type.
        rules: RuleSet,
    },
}

/// An object with known properties.
///
/// ```yaml
/// type: object
/// required: [id]
/// properties:
///   id: { type: string }
///   note: { type: string }
/// additionalProperties: false
/// ```
///
/// becomes
///
/// ```text
/// pub struct Session {
///     pub id: String,
///     pub note: Option<String>,
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Struct {
    /// The properties, in document order.
    pub fields: Vec<Field>,
    /// What happens to properties that are not listed.
    pub additional: Additional,
    /// `minProperties` and `maxProperties`.
    pub rules: RuleSet,
    /// How the fields are written when it is a form in parts, and not JSON.
    pub multipart: Option<Multipart>,
}

/// What happens to the properties that a schema does not list.
///
/// ```yaml
/// additionalProperties: { type: string }
/// ```
///
/// becomes
///
/// ```text
/// /// Properties that the API's document does not list.
/// pub additional_properties: BTreeMap<String, String>,
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Additional {
    /// Not mentioned: accepted and ignored.
    Ignored,
    /// `additionalProperties: false`: refused.
    Refused,
    /// Typed, or `true`: kept in a map.
    Kept {
        /// The Rust name of the field that holds them.
        name: Name,
        /// The type of their values.
        value: Type,
        /// What each value has to satisfy.
        rules: RuleSet,
        /// What each key has to satisfy (`propertyNames`, `patternProperties`).
        keys: RuleSet,
    },
}

/// A property of an object.
///
/// ```yaml
/// required: [agentId]
/// properties:
///   agentId: { type: string, format: uuid, description: The agent to chat with. }
/// ```
///
/// becomes
///
/// ```text
/// /// The agent to chat with.
/// pub agent_id: Uuid,
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// `agentId` on the wire, `agent_id` in Rust.
    pub name: Name,
    /// The description.
    pub doc: Doc,
    /// What the value is, when it is there and not null.
    pub ty: Type,
    /// Whether it has to be there, and whether it may be null.
    pub presence: Presence,
    /// What `new` fills in, and what its absence means.
    pub default: Option<Literal>,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// `readOnly` or `writeOnly`.
    pub property: Property,
    /// What the value has to satisfy beyond its type.
    pub rules: RuleSet,
    /// The value that the document shows.
    pub example: Option<Example>,
}

impl Field {
    /// The named types in it, and that of its default, to have others put in their place.
    pub fn mentions_mut(&mut self) -> impl Iterator<Item = &mut TypeId> {
        let default = match &mut self.default {
            Some(Literal::Variant { ty, .. }) => Some(ty),
            _ => None,
        };
        self.ty.mentions_mut().into_iter().chain(default)
    }
}

/// Whether a property has to be there.
///
/// ```yaml
/// required: [a, b]
/// properties:
///   a: { type: string }
///   b: { type: string, nullable: true }
///   c: { type: string }
///   d: { type: string, nullable: true }
/// ```
///
/// becomes
///
/// ```text
/// pub a: String,
/// pub b: Option<String>,
/// pub c: Option<String>,
/// pub d: Option<Option<String>>,
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Has to be there, and not null.
    Required,
    /// Has to be there; may be null.
    RequiredNullable,
    /// May be absent.
    Optional,
    /// May be absent, or null, or a value: three states.
    OptionalNullable,
}

/// Which side a property belongs to.
///
/// ```yaml
/// id: { type: string, readOnly: true }
/// ```
///
/// becomes a property of responses only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Property {
    /// Sent by both sides.
    #[default]
    Both,
    /// `readOnly`: sent by the server.
    ReadOnly,
    /// `writeOnly`: sent by the client.
    WriteOnly,
}

/// What a value is.
///
/// ```yaml
/// type: array
/// items: { $ref: '#/components/schemas/Pet' }
/// ```
///
/// becomes
///
/// ```text
/// Vec<Pet>
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// One value without parts.
    Scalar(Scalar),
    /// `Vec<T>`.
    Array {
        /// The type of the items.
        items: Box<Type>,
        /// What each item has to satisfy.
        rules: RuleSet,
    },
    /// `(f64, f64)`: an array of which each item has a schema of its own, `prefixItems`.
    Tuple(Vec<Element>),
    /// `BTreeMap<String, T>`: an object with free keys.
    Map {
        /// The type of the values.
        values: Box<Type>,
        /// What each value has to satisfy.
        rules: RuleSet,
        /// What each key has to satisfy (`propertyNames`, `patternProperties`).
        keys: RuleSet,
    },
    /// A free-form object: `JsonObject`.
    Object,
    /// Anything: `serde_json::Value`.
    Any,
    /// `Option<T>`, where null may stand in an array, a map or a body.
    Nullable(Box<Type>),
    /// A type of its own.
    Named(TypeId),
    /// A type of its own that holds itself: `Box<T>`.
    Boxed(TypeId),
    /// A type of another crate, by its path: `::rust_decimal::Decimal`.
    Foreign(String),
}

impl Type {
    /// The named types in it.
    #[must_use]
    pub fn mentions(&self) -> Vec<TypeId> {
        match self {
            Self::Named(id) | Self::Boxed(id) => vec![*id],
            Self::Array { items: inner, .. }
            | Self::Map { values: inner, .. }
            | Self::Nullable(inner) => inner.mentions(),
            Self::Tuple(elements) => elements.iter().flat_map(|it| it.ty.mentions()).collect(),
            Self::Scalar(_) | Self::Object | Self::Any | Self::Foreign(_) => Vec::new(),
        }
    }

    /// The named types in it, to have others put in their place.
    #[must_use]
    pub fn mentions_mut(&mut self) -> Vec<&mut TypeId> {
        match self {
            Self::Named(id) | Self::Boxed(id) => vec![id],
            Self::Array { items: inner, .. }
            | Self::Map { values: inner, .. }
            | Self::Nullable(inner) => inner.mentions_mut(),
            Self::Tuple(elements) => elements
                .iter_mut()
                .flat_map(|it| it.ty.mentions_mut())
                .collect(),
            Self::Scalar(_) | Self::Object | Self::Any | Self::Foreign(_) => Vec::new(),
        }
    }
}

/// One item of a tuple.
///
/// ```yaml
/// prefixItems: [{ type: number, minimum: -180 }, { type: number, minimum: -90 }]
/// items: false
/// minItems: 2
/// ```
///
/// becomes one of
///
/// ```text
/// (f64, f64)
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// What it is.
    pub ty: Type,
    /// What it has to satisfy beyond its type.
    pub rules: RuleSet,
}
