"""An HTML page in, blocks out, in the order a reader meets them.

Word's HTML wraps its source lines in mid-sentence, so a newline inside a paragraph is a space; no-break spaces are
kept, for they part a label from its text. Scripts, styles and hidden elements are no text.
"""

import re
from dataclasses import dataclass, replace

from lxml import etree, html
from lxml.html import defs

from corpus.blocks import Block, BlockKind
from corpus.errors import SourceUnreadable
from corpus.formats.decode import decode
from corpus.formats.lines import paragraphs_of
from corpus.minutes import fold


def read(data: bytes) -> list[Block]:
    """Return the blocks of a page: its <title> first (style `title`), then its body.

    A table cell that holds one paragraph is a `cell` with its column as level; one that holds more is layout, and its
    blocks stand for themselves. Raises SourceUnreadable where no element can be found, or where the elements are nested
    so deep that the parser would stop and lose the rest.
    """
    # Decoded here, because the parser would take bytes without a declared charset for Latin-1.
    source = _MARKS.sub(r"&lt;\1&gt;", _DECLARATION.sub("", decode(data)))
    root, cut = _parse(source)
    if cut:
        root, cut = _parse(_INLINE.sub("", _WRAPPERS.sub("<br><br>", source)))
    if cut:
        raise SourceUnreadable(
            "the page nests its elements too deep to be read whole. Save its text as a .txt file and add that."
        )
    walker = _Walker(content=_content(root))
    title = root.findtext(".//title")
    if title and fold(title):
        walker.blocks.append(Block(text=fold(title), kind="heading", level=1, style="title", chrome=True))
    body = root.find("body")
    walker.walk(body if body is not None else root, _Place(chrome=walker.content is not None))
    walker.flush(_Place())
    return walker.blocks


def is_element(name: str) -> bool:
    """Return whether a page can have an element of a name: one of HTML's, or a page's own (`x-menu`)."""
    return name in defs.tags or name in _NEWER or "-" in name


def _parse(source: str) -> tuple[html.HtmlElement, bool]:
    """Return the tree of a page, and whether the parser stopped before its end because of a limit of its own."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceUnreadable(
            f"the page holds no HTML that can be read ({error}). Save the page again and add that file."
        ) from None
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walker stands: what the text found there is part of."""

    kind: BlockKind = "paragraph"
    level: int = 0
    style: str = ""
    chrome: bool = False
    depth: int = 0
    lists: int = 0
    in_cell: bool = False


