//! Reads what a file says of itself.

use super::block::FileProperties;
use super::fault::Result;
use super::package::{OfficePackage, RelatedPart, part_text};
use super::xml::XmlReader;

/// Reads the parts with the core and the extended properties (`docProps/core.xml`, `app.xml`), if the package has them.
/// `whole` is what the package itself refers to.
pub fn properties(package: &mut OfficePackage, whole: &[RelatedPart]) -> Result<FileProperties> {
    let mut properties = FileProperties::default();
    for kind in ["core-properties", "extended-properties"] {
        if let Some((name, text)) = part_text(package, whole, kind)? {
            read(name, &text, &mut properties)?;
        }
    }
    Ok(properties)
}

fn read(name: &str, text: &str, properties: &mut FileProperties) -> Result<()> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        let field = match tag.name() {
            "title" => &mut properties.title,
            "creator" => &mut properties.author,
            "Application" => &mut properties.application,
            _ => continue,
        };
        let content = xml.content()?;
        *field = Some(content.trim().to_owned()).filter(|content| !content.is_empty());
    }
    Ok(())
}
