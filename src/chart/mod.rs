//! Draws organisation charts (组织架构图) of reporting lines, as vector pictures.
//!
//! The handbook's reporting lines become a forest; a chart shows the whole company or one department. What does not
//! fit in the room at a readable size is split over several sheets. No type is smaller than 7 pt, and no position is
//! left out.
//!
//! - Equal handbooks, fonts and requests give equal pictures.
//! - A picture's name holds everything that is needed to draw it again: see [`Request::name`].

mod colour;
mod describe;
mod diagram;
mod draw;
mod fault;
mod forest;
mod label;
mod layout;
mod request;
mod route;
mod sheet;
mod split;
#[cfg(test)]
mod tests;
mod views;
mod words;

use std::sync::Arc;

pub use fault::ChartFault;
pub use request::{ChartScope, Request, SCHEME};
pub use sheet::ChartSheet;

use crate::drawing::Drawing;
use crate::model::Handbook;
use crate::sync::Memo;
use crate::text::Fonts;
pub use forest::Forest;
#[cfg(feature = "serve")]
pub use forest::SuperiorOf;
use label::Setter;

/// The most sheets of one chart.
const MOST_SHEETS: usize = 2000;

/// All charts of one handbook; each is laid out once.
pub struct Charts {
    forest: Forest,
    fonts: Fonts,
    known: Memo<Request, Result<Arc<[ChartSheet]>, ChartFault>>,
}

impl Charts {
    pub fn new(handbook: &Handbook, fonts: Fonts) -> Charts {
        Charts { forest: Forest::new(handbook), fonts, known: Memo::default() }
    }

    /// The sheets of a chart; none if there is no reporting line to show.
    ///
    /// # Errors
    /// The department does not exist, the room does not even hold two boxes, or there are too many sheets.
    pub fn sheets(&self, request: &Request) -> Result<Arc<[ChartSheet]>, ChartFault> {
        self.known.get(request.clone(), || self.lay_out(request))
    }

    /// Draws a picture by its name.
    ///
    /// # Errors
    /// As [`sheets`](Charts::sheets); or [`Request::name`] does not give such a name.
    pub fn drawing(&self, name: &str) -> Result<Drawing, ChartFault> {
        let (request, number) = Request::parse(name)?;
        let sheets = self.sheets(&request)?;
        let sheet = number.checked_sub(1).and_then(|index| sheets.get(index));
        let sheet =
            sheet.ok_or_else(|| ChartFault::NoSheet { name: name.to_owned(), sheets: sheets.len() })?;
        Ok(draw::draw(sheet, &request, &self.fonts))
    }

    fn lay_out(&self, request: &Request) -> Result<Arc<[ChartSheet]>, ChartFault> {
        let mut setter = Setter::new(&self.fonts, &request.fonts);
        let mut sheets = Vec::new();
        for view in views::views(&self.forest, request, &mut setter)? {
            let pieces = split::split(&view.diagram, request, &self.forest, &mut setter)?;
            let count = pieces.len();
            for (index, piece) in pieces.into_iter().enumerate() {
                if sheets.len() == MOST_SHEETS {
                    return Err(ChartFault::TooManySheets { most: MOST_SHEETS });
                }
                let of = (count > 1).then_some((index + 1, count));
                let title = describe::title(&view, &piece, of, self.forest.language);
                sheets.push(ChartSheet {
                    title,
                    alt: describe::alt(&piece.diagram, &self.forest),
                    size: draw::size(&piece.placed),
                    placed: piece.placed,
                });
            }
        }
        Ok(sheets.into())
    }
}

impl std::fmt::Debug for Charts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Charts").field("forest", &self.forest).finish_non_exhaustive()
    }
}
