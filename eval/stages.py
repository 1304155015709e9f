"""Settings of retrieval in, the runs with one of them changed out: over a range, or each stage off in turn."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from eval.errors import EvaluationError
from index.settings import RetrievalSettings

Value = int | float | bool
# The value with which a stage changes nothing: index/settings.py says what each is.
NEUTRAL: dict[str, Value] = {
    "sentence_share": 0.0,
    "words_share": 0.0,
    "headers": False,
    "token_share": 0.0,
    "exact_share": 0.0,
    "name_share": 0.0,
    "context_share": 0.0,
    "title_share": 0.0,
    "item_share": 0.0,
    "kind_boost": 0.0,
    "procedural_share": 1.0,
    "typed_share": 0.0,
    "before_share": 0.0,
    "cited_share": 0.0,
    "reranked": 0,
}
MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class Changed:
    """Settings that differ from others in one value. name: of the run that they make."""

    name: str
    setting: str
    value: Value
    settings: RetrievalSettings


def without_each(settings: RetrievalSettings) -> list[Changed]:
    """Return settings with each stage off in turn; a stage that is off already is left out."""
    return [
        Changed(f"without-{name}", name, neutral, _with(settings, name, neutral))
        for name, neutral in NEUTRAL.items()
        if getattr(settings, name) != neutral
    ]


def over(settings: RetrievalSettings, setting: str, values: str) -> list[Changed]:
    """Return settings with one of them at each of some values.

    values: `0:1:0.1` (from, to, step, both ends included) or `0,0.3,0.5`. Raises EvaluationError for a setting that
    there is not, and for a value that it cannot have.
    """
    kinds = {field.name: type(field.default) for field in fields(RetrievalSettings) if field.name != "limit"}
    if setting not in kinds:
        raise EvaluationError(f"there is no setting '{setting}' of retrieval. There are {', '.join(kinds)}.")
    found = []
    for value in _values(values, kinds[setting]):
        try:
            changed = _with(settings, setting, value)
        except ValueError as error:
            raise EvaluationError(f"{error}.") from None
        found.append(Changed(f"{setting}-{value}", setting, value, changed))
    return found


def _with(settings: RetrievalSettings, name: str, value: Value) -> RetrievalSettings:
    changed: dict[str, Any] = {name: value}
    return replace(settings, **changed)


def _values(text: str, kind: type) -> Iterator[Value]:
    try:
        if kind is bool:
            yield from ({"true": True, "false": False}[part.strip().casefold()] for part in text.split(","))
            return
        if ":" not in text:
            yield from (kind(part) for part in text.split(","))
            return
        first, last, step = (float(part) for part in text.split(":"))
        count = int((last - first) / step + 1e-9) + 1 if step > 0 else 0
        if not 1 <= count <= MOST_VALUES:
            raise ValueError(text)
        yield from (kind(round(first + place * step, 9)) for place in range(count))
    except (ValueError, KeyError, OverflowError):
        raise EvaluationError(
            f"'{text}' are no values of a setting. Write 0:1:0.1 (from, to, step) or 0,0.5,1; "
            f"true,false for a switch; at most {MOST_VALUES}."
        ) from None
