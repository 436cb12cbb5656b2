//! Documents that would like to do more than be read.

mod saying;

use codegen::emit::reference::{markdown, page};
use pulldown_cmark::{Event, Options, Parser, Tag};

use saying::saying;

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</title></style></textarea><svg onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "[link](javascript:alert(1)) ![image](javascript:alert(1)) <javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a] and [b][a] [c](JaVaScRiPt:alert(1)) [d](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>) [y](vbscript:x) [z](&#106;avascript:alert(1))",
    "<div>\n[inside](javascript:alert(1))\n</div>\n\n<a href=\"javascript:alert(1)\">a</a>",
    "{{ title }} {% raw %} {# comment",
    "```\n</code></pre><script>alert(1)</script>",
    "> ```\n> open",
    "`` ` `` <!-- open",
    "![external](https://example.com/a.png) <img src=https://example.com/a.png>",
    "<p onclick=alert(1)>text</p><b style=x>bold</b>",
    "# Heading\n\nSetext\n===\n\n<h1>tag</h1>",
    "\u{202e}\u{0}\u{feff}\u{2028}",
];

const ELEMENTS: &[&str] = &[
    "!--",
    "!doctype",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "del",
    "a",
    "article",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "html",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "summary",
    "title",
    "ul",
    "wbr",
];

/// The tags of a page without its style and script, which hold no text of the document.
fn tags(html: &str) -> Vec<&str> {
    let (before, rest) = html.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (middle, _) = rest.rsplit_once("<script>").unwrap();
    let parts = [before, middle]
        .into_iter()
        .flat_map(|it| it.split('<').skip(1));
    parts
        .map(|it| it.split_once('>').map_or(it, |(tag, _)| tag))
        .collect()
}

/// What markup is made of, to be thrown together.
const FRAGMENTS: &[&str] = &[
    "<",
    ">",
    "script",
    "</",
    "<a href=",
    "<img src=",
    "<b>",
    "<p>",
    "<svg",
    "<div>",
    "\"",
    "'",
    "=",
    " on",
    "[",
    "]",
    "](",
    ")",
    "(",
    "javascript:",
    "https:",
    "]: ",
    "`",
    "```",
    "~~~",
    "\n",
    "\n\n",
    "    ",
    "  ",
    "> ",
    "- ",
    "1. ",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!X",
    "&lt;",
    "&#60;",
    "&",
    "\\",
    "!",
    "![",
    "*",
    "_",
    "#",
    "===",
    "---",
    "|",
    "| - |",
    "x",
    "\t",
    "://",
    "@",
];

/// Texts that are the same in every run.
fn thrown_together(count: usize) -> impl Iterator<Item = String> {
    let mut state = 1_u64;
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    (0..count).map(move |_| {
        let length = 1 + next() % 14;
        (0..length)
            .map(|_| FRAGMENTS[next() % FRAGMENTS.len()])
            .collect()
    })
}

#[test]
fn a_page_has_no_markup_but_its_own() {
    for attack in ATTACKS {
        check_page(attack);
    }
    for attack in thrown_together(ROUNDS) {
        check_page(&attack);
    }
}

const ROUNDS: usize = 30;

fn check_page(attack: &str) {
    let html = page(&saying(attack));
    assert_eq!(html.matches("<script").count(), 1, "{attack}");
    for tag in tags(&html) {
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n'])
            .next()
            .unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "<{tag}> comes of {attack}");
        if name == "!--" {
            continue;
        }
        let without_values: String = tag.split('"').step_by(2).collect();
        assert!(!without_values.contains(" on"), "<{tag}> comes of {attack}");
        assert!(!tag.contains(" src="), "<{tag}> comes of {attack}");
        if let Some((_, url)) = tag.split_once("href=\"") {
            assert!(
                url.starts_with('#') || leads_somewhere(url),
                "<{tag}> comes of {attack}"
            );
        }
    }
}

fn leads_somewhere(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    ["http:", "https:", "mailto:"]
        .iter()
        .any(|it| url.starts_with(it))
}

#[test]
fn every_element_of_a_page_is_closed() {
    for attack in ATTACKS {
        check_nesting(attack);
    }
    for attack in thrown_together(ROUNDS) {
        check_nesting(&attack);
    }
}

fn check_nesting(attack: &str) {
    let html = page(&saying(attack));
    let mut open = Vec::new();
    for tag in tags(&html) {
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "</{name}> comes of {attack}"),
            None if [
                "!--", "!doctype", "hr", "table", "thead", "tbody", "tr", "th", "td", "del",
                "meta", "wbr", "br",
            ]
            .contains(&name) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, ["html", "body"]);
}

#[test]
fn what_a_document_says_can_still_be_read() {
    let html = page(&saying("<script>alert(1)</script>"));
    assert!(html.contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>"));
    let html = page(&saying(
        "a <b>bold</b> <p>word</p> and <https://example.com/?a=b&c>",
    ));
    assert!(html.contains("a bold \nword\n and <a href=\"https://example.com/?a=b&amp;c\">"));
    let html = page(&saying("![logo](https://example.com/a.png)"));
    assert!(html.contains("<p><a href=\"https://example.com/a.png\">logo</a></p>"));
}

#[test]
fn markdown_has_no_markup_but_its_own() {
    for attack in ATTACKS {
        check_markdown(attack);
    }
    for attack in thrown_together(ROUNDS) {
        check_markdown(&attack);
    }
}

fn check_markdown(attack: &str) {
    let text = markdown(&saying(attack));
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let is_own = html.starts_with("<a id=\"")
                    || html.starts_with("</a>")
                    || html.starts_with("<!-- @generated by");
                assert!(is_own, "{html} comes of {attack}");
                let has_more = html.matches(['<', '>']).count() > 4;
                assert!(!has_more, "{html} comes of {attack}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let first = dest_url.split(['/', '?', '#']).next().unwrap_or_default();
                let is_safe = !first.contains(':') || leads_somewhere(&dest_url);
                assert!(is_safe, "a link to {dest_url} comes of {attack}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                panic!("an image of {dest_url} comes of {attack}")
            }
            _ => {}
        }
    }
}

/// Text of the document stays in its place: what the page itself says is all still there.
#[test]
fn markdown_keeps_its_outline() {
    let outline = |text: &str| {
        let mut headings = Vec::new();
        let mut open = false;
        for event in Parser::new(&markdown(&saying(text))) {
            match event {
                Event::Start(Tag::Heading { .. }) => open = true,
                Event::Text(text) if open => headings.push(text.to_string()),
                _ => open = false,
            }
        }
        headings.retain(|it| {
            ["Contents", "Authorization", "Body", "Errors", "Types"].contains(&it.as_str())
        });
        headings
    };
    let expected = outline("text");
    assert_eq!(
        expected,
        ["Contents", "Authorization", "Body", "Errors", "Types"]
    );
    for attack in ATTACKS {
        assert_eq!(outline(attack), expected, "{attack}");
    }
    for attack in thrown_together(ROUNDS) {
        assert_eq!(outline(&attack), expected, "{attack}");
    }
}
