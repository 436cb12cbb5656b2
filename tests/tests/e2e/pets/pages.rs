//! From page to page, against literal bytes.

use petstore::Client;
use petstore::models::NewPet;
use petstore::parameters::{
    FindPetsOptions, ListLinkedOptions, ListMarkedOptions, ListNumberedOptions, ListOffsetOptions,
};
use petstore::support::client::{Error, Items, Pages};
use serde::de::DeserializeOwned;

use crate::harness::Series;

/// An answer with `body`, and `headers` that end in a line each.
fn answer(headers: &str, body: &str) -> &'static str {
    let text = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    Box::leak(text.into_boxed_str())
}

fn page(body: &str) -> &'static str {
    answer("", body)
}

const EMPTY: &str = "HTTP/1.1 204 No Content\r\n\r\n";

/// What comes of all items, and the error at the end.
async fn all<I: DeserializeOwned, E>(mut items: Items<I, E>) -> (Vec<I>, Option<Error<E>>) {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => all.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (all, Some(error));
            }
        }
    }
    assert!(items.next().await.is_none(), "the end is the end");
    (all, None)
}

/// The targets of the requests that came.
fn targets(server: &Series) -> Vec<String> {
    let requests = server.requests();
    let target = |it: &String| it.split(' ').nth(1).unwrap().to_owned();
    requests.iter().map(target).collect()
}

#[tokio::test]
async fn pages_have_numbers() {
    let server = Series::answering(vec![page("[1,2]"), page("[3,4]"), page("[]")]).await;
    let call = || Client::new(&server.url()).list_numbered(&ListNumberedOptions::new());
    let (items, error) = all(call().items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items, [1, 2, 3, 4]);
    let numbers = ["", "?page=2", "?page=3"].map(|it| format!("/pages/numbers{it}"));
    assert_eq!(targets(&server), numbers);

    // One page is the answer of the call itself.
    let server = Series::answering(vec![page("[1,2]")]).await;
    let options = ListNumberedOptions::new().with_page(7);
    let call = Client::new(&server.url()).list_numbered(&options);
    assert_eq!(call.await.unwrap(), [1, 2]);
    assert_eq!(targets(&server), ["/pages/numbers?page=7"]);
}

#[tokio::test]
async fn a_short_page_is_the_last_where_that_is_certain() {
    let pages = vec![page("[1,2]"), page("[3]"), page("[]")];
    let sized = |page, size| ListNumberedOptions::new().with_page(page).with_size(size);
    let server = Series::answering(pages.clone()).await;
    let call = Client::new(&server.url()).list_numbered(&sized(5, 2));
    assert_eq!(all(call.items()).await.0, [1, 2, 3]);
    let size = ["?page=5&size=2", "?size=2&page=6"].map(|it| format!("/pages/numbers{it}"));
    assert_eq!(targets(&server), size);

    // More than is allowed: the server may have cut the page.
    let server = Series::answering(pages).await;
    let call = Client::new(&server.url()).list_numbered(&sized(1, 101));
    assert_eq!(all(call.items()).await.0, [1, 2, 3]);
    assert_eq!(targets(&server).len(), 3);
}

#[tokio::test]
async fn pages_begin_after_so_many_items() {
    let pets = |from: i64, more: &str| {
        let (a, b) = (from, from + 1);
        page(&format!(
            "{{\"found\":{{\"pets\":[{{\"id\":{a},\"name\":\"a\"}},{{\"id\":{b},\"name\":\"b\"}}]}}{more}}}"
        ))
    };
    let pages = vec![
        pets(4, ",\"more\":true"),
        pets(6, ""),
        pets(8, ",\"more\":false"),
    ];
    let server = Series::answering(pages).await;
    let options = ListOffsetOptions::new().with_from(3);
    let call = Client::new(&server.url()).list_offset(&options);
    let (items, error) = all(call.items()).await;
    assert!(error.is_none(), "{error:?}");
    let ids: Vec<i64> = items.iter().map(|it| it.id).collect();
    assert_eq!(ids, [4, 5, 6, 7, 8, 9]);
    let offsets = [3, 5, 7].map(|it| format!("/pages/offsets?from={it}"));
    assert_eq!(targets(&server), offsets);

    // What is not there has no items.
    let server = Series::answering(vec![page("{\"found\":{}}")]).await;
    let call = Client::new(&server.url()).list_offset(&ListOffsetOptions::new());
    assert_eq!(all(call.items()).await.0.len(), 0);
    assert_eq!(targets(&server).len(), 1);
}

const REX: &str = "\"pets\":[{\"id\":1,\"name\":\"Rex\"}]";

