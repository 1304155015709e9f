"""An outline in, items of numbered, typed and addressed paragraphs out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.blocks import join_rows
from corpus.kinds import gives_reasons, kind_of, only_names_a_speaker, speaker_of
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Item, Paragraph, ParagraphKind, digest
from corpus.sequence import Placed, place


def items_of(outline: Outline, minutes_id: str) -> tuple[Item, ...]:
    """Return the outline's items with their paragraphs; every id is `<minutes id>#<fragment>` and unique.

    In the minutes of a meeting a fragment begins with the item's number (`9.iii`, `77-21.p3`), unless the label carries
    it (`45.12`).
    """
    used: dict[str, int] = {}
    prefixes: dict[str, int] = {}
    several = len(outline.items) > 1 or not outline.single
    items: list[Item] = []
    for position, item in enumerate(outline.items, start=1):
        prefix = _unused(_prefix(item, position), prefixes) if several else ""
        paragraphs = _paragraphs(item, _Address(minutes_id, prefix, used))
        items.append(Item(item.number, item.title, item.section, paragraphs))
    return tuple(items)


@dataclass(frozen=True, slots=True)
class _Address:
    """What the addresses of one item's paragraphs begin with, and those given in the document (see `_unused`)."""

    minutes_id: str
    prefix: str
    used: dict[str, int]

    def is_carried_by(self, placed: Placed) -> bool:
        """Return whether a paragraph's label names its item; one that names another item (3.1 in item 2) does not."""
        return placed.carries_item and (not self.prefix or placed.fragment.startswith(f"{self.prefix}."))

    def of_all(self, placed: Sequence[Placed], part: str) -> list[str]:
        """Return the ids of paragraphs; labels that name their item first, lest 3.1 in item 2 take 2.3.1."""
        ids = {n: self.of(one, part) for n, one in enumerate(placed) if self.is_carried_by(one)}
        return [ids.get(n) or self.of(one, part) for n, one in enumerate(placed)]

    def of(self, placed: Placed, part: str) -> str:
        """Return a paragraph's id; one published as a decision, or on the agenda, says so (`77-21.decision.a`)."""
        apart = part if part in {"decision", "agenda"} else ""
        pieces = ["" if self.is_carried_by(placed) else self.prefix, apart, placed.fragment]
        return f"{self.minutes_id}#{_unused('.'.join(filter(None, pieces)), self.used)}"


@dataclass(slots=True)
class _Headings:
    """The headings that stand above a paragraph; a new one takes the place of those of its level or deeper."""

    open: list[tuple[int, str]] = field(default_factory=list)

    def add(self, level: int, text: str) -> None:
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        self.open.append((level, text))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.open)


def _paragraphs(item: OutlineItem, address: _Address) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    parts: list[PartKind] = []
    for part in item.parts:
        made = _of_part(part, item, address, before=len(paragraphs))
        paragraphs.extend(made)
        parts.extend([part.kind] * len(made))
    return _with_repeats(paragraphs, parts)


def _with_repeats(paragraphs: Sequence[Paragraph], parts: Sequence[PartKind]) -> tuple[Paragraph, ...]:
    """Return an item's paragraphs, each of a decision published apart with the one of the minutes that it repeats.

    Labels, case, punctuation and white space may differ. The minutes' paragraph is then a resolution, if the decision's
    is one (and no reason for it) and its own words did not say what it is. The second of two decisions in the same
    words repeats the second of the minutes', if any.
    """
    same: dict[str, list[int]] = {}
    for index, (paragraph, part) in enumerate(zip(paragraphs, parts, strict=True)):
        if part == "minutes" and (words := _bare(paragraph.text)):
            same.setdefault(words, []).append(index)
    linked = list(paragraphs)
    for index, (paragraph, part) in enumerate(zip(paragraphs, parts, strict=True)):
        found = same.get(_bare(paragraph.text)) if part == "decision" else None
        if not found:
            continue
        first = found.pop(0) if len(found) > 1 else found[0]
        linked[index] = replace(paragraph, repeats=paragraphs[first].id)
        if paragraphs[first].kind == "paragraph" and paragraph.kind == "resolution":
            linked[first] = replace(paragraphs[first], kind="resolution")
    return tuple(linked)


def _bare(text: str) -> str:
    """Return what a text says: its words and figures in small letters, with the signs that change what these mean."""
    return " ".join(_SAYS.findall(text.casefold()))


def _of_part(part: Part, item: OutlineItem, address: _Address, *, before: int) -> list[Paragraph]:
    placed = place(join_rows(part.blocks), before=before)
    ids = address.of_all(placed, part.kind)
    headings = _Headings()
    made: list[Paragraph] = []
    speech: ParagraphKind | None = None
    for ordinal, (one, identity) in enumerate(zip(placed, ids, strict=True), start=before + 1):
        above = headings.texts
        if one.heading:
            headings.add(one.block.level or _DEEPEST_HEADING, one.text)
        kind = _kind(part, one, placed, above[-1] if above else "", item.title)
        if speech is not None and kind == "paragraph" and not one.label:
            kind = speech
        elif kind in {"question", "response"} and only_names_a_speaker(one.text):
            speech = kind
        else:
            speech = None
        made.append(
            Paragraph(
                id=identity,
                label=one.label,
                path=one.path,
                headings=above,
                kind=kind,
                text=one.text,
                page=one.block.page,
                ordinal=ordinal,
                speaker=speaker_of(one.text),
                digest=digest(one.label, one.text),
                parent=ids[one.parent] if one.parent is not None else None,
            )
        )
    return made


def _kind(part: Part, one: Placed, placed: Sequence[Placed], heading: str, title: str) -> ParagraphKind:
    lead = placed[one.under].lead if one.under is not None else None
    kind = kind_of(one, lead.kind if lead else None, heading, title)
    if kind != "paragraph" or part.kind != "decision":
        return _KINDS.get(part.kind, kind) if kind == "paragraph" else kind
    parent = placed[one.parent].text if one.parent is not None else ""
    return "paragraph" if any(map(gives_reasons, (heading, one.text, parent))) else "resolution"


def _unused(address: str, used: dict[str, int]) -> str:
    """Return an address that was not given before: itself, or with the first free number from 2 on (`PL21-081-2`).

    used: the addresses given, each with the last number that was put after it; the one returned is added.
    """
    if address not in used:
        used[address] = 1
        return address
    while f"{address}-{used[address] + 1}" in used:
        used[address] += 1
    return _unused(f"{address}-{used[address] + 1}", used)


def _prefix(item: OutlineItem, position: int) -> str:
    """Return what stands for the item in an address: its number with `-` for `/`, else its place among the items.

    A number is whatever stands in a cell for numbers; of signs that an address cannot hold, `-` remains.
    """
    number = re.sub(r"[^A-Za-z0-9.]+", "-", (item.number or "").replace(" ", "")).strip(".-")[:_LONGEST_NUMBER]
    if number:
        return number
    return "opening" if position == 1 and not item.title else f"item{position}"


# More than any printed number has, and short enough to be read in an address.
_LONGEST_NUMBER = 40
# A heading whose level the format does not say stands below all those whose level it says (<h1> to <h6>).
_DEEPEST_HEADING = 7
# `£5`, `5%` and `-5` are not `5`, nor is 1.2 the same as 12.
_SAYS = re.compile(r"\w+|[%£$€+]|(?<!\w)[−–-](?=[\d£])")
# What a paragraph of each part is where neither its own words nor what stands over it tell.
_KINDS: dict[PartKind, ParagraphKind] = {
    "agenda": "note",
    "attendance": "attendance",
    "action": "action",
}
