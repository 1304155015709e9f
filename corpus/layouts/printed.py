"""Printed minutes of a whole meeting: head lines, then items that begin with a number and a title.

Where the copy has lost its numbers, items begin with the headings that stand below a head that names body and date.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from string import ascii_letters

from corpus.blocks import Block
from corpus.joining import join_flags
from corpus.layouts.furniture import is_furniture, is_head_furniture, without_lines_to_sign
from corpus.layouts.heads import council_in, is_head_line, number_in_title, stated_by
from corpus.layouts.outline import Outline, OutlineItem, Part
from corpus.leads import is_heading, lead_in
from corpus.minutes import Metadata, fold
from corpus.numbering import DASHES, Label, read_labels


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether items follow a head that names a body or a date: two in rising order, or one below all of it."""
    content = join_flags([block for block in blocks if not block.chrome])
    starts = _item_starts(content)
    head = stated_by(content[: starts[0][0]] if starts else [])
    if starts and not starts[0][1].value:
        return head.held is not None and head.committee is not None
    if len(starts) == 1:
        return head.held is not None and (head.committee is not None or head.council is not None)
    return len(starts) >= 2 and (head.committee is not None or head.held is not None)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the items; what stands between the head lines and the first of them (who was present) has no number."""
    content, to_sign = without_lines_to_sign(join_flags([block for block in blocks if not block.chrome]))
    starts = _item_starts(content)
    head = content[: starts[0][0]]
    stated = stated_by(head)
    council = stated.council or council_in(block for block in blocks if block.chrome)
    left_out = [fold(block.text) for block in blocks if block.chrome]
    present = next((n for n, block in enumerate(head) if opens_attendance(fold(block.text))), len(head))
    opening: list[Block] = []
    for position, block in enumerate(head):
        if position < present and block.kind != "cell" and (is_head_line(fold(block.text)) or is_head_furniture(block)):
            left_out.append(fold(block.text))
        else:
            opening.append(block)
    items = [OutlineItem(None, "", "", (Part("minutes", tuple(opening)),))] if opening else []
    borders = [*starts, (len(content), None)]
    for (start, label), (end, _) in zip(starts, borders[1:], strict=True):
        body = list(content[start + 1 : end])
        title = label.text.lstrip(f"{DASHES} ") if label.text or not body else fold(body.pop(0).text)
        if label.scheme == "article":
            body[0] = replace(body[0], text=_bare_number(body[0])[0].text, label=None)
        kept = [block for block in body if not is_furniture(block)]
        left_out += [fold(block.text) for block in body if is_furniture(block)]
        items.append(OutlineItem(label.name or None, title, "", (Part("minutes", tuple(kept)),) if kept else ()))
    left_out += [fold(block.text) for block in to_sign]
    return Outline(
        metadata=Metadata(council=council).over(stated),
        items=tuple(items),
        left_out=tuple(left_out),
        warnings=(_AGENDA_WARNING,) if _calls_itself_an_agenda(head) else (),
    )


def opens_attendance(text: str) -> bool:
    """Return whether a folded line begins to say who was there (`Present`, `Apologies from …`)."""
    return _ATTENDANCE.match(text) is not None


def _calls_itself_an_agenda(head: Sequence[Block]) -> bool:
    """Return whether a line above the items says `Agenda`, and none says that these are minutes."""
    lines = [fold(block.text).casefold().strip(" :") for block in head]
    return "agenda" in lines and not any("minutes" in line for line in lines)


def _item_starts(content: Sequence[Block]) -> list[tuple[int, Label]]:
    """Return where the items begin: the labels of the one scheme and shape that title lines share, in rising order.

    Where no line has one, the number at the end of titles, and then headings without a number.
    """
    families: dict[tuple[str, str], list[tuple[int, Label]]] = {}
    for position, block in enumerate(content):
        if (worded := _numbered_at_its_end(block) or _numbered_in_words(block)) is not None:
            found = families.setdefault((worded.scheme, worded.shape), [])
            if not worded.shape or not found or worded.value > found[-1][1].value:
                found.append((position, worded))
        for label in read_labels(block.text, block.label):
            if _titles(block, label, content[position + 1] if position + 1 < len(content) else None):
                found = families.setdefault((label.scheme, label.shape), [])
                if not found or label.value > found[-1][1].value or _comes_again(label, found[-1][1]):
                    found.append((position, label))
    return max(families.values(), key=len, default=[]) or _headings(content)


def _numbered_at_its_end(block: Block) -> Label | None:
    """Return the number that a title without another one ends with: `Ferries (Agenda item 3)`."""
    text = fold(block.text)
    number = number_in_title(text) if block.kind != "cell" and not read_labels(block.text, block.label) else None
    if number is None or not text[:1].isupper() or len(text.split()) > _MOST_WORDS_OF_A_TITLE:
        return None
    digits = int("".join(character for character in number if character.isdigit()))
    return Label("title", "", "", number, (digits,), text, block.indent, strong=True)


def _numbered_in_words(block: Block) -> Label | None:
    """Return the number that a title opens with in words: `Item 1 – Apologies`, `Agenda Item 2: Ferries`."""
    text = fold(block.text)
    match = _ITEM.fullmatch(text) if block.kind != "cell" and len(text.split()) <= _MOST_WORDS_OF_A_TITLE + 4 else None
    if match is None or match["title"].endswith(_ENDS_OF_ENTRIES):
        return None
    name = match["number"]
    return Label(
        "title", "Item", "", name, (int(name.rstrip(ascii_letters)),), match["title"], block.indent, strong=True
    )


def _headings(content: Sequence[Block]) -> list[tuple[int, Label]]:
    """Return where the items of minutes without numbers begin, two at least: at headings below the date."""
    dated = next((n for n, block in enumerate(content) if stated_by([block]).held is not None), len(content))
    found = [
        (position, Label("heading", "", "", "", (), text, block.indent, strong=True))
        for position, block in enumerate(content)
        if position > dated and (is_heading(block, text := fold(block.text)) or _IN_ONE_WORD.fullmatch(text))
        if not text.endswith(":") and not is_head_line(text) and lead_in(text) is None
        if not opens_attendance(text) or text.casefold().startswith("apologies")
    ]
    return _articles(content, found) if len(found) >= _FEWEST_HEADINGS else []


def _articles(content: Sequence[Block], headings: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Return the headings, each with the number that its text begins with (`DECLARATIONS`, then `1. There were none`).

    It is the item's only where these numbers rise and all stand right below a heading, two at least.
    """
    numbered = {
        position: labels[0]
        for position, block in enumerate(content)
        if position > headings[0][0] and (labels := _bare_number(block))
    }
    values = [label.value for label in numbered.values()]
    below = {position + 1 for position, _ in headings}
    if len(values) < _FEWEST_HEADINGS or values != sorted(set(values)) or not below.issuperset(numbered):
        return headings
    return [
        (at, replace(label, scheme="article", name=numbered[at + 1].name) if at + 1 in numbered else label)
        for at, label in headings
    ]


