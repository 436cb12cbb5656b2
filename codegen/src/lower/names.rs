//! Names: the one place that turns the document's spelling into Rust's.

mod ascii;
mod reserved;

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};
use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::ir::Name;
use crate::prelude::PRELUDE;

/// The kinds of name that Rust spells differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `CreateSession`: types and variants.
    Type,
    /// `create_session`: fields, functions, modules.
    Value,
    /// `CREATE_SESSION`: statics, and variables of the environment.
    Constant,
    /// `create-session`: commands and options.
    Command,
}

/// The names of one scope, each given out once.
///
/// A name depends on what was asked for before only when the two would be the same, so adding
/// something to a document does not rename what is there already.
#[derive(Debug)]
pub(super) struct Scope {
    case: Case,
    taken: HashSet<String>,
    /// The number to try next behind a name that is taken.
    next_number: HashMap<String, usize>,
    /// What a name gets when a reserved word is in its way: `Option` becomes `OptionModel`.
    when_reserved: &'static str,
    reserved: &'static [&'static str],
}

impl Scope {
    /// Types of the crate; they stand beside the prelude and what the emitted files import.
    pub(super) fn of_types() -> Self {
        Self::new(Case::Type, "Model", PRELUDE)
    }

    /// Variants of an enum.
    pub(super) fn of_variants() -> Self {
        Self::new(Case::Type, "Value", reserved::VARIANTS)
    }

    /// Fields of a struct.
    pub(super) fn of_fields() -> Self {
        Self::new(Case::Value, "_", &[])
    }

    /// Arguments of a method, which stand beside what every method has.
    pub(super) fn of_arguments() -> Self {
        Self::new(Case::Value, "_value", reserved::ARGUMENTS)
    }

    /// Methods of the client and of the server traits.
    pub(super) fn of_methods() -> Self {
        Self::new(Case::Value, "_operation", reserved::METHODS)
    }

    /// Security schemes, each with a method `with_…` of the client.
    pub(super) fn of_schemes() -> Self {
        Self::new(Case::Value, "_scheme", reserved::SCHEMES)
    }

    /// Statics of `operations.rs`.
    pub(super) fn of_constants() -> Self {
        Self::new(Case::Constant, "_ITEM", reserved::CONSTANTS)
    }

    /// Features of the crate, each with modules of its name.
    pub(super) fn of_features() -> Self {
        Self::new(Case::Value, "_tag", reserved::FEATURES)
    }

    /// Variables of the environment that hold secrets.
    pub(super) fn of_variables() -> Self {
        Self::new(Case::Constant, "_SECRET", reserved::VARIABLES)
    }

    /// What stands right behind the name of a program.
    pub(super) fn of_programs() -> Self {
        Self::new(Case::Command, "-api", reserved::PROGRAMS)
    }

    /// Commands of a group.
    pub(super) fn of_commands() -> Self {
        Self::new(Case::Command, "-api", reserved::COMMANDS)
    }

    /// Options of a command.
    pub(super) fn of_options() -> Self {
        Self::new(Case::Command, "-value", reserved::OPTIONS)
    }

