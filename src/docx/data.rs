//! What a document carries for programs: properties of its own, and a custom XML part that nobody sees.

use super::package::Relations;
use super::xml::Xml;

/// What a document carries for programs.
#[derive(Debug, Default)]
pub struct CarriedData {
    /// Custom properties by name.
    pub properties: Vec<(String, String)>,
    /// A document with such a part also has a bookmark in each row of its tables, so that the row can be known again.
    pub part: Option<DataPart>,
}

/// A custom XML part (ISO 29500-1 §15.2.5, §15.2.6).
#[derive(Debug)]
pub struct DataPart {
    /// A GUID in braces. Programs that save the file may call the part otherwise, but keep this.
    pub item_id: &'static str,
    pub namespace: &'static str,
    pub root: DataElement,
}

/// An element: attributes, and either a text or further elements.
#[derive(Debug, Default)]
pub struct DataElement {
    pub name: &'static str,
    pub attributes: Vec<(&'static str, String)>,
    pub text: String,
    pub children: Vec<DataElement>,
}

/// The paths of the part and of its properties in the package.
pub const ITEM: &str = "customXml/item1.xml";
pub const ITEM_PROPERTIES: &str = "customXml/itemProps1.xml";
/// The relationships of the part.
pub const ITEM_RELATIONS: &str = "customXml/_rels/item1.xml.rels";

impl DataPart {
    pub fn item(&self) -> Vec<u8> {
        Xml::part(|xml| self.root.write(Some(self.namespace), xml))
    }

    pub fn properties(&self) -> Vec<u8> {
        let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
        let attributes = [("ds:itemID", self.item_id.into()), ("xmlns:ds", namespace.into())];
        Xml::part(|xml| {
            xml.element("ds:datastoreItem", &attributes, |xml| {
                xml.element("ds:schemaRefs", &[], |xml| {
                    xml.empty("ds:schemaRef", &[("ds:uri", self.namespace.into())]);
                });
            });
        })
    }
}

/// The relationships of [`ITEM`].
pub fn item_relations() -> Relations {
    let mut relations = Relations::default();
    relations.add("customXmlProps", "itemProps1.xml");
    relations
}

impl DataElement {
    fn write(&self, namespace: Option<&str>, xml: &mut Xml) {
        let namespace = namespace.map(|namespace| ("xmlns", namespace.into()));
        let own = self.attributes.iter().map(|(name, value)| (*name, value.into()));
        let attributes: Vec<_> = namespace.into_iter().chain(own).collect();
        xml.element(self.name, &attributes, |xml| {
            xml.text(&self.text);
            self.children.iter().for_each(|child| child.write(None, xml));
        });
    }
}
