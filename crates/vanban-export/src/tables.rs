//! Records as tables: one for each kind of thing a record holds, joined by `doc` and the ids of the record.

use crate::akn;
use crate::rows::{Column, Kind, Rows, Table, Value};
use std::io;
use vanban::Record;
use vanban::record::{Assignee, Role};

macro_rules! columns {
    ($($name:literal $kind:ident $about:literal)*) => {
        &[$(Column { name: $name, kind: Kind::$kind, about: $about }),*]
    };
}

/// The tables of records, in the order of [`write()`]'s writers.
pub const TABLES: [Table; 6] = [DOCUMENTS, REFERENCES, MENTIONS, TASKS, DEADLINES, RECIPIENTS];

const DOCUMENTS: Table = Table {
    name: "documents",
    columns: columns! {
        "doc" Text "the record: its path, or the id of its line; its key where there is neither"
        "key" Text "identity, `type:number:year:place`"
        "urn" Text "urn:lex name"
        "akn" Text "Akoma Ntoso work IRI"
        "genre" Word "official, portal, news or other"
        "type" Word "code of the type, as `cong_van`"
        "number" Text "number without blanks"
        "family" Word "family of numbering"
        "date" Text "date of issue, ISO, may be partial"
        "year" Int "year of the date"
        "issuer" Text "main issuing body"
        "issuer_level" Word "central, ministry, province, district, commune"
        "issuer_place" Word "place of the issuer"
        "place" Word "place of issue"
        "subject" Text "trích yếu"
        "effective_date" Text "date of taking effect, ISO"
        "secrecy" Word "mat, toi_mat, tuyet_mat"
        "urgency" Word "khan, thuong_khan, hoa_toc, hen_gio"
        "draft" Bool "marked as a draft"
        "signer" Text "first signer's name"
        "signer_position" Text "first signer's position"
        "reference_count" Int "documents cited"
        "mention_count" Int "mentions of them"
        "task_count" Int "tasks"
        "deadline_count" Int "deadlines"
        "diagnostic_count" Int "diagnostics"
        "generator" Word "program that made the record"
        "offset_unit" Word "unit of every start and end"
    },
};

const REFERENCES: Table = Table {
    name: "references",
    columns: columns! {
        "doc" Text "the record"
        "reference" Word "id in the record, as `r1`"
        "key" Text "identity of the document cited"
        "urn" Text "urn:lex name"
        "akn" Text "Akoma Ntoso work IRI"
        "type" Word "code of the type"
        "number" Text "number without blanks"
        "name" Text "name of a named document"
        "date" Text "date that the text gives it"
        "issuer" Text "issuer as written"
        "title" Text "what it is about, as the text says"
        "known_number" Text "number from the lexicon"
        "known_date" Text "date from the lexicon"
        "known_issuer" Word "issuer from the lexicon"
        "relation" Word "relation of its first mention"
        "mention_count" Int "mentions of it"
    },
};

const MENTIONS: Table = Table {
    name: "mentions",
    columns: columns! {
        "doc" Text "the record"
        "reference" Word "id of the reference"
        "mention" Int "number among the mentions of the reference, from 1"
        "start" Int "where the words start"
        "end" Int "where they end"
        "full_start" Int "the same with date, issuer and title"
        "full_end" Int "the same with date, issuer and title"
        "form" Word "full, short, alias, named"
        "relation" Word "what is said first of the document"
        "relation_from" Word "`self`, or the reference at which the relation starts"
        "cue" Text "words that gave the relation"
        "relations" Text "all relations"
        "pinpoint" Text "words for a place inside the document"
        "article" Word "first place: Điều"
        "clause" Word "first place: khoản"
        "point" Word "first place: điểm"
        "part" Text "first place: Chương, Phụ lục …"
    },
};

const TASKS: Table = Table {
    name: "tasks",
    columns: columns! {
        "doc" Text "the record"
        "task" Word "id, as `t1`"
        "outline" Word "part of the outline that it is"
        "path" Text "labels from the top, joined by `/`"
        "text" Text "the words"
        "lead" Text "who is told to do it"
        "support" Text "with whom"
        "report_to" Text "to whom it is reported"
        "via" Text "through whom"
        "deadlines" Text "ids of its deadlines"
        "references" Text "ids of the documents it cites"
        "start" Int "where the words start"
        "end" Int "where they end"
    },
};

const DEADLINES: Table = Table {
    name: "deadlines",
    columns: columns! {
        "doc" Text "the record"
        "deadline" Word "id, as `d1`"
        "task" Word "task it belongs to"
        "text" Text "the words"
        "bound" Word "before, by, in, within, from"
        "due" Text "short form of the time"
        "first_day" Text "its first calendar day"
        "last_day" Text "its last calendar day"
        "time" Word "time of day"
        "duration" Word "ISO duration"
        "working_days" Bool "the duration counts working days"
        "direction" Word "after or before the anchor"
        "anchor" Text "words of the event that the duration counts from"
        "rrule" Text "iCalendar rules"
        "computed_date" Text "date worked out from the document's own"
        "computed_rule" Word "how"
        "start" Int "where the words start"
        "end" Int "where they end"
    },
};

