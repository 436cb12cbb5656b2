//! What a client would like to be answered with.

use http::HeaderMap;
use http::header::ACCEPT;

use crate::support::http::same_media_type;

/// The media types that a client would like to be answered with (RFC 9110, section 12.5.1).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Accept {
    /// Ranges of media types and their weights, as they are listed; none, when all are welcome.
    ranges: Vec<(String, f32)>,
}

impl Accept {
    /// What the header of a request says.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let mut ranges = Vec::new();
        for value in headers.get_all(ACCEPT) {
            for range in value.to_str().unwrap_or_default().split(',') {
                let range = range.trim();
                if !range.is_empty() {
                    ranges.push((range.to_owned(), weight_in(range)));
                }
            }
        }
        Self { ranges }
    }

    /// How much the client would like `media_type`: from 0, not at all, to 1.
    #[must_use]
    pub fn weight(&self, media_type: &str) -> f32 {
        if self.ranges.is_empty() {
            return 1.0;
        }
        // What says most about it counts: `text/csv` before `text/*` before `*/*`.
        let mut fewest_stars = usize::MAX;
        let mut best = 0.0;
        for (range, weight) in &self.ranges {
            let fits = same_media_type(range, media_type) || same_media_type(media_type, range);
            let stars = range.bytes().filter(|it| *it == b'*').count();
            if fits && stars < fewest_stars {
                fewest_stars = stars;
                best = *weight;
            }
        }
        best
    }

    /// The one of `offered` that the client would like most: of equals, the first; none, when it
    /// wants none of them.
    #[must_use]
    pub fn best<'o>(&self, offered: &[&'o str]) -> Option<&'o str> {
        let mut best = None;
        let mut most = 0.0;
        for it in offered {
            let weight = self.weight(it);
            if weight > most {
                most = weight;
                best = Some(*it);
            }
        }
        best
    }
}

/// The weight that stands in `range`, as in `text/*;q=0.5`.
fn weight_in(range: &str) -> f32 {
    for parameter in range.split(';').skip(1) {
        if let Some((name, weight)) = parameter.trim().split_once('=')
            && name.eq_ignore_ascii_case("q")
        {
            return weight.trim().parse().unwrap_or(1.0);
        }
    }
    1.0
}
