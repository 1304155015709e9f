"""The new model takes over: who serves, what was prepared, snapshots and quantised vectors."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from index import schema
from index.collection import Collection
from index.embedder import Embedder, Parts, Span
from index.errors import ModelMismatch
from index.reembed import reembed
from index.retrieve import retrieve
from tests.index.reembed.conftest import Given, rows


def test_who_serves_is_refused_until_the_settings_name_the_new_model(
    library: Collection, embedder: Embedder, other: Embedder
) -> None:
    named, loads = [embedder], []

    def load() -> Embedder:
        loads.append(named[0].name)
        return named[0]

    with Collection.open(library.folder, load) as serving:
        assert retrieve(serving, "potholes")
        reembed(library, other)
        with pytest.raises(ModelMismatch) as caught:
            retrieve(serving, "potholes")
        assert str(caught.value) == (
            f"collection 'public' was made by the model 'narrow@0123456789ab' but the settings name "
            f"'{embedder.fingerprint}'. Set model back to 'narrow', or embed the collection anew with the model of the "
            "settings: minuted reembed"
        )
        named[0] = other
        assert retrieve(serving, "potholes")
        assert retrieve(serving, "potholes")
        assert loads == ["hashed-words", "hashed-words", "narrow"]


def test_what_was_prepared_by_the_earlier_model_is_embedded_by_the_new_one(
    collection: Collection,
    fresh: Callable[..., Collection],
    embedder: Embedder,
    other: Embedder,
    potholes: Given,
    buses: Given,
) -> None:
    collection.add(*potholes)
    named = [embedder]
    with Collection.open(collection.folder, lambda: named[0]) as adding:
        prepared = adding.prepare(buses[0])
        reembed(collection, other)
        with pytest.raises(ModelMismatch):
            adding.add(*buses, prepared=prepared)
        named[0] = other
        adding.add(*buses, prepared=prepared)
    assert rows(collection.folder) == rows(fresh(other, potholes, buses).folder)


def test_vectors_of_one_model_are_not_searched_for_a_snapshot_of_the_other(
    library: Collection, embedder: Embedder
) -> None:
    """Two models of the same length: nothing but the fingerprint tells their vectors apart."""

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        read = embedder.parts(texts, spans)
        return Parts(-read.texts, [-one for one in read.spans], read.tokens)

    flipped = replace(embedder, name="flipped", fingerprint="flipped@1", parts=parts)
    asked = embedder.questions(["potholes"])[0]
    with library.connection() as connection:
        library.vectors.follow(connection)
        with schema.snapshot(connection):
            before = dict(library.vectors.search(connection, asked, 10))
            reembed(library, flipped)
            assert dict(library.vectors.search(connection, asked, 10)) == before
        with schema.snapshot(connection):
            after = dict(library.vectors.search(connection, asked, 10))
        assert after == pytest.approx({number: -cosine for number, cosine in before.items()})
        library.vectors.follow(connection)
        with schema.snapshot(connection):
            assert dict(library.vectors.search(connection, asked, 10)) == pytest.approx(after)


def test_quantised_vectors_are_made_anew(
    collection: Collection,
    other: Embedder,
    make: Callable[..., Given],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    collection.add(*make([(str(n), f"Line {n} of many.") for n in range(1, 51)]))
    collection.caches.bring_up()
    assert (collection.folder / "vectors.faiss").exists()
    reembed(collection, other)
    with Collection.open(collection.folder, other) as opened:
        expected = [hit.paragraph.id for hit in retrieve(opened, "line 7", retriever="dense")]
        opened.caches.bring_up()
        assert opened.verify() == []
        assert (opened.folder / "vectors.faiss").exists()
        assert [hit.paragraph.id for hit in retrieve(opened, "line 7", retriever="dense")] == expected
