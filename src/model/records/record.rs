//! Makes a record of its rows: the struct, and the table that hints, schemas and `gangwei new` read.

/// Makes the struct of a record, and its table.
///
/// A row is `field: type = kind() => key(names, Chinese, English)`. A key may fill two fields. Fields that are no keys
/// stand in `own`, and in `below` records with pages of their own; `or` names the key that a text alone fills.
macro_rules! record {
    (
        $(#[$about:meta])*
        $record:ident, $table:ident: $id:literal ($zh:literal, $en:literal) $(, or $text:ident)?;
        $(own { $($(#[$own_about:meta])* $own:ident: $own_type:ty,)+ })?
        keys {$(
            $(#[$field_about:meta])*
            $field:ident: $type:ty $(, $(#[$more_about:meta])* $more:ident: $more_type:ty)?
                = $kind:ident $(::<$of:ty>)? ($($argument:expr)?) => $key:expr;
        )+}
        $(below { $($(#[$below_about:meta])* $below:ident: $below_type:ty,)+ })?
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, serde::Serialize)]
        pub struct $record {
            $($($(#[$own_about])* pub $own: $own_type,)+)?
            $($(#[$field_about])* pub $field: $type, $($(#[$more_about])* pub $more: $more_type,)?)+
            $($($(#[$below_about])* pub $below: $below_type,)+)?
        }

        pub static $table: $crate::model::keys::KeyTable = $crate::model::keys::KeyTable {
            id: $id,
            title: ($zh, $en),
            keys: &[$($crate::model::keys::DataKey {
                name: stringify!($field),
                kind: $kind $(::<$of>)? ($($argument)?),
                ..$key
            },)+],
        };

        impl $crate::model::records::Keyed for $record {
            const TABLE: &'static $crate::model::keys::KeyTable = &$table;
            const OF_TEXT: Option<&'static fn($crate::model::Str) -> $record> =
                <[_]>::first(&[$(|text| $record { $text: text.into(), ..Default::default() })?]);
            const APART: bool = !<[&str]>::is_empty(&[$($(stringify!($below)),+)?]);

            fn each<'a>(
                &'a self,
                see: &mut dyn FnMut(&'static $crate::model::keys::DataKey, &'a dyn $crate::model::records::Held),
            ) {
                let mut keys = $table.keys.iter();
                $(if let Some(key) = keys.next() {
                    see(key, &self.$field);
                    $(see(key, &self.$more);)?
                })+
            }

            fn own(&self) -> $record {
                $record {
                    $($($own: self.$own.clone(),)+)?
                    $(
                        $field: $crate::model::records::Held::own(&self.$field),
                        $($more: $crate::model::records::Held::own(&self.$more),)?
                    )+
                    $($($below: Default::default(),)+)?
                }
            }
        }
    };
}
pub(super) use record;
