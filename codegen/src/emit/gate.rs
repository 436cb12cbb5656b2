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

/// What a part of the crate is compiled with, by its index: the [`Api::features`], then all of them, then
/// the [`Api::shared`].
pub(super) type Gate = Option<usize>;

/// The feature of all features.
pub(super) const FULL: &str = "full";

/// The module of what several features share, and its folder.
const SHARED: &str = "shared";

/// How long a condition in one line is, at most.
const WIDTH: usize = 80;

/// What a part of a file is called.
struct Part<'a> {
    /// Any of these features is enough.
    features: Vec<&'a str>,
    module: &'a str,
}

impl<'a> Part<'a> {
    fn of(api: &'a Api, gate: usize) -> Self {
        if let Some(feature) = api.features.get(gate) {
            return Self {
                features: vec![&feature.name],
                module: &feature.module,
            };
        }
        let shared = gate.checked_sub(api.features.len() + 1);
        let shared = shared.and_then(|it| api.shared.get(it));
        shared.map_or_else(Self::full, |it| {
            let features = it.features.iter().filter_map(|it| api.features.get(*it));
            Self {
                features: features.map(|it| it.name.as_str()).collect(),
                module: &it.module,
            }
        })
    }

    fn full() -> Self {
        Self {
            features: vec![FULL],
            module: FULL,
        }
    }

    /// Whether several features share it.
    fn is_shared(&self) -> bool {
        self.features.len() > 1
    }

    /// `src/models/repos.rs`.
    fn path(&self, whole: &str) -> String {
        let module = self.module.strip_prefix("r#").unwrap_or(self.module);
        match self.is_shared() {
            true => inside(whole, &[SHARED, "/", module].concat()),
            false => inside(whole, module),
        }
    }

    /// What it says of itself.
    fn head(&self) -> TokenStream {
        match self.features.as_slice() {
            [feature] => {
                let line = ["What the feature ", &docs::code(feature), " brings."].concat();
                Docs::default().and(&line).inner()
            }
            _ => head_of_shared(),
        }
    }

    /// `feature = "repos"`, in tokens.
    fn condition(&self) -> TokenStream {
        match self.features.as_slice() {
            [feature] => quote! { feature = #feature },
            features => quote! { any(#(feature = #features),*) },
        }
    }

    /// The same in text: a line, or one for each of many features.
    fn condition_text(&self) -> String {
        let features = self.features.iter().map(|it| format!("feature = {it:?}"));
        let features: Vec<String> = features.collect();
        if let [feature] = features.as_slice() {
            return feature.clone();
        }
        let line = format!("any({})", features.join(", "));
        match line.len() < WIDTH {
            true => line,
            false => format!("any(\n    {}\n)", features.join(",\n    ")),
        }
    }
}

/// What has to be there for `gate`, as an attribute says it.
pub(super) fn condition(api: &Api, gate: usize) -> String {
    Part::of(api, gate).condition_text()
}

/// The types, each with what it is compiled with.
pub(super) fn types(api: &Api) -> impl Iterator<Item = (Gate, &TypeDef)> {
    let mut gates = vec![None; api.types.len()];
    let of_features = api.features.iter().map(|it| &it.types).enumerate();
    let behind = api.features.len() + 1;
    let shared = api.shared.iter().enumerate();
    let shared = shared.map(|(index, it)| (behind + index, &it.types));
    for (index, types) in of_features.chain(shared) {
        for id in types {
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

/// A file, and one for each feature that a part of it belongs to, or some together.
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
    let (shared, declared): (Vec<_>, Vec<_>) = declared.partition(Part::is_shared);
    // Methods of the client need no name of their own.
    let exports = file.module != "crate::client";
    own.splice(0..0, declarations(&declared, !shared.is_empty(), exports));
    let part = |path: String, head: TokenStream, chunks: Vec<Chunk>| File {
        path,
        content: Content::Rust(RustFile {
            module: file.module,
            is_part: true,
            head,
            chunks,
        }),
    };
    let index = (!shared.is_empty()).then(|| {
        let declared = declarations(&shared, false, exports);
        part(inside(&path, SHARED), head_of_shared(), declared)
    });
    let parts = parts.into_iter().map(|(gate, chunks)| {
        let it = Part::of(api, gate);
        part(it.path(&path), it.head(), chunks)
    });
    let parts: Vec<File> = index.into_iter().chain(parts).collect();
    let own = Content::Rust(RustFile {
        chunks: own,
        ..file
    });
    [File { path, content: own }]
        .into_iter()
        .chain(parts)
        .collect()
}

/// The file of a module inside that of `whole`: `src/models/repos.rs` in `src/models.rs`.
fn inside(whole: &str, module: &str) -> String {
    let folder = whole.strip_suffix(".rs").unwrap_or(whole);
    [folder, "/", module, ".rs"].concat()
}

/// What the files of what several features share say of themselves.
fn head_of_shared() -> TokenStream {
    Docs::default().and("What several features share.").inner()
}

/// The declarations of `parts` and, if it `has_shared`, of what several features share; then what is
/// re-exported, if they are `exported`.
fn declarations(parts: &[Part<'_>], has_shared: bool, exported: bool) -> Vec<Chunk> {
    if parts.is_empty() && !has_shared {
        return Vec::new();
    }
    let shared = has_shared.then(|| raw(SHARED));
    let shared = shared.as_slice();
    let conditions: Vec<TokenStream> = parts.iter().map(Part::condition).collect();
    let modules: Vec<_> = parts.iter().map(|it| raw(it.module)).collect();
    let declared = quote! {
        #(
            #[cfg(#conditions)]
            mod #modules;
        )*
        #(mod #shared;)*
    };
    let exports = quote! {
        #(
            #[cfg(#conditions)]
            pub use #modules::*;
        )*
        #(pub use #shared::*;)*
    };
    let exports = exported.then_some(exports);
    [declared]
        .into_iter()
        .chain(exports)
        .map(Chunk::Tokens)
        .collect()
}

/// A template for tables, and the same for the tables of each feature, or of some together.
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
    let declared = parts.keys().map(|gate| Part::of(api, *gate));
    let (shared, declared): (Vec<_>, Vec<_>) = declared.partition(Part::is_shared);
    let module = |it: &Part<'_>| context! { condition => it.condition_text(), module => it.module };
    let mut modules: Vec<Value> = declared.iter().map(module).collect();
    let mut files = Vec::new();
    let mut file = |path: String, template: Template| {
        files.push(File {
            path,
            content: Content::Template(template),
        });
    };
    if !shared.is_empty() {
        modules.push(context! { condition => (), module => SHARED });
        let shared = shared.iter().map(module);
        file(inside(path, SHARED), template(Vec::new(), shared.collect()));
    }
    file(path.to_owned(), template(own, modules));
    for (gate, tables) in parts {
        file(Part::of(api, gate).path(path), template(tables, Vec::new()));
    }
    files
}
