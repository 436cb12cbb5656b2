//! Values without parts, as the emitted types read them.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

use super::number;
use crate::ir::{DateTimeCrate, Scalar};

/// What had to stand in place of `value`; `None` when it is a `scalar`.
pub(super) fn expected(
    scalar: Scalar,
    times: DateTimeCrate,
    value: &Value,
) -> Option<&'static str> {
    let text = |is: fn(&str) -> bool, name| misses(value.as_str().is_some_and(is), name);
    let unread = times == DateTimeCrate::Text;
    match scalar {
        Scalar::Bool => misses(value.is_boolean(), "a boolean"),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128 => {
            let name = match scalar {
                Scalar::I32 => "an integer of 32 bits",
                Scalar::I64 => "an integer of 64 bits",
                Scalar::U32 => "an integer of 32 bits, not negative",
                Scalar::I128 => "an integer of 128 bits",
                _ => "an integer of 64 bits, not negative",
            };
            misses(integer(scalar, value).is_some(), name)
        }
        Scalar::F32 | Scalar::F64 | Scalar::Number => misses(value.is_number(), "a number"),
        Scalar::String | Scalar::Binary => misses(value.is_string(), "a string"),
        Scalar::Uuid => text(is_uuid, "a UUID"),
        Scalar::DateTime | Scalar::Date if unread => misses(value.is_string(), "a string"),
        // It reads what RFC 3339 has in its grammar, and not what it says may stand there too.
        Scalar::DateTime if times == DateTimeCrate::Time && has_space(value) => {
            Some("a date and time with a `T` between them")
        }
        Scalar::DateTime => text(is_date_time, "a date and time as in RFC 3339"),
        Scalar::Date => text(is_date, "a date such as `2026-01-31`"),
        Scalar::Base64 => text(is_base64, "text in base64"),
        Scalar::Ipv4 => text(|it| it.parse::<Ipv4Addr>().is_ok(), "an IPv4 address"),
        Scalar::Ipv6 => text(|it| it.parse::<Ipv6Addr>().is_ok(), "an IPv6 address"),
        Scalar::Uri => text(is_uri, "a URI"),
    }
}

fn misses(fits: bool, name: &'static str) -> Option<&'static str> {
    (!fits).then_some(name)
}

/// Whether the values of a scalar are integers.
pub(super) fn is_integer(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::I128
    )
}

/// The integer that `value` is, if a `scalar` holds it.
pub(super) fn integer(scalar: Scalar, value: &Value) -> Option<i128> {
    let (low, high): (i128, i128) = match scalar {
        Scalar::I32 => (i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => (i64::MIN.into(), i64::MAX.into()),
        Scalar::U32 => (0, u32::MAX.into()),
        Scalar::I128 => (i128::MIN, i128::MAX),
        _ => (0, u64::MAX.into()),
    };
    let number = number::integer(value)?;
    (low..=high).contains(&number).then_some(number)
}

/// `8-4-4-4-12` hexadecimal digits (RFC 9562, section 4).
fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    let digits = |it: u8| it.is_ascii_hexdigit() || it == b'-';
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(digits)
}

fn has_space(value: &Value) -> bool {
    value.as_str().is_some_and(|it| it.contains(' '))
}

/// RFC 3339, `date-time`.
fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else {
        return false;
    };
    let Some((clock, rest)) = time.split_at_checked(8) else {
        return false;
    };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|it: char| it.is_ascii_digit());
            if offset.len() == fraction.len() {
                return false;
            }
            offset
        }
        None => rest,
    };
    is_date(date) && is_clock(clock) && is_offset(offset)
}

fn is_clock(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text.split(':').map(two_digits).collect();
    matches!(parts.as_slice(), [Some(0..24), Some(0..60), Some(0..=60)])
}

