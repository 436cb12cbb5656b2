//! Features that compile a part of the crate: what belongs to which, and files of their own for it.
//!
//! ```text
//! // src/models.rs                          // src/models/repos.rs
//! #[cfg(feature = "repos")]                 //! What the feature `repos` brings.
//! mod repos;
//!                                           /// A repository.
//! #[cfg(feature = "repos")]                 pub struct Repository { … }
//! pub use repos::*;
//! ```

use std::collections::BTreeMap;

use minijinja::{Value, context};
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::ident::raw;
use super::{Chunk, Content, File, Later, RustFile, Spot, Template};
use crate::ir::{Api, Feature, Operation, Service, TypeDef};

/// A feature, by its index in [`Api::features`]; the one of all features stands behind the last.
pub(super) type Gate = Option<usize>;

/// The feature of all features.
pub(super) const FULL: &str = "full";

/// What a part of a file is called.
struct Part<'a> {
    feature: &'a str,
    module: &'a str,
}

impl<'a> Part<'a> {
    fn of(api: &'a Api, gate: usize) -> Self {
        let full = Self {
            feature: FULL,
            module: FULL,
        };
        api.features.get(gate).map_or(full, |it| Self {
            feature: &it.name,
            module: &it.module,
        })
    }

    /// `src/models/repos.rs`.
    fn path(&self, whole: &str) -> String {
        let folder = whole.strip_suffix(".rs").unwrap_or(whole);
        let module = self.module.strip_prefix("r#").unwrap_or(self.module);
        [folder, "/", module, ".rs"].concat()
    }
}

/// The types, each with the feature that it belongs to.
pub(super) fn types(api: &Api) -> impl Iterator<Item = (Gate, &TypeDef)> {
    let mut gates = vec![None; api.types.len()];
    for (index, feature) in api.features.iter().enumerate() {
        for id in &feature.types {
            if let Some(gate) = gates.get_mut(id.0) {
                *gate = Some(index);
            }
        }
    }
    gates.into_iter().zip(&api.types)
}

/// The services of either kind that have operations, each with the feature that it belongs to.
pub(super) fn services(api: &Api) -> impl Iterator<Item = (Gate, &Service)> {
    numbered(api).map(|(gate, _, it)| (gate, it))
}

/// The same, each with its index.
fn numbered(api: &Api) -> impl Iterator<Item = (Gate, usize, &Service)> {
    let services = api.services.iter().enumerate();
    let services = services.filter(|(_, it)| !it.operations.is_empty());
    services.map(|(index, it)| {
        let mut features = api.features.iter();
        let gate = features.position(|it| it.services.contains(&index));
        (gate, index, it)
    })
}

/// The services that clients call, each with the feature that it belongs to.
pub(super) fn called(api: &Api) -> impl Iterator<Item = (Gate, &Service)> {
    services(api).filter(|(_, it)| !it.kind.is_received())
}

/// The operations that clients call, as `make` makes them of some at a time: items of a file.
pub(super) fn called_later(
    api: &Api,
    make: fn(&Api, &Spot) -> TokenStream,
) -> impl Iterator<Item = Chunk> {
    /// How many are made at a time.
    const FEW: usize = 8;
    /// How much one is, beside the fields of a type.
    const WEIGHT: usize = 12;
    let called = numbered(api).filter(|(_, _, it)| !it.kind.is_received());
    called.flat_map(move |(gate, index, it)| {
        let count = it.operations.len();
        (0..count).step_by(FEW).map(move |start| {
            let operations = start..count.min(start + FEW);
            let later = Later {
                make,
                weight: WEIGHT * operations.len(),
                spot: Spot {
                    gate,
                    index,
                    operations,
                },
                goes_on: start > 0,
            };
            gated(gate, Chunk::Later(later))
        })
    })
}

/// All operations, each with the feature that it belongs to.
pub(super) fn operations(api: &Api) -> impl Iterator<Item = (Gate, &Operation)> {
    services(api).flat_map(|(gate, service)| {
        let operations = service.operations.iter();
        operations.map(move |it| (gate, it))
    })
}

