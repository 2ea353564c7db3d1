//! Own rules and explanations from Rust.

use unicode_normalization::UnicodeNormalization;
use vanban::record::{Form, Mention, Record, RelationType};
use vanban::rules::{Alias, Body, Cue, Law, Rules, Side};
use vanban::{Error, Extractor};

fn words(text: &str) -> String {
    text.to_owned()
}

fn extract(rules: &Rules, text: &str) -> Record {
    Extractor::builder().rules(rules).unwrap().build().extract(text)
}

fn mentions(record: &Record) -> Vec<&Mention> {
    record.references.iter().flat_map(|r| &r.mentions).collect()
}

fn cue(words: &str, relation: RelationType, side: Side) -> Rules {
    Rules { cues: vec![Cue { words: words.to_owned(), relation, side }], ..Rules::default() }
}

#[test]
fn a_body_ends_an_issuer_where_its_name_ends() {
    let text = "Theo Công văn số 12/LHB ngày 03/5/2031 của Liên hiệp Biển sạch và xanh đề nghị cho ý kiến.";
    let body = Body { code: words("LHB"), name: words("Liên hiệp Biển sạch và xanh"), ..Body::default() };
    let rules = Rules { bodies: vec![body], ..Rules::default() };
    let issuer = |record: Record| record.references[0].issuer.clone();
    assert_eq!(issuer(extract(&rules, text)).as_deref(), Some("Liên hiệp Biển sạch và xanh"));
    assert_ne!(issuer(vanban::extract(text)).as_deref(), Some("Liên hiệp Biển sạch và xanh"));
}

#[test]
fn a_law_is_known_by_name_and_year_and_ends_where_its_name_ends() {
    let text = "Căn cứ Luật Rừng, biển và trời sao năm 2033 và các quy định khác;";
    let law = Law {
        name: words("Rừng, biển và trời sao"),
        number: Some(words("8/2033/QH18")),
        date: Some(words("2033-11-02")),
        ..Law::default()
    };
    let record = extract(&Rules { laws: vec![law], ..Rules::default() }, text);
    assert_eq!(record.references[0].name.as_deref(), Some("Rừng, biển và trời sao"));
    assert_eq!(record.references[0].key, "luat:8-2033-qh18:2033:");
    assert_eq!(record.references[0].known.as_ref().unwrap().number.as_deref(), Some("8/2033/QH18"));
}

#[test]
fn a_cue_holds_over_the_table() {
    let text = "Căn cứ Quyết định số 5/QĐ-UBND ngày 04/4/2031;";
    let relation = |record: &Record| mentions(record)[0].relations[0].kind;
    assert_eq!(relation(&vanban::extract(text)), RelationType::BasedOn);
    assert_eq!(relation(&extract(&cue("căn cứ", RelationType::Guides, Side::Before), text)), RelationType::Guides);
    // The rules of one extractor are nothing to another.
    assert_eq!(relation(&vanban::extract(text)), RelationType::BasedOn);
}

#[test]
fn rules_in_any_form_find_text_in_any_form() {
    let rules =
        |form: fn(&str) -> String| cue(&form("  nối   tiếp\ntinh thần "), RelationType::Implements, Side::Before);
    let text = "Nối tiếp tinh thần Quyết định số 5/QĐ-UBND ngày 04/4/2031.";
    for rules in [rules(|s| s.nfc().collect()), rules(|s| s.nfd().collect())] {
        for text in [text.to_owned(), text.nfd().collect()] {
            assert_eq!(mentions(&extract(&rules, &text))[0].relations[0].kind, RelationType::Implements);
        }
    }
}

