"""A model's text, or the sentences of it, in; the same out, until the model goes round in a circle: then ModelFailed.

Small models fall into saying the same words again, until they have written as many tokens as they may. Nobody waits for
that: the connection is closed, what has passed until then stays, and the reader is told that the answer is not whole.
"""

from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator

from service.errors import ModelFailed
from service.failure import failure
from service.writing import Drafted

# The same words so often, one after the other, are no list of a record; a sentence is said again to sum up, once.
TIMES = 3
# In characters: what is shorter may come again by itself, and what is longer is found as a sentence.
SHORTEST, LONGEST = 20, 400


async def unturned(pieces: AsyncIterator[str]) -> AsyncGenerator[str, None]:
    """Yield the pieces of a text. Raises ModelFailed when it ends in the same words three times over."""
    tail = ""
    async for piece in pieces:
        yield piece
        tail = (tail + piece)[-TIMES * LONGEST :]
        if turns(tail):
            raise _failure()


async def unrepeated(drafts: AsyncIterator[Drafted]) -> AsyncGenerator[Drafted, None]:
    """Yield sentences. Raises ModelFailed when one comes for the third time, as an entry of a numbered list may.

    With other labels it may be of another motion: “The motion was carried. [1]”, “The motion was carried. [2]”.
    """
    heard: Counter[tuple[str, tuple[int, ...]]] = Counter()
    async for draft in drafts:
        said = (draft.text, draft.labels)
        heard[said] += 1
        if heard[said] >= TIMES and len(draft.text) >= SHORTEST:
            raise _failure()
        yield draft


def turns(text: str) -> bool:
    """Return whether a text ends in the same words three times over, nothing between them."""
    last = text[-SHORTEST:]
    before = text.rfind(last, 0, len(text) - 1)
    period = len(text) - len(last) - before
    return (
        before >= 0
        and SHORTEST <= period <= LONGEST
        and len(text) >= TIMES * period
        and text[-period * (TIMES - 1) :] == text[-period * TIMES : -period]
    )


def _failure() -> ModelFailed:
    return failure("cut", "it went round in a circle", is_unwell=False)
