//! Everything that is not Rust, or that reads better as a table: minijinja.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::RenderError;
use crate::emit::Template;

/// The text of a template, filled in.
pub(super) fn text(template: &Template, path: &str) -> Result<String, RenderError> {
    environment()
        .and_then(|it| it.render_named_str(template.name, template.text, template.context.clone()))
        .map_err(|error| RenderError::new(path, error, ""))
}

/// Lines that hold only a statement leave nothing behind; what is not filled in is an error.
fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    syntax.keep_trailing_newline(true);
    let mut environment = Environment::new();
    environment.set_syntax(syntax.build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    Ok(environment)
}