#[test]
fn a_short_name_is_the_document_that_the_text_cites_by_number() {
    let alias = Alias {
        name: words("Đề án Biển"),
        number: Some(words("5/QĐ-TTg")),
        date: Some(words("2031")),
        ..Alias::default()
    };
    let rules = Rules { aliases: vec![alias], ..Rules::default() };
    let documents = |text: &str| extract(&rules, text).references.len();
    let (short, full) = ("Thực hiện Đề án Biển.", "Thực hiện Quyết định số 5/QĐ-TTg ngày 04/4/2031.");
    assert_eq!(documents(&format!("{full}\n\n{short}\n\n{short}")), 1);
    assert_eq!(documents(&format!("{short}\n\n{full}\n\n{full}")), 1);
    assert_eq!(documents(&format!("{short}\n\nThực hiện Quyết định số 5/QĐ-TTg ngày 04/4/2032.")), 2);
    assert_eq!(documents("Đề án Biển Đông"), 1, "a short name ends where a word ends, not where a name might");
    assert_eq!(documents("Đề án Biểnxanh"), 0);
    let record = extract(&rules, short);
    assert_eq!(mentions(&record)[0].form, Form::Alias);
    assert_eq!((record.references[0].number.as_deref(), record.references[0].date.as_deref()), (None, None));
    assert_eq!(record.references[0].known.as_ref().unwrap().number.as_deref(), Some("5/QĐ-TTg"));
}

#[test]
fn rules_that_cannot_be_used_are_errors() {
    let mut rules = cue("dựa vào", RelationType::Cites, Side::Before);
    rules.cues.push(Cue { words: "dài ".repeat(60), ..Cue::default() });
    let error = Extractor::builder().rules(&rules).unwrap_err();
    assert!(matches!(error, Error::Rules { table: "cues", index: 1, .. }));
    assert!(error.to_string().starts_with("own rules: [[cues]] number 2: `words` is longer"), "{error}");
}

/// Rule and reasons of each mention.
fn explained(text: &str) -> Vec<(String, Vec<String>)> {
    let record = Extractor::builder().explain(true).build().extract(text);
    for reason in mentions(&record).iter().flat_map(|m| &m.explanation.as_ref().unwrap().reasons) {
        assert!(reason.span.is_none_or(|span| text.get(span.range()).is_some_and(|words| !words.is_empty())));
    }
    let explanations = mentions(&record).into_iter().map(|m| m.explanation.clone().unwrap());
    explanations.map(|e| (e.rule, e.reasons.iter().map(|r| format!("{} {}", r.of, r.rule)).collect())).collect()
}

/// The rule that found a mention, and what its explanation says.
type Explained = (&'static str, &'static [&'static str]);

#[test]
fn explanations_name_rules_and_reasons() {
    let cases: &[(&str, &[Explained])] = &[
        (
            "Căn cứ các Nghị định số 5/2031/NĐ-CP và 6/2031/NĐ-CP ngày 07/7/2031 của Chính phủ;",
            &[
                ("type-and-number", &["date list-right", "issuer list-right", "relation cue"]),
                ("number", &["type list-head", "relation cue-of-list"]),
            ],
        ),
        (
            "Thông tư số 01, 02 và 03/2032/TT-BNV",
            &[
                ("shared-number", &["number list-end", "relation no-cue"]),
                ("shared-number", &["type list-head", "number list-end", "relation no-cue"]),
                ("number", &["type list-head", "relation no-cue"]),
            ],
        ),
        (
            "Thực hiện Chỉ thị số 33/CT-TTg ngày 02/02/2033 (sau đây gọi là Chỉ thị 33).\n\nTrả lời về Chỉ thị 33 như sau.",
            &[
                ("type-and-number", &["relation cue"]),
                ("alias", &["document definition", "relation no-cue"]),
                ("alias", &["document alias", "relation no-cue"]),
            ],
        ),
        ("Quyết định số 4/QĐ-UBND ngày 01/01/2031 hết hiệu lực.", &[("type-and-number", &["relation cue-behind"])]),
        ("theo số 4/KH-UBND", &[("number", &["type symbol", "relation no-cue"])]),
        ("theo BLDS năm 2015", &[("name", &["type abbreviation", "date name", "relation no-cue"])]),
    ];
    for (text, expected) in cases {
        let expected: Vec<(String, Vec<String>)> = expected
            .iter()
            .map(|(rule, all)| ((*rule).to_owned(), all.iter().map(|r| (*r).to_owned()).collect()))
            .collect();
        assert_eq!(explained(text), expected, "{text}");
    }
}
