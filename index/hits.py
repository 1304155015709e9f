"""What a search gives: Hits, and the Minutes they are from without their text. In: nothing. Out: frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from corpus.minutes import Minutes, Paragraph, Status


@dataclass(frozen=True, slots=True)
class MinutesSummary:
    """Minutes without their text, as a list shows them. paragraphs: how many there are."""

    id: str
    council: str | None
    committee: str | None
    held: date | None
    title: str
    status: Status
    layout: str
    source_address: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the item and the minutes it stands in."""

    paragraph: Paragraph
    item_number: str | None
    item_title: str
    minutes: MinutesSummary


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that a search found.

    score: after all stages, in [0, 1]. rank: from 1. matched: spans of paragraph.text that hold its best sentences, the
    best first, at most three. similarity: cosine of the question and the paragraph's best passage; best_similarity: of
    the question and its best sentence; both in [-1, 1]. words: its best passage's
    share of the question's words, in [0, 1]. tokens: how well its best passage meets each token of the question, in
    [-1, 1], where an answer is made of it; () where the model has no tokens. sentences: how like the question each of
    its sentences is, in [-1, 1], with its span, as printed (index/met.py), where an answer is made of it.
    named: the question names it, or what it belongs to ("45.12"), and nothing was searched for. also: the ids of
    paragraphs that say the same of the same meeting elsewhere (index/twins.py).
    """

    paragraph: Paragraph
    item_number: str | None
    item_title: str
    minutes: MinutesSummary
    score: float
    rank: int
    matched: tuple[tuple[int, int], ...]
    similarity: float
    words: float
    best_similarity: float
    named: bool = False
    also: tuple[str, ...] = ()
    tokens: tuple[float, ...] = ()
    sentences: tuple[tuple[float, tuple[int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much a collection, or a scope of it, holds; generation counts the changes ever made to the collection."""

    minutes: int
    paragraphs: int
    passages: int
    first_held: date | None
    last_held: date | None
    generation: int


@dataclass(frozen=True, slots=True)
class Extent:
    """Whose minutes, and from when to when, lie in a scope. undated: how many of them have no known date."""

    minutes: int
    councils: tuple[str, ...]
    committees: tuple[str, ...]
    first_held: date | None
    last_held: date | None
    undated: int


@dataclass(frozen=True, slots=True)
class Body:
    """A committee of a council of which there are minutes, as stored; None for what its minutes do not state."""

    council: str | None
    committee: str | None


@dataclass(frozen=True, slots=True)
class Consulted:
    """What a question found and what an answer to it needs, all of one generation of the collection.

    minutes: those of every hit, by id, with the whole items that hits and their parents stand in, and no others.
    extent: what lies in the scope; items: how many items of business do. model: the fingerprint of the model that
    embedded the collection. reranker: of what put the best hits in order, "" where nothing did. unused: words of the
    question, in small letters, that stand nowhere in the collection.
    """

    hits: tuple[Hit, ...]
    minutes: Mapping[str, Minutes]
    extent: Extent
    items: int
    generation: int
    model: str
    reranker: str
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one source did. outcome: "added", "replaced", "unchanged" or "moved" (the same bytes, a new id)."""

    minutes_id: str
    outcome: str
    paragraphs: int
    passages: int
