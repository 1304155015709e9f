"""Over every question of every set: each quotation is an exact span, and each citation was retrieved."""

from pathlib import Path

import pytest

from eval.corpora import collection_for, load_benchmark
from eval.questions import set_names
from eval.retrievers import turns_of
from service.answer import Answer, answer
from service.settings import load_settings


@pytest.mark.parametrize("name", set_names())
def test_every_quotation_is_exact_and_every_citation_was_retrieved(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name.startswith("real-"):
        folder: Path = request.getfixturevalue("shared")
        monkeypatch.setenv("MINUTED_SHARED", str(folder))
    monkeypatch.setenv("MINUTED_MODEL", "all-MiniLM-L6-v2")
    settings, benchmark = load_settings(), load_benchmark(name)
    with collection_for(benchmark, model=settings.model) as collection:
        known = {one.id: one for summary in collection.summaries() for one in collection.minutes(summary.id).paragraphs}
        given = [
            answer(collection, one.question, scope=one.scope, settings=settings, history=turns_of(one))
            for one in benchmark.questions.questions
        ]
        again = [
            answer(collection, one.question, scope=one.scope, settings=settings, history=turns_of(one))
            for one in benchmark.questions.questions[::25]
        ]
    assert again == given[::25]
    answered = sum(bool(one.sentences) for one in given) / len(given)
    assert answered > 2 / 5 if benchmark.questions.answerable else answered < 1 / 3
    for one in given:
        retrieved = {piece.paragraph_id for piece in one.evidence}
        for sentence in one.sentences:
            assert sentence.citations
            for citation in sentence.citations:
                assert known[citation.paragraph_id].text[citation.start : citation.end] == citation.quote
                assert citation.quote == sentence.text
                assert citation.paragraph_id in retrieved, (one.question, citation)
        check_order(one)


def check_order(given: Answer) -> None:
    """Check that the answer quotes no span twice."""
    spans = [
        (citation.paragraph_id, citation.start, citation.end)
        for sentence in given.sentences
        for citation in sentence.citations
    ]
    assert len(spans) == len(set(spans)), given.question
