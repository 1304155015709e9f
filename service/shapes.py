"""The JSON of the API: the project's own types, with addresses and the words a reader sees.

In: Answer, Hit, Paragraph. Out: frozen dataclasses that FastAPI writes out and documents. The pages show an answer from
the same AnswerBody, so that no reader gets fewer references than a program.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from corpus.minutes import Paragraph, ParagraphKind, slug
from corpus.minutes import Status as MinutesStatus
from index.hits import Extent, Hit, MinutesSummary
from service.answer import Answer, Mode
from service.citations import Citation, Removed, Sentence, address, label
from service.evidence import Evidence
from service.naming import name, source
from service.readings import FollowUp, LimitBody, ListingBody, ReadAs, limit_body, listing_body
from service.wording import Status, coverage, of_councils, understood, unused, words

Text = Annotated[str, Field(description="Verbatim.")]
Source = Annotated[
    str,
    Field(
        description="Whose minutes, and of which day.",
        examples=["Children’s Scrutiny Committee, Oakshire County Council, 7 November 2019"],
    ),
]
Address = Annotated[
    str,
    Field(
        description="The path of the page that shows it.",
        examples=["/minutes/oakshire/childrens-scrutiny/2019-11-07?paragraph=45.12&quote=0-80#45.12"],
    ),
]


@dataclass(frozen=True, slots=True)
class CitationBody:
    """Where a sentence comes from: characters start to end of a paragraph's text, which are the quote, exactly."""

    paragraph_id: Annotated[str, Field(examples=["oakshire/childrens-scrutiny/2019-11-07#45.12"])]
    label: Annotated[str, Field(description="As shown to the reader.", examples=["45.12", "¶7"])]
    name: Annotated[str, Field(examples=["paragraph 45.12, Children’s Scrutiny Committee, 7 November 2019"])]
    source: Source
    council: Annotated[str | None, Field(description="Whose minutes; null where they do not state it.")]
    minutes_status: MinutesStatus
    quote: Text
    start: int
    end: int
    address: Address
    digest: Annotated[str, Field(description="Of the paragraph, by which a later change is noticed.")] = ""


@dataclass(frozen=True, slots=True)
class SentenceBody:
    """One sentence of an answer, with what it rests on: the words of the record, or in a written answer about them."""

    text: str
    citations: tuple[CitationBody, ...]


@dataclass(frozen=True, slots=True)
class EvidenceBody:
    """A paragraph that was considered. used: whether the answer cites it."""

    paragraph_id: str
    label: str
    name: str
    source: Source
    text: Text
    address: Address
    council: str | None
    committee: str | None
    held: date | None
    item_number: str | None
    title: Annotated[str, Field(description="The title of the item.")]
    minutes_status: MinutesStatus
    kind: ParagraphKind
    score: Annotated[float, Field(ge=0, le=1)]
    rank: Annotated[int, Field(ge=1)]
    matched: Annotated[tuple[tuple[int, int], ...], Field(description="Spans of the text closest to the question.")]
    parent_text: Annotated[str | None, Field(description="The paragraph that this one belongs to.")]
    also: Annotated[
        tuple[str, ...], Field(description="Addresses of paragraphs of the same meeting that say the same.")
    ]
    used: bool


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """An answer. message and coverage are the words a reader sees; status is for programs."""

    question: Annotated[
        str, Field(description="As it was answered: completed from the turns before it, and its slips mended.")
    ]
    status: Status
    message: str
    mode: Mode
    sentences: tuple[SentenceBody, ...]
    evidence: tuple[EvidenceBody, ...]
    removed: Annotated[
        tuple[Removed, ...], Field(description="What a language model wrote and was left out, with the reason.")
    ]
    made_by: Annotated[
        dict[str, str | int | float], Field(description="The models, settings and collection that made the answer.")
    ]
    searched: Extent
    coverage: Annotated[
        str, Field(examples=["Searched: 15 meetings of Oak and Elm, 12 September 2021 to 14 February 2024."])
    ]
    asked: Annotated[str, Field(description="The question as it was typed.")]
    completed: Annotated[bool, Field(description="Whether question is asked with what it leaves to the turns before.")]
    read_as: ReadAs
    follow_up: FollowUp
    narrowed: Annotated[
        tuple[LimitBody, ...],
        Field(description="The limits that were read from the question, within those of `scope`."),
    ] = ()
    outside: Annotated[bool, Field(description="Nothing was found within `narrowed`: this is from outside it.")] = False
    listing: Annotated[
        ListingBody | None, Field(description="Where the question asks for outcomes as a list, what it is a list of.")
    ] = None
    notice: Annotated[
        str, Field(description="What to tell the reader beside `message`: that a language model failed, and the like.")
    ] = ""
    unused: Annotated[
        tuple[str, ...], Field(description="Words of the question that stand in no minutes here, three at most.")
    ] = ()
    unused_words: Annotated[str, Field(description="The sentence that says so.")] = ""
    respelled: Annotated[
        bool, Field(description="Whether slips of the keyboard were mended in `question`: “libary” for “library”.")
    ] = False


@dataclass(frozen=True, slots=True)
class HitBody:
    """A paragraph that a search found; the numbers are those of the search."""

    address: Address
    name: str
    paragraph: Paragraph
    item_number: str | None
    item_title: str
    minutes: MinutesSummary
    score: Annotated[float, Field(ge=0, le=1)]
    rank: Annotated[int, Field(ge=1)]
    matched: tuple[tuple[int, int], ...]
    similarity: float
    best_similarity: float
    words: float
    also: Annotated[tuple[str, ...], Field(description="Paragraphs of the same meeting that say the same.")]


