//! JSON for people to read.

/// The JSON text `json` with a line for each value, and everything else as it is: the order of
/// keys, the digits of numbers.
pub(super) fn pretty(json: &str) -> String {
    let mut pretty = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut rest = json;
    while let Some(it) = rest.chars().next() {
        let (token, after) = rest.split_at(length(rest, it));
        rest = after;
        match it {
            '{' | '[' => {
                let following = rest.trim_start();
                pretty.push(it);
                if following.starts_with(['}', ']']) {
                    let end = following.chars().next().map_or(0, char::len_utf8);
                    let (end, after) = following.split_at(end);
                    pretty.push_str(end);
                    rest = after;
                } else {
                    depth += 1;
                    line(&mut pretty, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut pretty, depth);
                pretty.push(it);
            }
            ',' => {
                pretty.push(it);
                line(&mut pretty, depth);
            }
            ':' => pretty.push_str(": "),
            it if it.is_whitespace() => {}
            _ => pretty.push_str(token),
        }
    }
    pretty
}

/// How long the token is that starts with `first`: a string, or a single character.
fn length(text: &str, first: char) -> usize {
    if first != '"' {
        return first.len_utf8();
    }
    let mut is_escaped = false;
    for (at, it) in text.char_indices().skip(1) {
        match it {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn line(pretty: &mut String, depth: usize) {
    pretty.push('\n');
    pretty.extend(std::iter::repeat_n("  ", depth));
}
