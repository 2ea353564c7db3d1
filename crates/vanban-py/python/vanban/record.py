"""The parts of a record: frozen dataclasses, one for each object of the JSON contract.

Attributes are the keys of the contract; absent values are None, absent lists are (). `from`, a word of Python, is `from_`.
The values of closed lists are strings, which the `Literal` types below spell out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Literal, NamedTuple, Optional, Tuple

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[type], type]:
        return lambda cls: cls



OffsetUnit = Literal["byte", "char", "utf16"]
"""Unit of every span: UTF-8 bytes, Unicode code points or UTF-16 code units."""

Genre = Literal["official", "portal", "news", "other"]
"""What kind of page the text is."""

Basis = Literal["read", "repaired", "inferred", "portal"]
"""How a value was come by: these words, these words after a repair, worked out from other parts (no span), or only a portal's own table."""

Severity = Literal["info", "warning", "error"]
"""How much a diagnostic matters."""

Form = Literal["full", "short", "alias", "named"]
"""How much of the document a mention spells out: number with date or issuer, number alone, a short name defined in this text, a name without a number."""

RelationType = Literal[
    "based_on",
    "implements",
    "guides",
    "amends",
    "replaces",
    "repeals",
    "issued_with",
    "consolidates",
    "corrects",
    "suspends",
    "replies_to",
    "about",
    "cites",
]
"""What a mention says of the document."""

PartKind = Literal[
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "clause",
    "point",
    "item",
    "bullet",
    "appendix",
]
"""Phần, Chương, Mục, Tiểu mục, Điều, Khoản, Điểm, any other label of a plan, a dash or dot, Phụ lục."""

Role = Literal["lead", "support", "report_to", "via"]
"""Part of a body in a task: chủ trì, phối hợp, báo cáo, qua."""

Bound = Literal["before", "by", "in", "within", "from"]
"""How a time limits a task: trước, chậm nhất, trong, within a duration, kể từ."""

Direction = Literal["after", "before"]
"""On which side of its anchor a duration lies."""


