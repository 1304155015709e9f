"""A model's text, piece by piece, in; its sentences out, each as soon as it is complete, with the labels it carries.

A sentence is complete when the next one has begun, or its line is over: only then have its labels all come. They may
stand before or after the full stop. The last words of an answer that broke off are no sentence.
"""

import re
from collections.abc import AsyncIterator
from typing import NamedTuple

from corpus.sentences import sentences
from service import labels
from service.markup import holds_address

# More is no sentence; a sentence of minutes of that length does not exist either.
LONGEST = 1000
TOO_LONG = "it is too long to be a sentence"


class Drafted(NamedTuple):
    """A sentence as a model wrote it, without its labels.

    fault: why it is none, or "". goes_on: whether it stands in the paragraph or entry of a list of the one before.
    listed: whether an entry of a list begins with it.
    """

    text: str
    labels: tuple[int, ...]
    fault: str = ""
    goes_on: bool = False
    listed: bool = False


async def drafts(pieces: AsyncIterator[str]) -> AsyncIterator[Drafted]:
    """Yield the sentences of a text that comes in pieces. What pieces raise passes through; the rest is then lost."""
    waiting = ""
    since_stop = _LOOKS_FAR
    # How long what waits must be to be read again: by a part longer each time, so that pieces of a letter cost little.
    due = 0
    skipping = inside = False
    async for piece in pieces:
        if skipping:
            _, skipping, piece = _after_line(piece)  # noqa: PLW2901 - the rest of the piece is what counts from here
        # Blank lines in a row say no more than one does.
        waiting = _BLANK.sub("\n\n", waiting + piece)
        since_stop = 0 if _STOP.search(piece) else since_stop + len(piece)
        if (since_stop < _LOOKS_FAR and len(waiting) >= due) or len(waiting) > LONGEST:
            found, used = ready(waiting, ended=False, inside=inside)
            inside = waiting[used - 1] != "\n" if used else inside
            waiting = waiting[used:]
            due = len(waiting) + len(waiting) // _PART
            for one in found:
                yield one
        if len(waiting) > LONGEST:
            yield Drafted(waiting[:LONGEST], (), TOO_LONG)
            waiting, skipping, inside = "", True, False
    for one in ready(waiting, ended=True, inside=inside)[0]:
        yield one


def ready(text: str, *, ended: bool, inside: bool = False) -> tuple[list[Drafted], int]:
    """Return the complete sentences at the start of a text, and how many characters of it they are.

    ended: whether nothing will come any more. inside: whether the text goes on with a line whose beginning was read.
    """
    pending = None if ended else labels.BEGUN.search(text)
    seen = text[: pending.start()] if pending else text
    blocks = _blocks(seen, inside=inside)
    found: list[Drafted] = []
    # Blank lines and lists without words are read once, and not kept for what comes.
    used = 0 if blocks else seen.rfind("\n") + 1
    for place, (start, end) in enumerate(blocks):
        is_open = not ended and place == len(blocks) - 1
        # A heading is over with its line, whatever stops stand in it.
        if is_open and "#" in seen[:start].rpartition("\n")[2]:
            break
        parts = _parts(seen, start, end)
        goes_on = inside and start == 0
        listed = _LISTED.search(seen[:start].rpartition("\n")[2]) is not None
        for first, last in parts[:-1] if is_open else parts:
            found.append(_drafted(seen[first:last])._replace(goes_on=goes_on, listed=listed))
            used, goes_on, listed = last, True, False
        if not parts and not is_open:
            used = end
    return found, len(text) if ended else used


def _drafted(raw: str) -> Drafted:
    """Return a sentence without its labels, and without the words that only lead up to them."""
    text = raw.strip()
    if len(text) > LONGEST:
        return Drafted(text[:LONGEST], (), TOO_LONG)
    text = labels.squared(_PREAMBLE.sub(_capital, text))
    numbers = labels.numbers_of(text)
    if _SOURCE_LINE.match(text) and not text.endswith((".", "!", "?")):
        return Drafted(labels.without(text), (), "it is an entry of a list of sources")
    # The target of a label that is written as a link goes; an address stays, for it speaks against its sentence.
    text = _LABEL_TARGET.sub(lambda match: match.group() if holds_address(match[2]) else match[1], text)
    text = labels.unbracketed(text)
    for pattern in (_LEADING_UP, _TELLS, _HEADS):
        match = pattern.match(text)
        if match:
            text = f"{match['labels']} {text[match.end() :][:1].upper()}{text[match.end() + 1 :]}"
    text = _AS_STATED.sub(r" \g<labels>", text)
    bare = labels.without(text)
    return Drafted(bare, numbers, "its wording leans on a label" if _LEANS.search(text) else "")


