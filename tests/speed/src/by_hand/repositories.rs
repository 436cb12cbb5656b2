//! Repositories and issues.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

/// A person or an organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    pub login: String,
    pub id: i64,
    pub node_id: String,
    pub avatar_url: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub gravatar_id: Option<Option<String>>,
    pub html_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub followers_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repos_url: Option<String>,
    pub r#type: AccountType,
    pub site_admin: bool,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub name: Option<Option<String>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub email: Option<Option<String>>,
}

/// What an account is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AccountType {
    #[serde(rename = "User")]
    User,
    #[serde(rename = "Organization")]
    Organization,
    #[serde(rename = "Bot")]
    Bot,
}

/// What a repository may be used for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct License {
    pub key: String,
    pub name: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub spdx_id: Option<Option<String>>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub url: Option<Option<String>>,
    pub node_id: String,
}

/// What the caller may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Permissions {
    pub admin: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maintain: Option<bool>,
    pub push: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triage: Option<bool>,
    pub pull: bool,
}

/// Who sees a repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Visibility {
    #[serde(rename = "public")]
    Public,
    #[serde(rename = "private")]
    Private,
    #[serde(rename = "internal")]
    Internal,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repository {
    pub id: i64,
    pub node_id: String,
    pub name: String,
    pub full_name: String,
    pub owner: Account,
    pub private: bool,
    pub html_url: String,
    pub description: Option<String>,
    pub fork: bool,
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branches_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commits_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues_url: Option<String>,
    pub clone_url: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub mirror_url: Option<Option<String>>,
    pub homepage: Option<String>,
    pub language: Option<String>,
    pub forks_count: i64,
    pub stargazers_count: i64,
    pub watchers_count: i64,
    pub size: i64,
    pub default_branch: String,
    pub open_issues_count: i64,
    pub topics: Vec<String>,
    pub has_issues: bool,
    pub has_wiki: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_pages: Option<bool>,
    pub archived: bool,
    pub disabled: bool,
    pub visibility: Visibility,
    pub pushed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Permissions>,
    pub license: Option<License>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// A word on an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Label {
    pub id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub name: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub description: Option<Option<String>>,
    pub color: String,
    pub default: bool,
}

/// What people think of something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reactions {
    pub url: String,
    pub total_count: i32,
    #[serde(rename = "+1")]
    pub plus_one: i32,
    #[serde(rename = "-1")]
    pub minus_one: i32,
    pub laugh: i32,
    pub heart: i32,
}

/// Whether an issue is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum IssueState {
    #[serde(rename = "open")]
    Open,
    #[serde(rename = "closed")]
    Closed,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    pub id: i64,
    pub node_id: String,
    pub url: String,
    pub html_url: String,
    pub number: i32,
    pub state: IssueState,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub state_reason: Option<Option<String>>,
    pub title: String,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "some"
    )]
    pub body: Option<Option<String>>,
    pub user: Option<Account>,
    pub labels: Vec<Label>,
    pub assignees: Vec<Account>,
    pub locked: bool,
    pub comments: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_association: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reactions: Option<Reactions>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<bool>,
}

/// `null` is something else than nothing.
fn some<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
