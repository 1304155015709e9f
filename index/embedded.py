"""Texts and the sentences in them in, their vectors as they are stored out; and back from what is stored.

A vector belongs to a text and a model: what was embedded before under the same minutes is used again.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index import schema, stored
from index.embedder import Embedder, Span
from index.passages import Passage

# The text that a sentence is read in, and its span there.
ReadIn = tuple[str, Span]


@dataclass(frozen=True, slots=True)
class Embedded:
    """What is stored, as bytes: vectors and tokens of passages by text, of sentences by what they are read in.

    fingerprint: of the model that made them.
    """

    fingerprint: str
    passages: dict[str, tuple[bytes, bytes]]
    sentences: dict[ReadIn, bytes]


@dataclass(frozen=True, slots=True)
class Laid:
    """Minutes as they were cut when they were stored.

    texts: what of each passage is embedded, by its row number. read_in: what each sentence is read in, by the row
    number of its paragraph.
    """

    texts: Mapping[int, str]
    read_in: Mapping[int, Sequence[ReadIn]]


def embed(
    texts: Iterable[str], sentences: Iterable[ReadIn], embedder: Embedder, *, known: Embedded | None = None
) -> Embedded:
    """Return the vectors of texts and of the sentences that are read in them; those known are not made again."""
    known = known or Embedded(embedder.fingerprint, {}, {})
    wanted: dict[str, list[Span]] = {text: [] for text in texts}
    for text, span in sentences:
        wanted[text].append(span)
    missing = {
        text: spans
        for text, spans in wanted.items()
        if text not in known.passages or any((text, span) not in known.sentences for span in spans)
    }
    read = embedder.parts([*missing], [*missing.values()])
    found = Embedded(embedder.fingerprint, dict(known.passages), dict(known.sentences))
    for place, (text, spans) in enumerate(missing.items()):
        found.passages[text] = (stored.to_bytes(read.texts[place]), read.tokens[place])
        for span, vector in zip(spans, read.spans[place], strict=True):
            found.sentences[text, span] = stored.to_bytes(vector)
    return found


def embedded_before(connection: sqlite3.Connection, minutes: Sequence[int], embedder: Embedder) -> Embedded:
    """Return what a model made of minutes, given by row number; nothing where the collection is another model's."""
    known = Embedded(embedder.fingerprint, {}, {})
    with schema.snapshot(connection):
        if schema.meta(connection, "fingerprint") != embedder.fingerprint:
            return known
        for number in minutes:
            cut = laid(connection, number)
            for passage, vector, tokens in connection.execute(
                "SELECT g.number, g.vector, g.tokens FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
                "WHERE p.minutes = ?",
                [number],
            ):
                known.passages[cut.texts[passage]] = (vector, tokens)
            for paragraph, vectors in connection.execute(
                "SELECT s.paragraph, s.vectors FROM sentences s JOIN paragraphs p ON p.number = s.paragraph "
                "WHERE p.minutes = ?",
                [number],
            ):
                width = len(vectors) // len(cut.read_in[paragraph])
                for place, one in enumerate(cut.read_in[paragraph]):
                    known.sentences[one] = vectors[place * width : (place + 1) * width]
    return known


def laid(connection: sqlite3.Connection, minutes: int) -> Laid:
    """Return how minutes, given by row number, were cut; nothing for those that are gone. Inside a snapshot."""
    cuts: dict[int, list[Passage]] = {}
    texts: dict[int, str] = {}
    for number, paragraph, header, text, start, end in connection.execute(
        "SELECT g.number, g.paragraph, g.header, p.text, g.start_at, g.end_at FROM passages g "
        "JOIN paragraphs p ON p.number = g.paragraph WHERE p.minutes = ? ORDER BY g.number",
        [minutes],
    ):
        cut = Passage("", str(paragraph), header, text[start:end], start, end)
        cuts.setdefault(paragraph, []).append(cut)
        texts[number] = cut.embedded
    spans = connection.execute(
        "SELECT s.paragraph, s.spans FROM sentences s JOIN paragraphs p ON p.number = s.paragraph "
        "WHERE p.minutes = ? ORDER BY s.paragraph",
        [minutes],
    )
    read = {paragraph: [read_in(cuts[paragraph], span) for span in stored.to_spans(data)] for paragraph, data in spans}
    return Laid(texts, read)


def read_in(cuts: Sequence[Passage], sentence: Span) -> ReadIn:
    """Return the text that a sentence is read in, and where it stands there: the passage of its paragraph it begins in.

    A sentence longer than a passage is read as far as that goes.
    """
    start, end = sentence
    cut = [one for one in cuts if one.start <= start][-1]
    moved = len(cut.embedded) - len(cut.text) - cut.start
    return cut.embedded, (start + moved, min(end, cut.end) + moved)
