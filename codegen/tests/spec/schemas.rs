//! Schemas: the spellings of newer versions, and what people write by mistake.

use codegen::spec::Schema;
use openapiv3::{AdditionalProperties, ReferenceOr};
use serde_json::{Value, json};

use super::{codes, document, place, schema};

const OLD: &str = "3.0.3";
const NEW: &str = "3.1.0";

/// A schema that is read without a word.
fn clean(version: &str, yaml: &str) -> Schema {
    let (schema, codes) = schema(version, yaml);
    assert_eq!(codes, [""; 0], "{yaml}");
    schema
}

fn typ(schema: &Schema) -> Option<&str> {
    schema.keywords.typ.as_deref()
}

#[test]
fn a_type_and_null_is_nullable() {
    for yaml in ["{ type: [string, 'null'] }", "{ type: ['null', string] }"] {
        let it = clean(NEW, yaml);
        assert_eq!(typ(&it), Some("string"));
        assert!(it.data.nullable);
        assert!(it.later.types.is_empty());
    }
    assert!(!clean(NEW, "{ type: [string] }").data.nullable);
}

#[test]
fn several_types_are_kept_beside() {
    let it = clean(NEW, "{ type: [integer, string, 'null'] }");
    assert_eq!(typ(&it), None);
    assert_eq!(it.later.types, ["integer", "string"]);
    assert!(it.data.nullable);
    assert_eq!(
        typ(&clean(NEW, "{ type: [integer, number] }")),
        Some("number")
    );
}

#[test]
fn null_is_a_type() {
    let it = clean(NEW, "{ type: 'null' }");
    assert_eq!(typ(&it), Some("null"));
    assert!(it.data.nullable);
    let (it, codes) = schema(NEW, "{ type: null }");
    assert_eq!(
        (typ(&it), codes.as_slice()),
        (Some("null"), &["loose-value"][..])
    );
    assert_eq!(typ(&clean(NEW, "{ type: ['null'] }")), Some("null"));
}

#[test]
fn a_type_list_in_3_0_is_read_with_a_warning() {
    let (it, codes) = schema(OLD, "{ type: [string, 'null'] }");
    assert!(it.data.nullable);
    assert_eq!(codes, ["later-spelling"]);
}

#[test]
fn nullable_in_3_1_is_read_with_a_warning() {
    let (it, codes) = schema(NEW, "{ type: string, nullable: true }");
    assert!(it.data.nullable);
    assert_eq!(codes, ["earlier-spelling"]);
    assert!(clean(OLD, "{ type: string, nullable: true }").data.nullable);
}

#[test]
fn const_is_an_enum_of_one() {
    let it = clean(NEW, "{ const: 5 }");
    assert_eq!(it.keywords.enumeration, [json!(5)]);
    assert_eq!(it.later.constant, Some(json!(5)));
    let it = clean(NEW, "{ const: null }");
    assert_eq!((typ(&it), it.data.nullable), (Some("null"), true));
}

#[test]
fn null_in_an_enum_is_nullable() {
    let it = clean(OLD, "{ type: string, enum: [a, null] }");
    assert!(it.data.nullable);
    assert_eq!(it.keywords.enumeration, [json!("a"), Value::Null]);
    assert_eq!(typ(&clean(OLD, "{ enum: [null] }")), Some("null"));
}

#[test]
fn exclusive_limits_are_limits_that_are_excluded() {
    let it = clean(NEW, "{ exclusiveMinimum: 1, exclusiveMaximum: 9.5 }").keywords;
    assert_eq!((it.minimum, it.exclusive_minimum), (Some(1.0), Some(true)));
    assert_eq!((it.maximum, it.exclusive_maximum), (Some(9.5), Some(true)));
    let it = clean(OLD, "{ minimum: 1, exclusiveMinimum: true }").keywords;
    assert_eq!((it.minimum, it.exclusive_minimum), (Some(1.0), Some(true)));
}

