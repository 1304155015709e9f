"""A question and what was consulted for it in, how well that supports an answer out, with what stands over and around.

And of a follow-up that is silent: the paragraphs of the items cited before that have all it asks for by its words.
"""

from functools import partial

from corpus.minutes import Item
from index.hits import Consulted, Hit
from index.terms import terms
from service.conversation import Completed
from service.evidence import Support, support
from service.leaning import tells
from service.wanted import holds, wanted

# How strong the evidence for a follow-up must be at least; see DECISIONS.md, "What came before makes no answer silent".
NEARLY = 0.6
NEAREST = 2


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


def near_cited(completed: Completed, consulted: Consulted, strength: float) -> tuple[Hit, ...]:
    """Return the hits of the items cited before that may answer a follow-up in part, though not surely enough.

    Those in which every telling word that was typed stands, and a figure or a date where one is asked for: what came
    before is settled by the item, so that “when was it refused?” needs the refusal and a date, and not again the homes
    that were asked about. Else the first ones, where the best of all is among them and the strength of the evidence is
    near what an answer needs. () for a question that follows on from nothing cited.
    """
    if not completed.follow.cited or not consulted.hits:
        return ()
    asked, wants = {term for term in terms(completed.asked) if tells(term)}, wanted(completed.asked)
    cited = set(completed.follow.cited)
    near = [hit for hit in consulted.hits if cited & _ids(_item_of(hit, consulted))]
    said = tuple(
        hit
        for hit in near
        if asked
        and asked <= set(terms(hit.paragraph.text))
        and all(holds(want, hit.paragraph.text) for want in ("figure", "date") if want in wants)
    )
    if said or not completed.is_completed or strength < NEARLY or near[:1] != [consulted.hits[0]]:
        return said
    return tuple(near[:NEAREST])


def _item_of(hit: Hit, consulted: Consulted) -> Item:
    items = consulted.minutes[hit.minutes.id].items
    return next(one for one in items if hit.paragraph.id in _ids(one))


def _ids(item: Item) -> set[str]:
    return {paragraph.id for paragraph in item.paragraphs}


def _item_text(hit: Hit, consulted: Consulted) -> str:
    return " ".join(paragraph.text for paragraph in _item_of(hit, consulted).paragraphs)
