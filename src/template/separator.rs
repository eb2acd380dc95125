//! Chooses the mark between joined texts, so that a reader sees where each ends.
//!
//! A mark separates texts only if it is stronger than the marks inside them (GB/T 15834: 、 and ， are weaker than ；,
//! and ； than 。), and it is the same between all of them. Text in brackets or quotation marks does not count, nor does
//! the mark at the end of the last text.

/// The strength of a mark: 、 1, ； 2, 。 3; anything else 0. `next` is the character after it.
fn strength(mark: char, next: Option<char>) -> u8 {
    // In 1,000 and 3.5 they separate nothing.
    let parts = next.is_none_or(char::is_whitespace);
    match mark {
        '、' | '，' => 1,
        ',' if parts => 1,
        '；' | ';' => 2,
        '。' | '！' | '？' => 3,
        '.' | '!' | '?' if parts => 3,
        _ => 0,
    }
}

/// The first of `marks`, from the weakest on, that is stronger than the marks inside the texts, or else the last.
pub fn separator<'m>(texts: &[&str], marks: &[&'m str]) -> &'m str {
    let last = texts.len().saturating_sub(1);
    let needed = texts.iter().enumerate().map(|(index, text)| needed(text, index == last)).max().unwrap_or(0);
    let is_enough = |mark: &&&str| mark.chars().map(|c| strength(c, None)).max().unwrap_or(0) >= needed;
    marks.iter().find(is_enough).or(marks.last()).copied().unwrap_or_default()
}

/// How strong a mark must be beside a text.
fn needed(text: &str, is_last: bool) -> u8 {
    let text = text.trim_end();
    let mut depth = 0usize;
    let mut needed = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '（' | '(' | '《' | '〈' | '“' | '‘' | '「' | '『' | '【' | '[' => depth += 1,
            '）' | ')' | '》' | '〉' | '”' | '’' | '」' | '』' | '】' | ']' => {
                depth = depth.saturating_sub(1)
            }
            _ if depth > 0 => {}
            _ => {
                let next = chars.peek().copied();
                let own = strength(c, next);
                needed = needed.max(match next {
                    Some(_) if own > 0 => own + 1,
                    // The mark at its end is used instead, so the others need one as strong.
                    None if !is_last => own,
                    _ => 0,
                });
            }
        }
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_stronger_than_what_it_parts() {
        let chinese = |texts: &[&str]| separator(texts, &["、", "；", "。"]);
        assert_eq!(chinese(&["计算机", "投影仪"]), "、");
        assert_eq!(chinese(&["计算机、投影仪", "量具"]), "；");
        assert_eq!(chinese(&["精通甲，熟悉乙", "了解丙"]), "；");
        assert_eq!(chinese(&["每月提交；误差不超过1%", "当日完成"]), "。");
        assert_eq!(chinese(&["先申请。再办理", "当日完成"]), "。");
        assert_eq!(chinese(&["（一、二；三。）甲", "《甲、乙》"]), "、");
        assert_eq!(chinese(&[]), "、");
        let english = |texts: &[&str]| separator(texts, &[", ", "; ", ". "]);
        assert_eq!(english(&["1,000 units", "3.5 kg"]), ", ");
        assert_eq!(english(&["a, b", "c"]), "; ");
        assert_eq!(english(&["First. Then", "c"]), ". ");
    }

    #[test]
    fn ends_that_texts_have_already_are_matched() {
        let run = |texts: &[&str]| separator(texts, &["；", "。"]);
        assert_eq!(run(&["甲", "乙。"]), "；", "the last one ends the list");
        assert_eq!(run(&["甲。", "乙"]), "。");
        assert_eq!(run(&["甲；", "乙"]), "；");
        assert_eq!(run(&["甲，", "乙、丙"]), "；");
    }
}
