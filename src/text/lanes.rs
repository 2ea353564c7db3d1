//! Bytes of a text looked at together: what is asked of each byte of a block stands in a plain loop, without a branch to
//! guess at, and the compiler makes vector code of it. Closures over arrays it leaves as calls.

/// Bytes of a block.
pub(crate) const LANES: usize = 16;

/// What marks a byte: with all bits vector code has it at once.
#[inline]
pub(crate) fn mark(yes: bool) -> u8 {
    if yes { 0xFF } else { 0 }
}

/// The bytes of a block that are marked.
#[derive(Clone, Copy, Default)]
pub(crate) struct Marks(u128);

impl Marks {
    #[inline]
    pub(crate) fn new(marks: [u8; LANES]) -> Self {
        Self(u128::from_le_bytes(marks))
    }

    /// Those from a byte of the block on, which becomes the first.
    #[inline]
    pub(crate) fn from(self, at: usize) -> Self {
        Self(self.0 >> (8 * at))
    }

    #[inline]
    pub(crate) fn any(self) -> bool {
        self.0 != 0
    }

    /// The first of them.
    #[inline]
    pub(crate) fn first(self) -> Option<usize> {
        self.any().then(|| self.0.trailing_zeros() as usize / 8)
    }
}
