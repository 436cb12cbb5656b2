//! A page while it is laid out, part by part.

use std::fmt;

use minijinja::value::Serde;
use minijinja::{Captured, Environment, Value};
use serde::Serialize;

/// Where the text of a page goes, and the macros of its template.
pub(super) struct Sheet<'e, 'o> {
    template: Captured<'e>,
    out: &'o mut dyn fmt::Write,
}

#[expect(
    clippy::expect_used,
    reason = "the templates are part of the program, and every test of a page renders them"
)]
impl<'e, 'o> Sheet<'e, 'o> {
    /// An empty one, laid out by the macros of a template, which all see `page`.
    pub(super) fn new(
        environment: &'e Environment<'_>,
        template: &str,
        page: &impl Serialize,
        out: &'o mut dyn fmt::Write,
    ) -> Self {
        let template = environment
            .get_template(template)
            .expect("the template is listed");
        Self {
            template: template
                .render_captured(Serde(page))
                .expect("the template fits its view"),
            out,
        }
    }

    /// Adds what a macro makes of the page alone.
    pub(super) fn seam(&mut self, name: &str) -> fmt::Result {
        self.call(name, &[])
    }

    /// Adds what a macro makes of `view`.
    pub(super) fn add(&mut self, name: &str, view: impl Serialize) -> fmt::Result {
        self.call(name, &[Value::from(Serde(view))])
    }

    fn call(&mut self, name: &str, arguments: &[Value]) -> fmt::Result {
        let made = self
            .template
            .with_state_mut(|it| it.call_macro(name, arguments))
            .expect("the macro fits its view");
        self.out.write_str(&made)
    }
}
