"""Words of a question as the index may have them."""

from math import log

import pytest
import tantivy

from index import spelling
from index.word_index import SCHEMA

TEXTS = (
    "the colour of the library doors",
    "organised by the centre for education",
    "a traveller programme and its licence",
    "education was discussed in Brackwater",
)


@pytest.fixture(scope="module")
def searcher() -> tantivy.Searcher:
    index = tantivy.Index(SCHEMA)
    writer = index.writer(heap_size=20_000_000, num_threads=1)
    for number, text in enumerate(TEXTS, start=1):
        document = tantivy.Document(kind="paragraph", text=text, whole=text)
        document.add_unsigned("number", number)
        writer.add_document(document)
    writer.commit()
    index.reload()
    return index.searcher()


def stems(question: str, searcher: tantivy.Searcher) -> list[tuple[tuple[str, ...], float]]:
    return [(term.stems, term.weight) for term in spelling.read(question, searcher, "text")]


def test_a_word_that_is_there_is_looked_for_as_typed(searcher: tantivy.Searcher) -> None:
    assert stems("What about the library doors, and doors?", searcher) == [(("librari",), 1.0), (("door",), 1.0)]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("color", "colour"),
        ("organized", "organis"),
        ("center", "centr"),
        ("traveler", "travel"),
        ("program", "programm"),
        ("license", "licenc"),
    ],
)
def test_a_word_is_found_as_others_spell_it(word: str, stem: str, searcher: tantivy.Searcher) -> None:
    assert stems(word, searcher) == [((stem,), 1.0)]


def test_a_slip_counts_for_half(searcher: tantivy.Searcher) -> None:
    assert stems("Brakwater", searcher) == [(("brackwat",), 0.5)]
    assert stems("libraary", searcher) == [(("librari",), 0.5)]


@pytest.mark.parametrize("word", ["Zzyzx", "2019", "dor", "Qlibrary"])
def test_what_is_like_nothing_is_found_as_nothing(word: str, searcher: tantivy.Searcher) -> None:
    assert [found for found, _ in stems(word, searcher)] == [()]


def test_rarity_counts_the_passages_that_have_a_word(searcher: tantivy.Searcher) -> None:
    (education,) = spelling.read("education", searcher, "text")
    (unknown,) = spelling.read("Zzyzx", searcher, "text")
    assert education.rarity == pytest.approx(log(1 + 2.5 / 2.5))
    assert unknown.rarity == pytest.approx(log(1 + 4.5 / 0.5))
    assert spelling.ceiling([education, unknown]) == pytest.approx(2.2 * (log(2) + log(10)))


def test_no_passage_reaches_the_ceiling(searcher: tantivy.Searcher) -> None:
    terms = spelling.read("education Brackwater", searcher, "text")
    words = [tantivy.Query.term_query(SCHEMA, "text", term.stems[0]) for term in terms]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
    best = searcher.search(query, 1).hits[0][0]
    assert 0 < best < spelling.ceiling(terms)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("organise", ["organize"]),
        ("neighbourhood", ["neighborhood"]),
        ("centres", ["centers"]),
        ("defence", ["defense"]),
        ("dialogue", ["dialog"]),
        ("travelled", ["traveled"]),
        ("budget", []),
        ("four", []),
        ("rise", []),
    ],
)
def test_endings_tell_how_others_spell(word: str, others: list[str]) -> None:
    assert spelling.other_spellings(word) == others
