"""A problem in, the same in the shape of OpenAI's errors out, for the addresses under /v1."""

from collections.abc import Mapping
from typing import Annotated

from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field


class ErrorBody(BaseModel):
    """What went wrong."""

    message: str
    type: Annotated[str, Field(examples=["invalid_request_error", "server_error"])]
    param: Annotated[str | None, Field(description="The part of the request that cannot be used.")]
    code: Annotated[str | None, Field(description="The last part of the problem's type.")]


class OpenAIError(BaseModel):
    """An error as OpenAI's protocol sends it."""

    error: ErrorBody


def respond_as_openai(
    status: int, message: str, code: str | None, param: str | None, headers: Mapping[str, str]
) -> Response:
    """Return an error with its status; what cannot be understood is 400 there, and not 422."""
    kind = "server_error" if status >= 500 else "invalid_request_error"
    body = OpenAIError(error=ErrorBody(message=message, type=kind, param=param, code=code))
    return JSONResponse(body.model_dump(), 400 if status == 422 else status, dict(headers))
