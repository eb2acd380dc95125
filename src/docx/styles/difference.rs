//! Says in words how a look differs from another. This names the styles that a document needs besides those of its
//! template.
//!
//! The words depend on the difference alone and tell all of it, so that equal names look the same in every file:
//! `表格正文 + 居中` is centred and otherwise like 表格正文, in the words of Word's own style pane.

use crate::tree::BaselineShift;
use crate::unit::{Color, Sides};

use crate::docx::characters::Characters;
use crate::docx::names::{id_of, shown};
use crate::docx::paragraph::{BorderLine, LineSpacing, ParagraphFormat};
use crate::docx::unit;

/// One difference: in words, and as part of an id.
type Word = (String, String);

/// All differences of a style from the style that it is based on.
pub struct Difference(Vec<Word>);

impl Difference {
    pub fn of_text(own: &Characters, base: &Characters) -> Difference {
        let mut words = Vec::new();
        add_text(own, base, &mut words);
        Difference(words)
    }

    pub fn of(own: (&ParagraphFormat, &Characters), base: (&ParagraphFormat, &Characters)) -> Difference {
        let mut words = Vec::new();
        add_text(own.1, base.1, &mut words);
        add_layout(own.0, base.0, &mut words);
        Difference(words)
    }

    /// The name of the style, and the id that it wants; `base` is the name and the id of the style that it is based
    /// on.
    pub fn name(&self, base: Option<(&str, &str)>) -> (String, String) {
        let list =
            |part: fn(&Word) -> &String| self.0.iter().map(part).map(String::as_str).collect::<Vec<_>>();
        let (words, id) = (list(|word| &word.0).join(" "), list(|word| &word.1).join("_"));
        match base {
            Some((name, base)) => (format!("{} + {words}", shown(name)), format!("{base}_{id}")),
            // Word has built-in styles for these.
            None if words == "加粗" => ("Strong".to_owned(), "Strong".to_owned()),
            None if words == "倾斜" => ("Emphasis".to_owned(), "Emphasis".to_owned()),
            None => (words, id),
        }
    }
}

fn add_text(own: &Characters, base: &Characters, words: &mut Vec<Word>) {
    let mut add = |differs: bool, shown: String, id: String| {
        if differs {
            words.push((shown, id));
        }
    };
    let flag = |on: bool, shown: &str| if on { shown.to_owned() } else { format!("不{shown}") };
    let flag_id = |on: bool, id: &str| if on { id.to_owned() } else { format!("Not{id}") };
    // The Han and the Latin font may have the same name.
    let is_latin = own.han.is_ascii();
    let han = if is_latin { format!("汉字用{}", own.han) } else { own.han.to_owned() };
    add(own.han != base.han, han, if is_latin { format!("Han{}", id_of(own.han)) } else { id_of(own.han) });
    add(own.latin != base.latin, own.latin.to_owned(), id_of(own.latin));
    add(own.half_points != base.half_points, points(own.half_points * 10), number("Size", own.half_points));
    add(own.bold != base.bold, flag(own.bold, "加粗"), flag_id(own.bold, "Bold"));
    add(own.italic != base.italic, flag(own.italic, "倾斜"), flag_id(own.italic, "Italic"));
    add(
        own.underline != base.underline,
        flag(own.underline, "加下划线"),
        flag_id(own.underline, "Underline"),
    );
    add(own.strike != base.strike, flag(own.strike, "加删除线"), flag_id(own.strike, "Strike"));
    add(own.color != base.color, color(own.color), format!("Color{}", unit::fill(own.color)));
    let spacing = format!("字距{}", points(own.spacing));
    add(own.spacing != base.spacing, spacing, number("Spacing", own.spacing));
    let position = match own.position {
        BaselineShift::Baseline => ("不升降", "Baseline"),
        BaselineShift::Super => ("上标", "Super"),
        BaselineShift::Sub => ("下标", "Sub"),
    };
    add(own.position != base.position, position.0.to_owned(), position.1.to_owned());
    let language = own.language.unwrap_or("默认");
    add(own.language != base.language, format!("语言{language}"), format!("Language{}", id_of(language)));
}

