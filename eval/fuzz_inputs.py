"""Folders of documents in, as many damaged ones as are asked for out: input number k follows from the seed and k alone.

Long documents are cut into small ones first, for what can go wrong seldom needs a whole meeting, and a small input is
read in milliseconds. In a Word file it is the XML of a part that is damaged, and in a PDF what its streams hold, as
often as the bytes as they lie in the file, for those are checked first and most damage would come no further.
"""

import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from random import Random

import pypdfium2
from lxml import etree

from corpus.read import minutes_files
from eval.mutations import TOKENS, mutated


@dataclass(frozen=True, slots=True)
class Input:
    """What is read. name: its ending tells the format, or lies about it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Inputs:
    """All the inputs of a seed. cuttings: small documents by the ending of their names, each in the order of files."""

    seed: int
    cuttings: dict[str, list[bytes]]

    def number(self, k: int) -> Input:
        """Return input number k, from 0."""
        rng = Random(f"{self.seed}/{k}")  # noqa: S311 - the same inputs in every run
        suffix = rng.choice(list(self.cuttings))
        data = rng.choice(self.cuttings[suffix])
        if suffix == ".docx":
            data = self._word(rng, data)
        elif suffix == ".pdf":
            data = self._pdf(rng, data)
        else:
            data = mutated(rng, data, self._others(rng, suffix), TOKENS["text" if suffix == ".txt" else "markup"])
        lie = rng.random() < _LIES
        return Input(f"input-{k}{rng.choice(list(self.cuttings)) if lie else suffix}", data)

    def _others(self, rng: Random, suffix: str) -> Sequence[bytes]:
        """Return what pieces are taken from: documents of the same format, sometimes of any."""
        return self.cuttings[suffix if rng.random() < 0.8 else rng.choice(list(self.cuttings))]

    def _word(self, rng: Random, data: bytes) -> bytes:
        if rng.random() < 0.2:
            return mutated(rng, data, self._others(rng, ".docx"), TOKENS["zip"])
        parts = _parts(data)
        for _ in range(rng.choice((1, 1, 2))):
            names = list(parts)
            name = "word/document.xml" if rng.random() < 0.6 and "word/document.xml" in parts else rng.choice(names)
            if rng.random() < 0.05:
                del parts[name]
                parts[rng.choice(names)] = b""
            else:
                parts[name] = mutated(rng, parts.get(name, b""), [*parts.values(), b" "], TOKENS["word"])
        return _zipped(parts)

    def _pdf(self, rng: Random, data: bytes) -> bytes:
        others = self._others(rng, ".pdf")
        if rng.random() < 0.3:
            return mutated(rng, data, others, TOKENS["pdf"])
        wanted, seen = rng.randrange(max(len(_STREAM.findall(data)), 1)), iter(range(len(data)))

        def damaged(match: re.Match[bytes]) -> bytes:
            if next(seen) != wanted:
                return match.group(0)
            packed = b"/FlateDecode" in match["head"]
            try:
                inside = zlib.decompress(match["inside"]) if packed else match["inside"]
            except zlib.error:
                return match.group(0)
            inside = mutated(rng, inside, others, TOKENS["pdf"])
            return match["head"] + (zlib.compress(inside, 1) if packed else inside) + b"\nendstream"

        data = _STREAM.sub(damaged, data)
        return mutated(rng, data, others, TOKENS["pdf"]) if rng.random() < 0.2 else data


def inputs_of(folders: Sequence[Path], seed: int) -> Inputs:
    """Return the inputs that a seed makes of the documents in folders. Raises SourceMissing where there are none."""
    cuttings: defaultdict[str, list[bytes]] = defaultdict(list)
    for file in dict.fromkeys(file for folder in folders for file in minutes_files(folder)):
        data, suffix = file.read_bytes(), PurePath(file).suffix.casefold()
        cut = {".docx": _cut_word, ".pdf": _cut_pdf, ".xml": _whole}.get(suffix, _cut_lines)
        cuttings[suffix].extend(cut(data))
    return Inputs(seed, dict(cuttings))


def _whole(data: bytes) -> Iterator[bytes]:
    """Yield a document as it is: a piece of XML is none."""
    yield data


def _cut_lines(data: bytes) -> Iterator[bytes]:
    """Give a document in pieces of some lines; the first has its head, by which it is recognised."""
    piece = b""
    for line in data.splitlines(keepends=True):
        piece += line
        if len(piece) >= _CUT_BYTES:
            yield piece
            piece = b""
    if piece:
        yield piece


def _cut_word(data: bytes) -> Iterator[bytes]:
    """Give a Word file in files that hold a few paragraphs each, with all other parts."""
    parts = _parts(data)
    root = etree.fromstring(parts["word/document.xml"])
    body = root[0]
    blocks = list(body)
    for start in range(0, len(blocks), _CUT_BLOCKS):
        for child in list(body):
            body.remove(child)
        body.extend(blocks[start : start + _CUT_BLOCKS])
        yield _zipped(parts | {"word/document.xml": etree.tostring(root)})


def _cut_pdf(data: bytes) -> Iterator[bytes]:
    """Give a PDF in files of one page each, without the times and marks that differ whenever they are written."""
    whole = pypdfium2.PdfDocument(data)
    for number in range(len(whole)):
        page, written = pypdfium2.PdfDocument.new(), io.BytesIO()
        page.import_pages(whole, [number])
        page.save(written)
        yield re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=D:)\d{14}", lambda found: b"0" * len(found[0]), written.getvalue())


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980, so that the bytes are the same in every run
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return written.getvalue()


_STREAM = re.compile(rb"(?P<head><<[^>]*>>\s*stream\r?\n)(?P<inside>.*?)\r?\n?endstream", re.DOTALL)
_CUT_BYTES = 1500
_CUT_BLOCKS = 8
_LIES = 0.03
