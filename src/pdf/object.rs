//! The syntax of PDF: numbers, names, strings, arrays and dictionaries (ISO 32000-1 §7.3).

use std::fmt::Write as _;

/// The number of an indirect object, from 1. Every generation is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref(pub u32);

impl Ref {
    /// The object whose number is greater by `offset`.
    pub fn plus(self, offset: usize) -> Ref {
        Ref(self.0 + offset as u32)
    }
}

/// A buffer of PDF syntax.
#[derive(Default)]
pub struct ObjectBuffer(pub Vec<u8>);

impl ObjectBuffer {
    pub fn raw(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.extend_from_slice(bytes.as_ref());
    }

    pub fn integer(&mut self, number: i64) {
        // Fast without a table, because most numbers have one to three digits.
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = number.unsigned_abs();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if number < 0 {
            self.0.push(b'-');
        }
        self.0.extend_from_slice(&digits[at..]);
    }

    /// Writes a number given in hundredths.
    pub fn hundredths(&mut self, number: i32) {
        if number < 0 {
            self.0.push(b'-');
        }
        let number = number.unsigned_abs();
        let (whole, rest) = (number / 100, number % 100);
        if whole > 0 || rest == 0 {
            self.integer(whole.into());
        }
        if rest > 0 {
            self.0.extend_from_slice(&[b'.', b'0' + (rest / 10) as u8]);
            if !rest.is_multiple_of(10) {
                self.0.push(b'0' + (rest % 10) as u8);
            }
        }
    }

    /// Writes a number with up to five decimals; infinities and NaN become 0.
    pub fn real(&mut self, number: f64) {
        let scaled = (number * 1e5).round();
        // PDF/A limits integers to 32 bits.
        let scaled = if scaled.is_finite() { scaled.clamp(-2e14, 2e14) as i64 } else { 0 };
        if scaled < 0 {
            self.0.push(b'-');
        }
        let scaled = scaled.unsigned_abs();
        let (whole, mut rest) = (scaled / 100_000, scaled % 100_000);
        if whole > 0 || rest == 0 {
            self.integer(whole as i64);
        }
        if rest > 0 {
            self.0.push(b'.');
        }
        let mut unit = 10_000;
        while rest > 0 {
            self.0.push(b'0' + (rest / unit) as u8);
            rest %= unit;
            unit /= 10;
        }
    }

    /// Writes a number with up to ten decimals, for factors.
    pub fn precise(&mut self, number: f64) {
        let number = if number.is_finite() { number.clamp(-2e9, 2e9) } else { 0.0 };
        let text = format!("{number:.10}");
        self.raw(text.trim_end_matches('0').trim_end_matches('.'));
    }

    pub fn space(&mut self) {
        self.0.push(b' ');
    }

    pub fn reference(&mut self, to: Ref) {
        self.integer(to.0.into());
        self.raw(" 0 R");
    }

    /// Writes a name; characters that a name cannot have are escaped (§7.3.5).
    pub fn name(&mut self, name: &str) {
        self.0.push(b'/');
        for &byte in name.as_bytes() {
            match byte {
                b'!'..=b'~' if !b"#/()<>[]{}%".contains(&byte) => self.0.push(byte),
                _ => self.raw(format!("#{byte:02X}")),
            }
        }
    }

