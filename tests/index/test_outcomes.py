"""What came of meetings, kept with their minutes and listed: order, limits, parts, and what becomes of them."""

import contextlib
from collections.abc import Callable
from datetime import date

import pytest

from corpus.minutes import Reading
from corpus.outcomes.finders import OUTCOMES
from corpus.outcomes.outcome import Action, Attendee, Decision, Outcome, Vote
from index import outcomes, schema
from index.collection import Collection
from index.errors import ScopeInvalid
from index.outcomes import TYPES, Wanted, share
from index.scope import Scope

Given = tuple[Reading, bytes]
POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES = "brackwater-council/transport-board/2024-02-14"


def decision(paragraph_id: str, text: str, **other: str) -> Decision:
    values = {"kind": "resolution", "verb": "RESOLVED", "qualifier": None, "lead": None, **other}
    return Decision(paragraph_id, text=text, **values)  # type: ignore[arg-type]


def action(paragraph_id: str, text: str, owner: str | None, about: str | None = None) -> Action:
    return Action(paragraph_id, text, owner, due="by 5 March 2024", due_date=date(2024, 3, 5), about=about)


def keep(collection: Collection, kept: dict[str, list[Outcome]]) -> None:
    """Put outcomes in the place of those that were found in the minutes of a collection."""
    with contextlib.closing(schema.connect(collection.folder / "minutes.db", writes=True)) as writer:
        writer.execute("DELETE FROM outcomes")
        numbers = dict(writer.execute("SELECT id, number FROM paragraphs"))
        outcomes.insert(writer, kept, numbers)


def texts(collection: Collection, wanted: Wanted) -> list[str]:
    return [one.outcome.text for one in collection.outcomes(wanted).found]  # type: ignore[union-attr]


@pytest.fixture
def kept(collection: Collection, potholes: Given, buses: Given, make: Callable[..., Given]) -> Collection:
    """Return a collection of three minutes, of which the third name no committee and no day, with outcomes."""
    unknown = make([("", "AGREED to meet again.")], council="Ambleford Council", committee=None, held=None, address="u")
    for given in (buses, potholes, unknown):
        collection.add(*given)
    keep(
        collection,
        {
            "decision": [
                decision(f"{BUSES}#b.ii", "the fares be noted"),
                decision(f"{POTHOLES}#45.3", "the winter gritting plan be approved"),
                decision(f"{POTHOLES}#45.1", "the roads be mended", kind="recommendation", verb="RECOMMENDED"),
                decision("ambleford-council/unknown/undated#p1", "to meet again"),
            ],
            "action": [
                action(f"{BUSES}#b.i", "send the timetable", "Cllr Órla Byrne", about=f"{BUSES}#b"),
                action(f"{POTHOLES}#45.2", "open on Sundays", None),
            ],
            "attendee": [Attendee(f"{POTHOLES}#45.1", "Cllr A. Brown", "Chair", "present")],
            "vote": [Vote(f"{POTHOLES}#45.3", 7, 2, None, ("Brown", "Hall"), (), (), "carried", None)],
        },
    )
    return collection


def test_every_kind_of_outcome_can_be_kept() -> None:
    assert list(TYPES) == list(OUTCOMES)


def test_outcomes_are_listed_by_council_committee_and_day_and_then_as_printed(kept: Collection) -> None:
    listed = kept.outcomes(Wanted("decision"))
    assert [(one.placed.paragraph.id, one.outcome.text) for one in listed.found] == [  # type: ignore[union-attr]
        ("ambleford-council/unknown/undated#p1", "to meet again"),
        (f"{POTHOLES}#45.1", "the roads be mended"),
        (f"{POTHOLES}#45.3", "the winter gritting plan be approved"),
        (f"{BUSES}#b.ii", "the fares be noted"),
    ]
    assert (listed.total, listed.extent.minutes, listed.generation) == (4, 3, 3)
    first = listed.found[0].placed
    assert (first.minutes.council, first.minutes.committee, first.minutes.held) == ("Ambleford Council", None, None)
    assert (first.item_number, first.item_title) == ("45", "Roads")


