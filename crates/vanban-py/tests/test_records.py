"""The record in Python is the command's record, and its spans slice Python strings."""

import io
import json
import pickle
import shutil
import subprocess
from dataclasses import fields

import pytest

import vanban
from conftest import DOCUMENTS, FILES, PACKAGE, ROOT, read
from vanban.record import CLASSES, Part, Span


def without_source(record):
    return {key: value for key, value in record.items() if key != "source"}


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def document(request):
    return request.param


def test_there_are_fixtures():
    assert len(DOCUMENTS) >= 20 and len(FILES) >= 5


def test_bytes_give_the_record_of_the_command(document, command):
    name = str(document.relative_to(ROOT))
    expected = json.loads(command("extract", name))
    record = vanban.extract_bytes(document.read_bytes(), name)
    assert record.to_dict() == expected
    assert json.loads(record.to_json()) == expected
    assert list(record.to_dict()) == list(expected)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_give_the_record_of_the_command(path, command):
    if path.suffix == ".pdf" and not shutil.which("pdftotext"):
        pytest.skip("no pdftotext: install poppler-utils")
    name = str(path.relative_to(ROOT))
    assert vanban.extract_bytes(path.read_bytes(), name).to_dict() == json.loads(command("extract", name))


def test_text_gives_the_same_record(document):
    text = read(document)
    of_text, of_bytes = vanban.extract(text), vanban.extract_bytes(document.read_bytes(), document.name)
    assert without_source(of_text.to_dict()) == without_source(of_bytes.to_dict())


def spans(value):
    """Every span of a part, with the part."""
    if isinstance(value, Part):
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, Span):
                yield value, field.name, inner
            else:
                yield from spans(inner)
    elif isinstance(value, tuple) and not isinstance(value, Span):
        for item in value:
            yield from spans(item)


PARTS = list(vanban.schema()["properties"])


def check_spans(text):
    """Spans in code points and in bytes name the same words."""
    record, in_bytes = vanban.extract(text), vanban.Extractor(offsets="byte").extract(text)
    raw = text.encode()
    count = 0
    for name in PARTS:
        ours, theirs = spans(getattr(record, name)), spans(getattr(in_bytes, name))
        for (part, field, span), (_, _, other) in zip(ours, theirs):
            assert 0 <= span.start <= span.end <= len(text)
            assert span.of(text) == raw[other.start : other.end].decode(), (part, field)
            count += 1
    return count


def test_spans_slice_the_string(document):
    assert check_spans(read(document)) > 5


def test_the_corpus(corpus, command, tmp_path):
    source = tmp_path / "corpus.jsonl"
    with source.open("w", encoding="utf-8") as lines:
        for name, text in corpus:
            lines.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    expected = [json.loads(line) for line in command("extract", source, "--to", "jsonl").splitlines()]
    records = list(vanban.extract_many(corpus))
    assert [r.source.path for r in records] == [e["source"]["path"] for e in expected]
    for record, line in zip(records, expected):
        line["source"]["format"] = "text"  # the command says "jsonl"
        assert record.to_dict() == line, record.source.path
    assert sum(check_spans(text) for _, text in corpus) > 10_000


def test_every_part_has_a_class_with_its_fields():
    for name, node in vanban.schema()["$defs"].items():
        if node["type"] == "object":
            names = [field.name.rstrip("_") for field in fields(CLASSES[name])]
            assert names == list(node["properties"]), name


def test_every_key_is_an_attribute(document):
    record = vanban.extract(read(document))
    whole = record.to_dict()
    assert list(whole) == PARTS
    for name in PARTS:
        value = getattr(record, name)
        if isinstance(value, Part):
            value = value.to_dict()
        elif isinstance(value, tuple):
            value = [item.to_dict() for item in value]
        assert value == whole[name], name


def test_parts_are_made_once_and_cannot_be_changed():
    record = vanban.extract("Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác")
    assert record.number is record.number
    with pytest.raises(AttributeError):
        record.number.value = "13/QĐ-UBND"
    with pytest.raises(AttributeError):
        record.number = None
    assert hash(record.number) == hash(vanban.Record.from_json(record.to_json()).number)
    assert json.loads(record.number.to_json()) == record.to_dict()["number"]


def test_reprs_can_be_read(document):
    record = vanban.extract(read(document))
    assert repr(record).startswith("<Record ") and len(repr(record)) < 300
    assert record.number is None or "None" not in repr(record.number)
    assert repr(Span(1, 2)) == "Span(start=1, end=2)"


def test_records_survive_json_and_pickle(document):
    record = vanban.extract(read(document))
    for again in (vanban.Record.from_json(record.to_json(pretty=True)), pickle.loads(pickle.dumps(record))):
        assert again == record and again.to_dict() == record.to_dict()
    part = record.references
    assert pickle.loads(pickle.dumps(part)) == part
    assert (record == 1) is False and (record != 1) is True


