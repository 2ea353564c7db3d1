//! From places in the clean text back to places in the source: [`Map`].

use super::Span;

/// Width of a piece that copies the source byte for byte.
const COPY: u32 = u32::MAX;

/// One stretch of clean text and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    clean: u32,
    source: u32,
    /// Bytes of source that the piece stands for, or [`COPY`].
    width: u32,
}

/// The exact edit map of a normalisation: pieces in order, each a copy of the source or a replacement of some of it.
/// Source that lies between two pieces was dropped.
#[derive(Clone, Debug, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

impl Map {
    /// Notes that clean text from `clean` on copies the source from `source` on.
    pub(super) fn copy(&mut self, clean: usize, source: usize) {
        if let Some(last) = self.pieces.last_mut() {
            if last.width == COPY && source as u32 - last.source == clean as u32 - last.clean {
                return;
            }
            if last.clean == clean as u32 {
                *last = Piece { clean: clean as u32, source: source as u32, width: COPY };
                return;
            }
        }
        self.pieces.push(Piece { clean: clean as u32, source: source as u32, width: COPY });
    }

    /// Notes that clean text from `clean` on stands for `width` bytes of source from `source` on.
    pub(super) fn replace(&mut self, clean: usize, source: usize, width: usize) {
        self.push(Piece { clean: clean as u32, source: source as u32, width: width as u32 });
    }

    /// Forgets everything about clean text from `clean` on.
    pub(super) fn truncate(&mut self, clean: usize) {
        while self.pieces.last().is_some_and(|p| p.clean as usize >= clean) {
            self.pieces.pop();
        }
    }

    /// Forgets single bytes of the clean text, in order: what stands behind them moves up.
    pub(super) fn drop_bytes(&mut self, dropped: &[u32]) {
        let pieces = std::mem::take(&mut self.pieces);
        self.pieces.reserve(pieces.len() + dropped.len());
        let mut dropped = dropped.iter().copied().peekable();
        let mut moved = 0;
        for (i, piece) in pieces.iter().enumerate() {
            let end = pieces.get(i + 1).map_or(u32::MAX, |next| next.clean);
            self.push(Piece { clean: piece.clean - moved, ..*piece });
            while let Some(at) = dropped.next_if(|at| *at < end) {
                moved += 1;
                if piece.width == COPY {
                    let source = piece.source + (at + 1 - piece.clean);
                    self.push(Piece { clean: at + 1 - moved, source, width: COPY });
                }
            }
        }
    }

    /// Adds a piece; one that has lost its text makes room.
    fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.clean == piece.clean => *last = piece,
            _ => self.pieces.push(piece),
        }
    }

    /// The source range of a span of clean text: from the first byte that its first character stands for to the last
    /// byte that its last character stands for.
    pub fn source(&self, span: Span) -> Span {
        self.reader().source(span)
    }

    /// The same for many spans, most of which stand near the one before.
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { pieces: &self.pieces, last: 0 }
    }
}

/// A [`Map`] that keeps the place of the last look.
pub(crate) struct Reader<'m> {
    pieces: &'m [Piece],
    last: usize,
}

impl Reader<'_> {
    /// See [`Map::source`].
    pub(crate) fn source(&mut self, span: Span) -> Span {
        let start = match self.piece(span.start) {
            Some(p) if p.width == COPY => p.source + (span.start - p.clean),
            Some(p) => p.source,
            None => span.start,
        };
        if span.is_empty() {
            return Span { start, end: start };
        }
        let end = match self.piece(span.end - 1) {
            Some(p) if p.width == COPY => p.source + (span.end - p.clean),
            Some(p) => p.source + p.width,
            None => span.end,
        };
        Span { start, end: end.max(start) }
    }

    /// The last piece that starts at a place or in front of it.
    fn piece(&mut self, clean: u32) -> Option<Piece> {
        /// Pieces behind the last one that are tried before all are searched.
        const NEAR: usize = 4;
        let near = self.pieces[self.last..].iter().take(NEAR + 1).take_while(|p| p.clean <= clean).count();
        let after = match near {
            1..=NEAR => self.last + near,
            _ => self.pieces.partition_point(|p| p.clean <= clean),
        };
        self.last = after.checked_sub(1)?;
        self.pieces.get(self.last).copied()
    }
}
