//! `cargo xtask corpus`: the generator, tried on a folder of documents.
//!
//! Each document is generated in a process of its own, so that one that crashes, hangs or eats all
//! memory is a row of the table and not the end of the run. The crates go to `target/corpus`, and
//! those with which something is wrong stay there.

mod build;
mod documents;
mod one;
mod outcome;
pub(crate) mod process;
mod progress;
mod shelf;
mod summary;
mod table;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use std::{iter, thread};

use serde_json::json;

use crate::args::Corpus;
use crate::failure::Failure;
use crate::{terminal, workspace};
use outcome::{End, Generation, Outcome, Step};
use progress::Progress;
use summary::Summary;

pub(crate) use documents::{Document, documents, folder, folder_of};
pub(crate) use one::generate_one;
pub(crate) use shelf::{Shelf, alone, write_result};

/// How long the dependencies may take, which are compiled once.
const LIMIT_OF_DEPENDENCIES: Duration = Duration::from_secs(3600);

/// Tries the generator on the documents that `args` ask for.
pub(crate) fn run(args: &Corpus) -> Result<(), Failure> {
    let documents = documents(args)?;
    let shelf = Shelf::open("corpus")?;
    let mut outcomes = generate_all(args, &shelf, &documents);
    let steps = steps(args);
    if !steps.is_empty() {
        prepare(&shelf, &steps);
        build_all(args, &shelf, &steps, &mut outcomes);
    }
    if !args.keep {
        let good = outcomes.iter().filter(|it| it.is_good());
        good.for_each(|it| forget(shelf.remove_crate(&it.name)));
    }
    let summary = Summary::of(&outcomes, &steps);
    terminal::print(&table::table(&outcomes, &steps))?;
    terminal::print(&format!("\n{summary}"))?;
    if let Some(file) = &args.json {
        let all = json!({ "documents": outcomes, "summary": summary });
        write_result(file, &format!("{all:#}\n"))?;
    }
    match outcomes.iter().all(Outcome::is_good) {
        true => Ok(()),
        false => Err(Failure::Reported),
    }
}

/// The commands to run on each crate.
fn steps(args: &Corpus) -> Vec<Step> {
    let wanted = |step: &Step| match step {
        Step::Check => args.check,
        Step::Clippy => args.clippy,
        Step::Doc => args.doc,
    };
    Step::ALL.into_iter().filter(wanted).collect()
}

/// Generates all documents, several at once; the outcomes are in the order of the documents.
fn generate_all(args: &Corpus, shelf: &Shelf, documents: &[Document]) -> Vec<Outcome> {
    let processors = || thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.unwrap_or_else(processors).min(documents.len());
    let queue = Mutex::new(documents.iter().enumerate());
    let progress = Mutex::new(Progress::new("generated", documents.len()));
    let work = || {
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let mut done = Vec::new();
        for (index, document) in iter::from_fn(next) {
            let generation = generate(shelf, document, args.limit);
            let result = match generation.end {
                End::Generated => "ok",
                End::Refused => "refused",
                End::Crashed => "crashed",
            };
            let mut progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
            progress.step(&document.path, result);
            done.push((index, outcome(document, generation)));
        }
        done
    };
    let mut outcomes = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        let done = workers
            .into_iter()
            .flat_map(|it| it.join().unwrap_or_default());
        done.collect::<Vec<_>>()
    });
    outcomes.sort_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn outcome(document: &Document, generation: Generation) -> Outcome {
    Outcome {
        document: document.path.clone(),
        name: document.name.clone(),
        generation,
        builds: Vec::new(),
    }
}

fn generate(shelf: &Shelf, document: &Document, limit: Duration) -> Generation {
    forget(shelf.remove_crate(&document.name));
    let folder = shelf.crate_folder(&document.name);
    let (generation, said) = one::generate_apart(document, &folder, limit);
    forget(shelf.keep_report(&document.name, &said));
    generation
}

/// Compiles the dependencies by way of our own document, so that no other pays for them.
fn prepare(shelf: &Shelf, steps: &[Step]) {
    let spec = workspace::root().join("spec");
    let document = Document {
        path: "spec/openapi.yaml".to_owned(),
        name: "corpus-dependencies".to_owned(),
        file: spec.join("openapi.yaml"),
        folder: spec,
    };
    let mut progress = Progress::new("compiled", steps.len());
    generate(shelf, &document, LIMIT_OF_DEPENDENCIES);
    for &step in steps {
        let build = build::build(shelf, &document.name, step, LIMIT_OF_DEPENDENCIES);
        progress.step("the dependencies", build.problem.as_deref().unwrap_or("ok"));
    }
    forget(shelf.remove_artifacts(&document.name));
    forget(shelf.remove_crate(&document.name));
}

/// Builds the crates, one after the other; one that does not compile goes through no other step.
fn build_all(args: &Corpus, shelf: &Shelf, steps: &[Step], outcomes: &mut [Outcome]) {
    let generated = |it: &&mut Outcome| it.generation.end == End::Generated;
    let total = outcomes.iter_mut().filter(generated).count();
    let mut progress = Progress::new("built", total);
    for outcome in outcomes.iter_mut().filter(generated) {
        for &step in steps {
            let build = build::build(shelf, &outcome.name, step, args.limit);
            let compiles = step != Step::Check || build.problem.is_none();
            outcome.builds.push(build);
            if !compiles {
                break;
            }
        }
        let problem = outcome.builds.iter().find_map(|it| it.problem.as_deref());
        progress.step(&outcome.document, problem.unwrap_or("ok"));
        forget(shelf.remove_artifacts(&outcome.name));
    }
}

/// What cannot be tidied up is in nobody's way: the next run starts with it.
fn forget(result: std::io::Result<()>) {
    if let Err(error) = result {
        terminal::note(&format!("warning: cannot tidy up target/corpus: {error}\n"));
    }
}
