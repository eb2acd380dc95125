//! Where a position goes in a project: its department, and the folder of that.

use super::change::Refusal;
use super::handbook;
use crate::amend::{FieldItem, FieldValue, get, put};
use crate::diag::Text;
use crate::model::{DEPARTMENT, Department, HANDBOOK, Handbook, Position, ProjectNames, folded, name_fault};
use crate::pipeline::Overlay;

/// A department that a position goes to.
pub struct Home {
    /// Empty for the positions that belong to no department.
    pub name: String,
    /// The folder of its positions; nothing for a new department.
    folder: Option<String>,
    is_new: bool,
}

impl Home {
    /// A department by its name, or a new one.
    pub fn of(handbook: &Handbook, name: &str) -> Result<Home, Refusal> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(Home { name: String::new(), folder: Some(String::new()), is_new: false });
        }
        if let Some(known) = handbook.departments.iter().find(|known| is_called(known, name)) {
            let name = known.name.as_ref().map_or(name, |name| name.as_str()).to_owned();
            let folders = || known.positions.iter().filter_map(|position| position.path.rsplit_once('/'));
            let called = folders().find(|(folder, _)| folder.rsplit('/').next() == Some(&name));
            let folder = called.or_else(|| folders().next()).map(|(folder, _)| folder.to_owned());
            return Ok(Home { name, folder, is_new: false });
        }
        refuse_name(name)?;
        Ok(Home { name: name.to_owned(), folder: None, is_new: true })
    }

    /// The path of the file of a new position.
    pub fn claim(&self, names: &mut ProjectNames, title: &str) -> String {
        match &self.folder {
            Some(folder) => names.claim_in(folder, title),
            None => names.claim(Some(&self.name), title),
        }
    }

    /// The path of a file that comes here, which keeps its name if it can.
    pub fn claim_for(&self, names: &mut ProjectNames, path: &str, title: &str) -> String {
        let claimed = self.claim(names, title);
        let folder = claimed.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let kept = folder + path.rsplit('/').next().unwrap_or(path);
        if names.can_be(&kept) { kept } else { claimed }
    }

    /// Whether a position in this file has to name its department, since the folder has another name.
    pub fn needs_key(&self, path: &str) -> bool {
        path.rsplit('/').nth(1).unwrap_or_default() != self.name
    }

    /// Adds a new department to those that the handbook lists, if it lists any and that can be done.
    pub fn list(&self, overlay: &mut Overlay) {
        if !self.is_new {
            return;
        }
        let Some((departments, name)) = HANDBOOK.named("departments").zip(DEPARTMENT.named("name")) else {
            return;
        };
        let listed = handbook::change(overlay, |content| {
            let Some(FieldValue::Items(mut items)) = get(content, &HANDBOOK, departments) else {
                return Ok(None);
            };
            let mut item = FieldItem::default();
            item.set(name, FieldValue::Texts(vec![self.name.clone()]));
            items.push(item);
            put(content, &HANDBOOK, departments, &FieldValue::Items(items)).ok_or_else(Refusal::by_hand)?;
            Ok(Some(Text::new("", "")))
        });
        if let Ok(Some((_, file))) = listed
            && let Some(text) = file.after
        {
            overlay.texts.insert(file.path.into(), text);
        }
    }

    /// Refuses a title that another position of the department has.
    pub fn refuse_taken(&self, handbook: &Handbook, title: &str, own: Option<usize>) -> Result<(), Refusal> {
        let same = |(number, position): (usize, &Position)| {
            own != Some(number)
                && folded(&name_of(position)) == folded(&self.name)
                && folded(&position.title) == folded(title)
        };
        match handbook.positions().enumerate().any(same) {
            true => Err(Refusal::because(
                format!("{}已经有叫“{title}”的岗位", self.name),
                format!("{} has a position called “{title}”", self.name),
            )),
            false => Ok(()),
        }
    }
}

fn is_called(department: &Department, name: &str) -> bool {
    department.name.as_ref().is_some_and(|known| folded(known) == folded(name))
}

/// The department that a position stands in; empty for none.
pub fn name_of(position: &Position) -> String {
    position.department.as_ref().map_or(String::new(), |name| name.to_string())
}

/// A title as somebody typed it, if a position can have it.
pub fn title_of(typed: &str) -> Result<String, Refusal> {
    let title = typed.trim();
    if title.is_empty() {
        return Err(Refusal::because("请写岗位名称", "write the position's title"));
    }
    refuse_name(title)?;
    Ok(title.to_owned())
}

fn refuse_name(name: &str) -> Result<(), Refusal> {
    match name_fault(name) {
        Some(Text { zh, en }) => {
            Err(Refusal::because(format!("不能叫这个名称：{zh}"), format!("it cannot be called so: {en}")))
        }
        None => Ok(()),
    }
}
