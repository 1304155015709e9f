"""Where there is nothing of what is asked for: what the minutes say of that is quoted."""

from pathlib import Path

import pytest

from corpus.minutes import Metadata
from corpus.outcomes.declarations import says_none
from corpus.read import read_minutes
from index.collection import Collection
from index.scope import EVERYTHING, Scope
from service.answer import answer
from service.exported import read_export
from service.markdown import markdown
from service.proof import prove
from service.settings import Settings
from service.shapes import answer_body

HEAD = "Fenwick District Council\nParks Board\nMinutes of the meeting held on 6 May {year}\n\n"
NONE = f"{HEAD}1. Declarations of interest\n{{words}}\n\n2. Benches\nRESOLVED: That new benches be ordered.\n"


@pytest.fixture
def collection(empty_collection: Collection) -> Collection:
    for year, words in ((2020, "There were no declarations of interest."), (2021, "None"), (2022, "Members left.")):
        data = NONE.format(year=year, words=words).encode()
        empty_collection.add(read_minutes(f"{year}.txt", data, Metadata()), data)
    return empty_collection


@pytest.mark.parametrize("question", ["who declared an interest", "Which declarations of interest were made?"])
def test_that_nobody_declared_an_interest_is_quoted_where_the_minutes_say_so(
    collection: Collection, settings: Settings, tmp_path: Path, question: str
) -> None:
    given = answer(collection, question, scope=EVERYTHING, settings=settings)
    body = answer_body(given)
    assert (given.status, body.message) == (
        "answered",
        "No declarations of interest were found. The minutes say:",
    )
    assert [one.text for one in given.sentences] == ["There were no declarations of interest.", "None"]
    (tmp_path / "answer.md").write_text(markdown(body, "", for_proof=True), encoding="utf-8")
    assert prove(collection, read_export(tmp_path / "answer.md")).holds


def test_what_is_quoted_lies_within_the_scope_and_a_person_is_left_to_the_search(
    collection: Collection, settings: Settings
) -> None:
    minutes = next(one.id for one in collection.summaries() if one.held and one.held.year == 2021)
    within = answer(collection, "who declared an interest", scope=Scope(minutes_id=minutes), settings=settings)
    assert [one.text for one in within.sentences] == ["None"]
    of_reid = answer(collection, "What did Cllr Reid declare an interest in?", scope=EVERYTHING, settings=settings)
    assert of_reid.listing is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("None", True),
        ("Nil.", True),
        ("There were no declarations of interest.", True),
        ("No interests were declared.", True),
        ("Members were reminded of their duty to declare interests.", False),
    ],
)
def test_what_says_that_nothing_was_declared(text: str, says: bool) -> None:
    assert says_none(text) is says
