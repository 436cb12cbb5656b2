//! Support code without what belongs to features that the crate does not have.

use std::borrow::Cow;

/// A text without these features.
pub(super) struct Pruned {
    pub(super) text: String,
    /// The modules that it does not declare any more.
    pub(super) modules: Vec<String>,
}

/// Takes what is behind features that the crate has not out of `text`, which rustfmt has laid out: what
/// an attribute stands before ends on the next line that is indented as little and ends an item.
///
/// ```text
/// #[cfg(feature = "server")]      →
/// pub use server::Incoming;
/// ```
pub(super) fn without_features(text: &str, has: impl Fn(&str) -> bool) -> Pruned {
    let lines: Vec<&str> = text.lines().collect();
    let mut pruned = Pruned {
        text: String::with_capacity(text.len()),
        modules: Vec::new(),
    };
    let mut kept: Vec<Cow<'_, str>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let ahead = lines.get(at..).unwrap_or_default();
        match Gate::of(ahead, &has) {
            Gate::Open => kept.push(Cow::Borrowed(line)),
            Gate::Always => {}
            Gate::Applied(attribute) => {
                kept.push(Cow::Owned(attribute));
                at += 3;
            }
            Gate::Shut => {
                let item = ahead.get(..item(ahead)).unwrap_or_default();
                pruned
                    .modules
                    .extend(item.iter().filter_map(|it| module(it)));
                at += item.len();
                at += close(&mut kept, lines.get(at..).unwrap_or_default());
                continue;
            }
        }
        at += 1;
    }
    for line in kept {
        pruned.text.push_str(&line);
        pruned.text.push('\n');
    }
    pruned
}

/// Closes the gap that an item leaves between `kept` and what is `ahead`, of which so many lines go.
fn close(kept: &mut Vec<Cow<'_, str>>, ahead: &[&str]) -> usize {
    while kept.last().is_some_and(|it| is_about_the_next(it)) {
        kept.pop();
    }
    let opens = |it: &Cow<'_, str>| it.is_empty() || it.ends_with('{');
    let closes = |it: &&str| it.trim_start().starts_with('}');
    match ahead.first() {
        Some(next) if next.is_empty() && kept.last().is_none_or(opens) => 1,
        next if next.is_none_or(closes) && kept.last().is_some_and(|it| it.is_empty()) => {
            kept.pop();
            0
        }
        _ => 0,
    }
}

/// What a line says of features.
enum Gate {
    /// Nothing, or only of those that the crate has.
    Open,
    /// The next item is there only with a feature that the crate has not.
    Shut,
    /// The next item is there only without such a feature.
    Always,
    /// The next item has this attribute only without such a feature, say four lines.
    Applied(String),
}

impl Gate {
    fn of(lines: &[&str], has: impl Fn(&str) -> bool) -> Self {
        let [line, behind @ ..] = lines else {
            return Self::Open;
        };
        let code = line.trim_start();
        if let ("#[cfg_attr(", [condition, attribute, ..]) = (code, behind) {
            let feature = named(condition.trim_start(), "not(feature = \"", "\"),");
            if feature.is_some_and(|it| !has(it)) {
                let indent = line.split_at(indent(line)).0;
                return Self::Applied([indent, "#[", attribute.trim(), "]"].concat());
            }
        }
        let with = named(code, "#[cfg(feature = \"", "\")]");
        let without = named(code, "#[cfg(not(feature = \"", "\"))]");
        match (with, without) {
            (Some(it), _) if !has(it) => Self::Shut,
            (_, Some(it)) if !has(it) => Self::Always,
            _ => Self::Open,
        }
    }
}

fn named<'a>(line: &'a str, before: &str, behind: &str) -> Option<&'a str> {
    line.strip_prefix(before)?.strip_suffix(behind)
}

/// Docs, comments and attributes.
fn is_about_the_next(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") && !line.starts_with("//!") || line.starts_with("#[")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// How many lines the item takes that these start with, its attributes among them.
fn item(lines: &[&str]) -> usize {
    let own = lines.first().map_or(0, |it| indent(it));
    let ends = |it: &&str| {
        let is_within = it.is_empty() || indent(it) > own;
        !is_within && !is_about_the_next(it) && it.ends_with([';', ',', '}'])
    };
    lines.iter().position(ends).map_or(lines.len(), |it| it + 1)
}

/// The module that a line declares.
fn module(line: &str) -> Option<String> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let name = line.strip_prefix("mod ")?.strip_suffix(';')?;
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::without_features;

    const TEXT: &str = "\
#[cfg(feature = \"server\")]
mod server;
mod writer;

/// A thing.
pub struct Thing {
    name: String,
    /// What is left.
    #[cfg(feature = \"server\")]
    pub(super) rest: Option<
        String,
    >,
}

impl Thing {
    /// A reply.
    #[cfg(feature = \"server\")]
    #[must_use]
    pub fn reply(
        self,
    ) -> Reply {
        self.0
    }

    #[cfg(feature = \"client\")]
    fn send(self) {
        #[cfg(feature = \"server\")]
        if self.rest.is_some() {
            return;
        } else {
            go();
        }
        #[cfg(not(feature = \"server\"))]
        stay();
    }

    #[cfg_attr(
        not(feature = \"server\"),
        expect(dead_code, reason = \"only servers\")
    )]
    fn last() {}
}

#[cfg(feature = \"server\")]
impl Served for Thing {}
";

    #[test]
    fn what_is_behind_a_feature_goes_with_it() {
        let pruned = without_features(TEXT, |it| it != "server");
        assert_eq!(pruned.modules, ["server"]);
        assert_eq!(
            pruned.text,
            "\
mod writer;

/// A thing.
pub struct Thing {
    name: String,
}

impl Thing {
    #[cfg(feature = \"client\")]
    fn send(self) {
        stay();
    }

    #[expect(dead_code, reason = \"only servers\")]
    fn last() {}
}
"
        );
        assert_eq!(without_features(TEXT, |_| true).text, TEXT);
    }
}
