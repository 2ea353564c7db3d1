"""Reads Vietnamese administrative documents (văn bản hành chính) and gives back what is in them as typed records.

>>> import vanban
>>> text = "Số: 12/QĐ-UBND\\n\\nQUYẾT ĐỊNH\\nVề việc thành lập Tổ công tác\\n\\nCăn cứ Luật Lưu trữ năm 2024;"
>>> record = vanban.extract(text)
>>> record.number.value
'12/QĐ-UBND'
>>> record.subject.value
'thành lập Tổ công tác'
>>> mention = record.references[0].mentions[0]
>>> text[mention.span.start : mention.span.end]
'Luật Lưu trữ năm 2024'

A text never makes an error: what could not be read is None, and `record.diagnostics` says why.
Spans count code points, so that they slice Python strings.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple, Union, overload

from . import _native
from ._native import Extractor, Record, Records, __version__
from .errors import DefectError, ReadError, RecordError, VanbanError
from .graph import Graph
from .many import Documents
from .record import Span

__all__ = [
    "DefectError",
    "Extractor",
    "Graph",
    "Meaning",
    "ReadError",
    "Record",
    "RecordError",
    "Records",
    "Span",
    "VanbanError",
    "__version__",
    "explain",
    "extract",
    "extract_bytes",
    "extract_many",
    "schema",
]

_DEFAULT = Extractor()


def extract(text: str) -> Record:
    """The record of a text.

    >>> extract("Số: 7/TB-UBND\\n\\nTHÔNG BÁO\\nLịch tiếp công dân")
    <Record Thông báo 7/TB-UBND: 2 diagnostics>
    """
    return _DEFAULT.extract(text)


def extract_bytes(data: bytes, name: Optional[str] = None) -> Record:
    """The record of a file's bytes: text in any encoding, docx, doc, odt, rtf, html, pdf.

    The format is told by what the bytes hold; `name` becomes `record.source.path` and settles Markdown. Spans count the
    text that was read from the file, which `Extractor(with_text=True)` keeps in `record.text`.

    >>> record = extract_bytes("<p>Số: 7/TB-UBND</p><h1>THÔNG BÁO</h1>".encode(), "a.htm")
    >>> record.source.format, record.number.value
    ('html', '7/TB-UBND')
    >>> extract_bytes(b"\\x89PNG\\r\\n\\x1a\\n\\0\\0")
    Traceback (most recent call last):
    ...
    vanban.errors.ReadError: a PNG image, which is not read; turn it into text by OCR first
    """
    return _DEFAULT.extract_bytes(data, name)


def extract_many(documents: Documents, jobs: Optional[int] = None, *, errors: str = "record") -> Records:
    """The records of many documents, in their order, worked on by `jobs` threads (default: one a processor).

    A document is a text, the bytes of a file, or a pair of a name and one of both. Documents are drawn a few ahead of the
    records that are taken, so that a stream of any length needs little memory, and other Python threads run meanwhile.
    A document that cannot be read gives a record with the diagnostic `input-failed`, or with `errors="raise"` its
    exception, after which the iteration can go on.

    >>> texts = [f"Số: {n}/QĐ-UBND\\n\\nQUYẾT ĐỊNH" for n in (11, 12, 13)]
    >>> [record.number.serial for record in extract_many(texts, jobs=2)]
    ['11', '12', '13']
    """
    return _DEFAULT.extract_many(documents, jobs, errors=errors)


@lru_cache(maxsize=1)
def _schema() -> str:
    return _native.schema_json()


def schema() -> Dict[str, Any]:
    """The JSON Schema of the record, as `vanban schema` prints it.

    >>> schema()["title"]
    'vanban record'
    """
    result: Dict[str, Any] = json.loads(_schema())
    return result


class Meaning(NamedTuple):
    """What a diagnostic means and what to do about it."""

    code: str
    severity: str
    meaning: str
    advice: str

    def __str__(self) -> str:
        return f"{self.code} ({self.severity})\n\n{self.meaning}\n\n{self.advice}"


@overload
def explain() -> List[Meaning]: ...
@overload
def explain(code: str) -> Meaning: ...
def explain(code: Optional[str] = None) -> Union[Meaning, List[Meaning]]:
    """What a diagnostic means; all of them when no code is named.

    >>> print(explain("missing-date"))
    missing-date (warning)
    <BLANKLINE>
    The text is a document but its date was not found.
    <BLANKLINE>
    The value is null.
    >>> explain("mising-date")
    Traceback (most recent call last):
    ...
    KeyError: "no diagnostic has the code 'mising-date'; vanban.explain() lists all"
    """
    catalogue = [Meaning(*row) for row in _native.catalogue()]
    if code is None:
        return catalogue
    for meaning in catalogue:
        if meaning.code == code:
            return meaning
    raise KeyError(f"no diagnostic has the code {code!r}; vanban.explain() lists all")


def _extractor(options: Mapping[str, Any]) -> Extractor:
    """Makes an extractor again that was sent to another process."""
    rules = options["rules"]
    return Extractor(**{**options, "rules": None if rules is None else io.StringIO(rules)})
