//! Names that schemas give themselves.

use std::collections::HashMap;

use serde_json::Value;

use crate::diagnostic::{FileId, Place};

/// The names that schemas give themselves.
#[derive(Default)]
pub(in crate::spec) struct Names {
    pub(super) ids: HashMap<String, Place>,
    pub(super) anchors: HashMap<(FileId, String), Place>,
}

impl Names {
    pub(super) fn collect(&mut self, value: &Value, top: &Place) {
        let mut open = vec![(value, top.clone())];
        while let Some((value, place)) = open.pop() {
            match value {
                Value::Object(members) => {
                    for (key, value) in members {
                        self.note(key, value, &place);
                        if value.is_object() || value.is_array() {
                            open.push((value, place.child(key)));
                        }
                    }
                }
                Value::Array(values) => {
                    let children = values.iter().enumerate();
                    open.extend(children.map(|(index, it)| (it, place.element(index))));
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    fn note(&mut self, key: &str, value: &Value, place: &Place) {
        let Value::String(name) = value else { return };
        match key {
            "$id" | "$self" => {
                let name = name.trim_end_matches('#').to_owned();
                self.ids.entry(name).or_insert_with(|| place.clone());
            }
            "$anchor" | "$dynamicAnchor" => {
                let key = (place.file, name.clone());
                self.anchors.entry(key).or_insert_with(|| place.clone());
            }
            _ => {}
        }
    }
}