def test_councils_have_equal_shares_each_its_first_by_day_and_unknown_days_last(kept: Collection) -> None:
    every = kept.outcomes(Wanted("decision", shared=True))
    assert [one.placed.minutes.council for one in every.found] == [*["Ambleford Council"] * 3, "Brackwater Council"]
    assert texts(kept, Wanted("decision", shared=True)) == [
        "the roads be mended",
        "the winter gritting plan be approved",
        "to meet again",
        "the fares be noted",
    ]
    assert every.councils == (("Ambleford Council", 3), ("Brackwater Council", 1))
    assert texts(kept, Wanted("decision", shared=True, most=2)) == ["the roads be mended", "the fares be noted"]
    assert texts(kept, Wanted("decision", shared=True, most=1)) == ["the roads be mended"]


@pytest.mark.parametrize(
    ("most", "numbers", "each"),
    [
        (10, [50, 30, 20], 3),  # 3 + 3 + 3
        (10, [1, 9], 9),  # all
        (10, [2, 50, 30], 4),  # 2 + 4 + 4
        (10, [1] * 11, 1),
        (10, [5] * 20, 1),
        (10, [], 1),
    ],
)
def test_who_has_fewer_than_a_share_leaves_the_rest_to_the_others(most: int, numbers: list[int], each: int) -> None:
    assert share(most, numbers) == each


def test_outcomes_are_found_by_words_in_them_beside_them_or_above(kept: Collection) -> None:
    assert texts(kept, Wanted("decision", mentioning=("GRITT",))) == ["the winter gritting plan be approved"]
    assert texts(kept, Wanted("decision", mentioning=("fare", "pupil"))) == ["the fares be noted"]
    assert texts(kept, Wanted("decision", mentioning=("nowhere", "fare"))) == []
    assert texts(kept, Wanted("action", mentioning=("would report",))) == ["send the timetable"]
    assert len(texts(kept, Wanted("decision", mentioning=("roads",)))) == kept.outcomes(Wanted("decision")).total
    assert texts(kept, Wanted("decision", mentioning=("%",))) == []


def test_outcomes_are_found_by_whom_they_name(kept: Collection) -> None:
    assert texts(kept, Wanted("action", naming="órla byrne")) == ["send the timetable"]
    assert kept.outcomes(Wanted("vote", naming="Hall")).total == 1
    assert kept.outcomes(Wanted("vote", naming="Reid")).total == 0


def test_an_outcome_comes_back_as_it_was_kept_with_the_paragraph_it_refers_to(kept: Collection) -> None:
    (found,) = kept.outcomes(Wanted("action", Scope(council="Brackwater Council"))).found
    assert found.outcome == action(f"{BUSES}#b.i", "send the timetable", "Cllr Órla Byrne", about=f"{BUSES}#b")
    assert found.beside == "Officers would report on:"
    (vote,) = kept.outcomes(Wanted("vote")).found
    assert vote.outcome == Vote(f"{POTHOLES}#45.3", 7, 2, None, ("Brown", "Hall"), (), (), "carried", None)
    assert vote.beside is None


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(committee="scrutiny-committee"), ["the roads be mended", "the winter gritting plan be approved"]),
        (Scope(since=date(2024, 1, 1)), ["the fares be noted"]),
        (Scope(until=date(2023, 12, 31)), ["the roads be mended", "the winter gritting plan be approved"]),
        (Scope(minutes_id=BUSES), ["the fares be noted"]),
        (Scope(kinds=("resolution",)), ["the winter gritting plan be approved"]),
    ],
)
def test_a_scope_limits_what_is_listed(kept: Collection, scope: Scope, expected: list[str]) -> None:
    assert texts(kept, Wanted("decision", scope)) == expected


@pytest.mark.parametrize("owner", ["byrne", "CLLR ÓRLA", "  órla   byrne "])
def test_a_field_can_be_asked_for_in_any_case_of_any_letters(kept: Collection, owner: str) -> None:
    assert texts(kept, Wanted("action", holding={"owner": owner})) == ["send the timetable"]


