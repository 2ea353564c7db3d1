//! Signers (người ký) of a foot.

use crate::diagnostic::Diagnostic;
use crate::grammar::authority::{
    Behalf, after_chars, behalf, cut_position, fold, in_stead_of, is_body, is_capitals, is_signed, is_title, person,
    position, position_at, ranked, spoilt_deputy, spoilt_person,
};
use crate::layout::foot::{Foot, is_name_end, is_stained};
use crate::layout::zones::{Layout, PortalField, portal_value};
use crate::record::{Authority, Signer};
use crate::text::{Page, Span, ends_plain, starts_plain};

/// The signers of the signature block, from the first to the last.
///
/// A name, position or office that a scan has spoilt is left out: a wrong one is worse than none.
pub(crate) fn signers(page: &Page, foot: &Foot) -> Vec<Signer> {
    let mut out = Vec::new();
    for column in &foot.signature {
        let mut block = Block::default();
        let pieces = pieces(page, column);
        for (i, piece) in pieces.iter().enumerate() {
            block.read(piece, pieces.get(i + 1), &mut out);
        }
        block.end(&mut out);
    }
    // An office under a name that signed goes with that name, or is the head of what follows.
    if out.iter().any(|s| s.name.is_some()) {
        out.retain(|s| s.name.is_some() || !s.authority.is_empty());
    }
    out
}

/// A line of the signature block, or a part of one that says one thing.
struct Piece<'a> {
    words: &'a str,
    span: Span,
}

/// Cuts lines that say several things: `KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn A`.
fn pieces<'a>(page: &'a Page, column: &[Span]) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    for span in column {
        let mut words = page.words(*span);
        let mut start = span.start as usize;
        loop {
            let at = cut(words);
            let part = at.map_or(words, |at| &words[..at]);
            out.push(Piece { words: part.trim_end(), span: Span::new(start, start + part.trim_end().len()) });
            let Some(at) = at else { break };
            start += at;
            words = &words[at..];
        }
    }
    out
}

