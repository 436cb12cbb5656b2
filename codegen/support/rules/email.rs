//! `format: email`.

/// Whether `text` is spelled as an email address (RFC 5321): something, `@`, and a domain. What is
/// before it may be quoted, and then is anything.
pub(super) fn is_email(text: &str) -> bool {
    let Some((user, domain)) = text.rsplit_once('@') else {
        return false;
    };
    is_user(user) && is_domain(domain)
}

fn is_user(text: &str) -> bool {
    let quoted = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let allowed =
        |it: char| it.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(it) || !it.is_ascii();
    let is_atom = |text: &str| !text.is_empty() && text.chars().all(allowed);
    quoted.is_some() || text.split('.').all(is_atom)
}

fn is_domain(text: &str) -> bool {
    let is_address = text.starts_with('[') && text.ends_with(']');
    let allowed = |it: char| it.is_alphanumeric() || it == '-' || !it.is_ascii();
    let is_label = |text: &str| {
        !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && text.chars().all(allowed)
    };
    is_address || text.split('.').all(is_label)
}
