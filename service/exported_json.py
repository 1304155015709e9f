"""Answers as JSON in, what they claim out.

An answer is as `POST /api/ask` or `minuted ask --json` gives it, a list of them, one a line, or an object that holds
one as `minuted` or `structuredContent`, in which case the text beside it is read as well. Raises ValueError, with what
is wrong in a few words, for what is none.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.minutes import fold
from index.hits import Extent
from service.claims import Claim, Export, Loose, Own, Stated, Told
from service.exported_text import NO_PARAGRAPH, QUOTE_OR_PLACE, any_of, of_text, quoted
from service.wording import coverage

SILENT = {"not_in_the_minutes", "unclear", "too_busy", "failed"}


class _Part(BaseModel):
    """A part of an answer; what else stands in it, and what later versions add, is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


_Id = Annotated[str, Field(min_length=1, max_length=1000)]


class _Cited(_Part):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

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
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    paragraph_id: _Id
    text: str = ""


class _Answer(_Part):
    sentences: list[_Sentence]
    mode: str = ""
    status: str = ""
    message: str = ""
    coverage: str = ""
    unused_words: str = ""
    notice: str = ""
    searched: Any = None
    listing: Any = None
    evidence: list[_Considered] = []


_ANSWER = TypeAdapter(_Answer)
_EXTENT = TypeAdapter(Extent)


def of_json(text: str) -> Export:
    """Return what the answers of a JSON text claim."""
    try:
        values = _values(text)
        answers = [_ANSWER.validate_python(_inner(value)) for value in values]
    except (ValueError, RecursionError) as error:
        raise ValueError(_reason(error)) from None
    claims = tuple(claim for number, one in enumerate(answers, 1) for claim in _claims(one, number))
    beside = [one for number, answer in enumerate(answers, 1) for one in _beside(answer, number)]
    uncited = 0
    for number, (value, answer) in enumerate(zip(values, answers, strict=True), 1):
        for shown in _shown(value):
            read = of_text(shown)
            uncited += read.uncited
            beside.extend(read.beside)
            beside.extend(_said_otherwise(read.claims, answer, f"answer {number}, its text"))
    return Export(claims, len(values), uncited, tuple(beside))


def _said_otherwise(shown: Sequence[Claim], answer: _Answer, where: str) -> Iterator[Loose]:
    """Yield what a text quotes that the answer as data, which it should say again, does not."""
    quoted = {(fold(one.paragraph_id), fold(one.quote)) for one in _claims(answer, 1)}
    considered = {one.paragraph_id for one in answer.evidence}
    for one in shown:
        if (one.paragraph_id, one.quote) not in quoted and (one.quote or one.paragraph_id not in considered):
            yield Loose(f"{where}, {one.place}", one.quote or one.paragraph_id, "The answer as data does not quote it.")


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


def _shown(value: Any) -> Iterator[str]:
    """Yield the texts that other protocols show beside the answer that they hold."""
    if not isinstance(value, Mapping) or _inner(value) is value:
        return
    parts = [one for one in _list(value.get("content")) if isinstance(one, Mapping)]
    for choice in _list(value.get("choices")):
        message = choice.get("message") if isinstance(choice, Mapping) else None
        if isinstance(message, Mapping):
            parts.append({"text": message.get("content")})
    for part in parts:
        if isinstance(part.get("text"), str):
            yield part["text"]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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
            quotes = [quoted(found) for found in QUOTE_OR_PLACE.finditer(sentence.text) if found["place"] is None]
            yield from any_of(
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


def _beside(answer: _Answer, number: int) -> Iterator[Stated | Told | Own | Loose]:
    """Yield what an answer says beside its quotations."""
    for place, sentence in enumerate(answer.sentences, start=1):
        where = f"answer {number}, sentence {place}"
        for one in sentence.citations:
            status = {"minutes_status": one.minutes_status} if one.minutes_status else {}
            yield Stated(where, fold(one.paragraph_id), _facts(one) | status)
        if sentence.text and not sentence.citations:
            yield Loose(where, fold(sentence.text), NO_PARAGRAPH)
        elif sentence.text and answer.mode != "quoted":
            yield Told(where, fold(sentence.text), tuple(fold(one.paragraph_id) for one in sentence.citations))
    for place, seen in enumerate(answer.evidence, start=1):
        facts = {"text": seen.text, **_facts(seen)}
        yield Stated(f"answer {number}, evidence {place}", fold(seen.paragraph_id), facts)
    for name in ("notice", "message", "coverage", "unused_words"):
        if getattr(answer, name):
            yield Own(f"answer {number}, {name}", fold(getattr(answer, name)))
    if answer.searched is not None and answer.coverage != _searched(answer.searched):
        yield Loose(f"answer {number}, coverage", fold(answer.coverage), "It does not say what “searched” says.")
    total = answer.listing.get("total") if isinstance(answer.listing, Mapping) else None
    if isinstance(total, int) and not answer.message.startswith(f"{total:,} " if total else "No "):
        yield Loose(f"answer {number}, message", fold(answer.message), "It does not say what “listing” says.")
    if answer.sentences and answer.status in SILENT:
        yield Loose(f"answer {number}, status", answer.status, "The answer quotes the record all the same.")


def _facts(one: _Cited | _Considered) -> dict[str, object]:
    """Return what is stated of a paragraph in fields that this version does not read for itself."""
    return one.model_extra or {}


def _searched(value: Any) -> str:
    try:
        return coverage(_EXTENT.validate_python(value))
    except ValidationError:
        return ""
