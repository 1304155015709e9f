"""Answers that are lists of outcomes: what they say of themselves, and what they bring along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.minutes import Metadata
from corpus.read import read_minutes
from index.collection import Collection
from index.embed import load_embedder
from index.look import Look
from index.outcomes import Listed, Wanted
from index.scope import EVERYTHING, Scope
from service.answer import Answer, answer
from service.readings import ListingBody, OfCouncilBody
from service.settings import Settings
from service.shapes import answer_body

MEETING = """Fenwick District Council
Planning Committee
Minutes of the meeting held on 4 March 2020

PRESENT: Councillors A. Reid (Chair), B. Hall and C. O’Neill
IN ATTENDANCE: Jo Marsh (Head of Parks), Sam Pole (Clerk)

1. Allotments
1.1 The Committee considered the rents of the allotments at Mill Lane.
RESOLVED:
(a) That the rents of the allotments be £30 a year.
(b) That the waiting list be published.
ACTION: Jo Marsh, by 1 May 2020
2. Sale of the mill
2.1 It was moved by Councillor Hall and seconded by Councillor Reid that the mill be sold. On being put to the \
vote the motion was carried by 2 votes to 1.
RESOLVED: That the mill be sold.
"""
SUBJECTS = (
    "benches",
    "bins",
    "bridges",
    "buses",
    "cycle racks",
    "ditches",
    "drains",
    "fences",
    "gates",
    "hedges",
    "lamps",
)


@pytest.fixture(scope="module")
def fenwick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Collection, Settings]]:
    """A meeting of a committee, and one of another at which eleven things were decided."""
    home = tmp_path_factory.mktemp("fenwick")
    settings = Settings(home=home, model="hashed-words", evidence_threshold=0.3)
    head = "Fenwick District Council\nParks Board\nMinutes of the meeting held on 6 May 2021\n\n"
    parks = head + "\n".join(
        f"{number}. {subject.capitalize()}\nRESOLVED: That new {subject} be ordered."
        for number, subject in enumerate(SUBJECTS, start=1)
    )
    with Collection.open(settings.collection_folder, load_embedder("hashed-words"), create=True) as collection:
        for name, words in (("planning.txt", MEETING), ("parks.txt", parks)):
            file = Path(home) / name
            file.write_text(words, encoding="utf-8")
            collection.add(read_minutes(name, file.read_bytes(), Metadata()), file.read_bytes())
        yield collection, settings


def asked(fenwick: tuple[Collection, Settings], question: str, scope: Scope = EVERYTHING) -> Answer:
    collection, settings = fenwick
    return answer(collection, question, scope=scope, settings=settings)


def said(given: Answer) -> list[str]:
    return [sentence.text for sentence in given.sentences]


def test_a_list_says_how_long_it_is_and_gives_the_first_ten_by_day(fenwick: tuple[Collection, Settings]) -> None:
    given = asked(fenwick, "List all decisions")
    body = answer_body(given)
    assert body.message == "14 decisions were found. The first 10, by date:"
    assert body.listing == ListingBody("decision", 14, 10, (OfCouncilBody("Fenwick District Council", 14, 10),))
    assert said(given)[:4] == [
        "That the rents of the allotments be £30 a year.",
        "That the waiting list be published.",
        "RESOLVED: That the mill be sold.",
        "RESOLVED: That new benches be ordered.",
    ]
    assert len(given.sentences) == 10


def test_a_list_keeps_to_the_scope_and_to_what_the_question_names(fenwick: tuple[Collection, Settings]) -> None:
    assert said(asked(fenwick, "What did the Planning Committee resolve about the mill?")) == [
        "RESOLVED: That the mill be sold."
    ]
    chosen = Scope(committee="Parks Board")
    assert answer_body(asked(fenwick, "List all decisions", chosen)).message == (
        "11 decisions were found. The first 10, by date:"
    )


def test_an_action_comes_with_what_it_is_about_and_does_not_tell_whether_it_was_done(
    fenwick: tuple[Collection, Settings],
) -> None:
    given = asked(fenwick, "What actions are outstanding for Jo Marsh?")
    assert said(given) == ["That the waiting list be published.", "ACTION: Jo Marsh, by 1 May 2020"]
    assert answer_body(given).message == (
        "1 action for “Jo Marsh” was found. This list does not tell what has been done since."
    )


def test_an_office_is_followed_to_who_held_it_at_that_meeting(fenwick: tuple[Collection, Settings]) -> None:
    assert said(asked(fenwick, "What actions are there for the Head of Parks?")) == [
        "Jo Marsh (Head of Parks)",
        "That the waiting list be published.",
        "ACTION: Jo Marsh, by 1 May 2020",
    ]


def test_where_there_is_none_the_answer_says_so_and_what_was_searched(fenwick: tuple[Collection, Settings]) -> None:
    given = asked(fenwick, "Which declarations of interest were made?")
    assert (given.status, given.sentences) == ("not_in_the_minutes", ())
    assert answer_body(given).message == (
        "No declarations of interest were found. Searched: 2 meetings of Fenwick District Council, "
        "4 March 2020 to 6 May 2021."
    )


def test_votes_in_which_no_names_are_read_are_quoted_as_what_comes_nearest(
    fenwick: tuple[Collection, Settings],
) -> None:
    given = asked(fenwick, "Who voted against the sale of the mill?")
    assert given.status == "partly_answered"
    assert answer_body(given).message == (
        "1 vote about “sale of the mill” was found. Names of any who voted against could not be read, "
        "so this may answer only a part, or not at all."
    )
    assert [piece.text.rpartition("the ")[2] for piece in given.evidence] == ["motion was carried by 2 votes to 1."]
    assert [words.rpartition("the ")[2] for words in said(given)] == ["motion was carried by 2 votes to 1."]


def test_where_votes_are_found_and_none_was_lost_the_answer_says_that(
    two: Collection, fenwick: tuple[Collection, Settings]
) -> None:
    given = of_two(two, fenwick, "Which votes were lost?")
    assert (given.status, given.sentences) == ("not_in_the_minutes", ())
    assert answer_body(given).message.startswith("No votes that were lost were found. Searched: 3 meetings of ")


def test_a_vote_whose_names_no_rule_reads_is_quoted_and_not_denied(
    fenwick: tuple[Collection, Settings], tmp_path: Path
) -> None:
    words = MEETING.partition("1. Allotments")[0] + (
        "1. Budget\n1.1 The budget was put to the vote. The ayes were Reid and Poole and the noes Bold. CARRIED.\n"
    )
    with Collection.open(tmp_path / "votes", load_embedder("hashed-words"), create=True) as collection:
        collection.add(read_minutes("votes.txt", words.encode(), Metadata()), words.encode())
        given = answer(collection, "Did anyone vote against the budget?", scope=EVERYTHING, settings=fenwick[1])
    assert given.status == "partly_answered"
    assert answer_body(given).message == (
        "1 vote about “budget” was found. Names of any who voted against could not be read, "
        "so this may answer only a part, or not at all."
    )
    assert any("the noes Bold." in one for one in said(given))


@pytest.mark.parametrize("stop", [".", ";", ""])
def test_who_voted_is_told_where_the_sides_stand_in_one_paragraph(
    fenwick: tuple[Collection, Settings], tmp_path: Path, stop: str
) -> None:
    sides = f"For (2): Councillors Reid and Poole{stop} Against (1): Councillor Bold. CARRIED."
    words = MEETING.partition("1. Allotments")[0] + f"1. Budget\n1.1 The budget was put to the vote. {sides}\n"
    with Collection.open(tmp_path / "votes", load_embedder("hashed-words"), create=True) as collection:
        collection.add(read_minutes("votes.txt", words.encode(), Metadata()), words.encode())
        given = answer(collection, "Who voted against the budget?", scope=EVERYTHING, settings=fenwick[1])
    assert given.status == "answered"
    assert said(given) == [f"The budget was put to the vote. {sides}"]


def test_people_are_found_by_their_surname_whatever_the_apostrophe(fenwick: tuple[Collection, Settings]) -> None:
    for name in ("Councillor O'Neill", "C. O’Neill"):
        given = asked(fenwick, f"Was {name} at the meeting?")
        assert said(given) == ["PRESENT: Councillors A. Reid (Chair), B. Hall and C. O’Neill"]


def test_the_same_question_gives_the_same_list(fenwick: tuple[Collection, Settings]) -> None:
    assert asked(fenwick, "Who attended?") == asked(fenwick, "Who attended?")


OAKLEY = """Oakley Town Council
Planning Committee
Minutes of the meeting held on 7 April 2020

