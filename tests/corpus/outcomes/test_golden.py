"""What came of every sample meeting and fixture, compared with what was reviewed by eye.

Where the expected file is missing, the test writes it and fails: look at it, and run again.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.finders import outcomes_of
from corpus.read import minutes_files, read_minutes
from corpus.sample import FOLDER
from corpus.sidecar import read_sidecar

HERE = Path(__file__).parent
DOCUMENTS = [*minutes_files(FOLDER), *minutes_files(HERE.parent / "fixtures")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_outcomes_are_found_as_they_were_reviewed(document: Path) -> None:
    minutes = read_minutes(document.name, document.read_bytes(), read_sidecar(document)).minutes
    found = as_json(minutes)
    expected = HERE / "golden" / f"{document.name}.json"
    if not found:
        assert not expected.exists(), f"nothing came of '{document.name}' any more"
        return
    if not expected.exists():
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"there was no '{expected.name}'; it has been written. Review it, then run the tests again.")

    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_golden_file_has_its_document() -> None:
    golden = {file.name for file in (HERE / "golden").iterdir()}

    assert golden <= {f"{document.name}.json" for document in DOCUMENTS}


def as_json(minutes: Minutes) -> dict[str, list[dict[str, object]]]:
    """Return the outcomes by kind, without empty kinds and without what is not said; ids are fragments."""
    return {
        kind: [
            {name: plain(value, minutes.id) for name, value in asdict(one).items() if value is not None and value != ()}
            for one in outcomes
        ]
        for kind, outcomes in outcomes_of(minutes).items()
        if outcomes
    }


def plain(value: object, minutes_id: str) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(one, minutes_id) for one in value]
    return value.removeprefix(f"{minutes_id}#") if isinstance(value, str) else value
