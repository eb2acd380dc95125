//! Converts lengths and colours to the numbers of WordprocessingML.
//!
//! Every result is rounded to the nearest unit and clamped to the range that Word accepts.

use crate::unit::{Abs, Color};

/// The largest page size, indent or line height that Word accepts: 22 inches.
const MAX_TWIPS: f64 = 31_680.0;

/// Converts to twips, twentieths of a point (`ST_TwipsMeasure`).
pub fn twips(length: Abs) -> i32 {
    (length.to_pt() * 20.0).round().clamp(-MAX_TWIPS, MAX_TWIPS) as i32
}

/// Converts to half-points, for type sizes (`ST_HpsMeasure`); Word accepts 1 to 1638 points.
pub fn half_points(length: Abs) -> i32 {
    (length.to_pt() * 2.0).round().clamp(2.0, 3276.0) as i32
}

/// Converts to eighths of a point, for border widths (`ST_EighthPointMeasure`); Word draws ¼ to 12 points.
pub fn eighths(length: Abs) -> i32 {
    (length.to_pt() * 8.0).round().clamp(2.0, 96.0) as i32
}

/// Converts to whole points, for the distance between a border and its text (`ST_PointMeasure`); at most 31.
pub fn border_space(length: Abs) -> i32 {
    length.to_pt().round().clamp(0.0, 31.0) as i32
}

/// Converts to English Metric Units, for drawings: 12,700 per point.
pub fn emu(length: Abs) -> i64 {
    (length.to_pt() * 12_700.0).round().clamp(1.0, 20_116_800.0) as i64
}

/// The x of the grid lines of columns side by side, in twips from 0.
///
/// Sums are rounded instead of widths, so that the last line stands at the table's right edge. Neighbouring lines are
/// at least one twip apart, because Word drops columns without width.
pub fn grid_lines(columns: &[Abs]) -> Vec<i32> {
    let mut lines = Vec::with_capacity(columns.len() + 1);
    lines.push(0);
    let (mut sum, mut last) = (Abs::ZERO, 0);
    for &column in columns {
        sum += column;
        last = twips(sum).max(last + 1);
        lines.push(last);
    }
    lines
}

/// A colour such as `1F4E79`. Black is `auto`, so that dark backgrounds and themes can change it.
pub fn color(color: Color) -> String {
    match color {
        Color::BLACK => "auto".to_owned(),
        _ => fill(color),
    }
}

/// A colour such as `1F4E79`.
pub fn fill(color: Color) -> String {
    format!("{:02X}{:02X}{:02X}", color.r, color.g, color.b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grid_lines_keep_the_sum() {
        let third = Abs::pt(100.0 / 3.0);
        assert_eq!(grid_lines(&[third; 3]), [0, 667, 1333, 2000]);
        assert_eq!(grid_lines(&[Abs::ZERO, Abs::pt(1.0)]), [0, 1, 20]);
    }

    #[test]
    fn lengths_stay_in_words_range() {
        assert_eq!(twips(Abs::mm(10_000.0)), 31_680);
        assert_eq!(half_points(Abs::pt(10.5)), 21);
        assert_eq!(eighths(Abs::pt(0.5)), 4);
        assert_eq!(emu(Abs::pt(72.0)), 914_400);
        assert_eq!(fill(Color { r: 0x1f, g: 0x4e, b: 0x79 }), "1F4E79");
    }
}
