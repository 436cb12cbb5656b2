use std::fmt::Write as _;

use super::super::super::Limits;
use super::super::super::build::Builder;
use super::super::super::pieces::{is_read_alike, keeps_limits};
use super::super::whole;
use super::{LONG, read, read_by};

/// A document that is long enough for pieces, with `more` among its schemas and `end` after all.
fn document(more: &str, end: &str) -> String {
    let mut text = String::from(" {\n\"openapi\": \"3.0.3\" , \"paths\": {");
    for index in 0..3_000 {
        let comma = if index == 0 { "" } else { "," };
        write!(
            text,
            "{comma}\n\"\\u002fpets/{index}\": {{ \"get\": {{ \"tags\": [\"}}\\\\\", \"\\\"{{\"] }} }}"
        )
        .unwrap();
    }
    text.push_str("},\n\"components\": { \"schemas\": {");
    for index in 0..6_000 {
        write!(
            text,
            "\"Pet{index}\":{{\"type\":\"object\",\"default\":[1.50,{{}}]}} ,"
        )
        .unwrap();
    }
    [&text, "\"Last\": {}", more, "} }", end, "}\n"].concat()
}

/// What the pieces of a text say, which has to be what it says.
fn is_in_pieces(text: &str) -> bool {
    is_read_alike(
        |builder| read(text, builder),
        |builder| whole(text, builder).unwrap(),
    )
}

#[test]
fn the_pieces_say_what_the_text_says() {
    assert!(is_in_pieces(&document("", "")));
    assert!(is_in_pieces(&document(
        ", \"a\\\"b\": null",
        ", \"x\": -1e5 "
    )));
    let long = format!(", \"x-text\": \"{}\"", "a, }".repeat(LONG));
    assert!(is_in_pieces(&document(&long, &long)));
}

#[test]
fn what_has_to_be_read_as_a_whole_is() {
    for (more, end) in [
        // Keys that stand twice.
        (", \"Pet1\": {}", ""),
        ("", ", \"openapi\": 1"),
        ("", ", \"p\\u0061ths\": 1"),
        // Members of another object.
        ("", ", \"<<\": {}"),
        // What is not valid.
        (",", ""),
        (", ,\"a\": 1", ""),
        ("", ","),
        ("", ", \"a\""),
        ("", ", \"a\": [1}"),
        ("", ", \"a\": [}, \"b\": {]"),
        ("}", ""),
        ("", "} {"),
        ("", ", \"a\": \"open"),
        ("", ", \"a\": 01"),
        ("", ", a: 1"),
    ] {
        let text = document(more, end);
        assert!(!is_in_pieces(&text), "{more}{end}");
    }
    // A key that is in no piece.
    let text = document("", "");
    assert!(is_in_pieces(&text.replace("\"paths\"", "\"p\\u0061ths\"")));
    assert!(!is_in_pieces(&text.replace("\"paths\"", "\"pa\tths\"")));
    assert!(!is_in_pieces(&text.replace("\"paths\"", "\"pa\\xths\"")));
    assert!(!is_in_pieces("{}"));
    assert!(!is_in_pieces(&format!("[{}1]", "1,".repeat(2 * LONG))));
}

#[test]
fn limits_hold_for_all_pieces_together() {
    // One with members beside what is cut, and one without.
    for text in [
        document("", ""),
        format!("{{\"a\": {} }}", document("", "")),
    ] {
        keeps_limits(
            |builder| read(&text, builder).is_some(),
            |builder| whole(&text, builder).is_ok(),
        );
    }
}

/// Small texts in pieces of a few bytes, with all that a reader has to mind: each is read in pieces as it is as a
/// whole, or not at all.
#[test]
fn any_text_is_read_as_it_is_as_a_whole() {
    const TOKENS: [&str; 24] = [
        "{",
        "}",
        "{",
        "}",
        "[",
        "]",
        ",",
        ",",
        ":",
        ":",
        "\"a\"",
        "\"b\"",
        "\"c\\\"{\"",
        "\"\\\\\"",
        "\"\\u0061\"",
        "\"<<\"",
        "\"d\t\"",
        "1",
        "-0.50",
        "null",
        "{\"e\": {}}",
        " ",
        "\n",
        "\"",
    ];
    let limits = Limits::default();
    let mut state = 1_u64;
    let mut random = |most: usize| {
        // Numbers that look like chance are enough, and the same in each run.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % most
    };
    let mut in_pieces = 0;
    for _ in 0..20_000 {
        let mut text = object(&mut random, 0);
        for _ in 0..random(3) {
            let at = random(text.len() + 1);
            if text.is_char_boundary(at) {
                text.insert_str(at, TOKENS[random(TOKENS.len())]);
            }
        }
        let Some(value) = read_by(&text, &Builder::new(&limits), 8) else {
            continue;
        };
        in_pieces += 1;
        let builder = Builder::new(&limits);
        let expected = whole(&text, &builder).map(|it| it.to_string());
        assert_eq!(expected.ok(), Some(value.to_string()), "{text}");
        assert!(builder.repeated().is_empty(), "{text}");
    }
    assert!(in_pieces > 1_000, "{in_pieces}");
}

/// The text of an object of a few members.
fn object(random: &mut impl FnMut(usize) -> usize, depth: usize) -> String {
    let members = (0..random(4)).map(|_| {
        let key = ["\"a\"", "\"b\" ", "\"\\u0063\"", "\"d}\"", "\"e\\\"\""][random(5)];
        let value = match random(6) {
            0..3 if depth < 4 => object(random, depth + 1),
            0 => "[{}, \"]\"]".to_owned(),
            1 => " 1.50".to_owned(),
            _ => "\"text, {\"".to_owned(),
        };
        [key, ":", &value].concat()
    });
    let members: Vec<String> = members.collect();
    format!("{{ {} }}", members.join(" , "))
}
