//! Formats that are no types of their own.

use crate::support::rules::rules;
use crate::{breaks, satisfied};

macro_rules! tables {
    ($($Type:ident $format:literal,)+) => {
        $(
            struct $Type {
                text: String,
            }

            rules!($Type {
                text "text" { format $format },
            });

            impl From<&str> for $Type {
                fn from(text: &str) -> Self {
                    Self { text: text.to_owned() }
                }
            }
        )+
    };
}

tables! {
    Email "email",
    Hostname "hostname",
    Reference "uri-reference",
    Time "time",
    Duration "duration",
    Pointer "json-pointer",
}

macro_rules! judge {
    ($Type:ident good [$($good:expr),+ $(,)?] bad $message:literal [$($bad:expr),+ $(,)?]) => {
        for text in [$($good),+] {
            satisfied(&$Type::from(text));
        }
        for text in [$($bad),+] {
            breaks(&$Type::from(text), concat!("/text format: must be ", $message));
        }
    };
}

#[test]
fn emails() {
    let long = format!("{}@example.com", "a".repeat(65));
    judge!(Email
        good [
            "a@b", "joe.bloggs@example.com", "te~st+tag@example.co.uk", "\"joe bloggs\"@example.com",
            "\"a@b\"@example.com", "\"\\\"\"@b", "joe@[127.0.0.1]", "joe@[IPv6:::1]", "jörg@münchen.de",
        ]
        bad "an email address" [
            "", "a", "@b", "a@", ".a@b", "a.@b", "a..b@c", "a b@c", "a@b c", "a@-b", "a@b..c", "a@[300.0.0.1]",
            "joe@[IPv6:x]", "\"a\"b\"@c", "\"a\\\"@c", "a@b\n", &long,
        ]
    );
}

#[test]
fn host_names() {
    let long = format!("{}.com", "a".repeat(64));
    let whole = ["a.".repeat(126).as_str(), "aa"].concat();
    judge!(Hostname
        good ["a", "www.example.com", "xn--4gbwdl.xn--wgbh1c", "1host", "a-b"]
        bad "a host name" ["", ".", "a.", "-a", "a-", "a_b", "a b", "ä", &long, &whole]
    );
}

#[test]
fn references() {
    judge!(Reference
        good ["", "http://a/b?c#d", "//a/b", "/a", "a/b", "?a", "#a", "a:b"]
        bad "a URI or a relative reference" ["\\\\a\\b", "a b", "#a#b", "%2", "ä"]
    );
}

#[test]
fn times() {
    judge!(Time
        good ["00:00:00Z", "08:30:06.283185z", "23:59:60Z", "12:00:00+00:20", "12:00:00-08:00", "12:00:00", "12:00"]
        bad "a time, such as `17:30:00Z`" [
            "", "12", "24:00:00Z", "12:60:00Z", "12:00:61Z", "1:00:00Z", "12:00:00.Z", "12:00:00+24:00",
            "12:00:00+1", "12:00:00 Z", "12:00:00:00Z", "noon", "১2:00:00Z",
        ]
    );
}

#[test]
fn durations() {
    judge!(Duration
        good ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "PT1.5S"]
        bad "a duration, such as `P1DT12H`" [
            "", "P", "PT", "4D", "P4", "P1D2Y", "P1S", "PT1D", "P1DT", "P1Y2W", "PT1.5H2M", "PT.5S", "P-1D", "1:30:00",
        ]
    );
}

#[test]
fn pointers() {
    judge!(Pointer
        good ["", "/", "/a/b", "/a~1b/~0", "/%25"]
        bad "a JSON pointer" ["a", "#", "/~", "/~2", "/a~"]
    );
}
