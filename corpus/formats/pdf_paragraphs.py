"""Printed lines in reading order in, paragraphs out: lines that go on joined, with hyphens at their ends undone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.blocks import Block
from corpus.formats.pdf_lines import Line, is_label
from corpus.numbering import BULLETS, SPACES, read_labels


@dataclass(frozen=True, slots=True)
class Measures:
    """How a document is set. All in points, but leading.

    margin: where its lines begin. starts: where many do, to the point. edge: where full lines end. leading: from line
    to line of a paragraph, in heights of the type. size: of its text. sizes: of its larger types, largest first.
    words: every word and compound inside its lines, folded, with how often. hanging: whether the lines after a label's
    stand under its text.
    """

    margin: float
    starts: frozenset[int]
    edge: float
    leading: float
    size: float
    sizes: tuple[float, ...]
    words: Counter[str]
    hanging: bool


def measure(lines: Sequence[Line]) -> Measures:
    """Return how a document is set, from all of its lines in reading order (at least one)."""
    starts, sizes, ends = Counter[int](), Counter[float](), Counter[int]()
    for line in lines:
        if line.column == 0:
            starts[round(line.left)] += 1
        sizes[round(line.size * 2) / 2] += len(line.text)
    usual = [start for start, count in starts.items() if count >= max(2, 0.04 * len(lines))] or list(starts)
    rights = sorted(line.right for line in lines if line.column == 0) or [line.right for line in lines]
    edge = rights[-1 - len(rights) // 40]
    size = sizes.most_common(1)[0][0]
    larger = sorted((other for other in sizes if other > size * _LARGER), reverse=True)
    for above, below in pairwise(lines):
        gap = (above.foot - below.foot) / max(above.size, 1)
        if (
            _together(above, below)
            and len(above.text) > _LONG_LINE
            and 0.8 < gap < 2.5
            and not _has_room(above, below, edge)
        ):
            ends[round(gap * 50)] += 1
    inside = (word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text[:-1]))
    leading = ends.most_common(1)[0][0] / 50 if ends else 1.2
    margin = float(min(usual, default=0))
    hanging = _is_hanging(lines, edge)
    return Measures(margin, frozenset(usual), edge, leading, size, tuple(larger[:5]), Counter(inside), hanging)


def paragraphs(lines: Iterable[Line], measures: Measures) -> list[Block]:
    """Return the blocks that lines in reading order make."""
    gathered: list[_Gathered] = []
    for line in lines:
        if gathered and gathered[-1].is_continued_by(line, measures):
            gathered[-1].lines.append(line)
        else:
            gathered.append(_Gathered([line]))
    return _with_labels_first([one.block(measures) for one in gathered])


@dataclass(slots=True)
class _Gathered:
    """The lines of one paragraph so far."""

    lines: list[Line] = field(default_factory=list)

    def is_continued_by(self, line: Line, measures: Measures) -> bool:
        last = self.lines[-1]
        if not _together(last, line) or _is_bare(last.text) or _is_next_entry(last, line):
            return False
        room = _has_room(last, line, measures.edge)
        loose = _LOOSE if line.text[0].islower() else _SET_LOOSE
        close = line.page != last.page or last.foot - line.foot <= loose * measures.leading * line.size
        runs_on = line.text[0].islower() and not last.text.endswith(_STOPS) and not _is_short(last, measures)
        if not close or (room and not runs_on) or _starts_paragraph(last, line) or _leads(last, line, measures):
            return False
        return self._is_aligned(line, runs_on, hanging=measures.hanging) or (_centre(last, line) and not room)

    def _is_aligned(self, line: Line, runs_on: bool, *, hanging: bool) -> bool:
        """Return whether a line begins where this paragraph's next line would."""
        first, last = self.lines[0], self.lines[-1]
        if len(self.lines) > 1 and line.page == last.page:
            return abs(line.left - last.left) < _ALIGNED
        under_label = abs(line.left - first.left) < _ALIGNED
        if under_label and hanging and first.start > first.left + _ALIGNED and not runs_on:
            return False
        beside = under_label or min(abs(line.left - first.start), abs(line.left - first.hang)) < _ALIGNED
        set_in_first = 0 < first.left - line.left < _FIRST_LINE * line.size
        return beside or set_in_first or (runs_on and line.left > first.left)

    def block(self, measures: Measures) -> Block:
        first = self.lines[0]
        text = self._with_gap()
        for line in self.lines[1:]:
            text = _joined(text, line.text, measures.words)
        level = self._level(text, measures)
        kind = "paragraph" if level is None else "heading"
        centred = self._is_centred(measures)
        away = 0 if first.column or centred else round((first.left - measures.margin) / (_SPACE * first.size))
        indent = min(max(away, 0), _MOST_SPACES)
        bullet = kind == "paragraph" and re.match(rf"[{BULLETS}]\u00a0", text) is not None
        return Block(
            text=f"{chr(0xA0) * indent}{text}",
            kind="bullet" if bullet else "heading" if kind == "heading" else "paragraph",
            level=level or int(bullet),
            indent=indent,
            page=first.page,
        )

    def _with_gap(self) -> str:
        """Return the text of the first line, its label set apart where the lines below hang beside it.

        In a justified line no gap tells where the label ends.
        """
        first = self.lines[0]
        label, _, rest = first.text.partition(" ")
        hangs = len(self.lines) > 1 and abs(self.lines[1].left - first.hang) < _ALIGNED < first.hang - first.left
        return f"{label}\u00a0\u00a0{rest}" if hangs and first.start == first.left and is_label(label) else first.text

    def _level(self, text: str, measures: Measures) -> int | None:
        """Return the level of a heading: 1 for the largest type; 0 for one that is only bold; None where it is none."""
        words = text.split()
        said = next((label.text for label in read_labels(text)), text)
        if len(words) > _LONGEST_HEADING or text.endswith((".", ";", ",")) or said[:1].islower():
            return None
        size = round(self.lines[0].size * 2) / 2
        if size in measures.sizes:
            return measures.sizes.index(size) + 1
        return 0 if all(line.bold for line in self.lines) else None

    def _is_centred(self, measures: Measures) -> bool:
        """Return whether the lines stand in the middle of the page, and not at an indent that many others have."""
        if round(self.lines[0].left) in measures.starts:
            return False
        return all(
            line.left - measures.margin > 2 * line.size
            and abs((line.left - measures.margin) - (measures.edge - line.right)) < 2 * line.size
            for line in self.lines
        )


