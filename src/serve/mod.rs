//! What an editor asks of a project: its positions as forms, its pages, and edits of single keys.
//!
//! Everything here is a function of a [`World`](crate::world::World) and a request; whoever serves it reads, writes and
//! remembers. An edit changes its own lines of one file alone (`amend`), is read back, and is refused if it would make an error.

mod edit;
mod field;
mod findings;
mod form;
mod pages;
mod position;
mod project;

pub use edit::{EditRequest, FileEdit, Refusal, edit};
pub use findings::findings;
pub use form::form;
pub use pages::{no_pages, pages};
pub use position::position;
pub use project::project;
