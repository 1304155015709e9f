"""Where a paragraph stands in, its name and whose minutes it is of out, in words."""

from datetime import date

from service.clipping import clipped
from service.wording import day, whose

# Of a title that stands for a meeting of which little is known.
TITLE_CHARACTERS = 80


def name(short: str, committee: str | None, held: date | None) -> str:
    """Return a paragraph's name in full, for those who hear a link rather than see where it stands.

    It holds the short form as it is seen, so that it can be spoken to press the link (WCAG 2.5.3).
    """
    return ", ".join(
        part for part in (f"paragraph {short.removeprefix('¶')}", committee, day(held) if held else None) if part
    )


def source(committee: str | None, council: str | None, held: date | None, title: str) -> str:
    """Return whose minutes and of which day: “Cabinet, Oakshire County Council, 7 November 2019”.

    title: of the document, by which minutes that do not state all of that are told apart.
    """
    told = title if None in {committee, council, held} and title not in {committee, ""} else ""
    known = ", ".join(filter(None, (clipped(told, TITLE_CHARACTERS), whose(committee, council), day(held))))
    return f"{known[:1].upper()}{known[1:]}"
