"""Citations as answers show them, typed in again."""

from collections.abc import Iterator
from datetime import date

import pytest

from corpus import sample
from corpus.minutes import Metadata
from index import places, rows
from index.collection import Collection
from index.embedder import Embedder
from index.hits import Body
from index.reference import parse_reference
from index.scope import EVERYTHING, Scope
from service.answer import answer
from service.citations import address, label
from service.ingest import Account, add_files, files_at
from service.naming import name
from service.narrowing import narrow
from service.settings import Settings
from service.typed_back import typed_back

KNOWN = (Body("Oakshire County Council", "Cabinet"), Body("Oakshire County Council", "Children’s Scrutiny Committee"))
DAY = date(2023, 12, 13)


def read(question: str) -> tuple[str, Scope]:
    return typed_back(question, narrow(question, EVERYTHING, KNOWN), KNOWN)


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("78/23 ¶10, Cabinet, 13 December 2023", "78/23 ¶10"),
        ("paragraph 45.12, Cabinet, Oakshire County Council, 13 December 2023", "paragraph 45.12"),
        ("[45.12], Cabinet, Oakshire County Council, 13 December 2023, draft minutes", "[45.12]"),
    ],
)
def test_a_citation_as_it_is_shown_is_its_reference_within_its_meeting(question: str, reference: str) -> None:
    found, scope = read(question)
    assert found == reference
    assert (scope.committee, scope.since, scope.until) == ("Cabinet", DAY, DAY)


@pytest.mark.parametrize(
    "question",
    [
        "78/23 ¶10, and why?",
        "What did Cabinet decide, and when, on 13 December 2023?",
        "45.12",
        "",
        "45.12, 45.13",
    ],
)
def test_what_says_more_stays_as_it_is(question: str) -> None:
    assert read(question)[0] == question


@pytest.fixture(scope="module")
def collection(light_model: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The sample minutes."""
    with Collection.open(tmp_path_factory.mktemp("sample"), light_model, create=True) as opened:
        files = files_at([sample.FOLDER])
        add_files(opened, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield opened


def test_every_label_that_is_shown_finds_its_paragraph_and_so_does_its_address(collection: Collection) -> None:
    missed, tried = [], 0
    with collection.connection() as connection:
        for summary in collection.summaries(EVERYTHING):
            for item in collection.minutes(summary.id).items:
                for one in item.paragraphs:
                    short = label(one.id, item.number)
                    for typed in (short, f"[{short}]", name(short, None, None), one.id.partition("#")[2]):
                        tried += 1
                        reference = parse_reference(typed)
                        found = places.find(connection, reference, Scope(minutes_id=summary.id)) if reference else []
                        if one.id not in [placed.paragraph.id for placed in rows.placed(connection, found).values()]:
                            missed.append((typed, one.id))
    assert tried > 3000
    assert missed == []


def test_a_whole_address_names_its_paragraph(collection: Collection, settings: Settings) -> None:
    identity = "marlshire/cabinet/2023-12-13#78-23.p10"
    for typed in (identity, address(identity, None), f"https://minutes.example{address(identity, (0, 9))}"):
        given = answer(collection, typed, scope=EVERYTHING, settings=settings)
        assert [one.citations[0].paragraph_id for one in given.sentences] == [identity]
    gone = answer(collection, "marlshire/cabinet/2023-12-13#78-23.p99", scope=EVERYTHING, settings=settings)
    assert "p99" not in str([one.citations for one in gone.sentences])


def test_a_citation_with_its_meeting_names_its_paragraph(collection: Collection, settings: Settings) -> None:
    typed = "paragraph 78/23 ¶10, Cabinet, Marlshire County Council, 13 December 2023"
    given = answer(collection, typed, scope=EVERYTHING, settings=settings)
    assert [one.citations[0].paragraph_id for one in given.sentences] == ["marlshire/cabinet/2023-12-13#78-23.p10"]
    assert given.question == typed
