//! Byte offsets of a finished record to the unit its reader wants, in one pass over the text.

use crate::record::{OffsetUnit, Record};

/// Turns every span of `record` from bytes of `text` into `unit`.
pub(crate) fn convert(record: &mut Record, text: &str, unit: OffsetUnit) {
    if unit == OffsetUnit::Byte || text.is_ascii() {
        return;
    }
    let counts = Counts::of(text.as_bytes(), unit);
    record.for_each_span(&mut |span| {
        span.start = counts.before(span.start);
        span.end = counts.before(span.end);
    });
}

/// How many units stand before each block of a text: what is left to count for a place is less than a block.
struct Counts<'t> {
    bytes: &'t [u8],
    unit: OffsetUnit,
    blocks: Vec<u32>,
}

/// Bytes of a block: few enough to count again for each place, many enough that the table is small.
const BLOCK: usize = 64;

impl<'t> Counts<'t> {
    fn of(bytes: &'t [u8], unit: OffsetUnit) -> Self {
        let mut count = 0;
        let blocks = bytes.chunks(BLOCK).map(|block| {
            let before = count;
            count += units(block, unit);
            before
        });
        Self { blocks: blocks.collect(), bytes, unit }
    }

    /// Units in front of a byte.
    fn before(&self, byte: u32) -> u32 {
        let at = (byte as usize).min(self.bytes.len());
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let before = self.blocks.get(block).copied().unwrap_or(0);
        before + units(&self.bytes[block * BLOCK..at], self.unit)
    }
}

/// Units that start in these bytes of UTF-8.
fn units(bytes: &[u8], unit: OffsetUnit) -> u32 {
    // Blocks are short: one byte holds each lane's count, which lets the compiler add many at a time.
    let chars: u32 =
        bytes.chunks(128).map(|c| u32::from(c.iter().map(|b| u8::from(*b as i8 >= -0x40)).sum::<u8>())).sum();
    match unit {
        OffsetUnit::Utf16 => chars + bytes.iter().filter(|b| **b >= 0xF0).count() as u32,
        _ => chars,
    }
}
