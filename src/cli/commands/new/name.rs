//! Reads 部门/名称: the folders and the title of a new position.
//!
//! Promises: the file is in the project's folder, has a name that every system accepts, and is read by a build.

use crate::cli::exit::Stop;
use crate::diag::Text;
use crate::filename::{is_unseen, safe};
use crate::model::{is_position_file, name_fault};

/// The place of a new position.
#[derive(Debug, PartialEq, Eq)]
pub struct NewPlace<'a> {
    /// The folders in the project, with `/` between them.
    pub folders: &'a str,
    /// The last folder, which names the department.
    pub department: &'a str,
    pub title: &'a str,
    /// The path in the project, with `/` between names.
    pub path: String,
}

pub fn read(name: &str) -> Result<NewPlace<'_>, Stop> {
    let refuse = |zh: &str, en: &str| {
        Err(Stop::Usage(Text::new(
            format!("不能用 `{}` 作岗位：{zh}", name.escape_debug()),
            format!("`{}` cannot be a position: {en}", name.escape_debug()),
        )))
    };
    if name.contains(is_unseen) {
        return refuse("含有看不见的字符", "it has a character that cannot be seen");
    }
    let Some((folders, title)) = name.rsplit_once('/').filter(|(folders, _)| !folders.is_empty()) else {
        return refuse("请写成 部门/名称", "write it as DEPARTMENT/TITLE");
    };
    for part in folders.split('/').chain([title]) {
        if let Some(Text { zh, en }) = name_fault(part) {
            return refuse(&zh, &en);
        }
        if part == "." || part == ".." {
            return refuse("路径不能离开手册文件夹", "a path must not leave the project folder");
        }
    }
    // A folder names its department, so it cannot be renamed to a safe name; the file of a title can.
    if let Some(folder) = folders.split('/').find(|folder| safe(folder) != **folder) {
        return refuse(
            &format!("文件夹不能叫 `{folder}`"),
            &format!("not every system takes `{folder}` as a folder's name"),
        );
    }
    let file = safe(title);
    if file.starts_with('_') && !title.starts_with('_') {
        return refuse("Windows 不允许文件叫这个名称", "Windows takes no file of this name");
    }
    let path = format!("{folders}/{file}.yaml");
    if !is_position_file(&path) {
        return refuse(
            "以 _ 开头的文件和文件夹，以及 templates、fonts、dist 文件夹，不会当作岗位读取",
            "names that begin with _, and the folders templates, fonts and dist, hold no positions",
        );
    }
    let department = folders.rsplit('/').next().unwrap_or(folders);
    Ok(NewPlace { folders, department, title, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_department_and_title() {
        let place = read("集团/市场部/司机:一组").ok().unwrap();
        let expected = ("集团/市场部", "市场部", "司机:一组", "集团/市场部/司机：一组.yaml");
        assert_eq!((place.folders, place.department, place.title, place.path.as_str()), expected);
    }

    #[test]
    fn no_name_leaves_the_project_or_is_not_read() {
        for name in [
            "",
            "/",
            "销售员",
            "/销售员",
            "/etc/销售员",
            "../销售员",
            "市场部/../../销售员",
            "市场部/..",
            "市场部/.",
            "市场部//销售员",
            "市场部/",
            "市场部/ ",
            " 市场部/销售员",
            "市场部/销售\u{7}员",
            "市场部/销售\n员",
            "市场部/\u{202e}销售员",
            "CON/销售员",
            "市场部/con",
            r"C:\市场部/销售员",
            "C:/销售员",
            ".hidden/销售员",
            "_草稿/销售员",
            "市场部/_草稿",
            "templates/销售员",
            "市场部/dist/销售员",
            "市场部./销售员",
        ] {
            assert!(read(name).is_err(), "{name:?}");
        }
        assert!(read(&format!("市场部/{}", "长".repeat(101))).is_err());
    }
}