class _Walker:
    def __init__(self, content: html.HtmlElement | None) -> None:
        self.blocks: list[Block] = []
        self.content = content
        self.pieces: list[str] = []
        self.bold: list[bool] = []
        self.label: str | None = None

    def walk(self, element: html.HtmlElement, place: _Place, bold: bool = False) -> None:
        """Add the blocks of an element."""
        self._say(element.text, bold)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, place, bold)
            self._say(child.tail, bold)

    def flush(self, place: _Place) -> None:
        """Make blocks of the text gathered since the last one."""
        whole, heading = "".join(self.pieces), bool(self.bold) and all(self.bold)
        self.pieces, self.bold = [], []
        for text in paragraphs_of(whole):
            lines = [re.sub(r"[ \t\r]+", " ", line).strip(" ") for line in text.split("\n")]
            spaced = ("\n" if place.in_cell else " ").join(filter(None, lines))
            if not fold(spaced):
                continue
            kind = "heading" if heading and place.kind == "paragraph" and len(spaced.split()) <= 15 else place.kind
            indent = 4 * place.lists + len(spaced) - len(spaced.lstrip("\u00a0"))
            self.blocks.append(
                Block(
                    spaced,
                    kind=kind,
                    level=place.level,
                    indent=indent,
                    label=self.label,
                    style=place.style,
                    chrome=place.chrome,
                )
            )
            self.label = None

    def _child(self, child: html.HtmlElement, place: _Place, bold: bool) -> None:
        """Add the blocks of an element inside another; deeper than real pages go, only paragraphs are told apart."""
        if _is_unseen(child):
            return
        place = replace(place, depth=place.depth + 1)
        if place.depth > _DEEPEST:
            self._flat(child, place, bold)
            return
        if child is self.content:
            place = replace(place, chrome=False)
        elif child.tag in _CHROME:
            place = replace(place, chrome=True)
        if child.tag == "br":
            self.pieces.append("\n")
        elif child.tag == "table":
            self.flush(place)
            self._table(child, place)
        elif child.tag in {"ol", "ul"}:
            self.flush(place)
            self._list(child, replace(place, lists=place.lists + 1, level=place.lists + 1, kind="bullet"))
        elif child.tag in _BLOCKS:
            self.flush(place)
            inside = self._inside(child, place)
            self.walk(child, inside, bold=False)
            self.flush(inside)
        else:
            self.walk(child, place, bold or child.tag in {"b", "strong"})

    def _inside(self, element: html.HtmlElement, place: _Place) -> _Place:
        style = " ".join(filter(None, (element.get("class"), place.style if place.kind == "cell" else "")))
        if re.fullmatch(r"h[1-6]", str(element.tag)):
            return replace(place, kind="heading", level=int(str(element.tag)[1]), style=style)
        return replace(place, style=style or place.style)

    def _list(self, element: html.HtmlElement, place: _Place) -> None:
        number = _whole_number(element.get("start"), 1)
        self._say(element.text, bold=False)
        self.flush(place)
        for entry in element:
            if entry.tag != "li" or _is_unseen(entry):
                if isinstance(entry.tag, str):
                    self._child(entry, place, bold=False)
            else:
                number = _whole_number(entry.get("value"), number)
                self.label = "•" if element.tag == "ul" else _marker(number, element.get("type", "1"))
                inside = replace(place, style=entry.get("class") or element.get("class") or place.style)
                self.walk(entry, inside)
                self.flush(inside)
                self.label = None
                number += 1
            self._say(entry.tail, bold=False)
            self.flush(place)

    def _table(self, table: html.HtmlElement, place: _Place) -> None:
        """Add the cells of a table, or of its head, body or foot; what stands between them stands for itself."""
        self._say(table.text, bold=False)
        for child in table:
            if isinstance(child.tag, str) and not _is_unseen(child):
                self.flush(place)
                if child.tag in {"thead", "tbody", "tfoot"}:
                    self._table(child, place)
                elif child.tag == "tr":
                    self._row(child, place)
                else:
                    caption = child.tag == "caption"
                    self._child(child, replace(place, kind="cell", level=0) if caption else place, bold=False)
            self._say(child.tail, bold=False)
        self.flush(place)

    def _row(self, row: html.HtmlElement, place: _Place) -> None:
        column = 0
        alone = sum(child.tag in {"td", "th"} for child in row) == 1
        for child in row:
            if isinstance(child.tag, str) and not _is_unseen(child):
                if child.tag in {"td", "th"}:
                    self._cell(child, column, place, alone=alone)
                    column += 1
                else:
                    self._child(child, place, bold=False)
            self._say(child.tail, bold=False)

    def _flat(self, element: html.HtmlElement, place: _Place, bold: bool) -> None:
        """Add the text below an element without going down into it, for the depth of calls is limited."""
        walk = etree.iterwalk(element, events=("start", "end"))
        for event, child in walk:
            if not isinstance(child.tag, str) or (event == "start" and _is_unseen(child)):
                walk.skip_subtree()
                continue
            if child.tag in _BLOCKS:
                self.flush(place)
            if event == "start":
                self.pieces.append("\n" if child.tag == "br" else "")
                self._say(child.text, bold)
            elif child is not element:
                self._say(child.tail, bold)

    def _cell(self, cell: html.HtmlElement, column: int, place: _Place, *, alone: bool) -> None:
        """Add a cell. alone: it is the only one of its row, where a heading stays one."""
        before = len(self.blocks)
        inside = replace(place, kind="paragraph", style=cell.get("class") or "", in_cell=True)
        self.walk(cell, inside)
        self.flush(inside)
        if len(self.blocks) - before == 1 and not (alone and self.blocks[before].kind == "heading"):
            self.blocks[before] = replace(self.blocks[before], kind="cell", level=column)
        for place_of, block in enumerate(self.blocks[before:], start=before):
            styles = dict.fromkeys([*block.style.split(), *inside.style.split()])
            self.blocks[place_of] = replace(block, style=" ".join(styles))

    def _say(self, text: str | None, bold: bool) -> None:
        if text:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", text))
            if fold(text):
                self.bold.append(bold)


def _content(root: html.HtmlElement) -> html.HtmlElement | None:
    """Return the element that holds a page's content, where the page says which it is; the rest is chrome."""
    found = root.xpath("//*[@id='modgov'] | //main | //*[@role='main']")
    return found[0] if isinstance(found, list) and found else None


def _is_unseen(element: html.HtmlElement) -> bool:
    """Return whether a browser shows nothing of an element."""
    style = (element.get("style") or "").casefold().replace(" ", "")
    return (
        element.tag in _NO_TEXT
        or element.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _whole_number(written: str | None, otherwise: int) -> int:
    return int(written) if written is not None and re.fullmatch(r"[0-9]{1,5}", written.strip()) else otherwise


def _marker(number: int, kind: str) -> str:
    """Return the label that a browser prints for an entry of an ordered list."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    if kind in {"a", "A"} and 1 <= number <= len(letters):
        marker = letters[number - 1]
    elif kind in {"i", "I"} and 1 <= number < 40:
        tens, ones = divmod(number, 10)
        marker = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    else:
        marker = str(number)
    return f"{marker.upper() if kind.isupper() else marker}."


# An XML declaration with an encoding may not stand in text that is already decoded.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# `<AI1>`, `<TRAILER_SECTION>`: no element has such a name. Editors of documents leave them in the text as marks.
_MARKS = re.compile(r"<(/?(?!H[1-6]>)[A-Z]+(?:_[A-Z_]+|\d+))>")
# Elements that only wrap others; without them a page that nests thousands of them can be parsed.
_WRAPPERS = re.compile(r"</?(?:div|center|section)\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:span|font|b|i|u|em|strong)\b[^<>]*>", re.IGNORECASE)
_DEEPEST = 150
# Elements of HTML that lxml's own list lacks.
_NEWER = frozenset({"main", "dialog", "picture", "template", "slot", "search"})
# fmt: off
_NO_TEXT = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "option", "button", "input",
})
_CHROME = frozenset({"nav", "footer", "header", "aside"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "p", "pre", "section", "summary", "td", "th", "tr",
})
# fmt: on