#[test]
fn the_tighter_of_two_limits_counts() {
    let it = clean(NEW, "{ minimum: 5, exclusiveMinimum: 1 }").keywords;
    assert_eq!((it.minimum, it.exclusive_minimum), (Some(5.0), Some(false)));
    let it = clean(NEW, "{ minimum: 1, exclusiveMinimum: 1 }").keywords;
    assert_eq!((it.minimum, it.exclusive_minimum), (Some(1.0), Some(true)));
    let it = clean(NEW, "{ maximum: 5, exclusiveMaximum: 9 }").keywords;
    assert_eq!((it.maximum, it.exclusive_maximum), (Some(5.0), Some(false)));
}

#[test]
fn limits_beyond_floats_are_kept_exactly() {
    let it = clean(
        OLD,
        "{ minimum: -9007199254740993, maximum: 18446744073709551615 }",
    );
    assert_eq!(it.later.exact_minimum.as_deref(), Some("-9007199254740993"));
    assert_eq!(
        it.later.exact_maximum.as_deref(),
        Some("18446744073709551615")
    );
    let it = clean(
        OLD,
        "{ minimum: -5, maximum: 9007199254740992, multipleOf: 0.01 }",
    );
    assert_eq!(
        (
            it.later.exact_minimum.clone(),
            it.later.exact_maximum.clone()
        ),
        (None, None)
    );
    assert_eq!(it.keywords.multiple_of, Some(0.01));
    let huge = "340282366920938463463374607431768211455";
    let it = clean(OLD, &format!("{{ maximum: {huge} }}"));
    assert_eq!(it.later.exact_maximum.as_deref(), Some(huge));
    assert_eq!(it.keywords.maximum, Some(2f64.powi(128)));
}

#[test]
fn limits_that_are_no_numbers_are_ignored() {
    let (it, codes) = schema(OLD, "{ minimum: .nan, maximum: .inf, multipleOf: P1D }");
    assert_eq!((it.keywords.minimum, it.keywords.maximum), (None, None));
    assert_eq!(codes, ["wrong-type"; 3]);
}

#[test]
fn numbers_in_quotes_are_numbers() {
    let (it, codes) = schema(OLD, "{ minLength: '5', maximum: '1.5', maxItems: 3.0 }");
    assert_eq!(it.keywords.min_length, Some(5));
    assert_eq!(it.keywords.maximum, Some(1.5));
    assert_eq!(it.keywords.max_items, Some(3));
    assert_eq!(codes, ["loose-value"; 2]);
    let (it, codes) = schema(OLD, "{ minLength: -1 }");
    assert_eq!((it.keywords.min_length, codes), (None, vec!["wrong-type"]));
}

#[test]
fn examples_give_the_example() {
    let it = clean(NEW, "{ examples: [a, b] }");
    assert_eq!(it.data.example, Some(json!("a")));
    assert_eq!(it.later.examples, [json!("a"), json!("b")]);
    let it = clean(NEW, "{ example: c, examples: [a] }");
    assert_eq!(it.data.example, Some(json!("c")));
    let (it, codes) = schema(NEW, "{ examples: { one: { value: a } } }");
    assert_eq!(
        (it.later.examples.clone(), codes),
        (vec![json!("a")], vec!["loose-value"])
    );
}

#[test]
fn schemas_may_be_booleans() {
    assert_eq!(clean(NEW, "true"), Schema::default());
    let it = clean(NEW, "false");
    assert!(it.later.never);
    assert!(it.keywords.not.is_some());
}

#[test]
fn what_is_no_schema_allows_anything() {
    for yaml in ["null", "5", "[a]", "nonsense"] {
        let (it, codes) = schema(OLD, yaml);
        assert_eq!(
            (it, codes),
            (Schema::default(), vec!["wrong-type"]),
            "{yaml}"
        );
    }
    let (it, codes) = schema(OLD, "int64");
    assert_eq!((typ(&it), codes), (Some("integer"), vec!["loose-value"]));
}