class Span(NamedTuple):
    """A place in a text: `[start, end)`, in the record's `offset_unit`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words, where the offsets count code points (`char`, the default).

        >>> Span(4, 14).of("Số: 12/QĐ-UBND")
        '12/QĐ-UBND'
        """
        return text[self.start : self.end]


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@dataclass_transform(frozen_default=True)
class Part:
    """What the parts of a record have in common: each class below is a frozen dataclass."""

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, repr=False)(cls)

    def to_dict(self) -> Dict[str, Any]:
        """The part as in the JSON of the record: dicts and lists, every key there."""
        return {field.name.rstrip("_"): _plain(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]

    def to_json(self) -> str:
        """The part as JSON on one line."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    def __repr__(self) -> str:
        """What is there; what is absent is left out."""
        shown: List[str] = []
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, Span):
                shown.append(f"{field.name}={value.start}:{value.end}")
            elif value is not None and value != () and value is not False:
                shown.append(f"{field.name}={value!r}")
        return f"{type(self).__name__}({', '.join(shown)})"


class Source(Part):
    """What the text was read from."""

    path: Optional[str]
    """Path as given; for JSONL input the id of the line."""
    format: Optional[str]
    """text, markdown, jsonl …"""
    encoding: Optional[str]
    """As utf-8."""
    bytes: Optional[int]
    """Number of bytes read; for JSONL input, of the text's UTF-8."""
    sha256: Optional[str]
    """SHA-256 of those bytes."""
    options: Optional[str]
    """Options that change the record; null for the defaults."""
    map: Tuple[SourceMark, ...]
    """Places of the file where parts of the text stood."""


class SourceMark(Part):
    """From start on, the text stood at the place at of the file."""

    start: int
    at: str
    """Paragraph and run, node path or page, as p3/r2."""


class DocType(Part):
    """Type of document (loại văn bản)."""

    code: str
    """As cong_van."""
    name: str
    """As Công văn."""
    span: Optional[Span]
    basis: Basis


class Number(Part):
    """Document number (số, ký hiệu)."""

    value: str
    """The whole number without blanks; a blank serial leaves the symbol, as /KH-UBND."""
    family: str
    """Family of numbering: normative, admin, dispatch, party …"""
    serial: Optional[str]
    """Serial as printed; null when blank."""
    year: Optional[int]
    """Year inside the number."""
    symbols: Tuple[str, ...]
    """Codes of type, issuer and unit, in order."""
    span: Optional[Span]
    basis: Basis


class Issuer(Part):
    """An issuing body (cơ quan ban hành)."""

    name: str
    """Full name with its place."""
    parent: Optional[str]
    """The body above it, as the letterhead prints it."""
    level: Optional[str]
    """central, ministry, province, district, commune …"""
    place: Optional[str]
    """Province, district or commune."""
    code: Optional[str]
    """Code of the body, as UBND."""
    span: Optional[Span]
    spans: Tuple[Span, ...]
    """The pieces, when the words are not contiguous."""
    basis: Basis


class DateValue(Part):
    """A date of the header."""

    value: str
    """YYYY-MM-DD, or YYYY-MM or YYYY when partly blank."""
    span: Optional[Span]
    basis: Basis


class TextValue(Part):
    """A value that is words of the text."""

    value: str
    """The words on one line."""
    span: Optional[Span]
    spans: Tuple[Span, ...]
    """The pieces, when the words are not contiguous."""
    basis: Basis


class Marks(Part):
    """Marks on the head of a document."""

    secrecy: Optional[str]
    """Mật, tối mật, tuyệt mật."""
    urgency: Optional[str]
    """Khẩn, thượng khẩn, hỏa tốc, hẹn giờ."""
    draft: bool
    """Marked as a draft (dự thảo)."""
    copy: Optional[CopyMark]


class CopyMark(Part):
    """A certified copy (bản sao) with a number of its own."""

    kind: str
    number: Optional[str]
    span: Optional[Span]


class Signer(Part):
    """A signer (người ký)."""

    name: Optional[str]
    """As printed; null when it cannot be read."""
    position: Optional[str]
    authority: Tuple[Authority, ...]
    """From the top of the stack to the line nearest to the signer."""
    span: Span


class Authority(Part):
    """One line of authority above a signature."""

    code: str
    """TM., KT., TL., TUQ. or Q."""
    of: Optional[str]
    """The body or office signed for."""


class Addressee(Part):
    """An addressee (Kính gửi)."""

    name: str
    span: Span


class Reference(Part):
    """A distinct document that the text cites."""

    id: str
    """r1, r2 … in order of first mention."""
    key: str
    """type:number:year:place; ? for a part that is not known."""
    urn: Optional[str]
    type: Optional[str]
    """Type code, as ke_hoach."""
    number: Optional[str]
    name: Optional[str]
    """Name of a named document, without its type word."""
    date: Optional[str]
    """What this text says of it, anywhere in it."""
    issuer: Optional[str]
    title: Optional[str]
    known: Optional[Known]
    mentions: Tuple[Mention, ...]


class Known(Part):
    """Facts from the lexicon, when the words settle which document it is."""

    number: Optional[str]
    date: Optional[str]
    issuer: Optional[str]


class Mention(Part):
    """One mention of a document."""

    span: Span
    """From the type word (or số) to the end of the number; the whole name where there is no number."""
    full_span: Span
    """Through its date, issuer and title where they follow."""
    parts: Parts
    form: Form
    pinpoint: Optional[Pinpoint]
    relations: Tuple[Relation, ...]
    """The first is the main one."""
    explanation: Optional[Explanation]
    """Why it was read so; with `Extractor(explain=True)`."""


class Explanation(Part):
    """Why a mention was read as it was."""

    rule: str
    """The rule that found it, as type-and-number."""
    reasons: Tuple[Reason, ...]


class Reason(Part):
    """Where one value of a mention is from."""

    of: str
    """type, number, date, issuer, document or relation."""
    rule: str
    """As list-head."""
    text: str
    """The same in words."""
    span: Optional[Span]


class Parts(Part):
    """Where the parts of a mention stand."""

    type: Optional[Span]
    number: Optional[Span]
    date: Optional[Span]
    issuer: Optional[Span]
    title: Optional[Span]


class Pinpoint(Part):
    """A place inside a cited document."""

    text: str
    """As điểm a khoản 2 Điều 5."""
    targets: Tuple[PinpointTarget, ...]
    span: Span


class PinpointTarget(Part):
    """One place inside a document."""

    article: Optional[str]
    """Điều."""
    clause: Optional[str]
    """Khoản."""
    point: Optional[str]
    """Điểm."""
    part: Optional[str]
    """Chương, Mục, Phụ lục … where there is no article."""


class Relation(Part):
    """What a mention says of the document."""

    type: RelationType
    from_: str
    """self, or the id of the cited document at which the relation starts."""
    cue: Optional[Cue]
    """Null for cites without any."""


class Cue(Part):
    """Words that gave a relation."""

    text: str
    span: Span


class OutlineItem(Part):
    """A labelled part of the body."""

    id: str
    """o1, o2 … in text order."""
    parent: Optional[str]
    kind: PartKind
    label: str
    """As printed."""
    path: Tuple[str, ...]
    """Labels from the top, without their punctuation; bullets are counted (-1)."""
    title: Optional[str]
    span: Span
    """The text after the label, to before the first child."""
    extent: Span
    """With its children."""


class Task(Part):
    """An item that tells somebody to do something (nhiệm vụ)."""

    id: str
    """t1, t2 … in text order."""
    outline: Optional[str]
    """Id of the outline item it is; null in prose."""
    path: Tuple[str, ...]
    """Labels from the top; empty in prose."""
    text: str
    """The words on one line, normalised."""
    span: Span
    extent: Span
    assignees: Tuple[Assignee, ...]
    deadlines: Tuple[str, ...]
    """Ids."""
    references: Tuple[str, ...]
    """Ids."""


class Assignee(Part):
    """A body with a part in a task."""

    name: str
    role: Role
    span: Span


class Deadline(Part):
    """A time by which, or a rhythm at which, something must be done (thời hạn)."""

    id: str
    """d1, d2 … in text order."""
    text: str
    span: Span
    task: Optional[str]
    """Id of the task it belongs to."""
    bound: Optional[Bound]
    due: Optional[str]
    """YYYY-MM-DD, YYYY-MM, YYYY, YYYY-Qn, --MM-DD (every year) or A/B for a span."""
    start: Optional[str]
    """First calendar day of due."""
    end: Optional[str]
    """Last calendar day of due."""
    time: Optional[str]
    """HH:MM."""
    duration: Optional[str]
    """ISO duration, as P15D."""
    working_days: bool
    direction: Direction
    anchor: Optional[Anchor]
    rrule: Tuple[str, ...]
    """iCalendar rules, as FREQ=YEARLY."""
    computed: Optional[Computed]


class Anchor(Part):
    """The event from which a duration counts."""

    text: str
    span: Optional[Span]


class Computed(Part):
    """A date worked out from a duration."""

    date: str
    rule: str


class Recipient(Part):
    """A recipient (Nơi nhận)."""

    name: str
    note: Optional[str]
    span: Span


class Archive(Part):
    """The archive line (Lưu)."""

    text: str
    units: Tuple[str, ...]
    """Units that keep a copy."""
    drafter: Optional[str]
    """Initials of the drafter."""
    copies: Optional[int]
    counter: Optional[int]
    """A number glued to the drafter."""
    span: Span


class Attachment(Part):
    """A further document that follows the first in the same text."""

    type: str
    """Type code, as quy_che, phu_luc, mau."""
    title: Optional[str]
    span: Span


class Diagnostic(Part):
    """One thing seen in a text that its reader should know of."""

    code: str
    """Stable code; vanban explain CODE tells what it means."""
    severity: Severity
    message: str
    span: Optional[Span]
    rule: Optional[str]
    """Article of the norm, for checks of form."""


_ALL: List[type] = [Span, *Part.__subclasses__()]
CLASSES = {cls.__name__: cls for cls in _ALL}
"""By name: where the native module finds them."""
