"""Hits in, the sentences of the record that answer out: quoted verbatim, each with its citation.

A paragraph that announces a list brings the list; an entry that says little alone brings the words that announce it. So
`What are the four priorities?` quotes all four, and `b) vii.` is not quoted without what it is an entry of.
"""

from collections.abc import Iterator, Mapping, Sequence

from corpus.leads import opens_list
from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.exchanges import replies
from corpus.sentences import sentences
from index.hits import Hit
from service.choose import Library, entries_of
from service.citations import Sentence, quoted
from service.record_order import in_record_order
from service.repetition import Gist, gist, repeats
from service.replies import reply_to
from service.spans import Span, is_of_a_person, leans, leans_certainly, spans_of
from service.turning import turns, turns_across

# A span of a paragraph that may be quoted.
Piece = tuple[Paragraph, Span]


def quote(
    chosen: Sequence[Hit],
    minutes: Library,
    asked: frozenset[str],
    *,
    whole_lists: bool = False,
    found: Sequence[Hit] = (),
    ending: Hit | None = None,
) -> tuple[Sentence, ...]:
    """Return the sentences that answer, by the hits chosen, and in printed order within an item; each once.

    minutes: the whole minutes of each hit. asked: the kinds of paragraph that the question asks for; a resolution that
    is asked for brings the others with it. whole_lists: whether an entry brings the whole of its list. found: all hits.
    ending: the decision that is brought to them (service/decided.py); it takes no room from what was chosen.
    What begins with `He` or `This` brings the paragraph before it, what the next one turns (`However`) brings that, and
    a question brings its reply: without them the words would be read as of something else.
    """
    said: dict[tuple[str, int, int], Sentence] = {}
    gists: list[Gist] = []
    answering = 0
    hits = {hit.paragraph.id: hit for hit in found}
    brought = [ending] if ending else []
    for hit in (hit for hit in (*brought, *chosen) if hit.paragraph.text):
        of = minutes[hit.minutes.id]
        family = _Family.of(hit.paragraph, of, chosen, asked, whole_lists=whole_lists)
        spans = list(family.spans(hit))
        new = _unsaid([*_before(*spans[0], of, hits), *spans, *_after(spans, of, hits)], said, gists)
        # Words that announce what has been said already announce nothing.
        if all(opens_list(paragraph.text[slice(*span)]) for paragraph, span in new) and said:
            continue
        for paragraph, span in new:
            said[paragraph.id, *span] = quoted(paragraph, span)
            gists.append(gist(paragraph.text[slice(*span)]))
        answering += len([piece for piece in new if piece in spans]) if hit is not ending else 0
        if answering >= MOST_SENTENCES:
            break
    return in_record_order(list(said.values()), minutes)


def quote_outcomes(hits: Sequence[Hit], minutes: Library, kinds: frozenset[str]) -> tuple[Sentence, ...]:
    """Return the paragraphs of the kinds asked for, each list whole: the answer to `What was resolved?`."""
    return quote([hit for hit in hits if hit.paragraph.kind in kinds], minutes, kinds)


def quote_whole(hits: Sequence[Hit]) -> tuple[Sentence, ...]:
    """Return whole paragraphs as they are printed: the answer to a question that names them by their labels."""
    return tuple(quoted(hit.paragraph, (0, len(hit.paragraph.text))) for hit in hits if hit.paragraph.text)


def _before(paragraph: Paragraph, span: Span, minutes: Minutes, found: Mapping[str, Hit]) -> list[Piece]:
    """Return the sentence of the paragraph before that a paragraph leans on where it begins.

    Of whom `He` is said is told by its first sentence, what `This` is by its last.
    """
    if span[0] or not leans(paragraph.text[slice(*span)]):
        return []
    item = _item_of(paragraph, minutes).paragraphs
    above = (one for one in reversed(item[: item.index(paragraph)]) if one.kind not in _BETWEEN and not one.repeats)
    before = next(above, None)
    if before is None or not before.text or opens_list(before.text):
        return []
    # After a list `These` are all of its entries.
    announcing = next((one for one in item if one.id == before.parent), None)
    if announcing is not None and opens_list(announcing.text) and not (paragraph.label and before.label):
        return []
    if before.id not in found and not leans_certainly(paragraph.text):
        return []
    return [(before, sentences(before.text)[0 if is_of_a_person(paragraph.text) else -1])]


