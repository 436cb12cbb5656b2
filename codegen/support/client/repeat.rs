//! Requests that are sent more than once, each time a little different.

use super::Request;

impl Request {
    /// The same once more; `None`, when its body can be sent only once.
    pub(super) fn try_clone(&self) -> Option<Self> {
        let body = match &self.body {
            Some(body) => Some(body.try_clone()?),
            None => None,
        };
        Some(Self {
            core: self.core.clone(),
            operation: self.operation,
            target: self.target.clone(),
            server: self.server,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            body,
            timeout: self.timeout,
            retries: self.retries.clone(),
            movement: self.movement.clone(),
            streamed: self.streamed,
            sentinel: self.sentinel,
            error: self.error.clone(),
        })
    }
}
