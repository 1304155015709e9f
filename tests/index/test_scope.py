"""Scopes: what they let through, alone and together, and what they refuse."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.errors import ScopeInvalid
from index.retrieve import RETRIEVERS, consult, retrieve
from index.scope import Scope, where
from index.settings import DEFAULTS

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


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (
            Scope(council="Foo"),
            "there is no council 'Foo' in this collection. There are Ambleford Council, Brackwater Council.",
        ),
        (
            Scope(council="' OR 1 --"),
            "there is no council '' OR 1 --' in this collection. There are Ambleford Council, Brackwater Council.",
        ),
        (
            Scope(council="ambelford council"),
            "there is no council 'ambelford council' in this collection. Did you mean 'Ambleford Council'?",
        ),
        (
            Scope(committee="Transprot Board"),
            "there is no committee 'Transprot Board' in this collection. Did you mean 'Transport Board'?",
        ),
        (
            Scope(minutes_id="unknown/cabinet/2024-01-01"),
            "there are no minutes 'unknown/cabinet/2024-01-01' in this collection. "
            "Did you mean 'unknown/cabinet/undated'?",
        ),
    ],
)
def test_a_name_that_the_collection_does_not_have_is_refused_with_those_it_has(
    library: Collection, scope: Scope, message: str
) -> None:
    for ask in (
        lambda: retrieve(library, "potholes", scope=scope),
        lambda: consult(library, "potholes", scope=scope, settings=DEFAULTS),
    ):
        with pytest.raises(ScopeInvalid) as caught:
            ask()
        assert str(caught.value) == message


def test_at_most_ten_names_are_listed(collection: Collection, make: Callable[..., Given]) -> None:
    for letter in "ABCDEFGHIJKL":
        collection.add(*make([("1", "Potholes.")], council=letter, address=f"{letter}.txt"))
    with pytest.raises(ScopeInvalid, match=r"There are A, B, C, D, E, F, G, H, I, J and 2 more\.$"):
        retrieve(collection, "potholes", scope=Scope(council="Ambleford"))


def test_one_name_and_none_are_told_too(collection: Collection, make: Callable[..., Given]) -> None:
    collection.add(*make([("1", "Potholes.")], council=None, committee="Cabinet"))
    with pytest.raises(ScopeInvalid, match=r"None of the minutes names one; leave it out\.$"):
        retrieve(collection, "potholes", scope=Scope(council="Foo"))
    with pytest.raises(ScopeInvalid, match=r"There is only Cabinet\.$"):
        retrieve(collection, "potholes", scope=Scope(committee="Foo"))


def test_an_empty_collection_is_asked_for_no_name(collection: Collection) -> None:
    assert retrieve(collection, "potholes", scope=Scope(council="Foo")) == []
    assert collection.summaries(Scope(council="Foo")) == []
