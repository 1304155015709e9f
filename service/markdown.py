"""An answer as Markdown: for chats, for files, for a model that quotes.

In: an AnswerBody. Out: text in which every quotation is a block of its own with the marks of its paragraphs, those of
several minutes each under whose they are, and a list that says which paragraph each mark is and where it stands.
service/exported.py reads it back.

    **Cabinet, Oakshire County Council, 7 November 2019, draft minutes**

    > Recruitment of social workers had improved. [45.2]

    Sources:

    - [45.2] paragraph 45.2, Cabinet, Oakshire County Council, 7 November 2019, draft minutes: /minutes/…#45.2

What the record says is text and never markup: no link, picture or heading comes out of a quotation. plain() is the same
without backslashes, to be put into a report or a letter, and citation_line() the line that cites one paragraph there.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from service.citations import address
from service.own_words import ASKED, asks
from service.shapes import AnswerBody, CitationBody, EvidenceBody, SentenceBody
from service.wording import CHECKED

NEAREST = 3


# What stands between an answer and the list of what it cites.
SOURCES = "\nSources:\n\n"


def markdown(body: AnswerBody, site: str, *, for_proof: bool = False) -> str:
    """Return an answer as Markdown that ends in a line break; site and for_proof as for pieces()."""
    return "".join(pieces(body, site, for_proof=for_proof))


def plain(body: AnswerBody, site: str) -> str:
    """Return an answer as text to put into a report: as markdown() has it, without signs that only Markdown needs.

    Whose minutes are quoted stands in the list of sources, not over the quotations. `minuted check` reads it as
    Markdown: a backslash of the record stays doubled.
    """
    return re.sub(r"(\\\\)|\\([!-/:-@\[-`{-~])", r"\1\2", without_headings(markdown(body, site)))


def reference(short: str, whose: str, status: str, place: str) -> str:
    """Return what a citation is in full: “paragraph 45.2, Cabinet, Oak Council, 1 May 2024, draft minutes: /minutes/…”.

    short: the paragraph's label as readers see it. whose: as service/naming.py says it. place: its address.
    """
    return f"paragraph {short.removeprefix('¶')}, {_with_status(whose, status)}: {place}"


def citation_line(named: str, quote: str) -> str:
    """Return the line that cites a paragraph in a report, with the words that are quoted where there are any.

    named: what reference() returns. Words that would end their own quotation marks are left to the address.
    """
    # What stands between quotation marks beside an address is said to stand in that paragraph; a title does not.
    told = _MARKS.sub("", named)
    words = quote.replace("\\", "\\\\")
    return f"“{words}” ({told})" if quote and _BALANCED.fullmatch(quote) else told


_MARKS = re.compile(r"[“”„«»\"‘]")
_BALANCED = re.compile(r"[^“”]*(?:“[^“”]*”[^“”]*)*")


def pieces(body: AnswerBody, site: str, *, for_proof: bool = False) -> Iterator[str]:
    """Yield an answer as Markdown, sentence by sentence; joined, the pieces are the whole.

    site: put before the paths of addresses, such as "https://minutes.example.org"; "" for paths alone. for_proof: the
    question stands over the answer, and the digest of its paragraph beside each source, so that `minuted check` can
    tell what has changed.
    """
    if for_proof:
        # Words that do not ask could be taken for what the record says.
        yield f"# {escaped(body.question if asks(body.question) else f'{ASKED}{body.question}')}\n\n"
    if body.notice:
        yield f"{escaped(body.notice)}\n\n"
    yield f"{escaped(body.message)}\n"
    headings = _headings([sentence.citations for sentence in body.sentences] if body.mode == "quoted" else [])
    # The marks of the sentences so far are those that the whole answer has: they count in order.
    marks = _marks(_cited(body.sentences))
    for place, sentence in enumerate(body.sentences):
        yield headings.get(place, "") + _with_marks(sentence, marks, is_quoted=body.mode == "quoted")
    yield from after_sentences(body, site, for_proof=for_proof)


def last_of(sentences: Sequence[SentenceBody], *, is_quoted: bool) -> str:
    """Return the last of the sentences so far, with the marks of its paragraphs: those that the whole answer has.

    is_quoted: the words of the record are a quotation; a sentence that was written about them is none.
    """
    return _with_marks(sentences[-1], _marks(_cited(sentences)), is_quoted=is_quoted)


def _with_marks(sentence: SentenceBody, marks: Mapping[str, str], *, is_quoted: bool) -> str:
    of = " ".join(dict.fromkeys(f"[{marks[citation.paragraph_id]}]" for citation in sentence.citations))
    return f"\n{'> ' if is_quoted else ''}{escaped(sentence.text)} {of}\n"


def after_sentences(body: AnswerBody, site: str, *, for_proof: bool = False) -> Iterator[str]:
    """Yield what follows the sentences of an answer: where they come from, or what is nearest where there are none."""
    cited = _cited(body.sentences)
    marks = _marks(cited)
    if not cited:
        yield from _unused(body)
        yield from _nearest(body.evidence, site)
        return
    if body.mode != "quoted":
        yield "\nThe record says:\n"
        quotes = _quotes(body)
        headings = _headings([(citation,) for citation in quotes])
        for number, citation in enumerate(quotes):
            yield f"{headings.get(number, '')}\n> {escaped(citation.quote)} [{marks[citation.paragraph_id]}]\n"
    yield SOURCES
    for citation in cited:
        digest = f" (text {citation.digest})" if for_proof and citation.digest else ""
        place = site + address(citation.paragraph_id, None)
        named = reference(citation.label, escaped(citation.source), citation.minutes_status, place)
        yield f"- [{marks[citation.paragraph_id]}] {named}{digest}\n"
    yield f"\n{escaped(body.coverage)}\n"
    yield from _unused(body)
    if body.mode == "written":
        yield f"\nWritten by {escaped(str(body.made_by.get('llm', 'a language model')))}. {CHECKED}\n"


def _unused(body: AnswerBody) -> Iterator[str]:
    if body.unused_words:
        yield f"\n{escaped(body.unused_words)}\n"


def escaped(text: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line; unescaped() gives it back.

    Source: https://spec.commonmark.org/0.31.2/#backslash-escapes
    """
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", re.sub(r"[\\`*_\[\]<>~$&|]|^[#+=-]", r"\\\g<0>", text))


def unescaped(text: str) -> str:
    """Return what Markdown shows for a text with backslashes before its punctuation."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _cited(sentences: Sequence[SentenceBody]) -> list[CitationBody]:
    """Return the first citation of each paragraph, in the order of the sentences."""
    first: dict[str, CitationBody] = {}
    for sentence in sentences:
        for citation in sentence.citations:
            first.setdefault(citation.paragraph_id, citation)
    return list(first.values())


def _marks(cited: Sequence[CitationBody]) -> dict[str, str]:
    """Return a mark for each paragraph: its label, counted where several minutes have one of that label."""
    marks: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for one in cited:
        seen[one.label] += 1
        marks[one.paragraph_id] = one.label if seen[one.label] == 1 else f"{one.label} ({seen[one.label]})"
    return marks


def _quotes(body: AnswerBody) -> list[CitationBody]:
    """Return the citations of a written answer, each quotation of a paragraph once."""
    first: dict[tuple[str, str], CitationBody] = {}
    for sentence in body.sentences:
        for citation in sentence.citations:
            first.setdefault((citation.quote, citation.paragraph_id), citation)
    return list(first.values())


def _headings(cited: Sequence[Sequence[CitationBody]]) -> dict[int, str]:
    """Return what stands over each place where words of another meeting begin; nothing where all are of the same.

    cited: what the words at each place cite, the first of which says whose they are. Each item of a meeting may have
    minutes of its own, so that meetings are told apart by what is said of them.
    """
    whose = [_whose(citations[0]) if citations else "" for citations in cited]
    if len(set(whose)) < 2:
        return {}
    return {
        place: f"\n**{one}**\n" for place, one in enumerate(whose) if one and (not place or one != whose[place - 1])
    }


def without_headings(text: str) -> str:
    """Return an answer as Markdown without what stands over the words of each of several minutes."""
    return re.sub(r"^\n\*\*.+\*\*\n", "", text, flags=re.MULTILINE)


def _whose(citation: CitationBody) -> str:
    return _with_status(escaped(citation.source), citation.minutes_status)


def _with_status(whose: str, status: str) -> str:
    return f"{whose}, {status} minutes" if status != "unknown" else whose


def _nearest(evidence: Sequence[EvidenceBody], site: str) -> Iterator[str]:
    """Yield the paragraphs that are nearest to a question that they do not answer."""
    if evidence:
        yield "\nRelated, but does not answer:\n\n"
    for one in evidence[:NEAREST]:
        yield f"- {escaped(one.name)}: {site}{address(one.paragraph_id, None)}\n"
