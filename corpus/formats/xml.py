"""An XML document in, blocks out: one for each text of an element and each value of an attribute, in order.

A block's style is where it stands: the names of the elements down to it in small letters and without their namespace,
each with its place among those of its name, and the attribute's name where it is one's value:
`meeting[1]/agendaitems[1]/agendaitem[2]/agendaitemtitle[1]`, `meeting[1]/attendees[1]/attendee[1]@name`. A document
type is passed over; what it names is never loaded, and entities of a document's own are refused.
"""

import re

from lxml import etree

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats.decode import decode
from corpus.minutes import fold


def read(data: bytes) -> list[Block]:
    """Return the texts of a document. Raises SourceUnreadable for what is not whole XML, or may be an attack."""
    source = _UNPRINTABLE.sub(" ", _DECLARATION.sub("", decode(data)))
    if "<!ENTITY" in source:
        raise SourceUnreadable(
            "the XML declares entities of its own, which are never expanded. Save it without a document type, and add "
            "that file."
        )
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceUnreadable(_why_broken(str(error))) from None
    return _blocks(root)


def root_of(data: bytes) -> str | None:
    """Return the name of a source's first element, without its namespace, where the source can be XML; else None.

    It can be where it says so in its first line, or where it begins with a tag and ends with the tag that closes it.
    Tags in capitals (`<AI1>`) are marks in the text of some pages, and tell nothing.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode(data).encode()
    head = data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    match = _ROOT.match(head)
    if match is None:
        return None
    closed = data.rstrip().endswith(b"</" + match["name"] + b">") and not match["name"].isupper()
    declared = head.startswith(b"<?xml")
    return match["name"].rpartition(b":")[2].decode("ascii").casefold() if declared or closed else None


def _blocks(root: etree._Element) -> list[Block]:
    blocks: list[Block] = []
    paths: dict[etree._Element, str] = {root: f"{_name(root)}[1]"}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            entity = _quoted(element.text or "")
            raise SourceUnreadable(
                f"the XML uses the entity '{entity}', which it does not hold. Save it without entities, and "
                "add that file."
            )
        path = paths[element]
        if event == "end":
            above = element.getparent()
            del paths[element]
            _add(blocks, element.tail if above is not None else None, paths.get(above, path))
            continue
        seen: dict[str, int] = {}
        for child in element:
            name = _name(child) if isinstance(child.tag, str) else ""
            seen[name] = seen.get(name, 0) + 1
            paths[child] = f"{path}/{name}[{seen[name]}]"
        for attribute, value in element.attrib.items():
            _add(blocks, str(value), f"{path}@{etree.QName(attribute).localname.casefold()}")
        _add(blocks, element.text, path)
    return blocks


def _add(blocks: list[Block], text: str | None, style: str) -> None:
    if text is not None and fold(text):
        blocks.append(Block(re.sub(r"[ \t\r\n]+", " ", text).strip(" "), style=style))


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.casefold()


def _why_broken(error: str) -> str:
    if "depth" in error.casefold():
        return "the XML nests its elements too deep to be read. Ask the web service again, and add its answer as it is."
    return f"the XML is not whole ({_quoted(error)}). Ask the web service again, and add its answer as it is."


def _quoted(text: str) -> str:
    """Return a piece of a source, or what the parser quotes of it, as a sentence can hold it."""
    said = fold(text)
    return said if len(said) <= _LONGEST_QUOTE else f"{said[:_LONGEST_QUOTE]}…"


_HEAD_BYTES = 4096
_LONGEST_QUOTE = 120
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Word's vertical tabs and the like come through the web service as references that XML does not allow.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)
# After a declaration, comments and a document type: the first tag.
_ROOT = re.compile(
    rb"(?:<\?[^>]{0,300}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,2000}\]\s*)?>\s*)*"
    rb"<(?P<name>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
