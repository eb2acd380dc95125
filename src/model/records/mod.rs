//! What mappings of the data become. Each record is one table, written once: its keys with all that is known of them,
//! the field that each fills, and the kind of its value.
//!
//! Rows are written inside a macro that hands them on. [`record!`](record) makes the struct and the [`KeyTable`] of them,
//! `reading!` of the stage `decode` what reads a mapping.

mod department;
mod handbook;
mod held;
mod kind;
mod parts;
mod position;
mod record;

pub use department::{DEPARTMENT, DOCX, Department, Docx, PDF, Pdf, REVISION, Revision};
pub use handbook::{HANDBOOK, Handbook};
pub use held::{Held, KeyPath, Keyed, Wording};
pub use parts::{APPROVAL, Approval, DUTY, Duty, DutyGroup, KPI, Kpi, SUPERIORS, Superiors, TASK, Task};
pub use position::{POSITION, Position};

pub(super) use department::department_records;
pub(super) use handbook::handbook_record;
pub(super) use parts::part_records;
pub(super) use position::position_record;

use super::keys::KeyTable;

/// The tables that authors know, those of positions first.
pub static TABLES: [&KeyTable; 8] =
    [&POSITION, &HANDBOOK, &DEPARTMENT, &REVISION, &APPROVAL, &DUTY, &TASK, &KPI];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::keys::{DataKey, KeyKind, LABELS, PARTNERS};
    use crate::model::{Str, keys};

    fn all() -> impl Iterator<Item = &'static KeyTable> {
        TABLES.into_iter().chain([&SUPERIORS, &PDF, &DOCX])
    }

    #[test]
    fn no_name_means_two_things() {
        for table in all() {
            let mut names: Vec<&str> = table.keys.iter().flat_map(DataKey::names).collect();
            names.extend(table.keys.iter().flat_map(|key| key.synonyms.iter().chain(key.doubtful)));
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        }
        let synonyms = TABLES.iter().flat_map(|table| table.keys).map(|key| key.synonyms.len());
        assert!(synonyms.sum::<usize>() > 100);
    }

    #[test]
    fn a_text_stands_for_what_a_record_must_have() {
        fn check<R: Keyed>() {
            let of_text = R::OF_TEXT.expect("a text stands for one");
            let record = of_text(Str::new("甲".into(), "a.yaml".into(), Default::default()));
            record.each(&mut |key, held| assert_eq!(held.is_blank(), !key.required, "{}", key.name));
        }
        check::<Duty>();
        check::<Task>();
        check::<Kpi>();
        check::<Department>();
    }

    #[test]
    fn every_key_is_explained_in_a_line_and_shown() {
        for key in all().flat_map(|table| table.keys) {
            for (doc, example) in [(key.doc.0, key.example.0), (key.doc.1, key.example.1)] {
                assert!(
                    !doc.is_empty() && !doc.contains('\n') && !doc.ends_with(['。', '.']),
                    "{}",
                    key.name
                );
                assert!(!example.is_empty(), "{}", key.name);
            }
        }
    }

    #[test]
    fn an_editor_puts_the_required_keys_down() {
        for table in all() {
            let suggests = table.keys.iter().any(|key| key.suggested);
            assert!(table.keys.iter().all(|key| !suggests || !key.required || key.suggested), "{}", table.id);
        }
    }

    /// A large company has half a million of them.
    #[test]
    fn a_duty_is_small() {
        assert!(size_of::<Duty>() <= 112, "{}", size_of::<Duty>());
    }

    #[test]
    fn labels_are_at_home_under_keys_that_take_them() {
        for label in LABELS.iter().chain(&PARTNERS) {
            let key = &POSITION.keys[POSITION.find(label.home).unwrap()];
            assert!(matches!(key.kind, KeyKind::Labelled(_)), "{}", label.key);
        }
        assert_eq!(keys::label_meant_by("学历要求"), Some("education"));
    }

    #[test]
    fn what_was_written_is_told_with_its_keys() {
        let text = |text: &str| Str::new(text.into(), "a.yaml".into(), Default::default());
        let kpi = Kpi { name: text("合格率"), weight: Some(text("40%")), ..Kpi::default() };
        let position = Position { title: text("检验员"), kpis: vec![kpi], ..Position::default() };
        let mut told = Vec::new();
        position.walk(None, &mut |path, written| {
            told.push((path.name(), written.text().map(|text| text.to_string())))
        });
        let expected = [("title", "检验员"), ("kpis.name", "合格率"), ("kpis.weight", "40%")];
        assert_eq!(told, expected.map(|(name, text)| (name.to_owned(), Some(text.to_owned()))));
        assert_eq!(position.texts().len(), 3);
    }

    #[test]
    fn a_handbook_is_shown_without_its_settings_and_departments() {
        let text = |text: &str| Str::new(text.into(), "a.yaml".into(), Default::default());
        let department = Department { name: Some(text("市场部")), ..Department::default() };
        let handbook = Handbook {
            title: text("手册"),
            logo: Some(text("logo.png")),
            watermark: Some(text("草案")),
            departments: vec![department],
            ..Handbook::default()
        };
        let shown: Vec<&str> = handbook.texts().into_iter().map(Str::as_str).collect();
        assert_eq!(shown, ["手册", "草案"]);
        let own = handbook.own();
        assert!(own.departments.is_empty() && own.logo.is_some());
    }
}
