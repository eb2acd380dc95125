//! The request for a chart, and the name that encodes it: `chart:d3;width=481.89pt;…;sheet=1`.

use crate::diag::Text;
use crate::unit::{Abs, Color, Size};

use super::colour;
use super::fault::ChartFault;
use super::label::LEAST_TYPE;

/// The beginning of the name of every chart's picture.
pub const SCHEME: &str = "chart:";
/// The greatest length in bytes of a name that is parsed.
const LONGEST_NAME: usize = 4000;
/// The lengths that a side of the room may have, in points: up to two metres.
const SIDES: std::ops::RangeInclusive<f64> = 1.0..=5670.0;
const LARGEST_TYPE: f64 = 24.0;
const MOST_FONTS: usize = 8;

/// A chart's scope, room and look.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    pub scope: ChartScope,
    /// The greatest size of a sheet; a sheet is only as large as it needs to be.
    pub room: Size,
    /// The greatest type size of titles. It is reduced where that saves a sheet, but not below 8 pt.
    pub size: Abs,
    /// Font families, as in CSS.
    pub fonts: Vec<String>,
    /// The colour of boxes' borders and connectors.
    pub line: Color,
    /// The background of positions.
    pub fill: Color,
    /// The background of departments and of a sheet's head.
    pub accent: Color,
    pub corner: Corner,
    /// Whether a company that is too large for one sheet is followed by the charts of its departments.
    pub departments: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChartScope {
    Company,
    /// A department, by its id: `d1`.
    Department(String),
}

/// The shape of boxes' corners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Corner {
    #[default]
    Square,
    Round,
}

impl Request {
    pub fn new(scope: ChartScope, room: Size) -> Request {
        Request {
            scope,
            room,
            size: Abs::pt(9.5),
            fonts: vec!["sans-serif".to_owned()],
            line: Color { r: 0x59, g: 0x59, b: 0x59 },
            fill: Color::WHITE,
            accent: Color { r: 0xe7, g: 0xeb, b: 0xf0 },
            corner: Corner::Square,
            departments: true,
        }
    }

