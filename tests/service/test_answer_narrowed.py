"""Answers within the limits that a question names, and what happens where nothing is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.minutes import Metadata
from corpus.read import read_minutes
from index.collection import Collection
from index.embed import load_embedder
from index.scope import EVERYTHING, Scope
from service.answer import Answer, answer
from service.settings import Settings
from service.shapes import answer_body

SPRING = """Fenwick District Council
Planning Committee
Minutes of the meeting held on 4 March 2020

1. Allotments
1.1 The Committee considered the rents of the allotments at Mill Lane.
RESOLVED: That the rents of the allotments be £30 a year.
"""
AUTUMN = """Fenwick District Council
Planning Committee
Minutes of the meeting held on 7 October 2021

1. Allotments
1.1 The Committee considered the waiting list of the allotments.
RESOLVED: That the rents of the allotments be £45 a year.
2. Bridge
2.1 The footbridge at Sedge End had been closed since the flood in 2007.
"""


@pytest.fixture(scope="module")
def fenwick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Collection, Settings]]:
    """Two meetings of one committee."""
    home = tmp_path_factory.mktemp("fenwick")
    settings = Settings(home=home, model="hashed-words", evidence_threshold=0.3)
    with Collection.open(settings.collection_folder, load_embedder("hashed-words"), create=True) as collection:
        for name, words in (("spring.txt", SPRING), ("autumn.txt", AUTUMN)):
            file = Path(home) / name
            file.write_text(words, encoding="utf-8")
            collection.add(read_minutes(file.name, file.read_bytes(), Metadata()), file.read_bytes())
        yield collection, settings


def asked(fenwick: tuple[Collection, Settings], question: str, **limits: object) -> Answer:
    collection, settings = fenwick
    return answer(collection, question, scope=Scope(**limits) if limits else EVERYTHING, settings=settings)  # type: ignore[arg-type]


def days(given: Answer) -> set[str]:
    return {citation.paragraph_id.split("/")[2][:10] for one in given.sentences for citation in one.citations}


def test_an_answer_comes_from_the_days_that_the_question_names(fenwick: tuple[Collection, Settings]) -> None:
    for year, day in (("2020", "2020-03-04"), ("2021", "2021-10-07")):
        given = asked(fenwick, f"What did the committee decide about the rents of the allotments in {year}?")
        assert days(given) == {day}
        assert [one.words for one in given.narrowed] == [f"in {year}"]
        assert (given.searched.minutes, given.outside) == (1, False)


def test_where_nothing_is_within_a_year_the_answer_is_from_outside_and_says_so(
    fenwick: tuple[Collection, Settings],
) -> None:
    given = asked(fenwick, "What was said about the footbridge at Sedge End, and discussed in 2020?")
    assert (given.outside, days(given)) == (True, {"2021-10-07"})
    body = answer_body(given)
    assert body.message == (
        "Nothing was found for 2020. Without that limit: what comes nearest in the minutes; it may answer only a part, "
        "or not at all:"
    )
    assert body.outside


def test_a_meeting_that_is_not_there_is_the_answer(fenwick: tuple[Collection, Settings]) -> None:
    given = asked(fenwick, "What was decided about the rents of the allotments at the May 2020 meeting?")
    assert (given.status, given.sentences, given.outside) == ("not_in_the_minutes", (), False)
    assert answer_body(given).message == (
        "There are no minutes here for May 2020, which is how your question was read."
    )


def test_a_council_without_minutes_is_told(fenwick: tuple[Collection, Settings]) -> None:
    given = asked(fenwick, "What did Oakshire County Council decide about the rents of the allotments?")
    assert (given.status, given.sentences) == ("not_in_the_minutes", ())
    assert answer_body(given).message == (
        "There are no minutes of Oakshire County Council here. Searched: 2 meetings of Planning Committee, "
        "Fenwick District Council, 4 March 2020 to 7 October 2021."
    )
    assert given.evidence


def test_what_the_reader_chose_is_never_widened(fenwick: tuple[Collection, Settings]) -> None:
    chosen = "fenwick/planning/2020-03-04"
    given = asked(fenwick, "What was decided about the rents of the allotments in 2021?", minutes_id=chosen)
    assert (given.narrowed, days(given)) == ((), {"2020-03-04"})
