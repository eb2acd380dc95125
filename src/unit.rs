//! Lengths, rectangles, colours and dates: the basic values that all stages share.
//!
//! Conversions to the units of a file format (twips, EMU, half-points, PDF numbers) are in one file of each writer,
//! not here.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// An absolute length in points (1/72 in). Never NaN, so it can be ordered and hashed.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Abs(f64);

impl Abs {
    pub const ZERO: Abs = Abs(0.0);

    /// A length in points; NaN becomes zero.
    pub const fn pt(points: f64) -> Abs {
        if points.is_nan() { Abs(0.0) } else { Abs(points) }
    }

    /// A length in millimetres (25.4 to the inch).
    pub const fn mm(millimetres: f64) -> Abs {
        Abs::pt(millimetres * (72.0 / 25.4))
    }

    pub const fn to_pt(self) -> f64 {
        self.0
    }

    pub const fn to_mm(self) -> f64 {
        self.0 * (25.4 / 72.0)
    }

    pub fn min(self, other: Abs) -> Abs {
        Abs(self.0.min(other.0))
    }

    pub fn max(self, other: Abs) -> Abs {
        Abs(self.0.max(other.0))
    }

    /// Whether `self` fits into `room`, with a tolerance of 1/1000 pt for the rounding of sums.
    pub fn fits(self, room: Abs) -> bool {
        self.0 <= room.0 + 1e-3
    }
}

/// The Chinese type sizes (号数) in points, as in GB/T 9704 and word processors.
pub const TYPE_SIZES: [(&str, f64); 16] = [
    ("初号", 42.0),
    ("小初", 36.0),
    ("一号", 26.0),
    ("小一", 24.0),
    ("二号", 22.0),
    ("小二", 18.0),
    ("三号", 16.0),
    ("小三", 15.0),
    ("四号", 14.0),
    ("小四", 12.0),
    ("五号", 10.5),
    ("小五", 9.0),
    ("六号", 7.5),
    ("小六", 6.5),
    ("七号", 5.5),
    ("八号", 5.0),
];

impl Eq for Abs {}

impl PartialOrd for Abs {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Abs {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal)
    }
}

impl Hash for Abs {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Adding zero turns -0.0 into 0.0, because the two compare equal.
        (self.0 + 0.0).to_bits().hash(state);
    }
}

impl fmt::Debug for Abs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Points to three decimals without trailing zeros: `10.5pt`.
impl fmt::Display for Abs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}pt", (self.0 * 1000.0).round() / 1000.0 + 0.0)
    }
}

impl Add for Abs {
    type Output = Abs;
    fn add(self, other: Abs) -> Abs {
        Abs(self.0 + other.0)
    }
}

impl Sub for Abs {
    type Output = Abs;
    fn sub(self, other: Abs) -> Abs {
        Abs(self.0 - other.0)
    }
}

impl Neg for Abs {
    type Output = Abs;
    fn neg(self) -> Abs {
        Abs(-self.0)
    }
}

impl Mul<f64> for Abs {
    type Output = Abs;
    fn mul(self, factor: f64) -> Abs {
        Abs::pt(self.0 * factor)
    }
}

impl Div<f64> for Abs {
    type Output = Abs;
    fn div(self, divisor: f64) -> Abs {
        Abs::pt(self.0 / divisor)
    }
}

impl Div for Abs {
    type Output = f64;
    fn div(self, other: Abs) -> f64 {
        self.0 / other.0
    }
}

impl AddAssign for Abs {
    fn add_assign(&mut self, other: Abs) {
        self.0 += other.0;
    }
}

impl SubAssign for Abs {
    fn sub_assign(&mut self, other: Abs) {
        self.0 -= other.0;
    }
}

impl Sum for Abs {
    fn sum<I: Iterator<Item = Abs>>(iter: I) -> Abs {
        Abs(iter.map(|a| a.0).sum())
    }
}

/// One value for each side of a box, in the order of CSS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    pub top: T,
    pub right: T,
    pub bottom: T,
    pub left: T,
}

impl<T: Clone> Sides<T> {
    pub fn all(value: T) -> Sides<T> {
        Sides { top: value.clone(), right: value.clone(), bottom: value.clone(), left: value }
    }
}

