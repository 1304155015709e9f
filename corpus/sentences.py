"""A paragraph's text in, the spans of its sentences out.

Minutes abbreviate in ways that general splitters cut at (`Cllr. Ames`, `No. 2`, `eg. each field`, `12.30 p.m.`), and a
quotation must start and end where a sentence does, so the borders are decided here and nowhere else.
"""

import re


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) spans of the sentences of a text, in order, trimmed of white space.

    Spans never overlap, and between them lies only white space. A text without a full stop is one sentence.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for border in _BORDER.finditer(text):
        if _is_abbreviated(text[max(start, border.end("stop") - _LONGEST_ABBREVIATED) : border.end("stop")]):
            continue
        spans.append((start, border.end("closing")))
        start = border.end()
    spans.append((start, len(text)))
    return [trimmed for trimmed in (_trimmed(text, *span) for span in spans) if trimmed[0] < trimmed[1]]


def _is_abbreviated(before: str) -> bool:
    """Return whether a full stop ends an abbreviation or an initial rather than a sentence."""
    word = before.rsplit(None, 1)[-1].lstrip("([{‘“\"'").casefold() if before.split() else ""
    return word in _ABBREVIATIONS or (
        re.fullmatch(r"[a-z]\.|(?:[a-z]\.)+[a-z]\.", word) is not None and word not in _TIMES
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# A stop, any closing quotes or brackets, white space, and then something that can begin a sentence.
_BORDER = re.compile(
    r"(?<![.!?])(?P<stop>[.!?]+)(?P<closing>[\"'’”)\]]*)(?P<gap>\s+)(?=[\"'‘“(\[]*[A-Z0-9£])",
)

# No abbreviation with its bracket or quote is longer; what is before it need not be looked at, however long.
_LONGEST_ABBREVIATED = 40

_TIMES = frozenset({"a.m.", "p.m."})

_ABBREVIATIONS = frozenset(
    f"{word}."
    for word in [
        "cllr",
        "cllrs",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "rev",
        "revd",
        "hon",
        "rt",
        "st",
        "sir",
        "no",
        "nos",
        "para",
        "paras",
        "p",
        "pp",
        "ref",
        "refs",
        "ltd",
        "co",
        "plc",
        "dept",
        "approx",
        "c",
        "ca",
        "vs",
        "v",
        "eg",
        "e.g",
        "ie",
        "i.e",
        "etc",
        "cf",
        "al",
        "fig",
        "sch",
        "art",
        "sec",
        "ext",
        "tel",
        "est",
        "inc",
        "gov",
        "min",
        "max",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
