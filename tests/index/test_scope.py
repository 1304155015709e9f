"""Scopes: what they let through, alone and together, and what they refuse."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.errors import ScopeInvalid
from index.retrieve import RETRIEVERS, retrieve
from index.scope import Scope, where

Given = tuple[Reading, bytes]
A = "ambleford-council/scrutiny-committee/2023-09-12#45.1"
B = "brackwater-council/transport-board/2024-02-14#1"
C = "unknown/cabinet/undated#1"


@pytest.fixture
def library(collection: Collection, make: Callable[..., Given]) -> Collection:
    collection.add(*make([("45.1", "RESOLVED to mend potholes.", "resolution")]))
    collection.add(
        *make(
            [("1", "Potholes again.")],
            council="Brackwater Council",
            committee="Transport Board",
            held=date(2024, 2, 14),
        )
    )
    collection.add(*make([("1", "Potholes, undated.")], council=None, committee="Cabinet", held=None))
    return collection


SCOPES = {
    "everything": (Scope(), {A, B, C}),
    "council in another case": (Scope(council="AMBLEFORD COUNCIL"), {A}),
    "council by its slug": (Scope(council="ambleford-council"), {A}),
    "committee": (Scope(committee="transport board"), {B}),
    "committee of minutes without a council": (Scope(committee="Cabinet"), {C}),
    "since, that day included": (Scope(since=date(2024, 2, 14)), {B}),
    "until, that day included": (Scope(until=date(2023, 9, 12)), {A}),
    "between": (Scope(since=date(2023, 1, 1), until=date(2024, 12, 31)), {A, B}),
    "kind": (Scope(kinds=("resolution",)), {A}),
    "kinds": (Scope(kinds=("resolution", "paragraph")), {A, B, C}),
    "one meeting": (Scope(minutes_id="unknown/cabinet/undated"), {C}),
    "nothing": (Scope(council="Brackwater Council", kinds=("resolution",)), set()),
    "an unknown council": (Scope(council="' OR 1 --"), set()),
}


@pytest.mark.parametrize("retriever", RETRIEVERS)
@pytest.mark.parametrize(("scope", "expected"), SCOPES.values(), ids=SCOPES)
def test_a_search_stays_in_its_scope(library: Collection, retriever: str, scope: Scope, expected: set[str]) -> None:
    hits = retrieve(library, "potholes", scope=scope, retriever=retriever)
    assert {hit.paragraph.id for hit in hits} == expected


def test_only_an_unlimited_scope_is_everything() -> None:
    assert Scope().is_everything
    assert not Scope(kinds=("vote",)).is_everything
    assert where(Scope()) == ("1", [])


def test_values_are_parameters_and_never_part_of_the_condition() -> None:
    condition, parameters = where(
        Scope(council="x'; DROP", until=date(2024, 1, 2), kinds=("vote", "note"), minutes_id="y")
    )
    assert "DROP" not in condition
    assert parameters == ["x'; DROP", "x-drop", "2024-01-02", "y", "vote", "note"]
    assert condition.count("?") == len(parameters)


def test_an_unknown_kind_is_refused_with_the_kinds() -> None:
    with pytest.raises(ScopeInvalid) as caught:
        Scope(kinds=("motion",))
    assert str(caught.value) == (
        "there is no kind of paragraph 'motion'. The kinds are paragraph, resolution, recommendation, action, vote, "
        "attendance, declaration, question, response, note, heading."
    )


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ScopeInvalid) as caught:
        Scope(since=date(2024, 1, 2), until=date(2024, 1, 1))
    assert str(caught.value) == "the scope runs from 2024-01-02 back to 2024-01-01. Give the earlier date first."


@pytest.mark.parametrize("name", ["council", "committee", "minutes_id"])
def test_a_blank_name_is_refused(name: str) -> None:
    with pytest.raises(ScopeInvalid) as caught:
        Scope(**{name: " "})
    assert str(caught.value) == f"the {name} of the scope is empty. Give a value, or leave it out."
