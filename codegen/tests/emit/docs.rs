//! Prose of a document in rustdoc.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use codegen::ir::*;

use crate::build::*;
use crate::emitted;

/// The doc lines that `body` becomes, without their `///`.
fn lines(body: &str) -> String {
    let text = models(&[body]);
    let lines = text.lines().filter_map(|line| line.strip_prefix("///"));
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    lines.join("\n")
}

/// A `models.rs` with a type for each body, which depends on nothing.
fn models(bodies: &[&str]) -> String {
    let types = bodies.iter().enumerate().map(|(index, body)| {
        let kind = TypeKind::Alias {
            target: Type::Array {
                items: Box::new(string()),
                rules: Vec::new(),
            },
            rules: Vec::new(),
        };
        TypeDef {
            doc: Doc {
                summary: String::new(),
                body: (*body).to_owned(),
            },
            ..def(&format!("T{index}"), "", REQUEST, kind)
        }
    });
    let api = Api {
        types: types.collect(),
        services: Vec::new(),
        examples: Vec::new(),
        untyped: Vec::new(),
        left_out: Vec::new(),
        command_line: None,
        error_answers: Vec::new(),
        features: Vec::new(),
        ..crate::session::api()
    };
    let files = emitted(&api);
    files.get("src/models.rs").unwrap_or_default().into_owned()
}

#[test]
fn prose_keeps_its_words_and_loses_its_traps() {
    for (body, expected) in CASES {
        assert_eq!(lines(body), *expected, "{body:?}");
    }
}

const CASES: &[(&str, &str)] = &[
    ("Plain words.", "Plain words."),
    ("One\r\ntwo\rthree", "One\ntwo\nthree"),
    ("A <tag> and a < b", "A \\<tag> and a \\< b"),
    ("<p>One.</p><p>Two<br/>lines.</p>", "One.\n\nTwo\n\nlines."),
    (
        "Set:<ul><li>one</li><li><b>two</b> words</li></ul>Done.",
        "Set:\n- one\n- two words\n\nDone.",
    ),
    ("Use <code>a<b></code>.", "Use `a<b>`."),
    (
        "See <a href=\"https://a.example/x\">the page</a>.",
        "See [the page](https://a.example/x).",
    ),
    ("Seen<!-- hidden --> here", "Seen here"),
    ("<!-- all\nof it -->\n\nText", "Text"),
    ("An [array] of [0]", "An \\[array] of \\[0]"),
    (
        "[guide](/docs/guide) and [site](https://a.example)",
        "guide and [site](https://a.example)",
    ),
    (
        "![logo](https://a.example/l.png)",
        "[logo](https://a.example/l.png)",
    ),
    (
        "See https://a.example/x(y).",
        "See <https://a.example/x(y)>.",
    ),
    ("(https://a.example)", "(<https://a.example>)"),
    ("xhttps://a.example", "xhttps://a.example"),
    ("\u{e9}https://a.example", "\u{e9}https://a.example"),
    (
        "At https://{region}.a.example/v1, or <https://a.example>",
        "At `https://{region}.a.example/v1`, or <https://a.example>",
    ),
    (
        "`code with [x] <y> https://a.example`",
        "`code with [x] <y> https://a.example`",
    ),
    ("An odd ` tick and ``two", "An odd \\` tick and \\`\\`two"),
    ("```json\n{\"a\": 1}\n```", "```text\n{\"a\": 1}\n```"),
    ("```rust\nfn main() {}", "```text\nfn main() {}\n```"),
    ("~~~\n```\n~~~", "````text\n```\n````"),
    (
        "Text:\n\n    let x = 1;\n      y\n\nMore",
        "Text:\n\n```text\nlet x = 1;\n  y\n```\n\nMore",
    ),
    ("# Title #\ntext", "# Title\n\ntext"),
    ("Title\n=====\ntext", "# Title\n\ntext"),
    (
        "- a\nlazy\n- b\n  - c\n\n  more of b\n\nend",
        "- a\n  lazy\n- b\n  - c\n\n  more of b\n\nend",
    ),
    ("* a\n* b", "- a\n- b"),
    ("1. a\n   b\n2. c", "1. a\n   b\n2. c"),
    ("> quoted\nlazy", "> quoted\n> lazy"),
    (
        "| a | b<c> |\n|---|---|\n| [x] | y |",
        "| a | b\\<c> |\n|---|---|\n| \\[x] | y |",
    ),
    ("``` a`b ``` and `` c `d` ``", "``a`b`` and `` c `d` ``"),
    ("[see https://a.example](page)", "see <https://a.example>"),
    (
        "[see https://a.example](https://b.example)",
        "[see https://a.example](https://b.example)",
    ),
    ("bell\u{7} and \u{202e}bidi\u{0}", "bell and bidi"),
    ("*/ ends nothing /*", "*/ ends nothing /*"),
    ("\\[kept\\]", "\\[kept\\]"),
    ("", "The schema `T0`."),
    (
        "A long paragraph of which the lines are filled anew since it passes what people like to read - \
         and where no line may start with a dash 1. or a number.",
        "A long paragraph of which the lines are filled anew since it passes what people like to read -\n\
         and where no line may start with a dash 1. or a number.",
    ),
];

