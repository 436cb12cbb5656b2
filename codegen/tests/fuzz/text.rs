//! Damages the text of a document.

use super::random::Random;

/// Makes one change that knows text, YAML or JSON, but not OpenAPI.
pub(crate) fn damage(text: &mut Vec<u8>, as_json: bool, random: &mut Random) {
    let at = random.below(text.len());
    let length = random.below(20).min(text.len() - at);
    match random.below(11) {
        0 => flip(text, random),
        1 => drop(text.drain(at..at + length)),
        2 => {
            let piece = text[at..at + length].to_vec();
            let to = random.below(text.len());
            text.splice(to..to, piece);
        }
        3 => {
            let piece = random.of(&[
                "\0", "\u{feff}", "\t", "\r", "\n---\n", "\n...\n", "{", "[", "}", "\"", "'", ": ",
                "- ", "#", "\u{85}", "!x ", "? ", "\\",
            ]);
            text.splice(at..at, piece.bytes());
        }
        4 => text.truncate(at),
        5 => {
            *text = String::from_utf8_lossy(text)
                .replace('\n', random.of(&["\r\n", "\r", "\n\n", "\u{2028}"]))
                .into_bytes()
        }
        6 => drop(
            text.splice(
                0..0,
                random
                    .of(&[
                        "\u{feff}",
                        "%YAML 1.1\n---\n",
                        "---\n",
                        "# x\n",
                        "%TAG ! x\n",
                        "\n\n",
                        " ",
                        "\u{feff}\u{feff}",
                    ])
                    .bytes(),
            ),
        ),
        7 => deepen(text, as_json, at, random),
        _ if as_json => flip(text, random),
        _ => alias(text, random),
    }
}

fn flip(text: &mut [u8], random: &mut Random) {
    let at = random.below(text.len());
    if let Some(byte) = text.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
}

/// Many brackets at once.
fn deepen(text: &mut Vec<u8>, as_json: bool, at: usize, random: &mut Random) {
    let depth = [10, 100, 1_000, 20_000][random.below(4)];
    let piece = match random.below(4) {
        0 => "[".repeat(depth),
        1 => "{\"a\":".repeat(depth),
        2 if !as_json => "- ".repeat(depth),
        _ => format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
    };
    text.splice(at..at, piece.into_bytes());
}

/// Names one value of a YAML text, and puts the name in place of others.
fn alias(text: &mut Vec<u8>, random: &mut Random) {
    let lines = String::from_utf8_lossy(text).into_owned();
    let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    let anchor = random.below(lines.len());
    if let Some(line) = lines.get_mut(anchor)
        && let Some(at) = line.find(':')
    {
        line.insert_str(at + 1, " &a");
    }
    for _ in 0..=random.below(3) {
        let use_at = random.below(lines.len());
        if let Some(line) = lines.get_mut(use_at)
            && let Some(at) = line.find(':')
        {
            let indent = line.len() - line.trim_start().len();
            match random.one_in(4) {
                true => *line = format!("{}<<: *a", " ".repeat(indent)),
                false => {
                    line.truncate(at + 1);
                    line.push_str(" *a");
                }
            }
        }
    }
    *text = lines.join("\n").into_bytes();
}
