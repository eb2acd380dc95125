//! Sums differences up in a sentence, as records of revisions do.

use super::difference::{
    DepartmentDifference, Difference, HandbookDifferences, PositionDifferences, PositionEvent, PositionPlace,
};
use crate::diag::Lang;
use crate::model::keys::DataKey;

/// How many names stand one after the other; the others are counted.
const MOST_NAMES: usize = 3;
/// Keys of a position that are told as events, and those that order and sign it.
const UNTOLD_OF_POSITION: [&str; 5] = ["title", "status", "order", "max_pages", "approvals"];
/// What a handbook says of itself, but for its versions and signatures.
const TOLD_OF_HANDBOOK: [&str; 4] = ["title", "company", "confidentiality", "foreword"];
/// How it looks.
const LOOK: [&str; 6] = ["logo", "template", "template_options", "language", "labels", "watermark"];

/// The differences as a sentence; `None` if there are none that readers of the handbook see.
pub fn summary(found: &HandbookDifferences, lang: Lang) -> Option<String> {
    let mut summary = Summary { lang, clauses: Vec::new() };
    summary.appearances(found);
    summary.renames(&found.positions);
    summary.moves(&found.positions);
    summary.keys(found);
    let told = summary.clauses.join(summary.lang.choose("；", "; "));
    let mut characters = told.chars();
    let first = characters.next()?.to_uppercase();
    Some(first.chain(characters).collect::<String>() + summary.lang.choose("。", "."))
}

struct Summary {
    lang: Lang,
    clauses: Vec<String>,
}

impl Summary {
    fn say(&mut self, zh: String, en: String) {
        self.clauses.push(self.lang.choose(zh, en));
    }

    /// Departments and positions that are new or gone: the positions of such a department stand behind its name.
    fn appearances(&mut self, found: &HandbookDifferences) {
        for (event, is_listed, zh, en) in [
            (PositionEvent::New, Some([false, true]), "新设", "new"),
            (PositionEvent::Withdrawn, Some([true, false]), "撤销", "withdrawn"),
            (PositionEvent::Restored, None, "恢复", "restored"),
        ] {
            let is_wanted =
                |of: &&DepartmentDifference| Some(of.is_listed) == is_listed && !of.name.is_empty();
            let departments: Vec<&str> =
                found.departments.iter().filter(is_wanted).map(|of| of.name.as_str()).collect();
            let positions = found.positions.iter().filter(|of| of.events.contains(&event));
            let (inside, others): (Vec<&PositionDifferences>, Vec<&PositionDifferences>) =
                positions.partition(|of| departments.contains(&department(of)));
            let named = departments.iter().map(|name| self.with_positions(name, &inside)).collect();
            for (names, zh_unit, en_unit) in
                [(named, "个部门", "departments"), (self.titles(&others), "个岗位", "positions")]
            {
                if !names.is_empty() {
                    let names = self.names(&names, zh_unit);
                    self.say(format!("{zh}{names}"), format!("{en} {en_unit}: {names}"));
                }
            }
        }
    }

    /// A department, and behind it those of the positions that stand in it.
    fn with_positions(&self, name: &str, all: &[&PositionDifferences]) -> String {
        let own = all.iter().filter(|of| department(of) == name);
        let titles: Vec<String> = own.filter_map(|of| of.place()).map(|place| place.title.clone()).collect();
        match (titles.is_empty(), self.lang) {
            (true, _) => name.to_owned(),
            (_, Lang::Zh) => format!("{name}（{}）", self.names(&titles, "个岗位")),
            (_, Lang::En) => format!("{name} ({})", self.names(&titles, "")),
        }
    }

    fn renames(&mut self, all: &[PositionDifferences]) {
        let renamed: Vec<String> = both_places(all, PositionEvent::Renamed)
            .map(|(before, after)| match self.lang {
                Lang::Zh => format!("“{}”改名为“{}”", before.title, after.title),
                Lang::En => format!("“{}” to “{}”", before.title, after.title),
            })
            .collect();
        if !renamed.is_empty() {
            let more = if renamed.len() > MOST_NAMES { "改名" } else { "" };
            let names = self.names(&renamed, "个岗位");
            self.say(format!("{names}{more}"), format!("renamed: {names}"));
        }
    }

    /// The positions that went from one department to another, together.
    fn moves(&mut self, all: &[PositionDifferences]) {
        let mut ways: Vec<([&str; 2], Vec<String>)> = Vec::new();
        for (before, after) in both_places(all, PositionEvent::Moved) {
            let way = [before.department.as_str(), after.department.as_str()];
            match ways.iter_mut().find(|(known, _)| *known == way) {
                Some((_, titles)) => titles.push(after.title.clone()),
                None => ways.push((way, vec![after.title.clone()])),
            }
        }
        for ([from, to], titles) in ways.iter().take(MOST_NAMES) {
            let titles = self.names(titles, "个岗位");
            let zh = match (from.is_empty(), to.is_empty()) {
                (true, _) => format!("{titles}调入{to}"),
                (_, true) => format!("{titles}调出{from}"),
                _ => format!("{titles}由{from}调入{to}"),
            };
            let from = if from.is_empty() { String::new() } else { format!(" from {from}") };
            let to = if to.is_empty() { String::new() } else { format!(" to {to}") };
            self.say(zh, format!("{titles} moved{from}{to}"));
        }
        let left: usize = ways.iter().skip(MOST_NAMES).map(|(_, titles)| titles.len()).sum();
        if left > 0 {
            self.say(format!("另有{left}个岗位调整部门"), format!("{left} other positions moved"));
        }
    }