#[test]
fn names_that_are_no_types_are_taken_for_what_they_mean() {
    for (name, meant, format) in [
        ("file", "string", Some("binary")),
        ("int", "integer", None),
        ("long", "integer", Some("int64")),
        ("float", "number", Some("float")),
        ("bool", "boolean", None),
        ("Object", "object", None),
        ("date", "string", Some("date")),
        ("uuid", "string", Some("uuid")),
    ] {
        let (it, codes) = schema(OLD, &format!("{{ type: {name} }}"));
        assert_eq!(
            (typ(&it), codes),
            (Some(meant), vec!["loose-value"]),
            "{name}"
        );
        assert_eq!(it.keywords.format.as_deref(), format, "{name}");
    }
    let (it, codes) = schema(OLD, "{ type: any }");
    assert_eq!((typ(&it), codes), (None, vec!["loose-value"]));
    let (it, codes) = schema(OLD, "{ type: sausage }");
    assert_eq!((typ(&it), codes), (None, vec!["wrong-type"]));
}

#[test]
fn content_keywords_give_a_format() {
    let format = |yaml| clean(NEW, yaml).keywords.format;
    assert_eq!(
        format("{ contentEncoding: base64 }").as_deref(),
        Some("byte")
    );
    let bytes = "{ type: string, contentMediaType: application/octet-stream }";
    assert_eq!(format(bytes).as_deref(), Some("binary"));
    assert_eq!(format("{ contentMediaType: application/json }"), None);
    assert_eq!(
        format("{ format: uuid, contentEncoding: base64 }").as_deref(),
        Some("uuid")
    );
}

#[test]
fn keywords_of_json_schema_are_kept_beside() {
    let it = clean(
        NEW,
        "{ patternProperties: { '^x': {} }, propertyNames: {}, prefixItems: [{}, {}], unevaluatedProperties: false, \
         dependentRequired: { a: [b] }, dependentSchemas: { a: {} }, if: {}, then: {}, else: {}, contains: {}, \
         minContains: 2, maxContains: 3, contentSchema: {}, unevaluatedItems: {}, $comment: x, $defs: { D: {} } }",
    )
    .later;
    assert_eq!(it.pattern_properties.len(), 1);
    assert_eq!(it.prefix_items.len(), 2);
    assert_eq!(it.dependent_required.get("a").unwrap(), &["b"]);
    assert_eq!(it.dependent_schemas.len(), 1);
    assert_eq!((it.min_contains, it.max_contains), (Some(2), Some(3)));
    for child in [
        &it.property_names,
        &it.unevaluated_properties,
        &it.if_schema,
        &it.then_schema,
        &it.else_schema,
        &it.contains,
        &it.content_schema,
        &it.unevaluated_items,
    ] {
        assert!(child.is_some());
    }
}

#[test]
fn a_list_under_items_is_a_tuple() {
    let (it, codes) = schema(OLD, "{ type: array, items: [{}, {}] }");
    assert_eq!((it.later.prefix_items.len(), it.keywords.items), (2, None));
    assert_eq!(codes, ["loose-value"]);
}

#[test]
fn additional_properties_are_a_boolean_or_a_schema() {
    let of = |yaml| clean(OLD, yaml).keywords.additional_properties;
    assert_eq!(
        of("{ additionalProperties: false }"),
        Some(AdditionalProperties::Any(false))
    );
    let schema = of("{ additionalProperties: { type: string } }");
    assert!(matches!(schema, Some(AdditionalProperties::Schema(_))));
    let (it, codes) = schema_of("{ additionalProperties: 'true' }");
    assert_eq!(
        it.keywords.additional_properties,
        Some(AdditionalProperties::Any(true))
    );
    assert_eq!(codes, ["loose-value"]);
}

fn schema_of(yaml: &str) -> (Schema, Vec<&'static str>) {
    schema(OLD, yaml)
}

#[test]
fn required_is_a_list_of_names() {
    assert_eq!(
        clean(OLD, "{ required: [a, b, a] }").keywords.required,
        ["a", "b"]
    );
    let (it, codes) = schema_of("{ required: a }");
    assert_eq!(
        (it.keywords.required, codes),
        (vec!["a".to_owned()], vec!["loose-value"])
    );
    let (it, codes) = schema_of("{ required: true }");
    assert_eq!(
        (it.keywords.required, codes),
        (Vec::new(), vec!["required-of-itself"])
    );
}

