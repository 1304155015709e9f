"""The sentences of an answer in; the same out, where those that name no paragraph have the labels of those beside them.

Models write two or three sentences and name the paragraph once, behind the last of them or before the first. So a
sentence without labels has those that come next in its paragraph or entry of a list, else those that came last there.
That says only where to look: it is held against those paragraphs like any other sentence.
"""

from collections.abc import AsyncGenerator, AsyncIterator

from service.errors import ModelFailed
from service.writing import Drafted

# Behind more sentences than that a label is not of the first of them.
MOST_WAITING = 4


async def lent(drafts: AsyncIterator[Drafted]) -> AsyncGenerator[Drafted, None]:
    """Yield sentences in their order; one without labels waits until some come, or its block is over.

    Raises ModelFailed where the sentences do, after what waited.
    """
    waiting: list[Drafted] = []
    last: tuple[int, ...] = ()
    failed: ModelFailed | None = None
    try:
        async for draft in drafts:
            if not draft.goes_on:
                for one in waiting:
                    yield one._replace(labels=last)
                waiting, last = [], ()
            waiting.append(draft)
            if draft.labels:
                last = draft.labels
            if draft.labels or len(waiting) > MOST_WAITING:
                for one in waiting:
                    yield one if one.labels else one._replace(labels=last)
                waiting = []
    except ModelFailed as error:
        failed = error
    for one in waiting:
        yield one._replace(labels=last)
    if failed is not None:
        raise failed
