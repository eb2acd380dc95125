//! The sheet of the staffing: each department's plan beside the sum of its positions.

use super::data::{DataCell, DataColumn, DataField, DataSheet, SheetKind};
use super::words::{ACTUAL, DEPARTMENT, DIFFERENCE, PLANNED, POSITION_COUNT, TOTAL, word};
use crate::diag::Lang;
use crate::model::{Handbook, Headcount, Language, Reporting, Status, range_mark};

/// What is known of a department's staff.
#[derive(Clone, Copy, Default)]
struct Staff {
    positions: usize,
    planned: Option<Headcount>,
    /// `None` if no position has a headcount.
    actual: Option<Headcount>,
    /// Whether a position has no headcount, so that the sum is not known.
    is_open: bool,
}

pub fn sheet(handbook: &Handbook, lang: Lang) -> DataSheet {
    let language = handbook.language;
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for (name, staff) in departments(handbook) {
        rows.push(cells(name, staff, staff.difference(), language));
        all.push(staff);
    }
    let differences: Vec<_> = all.iter().map(|staff| staff.difference()).collect();
    let sum = differences.into_iter().try_fold((0, 0), |sum, of| of.map(|of| (sum.0 + of.0, sum.1 + of.1)));
    rows.push(cells(word(lang, TOTAL), total(&all), sum, language));
    let mut columns = vec![DataColumn::new(word(lang, DEPARTMENT), DataField::Derived)];
    let numbers = [POSITION_COUNT, PLANNED, ACTUAL, DIFFERENCE];
    columns.extend(numbers.map(|heading| DataColumn::new(word(lang, heading), DataField::Derived).centred()));
    DataSheet { kind: SheetKind::Staffing, columns, rows, frozen: 1, has_sum: true }
}

/// The departments in the handbook's order; positions without one come without a name.
fn departments(handbook: &Handbook) -> Vec<(&str, Staff)> {
    let reporting = Reporting::new(handbook);
    let (mut first, mut departments) = (0, Vec::new());
    for department in &handbook.departments {
        let mut staff = Staff {
            planned: department.headcount.as_ref().map(|headcount| headcount.value),
            ..Staff::default()
        };
        for (number, position) in (first..).zip(&department.positions) {
            if position.status == Status::Active {
                staff.add(reporting.counted(number));
            }
        }
        first += department.positions.len();
        let name = department.name.as_ref().map_or("", |name| name.as_str());
        departments.push((name, staff));
    }
    departments
}

/// The sum of all departments.
fn total(all: &[Staff]) -> Staff {
    let sum = |of: fn(&Staff) -> Option<Headcount>| {
        let known: Vec<Headcount> = all.iter().filter_map(of).collect();
        (!known.is_empty()).then(|| known.into_iter().sum())
    };
    Staff {
        positions: all.iter().map(|staff| staff.positions).sum(),
        planned: sum(|staff| staff.planned),
        actual: sum(|staff| staff.actual),
        is_open: false,
    }
}

impl Staff {
    /// Adds a position in use.
    fn add(&mut self, counted: Option<Headcount>) {
        self.positions += 1;
        match (counted, self.actual) {
            (None, _) => self.is_open = true,
            (Some(more), None) => self.actual = Some(more),
            (Some(more), Some(sum)) => self.actual = Some(sum + more),
        }
    }

    /// How many people are over the plan, or short of it, at least and at most.
    fn difference(&self) -> Option<(i64, i64)> {
        self.planned
            .zip(self.actual)
            .filter(|_| !self.is_open)
            .map(|(planned, actual)| actual.beyond(planned))
    }
}

/// A difference with its sign.
fn signed(number: i64) -> String {
    if number == 0 { "0".to_owned() } else { format!("{number:+}") }
}

fn cells(name: &str, staff: Staff, difference: Option<(i64, i64)>, language: Language) -> Vec<DataCell> {
    let people = |headcount: Option<Headcount>| match headcount.map(|people| (people.fixed(), people)) {
        None => DataCell::text(""),
        Some((Some(number), _)) => DataCell::Number(number as f64),
        Some((None, range)) => DataCell::Text(range.text(language)),
    };
    let difference = match difference {
        None => DataCell::text(""),
        Some((least, most)) if least == most => DataCell::Difference(least as f64),
        Some((least, most)) => {
            DataCell::Text(format!("{}{}{}", signed(least), range_mark(language), signed(most)))
        }
    };
    let positions = DataCell::Number(staff.positions as f64);
    vec![DataCell::text(name), positions, people(staff.planned), people(staff.actual), difference]
}