def _capital(preamble: re.Match[str]) -> str:
    """Return the letter that a sentence begins with once the words before it are gone."""
    return preamble["first"].upper()


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a block, each up to where the next begins: labels between are its own."""
    kept: list[int] = []
    place = start
    taken = [one.span() for sort in (labels.PATTERN, labels.ROUND_AFTER) for one in sort.finditer(text, start, end)]
    for first, last in sorted(taken):
        kept.extend(range(place, first))
        place = last
    kept.extend(range(place, end))
    # What dresses a sentence must not hide where it ends: “**Agreed.** The …”.
    kept = [one for one in kept if text[one] not in "*`"]
    bare = "".join(text[one] for one in kept)
    begins = [kept[first] for first, _ in sentences(bare)]
    if not begins:
        return []
    # What stands before the first sentence of a block belongs to it; what follows a sentence, up to the next one, too.
    return list(zip([start, *begins[1:]], [*begins[1:], end], strict=True))


def _blocks(text: str, *, inside: bool) -> list[tuple[int, int]]:
    """Return the spans of the blocks of a text, without the signs that they begin with: paragraphs, entries of lists.

    A line goes on with the one before where that ends in no stop, as in Markdown; one of labels alone always does.
    """
    found: list[tuple[int, int]] = []
    is_over, is_apart = True, False
    for line in _LINE.finditer(text):
        words = line.group().strip()
        begins = not (inside and line.start() == 0)
        marker = _MARKER.match(line.group()) if begins else None
        if _RULE.fullmatch(words) and (begins or not words):  # or an empty line
            is_over, is_apart = True, is_apart or bool(words)
            continue
        if not labels.without(words) and found and not is_apart:
            found[-1] = (found[-1][0], line.end())
            continue
        is_apart = False
        goes_on = not is_over and not marker and not labels.PATTERN.match(words)
        if goes_on:
            found[-1] = (found[-1][0], line.end())
        elif words:
            found.append((line.start() + (marker.end() if marker else 0), line.end()))
        bare = labels.without(words)
        is_over = not bare or bare[-1] in ".!?:" or words.startswith("#")
    return found


def is_list_of_sources(text: str) -> bool:
    """Return whether a sentence only announces a list of sources, which are shown with each sentence anyway."""
    return _SOURCES.fullmatch(text) is not None


def _after_line(piece: str) -> tuple[str, bool, str]:
    """Return what of a piece belongs to a line that is passed over, whether that goes on, and what comes after it."""
    before, newline, after = piece.partition("\n")
    return before, not newline, after


# How many characters after a full stop a label or the next sentence may take to begin.
_LOOKS_FAR = 80
_STOP = re.compile(r"[.!?:\n]")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n){2,}")
# What waits is read again when it has grown by one part of so many: always before a label could be missed.
_PART = 16
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# The bar is that of the prompt, before the lines of a paragraph.
_MARKER = re.compile(r"\s{0,12}(?:(?:[-*+•·‣–—|]|#{1,6}|>|\d{1,2}[.)])\s{1,4}){1,3}")
# Of these signs, those that no heading and no quotation begins with.
_LISTED = re.compile(r"[-*+•·‣–—\d]")
# A rule, a fence, or the lines of the prompt around a paragraph, which some models copy.
_RULE = re.compile(r"(?:-{3} (?:end of )?paragraph \[\d{1,2}\] -{3}|`{3,}\w{0,20}|~{3,}\w{0,20}|[-*_=]{3,})?")
_SOURCES = re.compile(
    r"[*#_\s]{0,8}(?:sources?|references?|citations?|notes?|footnotes?|bibliography)[*_]{0,3}:?[*_]{0,3}", re.IGNORECASE
)
_SOURCE_LINE = re.compile(rf"{labels.LABEL}\s?:", re.IGNORECASE)
_LABEL_TARGET = re.compile(rf"({labels.LABEL})\(([^()\s]{{0,300}})\)", re.IGNORECASE)
_PARAGRAPH = r"(?:the\s)?(?:paragraphs?\s|sources?\s|minutes\s)?"
_LEADING_UP = re.compile(
    rf"(?:According to|As (?:stated|noted|set out|described|mentioned|recorded|shown|reported) (?:in|by)|Per|From|In)\s"
    rf"{_PARAGRAPH}(?P<labels>{labels.LABELS}),?\s",
    re.IGNORECASE,
)
_TELLS = re.compile(
    rf"{_PARAGRAPH}(?P<labels>{labels.LABELS})\s(?:states?|says?|records?|notes?|shows?|indicates?|confirms?|mentions?"
    rf"|reports?)\sthat\s",
    re.IGNORECASE,
)
# “[1]: The charge …”, “Paragraph [1] - The charge …”.
_HEADS = re.compile(rf"{_PARAGRAPH}(?P<labels>{labels.LABELS})\s?[:|–—-]\s", re.IGNORECASE)
# Words that say where an answer comes from and nothing of what it is: “Based on the paragraphs provided, …”.
_PREAMBLE = re.compile(
    r"^[*_]{0,3}(?:(?:based (?:solely |only )?(?:up)?on|according to|as per|from|in) (?:the )?"
    r"(?:(?:provided|given|above|following|supplied|numbered) ){0,2}(?:paragraphs|information|text|context|passages)"
    r"(?: (?:provided|given|above|supplied)(?: (?:above|here))?)?,"
    r"|(?:the )?(?:short )?answer(?: is)?:)[*_]{0,3}\s(?P<first>\w)",
    re.IGNORECASE,
)
# Only what a comma sets apart: in “The report was noted [1].” the word is the verb.
_AS_STATED = re.compile(
    rf"(?:,\sas\s(?:stated|noted|set out|described|mentioned|recorded|shown|reported)(?:\s(?:in|by))?"
    rf"|,?\saccording to|[,;]\ssee|\s[–—-])\s{_PARAGRAPH}(?P<labels>{labels.LABELS})",
    re.IGNORECASE,
)
_LEANS = re.compile(
    rf"\b(?:in|of|from|by|see|per|paragraphs?|sources?)\s{labels.LABEL}|^{labels.LABELS}\s(?-i:[a-z])",
    re.IGNORECASE,
)
