"""Which decision is brought to a debate that is quoted, where a decision is asked for."""

from datetime import date

import pytest

from corpus.minutes import Item, Metadata, Minutes
from corpus.read import read_minutes
from index.collection import Collection
from index.hits import Hit, MinutesSummary
from index.rank import kinds_asked_for
from index.scope import EVERYTHING
from service.answer import answer
from service.decided import decided, decisions_asked_for
from service.draft import quote
from service.record_order import with_first
from service.settings import Settings
from service.wanted import wanted
from tests.service.conftest import line, minutes_of

ASKED = "What was decided about the barn?"


def page(*paragraphs: str, title: str = "Roads", committee: str = "Works Committee") -> Minutes:
    """Return minutes of one item, held on 7 March 2024."""
    text = "\n\n".join(("Agenda item", title, *paragraphs))
    known = Metadata(council="Oak Council", committee=committee, held=date(2024, 3, 7))
    return read_minutes("item.txt", text.encode(), known).minutes


def hit(minutes: Minutes, place: int, score: float = 0.5) -> Hit:
    """Return a hit on the paragraph at a place, all of which matched."""
    item = next(one for one in minutes.items if minutes.paragraphs[place] in one.paragraphs)
    paragraph = minutes.paragraphs[place]
    summary = MinutesSummary(minutes.id, "Oak", None, minutes.held, "", "unknown", "plain", "", 0)
    return Hit(paragraph, item.number, item.title, summary, score, 1, ((0, len(paragraph.text)),), 0.5, 1.0, 0.5)


def brought(minutes: Minutes, *found: int, question: str = ASKED, chosen: int = 0) -> str | None:
    """Return what is quoted of the decision that is brought, None for none."""
    kinds = decisions_asked_for(wanted(question), kinds_asked_for(question))
    hits = [hit(minutes, chosen), *(hit(minutes, place, 0.3) for place in found)]
    one = decided(question, hits[:1], hits, {minutes.id: minutes}, kinds)
    return None if one is None else " ".join(one.paragraph.text[slice(*span)] for span in one.matched)


DEBATE = page("1  Ann Hall said that the barn was full.", "2  It was old. It was RESOLVED that the barn be sold.")


def test_the_sentence_that_decides_is_brought_whether_or_not_it_was_found() -> None:
    assert brought(DEBATE, 1) == brought(DEBATE) == "It was RESOLVED that the barn be sold."


def test_what_no_search_found_has_no_score() -> None:
    found = decided(ASKED, [hit(DEBATE, 0)], [hit(DEBATE, 0)], {DEBATE.id: DEBATE}, frozenset({"resolution"}))
    assert found is not None
    assert (found.score, found.rank) == (0.0, 2)


def test_a_decision_that_is_chosen_already_is_not_brought_again() -> None:
    assert brought(DEBATE, chosen=1) is None


@pytest.mark.parametrize(
    "question",
    [
        "What about the barn?",
        "Who agreed to sell the barn?",
        "Why was it decided to sell the barn?",
        "When was the sale of the barn agreed?",
        "How many barns were approved?",
        "How have decisions on the barn changed over time?",
        "What were the three decisions on the barn?",
    ],
)
def test_a_question_that_is_after_something_else_brings_no_decision(question: str) -> None:
    assert brought(DEBATE, 1, question=question) is None


@pytest.mark.parametrize(
    ("question", "is_brought"),
    [
        ("Did the committee agree to sell the barn?", True),
        ("What did Works decide about the barn?", True),
        ("What has Oak Council decided about the barn?", True),
        ("Did the ICB agree to sell the barn?", False),
        ("What did the inspector decide about the barn?", False),
        ("What did Elm Council decide about the barn?", False),
        ("What was decided in March about the barn?", True),
        ("What was decided in May about the barn?", False),
        ("What may be decided about the barn?", True),
    ],
)
def test_what_another_body_or_another_month_decided_is_not_told_by_these_minutes(
    question: str, is_brought: bool
) -> None:
    assert (brought(DEBATE, 1, question=question) is not None) is is_brought


def test_the_decision_of_another_item_is_not_brought() -> None:
    roads = Item("1", "Roads", "", (line("oak/x", "1.p1", "Ann Hall said that the barn was full."),))
    trees = Item(
        "2", "Trees", "", (line("oak/x", "2.resolved", "RESOLVED: That the barn be sold.", kind="resolution"),)
    )
    minutes = minutes_of("oak/x", (roads, trees), title="Works", address="x.txt")
    assert brought(minutes, 1) is None


def test_a_motion_that_was_lost_is_not_brought_as_a_decision() -> None:
    said = "1  Ann Hall said that the barn was full."
    lost = "It was RESOLVED that the barn be sold. The motion was LOST by 3 votes to 5."
    assert brought(page(said, f"2  {lost}"), 1) is None
    assert brought(page(said, "2  RESOLVED that the barn be sold.", "3  The motion was put and LOST."), 1) is None
    moved = "2  Councillor Ames moved, seconded by Councillor Bold, that it be RESOLVED that the barn be sold. "
    assert brought(page(said, f"{moved}The motion was LOST."), 1) is None
    # What became of an amendment says nothing of the decision before it.
    amended = page(said, "2  RESOLVED that the barn be sold.", "3  The amendment was put and LOST.")
    assert brought(amended, 1) == "RESOLVED that the barn be sold."


