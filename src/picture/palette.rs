//! The palette of a picture with few colours.

use resvg::tiny_skia::PremultipliedColorU8;

/// Up to 256 colours in the order of their first use.
pub struct Palette {
    colors: Vec<PremultipliedColorU8>,
    /// A hash table with linear probing: the index of a colour plus one, or zero for a free slot.
    slots: [u16; Palette::SLOTS],
}

impl Palette {
    const SLOTS: usize = 1024;

    pub fn new() -> Palette {
        Palette { colors: Vec::new(), slots: [0; Palette::SLOTS] }
    }

    pub fn color(&self, number: u8) -> PremultipliedColorU8 {
        self.colors[usize::from(number)]
    }

    /// The index of a colour, which is added if it is new; `None` if the palette is full.
    pub fn index(&mut self, color: PremultipliedColorU8) -> Option<u8> {
        let key = u32::from_le_bytes([color.red(), color.green(), color.blue(), color.alpha()]);
        // Fibonacci hashing: the upper bits of the product depend on all bits of the key.
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 22) as usize;
        loop {
            match usize::from(self.slots[slot]) {
                0 => {
                    let number = u8::try_from(self.colors.len()).ok()?;
                    self.colors.push(color);
                    self.slots[slot] = u16::from(number) + 1;
                    return Some(number);
                }
                known if self.colors[known - 1] == color => return Some((known - 1) as u8),
                _ => slot = (slot + 1) % Palette::SLOTS,
            }
        }
    }

    /// The index of a colour, or of the nearest one if the palette is full.
    pub fn nearest(&mut self, color: PremultipliedColorU8) -> u8 {
        self.index(color).unwrap_or_else(|| {
            let parts = |color: &PremultipliedColorU8| {
                [color.red(), color.green(), color.blue(), color.alpha()].map(i32::from)
            };
            let wanted = parts(&color);
            let distance = |known: &PremultipliedColorU8| {
                parts(known).iter().zip(wanted).map(|(a, b)| (a - b).pow(2)).sum::<i32>()
            };
            (0..=u8::MAX).min_by_key(|number| distance(&self.color(*number))).unwrap_or_default()
        })
    }

    /// Red, green and blue of each colour, not premultiplied.
    pub fn rgb(&self) -> Vec<u8> {
        self.colors
            .iter()
            .flat_map(|color| {
                let color = color.demultiply();
                [color.red(), color.green(), color.blue()]
            })
            .collect()
    }

    /// The opacity of each colour.
    pub fn alpha(&self) -> Vec<u8> {
        self.colors.iter().map(|color| color.alpha()).collect()
    }
}
