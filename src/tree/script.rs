//! Decides which font sets each character: the Han one or the Latin one.
//!
//! `markup` uses it for paragraphs, and layout for what it adds itself (list markers, margin boxes), so that a
//! character looks the same in both. Most characters belong to one script. The marks “ ” ‘ ’ — … · take the script of
//! the letters beside them (CLREQ §3.1.4; docs/typography.md, rule 11), quotation marks in pairs.

use crate::characters::{is_east_asian, joins_previous};

/// Which font of the stack sets a run.
///
/// It is decided in the tree, so that all writers agree: “ ” ‘ ’ — … · belong to the script of what stands beside
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    Han,
    Latin,
}

/// How a character takes its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ScriptClass {
    Han,
    Latin,
    /// White space: takes the script of what stands before it.
    Space,
    /// A combining mark or an invisible character: takes the script of what stands before it.
    Mark,
    /// “ ‘
    Open,
    /// ” ’
    Close,
    /// — … · and the like.
    Neutral,
}

/// The script of each character of a paragraph, a margin box or a list marker.
pub fn scripts(text: &[char]) -> Vec<Script> {
    let mut scripts: Vec<Option<Script>> = text.iter().map(|&c| own(class(c))).collect();
    // Most texts have no character whose script depends on its neighbours.
    if scripts.iter().any(Option::is_none) {
        let classes: Vec<ScriptClass> = text.iter().map(|&c| class(c)).collect();
        if classes
            .iter()
            .any(|class| matches!(class, ScriptClass::Open | ScriptClass::Close | ScriptClass::Neutral))
        {
            resolve_neutrals(text, &classes, &mut scripts);
        }
        follow(&classes, &mut scripts);
    }
    scripts.into_iter().map(|script| script.unwrap_or(Script::Han)).collect()
}

fn own(class: ScriptClass) -> Option<Script> {
    match class {
        ScriptClass::Han => Some(Script::Han),
        ScriptClass::Latin => Some(Script::Latin),
        _ => None,
    }
}