    /// Sets an argument by its name; gives `false` if there is no argument of that name.
    ///
    /// # Errors
    /// The value is not allowed for that argument.
    pub fn set(&mut self, name: &str, value: &str) -> Result<bool, ChartFault> {
        match name {
            "width" => self.room.width = side("width", value)?,
            "height" => self.room.height = side("height", value)?,
            "size" => self.size = type_size(value)?,
            "fonts" => self.fonts = families(value)?,
            "line" => self.line = color("line", value)?,
            "fill" => self.fill = color("fill", value)?,
            "accent" => self.accent = color("accent", value)?,
            "corner" => {
                self.corner = match value {
                    "square" => Corner::Square,
                    "round" => Corner::Round,
                    _ => return Err(wrong("corner", value, "square 或 round", "square or round")),
                }
            }
            "departments" => {
                self.departments = match value {
                    "true" => true,
                    "false" => false,
                    _ => return Err(wrong("departments", value, " true 或 false", "true or false")),
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The name of the picture of a sheet, from which [`parse`](Request::parse) gets this request again.
    pub fn name(&self, sheet: usize) -> String {
        let scope = match &self.scope {
            ChartScope::Company => "company".to_owned(),
            ChartScope::Department(id) => escaped(id),
        };
        let fonts: Vec<String> = self.fonts.iter().map(|name| escaped(name)).collect();
        let corner = match self.corner {
            Corner::Square => "square",
            Corner::Round => "round",
        };
        format!(
            "{SCHEME}{scope};width={};height={};size={};fonts={};line=#{};fill=#{};accent=#{};corner={corner};\
             departments={};sheet={sheet}",
            self.room.width,
            self.room.height,
            self.size,
            fonts.join(","),
            self.line,
            self.fill,
            self.accent,
            self.departments,
        )
    }

    /// The request and the sheet's number, from 1, that a name encodes.
    ///
    /// # Errors
    /// The name is not one that [`name`](Request::name) gives.
    pub fn parse(name: &str) -> Result<(Request, usize), ChartFault> {
        let bad = || ChartFault::Name(name.chars().take(80).collect());
        let rest = name.strip_prefix(SCHEME).filter(|_| name.len() <= LONGEST_NAME).ok_or_else(bad)?;
        let mut fields = rest.split(';');
        let scope = match fields.next().unwrap_or_default() {
            "company" => ChartScope::Company,
            id => ChartScope::Department(unescaped(id).ok_or_else(bad)?),
        };
        let mut request = Request::new(scope, Size::default());
        let mut sheet = None;
        for field in fields {
            let (key, value) = field.split_once('=').ok_or_else(bad)?;
            if key == "sheet" {
                sheet = value.parse().ok();
            } else if !request.set(key, value)? {
                return Err(bad());
            }
        }
        let room = request.room;
        let sheet = sheet.filter(|_| room.width > Abs::ZERO && room.height > Abs::ZERO);
        Ok((request, sheet.ok_or_else(bad)?))
    }

    /// Joins font families to a value for [`set`](Request::set).
    pub fn join_fonts<'a>(families: impl Iterator<Item = &'a str>) -> String {
        families.map(escaped).collect::<Vec<_>>().join(",")
    }
}

fn wrong(name: &'static str, written: &str, zh: &str, en: &str) -> ChartFault {
    ChartFault::Argument { name, written: written.chars().take(80).collect(), expected: Text::new(zh, en) }
}

/// A length in points, rounded to hundredths, so that a name can hold it exactly.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit_at);
    let plain = number.trim_end().bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f64 = number.trim_end().parse().ok().filter(|_| plain)?;
    let points = match unit {
        "pt" => 1.0,
        "mm" => 72.0 / 25.4,
        "cm" => 72.0 / 2.54,
        "in" => 72.0,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    Some((number * points * 100.0).round() / 100.0)
}

fn side(name: &'static str, text: &str) -> Result<Abs, ChartFault> {
    let points = length(text).filter(|points| SIDES.contains(points));
    points.map(Abs::pt).ok_or_else(|| {
        wrong(name, text, "2m 以内的长度，如 170mm", "a length such as 170mm, two metres at most")
    })
}

fn type_size(text: &str) -> Result<Abs, ChartFault> {
    let points = length(text).filter(|points| (LEAST_TYPE..=LARGEST_TYPE).contains(points));
    points
        .map(Abs::pt)
        .ok_or_else(|| wrong("size", text, " 8pt 到 24pt 的字号", "a type size from 8pt to 24pt"))
}

fn families(text: &str) -> Result<Vec<String>, ChartFault> {
    let names: Option<Vec<String>> = text.split(',').map(|name| unescaped(name.trim())).collect();
    let names = names.filter(|names| names.len() <= MOST_FONTS && names.iter().all(|name| !name.is_empty()));
    names.ok_or_else(|| wrong("fonts", text, "字体名，最多八个", "names of fonts, eight at most"))
}

fn color(name: &'static str, text: &str) -> Result<Color, ChartFault> {
    colour::read(text).ok_or_else(|| wrong(name, text, "颜色，如 #1f4e79", "a colour such as #1f4e79"))
}

/// Escapes the characters that separate the fields of a name, as in `%3B`.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '%' | ';' | ',' | '=' => escaped += &format!("%{:02X}", u32::from(c)),
            c => escaped.push(c),
        }
    }
    escaped
}

fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        plain.push(char::from(u8::from_str_radix(code, 16).ok().filter(u8::is_ascii)?));
        plain += rest;
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_the_whole_request() {
        let room = Size { width: length("170mm").map(Abs::pt).unwrap(), height: Abs::pt(600.0) };
        let mut request = Request::new(ChartScope::Department("d3".into()), room);
        request.fonts = vec!["A,B;=%".into(), "黑体".into()];
        for (name, value) in
            [("line", "teal"), ("corner", "round"), ("departments", "false"), ("size", "10.5pt")]
        {
            assert_eq!(request.set(name, value), Ok(true));
        }
        assert_eq!(Request::parse(&request.name(7)), Ok((request, 7)));
    }

    #[test]
    fn false_names_and_arguments_are_refused() {
        for name in [
            "chart:",
            "chart:company",
            "chart:company;sheet=1",
            "chart:company;x=1",
            "logo.svg",
            "chart:%G1;sheet=1",
        ] {
            assert!(Request::parse(name).is_err(), "{name}");
        }
        let mut request = Request::new(ChartScope::Company, Size::A4);
        for (name, value) in [
            ("width", "wide"),
            ("width", "0mm"),
            ("height", "-3mm"),
            ("width", "9m"),
            ("height", "3e9mm"),
            ("size", "5pt"),
            ("line", "#12"),
            ("corner", "oval"),
            ("fonts", ""),
            ("departments", "1"),
        ] {
            assert!(matches!(request.set(name, value), Err(ChartFault::Argument { .. })), "{name}={value}");
        }
        assert_eq!(request.set("hight", "3mm"), Ok(false));
    }
}
