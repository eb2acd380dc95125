//! Reads colours as CSS writes them, and finds a readable text colour for a background.

use cssparser::color::{parse_hash_color, parse_named_color};

use crate::unit::Color;

/// Reads `#rgb`, `#rrggbb`, `rgb(r, g, b)` or a CSS colour name; `None` for anything else.
pub fn read(text: &str) -> Option<Color> {
    let text = text.trim();
    let channels = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')'));
    if let Some(channels) = channels {
        let mut channels = channels.split(',').map(|channel| channel.trim().parse::<u8>().ok());
        let color = Color { r: channels.next()??, g: channels.next()??, b: channels.next()?? };
        return channels.next().is_none().then_some(color);
    }
    let (r, g, b) = match text.strip_prefix('#') {
        Some(digits) => parse_hash_color(digits.as_bytes())
            .ok()
            .filter(|(.., alpha)| *alpha == 1.0)
            .map(|(r, g, b, _)| (r, g, b))?,
        None => parse_named_color(&text.to_ascii_lowercase()).ok()?,
    };
    Some(Color { r, g, b })
}

/// Black or white, whichever has more contrast with the background (WCAG 2.2, relative luminance and contrast ratio).
pub fn on(background: Color) -> Color {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let Color { r, g, b } = background;
    let luminance = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 { Color::WHITE } else { Color::BLACK }
}

/// Mixes a colour with a share of another, from 0 to 1.
pub fn mix(color: Color, other: Color, share: f64) -> Color {
    let channel = |one: u8, other: u8| {
        (f64::from(one) * (1.0 - share) + f64::from(other) * share).round().clamp(0.0, 255.0) as u8
    };
    Color { r: channel(color.r, other.r), g: channel(color.g, other.g), b: channel(color.b, other.b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_in_css() {
        let teal = Color { r: 0, g: 128, b: 128 };
        for text in ["#008080", "teal", "Teal", "rgb(0, 128, 128)"] {
            assert_eq!(read(text), Some(teal), "{text}");
        }
        assert_eq!(read("#fff"), Some(Color::WHITE));
        for text in ["", "#12", "#0080801f", "rgb(1, 2)", "rgb(1, 2, 3, 4)", "<a>"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn text_stands_out() {
        assert_eq!(on(Color { r: 0x14, g: 0x60, b: 0x6e }), Color::WHITE);
        assert_eq!(on(Color { r: 0xee, g: 0xf1, b: 0xf5 }), Color::BLACK);
    }
}
