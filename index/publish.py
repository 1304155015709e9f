"""One Reading in, one transaction out: its minutes wholly in the database, or not at all.

Everything slow happens before: cutting and embedding. A vector belongs to a text and a model, so what was embedded
before under the same minutes is used again, and it does not matter who else writes meanwhile.
"""

import hashlib
import json
import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from corpus.minutes import Item, Minutes, Paragraph, Reading, slug
from corpus.outcomes.outcome import Outcome
from corpus.sentences import sentences
from index import outcomes, readings, stored
from index.embedded import Embedded, embed, embedded_before, read_in
from index.embedder import Embedder, Span
from index.errors import MinutesConflict
from index.passages import Passage, passages
from index.schema import next_generation


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading cut into passages and sentences, and what came of the meeting, by kind.

    read_in: the text that each sentence is read in, and its span there, by its paragraph and its span.
    digest: sha256 in hex of all that is stored about it.
    """

    reading: Reading
    passages: tuple[Passage, ...]
    spans: dict[str, list[Span]]
    read_in: dict[tuple[str, Span], tuple[str, Span]]
    outcomes: dict[str, tuple[Outcome, ...]]
    digest: str


class Prepared(NamedTuple):
    """A draft that is ready to be stored. vectors: None where it was there already, unchanged."""

    draft: Draft
    vectors: Embedded | None


@dataclass(frozen=True, slots=True)
class StoragePlan:
    """What storing a draft would do. gone: row numbers of the minutes it takes the place of."""

    outcome: str
    gone: tuple[int, ...]


def draft_of(reading: Reading) -> Draft:
    """Return a reading cut into passages and sentences, with its outcomes; spans are by paragraph id."""
    # Imported here like all that only adding needs and that takes long: asking starts sooner without it.
    from corpus.outcomes.finders import outcomes_of

    cut = tuple(passages(reading.minutes))
    # What repeats another paragraph is found there, so that only that one is embedded.
    spans = {
        paragraph.id: sentences(paragraph.text) if paragraph.repeats is None else []
        for paragraph in reading.minutes.paragraphs
    }
    cuts: dict[str, list[Passage]] = {}
    for one in cut:
        cuts.setdefault(one.paragraph_id, []).append(one)
    sentence_in = {(identity, span): read_in(cuts[identity], span) for identity, of in spans.items() for span in of}
    found = outcomes_of(reading.minutes)
    whole = {
        "minutes": {**asdict(reading.minutes), "source": None},
        "given": asdict(reading.given),
        # The cuts and the outcomes are part of it, so that minutes added again after a change of what makes them are
        # cut and read anew.
        "passages": [(passage.header, passage.start, passage.end) for passage in cut],
        "sentences": spans,
        "outcomes": {kind: [asdict(one) for one in ones] for kind, ones in found.items()},
    }
    digest = hashlib.sha256(json.dumps(whole, default=str).encode()).hexdigest()
    return Draft(reading=reading, passages=cut, spans=spans, read_in=sentence_in, outcomes=found, digest=digest)


def plan_of(connection: sqlite3.Connection, draft: Draft, *, replace: bool) -> StoragePlan:
    """Return what storing a draft would do; raise MinutesConflict when it would take the place of other minutes.

    The same bytes under another id are moved. Other bytes under the same id replace what came from a source of the same
    name, and anything else only when replace is set.
    """
    new = draft.reading.minutes
    rows = connection.execute(
        "SELECT number, id, sha256, digest, json_extract(source, '$.address') FROM minutes WHERE sha256 = ? OR id = ?",
        [new.source.sha256, new.id],
    ).fetchall()
    outcome = "added"
    for _, minutes_id, sha256, digest, address in rows:
        if sha256 == new.source.sha256:
            if minutes_id == new.id and digest == draft.digest:
                return StoragePlan("unchanged", ())
            outcome = "moved" if minutes_id != new.id else "replaced"
        elif address != new.source.address and not replace:
            council = "--council, " if new.council is None else ""
            raise MinutesConflict(
                f"minutes '{new.id}' are already here from '{address}'; '{new.source.address}' would replace them. "
                f"Add it with --replace, or tell them apart with {council}--committee, --held or --title."
            )
    if rows and outcome == "added":
        outcome = "replaced"
    return StoragePlan(outcome, tuple(row[0] for row in rows))


def embedded(connection: sqlite3.Connection, draft: Draft, plan: StoragePlan, embedder: Embedder) -> Embedded:
    """Return the vectors of every passage and sentence of a draft; every sentence is read in a passage.

    Passages of the minutes that the draft takes the place of are not embedded again.
    """
    known = embedded_before(connection, plan.gone, embedder)
    return embed((cut.embedded for cut in draft.passages), draft.read_in.values(), embedder, known=known)


def publish(
    connection: sqlite3.Connection,
    draft: Draft,
    plan: StoragePlan,
    *,
    vectors: Embedded,
    embedder: Embedder,
    original: str,
) -> None:
    """Put a draft in the place of what it replaces, inside a transaction. original: its path under originals/."""
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING",
        [("fingerprint", embedder.fingerprint), ("dimensions", str(embedder.dimensions))],
    )
    generation = next_generation(connection)
    for number in plan.gone:
        delete(connection, number, generation=generation)
    number = _insert_minutes(connection, draft, original)
    numbers: dict[str, int] = {}
    for position, item in enumerate(draft.reading.minutes.items, start=1):
        numbers |= _insert_item(connection, item, minutes=number, position=position)
    connection.executemany(
        "INSERT INTO passages (paragraph, header, start_at, end_at, vector, tokens) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (numbers[cut.paragraph_id], cut.header, cut.start, cut.end, *vectors.passages[cut.embedded])
            for cut in draft.passages
        ],
    )
    connection.executemany(
        "INSERT INTO sentences (paragraph, spans, vectors) VALUES (?, ?, ?)",
        [
            (
                numbers[paragraph.id],
                stored.spans_to_bytes(spans),
                b"".join(vectors.sentences[draft.read_in[paragraph.id, span]] for span in spans),
            )
            for paragraph in draft.reading.minutes.paragraphs
            if (spans := draft.spans[paragraph.id])
        ],
    )
    outcomes.insert(connection, draft.outcomes, numbers)
    readings.note(connection, draft.reading)


def delete(connection: sqlite3.Connection, number: int, *, generation: int) -> None:
    """Delete minutes by row number inside a transaction, and note which passages the caches must let go."""
    connection.execute(
        "INSERT INTO removed SELECT g.number, ? FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
        "WHERE p.minutes = ?",
        [generation, number],
    )
    connection.execute("DELETE FROM minutes WHERE number = ?", [number])


def _insert_minutes(connection: sqlite3.Connection, draft: Draft, original: str) -> int:
    new: Minutes = draft.reading.minutes
    cursor = connection.execute(
        "INSERT INTO minutes (id, council, council_slug, committee, committee_slug, held, begins, title, status, "
        "layout, source, sha256, original, given, digest, added) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            new.id,
            new.council,
            slug(new.council or ""),
            new.committee,
            slug(new.committee or ""),
            new.held.isoformat() if new.held else None,
            None if new.begins is None else new.begins.isoformat("minutes"),
            new.title,
            new.status,
            new.layout,
            json.dumps(asdict(new.source)),
            new.source.sha256,
            original,
            json.dumps(asdict(draft.reading.given), default=str),
            draft.digest,
            datetime.now(UTC).isoformat(timespec="seconds"),
        ],
    )
    return int(cursor.lastrowid or 0)


def _insert_item(connection: sqlite3.Connection, item: Item, *, minutes: int, position: int) -> dict[str, int]:
    """Insert an item with its paragraphs; return the paragraphs' row numbers by id."""
    cursor = connection.execute(
        "INSERT INTO items (minutes, position, printed, title, section) VALUES (?, ?, ?, ?, ?)",
        [minutes, position, item.number, item.title, item.section],
    )
    return {
        paragraph.id: _insert_paragraph(connection, paragraph, minutes=minutes, item=int(cursor.lastrowid or 0))
        for paragraph in item.paragraphs
    }


def _insert_paragraph(connection: sqlite3.Connection, paragraph: Paragraph, *, minutes: int, item: int) -> int:
    cursor = connection.execute(
        "INSERT INTO paragraphs (id, minutes, item, fragment, label, path, headings, kind, text, page, ordinal, "
        "speaker, digest, parent, repeats) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            paragraph.id,
            minutes,
            item,
            paragraph.id.partition("#")[2],
            paragraph.label,
            json.dumps(paragraph.path, ensure_ascii=False),
            json.dumps(paragraph.headings, ensure_ascii=False),
            paragraph.kind,
            paragraph.text,
            paragraph.page,
            paragraph.ordinal,
            paragraph.speaker,
            paragraph.digest,
            paragraph.parent,
            paragraph.repeats,
        ],
    )
    return int(cursor.lastrowid or 0)
