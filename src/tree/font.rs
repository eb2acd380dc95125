//! Reads a CSS `font-family` list as Chinese offices mean it: one font for Latin, one for Han.

use std::sync::Arc;

use super::script::Script;

/// A resolved `font-family`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FontStack {
    /// Every family in the author's order, generic names too.
    pub families: Arc<[Arc<str>]>,
    /// The family for Latin letters and digits: the first that is not a Han family.
    pub latin: Arc<str>,
    /// The family for Han: the first that is a Han family.
    pub han: Arc<str>,
    pub generic: Generic,
}

/// The kind of face to take where a family is not available.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Generic {
    Serif,
    SansSerif,
}

/// Chinese families known by their Latin names, with the kind of face each is.
const HAN_FAMILIES: [(&str, Generic); 20] = [
    ("simsun", Generic::Serif),
    ("nsimsun", Generic::Serif),
    ("fangsong", Generic::Serif),
    ("fangsong_gb2312", Generic::Serif),
    ("kaiti", Generic::Serif),
    ("kaiti_gb2312", Generic::Serif),
    ("stsong", Generic::Serif),
    ("stzhongsong", Generic::Serif),
    ("stfangsong", Generic::Serif),
    ("stkaiti", Generic::Serif),
    ("songti sc", Generic::Serif),
    ("noto serif sc", Generic::Serif),
    ("noto serif cjk sc", Generic::Serif),
    ("simhei", Generic::SansSerif),
    ("stheiti", Generic::SansSerif),
    ("heiti sc", Generic::SansSerif),
    ("microsoft yahei", Generic::SansSerif),
    ("dengxian", Generic::SansSerif),
    ("noto sans sc", Generic::SansSerif),
    ("noto sans cjk sc", Generic::SansSerif),
];

/// Latin families without serifs. They tell the generic family of a list that names none.
const SANS_FAMILIES: [&str; 8] =
    ["arial", "arimo", "helvetica", "calibri", "verdana", "tahoma", "segoe ui", "noto sans"];

impl FontStack {
    /// Reads a list such as `"Times New Roman", 宋体, serif`.
    ///
    /// A script without a family of its own in the list gets the default of the list's generic family: Times New
    /// Roman and 宋体 for `serif`, Arial and 黑体 for `sans-serif`. A family of unknown kind may be a Han family: if the
    /// list has no known one, the last unknown family sets Han. So a single unknown family sets both scripts.
    pub fn new<S: AsRef<str>>(families: &[S]) -> FontStack {
        let names: Vec<&str> = families.iter().map(AsRef::as_ref).collect();
        let generic = names.iter().find_map(|name| kind_of(name)).unwrap_or(Generic::Serif);
        let concrete = || names.iter().copied().filter(|name| !is_generic(name));
        let latin = concrete().find(|name| !is_han_family(name));
        let han = concrete().find(|name| is_han_family(name));
        let (default_latin, default_han) = match generic {
            Generic::Serif => ("Times New Roman", "宋体"),
            Generic::SansSerif => ("Arial", "黑体"),
        };
        let unknown = concrete().rfind(|name| kind_of(name).is_none());
        FontStack {
            families: names.iter().map(|&name| Arc::from(name)).collect(),
            latin: latin.unwrap_or(default_latin).into(),
            han: han.or(unknown).unwrap_or(default_han).into(),
            generic,
        }
    }
}

impl FontStack {
    /// The family that sets a script.
    pub fn family(&self, script: Script) -> &Arc<str> {
        match script {
            Script::Han => &self.han,
            Script::Latin => &self.latin,
        }
    }

    /// The kind of face that sets a script: that of its family if the name is known, else that of the list.
    pub fn generic_of(&self, script: Script) -> Generic {
        kind_of(self.family(script)).unwrap_or(self.generic)
    }
}

fn is_generic(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "serif" | "sans-serif")
}

/// Whether a family's name says that it sets Han: it is not ASCII, or it is one of [`HAN_FAMILIES`].
fn is_han_family(name: &str) -> bool {
    let lower = name.to_lowercase();
    !name.is_ascii() || HAN_FAMILIES.iter().any(|(known, _)| *known == lower)
}

fn kind_of(name: &str) -> Option<Generic> {
    let lower = name.to_lowercase();
    if let Some((_, kind)) = HAN_FAMILIES.iter().find(|(known, _)| *known == lower) {
        return Some(*kind);
    }
    match lower.as_str() {
        "serif" | "times new roman" | "times" | "tinos" | "georgia" | "cambria" => Some(Generic::Serif),
        "sans-serif" => Some(Generic::SansSerif),
        _ if SANS_FAMILIES.contains(&lower.as_str()) => Some(Generic::SansSerif),
        _ if ['黑', '雅', '圆'].iter().any(|&c| name.contains(c)) || name == "等线" => {
            Some(Generic::SansSerif)
        }
        _ if ['宋', '楷', '仿', '隶', '明'].iter().any(|&c| name.contains(c)) => Some(Generic::Serif),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_names_a_font_for_each_script() {
        let serif = FontStack::new(&["Times New Roman", "宋体", "serif"]);
        assert_eq!((&*serif.latin, &*serif.han), ("Times New Roman", "宋体"));
        let sans = FontStack::new(&["sans-serif"]);
        assert_eq!((&*sans.latin, &*sans.han, sans.generic), ("Arial", "黑体", Generic::SansSerif));
        let han_only = FontStack::new(&["仿宋"]);
        assert_eq!((&*han_only.latin, &*han_only.han), ("Times New Roman", "仿宋"));
        let own = FontStack::new(&["Acme Song"]);
        assert_eq!((&*own.latin, &*own.han), ("Acme Song", "Acme Song"));
        let both = FontStack::new(&["Arial", "Source Han Sans", "sans-serif"]);
        assert_eq!((&*both.latin, &*both.han), ("Arial", "Source Han Sans"));
    }
}