/// Where a line begins to say the next thing.
fn cut(words: &str) -> Option<usize> {
    match (cut_word(words), cut_between(words)) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A line end that was lost: `CHÍNH PHỦKT. THỦ TƯỚNGPHÓ THỦ TƯỚNG(Đã ký)Lê Văn A`.
fn cut_word(words: &str) -> Option<usize> {
    let mut before = ' ';
    words.char_indices().find_map(|(at, c)| {
        let glued = match c {
            '(' => crate::lexicon::fold::is_alphabetic(before),
            'a'..='z' | ' ' => false,
            _ => c.is_uppercase() && (before == ')' || before.is_uppercase()),
        };
        before = c;
        let rest = &words[at..];
        let code = || matches!(c, 'K' | 'T') && ["KT.", "TL.", "TM.", "TUQ."].iter().any(|code| rest.starts_with(code));
        let office = || {
            let head = || rest.split([' ', '(']).next().unwrap_or("");
            let letters = |head: &str| head.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count();
            position_at(rest).is_some() && is_capitals(head()) && letters(head()) > 1
        };
        let name = || matches!(c, '(') || words[..at].ends_with(')');
        (at > 0 && glued && (name() || code() || office())).then_some(at)
    })
}

fn cut_between(words: &str) -> Option<usize> {
    let mut at = 0;
    let mut before_office = false;
    for (n, word) in words.split(' ').enumerate() {
        let here = at;
        at += word.len() + 1;
        let rest = &words[here..];
        if n == 0 {
            continue;
        }
        let before = words[..here].trim_end();
        before_office |= ends_plain(before, " doan").is_some()
            || ends_plain(before, "hoi dong").is_some() && starts_plain(word, "tham");
        if !is_capitals(word) {
            if word.starts_with(char::is_uppercase) && is_capitals(before) && person(rest).is_some() {
                return Some(here);
            }
            continue;
        }
        if behalf(rest).is_ok_and(|(_, b)| b.is_sound() && !b.of.is_empty()) {
            return Some(here);
        }
        let open = || before.ends_with([',', '.', '/', '-']) && before.chars().count() > 5;
        let deputy = n >= 2 && starts_plain(rest, "pho ");
        let head = || n >= 3 && !before_office && matches!(behalf(before), Ok((_, Behalf { code: "TM.", .. })));
        if (deputy || head()) && !open() && position_at(rest).is_some() {
            return Some(here);
        }
    }
    None
}

/// What was read of one signer so far.
#[derive(Default)]
struct Block {
    authority: Vec<Authority>,
    position: Option<String>,
    /// The last line was an authority or a position that may go on.
    last: Last,
    /// Words that may be the first half of a name or of a position.
    half: Option<(String, Span)>,
    name: Option<String>,
    span: Option<Span>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Authority,
    Position,
}

impl Block {
    fn read(&mut self, piece: &Piece, next: Option<&Piece>, out: &mut Vec<Signer>) {
        let bare =
            piece.words.trim_start_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c) && c != '(' && c != '[');
        let folded = fold(bare);
        // `(đã ký): Lê Văn A`
        let is_signed = is_signed(bare);
        let signed = if is_signed { bare.rsplit_once([':', ')']) } else { None };
        if let Some(person) = signed.and_then(|(_, rest)| person(rest)).filter(|p| p.known) {
            return self.sign(person.name, piece.span);
        }
        if bare.is_empty() || is_signed || bare.split(' ').nth(3).is_none() && is_title(bare) {
            self.last = Last::Nothing;
            return;
        }
        if self.name.is_some() && self.ends_name(bare) {
            return self.end_name(bare, piece.span);
        }
        if let Ok((_, stated)) = behalf(bare) {
            if self.name.is_some() {
                self.end(out);
            }
            return self.state(&stated, piece.span);
        }
        // Names and offices keep what a scan made of them.
        if let Some(last) = self.authority.last().filter(|_| self.position.is_none() && is_capitals(bare)) {
            let words = bare.trim_end_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c) && c != ')');
            let folded = folded.get(..words.chars().count()).unwrap_or(&folded);
            let deputy = last.code == "KT." && spoilt_deputy(folded, &fold(last.of.as_deref().unwrap_or("")));
            if cut_position(folded) || deputy {
                self.position = Some(words.to_owned());
                self.last = Last::Nothing;
                return self.cover(piece.span);
            }
        }
        if self.continues(bare, &folded, next) {
            return self.go_on(bare, piece.span);
        }
        if let Some((half, span)) = self.half.take() {
            let whole = format!("{half} {bare}");
            if position(&fold(&whole)).is_some() && is_capitals(&whole) {
                return self.hold(&whole, span.hull(piece.span));
            }
            if let Some(person) = person(&whole).filter(|p| p.known && !is_capitals(&half)) {
                return self.sign(person.name, span.hull(piece.span));
            }
        }
        // Behind `KT.` a deputy signs: an office that a stain precedes may have lost its `PHÓ`.
        let spoilt = position(&folded).is_none() && self.authority.last().is_some_and(|a| a.code == "KT.");
        if let Some(words) = office(bare, &folded).filter(|words| !spoilt || fold(words).starts_with("pho ")) {
            if self.name.is_some() {
                self.end(out);
            }
            return self.hold(words, piece.span);
        }
        if let Some(person) = person(bare) {
            let placed = self.position.is_some() || !self.authority.is_empty();
            let last = next.is_none() && spoilt_person(bare).is_some();
            if self.name.is_none() && (person.known || last || placed && !is_body(&folded)) {
                return self.sign(ranked(bare, person.name).unwrap_or(person.name), piece.span);
            }
            return;
        }
        if let Some(name) = spoilt_person(bare).filter(|_| self.name.is_none() && next.is_none()) {
            return self.sign(name, piece.span);
        }
        // One capitalised word: a name or a position broken over two lines.
        if bare.split(' ').count() <= 2
            && bare.starts_with(char::is_uppercase)
            && bare.chars().all(|c| crate::lexicon::fold::is_alphabetic(c) || c == ' ')
        {
            self.half = Some((bare.to_owned(), piece.span));
        }
        self.last = Last::Nothing;
    }

    /// The last word of a name broken over two lines: `Lê Thị` / `Hoa`.
    fn ends_name(&self, bare: &str) -> bool {
        is_name_end(bare) && self.authority.len() + usize::from(self.position.is_some()) > 0
    }

    fn end_name(&mut self, bare: &str, span: Span) {
        if let Some(name) = &mut self.name {
            name.push(' ');
            name.push_str(bare);
        }
        self.cover(span);
    }

    fn cover(&mut self, span: Span) {
        self.span = Some(self.span.map_or(span, |s| s.hull(span)));
    }

    fn state(&mut self, stated: &Behalf, span: Span) {
        let mut of =
            stated.of.trim_end_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c) && c != ',' && c != ')');
        // A stain in small letters behind capitals.
        while let Some((head, stain)) = of.rsplit_once(' ')
            && is_capitals(head)
            && !stain.chars().any(char::is_uppercase)
        {
            of = head;
        }
        let letters = is_capitals(of) || !of.chars().any(|c| c.is_ascii_digit());
        let sound = stated.is_sound() && letters;
        let of = Some(of.to_owned()).filter(|of| sound && !of.is_empty());
        if stated.code == "Q." {
            self.position = of.as_ref().map(|of| format!("Q. {of}"));
        }
        self.authority.push(Authority { code: stated.code.to_owned(), of });
        self.last = if sound { Last::Authority } else { Last::Nothing };
        self.cover(span);
    }

    /// True when a line only goes on with the one before: `KT. BỘ TRƯỞNG,` / `CHỦ NHIỆM`; `TM. ỦY BAN` / `NHÂN DÂN`;
    /// `CHỦ TỊCH` / `QUỐC HỘI`.
    fn continues(&self, bare: &str, folded: &str, next: Option<&Piece>) -> bool {
        let open = match self.last {
            Last::Nothing => return false,
            Last::Authority => self.authority.last().map_or("", |a| a.of.as_deref().unwrap_or("")),
            Last::Position => self.position.as_deref().unwrap_or(""),
        };
        if folded == "kiem" || folded.starts_with("kiem ") {
            return self.last == Last::Position;
        }
        let is_office = position(folded).is_some();
        if open.is_empty() || open.ends_with(',') || fold(open).ends_with(" kiem") {
            return is_capitals(bare) || is_office;
        }
        if !is_capitals(bare) || is_stained(bare) || is_office || folded.starts_with("pho ") {
            return false;
        }
        // `KT. TỔNG GIÁM ĐỐC` / `Ó TỔNG GIÁM ĐỐC`: a deputy's line, spoilt.
        let last = |words: &str| words.rsplit(' ').next().map(fold);
        if last(open) == last(bare) {
            return false;
        }
        // The first half of a position stands alone: `PHÓ` / `CHỦ TỊCH`, `THỨ` / `TRƯỞNG`.
        if self.last == Last::Authority
            && next.is_some_and(|n| position(&format!("{folded} {}", fold(n.words))).is_some())
        {
            return false;
        }
        let named = next.is_some_and(|n| person(n.words).is_some_and(|p| p.known && !p.capitals));
        (named || !person(bare).is_some_and(|p| p.known)) && !bare.chars().any(|c| c.is_ascii_digit())
    }

    fn go_on(&mut self, bare: &str, span: Span) {
        let words = match self.last {
            Last::Authority => self.authority.last_mut().map(|a| a.of.get_or_insert_default()),
            _ => self.position.as_mut(),
        };
        if let Some(words) = words {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(bare);
        }
        self.cover(span);
    }

    fn hold(&mut self, words: &str, span: Span) {
        // A deputy's line that lost its first word reads like the office signed for: `KT. CHỦ TỊCH` / `Ó CHỦ TỊCH`.
        let folded = fold(words);
        let same = |a: &Authority| {
            let of = fold(a.of.as_deref().unwrap_or(""));
            a.code == "KT." && (of.starts_with(&folded) || of.ends_with(&folded))
        };
        if self.authority.last().is_some_and(same) && !words.contains(',') {
            self.last = Last::Nothing;
            return self.cover(span);
        }
        match &mut self.position {
            // `TRƯỞNG BAN` / `PHÓ TRƯỞNG BAN`: the line above lost its `KT.`
            Some(held) if fold(words).strip_prefix("pho ").is_some_and(|head| fold(held).starts_with(head)) => {
                *held = words.to_owned();
            }
            Some(held) if self.last == Last::Position => {
                held.push(' ');
                held.push_str(words);
            }
            held => *held = Some(words.to_owned()),
        }
        self.last = Last::Position;
        self.cover(span);
    }

    fn sign(&mut self, name: &str, span: Span) {
        self.name = Some(name.to_owned());
        self.last = Last::Nothing;
        self.cover(span);
    }

    /// Gives out what was read.
    fn end(&mut self, out: &mut Vec<Signer>) {
        let block = std::mem::take(self);
        if let Some(span) = block.span {
            out.push(Signer { name: block.name, position: block.position, authority: block.authority, span });
        }
    }
}

