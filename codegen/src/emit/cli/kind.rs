//! What options take, by the types of what they set.

use super::{list, text};
use crate::emit::{docs, types};
use crate::ir::{Api, IntegerEnum, Scalar, StringEnum, Type, TypeKind};

const ANY: &str = "Any";
const JSON: &str = "Json";

/// What an option takes whose value is a `ty`.
///
/// ```text
/// Many(&OneOf(&["SDK", "WEB"]))
/// ```
pub(super) fn of(api: &Api, ty: &Type) -> String {
    let ty = types::resolved(api, ty);
    match ty {
        // An item that is a list itself would be taken for several.
        Type::Array { items, rules: _ } => match types::resolved(api, items) {
            Type::Array { .. } | Type::Tuple(_) => JSON.to_owned(),
            items => ["Many(&", &one(api, items), ")"].concat(),
        },
        ty => one(api, ty),
    }
}

/// `kind`, or null: text is text even then.
pub(super) fn or_null(kind: String) -> String {
    let takes_no_null = ["Integer", "Number", "Bool", "OneOf"];
    match takes_no_null.iter().any(|it| kind.starts_with(it)) {
        true => ["OrNull(&", &kind, ")"].concat(),
        false => kind,
    }
}

fn one(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Scalar(it) => scalar(*it),
        Type::Array { .. } | Type::Tuple(_) | Type::Map { .. } | Type::Object => JSON.to_owned(),
        Type::Any | Type::Foreign(_) => ANY.to_owned(),
        // A list that may be null is one more thing than an option can say.
        Type::Nullable(it) => match types::resolved(api, it) {
            Type::Nullable(_) => ANY.to_owned(),
            it => or_null(one(api, it)),
        },
        Type::Named(id) | Type::Boxed(id) => match api.definition(*id).map(|it| &it.kind) {
            Some(TypeKind::Struct(_)) => JSON.to_owned(),
            Some(TypeKind::StringEnum(it)) => texts(it),
            Some(TypeKind::IntegerEnum(it)) => integers(it),
            Some(TypeKind::Union(_) | TypeKind::Newtype { .. } | TypeKind::Alias { .. }) | None => {
                ANY.to_owned()
            }
        },
    }
}

fn scalar(it: Scalar) -> String {
    let name = match it {
        Scalar::Bool => return "Bool".to_owned(),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128 => {
            return "Integer".to_owned();
        }
        Scalar::F32 | Scalar::F64 | Scalar::Number => return "Number".to_owned(),
        Scalar::Binary => return "File".to_owned(),
        Scalar::String => "TEXT",
        Scalar::Uuid => "UUID",
        Scalar::DateTime => "DATE-TIME",
        Scalar::Date => "DATE",
        Scalar::Base64 => "BASE64",
        Scalar::Ipv4 => "IPV4",
        Scalar::Ipv6 => "IPV6",
        Scalar::Uri => "URI",
    };
    ["Text(", &text(name), ")"].concat()
}

fn texts(it: &StringEnum) -> String {
    let values: Vec<String> = it.values.iter().map(|it| it.value.clone()).collect();
    // A list of choices is printed as it is.
    if values.is_empty() || values.iter().any(|it| it.contains(docs::is_hidden)) {
        return scalar(Scalar::String);
    }
    ["OneOf(", &list(&values), ")"].concat()
}

fn integers(it: &IntegerEnum) -> String {
    let values: Vec<String> = it.values.iter().map(|it| it.value.to_string()).collect();
    match values.is_empty() {
        true => "Integer".to_owned(),
        false => ["OneOfNumbers(", &list(&values), ")"].concat(),
    }
}
