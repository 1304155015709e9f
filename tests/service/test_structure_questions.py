"""Questions about structure over the sample minutes: what is quoted for each, and how many there are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import sample
from corpus.minutes import Metadata
from index.collection import Collection
from index.embed import load_embedder
from index.scope import EVERYTHING
from service.answer import Answer, answer
from service.ingest import Account, add_files, files_at
from service.settings import Settings

LINES = Path(__file__).with_name("structure_questions.txt").read_text(encoding="utf-8").splitlines()
QUESTIONS = [[part.strip() for part in line.split("|")] for line in LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Collection, Settings]]:
    """The sample minutes. Lists do not depend on the model, so the lightest will do."""
    settings = Settings(home=tmp_path_factory.mktemp("sample"), model="hashed-words")
    with Collection.open(settings.collection_folder, load_embedder("hashed-words"), create=True) as collection:
        files = files_at([sample.FOLDER])
        add_files(collection, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield collection, settings


def ask(asked: tuple[Collection, Settings], question: str) -> Answer:
    collection, settings = asked
    return answer(collection, question, scope=EVERYTHING, settings=settings)


def quoted(given: Answer) -> set[str]:
    return {citation.paragraph_id.partition("/")[2] for one in given.sentences for citation in one.citations}


def places(written: str) -> set[str]:
    groups = [group.partition("#") for group in written.split("; ") if group]
    return {f"{meeting}#{place}" for meeting, _, those in groups for place in those.split()}


def test_nine_questions_in_ten_get_the_whole_list_and_nothing_else(asked: tuple[Collection, Settings]) -> None:
    wrong = []
    for question, total, written in QUESTIONS:
        given = ask(asked, question)
        found = given.listing.total if given.listing else None
        if found != int(total) or quoted(given) != places(written):
            wrong.append(question)
    assert len(QUESTIONS) >= 60
    # Those that are wrong call a thing otherwise than its minutes do, or by a word that stands elsewhere too.
    assert len(wrong) <= len(QUESTIONS) // 10, wrong


def test_every_list_is_quoted_letter_by_letter_from_its_paragraphs(asked: tuple[Collection, Settings]) -> None:
    collection, _ = asked
    for question, *_ in QUESTIONS:
        given = ask(asked, question)
        if given.listing is None:
            continue
        evidence = {piece.paragraph_id for piece in given.evidence}
        for sentence in given.sentences:
            (citation,) = sentence.citations
            text = collection.paragraph(citation.paragraph_id).paragraph.text
            assert text[citation.start : citation.end] == citation.quote == sentence.text
            assert citation.paragraph_id in evidence


@pytest.mark.parametrize(
    "question",
    [
        "How did members vote on the local plan?",
        "What motions did Fenborough move?",
        "List actions about the whistleblowing",
        "Who voted against the monorail?",
        "What did Councillor Nobody declare?",
        "What did the committee decide about the bypass planning application?",
        "Why did Cabinet decide to close the youth centres?",
        "What did the Director say about the decisions?",
        "What was the vote on Corn Hall and why was it close?",
        "How many children have a plan?",
    ],
)
def test_what_no_outcome_has_or_no_rule_knows_is_left_to_the_search(
    asked: tuple[Collection, Settings], question: str
) -> None:
    assert ask(asked, question).listing is None
