"""The settings in, what would run by them out, in words: which models, on what. Nothing is made or fetched for it."""

from collections.abc import Callable
from dataclasses import dataclass

from index.embed import runs_on
from index.errors import ModelUnavailable
from index.hub import folder_of, weights_of
from service.endpoint import endpoint_of
from service.settings import Settings

NONE = "none"


@dataclass(frozen=True, slots=True)
class Running:
    """What would run: each a model and what computes it, or why it would not, or “none”."""

    embedding: str
    reranker: str
    language_model: str


def running(settings: Settings) -> Running:
    """Return what would run by the settings. What is wrong with a model is told in its place."""
    return Running(
        embedding=_told(lambda: runs_on(settings.model, settings.cache)),
        reranker=_told(lambda: _reranker(settings.reranker)) if settings.reranker else NONE,
        language_model=_language_model(settings),
    )


def _reranker(name: str) -> str:
    folder = folder_of(name, what="reranker", fetches=False)
    weights_of(folder, name, what="reranker")
    return f"{name} on sentence-transformers, from '{folder}'"


def _language_model(settings: Settings) -> str:
    if not settings.llm_address:
        return NONE
    endpoint = endpoint_of(settings)
    return f"{endpoint.model} at {endpoint.host}; answers are {settings.answers} unless somebody asks otherwise"


def _told(tell: Callable[[], str]) -> str:
    try:
        return tell()
    except ModelUnavailable as error:
        return str(error)