fn found(
    url: &str,
    after: Option<&str>,
) -> Pages<petstore::models::PetPage, petstore::errors::FindPetsError> {
    let mut options = FindPetsOptions::new();
    options.after = after.map(str::to_owned);
    let call = Client::new(url).find_pets(&options, &NewPet::new("Rex"));
    call.pages()
}

#[tokio::test]
async fn a_page_says_what_comes_next() {
    let pages = vec![
        page(&format!("{{{REX},\"next\":\"a/b&c\"}}")),
        // A page may be empty and not the last.
        page("{\"pets\":[],\"next\":\"x\"}"),
        page(&format!("{{\"next\":null,{REX}}}")),
    ];
    let server = Series::answering(pages).await;
    let mut pages = found(&server.url(), None);
    assert_eq!(server.requests().len(), 0, "nobody has asked yet");
    let next = pages.next().await.unwrap().unwrap().next;
    assert_eq!(next.flatten().as_deref(), Some("a/b&c"));
    assert_eq!(server.requests().len(), 1, "nobody has asked for more");
    assert!(pages.next().await.unwrap().unwrap().pets.is_empty());
    let last = pages.next().await.unwrap().unwrap();
    assert_eq!(last.next.flatten(), None);
    assert!(pages.next().await.is_none());
    let cursors = ["", "?after=a%2Fb%26c", "?after=x"].map(|it| format!("/pages/cursors{it}"));
    assert_eq!(targets(&server), cursors);
    // The body is sent every time.
    let requests = server.requests();
    assert!(
        requests.iter().all(|it| it.contains("\"name\":\"Rex\"")),
        "{requests:#?}"
    );
}

