"""Hits in, the sentences of the record that answer out: quoted verbatim, each with its citation.

A paragraph that announces a list brings the list; an entry that says little alone brings the words that announce it. So
`What are the four priorities?` quotes all four, and `b) vii.` is not quoted without what it is an entry of.
"""

from collections.abc import Collection as Some
from collections.abc import Iterator, Sequence

from corpus.leads import opens_list
from corpus.minutes import Minutes, Paragraph
from corpus.sentences import sentences
from index.hits import Hit
from service.choose import Library
from service.citations import Sentence, quoted
from service.repetition import Gist, gist, repeats
from service.spans import Span, is_of_a_person, leans, spans_of


def quote(
    chosen: Sequence[Hit],
    minutes: Library,
    asked: frozenset[str],
    *,
    whole_lists: bool = False,
    retrieved: Some[str] = (),
) -> tuple[Sentence, ...]:
    """Return the sentences that answer, in the order of the hits chosen, and printed order within a list; each once.

    minutes: the whole minutes of each hit. asked: the kinds of paragraph that the question asks for; a resolution that
    is asked for brings the others with it. whole_lists: whether an entry brings the whole of its list. retrieved: the
    ids of all paragraphs found; where one begins with `He` or `This`, that before it is quoted too if it is of these.
    """
    said: dict[tuple[str, int, int], Sentence] = {}
    gists: list[Gist] = []
    for place, hit in enumerate(hit for hit in chosen if hit.paragraph.text):
        family = _Family.of(hit.paragraph, minutes[hit.minutes.id], chosen, asked, whole_lists=whole_lists)
        spans = list(family.spans(hit, first=place == 0))
        new = [
            (paragraph, span)
            for paragraph, span in (*_before(*spans[0], minutes[hit.minutes.id], retrieved), *spans)
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


def _before(paragraph: Paragraph, span: Span, minutes: Minutes, retrieved: Some[str]) -> list[tuple[Paragraph, Span]]:
    """Return the sentence of the paragraph before that a paragraph leans on where it begins, if that was retrieved.

    Of whom `He` is said is told by its first sentence, what `This` is by its last.
    """
    if span[0] or not leans(paragraph.text[slice(*span)]):
        return []
    item = next(item.paragraphs for item in minutes.items if paragraph in item.paragraphs)
    before = item[item.index(paragraph) - 1] if item[0] != paragraph else None
    if before is None or before.id not in retrieved or not before.text or opens_list(before.text):
        return []
    return [(before, sentences(before.text)[0 if is_of_a_person(paragraph.text) else -1])]


def _is_said(words: str, gists: Sequence[Gist]) -> bool:
    """Return whether words say again what was said; those that announce a list (`RESOLVED:`) may come twice."""
    return not opens_list(words) and any(repeats(gist(words), other) for other in gists)


class _Family:
    """A paragraph with the one that announces it and the list that it announces, or is a part of."""

    def __init__(
        self, paragraph: Paragraph, parent: Paragraph | None, entries: Sequence[Paragraph], *, whole: bool = False
    ) -> None:
        self.paragraph = paragraph
        self.parent = parent
        self.entries = entries
        # Whether the list is quoted whichever sentences of its paragraph are the best.
        self.whole = whole

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
            among = any(hit.paragraph.parent == paragraph.id for hit in chosen)
            return cls(paragraph, None, children, whole=whole_lists or among)
        found = [hit for hit in chosen if hit.paragraph.parent == parent.id]
        siblings = [one for one in minutes.paragraphs if one.parent == parent.id and one.kind != "action"]
        together = len(found) >= 2 or any(hit.paragraph.id == parent.id for hit in chosen)
        whole = whole_lists or together or paragraph.kind in asked
        if whole and len(siblings) <= LONGEST_LIST:
            return cls(parent, None, siblings)
        return cls(paragraph, parent, children)

    def spans(self, hit: Hit, *, first: bool) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
        """Yield what is quoted: the words that announce, then the best sentences, then the entries of the list.

        A list is left out where the best sentences of its paragraph are not those that announce it.
        """
        text, last = self.paragraph.text, sentences(self.paragraph.text)[-1]
        announces = bool(self.entries) and opens_list(text)
        own = [last]
        if self.paragraph.id == hit.paragraph.id:
            own = spans_of(text, hit.matched, first=False)
            announces = announces and (self.whole or last in own)
            if announces:
                own = sorted({*own, last})
            else:
                beside = spans_of(text, hit.matched, first=first)
                own = [span for span in beside if span in own or not (self.entries and span == last)]
        if self.parent is not None and _needs_announcing(self.paragraph, own):
            yield self.parent, sentences(self.parent.text)[-1]
        yield from ((self.paragraph, span) for span in own)
        if announces and len(self.entries) <= LONGEST_LIST:
            yield from ((entry, (0, len(entry.text))) for entry in self.entries if entry.text)


def _needs_announcing(entry: Paragraph, spans: Sequence[Span]) -> bool:
    """Return whether what is quoted of an entry says too little without the words that announce it.

    That is an outcome, or the beginning of an entry that is a fragment; its later sentences stand by themselves.
    """
    if entry.kind in {"resolution", "recommendation", "action"}:
        return True
    begins = any(start == 0 for start, _ in spans)
    return begins and (not entry.text[:1].isupper() or len(entry.text.split()) <= FEW_WORDS)


# Chosen by reading answers on the sample and the real minutes: more bury what answers.
MOST_SENTENCES = 6
LONGEST_LIST = 12
FEW_WORDS = 12
