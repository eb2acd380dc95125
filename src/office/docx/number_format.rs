//! Writes the numbers of lists as Word does (`ST_NumberFormat`, ISO 29500-1 §17.18.59).

use crate::characters::{chinese_number, circled, full_width, roman};

/// How a number is written.
#[derive(Clone, Copy, Debug)]
pub enum NumberFormat {
    /// The level's text is the mark.
    Bullet,
    None,
    /// Digits with zeros before them, so many in all.
    Padded(usize),
    Written(fn(u32) -> Option<String>),
}

impl NumberFormat {
    pub const DECIMAL: NumberFormat = NumberFormat::Written(decimal);

    /// The format of a name; those that are not known are decimal. `custom` has a pattern such as `001, 002, 003, ...`.
    pub fn named(name: &str, pattern: Option<&str>) -> NumberFormat {
        let write: fn(u32) -> Option<String> = match name {
            "bullet" => return NumberFormat::Bullet,
            "none" => return NumberFormat::None,
            "decimalZero" => return NumberFormat::Padded(2),
            "custom" => {
                let first = pattern.and_then(|pattern| pattern.split(',').next()).unwrap_or_default().trim();
                return NumberFormat::Padded(first.chars().count().clamp(1, 9));
            }
            "upperRoman" => |n| roman(n).map(|text| text.to_uppercase()),
            "lowerRoman" => roman,
            "upperLetter" => |n| letters(n).map(|text| text.to_uppercase()),
            "lowerLetter" => letters,
            "ordinal" => ordinal,
            "cardinalText" => |n| Some(capital(&cardinal(n))),
            "ordinalText" => |n| Some(capital(&ordinal_text(n))),
            "hex" => |n| Some(format!("{n:X}")),
            "chicago" => chicago,
            "numberInDash" => |n| Some(format!("- {n} -")),
            "decimalFullWidth" | "decimalFullWidth2" => {
                |n| Some(n.to_string().chars().map(full_width).collect())
            }
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => |n| circled(n).map(String::from),
            "decimalEnclosedFullstop" => |n| sign(n, 20, '⒈'),
            "decimalEnclosedParen" => |n| sign(n, 20, '⑴'),
            "ideographEnclosedCircle" => |n| sign(n, 10, '㊀'),
            "ideographTraditional" => |n| pick(n, STEMS),
            "ideographZodiac" => |n| pick(n, BRANCHES),
            "ideographZodiacTraditional" => sexagenary,
            "ideographDigital" | "japaneseDigitalTenThousand" => |n| Some(digits(n, '〇')),
            "taiwaneseDigital" => |n| Some(digits(n, '○')),
            "chineseCounting" | "taiwaneseCounting" => counting,
            "chineseCountingThousand" | "taiwaneseCountingThousand" => chinese_number,
            "chineseLegalSimplified" => |n| legal(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万"),
            "ideographLegalTraditional" => |n| legal(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬"),
            "japaneseLegal" => |n| legal(n, "〇壱弐参四伍六七八九", "拾百阡萬"),
            "japaneseCounting" => japanese,
            _ => decimal,
        };
        NumberFormat::Written(write)
    }

    pub fn is_bullet(self) -> bool {
        matches!(self, NumberFormat::Bullet)
    }

    /// A number; one that the format cannot write is decimal.
    pub fn write(self, number: u32) -> String {
        match self {
            NumberFormat::Bullet | NumberFormat::None => String::new(),
            NumberFormat::Padded(digits) => format!("{number:0digits$}"),
            NumberFormat::Written(write) => write(number).unwrap_or_else(|| number.to_string()),
        }
    }
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn decimal(number: u32) -> Option<String> {
    Some(number.to_string())
}

/// a to z, then aa, bb and so on, as Word counts; spreadsheets go on with ab.
fn letters(number: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|index| *index < 26 * 30)?;
    let letter = char::from(b'a' + (index % 26) as u8);
    Some(std::iter::repeat_n(letter, index as usize / 26 + 1).collect())
}

fn ordinal(number: u32) -> Option<String> {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    Some(format!("{number}{end}"))
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// twenty-one; from 10,000 on in digits.
fn cardinal(number: u32) -> String {
    match number {
        0..20 => ONES[number as usize].to_owned(),
        20..100 if number.is_multiple_of(10) => TENS[number as usize / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[number as usize / 10], ONES[number as usize % 10]),
        100..1000 => joined(number, 100, "hundred"),
        1000..10_000 => joined(number, 1000, "thousand"),
        _ => number.to_string(),
    }
}

fn joined(number: u32, unit: u32, name: &str) -> String {
    let (count, rest) = (cardinal(number / unit), number % unit);
    if rest == 0 { format!("{count} {name}") } else { format!("{count} {name} {}", cardinal(rest)) }
}

fn ordinal_text(number: u32) -> String {
    if number >= 10_000 {
        return ordinal(number).unwrap_or_default();
    }
    let text = cardinal(number);
    let (before, last) = text.split_at(text.rfind([' ', '-']).map_or(0, |at| at + 1));
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        _ => match last.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{last}th"),
        },
    };
    format!("{before}{last}")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// \*, †, ‡, §, then each of them twice, and so on.
fn chicago(number: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|index| *index < 4 * 30)?;
    let sign = ['*', '†', '‡', '§'][index as usize % 4];
    Some(std::iter::repeat_n(sign, index as usize / 4 + 1).collect())
}

/// The sign of a number up to a last one, counted from the sign for 1.
fn sign(number: u32, last: u32, first: char) -> Option<String> {
    (1..=last).contains(&number).then(|| char::from_u32(u32::from(first) + number - 1).map(String::from))?
}

fn pick(number: u32, signs: &str) -> Option<String> {
    signs.chars().nth(number.checked_sub(1)? as usize).map(String::from)
}

/// 甲子 to 癸亥.
fn sexagenary(number: u32) -> Option<String> {
    let index = number.checked_sub(1).filter(|index| *index < 60)?;
    Some(pick(index % 10 + 1, STEMS)? + &pick(index % 12 + 1, BRANCHES)?)
}

/// Each digit for itself: 一〇 for 10.
fn digits(number: u32, zero: char) -> String {
    let digit = |c: char| match c {
        '0' => zero,
        c => chinese_number(c.to_digit(10).unwrap_or_default())
            .and_then(|text| text.chars().next())
            .unwrap_or(c),
    };
    number.to_string().chars().map(digit).collect()
}

/// 九十九, then 一○○: from 100 on each digit for itself.
fn counting(number: u32) -> Option<String> {
    if number < 100 { chinese_number(number) } else { Some(digits(number, '○')) }
}

/// In the digits of cheques, where 十 too has its 壹.
fn legal(number: u32, digits: &str, units: &str) -> Option<String> {
    let plain = chinese_number(number)?;
    let full = if plain.starts_with('十') { format!("一{plain}") } else { plain };
    let of = |from: &str, to: &str, c: char| {
        from.chars().position(|known| known == c).and_then(|at| to.chars().nth(at))
    };
    Some(
        full.chars()
            .map(|c| of("零一二三四五六七八九", digits, c).or_else(|| of("十百千万", units, c)).unwrap_or(c))
            .collect(),
    )
}

/// As in Chinese, but without 零, and without 一 before 十, 百 and 千.
fn japanese(number: u32) -> Option<String> {
    let text = chinese_number(number).filter(|_| number > 0)?.replace('零', "");
    Some(["十", "百", "千"].iter().fold(text, |text, unit| text.replace(&format!("一{unit}"), unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        let cases: &[(&str, &[(u32, &str)])] = &[
            ("decimal", &[(0, "0"), (12, "12")]),
            ("decimalZero", &[(1, "01"), (10, "10"), (100, "100")]),
            ("upperRoman", &[(4, "IV"), (4000, "4000")]),
            ("lowerRoman", &[(9, "ix")]),
            ("upperLetter", &[(0, "0"), (26, "Z"), (27, "AA"), (28, "BB"), (53, "AAA")]),
            ("ordinal", &[(1, "1st"), (12, "12th"), (22, "22nd"), (113, "113th")]),
            (
                "cardinalText",
                &[(1, "One"), (21, "Twenty-one"), (110, "One hundred ten"), (2000, "Two thousand")],
            ),
            (
                "ordinalText",
                &[
                    (1, "First"),
                    (12, "Twelfth"),
                    (20, "Twentieth"),
                    (34, "Thirty-fourth"),
                    (100, "One hundredth"),
                ],
            ),
            ("chineseCounting", &[(10, "十"), (21, "二十一"), (100, "一○○"), (101, "一○一")]),
            ("chineseCountingThousand", &[(11, "十一"), (101, "一百零一")]),
            ("chineseLegalSimplified", &[(1, "壹"), (10, "壹拾"), (21, "贰拾壹"), (105, "壹佰零伍")]),
            ("ideographTraditional", &[(1, "甲"), (10, "癸"), (11, "11")]),
            ("ideographZodiac", &[(1, "子"), (12, "亥"), (13, "13")]),
            ("ideographZodiacTraditional", &[(1, "甲子"), (60, "癸亥")]),
            ("ideographDigital", &[(10, "一〇"), (21, "二一")]),
            ("ideographEnclosedCircle", &[(1, "㊀"), (10, "㊉"), (11, "11")]),
            ("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (51, "51")]),
            ("decimalEnclosedFullstop", &[(1, "⒈"), (20, "⒛")]),
            ("decimalEnclosedParen", &[(1, "⑴"), (21, "21")]),
            ("decimalFullWidth", &[(12, "１２")]),
            ("decimalHalfWidth", &[(12, "12")]),
            ("japaneseCounting", &[(10, "十"), (101, "百一"), (1111, "千百十一"), (21, "二十一")]),
            ("chicago", &[(1, "*"), (5, "**")]),
            ("numberInDash", &[(1, "- 1 -")]),
            ("none", &[(1, "")]),
            ("thaiLetters", &[(3, "3")]),
        ];
        for (name, numbers) in cases {
            for (number, text) in *numbers {
                assert_eq!(NumberFormat::named(name, None).write(*number), *text, "{name}");
            }
        }
        assert_eq!(NumberFormat::named("custom", Some("001, 002, 003, ...")).write(7), "007");
    }
}
