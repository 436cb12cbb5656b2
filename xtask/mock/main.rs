//! Serves the mock of an API.
//!
//! Arguments: the port, and the secret that every credential has to be made of; any credential is
//! accepted without one.

use std::error::Error;
use std::net::Ipv4Addr;

use api::mock::{self, Mock};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderValue, ORIGIN, VARY,
};
use http::{Method, StatusCode};
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let port = arguments.next().unwrap_or_default().parse()?;
    let mock = match arguments.next() {
        Some(secret) => accepting(&secret),
        None => Mock::new(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        println!("http://{}", listener.local_addr()?);
        let app = mock::router(mock).layer(from_fn(share));
        axum::serve(listener, app).await?;
        Ok(())
    })
}

/// A mock that lets nobody in but with `secret`.
#[cfg(feature = "secured")]
fn accepting(secret: &str) -> Mock {
    Mock::new().with_secret(secret)
}

/// The API asks nobody for anything.
#[cfg(not(feature = "secured"))]
fn accepting(_: &str) -> Mock {
    Mock::new()
}

/// Lets pages of any origin ask and read (Fetch standard, section 3.2).
async fn share(request: Request, next: Next) -> Response {
    let asked = request.headers();
    let Some(origin) = asked.get(ORIGIN).cloned() else {
        return next.run(request).await;
    };
    let method = asked.get(ACCESS_CONTROL_REQUEST_METHOD).cloned();
    let is_preflight = request.method() == Method::OPTIONS && method.is_some();
    let mut response = if is_preflight {
        let headers = asked.get(ACCESS_CONTROL_REQUEST_HEADERS).cloned();
        let mut response = StatusCode::NO_CONTENT.into_response();
        let allowed = response.headers_mut();
        allowed.extend(method.map(|it| (ACCESS_CONTROL_ALLOW_METHODS, it)));
        allowed.extend(headers.map(|it| (ACCESS_CONTROL_ALLOW_HEADERS, it)));
        response
    } else {
        next.run(request).await
    };
    let names: Vec<&str> = response.headers().keys().map(|it| it.as_str()).collect();
    let exposed = HeaderValue::try_from(names.join(", "));
    let headers = response.headers_mut();
    headers.extend(exposed.map(|it| (ACCESS_CONTROL_EXPOSE_HEADERS, it)));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(
        ACCESS_CONTROL_ALLOW_CREDENTIALS,
        HeaderValue::from_static("true"),
    );
    headers.append(VARY, HeaderValue::from_static("Origin"));
    response
}
