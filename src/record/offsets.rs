//! Byte offsets of a finished record to the unit its reader wants, in one pass over the text.

use crate::record::{OffsetUnit, Record};

/// Turns every span of `record` from bytes of `text` into `unit`.
pub(crate) fn convert(record: &mut Record, text: &str, unit: OffsetUnit) {
    if unit == OffsetUnit::Byte || text.is_ascii() {
        return;
    }
    let mut places: Vec<u32> = Vec::new();
    record.for_each_span(&mut |span| places.extend([span.start, span.end]));
    places.sort_unstable();
    places.dedup();
    // How far each place lies from its byte offset, found by counting once from place to place.
    let bytes = text.as_bytes();
    let mut values: Vec<u32> = Vec::with_capacity(places.len());
    let (mut at, mut count) = (0usize, 0u32);
    for place in &places {
        let to = (*place as usize).min(bytes.len());
        count += units(&bytes[at..to], unit);
        at = to;
        values.push(count);
    }
    let value = |byte: u32| places.binary_search(&byte).map_or(byte, |i| values[i]);
    record.for_each_span(&mut |span| {
        span.start = value(span.start);
        span.end = value(span.end);
    });
}

/// Units that start in these bytes of UTF-8.
fn units(bytes: &[u8], unit: OffsetUnit) -> u32 {
    let chars = bytes.iter().filter(|b| **b & 0xC0 != 0x80).count();
    match unit {
        OffsetUnit::Utf16 => (chars + bytes.iter().filter(|b| **b >= 0xF0).count()) as u32,
        _ => chars as u32,
    }
}