impl<T: Copy> Sides<T> {
    pub fn map<U>(&self, each: impl Fn(T) -> U) -> Sides<U> {
        let Sides { top, right, bottom, left } = *self;
        Sides { top: each(top), right: each(right), bottom: each(bottom), left: each(left) }
    }
}

impl Sides<Abs> {
    /// Left plus right.
    pub fn horizontal(&self) -> Abs {
        self.left + self.right
    }

    /// Top plus bottom.
    pub fn vertical(&self) -> Abs {
        self.top + self.bottom
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    pub width: Abs,
    pub height: Abs,
}

impl Size {
    /// ISO 216 A4, 210 × 297 mm.
    pub const A4: Size = Size { width: Abs::mm(210.0), height: Abs::mm(297.0) };
}

/// A point on a page: x to the right, y down, from the top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    pub x: Abs,
    pub y: Abs,
}

/// A rectangle on a page, by its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    pub x: Abs,
    pub y: Abs,
    pub width: Abs,
    pub height: Abs,
}

impl Rect {
    pub fn right(&self) -> Abs {
        self.x + self.width
    }

    pub fn bottom(&self) -> Abs {
        self.y + self.height
    }
}

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
}

impl Color {
    pub const BLACK: Color = Color { r: 0, g: 0, b: 0 };
    pub const WHITE: Color = Color { r: 255, g: 255, b: 255 };
}

/// Six lower-case hexadecimal digits: `1f4e79`.
impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// A day of the Gregorian calendar; the time of day is always midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// The day, or `None` if the calendar does not have it; years are 1 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + leap as u8,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=last).contains(&day)).then_some(Date { year, month, day })
    }

    /// Reads a day such as `2026-11-23`, `2026/11/23`, `2026.11.23` or 2026年11月23日; `None` for any other text.
    pub fn read(text: &str) -> Option<Date> {
        let text = text.trim();
        let parts: Vec<&str> = match text.strip_suffix('日') {
            Some(text) => {
                let (year, rest) = text.split_once('年')?;
                let (month, day) = rest.split_once('月')?;
                vec![year, month, day]
            }
            None => {
                let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
                text.splitn(4, separator).collect()
            }
        };
        let [year, month, day] = parts[..] else { return None };
        let number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
            let plain = lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.parse::<u16>().ok()).flatten()
        };
        let (month, day) = (number(month, 1..=2)?, number(day, 1..=2)?);
        Date::new(number(year, 4..=4)?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day of a Unix time in seconds (as in `SOURCE_DATE_EPOCH`).
    pub fn from_unix(seconds: i64) -> Option<Date> {
        // Converts days to a civil date by the 400-year era, counted from 1 March of year 0.
        let days = seconds.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = era * 400 + year_of_era + (month <= 2) as i64;
        Date::new(u16::try_from(year).ok()?, month as u8, day as u8)
    }
}

/// `2026-11-23`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_times_fall_on_their_days() {
        assert_eq!(Date::from_unix(0).unwrap().to_string(), "1970-01-01");
        assert_eq!(Date::from_unix(951_782_400).unwrap().to_string(), "2000-02-29");
        assert_eq!(Date::from_unix(1_795_392_000).unwrap().to_string(), "2026-11-23");
        assert_eq!(Date::from_unix(-1).unwrap().to_string(), "1969-12-31");
        assert_eq!(Date::from_unix(i64::MAX / 4), None);
    }

    #[test]
    fn days_are_read_as_offices_write_them() {
        for text in ["2026-11-23", "2026/11/23", "2026.11.23", "2026年11月23日", " 2026-11-23 "] {
            assert_eq!(Date::read(text), Date::new(2026, 11, 23), "{text}");
        }
        for text in ["", "2026-02-30", "2026-11", "2026-11-23-1", "26-11-23", "年月日", "2026/11-23"] {
            assert_eq!(Date::read(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_print_short() {
        assert_eq!(Abs::pt(10.5).to_string(), "10.5pt");
        assert_eq!(Abs::mm(25.4).to_string(), "72pt");
        assert_eq!((-Abs::ZERO).to_string(), "0pt");
    }
}
