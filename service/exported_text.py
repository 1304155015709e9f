"""Text or Markdown that quotes the record in, what it claims out.

On one line, words in “…” or "…" and the address or the id of their paragraph after them; or, as service/markdown.py
writes it, a block quotation that ends in marks, and a list of what each mark stands for:

    “The cost was £4,000.” (/minutes/oak/roads/2024-01-01#45.12)
    The Board was told that "the cost was £4,000": oak/roads/2024-01-01#45.12

    > The cost was £4,000. [45.12]

    - [45.12] paragraph 45.12, Roads Board, Oak Council, 1 January 2024, draft minutes: /minutes/oak/…#45.12

A text with such marks is an answer, in which no line may be without a paragraph. In any other, what stands between the
quotations is whoever's who wrote it, and claims nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.minutes import INVISIBLE, fold
from service.citations import paragraph_id_of
from service.claims import Claim, Export, Loose, Own, Stated, Told
from service.errors import NotAnAnswer
from service.markdown import unescaped
from service.own_words import HEADS, asks, is_own, opens

Marks = Mapping[str, re.Match[str]]
# An answer has few quotations in one sentence, and five paragraphs at most: this is many times as much.
MOST_TOGETHER = 400
NO_PARAGRAPH = "It names no paragraph."
UNSEEN = "It has characters that cannot be seen."
UNUSED = "Nothing that is quoted uses this source."
TWICE = "Another source has the same mark."
HEADS_NOTHING = "Nothing is quoted under it."


def of_text(text: str) -> Export:
    """Return what a text claims. Raises NotAnAnswer for a sentence that no answer has (any_of)."""
    lines = [line.strip() for line in text.splitlines()]
    found = {number: match for number, line in enumerate(lines, start=1) if (match := _SOURCE.fullmatch(line))}
    marks = {match["mark"]: match for match in reversed(found.values())}
    first = next((number for number, line in enumerate(lines, start=1) if line), 0)
    reading = _Reading(marks, is_answer=bool(marks) or any(opens(unescaped(line)) for line in lines))
    for number, line in enumerate(lines, start=1):
        place = f"line {number}"
        if number in found:
            reading.beside.extend(
                _of_source(found[number], place, is_first=marks[found[number]["mark"]] is found[number])
            )
        elif number == first and line.startswith("# ") and asks(unescaped(line[2:])):
            continue
        elif line:
            reading.line(line, place)
    reading.close()
    if "Sources:" in lines or reading.claims:
        unused = [one for one in found.items() if one[1]["mark"] not in reading.used]
        reading.beside.extend(Loose(f"line {number}", fold(match[0]), UNUSED) for number, match in unused)
    claims = reading.claims or [_sourced(one, "", f"line {number}") for number, one in found.items()]
    return Export(tuple(claims), int(reading.is_answer), reading.uncited, tuple(reading.beside))


@dataclass(slots=True)
class _Reading:
    """What has been read of a text so far. over: the heading that says whose minutes are quoted, and its place."""

    marks: Marks
    is_answer: bool
    claims: list[Claim] = field(default_factory=list)
    beside: list[Stated | Told | Own | Loose] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    uncited: int = 0
    over: tuple[str, str] | None = None
    is_used: bool = True

    def line(self, line: str, place: str) -> None:
        """Read a line that is no source."""
        if _UNSEEN.search(line):
            self.beside.append(Loose(place, fold(line), UNSEEN))
        if line.startswith(">"):
            self._block(line[1:].strip(), place)
        elif is_own(unescaped(line)) or line in HEADS:
            self._own(line, place)
        else:
            self._prose(line, place)

    def _own(self, line: str, place: str) -> None:
        self.close()
        self.beside.append(Own(place, unescaped(line)))

    def close(self) -> None:
        """End what stands under a heading."""
        if self.over and not self.is_used:
            self.beside.append(Loose(self.over[1], self.over[0], HEADS_NOTHING))
        self.over, self.is_used = None, True

    def _block(self, line: str, place: str) -> None:
        quote, marks = _block(line, self.marks)
        if not any(sign.isalnum() for sign in line):
            return
        if not marks:
            made, without = _of_line(line, place, self.marks)
            self.claims.extend(made)
            self.uncited += without
            if not made or not _is_made_of_quotations(line):
                self.beside.append(Loose(place, fold(unescaped(line)), NO_PARAGRAPH))
            return
        self.used.update(marks)
        self.claims.extend(_sourced(self.marks[mark], unescaped(quote), place) for mark in marks)
        if self.over:
            paragraph_id = paragraph_id_of(self.marks[marks[0]]["place"])
            self.beside.append(Stated(place, paragraph_id, _whose(self.over[0])))
            self.is_used = True

    def _prose(self, line: str, place: str) -> None:
        said, marks = _block(line, self.marks)
        made, without = _of_line(line, place, self.marks)
        self.uncited += without
        heading = _HEADING.fullmatch(line)
        near = _NEAR.fullmatch(line)
        self.claims.extend(made)
        if marks:
            self.used.update(marks)
            of = tuple(paragraph_id_of(self.marks[mark]["place"]) for mark in marks)
            self.beside.append(Told(place, fold(unescaped(said)), of))
        elif not self.is_answer:
            return
        elif heading:
            self.close()
            self.over, self.is_used = (unescaped(heading["whose"]), place), False
        elif near:
            self.beside.append(Stated(place, paragraph_id_of(near["place"]), {"listed": unescaped(near["said"])}))
        elif not made or not _is_made_of_quotations(line):
            self._own(line, place)


def _of_source(source: re.Match[str], place: str, *, is_first: bool) -> Iterator[Stated | Loose]:
    """Yield what a line of the list of sources states."""
    if not is_first:
        yield Loose(place, fold(source[0]), TWICE)
    if _UNSEEN.search(source[0]):
        yield Loose(place, fold(source[0]), UNSEEN)
    facts = {"listed": unescaped(source["said"]), "status": source["status"] or "", "address": source["place"]}
    # Whoever counts sources of a text by hand may begin at 1; an export names the label.
    yield Stated(
        place, paragraph_id_of(source["place"]), facts | ({"mark": source["mark"]} if source["digest"] else {})
    )


def _whose(said: str) -> dict[str, object]:
    """Return what is said of whose minutes something is of, with their status apart."""
    whose, comma, status = said.removesuffix(" minutes").rpartition(", ")
    if said.endswith(" minutes") and comma and status in {"draft", "approved"}:
        return {"listed": whose, "status": status}
    return {"listed": said, "status": ""}


def _of_line(line: str, place: str, marks: Marks) -> tuple[list[Claim], int]:
    """Return what a line claims, and how many quotations in it name no paragraph."""
    _, ends_in = _block(line, marks)
    claims: list[Claim] = []
    waiting: list[str] = []
    for found in QUOTE_OR_PLACE.finditer(line):
        if found["place"] is None:
            waiting.append(quoted(found))
        else:
            paragraph_id = paragraph_id_of(found["place"].rstrip(_NOT_OF_AN_ADDRESS))
            claims.extend(Claim(place, paragraph_id, fold(unescaped(quote))) for quote in waiting or [""])
            waiting = []
    without = len(_MARK.findall(QUOTE_OR_PLACE.sub(" ", line)))
    if ends_in:
        # A sentence about the record that quotes it: its marks say from where.
        of = [_sourced(marks[mark], "", place) for mark in ends_in]
        return [*claims, *any_of(of, [unescaped(quote) for quote in waiting])], without
    return claims, len(waiting) + without


def _is_made_of_quotations(line: str) -> bool:
    """Return whether a line has no words beside what it quotes and where that stands."""
    return not any(sign.isalnum() for sign in QUOTE_OR_PLACE.sub(" ", line))


def quoted(found: re.Match[str]) -> str:
    """Return the words between quotation marks, of whichever kind."""
    return next(words for name, words in found.groupdict().items() if name != "place" and words is not None)


def any_of(of: Sequence[Claim], quotes: Sequence[str]) -> Iterator[Claim]:
    """Yield for each quotation the claim that it stands in one of the paragraphs that its sentence cites.

    Raises NotAnAnswer where one sentence quotes and cites more than any answer does: each is looked for in each.
    """
    if len(of) * len(quotes) > MOST_TOGETHER:
        raise NotAnAnswer(
            f"a sentence with {len(quotes):,} quotations cites {len(of):,} paragraphs; at most {MOST_TOGETHER:,}, the "
            "one times the other, are checked. Divide it."
        )
    for quote in quotes if of else ():
        claims = [replace(one, quote=fold(quote).strip(_NOT_OF_A_QUOTE), about=True) for one in of]
        yield replace(claims[0], others=tuple(claims[1:]))


def _block(line: str, marks: Mapping[str, object]) -> tuple[str, list[str]]:
    """Return the words of a block quotation, and the marks that it ends in."""
    ends_in: list[str] = []
    end = len(line)
    while end and line[end - 1] == "]":
        start = line.rfind("[", 0, end)
        if start < 0 or line[start + 1 : end - 1] not in marks:
            break
        ends_in.append(line[start + 1 : end - 1])
        end = start
        # By hand, because stripping would copy the line for every mark.
        while end and line[end - 1].isspace():
            end -= 1
    return line[:end], list(dict.fromkeys(reversed(ends_in)))


def _sourced(source: re.Match[str], quote: str, place: str) -> Claim:
    return Claim(
        place=place,
        paragraph_id=paragraph_id_of(source["place"]),
        quote=fold(quote),
        digest=source["digest"] or "",
        minutes_status=source["status"] or "",
    )


# An address of a page, or an id: at least two slashes, and a fragment. Words such as “and/or” are neither. No part of
# the patterns can match at many places of one long run, so that a hostile line costs no more than it is long.
_PLACE = r"(?:(?:https?://[^\s<>()]{0,300}?)?/minutes/[^\s<>()\]]+|[\w.%-]+(?:/[\w.%-]+){2,}#[\w.%-]+)"
_NOT_OF_A_QUOTE = " .,;:!?"
_NOT_OF_AN_ADDRESS = ".,;:!?”\"'’"
QUOTE_OR_PLACE = re.compile(
    rf"“(?P<curly>[^“”]*(?:“[^“”]*”[^“”]*)*)”|\"(?P<straight>[^\"]+)\"|‘(?P<single>[^‘“”]+)’(?!\w)"
    rf"|«(?P<angled>[^«»]+)»|„(?P<low>[^„“”]+)[“”]|(?P<place>(?<![\w/.%-]){_PLACE})"
)
# A quotation that does not end on its line.
_MARK = re.compile(r"[“„«]")
_SOURCE = re.compile(
    rf"[-*]\s+\[(?P<mark>[^\[\]]+)\]\s(?P<said>.*?)(?:, (?P<status>draft|approved) minutes)?: (?P<place>{_PLACE})"
    r"(?: \(text (?P<digest>[0-9a-f]{16})\))?"
)
_HEADING = re.compile(r"\*\*(?P<whose>.+)\*\*")
_NEAR = re.compile(rf"- (?P<said>paragraph .*): (?P<place>{_PLACE})")
_UNSEEN = re.compile(f"[\\0-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f{INVISIBLE}]")