/// The position in a line: the whole line, or its end behind a stain (`/Z9 CHỦ TỊCH`).
fn office<'a>(bare: &'a str, folded: &str) -> Option<&'a str> {
    let trim = |words: &'a str| words.trim_end_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c) && c != ')');
    if let Some(length) = position(folded) {
        let whole = trim(bare);
        let rest = after_chars(whole, length);
        // Stains behind the office are cut off; its body stays (`BỘ TRƯỞNG BỘ NỘI VỤ`).
        if rest.split(' ').filter(|w| !w.is_empty()).all(is_body_word) {
            return Some(whole);
        }
        let end = whole.len() - rest.len();
        return Some(trim(&whole[..end]));
    }
    let (at, _) = bare.match_indices(' ').find(|(at, _)| position_at(&bare[at + 1..]).is_some())?;
    let office = trim(&bare[at + 1..]);
    (is_capitals(office) && at < 12).then_some(office)
}

/// The signers of a page: those of the signature block, else whom a portal's rows name.
pub(crate) fn of_page(page: &Page, layout: &Layout, foot: Option<&Foot>) -> Vec<Signer> {
    let own = foot.map_or_else(Vec::new, |f| signers(page, f));
    let signed =
        foot.is_some_and(|f| f.signature.iter().any(|c| !c.is_empty())) || own.iter().any(|s| s.name.is_some());
    if signed || !layout.is_document() {
        return own;
    }
    portal(page, layout).into_iter().collect()
}

