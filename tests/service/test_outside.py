"""What is found without the limits that a question names, and whether it lies within them all the same."""

from collections.abc import Iterator

import pytest

from corpus import sample
from corpus.minutes import Metadata
from index.collection import Collection
from index.embedder import Embedder
from index.scope import EVERYTHING
from service.answer import Answer, answer
from service.ingest import Account, add_files, files_at
from service.settings import Settings
from service.shapes import answer_body


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, light_model: Embedder) -> Iterator[Collection]:
    with Collection.open(tmp_path_factory.mktemp("home") / "public", light_model, create=True) as opened:
        files = files_at([sample.FOLDER])
        add_files(opened, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield opened


# Within one committee the evidence is weaker than among all (0.64 and 0.53, and 0.70), and lies between these.
THRESHOLD = 0.68


def given(collection: Collection, settings: Settings, body: str) -> Answer:
    question = f"When was the fire alarm tested at the meeting of the {body}?"
    stricter = settings.model_copy(update={"evidence_threshold": THRESHOLD})
    return answer(collection, question, scope=EVERYTHING, settings=stricter)


def meetings(found: Answer) -> set[str]:
    return {citation.paragraph_id.partition("#")[0] for one in found.sentences for citation in one.citations}


def test_what_is_of_the_committee_that_is_asked_about_is_not_called_outside(
    collection: Collection, settings: Settings
) -> None:
    found = given(collection, settings, "Audit Committee")
    body = answer_body(found)
    assert not found.outside
    assert body.message.startswith(("The minutes say", "What comes nearest"))
    assert meetings(found) <= {"thornbeck/audit/2024-01-24", "thornbeck/audit/2024-04-24"}
    assert {one.paragraph_id.partition("/2")[0] for one in body.evidence} == {"thornbeck/audit"}
    assert (body.searched.minutes, body.searched.committees) == (2, ("Audit Committee",))
    assert [one.name for one in body.narrowed] == ["Audit Committee"]


def test_what_is_of_others_is_told_to_be_without_the_limit(collection: Collection, settings: Settings) -> None:
    found = given(collection, settings, "Cabinet")
    assert found.outside
    assert answer_body(found).message.startswith("Nothing was found for Cabinet. Without that limit: ")
    assert meetings(found)
    assert not any("cabinet" in one for one in meetings(found))
