"""The names in a Word file's XML, and short ways to look into its elements."""

import re

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml gives its element type no other name

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def find(element: Element | None, *path: str) -> Element | None:
    """Return the first child of a name, its first child of the next name, and so on; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{W}{name}")
    return element


def value(element: Element | None, *path: str) -> str | None:
    """Return the `w:val` of the element at a path (see `find`), or None."""
    found = find(element, *path)
    return found.get(f"{W}val") if found is not None else None


def number(written: str | None) -> int | None:
    """Return a whole number as Word writes it, or None for what is none or has more digits than any real one."""
    return int(written) if written is not None and re.fullmatch(r"-?[0-9]{1,9}", written.strip()) else None


def is_on(element: Element | None, *path: str) -> bool | None:
    """Return what the switch at a path (see `find`) says, None where it is not there. Without a value it is on."""
    found = find(element, *path)
    return None if found is None else found.get(f"{W}val", "1") not in {"0", "false", "off"}


def chosen(alternatives: Element) -> Element | None:
    """Return the one of several renderings of the same content (`mc:AlternateContent`) to read: the newest."""
    choice = alternatives.find(f"{COMPATIBILITY}Choice")
    return choice if choice is not None else alternatives.find(f"{COMPATIBILITY}Fallback")
