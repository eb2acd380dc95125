//! Checks what the Open XML SDK and the schemas do not see: that a package agrees with itself.

use std::collections::{BTreeMap, BTreeSet};

use super::dom::{Element, parse, unpack};

/// Everything wrong with a package; nothing for a good one.
pub fn check_package(package: &[u8]) -> Vec<String> {
    let files = match unpack(package) {
        Ok(files) => files,
        Err(error) => return vec![error],
    };
    let mut check = Check::default();
    for (name, bytes) in &files {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            match parse(bytes) {
                Ok(root) => drop(check.parts.insert(name.clone(), root)),
                Err(error) => check.findings.push(format!("{name}: {error}")),
            }
        }
    }
    check.content_types(files.keys());
    check.relations(&files);
    check.styles();
    check.lists();
    check.stories();
    check.findings
}

#[derive(Default)]
struct Check {
    parts: BTreeMap<String, Element>,
    findings: Vec<String>,
}

impl Check {
    fn report(&mut self, part: &str, finding: impl std::fmt::Display) {
        self.findings.push(format!("{part}: {finding}"));
    }

    fn content_types<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        let Some(types) = self.parts.get("[Content_Types].xml") else {
            return self.findings.push("no content types".to_owned());
        };
        let overrides: BTreeSet<String> =
            types.all("Override").filter_map(|one| one.attribute("PartName")).map(str::to_owned).collect();
        let defaults: BTreeSet<String> =
            types.all("Default").filter_map(|one| one.attribute("Extension")).map(str::to_owned).collect();
        let names: Vec<&String> = names.collect();
        for name in &names {
            let extension = name.rsplit('.').next().unwrap_or_default();
            // A custom XML part is XML of any kind.
            let is_document = name.ends_with(".xml")
                && *name != "[Content_Types].xml"
                && !name.starts_with("customXml/item1");
            if is_document && !overrides.contains(&format!("/{name}")) || !defaults.contains(extension) {
                self.report(name, "no content type");
            }
        }
        for part in overrides {
            if !names.iter().any(|name| part == format!("/{name}")) {
                self.report(&part, "content type of a part that is not there");
            }
        }
    }

    /// Every target exists, and every `r:` attribute names a relationship.
    fn relations(&mut self, files: &BTreeMap<String, Vec<u8>>) {
        let mut findings = Vec::new();
        for (name, root) in self.parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
            let base = name.split("_rels/").next().unwrap_or_default();
            for relation in root.all("Relationship") {
                let target = relation.attribute("Target").unwrap_or_default();
                let is_inside = relation.attribute("TargetMode") != Some("External");
                let path = match target.strip_prefix("../") {
                    Some(target) => target.to_owned(),
                    None => format!("{base}{target}"),
                };
                if is_inside && !files.contains_key(&path) {
                    findings.push(format!("{name}: no target {target}"));
                }
            }
        }
        for (name, root) in &self.parts {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            let relations = self.parts.get(&format!("{folder}/_rels/{file}.rels"));
            for element in root.descendants() {
                for (key, id) in element.attributes.iter().filter(|(key, _)| key.starts_with("r:")) {
                    let has =
                        |rels: &Element| rels.all("Relationship").any(|one| one.attribute("Id") == Some(id));
                    if !relations.is_some_and(has) {
                        findings.push(format!("{name}: {key} names no relationship: {id}"));
                    }
                }
            }
        }
        self.findings.extend(findings);
    }

    fn styles(&mut self) {
        let mut known: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut findings = Vec::new();
        let styles = self.parts.get("word/styles.xml");
        for style in styles.iter().flat_map(|styles| styles.all("w:style")) {
            let kind = style.attribute("w:type").unwrap_or_default().to_owned();
            let id = style.attribute("w:styleId").unwrap_or_default().to_owned();
            let name = style.child("w:name").and_then(Element::val).unwrap_or_default().to_owned();
            if known.values().any(|other| other.eq_ignore_ascii_case(&name)) {
                findings.push(format!("two styles called {name}"));
            }
            if !id.is_ascii() || known.keys().any(|(_, other)| other.eq_ignore_ascii_case(&id)) {
                findings.push(format!("style id {id}"));
            }
            known.insert((kind, id), name);
        }
        for (part, root) in &self.parts {
            for element in root.descendants() {
                let kind = match element.name.as_str() {
                    "w:pStyle" => "paragraph",
                    "w:rStyle" => "character",
                    "w:tblStyle" => "table",
                    "w:basedOn" | "w:next" | "w:link" => "",
                    _ => continue,
                };
                let id = element.val().unwrap_or_default();
                if !known.keys().any(|(of, known)| known == id && (kind.is_empty() || of == kind)) {
                    findings.push(format!("{part}: {} names no {kind} style: {id}", element.name));
                }
            }
        }
        self.findings.extend(findings);
    }

    fn lists(&mut self) {
        let empty = Element::default();
        let numbering = self.parts.get("word/numbering.xml").unwrap_or(&empty);
        let mut findings = Vec::new();
        let looks: BTreeMap<&str, BTreeSet<&str>> = numbering
            .all("w:abstractNum")
            .map(|look| {
                let levels = look.all("w:lvl").filter_map(|level| level.attribute("w:ilvl")).collect();
                (look.attribute("w:abstractNumId").unwrap_or_default(), levels)
            })
            .collect();
        let mut lists: BTreeMap<&str, &BTreeSet<&str>> = BTreeMap::new();
        for list in numbering.all("w:num") {
            let id = list.attribute("w:numId").unwrap_or_default();
            let look = list.child("w:abstractNumId").and_then(Element::val).unwrap_or_default();
            match looks.get(look) {
                Some(levels) if lists.insert(id, levels).is_some() => {
                    findings.push(format!("list {id} twice"))
                }
                Some(_) => {}
                None => findings.push(format!("list {id} looks like nothing: {look}")),
            }
        }
        for (part, root) in &self.parts {
            for properties in root.find("w:numPr") {
                let of = |name| properties.child(name).and_then(Element::val).unwrap_or_default();
                let (id, level) = (of("w:numId"), of("w:ilvl"));
                if !lists.get(id).is_some_and(|levels| levels.contains(level)) {
                    findings.push(format!("{part}: no list {id} with level {level}"));
                }
            }
        }
        self.findings.extend(findings);
    }

    /// The texts: body, headers, footers.
    fn stories(&mut self) {
        let mut findings = Vec::new();
        let mut numbers = BTreeSet::new();
        let mut names = BTreeSet::new();
        for (part, root) in &self.parts {
            let story = match root.name.as_str() {
                "w:document" => root.child("w:body"),
                "w:hdr" | "w:ftr" => Some(root),
                _ => None,
            };
            let Some(story) = story else { continue };
            let mut found = Vec::new();
            for start in root.find("w:bookmarkStart") {
                let name = start.attribute("w:name").unwrap_or_default();
                if !numbers.insert(start.attribute("w:id").unwrap_or_default().to_owned()) {
                    found.push(format!("bookmark number of {name} twice"));
                }
                if !names.insert(name.to_ascii_lowercase()) || name.len() > 40 || !name.is_ascii() {
                    found.push(format!("bookmark name {name}"));
                }
            }
            story_ends(story, root.name == "w:document", &mut found);
            bookmarks(root, &mut found);
            drawings(root, &mut found);
            fields(root, &mut found);
            for table in root.find("w:tbl") {
                check_table(table, &mut found);
            }
            findings.extend(found.into_iter().map(|finding| format!("{part}: {finding}")));
        }
        for root in self.parts.values() {
            for link in root.find("w:hyperlink") {
                let anchor = link.attribute("w:anchor");
                if let Some(anchor) = anchor.filter(|anchor| !names.contains(&anchor.to_ascii_lowercase())) {
                    findings.push(format!("dangling anchor {anchor}"));
                }
            }
        }
        self.findings.extend(findings);
    }
}

