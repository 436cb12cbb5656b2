//! Numbers and words that are the same every time.

/// Numbers that look like chance (splitmix64).
#[derive(Debug, Default)]
pub struct Random(u64);

const WORDS: &[&str] = &[
    "amber", "branch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "inlet", "juniper",
    "kestrel", "lagoon", "meadow", "nimbus", "orchard", "prairie", "quartz", "ridge", "sierra",
    "tundra",
];

impl Random {
    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// Whether something is so, once in `of` times.
    pub fn once_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// One of several.
    pub fn one_of<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let index = self.below(of.len() as u64);
        usize::try_from(index)
            .ok()
            .and_then(|it| of.get(it))
            .copied()
            .unwrap_or_default()
    }

    /// A word.
    pub fn word(&mut self) -> &'static str {
        self.one_of(WORDS)
    }

    /// So many words, some of which have to be escaped.
    pub fn words(&mut self, count: u64) -> String {
        let mut text = String::new();
        for index in 0..count {
            text.push_str(if index == 0 { "" } else { " " });
            text.push_str(self.word());
            if self.once_in(40) {
                text.push_str(self.one_of(&["\n", " \"so\"", " – ü"]));
            }
        }
        text
    }

    /// A name of 16 digits.
    pub fn name(&mut self) -> String {
        format!("{:016x}", self.number())
    }

    /// A moment.
    pub fn moment(&mut self) -> String {
        let (month, day) = (self.below(12) + 1, self.below(28) + 1);
        let (hour, minute, second) = (self.below(24), self.below(60), self.below(60));
        format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// Puts `items` into another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.below(end as u64 + 1);
            items.swap(end, usize::try_from(other).unwrap_or_default());
        }
    }
}
