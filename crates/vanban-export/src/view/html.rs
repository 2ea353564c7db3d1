//! HTML by hand: escaping, slots of a page, and the policy that lets its own script and style run and nothing else.

use sha2::{Digest, Sha256};

/// A page that is being put together.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Adds markup of our own.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds words from elsewhere, harmless between tags and between quotes.
    pub(super) fn text(&mut self, words: &str) -> &mut Self {
        let mut from = 0;
        for (at, c) in words.char_indices() {
            let Some(shown) = escaped(c) else { continue };
            self.0.push_str(&words[from..at]);
            from = at + c.len_utf8();
            match shown {
                Shown::Entity(entity) => self.0.push_str(entity),
                // Shown by its name: as it is, it would vanish or turn the words around it.
                Shown::Control => self.0.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
                Shown::Nothing => {}
            }
        }
        self.0.push_str(&words[from..]);
        self
    }

    /// Adds an element with words from elsewhere in it.
    pub(super) fn element(&mut self, name: &str, class: &str, words: &str) -> &mut Self {
        self.raw("<").raw(name).raw(" class=\"").raw(class).raw("\">").text(words).raw("</").raw(name).raw(">")
    }

    /// Adds words in both languages; the page shows one.
    pub(super) fn both(&mut self, (vi, en): (&str, &str)) -> &mut Self {
        if vi == en {
            return self.text(vi);
        }
        self.raw("<span lang=\"vi\">").text(vi).raw("</span><span lang=\"en\">").text(en).raw("</span>")
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

enum Shown {
    Entity(&'static str),
    Control,
    Nothing,
}

fn escaped(c: char) -> Option<Shown> {
    Some(match c {
        '&' => Shown::Entity("&amp;"),
        '<' => Shown::Entity("&lt;"),
        '>' => Shown::Entity("&gt;"),
        '"' => Shown::Entity("&quot;"),
        '\'' => Shown::Entity("&#39;"),
        '\t' | '\n' => return None,
        '\r' | '\u{feff}' => Shown::Nothing,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff0}'..='\u{ffff}' => Shown::Control,
        c if c.is_control() => Shown::Control,
        _ => return None,
    })
}

/// Fills the slots `{{name}}` of a page. What is filled in is not looked at again.
pub(super) fn fill(template: &str, slots: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + slots.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(slots.iter().find(|(slot, _)| *slot == name).map_or("", |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The policy of a page: its script and its style, known by their hashes, and nothing from anywhere.
pub(super) fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        hash(script),
        hash(style)
    )
}

/// As a policy names a script: `sha256-` and its digest in Base64.
fn hash(source: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = "sha256-".to_owned();
    for three in Sha256::digest(source).chunks(3) {
        let bits = three.iter().chain([0, 0].iter()).take(3).fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        for nth in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * nth) & 63) as usize];
            out.push(if nth <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn nothing_from_elsewhere_is_markup() {
        let mut html = Html::default();
        html.text("<b title='x'>&\"\u{202e}\0é\r\n");
        assert_eq!(html.into_string(), "&lt;b title=&#39;x&#39;&gt;&amp;&quot;⟨U+202E⟩⟨U+0000⟩é\n");
    }

    #[test]
    fn slots_are_filled_once() {
        assert_eq!(fill("a {{x}} b {{y}} c", &[("x", "{{y}}"), ("y", "2")]), "a {{y}} b 2 c");
    }
}
