"""A Word file in, blocks out, in the order a reader meets them, with the numbers that Word prints by itself.

Read with lxml alone: see DECISIONS.md. Changes are taken as accepted; hidden text, comments and the codes of fields are
no text. Headers and footers are chrome, and so is a table of contents.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.blocks import Block, BlockKind
from corpus.errors import SourceUnreadable
from corpus.formats.docx_numbering import Level, Numbering
from corpus.formats.docx_package import Package
from corpus.formats.docx_styles import Indent, Style, Styles, indent_of
from corpus.formats.docx_text import Gathered, TextReader, flattened
from corpus.formats.docx_xml import Element, R, W, find, is_on, number, value
from corpus.formats.lines import paragraphs_of
from corpus.minutes import fold
from corpus.numbering import SPACES


def read(data: bytes) -> list[Block]:
    """Return the blocks of a Word file: its headers (chrome), its text, its footers (chrome).

    A numbered paragraph has the label that Word prints as `label`, in a table cell before its text. A cell that holds
    one paragraph is a `cell` with its column as level; one that holds more is layout, and its blocks stand for
    themselves, as do those of a table of one column. Foot- and endnotes and text boxes follow their paragraph. Pages
    are known where Word noted in the file how it last broke them. Raises SourceUnreadable for what is no whole and
    harmless Word file.
    """
    package = Package(data)
    main, document = package.main()
    walker = _Walker(package, main, document)
    walker.story(_body(document))
    above, below = _around(package, main, document)
    return [*walker.chrome(above), *walker.blocks, *walker.chrome(below)]


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A paragraph's place in a list, and whether it says so itself and not by its style."""

    label: str | None
    level: Level | None
    depth: int
    itself: bool


_UNNUMBERED = _Numbered(None, None, 0, itself=False)


