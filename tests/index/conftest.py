"""Small minutes and collections for the tests of the index."""

import hashlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Item, Metadata, Minutes, Paragraph, Reading, Source, digest, slug
from index.collection import Collection
from index.embed import Embedder, load_embedder

Line = tuple[str, str] | tuple[str, str, str]


def paragraphs_of(minutes_id: str, lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return paragraphs from (label, text) or (label, text, kind); a label "b.ii" is part of "b"."""
    made = []
    for ordinal, (label, text, *kind) in enumerate(lines, start=1):
        above = label.rsplit(".", 1)[0] if "." in label and not label[0].isdigit() else None
        path = tuple(label.split(".")) if above else (label,) if label else ()
        made.append(
            Paragraph(
                id=f"{minutes_id}#{label or f'p{ordinal}'}",
                label=label,
                path=path,
                headings=(),
                kind=kind[0] if kind else "paragraph",  # type: ignore[arg-type]
                text=text,
                page=None,
                ordinal=ordinal,
                speaker=None,
                digest=digest(label, text),
                parent=f"{minutes_id}#{above}" if above else None,
            )
        )
    return tuple(made)


def reading_of(
    lines: Sequence[Line],
    *,
    council: str | None = "Ambleford Council",
    committee: str | None = "Scrutiny Committee",
    held: date | None = date(2023, 9, 12),
    address: str = "minutes.txt",
    number: str | None = "45",
) -> tuple[Reading, bytes]:
    """Return a reading of one item with these lines, and the bytes it stands for."""
    original = repr((lines, council, committee, held, number)).encode()
    minutes_id = f"{slug(council or 'unknown')}/{slug(committee or 'unknown')}/{held or 'undated'}"
    minutes = Minutes(
        id=minutes_id,
        council=council,
        committee=committee,
        held=held,
        title="Minutes",
        status="unknown",
        source=Source(address, hashlib.sha256(original).hexdigest(), "text/plain", "2024-01-01T00:00:00+00:00"),
        layout="plain",
        items=(Item(number=number, title="Roads", section="", paragraphs=paragraphs_of(minutes_id, lines)),),
    )
    return Reading(minutes=minutes, given=Metadata(council=council, held=held)), original


POTHOLES: tuple[Line, ...] = (
    ("45.1", "The Director said that potholes on Mill Lane were repaired. The cost was £4,000."),
    ("45.2", "Members asked about library opening hours."),
    ("45.3", "RESOLVED that the winter gritting plan be approved.", "resolution"),
)
BUSES: tuple[Line, ...] = (
    ("a", "The bus service to Fenwick was discussed."),
    ("b", "Officers would report on:"),
    ("b.i", "the timetable."),
    ("b.ii", "the fares paid by pupils."),
)


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder("hashed-words")


@pytest.fixture
def collection(tmp_path: Path, embedder: Embedder) -> Iterator[Collection]:
    with Collection.open(tmp_path / "public", embedder, create=True) as opened:
        yield opened


@pytest.fixture
def make() -> Callable[..., tuple[Reading, bytes]]:
    return reading_of


@pytest.fixture
def potholes() -> tuple[Reading, bytes]:
    return reading_of(POTHOLES)


@pytest.fixture
def buses() -> tuple[Reading, bytes]:
    return reading_of(
        BUSES,
        council="Brackwater Council",
        committee="Transport Board",
        held=date(2024, 2, 14),
        address="buses.txt",
        number="77/21",
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)
