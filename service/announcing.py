"""The sentences of an answer in; the same out, where the entries of a list have the words that announce it.

“The Board agreed:” and below it “- the budget [1]” say together what neither says alone. So the words that announce are
no sentence, and an entry that goes on with them is checked and shown with them: “The Board agreed: the budget”.
"""

from collections.abc import AsyncGenerator, AsyncIterator

from service.writing import Drafted

ANNOUNCES = "it only announces what follows"


async def announced(drafts: AsyncIterator[Drafted]) -> AsyncGenerator[Drafted, None]:
    """Yield sentences in their order; words that announce a list have a fault, and its entries begin with them.

    An entry that begins with a capital letter is a sentence of its own, and ends nothing: the next may go on. A
    paragraph ends the list, and with it what its words announce.
    """
    lead: Drafted | None = None
    async for draft in drafts:
        if draft.text.endswith(":") and not draft.fault:
            lead = draft
            yield draft._replace(fault=ANNOUNCES)
        elif lead is not None and not draft.goes_on and draft.text[:1].islower():
            yield draft._replace(text=f"{lead.text} {draft.text}", labels=draft.labels or lead.labels)
        else:
            if not draft.goes_on and not draft.listed:
                lead = None
            yield draft
