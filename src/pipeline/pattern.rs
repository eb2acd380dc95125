//! The pattern of positions' file names (`file_name` 文件名), such as `{code}-{title}`.

use crate::diag::{Code, Diagnostic, Span, Text, did_you_mean, nearest};
use crate::model::keys::FILE_NAME_FIELDS;
use crate::model::{Handbook, Position, Str};

/// Reads a field's value.
type ReadField = fn(&Handbook, &Position) -> Option<String>;

/// The fields, by the words between braces.
const READ: [ReadField; FILE_NAME_FIELDS.len()] = [
    |_, position| Some(position.title.to_string()),
    |_, position| text(&position.code),
    |_, position| text(&position.department),
    |_, position| text(&position.grade),
    |handbook, position| handbook.version_of(Some(position)).map(|version| version.to_string()),
    |_, position| text(&position.effective_date),
];

/// Separators that are left out beside a blank field.
const SEPARATORS: [char; 7] = ['-', '_', ' ', '－', '—', '·', '　'];

fn text(value: &Option<Str>) -> Option<String> {
    value.as_ref().map(|value| value.to_string())
}

/// A piece of a pattern: literal text, or a field's name with its bytes in the pattern.
enum PatternPiece<'a> {
    Literal(&'a str),
    Field {
        name: &'a str,
        at: usize,
    },
    /// A brace without its partner.
    Stray {
        at: usize,
    },
}

fn pieces(pattern: &str) -> Vec<PatternPiece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = pattern.get(at..).filter(|rest| !rest.is_empty()) {
        let literal = rest.find(['{', '}']).unwrap_or(rest.len());
        if literal > 0 {
            found.push(PatternPiece::Literal(&rest[..literal]));
            at += literal;
            continue;
        }
        match rest.find('}').filter(|end| *end > 0 && !rest[1..*end].contains('{')) {
            Some(end) => {
                found.push(PatternPiece::Field { name: &rest[1..end], at });
                at += end + 1;
            }
            None => {
                found.push(PatternPiece::Stray { at });
                at += 1;
            }
        }
    }
    found
}

/// A position's name by the handbook's pattern; `None` if there is no pattern, or all its fields are blank.
pub fn name(handbook: &Handbook, position: &Position) -> Option<String> {
    let pattern = handbook.file_name.as_ref()?;
    let mut name = String::new();
    let mut filled = false;
    let mut blank = false;
    for piece in pieces(pattern) {
        match piece {
            PatternPiece::Literal(literal) if blank => {
                name.push_str(literal.trim_start_matches(SEPARATORS));
                blank = false;
            }
            PatternPiece::Literal(literal) => name.push_str(literal),
            PatternPiece::Field { name: field, .. } => {
                let read = READ[FILE_NAME_FIELDS.iter().position(|known| *known == field)?];
                match read(handbook, position).filter(|value| !value.trim().is_empty()) {
                    Some(value) => {
                        name.push_str(value.trim());
                        (filled, blank) = (true, false);
                    }
                    None => blank = true,
                }
            }
            PatternPiece::Stray { .. } => return None,
        }
    }
    if blank {
        name.truncate(name.trim_end_matches(SEPARATORS).len());
    }
    for empty in ["（）", "()", "[]", "【】", "〔〕"] {
        name = name.replace(empty, "");
    }
    filled.then_some(name)
}

/// The errors of the handbook's pattern.
pub fn check(handbook: &Handbook) -> Option<Diagnostic> {
    let written = handbook.file_name.as_ref()?;
    let known = || FILE_NAME_FIELDS.into_iter();
    let wrong = pieces(written).into_iter().find_map(|piece| match piece {
        PatternPiece::Field { name, at } if !known().any(|known| known == name) => Some((at, Some(name))),
        PatternPiece::Stray { at } => Some((at, None)),
        _ => None,
    });
    let list: Vec<String> = known().map(|name| format!("{{{name}}}")).collect();
    let (message, help) = match wrong {
        None if pieces(written).iter().any(|piece| matches!(piece, PatternPiece::Field { .. })) => {
            return None;
        }
        None => (
            Text::new(
                "文件名的格式里没有可变的部分，所有文件会同名",
                "the pattern has no field, so that all files would have one name",
            ),
            None,
        ),
        Some((_, Some(name))) => (
            Text::new(
                format!("文件名的格式里没有 `{{{name}}}` 这一项"),
                format!("`{{{name}}}` is no field of file names"),
            ),
            did_you_mean(nearest(name, known())),
        ),
        Some((_, None)) => {
            (Text::new("文件名的格式里大括号没有配对", "a brace of the pattern has no partner"), None)
        }
    };
    let help = help.unwrap_or_else(|| {
        Text::new(format!("可用：{}", list.join("、")), format!("known are {}", list.join(", ")))
    });
    let finding = Diagnostic::new(Code::E408, message).with_help(help);
    // The text does not include quotes around the value.
    let Span { start, end } = written.span();
    let inner = (end - start).saturating_sub(written.len()) / 2;
    let point = wrong.map(|(at, name)| {
        let start = start + inner + at;
        Span { start, end: start + name.map_or(1, |name| name.len() + 2) }
    });
    Some(match point.filter(|point| point.end <= end) {
        Some(point) => finding.at(&written.path, point),
        None => written.blame(finding),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn load(pattern: &str, position: &'static str) -> Handbook {
        let handbook = format!("文件名: {pattern}\n");
        let world = Memory::from_iter([("handbook.yaml", &*handbook), ("甲.yaml", position)]);
        crate::model::load(&world).handbook
    }

    fn named(pattern: &str, position: &'static str) -> Option<String> {
        let handbook = load(pattern, position);
        let position = handbook.positions().next().unwrap();
        name(&handbook, position)
    }

    #[test]
    fn blank_fields_go_with_what_joins_them() {
        const WITH: &str = "岗位名称: 出纳\n岗位编号: CW-04\n";
        const WITHOUT: &str = "岗位名称: 出纳\n";
        for (pattern, with, without) in [
            ("\"{code}-{title}\"", "CW-04-出纳", "出纳"),
            ("\"{title}_{code}\"", "出纳_CW-04", "出纳"),
            ("\"{title}（{code}）\"", "出纳（CW-04）", "出纳"),
            ("\"岗位 {title}\"", "岗位 出纳", "岗位 出纳"),
        ] {
            assert_eq!(named(pattern, WITH).as_deref(), Some(with));
            assert_eq!(named(pattern, WITHOUT).as_deref(), Some(without), "{pattern}");
        }
        assert_eq!(named("\"{code}\"", WITHOUT), None, "all blank: the title serves");
    }

    #[test]
    fn wrong_patterns_are_told_at_their_place() {
        for (pattern, start, length) in [
            ("\"{编号}-{title}\"", "文件名: \"".len(), "{编号}".len()),
            ("'{code}-{titel}'", "文件名: '{code}-".len(), "{titel}".len()),
            ("\"{code\"", "文件名: \"".len(), 1),
            ("一样的名字", "文件名: ".len(), "一样的名字".len()),
        ] {
            let finding = check(&load(pattern, "岗位名称: 出纳\n")).unwrap();
            let span = finding.place.unwrap().span.unwrap();
            assert_eq!(
                (finding.code, span.start, span.end - span.start),
                (Code::E408, start, length),
                "{pattern}"
            );
        }
        assert!(check(&load("\"{code}-{title}\"", "岗位名称: 出纳\n")).is_none());
    }
}