/// Splits a text into stretches of one script, in order.
pub fn by_script(text: &str) -> Vec<(Script, &str)> {
    let chars: Vec<char> = text.chars().collect();
    let scripts = scripts(&chars);
    let mut rest = text;
    let mut stretches = Vec::new();
    let mut at = 0;
    for same in scripts.chunk_by(|one, next| one == next) {
        let length: usize = chars.iter().skip(at).take(same.len()).map(|c| c.len_utf8()).sum();
        at += same.len();
        let (own, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        stretches.extend(same.first().map(|&script| (script, own)));
    }
    stretches
}

/// Gives quotation marks, dashes and dots the script of the letters beside them.
fn resolve_neutrals(text: &[char], classes: &[ScriptClass], scripts: &mut [Option<Script>]) {
    // The nearest letter before and after each place.
    let mut before = Vec::with_capacity(classes.len());
    let mut seen = None;
    for &class in classes {
        before.push(seen);
        seen = own(class).or(seen);
    }
    let mut after = vec![None; classes.len()];
    seen = None;
    for (slot, &class) in after.iter_mut().zip(classes).rev() {
        *slot = seen;
        seen = own(class).or(seen);
    }
    for (index, script) in scripts.iter_mut().enumerate() {
        let Some(ScriptClass::Open | ScriptClass::Close | ScriptClass::Neutral) = classes.get(index) else {
            continue;
        };
        let beside = [before.get(index).copied().flatten(), after.get(index).copied().flatten()];
        let latin = match text.get(index) {
            // Between two Han it separates the parts of a name; anywhere else it is a bullet.
            Some('•') => beside != [Some(Script::Han); 2],
            // A mark with no letter in its whole paragraph is Chinese, as the document is.
            _ => !beside.contains(&Some(Script::Han)) && beside != [None, None],
        };
        *script = Some(if latin { Script::Latin } else { Script::Han });
    }
    agree_in_pairs(text, classes, scripts);
}

/// If one quotation mark of a pair is Han, makes the other Han too.
fn agree_in_pairs(text: &[char], classes: &[ScriptClass], scripts: &mut [Option<Script>]) {
    let mut open: Vec<usize> = Vec::new();
    for (index, (&c, &class)) in text.iter().zip(classes).enumerate() {
        match class {
            ScriptClass::Open => open.push(index),
            ScriptClass::Close => {
                let opener = if c == '”' { '“' } else { '‘' };
                // A ’ without its ‘ is an apostrophe.
                let Some(&start) = open.last().filter(|&&start| text.get(start) == Some(&opener)) else {
                    continue;
                };
                open.pop();
                let pair = [scripts.get(start).copied().flatten(), scripts.get(index).copied().flatten()];
                if pair.contains(&Some(Script::Han)) {
                    for mark in [start, index] {
                        if let Some(script) = scripts.get_mut(mark) {
                            *script = Some(Script::Han);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// Gives spaces and combining marks the script of what stands before them; at the start, of what follows.
fn follow(classes: &[ScriptClass], scripts: &mut [Option<Script>]) {
    let mut last = scripts.iter().copied().flatten().next();
    for (script, &class) in scripts.iter_mut().zip(classes) {
        match class {
            ScriptClass::Space | ScriptClass::Mark => *script = last,
            _ => last = *script,
        }
    }
}

/// Whether a character is set in the Han font whatever stands beside it.
pub fn is_always_han(c: char) -> bool {
    class(c) == ScriptClass::Han
}

fn class(c: char) -> ScriptClass {
    match c {
        // Most characters are of this range, so it is tested first.
        '\u{4e00}'..='\u{9fff}' => ScriptClass::Han,
        ' ' | '\u{a0}' | '\n' | '\u{2002}'..='\u{200b}' | '\u{202f}' | '\u{205f}' => ScriptClass::Space,
        '\u{21}'..='\u{7e}' => ScriptClass::Latin,
        '“' | '‘' => ScriptClass::Open,
        '”' | '’' => ScriptClass::Close,
        '—' | '―' | '…' | '‥' | '·' | '‧' | '•' => ScriptClass::Neutral,
        _ if joins_previous(c) => ScriptClass::Mark,
        _ if is_east_asian(c) => ScriptClass::Han,
        _ => ScriptClass::Latin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each character's script as H or L.
    fn split(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        scripts(&chars).iter().map(|script| if *script == Script::Han { 'H' } else { 'L' }).collect()
    }

    #[test]
    fn letters_and_digits_know_their_script() {
        assert_eq!(split("熟悉Office及SAP"), "HHLLLLLLHLLL");
        assert_eq!(split("≥98%，①ア（Ａ）"), "LLLLHHHHHH");
    }

    #[test]
    fn quotation_marks_follow_their_neighbours() {
        assert_eq!(split("“十四五”"), "HHHHH");
        assert_eq!(split("the “plan”"), "LLLLLLLLLL");
        assert_eq!(split("熟悉“ERP”系统"), "HHHLLLHHH");
        assert_eq!(split("don’t"), "LLLLL");
        assert_eq!(split("“ ”"), "HHH");
    }

    #[test]
    fn a_bullet_is_latin_but_within_a_name() {
        assert_eq!(split("•"), "L");
        assert_eq!(split("• 圆点"), "LLHH");
        assert_eq!(split("克里斯蒂娜•罗塞蒂"), "HHHHHHHHH");
    }

    #[test]
    fn the_marks_of_a_pair_agree() {
        assert_eq!(split("the “plan” 的"), "LLLLHLLLLHHH");
        assert_eq!(split("它’s “a” b"), "HHLLLLLLL");
    }

    #[test]
    fn dashes_and_dots_take_the_side_of_han() {
        assert_eq!(split("权限——审批……"), "HHHHHHHH");
        assert_eq!(split("ISO——国际"), "LLLHHHH");
        assert_eq!(split("19001—2016"), "LLLLLLLLLL");
        assert_eq!(split("罗塞蒂·A"), "HHHHL");
        assert_eq!(split("A·B"), "LLL");
    }

    #[test]
    fn spaces_and_marks_stay_with_what_precedes() {
        assert_eq!(split("中 A 中"), "HHLLH");
        assert_eq!(split("e\u{301}葛\u{e0100}"), "LLHH");
        // Combining marks of Hebrew, Arabic, Cyrillic and Thai follow their letter too.
        assert_eq!(split("中\u{5b0}a\u{64b}中\u{483}a\u{e34}"), "HHLLHHLL");
        assert_eq!(split(" 中"), "HH");
        assert_eq!(split(" A"), "LL");
    }
}
