//! Which operations the crate has.

use std::collections::HashSet;

use super::Context;
use crate::diagnostic::{Place, lowering as say};
use crate::settings::Select;

/// What settings select, and which of it was met.
pub(super) struct Selection<'a> {
    select: &'a Select,
    met: HashSet<(Kind, &'a str)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Tag,
    Path,
    Method,
    Operation,
}

impl<'a> Selection<'a> {
    pub(super) fn new(select: &'a Select) -> Self {
        Self {
            select,
            met: HashSet::new(),
        }
    }

    /// Whether the crate has the operation `source`, which is `method` at `path`.
    pub(super) fn takes(
        &mut self,
        path: &str,
        method: &str,
        source: &openapiv3::Operation,
    ) -> bool {
        let id = source.operation_id.as_deref().unwrap_or_default();
        // All lists are looked at, for what is selected twice to be met twice.
        let by_tag = self.any(Kind::Tag, |it| source.tags.iter().any(|tag| tag == it));
        let by_path = self.any(Kind::Path, |it| fits(it, path));
        let by_method = self.any(Kind::Method, |it| it.eq_ignore_ascii_case(method));
        let by_id = self.any(Kind::Operation, |it| it == id);
        by_tag && by_path && by_method && by_id
    }

    /// Whether an entry of a list fits, or there is no list.
    fn any(&mut self, kind: Kind, fits: impl Fn(&str) -> bool) -> bool {
        let list = kind.list(self.select);
        let found: Vec<_> = list.iter().filter(|it| fits(it)).collect();
        self.met.extend(found.iter().map(|it| (kind, it.as_str())));
        list.is_empty() || !found.is_empty()
    }

    /// Tells of every entry that selects nothing: it is misspelled.
    pub(super) fn tell_of_what_takes_nothing(self, cx: &mut Context<'_>, paths: &Place) {
        for kind in [Kind::Tag, Kind::Path, Kind::Method, Kind::Operation] {
            for entry in kind.list(self.select) {
                if !self.met.contains(&(kind, entry.as_str())) {
                    cx.diagnostics
                        .push(say::nothing_selected(paths, kind.name(), entry));
                }
            }
        }
    }
}

impl Kind {
    fn list(self, select: &Select) -> &[String] {
        match self {
            Self::Tag => &select.tags,
            Self::Path => &select.paths,
            Self::Method => &select.methods,
            Self::Operation => &select.operations,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Path => "path",
            Self::Method => "method",
            Self::Operation => "operationId",
        }
    }
}

/// Whether `path` is what `pattern` says, where `*` stands for any text.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        // The first place is as good as any: what follows has the more room.
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, path) in [
            ("/pets", "/pets"),
            ("/pets*", "/pets"),
            ("/pets/*", "/pets/{id}/toys"),
            ("*/toys", "/pets/{id}/toys"),
            ("/*/{id}/*", "/pets/{id}/toys"),
            ("*", ""),
            ("**", "/a"),
        ] {
            assert!(fits(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("/pets", "/pets/{id}"),
            ("/pets/*", "/pets"),
            ("*/toys", "/toys/{id}"),
            ("/a*a", "/a"),
            ("", "/a"),
        ] {
            assert!(!fits(pattern, path), "{pattern} {path}");
        }
    }
}
