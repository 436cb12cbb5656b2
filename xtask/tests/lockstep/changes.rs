//! A change of the document is drift until the crate is generated again, and then an error at each
//! place of the service that no longer fits.

use similar::{ChangeTag, TextDiff};

use crate::workspace::{DESK, Workspace};

/// Where in the service `text` stands, as the compiler says it.
#[track_caller]
fn place(text: &str) -> String {
    let mut lines = DESK.lines().enumerate();
    let found = lines.find(|(_, line)| line.contains(text));
    let (index, _) = found.unwrap_or_else(|| panic!("the service does not say {text:?}"));
    format!("service/src/lib.rs:{}:", index + 1)
}

/// Checks that the workspace is in step, changes the document, and checks that the service
/// compiles no longer: `errors` says what stands in the lines that the compiler names, and what it
/// says about each.
#[track_caller]
fn breaks(change: fn(&Workspace), drifted: &[&str], errors: &[(&str, &str)]) {
    let workspace = Workspace::new("changes");
    assert_eq!(workspace.check(), [""; 0]);
    assert_eq!(workspace.compile(), [""; 0]);

    change(&workspace);
    let found = workspace.check();
    for file in drifted {
        let line = format!("changed {file}");
        assert!(found.contains(&line), "{line} is not in {found:?}");
    }
    assert_eq!(
        workspace.compile(),
        [""; 0],
        "the crate is still the old one"
    );

    workspace.generate();
    assert_eq!(workspace.check(), [""; 0]);
    let found = workspace.compile();
    for (text, message) in errors {
        let place = place(text);
        let is_it = |it: &String| it.starts_with(&place) && it.contains(message);
        assert!(found.iter().any(is_it), "{place} {message}\n{found:#?}");
    }
    assert_eq!(found.len(), errors.len(), "nothing else: {found:#?}");
}

#[test]
fn a_property_gets_another_name() {
    breaks(
        |it| it.edit_document("agentId", "assistantId"),
        &["src/models.rs", "src/wire.rs", "docs/reference.md"],
        &[
            ("body.agent_id", "no field `agent_id` on type"),
            ("agent_id: self.agent", "has no field named `agent_id`"),
        ],
    );
}

#[test]
fn an_operation_is_added() {
    const OPERATION: &str = "
  /v1/chat/chat/sessions/{sessionId}:
    get:
      operationId: getSession
      tags: [Chat]
      summary: Get session
      parameters:
        - name: sessionId
          in: path
          required: true
          description: The `id` of the session.
          schema:
            type: string
      responses:
        '200':
          description: The session.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Session'
        default:
          $ref: '#/components/responses/Failure'

components:
";
    breaks(
        |it| it.edit_document("\ncomponents:\n", OPERATION),
        &["src/server.rs", "src/client.rs", "src/router.rs"],
        &[("impl ChatApi for Desk", "missing: `get_session`")],
    );
}

#[test]
fn a_value_of_an_enum_goes() {
    breaks(
        |it| it.edit_document("[SDK, WEB, WHATSAPP, VOICE]", "[SDK, WEB, WHATSAPP]"),
        &["src/models.rs", "src/wire.rs", "docs/reference.md"],
        &[("Platform::Voice", "named `Voice` found for enum `Platform`")],
    );
}

#[test]
fn a_failure_gets_another_status() {
    breaks(
        |it| it.edit_document("'403':\n", "'409':\n"),
        &["src/errors.rs", "src/operations.rs", "docs/reference.md"],
        &[("CreateSessionError::Forbidden", "named `Forbidden` found")],
    );
}

#[test]
fn a_property_of_an_answer_is_added() {
    breaks(
        |it| {
            let state = "        state:\n          $ref: '#/components/schemas/SessionState'\n";
            let title = "        title:\n          type: string\n";
            it.edit_document(state, &format!("{state}{title}"));
        },
        &["src/models.rs", "src/wire.rs", "docs/reference.md"],
        &[("Ok(Session {", "missing field `title` in initializer")],
    );
}

#[test]
fn a_description_changes_documentation_only() {
    let workspace = Workspace::new("changes");
    let before = workspace.generated();
    let (old, new) = (
        "The agent that takes part in the session.",
        "The agent that the session is with.",
    );
    workspace.edit_document(old, new);
    let found = workspace.check();
    for file in ["docs/index.html", "docs/reference.md", "src/models.rs"] {
        assert!(found.contains(&format!("changed {file}")), "{found:?}");
    }

    workspace.generate();
    assert_eq!(workspace.check(), [""; 0]);
    let after = workspace.generated();
    assert_eq!(before.len(), after.len());
    // The document itself, as it is served, is documentation too, and so is the help of a program.
    let help = "src/cli.rs";
    assert_eq!(before[help].replace(old, new), after[help]);
    let documentation = ["src/docs/json.rs", help];
    let is_code = |path: &str| path.ends_with(".rs") && !documentation.contains(&path);
    for (path, text) in after.iter().filter(|(path, _)| is_code(path)) {
        for line in TextDiff::from_lines(&before[path], text).iter_all_changes() {
            let is_doc = line.value().trim_start().starts_with("///");
            assert!(is_doc || line.tag() == ChangeTag::Equal, "{path}: {line}");
        }
    }
    assert_eq!(workspace.compile(), [""; 0]);
}