@pytest.mark.parametrize("text", ["", "\0", "a\udc80b Số: 12/QĐ-UBND", "\ud83d\ude00 12/QĐ-UBND", "😀 Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH"])
def test_odd_text_is_no_error(text):
    record = vanban.extract(text)
    for reference in record.references:
        for mention in reference.mentions:
            assert mention.span.of(text).endswith("12/QĐ-UBND")
    assert record.number is None or record.number.span.of(text) == "12/QĐ-UBND"


def test_options():
    text = "😀 Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác"
    start = {unit: vanban.Extractor(offsets=unit).extract(text).type.span.start for unit in ("char", "byte", "utf16")}
    assert start == {"char": text.index("QUYẾT"), "byte": len(text[:18].encode()), "utf16": text.index("QUYẾT") + 1}
    assert vanban.Extractor(with_text=True).extract(text).text == text
    assert vanban.Extractor(genre="news").extract(text).genre == "news"
    assert any(d.code.startswith("form-") for d in vanban.Extractor(check=True).extract(text).diagnostics)
    extractor = vanban.Extractor(check=True, max_bytes=9)
    assert repr(extractor) == "Extractor(offsets='char', check=True, max_bytes=9)"
    assert pickle.loads(pickle.dumps(extractor)).options == extractor.options


def test_explanations_are_those_of_the_command(document, command):
    name = str(document.relative_to(ROOT))
    record = vanban.Extractor(explain=True).extract_bytes(document.read_bytes(), name)
    assert record.to_dict() == json.loads(command("extract", name, "--explain"))
    for reference in record.references:
        assert all(mention.explanation.rule for mention in reference.mentions)


RULES = ROOT / "fixtures" / "rules" / "rules.toml"


def test_own_rules_from_toml(command):
    name = "fixtures/rules/phieu-giao-viec.txt"
    data = (ROOT / name).read_bytes()
    expected = json.loads(command("extract", name, "--rules", RULES))
    assert expected != json.loads(command("extract", name))
    extractor = vanban.Extractor(rules=RULES)
    assert repr(extractor) == "Extractor(offsets='char', rules=…)"
    with RULES.open("rb") as file:
        opened = vanban.Extractor(rules=file)
    words = vanban.Extractor(rules=io.StringIO(RULES.read_text(encoding="utf-8")))
    for one in (extractor, vanban.Extractor(rules=str(RULES)), opened, words, pickle.loads(pickle.dumps(extractor))):
        assert one.extract_bytes(data, name).to_dict() == expected
    assert vanban.extract_bytes(data, name).to_dict() == json.loads(command("extract", name))


@pytest.mark.parametrize("words", ["[[bodies]]\ncode = 7", "\n[[bodies]]\ncode = \"BQLVB\"\nname = \"\"", "[[words]]", "="])
def test_wrong_rules_have_the_messages_of_the_command(words, command, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(words, encoding="utf-8")
    run = subprocess.run([command.path, "extract", DOCUMENTS[0], "--rules", path], capture_output=True, text=True)
    with pytest.raises(ValueError) as told:
        vanban.Extractor(rules=path)
    assert run.returncode != 0 and str(told.value).startswith(f"{path}:") and str(told.value) in run.stderr
    with pytest.raises(ValueError, match="^rules:"):
        vanban.Extractor(rules=io.StringIO(words))
    with pytest.raises(FileNotFoundError):
        vanban.Extractor(rules=tmp_path / "absent.toml")


@pytest.mark.parametrize("options", [{"offsets": "word"}, {"genre": "x"}, {"encoding": "x"}])
def test_wrong_options_are_told(options):
    with pytest.raises(ValueError, match=list(options)[0]):
        vanban.Extractor(**options)


def test_exceptions_have_the_messages_of_the_command():
    with pytest.raises(vanban.ReadError, match="binary data, not text"):
        vanban.extract_bytes(b"a\0b\1c\2" * 9)
    with pytest.raises(vanban.ReadError, match="larger than the limit of 9 bytes"):
        vanban.Extractor(max_bytes=9).extract_bytes("Số: 12/QĐ-UBND".encode())
    with pytest.raises(vanban.RecordError, match="record has schema 2, this version reads schema 1"):
        vanban.Record.from_json('{"schema": 2}')
    with pytest.raises(ValueError):
        vanban.Record.from_json("[")
    with pytest.raises(KeyError, match="vanban.explain"):
        vanban.explain("no-such-code")
    with pytest.raises(TypeError):
        vanban.extract(None)
    assert issubclass(vanban.ReadError, vanban.VanbanError)


def test_schema_and_catalogue_are_those_of_the_command(command):
    assert vanban.schema() == json.loads(command("schema"))
    for meaning in vanban.explain():
        assert str(meaning).strip() == command("explain", meaning.code).decode().strip()


def test_the_licences_are_there():
    assert (PACKAGE / "LICENSE-MIT").is_file() and (PACKAGE / "LICENSE-APACHE").is_file()
