//! Finds the faces of styles, once for each style.

use std::rc::Rc;
use std::sync::Arc;

use super::fonts::Fonts;
use crate::hash::QuickMap;
use crate::tree::{Script, TextStyle};

/// A style and its faces. The style is kept, so that no other style gets its address.
type Chain = (Arc<TextStyle>, Rc<[u16]>);

/// The faces of styles in one set of fonts.
pub struct Chains<'f> {
    pub fonts: &'f Fonts,
    /// The faces by the address of the style and the script.
    chains: QuickMap<(usize, Script), Chain>,
}

impl<'f> Chains<'f> {
    pub fn new(fonts: &'f Fonts) -> Chains<'f> {
        Chains { fonts, chains: QuickMap::default() }
    }

    /// The faces to try for a style's characters of one script.
    pub fn of(&mut self, style: &Arc<TextStyle>, script: Script) -> Rc<[u16]> {
        let key = (Arc::as_ptr(style) as usize, script);
        let fonts = self.fonts;
        let entry = self.chains.entry(key).or_insert_with(|| {
            let chain = fonts.chain(&style.fonts, style.is_bold(), style.italic, script);
            (style.clone(), chain.into())
        });
        entry.1.clone()
    }
}
