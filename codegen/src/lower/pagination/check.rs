//! Whether an operation has what its pagination names.

use super::Misfit;
use crate::diagnostic::Pointer;
use crate::ir::{
    Additional, Field, Literal, Location, Media, NextPlace, Operation, PageStyle, Pagination,
    Parameter, Response, Rule, Scalar, Type, TypeDef, TypeKind,
};
use crate::settings::{Paging, PagingStyle};

/// What `paging` means for `operation`.
pub(super) fn pagination(
    defs: &[TypeDef],
    operation: &Operation,
    paging: &Paging,
) -> Result<Pagination, Misfit> {
    let (response, body) = answer(operation).ok_or_else(|| Misfit {
        key: "style",
        message: "no answer of the operation is JSON".to_owned(),
        help: "remove `x-pagination`, or describe what a page has in it".to_owned(),
    })?;
    let page = Page {
        defs,
        operation,
        response,
        body,
    };
    let items = match &paging.items {
        Some(pointer) => pointer.clone(),
        None => page.only_array()?,
    };
    Ok(Pagination {
        style: page.style(paging)?,
        limit: match &paging.limit {
            Some(name) => maximum(page.integer("limit", name)?).map(|it| (name.clone(), it)),
            None => None,
        },
        item: page.item(&items)?,
        items,
        has_more: match &paging.has_more {
            Some(pointer) => Some(page.pointer("has-more", pointer, "a boolean", |it| {
                matches!(it, Type::Scalar(Scalar::Bool))
            })?),
            None => None,
        },
    })
}

/// The query parameter of this name.
pub(super) fn query<'a>(operation: &'a Operation, name: &str) -> Option<&'a Parameter> {
    let mut parameters = operation.parameters.iter();
    parameters.find(|it| it.name.wire == name && it.location == Location::Query)
}

/// The answer that has pages, and what its body is.
fn answer(operation: &Operation) -> Option<(&Response, &Type)> {
    operation.success.responses().iter().find_map(|response| {
        let contents = response.payload.contents()?;
        (contents.first.media == Media::Json).then_some((response, &contents.first.ty))
    })
}

/// What is checked against what.
struct Page<'a> {
    defs: &'a [TypeDef],
    operation: &'a Operation,
    response: &'a Response,
    body: &'a Type,
}

impl<'a> Page<'a> {
    fn style(&self, paging: &Paging) -> Result<PageStyle, Misfit> {
        // That what belongs to a style is there has been seen when it was read.
        let parameter = paging.parameter.clone().unwrap_or_default();
        let next = paging.next.clone().unwrap_or_default();
        Ok(match paging.style {
            PagingStyle::Page => PageStyle::Page {
                first: first(self.integer("parameter", &parameter)?),
                parameter,
            },
            PagingStyle::Offset => {
                self.integer("parameter", &parameter)?;
                PageStyle::Offset { parameter }
            }
            PagingStyle::Cursor => {
                self.parameter("parameter", &parameter, "a value without parts", is_scalar)?;
                PageStyle::Cursor {
                    parameter,
                    next: self.next(next)?,
                }
            }
            PagingStyle::Link => PageStyle::Link,
            PagingStyle::Url => PageStyle::Url {
                next: self.pointer("next", &next, "a string", |it| {
                    matches!(it, Type::Scalar(Scalar::String | Scalar::Uri))
                })?,
            },
        })
    }

    fn next(&self, next: String) -> Result<NextPlace, Misfit> {
        if next.starts_with('/') {
            let next = self.pointer("next", &next, "a value without parts", is_scalar)?;
            return Ok(NextPlace::Body(next));
        }
        let mut headers = self.response.headers.iter();
        if headers.any(|it| it.name.wire.eq_ignore_ascii_case(&next)) {
            return Ok(NextPlace::Header(next));
        }
        Err(Misfit {
            key: "next",
            message: format!("the answer has no header `{next}`"),
            help: "describe the header under `headers` of the answer, or write a JSON pointer, \
                   such as `/next`, for a cursor in the body"
                .to_owned(),
        })
    }

    fn integer(&self, key: &'static str, name: &str) -> Result<&'a Parameter, Misfit> {
        self.parameter(key, name, "an integer", is_integer)
    }

    /// The parameter that `key` names.
    fn parameter(
        &self,
        key: &'static str,
        name: &str,
        kind: &str,
        fits: fn(&Type) -> bool,
    ) -> Result<&'a Parameter, Misfit> {
        let Some(parameter) = query(self.operation, name) else {
            let parameters = self.operation.parameters.iter();
            let query = parameters.filter(|it| it.location == Location::Query);
            let names: Vec<String> = query.map(|it| format!("`{}`", it.name.wire)).collect();
            return Err(Misfit {
                key,
                message: format!("the operation has no query parameter `{name}`"),
                help: match names.is_empty() {
                    true => {
                        "describe it under `parameters`; there are none in the query".to_owned()
                    }
                    false => format!("write one of {}", names.join(", ")),
                },
            });
        };
        if fits(self.bare(&parameter.ty)) {
            return Ok(parameter);
        }
        Err(Misfit {
            key,
            message: format!("the parameter `{name}` is not {kind}"),
            help: format!("name a parameter that is {kind}, or correct its schema"),
        })
    }

