"""A collection: adding, replacing, moving and removing, and what is read back."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Metadata, Reading
from index.collection import Collection
from index.embed import Embedder
from index.errors import (
    MinutesConflict,
    MinutesUnknown,
    ModelMismatch,
)
from index.hits import Added, Extent, Statistics
from index.retrieve import retrieve
from index.scope import Scope

Given = tuple[Reading, bytes]
POTHOLES_ID = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES_ID = "brackwater-council/transport-board/2024-02-14"


def found(collection: Collection, question: str) -> list[str]:
    return [hit.paragraph.id for hit in retrieve(collection, question)]


def test_minutes_come_back_as_they_were_added(collection: Collection, potholes: Given, buses: Given) -> None:
    assert collection.add(*potholes) == Added(POTHOLES_ID, "added", 3, 3)
    assert collection.add(*buses) == Added(BUSES_ID, "added", 4, 4)
    assert collection.minutes(POTHOLES_ID) == potholes[0].minutes
    assert collection.minutes(BUSES_ID) == buses[0].minutes
    assert collection.given_for(potholes[0].minutes.source.sha256) == Metadata(
        council="Ambleford Council", held=date(2023, 9, 12)
    )
    assert collection.given_for("0" * 64) is None
    assert collection.original(BUSES_ID).read_bytes() == buses[1]
    assert collection.original(BUSES_ID).suffix == ".txt"
    assert collection.verify() == []


def test_lists_and_numbers_follow_the_scope(
    collection: Collection, potholes: Given, buses: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    collection.add(*buses)
    collection.add(*make([("", "A note.")], held=None, address="undated.txt"))
    assert [(s.id, s.paragraphs, s.source_address) for s in collection.summaries()] == [
        ("ambleford-council/scrutiny-committee/undated", 1, "undated.txt"),
        (POTHOLES_ID, 3, "minutes.txt"),
        (BUSES_ID, 4, "buses.txt"),
    ]
    assert [s.id for s in collection.summaries(Scope(council="BRACKWATER council"))] == [BUSES_ID]
    assert collection.statistics() == Statistics(3, 8, 8, date(2023, 9, 12), date(2024, 2, 14), 3)
    assert collection.statistics(Scope(kinds=("resolution",))) == Statistics(
        1, 1, 1, date(2023, 9, 12), date(2023, 9, 12), 3
    )
    assert collection.extent() == Extent(
        3,
        ("Ambleford Council", "Brackwater Council"),
        ("Scrutiny Committee", "Transport Board"),
        date(2023, 9, 12),
        date(2024, 2, 14),
        1,
    )


def test_an_empty_collection_has_nothing_and_finds_nothing(collection: Collection) -> None:
    assert collection.summaries() == []
    assert collection.statistics() == Statistics(0, 0, 0, None, None, 0)
    assert collection.extent() == Extent(0, (), (), None, None, 0)
    assert collection.fingerprint is None
    assert retrieve(collection, "potholes") == []
    assert collection.verify() == []


def test_a_paragraph_has_its_place_and_its_neighbours(collection: Collection, buses: Given) -> None:
    collection.add(*buses)
    place = collection.paragraph(f"{BUSES_ID}#b.ii")
    assert (place.paragraph, place.item_number, place.item_title) == (
        buses[0].minutes.paragraphs[3],
        "77/21",
        "Roads",
    )
    assert place.minutes.id == BUSES_ID
    before, after = collection.neighbours(f"{BUSES_ID}#b.i")
    assert [before and before.id, after and after.id] == [f"{BUSES_ID}#b", f"{BUSES_ID}#b.ii"]
    assert collection.neighbours(f"{BUSES_ID}#a")[0] is None
    assert collection.neighbours(f"{BUSES_ID}#b.ii")[1] is None


def test_words_are_found_letter_by_letter_in_every_text(collection: Collection, potholes: Given, buses: Given) -> None:
    collection.add(*potholes)
    collection.add(*buses)
    paragraph = buses[0].minutes.paragraphs[3]
    assert [one.paragraph for one in collection.holding(paragraph.text[1:], most=5)] == [paragraph]
    assert collection.holding(paragraph.text.upper() + "%_", most=5) == []
    assert len(collection.holding("e", most=2)) == 2


def test_what_is_not_there_is_named(collection: Collection) -> None:
    with pytest.raises(MinutesUnknown) as caught:
        collection.minutes("no/such/minutes")
    assert (
        str(caught.value)
        == "no minutes 'no/such/minutes' are in this collection. List what is there with: minuted list"
    )
    with pytest.raises(MinutesUnknown) as caught:
        collection.paragraph("no/such#1")
    assert (
        str(caught.value) == "no paragraph 'no/such#1' is in this collection. It may have been removed or renumbered; "
        "minuted show, with the part of the id before the #, shows those of its minutes."
    )
    for call in (collection.remove, collection.original):
        with pytest.raises(MinutesUnknown, match=r"no minutes 'x' are in this collection"):
            call("x")


def test_the_same_bytes_again_embed_nothing(tmp_path: Path, embedder: Embedder, potholes: Given) -> None:
    with Collection.open(tmp_path / "public", embedder, create=True) as collection:
        collection.add(*potholes)

    def load() -> Embedder:
        raise AssertionError("a model was loaded")

    with Collection.open(tmp_path / "public", load) as collection:
        assert collection.add(*potholes).outcome == "unchanged"
        assert collection.summaries()[0].id == POTHOLES_ID
        assert collection.statistics().generation == 1
        assert collection.fingerprint == embedder.fingerprint
        assert collection.verify() == []


def test_the_same_bytes_read_another_way_replace_what_was_there(collection: Collection, potholes: Given) -> None:
    collection.add(*potholes)
    reading, original = potholes
    mended = replace(reading, minutes=replace(reading.minutes, title="Minutes of 12 September", status="approved"))
    assert collection.add(mended, original).outcome == "replaced"
    assert collection.minutes(POTHOLES_ID).status == "approved"
    assert len(collection.summaries()) == 1
    assert collection.verify() == []


def test_the_same_bytes_under_another_id_are_moved(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    original = potholes[1]
    elsewhere, _ = make([("45.1", "Potholes.")], committee="Cabinet")
    source = replace(elsewhere.minutes.source, sha256=hashlib.sha256(original).hexdigest())
    moved = replace(elsewhere, minutes=replace(elsewhere.minutes, source=source))
    assert collection.add(moved, original) == Added("ambleford-council/cabinet/2023-09-12", "moved", 1, 1)
    assert [summary.id for summary in collection.summaries()] == ["ambleford-council/cabinet/2023-09-12"]
    assert found(collection, "potholes") == ["ambleford-council/cabinet/2023-09-12#45.1"]
    assert collection.verify() == []


def test_a_new_version_of_a_file_embeds_only_what_changed(
    tmp_path: Path, embedder: Embedder, make: Callable[..., Given]
) -> None:
    seen: list[str] = []

    def parts(texts: list[str], spans: list[list[tuple[int, int]]]) -> object:
        seen.extend(texts)
        return embedder.parts(texts, spans)

    counting = replace(embedder, parts=parts)
    first = make([("45.1", "One stays. It has two sentences."), ("45.2", "Two goes.")])
    second = make([("45.1", "One stays. It has two sentences."), ("45.2", "Two came.")])
    with Collection.open(tmp_path / "public", counting, create=True) as collection:
        collection.add(*first)
        old = collection.original(POTHOLES_ID)
        seen.clear()
        assert collection.add(*second).outcome == "replaced"
        header = "Ambleford Council · Scrutiny Committee · 12 September 2023 · 45 Roads"
        assert seen == [f"{header}\nTwo came."]
        assert not old.exists()
        assert collection.original(POTHOLES_ID).read_bytes() == second[1]
        assert collection.verify() == []


def test_other_minutes_at_the_same_address_are_a_conflict(
    collection: Collection, potholes: Given, make: Callable[..., Given]
) -> None:
    collection.add(*potholes)
    other = make([("45.1", "Something else.")], address="b.html")
    with pytest.raises(MinutesConflict) as caught:
        collection.add(*other)
    assert str(caught.value) == (
        f"minutes '{POTHOLES_ID}' are already here from 'minutes.txt'; 'b.html' would replace them. "
        "Add it with --replace, or tell them apart with --committee, --held or --title."
    )
    assert collection.minutes(POTHOLES_ID) == potholes[0].minutes
    assert collection.add(*other, replace=True).outcome == "replaced"
    assert collection.minutes(POTHOLES_ID) == other[0].minutes
    assert collection.verify() == []


def test_bytes_that_are_not_the_source_are_refused(collection: Collection, potholes: Given) -> None:
    with pytest.raises(ValueError, match=r"the bytes given for 'minutes.txt' are not the ones it was read from"):
        collection.add(potholes[0], b"others")


def test_removed_minutes_are_gone_at_the_next_search_and_from_the_disk(
    collection: Collection, potholes: Given, buses: Given
) -> None:
    collection.add(*potholes)
    collection.add(*buses)
    assert found(collection, "potholes on Mill Lane")[0] == f"{POTHOLES_ID}#45.1"
    original = collection.original(POTHOLES_ID)
    collection.remove(POTHOLES_ID)
    assert not original.exists()
    # 'pothol' is the stem in the word index, b'Mill Lane' the text in the database and its log.
    files = [path for path in collection.folder.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"Mill Lane" in path.read_bytes() or b"pothol" in path.read_bytes()]
    assert all(identity.startswith(BUSES_ID) for identity in found(collection, "potholes on Mill Lane"))
    assert collection.verify() == []


def test_another_model_is_refused(tmp_path: Path, embedder: Embedder, potholes: Given, buses: Given) -> None:
    one = replace(embedder, name="A", fingerprint="A@123")
    other = replace(embedder, name="B", fingerprint="B@456")
    with Collection.open(tmp_path / "public", one, create=True) as collection:
        collection.add(*potholes)
    message = (
        "collection 'public' was made by the model 'A@123' but the settings name 'B@456'. "
        "Set model back to 'A', or embed the collection anew with the model of the settings: minuted reembed"
    )
    with Collection.open(tmp_path / "public", other) as collection:
        for attempt in (lambda: collection.add(*buses), lambda: retrieve(collection, "potholes")):
            with pytest.raises(ModelMismatch) as caught:
                attempt()
            assert str(caught.value) == message
        assert len(collection.summaries()) == 1


def test_what_was_prepared_is_stored_as_if_it_had_been_added_at_once(collection: Collection, potholes: Given) -> None:
    reading, data = potholes
    prepared = collection.prepare(reading)
    assert collection.summaries() == []
    assert collection.add(reading, data, prepared=prepared).outcome == "added"
    assert collection.minutes(reading.minutes.id) == reading.minutes
    assert collection.verify() == []


def test_what_needed_no_embedding_when_it_was_prepared_and_does_now_is_embedded(
    collection: Collection, potholes: Given
) -> None:
    reading, data = potholes
    collection.add(reading, data)
    prepared = collection.prepare(reading)
    assert prepared.vectors is None
    collection.remove(reading.minutes.id)
    assert collection.add(reading, data, prepared=prepared).outcome == "added"
    assert collection.verify() == []
