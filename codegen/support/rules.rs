//! What values have to satisfy beyond their types.
//!
//! The tables in `crate::rules` say it, one row a field. Each table is a call of `rules!`, which
//! makes an implementation of [`Check`] of it. A row names the field in Rust and on the wire, and
//! what its value has to satisfy:
//!
//! ```text
//! rules!(Pet {
//!     name "name" { min_length 1, max_length 64 },
//!     tags "tags" { max_items 5, unique_items, each { pattern "^[a-z]+$" } },
//!     owner "owner" { nested },
//!     others { each { max_length 10 } },
//! } itself { min_properties 2 });
//!
//! rules!(Animal enum {
//!     Cat { nested },
//!     Name { max_length 64 },
//!     _ {},
//! });
//!
//! rules!(Tree newtype {
//!     0 { max_items 10, nested },
//! });
//!
//! rules!(mod list_pets {
//!     limit(Option<i32>) { minimum 1, maximum 100 },
//!     near(Option<(f64, f64)>) { elements { 0 it (it, _) { minimum -180 } } },
//! });
//! ```
//!
//! `nested` is for what has a table of its own, or holds parts that have one; `each` is about the
//! items of an array or the values of a map, `keys` about the keys of a map, `elements` about the
//! items of a tuple, each found by a pattern; a row without a name on the wire is the map of
//! additional properties, which are found in the object itself; `itself` is about the whole
//! object. The last form is about the parameters of an operation and its body.
//!
//! Rules are about values: what is absent or null satisfies all of them.
//!
//! What is made of a table is `#[inline]`: it is compiled where it is called, which for a client is mostly nowhere.

mod checker;
mod constant;
mod decimal;
mod format;
mod measure;
mod parts;
mod spot;
mod unique;
mod uri;
mod value;

pub use checker::{BrokenRule, BrokenRules, Checker, MAX_BROKEN_RULES};
pub use constant::{Constant, Constants};
pub use decimal::Decimal;
pub use parts::{Keyed, Number, Parts, Text, Tuple};
pub use spot::{Spot, Step};
pub use value::{Itself, Value};

use std::collections::BTreeMap;

/// A table of rules; see [the module](self).
macro_rules! rules {
    ($Type:ident {
        $($field:ident $($key:literal)? {
            $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)?
        },)*
    } $(itself { $($own:ident $own_limit:literal),+ })?) => {
        impl $crate::support::rules::Check for $Type {
            #[inline]
            fn check_with<'v>(&'v self, checker: &mut $crate::support::rules::Checker<'v>) {
                $(
                    let it = &mut checker.value(&self.$field)$(.at($key))?;
                    $($crate::support::rules::rules!(
                        @rule it $keyword $($limit)? $({ $($inner)+ })?
                    );)+
                )*
                $(
                    let it = &mut checker.itself(self);
                    $(it.$own($own_limit);)+
                )?
            }
        }
    };
    ($Type:ident enum {
        $($Variant:ident {
            $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)?
        },)+
        $(_ $others:block,)?
    }) => {
        impl $crate::support::rules::Check for $Type {
            #[inline]
            fn check_with<'v>(&'v self, checker: &mut $crate::support::rules::Checker<'v>) {
                match self {
                    $(Self::$Variant(value) => {
                        let it = &mut checker.value(value);
                        $($crate::support::rules::rules!(
                            @rule it $keyword $($limit)? $({ $($inner)+ })?
                        );)+
                    })+
                    $(_ => $others)?
                }
            }
        }
    };
    ($Type:ident newtype {
        0 { $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)? },
    }) => {
        impl $crate::support::rules::Check for $Type {
            #[inline]
            fn check_with<'v>(&'v self, checker: &mut $crate::support::rules::Checker<'v>) {
                let it = &mut checker.value(&self.0);
                $($crate::support::rules::rules!(
                    @rule it $keyword $($limit)? $({ $($inner)+ })?
                );)+
            }
        }
    };
    (mod $operation:ident {
        $($part:ident($Type:ty) {
            $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)?
        },)+
    }) => {
        #[cfg(feature = "server")]
        #[allow(non_snake_case, reason = "one of several bodies is called as its variant")]
        pub(crate) mod $operation {
            $(#[inline]
            pub(crate) fn $part<'v>(
                value: &'v $Type,
                checker: &mut $crate::support::rules::Checker<'v>,
            ) {
                let it = &mut checker.value(value);
                $($crate::support::rules::rules!(
                    @rule it $keyword $($limit)? $({ $($inner)+ })?
                );)+
            })+
        }
    };
    (@rule $it:ident pattern $pattern:literal) => {
        {
            static PATTERN: $crate::support::pattern::Pattern =
                $crate::support::pattern::Pattern::new($pattern);
            $it.pattern(&PATTERN);
        }
    };
    (@rule $it:ident keys {
        $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)?
    }) => {
        $it.keys(|it| {
            $($crate::support::rules::rules!(
                @rule it $keyword $($limit)? $({ $($inner)+ })?
            );)+
        });
    };
    (@rule $it:ident elements { $(
        $index:literal $element:ident ($($pattern:tt)+) {
            $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)?
        }
    ),+ $(,)? }) => {
        $($it.element($index, |($($pattern)+)| $element, |it| {
            $($crate::support::rules::rules!(
                @rule it $keyword $($limit)? $({ $($inner)+ })?
            );)+
        });)+
    };
    (@rule $it:ident one_of { $($value:literal),+ $(,)? }) => {
        $it.one_of(&[$($crate::support::rules::Constant::from($value)),+]);
    };
    (@rule $it:ident each {
        $($keyword:ident $($limit:literal)? $({ $($inner:tt)+ })?),+ $(,)?
    }) => {
        $it.each(|it| {
            $($crate::support::rules::rules!(
                @rule it $keyword $($limit)? $({ $($inner)+ })?
            );)+
        });
    };
    (@rule $it:ident $keyword:ident $($limit:literal)?) => {
        $it.$keyword($($limit)?);
    };
}
pub(crate) use rules;

/// A value that has to satisfy more than its type.
///
/// ```text
/// let pet = NewPet::new("Rex").with_tags(tags);
/// pet.check()?;
/// ```
///
/// The server does so with all that it receives; a client may, before it sends.
pub trait Check {
    /// Tells `checker` every rule that the value breaks.
    fn check_with<'v>(&'v self, checker: &mut Checker<'v>);

    /// Whether the value satisfies what the API's document asks of it.
    ///
    /// # Errors
    ///
    /// Every rule that it breaks, or the first [`MAX_BROKEN_RULES`] of them.
    fn check(&self) -> Result<(), BrokenRules> {
        let mut checker = Checker::default();
        self.check_with(&mut checker);
        checker.finish()
    }
}

impl<T: Check> Check for Option<T> {
    fn check_with<'v>(&'v self, checker: &mut Checker<'v>) {
        if let Some(value) = self {
            value.check_with(checker);
        }
    }
}

impl<T: Check> Check for Box<T> {
    fn check_with<'v>(&'v self, checker: &mut Checker<'v>) {
        (**self).check_with(checker);
    }
}

impl<T: Check> Check for Vec<T> {
    fn check_with<'v>(&'v self, checker: &mut Checker<'v>) {
        checker.value(self).each(|it| it.nested());
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check_with<'v>(&'v self, checker: &mut Checker<'v>) {
        checker.value(self).each(|it| it.nested());
    }
}

/// The rules of a parameter or a body.
pub type Rules<T> = for<'v> fn(&'v T, &mut Checker<'v>);
