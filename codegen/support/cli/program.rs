//! The commands and options of a program.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction};

use super::globals;
use super::tables::{Argument, Command, Group, Kind, Program, Target};
use super::text::{first_paragraph, visible};
use super::value::{integer, integer_or_null, number, number_or_null};

/// The option that holds a whole body.
pub(super) const BODY: &str = "body";

/// The option that says of which media type a body is.
pub(super) const CONTENT_TYPE: &str = "content-type";

/// Which commands are built with their options: all, or those that `arguments` may name.
#[derive(Clone, Copy)]
struct Named<'a>(Option<&'a [OsString]>);

impl Named<'_> {
    fn has(self, name: &str) -> bool {
        self.0.is_none_or(|it| it.iter().any(|it| it == name))
    }
}

/// The commands of `program`. Of a large API, few are asked for at a time: those that `arguments`
/// do not name are there for the lists of commands alone.
pub(super) fn command(program: &'static Program, arguments: Option<&[OsString]>) -> clap::Command {
    let named = Named(arguments);
    let groups = program.groups.iter().flat_map(|group| match group.name {
        "" => commands(group, named),
        _ => vec![self::group(group, named)],
    });
    clap::Command::new(program.name)
        .version(program.version)
        .about(first_paragraph(program.about))
        .long_about(program.about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(globals::options(program))
        .subcommands(groups)
        .subcommands(globals::commands(program))
        .after_help(globals::variables(program))
}

fn group(group: &'static Group, named: Named<'_>) -> clap::Command {
    let command = clap::Command::new(group.name)
        .about(first_paragraph(group.about))
        .long_about(group.about);
    if !named.has(group.name) {
        return command;
    }
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(commands(group, named))
}

fn commands(group: &'static Group, named: Named<'_>) -> Vec<clap::Command> {
    let commands = group.commands.iter();
    commands.map(|it| of_operation(it, named)).collect()
}

fn of_operation(command: &'static Command, named: Named<'_>) -> clap::Command {
    let built = clap::Command::new(command.name);
    let route = || visible(&command.operation.to_string()).into_owned();
    let built = match command.about {
        "" => built.about(route()),
        about => built.about(first_paragraph(about)).long_about(about).after_help(route()),
    };
    if !named.has(command.name) {
        return built;
    }
    built
        .args(command.arguments.iter().map(option))
        .args(body(command))
}

/// The options for a whole body.
fn body(command: &'static Command) -> Vec<Arg> {
    let Some(body) = &command.body else {
        return Vec::new();
    };
    let about = match body.about {
        "" => "The whole body",
        about => first_paragraph(about).trim_end_matches('.'),
    };
    let whole = Arg::new(BODY)
        .long(BODY)
        .value_name("BODY")
        .help(format!("{about} (text, @FILE, or - for standard input)"));
    let media: Vec<&str> = body.forms.iter().flat_map(|it| it.media().to_vec()).collect();
    let media = Arg::new(CONTENT_TYPE)
        .long(CONTENT_TYPE)
        .value_name("TYPE")
        .help(format!("What the body is written as: {}", visible(&media.join(", "))));
    vec![whole, media]
}

fn option(argument: &'static Argument) -> Arg {
    // What a body has to have may stand in the whole of it.
    let is_parameter = matches!(argument.sets, Target::Parameter(_));
    let note = match argument.is_required && !is_parameter {
        true => " [required]",
        false => "",
    };
    let arg = Arg::new(argument.name)
        .long(argument.name)
        .help(format!("{}{note}", first_paragraph(argument.about)))
        .long_help(format!("{}{note}", argument.about))
        .required(argument.is_required && is_parameter);
    let (kind, arg) = match argument.kind {
        Kind::Many(item) => (*item, arg.action(ArgAction::Append)),
        kind => (kind, arg.action(ArgAction::Set)),
    };
    let (kind, may_be_null) = match kind {
        Kind::OrNull(inner) => (*inner, true),
        kind => (kind, false),
    };
    let null = may_be_null.then_some("null");
    match kind {
        Kind::Text(name) => arg.value_name(name),
        Kind::Integer if may_be_null => numeric(arg, "INTEGER").value_parser(integer_or_null),
        Kind::Integer => numeric(arg, "INTEGER").value_parser(integer),
        Kind::Number if may_be_null => numeric(arg, "NUMBER").value_parser(number_or_null),
        Kind::Number => numeric(arg, "NUMBER").value_parser(number),
        Kind::Bool => {
            let values = ["true", "false"].into_iter().chain(null);
            let arg = arg.value_parser(PossibleValuesParser::new(values));
            match argument.kind {
                Kind::Many(_) => arg.value_name("BOOL"),
                _ => arg.value_name("BOOL").num_args(0..=1).default_missing_value("true"),
            }
        }
        Kind::OneOf(values) | Kind::OneOfNumbers(values) => {
            let values = values.iter().copied().chain(null);
            let arg = arg.value_parser(PossibleValuesParser::new(values));
            arg.value_name("VALUE").allow_negative_numbers(true)
        }
        Kind::Json => arg.value_name("JSON|@FILE"),
        Kind::Any => arg.value_name("JSON|TEXT"),
        Kind::File => arg.value_name("@FILE"),
        // There is no list of lists among the kinds, and null is null once.
        Kind::Many(_) | Kind::OrNull(_) => arg,
    }
}

fn numeric(arg: Arg, name: &'static str) -> Arg {
    arg.value_name(name).allow_negative_numbers(true)
}