/// What `emit` makes of each operation, with the feature that the operation belongs to.
pub(super) fn of_operations<'a>(
    api: &'a Api,
    mut emit: impl FnMut(Gate, &'a Operation) -> Vec<Chunk>,
) -> Vec<Chunk> {
    let chunks = operations(api).flat_map(|(gate, it)| {
        let chunks = emit(gate, it).into_iter();
        chunks.map(move |it| gated(gate, it))
    });
    chunks.collect()
}

/// What belongs to `gate`.
pub(super) fn gated(gate: Gate, chunk: Chunk) -> Chunk {
    match gate {
        Some(gate) => Chunk::Gated(gate, Box::new(chunk)),
        None => chunk,
    }
}

/// The feature of what needs all operations; none, when nothing is compiled on demand.
pub(super) fn whole(api: &Api) -> Gate {
    (!api.features.is_empty()).then_some(api.features.len())
}

/// The feature of what the API itself calls.
pub(super) fn of_hooks(api: &Api) -> Option<&Feature> {
    let mut services = services(api).filter(|(_, it)| it.kind.is_received());
    let (gate, _) = services.next()?;
    api.features.get(gate?)
}

/// A file, and one for each feature that a part of it belongs to.
pub(super) fn split(api: &Api, path: String, file: RustFile) -> Vec<File> {
    let mut own = Vec::new();
    let mut parts: BTreeMap<usize, Vec<Chunk>> = BTreeMap::new();
    for chunk in file.chunks {
        match chunk {
            Chunk::Gated(gate, chunk) => parts.entry(gate).or_default().push(*chunk),
            Chunk::Tokens(_) | Chunk::Later(_) | Chunk::Table(_) => own.push(chunk),
        }
    }
    let declared = parts.keys().map(|gate| Part::of(api, *gate));
    let declared: Vec<Part<'_>> = declared.collect();
    if !declared.is_empty() {
        own.insert(0, Chunk::Tokens(modules(&declared)));
        // Methods of the client need no name of their own.
        if file.module != "crate::client" {
            own.insert(1, Chunk::Tokens(exports(&declared)));
        }
    }
    let parts = parts.into_iter().map(|(gate, chunks)| {
        let part = Part::of(api, gate);
        let line = ["What the feature ", &docs::code(part.feature), " brings."].concat();
        File {
            path: part.path(&path),
            content: Content::Rust(RustFile {
                module: file.module,
                is_part: true,
                head: Docs::default().and(&line).inner(),
                chunks,
            }),
        }
    });
    let parts: Vec<File> = parts.collect();
    let own = Content::Rust(RustFile {
        chunks: own,
        ..file
    });
    [File { path, content: own }]
        .into_iter()
        .chain(parts)
        .collect()
}

fn modules(parts: &[Part<'_>]) -> TokenStream {
    let modules = parts.iter().map(|it| {
        let (name, module) = (it.feature, raw(it.module));
        quote! {
            #[cfg(feature = #name)]
            mod #module;
        }
    });
    quote! { #(#modules)* }
}

fn exports(parts: &[Part<'_>]) -> TokenStream {
    let exports = parts.iter().map(|it| {
        let (name, module) = (it.feature, raw(it.module));
        quote! {
            #[cfg(feature = #name)]
            pub use #module::*;
        }
    });
    quote! { #(#exports)* }
}

/// A template for tables, and the same for the tables of each feature.
pub(super) fn tables<T>(
    api: &Api,
    path: &str,
    tables: impl IntoIterator<Item = (Gate, T)>,
    template: impl Fn(Vec<T>, Vec<Value>) -> Template,
) -> Vec<File> {
    let mut own = Vec::new();
    let mut parts: BTreeMap<usize, Vec<T>> = BTreeMap::new();
    for (gate, table) in tables {
        match gate {
            Some(gate) => parts.entry(gate).or_default().push(table),
            None => own.push(table),
        }
    }
    let modules = parts.keys().map(|gate| {
        let Part { feature, module } = Part::of(api, *gate);
        context! { feature, module }
    });
    let own = template(own, modules.collect());
    let mut files = vec![File {
        path: path.to_owned(),
        content: Content::Template(own),
    }];
    files.extend(parts.into_iter().map(|(gate, tables)| File {
        path: Part::of(api, gate).path(path),
        content: Content::Template(template(tables, Vec::new())),
    }));
    files
}
