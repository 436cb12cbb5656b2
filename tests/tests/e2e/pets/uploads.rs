//! Bodies that are sent from memory, from files and from streams, and how far they have come.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use petstore::Client;
use petstore::models::{AddRecordForm, NewPet, Owner};
use petstore::support::client::Retries;
use petstore::support::file::File;
use petstore::support::stream::{ByteStream, Progress};

use super::media_service::Listed;
use super::server;
use crate::harness::{Script, Series};

const TEXT: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
const DOWN: &str = "HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n";

/// How many bytes there were, and how many there will be.
type Counts = Vec<(u64, Option<u64>)>;

/// What is told of a body.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Counts>>);

impl Told {
    fn tell(&self) -> impl Fn(Progress) + Send + Sync + 'static {
        let told = Arc::clone(&self.0);
        move |it| told.lock().unwrap().push((it.bytes, it.total))
    }

    fn all(&self) -> Counts {
        self.0.lock().unwrap().clone()
    }
}

/// A stream of `count` pieces of 1000 bytes.
fn pieces(count: usize) -> ByteStream {
    let pieces = (0..count).map(|_| Ok::<_, Infallible>(vec![b'x'; 1000]));
    ByteStream::new(Listed(pieces))
}

fn record(photo: File) -> AddRecordForm {
    AddRecordForm::new("t", photo, Owner::new("Ann"), vec![])
}

#[tokio::test]
async fn uploads_tell_how_far_they_are() {
    let server = server().await;
    let client = Client::new(&server.url());
    let told = Told::default();
    client
        .set_bytes(Some(pieces(3)))
        .progress(told.tell())
        .await
        .unwrap();
    let of_unknown = [1000, 2000, 3000].map(|it| (it, None));
    assert_eq!(told.all(), of_unknown);

    let told = Told::default();
    let stream = pieces(3).with_length(3000);
    client
        .set_bytes(Some(stream))
        .progress(told.tell())
        .await
        .unwrap();
    assert_eq!(told.all(), of_unknown.map(|(it, _)| (it, Some(3000))));

    // What is there already is sent in pieces too, with its length.
    let script = Script::answering(TEXT).await;
    let told = Told::default();
    let text = "x".repeat(150_000);
    let call = Client::new(&script.url()).set_text(Some(&text));
    assert_eq!(call.progress(told.tell()).await.unwrap(), "ok");
    let all = Some(150_000);
    assert_eq!(told.all(), [(65_536, all), (131_072, all), (150_000, all)]);
    let request = script.request().await.to_lowercase();
    assert!(request.contains("\r\ncontent-length: 150000\r\n"));

    // Nothing is sent, and nothing told.
    let told = Told::default();
    client.set_bytes(None).progress(told.tell()).await.unwrap();
    assert_eq!(told.all(), []);
}

#[tokio::test]
async fn who_sends_again_tells_again() {
    let server = Series::answering(vec![DOWN, TEXT]).await;
    let told = Told::default();
    let quickly = Retries::default().with_first_wait(std::time::Duration::from_millis(5));
    let client = Client::new(&server.url()).with_retries(quickly);
    let call = client.set_text(Some("abc"));
    assert_eq!(call.progress(told.tell()).await.unwrap(), "ok");
    assert_eq!(told.all(), [(3, Some(3)), (3, Some(3))]);
    assert!(
        server
            .requests()
            .iter()
            .all(|it| it.ends_with("\r\n\r\nabc"))
    );
}

#[tokio::test]
async fn downloads_tell_how_far_they_are() {
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 6\r\n\r\n";
    let script = Script::answering(Box::leak([head, "abcdef"].concat().into_boxed_str())).await;
    let told = Told::default();
    let stream = Client::new(&script.url()).echo_bytes("").await.unwrap();
    let stream = stream.with_progress(told.tell());
    assert_eq!(stream.length(), Some(6));
    assert_eq!(stream.bytes().await.unwrap(), "abcdef");
    let told = told.all();
    assert_eq!(told.last(), Some(&(6, Some(6))), "{told:?}");
}

#[tokio::test]
async fn files_of_the_disk_are_sent_with_their_length() {
    let path = std::env::temp_dir().join(format!("upload-{}.txt", std::process::id()));
    std::fs::write(&path, "from the disk").unwrap();
    let script = Script::answering(TEXT).await;
    let stream = ByteStream::from_file(&path).await.unwrap();
    let client = Client::new(&script.url());
    client.set_bytes(Some(stream)).await.unwrap();
    let request = script.request().await;
    assert!(
        request
            .to_lowercase()
            .contains("\r\ncontent-length: 13\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\nfrom the disk"), "{request}");

    let server = server().await;
    let photo = File::open(&path)
        .await
        .unwrap()
        .with_content_type("image/png");
    let name = photo.name.clone().unwrap();
    let said = Client::new(&server.url())
        .add_record(1, &record(photo))
        .await
        .unwrap();
    assert!(said.contains(&name) && said.contains("13"), "{said}");
    std::fs::remove_file(&path).unwrap();
    assert!(ByteStream::from_file(&path).await.is_err());
}

#[tokio::test]
async fn parts_of_forms_are_streams() {
    for (photo, length) in [
        (pieces(2).with_length(2000), true),
        (pieces(2), false),
        (ByteStream::from_reader(&[b'x'; 2000][..]), false),
        (Bytes::from(vec![b'x'; 2000]).into(), true),
    ] {
        let script = Script::answering(TEXT).await;
        let form = record(File::streamed(photo.with_media_type("image/png")).with_name("rex.png"));
        let told = Told::default();
        let call = Client::new(&script.url())
            .add_record(1, &form)
            .progress(told.tell());
        assert_eq!(call.await.unwrap(), "ok");
        let request = script.request().await;
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let (bytes, total) = *told.all().last().unwrap();
        if length {
            assert_eq!((bytes, total), (body.len() as u64, Some(bytes)));
            assert!(head.contains(&format!("content-length: {bytes}")), "{head}");
            assert!(body.contains(&"x".repeat(2000)));
        } else {
            assert_eq!(total, None);
            assert!(head.contains("transfer-encoding: chunked"), "{head}");
        }
        let disposition = "name=\"photo\"; filename=\"rex.png\"\r\nContent-Type: image/png\r\n";
        assert!(body.contains(disposition), "{body}");
    }

    // The server sees no difference.
    let server = server().await;
    let client = Client::new(&server.url());
    let streamed = File::streamed("abc").with_content_type("image/png");
    let form = record(streamed);
    let said = client.add_record(1, &form).await.unwrap();
    let whole = record(File::new("abc").with_content_type("image/png"));
    assert_eq!(client.add_record(1, &whole).await.unwrap(), said);

    // A stream is sent once.
    let error = client.add_record(1, &form).await.unwrap_err();
    assert!(
        error.to_string().contains("a stream that is sent already"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_of_json_tells_too() {
    let server = server().await;
    let told = Told::default();
    let call = Client::new(&server.url()).create_note(&NewPet::new("Rex"));
    call.progress(told.tell()).await.unwrap();
    assert_eq!(told.all().len(), 1);
}
