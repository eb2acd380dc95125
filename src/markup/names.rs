//! The names of the markup language: elements and attributes.

use std::fmt;

/// Makes an enum of names, with functions that turn a name into its variant and back.
macro_rules! names {
    ($(#[$meta:meta])* $type:ident { $($variant:ident $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type { $($variant),* }

        impl $type {
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// The variant of a name, which is in lower case.
            pub fn from_name(name: &str) -> Option<$type> {
                match name {
                    $($name => Some($type::$variant),)*
                    _ => None,
                }
            }

            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name),* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

names! {
    /// The elements of the subset.
    Element {
        Section "section", Nav "nav",
        H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", P "p",
        Span "span", B "b", Strong "strong", I "i", Em "em", U "u", A "a",
        Br "br", Img "img", Hr "hr",
        Ul "ul", Ol "ol", Li "li",
        Table "table", Caption "caption", Colgroup "colgroup", Col "col",
        Thead "thead", Tbody "tbody", Tfoot "tfoot", Tr "tr", Th "th", Td "td",
    }
}

names! {
    /// The attributes of the subset.
    Attribute {
        Id "id", Class "class", Style "style", Lang "lang",
        Colspan "colspan", Rowspan "rowspan", Scope "scope",
        Href "href", Src "src", Alt "alt", AriaLabel "aria-label", Width "width", Height "height", Start "start",
    }
}

impl Element {
    /// Whether it stands within a line.
    pub fn is_inline(self) -> bool {
        use Element::*;
        matches!(self, Span | B | Strong | I | Em | U | A | Br | Img)
    }

    /// Whether it can stand wherever blocks can.
    pub fn is_block(self) -> bool {
        use Element::*;
        self.is_paragraph() || matches!(self, Section | Nav | Hr | Ul | Ol | Table)
    }

    /// Whether its box stands below the one before it: blocks, list items and captions.
    pub fn is_block_box(self) -> bool {
        self.is_block() || matches!(self, Element::Li | Element::Caption)
    }

    /// Whether it is a paragraph of its own, holding inline content only.
    pub fn is_paragraph(self) -> bool {
        use Element::*;
        self.heading_level().is_some() || matches!(self, P)
    }

    pub fn heading_level(self) -> Option<u8> {
        use Element::*;
        Some(match self {
            H1 => 1,
            H2 => 2,
            H3 => 3,
            H4 => 4,
            H5 => 5,
            H6 => 6,
            _ => return None,
        })
    }

    pub fn is_void(self) -> bool {
        use Element::*;
        matches!(self, Br | Img | Hr | Col)
    }

    pub fn is_cell(self) -> bool {
        matches!(self, Element::Th | Element::Td)
    }

    pub fn is_row_group(self) -> bool {
        use Element::*;
        matches!(self, Thead | Tbody | Tfoot)
    }

    /// Whether it is a row, a column or a group of these.
    pub fn is_part_of_table(self) -> bool {
        self.is_row_group() || matches!(self, Element::Tr | Element::Col | Element::Colgroup)
    }
}

impl Attribute {
    /// Whether the attribute means something on the element.
    pub fn belongs_to(self, element: Element) -> bool {
        use Attribute::*;
        use Element as E;
        match self {
            // The tree has no place for the id of these.
            Id => !element.is_row_group() && !matches!(element, E::Col | E::Colgroup | E::Br | E::Hr),
            Class | Style | Lang => true,
            Colspan | Rowspan => element.is_cell(),
            Scope => element == Element::Th,
            Href => element == Element::A,
            Src | Alt | Width | Height => element == Element::Img,
            Start => element == Element::Ol,
            AriaLabel => element == Element::Table,
        }
    }
}
