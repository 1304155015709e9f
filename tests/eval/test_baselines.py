"""What others would build: chunks mapped to paragraphs, fused ranks and keywords, worked out by hand."""

import math
from collections.abc import Sequence

import pytest

from corpus.minutes import Item, Minutes, Paragraph, Source, digest
from eval.baselines import BASELINES, TextChunk, bm25, chunks, chunks_of, fused, vectors
from index.embed import Embedder, load_embedder

TEXTS = ("The salt barn was filled.", "Salt cost forty pounds.", "Buses leave at eight.")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("hashed-words")


def minutes(*texts: str, name: str = "oak") -> Minutes:
    """Return minutes of one item with a paragraph for each text, `oak#1` …"""
    paragraphs = tuple(
        Paragraph(
            id=f"{name}#{place}",
            label="",
            path=(),
            headings=(),
            kind="paragraph",
            text=text,
            page=None,
            ordinal=place,
            speaker=None,
            digest=digest("", text),
        )
        for place, text in enumerate(texts, start=1)
    )
    source = Source("oak.txt", "0" * 64, "text/plain", "")
    return Minutes(name, None, None, None, "", "unknown", source, "plain", (Item(None, "", "", paragraphs),))


def test_a_short_document_is_one_chunk_and_its_longest_paragraph_stands_first() -> None:
    assert chunks_of([("a", "Short."), ("b", "Somewhat longer."), ("c", "Brief.")]) == [
        TextChunk("Short.\n\nSomewhat longer.\n\nBrief.", ("b", "a", "c"))
    ]


def test_chunks_stand_for_the_paragraphs_they_hold_a_part_of() -> None:
    # a fills the characters 0 to 600, b 602 to 1202, c 1204 to 1504. No two of a and b fit into 1,000 with what parts
    # them, b and c do: 600 + 2 + 300 = 902.
    a, b, c = "a" * 600, "b" * 600, "c" * 300
    assert chunks_of([("a", a), ("b", b), ("c", c)]) == [TextChunk(a, ("a",)), TextChunk(f"{b}\n\n{c}", ("b", "c"))]


def test_a_long_paragraph_is_in_several_chunks_that_overlap() -> None:
    # 400 words of four characters and a blank: 1,999 characters. A chunk holds 200 words, 999 characters; the next one
    # begins 40 words, 199 characters, before its end: words 1 to 200, 161 to 360, 321 to 400.
    text = " ".join(["salt"] * 400)
    cut = chunks_of([("a", text), ("b", "Buses.")])
    assert [len(chunk.text.split()) for chunk in cut] == [200, 200, 80, 1]
    assert [chunk.paragraphs for chunk in cut] == [("a",), ("a",), ("a",), ("b",)]


def test_a_document_without_text_has_no_chunk() -> None:
    assert chunks_of([]) == []
    assert chunks_of([("a", "")]) == []


def test_a_paragraph_has_the_score_of_its_best_chunk(embedder: Embedder) -> None:
    salt, buses = "Salt was spread on roads. " * 35, "Buses leave at eight. " * 40
    search = chunks([minutes(salt, buses)], embedder)
    found = dict(search("When do buses leave?"))
    assert set(found) == {"oak#1", "oak#2"}
    best = max(
        float((embedder.questions(["When do buses leave?"]) @ embedder.passages([chunk.text]).T)[0, 0])
        for chunk in chunks_of([("oak#1", salt), ("oak#2", buses)])
        if "oak#2" in chunk.paragraphs
    )
    assert found["oak#2"] == pytest.approx(best, abs=1e-6)
    assert found["oak#2"] > found["oak#1"]


def test_ranks_are_fused_by_their_reciprocals_ties_by_id() -> None:
    rankings: Sequence[Sequence[tuple[str, float]]] = [
        [("a", 9.0), ("b", 8.0), ("c", 7.0)],
        [("c", 0.9), ("a", 0.8), ("d", 0.7)],
    ]
    found = fused(rankings)
    assert [identity for identity, _ in found] == ["a", "c", "b", "d"]
    assert [score for _, score in found] == pytest.approx([1 / 61 + 1 / 62, 1 / 63 + 1 / 61, 1 / 62, 1 / 63])
    assert fused([[("z", 1.0)], [("y", 1.0)]]) == [("y", 1 / 61), ("z", 1 / 61)]
    assert fused([[("z", 1.0)]], constant=0) == [("z", 1.0)]
    assert fused([]) == []


def test_keywords_are_scored_by_bm25(embedder: Embedder) -> None:
    # "salt" stands in two of three paragraphs, of 5 and 4 words, which are 13 / 3 on average.
    found = bm25([minutes(*TEXTS)], embedder)("salt")
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    scores = [rarity * 2.2 / (1 + 1.2 * (1 - 0.75 + 0.75 * words / (13 / 3))) for words in (5, 4)]
    assert found == [("oak#2", pytest.approx(scores[1], rel=1e-5)), ("oak#1", pytest.approx(scores[0], rel=1e-5))]


def test_keywords_match_by_stem_and_nothing_else(embedder: Embedder) -> None:
    search = bm25([minutes(*TEXTS)], embedder)
    assert search("fill the barns")[0][0] == "oak#1"
    assert search("gala") == []


def test_vectors_rank_every_paragraph_by_cosine(embedder: Embedder) -> None:
    found = vectors([minutes(*TEXTS)], embedder)("Buses leave at eight.")
    assert found[0] == ("oak#3", pytest.approx(1.0, abs=1e-6))
    assert {identity for identity, _ in found} == {"oak#1", "oak#2", "oak#3"}


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_finds_the_paragraph_that_shares_the_words_and_says_so_again(
    embedder: Embedder, name: str
) -> None:
    corpus = [minutes(*TEXTS), minutes("The gala was won by Fenwick.", name="elm")]
    first, second = (BASELINES[name](corpus, embedder)("Who won the gala?") for _ in range(2))
    assert first == second
    assert first[0][0] == "elm#1"
    assert [score for _, score in first] == sorted((score for _, score in first), reverse=True)


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_over_nothing_finds_nothing(embedder: Embedder, name: str) -> None:
    assert BASELINES[name]([], embedder)("Who won the gala?") == []
