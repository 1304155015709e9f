"""The minutes of a cabinet that written answers are tested on, and their paragraphs as a model is shown them."""

from datetime import date

from corpus.minutes import Item, Minutes
from prompts import Shown
from service.checks.ground import ground_of
from service.showing import Numbered
from tests.service.conftest import line, minutes_of

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