/// Whom the portal's rows "Người ký" and "Chức danh" name: `Lê Văn A`, `Lê Văn A, Thứ trưởng Bộ Y tế`, `Phó Thủ tướng Lê
/// Văn A`.
fn portal(page: &Page, layout: &Layout) -> Option<Signer> {
    let rows = |of: PortalField| layout.portal.iter().filter(move |(field, _)| *field == of).map(|(_, line)| *line);
    let mut told = rows(PortalField::Signer).filter_map(|line| {
        let (name, office) = named(portal_value(page, line))?;
        Some((line, name, office))
    });
    let first = told.next()?;
    // One row gives the name alone, another the office with it.
    let fuller = if first.2.is_none() { told.find(|row| row.1 == first.1 && row.2.is_some()) } else { None };
    let (line, name, office) = fuller.unwrap_or(first);
    let position = office.or_else(|| rows(PortalField::Position).map(|line| portal_value(page, line)).next());
    // "Phó Thống đốc (KT. Thống đốc)", "KT. Thống đốc - Phó Thống đốc".
    let parts = || position.into_iter().flat_map(|words| words.split(['(', ')'])).flat_map(|words| words.split(" - "));
    let authority = parts().filter_map(|part| behalf(part).ok().map(|(_, b)| b)).filter(Behalf::is_sound);
    let stated = |b: &Behalf| Authority { code: b.code.to_owned(), of: Some(b.of.to_owned()) };
    let authority: Vec<Authority> = authority.map(|b| stated(&b)).collect();
    let office = parts().map(str::trim).find(|part| position_at(part).is_some());
    let row = page.lines.get(line)?.span;
    let start = row.start as usize + page.line(line).find(name)?;
    let span = Span::new(start, start + name.len());
    // "Thứ trưởng Bộ Y tế ký thay Bộ trưởng".
    let spoken = office.and_then(in_stead_of);
    let (office, authority) = match spoken {
        Some((own, behalf)) if authority.is_empty() => (Some(own), vec![stated(&behalf)]),
        _ => (office, authority),
    };
    let position = office.map(|words| words.trim_end_matches(['.', ';', ',', ' ']).to_owned());
    Some(Signer { name: Some(name.to_owned()), position, authority, span })
}

