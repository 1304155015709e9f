"""Settings and a collection → the web application: pages, API, static files, errors, limits.

In: Settings, an open Collection. Out: a FastAPI application that holds both and nothing else.
"""

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Route

from corpus.errors import MinutedError
from index.collection import Collection
from service import api, api_outcomes, openai_api, pages, taken
from service.guard import Guard
from service.mcp.http import McpEndpoint
from service.problems import MEDIA_TYPE, problem_of, respond
from service.settings import Settings
from service.stream import ReaderLeft
from service.turnstile import Turnstile
from service.writer import writer_of

DESCRIPTION = """Answers from council minutes, each sentence with the paragraph of the record that it comes from.

Errors are problem details (RFC 9457). Questions are not stored or logged; a conversation is kept by the client.
The minutes approved by the council are the record; this service is not."""
TAGS = [
    {"name": "ask", "description": "Answers and searches."},
    {"name": "read", "description": "The minutes themselves."},
    {"name": "outcomes", "description": "What came of meetings: decisions, actions and more."},
    {"name": "openai", "description": "The protocol of OpenAI's chat completions, errors included."},
    {"name": "health", "description": "For the person who runs the service."},
]


def create_app(settings: Settings, collection: Collection) -> FastAPI:
    """Return the application over an open collection, which the caller closes. Raises what writer_of() raises."""
    mcp = McpEndpoint(VERSION)
    app = FastAPI(
        title="Minuted",
        version=VERSION,
        summary="Answers from council minutes, with the paragraph.",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,  # both of FastAPI's pages load scripts from another site
        redoc_url=None,
        lifespan=lambda _: mcp.running(),
    )
    app.state.settings = settings
    app.state.collection = collection
    app.state.turnstile = Turnstile(settings.questions_at_once)
    app.state.writer = writer_of(settings)
    app.add_exception_handler(ReaderLeft, _say_nothing)
    app.include_router(api.router)
    app.include_router(api_outcomes.router)
    app.include_router(openai_api.router)
    app.include_router(pages.router)
    app.include_router(taken.router)
    app.router.routes.append(Route("/mcp", mcp, methods=["POST"]))
    app.mount("/static", _Static(directory=Path(__file__).parent / "static"), name="static")
    for kind in (MinutedError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _handle)
    app.add_middleware(Guard, hosts=settings.hosts)
    describe = app.openapi
    app.openapi = lambda: _with_problem_details(describe())  # type: ignore[method-assign]  # FastAPI's own way to extend it
    return app


def logging_settings(level: str = "INFO") -> dict[str, Any]:
    """Return the `log_config` for uvicorn: our own line for a request, without its query, in place of uvicorn's."""
    handler = {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
        "handlers": {"standard_error": handler},
        "loggers": {
            "minuted": {"handlers": ["standard_error"], "level": level, "propagate": False},
            "uvicorn": {"handlers": ["standard_error"], "level": level, "propagate": False},
            # The SDK of the Model Context Protocol may name what was asked; our own line tells of every request.
            "mcp": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


VERSION = "0.1.0"


class _Static(StaticFiles):
    """Files that a browser may keep but checks with us, so that an upgrade shows at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _handle(request: Request, error: Exception) -> Response:
    """Answer an error that was raised on purpose."""
    headers = error.headers if isinstance(error, HTTPException) else None
    return respond(problem_of(error, request.url.path), request.scope, headers)


def _say_nothing(_: Request, __: Exception) -> Response:
    """Return what nobody waits for; the number is nginx's for a reader who left."""
    return Response(status_code=499)


def _with_problem_details(schema: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI document in which every error is the problem that is sent, in place of FastAPI's own."""
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            problems = {status: response for status, response in operation["responses"].items() if status >= "400"}
            for status, response in problems.items():
                content = response["content"]
                if FASTAPI_ERROR in str(content):
                    del operation["responses"][status]
                elif "application/json" in content and not path.startswith("/v1/"):
                    content[MEDIA_TYPE] = content.pop("application/json")
    for name in (FASTAPI_ERROR, "ValidationError"):
        schema["components"]["schemas"].pop(name, None)
    return schema


FASTAPI_ERROR = "HTTPValidationError"
