//! The function `org_chart`, by which a template asks for charts of reporting lines.
//!
//! It gives a list, which is empty if there is no line to show. Each item has `src`, `alt`, `title`, `width` and
//! `height`. The same arguments always give the same list.

use std::sync::Arc;

use minijinja::value::{Kwargs, Rest, ValueKind};
use minijinja::{Environment, Error, State, Value};

use super::error::told;
use super::meter::uncounted;
use crate::chart::{ChartFault, ChartScope, Charts, Request};
use crate::diag::{Text, nearest};
use crate::unit::{Abs, Size};

/// The named arguments of `org_chart`.
const ARGUMENTS: [&str; 9] =
    ["width", "height", "size", "fonts", "line", "fill", "accent", "corner", "departments"];
/// The default room: the type area of A4 with margins of 20 mm.
const ROOM: Size = Size { width: Abs::mm(170.0), height: Abs::mm(257.0) };
/// The fuel for each sheet of a chart.
const FUEL_PER_SHEET: u64 = 1_000;
/// How many families are read at most; more than a chart may have.
const MOST_FAMILIES: usize = 100;

/// Defines the function. Without charts, it is an error to call it.
pub(super) fn add_function(environment: &mut Environment<'static>, charts: Option<Arc<Charts>>) {
    let function = move |state: &State, scope: Rest<Value>, arguments: Kwargs| {
        let charts = charts.as_ref().ok_or_else(no_charts)?;
        let request = request(&scope, &arguments)?;
        // Other threads wait for this chart, which is laid out once for all, so it does not count for this template.
        let sheets = uncounted(|| charts.sheets(&request)).map_err(wrong)?;
        state.consume_fuel(FUEL_PER_SHEET * (1 + sheets.len() as u64))?;
        let sheets = sheets.iter().enumerate().map(|(index, sheet)| {
            Value::from_pairs([
                ("src", request.name(index + 1)),
                ("alt", sheet.alt.clone()),
                ("title", sheet.title.clone()),
                ("width", sheet.size.width.to_string()),
                ("height", sheet.size.height.to_string()),
            ])
        });
        Ok::<Value, Error>(Value::from(sheets.collect::<Vec<Value>>()))
    };
    environment.add_function("org_chart", function);
}

fn request(scope: &[Value], arguments: &Kwargs) -> Result<Request, Error> {
    let scope = match scope {
        [] => ChartScope::Company,
        [department] => ChartScope::Department(department_id(department)?),
        _ => {
            return Err(told(Text::new(
                "org_chart 最多有一个不带名字的参数：部门",
                "org_chart takes one argument without a name, a department, or none",
            )));
        }
    };
    let mut request = Request::new(scope, ROOM);
    for name in arguments.args() {
        let value: Value = arguments.get(name)?;
        let text = match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => {
                let families: Vec<Value> = value.try_iter()?.take(MOST_FAMILIES).collect();
                let names = families.iter().map(|family| family.as_str().ok_or_else(|| not_text(name)));
                Request::join_fonts(names.collect::<Result<Vec<&str>, Error>>()?.into_iter())
            }
            ValueKind::Map | ValueKind::Plain => return Err(not_text(name)),
            ValueKind::Bool => if value.is_true() { "true" } else { "false" }.to_owned(),
            _ => value.to_string(),
        };
        if !request.set(name, &text).map_err(wrong)? {
            return Err(unknown_argument(name));
        }
    }
    Ok(request)
}

/// The id of a department's value.
fn department_id(department: &Value) -> Result<String, Error> {
    let id = department.get_attr("id").ok().and_then(|id| id.as_str().map(str::to_owned));
    id.ok_or_else(|| {
        told(Text::new(
            "org_chart 的参数应为部门，如 `org_chart(department)`",
            "org_chart takes a department, as in `org_chart(department)`",
        ))
    })
}

fn unknown_argument(name: &str) -> Error {
    let (zh, en) = match nearest(name, ARGUMENTS) {
        Some(known) => (format!("，是不是 `{known}`？"), format!("; did you mean `{known}`?")),
        None => (format!("，只有 {}", ARGUMENTS.join("、")), format!("; there are {}", ARGUMENTS.join(", "))),
    };
    told(Text::new(
        format!("org_chart 没有参数 `{name}`{zh}"),
        format!("org_chart has no argument `{name}`{en}"),
    ))
}

fn not_text(name: &str) -> Error {
    told(Text::new(
        format!("org_chart 的参数 `{name}` 应为文字，或文字的列表"),
        format!("org_chart's argument `{name}` is a text, or a list of texts"),
    ))
}

fn wrong(fault: ChartFault) -> Error {
    told(fault.text())
}

fn no_charts() -> Error {
    told(Text::new(
        "画组织架构图要有字体：请先用 `Renderer::with_charts` 给出",
        "an organisation chart needs fonts, which `Renderer::with_charts` gives",
    ))
}
