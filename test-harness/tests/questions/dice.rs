//! Numbers that look like chance and are the same in each run.

/// A generator of Marsaglia's kind (xorshift), which is good enough to try what somebody might type.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let bound = u64::try_from(bound.max(1)).unwrap();
        usize::try_from((self.0 >> 11) % bound).unwrap()
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// So many of some characters.
    pub(crate) fn text(&mut self, length: usize, characters: &str) -> String {
        let characters = characters.chars().collect::<Vec<_>>();
        (0..length).map(|_| *self.pick(&characters)).collect()
    }
}