def _bare_number(block: Block) -> list[Label]:
    """Return the label of a block that begins with a number and a full stop, alone in a list; [] for any other."""
    labels = read_labels(block.text, block.label) if block.kind != "cell" else []
    return [label for label in labels if (label.scheme, label.shape) == ("number", "{}.") and label.text][:1]


def _comes_again(label: Label, before: Label) -> bool:
    """Return whether a title has the number of the one before it, as a town's references (`PL21/081`) sometimes do."""
    return label.scheme in {"reference", "slash"} and label.name == before.name


def _titles(block: Block, label: Label, following: Block | None) -> bool:
    """Return whether a labelled block is the title of an item and not a paragraph."""
    if block.kind == "cell" and block.level > 0:
        return False  # what stands inside a row of a table labels nothing
    text = label.text or (fold(following.text) if following is not None else "")
    if label.scheme == "dotted" and not _YEAR_MONTH.fullmatch(label.name):
        return text.startswith(tuple(DASHES)) and len(text.split()) <= _MOST_WORDS_OF_A_TITLE
    if label.scheme not in _TITLE_SCHEMES or ("/" in label.name and "." in label.name):
        return False
    if label.scheme == "reference" and text[:1].isdigit():
        text = next((agenda.text for agenda in read_labels(text)), text)  # `C048/23  1. Apologies` has two numbers
    if block.kind == "heading":
        return bool(text)
    if text.isupper():
        return len(text.split()) <= 25
    short = len(text.split()) <= _MOST_WORDS_OF_A_TITLE
    return label.strong and text[:1].isupper() and short and not text.endswith(_ENDS_OF_ENTRIES)


# A title ends with none of these.
_ENDS_OF_ENTRIES = (".", ";", ":", ",", "; and", "; or")
_MOST_WORDS_OF_A_TITLE = 14
_FEWEST_HEADINGS = 2
_TITLE_SCHEMES = frozenset({"reference", "slash", "dotted", "number", "capital roman"})
_ITEM = re.compile(r"(?i:(?:Agenda )?Item)(?: (?i:No)\.?)? (?P<number>\d{1,3}[A-Za-z]?) ?[:–—-] ?(?P<title>[A-Z].*)")
_IN_ONE_WORD = re.compile(r"(?!NONE|NIL)[A-Z]{4,20}")
# Below these words the name of a council is that of who sent somebody.
_ATTENDANCE = re.compile(r"(?:Present|In attendance|Also present|Attendance|Apologies|Sederunt)\b", re.IGNORECASE)
# `2307.01` is the first item of July 2023; any other number with a dot is a paragraph's.
_YEAR_MONTH = re.compile(r"\d{2}(?:0[1-9]|1[0-2])\.\d{2}")
_AGENDA_WARNING = "it calls itself an agenda and not minutes; take it away again if it only says what was to come"
