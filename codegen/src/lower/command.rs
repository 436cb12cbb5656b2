//! The command line: what operations, parameters and properties are called in a terminal.

use std::collections::HashSet;

use super::names::{Case, Scope};
use super::operation::UNTAGGED;
use crate::ir::{
    Command, CommandGroup, CommandLine, Contents, CratePart, Field, Location, Media, Operation,
    Package, Property, PropertyOption, Representation, Scheme, Service, Type, TypeDef, TypeKind,
};
use crate::settings::{Cli, check_program_name};

/// What names of packages end with, and programs do without.
const ENDINGS: &[&str] = &["-api", "_api", "-client", "_client", "-sdk", "_sdk"];

/// The command line of an API, in the package `package`; `None` when that has none, and when there is
/// nothing to call.
pub(super) fn line(
    settings: &Cli,
    package: &Package,
    defs: &[TypeDef],
    schemes: &[Scheme],
    services: &[Service],
) -> Option<CommandLine> {
    let called = services.iter().enumerate();
    let called = called.filter(|(_, it)| !it.kind.is_received() && !it.operations.is_empty());
    let called: Vec<(usize, &Service)> = called.collect();
    if called.is_empty() || !package.parts.has(CratePart::Cli) {
        return None;
    }
    let name = settings.name.clone();
    let name = name.unwrap_or_else(|| usual_name(&package.name));
    let variables = Case::Constant.apply(&name);
    let mut secrets = Scope::of_variables();
    let secrets = schemes.iter().map(|it| {
        let secret = secrets.claim(&it.name.wire).rust;
        format!("{variables}_{secret}")
    });
    let secrets = secrets.collect();
    let mut top = Scope::of_programs();
    // The groups first: there are few of them, and they are typed most.
    let groups = called.into_iter().map(|(index, service)| {
        let is_tag = service.name.wire != UNTAGGED;
        let name = is_tag.then(|| top.claim(&service.name.wire).rust);
        (index, service, name)
    });
    let groups: Vec<(usize, &Service, Option<String>)> = groups.collect();
    let mut constants = Scope::of_constants();
    constants.claim("program");
    let groups = groups
        .into_iter()
        .map(|(index, service, name)| CommandGroup {
            service: index,
            constant: constants.claim(name.as_deref().unwrap_or("commands")).rust,
            commands: match &name {
                Some(name) => commands(defs, service, name, &mut Scope::of_commands()),
                None => commands(defs, service, "", &mut top),
            },
            name,
        });
    Some(CommandLine {
        groups: groups.collect(),
        name,
        variables,
        secrets,
    })
}

/// What the program is called unless settings say it.
fn usual_name(package: &str) -> String {
    let mut endings = ENDINGS.iter();
    let stem = endings.find_map(|it| package.strip_suffix(it));
    let name = stem.unwrap_or(package);
    match check_program_name(name) {
        Ok(()) => name.to_owned(),
        Err(_) => format!("{package}-cli"),
    }
}

/// The commands of a group: what the operations are called in Rust, without the name of the group
/// before it.
fn commands(defs: &[TypeDef], service: &Service, group: &str, scope: &mut Scope) -> Vec<Command> {
    let operations = service.operations.iter();
    let whole: Vec<String> = operations
        .map(|it| Case::Command.apply(it.name.rust.trim_start_matches("r#")))
        .collect();
    let taken: HashSet<&str> = whole.iter().map(String::as_str).collect();
    let short = |whole: &str| {
        let rest = whole.strip_prefix(group)?.strip_prefix('-')?;
        (!group.is_empty() && !taken.contains(rest)).then(|| rest.to_owned())
    };
    let operations = service.operations.iter().zip(&whole);
    let commands = operations.map(|(operation, whole)| {
        let hint = short(whole).filter(|it| scope.is_free(it));
        let name = scope.claim(hint.as_deref().unwrap_or(whole)).rust;
        command(defs, operation, name)
    });
    commands.collect()
}

fn command(defs: &[TypeDef], operation: &Operation, name: String) -> Command {
    let mut scope = Scope::of_options();
    let parameters = operation.parameters.iter().map(|it| {
        let location = match it.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        option(&mut scope, &it.name.wire, location)
    });
    let parameters = parameters.collect();
    let contents = operation.body.as_ref().map(|it| &it.contents);
    Command {
        name,
        parameters,
        properties: contents.map_or_else(Vec::new, |it| properties(defs, it, &mut scope)),
    }
}

/// An option for each property of a body, however many of its representations have it.
fn properties(defs: &[TypeDef], contents: &Contents, scope: &mut Scope) -> Vec<PropertyOption> {
    let mut known: HashSet<&str> = HashSet::new();
    let mut options = Vec::new();
    let is_object = |it: &Representation| match it.media {
        Media::Json | Media::Form | Media::Multipart => true,
        Media::Text | Media::Bytes | Media::Stream | Media::Events | Media::JsonLines => false,
    };
    let all = contents.all().enumerate();
    for (representation, it) in all.filter(|(_, it)| is_object(it)) {
        for (field, it) in fields(defs, &it.ty).iter().enumerate() {
            // A client does not send these.
            let is_sent = it.property != Property::ReadOnly;
            if is_sent && known.insert(&it.name.wire) {
                options.push(PropertyOption {
                    name: option(scope, &it.name.wire, "body"),
                    representation,
                    field,
                });
            }
        }
    }
    options
}

/// The properties of an object.
fn fields<'a>(defs: &'a [TypeDef], mut ty: &'a Type) -> &'a [Field] {
    // An alias of itself would go round for ever; there are no more names than types.
    for _ in 0..=defs.len() {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            break;
        };
        match defs.get(id.0).map(|it| &it.kind) {
            Some(TypeKind::Struct(it)) => return &it.fields,
            Some(TypeKind::Alias { target, rules: _ }) => ty = target,
            Some(
                TypeKind::StringEnum(_)
                | TypeKind::IntegerEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Newtype { .. },
            )
            | None => break,
        }
    }
    &[]
}

/// The name of an option: `--body-id` where `--id` is something else already.
fn option(scope: &mut Scope, wire: &str, kind: &str) -> String {
    if scope.is_free(wire) {
        return scope.claim(wire).rust;
    }
    scope.claim(&format!("{kind} {wire}")).rust
}

#[cfg(test)]
mod tests {
    use super::usual_name;

    #[test]
    fn a_program_is_called_like_its_package() {
        for (package, program) in [
            ("agntix-api", "agntix"),
            ("pets_client", "pets"),
            ("pets", "pets"),
            ("build-api", "build-api-cli"),
            ("deps", "deps-cli"),
        ] {
            assert_eq!(usual_name(package), program);
        }
    }
}
