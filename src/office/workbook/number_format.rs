//! Shows numbers by their format codes (ISO 29500-1 §18.8.31), as people see them in a sheet.
//!
//! Dates come in one form, 2026-01-01, whatever their format. Formats that cannot be followed show the plain number.

use crate::unit::Date;

/// What a format code does with numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberFormat {
    /// For positive and negative numbers and zero; there is at least one.
    sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq)]
enum Section {
    /// The number as it is.
    General,
    Date(DateParts),
    /// Hours, minutes and seconds in all.
    Elapsed,
    Number(NumberShape),
}

/// What of a date shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct DateParts {
    year: bool,
    month: bool,
    day: bool,
    time: bool,
    seconds: bool,
}

/// How a number shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct NumberShape {
    before: String,
    behind: String,
    /// The least digits before the point.
    whole: usize,
    /// The least and the most digits behind the point.
    decimals: (usize, usize),
    /// Whether groups of three digits stand apart.
    has_groups: bool,
    /// How many times to multiply it by 100.
    percents: usize,
    /// How many times to divide it by 1000.
    thousands: usize,
}

/// The days of the calendar that a workbook counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Epoch {
    #[default]
    Year1900,
    Year1904,
}

/// From 30 December 1899 to the beginning of Unix time.
const UNIX_DAYS: i64 = 25_569;
const DAY: f64 = 86_400.0;
/// The largest number that shows digit by digit.
const MOST: f64 = 1e15;

impl NumberFormat {
    /// Reads a format code.
    pub fn read(code: &str) -> NumberFormat {
        let sections = sections(code).into_iter().map(|tokens| Section::of(&tokens)).collect();
        NumberFormat { sections }
    }

    /// The format of a number that every workbook knows (§18.8.30), those of Chinese ones included.
    pub fn built_in(id: u32) -> Option<NumberFormat> {
        let code = match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 28..=31 | 51 | 53 | 54 | 58 => "yyyy-mm-dd",
            27 | 36 | 50 | 52 | 57 => "yyyy-mm",
            18 | 20 | 32 | 34 | 55 => "h:mm",
            19 | 21 | 33 | 35 | 45 | 47 | 56 => "h:mm:ss",
            22 => "yyyy-mm-dd h:mm",
            37 | 38 => "#,##0;-#,##0",
            39 | 40 => "#,##0.00;-#,##0.00",
            41 => "#,##0;-#,##0",
            42 => "¥#,##0;¥-#,##0",
            43 => "#,##0.00;-#,##0.00",
            44 => "¥#,##0.00;¥-#,##0.00",
            46 => "[h]:mm:ss",
            _ => return None,
        };
        Some(NumberFormat::read(code))
    }

    /// A number as it shows.
    pub fn show(&self, number: f64, epoch: Epoch) -> String {
        let section = match &self.sections[..] {
            [_, negative, ..] if number < 0.0 => negative,
            [_, _, zero, ..] if number == 0.0 => zero,
            [first, ..] => first,
            [] => &Section::General,
        };
        // The section of negative numbers has the sign in it.
        let is_signed = number < 0.0 && self.sections.len() < 2;
        let shown = match section {
            Section::General => None,
            Section::Date(parts) => parts.show(number, epoch),
            Section::Elapsed => elapsed(number),
            Section::Number(shape) => shape.show(number.abs(), is_signed),
        };
        shown.unwrap_or_else(|| general(number))
    }
}

/// A number without a format. Fifteen digits are what a sheet keeps, so that 0.1 + 0.2 is 0.3.
pub fn general(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // A negative zero has no sign.
    if kept == 0.0 {
        return "0".to_owned();
    }
    if (1e-9..1e21).contains(&kept.abs()) { kept.to_string() } else { format!("{kept:E}") }
}

/// A piece of a format code.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A character with a meaning, in small letters.
    Sign(char),
    /// Text that shows as it is.
    Literal(String),
    /// A count of hours, minutes or seconds: `[h]`.
    Elapsed,
    General,
}

/// The pieces of each section.
fn sections(code: &str) -> Vec<Vec<Token>> {
    let mut sections = vec![Vec::new()];
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        let token = match c {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => Token::Literal(rest.by_ref().take_while(|c| *c != '"').collect()),
            '\\' => Token::Literal(rest.next().into_iter().collect()),
            // The room of a character, and a character that fills the cell.
            '_' | '*' => {
                rest.next();
                continue;
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                match bracket(&inside) {
                    Some(token) => token,
                    None => continue,
                }
            }
            'G' | 'g' if rest.as_str().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("eneral")) => {
                rest.by_ref().take(6).for_each(drop);
                Token::General
            }
            'E' | 'e' if rest.as_str().starts_with(['+', '-']) => Token::Sign('^'),
            _ => Token::Sign(c.to_ascii_lowercase()),
        };
        if let Some(section) = sections.last_mut() {
            section.push(token);
        }
    }
    sections
}