const RECIPIENTS: Table = Table {
    name: "recipients",
    columns: columns! {
        "doc" Text "the record"
        "recipient" Int "number in the list, from 1"
        "name" Text "as printed"
        "note" Text "what qualifies it"
        "start" Int "where it starts"
        "end" Int "where it ends"
    },
};

/// The name by which the tables call a record.
pub fn doc(record: &Record) -> &str {
    record.source.path.as_deref().or(record.key.as_deref()).unwrap_or("")
}

/// Adds the rows of a record to the writers of [`TABLES`].
pub fn write(record: &Record, tables: &mut [Box<dyn Rows + '_>; 6]) -> io::Result<()> {
    let doc = Value::from(doc(record));
    let [documents, references, mentions, tasks, deadlines, recipients] = tables;
    documents.row(&document(record, doc.clone()))?;
    for reference in &record.references {
        let known = reference.known.as_ref();
        let relation = reference.mentions.first().and_then(|m| m.relations.first());
        references.row(&[
            doc.clone(),
            reference.id.as_str().into(),
            reference.key.as_str().into(),
            Value::opt(reference.urn.as_deref()),
            akn::iri(&reference.key, reference.date.as_deref(), None).map_or(Value::Null, Value::from),
            Value::opt(reference.kind.as_deref()),
            Value::opt(reference.number.as_deref()),
            Value::opt(reference.name.as_deref()),
            Value::opt(reference.date.as_deref()),
            Value::opt(reference.issuer.as_deref()),
            Value::opt(reference.title.as_deref()),
            Value::opt(known.and_then(|k| k.number.as_deref())),
            Value::opt(known.and_then(|k| k.date.as_deref())),
            Value::opt(known.and_then(|k| k.issuer.as_deref())),
            Value::opt(relation.map(|r| r.kind.as_str())),
            reference.mentions.len().into(),
        ])?;
        for (mention, nth) in reference.mentions.iter().zip(1usize..) {
            let relation = mention.relations.first();
            let target = mention.pinpoint.as_ref().and_then(|p| p.targets.first());
            let all: Vec<&str> = mention.relations.iter().map(|r| r.kind.as_str()).collect();
            mentions.row(&[
                doc.clone(),
                reference.id.as_str().into(),
                nth.into(),
                mention.span.start.into(),
                mention.span.end.into(),
                mention.full_span.start.into(),
                mention.full_span.end.into(),
                word(mention.form),
                Value::opt(relation.map(|r| r.kind.as_str())),
                Value::opt(relation.map(|r| r.from.as_str())),
                Value::opt(relation.and_then(|r| r.cue.as_ref()).map(|c| c.text.as_str())),
                Value::list(&all),
                Value::opt(mention.pinpoint.as_ref().map(|p| p.text.as_str())),
                Value::opt(target.and_then(|t| t.article.as_deref())),
                Value::opt(target.and_then(|t| t.clause.as_deref())),
                Value::opt(target.and_then(|t| t.point.as_deref())),
                Value::opt(target.and_then(|t| t.part.as_deref())),
            ])?;
        }
    }
    for task in &record.tasks {
        let of = |role: Role| {
            let names = |a: &&Assignee| a.role == role;
            Value::list(&task.assignees.iter().filter(names).map(|a| a.name.as_str()).collect::<Vec<_>>())
        };
        tasks.row(&[
            doc.clone(),
            task.id.as_str().into(),
            Value::opt(task.outline.as_deref()),
            if task.path.is_empty() { Value::Null } else { task.path.join("/").into() },
            task.text.as_str().into(),
            of(Role::Lead),
            of(Role::Support),
            of(Role::ReportTo),
            of(Role::Via),
            Value::list(&task.deadlines.iter().map(String::as_str).collect::<Vec<_>>()),
            Value::list(&task.references.iter().map(String::as_str).collect::<Vec<_>>()),
            task.span.start.into(),
            task.span.end.into(),
        ])?;
    }
    for d in &record.deadlines {
        deadlines.row(&[
            doc.clone(),
            d.id.as_str().into(),
            Value::opt(d.task.as_deref()),
            d.text.as_str().into(),
            d.bound.map_or(Value::Null, word),
            Value::opt(d.due.as_deref()),
            Value::opt(d.start.as_deref()),
            Value::opt(d.end.as_deref()),
            Value::opt(d.time.as_deref()),
            Value::opt(d.duration.as_deref()),
            d.working_days.into(),
            d.duration.as_ref().map_or(Value::Null, |_| word(d.direction)),
            Value::opt(d.anchor.as_ref().map(|a| a.text.as_str())),
            Value::list(&d.rrule.iter().map(String::as_str).collect::<Vec<_>>()),
            Value::opt(d.computed.as_ref().map(|c| c.date.as_str())),
            Value::opt(d.computed.as_ref().map(|c| c.rule.as_str())),
            d.span.start.into(),
            d.span.end.into(),
        ])?;
    }
    for (recipient, nth) in record.recipients.iter().zip(1usize..) {
        recipients.row(&[
            doc.clone(),
            nth.into(),
            recipient.name.as_str().into(),
            Value::opt(recipient.note.as_deref()),
            recipient.span.start.into(),
            recipient.span.end.into(),
        ])?;
    }
    Ok(())
}

fn document<'r>(record: &'r Record, doc: Value<'r>) -> Vec<Value<'r>> {
    let issuer = record.issuers.first();
    let date = record.date.as_ref().map(|d| d.value.as_str());
    let signer = record.signers.first();
    let akn = record.key.as_deref().and_then(|key| akn::iri(key, date, None));
    let year = date.and_then(|d| d.get(..4)?.parse::<u32>().ok());
    vec![
        doc,
        Value::opt(record.key.as_deref()),
        Value::opt(record.urn.as_deref()),
        akn.map_or(Value::Null, Value::from),
        word(record.genre),
        Value::opt(record.kind.as_ref().map(|k| k.code.as_str())),
        Value::opt(record.number.as_ref().map(|n| n.value.as_str())),
        Value::opt(record.number.as_ref().map(|n| n.family.as_str())),
        Value::opt(date),
        year.map_or(Value::Null, Value::from),
        Value::opt(issuer.map(|i| i.name.as_str())),
        Value::opt(issuer.and_then(|i| i.level.as_deref())),
        Value::opt(issuer.and_then(|i| i.place.as_deref())),
        Value::opt(record.place.as_ref().map(|p| p.value.as_str())),
        Value::opt(record.subject.as_ref().map(|s| s.value.as_str())),
        Value::opt(record.effective_date.as_ref().map(|d| d.value.as_str())),
        Value::opt(record.marks.secrecy.as_deref()),
        Value::opt(record.marks.urgency.as_deref()),
        record.marks.draft.into(),
        Value::opt(signer.and_then(|s| s.name.as_deref())),
        Value::opt(signer.and_then(|s| s.position.as_deref())),
        record.references.len().into(),
        record.references.iter().map(|r| r.mentions.len()).sum::<usize>().into(),
        record.tasks.len().into(),
        record.deadlines.len().into(),
        record.diagnostics.len().into(),
        record.generator.as_str().into(),
        word(record.offset_unit),
    ]
}

/// The word of a closed list as it stands in the JSON.
fn word(value: impl std::fmt::Debug) -> Value<'static> {
    format!("{value:?}").to_lowercase().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Widths<'t>(&'t Table, Vec<usize>);

    impl Rows for &mut Widths<'_> {
        fn row(&mut self, row: &[Value]) -> io::Result<()> {
            for (value, column) in row.iter().zip(self.0.columns) {
                let fits = match value {
                    Value::Null => true,
                    Value::Text(_) => matches!(column.kind, Kind::Text | Kind::Word),
                    Value::Int(_) => column.kind == Kind::Int,
                    Value::Bool(_) => column.kind == Kind::Bool,
                };
                assert!(fits, "{} {}: {value:?}", self.0.name, column.name);
            }
            self.1.push(row.len());
            Ok(())
        }

        fn finish(self: Box<Self>) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn rows_have_a_value_for_each_column() {
        let text = "UBND TỈNH PHÚ THỌ\nSố: 15/KH-UBND\nPhú Thọ, ngày 03 tháng 02 năm 2025\n\nKẾ HOẠCH\nKiểm tra\n\n\
            Căn cứ khoản 2 Điều 5 Nghị định số 31/2021/NĐ-CP ngày 26/3/2021 của Chính phủ;\n\
            1. Sở Nội vụ báo cáo kết quả trước ngày 30/6/2025.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.";
        let record = vanban::extract(text);
        let mut seen: [Widths; 6] = std::array::from_fn(|at| Widths(&TABLES[at], Vec::new()));
        let mut tables = seen.each_mut().map(|w| Box::new(w) as Box<dyn Rows>);
        write(&record, &mut tables).unwrap();
        drop(tables);
        for Widths(table, widths) in seen {
            assert!(!widths.is_empty(), "{}", table.name);
            assert!(widths.iter().all(|width| *width == table.columns.len()), "{}: {widths:?}", table.name);
        }
    }
}