1. Sheds
1.1 Councillor Ames moved, seconded by Councillor Bold, that new sheds be ordered.
For: Councillors Ames and Bold
Against: Councillor Carr
The motion was declared CARRIED.
RESOLVED: That new sheds be ordered.
2. Questions from the public
2.1 Question 1: Mrs Dale asked why the sheds were dear.
2.2 Response: The Chair replied that wood was dear. It would be dearer soon.
"""


@pytest.fixture(scope="module")
def two(fenwick: tuple[Collection, Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The meetings of Fenwick, and one of another council between them."""
    first, _ = fenwick
    folder = tmp_path_factory.mktemp("two")
    with Collection.open(folder, load_embedder("hashed-words"), create=True) as collection:
        for one in first.summaries(EVERYTHING):
            words = first.original(one.id).read_bytes()
            collection.add(read_minutes(one.source_address, words, Metadata()), words)
        collection.add(read_minutes("oakley.txt", OAKLEY.encode(), Metadata()), OAKLEY.encode())
        yield collection


def of_two(two: Collection, fenwick: tuple[Collection, Settings], question: str) -> Answer:
    return answer(two, question, scope=EVERYTHING, settings=fenwick[1])


def test_a_list_of_several_councils_is_told_council_by_council(
    two: Collection, fenwick: tuple[Collection, Settings]
) -> None:
    given = of_two(two, fenwick, "List all decisions")
    body = answer_body(given)
    assert body.message == (
        "15 decisions were found: 14 of Fenwick District Council and 1 of Oakley Town Council. "
        "The first of each, 10 in all, by date:"
    )
    assert body.listing == ListingBody(
        "decision",
        15,
        10,
        (OfCouncilBody("Fenwick District Council", 14, 9), OfCouncilBody("Oakley Town Council", 1, 1)),
    )
    assert said(given)[0] == "That the rents of the allotments be £30 a year."
    assert said(given)[-1] == "RESOLVED: That new sheds be ordered."


