"""The text of one paragraph with its line breaks in, the paragraphs that a reader sees out."""

import re
from collections.abc import Iterator

from corpus.numbering import SPACES, read_labels


def paragraphs_of(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text: parted by an empty line, or by a line break with a label after it.

    Where pages and office programs break a line by hand, authors mean a paragraph as often as a line of an address.
    """
    for part in _BLANK_LINE.split(text):
        gathered: list[str] = []
        for line in part.split("\n"):
            if gathered and any(label.strong and label.text for label in read_labels(line)):
                yield "\n".join(gathered)
                gathered = []
            gathered.append(line)
        yield "\n".join(gathered)


_BLANK_LINE = re.compile(rf"\n[{SPACES}]*\n")
