//! Unions, and objects that keep what nobody described.

use serde_json::{Value, json};

use super::Random;
use super::repositories::{account, label, nullable};

/// Something that happened.
#[must_use]
pub fn event(random: &mut Random) -> Value {
    let kind = random.one_of(&["push", "fork", "issue", "release"]);
    let mut event = json!({
        "type": kind,
        "id": random.below(50_000_000_000).to_string(),
        "actor": account(random),
        "created_at": random.moment(),
    });
    let more = match kind {
        "push" => json!({
            "ref": "refs/heads/main",
            "size": 3,
            "commits": (0..random.below(4)).map(|_| commit(random)).collect::<Vec<_>>(),
        }),
        "fork" => json!({"forkee": random.words(1)}),
        "issue" => json!({
            "action": "opened",
            "number": random.below(9_000),
            "title": random.words(6),
            "labels": (0..random.below(3)).map(|_| label(random)).collect::<Vec<_>>(),
        }),
        _ => json!({
            "tag_name": format!("v1.{}.0", random.below(40)),
            "name": random.words(2),
            "body": nullable(random, 3, |it| it.words(20)),
            "prerelease": random.once_in(3),
            "assets": (0..random.below(4)).map(|_| random.name()).collect::<Vec<_>>(),
        }),
    };
    if let (Value::Object(event), Value::Object(more)) = (&mut event, more) {
        event.extend(more);
    }
    event
}

fn commit(random: &mut Random) -> Value {
    let sha = format!("{}{}", random.name(), random.name());
    json!({
        "url": format!("https://api.example.com/commits/{sha}"),
        "sha": sha,
        "message": random.words(8),
        "distinct": true,
    })
}

/// What pays.
#[must_use]
pub fn source(random: &mut Random) -> Value {
    match random.below(3) {
        0 => json!({
            "account_holder_name": random.words(2), "account_holder_type": "individual", "bank_name": random.words(1),
            "country": "DE", "currency": "eur", "fingerprint": random.name(), "last4": "6789",
            "routing_number": "110000000", "status": "new",
        }),
        1 => json!({
            "brand": "visa", "country": "DE", "cvc_check": null, "exp_month": 8, "exp_year": 2030,
            "fingerprint": random.name(), "funding": "credit", "last4": "4242",
        }),
        _ => json!({
            "wallet_id": random.name(), "provider": random.word(), "balance": 12.5, "verified": true, "email": null,
            "limits": [100, 2_000, 30_000],
        }),
    }
}

/// A value of one kind or another.
#[must_use]
pub fn setting(random: &mut Random) -> Value {
    match random.below(4) {
        0 => json!(true),
        1 => json!(random.below(100_000)),
        2 => json!(random.words(3)),
        _ => json!([random.word(), random.word(), random.word()]),
    }
}

/// Three properties that are described, and a dozen that are not.
#[must_use]
pub fn document(random: &mut Random) -> Value {
    let rest = (0..12).map(|index| {
        (
            format!("{}_{index}", random.word()),
            Value::from(random.words(3)),
        )
    });
    let mut entries: serde_json::Map<String, Value> = rest.collect();
    entries.insert("id".to_owned(), random.name().into());
    entries.insert("title".to_owned(), random.words(5).into());
    entries.insert("author".to_owned(), random.word().into());
    entries.into()
}
