//! Why a chart cannot be drawn.

use crate::diag::Text;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartFault {
    /// Not even two boxes at a readable size fit in the room.
    NoRoom,
    /// A name that no request gives.
    Name(String),
    /// An argument with a wrong value: its name, the value, and what is expected.
    Argument {
        name: &'static str,
        written: String,
        expected: Text,
    },
    NoDepartment(String),
    NoSheet {
        name: String,
        sheets: usize,
    },
    TooManySheets {
        most: usize,
    },
}

impl ChartFault {
    pub fn text(&self) -> Text {
        match self {
            ChartFault::NoRoom => Text::new(
                "组织架构图的 width、height 太小：8pt 的字连两个框也放不下",
                "the `width` or `height` of the organisation chart is too small: not even two boxes of 8pt type fit",
            ),
            ChartFault::Name(name) => Text::new(
                format!("`{name}` 不是组织架构图的名字；图由模板函数 org_chart 给出"),
                format!(
                    "`{name}` names no organisation chart; the template function org_chart gives the names"
                ),
            ),
            ChartFault::Argument { name, written, expected } => Text::new(
                format!("组织架构图的 {name} 应为{}，写的是 `{written}`", expected.zh),
                format!("`{name}` of an organisation chart is {}, found `{written}`", expected.en),
            ),
            ChartFault::NoDepartment(id) => {
                Text::new(format!("没有部门 `{id}`"), format!("there is no department `{id}`"))
            }
            ChartFault::NoSheet { name, sheets } => Text::new(
                format!("`{name}` 没有这一张：这个图共 {sheets} 张"),
                format!("`{name}` is not there: the number of this chart's sheets is {sheets}"),
            ),
            ChartFault::TooManySheets { most } => Text::new(
                format!("组织架构图超过 {most} 张：请把 width、height 放大"),
                format!(
                    "the organisation chart has more than {most} sheets: make `width` and `height` larger"
                ),
            ),
        }
    }
}
