//! The command line: what operations, parameters and properties are called in a terminal.

/// The command-line client of an API.
///
/// ```yaml
/// # spec/codegen.toml
/// # [cli]
/// # name = "agntix"
/// ```
///
/// becomes
///
/// ```text
/// agntix chat create-session --agent-id …
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// The program: `agntix`.
    pub name: String,
    /// What the names of its environment variables begin with: `AGNTIX`.
    pub variables: String,
    /// The variable that holds the secret of each scheme, in the order of the document's schemes:
    /// `AGNTIX_API_KEY`.
    pub secrets: Vec<String>,
    /// The commands, by service.
    pub groups: Vec<CommandGroup>,
}

/// The commands of a service.
///
/// ```yaml
/// tags: [{ name: Chat }]
/// ```
///
/// becomes
///
/// ```text
/// agntix chat
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandGroup {
    /// The service: an index into [`Api::services`](super::Api::services).
    pub service: usize,
    /// The command before those of the service; `None` for operations without a tag.
    pub name: Option<String>,
    /// The static that lists them: `CHAT`.
    pub constant: String,
    /// The commands, one for each operation of the service, in its order.
    pub commands: Vec<Command>,
}

/// The command of an operation.
///
/// ```yaml
/// operationId: createSession
/// ```
///
/// becomes
///
/// ```text
/// create-session
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What it is called.
    pub name: String,
    /// The options of the parameters, in their order, without dashes.
    pub parameters: Vec<String>,
    /// The options of the properties of the body.
    pub properties: Vec<PropertyOption>,
}

/// The option that sets a property of a body.
///
/// ```yaml
/// properties:
///   agentId: { type: string, format: uuid }
/// ```
///
/// becomes
///
/// ```text
/// --agent-id <UUID>
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyOption {
    /// What it is called, without dashes.
    pub name: String,
    /// Which representation of the body has the property.
    pub representation: usize,
    /// Which field of it the property is.
    pub field: usize,
}
