"""Conversations over the sample minutes: what is read alone, what together, and that neither invents silence.

Silence is decided with the default model's vectors of single tokens, so that one is loaded.
"""

from collections.abc import Iterator

import pytest

from corpus import sample
from corpus.minutes import Metadata
from index.collection import Collection
from index.embed import load_embedder
from index.scope import EVERYTHING
from service.answer import Answer, answer
from service.conversation import Turn
from service.ingest import Account, add_files, files_at
from service.leaning import names_its_own
from service.settings import Settings
from service.wording import TOGETHER_SILENT

Sample = tuple[Collection, Settings]


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample minutes."""
    settings = Settings(home=tmp_path_factory.mktemp("sample"))
    with Collection.open(settings.collection_folder, load_embedder(settings.model), create=True) as collection:
        files = files_at([sample.FOLDER])
        add_files(collection, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield collection, settings


def talk(minutes: Sample, *questions: str) -> Answer:
    """Return the answer to the last question of a conversation, as a page sends the turns before it."""
    collection, settings = minutes
    turns: list[Turn] = []
    for question in questions:
        given = answer(collection, question, scope=EVERYTHING, settings=settings, history=turns[-3:])
        cited = dict.fromkeys(citation.paragraph_id for one in given.sentences for citation in one.citations)
        turns.append(Turn(question, " ".join(one.text for one in given.sentences), tuple(cited)))
    return given


def places(given: Answer) -> set[str]:
    return {citation.paragraph_id for one in given.sentences for citation in one.citations}


# Silence that what came before would make


def test_what_is_silent_together_and_names_a_subject_is_answered_alone(minutes: Sample) -> None:
    together = talk(minutes, "whats the council tax", "and the bins?")
    alone = talk(minutes, "bins")
    assert together.sentences == alone.sentences != ()
    assert together.question == together.asked == "and the bins?"
    assert together.follow_up == "and the bins? (whats the council tax)"
    assert together.notice == TOGETHER_SILENT


def test_what_names_no_subject_stays_silent_together(minutes: Sample) -> None:
    given = talk(minutes, "whats the council tax", "and in Oxbridge?")
    assert (given.status, given.notice, given.follow_up) == ("not_in_the_minutes", "", "")


@pytest.mark.parametrize("typed", ["bins", "and the bins?", "what about the libraries", "So are the bins collected?"])
def test_a_subject_of_its_own(typed: str) -> None:
    assert names_its_own(typed)


@pytest.mark.parametrize(
    "typed",
    ["why?", "and in Surrey", "in Surrey?", "who voted for it?", "what did it cost?", "how much?", "cost?", "and 2019?",
     "appointed by whom", "and the other two?", "how many are finished?", "and those who voted"],
)  # fmt: skip
def test_no_subject_of_its_own(typed: str) -> None:
    assert not names_its_own(typed)