@dataclass(frozen=True, slots=True)
class SearchBody:
    """What a search found, best first."""

    question: str
    hits: tuple[HitBody, ...]


@dataclass(frozen=True, slots=True)
class ParagraphBody:
    """A paragraph with the item and minutes it stands in, and the paragraphs before and after it in the same item."""

    address: Address
    name: str
    paragraph: Paragraph
    item_number: str | None
    item_title: str
    minutes: MinutesSummary
    before: Paragraph | None
    after: Paragraph | None


@dataclass(frozen=True, slots=True)
class HealthBody:
    """Whether the collection can be read, and what is in it. model: the fingerprint of its vectors, "" while empty."""

    status: Literal["ok"]
    minutes: int
    paragraphs: int
    generation: int
    model: str


def answer_body(answer: Answer) -> AnswerBody:
    """Return an answer as it is sent and shown."""
    used = {citation.paragraph_id for sentence in answer.sentences for citation in sentence.citations}
    councils = {_beside(one, answer.evidence).council for one in used} - {None}
    return AnswerBody(
        question=answer.question,
        status=answer.status,
        message=of_councils(
            words(
                answer.status,
                answer.searched,
                limits=answer.narrowed,
                outside=answer.outside,
                unknown_council=answer.unknown_council,
                listing=answer.listing,
                mode=answer.mode,
            ),
            len(councils),
        ),
        mode=answer.mode,
        sentences=tuple(sentence_body(sentence, answer.evidence) for sentence in answer.sentences),
        evidence=tuple(evidence_body(piece, used=piece.paragraph_id in used) for piece in answer.evidence),
        removed=answer.removed,
        made_by=answer.made_by,
        searched=answer.searched,
        coverage=coverage(answer.searched),
        narrowed=tuple(limit_body(limit) for limit in answer.narrowed),
        outside=answer.outside,
        listing=listing_body(answer.listing) if answer.listing else None,
        asked=answer.asked,
        completed=answer.question != answer.asked,
        read_as=understood(answer.asked, answer.question),
        follow_up=answer.follow_up,
        notice=answer.notice,
        unused=answer.unused,
        unused_words=unused(answer.unused),
        respelled=answer.respelled,
    )


def sentence_body(sentence: Sentence, evidence: Sequence[Evidence]) -> SentenceBody:
    """Return a sentence as it is sent and shown; evidence: that of its answer."""
    cited = ((one, _beside(one.paragraph_id, evidence)) for one in sentence.citations)
    return SentenceBody(sentence.text, tuple(_citation(one, beside) for one, beside in cited))


def hit_body(hit: Hit) -> HitBody:
    """Return a hit as it is sent."""
    return HitBody(
        address=address(hit.paragraph.id, hit.matched[0] if hit.matched else None),
        name=name(label(hit.paragraph.id, hit.item_number), hit.minutes.committee, hit.minutes.held),
        paragraph=hit.paragraph,
        item_number=hit.item_number,
        item_title=hit.item_title,
        minutes=hit.minutes,
        score=hit.score,
        rank=hit.rank,
        matched=hit.matched,
        similarity=hit.similarity,
        best_similarity=hit.best_similarity,
        words=hit.words,
        also=hit.also,
    )


def _beside(paragraph_id: str, evidence: Sequence[Evidence]) -> Evidence:
    """Return the evidence that tells where a paragraph stands: itself, or one of the same item, or of the same minutes.

    A sentence may cite the words that announce a list, which need not be evidence of their own.
    """
    minutes_id, _, fragment = paragraph_id.partition("#")
    near = [piece for piece in evidence if piece.paragraph_id.partition("#")[0] == minutes_id]
    place = f"{fragment}.".casefold()
    of_item = [one for one in near if one.item_number and place.startswith(f"{slug(one.item_number)}.".casefold())]
    itself = [piece for piece in near if piece.paragraph_id == paragraph_id]
    return (itself or of_item or near)[0]


def _citation(citation: Citation, beside: Evidence) -> CitationBody:
    short = label(citation.paragraph_id, beside.item_number)
    return CitationBody(
        paragraph_id=citation.paragraph_id,
        label=short,
        name=name(short, beside.committee, beside.held),
        source=source(beside.committee, beside.council, beside.held, beside.document),
        council=beside.council,
        minutes_status=beside.minutes_status,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
        address=address(citation.paragraph_id, (citation.start, citation.end)),
        digest=citation.digest,
    )


def evidence_body(piece: Evidence, *, used: bool) -> EvidenceBody:
    """Return a paragraph that was considered as it is sent and shown."""
    short = label(piece.paragraph_id, piece.item_number)
    return EvidenceBody(
        paragraph_id=piece.paragraph_id,
        label=short,
        name=name(short, piece.committee, piece.held),
        source=source(piece.committee, piece.council, piece.held, piece.document),
        text=piece.text,
        address=piece.address,
        council=piece.council,
        committee=piece.committee,
        held=piece.held,
        item_number=piece.item_number,
        title=piece.title,
        minutes_status=piece.minutes_status,
        kind=piece.kind,
        score=piece.score,
        rank=piece.rank,
        matched=piece.matched,
        parent_text=piece.parent_text,
        also=piece.also,
        used=used,
    )
