"""The runs of a Word paragraph in, its text as it is printed out, changes taken as accepted.

Left out are deleted and hidden text, the codes of fields (their results stay), comments, and the text that a form shows
where nothing was filled in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.formats.docx_styles import Look, Style, Styles
from corpus.formats.docx_xml import COMPATIBILITY, MATH, Element, W, chosen, find, is_on
from corpus.formats.symbols import printed
from corpus.minutes import fold


@dataclass(slots=True)
class Gathered:
    r"""What one paragraph holds.

    pieces: its text, `\n` for a line break and `\t` for a tab. bold: for each piece with text, whether it is. boxes:
    the contents of the text boxes that hang on it. notes: kind (`footnotes`) and id of the notes it refers to. page:
    where its text begins.
    """

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    page: int | None = None

    def add(self, other: "Gathered") -> None:
        """Take in what another paragraph holds, after this one's."""
        self.page = self.page if self.says_something else other.page
        self.pieces += other.pieces
        self.bold += other.bold
        self.boxes += other.boxes
        self.notes += other.notes

    @property
    def says_something(self) -> bool:
        """Whether there is any text."""
        return bool(self.bold)

    @property
    def is_bold(self) -> bool:
        """Whether there is text and all of it is bold."""
        return bool(self.bold) and all(self.bold)


class TextReader:
    """Reads paragraphs in order, for fields and pages go on from one to the next.

    page: the one that the reader has come to, from 1; None where the file does not say where its pages broke. fields:
    for each field that is open, whether its code is being read and not its result.
    """

    def __init__(self, styles: Styles, *, page: int | None) -> None:
        self.styles = styles
        self.page = page
        self.fields: list[bool] = []

    def read(self, paragraph: Element, style: Style) -> Gathered:
        """Return what a paragraph in a style holds."""
        gathered = Gathered(page=self.page)
        self._inside(paragraph, style, gathered)
        return gathered

    def _inside(self, element: Element, style: Style, gathered: Gathered) -> None:
        for child in flattened(element):
            if child.tag == f"{W}r":
                look = self.styles.of_run(find(child, "rPr"), style)
                for part in child:
                    self._part(part, look, gathered)
            elif child.tag in _WRAPPERS:
                self._inside(child, style, gathered)
            elif child.tag in {f"{MATH}oMath", f"{MATH}oMathPara"}:
                self._say("".join(text.text or "" for text in child.iter(f"{MATH}t")), Look(), gathered)

    def _part(self, part: Element, look: Look, gathered: Gathered) -> None:
        """Take one part of a run: text, a sign, a mark of a field, a picture with a text box."""
        if part.tag == f"{W}fldChar":
            self._field(part.get(f"{W}fldCharType"))
        elif part.tag == f"{W}lastRenderedPageBreak":
            self._new_page(gathered)
        elif look.hidden or any(self.fields):
            return
        elif part.tag == f"{W}t":
            text = re.sub(r"[\t\r\n]", " ", part.text or "").replace(_SOFT_HYPHEN, "")
            self._say(printed(text, look.font), look, gathered)
        elif part.tag == f"{W}sym":
            self._say(_symbol(part), look, gathered)
        elif part.tag in _SIGNS:
            gathered.pieces.append(_SIGNS[part.tag])
        elif part.tag in _NOTES:
            gathered.notes.append((_NOTES[part.tag], part.get(f"{W}id", "")))
        elif part.tag in _PICTURES:
            gathered.boxes.extend(_boxes(part))
        else:
            for inner in _rendered(part):
                self._part(inner, look, gathered)

    def _say(self, text: str, look: Look, gathered: Gathered) -> None:
        if text and not any(self.fields):
            gathered.pieces.append(text)
            if fold(text):
                gathered.bold.append(look.bold or False)

    def _field(self, mark: str | None) -> None:
        if mark == "begin":
            self.fields.append(True)
        elif mark == "separate" and self.fields:
            self.fields[-1] = False
        elif mark == "end" and self.fields:
            self.fields.pop()

    def _new_page(self, gathered: Gathered) -> None:
        if self.page is not None:
            self.page += 1
            if not gathered.says_something:
                gathered.page = self.page


def flattened(element: Element) -> Iterator[Element]:
    """Yield the children of an element that are printed, those that only wrap others replaced by what they wrap.

    What was inserted or moved here stays, what was deleted or moved away goes. A form's hint is no text of the record.
    """
    for child in element:
        if child.tag == f"{W}sdt":
            content = find(child, "sdtContent")
            if content is not None and not is_on(child, "sdtPr", "showingPlcHdr"):
                yield from flattened(content)
        elif child.tag == f"{COMPATIBILITY}AlternateContent":
            taken = chosen(child)
            if taken is not None:
                yield from flattened(taken)
        elif child.tag in _TRANSPARENT:
            yield from flattened(child)
        elif child.tag not in _DELETED:
            yield child


def _rendered(part: Element) -> Iterator[Element]:
    """Yield what is printed of a part of a run that holds others: the newest rendering, the base of a glossed word."""
    if part.tag == f"{COMPATIBILITY}AlternateContent":
        taken = chosen(part)
        yield from taken if taken is not None else ()
    elif part.tag == f"{W}ruby":
        for run in part.iterfind(f"{W}rubyBase/{W}r"):
            yield from run


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return ""
    return printed(chr(int(code, 16)), element.get(f"{W}font"))


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the contents of the text boxes in a drawing; what is inside of one is left for when it is read."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{COMPATIBILITY}AlternateContent":
            taken = chosen(child)
            yield from _boxes(taken) if taken is not None else ()
        else:
            yield from _boxes(child)


_SOFT_HYPHEN = "\u00ad"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_WRAPPERS = frozenset({f"{W}hyperlink", f"{W}fldSimple", f"{W}dir", f"{W}bdo"})
_TRANSPARENT = frozenset({f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"})
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
