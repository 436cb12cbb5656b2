//! Names and texts that would like to be code, or paths.

use serde_json::Value;

use super::*;

/// No rule for names gives this one.
const CANARY: &str = "Canary_Item";

const ATTACKS: &[&str] = &[
    "*/ pub struct Canary_Item; /*",
    "\"; pub struct Canary_Item; //",
    "\"#; pub struct Canary_Item; r#\"",
    "\n//! Canary_Item\npub struct Canary_Item;\n",
    "\r\n#![cfg(Canary_Item)]\r\n",
    "\u{2028}pub struct Canary_Item;\u{85}pub struct Canary_Item;",
    "\"]\npub struct Canary_Item;\n#[doc = \"",
    "\"\n[dependencies]\nCanary_Item = \"1\"\n",
    "../../../../../tmp/Canary_Item",
    "..\\..\\Canary_Item",
    "/etc/Canary_Item",
    "CON.rs",
    "a/b/../../c\0",
    "{{ Canary_Item }}{% include '/etc/passwd' %}",
    "$Canary_Item ${Canary_Item} $crate",
    "```\n#[test] fn Canary_Item() { loop {} }\n```\n~~~rust\nloop {}\n",
    "    panic!(\"Canary_Item\");\n\n\tpanic!();",
    "\u{202e}\u{2066}\u{feff}\u{200b}",
];

/// A document with the text wherever there is one.
pub(super) fn everywhere(text: &str) -> String {
    let document = serde_yaml::from_str(include_str!("everywhere.yaml")).unwrap();
    filled_in(document, text).to_string()
}

fn filled_in(value: Value, text: &str) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(key, it)| (key.replace("TEXT", text), filled_in(it, text)))
                .collect()
        }
        Value::Array(values) => values.into_iter().map(|it| filled_in(it, text)).collect(),
        Value::String(it) => Value::from(it.replace("TEXT", text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

#[test]
fn no_text_becomes_code_and_no_name_a_path() {
    for (number, attack) in ATTACKS.iter().enumerate() {
        let generated = generated(&format!("names-{number}"), &everywhere(attack));
        for (path, text) in generated.files.iter() {
            let plain = |it: char| it.is_ascii_alphanumeric() || "/._".contains(it);
            assert!(path.chars().all(plain) && !path.contains(".."), "{path}");
            let is_known = ["src/", "docs/", "tests/"]
                .iter()
                .any(|it| path.starts_with(it));
            assert!(is_known || !path.contains('/'), "{path}");
            if path.ends_with(".rs") {
                let tokens: proc_macro2::TokenStream = text.parse().unwrap();
                assert!(!has_canary(tokens), "{attack:?} is code in {path}");
                assert!(!text.contains('\r') && !text.contains('\u{202e}'), "{path}");
            }
            if path.ends_with(".toml") {
                let _: serde_json::Value = basic_toml::from_str(&text).unwrap();
                assert!(
                    !text.lines().any(|it| it.starts_with(CANARY)),
                    "{path}:\n{text}"
                );
            }
        }
    }
}

fn has_canary(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|it| match it {
        proc_macro2::TokenTree::Group(it) => has_canary(it.stream()),
        proc_macro2::TokenTree::Ident(it) => it == CANARY,
        proc_macro2::TokenTree::Punct(_) | proc_macro2::TokenTree::Literal(_) => false,
    })
}

/// Beside the golden cases, so that what they depend on is built once for both.
#[test]
fn rustdoc_has_nothing_to_say() {
    let nasty = include_str!("nasty.md");
    // Whole and in parts, since what a text begins with changes what the rest means.
    let parts = nasty.split("\n\n").filter(|it| it.len() > 60);
    let texts: Vec<&str> = [nasty].into_iter().chain(parts).collect();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let workspace = target.join("hostile/docs");
    let _ = fs::remove_dir_all(&workspace);
    let mut members = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let name = format!("nasty-{number}");
        let document = file(&format!("nasty/{number}"), everywhere(text).as_bytes());
        let settings = Settings::for_package(name.as_str());
        let generated = codegen::generate(&document, &settings).unwrap();
        for (path, text) in generated.files.iter() {
            let path = workspace.join(&name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.as_bytes()).unwrap();
        }
        members.push(format!("\"{name}\""));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, workspace.join("Cargo.lock")).unwrap();
    let done = std::process::Command::new(env!("CARGO"))
        .args(["doc", "--workspace", "--all-features", "--no-deps"])
        .current_dir(&workspace)
        .env("CARGO_TARGET_DIR", target.join("cases-target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
}
