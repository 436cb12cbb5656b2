//! Unions, and objects that keep what nobody described.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use super::repositories::{Account, Label};

/// A change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commit {
    pub sha: String,
    pub message: String,
    pub distinct: bool,
    pub url: String,
}

/// Somebody pushed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushEvent {
    pub id: String,
    pub actor: Account,
    pub r#ref: String,
    pub size: i64,
    pub commits: Vec<Commit>,
    pub created_at: DateTime<Utc>,
}

/// Somebody forked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForkEvent {
    pub id: String,
    pub actor: Account,
    pub forkee: String,
    pub created_at: DateTime<Utc>,
}

/// Something happened to an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssueEvent {
    pub id: String,
    pub actor: Account,
    pub action: String,
    pub number: i64,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<Label>>,
    pub created_at: DateTime<Utc>,
}

/// Something came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReleaseEvent {
    pub id: String,
    pub actor: Account,
    pub tag_name: String,
    pub name: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub body: Option<Option<String>>,
    pub prerelease: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assets: Option<Vec<String>>,
    pub created_at: DateTime<Utc>,
}

/// An account at a bank.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BankAccount {
    pub account_holder_name: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub account_holder_type: Option<Option<String>>,
    pub bank_name: String,
    pub country: String,
    pub currency: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub fingerprint: Option<Option<String>>,
    pub last4: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub routing_number: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CardSource {
    pub brand: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub country: Option<Option<String>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub cvc_check: Option<Option<String>>,
    pub exp_month: i64,
    pub exp_year: i64,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub fingerprint: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding: Option<String>,
    pub last4: String,
}

/// A wallet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wallet {
    pub wallet_id: String,
    pub provider: String,
    pub balance: f64,
    pub verified: bool,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub email: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Vec<i64>>,
}

/// Some properties, and whatever else there is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub id: String,
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(flatten)]
    pub additional_properties: BTreeMap<String, String>,
}

/// What happened, told apart by its property `type`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum TaggedEvent {
    Push(Box<PushEvent>),
    Fork(Box<ForkEvent>),
    Issue(Box<IssueEvent>),
    Release(Box<ReleaseEvent>),
}

/// What happened, told apart by trying.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum UntaggedEvent {
    Push(Box<PushEvent>),
    Fork(Box<ForkEvent>),
    Issue(Box<IssueEvent>),
    Release(Box<ReleaseEvent>),
}

/// What pays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Source {
    BankAccount(Box<BankAccount>),
    CardSource(Box<CardSource>),
    Wallet(Wallet),
}

/// A value of one kind or another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    Boolean(bool),
    Integer(i64),
    String(String),
    List(Vec<String>),
}

/// `null` is something else than nothing.
fn some<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