/// Stories and cells end in a paragraph; tables do not touch.
fn story_ends(story: &Element, is_body: bool, findings: &mut Vec<String>) {
    let mut flow: Vec<&str> = story.children.iter().map(|child| child.name.as_str()).collect();
    if is_body && flow.pop() != Some("w:sectPr") {
        findings.push("the body does not end in its section".to_owned());
    }
    if flow.last() != Some(&"w:p") {
        findings.push(format!("{} does not end in a paragraph", story.name));
    }
    let mut flows = vec![story];
    flows.extend(story.find("w:tc"));
    for flow in flows {
        if flow.children.windows(2).any(|pair| pair.iter().all(|one| one.name == "w:tbl")) {
            findings.push(format!("two tables touch in {}", flow.name));
        }
    }
}

fn bookmarks(root: &Element, findings: &mut Vec<String>) {
    let ids = |name: &str| -> BTreeSet<String> {
        root.find(name).iter().filter_map(|one| one.attribute("w:id")).map(str::to_owned).collect()
    };
    if ids("w:bookmarkStart") != ids("w:bookmarkEnd") {
        findings.push("bookmarks begin and end differently".to_owned());
    }
}

fn drawings(root: &Element, findings: &mut Vec<String>) {
    let mut ids = BTreeSet::new();
    for properties in root.find("wp:docPr") {
        let id = properties.attribute("id").unwrap_or_default();
        if !ids.insert(id) {
            findings.push(format!("picture number {id} twice"));
        }
        if properties.attribute("descr").is_none() {
            findings.push(format!("picture {id} without description"));
        }
    }
}

