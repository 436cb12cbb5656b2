//! Every example of the corpus, by its own schema and by the model.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::Settings;
use codegen::diagnostic::Place;
use codegen::examples::{Judged, Kind, Verdict};
use codegen::spec::{Limits, Pins, Spec};
use serde_json::Value;

use super::judge::Judge;
use super::overlooked::overlooked;

/// What became of the examples of a document.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: usize,
    /// Those that cannot be judged: the schema is broken.
    unjudged: usize,
    accepted: usize,
    /// Of those accepted.
    same: usize,
    loses: usize,
    refused: usize,
    open: usize,
    /// Those that the judge refuses and the model takes.
    lenient: usize,
    /// Those that no type is made for.
    overlooked: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.all += other.all;
        self.unjudged += other.unjudged;
        self.accepted += other.accepted;
        self.same += other.same;
        self.loses += other.loses;
        self.refused += other.refused;
        self.open += other.open;
        self.lenient += other.lenient;
        self.overlooked += other.overlooked;
    }
}

/// The folder of the corpus, if there is one.
fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("CORPUS").map_or(beside, PathBuf::from);
    if folder.join("manifest.tsv").exists() {
        return Some(folder);
    }
    eprintln!(
        "SKIPPED: no corpus at {}; name one by CORPUS",
        folder.display()
    );
    None
}

/// The documents: the folder that each may refer to files in, and its root. Without `CORPUS`, only
/// the quick ones.
fn documents(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let manifest = std::fs::read_to_string(folder.join("manifest.tsv")).unwrap();
    let only = std::env::var("ONLY").ok();
    let all = std::env::var_os("CORPUS").is_some() || only.is_some();
    let rows = manifest.lines().skip(1).map(|it| it.split('\t').collect());
    rows.filter(|row: &Vec<&str>| all || row.get(2) == Some(&"1"))
        .filter_map(|row| row.first().map(|it| (*it).to_owned()))
        .filter(|name| only.as_ref().is_none_or(|it| name.contains(it.as_str())))
        .map(|name| {
            let top = name.split_once('/').map(|it| folder.join(it.0));
            (top.unwrap_or(folder.to_owned()), folder.join(&name))
        })
        .collect()
}

/// Where mismatches are written down, one a line.
struct Log(String);

impl Log {
    fn add(&mut self, document: &str, judged: &Judged, what: &str, why: &str) {
        let mut value = judged.value.to_string();
        if let Some((end, _)) = value.char_indices().nth(160) {
            value.truncate(end);
        }
        let kind = match judged.kind {
            Kind::Example => "example",
            Kind::Default => "default",
            Kind::Listed => "enum",
        };
        let pointer = judged.place.pointer.as_str();
        writeln!(
            self.0,
            "{what}\t{kind}\t{document}#{pointer}\t{why}\t{value}"
        )
        .unwrap();
    }
}

fn judge_document(name: &str, top: &Path, root: &Path, log: &mut Log) -> Result<Count, String> {
    let settings = Settings::for_package("examples");
    let judged = codegen::judge_examples(top, root, &settings).map_err(|it| it.to_string())?;
    let spec = Spec::read_within(top, root, &Limits::default(), &Pins::new());
    let spec = spec.map_err(|it| it.report().to_string())?;
    let mut judge = Judge::new(&spec)?;
    let places: HashSet<&Place> = judged.iter().map(|it| &it.place).collect();
    let overlooked = overlooked(&spec, &places);
    let mut count = Count {
        overlooked: overlooked.len(),
        ..Count::default()
    };
    for place in overlooked {
        writeln!(log.0, "overlooked\t\t{name}#{}", place.pointer).unwrap();
    }
    for it in &judged {
        count.all += 1;
        let said = match (it.kind, &it.value) {
            // Each value of the list is one of the schema, or should be.
            (Kind::Listed, Value::Array(values)) => values
                .iter()
                .map(|value| judge.refuses(&it.schema, value))
                .find(|said| !matches!(said, Ok(None)))
                .unwrap_or(Ok(None)),
            _ => judge.refuses(&it.schema, &it.value),
        };
        let refusal = match said {
            Ok(refusal) => refusal,
            Err(why) => {
                count.unjudged += 1;
                log.add(name, it, "unjudged", &why);
                continue;
            }
        };
        if let Some(why) = refusal {
            if matches!(it.verdict, Verdict::Same | Verdict::Loses(_)) {
                count.lenient += 1;
                log.add(name, it, "lenient", &why);
            }
            continue;
        }
        count.accepted += 1;
        match &it.verdict {
            Verdict::Same => count.same += 1,
            Verdict::Loses(paths) => {
                count.loses += 1;
                let paths: Vec<String> = paths.iter().map(|it| it.join("/")).collect();
                log.add(name, it, "loses", &paths.join(" "));
            }
            Verdict::Refused(misfit) => {
                count.refused += 1;
                let why = format!("{}: {}", misfit.path.join("/"), misfit.reason);
                log.add(name, it, "refused", &why);
            }
            Verdict::Open => {
                count.open += 1;
                log.add(name, it, "open", "");
            }
        }
    }
    Ok(count)
}

#[test]
fn what_a_schema_accepts_its_type_reads_and_writes() {
    let Some(folder) = corpus() else { return };
    let mut total = Count::default();
    let mut counts = BTreeMap::new();
    let mut log = Log(String::new());
    for (top, root) in documents(&folder) {
        let name = root.strip_prefix(&folder).unwrap().display().to_string();
        let begin = Instant::now();
        match judge_document(&name, &top, &root, &mut log) {
            Ok(count) => {
                println!("{name}: {count:?} {:?}", begin.elapsed());
                total.add(count);
                counts.insert(name, count);
            }
            Err(why) => panic!("{name}: not judged: {why}"),
        }
    }
    if let Some(out) = std::env::var_os("EXAMPLES_LOG") {
        std::fs::write(out, &log.0).unwrap();
    }
    println!("{} documents: {total:?}", counts.len());
    // Those few are values of schemas with `properties` and without `type`, that are no objects.
    assert!(total.refused <= 1 + total.accepted / 5_000, "{}", log.0);
    // Properties that a schema allows by not speaking of them.
    assert!(total.loses <= 1 + total.accepted / 100, "{}", log.0);
    assert!(total.open <= 1 + total.accepted / 1_000, "{}", log.0);
}