    /// A pointer to something of this kind.
    fn pointer(
        &self,
        key: &'static str,
        pointer: &str,
        kind: &str,
        fits: fn(&Type) -> bool,
    ) -> Result<String, Misfit> {
        match self.at(pointer) {
            Some(ty) if fits(ty) || is_open(ty) => Ok(pointer.to_owned()),
            Some(_) => Err(Misfit {
                key,
                message: format!("`{pointer}` of the answer is not {kind}"),
                help: format!("write the JSON pointer of {kind}"),
            }),
            None => Err(Misfit {
                key,
                message: format!("the answer has nothing at `{pointer}`"),
                help: format!("write the JSON pointer of {kind} that the schema describes"),
            }),
        }
    }

    /// What the items are.
    fn item(&self, pointer: &str) -> Result<Type, Misfit> {
        let is_array = |it: &Type| matches!(it, Type::Array { .. });
        self.pointer("items", pointer, "an array", is_array)?;
        Ok(match self.at(pointer) {
            Some(Type::Array { items, rules: _ }) => (**items).clone(),
            Some(_) | None => Type::Any,
        })
    }

    /// Where the items are when nothing says so.
    fn only_array(&self) -> Result<String, Misfit> {
        let body = self.bare(self.body);
        if matches!(body, Type::Array { .. }) {
            return Ok(String::new());
        }
        let is_array = |it: &&Field| matches!(self.bare(&it.ty), Type::Array { .. });
        let mut arrays = self.fields(body).iter().filter(is_array);
        match (arrays.next(), arrays.next()) {
            (Some(field), None) => Ok(Pointer::root().child(&field.name.wire).to_string()),
            (_, other) => Err(Misfit {
                key: "items",
                message: match other {
                    Some(_) => "the answer has several arrays",
                    None => "the answer is no array, and has none among its properties",
                }
                .to_owned(),
                help: "say with `items` which one has the items, as a JSON pointer".to_owned(),
            }),
        }
    }

    /// The type at a JSON pointer into the body.
    fn at(&self, pointer: &str) -> Option<&'a Type> {
        let mut ty = self.bare(self.body);
        for segment in pointer.split('/').skip(1) {
            if is_open(ty) {
                return Some(ty);
            }
            let key = segment.replace("~1", "/").replace("~0", "~");
            let field = self.fields(ty).iter().find(|it| it.name.wire == key);
            let inner = field.map(|it| &it.ty).or_else(|| self.others(ty))?;
            ty = self.bare(inner);
        }
        Some(ty)
    }

    fn fields(&self, ty: &Type) -> &'a [Field] {
        match self.kind(ty) {
            Some(TypeKind::Struct(it)) => &it.fields,
            _ => &[],
        }
    }

    /// The type of the properties that are not listed.
    fn others(&self, ty: &'a Type) -> Option<&'a Type> {
        match (ty, self.kind(ty)) {
            (Type::Map { values, .. }, _) => Some(values),
            (_, Some(TypeKind::Struct(it))) => match &it.additional {
                Additional::Kept { value, .. } => Some(value),
                Additional::Ignored | Additional::Refused => None,
            },
            _ => None,
        }
    }

    fn kind(&self, ty: &Type) -> Option<&'a TypeKind> {
        match ty {
            Type::Named(id) | Type::Boxed(id) => Some(&self.defs.get(id.0)?.kind),
            _ => None,
        }
    }

    /// What `ty` is behind its other names, when it is not null.
    fn bare(&self, mut ty: &'a Type) -> &'a Type {
        // An alias of itself would go round for ever; there are no more names than types.
        for _ in 0..=2 * self.defs.len() {
            ty = match (ty, self.kind(ty)) {
                (Type::Nullable(inner), _) => inner,
                (_, Some(TypeKind::Alias { target, .. } | TypeKind::Newtype { target, .. })) => {
                    target
                }
                _ => break,
            };
        }
        ty
    }
}

/// Whether it may be anything, so that only a page itself will tell.
fn is_open(ty: &Type) -> bool {
    matches!(ty, Type::Any | Type::Object | Type::Foreign(_))
}

fn is_scalar(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(it) if *it != Scalar::Binary)
}

fn is_integer(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128)
    )
}

/// The number of the page that is sent when none is asked for.
fn first(parameter: &Parameter) -> u64 {
    match parameter.default {
        Some(Literal::Integer(first)) => u64::try_from(first).unwrap_or(1),
        _ => 1,
    }
}

/// The most that the document allows of a parameter.
fn maximum(parameter: &Parameter) -> Option<u64> {
    parameter.rules.iter().find_map(|it| match it {
        Rule::Maximum(Literal::Integer(most)) => u64::try_from(*most).ok(),
        Rule::ExclusiveMaximum(Literal::Integer(above)) => {
            u64::try_from(above.saturating_sub(1)).ok()
        }
        _ => None,
    })
}
