//! Keywords that say something about values which no Rust type can: each is told, none is lost
//! without a word.

use super::Context;
use crate::diagnostic::{Place, lowering as say};
use crate::spec::{LaterKeywords, Schema};

/// Warns of what `schema`, which stands at `place`, says and the crate does not check.
pub(super) fn report(cx: &mut Context<'_>, place: &Place, schema: &Schema) {
    let LaterKeywords {
        never,
        types: _,                  // a union of the types
        constant: _,               // an enum of one value
        exact_minimum: _,          // in the rules
        exact_maximum: _,          // in the rules
        exact_multiple_of: _,      // in the rules
        examples: _,               // for people
        pattern_properties: _,     // a map, its keys in the rules
        property_names: _,         // rules of keys
        unevaluated_properties: _, // as `additionalProperties`
        dependent_required,
        dependent_schemas,
        prefix_items: _, // a tuple
        unevaluated_items,
        contains,
        min_contains: _, // about `contains`
        max_contains: _, // about `contains`
        if_schema,
        then_schema: _,        // about `if`
        else_schema: _,        // about `if`
        content_encoding: _,   // a format, where it says anything
        content_media_type: _, // a format, where it says anything
        content_schema,
        xml: _, // bodies of XML are text
    } = &*schema.later;
    let not = &schema.keywords.not;
    let unchecked = [
        ("not", not.is_some() && !never),
        ("dependentRequired", !dependent_required.is_empty()),
        ("dependentSchemas", !dependent_schemas.is_empty()),
        ("unevaluatedItems", unevaluated_items.is_some()),
        ("contains", contains.is_some()),
        ("if", if_schema.is_some()),
        ("contentSchema", content_schema.is_some()),
    ];
    for (keyword, _) in unchecked.into_iter().filter(|(_, present)| *present) {
        cx.warn(say::unchecked_keyword(&place.child(keyword), keyword));
    }
}
