//! Numbers as people write them, compared and divided without loss.

use std::cmp::Ordering;
use std::fmt;

/// A number as people write it: `0.07` is seven hundredths and nothing else.
///
/// A float stands for the shortest decimal that it is read from, which is what the document or
/// the client wrote. Integers of 64 bits and limits beyond them are exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    is_negative: bool,
    /// Without zeros at the end; zero itself has the exponent 0 and no sign.
    digits: u128,
    /// The number is `digits` times ten to this power.
    exponent: i32,
}

impl Decimal {
    fn new(is_negative: bool, mut digits: u128, mut exponent: i32) -> Self {
        if digits == 0 {
            return Self::default();
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent = exponent.saturating_add(1);
        }
        Self {
            is_negative,
            digits,
            exponent,
        }
    }

    /// Reads a number of JSON. Of one with more digits than can be held the first ones count, and
    /// exponents beyond all use count as the largest that have one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const MAX_EXPONENT: i32 = 9_999;
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent = match exponent.parse::<i32>() {
            Ok(exponent) => exponent.clamp(-MAX_EXPONENT, MAX_EXPONENT),
            Err(_) if exponent.starts_with('-') => -MAX_EXPONENT,
            Err(_) => MAX_EXPONENT,
        };
        let (is_negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: u128 = 0;
        // How many digits before the point are dropped, or behind it kept.
        let mut shift: i32 = 0;
        let is_full = |digits: u128| digits > u128::MAX / 100;
        for digit in whole.chars() {
            if is_full(digits) {
                shift = shift.saturating_add(1);
            } else {
                digits = digits * 10 + u128::from(digit.to_digit(10)?);
            }
        }
        let fraction = if shift > 0 { "" } else { fraction };
        for digit in fraction.chars() {
            if !is_full(digits) {
                digits = digits * 10 + u128::from(digit.to_digit(10)?);
                shift = shift.saturating_sub(1);
            }
        }
        Some(Self::new(
            is_negative,
            digits,
            exponent.saturating_add(shift),
        ))
    }

    /// Whether the number is `step` times an integer; one of zero is no step.
    #[must_use]
    pub fn is_multiple_of(self, step: Self) -> bool {
        if step.digits == 0 || self.digits == 0 {
            return true;
        }
        // digits × 10^shift ÷ step.digits has to be an integer.
        let shift = self.exponent - step.exponent;
        let power = shift.unsigned_abs();
        if shift >= 0 {
            return remainder(self.digits, power, step.digits) == 0;
        }
        // A divisor too large to be held is larger than what it would have to divide.
        let divisor = 10_u128.checked_pow(power);
        let divisor = divisor.and_then(|it| it.checked_mul(step.digits));
        divisor.is_some_and(|it| self.digits.is_multiple_of(it))
    }

    /// How many digits stand before the point.
    fn order(self) -> i32 {
        let digits = self.digits.checked_ilog10().unwrap_or(0);
        self.exponent.saturating_add(digits.cast_signed())
    }

    /// Compares without the signs; neither is zero.
    fn cmp_magnitude(self, other: Self) -> Ordering {
        let by_order = self.order().cmp(&other.order());
        by_order.then_with(|| {
            let shift = self.exponent - other.exponent;
            let scale = 10_u128.checked_pow(shift.unsigned_abs());
            let scaled = |digits: u128| scale.and_then(|it| digits.checked_mul(it));
            // What is too large to be held is larger than what is held.
            if shift >= 0 {
                let digits = scaled(self.digits);
                digits.map_or(Ordering::Greater, |it| it.cmp(&other.digits))
            } else {
                let digits = scaled(other.digits);
                digits.map_or(Ordering::Less, |it| self.digits.cmp(&it))
            }
        })
    }

    fn sign(self) -> i8 {
        match self {
            Self { digits: 0, .. } => 0,
            Self {
                is_negative: true, ..
            } => -1,
            Self { .. } => 1,
        }
    }
}

/// The remainder of `digits` × 10^`power` divided by `divisor`.
fn remainder(digits: u128, power: u32, divisor: u128) -> u128 {
    let add = |a: u128, b: u128| {
        let space = divisor - b;
        if a >= space { a - space } else { a + b }
    };
    let mut remainder = digits % divisor;
    for _ in 0..power {
        if remainder == 0 {
            break;
        }
        let twice = add(remainder, remainder);
        let four_times = add(twice, twice);
        let eight_times = add(four_times, four_times);
        remainder = add(eight_times, twice);
    }
    remainder
}

impl From<i128> for Decimal {
    fn from(integer: i128) -> Self {
        Self::new(integer < 0, integer.unsigned_abs(), 0)
    }
}

/// What is no number counts as zero; no document can say it.
impl From<f64> for Decimal {
    fn from(float: f64) -> Self {
        Self::parse(&format!("{float:e}")).unwrap_or_default()
    }
}

/// As for `f64`, by the shorter text that an `f32` is read from.
impl From<f32> for Decimal {
    fn from(float: f32) -> Self {
        Self::parse(&format!("{float:e}")).unwrap_or_default()
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_sign = self.sign().cmp(&other.sign());
        by_sign.then_with(|| match self.sign() {
            0 => Ordering::Equal,
            1 => self.cmp_magnitude(*other),
            _ => other.cmp_magnitude(*self),
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative { "-" } else { "" };
        let digits = self.digits.to_string();
        let order = self.order();
        match usize::try_from(order) {
            // As far as nobody has to count zeros.
            Ok(order) if order <= 20 => {
                let whole = order + 1;
                let padded = format!("{digits:0<whole$}");
                let (whole, fraction) = padded.split_at(whole);
                let point = if fraction.is_empty() { "" } else { "." };
                write!(f, "{sign}{whole}{point}{fraction}")
            }
            Err(_) if order >= -7 => {
                let zeros = usize::try_from(-order - 1).unwrap_or(0);
                write!(f, "{sign}0.{:0<zeros$}{digits}", "")
            }
            Ok(_) | Err(_) => {
                let (whole, fraction) = digits.split_at(1);
                let point = if fraction.is_empty() { "" } else { "." };
                write!(f, "{sign}{whole}{point}{fraction}e{order}")
            }
        }
    }
}
