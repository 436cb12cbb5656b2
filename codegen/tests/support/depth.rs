//! `object!`: types that contain themselves, and types of many fields.

use crate::support::wire::object;
use crate::{decode, encode, refusal, round_trips};

#[derive(Debug, Clone, PartialEq)]
struct Tree {
    name: String,
    children: Option<Vec<Tree>>,
    parent: Option<Box<Tree>>,
}

object!(Tree {
    0 required name "name",
    1 optional children "children",
    2 optional parent "parent",
});

#[test]
fn types_may_contain_themselves() {
    round_trips::<Tree>(
        r#"{"name":"a","children":[{"name":"b","children":[]},{"name":"c"}],"parent":{"name":"d","parent":{"name":"e"}}}"#,
    );
}

#[test]
fn a_mistyped_field_is_found_by_its_path() {
    fn path(json: &str) -> String {
        let mut json = serde_json::Deserializer::from_str(json);
        let error = serde_path_to_error::deserialize::<_, Tree>(&mut json).unwrap_err();
        format!("{}: {}", error.path(), error.inner())
    }
    assert_eq!(
        path(r#"{"name":5}"#),
        "name: invalid type: integer `5`, expected a string at line 1 column 9"
    );
    assert_eq!(
        path(r#"{"name":"a","children":[{"name":"b"},{"name":[]}]}"#),
        "children[1].name: invalid type: sequence, expected a string at line 1 column 45"
    );
}

#[test]
fn deep_nesting_is_refused_cleanly() {
    for (open, close) in [
        (r#"{"name":"a","parent":"#, "}"),
        (r#"{"name":"a","children":["#, "]}"),
    ] {
        let unclosed = open.repeat(100_000);
        assert_eq!(refusal::<Tree>(&unclosed), "recursion limit exceeded");
        let deep = format!("{unclosed}null{}", close.repeat(100_000));
        assert_eq!(refusal::<Tree>(&deep), "recursion limit exceeded");
    }
    // What is skipped needs no stack.
    let skipped = format!(
        r#"{{"x":{}{},"name":"a"}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(encode(&decode::<Tree>(&skipped)), r#"{"name":"a"}"#);
}

/// A struct of 201 fields that contains itself.
macro_rules! wide {
    ($($index:literal $field:ident $key:literal,)*) => {
        #[derive(Debug, Clone, PartialEq)]
        struct Wide {
            $($field: Option<String>,)*
            child: Option<Box<Wide>>,
        }

        object!(Wide {
            $($index optional $field $key,)*
            200 optional child "child",
        });

        const WIDE: &[&str] = &[$($key),*];
    };
}

wide! {
    0 f0 "f0", 1 f1 "f1", 2 f2 "f2", 3 f3 "f3", 4 f4 "f4",
    5 f5 "f5", 6 f6 "f6", 7 f7 "f7", 8 f8 "f8", 9 f9 "f9",
    10 f10 "f10", 11 f11 "f11", 12 f12 "f12", 13 f13 "f13", 14 f14 "f14",
    15 f15 "f15", 16 f16 "f16", 17 f17 "f17", 18 f18 "f18", 19 f19 "f19",
    20 f20 "f20", 21 f21 "f21", 22 f22 "f22", 23 f23 "f23", 24 f24 "f24",
    25 f25 "f25", 26 f26 "f26", 27 f27 "f27", 28 f28 "f28", 29 f29 "f29",
    30 f30 "f30", 31 f31 "f31", 32 f32 "f32", 33 f33 "f33", 34 f34 "f34",
    35 f35 "f35", 36 f36 "f36", 37 f37 "f37", 38 f38 "f38", 39 f39 "f39",
    40 f40 "f40", 41 f41 "f41", 42 f42 "f42", 43 f43 "f43", 44 f44 "f44",
    45 f45 "f45", 46 f46 "f46", 47 f47 "f47", 48 f48 "f48", 49 f49 "f49",
    50 f50 "f50", 51 f51 "f51", 52 f52 "f52", 53 f53 "f53", 54 f54 "f54",
    55 f55 "f55", 56 f56 "f56", 57 f57 "f57", 58 f58 "f58", 59 f59 "f59",
    60 f60 "f60", 61 f61 "f61", 62 f62 "f62", 63 f63 "f63", 64 f64 "f64",
    65 f65 "f65", 66 f66 "f66", 67 f67 "f67", 68 f68 "f68", 69 f69 "f69",
    70 f70 "f70", 71 f71 "f71", 72 f72 "f72", 73 f73 "f73", 74 f74 "f74",
    75 f75 "f75", 76 f76 "f76", 77 f77 "f77", 78 f78 "f78", 79 f79 "f79",
    80 f80 "f80", 81 f81 "f81", 82 f82 "f82", 83 f83 "f83", 84 f84 "f84",
    85 f85 "f85", 86 f86 "f86", 87 f87 "f87", 88 f88 "f88", 89 f89 "f89",
    90 f90 "f90", 91 f91 "f91", 92 f92 "f92", 93 f93 "f93", 94 f94 "f94",
    95 f95 "f95", 96 f96 "f96", 97 f97 "f97", 98 f98 "f98", 99 f99 "f99",
    100 f100 "f100", 101 f101 "f101", 102 f102 "f102", 103 f103 "f103", 104 f104 "f104",
    105 f105 "f105", 106 f106 "f106", 107 f107 "f107", 108 f108 "f108", 109 f109 "f109",
    110 f110 "f110", 111 f111 "f111", 112 f112 "f112", 113 f113 "f113", 114 f114 "f114",
    115 f115 "f115", 116 f116 "f116", 117 f117 "f117", 118 f118 "f118", 119 f119 "f119",
    120 f120 "f120", 121 f121 "f121", 122 f122 "f122", 123 f123 "f123", 124 f124 "f124",
    125 f125 "f125", 126 f126 "f126", 127 f127 "f127", 128 f128 "f128", 129 f129 "f129",
    130 f130 "f130", 131 f131 "f131", 132 f132 "f132", 133 f133 "f133", 134 f134 "f134",
    135 f135 "f135", 136 f136 "f136", 137 f137 "f137", 138 f138 "f138", 139 f139 "f139",
    140 f140 "f140", 141 f141 "f141", 142 f142 "f142", 143 f143 "f143", 144 f144 "f144",
    145 f145 "f145", 146 f146 "f146", 147 f147 "f147", 148 f148 "f148", 149 f149 "f149",
    150 f150 "f150", 151 f151 "f151", 152 f152 "f152", 153 f153 "f153", 154 f154 "f154",
    155 f155 "f155", 156 f156 "f156", 157 f157 "f157", 158 f158 "f158", 159 f159 "f159",
    160 f160 "f160", 161 f161 "f161", 162 f162 "f162", 163 f163 "f163", 164 f164 "f164",
    165 f165 "f165", 166 f166 "f166", 167 f167 "f167", 168 f168 "f168", 169 f169 "f169",
    170 f170 "f170", 171 f171 "f171", 172 f172 "f172", 173 f173 "f173", 174 f174 "f174",
    175 f175 "f175", 176 f176 "f176", 177 f177 "f177", 178 f178 "f178", 179 f179 "f179",
    180 f180 "f180", 181 f181 "f181", 182 f182 "f182", 183 f183 "f183", 184 f184 "f184",
    185 f185 "f185", 186 f186 "f186", 187 f187 "f187", 188 f188 "f188", 189 f189 "f189",
    190 f190 "f190", 191 f191 "f191", 192 f192 "f192", 193 f193 "f193", 194 f194 "f194",
    195 f195 "f195", 196 f196 "f196", 197 f197 "f197", 198 f198 "f198", 199 f199 "f199",
}

#[test]
fn an_object_may_have_many_fields() {
    let entries = |keys: &[&str]| {
        let entries: Vec<String> = keys
            .iter()
            .map(|key| format!(r#""{key}":"{key}""#))
            .collect();
        format!("{{{}}}", entries.join(","))
    };
    let json = entries(WIDE);
    round_trips::<Wide>(&json);
    let mut reversed = WIDE.to_vec();
    reversed.reverse();
    assert_eq!(encode(&decode::<Wide>(&entries(&reversed))), json);
    let unknown = format!("{}{}", r#"{"f200":1,"":2,"f7x":3,"#, &json[1..]);
    assert_eq!(encode(&decode::<Wide>(&unknown)), json);
    for twice in ["f0", "f63", "f64", "f127", "f128", "f199"] {
        let json =
            format!(r#"{{"f199":"","f64":"","f63":"","f127":"","f128":"","f0":"","{twice}":""}}"#);
        assert_eq!(refusal::<Wide>(&json), format!("duplicate field `{twice}`"));
    }
}

#[test]
fn large_objects_are_refused_before_the_stack_is_full() {
    let nested = |depth: usize| {
        format!(
            "{}{{}}{}",
            r#"{"f7":"a","child":"#.repeat(depth),
            "}".repeat(depth)
        )
    };
    round_trips::<Wide>(&nested(15));
    for depth in [25, 120, 100_000] {
        assert_eq!(
            refusal::<Wide>(&nested(depth)),
            "large objects are nested too deep"
        );
    }
    // A refusal leaves nothing behind.
    round_trips::<Wide>(&nested(15));
}
