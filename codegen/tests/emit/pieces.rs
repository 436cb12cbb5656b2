//! The pieces of the emitted files that show an idea each.

use crate::{emitted, session, zoo};

/// Checks that `path` of the zoo's crate has `piece` in it.
#[track_caller]
fn has(path: &str, piece: &str) {
    let files = emitted(&zoo::api());
    let text = files.get(path).expect("the file is emitted");
    assert!(text.contains(piece), "{path} has no\n{piece}\n---\n{text}");
}

#[test]
fn an_api_without_operations_is_types_alone() {
    let api = codegen::ir::Api {
        services: Vec::new(),
        examples: Vec::new(),
        untyped: Vec::new(),
        left_out: Vec::new(),
        command_line: None,
        error_answers: Vec::new(),
        features: Vec::new(),
        shared: Vec::new(),
        ..session::api()
    };
    let files = emitted(&api);
    let paths: Vec<&str> = files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| !path.starts_with("src/support/"))
        .collect();
    assert_eq!(
        paths,
        [
            "Cargo.toml",
            "docs/coverage.md",
            "docs/index.html",
            "docs/reference.md",
            "rustfmt.toml",
            "src/lib.rs",
            "src/models.rs",
            "src/rules.rs",
            "src/support.rs",
            "src/wire.rs",
        ]
    );
    assert!(!files.get("Cargo.toml").unwrap_or_default().contains("axum"));
}

#[test]
fn every_file_says_that_it_is_made() {
    for api in [session::api(), zoo::api()] {
        for (path, text) in emitted(&api).iter() {
            assert!(codegen::is_generated(&text), "{path}");
        }
    }
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    let once = emitted(&zoo::api());
    let again = emitted(&zoo::api());
    assert!(once.iter().eq(again.iter()));
}

#[test]
fn new_asks_for_what_is_required_and_fills_in_defaults() {
    has(
        "src/models.rs",
        "    /// The required properties; those with a default have it.
    #[inline]
    #[must_use]
    pub fn new(name: impl Into<String>, r#type: Species, nick: Option<String>) -> Self {
        Self {
            id: None,
            name: name.into(),
            r#type,
            nick,
            owner: None,
            legs: 4,
            weight: -10000.0,
            lang: Some(\"e\\\"n\".to_owned()),
            parts: Vec::new(),
",
    );
    let session = emitted(&session::api());
    let models = session.get("src/models.rs").unwrap_or_default();
    assert!(models.contains(
        "    /// The required properties; [`platform`](Self::platform) is `SDK`.
    #[inline]
    #[must_use]
    pub fn new(agent_id: Uuid) -> Self {
        Self {
            agent_id,
            platform: Platform::Sdk,
            metadata: None,
            contact: None,
        }
    }
"
    ));
}

#[test]
fn setters_wrap_what_may_be_left_out() {
    has(
        "src/models.rs",
        "    /// Sets [`owner`](Self::owner).
    #[inline]
    #[must_use]
    pub fn with_owner(mut self, owner: Option<String>) -> Self {
        self.owner = Some(owner);
        self
    }
",
    );
    has(
        "src/models.rs",
        "    pub fn with_left(mut self, left: Node) -> Self {
        self.left = Some(Box::new(left));
        self
    }
",
    );
    let files = emitted(&zoo::api());
    let models = files.get("src/models.rs").unwrap_or_default();
    for none in ["with_id(", "with_name(", "impl Problem {"] {
        assert!(!models.contains(none), "{none}");
    }
}

#[test]
fn facts_stand_below_the_words() {
    has(
        "src/models.rs",
        "    /// 1 to 64 characters. Matches ``^[a-z`]+$``.\n",
    );
    has("src/models.rs", "    /// At least 0.5, less than 10.\n");
    has(
        "src/models.rs",
        "    /// Deprecated. Sent by the client only.\n",
    );
    has(
        "src/models.rs",
        "/// Words.
///
/// At most 5 items. No item twice.
pub type Tags = Vec<String>;
",
    );
}

#[test]
fn enums_are_copied_unless_they_hold_what_nobody_knows() {
    has(
        "src/models.rs",
        "/// How it feels.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mood {
    /// `glad`
    Glad,
    /// A value that the API's document does not list.
    Unknown(String),
}
",
    );
    has(
        "src/models.rs",
        "/// The schema `Size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// Close to the ground.
    Low,
    /// `-1`
    Minus1,
}
",
    );
}

