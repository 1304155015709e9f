"""Composed minutes in, a page of HTML out: as Word saves it, with lists of its own, or with labels in cells."""

import html
import textwrap
from collections.abc import Callable, Sequence
from random import Random

from tests.corpus.composing.meeting import Meeting, Target, Written, WrittenItem

TARGET = Target(glyphs="·•●▪–-Ø§oqvü➢\uf0b7\uf0a7")
_TYPES = {"number": "1", "letter": "a", "roman": "i", "capital letter": "A", "capital roman": "I"}
# A browser prints letters to z, and we read its numerals to xxxix.
_LAST = {"letter": 26, "capital letter": 26, "roman": 39, "capital roman": 39, "number": 99999}


def render(meeting: Meeting, chance: Random) -> bytes:
    """Return the meeting as a page in one of four ways of writing paragraphs and one of three of heading items."""
    body: Callable[[Sequence[Written], Random], str] = chance.choice((_word, _lists, _cells, _breaks))
    title = chance.choice((_heading, _bold, _cell_of_number))
    parts = [f"<p>{html.escape(line)}</p>" for line in meeting.head]
    for item in meeting.items:
        parts += [title(item)] if item.number is not None else []
        parts.append(body(item.paragraphs, chance))
    return f"<html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>".encode()


def _heading(item: WrittenItem) -> str:
    flag = "* " if item.flagged else ""
    return f"<h2>{flag}{item.printed}&nbsp;&nbsp;&nbsp; {_wrapped(item.title)}</h2>"


def _bold(item: WrittenItem) -> str:
    flag = "<p>*</p>" if item.flagged else ""
    return f"{flag}<p class=MsoNormal><b>{item.printed}<span>&nbsp;&nbsp; </span>{_wrapped(item.title)}</b></p>"


def _cell_of_number(item: WrittenItem) -> str:
    bare = item.printed.isdigit() and not item.title.isupper()
    if len(item.printed) > 6 or item.printed[-1] in "–-" or bare:
        return _bold(item)
    flag = "* " if item.flagged else ""
    return f"<table><tr><td>{flag}{item.printed}</td><td><b>{_wrapped(item.title)}</b></td></tr></table>"


def _word(paragraphs: Sequence[Written], chance: Random) -> str:
    """Return paragraphs as Word writes them: labels padded with no-break spaces, lines wrapped in the source."""
    pads = chance.choice(("&nbsp;", "&nbsp;&nbsp;&nbsp;&nbsp; ", "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; "))
    step = chance.choice((0, 0, 4))
    parts = []
    for one in paragraphs:
        if one.cells:
            parts.append(_row(one))
            continue
        text = f"<b>{_wrapped(one.text)}</b>" if one.kind == "heading" else _wrapped(one.text)
        bare = one.look is not None and one.look.is_bare
        label = f"{'&nbsp;' * step * one.depth}{html.escape(one.label)}<span style='font:7.0pt \"Times New Roman\"'>"
        label += f"{'&nbsp;&nbsp; ' if bare else pads}</span>"
        if one.label:
            text = f"<span lang=EN-GB>{label}</span>{text}"
        parts.append(f"<p class=MsoNormal style='margin-left:{36 * one.depth}.0pt'>{text}</p>\n")
        if chance.random() < 0.2:
            parts.append("<p class=MsoNormal><span>&nbsp;</span></p>\n")
    return f"<div class=WordSection1>{''.join(parts)}</div>"


def _cells(paragraphs: Sequence[Written], chance: Random) -> str:
    """Return paragraphs with each label in a cell of its own."""
    whole = chance.random() < 0.5
    rows = []
    for one in paragraphs:
        if one.cells:
            rows.append(_row(one))
        elif one.label:
            rows.append(
                f"<table><tr><td>{html.escape(one.label)}</td><td><p>{_wrapped(one.text)}</p></td></tr></table>"
            )
        elif whole:
            text = f"<b>{_wrapped(one.text)}</b>" if one.kind == "heading" else _wrapped(one.text)
            rows.append(f"<table><tr><td colspan=2>{text}</td></tr></table>")
        else:
            rows.append(_plain(one))
    return "".join(rows).replace("</table><table>", "")


