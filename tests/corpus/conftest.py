"""Short ways to read a text and to look at what came of it."""

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

from corpus.minutes import Metadata, Minutes, Paragraph, Reading
from corpus.read import read_minutes

Row = tuple[str, str, str]


def _item(lines: str, file: str) -> Reading:
    head = "Agenda item\nTitle\n" if file.endswith(".txt") else "<p>Agenda item</p><p>Title</p>"
    return read_minutes(file, (head + lines).encode(), Metadata())


@pytest.fixture
def read_item() -> Callable[..., Minutes]:
    """Read the lines of one agenda item's minutes."""
    return lambda lines, file="item.txt": _item(lines, file).minutes


@pytest.fixture
def rows() -> Callable[..., list[Row]]:
    """Read the lines of one agenda item's minutes into (label, fragment, text) for each paragraph."""

    def rows_of(lines: str, file: str = "item.txt") -> list[Row]:
        return [(one.label, fragment(one), one.text) for one in _item(lines, file).minutes.paragraphs]

    return rows_of


@pytest.fixture
def parents() -> Callable[..., dict[str, str | None]]:
    """Read the lines of one agenda item's minutes into each paragraph's fragment with that of its parent."""

    def parents_of(lines: str, file: str = "item.txt") -> dict[str, str | None]:
        paragraphs = _item(lines, file).minutes.paragraphs
        return {fragment(one): one.parent.split("#")[1] if one.parent else None for one in paragraphs}

    return parents_of


@pytest.fixture
def word() -> Callable[..., bytes]:
    """Make a Word file of the XML inside its body and of other parts (`numbering`, `styles`, `header1`, …)."""
    return _word


def _word(body: str, **parts: str) -> bytes:
    roots = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes"}
    names = {name: f"word/{name}.xml" for name in parts}
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"document": "word/document.xml"}, {"document": "officeDocument"}),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            {name: f"{name}.xml" for name in parts}, {name: name.rstrip("0123456789") for name in parts}
        ),
    }
    for name, inside in parts.items():
        root = roots.get(name, "hdr" if name.startswith("header") else "ftr")
        files[names[name]] = f"<w:{root} {_NAMES}>{inside}</w:{root}>"
    return _zip(files)


def _zip(files: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def _relations(targets: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inside = "".join(
        f'<Relationship Id="{name}" Type="{office}/{kinds[name]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def fragment(paragraph: Paragraph) -> str:
    return paragraph.id.split("#")[1]