#[test]
fn lists_of_schemas_may_be_one_and_may_be_missing() {
    let (it, codes) = schema_of("{ allOf: { type: string } }");
    assert_eq!((it.keywords.all_of.len(), codes), (1, vec!["loose-value"]));
    let (it, codes) = schema_of("{ oneOf: true, properties: [] }");
    assert_eq!(
        (it.keywords.one_of.len(), it.keywords.properties.len()),
        (0, 0)
    );
    assert_eq!(codes, ["wrong-type", "loose-value"]);
}

#[test]
fn discriminators() {
    let it = clean(
        OLD,
        "{ discriminator: { propertyName: kind, mapping: { a: '#/x' } } }",
    );
    let it = it.data.discriminator.unwrap();
    assert_eq!((it.property_name.as_str(), it.mapping.len()), ("kind", 1));
    let (it, codes) = schema_of("{ discriminator: kind }");
    assert_eq!(it.data.discriminator.unwrap().property_name, "kind");
    assert_eq!(codes, ["loose-value"]);
    let (it, codes) = schema_of("{ discriminator: { mapping: {} } }");
    assert_eq!(
        (it.data.discriminator, codes),
        (None, vec!["missing-member"])
    );
}

#[test]
fn unknown_keywords_are_reported_with_what_may_be_meant() {
    let spec = document(
        OLD,
        "components: { schemas: { It: { minLenght: 3, requierd: [a], x-mine: 1, bogus: 2 } } }",
    );
    let it = spec.schema(&place("/components/schemas/It")).unwrap();
    assert_eq!(it.data.extensions.get("x-mine"), Some(&json!(1)));
    let repairs = spec.repairs();
    let helps: Vec<_> = repairs.iter().map(|it| &*it.help).collect();
    assert_eq!(
        helps,
        [
            "did you mean `minLength`?",
            "did you mean `required`?",
            "remove it, or begin its name with `x-`"
        ]
    );
}

#[test]
fn a_document_cannot_forge_what_is_private() {
    let it = clean(OLD, "{ x-codegen-types: [string], x-other: 1 }");
    assert_eq!(it.data.extensions.keys().collect::<Vec<_>>(), ["x-other"]);
}

#[test]
fn names_are_not_keywords() {
    let it = clean(
        OLD,
        "{ properties: { $ref: { type: string }, type: {}, x-a: {}, enum: {}, 200: {}, true: {}, null: {} } }",
    );
    let names: Vec<_> = it.keywords.properties.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["$ref", "type", "x-a", "enum", "200", "true", "null"]
    );
}

#[test]
fn what_is_beside_a_reference_in_3_1_counts() {
    let it = clean(NEW, "{ $ref: '#/components/schemas/Other', maxLength: 5 }");
    assert_eq!(it.keywords.all_of.len(), 1);
    assert_eq!(it.keywords.max_length, Some(5));
}

#[test]
fn what_is_beside_a_reference_in_3_0_is_ignored_unless_it_describes() {
    let spec = document(
        OLD,
        "components: { schemas: { A: {}, It: { properties: { a: { $ref: '#/components/schemas/A', maxLength: 5, \
         description: D, nullable: true } } } } }",
    );
    let at = place("/components/schemas/It");
    let it = spec.schema(&at).unwrap();
    let site = spec
        .child(&at, it.keywords.properties.get("a").unwrap())
        .unwrap();
    assert_eq!(site.place, place("/components/schemas/A"));
    let beside = site.beside.unwrap().data;
    assert_eq!(
        (beside.description.as_deref(), beside.nullable),
        (Some("D"), true)
    );
    assert_eq!(codes(&spec), ["ignored-beside-reference"]);
}

#[test]
fn children_are_references_to_their_places() {
    let spec = document(
        OLD,
        "components: { schemas: { It: { items: { type: string } } } }",
    );
    let at = place("/components/schemas/It");
    let it = spec.schema(&at).unwrap();
    let Some(ReferenceOr::Reference { reference }) = it.keywords.items else {
        panic!("not a reference: {it:?}");
    };
    let site = spec.follow(&at, &reference).unwrap();
    assert_eq!(site.place, at.child("items"));
    assert_eq!((site.origin, site.referenced), (site.place.clone(), false));
    assert_eq!(typ(&spec.schema(&site.place).unwrap()), Some("string"));
}
