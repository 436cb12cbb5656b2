//! Starting and stopping.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::BODY;
use crate::answer::Answer;
use crate::database::{Folder, session_ids};
use crate::process::{Service, create_key, request};

#[tokio::test]
async fn what_has_begun_is_finished() {
    for signal in ["TERM", "INT"] {
        let folder = Folder::scratch();
        let key = format!("x-api-key: {}", create_key(&folder.sqlite(), "org_1"));
        let mut service = Service::start(&folder.sqlite());
        // One that is in the middle of a request, one that has made one, and one that has not.
        let text = request(&key, BODY);
        let (start, end) = text.split_at(text.len() - 10);
        let mut busy = service.connect().await;
        busy.write_all(start.as_bytes()).await.unwrap();
        let mut idle = service.connect().await;
        idle.write_all(text.as_bytes()).await.unwrap();
        let mut buffer = [0; 4096];
        let read = idle.read(&mut buffer).await.unwrap();
        assert!(buffer[..read].starts_with(b"HTTP/1.1 201"));
        let mut new = service.connect().await;
        tokio::time::sleep(Duration::from_millis(200)).await;

        service.signal(signal);
        assert_eq!(idle.read(&mut buffer).await.unwrap(), 0);
        assert_eq!(new.read(&mut buffer).await.unwrap_or(0), 0);
        assert!(TcpStream::connect(service.address).await.is_err());
        busy.write_all(end.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        busy.read_to_end(&mut rest).await.unwrap();
        let answers = Answer::all(&rest);
        assert_eq!(answers[0].status, 201, "{answers:?}");
        assert_eq!(service.wait(), Some(0));
        let ids = session_ids(&folder.sqlite()).await;
        assert!(ids.len() == 2 && ids.contains(&answers[0].text("/id")));
        assert!(service.log().contains("\"stopped\""));
    }
}
