//! Any bytes as a document, or as the decisions of the mutator that the tests of `codegen` run with seeds.

#![no_main]
#![allow(
    dead_code,
    reason = "the runner of the tests needs more of what it shares with this"
)]

#[path = "../../codegen/tests/fuzz/hostile.rs"]
mod hostile;
#[path = "../../codegen/tests/fuzz/judge.rs"]
mod judge;
#[path = "../../codegen/tests/fuzz/mutate.rs"]
mod mutate;
#[path = "../../codegen/tests/fuzz/random.rs"]
mod random;
#[path = "../../codegen/tests/fuzz/seeds.rs"]
mod seeds;
#[path = "../../codegen/tests/fuzz/text.rs"]
mod text;

use std::sync::LazyLock;
use std::{fs, process, thread};

use codegen::Settings;
use libfuzzer_sys::fuzz_target;

use random::Random;
use seeds::Seeds;

static SEEDS: LazyLock<Seeds> = LazyLock::new(Seeds::cases);

/// What is emitted is parsed by recursion.
const STACK: usize = 256 << 20;

fuzz_target!(|data: &[u8]| {
    let document = match data.split_first() {
        Some((b'M', decisions)) => {
            let mut random = Random::of_bytes(decisions);
            mutate::mutant(SEEDS.pick(&mut random), &mut random)
        }
        _ => data.to_vec(),
    };
    let folder = std::env::temp_dir().join(format!("codegen-fuzz-{}", process::id()));
    let path = folder.join("openapi.yaml");
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    fs::write(&path, document).expect("the folder for temporary files can be written");
    let judged = thread::scope(|scope| {
        let judge = || judge::judge(&path, &Settings::for_package("fuzzed"));
        let judge = thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, judge);
        judge.expect("there are threads").join()
    });
    match judged {
        Ok(Ok(_)) => {}
        Ok(Err(fault)) => panic!("{}: {}", fault.kind, fault.text),
        Err(_) => process::abort(),
    }
});
