"""Hits in, the sentences of the record that answer out: quoted verbatim, each with its citation.

A paragraph that announces a list brings the list; an entry that says little alone brings the words that announce it. So
`What are the four priorities?` quotes all four, and `b) vii.` is not quoted without what it is an entry of.
"""

from collections.abc import Iterator, Mapping, Sequence

from corpus.leads import opens_list
from corpus.minutes import Minutes, Paragraph
from corpus.sentences import sentences
from index.hits import Hit
from service.citations import Sentence, quoted

# The minutes that the hits stand in, by their id, with the whole items of these.
Library = Mapping[str, Minutes]


def quote(hits: Sequence[Hit], minutes: Library, asked: frozenset[str]) -> tuple[Sentence, ...]:
    """Return the sentences that answer, best paragraph first, in printed order within a list; each span once.

    hits: best first; those whose score is far below the first's are left out. minutes: those of each hit.
    asked: the kinds of paragraph that the question asks for; a resolution that is asked for brings the others with it.
    """
    return _quote(_close_to_best(hits), minutes, asked)


def quote_outcomes(hits: Sequence[Hit], minutes: Library, kinds: frozenset[str]) -> tuple[Sentence, ...]:
    """Return the paragraphs of the kinds asked for, each list whole: the answer to `What was resolved?`."""
    return _quote([hit for hit in hits if hit.paragraph.kind in kinds], minutes, kinds)


def quote_whole(hits: Sequence[Hit]) -> tuple[Sentence, ...]:
    """Return whole paragraphs as they are printed: the answer to a question that names them by their labels."""
    return tuple(quoted(hit.paragraph, (0, len(hit.paragraph.text))) for hit in hits if hit.paragraph.text)


def _quote(chosen: Sequence[Hit], minutes: Library, asked: frozenset[str]) -> tuple[Sentence, ...]:
    said: dict[tuple[str, int, int], Sentence] = {}
    texts: set[str] = set()
    for hit in chosen:
        family = _Family.of(hit.paragraph, minutes[hit.minutes.id], chosen, asked)
        for paragraph, span in family.spans(hit):
            words = paragraph.text[span[0] : span[1]].casefold()
            key = (paragraph.id, *span)
            # The same sentence stands in the decision and in the minutes, in the draft and in the approved text.
            if key not in said and (words not in texts or opens_list(words)):
                texts.add(words)
                said[key] = quoted(paragraph, span)
        if len(said) >= MOST_SENTENCES:
            break
    return tuple(said.values())


def _close_to_best(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.score >= CLOSE_SHARE * hits[0].score][:MOST_PARAGRAPHS]


class _Family:
    """A paragraph with the one that announces it and the list that it announces, or is a part of."""

    def __init__(self, paragraph: Paragraph, parent: Paragraph | None, entries: Sequence[Paragraph]) -> None:
        self.paragraph = paragraph
        self.parent = parent
        self.entries = entries

    @classmethod
    def of(cls, paragraph: Paragraph, minutes: Minutes, chosen: Sequence[Hit], asked: frozenset[str]) -> "_Family":
        """Return a paragraph with its own list, or with its siblings where several were found or asked for."""
        by_id = {one.id: one for one in minutes.paragraphs}
        children = [one for one in minutes.paragraphs if one.parent == paragraph.id and one.kind != "action"]
        parent = by_id.get(paragraph.parent or "")
        if parent is not None and paragraph.kind == "action":
            quoted_too = any(hit.paragraph.id == parent.id for hit in chosen)
            return cls(paragraph, None if quoted_too else parent, [])
        if parent is None or not opens_list(parent.text):
            return cls(paragraph, None, children)
        found = [hit for hit in chosen if hit.paragraph.parent == parent.id]
        siblings = [one for one in minutes.paragraphs if one.parent == parent.id and one.kind != "action"]
        whole = len(found) >= 2 or paragraph.kind in asked or any(hit.paragraph.id == parent.id for hit in chosen)
        if whole and len(siblings) <= LONGEST_LIST:
            return cls(parent, None, siblings)
        return cls(paragraph, parent, children)

    def spans(self, hit: Hit) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
        """Yield what is quoted: the words that announce, then the best sentences, then the entries of the list."""
        if self.parent is not None and _needs_announcing(self.paragraph):
            yield self.parent, sentences(self.parent.text)[-1]
        text = self.paragraph.text
        announces = bool(self.entries) and opens_list(text)
        if self.paragraph.id == hit.paragraph.id:
            own = sorted(hit.matched) or sentences(text)[:1]
            last = sentences(text)[-1:] if announces else []
            beside = _beside(text, own) if hit.rank == 1 and not announces else []
            yield from ((self.paragraph, span) for span in sorted({*own, *last, *beside}))
        else:
            yield self.paragraph, sentences(text)[-1]
        if announces and len(self.entries) <= LONGEST_LIST:
            for entry in self.entries:
                yield entry, (0, len(entry.text))


def _beside(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the sentence after the last of some, or before the first where none comes after: what was said goes on."""
    every = sentences(text)
    after = [span for span in every if span[0] >= spans[-1][1]][:1]
    return after or [span for span in every if span[1] <= spans[0][0]][-1:]


def _needs_announcing(entry: Paragraph) -> bool:
    """Return whether an entry says too little without the words that announce it: an outcome, a fragment."""
    outcome = entry.kind in {"resolution", "recommendation", "action"}
    return outcome or not entry.text[:1].isupper() or len(entry.text.split()) <= FEW_WORDS


# Chosen by reading answers on the sample and the real minutes: fewer hide a second paragraph that answers, more
# bury it.
CLOSE_SHARE = 0.75
MOST_PARAGRAPHS = 4
MOST_SENTENCES = 6
LONGEST_LIST = 12
FEW_WORDS = 12