def _is_hanging(lines: Sequence[Line], edge: float) -> bool:
    """Return whether most full lines that begin with a label have the next one under their text, not under it."""
    under_text = under_label = 0
    for above, below in pairwise(lines):
        labelled = above.start > above.left + 2 * _ALIGNED and above.page == below.page
        if labelled and _together(above, below) and not _has_room(above, below, edge):
            under_text += abs(below.left - above.start) < _ALIGNED
            under_label += abs(below.left - above.left) < _ALIGNED
    return under_text > _MANY * under_label


def _together(one: Line, other: Line) -> bool:
    """Return whether two lines can be of one paragraph by their type and column."""
    alike = abs(one.size - other.size) < 0.12 * max(one.size, other.size)
    return alike and one.bold == other.bold and one.column == other.column and other.page - one.page in {0, 1}


def _has_room(above: Line, below: Line, edge: float) -> bool:
    """Return whether the first word of a line would have stood on the one above, had it gone on."""
    end = edge if above.limit is None else above.limit - above.size
    return above.right + below.first_word + _SPACE * above.size < end - 1


def _is_next_entry(last: Line, line: Line) -> bool:
    """Return whether a line in a column is another entry of a list of names, and not more of the one above."""
    names = max(len(last.text.split()), len(line.text.split())) <= _LONGEST_NAME
    open_bracket = last.text.count("(") > last.text.count(")")
    set_in = line.left - last.left > _ALIGNED
    return (
        line.column > 0 and names and line.text[0].isupper() and not (open_bracket or set_in or last.text[-1] in ",-")
    )


def _is_short(line: Line, measures: Measures) -> bool:
    """Return whether a line ends before the middle of the page: what a clerk breaks there is meant to be two lines."""
    return line.column == 0 and line.right - measures.margin < (measures.edge - measures.margin) / 2


def _centre(above: Line, below: Line) -> bool:
    return abs((above.left + above.right) - (below.left + below.right)) < 2 * _ALIGNED


