//! What an editor asks of a project: its positions as forms, its pages, and edits of single keys.
//!
//! Everything here is a function of a [`World`](crate::world::World) and a request; whoever serves it reads, writes and
//! remembers. An edit changes its own lines of one file alone (`amend`), is read back, and is refused if it would make an error.

mod change;
mod chart;
mod edit;
mod field;
mod findings;
mod form;
mod handbook;
mod home;
mod key;
mod pages;
mod parameters;
mod places;
mod position;
mod project;
mod reading;
mod references;
mod reshape;
mod search;
mod source;
mod staffing;

pub use change::{Change, FileChange, Refusal};
pub use chart::chart;
pub use edit::edit;
pub use findings::findings;
pub use form::form;
pub use handbook::{HANDBOOK_ID, handbook};
pub use key::EditRequest;
pub use pages::{KnownOutlines, no_pages, pages};
pub use position::{digest, position};
pub use project::project;
pub use reading::Reading;
pub use reshape::{MoveRequest, NewRequest, RemoveRequest, RenameRequest, add, remove, rename, transfer};
pub use search::search;
pub use source::text;
pub use staffing::staffing;