#[test]
fn tables_have_a_row_for_each_property() {
    has(
        "src/wire.rs",
        "    2 required r#type \"type\",
    3 required nick \"nick\",
    4 nullable owner \"owner\",
",
    );
    has("src/wire.rs", "    closed,\n});\n");
    has("src/wire.rs", "    rest additional_properties,\n});\n");
    has("src/wire.rs", "    DogGood \"dog \\\"good\\\"\",\n");
    has(
        "src/wire.rs",
        "string_enum!(Mood {\n    Glad \"glad\",\n} else Unknown);\n",
    );
    has(
        "src/wire.rs",
        "integer_enum!(Level: i32 {\n    Low 1,\n    Minus1 -1,\n} else Unknown);\n",
    );
}

#[test]
fn an_operation_says_what_its_parameters_do_not_suggest() {
    has(
        "src/operations.rs",
        "    parameters: &[
        Parameter::query(\"limit\"),
        Parameter::query(\"tags\")
            .style(Style::PipeDelimited)
            .explode(false)
            .allow_reserved(),
        Parameter::query(\"filter\").properties(&[\"color\", \"age\"]),
        Parameter::query(\"deep\").style(Style::DeepObject),
        Parameter::query(\"free\").rest(),
        Parameter::header(\"x-trace\"),
        Parameter::cookie(\"sid\"),
    ],
",
    );
    has(
        "src/operations.rs",
        "        Access {
            credential: 0,
            schemes: &[&OAUTH],
            scopes: &[\"read:pets\"],
        },
        Access::ANONYMOUS,
",
    );
}

#[test]
fn answers_are_an_enum_and_its_table() {
    has(
        "src/answers.rs",
        "/// What `getPet` answers.
#[derive(Debug, Clone, PartialEq)]
pub enum GetPetResponse {
    /// The pet.
    Ok(Box<Pet>),
    /// As text.
    Accepted(String),
    /// `204`
    NoContent,
    /// `2XX`
    Success(StatusCode, Value),
}

successes!(GetPetResponse {
    200 Ok json,
    202 Accepted text \"text/csv\",
    204 NoContent empty,
    range(2) Success json,
});
",
    );
    has(
        "src/errors.rs",
        "failures!(ListPetsError {
    range(4) ClientError json \"application/problem+json\",
    503 ServiceUnavailable envelope,
    default Other empty,
});
",
    );
    has(
        "src/answers.rs",
        "envelope!(ListPetsOk {
    body json,
    header x_total \"x-total\",
    header x_next \"x-next\",
});
",
    );
}

#[test]
fn the_client_lends_and_the_server_gives() {
    has(
        "src/client.rs",
        "    pub fn get_pet(
        &self,
        pet_id: Uuid,
        kind: Species,
        words: &[String],
    ) -> Call<GetPetResponse, GetPetError> {
        self.core
            .request(&GET_PET)
            .parameter(\"petId\", &pet_id)
            .parameter(\"kind\", &kind)
            .parameter(\"words\", words)
            .call(answer::several)
    }
",
    );
    has(
        "src/server.rs",
        "    fn get_pet(
        &self,
        principal: Self::Principal,
        pet_id: Uuid,
        kind: Species,
        words: Vec<String>,
    ) -> impl Future<Output = Result<GetPetResponse, HandlerError<GetPetError>>> + Send;
",
    );
}

#[test]
fn too_many_parameters_are_one_struct() {
    has(
        "src/client.rs",
        "    pub fn many(&self, options: &ManyParameters) -> Call<(), Infallible> {\n",
    );
    has("src/parameters.rs", "/// The parameters of `many`.\n");
}

#[test]
fn the_router_reads_all_before_it_complains() {
    has(
        "src/router.rs",
        "    let principal = request.authenticate_if_asked(&*service).await?;
    let options = ListPetsOptions {
        limit: request.optional_with_or(\"limit\", crate::rules::list_pets::limit, 20),
        tags: request.optional_with(\"tags\", crate::rules::list_pets::tags),
        filter: request.optional(\"filter\"),
",
    );
    has(
        "src/router.rs",
        "    request.check_parameters()?;\n    answer::",
    );
}

#[test]
fn no_variable_of_the_router_hides_a_function() {
    let mut api = zoo::api();
    let service = api.services.first_mut().expect("the zoo has a service");
    service.module = "routes".to_owned();
    let operation = service.operations.first_mut().expect("it has an operation");
    operation.name.rust = "service".to_owned();
    let files = emitted(&api);
    let text = files.get("src/router.rs").expect("the file is emitted");
    assert!(
        text.contains("    let routes = self::routes(routes);\n"),
        "{text}"
    );
    assert!(text.contains(", self::service)"), "{text}");
}