    /// Writes a text string (§7.9.2.2): ASCII as it is, other texts in UTF-16.
    pub fn text(&mut self, text: &str) {
        if text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
            self.literal(text.as_bytes());
        } else {
            self.utf16(text);
        }
    }

    /// Writes a text string in UTF-16 as hexadecimal digits.
    pub fn utf16(&mut self, text: &str) {
        self.raw("<FEFF");
        self.utf16_digits(text);
        self.raw(">");
    }

    /// Writes the hexadecimal digits of a text in UTF-16.
    pub fn utf16_digits(&mut self, text: &str) {
        text.encode_utf16().for_each(|unit| self.digits(unit));
    }

    /// Writes four hexadecimal digits.
    pub fn digits(&mut self, number: u16) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let digit = |shift: u32| DIGITS[usize::from(number >> shift & 15)];
        self.0.extend_from_slice(&[digit(12), digit(8), digit(4), digit(0)]);
    }

    /// Writes a literal string of any bytes (§7.3.4.2).
    pub fn literal(&mut self, bytes: &[u8]) {
        self.0.push(b'(');
        for &byte in bytes {
            self.literal_byte(byte);
        }
        self.0.push(b')');
    }

    /// Writes a byte inside a literal string. CR is escaped, because readers take it for LF.
    pub fn literal_byte(&mut self, byte: u8) {
        match byte {
            b'(' | b')' | b'\\' => self.0.extend_from_slice(&[b'\\', byte]),
            b'\r' => self.raw("\\r"),
            _ => self.0.push(byte),
        }
    }

    pub fn dict(&mut self, content: impl FnOnce(&mut Dict)) {
        self.raw("<<");
        content(&mut Dict(self));
        self.raw(">>");
    }

    /// Writes an array with its items separated by spaces.
    pub fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut ObjectBuffer, T),
    ) {
        self.raw("[");
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.space();
            }
            write(self, item);
        }
        self.raw("]");
    }
}

/// A dictionary that is being written.
pub struct Dict<'o>(&'o mut ObjectBuffer);

impl Dict<'_> {
    /// Begins an entry, whose value the caller writes.
    pub fn key(&mut self, key: &str) -> &mut ObjectBuffer {
        self.0.name(key);
        self.0.space();
        self.0
    }

    pub fn name(&mut self, key: &str, name: &str) {
        self.key(key).name(name);
    }

    pub fn integer(&mut self, key: &str, number: i64) {
        self.key(key).integer(number);
    }

    pub fn reference(&mut self, key: &str, to: Ref) {
        self.key(key).reference(to);
    }

    pub fn text(&mut self, key: &str, text: &str) {
        self.key(key).text(text);
    }

    pub fn raw(&mut self, key: &str, value: &str) {
        self.key(key).raw(value);
    }

    pub fn dict(&mut self, key: &str, content: impl FnOnce(&mut Dict)) {
        self.key(key).dict(content);
    }

    pub fn references(&mut self, key: &str, to: impl IntoIterator<Item = Ref>) {
        self.key(key).array(to, ObjectBuffer::reference);
    }
}

/// A date as text (§7.9.4): midnight UTC.
pub fn date(date: crate::unit::Date) -> String {
    let mut text = String::new();
    // Writing into a string cannot fail.
    let _ = write!(text, "D:{:04}{:02}{:02}000000Z", date.year, date.month, date.day);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut ObjectBuffer)) -> String {
        let mut output = ObjectBuffer::default();
        write(&mut output);
        output.0.iter().map(|&byte| byte as char).collect()
    }

    #[test]
    fn numbers_are_short() {
        let hundredths = [0, 5, 10, 100, 150, 1234, -7, -250, 84_189];
        let texts = hundredths.map(|number| written(|output| output.hundredths(number)));
        assert_eq!(texts, ["0", ".05", ".1", "1", "1.5", "12.34", "-.07", "-2.5", "841.89"]);
        let reals = [0.249, 1.0, -0.5, 1e-9, f64::NAN, f64::INFINITY, 1234.5];
        let texts = reals.map(|number| written(|output| output.real(number)));
        assert_eq!(texts, [".249", "1", "-.5", "0", "0", "0", "1234.5"]);
        assert_eq!(written(|output| output.integer(i64::MIN)), i64::MIN.to_string());
    }

    #[test]
    fn strings_and_names_are_escaped() {
        assert_eq!(written(|output| output.text("a(b)\\")), "(a\\(b\\)\\\\)");
        assert_eq!(written(|output| output.text("岗a")), "<FEFF5C970061>");
        assert_eq!(written(|output| output.literal(b"\r\n")), "(\\r\n)");
        assert_eq!(written(|output| output.name("a b/岗#")), "/a#20b#2F#E5#B2#97#23");
    }

    #[test]
    fn dictionaries_nest() {
        let text = written(|output| {
            output.dict(|dict| {
                dict.name("S", "TD");
                dict.references("K", [Ref(1), Ref(2)]);
                dict.dict("A", |inner| inner.integer("ColSpan", 2));
            });
        });
        assert_eq!(text, "<</S /TD/K [1 0 R 2 0 R]/A <</ColSpan 2>>>>");
    }
}
