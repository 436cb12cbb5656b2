//! Files and standard input, sent as they are read.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::sync::mpsc::{Receiver, channel};

use super::failure::Failure;
use super::source::FileSource;
use crate::support::client::Movement;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// How many pieces wait to be sent.
const WAITING: usize = 4;

/// What a thread reads, piece by piece: reading may block, and an answer may come meanwhile.
pub(super) struct Pieces {
    pieces: Receiver<io::Result<Bytes>>,
    left: Option<u64>,
    movement: Movement,
}

impl Pieces {
    pub(super) fn of(source: &FileSource, movement: Movement) -> Result<Self, Failure> {
        let unreadable = |error| Failure::unreadable(&source.name(), error);
        let (reader, left): (Box<dyn Read + Send>, _) = match source {
            FileSource::Standard => (Box::new(io::stdin()), None),
            FileSource::Path(path, _) => {
                let file = File::open(path).map_err(unreadable)?;
                let data = file.metadata().map_err(unreadable)?;
                let left = data.is_file().then_some(data.len());
                match left {
                    // A file that grows meanwhile is sent as long as it was.
                    Some(length) => (Box::new(file.take(length)), left),
                    None => (Box::new(file), left),
                }
            }
        };
        let (sender, pieces) = channel(WAITING);
        thread::spawn(move || {
            let mut reader = reader;
            loop {
                let mut piece = vec![0; PIECE];
                let read = reader.read(&mut piece).map(|length| {
                    piece.truncate(length);
                    Bytes::from(piece)
                });
                let is_last = read.is_err();
                let is_end = read.as_ref().is_ok_and(Bytes::is_empty);
                if is_end || sender.blocking_send(read).is_err() || is_last {
                    return;
                }
            }
        });
        Ok(Self {
            pieces,
            left,
            movement,
        })
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.movement.renew();
        let this = &mut *self;
        this.pieces.poll_recv(context).map(|piece| {
            let piece = piece?;
            if let (Ok(piece), Some(left)) = (&piece, &mut this.left) {
                *left = left.saturating_sub(piece.len() as u64);
            }
            Some(piece.map(Frame::data))
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