    fn new(case: Case, when_reserved: &'static str, reserved: &'static [&'static str]) -> Self {
        Self {
            case,
            taken: HashSet::default(),
            next_number: HashMap::default(),
            when_reserved,
            reserved,
        }
    }

    /// A name for `wire`, in the case of this scope.
    pub(super) fn claim(&mut self, wire: &str) -> Name {
        self.claim_as(wire, wire)
    }

    /// A name made of `hint` for what the document calls `wire`.
    pub(super) fn claim_as(&mut self, wire: &str, hint: &str) -> Name {
        let mut stem = self.case.apply(hint);
        if self.reserved.contains(&stem.as_str()) {
            stem.push_str(self.when_reserved);
        }
        let stem = self.first_free(stem);
        Name {
            wire: wire.to_owned(),
            rust: match self.case {
                // No word of Rust.
                Case::Command => stem,
                Case::Type | Case::Value | Case::Constant => raw_if_keyword(stem),
            },
        }
    }

    /// Keeps a name that something has already.
    pub(super) fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// A name that users want for what the document calls `wire`: as they write it, if it can be.
    pub(super) fn claim_wanted(&mut self, wire: &str, wanted: &str) -> Name {
        let is_usable = syn::parse_str::<syn::Ident>(wanted).is_ok()
            && wanted != "_"
            && !self.reserved.contains(&wanted);
        if !is_usable || !self.taken.insert(wanted.to_owned()) {
            return self.claim_as(wire, wanted);
        }
        Name {
            wire: wire.to_owned(),
            rust: wanted.to_owned(),
        }
    }

    /// A name for `wire`: the one that users want, where they do.
    pub(super) fn claim_chosen(&mut self, wire: &str, wanted: Option<&str>) -> Name {
        match wanted {
            Some(wanted) => self.claim_wanted(wire, wanted),
            None => self.claim(wire),
        }
    }

    /// Whether `hint` would get a name that nothing had before.
    pub(super) fn is_free(&self, hint: &str) -> bool {
        let stem = self.case.apply(hint);
        !self.taken.contains(&stem) && !self.reserved.contains(&stem.as_str())
    }

    fn first_free(&mut self, stem: String) -> String {
        if self.taken.insert(stem.clone()) {
            return stem;
        }
        // Where many ask for one name, each begins where the last one stopped.
        let mut number = self.next_number.get(&stem).copied().unwrap_or(2);
        loop {
            let numbered = match self.case {
                // Two numbers in a row would read as one.
                Case::Type if stem.ends_with(|c: char| c.is_ascii_digit()) => {
                    format!("{stem}_{number}")
                }
                Case::Type => format!("{stem}{number}"),
                Case::Value | Case::Constant => format!("{stem}_{number}"),
                Case::Command => format!("{stem}-{number}"),
            };
            number += 1;
            if self.taken.insert(numbered.clone()) {
                self.next_number.insert(stem, number);
                return numbered;
            }
        }
    }
}

/// The most bytes of a name, before what tells it from others: rustdoc writes a file for each item,
/// and no file system takes a name of more than 255.
const LONGEST: usize = 160;

impl Case {
    /// `text` as a Rust identifier of this case; never empty, never starting with a digit.
    pub(super) fn apply(self, text: &str) -> String {
        let text = spell_symbols(text);
        let plain = ascii::cased(self, &text);
        let is_plain = plain.is_some();
        let mut cased = plain.unwrap_or_else(|| self.of_words(&text));
        let mut shorter = (0..=LONGEST.min(cased.len())).rev();
        let end = shorter.find(|at| cased.is_char_boundary(*at));
        cased.truncate(end.unwrap_or_default());
        if !is_plain {
            cased.retain(|c| is_identifier_part(c) || (self == Self::Command && c == '-'));
        }
        match cased.chars().next() {
            None => self.nameless().to_owned(),
            Some(first) if first.is_ascii_digit() || !is_identifier_start(first) => match self {
                Self::Type => format!("N{cased}"),
                Self::Value => format!("n{cased}"),
                Self::Constant => format!("N{cased}"),
                // No letter has to come first.
                Self::Command => cased,
            },
            Some(_) => cased,
        }
    }

    fn of_words(self, text: &str) -> String {
        match self {
            Self::Type => text.to_upper_camel_case(),
            Self::Value => text.to_snake_case(),
            Self::Constant => text.to_shouty_snake_case(),
            Self::Command => text.to_kebab_case(),
        }
    }

    fn nameless(self) -> &'static str {
        match self {
            Self::Type => "Empty",
            Self::Value | Self::Command => "empty",
            Self::Constant => "EMPTY",
        }
    }
}

