"""A file that quotes the record → what it claims: these words stand in that paragraph.

Two kinds of file are read. JSON: an answer as `POST /api/ask` or `minuted ask --json` gives it, a list of them, one a
line, or an object that holds one as `minuted` or `structuredContent`. Text and Markdown: on one line, words in “…” or
"…" and the address or the id of their paragraph after them; or, as service/markdown.py writes it, a block quotation
that ends in marks, and a list of what each mark stands for:

    “The cost was £4,000.” (/minutes/oak/roads/2024-01-01#45.12)
    The Board was told that "the cost was £4,000": oak/roads/2024-01-01#45.12

    > The cost was £4,000. [45.12]

    - [45.12] paragraph 45.12, Roads Board, Oak Council, 1 January 2024, draft minutes: /minutes/oak/…#45.12
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.minutes import fold
from service.citations import paragraph_id_of
from service.errors import NotAnAnswer
from service.markdown import unescaped
from service.own_words import asks, is_own

MOST_BYTES = 10 * 1024 * 1024
MOST_CLAIMS = 5000


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a file says stand in a paragraph. place: where in the file, “line 3”, “sentence 2 of answer 1”.

    quote: "" where only the paragraph is cited. span: of the quote in the paragraph's text, digest and text: of the
    paragraph, minutes_status: of its minutes, all as they were; None or "" where the file does not say. about:
    it is made in a sentence about the paragraph, which may quote what stands over that. others: the same words in the
    other paragraphs that such a sentence cites, of which one must have them.
    """

    place: str
    paragraph_id: str
    quote: str
    span: tuple[int, int] | None = None
    digest: str = ""
    text: str = ""
    minutes_status: str = ""
    about: bool = False
    others: tuple["Claim", ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """What a file claims. uncited: how many quotations in it name no paragraph or do not end, and cannot be checked."""

    claims: tuple[Claim, ...]
    answers: int
    uncited: int


def read_export(path: Path) -> Export:
    """Return what a file claims. Raises NotAnAnswer for a file that cannot be read, or in which nothing is claimed."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotAnAnswer(f"'{path}' cannot be read: {error.strerror}. Name a file that holds an answer.") from None
    if len(data) > MOST_BYTES:
        raise NotAnAnswer(
            f"'{path}' is larger than {MOST_BYTES // 1024**2} MB, which no answer is. Name the file that was exported."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAnAnswer(
            f"'{path}' is not text in UTF-8. Export the answer again: minuted ask … --format markdown"
        ) from None
    export = _of_json(text, path) if text.lstrip()[:1] in {"{", "["} and path.suffix not in _TEXTS else _of_text(text)
    if not export.claims and not export.answers:
        raise NotAnAnswer(f"'{path}' quotes nothing with an address. {_FORMS}")
    if len(export.claims) > MOST_CLAIMS:
        raise NotAnAnswer(
            f"'{path}' holds {len(export.claims):,} citations; at most {MOST_CLAIMS:,} are checked at once. Divide it."
        )
    return export


_TEXTS = {".md", ".markdown", ".txt"}
_FORMS = (
    "Give an answer as `minuted ask --json` prints it, or text in which quotations are followed by their address, such "
    "as “The cost was £4,000.” (/minutes/oak/roads/2024-01-01#45.12)"
)


class _Part(BaseModel):
    """A part of an answer; what else stands in it, and what later versions add, is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


_Id = Annotated[str, Field(min_length=1, max_length=1000)]


class _Cited(_Part):
    paragraph_id: _Id
    quote: str = ""
    start: int | None = None
    end: int | None = None
    digest: str = ""
    minutes_status: str = ""


class _Sentence(_Part):
    text: str = ""
    citations: list[_Cited]


class _Considered(_Part):
    paragraph_id: _Id
    text: str = ""


class _Answer(_Part):
    sentences: list[_Sentence]
    mode: str = ""
    evidence: list[_Considered] = []


_ANSWER = TypeAdapter(_Answer)


def _of_json(text: str, path: Path) -> Export:
    try:
        values = _values(text)
        answers = [_ANSWER.validate_python(_inner(value)) for value in values]
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer(f"'{path}' is not an answer as JSON: {_reason(error)}. {_FORMS}") from None
    return Export(
        tuple(claim for number, one in enumerate(answers, 1) for claim in _claims(one, number)), len(values), 0
    )


def _values(text: str) -> list[Any]:
    """Return the JSON values of a text: one, those of a list, or one a line."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if error.msg != "Extra data" or len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]
    return value if isinstance(value, list) else [value]


def _inner(value: Any) -> Any:
    """Return the answer inside what other protocols wrap around it."""
    if isinstance(value, Mapping):
        for name in ("minuted", "structuredContent"):
            if name in value:
                return value[name]
    return value


def _reason(error: Exception) -> str:
    """Return what is wrong in a few words, without what stands in the file."""
    if isinstance(error, ValidationError):
        first = error.errors(include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        return f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} at line {error.lineno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "a number in it is too long"


def _claims(answer: _Answer, number: int) -> Iterator[Claim]:
    texts = {one.paragraph_id: one.text for one in answer.evidence}
    for place, sentence in enumerate(answer.sentences, start=1):
        where = f"answer {number}, sentence {place}"
        for one in sentence.citations:
            yield Claim(
                place=where,
                paragraph_id=fold(one.paragraph_id),
                quote=one.quote,
                span=(one.start, one.end) if one.start is not None and one.end is not None else None,
                digest=one.digest,
                text=texts.get(one.paragraph_id, ""),
                minutes_status=one.minutes_status,
            )
        if answer.mode != "quoted":
            quotes = [_quoted(found) for found in _QUOTE_OR_PLACE.finditer(sentence.text) if found["place"] is None]
            yield from _any_of(
                [
                    Claim(where, fold(one.paragraph_id), "", digest=one.digest, text=texts.get(one.paragraph_id, ""))
                    for one in sentence.citations
                ],
                quotes,
            )
        # A quoted answer shows the sentence and not the quote, so the words that were read are checked as well.
        if answer.mode == "quoted" and sentence.citations and not _is_made_of_quotes(sentence):
            first = sentence.citations[0]
            yield Claim(where, fold(first.paragraph_id), sentence.text, digest=first.digest)


def _is_made_of_quotes(sentence: _Sentence) -> bool:
    rest = sentence.text
    for one in sorted(sentence.citations, key=lambda cited: -len(cited.quote)):
        rest = rest.replace(one.quote, " ") if one.quote else rest
    return not any(sign.isalnum() for sign in rest)


def _of_text(text: str) -> Export:
    lines = text.splitlines()
    first = next((number for number, line in enumerate(lines, start=1) if line.strip()), 0)
    sources = {found["mark"]: found for line in lines if (found := _SOURCE.fullmatch(line.strip()))}
    claims: list[Claim] = []
    uncited = 0
    for number, line in enumerate(lines, start=1):
        if _SOURCE.fullmatch(line.strip()) or _is_own(line.strip(), is_first=number == first):
            continue
        made, without = _of_line(line.strip(), f"line {number}", sources)
        claims.extend(made)
        uncited += without
    if not claims:
        claims = [_sourced(sources[mark], "", "the sources") for mark in sources]
    return Export(tuple(claims), 0, uncited)


def _is_own(line: str, *, is_first: bool) -> bool:
    """Return whether a line is a sentence about the answer or the question over it, which quote no record."""
    return is_own(unescaped(line)) or (is_first and line.startswith("# ") and asks(unescaped(line[2:])))


def _of_line(line: str, place: str, sources: Mapping[str, re.Match[str]]) -> tuple[list[Claim], int]:
    """Return what a line claims, and how many quotations in it name no paragraph."""
    if line.startswith(">"):
        quote, marks = _block(line[1:].strip(), sources)
        if marks:
            return [_sourced(sources[mark], unescaped(quote), place) for mark in marks], 0
    _, marks = _block(line, sources)
    claims: list[Claim] = []
    waiting: list[str] = []
    for found in _QUOTE_OR_PLACE.finditer(line):
        if found["place"] is None:
            waiting.append(_quoted(found))
        else:
            paragraph_id = paragraph_id_of(found["place"].rstrip(_NOT_OF_AN_ADDRESS))
            claims.extend(Claim(place, paragraph_id, fold(unescaped(quote))) for quote in waiting or [""])
            waiting = []
    without = len(_MARK.findall(_QUOTE_OR_PLACE.sub(" ", line)))
    if marks:
        # A sentence about the record that quotes it: its marks say from where.
        of = [_sourced(sources[mark], "", place) for mark in marks]
        return [*claims, *_any_of(of, [unescaped(quote) for quote in waiting])], without
    return claims, len(waiting) + without


def _quoted(found: re.Match[str]) -> str:
    """Return the words between quotation marks, of whichever kind."""
    return next(words for name, words in found.groupdict().items() if name != "place" and words is not None)


def _any_of(of: Sequence[Claim], quotes: Sequence[str]) -> Iterator[Claim]:
    """Yield for each quotation the claim that it stands in one of the paragraphs that its sentence cites."""
    for quote in quotes if of else ():
        claims = [replace(one, quote=fold(quote).strip(_NOT_OF_A_QUOTE), about=True) for one in of]
        yield replace(claims[0], others=tuple(claims[1:]))


def _block(line: str, sources: Mapping[str, object]) -> tuple[str, list[str]]:
    """Return the words of a block quotation, and the marks that it ends in."""
    marks: list[str] = []
    while line.endswith("]"):
        before, bracket, mark = line[:-1].rpartition("[")
        if not bracket or mark not in sources:
            break
        marks.insert(0, mark)
        line = before.rstrip()
    return line, marks


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
_QUOTE_OR_PLACE = re.compile(
    rf"“(?P<curly>[^“”]*(?:“[^“”]*”[^“”]*)*)”|\"(?P<straight>[^\"]+)\"|‘(?P<single>[^‘“”]+)’(?!\w)"
    rf"|«(?P<angled>[^«»]+)»|„(?P<low>[^„“”]+)[“”]|(?P<place>(?<![\w/.%-]){_PLACE})"
)
# A quotation that does not end on its line.
_MARK = re.compile(r"[“„«]")
_SOURCE = re.compile(
    rf"[-*]\s+\[(?P<mark>[^\[\]]+)\]\s.*?(?:, (?P<status>draft|approved) minutes)?: (?P<place>{_PLACE})"
    r"(?: \(text (?P<digest>[0-9a-f]{16})\))?"
)
