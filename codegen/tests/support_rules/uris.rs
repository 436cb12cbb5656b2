//! `format: uri`.

use crate::support::rules::rules;
use crate::{breaks, satisfied};

struct Link {
    url: Option<String>,
}

rules!(Link {
    url "url" { uri },
});

#[test]
fn uris() {
    for uri in [
        "https://example.com",
        "https://user:pw@example.com:8080/a/b;c?d=e&f#g?h/i",
        "http://[2001:db8::7]/c=GB?objectClass?one",
        "mailto:John.Doe@example.com",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        "tel:+1-816-555-1212",
        "a+b-c.1:%20%aF",
        "data:,",
        "x:",
    ] {
        satisfied(&Link {
            url: Some(uri.to_owned()),
        });
    }
    satisfied(&Link { url: None });
}

#[test]
fn what_is_no_uri() {
    for text in [
        "",
        "example.com",
        "/a/b",
        "//example.com",
        ":x",
        "1a:x",
        "a_b:x",
        "https://example.com/a b",
        "https://example.com/ä",
        "https://example.com/%",
        "https://example.com/%2",
        "https://example.com/%zz",
        "https://example.com/%2ä",
        "https://example.com/#a#b",
        "https://example.com/<x>",
        "https://example.com/\"",
        "x:\n",
    ] {
        let link = Link {
            url: Some(text.to_owned()),
        };
        breaks(&link, "/url format: must be a URI");
    }
}
