"""Parts of a Word file as XML, and a file read into what tests look at."""

from collections.abc import Callable

from corpus.formats.docx import read

Word = Callable[..., bytes]
ROW = tuple[str, int, str]


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def style(identity: str, name: str, inside: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{inside}</w:style>'


def of_style(identity: str) -> str:
    return f'<w:pStyle w:val="{identity}"/>'


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data)]


def rows(data: bytes) -> list[ROW]:
    return [(block.kind, block.level, block.text) for block in read(data)]


BULLETS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
