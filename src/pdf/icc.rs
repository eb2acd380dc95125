//! The sRGB colour profile (IEC 61966-2-1) in the form of ICC.1:2010 (profile version 4.2), with matrix and curve.

/// D50, the white point of the profile connection space.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];
/// The primaries of sRGB, adapted to D50.
const PRIMARIES: [[f64; 3]; 3] =
    [[0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.71410]];
/// The adaptation from D65, the white point of sRGB, to D50 (Bradford).
const ADAPTATION: [f64; 9] =
    [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];

/// The profile's bytes.
pub fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(D50)),
        (b"chad", numbers(b"sf32", &ADAPTATION)),
        (b"rXYZ", xyz(PRIMARIES[0])),
        (b"gXYZ", xyz(PRIMARIES[1])),
        (b"bXYZ", xyz(PRIMARIES[2])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve),
    ];
    // `bTRC` shares the curve of `gTRC`.
    let count = tags.len() + 1;
    let mut table = (count as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * count;
    let mut entry = |name: &[u8; 4], offset: usize, length: usize| {
        table.extend_from_slice(name);
        table.extend_from_slice(&(offset as u32).to_be_bytes());
        table.extend_from_slice(&(length as u32).to_be_bytes());
    };
    let mut last = (0, 0);
    for (name, mut content) in tags {
        last = (start + data.len(), content.len());
        entry(name, last.0, last.1);
        content.resize(content.len().next_multiple_of(4), 0);
        data.extend(content);
    }
    entry(b"bTRC", last.0, last.1);
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// The header (ICC.1:2010 §7.2). It needs a date; this one is that of the standard for sRGB.
fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &(size as u32).to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    for (index, part) in [1999_u16, 10, 18, 0, 0, 0].into_iter().enumerate() {
        put(24 + 2 * index, &part.to_be_bytes());
    }
    put(36, b"acsp");
    for (index, number) in D50.into_iter().enumerate() {
        put(68 + 4 * index, &fixed(number));
    }
    header
}

/// Encodes an `s15Fixed16Number`.
fn fixed(number: f64) -> [u8; 4] {
    ((number * 65536.0).round() as i32).to_be_bytes()
}

fn numbers(kind: &[u8; 4], numbers: &[f64]) -> Vec<u8> {
    let mut bytes = [&kind[..], &[0; 4]].concat();
    numbers.iter().for_each(|number| bytes.extend(fixed(*number)));
    bytes
}

fn xyz(color: [f64; 3]) -> Vec<u8> {
    numbers(b"XYZ ", &color)
}

/// Encodes a `multiLocalizedUnicodeType` with one text.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut bytes = b"mluc\0\0\0\0".to_vec();
    for number in [1, 12_u32] {
        bytes.extend(number.to_be_bytes());
    }
    bytes.extend(b"enUS");
    for number in [units.len() as u32, 28] {
        bytes.extend(number.to_be_bytes());
    }
    bytes.extend(units);
    bytes
}

/// Encodes the curve of sRGB: a `parametricCurveType` with function type 3.
fn curve() -> Vec<u8> {
    let mut bytes = b"para\0\0\0\0\0\x03\0\0".to_vec();
    for number in [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045] {
        bytes.extend(fixed(number));
    }
    bytes
}
