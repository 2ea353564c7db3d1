//! Numbers that a word processor makes by itself: the counters of a list and the form of each level.

/// Levels that lists of word processors have.
pub(crate) const LEVELS: usize = 10;

/// The form of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// `1`
    #[default]
    Decimal,
    /// `01`
    Padded,
    /// `a`, `aa` behind `z`
    Lower,
    /// `A`
    Upper,
    /// `i`
    LowerRoman,
    /// `I`
    UpperRoman,
    /// A sign instead of a number.
    Bullet,
    /// Nothing.
    None,
}

impl Form {
    /// The number in this form.
    pub(crate) fn write(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::Padded => format!("{n:02}"),
            Self::Lower => alphabetic(n).to_lowercase(),
            Self::Upper => alphabetic(n),
            Self::LowerRoman => roman(n).to_lowercase(),
            Self::UpperRoman => roman(n),
            Self::Bullet | Self::None => String::new(),
        }
    }

    /// Form by the names of OOXML (`w:numFmt`).
    pub(crate) fn of_ooxml(name: &str) -> Self {
        match name {
            "decimalZero" => Self::Padded,
            "lowerLetter" => Self::Lower,
            "upperLetter" => Self::Upper,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Form by the numbers of the binary format (`nfc`).
    pub(crate) fn of_nfc(nfc: u8) -> Self {
        match nfc {
            1 => Self::UpperRoman,
            2 => Self::LowerRoman,
            3 => Self::Upper,
            4 => Self::Lower,
            22 => Self::Padded,
            23 => Self::Bullet,
            255 => Self::None,
            _ => Self::Decimal,
        }
    }

    /// Form by the letters of ODF and HTML (`style:num-format`, `type`).
    pub(crate) fn of_letter(letter: &str) -> Self {
        match letter {
            "a" => Self::Lower,
            "A" => Self::Upper,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            "" => Self::None,
            _ => Self::Decimal,
        }
    }
}

/// `A` … `Z`, `AA`, `BB` … as word processors count; capped, since numbers come from files.
fn alphabetic(n: u32) -> String {
    /// Longer labels are nonsense.
    const LONGEST: u32 = 8;
    match n.checked_sub(1) {
        Some(n) => char::from(b'A' + (n % 26) as u8).to_string().repeat((n / 26 + 1).min(LONGEST) as usize),
        None => "0".to_owned(),
    }
}

fn roman(n: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&n) {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, digits) in DIGITS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}

/// One level of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Level {
    /// Form of its number.
    pub(crate) form: Form,
    /// First number.
    pub(crate) start: u32,
    /// Words around the numbers: `%1.%2.` for "1.2.".
    pub(crate) text: String,
    /// The level at or above which a paragraph starts this one anew, counted from 1; `None`: any level above. 0: never.
    pub(crate) restart: Option<u32>,
    /// All numbers in the label in decimal ("Điều IV" as 4.1).
    pub(crate) legal: bool,
}

/// The counters of one list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counters {
    /// Number of the last paragraph at each level, `None` before the first.
    now: [Option<u32>; LEVELS],
}

impl Counters {
    /// Says that the next paragraph at a level has this number.
    pub(crate) fn set(&mut self, level: usize, next: u32) {
        if let Some(slot) = self.now.get_mut(level) {
            *slot = next.checked_sub(1);
        }
    }

    /// Counts a paragraph at `level`; its label, empty for a level without one.
    pub(crate) fn label(&mut self, level: usize, levels: &[Level]) -> String {
        let level = level.min(LEVELS - 1);
        let Some(own) = levels.get(level) else { return String::new() };
        self.now[level] = Some(self.now[level].map_or(own.start, |n| n.saturating_add(1)));
        for (i, below) in levels.iter().enumerate().take(LEVELS).skip(level + 1) {
            // Levels count from 1 in `restart`: a level starts anew after any level above it, or only after some.
            if below.restart.is_none_or(|r| r != 0 && level < r as usize) {
                self.now[i] = None;
            }
        }
        if own.form == Form::Bullet {
            return bullet(&own.text);
        }
        let mut out = String::new();
        let mut chars = own.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0);
            let Some(digit) = digit else {
                out.push(c);
                continue;
            };
            chars.next();
            let at = digit as usize - 1;
            let Some(shown) = levels.get(at) else { continue };
            // A level above that has not been used yet counts as its first.
            let n = *self.now[at].get_or_insert(shown.start);
            let form = if own.legal && shown.form != Form::None { Form::Decimal } else { shown.form };
            out.push_str(&form.write(n));
        }
        out
    }
}

/// The sign of a bullet: pictures of symbol fonts become a dash.
pub(crate) fn bullet(sign: &str) -> String {
    match sign.trim().chars().next() {
        Some(c @ ('-' | '+' | '*' | '•' | '–' | '—')) => c.to_string(),
        _ => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(form: Form, text: &str) -> Level {
        Level { form, start: 1, text: text.to_owned(), restart: None, legal: false }
    }

    #[test]
    fn forms_of_numbers() {
        let forms = [Form::Decimal, Form::Padded, Form::Lower, Form::Upper, Form::LowerRoman, Form::UpperRoman];
        let written: Vec<String> = forms.iter().map(|f| f.write(28)).collect();
        assert_eq!(written, ["28", "28", "bb", "BB", "xxviii", "XXVIII"]);
        assert_eq!(Form::Upper.write(u32::MAX).len(), 8);
    }

    #[test]
    fn levels_count_and_start_anew() {
        let levels = [level(Form::UpperRoman, "%1."), level(Form::Decimal, "%2."), level(Form::Decimal, "%2.%3.")];
        let mut counters = Counters::default();
        let mut label = |l| counters.label(l, &levels);
        let labels = [label(0), label(1), label(2), label(2), label(1), label(2), label(0), label(1)];
        assert_eq!(labels, ["I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "II.", "1."]);
    }

    #[test]
    fn articles_run_on_through_chapters() {
        let article = Level { restart: Some(0), ..level(Form::Decimal, "Điều %2.") };
        let levels = [level(Form::UpperRoman, "Chương %1"), article];
        let mut counters = Counters::default();
        let mut label = |l| counters.label(l, &levels);
        assert_eq!([label(0), label(1), label(0), label(1)], ["Chương I", "Điều 1.", "Chương II", "Điều 2."]);
    }
}
