//! The codes of findings. One table says how grave each is, whether the handbook may change that,
//! and why a run fails that meets it; the [catalogue](super::catalogue) says what each means.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Severity;

/// Why something asked for was not made, from the lightest reason to the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// A document is missing, stale or left over (`build --check`).
    Stale,
    /// The data or the template set has errors.
    Input,
    /// The command line asks for what is not there.
    Usage,
    /// A file could not be read or written.
    Unreadable,
}

/// The handbook's `checks` may change the severity.
const WEIGHED: bool = true;
/// What stops the reading of the data, and what `template check` tells of a template set, keeps its severity.
const FIXED: bool = false;

/// Makes the enum of the table: code, severity, whether `checks` may change it, the failure that it is as an
/// error, and its title.
macro_rules! codes {
    ($($code:ident $severity:ident $weight:ident $failure:ident $title:literal;)+) => {
        /// What a finding is about: `E…` is an error, `W…` a warning or a note. Codes are stable: one that is
        /// gone is not given again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $title] $code,)+
        }

        impl Code {
            /// Every code, chapter by chapter of the catalogue.
            pub const ALL: &[Code] = &[$(Code::$code),+];

            /// Its line of the table.
            fn line(self) -> (&'static str, Severity, bool, Failure) {
                match self {
                    $(Code::$code => (stringify!($code), Severity::$severity, $weight, Failure::$failure),)+
                }
            }
        }
    };
}

