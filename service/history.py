"""A conversation as clients send it in, checked turns out; and the next form's, from the turns so far and an answer.

The client keeps the conversation: as JSON in the body of a request, or in a hidden field of the page's form.
"""

import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from service.conversation import TURNS_BACK, Turn
from service.shapes import AnswerBody

# The body of a request is at most 64 KiB (guard.py), so that only the last of these can be of full length.
TURNS = 10
TURN_CHARACTERS = 10_000
TURN_CITATIONS = 50
ID_CHARACTERS = 500
# A page sends no more of an answer than tells who was named in it and how long it was.
KEPT_CHARACTERS = 1000


class TurnBody(BaseModel):
    """A question that was asked before in the same conversation, and its answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Annotated[str, Field(max_length=TURN_CHARACTERS, description="As it was typed.")]
    answer: Annotated[str, Field(max_length=TURN_CHARACTERS, description="Its sentences, one after the other.")] = ""
    citations: Annotated[
        list[Annotated[str, Field(max_length=ID_CHARACTERS)]],
        Field(max_length=TURN_CITATIONS, description="Ids of the paragraphs that it cites."),
    ] = []


History = Annotated[
    list[TurnBody],
    Field(max_length=TURNS, description="The turns before the question, the oldest first; the server keeps none."),
]


def turns(history: Sequence[TurnBody]) -> list[Turn]:
    """Return the turns of a conversation."""
    return [Turn(one.question, one.answer, tuple(one.citations)) for one in history]


def said(field: str) -> list[Turn]:
    """Return the turns in a page's hidden field; none where it was filled in by something else."""
    try:
        return turns(_HISTORY.validate_json(field)) if field else []
    except ValidationError:
        return []


def kept(before: Sequence[Turn], answer: AnswerBody) -> str:
    """Return the hidden field of the next question: the last turns, the answer among them, as JSON."""
    cited = dict.fromkeys(one.paragraph_id for sentence in answer.sentences for one in sentence.citations)
    text = " ".join(sentence.text for sentence in answer.sentences)
    now = Turn(answer.asked, text[:KEPT_CHARACTERS], tuple(cited)[:TURN_CITATIONS])
    whole = [
        {"question": one.question, "answer": one.answer, "citations": list(one.citations)}
        for one in (*before, now)[-TURNS_BACK:]
    ]
    return json.dumps(whole, ensure_ascii=False)


_HISTORY: TypeAdapter[list[TurnBody]] = TypeAdapter(History)