/// Words for the symbols that would otherwise vanish, where they carry the meaning: `+1`, `>=`,
/// `*`, `$filter` beside `filter`. Separators such as `-`, `.`, `/` and `_` stay separators.
fn spell_symbols(text: &str) -> Cow<'_, str> {
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'.' | b'/' | b' ');
    if text.starts_with(|it: char| it.is_ascii_alphabetic()) && text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let lone = !text.chars().any(char::is_alphanumeric);
    let mut spelled = String::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        let word = match c {
            '+' => Some("plus"),
            '>' => Some("greater"),
            '<' => Some("less"),
            '=' if lone => Some("equal"),
            '!' if lone => Some("not"),
            '*' => Some("star"),
            '%' => Some("percent"),
            '#' if lone => Some("hash"),
            '&' => Some("and"),
            '|' if lone => Some("or"),
            '~' if lone => Some("tilde"),
            '@' if lone => Some("at"),
            '$' if lone => Some("dollar"),
            '^' if lone => Some("caret"),
            '/' if lone => Some("slash"),
            '\\' if lone => Some("backslash"),
            '.' if lone => Some("dot"),
            ',' if lone => Some("comma"),
            ':' if lone => Some("colon"),
            ';' if lone => Some("semicolon"),
            '?' if lone => Some("question"),
            '-' if lone => Some("minus"),
            '_' if lone => Some("underscore"),
            // A sign before a number is not a separator.
            '-' if index == 0 && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => {
                Some("minus")
            }
            _ => None,
        };
        match word {
            Some(word) => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            None => spelled.push(c),
        }
    }
    Cow::Owned(spelled)
}

/// Whether `c` may stand inside an identifier. Letters of other scripts may; what only looks
/// like one (XID_Continue has marks and connectors that few editors show) may not.
fn is_identifier_part(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && syn_accepts(c, false))
}

fn is_identifier_start(c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (!c.is_ascii() && syn_accepts(c, true))
}

/// Asks the parser that reads the output, so that the two cannot disagree.
fn syn_accepts(c: char, first: bool) -> bool {
    let text = if first {
        c.to_string()
    } else {
        format!("a{c}")
    };
    syn::parse_str::<syn::Ident>(&text).is_ok()
}

/// `type` → `r#type`; the few keywords that cannot be raw get an underscore.
fn raw_if_keyword(name: String) -> String {
    if reserved::NEVER_RAW.contains(&name.as_str()) {
        return format!("{name}_");
    }
    if reserved::KEYWORDS.contains(&name.as_str()) {
        return format!("r#{name}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{Case, Scope};

    #[test]
    fn any_text_becomes_an_identifier() {
        for (text, ty, value) in [
            ("agentId", "AgentId", "agent_id"),
            ("x-api-key", "XApiKey", "x_api_key"),
            ("HTTPServer", "HttpServer", "http_server"),
            ("2fa", "N2fa", "n2fa"),
            ("", "Empty", "empty"),
            ("---", "MinusMinusMinus", "minus_minus_minus"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            (">=", "GreaterEqual", "greater_equal"),
            ("*", "Star", "star"),
            ("Größe", "Größe", "größe"),
            ("名前", "名前", "名前"),
            ("a\u{0}b", "AB", "a_b"),
            ("/v1/pets/{petId}", "V1PetsPetId", "v1_pets_pet_id"),
            ("😀", "Empty", "empty"),
        ] {
            assert_eq!(Case::Type.apply(text), ty, "{text:?} as a type");
            assert_eq!(Case::Value.apply(text), value, "{text:?} as a value");
        }
    }

    #[test]
    fn a_name_is_no_longer_than_that_of_a_file() {
        assert_eq!(Case::Type.apply(&"long ".repeat(1_000)).len(), 160);
        assert!(Case::Value.apply(&"名".repeat(1_000)).len() <= 160);
        let mut scope = Scope::of_types();
        let names: Vec<String> = ["a", "b"]
            .map(|end| scope.claim(&("x".repeat(500) + end)).rust)
            .into();
        assert_ne!(names.first(), names.last());
    }

    #[test]
    fn a_name_is_given_once() {
        let mut scope = Scope::of_types();
        assert_eq!(scope.claim("foo_bar").rust, "FooBar");
        assert_eq!(scope.claim("fooBar").rust, "FooBar2");
        assert_eq!(scope.claim("Option").rust, "OptionModel");
    }

    #[test]
    fn keywords_are_raw_where_they_can_be() {
        let mut scope = Scope::of_fields();
        assert_eq!(scope.claim("type").rust, "r#type");
        assert_eq!(scope.claim("self").rust, "self_");
        assert_eq!(scope.claim("gen").rust, "r#gen");
    }
}
