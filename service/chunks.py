"""The JSON of a chat completion in, streamed in chunks or whole; its text, its thinking and its end out.

In a chunk the first choice has a `delta`, in a whole completion a `message`. What else servers put in (usage, other
choices, tool calls, filters' verdicts) is passed over.
"""

import json
from dataclasses import dataclass
from typing import Any

from service.failure import failure


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of an answer. is_thinking: whether it holds a thought. finish: why it ended, "" where it goes on."""

    text: str = ""
    is_thinking: bool = False
    finish: str = ""


def read_chunk(data: str) -> Chunk:
    """Return what a chunk says, or a whole completion.

    Raises ModelFailed: "garbled" for what is no chunk, "refused" for an error in its place.
    """
    try:
        body = json.loads(data)
    # RecursionError: thousands of brackets, one inside the other.
    except (ValueError, RecursionError):
        raise failure("garbled", "it sent something that is not JSON") from None
    if not isinstance(body, dict):
        raise failure("garbled", "it sent JSON that is no object")
    if body.get("error"):
        raise failure("refused", "it sent an error instead of an answer")
    choices = body.get("choices") or []
    if not isinstance(choices, list) or not all(isinstance(choice, dict) for choice in choices):
        raise failure("garbled", "its choices are no list of objects")
    first = next((choice for choice in choices if choice.get("index") in (0, None)), None)
    return Chunk() if first is None else _chunk(first)


def check_finish(finish: str) -> None:
    """Raise ModelFailed unless an answer ended because it was whole: "cut" without an end or at the most tokens."""
    if finish in WHOLE:
        return
    if not finish:
        raise failure("cut", "its answer ended without saying why")
    if finish in CUT:
        raise failure("cut", "it had written as many tokens as it may", is_unwell=False)
    raise failure("garbled", "it ended with something else than an answer", is_unwell=False)


def _chunk(choice: dict[str, Any]) -> Chunk:
    said = choice.get("delta") or choice.get("message") or {}
    if not isinstance(said, dict):
        raise failure("garbled", "its delta is no object")
    finish = choice.get("finish_reason")
    if not isinstance(finish, str | None):
        raise failure("garbled", "its finish_reason is no text")
    thought = any(said.get(name) for name in THOUGHTS)
    return Chunk(_text(said.get("content")), thought, (finish or "").lower())


def _text(content: object) -> str:
    """Return the text of a content: a text, nothing, or a list of parts of which some are text."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list) and all(isinstance(part, dict) for part in content):
        parts = [part.get("text") for part in content if part.get("type") == "text"]
        if all(isinstance(part, str) for part in parts):
            return "".join(part for part in parts if isinstance(part, str))
    raise failure("garbled", "its content is no text")


# "stop" is the protocol's word; the others are those of servers that pass on their own.
WHOLE = frozenset({"stop", "stop_sequence", "end_turn", "eos", "eos_token", "complete"})
CUT = frozenset({"length", "max_tokens", "model_length"})
THOUGHTS = ("reasoning_content", "reasoning")