def _starts_paragraph(last: Line, line: Line) -> bool:
    """Return whether a line begins with a label. Prose may begin one with `(b) of the scheme`, after no stop."""
    labels = [label for label in read_labels(line.text) if label.strong]
    parted = line.start > line.left or any(label.scheme == "bullet" for label in labels)
    return bool(labels) and (parted or last.text.endswith((*_STOPS, ",", "and", "or")))


def _leads(last: Line, line: Line, measures: Measures) -> bool:
    """Return whether a line opens something as prose does not: `Action: A Clerk`, or `RESOLVED` after a stop."""
    if _OPENING_WORD.match(line.text):
        return True
    opens = len(line.text.split()) <= _LONGEST_LEAD and (line.text.endswith((":", "–")) or line.text.isupper())
    return opens and _ENDED.search(last.text) is not None and _is_short(line, measures)


def _joined(text: str, line: str, words: Counter[str]) -> str:
    """Return a paragraph's text with its next line: a hyphen between them is taken out unless it belongs there.

    It belongs where the compound stands elsewhere in the document at least as often as the joined word, after the words
    of _COMPOUNDS and after figures, before a capital, and in a word that has another hyphen.
    """
    ending = re.search(r"([\w’'-]*?)(-|\u00ad)$", text)
    if ending is None or not ending[1] or not line[:1].isalnum():
        return f"{text} {line}"
    following = re.match(r"[^\W\d_]*", line)
    before, after = ending[1].casefold(), following[0].casefold() if following else ""
    whole = text[: -len(ending[2])]
    one_word = words[before + after] > words[f"{before}-{after}"]
    if ending[2] == "\u00ad" or (one_word and line[0].islower()):
        return f"{whole}{line}"
    belongs = (
        f"{before}-{after}" in words or before in _COMPOUNDS or "-" in before or not before[-1].isalpha()
    ) or not line[0].islower()
    return f"{whole}-{line}" if belongs else f"{whole}{line}"


def _is_bare(text: str) -> bool:
    """Return whether a line is only a label that names a minute, which nothing goes on from."""
    return any(not label.text and label.scheme in {"reference", "slash"} for label in read_labels(text))


def _with_labels_first(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks, a label that was set beside its heading but lower joined to it: `APOLOGIES`, then `PLA146/14`."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if (
            before is not None
            and _is_bare(block.text)
            and before.page == block.page
            and (before.kind == "heading" or before.text.isupper())
            and not read_labels(before.text)
        ):
            label = block.text.strip(SPACES)
            kept[-1] = Block(
                f"{label}\u00a0\u00a0{before.text.lstrip(SPACES)}", before.kind, before.level, page=before.page
            )
        elif (
            before is not None and is_label(before.text) and before.page == block.page and before.indent < block.indent
        ):
            kept[-1] = Block(
                f"{before.text}\u00a0\u00a0{block.text.lstrip(SPACES)}",
                block.kind,
                block.level,
                before.indent,
                block.page,
            )
        else:
            kept.append(block)
    return kept


_OPENING_WORD = re.compile(r"(?:[A-Z][a-z]+|[A-Z]{4,}):\s")
_LONGEST_LEAD = 3
# A line that may be the last of its paragraph: it ends with a stop, maybe inside a bracket or quotation.
_ENDED = re.compile(r"[.:;!?,][”’\"')\]]*$")
_STOPS = (".", ":", ";", "!", "?")
# The width of a space, and how far a first line may be set in, in heights of the type.
_SPACE = 0.25
_FIRST_LINE = 5.0
# Points.
_ALIGNED = 3.0
# A gap wider than this, in leadings, parts paragraphs; before a capital, a narrower one does.
_LOOSE = 1.22
_SET_LOOSE = 1.08
# Type larger than this, in sizes of the text, is a heading's.
_LARGER = 1.12
# How many times more often lines hang than not where a document's do.
_MANY = 3
_LONGEST_HEADING = 25
_LONGEST_NAME = 7
# Letters: a line with more is one of prose.
_LONG_LINE = 40
_MOST_SPACES = 60
# First parts of words that keep their hyphen.
_COMPOUNDS = frozenset(
    "all anti by co cross ex follow full half high in inter long low mid multi non off on one part post pre "
    "self semi short sub two three four up vice well year".split()
)
