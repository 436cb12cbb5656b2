//! Decimals: order, multiples and spelling.

use crate::support::rules::Decimal;

fn of(float: f64) -> Decimal {
    Decimal::from(float)
}

#[test]
fn order_is_that_of_the_numbers() {
    let ascending: Vec<Decimal> = [
        of(f64::MIN),
        Decimal::from(i128::MIN),
        of(-1e30),
        Decimal::from(i128::from(i64::MIN)),
        of(-1.5),
        of(-1.0),
        of(-5e-324),
        of(0.0),
        of(5e-324),
        of(0.09),
        of(0.1),
        Decimal::from(0.11_f32),
        of(1.0),
        of(9.0),
        of(10.0),
        of(11.5),
        Decimal::from(i128::from(u64::MAX)),
        Decimal::from(i128::from(u64::MAX) + 1),
        Decimal::from(i128::MAX),
        of(f64::MAX),
    ]
    .into();
    for (index, low) in ascending.iter().enumerate() {
        assert_eq!(low.cmp(low), std::cmp::Ordering::Equal, "{low}");
        for high in ascending.iter().skip(index + 1) {
            assert!(low < high, "{low} < {high}");
            assert!(high > low, "{high} > {low}");
        }
    }
}

#[test]
fn equal_numbers_are_equal_however_they_are_spelt() {
    assert_eq!(of(1.0), Decimal::from(1));
    assert_eq!(of(-0.0), Decimal::from(0));
    assert_eq!(of(1e20), Decimal::from(100_000_000_000_000_000_000));
    assert_eq!(of(0.1), Decimal::from(0.1_f32));
}

#[test]
fn multiples() {
    let multiple = |number: Decimal, step: Decimal| number.is_multiple_of(step);
    assert!(multiple(Decimal::from(i128::MAX), Decimal::from(i128::MAX)));
    assert!(!multiple(
        Decimal::from(i128::MAX - 1),
        Decimal::from(i128::MAX)
    ));
    // 10^308 leaves 1 when it is divided by 3.
    assert!(!multiple(of(1e308), of(3.0)));
    assert!(!multiple(of(1e308), of(3e-300)));
    assert!(multiple(of(1e308), of(5e-324)));
    assert!(multiple(of(3e300), of(3e-300)));
    assert!(!multiple(of(5e-324), of(1e308)));
    assert!(!multiple(of(1e30), Decimal::from(i128::MAX)));
    assert!(multiple(of(0.0), of(7.0)));
    // No step at all.
    assert!(multiple(of(5.0), of(0.0)));
}

#[test]
fn spelling_is_short() {
    for (number, text) in [
        (of(0.0), "0"),
        (of(-0.0), "0"),
        (of(1.5), "1.5"),
        (of(-1.5), "-1.5"),
        (of(100.0), "100"),
        (of(0.01), "0.01"),
        (of(0.000_001_5), "0.0000015"),
        (of(1.5e-9), "1.5e-9"),
        (of(1e20), "100000000000000000000"),
        (of(1.25e300), "1.25e300"),
        (of(123_456.789), "123456.789"),
        (Decimal::from(-12), "-12"),
        (Decimal::from(i128::from(u64::MAX)), "18446744073709551615"),
    ] {
        assert_eq!(number.to_string(), text);
    }
}
