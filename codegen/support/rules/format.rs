//! The formats of texts that are no types of their own.
//!
//! Each is what JSON Schema means by it, and where that leaves a choice, the more forgiving one: it
//! is worse to refuse what a client means than to let a handler look again.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::uri;

/// Whether `text` is of `format`, and what that is called.
pub(super) fn judge(format: &str, text: &str) -> (bool, &'static str) {
    match format {
        "email" => (is_email(text), "an email address"),
        "hostname" => (is_hostname(text), "a host name"),
        "uri-reference" => (uri::is_reference(text), "a URI or a relative reference"),
        "time" => (is_time(text), "a time, such as `17:30:00Z`"),
        "duration" => (is_duration(text), "a duration, such as `P1DT12H`"),
        "json-pointer" => (is_json_pointer(text), "a JSON pointer"),
        // No table has another.
        _ => (true, ""),
    }
}

/// RFC 5321, section 4.1.2, with letters of all alphabets.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_local = local.len() <= 64 && (is_dotted(local) || is_quoted(local));
    let literal = domain.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    is_local
        && match literal {
            Some(literal) => match literal.strip_prefix("IPv6:") {
                Some(address) => address.parse::<Ipv6Addr>().is_ok(),
                None => literal.parse::<Ipv4Addr>().is_ok(),
            },
            None => are_labels(domain, |it| it.is_alphanumeric()),
        }
}

fn is_dotted(text: &str) -> bool {
    let is_atom = |it: u8| {
        it.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&it) || !it.is_ascii()
    };
    text.split('.')
        .all(|it| !it.is_empty() && it.bytes().all(is_atom))
}

fn is_quoted(text: &str) -> bool {
    let inner = text.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let mut is_escaped = false;
    let are_fit = inner.is_some_and(|it| {
        it.chars().all(|it| {
            let is_fit = !it.is_control() && (is_escaped || it != '"');
            is_escaped = it == '\\' && !is_escaped;
            is_fit
        })
    });
    are_fit && !is_escaped
}

/// RFC 1123, section 2.1.
fn is_hostname(text: &str) -> bool {
    are_labels(text, |it| it.is_ascii_alphanumeric())
}

fn are_labels(text: &str, is_letter: fn(char) -> bool) -> bool {
    let is_label = |it: &str| {
        let are_letters = it.chars().all(|it| is_letter(it) || it == '-');
        (1..=63).contains(&it.len()) && are_letters && !it.starts_with('-') && !it.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// RFC 3339, section 5.6; seconds and the offset may be left out, as many do.
fn is_time(text: &str) -> bool {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, "Z"),
    };
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => offset
            .split_once(':')
            .is_some_and(|(hours, minutes)| is_below(hours, 24) && is_below(minutes, 60)),
        None => offset.eq_ignore_ascii_case("z"),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.split(':');
    let hours = parts.next().is_some_and(|it| is_below(it, 24));
    let minutes = parts.next().is_some_and(|it| is_below(it, 60));
    // A leap second is one more.
    let seconds = parts.next().is_none_or(|it| is_below(it, 61));
    let are_digits = !fraction.is_empty() && fraction.bytes().all(|it| it.is_ascii_digit());
    is_offset && hours && minutes && seconds && parts.next().is_none() && are_digits
}

/// Two digits of a number below `limit`.
fn is_below(text: &str, limit: u8) -> bool {
    let are_digits = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
    are_digits && text.parse::<u8>().is_ok_and(|it| it < limit)
}

/// RFC 3339, appendix A; the last number may have a fraction.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let is_date = date.is_empty() || has_units(date, "YMD") || has_units(date, "W");
    let is_time = time.is_none_or(|it| has_units(it, "HMS"));
    is_date && is_time && !rest.is_empty()
}

/// Numbers, each with one of `units` behind it, in that order.
fn has_units(text: &str, units: &str) -> bool {
    let mut units = units.chars();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.trim_start_matches(|it: char| it.is_ascii_digit());
        if digits.len() == rest.len() {
            return false;
        }
        let fraction = digits.strip_prefix(['.', ',']);
        let after = fraction.map_or(digits, |it| {
            it.trim_start_matches(|it: char| it.is_ascii_digit())
        });
        if fraction.is_some_and(|it| it.len() == after.len()) {
            return false;
        }
        let mut characters = after.chars();
        let unit = characters.next();
        if !units.any(|it| Some(it) == unit) || (fraction.is_some() && after.len() > 1) {
            return false;
        }
        rest = characters.as_str();
    }
    !text.is_empty()
}

/// RFC 6901, section 3.
fn is_json_pointer(text: &str) -> bool {
    let is_escaped = |it: &str| it.starts_with(['0', '1']);
    (text.is_empty() || text.starts_with('/')) && text.split('~').skip(1).all(is_escaped)
}
