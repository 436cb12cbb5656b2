//! Lists of fields, written without a template: most of a page is made of them.

use super::code::span;
use super::format::escape_html;
use super::prose::escape_markdown;
use super::view::{Fact, Row, Span};

/// A list in HTML.
///
/// ```text
/// <dl class="fields">
/// <div>
/// <dt><code>name</code> <span class="ty">string</span></dt>
/// ```
pub(super) fn html(rows: &[Row]) -> String {
    let mut out = String::new();
    html_rows(&mut out, rows);
    out
}

fn html_rows(out: &mut String, rows: &[Row]) {
    out.push_str("<dl class=\"fields\">\n");
    for it in rows {
        let name = escape_html(&it.name);
        let name = match it.any {
            true => ["<span class=\"any\">", &name, "</span>"].concat(),
            false => ["<code>", &name, "</code>"].concat(),
        };
        out.extend(["<div>\n<dt>", &name, " "]);
        html_spelling(out, &it.ty);
        if it.required {
            out.push_str(" <span class=\"flag must\">required</span>");
        }
        for flag in &it.flags {
            out.extend([" <span class=\"flag\">", flag, "</span>"]);
        }
        if it.deprecated {
            out.push_str(" <span class=\"flag old\">deprecated</span>");
        }
        out.extend(["</dt>\n<dd>\n", it.description.as_str(), "\n"]);
        html_facts(out, &it.facts);
        out.push('\n');
        if let Some(nested) = &it.nested {
            let name = escape_html(&nested.name);
            out.extend(["<details open>\n<summary>Fields of ", &name, "</summary>\n"]);
            html_rows(out, &nested.rows);
            out.push_str("\n</details>\n");
        }
        out.push_str("</dd>\n</div>\n");
    }
    out.push_str("</dl>\n");
}

fn html_spelling(out: &mut String, spans: &[Span]) {
    out.push_str("<span class=\"ty\">");
    for it in spans {
        let text = escape_html(&it.text);
        match &it.anchor {
            Some(anchor) => {
                let anchor = escape_html(anchor);
                out.extend(["<a href=\"#", &anchor, "\">", &text, "</a>"]);
            }
            None => out.push_str(&text),
        }
    }
    out.push_str("</span>");
}

fn html_facts(out: &mut String, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    out.push_str("<ul class=\"facts\">\n");
    for it in facts {
        out.extend(["<li><span>", it.label, "</span>"]);
        for code in &it.codes {
            out.extend([" <code>", &escape_html(code), "</code>"]);
        }
        for (index, word) in it.words.iter().enumerate() {
            let between = if index == 0 { " " } else { ", " };
            out.extend([between, &escape_html(word)]);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// A list in Markdown.
///
/// ```text
/// - `name` `string`, **required**
/// ```
pub(super) fn markdown(rows: &[Row]) -> String {
    let mut out = String::new();
    for it in rows {
        let name = match it.any {
            true => ["*", &it.name, "*"].concat(),
            false => span(&it.name),
        };
        out.extend(["- ", &name]);
        if !it.ty.is_empty() {
            out.push(' ');
            markdown_spelling(&mut out, &it.ty);
        }
        if it.required {
            out.push_str(", **required**");
        }
        for flag in &it.flags {
            out.extend([", ", flag]);
        }
        if it.deprecated {
            out.push_str(", deprecated");
        }
        out.push('\n');
        let description = it.description.as_str();
        if !description.is_empty() {
            block(&mut out, description);
        }
        if !it.facts.is_empty() {
            block(&mut out, markdown_facts(&it.facts).trim());
        }
        if let Some(nested) = &it.nested {
            let name = escape_markdown(&nested.name);
            out.extend(["\n  Fields of ", &name, ":\n"]);
            block(&mut out, &markdown(&nested.rows));
        }
    }
    out.trim().to_owned()
}

/// A block inside an item of a list.
fn block(out: &mut String, text: &str) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    out.push('\n');
    for (index, line) in text.split('\n').enumerate() {
        if index == 0 || !line.is_empty() {
            out.push_str("  ");
        }
        out.extend([line, "\n"]);
    }
}

fn markdown_spelling(out: &mut String, spans: &[Span]) {
    for it in spans {
        let text = it.text.trim();
        if let Some(anchor) = &it.anchor {
            out.extend(["[", &escape_markdown(&it.text), "](#", anchor, ")"]);
        } else if !text.is_empty() {
            out.push_str(&span(text));
            if it.text.ends_with(' ') {
                out.push(' ');
            }
        }
    }
}

fn markdown_facts(facts: &[Fact]) -> String {
    let mut out = String::new();
    for it in facts {
        out.extend(["- ", it.label, ":"]);
        let codes = it.codes.iter().map(|it| span(it));
        for (index, words) in codes.chain(it.words.iter().cloned()).enumerate() {
            let between = if index == 0 { " " } else { ", " };
            out.extend([between, &words]);
        }
        out.push('\n');
    }
    out
}