fn is_offset(text: &str) -> bool {
    let Some(clock) = text.strip_prefix(['+', '-']) else {
        return matches!(text, "Z" | "z");
    };
    let parts: Vec<Option<u32>> = clock.split(':').map(two_digits).collect();
    matches!(parts.as_slice(), [Some(0..24), Some(0..60)])
}

/// RFC 3339, `full-date`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    if year.len() != 4 || !year.bytes().all(|it| it.is_ascii_digit()) {
        return false;
    }
    let (Ok(year), Some(month), Some(day)) =
        (year.parse::<u32>(), two_digits(month), two_digits(day))
    else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn two_digits(text: &str) -> Option<u32> {
    let plain = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// RFC 4648, either alphabet, with padding or without, broken into lines or not.
fn is_base64(text: &str) -> bool {
    let bytes = text.bytes().filter(|it| !it.is_ascii_whitespace());
    let bytes: Vec<u8> = bytes.collect();
    let digits = bytes
        .iter()
        .rposition(|it| *it != b'=')
        .map_or(0, |it| it + 1);
    let padding = bytes.len() - digits;
    let plain = |it: &u8| it.is_ascii_alphanumeric() || b"+/-_".contains(it);
    bytes.iter().take(digits).all(plain)
        && match digits % 4 {
            0 => padding == 0,
            2 => padding == 0 || padding == 2,
            3 => padding <= 1,
            _ => false,
        }
}

/// As the rules of the server judge it: a scheme, a colon, and characters that URIs are made of
/// (RFC 3986).
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let others = |it: u8| it.is_ascii_alphanumeric() || b"+-.".contains(&it);
    let allowed = |it: u8| it.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&it);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let escape = |it: &str| {
        let digits = it.as_bytes().first_chunk::<2>();
        digits.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit))
    };
    scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme.bytes().all(others)
        && [rest, fragment]
            .iter()
            .all(|part| part.bytes().all(allowed))
        && text.split('%').skip(1).all(escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_rfc_3339() {
        for good in [
            "2026-01-31T23:59:59Z",
            "2024-02-29t00:00:00.123456789+05:30",
            "2026-12-31 23:59:60z",
        ] {
            assert!(is_date_time(good), "{good}");
        }
        for bad in [
            "",
            "2026-01-31",
            "2025-02-29T00:00:00Z",
            "2026-01-31T00:00:00",
            "2026-01-31T24:00:00Z",
            "2026-01-31T00:00:00.Z",
            "2026-01-31T00:00:00+0530",
            "2026-1-31T00:00:00Z",
            "2026-01-3éT00:00:00Z",
        ] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }

    #[test]
    fn base64_may_lack_its_padding() {
        for good in [
            "",
            "YQ==",
            "YQ",
            "YWI=",
            "YWI",
            "YWJj",
            "Y-_j",
            "YWJj\nYWJj",
        ] {
            assert!(is_base64(good), "{good}");
        }
        for bad in ["Y", "YQ=", "YWJj=", "Y$==", "string!"] {
            assert!(!is_base64(bad), "{bad}");
        }
    }

    #[test]
    fn a_uuid_has_its_dashes() {
        assert!(is_uuid("A1B2c3d4-e5f6-7890-abcd-ef1234567890"));
        assert!(!is_uuid("a1b2c3d4e5f67890abcdef1234567890"));
        assert!(!is_uuid("a1b2c3d4-e5f6-7890-abcd-ef123456789g"));
    }

    #[test]
    fn an_integer_stays_within_its_bits() {
        let fits = |scalar, text: &str| {
            let value = serde_json::from_str(text).unwrap();
            expected(scalar, DateTimeCrate::Chrono, &value).is_none()
        };
        assert!(fits(Scalar::I32, "-2147483648"));
        assert!(!fits(Scalar::I32, "2147483648"));
        assert!(fits(Scalar::U64, "18446744073709551615"));
        assert!(!fits(Scalar::U64, "-1"));
        assert!(!fits(Scalar::I64, "1.5"));
    }
}
