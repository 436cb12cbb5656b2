//! Makes documents and judges them, on all processors, until there are enough.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use codegen::{DateTime, Settings, UnknownEnumValues};

use super::judge::{Fault, Outcome, judge, last_words};
use super::mutate::mutant;
use super::random::Random;
use super::seeds::Seeds;
use super::shrink::shrink;

/// How long one document may take, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many findings are shown; more of the same are only counted.
const SHOWN: usize = 12;

/// What is emitted is parsed here too.
const STACK: usize = 256 << 20;

struct Run {
    seed: u64,
    seeds: Seeds,
    next: AtomicU64,
    end: u64,
    until: Option<Instant>,
    keep_every: u64,
    folder: PathBuf,
    tally: Mutex<Tally>,
    done: AtomicBool,
}

#[derive(Default)]
struct Tally {
    outcomes: BTreeMap<&'static str, u64>,
    codes: BTreeMap<&'static str, u64>,
    faults: Vec<(u64, Fault)>,
    /// The slowest document.
    longest: (Duration, u64),
}

fn variable(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {value}")),
    )
}

/// Runs as the environment asks for.
pub(crate) fn run() {
    if let Some(document) = std::env::var_os("FUZZ_FILE") {
        let judge = move || judge(Path::new(&document), &Settings::for_package("fuzzed"));
        let judged = thread::Builder::new().stack_size(STACK).spawn(judge);
        let judged = judged.unwrap().join().unwrap();
        return assert!(judged.is_ok(), "{judged:#?}");
    }
    let only = variable("FUZZ_ONLY");
    let seconds = variable("FUZZ_SECONDS");
    let count = variable("FUZZ_COUNT").unwrap_or(10_000);
    let run = Run {
        seed: variable("FUZZ_SEED").unwrap_or(1),
        seeds: Seeds::read(),
        next: AtomicU64::new(only.unwrap_or(0)),
        end: match (only, seconds) {
            (Some(only), _) => only + 1,
            (None, Some(_)) => u64::MAX,
            (None, None) => count,
        },
        until: seconds.map(|it| Instant::now() + Duration::from_secs(it)),
        keep_every: variable("FUZZ_KEEP").unwrap_or(0),
        folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz"),
        tally: Mutex::default(),
        done: AtomicBool::new(false),
    };
    let _ = fs::remove_dir_all(&run.folder);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let begun: Vec<Mutex<Option<(Instant, u64)>>> =
        (0..workers).map(|_| Mutex::default()).collect();
    let hook = std::panic::take_hook();
    // A panic is a finding like others, told with its document.
    std::panic::set_hook(Box::new(|_| {}));
    let stopped: Vec<String> = thread::scope(|scope| {
        let working: Vec<_> = begun
            .iter()
            .enumerate()
            .map(|(number, begun)| {
                let run = &run;
                let builder = thread::Builder::new().stack_size(STACK);
                builder
                    .spawn_scoped(scope, move || work(run, number, begun))
                    .unwrap()
            })
            .collect();
        scope.spawn(|| watch(&run, &begun));
        let stopped = working.into_iter().filter_map(|it| it.join().err());
        let stopped = stopped.map(|it| last_words(&*it)).collect();
        run.done.store(true, Ordering::Relaxed);
        stopped
    });
    std::panic::set_hook(hook);
    report(&run);
    assert!(stopped.is_empty(), "workers stopped: {stopped:#?}");
}

fn work(run: &Run, number: usize, begun: &Mutex<Option<(Instant, u64)>>) {
    let folder = run.folder.join(format!("worker-{number}"));
    fs::create_dir_all(&folder).unwrap();
    let document = folder.join("openapi.yaml");
    loop {
        let it = run.next.fetch_add(1, Ordering::Relaxed);
        if it >= run.end || run.until.is_some_and(|until| Instant::now() >= until) {
            return;
        }
        let start = Instant::now();
        *begun.lock().unwrap() = Some((start, it));
        let mut random = Random::seeded(run.seed, it);
        let bytes = mutant(run.seeds.pick(&mut random), &mut random);
        // It is on disk before it is read: an overflow of the stack leaves no other trace.
        fs::write(&document, &bytes).unwrap();
        let settings = settings(&mut random);
        let judged = judge(&document, &settings);
        *begun.lock().unwrap() = None;
        note(run, it, start.elapsed(), &judged);
        match judged {
            Ok(Outcome::Crate(_)) if run.keep_every > 0 && it.is_multiple_of(run.keep_every) => {
                keep(run, it, &document, &settings)
            }
            Ok(_) => {}
            Err(fault) => found(run, it, fault, &bytes, &document, &settings),
        }
    }
}

