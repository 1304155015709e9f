"""How well hits meet a question, sentence by sentence, with values worked out by hand."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from corpus.minutes import Paragraph
from index.candidates import Query
from index.embedder import Span
from index.hits import Hit, MinutesSummary
from index.met import matched, met
from index.stored import spans_to_bytes, to_bytes
from index.tokens import Tokens, signs

ROOT = 8**-0.5
# Two tokens of a question, and what is signed as the first of them, as both, and as neither.
QUESTION = np.array([[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]], np.float32)
BOTH, FIRST, NEITHER = [1] * 8, [1, -1, 1, 1, 1, 1, 1, 1], [-1, -1, 1, 1, 1, 1, 1, 1]
TEXT = "Salt rose. Grit fell."
FIRST_SPAN, SECOND_SPAN = (0, 10), (11, 21)


def words(text: str) -> list[Span]:
    """Return the spans of a text's words, as a model would that has a token for each."""
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(
            "CREATE TABLE paragraphs (number, id, text);"
            "CREATE TABLE passages (number, paragraph, header, start_at, end_at, tokens);"
            "CREATE TABLE sentences (paragraph, spans, vectors)"
        )
        yield made


def stored(connection: sqlite3.Connection, number: int, *passages: tuple[str, int, int, list[list[int]]]) -> None:
    """Store a paragraph with the cosines .5 and .3 of its two sentences. passages: header, start, end and tokens."""
    connection.execute("INSERT INTO paragraphs VALUES (?, ?, ?)", [number, f"m#{number}", TEXT])
    vectors = np.array([[0.5, *[0] * 7], [0.3, *[0] * 7]], np.float32)
    connection.execute(
        "INSERT INTO sentences VALUES (?, ?, ?)",
        [number, spans_to_bytes([FIRST_SPAN, SECOND_SPAN]), to_bytes(vectors)],
    )
    for place, (header, start, end, tokens) in enumerate(passages):
        kept = signs(np.array(tokens, np.float32)) if tokens else b""
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", [10 * number + place, number, header, start, end, kept]
        )


def asked(connection: sqlite3.Connection, tokens: Tokens = QUESTION) -> Query:
    return Query("salt", np.array([1, *[0] * 7], np.float32), tokens, connection, words)


def hit(number: int, *, named: bool = False) -> Hit:
    paragraph = Paragraph(f"m#{number}", "", (), (), "paragraph", TEXT, None, 1, None, "0")
    minutes = MinutesSummary("m", None, None, None, "", "unknown", "plain", "", 1)
    return Hit(paragraph, None, "", minutes, 0.5, 1, ((0, 5),), 0.5, 0.0, 0.5, named=named)


def test_a_sentence_is_as_like_as_its_cosine_and_its_tokens_together(connection: sqlite3.Connection) -> None:
    # “Salt rose.” meets neither token of the question, “Grit fell.” both; the header meets both, and is of neither.
    stored(connection, 1, ("Head", 0, 21, [BOTH, NEITHER, NEITHER, BOTH, FIRST]))
    (found,) = met(asked(connection), [hit(1)])
    assert [span for _, span in found.sentences] == [FIRST_SPAN, SECOND_SPAN]
    assert [like for like, _ in found.sentences] == pytest.approx([(0.5 - ROOT) / 2, (0.3 + ROOT) / 2], abs=1e-3)
    assert found.matched == (SECOND_SPAN,)
    assert found.tokens == pytest.approx((ROOT, ROOT), abs=1e-6)


def test_tokens_of_a_later_passage_are_of_the_sentence_that_they_stand_in(connection: sqlite3.Connection) -> None:
    stored(connection, 1, ("", 0, 10, [FIRST, FIRST]), ("One two", 11, 21, [NEITHER, NEITHER, BOTH, NEITHER]))
    (found,) = met(asked(connection), [hit(1)])
    assert [like for like, _ in found.sentences] == pytest.approx([0.25, (0.3 + ROOT) / 2], abs=1e-3)
    # Of a paragraph the passage counts that meets the question best.
    assert found.tokens == pytest.approx((ROOT, ROOT), abs=1e-6)


def test_a_sentence_without_tokens_has_half_its_cosine(connection: sqlite3.Connection) -> None:
    stored(connection, 1, ("", 0, 10, [BOTH, BOTH]))
    (found,) = met(asked(connection), [hit(1)])
    assert [like for like, _ in found.sentences] == pytest.approx([(0.5 + ROOT) / 2, 0.15], abs=1e-3)


def test_without_tokens_the_cosines_alone_tell(connection: sqlite3.Connection) -> None:
    stored(connection, 1, ("", 0, 21, []))
    stored(connection, 2, ("", 0, 21, [BOTH] * 3))
    stored(connection, 3, ("", 0, 21, [BOTH] * 8))
    # The others were stored by a model that cut the four words otherwise, the last one into twice as many.
    untold, *odd = met(asked(connection), [hit(1), hit(2), hit(3)])
    for found in (untold, *odd):
        assert [like for like, _ in found.sentences] == pytest.approx([0.5, 0.3], abs=1e-3)
        assert found.matched == (FIRST_SPAN,)
    assert untold.tokens == ()
    (found,) = met(asked(connection, QUESTION[:0]), [hit(2)])
    assert (found.tokens, found.matched) == ((), (FIRST_SPAN,))


def test_what_is_named_or_has_no_passages_stays_as_it_is(connection: sqlite3.Connection) -> None:
    stored(connection, 1, ("", 0, 21, [BOTH] * 4))
    assert met(asked(connection), [hit(1, named=True)]) == [hit(1, named=True)]
    assert met(asked(connection), [hit(2)]) == [hit(2)]
    assert met(asked(connection), []) == []


def test_sentences_that_match_are_near_the_best_one() -> None:
    likeness = [(0.40, (0, 1)), (0.44, (2, 3)), (0.38, (4, 5)), (0.42, (6, 7)), (0.40, (8, 9))]
    assert matched(likeness) == ((2, 3), (6, 7), (0, 1))
    assert matched([(0.5, (0, 1)), (0.3, (2, 3))]) == ((0, 1),)
    assert matched([]) == ()