def _breaks(paragraphs: Sequence[Written], chance: Random) -> str:
    """Return paragraphs in one element, parted by line breaks: one before a label, two elsewhere."""
    parts: list[str] = []
    for one in paragraphs:
        if one.cells:
            parts.append(_row(one))
            continue
        gap = "&nbsp; " if one.look is None or not one.look.is_bare else "&nbsp;&nbsp; "
        text = f"{html.escape(one.label)}{gap}{_wrapped(one.text)}" if one.label else _wrapped(one.text)
        text = f"<strong>{text}</strong>" if one.kind == "heading" else text
        doubled = one.label[:2].isalpha() and one.label.endswith(".")  # `cc. The Clerk` begins no list
        clear = one.look is not None and not one.label[-1].isalnum() and not doubled and chance.random() < 0.5
        parts.append(f"{'<br>' if clear else '<br><br>'}{text}")
        if one.kind == "heading":
            parts[-1] = f"<p>{text}</p>"
    return f"<div>{''.join(parts)}</div>"


def _row(one: Written) -> str:
    return f"<table><tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in one.cells)}</tr></table>"


def _plain(one: Written) -> str:
    text = _wrapped(one.text)
    if one.kind == "heading":
        return f"<p><strong>{text}</strong></p>"
    return f"<p>{text}</p>"


def _wrapped(text: str) -> str:
    """Return text with the line ends that Word puts into its source."""
    return "\n".join(textwrap.wrap(html.escape(text), 76, break_on_hyphens=False, break_long_words=False))


def _lists(paragraphs: Sequence[Written], chance: Random) -> str:  # noqa: ARG001 - the table asks one signature
    """Return paragraphs with lists of the page's own where a browser can print their labels, nested as they are."""
    return _Lists(paragraphs).html()


class _Lists:
    """Writes nested lists. open: the runs whose lists are open, with the depth and the end tag of each."""

    def __init__(self, paragraphs: Sequence[Written]) -> None:
        self.paragraphs = paragraphs
        self.open: list[tuple[int, str]] = []
        self.parts: list[str] = []
        self.generated = _generated(paragraphs)

    def html(self) -> str:
        for one in self.paragraphs:
            if one.run in self.generated and one.kind == "entry":
                self._entry(one)
            else:
                self._other(one)
        self._close(0)
        return "".join(self.parts)

    def _entry(self, one: Written) -> None:
        runs = [run for run, _ in self.open]
        if one.run in runs:
            self._close(runs.index(one.run) + 1)
            self.parts.append("</li>")
        else:
            while self.open and not self._is_inside(one, self.open[-1][0]):
                self._close(len(self.open) - 1)
            tag = "ul" if one.look is not None and one.look.is_bullet else "ol"
            kind = "" if tag == "ul" or one.look is None else f' type="{_TYPES[one.look.scheme]}" start="{one.value}"'
            self.parts.append(f"<{tag}{kind}>")
            self.open.append((one.run, tag))
        value = "" if one.look is None or one.look.is_bullet else f' value="{one.value}"'
        self.parts.append(f"<li{value}>{_wrapped(one.text)}")

    def _other(self, one: Written) -> None:
        """Put what is no entry of an open list into the entry that it belongs to, or after all lists."""
        owner = self.paragraphs[one.parent] if one.parent is not None else None
        runs = [run for run, _ in self.open]
        while owner is not None and owner.run not in runs:
            owner = self.paragraphs[owner.parent] if owner.parent is not None else None
        inside = owner is not None and owner.kind == "entry" and owner.run in runs
        self._close(runs.index(owner.run) + 1 if inside and owner is not None else 0)
        if one.cells:
            self.parts.append(_row(one))
        elif one.label:
            bare = one.look is not None and one.look.is_bare
            gap = "&nbsp;&nbsp; " if bare else "&nbsp; "
            self.parts.append(f"<p>{html.escape(one.label)}{gap}{_wrapped(one.text)}</p>")
        else:
            self.parts.append(_plain(one))

    def _is_inside(self, one: Written, run: int) -> bool:
        """Return whether the entry's list stands in the last entry of the list of a run."""
        parent = self.paragraphs[one.parent] if one.parent is not None else None
        while parent is not None and parent.run != run:
            parent = self.paragraphs[parent.parent] if parent.parent is not None else None
        return parent is not None

    def _close(self, left: int) -> None:
        while len(self.open) > left:
            self.parts.append(f"</li></{self.open.pop()[1]}>")


def _generated(paragraphs: Sequence[Written]) -> set[int]:
    """Return the runs of lists that a browser can print and that stand in no list that it cannot."""
    runs = {one.run for one in paragraphs if one.kind == "entry"}
    typed = {
        one.run
        for one in paragraphs
        if one.kind == "entry"
        and (
            one.look is None
            or one.look.shape not in {"{}.", "•"}
            or (not one.look.is_bullet and one.value > _LAST[one.look.scheme])
        )
    }
    return runs - typed
