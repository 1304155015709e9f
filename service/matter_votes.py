"""What is asked of a matter and what was cited of it in; its votes or motions out, or words that it was unanimous."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from index.scope import Scope
from service.outcome_answers import Inventory, Listing, inventory
from service.structure import Sought


def of_matter(collection: Collection, wanted: Sought, scope: Scope, cited: Sequence[str]) -> Inventory | None:
    """Return the votes or motions of the items in which cited paragraphs stand, None where there are none.

    Where no votes are counted, a decision that says it was unanimous is what there is: of no votes.
    """
    found = inventory(collection, wanted, scope, beside=cited)
    if found is not None or wanted.kind != "vote":
        return found
    decided = inventory(collection, Sought("decision"), scope, beside=cited)
    said = [one for one in decided.sentences if _UNANIMOUS.search(one.text)] if decided else []
    if decided is None or not said:
        return None
    ids = {citation.paragraph_id for one in said for citation in one.citations}
    hits = tuple(hit for hit in decided.hits if hit.paragraph.id in ids)
    return replace(decided, listing=Listing(wanted, 0, 0, unnamed=True), sentences=tuple(said), hits=hits)


_UNANIMOUS = re.compile(r"\b(?:unanimous(?:ly)?|nem(?:ine)?\.? con(?:tradicente)?|without a vote)\b", re.I)
