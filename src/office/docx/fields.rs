//! Tells the results of fields, which show, from their instructions, which do not.

use super::super::fault::Result;
use super::super::limits::{MAX_DEPTH, beyond};
use crate::characters::circled;

/// Bytes of an instruction that are looked at.
const MAX_INSTRUCTION: usize = 1000;

/// The complex fields (`w:fldChar`) that are open, outer ones first. They may go on over several paragraphs.
#[derive(Default)]
pub struct OpenFields {
    open: Vec<OpenField>,
    /// How many of them are in their instruction.
    instructions: usize,
}

#[derive(Default)]
struct OpenField {
    is_result: bool,
    instruction: String,
}

impl OpenFields {
    /// Whether text shows here.
    pub fn is_shown(&self) -> bool {
        self.instructions == 0
    }

    pub fn begin(&mut self) -> Result<()> {
        if self.open.len() == MAX_DEPTH {
            return beyond("域嵌套的层数", "levels of fields inside each other", MAX_DEPTH);
        }
        self.open.push(OpenField::default());
        self.instructions += 1;
        Ok(())
    }

    /// Adds to the instruction of the innermost field.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut()
            && field.instruction.len() + text.len() <= MAX_INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    /// The result of the innermost field follows.
    pub fn separate(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result) {
            field.is_result = true;
            self.instructions -= 1;
        }
    }

    /// Ends the innermost field. Gives what Word shows of one that has no result.
    pub fn end(&mut self) -> Option<String> {
        let field = self.open.pop()?;
        if field.is_result {
            return None;
        }
        self.instructions -= 1;
        combined(&field.instruction)
    }

    /// Ends all instructions with their paragraph, so that a field without an end hides nothing of the next.
    pub fn end_instructions(&mut self) {
        if self.instructions > 0 {
            self.open.iter_mut().for_each(|field| field.is_result = true);
            self.instructions = 0;
        }
    }
}

/// What the formula of 带圈字符 shows, `eq \o\ac(○,3)`: ③.
fn combined(instruction: &str) -> Option<String> {
    let rest = instruction.trim().get(2..).filter(|_| instruction.trim()[..2].eq_ignore_ascii_case("eq"))?;
    let (_, arguments) = rest.split_once('(')?;
    let (frame, text) = arguments.trim_end().strip_suffix(')')?.split_once([',', '，'])?;
    let number = text.trim().parse().ok().filter(|_| frame.trim() == "○").and_then(circled);
    Some(number.map_or_else(|| text.trim().to_owned(), String::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_show_and_instructions_do_not() {
        let mut fields = OpenFields::default();
        fields.begin().unwrap();
        fields.instruct("IF ");
        fields.begin().unwrap();
        fields.separate();
        assert!(!fields.is_shown(), "the result of a field in an instruction is part of it");
        assert_eq!(fields.end(), None);
        fields.separate();
        assert!(fields.is_shown());
        fields.separate();
        assert_eq!(fields.end(), None);
        assert_eq!(fields.end(), None, "an end too many");
        fields.begin().unwrap();
        fields.end_instructions();
        assert!(fields.is_shown());
    }

    #[test]
    fn characters_in_circles_show() {
        let shown = |text: &str| {
            let mut fields = OpenFields::default();
            fields.begin().unwrap();
            fields.instruct(text);
            fields.end()
        };
        assert_eq!(shown(" eq \\o\\ac(○,3)").as_deref(), Some("③"));
        assert_eq!(shown("EQ \\o\\ac(○,密) ").as_deref(), Some("密"));
        assert_eq!(shown("PAGE"), None);
        assert_eq!(shown("密"), None);
    }
}