@pytest.mark.parametrize("title", ["Roads (EXEMPT)", "Exempt minutes", "Roads - Not for publication"])
def test_nothing_of_an_item_that_is_not_public_is_brought(title: str) -> None:
    minutes = page("1  Ann Hall said that the barn was full.", "2  RESOLVED that the barn be sold.", title=title)
    assert brought(minutes, 1) is brought(minutes) is None


def test_that_the_public_be_excluded_is_not_what_was_decided_about_the_barn() -> None:
    excluded = "2  RESOLVED that the press and public be excluded under section 100A(4)."
    assert brought(page("1  Ann Hall said that the barn was full.", excluded), 1) is None


def test_of_several_decisions_the_one_that_was_found_is_brought_and_none_where_none_was() -> None:
    minutes = page(
        "1  Ann Hall said that the barn was full.",
        "2  RESOLVED that the barn be sold.",
        "3  Tom Reid said that the road was wet.",
        "4  RESOLVED that the road be closed.",
    )
    assert brought(minutes, 3) == "RESOLVED that the road be closed."
    assert brought(minutes, 1, 3) == "RESOLVED that the barn be sold."
    assert brought(minutes) is None


def test_under_no_title_only_a_decision_that_was_found_is_brought() -> None:
    paragraphs = (
        line("oak/x", "p1", "Ann Hall said that the barn was full."),
        line("oak/x", "resolved", "RESOLVED: That the minutes be signed.", kind="resolution", ordinal=2),
    )
    minutes = minutes_of("oak/x", (Item(None, "", "", paragraphs),), title="Works", address="x.txt")
    assert brought(minutes) is None
    assert brought(minutes, 1) == "RESOLVED: That the minutes be signed."


def test_a_list_of_decisions_comes_whole_and_takes_no_room_from_the_debate() -> None:
    clauses = "\n\n".join(f"{number}. That barn {number} be sold;" for number in range(1, 8))
    minutes = page("1  Ann Hall said that the barns were full.", "RESOLVED:", clauses)
    kinds = frozenset({"resolution"})
    hits = [hit(minutes, 0)]
    library = {minutes.id: minutes}
    said = quote(hits, library, kinds, found=hits, ending=decided(ASKED, hits, hits, library, kinds))
    told = [one.text for one in with_first(said, library, kinds)]
    assert told[:2] == ["RESOLVED:", "That barn 1 be sold;"]
    assert told[-2:] == ["That barn 7 be sold;", "Ann Hall said that the barns were full."]


def test_what_a_committee_recommends_is_what_it_decided_and_comes_with_its_list() -> None:
    minutes = page(
        "1  Ann Hall said that the barn was full.",
        "RECOMMENDED (to the Cabinet)",
        "1. That the barn be sold, subject to a survey;",
        "2. That the road be closed.",
    )
    kinds = decisions_asked_for(wanted(ASKED), kinds_asked_for(ASKED))
    library = {minutes.id: minutes}
    whole = ["RECOMMENDED (to the Cabinet)", "That the barn be sold, subject to a survey;", "That the road be closed."]
    # Whether nothing of it was found, or its lead alone, which ends in no colon and says nothing by itself.
    for found in ((), (1,), (2,)):
        hits = [hit(minutes, place) for place in (0, *found)]
        ending = decided(ASKED, hits[:1], hits, library, kinds)
        said = with_first(quote(hits[:1], library, kinds, found=hits, ending=ending), library, kinds)
        assert [one.text for one in said] == [*whole, "Ann Hall said that the barn was full."]


def test_a_decision_that_leans_on_the_debate_stays_behind_it() -> None:
    minutes = page("1  Ann Hall moved that the barn be sold.", "2  This was AGREED.", "3  The road was wet.")
    library = {minutes.id: minutes}
    said = quote([hit(minutes, place) for place in (2, 1, 0)], library, frozenset({"resolution"}))
    assert [one.text for one in with_first(said, library, frozenset({"resolution"}))] == [
        "Ann Hall moved that the barn be sold.",
        "This was AGREED.",
        "The road was wet.",
    ]


def test_an_answer_shows_the_decision_first_and_as_evidence(empty_collection: Collection, settings: Settings) -> None:
    text = (
        b"Agenda item\n\nPetition\n\n"
        b"1  Councillor Ames said that a decision about the barn at Mill Lane should wait for the barn survey.\n\n"
        b"2  RESOLVED that the matter be referred to Cabinet."
    )
    empty_collection.add(read_minutes("item.txt", text, Metadata(council="Oak Council")), text)
    one = settings.model_copy(update={"results": 1})
    given = answer(empty_collection, "What was decided about the barn at Mill Lane?", scope=EVERYTHING, settings=one)
    assert [sentence.text[:14] for sentence in given.sentences] == ["RESOLVED that ", "Councillor Ame"]
    assert [(piece.kind, piece.score > 0) for piece in given.evidence] == [("paragraph", True), ("resolution", False)]
