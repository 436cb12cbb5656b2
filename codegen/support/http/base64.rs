//! Base64 with padding (RFC 4648, section 4), as `Authorization: Basic` has it.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#[cfg(feature = "client-core")]
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().copied().chain([0, 0]).take(3);
        let bits = group.fold(0u32, |bits, byte| (bits << 8) | u32::from(byte));
        for place in 0..4 {
            let index = (bits >> (18 - 6 * place)) & 63;
            let letter = ALPHABET
                .get(index as usize)
                .filter(|_| place <= chunk.len());
            text.push(letter.map_or('=', |it| char::from(*it)));
        }
    }
    text
}

#[cfg(feature = "server")]
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.bytes() {
        let value = ALPHABET.iter().position(|it| *it == letter)?;
        bits = ((bits << 6) | u32::try_from(value).ok()?) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    (text.len() % 4 != 1).then_some(bytes)
}
