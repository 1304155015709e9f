"""What was found without the limits that a question names in, what of it is given and whether it is outside them, out.

Evidence is judged by what stands out from all that was searched, and among the few paragraphs of one committee little
does. So nothing may be found within a limit, and without it the best paragraph is of that very committee.
"""

from collections.abc import Collection, Sequence

from service.citations import Sentence
from service.evidence import Evidence


def settled(
    sentences: Sequence[Sentence], evidence: Sequence[Evidence], there: Collection[str]
) -> tuple[tuple[Sentence, ...], bool]:
    """Return the sentences to give, and whether they are from outside the limits; () where there are none.

    there: the ids of the minutes within the limits. evidence: best first. Where the best paragraph is within them, what
    is within them is the answer; where it is not, what is outside them.
    """
    inside = tuple(one for one in sentences if _of(one.citations[0].paragraph_id) in there)
    if inside and _of(evidence[0].paragraph_id) in there:
        return inside, False
    return tuple(one for one in sentences if one not in inside), True


def _of(paragraph_id: str) -> str:
    return paragraph_id.partition("#")[0]
