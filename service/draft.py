"""Hits in, the sentences of the record that answer out: quoted verbatim, each with its citation.

A paragraph that announces a list brings the list; an entry that says little alone brings the words that announce it. So
`What are the four priorities?` quotes all four, and `b) vii.` is not quoted without what it is an entry of.
"""

from collections.abc import Iterator, Sequence

from corpus.leads import opens_list
from corpus.minutes import Minutes, Paragraph
from corpus.sentences import sentences
from index.hits import Hit
from service.choose import Library
from service.citations import Sentence, quoted
from service.repetition import Gist, gist, repeats
from service.spans import spans_of


def quote(
    chosen: Sequence[Hit], minutes: Library, asked: frozenset[str], *, whole_lists: bool = False
) -> tuple[Sentence, ...]:
    """Return the sentences that answer, in the order of the hits chosen, and printed order within a list; each once.

    minutes: the whole minutes of each hit. asked: the kinds of paragraph that the question asks for; a resolution that
    is asked for brings the others with it. whole_lists: whether an entry brings the whole of its list.
    """
    said: dict[tuple[str, int, int], Sentence] = {}
    gists: list[Gist] = []
    for place, hit in enumerate(chosen):
        family = _Family.of(hit.paragraph, minutes[hit.minutes.id], chosen, asked, whole_lists=whole_lists)
        new = [
            (paragraph, span)
            for paragraph, span in family.spans(hit, first=place == 0)
            if (paragraph.id, *span) not in said and not _is_said(paragraph.text[slice(*span)], gists)
        ]
        # Words that announce what has been said already announce nothing.
        if all(opens_list(paragraph.text[slice(*span)]) for paragraph, span in new) and said:
            continue
        for paragraph, span in new:
            said[paragraph.id, *span] = quoted(paragraph, span)
            gists.append(gist(paragraph.text[slice(*span)]))
        if len(said) >= MOST_SENTENCES:
            break
    return tuple(said.values())


def quote_outcomes(hits: Sequence[Hit], minutes: Library, kinds: frozenset[str]) -> tuple[Sentence, ...]:
    """Return the paragraphs of the kinds asked for, each list whole: the answer to `What was resolved?`."""
    return quote([hit for hit in hits if hit.paragraph.kind in kinds], minutes, kinds)


def quote_whole(hits: Sequence[Hit]) -> tuple[Sentence, ...]:
    """Return whole paragraphs as they are printed: the answer to a question that names them by their labels."""
    return tuple(quoted(hit.paragraph, (0, len(hit.paragraph.text))) for hit in hits if hit.paragraph.text)


def _is_said(words: str, gists: Sequence[Gist]) -> bool:
    """Return whether words say again what was said; those that announce a list (`RESOLVED:`) may come twice."""
    return not opens_list(words) and any(repeats(gist(words), other) for other in gists)


class _Family:
    """A paragraph with the one that announces it and the list that it announces, or is a part of."""

    def __init__(self, paragraph: Paragraph, parent: Paragraph | None, entries: Sequence[Paragraph]) -> None:
        self.paragraph = paragraph
        self.parent = parent
        self.entries = entries

    @classmethod
    def of(
        cls,
        paragraph: Paragraph,
        minutes: Minutes,
        chosen: Sequence[Hit],
        asked: frozenset[str],
        *,
        whole_lists: bool,
    ) -> "_Family":
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
        together = len(found) >= 2 or any(hit.paragraph.id == parent.id for hit in chosen)
        whole = whole_lists or together or paragraph.kind in asked
        if whole and len(siblings) <= LONGEST_LIST:
            return cls(parent, None, siblings)
        return cls(paragraph, parent, children)

    def spans(self, hit: Hit, *, first: bool) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
        """Yield what is quoted: the words that announce, then the best sentences, then the entries of the list."""
        if self.parent is not None and _needs_announcing(self.paragraph):
            yield self.parent, sentences(self.parent.text)[-1]
        text = self.paragraph.text
        announces = bool(self.entries) and opens_list(text)
        if self.paragraph.id == hit.paragraph.id:
            last = sentences(text)[-1:] if announces else []
            yield from (
                (self.paragraph, span)
                for span in sorted({*spans_of(text, hit.matched, first=first and not announces), *last})
            )
        else:
            yield self.paragraph, sentences(text)[-1]
        if announces and len(self.entries) <= LONGEST_LIST:
            for entry in self.entries:
                yield entry, (0, len(entry.text))


def _needs_announcing(entry: Paragraph) -> bool:
    """Return whether an entry says too little without the words that announce it: an outcome, a fragment."""
    outcome = entry.kind in {"resolution", "recommendation", "action"}
    return outcome or not entry.text[:1].isupper() or len(entry.text.split()) <= FEW_WORDS


# Chosen by reading answers on the sample and the real minutes: more bury what answers.
MOST_SENTENCES = 6
LONGEST_LIST = 12
FEW_WORDS = 12
