//! The JSON contract: the schema and the Rust types say the same, and records read back as they were written.
//!
//! The schema drives the tests: records are made from it, read into the Rust types and written again. A key or a value
//! that only one side knows does not survive the way.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use vanban::{Error, Extractor, OffsetUnit, Record};

fn schema() -> Value {
    serde_json::from_str(vanban::schema()).unwrap()
}

fn full() -> Value {
    let root = schema();
    make(&root, &root, &mut Full)
}

/// Reads a value as a record and writes it again.
fn there_and_back(value: &Value) -> Value {
    let record = Record::from_json(&value.to_string()).unwrap_or_else(|e| panic!("{e}: {value}"));
    serde_json::from_str(&record.to_json()).unwrap()
}

#[test]
fn every_key_of_the_types_is_in_the_schema_and_the_other_way_round() {
    let full = full();
    assert_eq!(there_and_back(&full), full);
}

#[test]
fn every_object_of_the_schema_requires_each_of_its_keys() {
    let root = schema();
    let objects = root["$defs"].as_object().unwrap().values().chain([&root]).filter(|s| s["type"] == "object");
    let mut seen = 0;
    for object in objects {
        let keys: Vec<_> = object["properties"].as_object().unwrap().keys().collect();
        let mut required: Vec<_> = object["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        required.sort_unstable();
        assert_eq!(keys, required, "{}", object["description"]);
        assert_eq!(object["additionalProperties"], true);
        seen += 1;
    }
    assert!(seen > 20, "only {seen} objects");
}

/// serde names the values it expected: the schema must name the same ones, in the same order.
#[test]
fn enums_of_the_types_and_of_the_schema_are_the_same() {
    let root = schema();
    let mut seen = 0;
    for (name, definition) in root["$defs"].as_object().unwrap().iter().filter(|(_, d)| d.get("enum").is_some()) {
        let mut record = full();
        assert!(spoil(&root, &root, &mut record, definition), "{name} stands nowhere in the record");
        let error = Record::from_json(&record.to_string()).unwrap_err().to_string();
        let (_, expected) = error.split_once("expected").unwrap();
        let expected: Vec<_> = expected.split('`').skip(1).step_by(2).map(|v| json!(v)).collect();
        assert_eq!(definition["enum"], Value::Array(expected), "{name}");
        seen += 1;
    }
    assert!(seen > 5, "only {seen} enums");
}

#[test]
fn emitted_records_follow_the_schema() {
    let texts = ["", "Số: 12/QĐ-UBND", "Hẹn gặp lại \u{1F600}\r\n\u{0}"];
    let root = schema();
    for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
        let extractor = Extractor::builder().offsets(unit).with_text(true).build();
        for text in texts {
            let record = serde_json::from_str(&extractor.extract(text).to_json()).unwrap();
            assert_eq!(violations(&root, &root, &record), [""; 0], "{text:?}");
        }
    }
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let root = schema();
    assert_eq!(violations(&root, &root, &full()), [""; 0]);
    let cases: [(&str, Value); 12] = [
        ("/schema", json!(2)),
        ("/genre", json!("letter")),
        ("/text", json!(7)),
        ("/source", Value::Null),
        ("/source/bytes", json!(-1)),
        ("/source/sha256", json!("abc")),
        ("/number/span", json!([1])),
        ("/number/span", json!([1, 2, 3])),
        ("/number/year", json!(70000)),
        ("/references/0/mentions/0/relations/0/type", json!("likes")),
        ("/date/value", json!("3 tháng 2")),
        ("/deadlines", json!({})),
    ];
    for (place, value) in cases {
        let mut record = full();
        *record.pointer_mut(place).unwrap() = value;
        assert!(!violations(&root, &root, &record).is_empty(), "{place}");
    }
    let mut record = full();
    record["tasks"][0].as_object_mut().unwrap().remove("extent");
    assert_eq!(violations(&root, &root, &record), ["/tasks/0: no key extent"]);
}

