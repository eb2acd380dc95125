//! What a position is called in a line.

/// `采购部/采购员（CG-01）`. A blank department stands for none.
pub fn named(department: &str, title: &str, code: Option<&str>) -> String {
    let folder = if department.is_empty() { String::new() } else { format!("{department}/") };
    let code = code.map(|code| format!("（{code}）")).unwrap_or_default();
    format!("{folder}{title}{code}")
}
