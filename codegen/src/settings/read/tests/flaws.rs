//! What may be wrong with settings.

use super::errors;

/// What follows `[package]` and `name`; the line, the message and the help that it gives.
const FLAWS: &[(&str, usize, &str, &str)] = &[
    (
        "[types]\ndate-time = \"chrno\"\n",
        4,
        "`types.date-time` cannot be \"chrno\"",
        "\"jiff\"",
    ),
    (
        "[types]\ndate-time = 3\n",
        4,
        "`types.date-time` cannot be 3",
        "\"jiff\"",
    ),
    (
        "[cli]\nname = \"build\"\n",
        4,
        "`cli.name` cannot be \"build\"",
        "names of Cargo",
    ),
    (
        "[server]\nmax-body-bytes = 0\n",
        4,
        "`server.max-body-bytes` is not a size",
        "above 0",
    ),
    (
        "[server]\nmax-body-bytes = -5\n",
        4,
        "is not a size",
        "above 0",
    ),
    (
        "version = \"1.2\"\n",
        3,
        "`package.version` cannot be \"1.2\"",
        "three numbers",
    ),
    (
        "version = \"1.02.3\"\n",
        3,
        "`package.version` cannot be",
        "three numbers",
    ),
    (
        "version = \"+1.2.3\"\n",
        3,
        "`package.version` cannot be",
        "three numbers",
    ),
    (
        "version = \"1.2.3-\"\n",
        3,
        "`package.version` cannot be",
        "three numbers",
    ),
    (
        "license = \" \"\n",
        3,
        "`package.license` cannot be \" \"",
        "leave the setting out",
    ),
    (
        "license = [\"MIT\"]\n",
        3,
        "`package.license` is not text",
        "in quotes",
    ),
    (
        "[[models]]\n",
        3,
        "`models` is not a table",
        "`[models]` header",
    ),
    (
        "[models]\nunknown-enum-values = true\n",
        4,
        "cannot be true",
        "\"keep\"",
    ),
    (
        "name = \"again\"\n",
        3,
        "not TOML: duplicate key",
        "key = value",
    ),
    ("licence\n", 3, "not TOML", "key = value"),
    (
        "[pagination.operations]\na = { style = \"x\" }\n",
        4,
        "`pagination.operations.a.style` is none that is known",
        "one of page, offset",
    ),
    (
        "[pagination.operations]\na = 1\n",
        4,
        "`pagination.operations.a` is not a table",
        "style: page, parameter: page",
    ),
    (
        "[pagination]\nrules = 1\n",
        4,
        "`pagination.rules` is not a list of tables",
        "`[[pagination.rules]]`",
    ),
    (
        "[[pagination.rules]]\nquery = [1]\nstyle = \"link\"\n",
        4,
        "`pagination.rules.query` is not a list of texts",
        "names of parameters",
    ),
    (
        "[events]\nsentinel = \" a\"\n",
        4,
        "cannot be \" a\"",
        "one line of text",
    ),
];

#[test]
fn every_flaw_names_its_line_and_the_way_out() {
    for (text, line, message, help) in FLAWS {
        let errors = errors(&format!("[package]\nname = \"pets\"\n{text}"));
        assert!(
            errors.contains(&format!("codegen.toml:{line}\n")),
            "{errors}"
        );
        assert!(errors.contains(message), "{errors}");
        assert!(errors.contains(help), "{errors}");
        assert_eq!(errors.matches("error: ").count(), 1, "{errors}");
    }
}
