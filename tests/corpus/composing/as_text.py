"""Composed minutes in, a text file out: a line a paragraph, or wrapped at a width."""

import textwrap
from random import Random

from tests.corpus.composing.meeting import Meeting, Target, Written, WrittenItem

TARGET = Target(glyphs="·•●▪–-Ø§oqvü➢\uf0b7\uf0a7", headings=False)
N = "\u00a0"


def render(meeting: Meeting, chance: Random) -> bytes:
    """Return the meeting as a file with a line for each paragraph; labels are parted from their text in one way."""
    gap = chance.choice((" ", "  ", N, f"{N}{N}", f"{N} {N} {N} ", "\t", "      "))
    step = chance.choice((0, 0, 3, 4, 8))
    pad = chance.choice((" ", N))
    own_line = chance.random() < 0.15
    lines = list(meeting.head)
    for item in meeting.items:
        lines += _title(item, gap, own_line=own_line)
        for one in item.paragraphs:
            lines += _lines(one, pad * step * one.depth if one.label else "", gap, own_line=own_line)
    return chance.choice(("\n", "\n\n", "\r\n")).join(lines).encode()


def render_wrapped(meeting: Meeting, chance: Random) -> bytes:
    """Return the meeting as a file wrapped at a width, with lines after the first set in or not.

    Without empty lines between them a paragraph whose last line is full could go on, so one is put there.
    """
    width, gap = chance.randint(70, 110), chance.choice((" ", "  ", "    "))
    hang, step, spaced = chance.choice((0, 0, 4)), chance.choice((0, 4)), chance.random() < 0.6
    lines: list[str] = []
    paragraphs = [(line, "") for line in meeting.head]
    for item in meeting.items:
        paragraphs += [(line, "") for line in _title(item, gap, own_line=False)]
        for one in item.paragraphs:
            indent = " " * step * one.depth if one.label else ""
            paragraphs.append((_lines(one, "", gap, own_line=False)[0].replace(N, " "), indent))
    for text, indent in paragraphs:
        more = indent + " " * (hang if text[:1].isalnum() or indent else 0)
        wrapped = textwrap.wrap(
            text, width, initial_indent=indent, subsequent_indent=more, break_on_hyphens=False, break_long_words=False
        )
        first_word = len(wrapped[0].split()[0])
        full = bool(lines) and len(lines[-1]) + 1 + first_word > width - 4
        if lines and lines[-1] and (spaced or full):
            lines.append("")
        lines += wrapped
    return "\n".join(lines).encode()


def _title(item: WrittenItem, gap: str, *, own_line: bool) -> list[str]:
    if item.number is None:
        return []
    flag = "* " if item.flagged else ""
    bare = item.printed[-1].isdigit() and item.printed.isdigit() and not item.title.isupper()
    if own_line and not item.printed.isdigit() and item.printed[-1] not in "–-":
        return [flag + item.printed, item.title]
    return [f"{flag}{item.printed}{'  ' if bare and len(gap) < 2 else gap}{item.title}"]


def _lines(one: Written, indent: str, gap: str, *, own_line: bool) -> list[str]:
    if not one.label:
        return [one.text]
    bare = one.look is not None and one.look.is_bare
    is_bullet = one.look is not None and one.look.is_bullet
    if own_line and (is_bullet or not bare):
        return [f"{indent}{one.label}", one.text]
    return [f"{indent}{one.label}{'   ' if bare and len(gap) < 2 else gap}{one.text}"]
