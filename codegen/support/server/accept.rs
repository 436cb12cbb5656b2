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
        let texts = headers.get_all(ACCEPT).iter();
        let texts = texts.filter_map(|it| it.to_str().ok());
        let ranges = texts.flat_map(|it| it.split(',')).map(|range| {
            let weight = range
                .split(';')
                .skip(1)
                .filter_map(|it| it.trim().split_once('='))
                .find(|(name, _)| name.eq_ignore_ascii_case("q"));
            let weight = weight.and_then(|(_, it)| it.trim().parse().ok());
            (range.trim().to_owned(), weight.unwrap_or(1.0))
        });
        Self {
            ranges: ranges.filter(|(range, _)| !range.is_empty()).collect(),
        }
    }

    /// How much the client would like `media_type`: from 0, not at all, to 1.
    #[must_use]
    pub fn weight(&self, media_type: &str) -> f32 {
        if self.ranges.is_empty() {
            return 1.0;
        }
        let fitting = self
            .ranges
            .iter()
            .filter(|(range, _)| same_media_type(range, media_type) || same_media_type(media_type, range));
        // What says most about it counts: `text/csv` before `text/*` before `*/*`.
        let stars = |range: &str| range.matches('*').count();
        let best = fitting.min_by_key(|(range, _)| stars(range));
        best.map_or(0.0, |(_, weight)| *weight)
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
