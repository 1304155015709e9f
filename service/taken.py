"""An answer as a page holds it in; text to copy or a file to keep out, and the address that asks its question again.

The page sends back the answer that it shows. To ask once more would not do: a follow-up is answered with the turns
before it, and a language model writes something else each time. Nothing is believed of what is sent: it becomes text
for whoever sent it, and `minuted check` holds that against the record.
"""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.minutes import slug
from service.errors import NotAnAnswer
from service.forms import Asked
from service.links import site_of
from service.markdown import markdown, plain
from service.shapes import AnswerBody

router = APIRouter(include_in_schema=False)


class Taken(BaseModel):
    """The form under an answer. answer: as POST /api/ask gives it."""

    model_config = ConfigDict(frozen=True)

    answer: str
    format: Literal["text", "markdown", "json"] = "text"


@router.post("/answer")
def take(request: Request, taken: Annotated[Taken, Form()]) -> Response:
    """Return an answer as text to copy, or as a file that `minuted check` reads."""
    try:
        body = ANSWER.validate_json(taken.answer)
    except ValidationError:
        raise NotAnAnswer(
            "what was sent is no answer. Ask the question again, and take its answer from there."
        ) from None
    if taken.format == "text":
        return Response(plain(body, site_of(request)), media_type="text/plain")
    if taken.format == "json":
        return Response(ANSWER.dump_json(body), headers=_as_file(body, "json"), media_type="application/json")
    text = markdown(body, site_of(request), for_proof=True)
    return Response(text, headers=_as_file(body, "md"), media_type="text/markdown")


def whole(answer: AnswerBody) -> str:
    """Return an answer as the form under it holds it."""
    return ANSWER.dump_json(answer).decode()


def link(question: str, asked: Asked) -> str:
    """Return the address that asks a question again within the limits of the form."""
    limits = {name: getattr(asked, name) for name in ("council", "committee", "since", "until", "minutes", "without")}
    return f"/?{urlencode({'question': question, **{name: value for name, value in limits.items() if value}})}"


def _as_file(body: AnswerBody, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{slug(body.question) or "answer"}.{ending}"'}


ANSWER = TypeAdapter(AnswerBody)
