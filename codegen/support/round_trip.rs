//! Reading a value as a type, writing it again, and comparing.

use std::net::IpAddr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A type: its name in the list of examples, and what reads and writes its values.
pub type Row = (&'static str, fn(&[u8]) -> serde_json::Result<Vec<u8>>);

/// Reads JSON as a `T` and writes it again.
///
/// # Errors
///
/// When it is no `T`.
pub fn of<T: DeserializeOwned + Serialize>(json: &[u8]) -> serde_json::Result<Vec<u8>> {
    let value: T = serde_json::from_slice(json)?;
    serde_json::to_vec(&value)
}

/// What is wrong with the examples in `list`, a line each, which names the example.
///
/// A line of the list that begins with `= ` names a type; each line after it is an example of that type: a JSON list of its
/// place in the document, the value and, when the type drops properties that the document does not list, what is left.
pub fn failures(list: &str, types: &[Row]) -> Vec<String> {
    let mut row: Option<&Row> = None;
    let mut failures = Vec::new();
    for line in list.lines() {
        if let Some(name) = line.strip_prefix("= ") {
            row = types.iter().find(|(known, _)| *known == name);
            if row.is_none() {
                failures.push(format!("there is no type {name}"));
            }
        } else if line.starts_with('[')
            && let Some((name, read_and_write)) = row
            && let Err(reason) = example(line, *read_and_write)
        {
            failures.push(format!("{name}: {reason}"));
        }
    }
    failures
}

fn example(
    line: &str,
    read_and_write: fn(&[u8]) -> serde_json::Result<Vec<u8>>,
) -> Result<(), String> {
    let parts: Vec<Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let (place, value, wanted) = match parts.as_slice() {
        [place, value] => (place, value, value),
        [place, value, kept] => (place, value, kept),
        _ => return Err(format!("no example: {line}")),
    };
    let said = |reason: String| format!("{place}: {reason}");
    let written =
        read_and_write(value.to_string().as_bytes()).map_err(|it| said(it.to_string()))?;
    let written: Value = serde_json::from_slice(&written).map_err(|it| said(it.to_string()))?;
    match difference(wanted, &written) {
        None => Ok(()),
        Some(difference) => Err(said(difference)),
    }
}

/// Where two values differ, the second being what was written: numbers, times and the like are compared by what they mean.
pub fn difference(wanted: &Value, written: &Value) -> Option<String> {
    match (wanted, written) {
        (Value::Object(wanted), Value::Object(written)) => {
            let lost = wanted
                .iter()
                .find_map(|(key, value)| match written.get(key) {
                    Some(it) => difference(value, it).map(|it| format!("/{key}{it}")),
                    None => Some(format!("/{key} is lost")),
                });
            lost.or_else(|| {
                let added = written.keys().find(|key| !wanted.contains_key(*key));
                added.map(|key| format!("/{key} is added"))
            })
        }
        (Value::Array(wanted), Value::Array(written)) if wanted.len() == written.len() => {
            let mut pairs = wanted.iter().zip(written).enumerate();
            pairs.find_map(|(index, (wanted, written))| {
                difference(wanted, written).map(|it| format!("/{index}{it}"))
            })
        }
        _ if is_same(wanted, written) => None,
        _ => Some(format!(" is {wanted} and becomes {written}")),
    }
}

fn is_same(wanted: &Value, written: &Value) -> bool {
    match (wanted, written) {
        (Value::Number(wanted), Value::Number(written)) => {
            wanted == written || wanted.as_f64() == written.as_f64()
        }
        (Value::String(wanted), Value::String(written)) => {
            wanted == written
                || same(wanted, written, instant)
                || same(wanted, written, |it| it.parse::<IpAddr>().ok())
                || same(wanted, written, uuid)
                // What is written has its padding.
                || written.len().is_multiple_of(4) && same(wanted, written, base64)
        }
        _ => wanted == written,
    }
}

fn same<T: PartialEq>(a: &str, b: &str, meaning: fn(&str) -> Option<T>) -> bool {
    meaning(a).is_some_and(|it| Some(it) == meaning(b))
}

/// The point in time that a text of RFC 3339 names: seconds, and the digits of the fraction.
fn instant(text: &str) -> Option<(i64, String)> {
    let (date, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked(8)?;
    let zone = rest.trim_start_matches(|it: char| it == '.' || it.is_ascii_digit());
    let fraction = rest.strip_suffix(zone)?.trim_start_matches('.');
    let fraction = fraction.get(..9).unwrap_or(fraction).trim_end_matches('0');
    let offset = match zone {
        "Z" | "z" => 0,
        _ if zone.starts_with('-') => -seconds(zone.get(1..)?)?,
        _ => seconds(zone.strip_prefix('+')?)?,
    };
    Some((
        days(date)? * 86_400 + seconds(clock)? - offset,
        fraction.to_owned(),
    ))
}

/// `hh:mm` or `hh:mm:ss`.
fn seconds(clock: &str) -> Option<i64> {
    let parts: Option<Vec<i64>> = clock.split(':').map(|it| it.parse().ok()).collect();
    match parts?.as_slice() {
        [hours, minutes] => Some(hours * 3600 + minutes * 60),
        [hours, minutes, seconds] => Some(hours * 3600 + minutes * 60 + seconds),
        _ => None,
    }
}

/// The days from 0000-03-01 to a date of the Gregorian calendar.
fn days(date: &str) -> Option<i64> {
    let parts: Option<Vec<i64>> = date.split('-').map(|it| it.parse().ok()).collect();
    let parts = parts?;
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    // A year that begins with March has its leap day at the end.
    let (year, month) = if *month < 3 {
        (year - 1, month + 9)
    } else {
        (*year, month - 3)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day)
}

fn uuid(text: &str) -> Option<String> {
    let is_digit = |it: u8| it.is_ascii_hexdigit() || it == b'-';
    (text.len() == 36 && text.bytes().all(is_digit)).then(|| text.to_ascii_lowercase())
}

/// The bytes that a text in base64 stands for: in either alphabet, with padding or without, on one line or several.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0, 0_u32);
    let digits = text
        .bytes()
        .filter(|it| !it.is_ascii_whitespace() && *it != b'=');
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend((held >> bits).to_le_bytes().first());
        }
    }
    // What is left of the last digit is no byte; a digit alone would be none of any.
    (bits < 6).then_some(bytes)
}