def _after(spans: Sequence[Piece], minutes: Minutes, found: Mapping[str, Hit]) -> list[Piece]:
    """Return what has to be read after quoted spans: the reply to a question, what turns them in the next paragraph."""
    pieces: list[Piece] = []
    for paragraph in dict.fromkeys(one for one, _ in spans):
        item = _item_of(paragraph, minutes)
        quoted_of = [span for one, span in spans if one == paragraph]
        pieces += reply_to(paragraph, quoted_of, item, found)
    last, span = spans[-1]
    item = _item_of(last, minutes)
    after = next(iter(item.paragraphs[item.paragraphs.index(last) + 1 :]), None)
    is_end = span[1] == sentences(last.text)[-1][1]
    # An outcome is no remark on what was printed before it, whatever its words.
    if is_end and after is not None and after.repeats is None and after.text and after.kind not in _OUTCOMES:
        first = sentences(after.text)[0]
        pieces += [(after, first)] if turns_across(after.text[slice(*first)]) else []
    return pieces


def _item_of(paragraph: Paragraph, minutes: Minutes) -> Item:
    return next(item for item in minutes.items if paragraph in item.paragraphs)


def _unsaid(
    pieces: Sequence[Piece], said: Mapping[tuple[str, int, int], Sentence], gists: Sequence[Gist]
) -> list[Piece]:
    """Return the pieces that are not said yet. What leans on a sentence, or turns or answers it, goes with it.

    `This complaint was not upheld.` is said again of every complaint, and is another thing each time.
    """
    runs: list[list[Piece]] = []
    for piece in dict.fromkeys(pieces):
        words = piece[0].text[slice(*piece[1])]
        if runs and (leans(words) or turns(words) or replies(words)):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    new = [
        piece
        for run in runs
        if not all(_is_said(paragraph.text[slice(*span)], gists) for paragraph, span in run)
        for piece in run
    ]
    return [(paragraph, span) for paragraph, span in new if (paragraph.id, *span) not in said]


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
        if len(children) <= LONGEST_LIST and opens_list(paragraph.text):
            children = _with_parts(children, minutes)
        parent = by_id.get(paragraph.parent or "")
        if parent is not None and paragraph.kind == "action":
            quoted_too = any(hit.paragraph.id == parent.id for hit in chosen)
            return cls(paragraph, None if quoted_too else parent, [])
        if parent is None or not _announces(parent, paragraph):
            among = any(hit.paragraph.parent == paragraph.id for hit in chosen)
            return cls(paragraph, None, children, whole=whole_lists or among)
        found = [hit for hit in chosen if hit.paragraph.parent == parent.id]
        siblings = [one for one in minutes.paragraphs if one.parent == parent.id and one.kind != "action"]
        together = len(found) >= 2 or any(hit.paragraph.id == parent.id for hit in chosen)
        whole = whole_lists or together or paragraph.kind in asked
        if whole and len(siblings) <= LONGEST_LIST:
            return cls(parent, None, _with_parts(siblings, minutes))
        return cls(paragraph, parent, children)

    def spans(self, hit: Hit) -> Iterator[tuple[Paragraph, tuple[int, int]]]:
        """Yield what is quoted: the words that announce, then the best sentences, then the entries of the list.

        A list is left out where the best sentences of its paragraph are not those that announce it.
        """
        text, last = self.paragraph.text, sentences(self.paragraph.text)[-1]
        announces = bool(self.entries) and _announces(self.paragraph, self.entries[0])
        own = [last]
        if self.paragraph.id == hit.paragraph.id:
            own = spans_of(text, hit.matched)
            announces = announces and (self.whole or last in own)
            own = sorted({*own, last}) if announces else own
        if self.parent is not None and _needs_announcing(self.paragraph, own):
            yield self.parent, sentences(self.parent.text)[-1]
        yield from ((self.paragraph, span) for span in own)
        if announces and sum(entry.parent == self.entries[0].parent for entry in self.entries) <= LONGEST_LIST:
            yield from ((entry, (0, len(entry.text))) for entry in self.entries if entry.text)


def _announces(paragraph: Paragraph, entry: Paragraph) -> bool:
    """Return whether a paragraph announces its entries: by its end, or as the lead of what was resolved.

    `Recommended – (to the District and County Councils)` ends in no colon.
    """
    return opens_list(paragraph.text) or (paragraph.kind == entry.kind and paragraph.kind in _DECISIONS)


def _with_parts(entries: Sequence[Paragraph], minutes: Minutes) -> list[Paragraph]:
    """Return the entries of a list, after each that announces a list of its own (`as follows:`) the entries of that."""
    return [
        part
        for entry in entries
        for part in (entry, *(_with_parts(entries_of(entry.id, minutes), minutes) if opens_list(entry.text) else ()))
    ]


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
# What may stand between a paragraph and the one that it goes on from.
_BETWEEN = frozenset({"action", "note"})
_DECISIONS = frozenset({"resolution", "recommendation"})
_OUTCOMES = _DECISIONS | {"action"}
