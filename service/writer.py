"""The settings in; what writes answers out: a language model and the prompts it is asked by, read and tried once.

Who serves makes it at the start, so that a prompt that is missing or changed is told then, and not by the first reader
who asks for a written answer.
"""

from dataclasses import dataclass

from prompts import Prompt, PromptError, Shown, load
from service.conversation import Turn
from service.errors import PromptUnusable
from service.llm import Llm, llm_of
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Writer:
    """What writes answers. answer: asks for one; rephrase: asks for a follow-up in a form that stands alone."""

    llm: Llm
    answer: Prompt
    rephrase: Prompt


def writer_of(settings: Settings, version: str | None = None) -> Writer | None:
    """Return what writes answers by the settings, None where they name no language model.

    version: of the prompt that answers are asked by, None for the one that is released.
    Raises PromptUnusable for a released prompt that is missing, changed, or cannot be rendered.
    """
    llm = llm_of(settings)
    if llm is None:
        return None
    try:
        writer = Writer(llm, load("answer", version), load("rephrase"))
        writer.answer.render(question=_TEXT, paragraphs=[Shown(1, _TEXT, _TEXT)])
        writer.rephrase.render(question=_TEXT, history=[Turn(_TEXT, _TEXT)])
    except PromptError as error:
        raise PromptUnusable(str(error)) from error
    return writer


_TEXT = "Was it minuted?"
