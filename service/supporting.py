"""A question and what was consulted for it in, how well that supports an answer out, with what stands over and around.

And of a follow-up that is silent: the paragraphs of the items cited before that have all it asks for by its words.
"""

from collections.abc import Sequence
from functools import partial

from corpus.minutes import Item
from index.hits import Consulted, Hit
from index.terms import terms
from service.citations import Sentence
from service.conversation import Completed
from service.evidence import Support, support
from service.leaning import tells
from service.wanted import Want, holds, wanted

# How strong the evidence for a follow-up must be at least; see DECISIONS.md, "What came before makes no answer silent".
NEARLY = 0.6
NEAREST = 2
# What a text shows for certain that it has not.
FIGURES: tuple[Want, ...] = ("figure", "date")


def supported(question: str, consulted: Consulted) -> Support:
    """Return how well what was found supports an answer to a question."""
    parents = [parent_text(hit, consulted) for hit in consulted.hits]
    return support(question, consulted.hits, parents, [partial(_item_text, hit, consulted) for hit in consulted.hits])


def parent_text(hit: Hit, consulted: Consulted) -> str | None:
    """Return the text of the paragraph over that of a hit, None where there is none."""
    if hit.paragraph.parent is None:
        return None
    paragraphs = consulted.minutes[hit.minutes.id].paragraphs
    return next((one.text for one in paragraphs if one.id == hit.paragraph.parent), None)


def within_cited(
    completed: Completed, consulted: Consulted, sentences: Sequence[Sentence], strength: float
) -> tuple[Hit, ...]:
    """Return the hits of the items cited before that answer a follow-up better than the sentences it has; () for none.

    sentences: none where it is silent. One without the date or figure that was asked for is no better than silence.
    """
    if not sentences:
        return near_cited(completed, consulted, strength)
    return said_in_cited(completed, consulted) if lacks(completed.asked, sentences) else ()


def near_cited(completed: Completed, consulted: Consulted, strength: float) -> tuple[Hit, ...]:
    """Return the hits of the items cited before that may answer a follow-up in part, though not surely enough.

    Those that say it (said_in_cited); else the first ones, where the best of all is among them and the strength of the
    evidence is near what an answer needs. () for a question that follows on from nothing cited.
    """
    said, near = said_in_cited(completed, consulted), _of_cited(completed, consulted)
    if said or not near or not completed.is_completed or strength < NEARLY or near[:1] != [consulted.hits[0]]:
        return said
    return tuple(near[:NEAREST])


def said_in_cited(completed: Completed, consulted: Consulted) -> tuple[Hit, ...]:
    """Return the hits of the items cited before in which every telling word that was typed stands.

    And a figure or a date where one is asked for: what came before is settled by the item, so that “when was it
    refused?” needs the refusal and a date, and not again the homes that were asked about.
    """
    asked, wants = {term for term in terms(completed.asked) if tells(term)}, wanted(completed.asked)
    return tuple(
        hit
        for hit in _of_cited(completed, consulted)
        if asked
        and asked <= set(terms(hit.paragraph.text))
        and all(holds(want, hit.paragraph.text) for want in FIGURES if want in wants)
    )


def lacks(asked: str, sentences: Sequence[Sentence]) -> bool:
    """Return whether a figure or a date is asked for of which no sentence has one."""
    wants = wanted(asked)
    return any(want in wants and not any(holds(want, one.text) for one in sentences) for want in FIGURES)


def _of_cited(completed: Completed, consulted: Consulted) -> list[Hit]:
    cited = set(completed.follow.cited)
    return [hit for hit in consulted.hits if cited and cited & _ids(_item_of(hit, consulted))]


def _item_of(hit: Hit, consulted: Consulted) -> Item:
    items = consulted.minutes[hit.minutes.id].items
    return next(one for one in items if hit.paragraph.id in _ids(one))


def _ids(item: Item) -> set[str]:
    return {paragraph.id for paragraph in item.paragraphs}


def _item_text(hit: Hit, consulted: Consulted) -> str:
    return " ".join(paragraph.text for paragraph in _item_of(hit, consulted).paragraphs)
