//! What the types of an API are made of.

use super::operations;
use crate::ir::{Additional, Api, Contents, Operation, Payload, Scalar, Type, TypeKind};

/// What the types of an API are made of, as far as crates have to be depended on for it.
#[derive(Default)]
pub(in crate::emit) struct Uses {
    /// Dates, or dates with times.
    pub(in crate::emit) times: bool,
    /// `Uuid`.
    pub(in crate::emit) uuids: bool,
    /// Unions.
    pub(in crate::emit) unions: bool,
    /// Bytes in base64.
    pub(in crate::emit) base64: bool,
    /// Numbers with all their digits.
    pub(in crate::emit) numbers: bool,
    /// Integers that are read from their digits.
    pub(in crate::emit) long_integers: bool,
}

impl Uses {
    /// Looks through everything that has a type.
    pub(in crate::emit) fn of(api: &Api) -> Self {
        let mut uses = Self::default();
        for def in &api.types {
            uses.read_kind(&def.kind);
        }
        for operation in operations(api) {
            uses.read_operation(operation);
        }
        uses
    }

    fn read_kind(&mut self, kind: &TypeKind) {
        match kind {
            TypeKind::Struct(it) => {
                for field in &it.fields {
                    self.read(&field.ty);
                }
                match &it.additional {
                    Additional::Ignored | Additional::Refused => {}
                    Additional::Kept {
                        name: _,
                        value,
                        rules: _,
                        keys: _,
                    } => self.read(value),
                }
            }
            TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) => {}
            TypeKind::Union(it) => {
                self.unions = true;
                for variant in &it.variants {
                    self.read(&variant.ty);
                }
            }
            TypeKind::Alias { target, rules: _ } | TypeKind::Newtype { target, rules: _ } => {
                self.read(target);
            }
        }
    }

    fn read_operation(&mut self, it: &Operation) {
        for parameter in &it.parameters {
            self.read(&parameter.ty);
        }
        if let Some(body) = &it.body {
            self.read_contents(&body.contents);
        }
        for response in it.responses() {
            for header in &response.headers {
                self.read(&header.ty);
            }
            match &response.payload {
                Payload::Empty => {}
                Payload::Body(contents) => self.read_contents(contents),
            }
        }
    }

    fn read_contents(&mut self, it: &Contents) {
        for representation in it.all() {
            self.read(&representation.ty);
        }
    }

    fn read(&mut self, ty: &Type) {
        match ty {
            Type::Scalar(it) => match it {
                Scalar::Uuid => self.uuids = true,
                Scalar::DateTime | Scalar::Date => self.times = true,
                Scalar::Base64 => self.base64 = true,
                Scalar::Number => self.numbers = true,
                Scalar::I128 => self.long_integers = true,
                Scalar::Bool
                | Scalar::I32
                | Scalar::I64
                | Scalar::U32
                | Scalar::U64
                | Scalar::F32
                | Scalar::F64
                | Scalar::String
                | Scalar::Binary
                | Scalar::Ipv4
                | Scalar::Ipv6
                | Scalar::Uri => {}
            },
            Type::Array {
                items: inner,
                rules: _,
            }
            | Type::Map {
                values: inner,
                rules: _,
                keys: _,
            }
            | Type::Nullable(inner) => self.read(inner),
            Type::Tuple(elements) => {
                for element in elements {
                    self.read(&element.ty);
                }
            }
            Type::Object | Type::Any | Type::Foreign(_) | Type::Named(_) | Type::Boxed(_) => {}
        }
    }
}
