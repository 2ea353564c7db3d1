//! FRBR IRIs of Akoma Ntoso (naming convention 1.0) for documents and places inside them:
//! `/akn/vn/act/nghi-dinh/2020-03-05/30-2020-ndd-cp#art_5__para_2__point_a`.
//!
//! The work is named by country, class (`act` for what makes rules, else `doc`), type, the issuer's unit where the
//! number repeats from place to place, date and number. As in keys, `đ` is `dd`.

use vanban::graph::Place;

/// Types whose documents make rules.
const ACTS: [&str; 12] = [
    "hien_phap",
    "bo_luat",
    "luat",
    "phap_lenh",
    "lenh",
    "nghi_dinh",
    "nghi_quyet",
    "nghi_quyet_lien_tich",
    "quyet_dinh",
    "thong_tu",
    "thong_tu_lien_tich",
    "sac_lenh",
];

/// The IRI of a document from its key, its date (may be partial) and its issuer's unit; `None` where type, number (or
/// name) or year is not known.
///
/// ```
/// let iri = vanban_export::akn::iri("nghi_dinh:30-2020-ndd-cp:2020:", Some("2020-03-05"), None);
/// assert_eq!(iri.as_deref(), Some("/akn/vn/act/nghi-dinh/2020-03-05/30-2020-ndd-cp"));
/// assert_eq!(vanban_export::akn::iri("nghi_dinh:?:2020:", None, None), None);
/// ```
pub fn iri(key: &str, date: Option<&str>, place: Option<&str>) -> Option<String> {
    let mut parts = key.split(':');
    let (kind, number, year, of) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let unknown = |part: &str| part.is_empty() || part == "?";
    // A key without a place where one is needed names many documents.
    if unknown(kind) || unknown(number) || (of == "?" && place.is_none()) || parts.next().is_some() {
        return None;
    }
    let date = date.filter(|date| date.get(..4) == Some(year) || year == "?").unwrap_or(year);
    if unknown(date) {
        return None;
    }
    let class = if ACTS.contains(&kind) { "act" } else { "doc" };
    let place = place.or(Some(of)).filter(|place| !unknown(place));
    let place = place.map_or(String::new(), |place| format!("/{}", place.replace('.', "-")));
    Some(format!("/akn/vn/{class}/{}{place}/{date}/{number}", kind.replace('_', "-")))
}

/// The fragment for a place inside a document: `art_5__para_2__point_a`; empty for a part that has no article.
pub fn fragment(place: &Place) -> String {
    let plain = |label: &str| -> String {
        let letter = |c: char| match c {
            'đ' | 'Đ' => Some("dd".to_owned()),
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase().to_string()),
            _ => None,
        };
        label.chars().filter_map(letter).collect()
    };
    let parts = [("art", place.article), ("para", place.clause), ("point", place.point)];
    let steps = parts.iter().filter_map(|(name, label)| Some(format!("{name}_{}", plain((*label)?))));
    let steps: Vec<String> = steps.filter(|step| !step.ends_with('_')).collect();
    if place.article.is_some() { steps.join("__") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_issuers_stand_in_the_name() {
        let key = "quyet_dinh:12-qdd-ubnd:2023:?";
        assert_eq!(iri(key, Some("2023-02-03"), None), None);
        let commune = iri(key, Some("2023-02-03"), Some("xa-an-binh.kon-tum"));
        assert_eq!(commune.as_deref(), Some("/akn/vn/act/quyet-dinh/xa-an-binh-kon-tum/2023-02-03/12-qdd-ubnd"));
        let year = iri("cong_van:1-ubnd-nc:2019:quang-ngai", None, None);
        assert_eq!(year.as_deref(), Some("/akn/vn/doc/cong-van/quang-ngai/2019/1-ubnd-nc"));
    }

    #[test]
    fn fragments_follow_the_convention() {
        let place = Place { article: Some("5a"), clause: Some("2"), point: Some("đ"), part: None };
        assert_eq!(fragment(&place), "art_5a__para_2__point_dd");
        assert_eq!(fragment(&Place { part: Some("Phụ lục I"), ..Place::default() }), "");
    }
}