fn add_layout(own: &ParagraphFormat, base: &ParagraphFormat, words: &mut Vec<Word>) {
    let mut add = |differs: bool, shown: String, id: String| {
        if differs {
            words.push((shown, id));
        }
    };
    let align = match own.align {
        "both" => ("两端对齐", "Both"),
        "center" => ("居中", "Center"),
        "right" => ("右对齐", "Right"),
        "distribute" => ("分散对齐", "Distribute"),
        _ => ("左对齐", "Left"),
    };
    add(own.align != base.align, align.0.to_owned(), align.1.to_owned());
    let line = match own.line {
        LineSpacing::Exact(height) => (format!("行高{}", points(height)), number("Line", height)),
        LineSpacing::Auto => ("行高自动".to_owned(), "LineAuto".to_owned()),
    };
    add(own.line != base.line, line.0, line.1);
    let measures = [
        ("首行缩进", "First", own.first, base.first),
        ("左缩进", "IndentLeft", own.left, base.left),
        ("右缩进", "IndentRight", own.right, base.right),
        ("段前", "Before", own.before, base.before),
        ("段后", "After", own.after, base.after),
    ];
    for (shown, id, own, base) in measures {
        add(own != base, format!("{shown}{}", points(own)), number(id, own));
    }
    let fill = own.background.map_or("无底纹".to_owned(), |fill| format!("底纹{}", color(fill)));
    let fill_id = own.background.map_or("NoFill".to_owned(), |fill| format!("Fill{}", unit::fill(fill)));
    add(own.background != base.background, fill, fill_id);
    let sides = |border: &Sides<Option<BorderLine>>| [border.top, border.right, border.bottom, border.left];
    let names = [("上", "Top"), ("右", "Right"), ("下", "Bottom"), ("左", "Left")];
    for ((shown, id), (own, base)) in
        names.into_iter().zip(sides(&own.border).into_iter().zip(sides(&base.border)))
    {
        let (line, line_id) = own.map_or(("无边框".to_owned(), "NoBorder".to_owned()), edge);
        add(own != base, format!("{shown}{line}"), format!("{id}{line_id}"));
    }
    let on_off = [
        (own.widow_control, base.widow_control, "孤行控制", "WidowControl"),
        (own.autospace, base.autospace, "中西文间距", "AutoSpace"),
        (own.keep_next, base.keep_next, "与下段同页", "KeepNext"),
        (own.keep_lines, base.keep_lines, "段中不分页", "KeepLines"),
        (own.page_break_before, base.page_break_before, "段前分页", "PageBreak"),
    ];
    for (own, base, shown, id) in on_off {
        let (no, no_id) = if own { ("", "") } else { ("无", "No") };
        add(own != base, format!("{no}{shown}"), format!("{no_id}{id}"));
    }
    let level = own.outline.map_or(10, |level| i32::from(level) + 1);
    add(own.outline != base.outline, format!("大纲{level}级"), number("Outline", level));
}

fn edge(edge: BorderLine) -> (String, String) {
    let kind = match edge.kind {
        "dashed" => "虚线",
        "dotted" => "点线",
        "double" => "双线",
        _ => "边框",
    };
    let size = f64::from(edge.size) / 8.0;
    let shown = format!("{kind}{size}磅{}距{}磅", color(edge.color), edge.space);
    (shown, format!("{}{}s{}c{}", edge.kind, edge.size, edge.space, unit::fill(edge.color)))
}

fn color(color: Color) -> String {
    match color {
        Color::BLACK => "黑色".to_owned(),
        _ => format!("#{}", unit::fill(color)),
    }
}

/// Twips as points, without trailing zeros.
fn points(twips: i32) -> String {
    format!("{}磅", f64::from(twips) / 20.0)
}

fn number(word: &str, number: i32) -> String {
    match number < 0 {
        true => format!("{word}Minus{}", number.unsigned_abs()),
        false => format!("{word}{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Characters<'static> = Characters {
        latin: "Arial",
        han: "黑体",
        bold: false,
        italic: false,
        strike: false,
        color: Color::BLACK,
        spacing: 0,
        half_points: 21,
        underline: false,
        position: BaselineShift::Baseline,
        language: None,
    };

    #[test]
    fn names_tell_the_whole_difference() {
        let own = Characters { han: "Arial", latin: "Arial Narrow", half_points: 19, bold: true, ..PLAIN };
        let layout = ParagraphFormat {
            align: "center",
            line: LineSpacing::Exact(265),
            first: -21,
            ..ParagraphFormat::plain()
        };
        let difference = Difference::of((&layout, &own), (&ParagraphFormat::plain(), &PLAIN));
        let (name, id) = difference.name(Some(("heading 2", "Heading2")));
        assert_eq!(name, "标题 2 + 汉字用Arial Arial Narrow 9.5磅 加粗 居中 行高13.25磅 首行缩进-1.05磅");
        assert_eq!(id, "Heading2_HanArial_ArialNarrow_Size19_Bold_Center_Line265_FirstMinus21");
    }

    #[test]
    fn what_word_has_names_for_has_those() {
        let bold = Characters { bold: true, ..PLAIN };
        let difference = Difference::of_text(&bold, &PLAIN);
        assert_eq!(difference.name(None), ("Strong".to_owned(), "Strong".to_owned()));
        assert_eq!(difference.name(Some(("行内标签", "XingNeiBiaoQian"))).0, "行内标签 + 加粗");
    }
}
