//! Why a request is not answered as asked.

use serde_json::{Value as Json, json};

use crate::cli::exit::Stop;
use crate::diag::Text;
use crate::serve::Refusal;

/// Why a request is not answered as asked.
#[derive(Debug)]
pub enum Fault {
    /// There is no such thing.
    Unknown,
    /// Nobody may change anything.
    ReadOnly,
    /// What somebody else has written stands in the way; the value or the file as it is now.
    Conflict(Json),
    /// The same, where there is nothing to choose from.
    Changed(Text),
    /// Not allowed, with the reason.
    Refused(Text),
    /// A file that cannot be read or written.
    File(Text),
}

impl From<Stop> for Fault {
    fn from(stop: Stop) -> Fault {
        Fault::File(stop.text().clone())
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        match refusal {
            Refusal::Unknown => Fault::Unknown,
            Refusal::Conflict(current) => Fault::Conflict(json!({"error": "conflict", "current": current})),
            Refusal::Changed(reason) => Fault::Changed(reason),
            Refusal::Refused(reason) => Fault::Refused(reason),
        }
    }
}
