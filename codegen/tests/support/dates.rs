//! Dates and times, as each crate for them has them on the wire.

use time::{Date, OffsetDateTime};

use crate::support::date_time::DateTime;
use crate::{decode, encode, refusal, round_trips};

#[test]
fn date_times_of_time_are_written_as_rfc_3339() {
    for json in [
        r#""2026-01-31T09:30:00Z""#,
        r#""2026-01-31T09:30:00.5+02:00""#,
        r#""0000-12-31T23:59:59.000000001-11:30""#,
    ] {
        round_trips::<DateTime>(json);
    }
    let at: OffsetDateTime = decode::<DateTime>(r#""1970-01-01T00:00:01z""#).into();
    assert_eq!(at.unix_timestamp(), 1);
    assert_eq!(DateTime::from(at).to_string(), "1970-01-01T00:00:01Z");
    for other in [
        "\"2026-01-31\"",
        "\"2026-02-30T00:00:00Z\"",
        "\"2026-01-31T09:30:00\"",
        "1",
    ] {
        refusal::<DateTime>(other);
    }
    // Its offset has seconds, which RFC 3339 cannot say.
    let odd = time::UtcOffset::from_hms(1, 2, 3).unwrap();
    assert!(serde_json::to_string(&DateTime(at.to_offset(odd))).is_err());
}

#[test]
fn dates_are_full_dates() {
    round_trips::<Date>(r#""2026-01-31""#);
    round_trips::<jiff::civil::Date>(r#""2026-01-31""#);
    refusal::<Date>(r#""2026-02-30""#);
    refusal::<jiff::civil::Date>(r#""2026-02-30""#);
}

#[test]
fn those_of_jiff_are_as_the_standards_have_them() {
    round_trips::<jiff::Timestamp>(r#""2026-01-31T09:30:00.5Z""#);
    assert_eq!(
        encode(&decode::<jiff::Timestamp>(r#""2026-01-31T09:30:00+02:00""#)),
        r#""2026-01-31T07:30:00Z""#
    );
    // By setting: `formats.time`, `formats.duration`.
    round_trips::<jiff::civil::Time>(r#""09:30:00""#);
    round_trips::<jiff::Span>(r#""P1Y2M3DT4H5M6S""#);
    round_trips::<jiff::SignedDuration>(r#""PT36H""#);
}
