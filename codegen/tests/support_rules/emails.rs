//! `format: email`.

use crate::support::rules::rules;
use crate::{breaks, satisfied};

struct User {
    email: Option<String>,
}

rules!(User {
    email "email" { email },
});

fn user(email: &str) -> User {
    User {
        email: Some(email.to_owned()),
    }
}

#[test]
fn emails() {
    for email in [
        "john.doe@example.com",
        "john+tag@example.co.uk",
        "0@0.com",
        "29!bd#8c2!@vbz9u2vc.v8.org",
        "\"john doe\"@example.com",
        "john@[192.0.2.1]",
        "j\u{f6}rg@b\u{fc}cher.example",
        "root@localhost",
    ] {
        satisfied(&user(email));
    }
    satisfied(&User { email: None });
    for text in [
        "",
        "@",
        "john",
        "userat example.com",
        "john@",
        "@example.com",
        "john doe@example.com",
        ".john@example.com",
        "john..doe@example.com",
        "john@example..com",
        "john@-example.com",
        "john@exa mple.com",
    ] {
        breaks(&user(text), "/email format: must be an email address");
    }
}