/// Fields begin, part and end in this order, one inside the other; only that of a table of contents
/// reaches over more than its paragraph.
fn fields(root: &Element, findings: &mut Vec<String>) {
    // The open fields: whether each is a table of contents, and whether it has parted.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for element in root.descendants() {
        match (element.name.as_str(), element.attribute("w:fldCharType")) {
            ("w:p", _) if open.iter().any(|(contents, _)| !contents) => {
                findings.push("a field is not closed in its paragraph".to_owned());
                open.clear();
            }
            ("w:instrText", _) => {
                if let Some(last) = open.last_mut() {
                    last.0 = element.text.trim().starts_with("TOC ");
                }
            }
            (_, Some("begin")) => open.push((false, false)),
            (_, Some("separate")) if open.last().is_some_and(|(_, parted)| !parted) => {
                open.last_mut().expect("there is one").1 = true;
            }
            // A field inside another's instruction may do without a result.
            (_, Some("end"))
                if open.pop().is_some_and(|(_, parted)| parted || open.last().is_some_and(|one| !one.1)) => {}
            (_, Some(mark)) => findings.push(format!("the {mark} of no field")),
            _ => {}
        }
    }
    if !open.is_empty() {
        findings.push("a field is not closed".to_owned());
    }
}

fn check_table(table: &Element, findings: &mut Vec<String>) {
    let columns: Vec<i64> = table
        .child("w:tblGrid")
        .iter()
        .flat_map(|grid| grid.all("w:gridCol"))
        .map(|one| one.number("w:w"))
        .collect();
    let width = table.at("w:tblPr/w:tblW").map_or(0, |width| width.number("w:w"));
    if width != columns.iter().sum::<i64>() {
        findings.push(format!("table {width} wide over columns {columns:?}"));
    }
    let mut merges: Vec<Option<i64>> = vec![None; columns.len()];
    let mut in_head = true;
    for (index, row) in table.all("w:tr").enumerate() {
        let is_head = row.at("w:trPr/w:tblHeader").is_some();
        if is_head && !in_head {
            findings.push(format!("row {index} is a header below other rows"));
        }
        in_head &= is_head;
        check_row(index, row, &columns, &mut merges, findings);
    }
}

/// `merges` holds, where a merge begins or goes on in the row above, its span.
fn check_row(
    index: usize,
    row: &Element,
    columns: &[i64],
    merges: &mut [Option<i64>],
    findings: &mut Vec<String>,
) {
    let mut column = 0;
    let mut now = vec![None; merges.len()];
    for cell in row.all("w:tc") {
        let span =
            cell.at("w:tcPr/w:gridSpan").and_then(Element::val).map_or(1, |val| val.parse().unwrap_or(0));
        let end = column + span as usize;
        if cell.children.last().is_none_or(|last| last.name != "w:p") {
            findings.push(format!("row {index}: a cell does not end in a paragraph"));
        }
        if let Some(width) = cell.at("w:tcPr/w:tcW") {
            let expected: i64 = columns.get(column..end).unwrap_or_default().iter().sum();
            if width.number("w:w") != expected {
                findings.push(format!("row {index}: cell {} wide over {expected}", width.number("w:w")));
            }
        }
        if let Some(merge) = cell.at("w:tcPr/w:vMerge") {
            let goes_on = merge.val() != Some("restart");
            if goes_on && merges.get(column).copied().flatten() != Some(span) {
                findings.push(format!("row {index}: a merge goes on from nothing"));
            }
            if let Some(slot) = now.get_mut(column) {
                *slot = Some(span);
            }
        }
        column = end;
    }
    if column != columns.len() {
        findings.push(format!("row {index}: {column} columns in a grid of {}", columns.len()));
    }
    merges.copy_from_slice(&now);
}
