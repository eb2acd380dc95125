//! Reads what a file says of itself.

use super::block::FileProperties;
use super::fault::Result;
use super::package::{OfficePackage, RelatedPart, part_text};
use super::xml::XmlReader;

/// Reads the part with the core properties (`docProps/core.xml`), if the package has one. `whole` is what the package itself
/// refers to.
pub fn properties(package: &mut OfficePackage, whole: &[RelatedPart]) -> Result<FileProperties> {
    match part_text(package, whole, "core-properties")? {
        Some((name, text)) => read(name, &text),
        None => Ok(FileProperties::default()),
    }
}

fn read(name: &str, text: &str) -> Result<FileProperties> {
    let mut properties = FileProperties::default();
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        let field = match tag.name() {
            "title" => &mut properties.title,
            "creator" => &mut properties.author,
            _ => continue,
        };
        let content = xml.content()?;
        *field = Some(content.trim().to_owned()).filter(|content| !content.is_empty());
    }
    Ok(properties)
}