    /// Which keys say something else.
    fn keys(&mut self, found: &HandbookDifferences) {
        let revised: Vec<(&PositionDifferences, Vec<&Difference>)> = found
            .positions
            .iter()
            .filter(|of| !of.events.contains(&PositionEvent::Withdrawn))
            .map(|of| (of, of.differences.iter().filter(|one| is_told(of, one)).collect()))
            .filter(|(_, differences): &(_, Vec<&Difference>)| !differences.is_empty())
            .collect();
        let positions: Vec<&PositionDifferences> = revised.iter().map(|(of, _)| *of).collect();
        let keys = self.key_names(revised.iter().flat_map(|(_, differences)| keys_of(differences)));
        self.revised(&self.titles(&positions), keys, ("个岗位", "positions"));

        let is_revised = |of: &&DepartmentDifference| of.is_listed == [true; 2] && !of.differences.is_empty();
        let departments: Vec<&DepartmentDifference> = found.departments.iter().filter(is_revised).collect();
        let names: Vec<String> = departments.iter().map(|of| of.name.clone()).collect();
        let keys = self
            .key_names(departments.iter().flat_map(|of| keys_of(&of.differences.iter().collect::<Vec<_>>())));
        self.revised(&names, keys, ("个部门", "departments"));

        let of_handbook = |names: &[&str]| -> Vec<&Difference> {
            found.handbook.iter().filter(|one| names.contains(&one.key.name)).collect()
        };
        let told = of_handbook(&TOLD_OF_HANDBOOK);
        if !told.is_empty() {
            let keys = self.key_names(keys_of(&told).into_iter());
            self.say(format!("修订手册的{keys}"), format!("revised: {keys} of the handbook"));
        }
        if !of_handbook(&LOOK).is_empty() {
            self.say("调整版式".to_owned(), "a new layout".to_owned());
        }
    }

    fn revised(&mut self, names: &[String], keys: String, (zh, en): (&str, &str)) {
        if names.is_empty() {
            return;
        }
        let of = match (names.len(), self.lang) {
            (..=MOST_NAMES, _) => self.names(names, zh),
            (count, Lang::Zh) => format!("{count}{zh}"),
            (count, Lang::En) => format!("{count} {en}"),
        };
        self.say(format!("修订{of}的{keys}"), format!("revised: {keys} of {of}"));
    }

    /// The titles of positions. A department is named once for those that follow each other, and not before a title that
    /// names it.
    fn titles(&self, all: &[&PositionDifferences]) -> Vec<String> {
        let mut last = "";
        let places = all.iter().filter_map(|of| of.place());
        let title = |place: &PositionPlace, is_same: bool| match self.lang {
            _ if is_same || place.title.starts_with(&place.department) => place.title.clone(),
            Lang::Zh => format!("{}{}", place.department, place.title),
            Lang::En => format!("{} ({})", place.title, place.department),
        };
        places
            .map(|place| {
                let is_same = self.lang == Lang::Zh && place.department == last;
                last = &place.department;
                title(place, is_same)
            })
            .collect()
    }

    /// The first names, and how many there are if those are not all.
    fn names(&self, all: &[String], zh: &str) -> String {
        let (told, left) = (&all[..all.len().min(MOST_NAMES)], all.len().saturating_sub(MOST_NAMES));
        match (self.lang, told) {
            (Lang::Zh, _) if left > 0 => format!("{}等{}{zh}", told.join("、"), all.len()),
            (Lang::Zh, _) => told.join("、"),
            (Lang::En, _) if left > 0 => {
                format!("{} and {left} other{}", told.join(", "), if left == 1 { "" } else { "s" })
            }
            (Lang::En, [others @ .., last]) if !others.is_empty() => {
                format!("{} and {last}", others.join(", "))
            }
            (Lang::En, _) => told.concat(),
        }
    }

    /// The names of keys, those that are told most often first.
    fn key_names(&self, told: impl Iterator<Item = &'static DataKey>) -> String {
        let mut counts: Vec<(&DataKey, usize)> = Vec::new();
        for key in told {
            match counts.iter_mut().find(|(known, _)| *known == key) {
                Some((_, count)) => *count += 1,
                None => counts.push((key, 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let names: Vec<String> =
            counts.iter().map(|(key, _)| key.name_in(self.lang).replace('_', " ")).collect();
        self.names(&names, "项")
    }
}

fn department(of: &PositionDifferences) -> &str {
    of.place().map_or("", |place| &place.department)
}

/// Where positions stood and stand that an event befell.
fn both_places(
    all: &[PositionDifferences],
    event: PositionEvent,
) -> impl Iterator<Item = (&PositionPlace, &PositionPlace)> {
    let found = all.iter().filter(move |of| of.events.contains(&event));
    found.filter_map(|of| Some((of.before.as_ref()?, of.after.as_ref()?)))
}

fn is_told(of: &PositionDifferences, one: &Difference) -> bool {
    let is_move = one.key.name == "department" && of.events.contains(&PositionEvent::Moved);
    !is_move && !UNTOLD_OF_POSITION.contains(&one.key.name)
}

/// The keys of differences, each once.
fn keys_of(differences: &[&Difference]) -> Vec<&'static DataKey> {
    let mut keys: Vec<&'static DataKey> = differences.iter().map(|one| one.key).collect();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{HANDBOOK, POSITION};

    #[test]
    fn the_keys_that_are_treated_apart_exist() {
        assert!(UNTOLD_OF_POSITION.iter().all(|name| POSITION.named(name).is_some()));
        assert!(TOLD_OF_HANDBOOK.iter().chain(&LOOK).all(|name| HANDBOOK.named(name).is_some()));
    }
}
