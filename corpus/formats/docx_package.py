"""The bytes of a Word file in, the XML of its parts out, read as what may have been made to do harm.

A Word file is a zip of XML parts that name each other by relations. Nothing is unpacked before it is asked for, sizes
are counted while unpacking and not believed from the zip's own table, and the parser knows neither entities nor the
network.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from lxml import etree

from corpus.errors import SourceUnreadable
from corpus.formats.docx_xml import Element


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part names. kind: the last word of its type (`header`, `footnotes`). target: the other part's name."""

    kind: str
    target: str


class Package:
    """The parts of one Word file."""

    def __init__(self, data: bytes) -> None:
        """Open a file. Raises SourceUnreadable where it cannot be unpacked or has too many parts."""
        if data.count(b"PK\x01\x02") > MOST_PARTS:  # each entry of the table begins so: counted before it is read
            raise SourceUnreadable(
                f"the Word file has more than {MOST_PARTS:,} parts, which no minutes need. "
                "Save it in Word again and add that file."
            )
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error):
            raise _damaged("it cannot be unpacked") from None
        self._entries = {entry.filename.removeprefix("/"): entry for entry in self._archive.infolist()}
        self._unpacked = 0

    def main(self) -> tuple[str, Element]:
        """Return the name and the root of the part that holds the text. Raises SourceUnreadable where there is none."""
        named = [relation.target for relation in self.relations("").values() if relation.kind == "officeDocument"]
        name = next((name for name in named if name in self._entries), "word/document.xml")
        root = self.root(name)
        if root is None:
            raise SourceUnreadable(
                f"the Word file holds no text: it has no part '{name}'. Save it in Word again and add that file."
            )
        return name, root

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part (or with "" the whole file) names, by the ids that it uses for them."""
        folder = dirname(name)
        root = self.root(join(folder, "_rels", f"{name.rpartition('/')[2]}.rels"))
        return {
            relation.get("Id", ""): Relation(
                kind=relation.get("Type", "").rpartition("/")[2],
                target=normpath(join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in (root if root is not None else ())
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External"
        }

    def root(self, name: str) -> Element | None:
        """Return the root element of a part, or None where there is no such part.

        Raises SourceUnreadable for a part that is damaged, too large, protected, or declares a document type.
        """
        if name not in self._entries:
            return None
        data = self._bytes(name)
        try:
            text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        except UnicodeDecodeError:
            raise _damaged(f"its part '{name}' cannot be read") from None
        if "<!DOCTYPE" in text:
            raise SourceUnreadable(
                f"the Word file's part '{name}' declares a document type, which no Word file does. "
                "Save it in Word again and add that file."
            )
        for strict, usual in _STRICT:
            text = text.replace(strict, usual)
        parser = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            # Decoded here and encoded again, so that no declaration can choose another encoding.
            return etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError:
            raise _damaged(f"its part '{name}' cannot be read") from None

    def _bytes(self, name: str) -> bytes:
        """Return a part unpacked, counted while it is."""
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise SourceUnreadable(
                "the Word file is protected by a password. Save it in Word without one and add that file."
            )
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise _damaged(f"its part '{name}' is packed as Word packs none")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(entry) as packed:
                while piece := packed.read(_PIECE):
                    size += len(piece)
                    self._unpacked += len(piece)
                    self._refuse_a_bomb(name, size, entry.compress_size)
                    pieces.append(piece)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error):
            raise _damaged(f"its part '{name}' cannot be unpacked") from None
        return b"".join(pieces)

    def _refuse_a_bomb(self, name: str, size: int, packed: int) -> None:
        if size > MOST_PART_BYTES:
            raise SourceUnreadable(
                f"the Word file's part '{name}' unpacks to more than {MOST_PART_BYTES // 2**20} MB, the most that is "
                "read. Split the file by meeting and add the parts."
            )
        if self._unpacked > MOST_BYTES_UNPACKED:
            raise SourceUnreadable(
                f"the Word file unpacks to more than {MOST_BYTES_UNPACKED // 2**20} MB, the most that is read. "
                "Split the file by meeting and add the parts."
            )
        if size > _SMALL and size > MOST_TIMES * packed:
            raise SourceUnreadable(
                f"the Word file's part '{name}' unpacks to more than {MOST_TIMES} times its size, as a zip bomb does. "
                "Save it in Word again and add that file."
            )


def _damaged(how: str) -> SourceUnreadable:
    return SourceUnreadable(f"the Word file is damaged: {how}. Download or save it again and add that file.")


MOST_PARTS = 2_000
MOST_PART_BYTES = 64 * 2**20
MOST_BYTES_UNPACKED = 200 * 2**20
MOST_TIMES = 100
# A part this small does no harm, however well it was packed.
_SMALL = 2**20
_PIECE = 2**16
# The names that Word's “strict” kind of file has for what every other file has.
_STRICT = (
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/math",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
