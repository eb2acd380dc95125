//! What the data of a document is called in its package.

/// The namespace of the part.
pub const NAMESPACE: &str = "urn:gangwei:data:1";
/// The GUID by which the part is found, whatever a program calls it.
pub const ITEM_ID: &str = "{6B0C2E1F-9D47-4C1B-8A52-3E6F70D1B9A4}";

/// The names of properties; further ones of positions end in a number.
pub const PROGRAM: &str = "GangweiVersion";
pub const DATA: &str = "GangweiData";
pub const TEMPLATE: &str = "GangweiTemplate";
pub const POSITIONS: &str = "GangweiPositions";

/// What this program calls itself in `docProps/app.xml`.
pub const APPLICATION: &str = "gangwei";

/// The version of this program.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");
