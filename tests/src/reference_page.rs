//! What the reference page has to show, and whether a browser shows it.

use std::path::Path;

use codegen::ir::{Api, Field, Literal, StatusPattern, Success, TypeKind};
use codegen::sample::{curl, pretty};

use crate::browser::{Browser, Seen, View};

/// A phone and a desktop, light and dark, with and without script.
const VIEWS: &[View] = &[
    View {
        width: 360,
        dark: false,
        script: true,
    },
    View {
        width: 390,
        dark: true,
        script: false,
    },
    View {
        width: 1280,
        dark: false,
        script: false,
    },
    View {
        width: 1280,
        dark: true,
        script: true,
    },
];

/// Opens `page` in every view and checks that it shows `api`.
pub(crate) fn check(api: &Api, page: &Path) {
    let Some(browser) = Browser::find("the reference page in a browser") else {
        return;
    };
    for view in VIEWS {
        let seen = browser.look(page, *view);
        let seen = seen.unwrap_or_else(|error| panic!("{view:?}: {error}"));
        check_text(api, &seen, *view);
        check_layout(&seen, *view);
    }
}

fn check_text(api: &Api, seen: &Seen, view: View) {
    let missing: Vec<_> = codes(api)
        .into_iter()
        .filter(|it| !seen.codes.contains(it))
        .collect();
    assert!(missing.is_empty(), "{view:?} does not show {missing:?}");
    let text = one_line(&seen.text);
    let missing: Vec<_> = words(api)
        .into_iter()
        .filter(|it| !text.contains(&one_line(it)))
        .collect();
    assert!(missing.is_empty(), "{view:?} does not show {missing:?}");
}

fn check_layout(seen: &Seen, view: View) {
    assert_eq!(
        seen.overflow, 0,
        "{view:?}: wider than the window: {:#?}",
        seen.outside
    );
    assert!(
        seen.outside.is_empty(),
        "{view:?}: outside of the window: {:#?}",
        seen.outside
    );
    assert!(
        seen.faint.is_empty(),
        "{view:?}: hard to read: {:#?}",
        seen.faint
    );
    let can_copy = seen.buttons.iter().any(|it| it == "Copy");
    assert_eq!(
        can_copy, view.script,
        "{view:?}: a copy button needs script, and only script"
    );
    let has_contents = seen.buttons.iter().any(|it| it == "Contents");
    assert_eq!(
        has_contents,
        view.width < 900,
        "{view:?}: the contents are behind a button on a phone"
    );
}

/// What has to be there on its own, as code: operations, parameters, fields, values of enums.
fn codes(api: &Api) -> Vec<String> {
    let mut codes: Vec<String> = api.servers.iter().map(|it| it.url.clone()).collect();
    for operation in api.services.iter().flat_map(|it| &it.operations) {
        codes.extend([operation.name.wire.clone(), operation.path.clone()]);
        codes.extend(operation.parameters.iter().map(|it| it.name.wire.clone()));
    }
    for definition in &api.types {
        match &definition.kind {
            TypeKind::Struct(it) => codes.extend(it.fields.iter().flat_map(field)),
            TypeKind::StringEnum(it) => codes.extend(it.values.iter().map(|it| it.value.clone())),
            TypeKind::IntegerEnum(it) => {
                codes.extend(it.values.iter().map(|it| it.value.to_string()))
            }
            TypeKind::Union(_) | TypeKind::Alias { .. } | TypeKind::Newtype { .. } => {}
        }
    }
    codes
}

/// A field with what the document shows a value of.
fn field(it: &Field) -> Vec<String> {
    let default = it.default.as_ref().map(|it| match it {
        Literal::Bool(it) => it.to_string(),
        Literal::Integer(it) => it.to_string(),
        Literal::Number(it) => it.to_string(),
        Literal::String(it) => it.clone(),
        Literal::Variant { variant, .. } => variant.wire.clone(),
        Literal::Array(_) => "[".to_owned(),
        Literal::EmptyMap => "{}".to_owned(),
    });
    let example = it.example.as_ref().map(|it| it.json.clone());
    [Some(it.name.wire.clone()), default, example]
        .into_iter()
        .flatten()
        .collect()
}

/// What has to be there somewhere.
fn words(api: &Api) -> Vec<String> {
    let mut words = vec![api.title.clone(), api.version.clone()];
    words.extend(api.security.schemes.iter().map(|it| it.name.wire.clone()));
    words.extend(api.types.iter().map(|it| it.name.rust.clone()));
    for operation in api.services.iter().flat_map(|it| &it.operations) {
        words.push(operation.method.clone());
        words.push(curl(api, operation).to_string());
        let successes = match &operation.success {
            Success::One(it) => std::slice::from_ref(&**it),
            Success::Several { responses, .. } => responses,
        };
        for response in successes.iter().chain(&operation.failures.responses) {
            let contents = response.payload.contents().into_iter();
            let examples = contents.flat_map(|it| it.all()).flat_map(|it| &it.examples);
            words.extend(examples.map(|it| pretty(&it.json)));
            words.push(match response.status {
                StatusPattern::Code(code) => code.to_string(),
                StatusPattern::Range(digit) => format!("{digit}XX"),
                StatusPattern::Default => "default".to_owned(),
            });
        }
    }
    words
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// The models that the tests of the page are made with.
#[cfg(test)]
#[path = "../../codegen/tests/reference/build.rs"]
mod build;
#[cfg(test)]
#[path = "../../codegen/tests/reference/everything.rs"]
mod everything;
#[cfg(test)]
#[path = "../../codegen/tests/reference/session.rs"]
mod session;

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::{env, fs, process};

    use codegen::emit::reference::page;
    use codegen::ir::Api;

    use super::{check, everything::everything, session::session};

    fn check_made(name: &str, api: &Api) {
        let path = env::temp_dir().join(format!("e2e-{name}-{}.html", process::id()));
        fs::write(&path, page(api)).unwrap();
        check(api, &path);
        fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_browser_shows_the_session_api() {
        check_made("session", &session());
    }

    /// The committed page, by the model that the document gives.
    #[test]
    fn a_browser_shows_the_committed_page() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let document = root.join("spec/openapi.yaml");
        let settings = codegen::Settings::for_package("agntix-api");
        let (api, _) = codegen::model(&document, &settings).unwrap();
        check(&api, &root.join("generated/docs/index.html"));
    }

    #[test]
    fn a_browser_shows_all_that_an_api_can_have() {
        check_made("everything", &everything());
    }
}