/// What tries to break out, or to make rustdoc complain.
const HOSTILE: &[&str] = &[
    "*/ } fn main() {} /*",
    "#![feature(x)]",
    "</div><script>alert(1)</script><style>",
    "<unknown attr='>'> <",
    "[`Vec`] [a][b] [c]: https://x.example \n\n[d]: <https://y.example>",
    "[x](y) [x](crate::nope) [x]( [x]",
    "``` ``` `` ` ```` ~~~",
    "```compile_fail,should_panic\nlet\n````",
    "\t\tindented\n\twith tabs",
    "- \n-\n- x\n\n\n      code?",
    "1) a\n1) b\n   3. c\n> > > deep\n> - list\n> lazy",
    "| a |\n|---|\n|`|`|<b>|",
    "http:// https://. http://[::1]/ https://user:pass@host.example/?a=b&c=[d]#e",
    "\u{feff}\u{2066}\u{200f}\r\r\n\u{85}x\u{2028}y",
    "&lt;b&gt; & &amp;",
    "Text<!-- open",
    "\\",
    "\\`not code\\`",
    "***\n---\n___\n===\n",
    "   - far\n      - farther\n            - farthest\n  back",
    "[ ] todo\n- [ ] todo\n- [x] done",
    "<li>a<li>b<p>c</p><li>d",
    "[link with https://a.example inside](https://b.example/(x))",
    "text\n    not code\n\n      code",
    "a | b\n--|--\nc | <d>",
    "# `unbalanced\n## [x]\n#######",
];

#[test]
fn rustdoc_and_clippy_find_nothing_to_say() {
    let mut text = String::from("#![deny(missing_docs)]\n");
    text.push_str(&models(HOSTILE));
    for doc_only in ["", "deep "] {
        let deep = [doc_only, "> - 1. > "].concat().repeat(2_000);
        text.push_str(
            &models(&[&deep])
                .replace("//!", "//")
                .replace("T0", &format!("Deep{}", doc_only.len())),
        );
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("docs");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("docs.rs");
    // Inner docs have to come first; the header line is a comment.
    fs::write(
        &file,
        text.replace("#![deny(missing_docs)]\n", "")
            .replace("//! ", "#![deny(missing_docs)]\n//! "),
    )
    .unwrap();
    for program in ["rustdoc", "clippy-driver"] {
        let mut command = Command::new(program);
        command
            .args(["--edition=2024", "--crate-type=lib", "-Dwarnings"])
            .arg(&file);
        match program {
            "rustdoc" => command.arg("-o").arg(&folder),
            _ => command
                .args(["-Wclippy::all", "--emit=metadata", "--out-dir"])
                .arg(&folder),
        };
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {errors}");
    }
    let output = Command::new("rustdoc")
        .args(["--edition=2024", "--crate-type=lib", "--test"])
        .arg(&file)
        .output()
        .unwrap();
    let tests = String::from_utf8_lossy(&output.stdout);
    assert!(tests.contains("running 0 tests"), "{tests}");
}
