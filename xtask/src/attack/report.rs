//! What schemathesis found, from the files that it writes.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::Value;

use crate::corpus::process::Run;
use crate::failure::Failure;

/// How much of a message is looked at.
const MESSAGE: usize = 400;

/// What is wrong, each thing once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Finding {
    /// The check that found it.
    pub(super) check: String,
    /// The method and the path of the operation.
    pub(super) operation: String,
    /// What it says.
    pub(super) message: String,
}

/// Where a finding was seen first, and how often it was.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) count: usize,
    /// The request and its answer, for people.
    first: String,
}

/// What was found, and how much was looked at.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// The operations that were tested.
    pub(super) operations: u64,
    /// The requests that were made.
    pub(super) cases: u64,
    /// What kept it from testing something.
    pub(super) errors: Vec<String>,
    /// What is wrong.
    pub(super) all: BTreeMap<Finding, Seen>,
}

impl Findings {
    /// Reads what is in `folder`.
    pub(super) fn read(folder: &Path, run: &Run) -> Result<Self, Failure> {
        let unread = |what: &dyn fmt::Display| {
            let ended = run.last_words();
            Failure::Failed(format!("schemathesis gives no report ({what}): {ended}"))
        };
        let text = fs::read_to_string(folder.join("report.json")).map_err(|it| unread(&it))?;
        let report: Value = serde_json::from_str(&text).map_err(|it| unread(&it))?;
        let number = |pointer: &str| report.pointer(pointer).and_then(Value::as_u64).unwrap_or(0);
        let mut findings = Self {
            operations: number("/operations/tested"),
            cases: number("/test_cases/generated"),
            ..Self::default()
        };
        let errors = report.get("errors").and_then(Value::as_array);
        findings
            .errors
            .extend(errors.into_iter().flatten().map(Value::to_string));
        if run.status.is_none() {
            findings
                .errors
                .push("it took too long, and was stopped".to_owned());
        }
        if findings.operations == 0 {
            let words = run.last_words();
            findings.errors.push(format!("nothing was tested: {words}"));
        }
        let file = File::open(folder.join("report.ndjson")).map_err(|it| unread(&it))?;
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|it| unread(&it))?;
            if line.starts_with("{\"ScenarioFinished\"") {
                let event: Value = serde_json::from_str(&line).map_err(|it| unread(&it))?;
                findings.scenario(&event);
            }
        }
        Ok(findings)
    }

    /// Takes what was found in some requests that belong together.
    fn scenario(&mut self, event: &Value) {
        let Some(recorder) = event.pointer("/ScenarioFinished/recorder") else {
            return;
        };
        let checks = recorder.get("checks").and_then(Value::as_object);
        for (case, checks) in checks.into_iter().flatten() {
            for check in checks.as_array().into_iter().flatten() {
                if let Some(failure) = check.pointer("/failure_info/failure") {
                    let mut finding = Finding::of(check, failure);
                    if finding.check == "positive_data_acceptance" {
                        // The tool does not say why a request was refused; the answer does.
                        finding.message = reason(recorder, case);
                    }
                    let seen = self.all.entry(finding).or_default();
                    if seen.count == 0 {
                        seen.first = exchange(recorder, case);
                    }
                    seen.count += 1;
                }
            }
        }
    }
}

impl Finding {
    fn of(check: &Value, failure: &Value) -> Self {
        let text = |value: &Value, key: &str| {
            let text = value.get(key).and_then(Value::as_str).unwrap_or_default();
            text.chars().take(MESSAGE).collect::<String>()
        };
        Self {
            check: text(check, "name"),
            operation: text(failure, "operation"),
            message: text(failure, "message"),
        }
    }

    /// Whether it is a refusal that the document has no answer for, or one that nobody can fill in
    /// who does not know the service: then it is in problem details (RFC 9457).
    pub(super) fn is_undocumented_refusal(&self) -> bool {
        let received = match self.check.as_str() {
            "status_code_conformance" => "Received: 4",
            "content_type_conformance" => "Received: application/problem+json",
            _ => return false,
        };
        self.message.starts_with(received)
    }
}

/// What the answer of a request says.
fn reason(recorder: &Value, case: &str) -> String {
    let interaction = recorder.get("interactions").and_then(|it| it.get(case));
    let of = |pointer: &str| interaction.and_then(|it| it.pointer(pointer));
    let status = of("/response/status_code").cloned().unwrap_or_default();
    let body = of("/response/content/$base64").and_then(Value::as_str);
    let body = base64(body.unwrap_or_default());
    let body = String::from_utf8_lossy(&body);
    format!(
        "{status}: {}",
        body.chars().take(MESSAGE).collect::<String>()
    )
}

/// A request and its answer, for people.
fn exchange(recorder: &Value, case: &str) -> String {
    let Some(interaction) = recorder.get("interactions").and_then(|it| it.get(case)) else {
        return String::new();
    };
    let of = |pointer: &str| {
        let value = interaction.pointer(pointer).cloned().unwrap_or_default();
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let body = |pointer: &str| {
        let text = of(pointer);
        if text == "null" {
            return String::new();
        }
        let bytes = base64(&text);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        text.chars().take(2 * MESSAGE).collect::<String>()
    };
    format!(
        "{} {}\n  {}\n  {}\n  -> {}\n  {}\n",
        of("/request/method"),
        of("/request/uri"),
        of("/request/headers"),
        body("/request/body/$base64"),
        of("/response/status_code"),
        body("/response/content/$base64"),
    )
}

/// The bytes that a text in base64 stands for, as far as it is one.
fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for it in text.bytes() {
        let value = match it {
            b'A'..=b'Z' => it - b'A',
            b'a'..=b'z' => it - b'a' + 26,
            b'0'..=b'9' => it - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    bytes
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.errors {
            writeln!(f, "error: {error}\n")?;
        }
        for (it, seen) in &self.all {
            writeln!(f, "{}: {} ({} times)", it.check, it.operation, seen.count)?;
            writeln!(f, "  {}", it.message.replace('\n', "\n  "))?;
            writeln!(f, "  {}", seen.first.replace('\n', "\n  "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_found_in_many_requests_is_one_finding() {
        let check = |status: &str, failure: Value| json!({ "name": "status_code_conformance", "status": status, "failure_info": failure });
        let failure = json!({ "failure": {
            "operation": "GET /pets", "message": "Received: 400\nDocumented: 200"
        } });
        let event = json!({ "ScenarioFinished": { "recorder": {
            "checks": {
                "a": [check("success", Value::Null), check("failure", failure.clone())],
                "b": [check("failure", failure)],
            },
            "interactions": { "a": {
                "request": { "method": "GET", "uri": "http://a/pets", "headers": {}, "body": null },
                "response": { "status_code": 400, "content": { "$base64": "bm8=" } },
            } },
        } } });
        let mut findings = Findings::default();
        findings.scenario(&event);
        let (finding, seen) = findings.all.first_key_value().unwrap();
        assert_eq!((findings.all.len(), seen.count), (1, 2));
        assert!(finding.is_undocumented_refusal());
        assert!(seen.first.contains("-> 400\n  no"), "{}", seen.first);
    }
}
