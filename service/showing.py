"""What a question found in, the numbered paragraphs that a model is shown out.

Shown are the paragraphs that were found, best first, each after the one that it belongs to and before the list that it
announces: nothing else. Numbers stand for paragraphs on the way to the model and back; it never sees an address.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.leads import opens_list
from corpus.minutes import Minutes, Paragraph
from corpus.sentences import sentences
from index.hits import Consulted, Hit
from prompts import Shown, clean
from service.checks.ground import Ground, ground_of
from service.wording import day, whose

# What a small model still reads with care: some 3,000 tokens.
MOST_HITS = 8
MOST_PARAGRAPHS = 20
MOST_CHARACTERS = 12_000
# A longer paragraph is shown around its best sentences.
LONGEST = 2500
LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph under the number by which a model may cite it. ground: what its citations are held against."""

    label: int
    paragraph: Paragraph
    ground: Ground
    shown: Shown


def numbered(consulted: Consulted) -> tuple[Numbered, ...]:
    """Return the paragraphs that a model is shown for a question, numbered from 1."""
    found: list[Numbered] = []
    seen: set[str] = set()
    characters = 0
    for hit in consulted.hits[:MOST_HITS]:
        minutes = consulted.minutes[hit.minutes.id]
        for paragraph in _with_family(hit.paragraph, minutes):
            text = _clipped(paragraph, hit)
            if paragraph.id in seen or not text:
                continue
            characters += len(text)
            if found and (characters > MOST_CHARACTERS or len(found) >= MOST_PARAGRAPHS):
                return tuple(found)
            seen.add(paragraph.id)
            label = len(found) + 1
            shown = Shown(label, clean(text), _where(paragraph, hit, minutes))
            found.append(Numbered(label, paragraph, ground_of(paragraph, minutes), shown))
    return tuple(found)


def _with_family(paragraph: Paragraph, minutes: Minutes) -> Iterator[Paragraph]:
    """Yield the paragraph that announces one, that one itself, and the list that it announces."""
    parent = next((one for one in minutes.paragraphs if one.id == paragraph.parent), None)
    if parent is not None:
        yield parent
    yield paragraph
    entries = [one for one in minutes.paragraphs if one.parent == paragraph.id]
    if opens_list(paragraph.text) and len(entries) <= LONGEST_LIST:
        yield from entries


def _where(paragraph: Paragraph, hit: Hit, minutes: Minutes) -> str:
    """Return where a paragraph stands, in words: whose minutes, of which day, under which headings."""
    item = " ".join(part for part in (hit.item_number and f"item {hit.item_number}:", hit.item_title) if part)
    speaker = f"{paragraph.speaker} speaks" if paragraph.speaker else ""
    kind = "resolution" if paragraph.kind == "resolution" else ""
    parts = (whose(minutes.committee, minutes.council), day(minutes.held), item, *paragraph.headings, kind, speaker)
    return ", ".join(part for part in parts if part)


def _clipped(paragraph: Paragraph, hit: Hit) -> str:
    """Return the text of a paragraph, or of a very long one whole sentences around those that were found."""
    text = paragraph.text
    if len(text) <= LONGEST:
        return text
    spans = sentences(text)
    found = min((start for start, _ in hit.matched), default=0) if hit.paragraph.id == paragraph.id else 0
    first = max((place for place, (start, _) in enumerate(spans) if start <= found), default=0)
    first = max(0, first - 2)
    end = _end(spans[first:], spans[first][0] + LONGEST)
    return text[spans[first][0] : end]


def _end(spans: Sequence[tuple[int, int]], most: int) -> int:
    return max((end for _, end in spans if end <= most), default=min(spans[0][1], most))
