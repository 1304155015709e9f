"""Which sentences of a hit answer."""

from dataclasses import replace

from corpus.minutes import Paragraph
from index.hits import Hit, MinutesSummary
from service.answering import answering
from service.wanted import Wanted

TEXT = "Salt was low. It cost £40. Members were cross. The barn was full."
SPANS = ((0, 13), (14, 26), (27, 46), (47, 65))
NOTHING = Wanted(frozenset())


def hit(*likeness: float) -> Hit:
    """Return a hit of which each sentence is so like the question, and whose first one was taken for the best."""
    paragraph = Paragraph("m#1", "", (), (), "paragraph", TEXT, None, 1, None, "0")
    minutes = MinutesSummary("m", None, None, None, "", "unknown", "plain", "", 1)
    sentences = tuple(zip(likeness, SPANS[: len(likeness)], strict=True))
    return Hit(paragraph, None, "", minutes, 0.5, 1, (SPANS[0],), 0.5, 0.0, 0.5, sentences=sentences)


def said(one: Hit) -> list[str]:
    return [TEXT[slice(*span)] for span in one.matched]


def test_of_the_first_hit_more_is_quoted_than_of_the_others() -> None:
    first, second = answering([hit(0.32, 0.40, 0.36, 0.2), hit(0.32, 0.40, 0.36, 0.2)], NOTHING)
    assert said(first) == ["It cost £40.", "Members were cross.", "Salt was low."]
    assert said(second) == ["It cost £40.", "Members were cross."]


def test_at_most_three_sentences_answer() -> None:
    assert len(answering([hit(0.4, 0.4, 0.4, 0.4)], NOTHING)[0].matched) == 3


def test_a_sentence_with_what_is_wanted_comes_before_one_that_is_as_like() -> None:
    likely = hit(0.41, 0.40, 0.2, 0.2)
    assert said(answering([likely], NOTHING)[0]) == ["Salt was low.", "It cost £40."]
    assert said(answering([likely], Wanted(frozenset({"figure"})))[0]) == ["It cost £40.", "Salt was low."]
    assert said(answering([likely], Wanted(frozenset({"reasons"})))[0]) == ["Salt was low.", "It cost £40."]


def test_a_hit_whose_sentences_are_not_known_stays_as_it_is() -> None:
    unknown = replace(hit(), sentences=())
    assert answering([unknown], NOTHING) == [unknown]
