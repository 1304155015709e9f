"""The minutes of a cabinet that written answers are tested on, and their paragraphs as a model is shown them."""

import asyncio
from datetime import date

from corpus.minutes import Item, Minutes
from prompts import Shown, load
from service.checks.ground import ground_of
from service.citations import Sentence
from service.llm import llm_of
from service.settings import load_settings
from service.showing import Numbered
from service.written import Written, write
from tests.service.conftest import line, minutes_of
from tests.service.misbehaving import Misbehaving

NAME = "oakshire/cabinet/2023-09-12"
TEXTS = (
    "The Cabinet agreed the transport budget of £4,000. Councillor Ames voted against.",
    "Recruitment of social workers had improved by 5 per cent. Record keeping needed further audits. "
    "The Chair thanked officers.",
    "No objections to the closure of the library were raised.",
)


def cabinet(texts: tuple[str, ...] = TEXTS) -> Minutes:
    paragraphs = tuple(line(NAME, f"45.{n}", text, label=f"45.{n}", ordinal=n) for n, text in enumerate(texts, 1))
    return minutes_of(
        NAME,
        (Item("45", "Budget and Libraries", "", paragraphs),),
        title="Cabinet",
        address="x.html",
        council="Oakshire County Council",
        committee="Cabinet",
        held=date(2023, 9, 12),
    )


def numbered(minutes: Minutes) -> tuple[Numbered, ...]:
    return tuple(
        Numbered(place, one, ground_of(one, minutes), Shown(place, one.text, "Cabinet"))
        for place, one in enumerate(minutes.paragraphs, 1)
    )


SHOWN = numbered(cabinet())


def written_of(text: str) -> tuple[list[tuple[str, list[str]]], list[tuple[str, str]], Written]:
    """Return what becomes of an answer: each sentence with where it is cited from, and what was left out and why."""
    with Misbehaving() as server:
        server.says = text
        llm = llm_of(load_settings(llm_address=server.address, llm_model="tiny"))
        assert llm is not None

        async def all_of() -> list[Sentence | Written]:
            return [one async for one in write("What was agreed?", SHOWN, llm=llm, prompt=load("answer"))]

        *said, ended = asyncio.run(all_of())
    assert isinstance(ended, Written)
    sentences = [one for one in said if isinstance(one, Sentence)]
    assert tuple(sentences) == ended.sentences
    return (
        [(one.text, [citation.paragraph_id.partition("#")[2] for citation in one.citations]) for one in sentences],
        [(one.text, one.reason) for one in ended.removed],
        ended,
    )
