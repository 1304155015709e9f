"""The forms of the pages as they were filled in; FastAPI reads them. In: nothing. Out: pydantic models."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.narrowing import FIELDS
from service.narrowing import Field as LimitField

NO_LIMITS = {"question", "page", "history", "use", "typed", "edited", "without", "mode"}


class Limited(BaseModel):
    """The limits of a form as they were filled in; "" where a field was left empty. FastAPI reads forms into models."""

    model_config = ConfigDict(frozen=True)

    council: str = ""
    committee: str = ""
    since: str = ""
    until: str = ""
    minutes: str = ""

    @property
    def limits(self) -> int:
        """How many limits are set."""
        return sum(1 for name, value in self if name not in NO_LIMITS and value.strip())


class Linked(Limited):
    """The address of a question, or of a form that is limited to one meeting. without: as in Asked."""

    question: str = ""
    minutes: Annotated[str, Field(max_length=500)] = ""
    without: str = ""


class Asked(Limited):
    """The question form.

    history: the turns before, as JSON. use: which question is asked; "typed" and "edited" are those of a completed one,
    which are asked as they stand. without: the kinds of limit that are not to be read from the question, by commas.
    mode: how it is to be answered, "" for the setting's.
    """

    question: str = ""
    history: str = ""
    use: Literal["", "typed", "edited"] = ""
    typed: str = ""
    edited: str = ""
    without: str = ""
    mode: Literal["", "quoted", "written"] = ""

    @property
    def fields(self) -> tuple[LimitField, ...]:
        """The kinds of limit that may be read from the question."""
        return tuple(one for one in FIELDS if one not in self.without.split(","))


class Filtered(Limited):
    """The form of a list. kind: of decisions; owner: of actions. page: from 1."""

    kind: Literal["", "resolution", "recommendation"] = ""
    owner: Annotated[str, Field(max_length=300)] = ""
    page: Annotated[int, Field(ge=1, le=10_000_000)] = 1
