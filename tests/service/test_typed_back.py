"""Citations as answers show them, typed in again."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus import sample
from corpus.minutes import Metadata
from index import places, rows
from index.collection import Collection
from index.embedder import Embedder
from index.hits import Body, MinutesSummary
from index.reference import parse_reference
from index.scope import EVERYTHING, Scope
from service.answer import answer
from service.citations import address, label
from service.ingest import Account, add_files, files_at
from service.naming import name, source
from service.narrowing import narrow
from service.settings import Settings
from service.typed_back import typed_back

REAL = Path(os.environ.get("MINUTED_SHARED", Path(__file__).parents[2].parent / "shared")) / "minutes"
DAY = date(2023, 12, 13)
OAK = "Oakshire County Council"


def minutes(number: int, committee: str | None, council: str | None, held: date | None, title: str) -> MinutesSummary:
    return MinutesSummary(f"m{number}", council, committee, held, title, "draft", "plain", "", 1)


OF = [
    minutes(1, "Cabinet", OAK, DAY, "Cabinet"),
    minutes(2, "Cabinet", OAK, date(2023, 11, 7), "Cabinet"),
    minutes(3, "Culture, Leisure and Tourism Committee", OAK, date(2023, 9, 12), "Minutes"),
    minutes(4, None, None, None, "Ofsted letter, and the reply"),
    minutes(5, None, None, None, "Salt"),
    minutes(
        6,
        "Leisure",
        None,
        date(2023, 9, 12),
        "Budget, part two: roads, schools and everything else that was put before the members of that committee",
    ),
    minutes(7, None, "Elm Town Council", None, "Minutes of Elm"),
    minutes(8, None, "Elm Town Council", None, ""),
]
# The items of those without a title.
ITEMS = {"m8": ["Apologies", "Allotments, and the waiting list"]}
KNOWN = tuple({Body(one.council, one.committee): None for one in OF})


def read(question: str) -> tuple[str, Scope]:
    return typed_back(question, narrow(question, EVERYTHING, KNOWN), EVERYTHING, lambda _: OF, ITEMS.__getitem__)


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("78/23 ¶10, Cabinet, 13 December 2023", "78/23 ¶10"),
        ("paragraph 45.12, Cabinet, Oakshire County Council, 13 December 2023", "paragraph 45.12"),
        ("[45.12], Cabinet, Oakshire County Council, 13 December 2023, draft minutes", "[45.12]"),
        ("[5.1] paragraph 5.1, Cabinet, Oakshire County Council, 13 December 2023, draft minutes", "paragraph 5.1"),
        ("- [5.1 (2)] paragraph 5.1, Cabinet, 13 December 2023", "paragraph 5.1"),
        ("45.12: Cabinet, Oakshire County Council, 13 December 2023 Draft minutes", "45.12"),
        ("45.12, Cabinet, Oakshire, 13/12/2023", "45.12"),
    ],
)
def test_a_citation_as_it_is_shown_is_its_reference_within_its_meeting(question: str, reference: str) -> None:
    found, scope = read(question)
    assert found == reference
    assert (scope.committee, scope.since, scope.until) == ("Cabinet", DAY, DAY)


@pytest.mark.parametrize("one", OF, ids=lambda one: one.id)
def test_whatever_is_known_of_a_meeting_its_citation_names_it(one: MinutesSummary) -> None:
    whose = source(one.committee, one.council, one.held, one.title or ITEMS[one.id][1])
    for typed in (f"paragraph 1.1, {whose}", f"1.1: {whose}", f"[1.1] paragraph 1.1, {whose}, draft minutes"):
        head, scope = read(typed)
        assert head == typed.removeprefix("[1.1] ")[: typed.removeprefix("[1.1] ").index("1.1") + 3]
        assert scope.minutes_id == one.id


def test_what_several_meetings_have_in_common_is_the_scope() -> None:
    assert read("45.12, Cabinet, Oakshire County Council") == (
        "45.12",
        Scope(council=OAK, committee="Cabinet", since=date(2023, 11, 7), until=DAY),
    )
    # Nothing but that nothing is known: every paragraph of that number is meant.
    assert read("45.12, committee and council unknown, date unknown") == ("45.12", EVERYTHING)


@pytest.mark.parametrize(
    "question",
    [
        "78/23 ¶10, and why?",
        "What did Cabinet decide, and when, on 13 December 2023?",
        "45.12",
        "",
        "45.12, 45.13",
        "45.12, Cabinet, 14 December 2023",
        "45.12, Lost property, Elm Town Council, committee unknown, date unknown",
        "45.12, Elm Town Council, 13 December 2023",
        "[45.12] and paragraph 45.13, Cabinet",
    ],
)
def test_what_says_more_stays_as_it_is(question: str) -> None:
    assert read(question)[0] == question


@pytest.fixture(scope="module")
def collection(light_model: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The sample minutes, and real ones where there are any."""
    with Collection.open(tmp_path_factory.mktemp("sample"), light_model, create=True) as opened:
        files = files_at([sample.FOLDER, *([REAL] if REAL.is_dir() else ())])
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


def test_every_citation_with_whose_minutes_it_is_of_is_understood(collection: Collection) -> None:
    """A meeting is named alone, or with those of which the same is said."""
    meetings, known = collection.summaries(), collection.bodies()
    labels = {
        one.id: [label(line.id, item.number) for item in collection.minutes(one.id).items for line in item.paragraphs]
        for one in meetings
    }
    for one in meetings:
        said = source(one.committee, one.council, one.held, one.title)
        alike = [other for other in meetings if said == source(other.committee, other.council, other.held, other.title)]
        for short in labels[one.id]:
            typed = f"{name(short, None, None)}, {said}"
            head, scope = typed_back(
                typed, narrow(typed, EVERYTHING, known), EVERYTHING, lambda _: meetings, {}.__getitem__
            )
            assert head == name(short, None, None)
            assert scope.minutes_id == one.id or len(alike) > 1, typed
            assert set(alike) <= {other for other in meetings if within(other, scope)}


def test_a_paragraph_of_every_meeting_answers_its_own_citation(collection: Collection, settings: Settings) -> None:
    for one in collection.summaries():
        item = next(
            item for item in collection.minutes(one.id).items if not all(line.repeats for line in item.paragraphs)
        )
        cited = next(line for line in item.paragraphs if not line.repeats)
        whose = source(one.committee, one.council, one.held, one.title)
        typed = f"{name(label(cited.id, item.number), None, None)}, {whose}"
        given = answer(collection, typed, scope=EVERYTHING, settings=settings)
        assert cited.id in [sentence.citations[0].paragraph_id for sentence in given.sentences], typed


def within(one: MinutesSummary, scope: Scope) -> bool:
    return all(
        (
            scope.committee in {None, one.committee},
            scope.council in {None, one.council},
            scope.since is None or (one.held is not None and scope.since <= one.held),
            scope.until is None or (one.held is not None and one.held <= scope.until),
        )
    )


def test_an_entry_of_a_list_of_sources_names_its_paragraph(collection: Collection, settings: Settings) -> None:
    identity = "marlshire/cabinet/2023-12-13#78-23.p10"
    entry = "[78/23 ¶10] paragraph 78/23 ¶10, Cabinet, Marlshire County Council, 13 December 2023"
    at = f"https://minutes.example{address(identity, None)}"
    for typed in (entry, f"- {entry}, draft minutes: {at}", f"{entry}: {at} (text 0123abcd)"):
        given = answer(collection, typed, scope=EVERYTHING, settings=settings)
        assert [one.citations[0].paragraph_id for one in given.sentences] == [identity]


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
