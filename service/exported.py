"""A file that quotes the record → what it claims: these words stand in that paragraph, and what it says beside that.

Two kinds of file are read: answers as JSON (service/exported_json.py), and Markdown or text that quotes with addresses
(service/exported_text.py).
"""

from pathlib import Path

from service.claims import Export
from service.errors import NotAnAnswer
from service.exported_json import of_json
from service.exported_text import of_text

MOST_BYTES = 10 * 1024 * 1024
MOST_CLAIMS = 5000
MOST_BESIDE = 50_000


def read_export(path: Path) -> Export:
    """Return what a file claims. Raises NotAnAnswer for a file that cannot be read, or in which nothing is claimed."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotAnAnswer(f"'{path}' cannot be read: {error.strerror}. Name a file that holds an answer.") from None
    if len(data) > MOST_BYTES:
        raise NotAnAnswer(
            f"'{path}' is larger than {MOST_BYTES // 1024**2} MB, which no answer is. Name the file that was exported."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAnAnswer(
            f"'{path}' is not text in UTF-8. Export the answer again: minuted ask … --format markdown"
        ) from None
    is_json = text.lstrip()[:1] in {"{", "["} and path.suffix not in _TEXTS
    try:
        export = of_json(text) if is_json else of_text(text)
    except ValueError as error:
        raise NotAnAnswer(f"'{path}' is not an answer as JSON: {error}. {_FORMS}") from None
    if not export.claims and not export.answers:
        raise NotAnAnswer(f"'{path}' quotes nothing with an address. {_FORMS}")
    if len(export.claims) > MOST_CLAIMS or len(export.beside) > MOST_BESIDE:
        raise NotAnAnswer(
            f"'{path}' holds {len(export.claims):,} citations; at most {MOST_CLAIMS:,} are checked at once. Divide it."
        )
    return export


_TEXTS = {".md", ".markdown", ".txt"}
_FORMS = (
    "Give an answer as `minuted ask --json` prints it, or text in which quotations are followed by their address, such "
    "as “The cost was £4,000.” (/minutes/oak/roads/2024-01-01#45.12)"
)
