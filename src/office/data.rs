//! Reads what a Word file says for programs: its properties, and a custom XML part that is known by its id.

use super::fault::{Result, fault};
use super::limits::{MAX_PARTS, beyond};
use super::package::{OfficePackage, RelatedPart, part_of, part_text};
use super::xml::XmlReader;
use crate::diag::{Code, Diagnostic, Text};

/// The most custom XML parts that are looked into.
const MAX_ITEMS: usize = 1000;

/// What a Word file says for programs.
#[derive(Debug, Default)]
pub struct FileData {
    /// Custom properties by name.
    pub properties: Vec<(String, String)>,
    /// The program that saved it last, as it calls itself.
    pub application: Option<String>,
    /// The root of the custom XML part, or why it cannot be read.
    pub part: Option<std::result::Result<DataNode, Diagnostic>>,
}

/// An element of a part: its attributes, and the elements or the text in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataNode {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    /// Those of the root alone.
    pub children: Vec<DataNode>,
}

impl DataNode {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the data of a Word file; `item_id` is that of the part (ISO 29500-1 §22.5.2.1).
pub fn read(path: &str, bytes: &[u8], item_id: &str) -> std::result::Result<FileData, Vec<Diagnostic>> {
    read_package(bytes, item_id).map_err(|finding| vec![finding.in_file(&path.into())])
}

fn read_package(bytes: &[u8], item_id: &str) -> Result<FileData> {
    let mut package = OfficePackage::open(bytes)?;
    let whole = package.relationships("")?;
    let document = part_of(&whole, "officeDocument").filter(|name| package.has(&name.to_lowercase()));
    let Some(document) = document.filter(|name| !name.starts_with("xl/")) else {
        let message = Text::new("这不是 Word 文档", "it is no Word document");
        return Err(fault(Code::E601, message, None));
    };
    let properties = match part_text(&mut package, &whole, "custom-properties")? {
        Some((name, text)) => custom_properties(name, &text)?,
        None => Vec::new(),
    };
    let application = match part_text(&mut package, &whole, "extended-properties")? {
        Some((name, text)) => application(name, &text)?,
        None => None,
    };
    let parts = package.relationships(document)?;
    let part = item(&mut package, &parts, item_id)?;
    let part = part.map(|(name, text)| tree(&name, &text).map_err(|finding| *finding));
    Ok(FileData { properties, application, part })
}

/// Reads `docProps/custom.xml`.
fn custom_properties(name: &str, text: &str) -> Result<Vec<(String, String)>> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let (mut properties, level) = (Vec::new(), xml.level());
    while let Some(tag) = xml.child(level)? {
        if let Some(name) = tag.attribute("name") {
            let name = name.into_owned();
            properties.push((name, xml.content()?.into_owned()));
        }
    }
    Ok(properties)
}

/// The program that `docProps/app.xml` names.
fn application(name: &str, text: &str) -> Result<Option<String>> {
    let mut xml = XmlReader::new(name, text);
    xml.root()?;
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if tag.name() == "Application" {
            return Ok(Some(xml.content()?.into_owned()));
        }
    }
    Ok(None)
}

/// The custom XML part with this id, with its name.
fn item(
    package: &mut OfficePackage,
    parts: &[RelatedPart],
    item_id: &str,
) -> Result<Option<(String, String)>> {
    for item in parts.iter().filter(|part| part.kind == "customXml").take(MAX_ITEMS) {
        let own = package.relationships(&item.target)?;
        let Some((name, text)) = part_text(package, &own, "customXmlProps")? else { continue };
        let is_it = XmlReader::new(name, &text).root()?.attribute("itemID").as_deref() == Some(item_id);
        if is_it {
            return Ok(package.part(&item.target)?.map(|text| (item.target.clone(), text)));
        }
    }
    Ok(None)
}

fn tree(name: &str, text: &str) -> Result<DataNode> {
    let mut xml = XmlReader::new(name, text);
    let root = xml.root()?;
    let mut node =
        DataNode { name: root.name().to_owned(), attributes: root.attributes(), ..DataNode::default() };
    let level = xml.level();
    while let Some(tag) = xml.child(level)? {
        if node.children.len() >= MAX_CHILDREN {
            return beyond("附带数据里的项数", "items of carried data", MAX_CHILDREN);
        }
        let (name, attributes) = (tag.name().to_owned(), tag.attributes());
        let text = xml.content()?.into_owned();
        node.children.push(DataNode { name, attributes, text, children: Vec::new() });
    }
    Ok(node)
}

/// The most elements of a part.
const MAX_CHILDREN: usize = 10 * MAX_PARTS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_root_with_texts() {
        let text = "<?xml version='1.0'?><a xmlns=\"urn:x\" b=\"1&#10;2\">\n <c d=\"e\">&lt;甲\n  乙&#10;</c><c/></a>";
        let node = tree("item1.xml", text).unwrap();
        assert_eq!(
            (node.name.as_str(), node.attribute("b"), node.attribute("xmlns")),
            ("a", Some("1\n2"), None)
        );
        let texts: Vec<&str> = node.children.iter().map(|child| child.text.as_str()).collect();
        assert_eq!(texts, ["<甲\n  乙\n", ""]);
        assert_eq!(node.children[0].attribute("d"), Some("e"));
        assert!(tree("item1.xml", "<a><b></a>").is_err());
    }
}
