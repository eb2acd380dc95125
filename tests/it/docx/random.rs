//! Any tree gives a package that agrees with itself and says what the tree says.

use gangwei::testing::tree::*;
use gangwei::testing::unit::Sides;
use proptest::prelude::*;

use super::build::*;
use super::package;

/// Grows trees from a list of random numbers; without numbers left it grows no further.
struct Grower {
    numbers: Vec<u32>,
    anchors: u32,
}

impl Grower {
    /// A number below `limit`.
    fn pick(&mut self, limit: u32) -> u32 {
        self.numbers.pop().unwrap_or(0) % limit
    }

    fn text(&mut self) -> String {
        let words =
            ["负责", "“计划”", "Office 2016", "——", " 空 ", "<&>", "≥98%", "é", "；\u{2}", "人力资源部"];
        (0..self.pick(5)).map(|_| words[self.pick(words.len() as u32) as usize]).collect()
    }

    fn id(&mut self) -> Option<std::sync::Arc<str>> {
        self.anchors += 1;
        (self.pick(3) == 1).then(|| format!("锚 {}", self.anchors).into())
    }

    fn paragraph(&mut self) -> Paragraph {
        let names = [None, Some("表格正文"), Some("标题 2"), Some("正文"), Some("Label"), Some("label")];
        let style = ParagraphStyle {
            name: names[self.pick(6) as usize].map(Into::into),
            break_before: [Break::Auto, Break::Avoid, Break::Page][self.pick(3) as usize],
            break_after: [Break::Auto, Break::Avoid, Break::Page][self.pick(3) as usize],
            indent: pt(f64::from(self.pick(40)) - 20.0),
            border: if self.pick(4) == 1 { Sides::all(line(1.0)) } else { Sides::default() },
            ..style()
        };
        let text = self.text().replace('\u{2}', "");
        let mut inlines = runs(&text, &style.text);
        if self.pick(4) == 1 {
            inlines.insert(0, Inline::Break);
        }
        if self.pick(6) == 1 {
            inlines.push(picture("图"));
        }
        let role = [Role::Body, Role::Body, Role::Heading(1 + self.pick(6) as u8), Role::Caption]
            [self.pick(4) as usize];
        Paragraph { role, anchor: self.id(), ..paragraph(style, inlines) }
    }

    fn blocks(&mut self, depth: u32) -> Vec<Block> {
        (0..1 + self.pick(3)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: u32) -> Block {
        match self.pick(if depth == 0 { 2 } else { 6 }) {
            0 => Block::Paragraph(self.paragraph()),
            1 => Block::Rule(Rule { style: Default::default() }),
            2 | 3 => Block::Table(self.table(depth - 1)),
            4 => Block::List(self.list(depth - 1)),
            _ => Block::Section(self.section(depth - 1)),
        }
    }

    fn section(&mut self, depth: u32) -> Section {
        let page = (self.pick(3) == 1).then(|| "wide".into());
        let style = BoxStyle { keep_together: self.pick(2) == 1, ..BoxStyle::default() };
        let blocks = if self.pick(5) == 1 { Vec::new() } else { self.blocks(depth) };
        Section { is_nav: false, anchor: self.id(), page, style: style.into(), blocks }
    }

    fn list(&mut self, depth: u32) -> List {
        let numbering = [Numbering::None, Numbering::Bullet, Numbering::Chinese][self.pick(3) as usize];
        let items = (0..1 + self.pick(3)).map(|_| self.blocks(depth)).collect();
        // Markers that stand as text would be in our text but not in the tree's.
        list(numbering, &[], items)
    }

    /// A table whose cells cover its grid: each free place gets a cell as large as there is room.
    fn table(&mut self, depth: u32) -> Table {
        let (columns, heads, rows) =
            (1 + self.pick(4) as usize, self.pick(3) as usize, 1 + self.pick(4) as usize);
        let mut all = Vec::new();
        for count in [heads, rows] {
            let mut taken = vec![vec![false; columns]; count];
            for at in 0..count {
                let mut cells = Vec::new();
                for column in 0..columns {
                    if taken[at][column] {
                        continue;
                    }
                    let free = taken[at][column..].iter().take_while(|taken| !**taken).count();
                    let colspan = 1 + self.pick(free as u32) as usize;
                    let rowspan = 1 + self.pick((count - at) as u32) as usize;
                    taken[at..at + rowspan]
                        .iter_mut()
                        .for_each(|row| row[column..column + colspan].fill(true));
                    let style = if self.pick(3) == 1 { shaded() } else { cell_style() };
                    let inner = spanning(cell(column, style, self.blocks(depth)), colspan, rowspan);
                    cells.push(Cell { anchor: self.id(), ..inner });
                }
                all.push(Row { anchor: self.id(), ..row(cells) });
            }
        }
        let widths: Vec<f64> = (0..columns).map(|_| f64::from(self.pick(400)) / 7.0).collect();
        let mut grown = table(&widths, heads, all);
        grown.caption = (self.pick(4) == 1).then(|| Box::new(self.paragraph()));
        grown
    }
}

/// A document of three parts.
fn grow(numbers: Vec<u32>) -> Document {
    let mut grower = Grower { numbers, anchors: 0 };
    let parts = (0..3).map(|n| {
        let department = ["甲部", "乙部"][grower.pick(2) as usize];
        part(&format!("p{n}"), department, grower.blocks(3))
    });
    document(parts.collect())
}

/// A large document, always the same for a seed.
pub fn sample(seed: u32) -> Document {
    let next = |last: &u32| Some(last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    // The low bits of such a sequence hardly change.
    grow(std::iter::successors(Some(seed), next).map(|number| number >> 16).take(4000).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_tree_makes_a_sound_package(numbers in proptest::collection::vec(any::<u32>(), 0..600)) {
        // Asserts by itself.
        package(&grow(numbers));
    }
}