/// All that settings can say, since what a document does may hang on it.
fn settings(random: &mut Random) -> Settings {
    let mut settings = Settings::for_package("fuzzed");
    settings.types.date_time = [
        DateTime::Chrono,
        DateTime::Jiff,
        DateTime::Time,
        DateTime::String,
    ][random.below(4)];
    if random.one_in(4) {
        settings.models.unknown_enum_values = UnknownEnumValues::Refuse;
    }
    settings
}

fn note(run: &Run, number: u64, took: Duration, judged: &Result<Outcome, Fault>) {
    let mut tally = run.tally.lock().unwrap();
    let (outcome, codes) = match judged {
        Ok(Outcome::Crate(codes)) if codes.is_empty() => {
            ("a crate, without a warning", Some(codes))
        }
        Ok(Outcome::Crate(codes)) => ("a crate, with warnings", Some(codes)),
        Ok(Outcome::Refused(codes)) => ("refused", Some(codes)),
        Err(_) => ("HARM", None),
    };
    *tally.outcomes.entry(outcome).or_default() += 1;
    for code in codes.into_iter().flatten() {
        *tally.codes.entry(code).or_default() += 1;
    }
    tally.longest = tally.longest.max((took, number));
}

fn found(run: &Run, number: u64, fault: Fault, bytes: &[u8], document: &Path, settings: &Settings) {
    let known = {
        let mut tally = run.tally.lock().unwrap();
        let alike = tally
            .faults
            .iter()
            .filter(|it| it.1.kind == fault.kind)
            .count();
        tally.faults.push((number, fault.clone()));
        alike
    };
    if known >= 6 {
        return;
    }
    let folder = run.folder.join("found");
    fs::create_dir_all(&folder).unwrap();
    let file = |what: &str| folder.join(format!("{}-{number}{what}", fault.kind.replace(' ', "-")));
    fs::write(file(".yaml"), bytes).unwrap();
    fs::write(file(".txt"), &fault.text).unwrap();
    // Half of a reason is often about the names in it, so the kind alone has to stay the same.
    let small = shrink(bytes, |bytes| {
        fs::write(document, bytes).unwrap();
        judge(document, settings).is_err_and(|it| it.kind == fault.kind)
    });
    if let Some(small) = small {
        fs::write(file("-small.yaml"), small).unwrap();
    }
}

fn keep(run: &Run, number: u64, document: &Path, settings: &Settings) {
    let Ok(generated) = codegen::generate(document, settings) else {
        return;
    };
    let folder = run.folder.join("kept").join(format!("c{number}"));
    for (path, text) in generated.files.iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = text.replace("name = \"fuzzed\"", &format!("name = \"c{number}\""));
        fs::write(path, text).unwrap();
    }
    fs::copy(document, folder.join("openapi.yaml")).unwrap();
}

/// Ends the run when a document takes too long: a thread cannot be stopped.
fn watch(run: &Run, begun: &[Mutex<Option<(Instant, u64)>>]) {
    while !run.done.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(200));
        for (worker, it) in begun.iter().enumerate() {
            if let Some((start, number)) = *it.lock().unwrap()
                && start.elapsed() > PATIENCE
            {
                let document = run.folder.join(format!("worker-{worker}/openapi.yaml"));
                eprintln!(
                    "document {number} of seed {} takes more than {PATIENCE:?}: {}",
                    run.seed,
                    document.display()
                );
                std::process::exit(1);
            }
        }
    }
}

fn report(run: &Run) {
    let tally = run.tally.lock().unwrap();
    let total: u64 = tally.outcomes.values().sum();
    println!("{total} documents of seed {}", run.seed);
    for (outcome, count) in &tally.outcomes {
        println!("  {count:>8} {outcome}");
    }
    println!(
        "the slowest was document {} with {:.1?}",
        tally.longest.1, tally.longest.0
    );
    println!("what was said, and of how many documents");
    for (code, count) in &tally.codes {
        println!("  {count:>8} {code}");
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, fault) in &tally.faults {
        *kinds.entry(&fault.kind).or_default() += 1;
    }
    let shown: Vec<String> = tally
        .faults
        .iter()
        .take(SHOWN)
        .map(|(number, it)| {
            let text: String = it.text.chars().take(400).collect();
            format!("document {number}: {}: {text}", it.kind)
        })
        .collect();
    assert!(
        tally.faults.is_empty(),
        "{kinds:?}; `FUZZ_SEED={} FUZZ_ONLY=<number>` makes one again; see {}\n{}",
        run.seed,
        run.folder.join("found").display(),
        shown.join("\n")
    );
}
