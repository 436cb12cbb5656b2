//! Types of other crates, by their paths.

/// The path of a type as the emitted crate spells it: from the root, so that no name of the crate
/// can be meant by it. `None` when `text` is none, or looks into the crate itself.
pub(crate) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    let is_plain = |it: char| it.is_alphanumeric() || "_:<>, ".contains(it);
    if !text.chars().all(is_plain) {
        return None;
    }
    let path: syn::TypePath = syn::parse_str(text).ok()?;
    let first = path.path.segments.first()?.ident.to_string();
    let inside = ["crate", "self", "super", "Self"];
    if path.qself.is_some() || inside.contains(&first.as_str()) {
        return None;
    }
    if path.path.segments.len() == 1 && path.path.leading_colon.is_none() {
        return IN_SCOPE.contains(&text).then(|| text.to_owned());
    }
    Some(match path.path.leading_colon {
        Some(_) => text.to_owned(),
        None => format!("::{text}"),
    })
}

/// The types that need no path.
const IN_SCOPE: &[&str] = &[
    "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32",
    "u64", "u128",
];

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_path_begins_at_the_root() {
        let spelled = |text| parse(text);
        assert_eq!(spelled("u128"), Some("u128".to_owned()));
        assert_eq!(spelled("a::B"), Some("::a::B".to_owned()));
        assert_eq!(spelled("::a::B"), Some("::a::B".to_owned()));
        assert_eq!(spelled("a::B<c::D>"), Some("::a::B<c::D>".to_owned()));
        for text in [
            "",
            "a b",
            "Money",
            "a::B<{ 1 }>",
            "crate::A",
            "A; mod b {}",
            "<A as B>::C",
            "&A",
            "[A]",
            "self::A",
        ] {
            assert_eq!(spelled(text), None, "{text}");
        }
    }
}
