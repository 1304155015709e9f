"""Minutes in, how each of their paragraphs is cited out: the reference in full, and the line to put into a report."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.minutes import Minutes
from service.citations import address, label
from service.markdown import citation_line, reference
from service.naming import source


@dataclass(frozen=True, slots=True)
class Cited:
    """How a paragraph is cited. line: what is copied: the reference, behind the words where some are quoted."""

    reference: str
    line: str


def cited(minutes: Minutes, site: str, *, fragment: str, quote: tuple[int, int] | None) -> Mapping[str, Cited]:
    """Return how the paragraphs of minutes are cited, by their fragments.

    site: put before the path of an address. quote: the span of the words that are quoted from that fragment; a span
    outside its text quotes nothing.
    """
    found: dict[str, Cited] = {}
    for item in minutes.items:
        whose = source(minutes.committee, minutes.council, minutes.held, minutes.title or item.title)
        for paragraph in item.paragraphs:
            place = paragraph.id.partition("#")[2]
            span = quote if place == fragment and quote and 0 <= quote[0] < quote[1] <= len(paragraph.text) else None
            stands = f"{site}{address(paragraph.id, span)}"
            named = reference(label(paragraph.id, item.number), whose, minutes.status, stands)
            found[place] = Cited(named, citation_line(named, paragraph.text[slice(*span)] if span else ""))
    return found
