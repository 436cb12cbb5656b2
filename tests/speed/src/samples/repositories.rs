//! What GitHub answers with.

use serde_json::{Value, json};

use super::{Random, with};

const API: &str = "https://api.example.com";
const SITE: &str = "https://example.com";

/// An account.
pub(super) fn account(random: &mut Random) -> Value {
    let login = format!("{}-{}", random.word(), random.word());
    let id = random.below(90_000_000);
    json!({
        "login": login,
        "id": id,
        "node_id": format!("MDQ6VXNlc{}", random.name()),
        "avatar_url": format!("https://avatars.example.com/u/{id}?v=4"),
        "gravatar_id": "",
        "html_url": format!("{SITE}/{login}"),
        "followers_url": format!("{API}/users/{login}/followers"),
        "repos_url": format!("{API}/users/{login}/repos"),
        "type": random.one_of(&["User", "User", "Organization", "Bot"]),
        "site_admin": false,
    })
}

/// A repository.
#[must_use]
pub fn repository(random: &mut Random) -> Value {
    let owner = account(random);
    let name = format!("{}-{}", random.word(), random.word());
    let full_name = format!(
        "{}/{name}",
        owner
            .get("login")
            .and_then(Value::as_str)
            .unwrap_or_default()
    );
    let url = format!("{API}/repos/{full_name}");
    let mut repository = json!({
        "id": random.below(900_000_000),
        "node_id": format!("R_kgDO{}", random.name()),
        "name": name,
        "full_name": full_name,
        "owner": owner,
        "private": random.once_in(8),
        "html_url": format!("{SITE}/{full_name}"),
        "description": nullable(random, 5, |it| it.words(9)),
        "fork": random.once_in(4),
        "url": url,
        "branches_url": format!("{url}/branches{{/branch}}"),
        "commits_url": format!("{url}/commits{{/sha}}"),
        "issues_url": format!("{url}/issues{{/number}}"),
        "clone_url": format!("{SITE}/{full_name}.git"),
        "mirror_url": null,
        "homepage": nullable(random, 2, |it| format!("https://{}.example.org", it.word())),
        "language": nullable(random, 6, |it| it.one_of(&["Rust", "Go", "TypeScript", "C++"]).to_owned()),
        "forks_count": random.below(900),
        "stargazers_count": random.below(90_000),
        "watchers_count": random.below(90_000),
        "size": random.below(1_000_000),
        "default_branch": "main",
        "open_issues_count": random.below(400),
        "topics": (0..random.below(5)).map(|_| random.word()).collect::<Vec<_>>(),
        "has_issues": true,
        "has_wiki": random.once_in(2),
        "has_pages": random.once_in(3),
        "archived": random.once_in(9),
        "disabled": false,
        "visibility": random.one_of(&["public", "private", "internal"]),
        "pushed_at": random.moment(),
        "created_at": random.moment(),
        "updated_at": random.moment(),
        "license": null,
    });
    if random.once_in(2) {
        repository = with(
            repository,
            "license",
            json!({
                "key": "mit",
                "name": "MIT License",
                "spdx_id": "MIT",
                "url": format!("{API}/licenses/mit"),
                "node_id": "MDc6TGljZW5zZW1pdA==",
            }),
        );
    }
    if random.once_in(2) {
        repository = with(
            repository,
            "permissions",
            json!({"admin": false, "maintain": false, "push": true, "triage": true, "pull": true}),
        );
    }
    repository
}

/// A label.
pub(super) fn label(random: &mut Random) -> Value {
    json!({
        "id": random.below(9_000_000_000),
        "node_id": format!("LA_kw{}", random.name()),
        "url": format!("{API}/repos/labels/{}", random.word()),
        "name": random.word(),
        "description": nullable(random, 3, |it| it.words(4)),
        "color": format!("{:06x}", random.below(0xff_ffff)),
        "default": random.once_in(2),
    })
}

/// An issue.
#[must_use]
pub fn issue(random: &mut Random) -> Value {
    let number = random.below(20_000);
    let url = format!(
        "{API}/repos/{}/{}/issues/{number}",
        random.word(),
        random.word()
    );
    json!({
        "id": random.below(3_000_000_000),
        "node_id": format!("I_kwDO{}", random.name()),
        "url": url,
        "html_url": format!("{SITE}/issues/{number}"),
        "number": number,
        "state": random.one_of(&["open", "closed"]),
        "state_reason": nullable(random, 2, |_| "completed".to_owned()),
        "title": random.words(7),
        "body": nullable(random, 9, |it| it.words(60)),
        "user": account(random),
        "labels": (0..random.below(4)).map(|_| label(random)).collect::<Vec<_>>(),
        "assignees": (0..random.below(3)).map(|_| account(random)).collect::<Vec<_>>(),
        "locked": false,
        "comments": random.below(80),
        "created_at": random.moment(),
        "updated_at": random.moment(),
        "closed_at": nullable(random, 2, Random::moment),
        "author_association": random.one_of(&["NONE", "MEMBER", "CONTRIBUTOR"]),
        "reactions": {
            "url": format!("{url}/reactions"), "total_count": random.below(9), "+1": random.below(9), "-1": 0,
            "laugh": 0, "heart": random.below(4),
        },
    })
}

/// `null` once in `of` times.
pub(super) fn nullable(
    random: &mut Random,
    of: u64,
    make: impl Fn(&mut Random) -> String,
) -> Option<String> {
    (!random.once_in(of)).then(|| make(random))
}