class _Walker:
    """Goes through the text. held: paragraphs whose mark is gone, so that they go on in the next one."""

    def __init__(self, package: Package, main: str, document: Element) -> None:
        parts = {relation.kind: relation.target for relation in package.relations(main).values()}
        self.styles = Styles(package.root(parts.get("styles", "word/styles.xml")))
        self.numbering = Numbering(package.root(parts.get("numbering", "word/numbering.xml")), self.styles)
        self.notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnotes", "endnotes")
            if kind in parts and (root := package.root(parts[kind])) is not None
            for note in root
        }
        has_pages = next(document.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self.reader = TextReader(self.styles, page=1 if has_pages else None)
        self.blocks: list[Block] = []
        self.held: list[Element] = []
        self.waiting: list[tuple[str, str]] = []
        self.noted: set[tuple[str, str]] = set()
        self.tables = 0

    def story(self, container: Element) -> None:
        """Add the blocks of a body, a cell, a note or a text box."""
        for element in flattened(container):
            if element.tag == f"{W}p":
                self.held.append(element)
                if not _mark_is_gone(element):
                    self._print()
            elif element.tag == f"{W}tbl":
                self._print()
                self._table(element)
            elif element.tag in {f"{W}altChunk", f"{W}subDoc"}:
                raise SourceUnreadable(
                    "the Word file refers to another document that Word has not taken in yet. "
                    "Open it in Word, save it and add that file."
                )
        self._print()

    def chrome(self, roots: Sequence[Element]) -> list[Block]:
        """Return the blocks of headers or footers, each text once: most sections repeat those before."""
        before, self.blocks, self.reader.page = self.blocks, [], None
        for root in roots:
            self._aside(root)
        found, self.blocks = self.blocks, before
        unique = {fold(block.text): replace(block, chrome=True) for block in reversed(found)}
        return list(reversed(unique.values()))

    def _print(self) -> None:
        """Add the blocks of the paragraphs held, which are printed as one."""
        if not self.held:
            return
        paragraphs, self.held = self.held, []
        gathered, owner = Gathered(), paragraphs[-1]
        for paragraph in paragraphs:
            style = self.styles.of_paragraph(find(paragraph, "pPr"))
            piece = self.reader.read(paragraph, style)
            owner = paragraph if piece.says_something else owner
            gathered.add(piece)
        if _is_style_separator(paragraphs[0]):
            owner = paragraphs[0]
        properties = find(owner, "pPr")
        style = self.styles.of_paragraph(properties)
        self._add(gathered, style, self._numbered(properties, style), properties)
        for box in gathered.boxes:
            self._aside(box)
        self.waiting += gathered.notes
        if not self.tables:
            self._print_notes()

    def _numbered(self, properties: Element | None, style: Style) -> _Numbered:
        """Count a paragraph in its list."""
        own = value(properties, "numPr", "numId")
        identity = own or style.numbering
        if identity in {None, "0"}:
            return _UNNUMBERED
        depth = number(value(properties, "numPr", "ilvl"))
        if depth is None and own is None:
            depth = self.numbering.depth_of_style(identity or "", style.numbered_by)
        depth = style.level or 0 if depth is None else depth
        level = self.numbering.level(identity or "", depth)
        return _Numbered(self.numbering.count(identity or "", depth), level, depth, itself=own is not None)

    def _add(self, gathered: Gathered, style: Style, numbered: _Numbered, properties: Element | None) -> None:
        lines = [line for line in map(_line, paragraphs_of("".join(gathered.pieces))) if fold(line)]
        if not lines and numbered.label and self.tables:
            lines = [""]  # a cell that holds nothing but the number of its row
        indent = 0 if self.tables else _indent(properties, style, numbered).spaces
        heading = _heading(properties, style)
        for position, line in enumerate(lines):
            label = numbered.label if position == 0 else None
            kind, level = _kind(line, heading, bold=gathered.is_bold, label=label, depth=numbered.depth)
            if self.tables and label is not None:
                line, label = f"{label}{_GAP}{line}".rstrip(SPACES), None  # noqa: PLW2901
            elif label is None:
                line = "\u00a0" * indent + line  # noqa: PLW2901
            self.blocks.append(
                Block(
                    text=line,
                    kind=kind,
                    level=level,
                    indent=indent if label is not None else len(line) - len(line.lstrip(SPACES)),
                    page=gathered.page,
                    label=label,
                    style=style.name,
                    chrome=style.name.casefold().startswith("toc "),
                )
            )

    def _table(self, table: Element) -> None:
        self.tables += 1
        only_column = len(table.findall(f"{W}tblGrid/{W}gridCol")) == 1
        for row in flattened(table):
            if row.tag == f"{W}tr" and not _is_gone(find(row, "trPr")):
                column = number(value(row, "trPr", "gridBefore")) or 0
                for cell in flattened(row):
                    if cell.tag != f"{W}tc":
                        continue
                    if not _is_merged_away(find(cell, "tcPr")):
                        self._cell(cell, column, only_column=only_column)
                    column += max(1, number(value(cell, "tcPr", "gridSpan")) or 1)
        self.tables -= 1
        if not self.tables:
            self._print_notes()

    def _cell(self, cell: Element, column: int, *, only_column: bool) -> None:
        before = len(self.blocks)
        self.story(cell)
        if len(self.blocks) - before == 1 and not only_column:
            self.blocks[before] = replace(self.blocks[before], kind="cell", level=column)

    def _print_notes(self) -> None:
        """Add the notes that the text so far refers to, each where it is first referred to."""
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            if note in self.notes and note not in self.noted:
                self.noted.add(note)
                self._aside(self.notes[note])

    def _aside(self, container: Element) -> None:
        """Add the blocks of what stands beside the text; its fields, and whatever table it hangs in, are not its."""
        fields, self.reader.fields = self.reader.fields, []
        held, self.held = self.held, []
        self.story(container)
        self.reader.fields, self.held = fields, held


def _body(document: Element) -> Element:
    body = find(document, "body")
    if body is None:
        raise SourceUnreadable("the Word file holds no text: it has no body. Save it in Word again and add that file.")
    return body


def _around(package: Package, main: str, document: Element) -> tuple[list[Element], list[Element]]:
    """Return the headers and the footers that are printed, in the order of the sections that name them."""
    relations = package.relations(main)
    settings = next((one.target for one in relations.values() if one.kind == "settings"), "word/settings.xml")
    even = is_on(package.root(settings), "evenAndOddHeaders")
    named: dict[str, dict[str, None]] = {"headerReference": {}, "footerReference": {}}
    for section in document.iter(f"{W}sectPr"):
        printed = {"first": is_on(section, "titlePg"), "default": True, "even": even}
        for kind, targets in named.items():
            references = {
                one.get(f"{W}type", "default"): one.get(f"{R}id", "") for one in section.findall(f"{W}{kind}")
            }
            for which, is_printed in printed.items():
                if is_printed and references.get(which) in relations:
                    targets[relations[references[which]].target] = None
    above, below = ([root for one in targets if (root := package.root(one)) is not None] for targets in named.values())
    return above, below


def _mark_is_gone(paragraph: Element) -> bool:
    """Return whether a paragraph goes on in the next one: its end was deleted or moved away, or is hidden."""
    mark = find(paragraph, "pPr", "rPr")
    return mark is not None and (_is_gone(mark) or bool(is_on(mark, "vanish")))


def _is_style_separator(paragraph: Element) -> bool:
    return bool(is_on(paragraph, "pPr", "rPr", "specVanish"))


def _is_gone(properties: Element | None) -> bool:
    return any(find(properties, name) is not None for name in ("del", "moveFrom"))


def _is_merged_away(properties: Element | None) -> bool:
    """Return whether a cell is part of the one above it or before it, or was deleted."""
    if find(properties, "cellDel") is not None:
        return True
    merges = (find(properties, name) for name in ("vMerge", "hMerge"))
    return any(merge is not None and merge.get(f"{W}val", "continue") == "continue" for merge in merges)


def _heading(properties: Element | None, style: Style) -> int:
    outline = number(value(properties, "outlineLvl"))
    return style.heading if outline is None else replace(style, outline=outline).heading


def _kind(line: str, heading: int, *, bold: bool, label: str | None, depth: int) -> tuple[BlockKind, int]:
    words = len(line.split())
    if heading and words <= _MOST_WORDS_OF_A_HEADING:
        return "heading", heading
    if label is not None:
        return "bullet", depth + 1
    return ("heading" if bold and words <= _MOST_WORDS_OF_A_BOLD_LINE else "paragraph"), 0


def _indent(properties: Element | None, style: Style, numbered: _Numbered) -> Indent:
    """Return a paragraph's indent: of a list that it names itself before its style's, else its style's before."""
    of_list = numbered.level.indent if numbered.level is not None else Indent()
    below = of_list.over(style.indent) if numbered.itself else style.indent.over(of_list)
    return indent_of(properties).over(below)


def _line(text: str) -> str:
    """Return a line with what keeps words apart made of no-break spaces: tabs, and runs of spaces."""
    text = re.sub(r" *\n *", " ", text.strip("\n"))
    kept = text.lstrip("\t ")
    leading = sum(_TAB if character == "\t" else 1 for character in text[: len(text) - len(kept)])
    kept = kept.rstrip("\t ").replace("\t", _GAP * 2)
    # A single space is a slip of the author's, or what parts a note from its number.
    return "\u00a0" * (leading if leading > 1 else 0) + re.sub(r" {2,}", lambda gap: "\u00a0" * len(gap[0]), kept)


_GAP = "\u00a0\u00a0"
# A tab goes on half an inch where nothing else is said: twelve spaces of three points.
_TAB = 12
_MOST_WORDS_OF_A_HEADING = 25
_MOST_WORDS_OF_A_BOLD_LINE = 15
