"""Retrieval of a question that follows on: another form of it, what was cited before, a paragraph by its place."""

from collections.abc import Callable

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.follow import AROUND, Follow, items_of, near
from index.hits import Hit
from index.retrieve import retrieve
from index.schema import snapshot
from index.scope import EVERYTHING, Scope
from index.settings import RetrievalSettings

Given = tuple[Reading, bytes]
POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES = "brackwater-council/transport-board/2024-02-14"
PLAIN = RetrievalSettings(context_share=0.0, item_share=0.0, kind_boost=0.0, procedural_share=1.0)


@pytest.fixture
def library(collection: Collection, potholes: Given, buses: Given) -> Collection:
    collection.add(*potholes)
    collection.add(*buses)
    return collection


def score(hits: list[Hit], identity: str) -> float:
    return next(hit.score for hit in hits if hit.paragraph.id == identity)


def test_the_other_form_counts_its_share(library: Collection) -> None:
    completed, typed = "What did the potholes on Mill Lane cost?", "And the fares?"
    settings = RetrievalSettings(**{**_plain(), "typed_share": 0.25})
    alone = {q: retrieve(library, q, settings=PLAIN) for q in (completed, typed)}
    mixed = retrieve(library, completed, settings=settings, follow=Follow(typed))
    for identity in (f"{POTHOLES}#45.1", f"{BUSES}#b.ii"):
        expected = 0.75 * score(alone[completed], identity) + 0.25 * score(alone[typed], identity)
        assert score(mixed, identity) == pytest.approx(expected)


def test_what_came_before_counts_another_share_beside_a_question_that_may_stand(library: Collection) -> None:
    typed, completed = "And the fares?", "What did the potholes on Mill Lane cost?"
    settings = RetrievalSettings(**{**_plain(), "typed_share": 0.25, "before_share": 0.5})
    alone = {q: retrieve(library, q, settings=PLAIN) for q in (completed, typed)}
    mixed = retrieve(library, typed, settings=settings, follow=Follow(completed, leans=False))
    expected = 0.5 * score(alone[typed], f"{BUSES}#b.ii") + 0.5 * score(alone[completed], f"{BUSES}#b.ii")
    assert score(mixed, f"{BUSES}#b.ii") == pytest.approx(expected)


def test_items_that_were_cited_are_raised(library: Collection) -> None:
    settings = RetrievalSettings(**{**_plain(), "cited_share": 0.5})
    before = retrieve(library, "the timetable", settings=PLAIN)
    after = retrieve(library, "the timetable", settings=settings, follow=Follow(cited=(f"{POTHOLES}#45.1",)))
    for identity in (f"{POTHOLES}#45.1", f"{POTHOLES}#45.2"):
        was = score(before, identity)
        assert score(after, identity) == pytest.approx(was + 0.5 * (1 - was))
    assert score(after, f"{BUSES}#b.i") == pytest.approx(score(before, f"{BUSES}#b.i"))


def test_where_nothing_was_cited_the_best_for_what_came_before_counts_as_cited(library: Collection) -> None:
    settings = RetrievalSettings(**{**_plain(), "cited_share": 0.5})
    cited = retrieve(library, "the timetable", settings=settings, follow=Follow(cited=(f"{POTHOLES}#45.1",)))
    found = retrieve(
        library, "the timetable", settings=settings, follow=Follow(before="potholes on Mill Lane repaired")
    )
    assert [(hit.paragraph.id, hit.score) for hit in found] == [(hit.paragraph.id, hit.score) for hit in cited]


def test_switched_off_nothing_follows(library: Collection) -> None:
    settings = RetrievalSettings(typed_share=0.0, before_share=0.0, cited_share=0.0)
    follow = Follow("the fares", cited=(f"{BUSES}#b.i",))
    question = "What did the potholes on Mill Lane cost?"
    assert [(hit.paragraph.id, hit.score) for hit in retrieve(library, question, settings=settings, follow=follow)][
        :3
    ] == [(hit.paragraph.id, hit.score) for hit in retrieve(library, question, settings=settings)][:3]


def test_a_paragraph_is_found_by_its_place_within_the_scope(library: Collection) -> None:
    (hit,) = retrieve(library, "45.2", follow=Follow(named=f"{POTHOLES}#45.2"))
    assert (hit.paragraph.id, hit.score, hit.named) == (f"{POTHOLES}#45.2", 1.0, True)
    assert retrieve(library, "45.2", follow=Follow(named=f"{POTHOLES}#45.2"), scope=Scope(minutes_id=BUSES)) == []
    assert retrieve(library, "45.2", follow=Follow(named=f"{POTHOLES}#99")) == []


def test_what_follows_on_never_leaves_the_scope(library: Collection) -> None:
    follow = Follow("potholes", cited=(f"{POTHOLES}#45.1",))
    hits = retrieve(library, "and the cost?", scope=Scope(minutes_id=BUSES), follow=follow)
    assert {hit.minutes.id for hit in hits} == {BUSES}


def test_near_are_the_paragraphs_around_in_the_same_item(collection: Collection, make: Callable[..., Given]) -> None:
    collection.add(*make([(f"1.{n}", f"Line {n}.") for n in range(1, 31)]))
    with collection.connection() as connection, snapshot(connection):
        ids = dict(connection.execute("SELECT number, fragment FROM paragraphs"))
        found = [ids[number] for number in near(connection, (f"{POTHOLES}#1.15",), EVERYTHING)]
        assert found == [f"1.{n}" for n in range(15 - AROUND, 15 + AROUND + 1)]
        assert near(connection, (), EVERYTHING) == near(connection, ("gone#1",), EVERYTHING) == []
        assert len(items_of(connection, (f"{POTHOLES}#1.15", f"{POTHOLES}#1.16"))) == 1


def _plain() -> dict[str, float]:
    return {"context_share": 0.0, "item_share": 0.0, "kind_boost": 0.0, "procedural_share": 1.0}