/// What brackets mean: a count, or a currency; colours, conditions and languages mean nothing here.
fn bracket(inside: &str) -> Option<Token> {
    let is_count = !inside.is_empty()
        && ["h", "m", "s"].iter().any(|unit| inside.to_ascii_lowercase().replace(unit, "").is_empty());
    let currency = || inside.strip_prefix('$')?.split('-').next().filter(|sign| !sign.is_empty());
    if is_count { Some(Token::Elapsed) } else { currency().map(|sign| Token::Literal(sign.to_owned())) }
}

impl Section {
    fn of(tokens: &[Token]) -> Section {
        if tokens.contains(&Token::Elapsed) {
            return Section::Elapsed;
        }
        let has = |sign: char| tokens.contains(&Token::Sign(sign));
        let has_digits = ['0', '#', '?'].into_iter().any(has);
        if !has_digits && ['y', 'e', 'm', 'd', 'h', 's', '年', '月', '日'].into_iter().any(has) {
            return Section::Date(DateParts {
                year: has('y') || has('e'),
                month: has('m'),
                day: has('d'),
                time: has('h') || has('s'),
                seconds: has('s'),
            });
        }
        match NumberShape::of(tokens) {
            Some(shape) => Section::Number(shape),
            None => Section::General,
        }
    }
}

impl NumberShape {
    /// `None` for a format that is not followed: fractions, powers of ten, digits with text among them.
    fn of(tokens: &[Token]) -> Option<NumberShape> {
        let mut shape = NumberShape::default();
        let (mut has_digits, mut is_over, mut has_point, mut commas) = (false, false, false, 0);
        for token in tokens {
            match token {
                Token::General | Token::Elapsed | Token::Sign('/' | '^' | '@') => return None,
                Token::Sign(digit @ ('0' | '#' | '?')) => {
                    if is_over {
                        return None;
                    }
                    shape.has_groups |= commas > 0;
                    (has_digits, commas) = (true, 0);
                    match (has_point, *digit == '0') {
                        (true, is_kept) => {
                            shape.decimals.1 += 1;
                            shape.decimals.0 = if is_kept { shape.decimals.1 } else { shape.decimals.0 };
                        }
                        (false, is_kept) => shape.whole += usize::from(is_kept),
                    }
                }
                Token::Sign('.') if has_digits && !has_point => has_point = true,
                Token::Sign(',') if has_digits && !is_over => commas += 1,
                other => {
                    is_over = has_digits;
                    let side = if has_digits { &mut shape.behind } else { &mut shape.before };
                    match other {
                        Token::Literal(text) => side.push_str(text),
                        Token::Sign(sign) => {
                            shape.percents += usize::from(*sign == '%');
                            side.push(*sign);
                        }
                        Token::General | Token::Elapsed => {}
                    }
                }
            }
        }
        shape.thousands = commas;
        (has_digits || !shape.before.is_empty()).then_some(shape)
    }

    /// A number without its sign; `None` if it is too large.
    fn show(&self, number: f64, is_signed: bool) -> Option<String> {
        let powers = 100_f64.powi(self.percents as i32) / 1000_f64.powi(self.thousands as i32);
        // A sheet rounds halves up; what a binary fraction lacks to a half is made up for.
        let number = number * powers * (1.0 + 4.0 * f64::EPSILON);
        if number >= MOST || self.decimals.1 > 30 {
            return None;
        }
        let (least, most) = self.decimals;
        let digits = format!("{number:.most$}");
        let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
        let kept = decimals.trim_end_matches('0').len().max(least);
        let mut shown = format!("{whole:0>width$}", width = self.whole.min(30));
        if self.has_groups {
            shown = grouped(&shown);
        }
        if kept > 0 {
            shown = format!("{shown}.{}", &decimals[..kept]);
        }
        if self.whole == 0 && self.decimals == (0, 0) && !self.before.is_empty() && number == 0.0 {
            shown.clear();
        }
        let sign = if is_signed && shown.contains(|c| ('1'..='9').contains(&c)) { "-" } else { "" };
        Some(format!("{sign}{}{shown}{}", self.before, self.behind))
    }
}

