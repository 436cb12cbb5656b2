//! Patterns: from the regular expressions of ECMA-262, which JSON Schema means, to those of the
//! crate `regex`, which matches in linear time.

/// Translates `pattern`, or says why it cannot be matched in linear time or at all.
pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let translated = respell(pattern);
    match regex_syntax::Parser::new().parse(&translated) {
        Ok(_) => Ok(translated),
        Err(error) => Err(reason(&error)),
    }
}

fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

/// Writes what the two dialects spell alike but mean differently in the way that `regex` means it.
fn respell(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                // ECMA's classes hold ASCII digits and word characters only.
                Some('d') if in_class => out.push_str("0-9"),
                Some('d') => out.push_str("[0-9]"),
                Some('D') => out.push_str("[^0-9]"),
                Some('w') if in_class => out.push_str("0-9A-Za-z_"),
                Some('w') => out.push_str("[0-9A-Za-z_]"),
                Some('W') => out.push_str("[^0-9A-Za-z_]"),
                Some('b') if in_class => out.push_str(r"\x08"),
                Some('b') => out.push_str(r"(?-u:\b)"),
                Some('Z') => out.push_str(r"\z"),
                // An escape that means the character itself.
                Some(escaped) if !escaped.is_alphanumeric() => {
                    out.push_str(&regex_syntax::escape(&escaped.to_string()));
                }
                Some(escaped) => {
                    out.push('\\');
                    out.push(escaped);
                }
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str(r"\["),
            '[' => {
                in_class = true;
                out.push('[');
                if chars.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            // `&&`, `--` and `~~` are set operations in `regex`.
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            '-' if in_class && chars.peek() == Some(&'-') => out.push_str(r"\-"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn what_both_dialects_mean_alike_stays() {
        for pattern in ["^[a-z]+$", "^(a|b){2,3}$", r"^\x41\u0042$", "^[^a]*$"] {
            assert_eq!(translate(pattern).as_deref(), Ok(pattern));
        }
    }

    #[test]
    fn ascii_classes_and_escapes_are_spelt_out() {
        assert_eq!(translate(r"^\d{4}$").as_deref(), Ok("^[0-9]{4}$"));
        assert_eq!(translate(r"^[\w.-]+$").as_deref(), Ok("^[0-9A-Za-z_.-]+$"));
        assert_eq!(translate(r"^a\/b\@c$").as_deref(), Ok("^a/b@c$"));
        assert_eq!(translate(r"[[&&]").as_deref(), Ok(r"[\[\&\&]"));
    }

    #[test]
    fn what_needs_backtracking_is_refused() {
        assert!(translate("^(?!x)").is_err());
        assert!(translate(r"(a)\1").is_err());
        assert!(translate("(").is_err());
    }
}
