//! How many people the departments have.

use serde_json::{Value as Json, json};

use crate::model::{Handbook, Headcount, Reporting, Status, position_ids};

/// Sums of the positions in use.
#[derive(Default)]
struct Sum {
    positions: usize,
    people: Option<Headcount>,
    holders: usize,
}

impl Sum {
    fn add(&mut self, more: &Sum) {
        self.positions += more.positions;
        self.people = [self.people, more.people].into_iter().flatten().reduce(|one, other| one + other);
        self.holders += more.holders;
    }
}

/// The positions in use of each department, with their headcounts. The holders of a position are those of others who
/// hold it, too; its people are counted there.
pub fn staffing(handbook: &Handbook) -> Json {
    let language = handbook.language;
    let (reporting, ids) = (Reporting::new(handbook), position_ids(handbook));
    let shown = |sum: &Sum| {
        let people = sum.people.map_or(String::new(), |people| people.text(language));
        json!({"positions": sum.positions, "headcount": people, "holders": holders(sum.holders)})
    };
    let (mut number, mut total, mut rows) = (0, Sum::default(), Vec::new());
    for department in &handbook.departments {
        let (mut sum, mut entries) = (Sum::default(), Vec::new());
        for (number, position) in (number..).zip(&department.positions) {
            if position.status != Status::Active {
                continue;
            }
            let held = reporting.holders(number).len();
            sum.add(&Sum { positions: 1, people: reporting.counted(number), holders: held });
            entries.push(json!({
                "id": ids[number],
                "title": position.title.as_str(),
                "headcount": position.headcount.as_ref().map(|people| people.text(language)),
                "holders": holders(held),
            }));
        }
        number += department.positions.len();
        let mut row = shown(&sum);
        row["department"] = department.name.as_ref().map_or("", |name| name.as_str()).into();
        row["planned"] = department.headcount.as_ref().map(|people| people.text(language)).into();
        row["entries"] = entries.into();
        rows.push(row);
        total.add(&sum);
    }
    json!({"rows": rows, "total": shown(&total)})
}

fn holders(count: usize) -> Option<usize> {
    (count > 0).then_some(count)
}