/// Digits with a comma before each three from the end.
fn grouped(digits: &str) -> String {
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

impl DateParts {
    /// `None` for a number that is no date.
    fn show(self, number: f64, epoch: Epoch) -> Option<String> {
        let (days, seconds) = split(number)?;
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        let time = match self.seconds && seconds > 0 {
            true => format!("{:02}:{:02}:{seconds:02}", minutes / 60, minutes % 60),
            false => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        };
        // A month beside hours is minutes.
        let has_date = self.year || self.day || (self.month && !self.time);
        if !has_date {
            return Some(time);
        }
        let date = date(days, epoch)?;
        let text = match self.year && self.month && !self.day && !self.time {
            true => format!("{:04}-{:02}", date.year, date.month),
            false => date.to_string(),
        };
        Some(if self.time && minutes + seconds > 0 { format!("{text} {time}") } else { text })
    }
}

/// The day of a number.
fn date(days: i64, epoch: Epoch) -> Option<Date> {
    let days = match epoch {
        Epoch::Year1904 => days + 1462,
        // 1900 was no leap year, but sheets count its 29 February.
        Epoch::Year1900 if days < 60 => days + 1,
        Epoch::Year1900 => days,
    };
    Date::from_unix((days - UNIX_DAYS) * DAY as i64)
}

/// Whole days, and the seconds of the last; `None` below zero and beyond the year 9999.
fn split(number: f64) -> Option<(i64, i64)> {
    (0.0..2_958_466.0).contains(&number).then(|| {
        let seconds = (number * DAY).round() as i64;
        (seconds / DAY as i64, seconds % DAY as i64)
    })
}

fn elapsed(number: f64) -> Option<String> {
    let (days, seconds) = split(number)?;
    let minutes = (days * DAY as i64 + seconds) / 60;
    Some(format!("{}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, number: f64) -> String {
        NumberFormat::read(code).show(number, Epoch::Year1900)
    }

    #[test]
    fn numbers_show_as_in_a_sheet() {
        for (code, number, shown) in [
            ("General", 1.0, "1"),
            ("General", 0.1 + 0.2, "0.3"),
            ("@", 12_345_678_901.0, "12345678901"),
            ("General", -1.5, "-1.5"),
            ("General", 1e-20, "1E-20"),
            ("0%", 0.4, "40%"),
            ("0.00%", 0.125, "12.50%"),
            ("0.0#", 2.25, "2.25"),
            ("0.0#", 2.0, "2.0"),
            ("0", 2.5, "3"),
            ("0.00", 1.005, "1.01"),
            ("0", -0.4, "0"),
            ("#,##0.00", -1_234_567.5, "-1,234,567.50"),
            ("0000", 7.0, "0007"),
            ("0\"人\"", 3.0, "3人"),
            ("\"≥\"0%", 0.95, "≥95%"),
            ("[$¥-804]#,##0;[Red]\\-[$¥-804]#,##0", -8000.0, "-¥8,000"),
            ("0;-0;\"无\"", 0.0, "无"),
            ("0,", 12_000.0, "12"),
            ("# ?/?", 0.5, "0.5"),
            ("0.00E+00", 1200.0, "1200"),
            ("000-0000", 1_234_567.0, "1234567"),
            ("_(* #,##0_);_(* (#,##0)", -5.0, "(5)"),
            ("", 5.0, "5"),
        ] {
            assert_eq!(show(code, number), shown, "{code}");
        }
    }

    #[test]
    fn dates_have_one_form() {
        for (code, number, shown) in [
            ("yyyy/m/d", 46_023.0, "2026-01-01"),
            ("yyyy\"年\"m\"月\"d\"日\";@", 46_023.0, "2026-01-01"),
            ("[$-804]yyyy年m月d日", 46_023.0, "2026-01-01"),
            ("yyyy年m月", 46_023.0, "2026-01"),
            ("m月d日", 46_023.0, "2026-01-01"),
            ("yyyy-mm-dd hh:mm:ss", 46_023.354_166_67, "2026-01-01 08:30"),
            ("h:mm AM/PM", 0.75, "18:00"),
            ("上午/下午h\"时\"mm\"分\"", 0.354_166_67, "08:30"),
            ("[h]:mm", 1.5, "36:00:00"),
            ("yyyy-mm-dd", 1.0, "1900-01-01"),
            ("yyyy-mm-dd", 61.0, "1900-03-01"),
            ("yyyy-mm-dd", -1.0, "-1"),
            ("yyyy-mm-dd", 1e300, "1E300"),
        ] {
            assert_eq!(show(code, number), shown, "{code}");
        }
        let format = NumberFormat::built_in(14).unwrap();
        assert_eq!(format.show(44_561.0, Epoch::Year1904), "2026-01-01");
        assert!(NumberFormat::built_in(0).is_none() && NumberFormat::built_in(49).is_none());
    }
}
