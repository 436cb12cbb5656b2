//! x

/// x
#[allow(unused_macros, reason = "x")]
macro_rules! rules {
    ($Type:ident { $($field:ident $key:literal { max_serialized_length $limit:literal },)* }) => {
        impl $crate::support::rules::Rules for $Type {
            fn broken_rules(&self) -> Vec<(String, String)> {
                let mut broken = Vec::new();
                $(if let Some(value) = &self.$field {
                    let length = ::serde_json::to_string(value).unwrap_or_default().chars().count();
                    if length > $limit {
                        broken.push((concat!("/", $key).to_owned(), format!("has {length} characters, more than {}", $limit)));
                    }
                })*
                broken
            }
        }
    };
}
#[allow(unused_imports, reason = "x")]
pub(crate) use rules;

/// x
pub trait Rules {
    /// x
    fn broken_rules(&self) -> Vec<(String, String)>;
}
