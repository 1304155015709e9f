"""What reading gives for every sample document and every fixture, compared with what was reviewed by eye.

Where the expected file is missing, the test writes it and fails: look at it, and run again.
"""

import json
from pathlib import Path

import pytest

from corpus.minutes import Paragraph, Reading
from corpus.read import minutes_files, read_minutes
from corpus.sample import FOLDER
from corpus.sidecar import read_sidecar

HERE = Path(__file__).parent
DOCUMENTS = [*minutes_files(FOLDER), *minutes_files(HERE / "fixtures")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_document_is_read_as_it_was_reviewed(document: Path) -> None:
    reading = read_minutes(document.name, document.read_bytes(), read_sidecar(document))
    expected = HERE / "golden" / f"{document.name}.json"
    found = json.dumps(as_json(reading), indent=1, ensure_ascii=False) + "\n"
    if not expected.exists():
        expected.write_text(found, encoding="utf-8")
        pytest.fail(f"there was no '{expected.name}'; it has been written. Review it, then run the tests again.")

    assert json.loads(found) == json.loads(expected.read_text(encoding="utf-8"))


def test_every_golden_file_has_its_document() -> None:
    golden = {file.name for file in (HERE / "golden").iterdir()}

    assert golden == {f"{document.name}.json" for document in DOCUMENTS}


def as_json(reading: Reading) -> dict[str, object]:
    minutes = reading.minutes
    return {
        "id": minutes.id,
        "council": minutes.council,
        "committee": minutes.committee,
        "held": minutes.held.isoformat() if minutes.held else None,
        **({"begins": minutes.begins.isoformat("minutes")} if minutes.begins else {}),
        "title": minutes.title,
        "status": minutes.status,
        "layout": minutes.layout,
        "warnings": reading.warnings,
        "items": [
            {
                "number": item.number,
                "title": item.title,
                "section": item.section,
                "paragraphs": [of_paragraph(paragraph) for paragraph in item.paragraphs],
            }
            for item in minutes.items
        ],
        "left_out": list(reading.left_out),
    }


def of_paragraph(paragraph: Paragraph) -> dict[str, object]:
    return {
        "fragment": paragraph.id.split("#")[1],
        "label": paragraph.label,
        "path": paragraph.path,
        "kind": paragraph.kind,
        "parent": paragraph.parent.split("#")[1] if paragraph.parent else None,
        **({"repeats": paragraph.repeats.split("#")[1]} if paragraph.repeats else {}),
        "ordinal": paragraph.ordinal,
        "page": paragraph.page,
        "speaker": paragraph.speaker,
        "headings": paragraph.headings,
        "text": paragraph.text[:60],
        "digest": paragraph.digest,
    }
