//! What kinds of values messages say that they expect.

/// What a value should have been.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    Text,
    Texts,
    Whole,
    Headcount,
    Mapping,
    List,
    Groups,
    Item,
}

impl Expected {
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Expected::Text => ("文字", "text"),
            Expected::Texts => ("文字或文字列表", "text or a list of text"),
            Expected::Whole => ("整数", "a whole number"),
            Expected::Headcount => ("整数或范围", "a whole number or a range"),
            Expected::Mapping => ("“项目: 内容”的形式", "a mapping (key: value)"),
            Expected::List => ("列表", "a list"),
            Expected::Groups => ("列表，或“组名: 列表”的形式", "a list, or a mapping of groups to lists"),
            Expected::Item => ("文字，或“项目: 内容”的形式", "text or a mapping (key: value)"),
        }
    }
}
