"""A question that is a citation as answers show it in, the reference in it and the scope of its meeting out.

Whoever copies `paragraph 78/23 ¶10, Cabinet, Oakshire County Council, 13 December 2023` asks for that paragraph.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.minutes import fold
from index.hits import Body
from index.reference import parse_reference
from index.scope import Scope
from service.narrowing import Narrowed


def typed_back(question: str, narrowed: Narrowed, known: Sequence[Body]) -> tuple[str, Scope]:
    """Return the reference that a question begins with and the scope of the meeting that the rest of it names.

    Where the rest says anything else, the question and its narrowed scope. known: the bodies of the collection.
    """
    text = fold(question)
    head, comma, _ = text.partition(",")
    reference = parse_reference(head) if comma else None
    if reference is None or not reference.alone or any(one.start < len(head) for one in narrowed.limits):
        return question, narrowed.scope
    rest = text
    for limit in sorted(narrowed.limits, key=lambda one: -one.start):
        rest = rest[: limit.start] + rest[limit.end :]
    rest = rest[len(head) :].casefold()
    named = [body.committee for body in known if body.committee and _part(body.committee) in _parts(rest)]
    names = {_part(name) for body in known for name in (body.council, body.committee) if name}
    if any(part not in names | _STATUS for part in _parts(rest)):
        return question, narrowed.scope
    committee = named[0] if len(set(named)) == 1 and narrowed.scope.committee is None else narrowed.scope.committee
    return head, replace(narrowed.scope, committee=committee)


def _parts(rest: str) -> set[str]:
    return {part for part in (_part(one) for one in rest.split(",")) if part}


def _part(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()


_STATUS = frozenset({"draft minutes", "approved minutes"})
