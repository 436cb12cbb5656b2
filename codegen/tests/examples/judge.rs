//! Whether a schema accepts a value, by a validator of JSON Schema that is not ours.

use std::collections::HashMap;

use codegen::diagnostic::Place;
use codegen::spec::{Spec, Version};
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::translate::translated;

/// The schemas of a document.
pub(super) struct Judge<'s> {
    spec: &'s Spec,
    draft: Draft,
    registry: Registry<'static>,
    validators: HashMap<Place, Result<Validator, String>>,
}

impl<'s> Judge<'s> {
    /// Makes the schemas of all files known.
    pub(super) fn new(spec: &'s Spec) -> Result<Self, String> {
        let root = spec.files().next().unwrap();
        let draft = match spec.version(&root) {
            Version::V3_0 => Draft::Draft7,
            Version::V3_1 | Version::V3_2 => Draft::Draft202012,
        };
        let mut builder = Registry::new().draft(draft);
        for file in spec.files() {
            let Some(value) = spec.value(&file) else {
                continue;
            };
            let resource = draft.create_resource(translated(value));
            let added = builder.add(uri(spec, &file), resource);
            builder = added.map_err(|error| error.to_string())?;
        }
        Ok(Self {
            spec,
            draft,
            registry: builder.prepare().map_err(|error| error.to_string())?,
            validators: HashMap::new(),
        })
    }

    /// Why the schema at `place` does not accept `value`; `Err` when the schema cannot be judged by.
    pub(super) fn refuses(
        &mut self,
        place: &Place,
        value: &Value,
    ) -> Result<Option<String>, String> {
        if !self.validators.contains_key(place) {
            let validator = self.validator(place);
            self.validators.insert(place.clone(), validator);
        }
        let Some(validator) = self.validators.get(place) else {
            return Err("no validator".to_owned());
        };
        let validator = validator.as_ref().map_err(Clone::clone)?;
        let refusal = validator.validate(value).err();
        Ok(refusal.map(|it| format!("{}: {it}", it.instance_path())))
    }

    fn validator(&self, place: &Place) -> Result<Validator, String> {
        let reference = format!("{}#{}", uri(self.spec, place), fragment(place));
        let options = jsonschema::options()
            .with_draft(self.draft)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .with_format("uuid", is_uuid)
            .with_format("byte", is_base64)
            .offline();
        let built = options.build(&json!({ "$ref": reference }));
        built.map_err(|error| error.to_string())
    }
}

/// Formats that its drafts do not know.
fn is_uuid(text: &str) -> bool {
    let digits = text
        .split('-')
        .map(|it| (it.len(), u128::from_str_radix(it, 16).is_ok()));
    digits.eq([8, 4, 4, 4, 12].map(|it| (it, true)))
}

fn is_base64(text: &str) -> bool {
    let digits: String = text.split_ascii_whitespace().collect();
    let digits = digits
        .trim_end_matches('=')
        .replace('-', "+")
        .replace('_', "/");
    base64::Engine::decode(&ANY_BASE64, digits).is_ok()
}

const ANY_BASE64: base64::engine::GeneralPurpose = base64::engine::GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    base64::engine::GeneralPurposeConfig::new()
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

fn uri(spec: &Spec, place: &Place) -> String {
    let name = spec.sources().name(place.file);
    let name = name.trim_start_matches('/');
    format!("document:///{}", escaped(name))
}

fn fragment(place: &Place) -> String {
    escaped(place.pointer.as_str())
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
