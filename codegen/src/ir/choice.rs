//! Types that are one of several things: enums and unions.

use super::{Doc, Name, RuleSet, Scalar, Type};

/// A string with known values.
///
/// ```yaml
/// type: string
/// enum: [SDK, WEB]
/// ```
///
/// becomes
///
/// ```text
/// pub enum Platform { Sdk, Web }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct StringEnum {
    /// The values, in document order.
    pub values: Vec<EnumValue<String>>,
    /// The variant that keeps a value which the document does not list; `None` refuses it.
    pub unknown: Option<Name>,
}

/// An integer with known values.
///
/// ```yaml
/// type: integer
/// enum: [1, 2]
/// x-enum-varnames: [Low, High]
/// ```
///
/// becomes
///
/// ```text
/// pub enum Level { Low, High }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct IntegerEnum {
    /// The type that holds every value.
    pub scalar: Scalar,
    /// The values, in document order.
    pub values: Vec<EnumValue<i128>>,
    /// The variant that keeps a value which the document does not list; `None` refuses it.
    pub unknown: Option<Name>,
}

/// One value of an enum.
///
/// ```yaml
/// enum: [WHATSAPP]
/// ```
///
/// becomes
///
/// ```text
/// Whatsapp,
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct EnumValue<T> {
    /// The variant.
    pub name: Name,
    /// What stands on the wire.
    pub value: T,
    /// What it means (`x-enum-descriptions`, or a described `const` in `oneOf`).
    pub doc: Doc,
}

/// One of several types.
///
/// ```yaml
/// oneOf: [{ $ref: '#/…/Cat' }, { $ref: '#/…/Dog' }]
/// discriminator: { propertyName: kind }
/// ```
///
/// becomes
///
/// ```text
/// pub enum Pet { Cat(Cat), Dog(Dog) }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// The types, in document order.
    pub variants: Vec<UnionVariant>,
    /// The property by which they are told apart, as it stands on the wire; each member has it
    /// as a field of its own. `None` when the shape of the value decides.
    pub tag: Option<String>,
    /// The variant that keeps a value which is none of them; `None` refuses it.
    pub unknown: Option<Name>,
}

/// One type of a union.
///
/// ```yaml
/// oneOf: [{ $ref: '#/…/Cat' }]
/// ```
///
/// becomes
///
/// ```text
/// Cat(Cat),
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// The variant.
    pub name: Name,
    /// What it is.
    pub doc: Doc,
    /// What it holds.
    pub ty: Type,
    /// What the value has to satisfy beyond its type.
    pub rules: RuleSet,
    /// The values of the tag that stand for it.
    pub tags: Vec<String>,
    /// Whether it has the properties of all others, for a value of several members of an `anyOf`:
    /// what one of them reads, but would not keep whole. The last one, if any.
    pub combines: bool,
}