codes! {
    // The data
    E001 Error   FIXED   Unreadable "a file cannot be read";
    E002 Error   FIXED   Input      "a file is not UTF-8";
    E003 Error   FIXED   Input      "a control character in the text";
    E004 Error   FIXED   Input      "broken YAML";
    E005 Error   FIXED   Input      "YAML that is not supported";
    E006 Error   FIXED   Input      "a file beyond the limits";
    E010 Error   FIXED   Input      "something required is missing";
    E011 Error   FIXED   Input      "a value of the wrong type";
    E012 Error   FIXED   Input      "a number is not one";
    E013 Error   FIXED   Input      "an unknown key";
    E014 Error   FIXED   Input      "a key stands twice";
    E015 Error   FIXED   Input      "not one of the words to choose from";
    E016 Error   FIXED   Input      "a broken code pattern";
    E017 Error   FIXED   Input      "more than one handbook, or a misnamed one";
    E018 Error   FIXED   Input      "no position files";
    E019 Error   FIXED   Input      "too long, or too many mistakes";
    E020 Error   FIXED   Input      "a department stands twice";
    E021 Error   FIXED   Unreadable "a name that is not UTF-8";
    W001 Warning WEIGHED Input      "a line joined to the text before it";
    W002 Warning WEIGHED Input      "a special space in the text";
    W003 Warning WEIGHED Input      "text taken for a comment or a sign";
    W004 Warning WEIGHED Input      "a full-width comma in brackets";
    W005 Warning WEIGHED Input      "a date that cannot be";
    W006 Warning WEIGHED Input      "a file name that ends in .txt";
    // Templates and their set
    E101 Error   FIXED   Input      "syntax error in a template";
    E102 Error   FIXED   Input      "an undefined name";
    E103 Error   FIXED   Input      "no such filter, function or test";
    E104 Error   FIXED   Input      "an included template does not exist";
    E105 Error   FIXED   Input      "a template without end";
    E106 Error   FIXED   Input      "the template cannot go on";
    E110 Error   FIXED   Input      "no such template set";
    E111 Error   FIXED   Input      "the set lacks a file";
    E112 Error   FIXED   Input      "template.yaml is wrong";
    E113 Error   FIXED   Input      "a listed template does not exist";
    E114 Error   FIXED   Input      "the set has no such parameter";
    E115 Error   FIXED   Input      "a parameter of the wrong kind";
    E116 Error   FIXED   Input      "the form has no such label";
    E117 Error   FIXED   Input      "a template file is not UTF-8";
    E118 Error   FIXED   Input      "a template file beyond the limits";
    // Markup
    E201 Error   FIXED   Input      "markup that is not well-formed";
    E202 Error   FIXED   Input      "an unknown element";
    E203 Error   FIXED   Input      "an unknown or repeated attribute";
    E204 Error   FIXED   Input      "a wrong attribute value";
    E205 Error   FIXED   Input      "an unknown entity, or a plain &";
    E206 Error   FIXED   Input      "a control character in markup";
    E207 Error   FIXED   Input      "an element in the wrong place";
    E208 Error   FIXED   Input      "more than the limits allow";
    E209 Error   FIXED   Input      "a table whose cells do not fit";
    E210 Error   FIXED   Input      "no width left for the content";
    E211 Error   FIXED   Input      "a wrong or repeated id";
    E212 Error   FIXED   Input      "a link that leads nowhere";
    E213 Error   FIXED   Input      "a picture that cannot be used";
    E214 Error   FIXED   Input      "a picture without src or alt";
    // Style sheets
    E220 Error   FIXED   Input      "syntax error in a style sheet";
    E221 Error   FIXED   Input      "an unknown selector";
    E222 Error   FIXED   Input      "an unknown or misplaced @ rule";
    E223 Error   FIXED   Input      "an unknown or misplaced property";
    E224 Error   FIXED   Input      "a wrong value of a property";
    E225 Error   FIXED   Input      "a wrong variable";
    E226 Error   FIXED   Input      "no !important";
    E227 Error   FIXED   Input      "no such page";
    E228 Error   FIXED   Input      "no such counter style";
    E229 Error   FIXED   Input      "a declaration without effect";
    E230 Error   FIXED   Input      "margins that do not mirror each other";
    // Fonts, settings and output
    E301 Error   FIXED   Input      "no font has this character";
    E303 Error   FIXED   Unreadable "a font file cannot be read";
    E304 Error   FIXED   Input      "not a font";
    E305 Error   FIXED   Input      "no font at all";
    E402 Error   FIXED   Usage      "a malformed pattern of --only";
    E403 Error   FIXED   Usage      "no position matches --only";
    E404 Error   FIXED   Input      "a wrong code in checks";
    E405 Error   FIXED   Input      "the baseline is damaged";
    E406 Error   FIXED   Usage      "wrong usage";
    E407 Error   FIXED   Unreadable "a file cannot be read or written";
    E408 Error   FIXED   Input      "a wrong pattern of file names";
    E409 Error   FIXED   Input      "a watermark that is too long";
    E410 Error   FIXED   Input      "the PDF could not be made";
    E411 Error   FIXED   Input      "the DOCX could not be made";
    E412 Error   FIXED   Stale      "a document is missing";
    E413 Error   FIXED   Stale      "a document is stale";
    E414 Error   FIXED   Stale      "a document is left over";
    E415 Error   FIXED   Unreadable "a manifest that is foreign or damaged";
    E416 Error   FIXED   Input      "the workbook could not be made";
    E417 Error   FIXED   Input      "a version that cannot be released";
    W306 Note    WEIGHED Input      "another face stands in for a font";
    // The organisation
    W201 Warning WEIGHED Input      "two positions have one code";
    W202 Warning WEIGHED Input      "one title twice in a department";
    W203 Warning WEIGHED Input      "a code that does not match the pattern";
    W204 Warning WEIGHED Input      "a superior that is no position";
    W205 Warning WEIGHED Input      "positions that report to each other";
    W206 Warning WEIGHED Input      "a superior that is withdrawn";
    W207 Warning WEIGHED Input      "a department that is not listed";
    W208 Warning WEIGHED Input      "a department without a position";
    W209 Warning WEIGHED Input      "headcounts that do not add up";
    W210 Warning WEIGHED Input      "weights that do not make up 100 %";
    W211 Warning WEIGHED Input      "a weight that is no percentage";
    W212 Warning WEIGHED Input      "weights for some only";
    W213 Warning WEIGHED Input      "collaboration that one side names";
    W214 Warning WEIGHED Input      "a departmental duty that nobody carries";
    W215 Warning WEIGHED Input      "one duty in several positions";
    W216 Warning WEIGHED Input      "nearly the same duty in several positions";
    W217 Warning WEIGHED Input      "duties without a standard";
    W218 Warning WEIGHED Input      "a placeholder";
    W219 Warning WEIGHED Input      "a position without a superior";
    W220 Warning WEIGHED Input      "list items that end in different marks";
    W221 Warning WEIGHED Input      "half-width marks in Chinese text";
    W222 Warning WEIGHED Input      "items numbered by hand";
    W223 Warning WEIGHED Input      "Chinese quotation marks around a value";
    W224 Warning WEIGHED Input      "a position held concurrently that is none";
    W225 Warning WEIGHED Input      "a copied file";
    W227 Warning WEIGHED Input      "positions that are held beside each other";
    W228 Warning WEIGHED Input      "several departments in one name";
    W230 Warning WEIGHED Input      "versions that do not ascend";
    W231 Warning WEIGHED Input      "revisions out of order";
    W232 Warning WEIGHED Input      "a handbook that disagrees with its last revision";
    W233 Warning WEIGHED Input      "approvals out of order";
    // Page budgets
    W501 Warning WEIGHED Input      "over the page budget";
    W502 Note    WEIGHED Input      "set closer";
    // What template check tells
    W511 Warning FIXED   Input      "a place too narrow for a character";
    W512 Warning FIXED   Input      "a word or number broken in its middle";
    W513 Warning FIXED   Input      "taller than the page";
    W514 Warning FIXED   Input      "text off the paper";
    W515 Warning FIXED   Input      "a table without header cells";
    W516 Warning FIXED   Input      "an id that two parts have";
    W517 Warning FIXED   Input      "a heading level that is skipped";
    W518 Warning FIXED   Input      "a parameter that nothing uses";
    W519 Warning FIXED   Input      "a rule that matches nothing";
    W520 Warning FIXED   Input      "a field that the set does not show";
    // Reading Word and Excel files
    E601 Error   FIXED   Unreadable "no Word or Excel file that can be read";
    E602 Error   FIXED   Unreadable "a file of an old format, or with a password";
    E603 Error   FIXED   Unreadable "damaged XML in a file";
    E604 Error   FIXED   Unreadable "a Word or Excel file beyond the limits";
    E605 Error   FIXED   Unreadable "a table of text in an unknown encoding";
    E611 Error   FIXED   Input      "a mistake in import.yaml";
    E612 Error   FIXED   Input      "text that no label explains";
    E614 Error   FIXED   Input      "changed in the workbook and in the project";
    E615 Error   FIXED   Input      "a change of the workbook that is not taken";
    E621 Error   FIXED   Input      "carried data that is damaged";
    W601 Note    FIXED   Input      "tracked changes taken as accepted";
    W602 Note    FIXED   Input      "hidden text that is not read";
    W603 Warning FIXED   Input      "text under merged cells";
    W604 Warning FIXED   Input      "embedded objects that are not read";
    W605 Note    FIXED   Input      "hidden sheets that are read";
    W613 Warning FIXED   Input      "subordinates that do not agree";
    W614 Warning FIXED   Input      "a label of import.yaml that no file has";
    W615 Warning FIXED   Input      "a sentence that is left out by rule";
    W616 Warning FIXED   Input      "a change of the workbook without effect";
}

impl Code {
    /// As it is written: `E012`.
    pub fn name(self) -> &'static str {
        self.line().0
    }

    /// How grave a finding is unless the handbook's `checks` or `--deny-warnings` say otherwise.
    pub fn severity(self) -> Severity {
        self.line().1
    }

    /// Whether the handbook's `checks` may change the severity.
    pub fn is_weighable(self) -> bool {
        self.line().2
    }

    /// Why a run fails that meets it as an error.
    pub fn failure(self) -> Failure {
        self.line().3
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By name, so that errors come before warnings.
impl Ord for Code {
    fn cmp(&self, other: &Code) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Code) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Code {
    type Err = ();

    /// The code of exactly this name.
    fn from_str(name: &str) -> Result<Code, ()> {
        Code::ALL.iter().find(|code| code.name() == name).copied().ok_or(())
    }
}