def test_signs_of_patterns_are_only_signs(kept: Collection) -> None:
    assert texts(kept, Wanted("action", holding={"owner": "%"})) == []
    assert texts(kept, Wanted("action", holding={"owner": "B_rne"})) == []


def test_several_fields_must_all_hold(kept: Collection) -> None:
    assert texts(kept, Wanted("decision", holding={"kind": "recommendation"})) == ["the roads be mended"]
    assert texts(kept, Wanted("decision", holding={"kind": "recommendation", "text": "fares"})) == []


def test_a_part_of_the_list_knows_how_long_the_whole_is(kept: Collection) -> None:
    listed = kept.outcomes(Wanted("decision", first=1, most=2))
    assert [one.outcome.text for one in listed.found] == [  # type: ignore[union-attr]
        "the roads be mended",
        "the winter gritting plan be approved",
    ]
    assert listed.total == 4
    assert kept.outcomes(Wanted("decision", first=9)).found == ()


def test_what_cannot_be_meant_is_refused(kept: Collection) -> None:
    with pytest.raises(ScopeInvalid) as caught:
        Wanted("action", holding={"owner": " "})
    assert str(caught.value) == "the owner to look for is empty. Give a value, or leave it out."
    with pytest.raises(ScopeInvalid) as caught:
        kept.outcomes(Wanted("action", Scope(council="Amblefrod Council")))
    assert str(caught.value) == (
        "there is no council 'Amblefrod Council' in this collection. Did you mean 'Ambleford Council'?"
    )
    with pytest.raises(ValueError, match="'vote' does not have all of owner"):
        Wanted("vote", holding={"owner": "Brown"})


def test_what_a_paragraph_says_again_is_listed_once(kept: Collection) -> None:
    with contextlib.closing(schema.connect(kept.folder / "minutes.db", writes=True)) as writer:
        writer.execute("UPDATE paragraphs SET repeats = ? WHERE id = ?", [f"{POTHOLES}#45.1", f"{POTHOLES}#45.3"])
    listed = kept.outcomes(Wanted("decision", Scope(minutes_id=POTHOLES)))
    assert ([one.placed.paragraph.id for one in listed.found], listed.total) == ([f"{POTHOLES}#45.1"], 1)


def test_the_paragraphs_that_go_on_with_an_outcome_come_with_it_in_the_order_that_it_names(kept: Collection) -> None:
    going_on = Decision(f"{BUSES}#b", "resolution", "the fares", None, None, None, (f"{BUSES}#b.ii", f"{BUSES}#b.i"))
    keep(kept, {"decision": [going_on, decision(f"{BUSES}#b.i", "alone")]})
    by_label = {one.id: (one.label, one.text) for one in kept.minutes(BUSES).paragraphs}
    first, alone = kept.outcomes(Wanted("decision", Scope(minutes_id=BUSES))).found
    assert first.parts == (by_label[f"{BUSES}#b.ii"], by_label[f"{BUSES}#b.i"])
    assert alone.parts == ()


def test_outcomes_go_with_their_minutes(kept: Collection) -> None:
    kept.remove(POTHOLES)
    assert texts(kept, Wanted("decision")) == ["to meet again", "the fares be noted"]
    assert kept.outcomes(Wanted("attendee")).total == 0
    assert kept.verify() == []


def test_minutes_added_again_have_the_outcomes_of_their_new_text(
    collection: Collection, make: Callable[..., Given]
) -> None:
    collection.add(*make([("1", "RESOLVED that the barn be painted.", "resolution")]))
    assert texts(collection, Wanted("decision")) == ["the barn be painted."]
    collection.add(*make([("1", "RESOLVED that the barn be sold.", "resolution")]))
    assert texts(collection, Wanted("decision")) == ["the barn be sold."]


def test_an_empty_collection_has_no_outcomes_and_nothing_is_asked_of_its_names(collection: Collection) -> None:
    listed = collection.outcomes(Wanted("decision", Scope(council="Anywhere")))
    assert (listed.found, listed.total, listed.extent.minutes) == ((), 0, 0)