/// A name with the office that stands in front of it or behind it.
fn named(words: &str) -> Option<(&str, Option<&str>)> {
    /// Names of officials have two to five words.
    const WORDS: usize = 5;
    let end = [words.find([',', '(']), words.find(" - ")].into_iter().flatten().min().unwrap_or(words.len());
    let (head, rest) = words.split_at(end);
    let office = |words: &str| position_at(words).is_some();
    if let Some(person) = person(head).filter(|p| p.known) {
        let behind = rest.trim_matches([',', '(', ')', '-', ' ']);
        return Some((person.name, Some(behind).filter(|words| office(words))));
    }
    let (at, name) = head
        .rmatch_indices(' ')
        .take(WORDS)
        .filter_map(|(at, _)| {
            let person = person(&head[at + 1..]).filter(|p| p.known)?;
            office(&head[..at]).then_some((at, person.name))
        })
        .last()?;
    Some((name, Some(&head[..at])))
}

/// The portal's row names somebody else than the signature block does; the document's own words stand.
pub(crate) fn conflict(page: &Page, layout: &Layout, signers: &[Signer]) -> Option<Diagnostic> {
    let first = signers.iter().find_map(|s| s.name.as_deref())?;
    let said = portal(page, layout)?;
    let name = said.name.as_deref()?;
    let other = |s: &Signer| s.name.as_deref().is_none_or(|own| fold(own) != fold(name));
    let message = format!("the portal says {name} signed, the document {first}");
    signers.iter().all(other).then(|| Diagnostic::new("conflicting-values", message, Some(said.span)))
}

/// A word of a body's name, and no stain.
fn is_body_word(word: &str) -> bool {
    let letters = word.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count();
    letters >= 2 && letters + 1 >= word.chars().count() || matches!(word, "-" | "&" | "Y")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use crate::find::recipients::tests::document;
    use crate::layout::foot::foot;

    fn show(signer: &Signer) -> String {
        let stack = signer.authority.iter().map(|a| format!("{} {}", a.code, a.of.as_deref().unwrap_or("?")));
        let (position, name) = (signer.position.as_ref(), signer.name.as_ref());
        format!("{} / {} / {}", cases::list(stack, " > "), cases::or_none(position), cases::or_none(name))
    }

    /// `fixtures/cases/signers.tsv`: foot, its signers.
    #[test]
    fn signers_of_the_cases() {
        cases::check(include_str!("../../fixtures/cases/signers.tsv"), 27, |[source]| {
            let source = document(source);
            let page = Page::read(&source);
            cases::list(signers(&page, &foot(&page).unwrap_or_default()).iter().map(show), " | ")
        });
    }
}