def test_a_list_of_several_councils_that_is_whole_says_how_it_is_ordered(
    two: Collection, fenwick: tuple[Collection, Settings]
) -> None:
    body = answer_body(of_two(two, fenwick, "What motions were moved?"))
    assert body.message == (
        "2 motions were found: 1 of Fenwick District Council and 1 of Oakley Town Council. By council and date:"
    )


def test_a_vote_comes_with_what_was_moved_and_with_what_came_of_it(
    two: Collection, fenwick: tuple[Collection, Settings]
) -> None:
    assert said(of_two(two, fenwick, "What votes were taken at Oakley Town Council?")) == [
        "Councillor Ames moved, seconded by Councillor Bold, that new sheds be ordered.",
        "For: Councillors Ames and Bold",
        "Against: Councillor Carr",
        "The motion was declared CARRIED.",
    ]
    assert said(of_two(two, fenwick, "Who voted against the sheds?")) == [
        "Against: Councillor Carr",
        "The motion was declared CARRIED.",
    ]


def test_a_listed_question_comes_with_its_reply(two: Collection, fenwick: tuple[Collection, Settings]) -> None:
    assert said(of_two(two, fenwick, "What questions were asked by the public?")) == [
        "Question 1: Mrs Dale asked why the sheds were dear.",
        "Response: The Chair replied that wood was dear. It would be dearer soon.",
    ]


def test_minutes_that_are_replaced_while_a_list_is_made_are_listed_as_they_were(
    fenwick: tuple[Collection, Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = OAKLEY.replace("1. Sheds", "1. Salt\n1.1 Salt was low.\nRESOLVED: That salt be bought.\n2. Sheds")
    shorter = OAKLEY.partition("1. Sheds")[0] + "1. Apologies\n1.1 There were none.\n"
    outcomes = Look.outcomes
    kinds = {
        "Which votes were carried?": "vote",
        "What motions were carried?": "motion",
        "List all decisions": "decision",
    }
    for number, (question, other) in enumerate((question, other) for question in kinds for other in (longer, shorter)):
        with Collection.open(tmp_path / str(number), load_embedder("hashed-words"), create=True) as collection:
            collection.add(read_minutes("oakley.txt", OAKLEY.encode(), Metadata()), OAKLEY.encode())
            before = answer(collection, question, scope=EVERYTHING, settings=fenwick[1])

            def replacing(look: Look, wanted: Wanted, text: str = other, into: Collection = collection) -> Listed:
                listed = outcomes(look, wanted)
                reading = read_minutes("oakley.txt", text.encode(), Metadata())
                into.add(reading, text.encode(), replace=True)
                return listed

            monkeypatch.setattr(Look, "outcomes", replacing)
            meanwhile = answer(collection, question, scope=EVERYTHING, settings=fenwick[1])
            monkeypatch.setattr(Look, "outcomes", outcomes)
            after = answer(collection, question, scope=EVERYTHING, settings=fenwick[1])
        assert answer_body(before).listing == ListingBody(
            kinds[question], 1, 1, (OfCouncilBody("Oakley Town Council", 1, 1),)
        )
        assert said(meanwhile) == said(before)
        assert (meanwhile.listing, meanwhile.evidence) == (before.listing, before.evidence)
        assert after != before
