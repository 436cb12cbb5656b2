//! A page while it is laid out, part by part.

use minijinja::value::Serde;
use minijinja::{Captured, Environment, Value};
use serde::Serialize;

/// The text of a page so far, and the macros of its template.
pub(super) struct Sheet<'e> {
    template: Captured<'e>,
    text: String,
}

#[expect(
    clippy::expect_used,
    reason = "the templates are part of the program, and every test of a page renders them"
)]
impl<'e> Sheet<'e> {
    /// An empty one, laid out by the macros of a template, which all see `page`.
    pub(super) fn new(
        environment: &'e Environment<'_>,
        template: &str,
        page: &impl Serialize,
    ) -> Self {
        let template = environment
            .get_template(template)
            .expect("the template is listed");
        Self {
            template: template
                .render_captured(Serde(page))
                .expect("the template fits its view"),
            text: String::new(),
        }
    }

    /// Adds what a macro makes of the page alone.
    pub(super) fn seam(&mut self, name: &str) {
        self.call(name, &[]);
    }

    /// Adds what a macro makes of `view`.
    pub(super) fn add(&mut self, name: &str, view: impl Serialize) {
        self.call(name, &[Value::from(Serde(view))]);
    }

    fn call(&mut self, name: &str, arguments: &[Value]) {
        let made = self
            .template
            .with_state_mut(|it| it.call_macro(name, arguments))
            .expect("the macro fits its view");
        self.text.push_str(&made);
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}