#[tokio::test]
async fn who_drops_pages_is_asked_for_no_more() {
    let server = Series::answering(vec![page(&format!("{{{REX},\"next\":\"a\"}}"))]).await;
    let mut pages = found(&server.url(), None);
    pages.next().await.unwrap().unwrap();
    drop(pages);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_circle_of_pages_is_an_error() {
    let to = |next: &str| page(&format!("{{{REX},\"next\":\"{next}\"}}"));
    for (answers, at_most) in [
        (vec![to("a")], 2),
        (vec![to("x"), to("y"), to("a")], 6),
        (["a", "b", "c"].map(to).repeat(9), 9),
    ] {
        let server = Series::answering(answers).await;
        let mut pages = found(&server.url(), None);
        let error = loop {
            match pages.next().await.unwrap() {
                Ok(page) => assert_eq!(page.pets[0].name, "Rex"),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, Error::Body { .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("/next: the pages lead in a circle"), "{text}");
        assert!(pages.next().await.is_none());
        assert!(
            server.requests().len() <= at_most,
            "{:#?}",
            targets(&server)
        );
    }
}

#[tokio::test]
async fn an_error_is_the_end() {
    let gone = "HTTP/1.1 410 Gone\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nold";
    let server = Series::answering(vec![page(&format!("{{{REX},\"next\":\"a\"}}")), gone]).await;
    let mut pages = found(&server.url(), Some("z"));
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "POST /pages/cursors: 410 Gone: old");
    assert!(pages.next().await.is_none());
    assert_eq!(
        targets(&server),
        ["/pages/cursors?after=z", "/pages/cursors?after=a"]
    );

    // Where it stops fitting is said of the page, not of the item.
    let server = Series::answering(vec![page(
        "{\"pets\":[{\"id\":1,\"name\":2}],\"next\":\"a\"}",
    )])
    .await;
    let call = Client::new(&server.url()).find_pets(&FindPetsOptions::new(), &NewPet::new("Rex"));
    let (items, error) = all(call.items()).await;
    assert_eq!(items.len(), 0);
    let text = error.unwrap().to_string();
    assert!(text.contains("/pets/0/name: invalid type"), "{text}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_header_says_what_comes_next() {
    let body = format!("{{{REX}}}");
    let pages = vec![
        answer("x-next: 5\r\n", &body),
        answer("X-Next: 9\r\n", &body),
        EMPTY,
    ];
    let server = Series::answering(pages).await;
    let call = Client::new(&server.url()).list_marked(&ListMarkedOptions::new());
    let (items, error) = all(call.items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items.len(), 2);
    let cursors = ["", "?after=5", "?after=9"].map(|it| format!("/pages/headers{it}"));
    assert_eq!(targets(&server), cursors);
}

#[tokio::test]
async fn links_lead_to_the_next_page() {
    for (link, target) in [
        ("<?page=2>; rel=next", "/pages/links?page=2"),
        ("</other?x=%2F>;rel=\"prev NEXT\"", "/other?x=%2F"),
        (
            ", <a>; rel=prev , <b>; title=\"a, <c>; rel=\\\"next\\\"\"; REL = \"next\" ;rel=last",
            "/pages/b",
        ),
        ("<?a=1>; title=\"\u{fc}\"; rel=next", "/pages/links?a=1"),
        // The secret of the client is sent once, and the URL has its own parameters only.
        (
            "<?token=s3cret&name=R%26x>; rel=next",
            "/pages/links?name=R%26x",
        ),
    ] {
        let first = answer(
            &format!("Link: <z>; rel=first\r\nlink: {link}\r\n"),
            "[\"a\"]",
        );
        let server = Series::answering(vec![
            first,
            answer("Link: <z>; rel=\"last\"\r\n", "[\"b\"]"),
        ])
        .await;
        let client = Client::new(&server.url()).with_token("s3cret");
        let options = ListLinkedOptions::new().with_name("Rex");
        let (items, error) = all(client.list_linked(&options).header("x-a", "1").items()).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(items, ["a", "b"]);
        let joint = if target.contains('?') { '&' } else { '?' };
        let second = format!("{target}{joint}token=s3cret");
        let first = "/pages/links?name=Rex&token=s3cret";
        assert_eq!(targets(&server), [first, &second], "{link}");
        assert!(
            server
                .requests()
                .iter()
                .all(|it| it.contains("\r\nx-a: 1\r\n"))
        );
    }
}

#[tokio::test]
async fn what_is_no_link_to_a_page_is_the_end() {
    for link in [
        "<a>; rel=prev",
        "a; rel=next",
        "<a; rel=next",
        "",
        "<a>; rel=\"next",
    ] {
        let server =
            Series::answering(vec![answer(&format!("Link: {link}\r\n"), "[\"a\"]"), EMPTY]).await;
        let client = Client::new(&server.url()).with_token("s3cret");
        let (items, _) = all(client.list_linked(&ListLinkedOptions::new()).items()).await;
        assert_eq!(items, ["a"]);
        // An open quote is closed by the end.
        let is_open = link.ends_with("\"next");
        assert_eq!(server.requests().len(), 1 + usize::from(is_open), "{link}");
    }
}

#[tokio::test]
async fn a_page_has_the_url_of_the_next() {
    let pages = vec![
        page(&format!("{{{REX},\"next\":\"/elsewhere?a=1#top\"}}")),
        page(&format!("{{{REX},\"next\":\"\"}}")),
    ];
    let server = Series::answering(pages).await;
    let client = Client::new(&server.url()).with_oauth("s3cret");
    let (items, error) = all(client.list_chained().items()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items.len(), 2);
    assert_eq!(targets(&server), ["/pages/urls", "/elsewhere?a=1"]);
    let requests = server.requests();
    let mut bearers = requests.iter();
    assert!(
        bearers.all(|it| it.contains("authorization: Bearer s3cret\r\n")),
        "{requests:?}"
    );
}

#[tokio::test]
async fn nobody_else_is_told_a_secret() {
    let other = Series::answering(vec![page("{\"pets\":[]}")]).await;
    for next in [
        format!("{}/pages/urls", other.url()),
        other.url().replace("http:", ""),
        other.url().replace("127.0.0.1", "localhost"),
        "https://127.0.0.1/".to_owned(),
        "data:text/plain,x".to_owned(),
    ] {
        let server = Series::answering(vec![page(&format!("{{{REX},\"next\":\"{next}\"}}"))]).await;
        let client = Client::new(&server.url()).with_oauth("s3cret");
        let (items, error) = all(client.list_chained().items()).await;
        assert_eq!(items.len(), 1);
        let text = error.unwrap().to_string();
        assert!(text.contains("/next: the next page is elsewhere"), "{text}");
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(other.requests().len(), 0);
}

#[test]
fn pages_can_be_waited_for() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let pages = [page("[1,2]"), page("[3]"), page("[]")];
    let server = runtime.block_on(Series::answering(pages.repeat(2)));
    let client = Client::new(&server.url());
    let items = client.list_numbered(&ListNumberedOptions::new()).items();
    let numbers: Result<Vec<i64>, _> = items.wait().collect();
    assert_eq!(numbers.unwrap(), [1, 2, 3]);
    let pages = client.list_numbered(&ListNumberedOptions::new()).pages();
    let numbers: Result<Vec<Vec<i64>>, _> = pages.wait().collect();
    assert_eq!(numbers.unwrap(), [vec![1, 2], vec![3], vec![]]);
}
