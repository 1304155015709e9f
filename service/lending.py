"""The sentences of an answer in; the same out, where those that name no paragraph have the labels of those beside them.

Models write two or three sentences and name the paragraph once, behind the last of them or before the first. So a
sentence without labels has those that come next in its paragraph or entry of a list, else those that came last there.
That says only where to look: it is held against those paragraphs like any other sentence. A sentence beside which there
is no label has that of the only paragraph that it can be of (`only_one`).
"""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence

from corpus.sentences import sentences
from service.checks.ground import stem, telling, words
from service.checks.support import FEW_WORDS
from service.errors import ModelFailed
from service.showing import Numbered
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


def only_one(text: str, paragraphs: Sequence[Numbered]) -> Numbered | None:
    """Return the paragraph that alone has all of a sentence in one of its own, None where none or several have.

    That is its telling words in their order, with as many denials, and its words of time and degree (`before`, `more`).
    Of other words and figures in other places a sentence can be made that the paragraph does not say.
    """
    own = [stem(word) for word in telling(text)]
    if len(set(own)) <= FEW_WORDS:
        return None
    found: list[Numbered] = []
    for one in paragraphs:
        parts = [one.paragraph.text[start:end] for start, end in sentences(one.paragraph.text)]
        if any(set(own) <= {stem(word) for word in telling(part)} for part in parts):
            found.append(one)
            is_said = any(_is_said(text, own, part) for part in parts)
    return found[0] if len(found) == 1 and is_said else None


def _is_said(text: str, own: Sequence[str], part: str) -> bool:
    """Return whether a sentence of the record has another's telling words in their order, and all that turns them."""
    there = iter([stem(word) for word in telling(part)])
    return (
        all(word in there for word in own)
        and len(_DENIES.findall(text)) == len(_DENIES.findall(part))
        and _turning(text) <= _turning(part)
    )


def _turning(text: str) -> frozenset[str]:
    return frozenset(word.plain for word in words(text)) & _TURNING


_DENIES = re.compile(
    r"\b(?:not|no|none|never|nor|neither|without|nothing|nobody|unable|refused|rejected)\b|n[’']t\b", re.IGNORECASE
)
# Words that everybody uses, and that turn what a sentence says.
_TURNING = frozenset(
    "before after above below over under until since up down more most less least fewer only all both if unless except "
    "than into out off on against for".split()
)
