"""What is quoted of a paragraph in, the reply to what it asks out: the reply is the answer, and the question is not.

A question put at a meeting is answered by the paragraph that the minutes give as its response, or by the next sentence,
in its own paragraph or the next one, that begins as a reply does.
"""

from collections.abc import Mapping, Sequence

from corpus.minutes import Item, Paragraph
from corpus.outcomes.exchanges import asks, exchanges_of, replies
from corpus.sentences import sentences
from index.hits import Hit
from service.spans import Span, spans_of


def reply_to(
    paragraph: Paragraph, quoted: Sequence[Span], item: Item, found: Mapping[str, Hit]
) -> list[tuple[Paragraph, Span]]:
    """Return what replies to the last question among the quoted sentences of a paragraph; [] where that is quoted too.

    item: the whole item it stands in. found: the hits of the search by paragraph: of a reply that was found too its
    best sentences are quoted, of another the first ones.
    """
    text = paragraph.text
    every = sentences(text)
    places = [place for place, span in enumerate(every) if any(_within(span, other) for other in quoted)]
    is_question = paragraph.kind == "question"
    asking = [place for place in places if is_question or asks(text[slice(*every[place])])]
    if not asking or any(place > asking[-1] and replies(text[slice(*every[place])]) for place in places):
        return []
    after = every[asking[-1] + 1 :]
    own = next((place for place, span in enumerate(after) if replies(text[slice(*span)])), None)
    if own is not None:
        return [(paragraph, span) for span in spans_of(text, _opening(after[own:]))]
    reply = _response(paragraph, item)
    if reply is None or not reply.text:
        return []
    hit = found.get(reply.id)
    first = sentences(reply.text)
    best = [first[0], *hit.matched] if hit is not None else _opening(first)
    return [(reply, span) for span in spans_of(reply.text, best)]


def _response(question: Paragraph, item: Item) -> Paragraph | None:
    """Return the paragraph that answers a question: as the minutes give it, else the next if it begins as a reply."""
    exchange = next((one for one in exchanges_of(item) if one.paragraph_id == question.id), None)
    if exchange is not None and exchange.response not in {None, question.id}:
        return next(one for one in item.paragraphs if one.id == exchange.response)
    place = item.paragraphs.index(question) + 1
    after = item.paragraphs[place] if place < len(item.paragraphs) else None
    is_reply = after is not None and after.repeats is None and (after.kind == "response" or replies(after.text))
    return after if is_reply else None


def _opening(spans: Sequence[Span]) -> list[Span]:
    """Return the spans of a reply that are quoted where nothing tells which are the best."""
    return list(spans if len(spans) <= WHOLE_REPLY else spans[:FIRST_OF_REPLY])


def _within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


# Sentences of a reply that is still quoted whole, and how many of a longer one are.
WHOLE_REPLY = 3
FIRST_OF_REPLY = 2
