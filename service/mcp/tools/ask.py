"""A question in, the sentences that answer it out, quoted or written, or that the minutes searched do not say."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from service.answer import Mode
from service.api import QUESTION, Kinds, MinutesId
from service.asking import Asking, whole_from_thread
from service.history import History, turns
from service.markdown import NEAREST, markdown
from service.mcp.tool import Desk, Tool, Within
from service.shapes import AnswerBody


class Ask(Within):
    """A whole question about the minutes, and what to look in."""

    question: Annotated[
        str,
        Field(
            description="A whole question, or a reference such as 45.12; at most 2,000 characters.",
            examples=[QUESTION],
        ),
    ]
    kinds: Kinds = Field(default_factory=list)
    minutes_id: MinutesId = None
    mode: Annotated[
        Mode | None,
        Field(description="quoted from the record, or written by a language model that is set up here and checked."),
    ] = None
    history: History = Field(default_factory=list)


def run(desk: Desk, asked: Ask) -> AnswerBody:
    """Return the answer, with the paragraphs it cites as evidence, or the nearest where it cites none."""
    scope = asked.scope(tuple(asked.kinds), asked.minutes_id)
    body = whole_from_thread(desk.means, Asking(asked.question, scope, turns(asked.history), mode=asked.mode))
    used = tuple(one for one in body.evidence if one.used)
    return replace(body, evidence=used or body.evidence[:NEAREST])


def text(desk: Desk, body: AnswerBody) -> str:
    """Return the answer as it can be quoted, with its sources."""
    return markdown(body, desk.site)


TOOL = Tool(
    name="ask",
    title="Ask the minutes",
    description="Answer a question from council minutes with sentences quoted verbatim, or, where `mode` of the result "
    "is “written”, worded by a language model and checked; each with the label and the address of its paragraph. Where "
    "the minutes searched do not say, it says so, with what was searched. For one question at a time, whole, or with "
    "the turns before it in history; use search to look around.",
    arguments=Ask,
    result=AnswerBody,
    run=run,
    text=text,
    may_write=True,
)
