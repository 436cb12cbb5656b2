//! Reading and writing JSON: emitted models beside types with serde's macros, pair by pair.

#![allow(
    clippy::expect_used,
    reason = "a sample that does not fit is a mistake of this package"
)]

use std::hint::black_box;
use std::time::Duration;

use agntix_api::models as sessions;
use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use speed::by_hand::{charges, events, repositories, sessions as by_hand};
use speed::samples;
use speed_models::models;
use speed_models::support::http::read_json;

/// How many values are in a list.
const COUNT: usize = 32;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    objects(&mut criterion);
    unions(&mut criterion);
    additional_properties(&mut criterion);
    criterion.final_summary();
}

fn objects(it: &mut Criterion) {
    use samples::{charge, issue, list, repository, session, session_request};

    both::<sessions::CreateSessionRequest, by_hand::CreateSessionRequest>(
        it,
        "session request",
        &session_request(),
    );
    both::<sessions::Session, by_hand::Session>(it, "session", &session());
    both::<Vec<models::Repository>, Vec<repositories::Repository>>(
        it,
        "repositories",
        &list(COUNT, repository),
    );
    both::<Vec<models::Issue>, Vec<repositories::Issue>>(it, "issues", &list(COUNT, issue));
    both::<Vec<models::Charge>, Vec<charges::Charge>>(it, "charges", &list(COUNT, charge));
}

/// Reads `value` with its keys in order and in none, and writes it.
fn both<O, B>(criterion: &mut Criterion, what: &str, value: &Value)
where
    O: Serialize + DeserializeOwned,
    B: Serialize + DeserializeOwned,
{
    let ordered = samples::ordered::<B>(value).expect("a sample");
    decode::<O, B>(criterion, &format!("decode {what}"), &ordered);
    decode::<O, B>(
        criterion,
        &format!("decode {what}, keys shuffled"),
        &samples::shuffled(value),
    );
    encode::<O, B>(criterion, &format!("encode {what}"), &ordered);
}

fn unions(it: &mut Criterion) {
    type Ours = Vec<models::Event>;
    type Internally = Vec<events::TaggedEvent>;
    type Untagged = Vec<events::UntaggedEvent>;

    let list = samples::list(COUNT, samples::event);
    // Serde's internally tagged enums write the tag first.
    let first = samples::ordered::<Internally>(&list).expect("a sample");
    let anywhere = samples::shuffled(&list);
    decode::<Ours, Internally>(
        it,
        "decode tagged unions, tag first, to internally tagged",
        &first,
    );
    decode::<Ours, Internally>(
        it,
        "decode tagged unions, tag anywhere, to internally tagged",
        &anywhere,
    );
    decode::<Ours, Untagged>(it, "decode tagged unions, tag first, to untagged", &first);
    decode::<Ours, Untagged>(
        it,
        "decode tagged unions, tag anywhere, to untagged",
        &anywhere,
    );
    encode::<Ours, Internally>(it, "encode tagged unions", &first);

    let list = samples::list(COUNT, samples::source);
    let sources = samples::ordered::<Vec<events::Source>>(&list).expect("a sample");
    decode::<Vec<models::Source>, Vec<events::Source>>(it, "decode unions of objects", &sources);
    encode::<Vec<models::Source>, Vec<events::Source>>(it, "encode unions of objects", &sources);
    let list = samples::list(COUNT, samples::setting);
    let settings = samples::ordered::<Vec<events::Setting>>(&list).expect("a sample");
    decode::<Vec<models::Setting>, Vec<events::Setting>>(
        it,
        "decode unions of scalars and lists",
        &settings,
    );
}

fn additional_properties(it: &mut Criterion) {
    let list = samples::list(COUNT, samples::document);
    let documents = samples::ordered::<Vec<events::Document>>(&list).expect("a sample");
    decode::<Vec<models::Document>, Vec<events::Document>>(
        it,
        "decode additional properties",
        &documents,
    );
    encode::<Vec<models::Document>, Vec<events::Document>>(
        it,
        "encode additional properties",
        &documents,
    );
}

fn group<'a>(
    criterion: &'a mut Criterion,
    what: &str,
    bytes: usize,
) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(what);
    group.warm_up_time(Duration::from_millis(200));
    group.measurement_time(Duration::from_millis(800));
    group.sample_size(20).nresamples(2_000);
    group.throughput(Throughput::Bytes(bytes as u64));
    group
}

/// Each as a body is read: ours as the emitted server and client do, the other as those of axum and reqwest.
fn decode<O: DeserializeOwned, B: DeserializeOwned>(
    criterion: &mut Criterion,
    what: &str,
    json: &[u8],
) {
    let mut group = group(criterion, what, json.len());
    group.bench_function("ours", |it| {
        it.iter(|| read_json::<O>(black_box(json)).expect("a sample"))
    });
    group.bench_function("baseline", |it| {
        it.iter(|| serde_json::from_slice::<B>(black_box(json)).expect("a sample"))
    });
    group.finish();
}

fn encode<O, B>(criterion: &mut Criterion, what: &str, json: &[u8])
where
    O: Serialize + DeserializeOwned,
    B: Serialize + DeserializeOwned,
{
    let ours: O = serde_json::from_slice(json).expect("a sample");
    let baseline: B = serde_json::from_slice(json).expect("a sample");
    let lens = [
        serde_json::to_vec(&ours).expect("a sample").len(),
        serde_json::to_vec(&baseline).expect("a sample").len(),
    ];
    assert_eq!(lens, [json.len(); 2], "{what}: both write what they read");
    let mut group = group(criterion, what, json.len());
    group.bench_function("ours", |it| {
        it.iter(|| serde_json::to_vec(black_box(&ours)).expect("a sample"))
    });
    group.bench_function("baseline", |it| {
        it.iter(|| serde_json::to_vec(black_box(&baseline)).expect("a sample"))
    });
    group.finish();
}
