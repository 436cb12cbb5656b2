//! The header `Link` (RFC 8288).

/// The target of the first link in `header` whose relation is `next`.
pub(super) fn next(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        // Between links there may be any number of commas.
        let (target, after) = rest.split_once('<')?.1.split_once('>')?;
        let (is_next, after) = parameters(after);
        if is_next {
            return Some(target.trim());
        }
        rest = after;
    }
}

/// Whether the parameters of a link say that it leads to what is next; and what follows them.
fn parameters(text: &str) -> (bool, &str) {
    let mut rest = text;
    let mut relation = None;
    loop {
        rest = rest.trim_start();
        let Some(after) = rest.strip_prefix(';') else {
            break;
        };
        let end = after.find([';', ',', '=']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => (String::new(), after),
        };
        // Of several, the first counts.
        if name.trim().eq_ignore_ascii_case("rel") {
            relation.get_or_insert(value);
        }
        rest = after;
    }
    let relation = relation.unwrap_or_default();
    let mut relations = relation.split_ascii_whitespace();
    (relations.any(|it| it.eq_ignore_ascii_case("next")), rest)
}

/// A token or a quoted string, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (token, after) = text.split_at(end);
        return (token.trim().to_owned(), after);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, it)) = characters.next() {
        match it {
            '"' => return (value, quoted.get(index + 1..).unwrap_or_default()),
            '\\' => value.extend(characters.next().map(|(_, it)| it)),
            it => value.push(it),
        }
    }
    (value, "")
}
