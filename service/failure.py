"""Why a language model gave no whole answer in, the error that says so out: a sentence to read, a detail to log."""

from collections.abc import Mapping

from service.errors import Failure, ModelFailed, ModelRefused

SENTENCES: Mapping[Failure, str] = {
    "refused": "The language model could not be reached, or refused to answer.",
    "slow": "The language model took too long.",
    "cut": "The language model stopped before its answer was whole.",
    "overloaded": "The language model has too much to do at the moment, or is out of order.",
    "garbled": "The language model sent something that is no answer.",
    "too_long": "The language model's answer became too long.",
    "resting": "The language model failed several times, and is left alone for a moment.",
}


def failure(reason: Failure, detail: str, *, is_unwell: bool = True) -> ModelFailed:
    """Return the error for a reason. detail: our own words, with a status or the name of an error, never its text."""
    return ModelFailed(SENTENCES[reason], reason, detail=detail, is_unwell=is_unwell)


def refusal(reason: Failure, detail: str, *, retry_after: str | None = None) -> ModelRefused:
    """Return the error of an endpoint that may do better when asked again. retry_after: its header of that name."""
    return ModelRefused(SENTENCES[reason], reason, detail=detail, retry_after=retry_after)
