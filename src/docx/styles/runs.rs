//! Character styles: how a run is written that looks different from its paragraph.

use crate::docx::characters::Characters;
use crate::docx::names::{bounded, canonical, id_of};

use super::book::{CHARACTER, HYPERLINK, StyleBook};
use super::difference::Difference;
use super::style::{CharacterStyle, RunLook, RunUse, latin_as_needed};

impl<'a> StyleBook<'a> {
    /// The look of a run, which [`add_run`](StyleBook::add_run) has found.
    pub fn of_run(&self, run: RunUse) -> RunLook<'a> {
        let plain = || RunLook { style: None, effective: self.get(run.paragraph).text };
        self.runs.get(&run).copied().flatten().unwrap_or_else(plain)
    }

    /// The `w:rStyle` value of a run.
    pub fn run_reference(&self, look: &RunLook<'a>) -> Option<&str> {
        look.style.and_then(|style| self.characters.get(style)).map(|style| style.id.as_str())
    }

    /// Finds the look of a run, and adds the styles that it needs.
    pub fn add_run(&mut self, run: RunUse<'a>) {
        let style = run.style.0;
        if self.runs.contains_key(&run) {
            return;
        }
        let base = self.get(run.paragraph).text;
        let own = latin_as_needed(Characters::of(style), run.is_latin);
        if !run.is_link && style.name.is_none() && own == base {
            self.runs.insert(run, None);
            return;
        }
        let name = style.name.as_deref().or(run.is_link.then_some(HYPERLINK));
        let named =
            name.filter(|name| !self.is_full() || self.characters_by_name.contains_key(&canonical(name)));
        let named = named.map(|name| self.character_style(name, base, base));
        let look = self.run_look(named, base, own);
        let mut next = look.style;
        while let Some(style) = next.and_then(|style| self.characters.get_mut(style)) {
            style.is_kept = true;
            next = style.base;
        }
        self.runs.insert(run, Some(look));
    }

    /// The look that turns `base` into `own`: by the named style, by a variant of it, or partly by direct formatting.
    fn run_look(&mut self, named: Option<usize>, base: Characters<'a>, own: Characters<'a>) -> RunLook<'a> {
        let below = named.map_or(base, |named| self.apply(named, base));
        // No character style turns off bold, italic or strike of a paragraph, because in Word two such styles cancel
        // each other (ISO 29500-1 §17.7.3). The run does it by direct formatting.
        let off = |own: bool, below: bool| below && !own;
        let wanted = Characters {
            bold: own.bold || off(own.bold, below.bold),
            italic: own.italic || off(own.italic, below.italic),
            strike: own.strike || off(own.strike, below.strike),
            ..own
        };
        let (style, wanted) = match wanted == below || self.is_full() {
            true => (named, below),
            false => (Some(self.character_variant(named, below, wanted)), wanted),
        };
        let toggled = style.map_or([false; 3], |style| self.toggles(style));
        let force =
            |own: bool, base: bool, set: bool, effective: bool| if base && set { !own } else { effective };
        let effective = Characters {
            bold: force(own.bold, base.bold, toggled[0], wanted.bold),
            italic: force(own.italic, base.italic, toggled[1], wanted.italic),
            strike: force(own.strike, base.strike, toggled[2], wanted.strike),
            ..wanted
        };
        RunLook { style, effective }
    }

    /// The formatting of a paragraph's characters with a character style applied.
    fn apply(&self, style: usize, base: Characters<'a>) -> Characters<'a> {
        let Some(style) = self.characters.get(style) else { return base };
        let below = style.base.map_or(base, |below| self.apply(below, base));
        below.changed(&style.from, &style.to)
    }

    /// Whether a character style turns on bold, italic and strike.
    fn toggles(&self, style: usize) -> [bool; 3] {
        let Some(style) = self.characters.get(style) else { return [false; 3] };
        let below = style.base.map_or([false; 3], |below| self.toggles(below));
        let (from, to) = (&style.from, &style.to);
        let own = [to.bold && !from.bold, to.italic && !from.italic, to.strike && !from.strike];
        [below[0] || own[0], below[1] || own[1], below[2] || own[2]]
    }

    /// The character style of that name; defines it if there is none.
    pub fn character_style(&mut self, name: &str, from: Characters<'a>, to: Characters<'a>) -> usize {
        let name = canonical(name);
        if let Some(&known) = self.characters_by_name.get(&name) {
            return known;
        }
        let linked = self.by_name.get(&name).copied();
        let (shown, id) = match linked {
            Some(_) => (format!("{name}{CHARACTER}"), format!("{}Char", id_of(&name))),
            None => (name.clone(), id_of(&name)),
        };
        let style = self.add_character_style(&shown, &id, None, from, to);
        if let Some(paragraph) = linked
            && let (Some(paragraph_style), Some(character)) =
                (self.paragraphs.get_mut(paragraph.0), self.characters.get_mut(style))
        {
            paragraph_style.linked = Some(style);
            character.linked = Some(paragraph);
        }
        self.characters_by_name.insert(name, style);
        style
    }

    fn character_variant(&mut self, base: Option<usize>, from: Characters<'a>, to: Characters<'a>) -> usize {
        let below = base.and_then(|base| self.characters.get(base));
        let below = below.map(|style| (style.name.as_str(), style.id.as_str()));
        let (name, id) = Difference::of_text(&to, &from).name(below);
        if let Some(&known) = self.characters_by_name.get(&name) {
            return known;
        }
        let style = self.add_character_style(&name, &id, base, from, to);
        self.characters_by_name.insert(name, style);
        style
    }

    fn add_character_style(
        &mut self,
        name: &str,
        id: &str,
        base: Option<usize>,
        from: Characters<'a>,
        to: Characters<'a>,
    ) -> usize {
        let name = self.register.name(&bounded(name));
        let id = self.register.id(id, &name);
        self.characters.push(CharacterStyle {
            id,
            name: name.clone(),
            base,
            from,
            to,
            linked: None,
            is_kept: name == HYPERLINK,
        });
        self.characters.len() - 1
    }
}
