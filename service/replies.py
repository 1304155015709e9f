"""What is quoted of a paragraph in, the reply to what it asks out: the reply is the answer, and the question is not.

A question put at a meeting is answered by the paragraph that the minutes give as its response, or by the next sentence,
in its own paragraph or the next one, that begins as a reply does. What stands after the next question answers that one.
"""

from collections.abc import Mapping, Sequence

from corpus.minutes import Item, Paragraph
from corpus.outcomes.exchanges import asks, exchanges_of, replies, replies_certainly
from corpus.sentences import sentences
from index.hits import Hit
from service.spans import Span, is_of_a_person, spans_of


def reply_to(
    paragraph: Paragraph, quoted: Sequence[Span], item: Item, found: Mapping[str, Hit]
) -> list[tuple[Paragraph, Span]]:
    """Return what replies to the last question among the quoted sentences of a paragraph; [] where that is quoted too.

    Nor is there one where another question comes first: its reply would be read as the reply to this one.
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
    until = next((at for at, span in enumerate(after) if _asks_anew(text[slice(*span)], paragraph)), len(after))
    own = next((place for place, span in enumerate(after[:until]) if replies(text[slice(*span)])), None)
    if own is not None:
        return [(paragraph, span) for span in spans_of(text, _opening(after[own:until]))]
    if until < len(after):
        return []
    reply = _response(paragraph, item)
    if reply is None or not reply.text:
        return []
    hit = found.get(reply.id)
    first = sentences(reply.text)
    best = [first[0], *hit.matched] if hit is not None else _opening(first)
    return [(reply, span) for span in spans_of(reply.text, best)]


def _asks_anew(sentence: str, within: Paragraph) -> bool:
    """Return whether a sentence asks something else; in what is printed as one question `She asked` goes on with it."""
    return asks(sentence) and not (within.kind == "question" and is_of_a_person(sentence))


def _response(question: Paragraph, item: Item) -> Paragraph | None:
    """Return the paragraph that answers a question: as the minutes give it, else the next if it can only be a reply.

    `The Chair advised` after a debate may go on with anything; after `Question 1:` it is what was replied.
    """
    exchange = next((one for one in exchanges_of(item) if one.paragraph_id == question.id), None)
    place = item.paragraphs.index(question) + 1
    given = exchange.response if exchange is not None and exchange.response != question.id else None
    at = next((at for at, one in enumerate(item.paragraphs) if one.id == given), place)
    after = item.paragraphs[at] if at < len(item.paragraphs) else None
    if after is None or after.repeats is not None or any(_asks_in(one) for one in item.paragraphs[place:at]):
        return None
    is_marked = after.kind == "response" or (given is not None and question.kind == "question")
    return after if is_marked or replies_certainly(after.text) else None


def _asks_in(paragraph: Paragraph) -> bool:
    """Return whether a paragraph puts a question; more of the same one is of its kind."""
    text = paragraph.text
    return paragraph.kind != "question" and any(asks(text[slice(*span)]) for span in sentences(text))


def _opening(spans: Sequence[Span]) -> list[Span]:
    """Return the spans of a reply that are quoted where nothing tells which are the best."""
    return list(spans if len(spans) <= WHOLE_REPLY else spans[:FIRST_OF_REPLY])


def _within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


# Sentences of a reply that is still quoted whole, and how many of a longer one are.
WHOLE_REPLY = 3
FIRST_OF_REPLY = 2
