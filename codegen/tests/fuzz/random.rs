//! Decisions that can be made again: from a seed, or from the bytes that a fuzzer varies.

use std::collections::VecDeque;

/// A source of decisions.
pub(crate) struct Random {
    state: u64,
    /// Used up before the state is; what a coverage-guided fuzzer turns its knobs on.
    bytes: VecDeque<u8>,
}

impl Random {
    /// The decisions of this seed.
    pub(crate) fn seeded(seed: u64, number: u64) -> Self {
        let mut random = Self {
            state: seed,
            bytes: VecDeque::new(),
        };
        random.state = random.next() ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        random.next();
        random
    }

    /// The decisions that `bytes` make.
    #[allow(dead_code, reason = "for the target of cargo fuzz")]
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self {
            state: bytes.len() as u64,
            bytes: bytes.iter().copied().collect(),
        }
    }

    fn next(&mut self) -> u64 {
        if let (Some(high), Some(low)) = (self.bytes.pop_front(), self.bytes.pop_front()) {
            return u64::from(high) << 8 | u64::from(low);
        }
        // SplitMix64.
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.state;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// A number below `end`, or 0 when there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        match end {
            0 => 0,
            end => (self.next() % end as u64) as usize,
        }
    }

    /// Whether one of `chances` has come up.
    pub(crate) fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    /// One of these.
    pub(crate) fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}
