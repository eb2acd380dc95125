//! Writes the document's metadata: core, extended and custom properties.

use crate::tree::Meta;

use super::xml::Xml;

/// The content of `docProps/core.xml` (ISO 29500-2 §11). All dates come from the document, none from the clock.
pub fn core(meta: &Meta) -> Vec<u8> {
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties".into()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/".into()),
        ("xmlns:dcterms", "http://purl.org/dc/terms/".into()),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance".into()),
    ];
    Xml::part(|xml| {
        xml.element("cp:coreProperties", &namespaces, |xml| {
            xml.text_element("dc:title", &[], &meta.title);
            if let Some(company) = &meta.company {
                xml.text_element("dc:creator", &[], company);
                xml.text_element("cp:lastModifiedBy", &[], company);
            }
            if let Some(date) = meta.date {
                let date = format!("{date}T00:00:00Z");
                for name in ["dcterms:created", "dcterms:modified"] {
                    xml.text_element(name, &[("xsi:type", "dcterms:W3CDTF".into())], &date);
                }
            }
            if !meta.language.is_empty() {
                xml.text_element("dc:language", &[], &meta.language);
            }
            if let Some(version) = &meta.version {
                xml.text_element("cp:version", &[], version);
            }
        });
    })
}

/// The content of `docProps/app.xml`.
pub fn app(meta: &Meta, pages: u32) -> Vec<u8> {
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    Xml::part(|xml| {
        xml.element("Properties", &[("xmlns", namespace.into())], |xml| {
            if pages > 0 {
                xml.text_element("Pages", &[], &pages.to_string());
            }
            if let Some(company) = &meta.company {
                xml.text_element("Company", &[], company);
            }
            xml.text_element("Application", &[], "gangwei");
        });
    })
}

/// The content of `docProps/custom.xml`: what the document says of itself, and `more`; `None` if no property is set.
pub fn custom(meta: &Meta, more: &[(String, String)]) -> Option<Vec<u8>> {
    let properties: Vec<(&str, &String)> =
        [("版本", &meta.version), ("文号", &meta.document_number), ("密级", &meta.confidentiality)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_ref()?)))
            .chain(more.iter().map(|(name, value)| (name.as_str(), value)))
            .collect();
    let namespaces = [
        ("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties".into()),
        ("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes".into()),
    ];
    (!properties.is_empty()).then(|| {
        Xml::part(|xml| {
            xml.element("Properties", &namespaces, |xml| {
                for (index, (name, value)) in properties.iter().enumerate() {
                    // The format id of user-defined properties; property ids below 2 are reserved.
                    let id = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
                    let attributes =
                        [("fmtid", id.into()), ("pid", (index as i64 + 2).into()), ("name", (*name).into())];
                    xml.element("property", &attributes, |xml| xml.text_element("vt:lpwstr", &[], value));
                }
            });
        })
    })
}
