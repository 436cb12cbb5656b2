//! How much room values take, roughly: a variant of an enum should not make all others large.

use crate::ir::{Additional, Api, Header, Payload, Response, Scalar, Type, TypeId, TypeKind};

/// The most bytes that a variant holds in place; clippy starts to complain of errors here.
const LIMIT: usize = 128;

/// What a stream takes, whatever comes out of it.
const STREAM: usize = 48;

/// Whether what an answer holds is better kept behind a pointer.
pub(super) fn is_large(api: &Api, it: &Response) -> bool {
    let mut room = Room { api, left: LIMIT };
    room.response(it).is_none()
}

/// The same of a type that an enum holds.
pub(super) fn is_large_type(api: &Api, it: &Type) -> bool {
    let mut room = Room { api, left: LIMIT };
    room.ty(it).is_none()
}

/// What is left of the limit.
struct Room<'a> {
    api: &'a Api,
    left: usize,
}

impl Room<'_> {
    /// Takes some of it; `None` when there is no more. Everything takes something, so that no
    /// type keeps us looking for long.
    fn take(&mut self, bytes: usize) -> Option<()> {
        self.left = self.left.checked_sub(bytes.max(1))?;
        Some(())
    }

    fn response(&mut self, it: &Response) -> Option<()> {
        match &it.payload {
            Payload::Empty => {}
            // The largest variant counts; their sum is safely more.
            Payload::Body(contents) => contents.all().try_for_each(|it| {
                if it.media.is_streamed() {
                    self.take(STREAM)
                } else {
                    self.ty(&it.ty)
                }
            })?,
        }
        it.headers.iter().try_for_each(|it| self.header(it))
    }

    fn header(&mut self, it: &Header) -> Option<()> {
        self.ty(&it.ty)
    }

    fn ty(&mut self, it: &Type) -> Option<()> {
        match it {
            Type::Scalar(it) => self.take(scalar(*it)),
            Type::Array { .. } | Type::Map { .. } => self.take(24),
            Type::Tuple(elements) => elements.iter().try_for_each(|it| self.ty(&it.ty)),
            // What they take when serde_json keeps the order of keys.
            Type::Object | Type::Any | Type::Foreign(_) => self.take(72),
            Type::Nullable(it) => self.ty(it),
            Type::Named(id) => self.named(*id),
            Type::Boxed(_) => self.take(8),
        }
    }

    fn named(&mut self, id: TypeId) -> Option<()> {
        let api = self.api;
        match &api.types.get(id.0)?.kind {
            TypeKind::Struct(it) => {
                self.take(1)?;
                it.fields.iter().try_for_each(|it| self.ty(&it.ty))?;
                match it.additional {
                    Additional::Ignored | Additional::Refused => Some(()),
                    Additional::Kept { .. } => self.take(24),
                }
            }
            TypeKind::StringEnum(it) if it.unknown.is_some() => self.take(24),
            TypeKind::StringEnum(_) => self.take(1),
            TypeKind::IntegerEnum(_) => self.take(16),
            // The largest variant counts; their sum is safely more.
            TypeKind::Union(it) => {
                self.take(8)?;
                it.variants.iter().try_for_each(|it| self.ty(&it.ty))
            }
            TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. } => {
                self.take(1)?;
                self.ty(target)
            }
        }
    }
}

/// With the room for `None` beside it.
fn scalar(it: Scalar) -> usize {
    match it {
        Scalar::Bool => 1,
        Scalar::I32 | Scalar::U32 | Scalar::F32 | Scalar::Date | Scalar::Ipv4 => 8,
        Scalar::I64 | Scalar::U64 | Scalar::F64 | Scalar::DateTime => 16,
        Scalar::Uuid | Scalar::Ipv6 => 17,
        Scalar::Number => 24,
        Scalar::I128 => 32,
        Scalar::String | Scalar::Uri | Scalar::Base64 => 24,
        Scalar::Binary => 104,
    }
}
