"""ModernGov's page of one decision (`ieDecisionDetails.aspx`), and of the decisions of an issue, each under its date.

A decision is a record of its own: what was decided, why, what else was considered. Lines such as `Is Key decision?: No`
are kept as they are; those that name the day and the body become metadata.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block
from corpus.dates import find_date
from corpus.layouts.furniture import is_attachment, is_furniture, opens_attachments, part_marker, without_file_size
from corpus.layouts.heads import council_in, is_committee
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether the page says what state a decision is in, or that it is a key one, or lists some by date."""
    content = [fold(block.text) for block in blocks if not block.chrome]
    decides = any(part_marker(text) == "decision" for text in content)
    dated = any(_starts(block) for block in blocks)
    return decides and (dated or any(_SIGN.match(text) for text in content))


def parse(blocks: Sequence[Block]) -> Outline:
    """Return an item for each decision; one alone is named by the page, others by the date and words over them."""
    content = [block for block in blocks if not block.chrome]
    left_out = [fold(block.text) for block in blocks if block.chrome]
    starts = [n for n, block in enumerate(content) if _starts(block)] or [0]
    head = content[: starts[0]]
    left_out += [fold(block.text) for block in head]
    records: list[_Record] = []
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        record = _Record()
        for block in content[start:end]:
            record.take(block, fold(block.text))
        records.append(record)
    stated = [record.metadata for record in records]
    held, committees = {one.held for one in stated}, {one.committee for one in stated}
    several = len(held) > 1 or len(committees) > 1
    metadata = Metadata(
        council=council_in(block for block in blocks if block.chrome),
        committee=stated[0].committee if len(committees) == 1 else None,
        held=stated[0].held if len(held) == 1 else None,
        title=next((fold(block.text) for block in head if "mgSubTitleTxt" in block.style), None),
    )
    return Outline(
        metadata=metadata,
        items=tuple(OutlineItem(None, record.title, "", record.outline_parts) for record in records),
        single=len(records) == 1,
        several=several,
        left_out=(*left_out, *(text for record in records for text in record.left_out)),
        warnings=("its decisions are of several days or bodies; each says of which in its title",) if several else (),
    )


@dataclass(slots=True)
class _Record:
    """One decision. kind: the part that is open. attachments: the list of documents is open."""

    title: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    left_out: list[str] = field(default_factory=list)
    parts: list[tuple[PartKind, list[Block]]] = field(default_factory=lambda: [("minutes", [])])
    attachments: bool = False

    @property
    def outline_parts(self) -> tuple[Part, ...]:
        return tuple(Part(kind, tuple(blocks)) for kind, blocks in self.parts if blocks)

    def take(self, block: Block, text: str) -> None:
        marked = part_marker(text)
        if not self.title and (_starts(block) or _is_title(block)):
            self.title, size = without_file_size(text)
            self.metadata = Metadata(held=find_date(text) if _starts(block) else None)
            self.left_out += [size] if size else []
        elif "mgMainTitleTxt" in block.style or is_furniture(block):
            self.left_out.append(text)
        elif (stated := _stated(text)) is not None:
            self.metadata = self.metadata.over(stated)
            self.left_out.append(text)
        elif opens_attachments(text):
            self.attachments = True
            self.left_out.append(text)
        elif marked is not None:
            self._open(marked)
            self.left_out.append(text)
        elif self.attachments and is_attachment(block):
            self.left_out.append(text)
        else:
            self._keep(block, text)

    def _keep(self, block: Block, text: str) -> None:
        """Keep a block in its part: what was meant is the agenda's, why and what else is the minutes'."""
        self.attachments = False
        if _PURPOSE.fullmatch(text):
            self._open("agenda")
        elif _REASONS.fullmatch(text) or (_LABELLED.match(text) and not self._stands_among_labels()):
            self._open("minutes")
        self.parts[-1][1].append(block)

    def _stands_among_labels(self) -> bool:
        kind, blocks = self.parts[-1]
        return kind == "minutes" and (not blocks or _LABELLED.match(fold(blocks[-1].text)) is not None)

    def _open(self, kind: PartKind) -> None:
        self.attachments = False
        self.parts.append((kind, []))


def _starts(block: Block) -> bool:
    """Return whether a block is the date and title over one of several decisions."""
    return block.kind == "heading" and not block.chrome and _DATED.fullmatch(fold(block.text)) is not None


def _is_title(block: Block) -> bool:
    return block.kind == "heading" and "mgMainTitleTxt" not in block.style and not fold(block.text).endswith(":")


def _stated(text: str) -> Metadata | None:
    """Return the day and the body that a line of a decision names, or None where it names neither."""
    match = _META.fullmatch(text)
    if match is None:
        return None
    value = match["value"]
    if match["label"].casefold() == "decision maker":
        return Metadata(committee=value) if is_committee(value) else None
    if match["label"].casefold() == "decided at meeting":
        day, _, body = value.partition(" - ")
        return Metadata(committee=body or None, held=find_date(day))
    return Metadata(held=find_date(value) if match["label"].casefold() == "date of decision" else None)


_SIGN = re.compile(r"(?:Decision status|Is Key decision\?|Is subject to call[- ]in\?) ?:", re.IGNORECASE)
_DATED = re.compile(r"\d{1,2}/\d{1,2}/\d{4} [-–] .+")
_META = re.compile(
    r"(?P<label>Date of decision|Decided at meeting|Decision Maker|Publication date) ?: ?(?P<value>.+)", re.IGNORECASE
)
_PURPOSE = re.compile(r"Purpose ?:", re.IGNORECASE)
_REASONS = re.compile(
    r"(?:Reasons? for (?:the )?(?:decisions?|recommendations?)|(?:Alternative|Other) options considered"
    r"(?: and rejected)?|Interests? and nature of interests? declared|Conflicts? of interest.{0,60}) ?:",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:Decision (?:status|maker)|Is .{1,40}\?|Report author|Contact|Wards? affected) ?:", re.IGNORECASE
)