#[test]
fn unknown_keys_are_passed_over_and_other_schemas_named() {
    let known = full();
    let mut record = known.clone();
    record["later"] = json!({"a": [1]});
    record["source"]["later"] = json!(1);
    record["references"][0]["mentions"][0]["later"] = Value::Null;
    assert_eq!(there_and_back(&record), known);

    let mut other = full();
    other["schema"] = json!(2);
    for json in [other.to_string(), r#"{"schema": 2, "all": "other"}"#.to_owned()] {
        assert!(matches!(Record::from_json(&json), Err(Error::Schema { found: 2, expected: 1 })), "{json}");
    }
    for json in ["", "[]", "{}", r#"{"schema": 1}"#, r#"{"schema": "one"}"#] {
        assert!(matches!(Record::from_json(json), Err(Error::Json(_))), "{json}");
    }
    let mut backwards = full();
    backwards["number"]["span"] = json!([5, 4]);
    assert!(matches!(Record::from_json(&backwards.to_string()), Err(Error::Json(_))));
}

#[test]
fn keys_come_in_the_order_of_the_contract() {
    let json = vanban::extract("").to_json();
    assert!(json.starts_with(r#"{"schema":1,"generator":"vanban "#), "{json}");
    let root = schema();
    let places: Vec<_> = root["required"].as_array().unwrap().iter().map(|key| json.find(&format!("{key}:"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{json}");
}

proptest! {
    #[test]
    fn records_read_back_as_they_were_written(choices in prop::collection::vec(any::<u8>(), 0..600)) {
        let root = schema();
        let value = make(&root, &root, &mut Bytes(choices.into_iter()));
        prop_assert_eq!(violations(&root, &root, &value), Vec::<String>::new());
        let record = Record::from_json(&value.to_string()).unwrap();
        let json = record.to_json();
        prop_assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value);
        prop_assert_eq!(&Record::from_json(&json).unwrap(), &record);
        prop_assert_eq!(&Record::from_json(&record.to_json_pretty()).unwrap(), &record);
        let mut written = Vec::new();
        record.write_json(&mut written).unwrap();
        prop_assert_eq!(written, json.into_bytes());
    }
}

/// Checks an instance against the part of JSON Schema that the record's schema uses. Any other keyword stops the test,
/// so that nothing in the schema goes unchecked. (The crate `jsonschema` would bring some sixty others for this.)
fn check(root: &Value, schema: &Value, instance: &Value, at: &str, errors: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else {
        assert_eq!(schema, &Value::Bool(false), "{at}: not a schema");
        errors.push(format!("{at}: nothing may stand here"));
        return;
    };
    for (keyword, rule) in rules {
        let mut expect = |holds: bool| {
            if !holds {
                errors.push(format!("{at}: {instance} breaks {keyword} {rule}"));
            }
        };
        match keyword.as_str() {
            "description" | "title" | "$schema" | "$defs" | "additionalProperties" => {}
            "$ref" => check(root, resolve(root, rule), instance, at, errors),
            "const" => expect(instance == rule),
            "enum" => expect(items(rule).contains(instance)),
            "type" => expect(match rule {
                Value::Array(names) => names.iter().any(|name| has_type(instance, name)),
                name => has_type(instance, name),
            }),
            "anyOf" => expect(items(rule).iter().any(|one| violations(root, one, instance).is_empty())),
            "minimum" => expect(instance.as_i64().is_none_or(|n| n >= rule.as_i64().unwrap())),
            "maximum" => expect(instance.as_u64().is_none_or(|n| n <= rule.as_u64().unwrap())),
            "minItems" => expect(instance.as_array().is_none_or(|a| a.len() as u64 >= rule.as_u64().unwrap())),
            "pattern" => {
                let pattern = regex::Regex::new(rule.as_str().unwrap()).unwrap();
                expect(instance.as_str().is_none_or(|s| pattern.is_match(s)));
            }
            "required" => {
                for key in items(rule).iter().filter_map(Value::as_str) {
                    if instance.as_object().is_some_and(|o| !o.contains_key(key)) {
                        errors.push(format!("{at}: no key {key}"));
                    }
                }
            }
            "properties" => {
                for (key, one) in rule.as_object().unwrap() {
                    if let Some(value) = instance.get(key) {
                        check(root, one, value, &format!("{at}/{key}"), errors);
                    }
                }
            }
            "prefixItems" => {
                for (i, (one, value)) in items(rule).iter().zip(items(instance)).enumerate() {
                    check(root, one, value, &format!("{at}/{i}"), errors);
                }
            }
            "items" => {
                let first = rules.get("prefixItems").map_or(0, |p| items(p).len());
                for (i, value) in items(instance).iter().enumerate().skip(first) {
                    check(root, rule, value, &format!("{at}/{i}"), errors);
                }
            }
            other => panic!("the checker does not know the keyword {other}"),
        }
    }
}

fn violations(root: &Value, schema: &Value, instance: &Value) -> Vec<String> {
    let mut errors = Vec::new();
    check(root, schema, instance, "", &mut errors);
    errors
}

fn items(instance: &Value) -> &[Value] {
    instance.as_array().map_or(&[], Vec::as_slice)
}

fn resolve<'a>(root: &'a Value, reference: &Value) -> &'a Value {
    let name = reference.as_str().unwrap().strip_prefix('#').unwrap();
    root.pointer(name).unwrap_or_else(|| panic!("no {name} in the schema"))
}

fn has_type(instance: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => instance.is_null(),
        "boolean" => instance.is_boolean(),
        "string" => instance.is_string(),
        "integer" => instance.is_u64() || instance.is_i64(),
        "array" => instance.is_array(),
        "object" => instance.is_object(),
        other => panic!("the checker does not know the type {other}"),
    }
}

/// Where the choices come from when a record is made from the schema.
trait Choices {
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize;
    /// Whether a value that may be null is there.
    fn present(&mut self) -> bool;
    /// How many entries a list gets.
    fn entries(&mut self) -> usize;
}

/// Every value there, every list with one entry, the first of every enum.
struct Full;

impl Choices for Full {
    fn below(&mut self, _: usize) -> usize {
        0
    }
    fn present(&mut self) -> bool {
        true
    }
    fn entries(&mut self) -> usize {
        1
    }
}

/// Choices out of bytes that proptest makes; all zero (the smallest record) when they are used up.
struct Bytes(std::vec::IntoIter<u8>);

impl Choices for Bytes {
    fn below(&mut self, n: usize) -> usize {
        self.0.next().unwrap_or(0) as usize % n
    }
    fn present(&mut self) -> bool {
        self.below(2) == 1
    }
    fn entries(&mut self) -> usize {
        self.below(4)
    }
}

/// An instance of the schema.
fn make(root: &Value, schema: &Value, choices: &mut impl Choices) -> Value {
    if let Some(reference) = schema.get("$ref") {
        return make(root, resolve(root, reference), choices);
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema.get("enum") {
        return values[choices.below(items(values).len())].clone();
    }
    if let Some(either) = schema.get("anyOf") {
        return if choices.present() { make(root, &either[0], choices) } else { Value::Null };
    }
    let kind = match &schema["type"] {
        Value::Array(_) if !choices.present() => return Value::Null,
        Value::Array(names) => &names[0],
        name => name,
    };
    match kind.as_str().unwrap() {
        "boolean" => Value::Bool(choices.present()),
        "integer" => {
            let top = schema.get("maximum").and_then(Value::as_u64).unwrap_or(u64::MAX);
            json!([0, 1, 300, top][choices.below(4)].min(top))
        }
        "string" => match schema.get("pattern").and_then(Value::as_str) {
            None => json!(["", "Số: 12/QĐ-UBND", "\u{0}\u{1F600}\"\\\r\n\u{2028}", "Hòa\u{301}"][choices.below(4)]),
            Some(hash) if hash.contains("64") => json!("0f".repeat(32)),
            Some(time) if time.contains(':') => json!("08:30"),
            Some(_) => json!("2031-02-03"),
        },
        // The only list with fixed places is the span, whose end does not come before its start.
        "array" if schema.get("prefixItems").is_some() => {
            let start = choices.below(200);
            json!([start, start + choices.below(200)])
        }
        "array" => (0..choices.entries()).map(|_| make(root, &schema["items"], choices)).collect(),
        "object" => {
            let properties = schema["properties"].as_object().unwrap();
            properties.iter().map(|(key, one)| (key.clone(), make(root, one, choices))).collect::<Map<_, _>>().into()
        }
        other => panic!("the maker does not know the type {other}"),
    }
}

/// Puts a wrong word at the first place of `instance` that follows the definition.
fn spoil(root: &Value, schema: &Value, instance: &mut Value, definition: &Value) -> bool {
    if schema == definition {
        *instance = json!("?");
        return true;
    }
    if let Some(reference) = schema.get("$ref") {
        return spoil(root, resolve(root, reference), instance, definition);
    }
    if let Some(either) = schema.get("anyOf") {
        return spoil(root, &either[0], instance, definition);
    }
    match instance {
        Value::Object(map) => {
            map.iter_mut().any(|(key, value)| spoil(root, &schema["properties"][key], value, definition))
        }
        Value::Array(list) => list.iter_mut().any(|value| spoil(root, &schema["items"], value, definition)),
        _ => false,
    }
}
