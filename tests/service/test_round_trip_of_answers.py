"""Every answer to the questions of the sample goes into a file in both forms, comes back, and is proved."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from corpus import sample
from corpus.minutes import Metadata
from index.collection import Collection
from index.embedder import Embedder
from index.scope import EVERYTHING
from service.answer import answer
from service.exported import read_export
from service.ingest import Account, add_files, files_at
from service.markdown import markdown, plain
from service.proof import prove
from service.settings import Settings
from service.shapes import AnswerBody, answer_body

QUESTIONS = Path(__file__).parents[2] / "eval" / "sets" / "sample" / "questions.jsonl"


@pytest.mark.parametrize("form", ["markdown", "json", "text"])
def test_every_citation_of_every_answer_is_read_back_and_unchanged(
    form: str, settings: Settings, light_model: Embedder, tmp_path: Path
) -> None:
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()][::4]
    file = tmp_path / "answer"
    checked = 0
    with Collection.open(tmp_path / "public", light_model, create=True) as collection:
        files = files_at([sample.FOLDER])
        add_files(collection, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        for question in questions:
            body = answer_body(answer(collection, question, scope=EVERYTHING, settings=settings))
            cited = [citation for sentence in body.sentences for citation in sentence.citations]
            if form == "markdown":
                file.write_text(markdown(body, "https://minutes.example", for_proof=True), encoding="utf-8")
            elif form == "text":
                file.write_text(plain(body, "https://minutes.example"), encoding="utf-8")
            else:
                file.write_bytes(TypeAdapter(AnswerBody).dump_json(body))
            export = read_export(file)
            proved = prove(collection, export)
            assert proved.holds, (question, proved.faults)
            if cited:
                claims = export.claims
                assert [(claim.paragraph_id, claim.quote, claim.digest) for claim in claims] == [
                    # What is copied into a report has no digests.
                    (citation.paragraph_id, citation.quote, "" if form == "text" else citation.digest)
                    for citation in cited
                ]
                checked += len(claims)
    assert checked > 100
