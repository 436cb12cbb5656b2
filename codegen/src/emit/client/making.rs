//! What makes a client and tells it how to call.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::docs::{self, Docs};
use crate::emit::ident::{ident, raw, setter};
use crate::emit::parts;
use crate::ir::{Api, Media, Scheme, SchemeKind};

/// Emits what makes a client and tells it how to call.
///
/// ```text
/// pub fn new(base_url: &str) -> Self
/// pub fn with_api_key(self, secret: impl Into<Secret>) -> Self
/// ```
pub(super) fn making(api: &Api) -> TokenStream {
    let (constant, such_as) = base(api);
    let new = docs::ours(&such_as);
    let one_base_url = parts::has_operations_elsewhere(api).then(|| {
        quote! {
            /// Calls all operations at the base URL, those too that the document serves elsewhere.
            #[must_use]
            pub fn with_one_base_url(self) -> Self {
                Self {
                    core: self.core.with_one_base_url(),
                }
            }
        }
    });
    let settings = settings(parts::has_media(api, Media::is_streamed));
    let secrets = api
        .security
        .schemes
        .iter()
        .filter_map(|it| with_secret(api, it));
    quote! {
        impl Client {
            #constant

            #new
            #[cfg(feature = "client")]
            #[must_use]
            pub fn new(base_url: &str) -> Self {
                Self {
                    core: crate::support::client::Core::new(base_url),
                }
            }

            /// The same, of an API that `transport` leads to: the router of a server in this
            /// process, for example.
            pub fn over(
                base_url: &str,
                transport: impl crate::support::client::Transport,
            ) -> Self {
                Self {
                    core: crate::support::client::Core::over(base_url, transport),
                }
            }

            #settings

            #one_base_url

            #(#secrets)*
        }
    }
}

/// Emits what tells a client how to call.
///
/// ```text
/// pub fn with_timeout(self, timeout: Duration) -> Self
/// ```
pub(in crate::emit) fn settings(has_streams: bool) -> TokenStream {
    let timeout = docs::ours(if has_streams {
        "Gives up on calls that take longer than this, from the first byte sent to the last read, \
         all attempts together; on streams, when nothing moves for as long."
    } else {
        "Gives up on calls that take longer than this, from the first byte sent to the last read, \
         all attempts together."
    });
    quote! {
        /// Sends requests by way of `transport`: a `reqwest::Client` of your own, or a service of
        /// tower.
        #[must_use]
        pub fn with_transport(self, transport: impl crate::support::client::Transport) -> Self {
            Self {
                core: self.core.with_transport(transport),
            }
        }

        #timeout
        #[must_use]
        pub fn with_timeout(self, timeout: ::std::time::Duration) -> Self {
            Self {
                core: self.core.with_timeout(timeout),
            }
        }

        /// Gives up on servers that say nothing for longer than this.
        #[must_use]
        pub fn with_read_timeout(self, timeout: ::std::time::Duration) -> Self {
            Self {
                core: self.core.with_read_timeout(timeout),
            }
        }

        /// Sends requests again as `retries` says.
        #[must_use]
        pub fn with_retries(self, retries: crate::support::client::Retries) -> Self {
            Self {
                core: self.core.with_retries(retries),
            }
        }

        /// Makes no more than `most` calls at once; others wait.
        #[must_use]
        pub fn with_max_concurrency(self, most: usize) -> Self {
            Self {
                core: self.core.with_max_concurrency(most),
            }
        }

        /// Reads no more than `most` bytes of an answer that is not a stream.
        #[must_use]
        pub fn with_max_response_bytes(self, most: usize) -> Self {
            Self {
                core: self.core.with_max_response_bytes(most),
            }
        }

        /// Lets `observer` see every attempt.
        #[must_use]
        pub fn with_observer(self, observer: impl crate::support::client::Observe) -> Self {
            Self {
                core: self.core.with_observer(observer),
            }
        }
    }
}

/// Emits where the API is, as far as the document says it, and says what `new` is to be given.
///
/// ```text
/// pub const BASE_URL: &'static str = "https://api.agntix.ai";
/// ```
fn base(api: &Api) -> (Option<TokenStream>, String) {
    let such_as = "A client of the API at `base_url`";
    let choice = match parts::has_servers(api) {
        true => ", or one of [`Server`](crate::servers::Server)",
        false => "",
    };
    let Some(server) = parts::usual_server(api) else {
        return (None, [such_as, choice, "."].concat());
    };
    let url = &server.url;
    if server.is_relative() {
        let constant = quote! {
            /// The path that the API is served at, on a host that the document does not name.
            pub const BASE_PATH: &'static str = #url;
        };
        let words = ": a host, and [`BASE_PATH`](Self::BASE_PATH)";
        return (Some(constant), [such_as, words, choice, "."].concat());
    }
    let docs = Docs::of(&server.doc).or("Where the API is served.").outer();
    let constant = quote! {
        #docs
        pub const BASE_URL: &'static str = #url;
    };
    let words = ", such as [`BASE_URL`](Self::BASE_URL)";
    (Some(constant), [such_as, words, choice, "."].concat())
}

/// Emits what gives a client its secret for a scheme; a certificate is given to the connection.
pub(in crate::emit) fn with_secret(api: &Api, scheme: &Scheme) -> Option<TokenStream> {
    let ty = match &scheme.kind {
        SchemeKind::MutualTls => return None,
        SchemeKind::Basic => quote! { crate::support::secret::Basic },
        SchemeKind::ApiKeyHeader(_)
        | SchemeKind::ApiKeyQuery(_)
        | SchemeKind::ApiKeyCookie(_)
        | SchemeKind::Bearer { format: _ }
        | SchemeKind::Other(_) => quote! { impl Into<crate::support::client::SecretSource> },
    };
    let summary = ["Authenticates with ", &docs::code(&scheme.name.wire), "."].concat();
    let docs = Docs::default().and(&summary).and_of(&scheme.doc);
    let tokens = &scheme.tokens;
    let has_tokens = tokens.client_credentials.is_some() || tokens.refresh.is_some();
    let by_itself = match has_tokens && parts::has_tokens(api) {
        true => {
            "What `oauth2` has, a module behind the feature of that name, gets its tokens by itself."
        }
        false => "",
    };
    let docs = docs.and(&docs::place(&scheme.kind)).and(by_itself).outer();
    let with = setter(&scheme.name);
    let name = ident(&scheme.name);
    let constant = raw(&scheme.constant);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #with(self, #name: #ty) -> Self {
            Self {
                core: self.core.with_secret(&crate::operations::#constant, #name.into()),
            }
        }
    })
}
