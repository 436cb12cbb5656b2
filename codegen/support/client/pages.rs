//! Answers that come page by page.

mod link;
mod pagination;
mod parts;
mod walk;

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::vec;

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::call::{Call, Decode, Pending, Reader, Sending};
use super::{BodyError, Error, Response, Retries};
use walk::{Step, Walk};

pub use pagination::Pagination;

/// A call whose answer is one of several pages: await it for this page alone, or go through
/// [all pages](Self::pages) from it on, or through [all items](Self::items) of these.
///
/// ```text
/// let mut pets = client.list_pets(&options).items();
/// while let Some(pet) = pets.next().await {
///     println!("{}", pet?.name);
/// }
/// ```
#[must_use = "a call is not made before it is awaited"]
pub struct Paged<T, E, I> {
    call: Call<T, E>,
    pagination: Pagination,
    items: PhantomData<fn() -> I>,
}

impl<T, E> Call<T, E> {
    /// The same, of which the answer goes on as `pagination` says.
    pub fn paged<I>(self, pagination: Pagination) -> Paged<T, E, I> {
        Paged {
            call: self,
            pagination,
            items: PhantomData,
        }
    }
}

impl<T, E, I> Paged<T, E, I> {
    fn with(self, change: impl FnOnce(Call<T, E>) -> Call<T, E>) -> Self {
        Self {
            call: change(self.call),
            ..self
        }
    }

    /// Gives up on a page after this time, whatever the client says.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|it| it.timeout(timeout))
    }

    /// Sends a request again as `retries` says, whatever the client says.
    pub fn retries(self, retries: Retries) -> Self {
        self.with(|it| it.retries(retries))
    }

    /// Calls the API at another URL than the client.
    pub fn base_url(self, base_url: &str) -> Self {
        self.with(|it| it.base_url(base_url))
    }

    /// Sends this header along, for every page.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|it| it.header(name, value))
    }

    /// Makes the call for this page alone; the answer carries status and headers.
    pub fn send(self) -> Sending<T, E> {
        self.call.send()
    }

    /// Makes the call for this page alone, and blocks until it is done.
    ///
    /// # Errors
    ///
    /// As when it is awaited.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<T, Error<E>>
    where
        T: Send,
        E: Send,
    {
        self.call.wait()
    }

    /// This page and all that follow, each asked for when it is wanted.
    pub fn pages(self) -> Pages<T, E> {
        let Call {
            request,
            decode,
            reader,
        } = self.call;
        Pages {
            walk: Walk::new(request, self.pagination),
            decode,
            reader,
        }
    }

    /// The items of this page and all that follow. Of a page nothing is read but its items.
    pub fn items(self) -> Items<I, E> {
        let Call {
            request, reader, ..
        } = self.call;
        Items {
            walk: Walk::new(request, self.pagination),
            place: self.pagination.items,
            reader,
            ready: Vec::new().into_iter(),
        }
    }
}

impl<T, E, I> IntoFuture for Paged<T, E, I> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = Pending<T, E>;

    fn into_future(self) -> Pending<T, E> {
        self.call.into_future()
    }
}

impl<T, E, I> From<Paged<T, E, I>> for Call<T, E> {
    fn from(paged: Paged<T, E, I>) -> Self {
        paged.call
    }
}

impl<T, E, I> fmt::Debug for Paged<T, E, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Paged").field(&self.call).finish()
    }
}

/// Pages, one after the other. The first error is the end; who drops it is asked for no more.
#[must_use = "pages are not asked for before they are wanted"]
pub struct Pages<T, E> {
    walk: Walk,
    decode: Decode<T>,
    reader: Reader<E>,
}

/// The items of pages, one after the other. The first error is the end; who drops it is asked for
/// no more.
#[must_use = "pages are not asked for before they are wanted"]
pub struct Items<I, E> {
    walk: Walk,
    place: &'static str,
    reader: Reader<E>,
    ready: vec::IntoIter<I>,
}

impl<T, E> Pages<T, E> {
    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The same without `async`: each page is waited for.
    #[cfg(feature = "blocking")]
    pub fn wait(mut self) -> impl Iterator<Item = Result<T, Error<E>>>
    where
        T: Send,
        E: Send,
    {
        std::iter::from_fn(move || {
            let operation = self.reader.operation;
            let next = super::blocking::wait(self.next());
            next.unwrap_or_else(|source| Some(Err(unable(operation, source))))
        })
    }
}

impl<I: DeserializeOwned, E> Items<I, E> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The same without `async`: each page is waited for.
    #[cfg(feature = "blocking")]
    pub fn wait(mut self) -> impl Iterator<Item = Result<I, Error<E>>>
    where
        I: Send,
        E: Send,
    {
        std::iter::from_fn(move || {
            if let Some(item) = self.ready.next() {
                return Some(Ok(item));
            }
            let operation = self.reader.operation;
            let next = super::blocking::wait(self.next());
            next.unwrap_or_else(|source| Some(Err(unable(operation, source))))
        })
    }
}

#[cfg(feature = "blocking")]
fn unable<E>(
    operation: &'static crate::support::http::Operation,
    source: std::io::Error,
) -> Error<E> {
    Error::Transport {
        operation,
        source: source.into(),
    }
}

impl<T, E> Stream for Pages<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let page = ready!(this.walk.poll(context));
        Poll::Ready(page.map(|it| read(&mut this.walk, &this.reader, it, &this.decode)))
    }
}

impl<I: DeserializeOwned, E> Stream for Items<I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(page) = ready!(this.walk.poll(context)) else {
                return Poll::Ready(None);
            };
            let decode = |response: &Response| parts::list(response, this.place);
            match read(&mut this.walk, &this.reader, page, &decode) {
                Ok(items) => this.ready = items.into_iter(),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

/// Reads a page; after an error there is no other.
fn read<T, E>(
    walk: &mut Walk,
    reader: &Reader<E>,
    step: Step,
    decode: &dyn Fn(&Response) -> Result<T, BodyError>,
) -> Result<T, Error<E>> {
    let operation = reader.operation;
    let page = match step {
        Step::Page(response) => reader.read(response, decode).map(|it| it.value),
        Step::Lost(response, error) => Err(Error::Body {
            operation,
            response,
            error,
        }),
        Step::Fault(fault) => Err(fault.into_error(operation)),
    };
    if page.is_err() {
        walk.end();
    }
    page
}

/// Nothing in it is pinned.
impl<T, E> Unpin for Pages<T, E> {}
impl<I, E> Unpin for Items<I, E> {}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.reader.operation;
        f.debug_tuple("Pages").field(&operation.id).finish()
    }
}

impl<I, E> fmt::Debug for Items<I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.reader.operation;
        f.debug_tuple("Items").field(&operation.id).finish()
    }
}
