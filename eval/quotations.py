"""An answer and the judged sentences of its question in, the shares of what it quotes and of what it should quote out.

Only paragraphs whose sentences are judged count: of the others nobody has said which sentences are worth quoting. A
sentence is quoted where an answer that cites its paragraph has the whole of it, or a part of it of four words or more
and nothing else, between two ellipses; case and white space do not count. Fewer words stand in many sentences ("the
fund"), and what is said in other words quotes nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.minutes import fold
from corpus.sentences import sentences
from eval.datasets.trec_rag import GivenAnswer
from eval.sentences import JudgedSentences

ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")

# Of a part of a sentence that is quoted from it.
FEWEST_WORDS = 4


def sentence_precision(given: GivenAnswer, judged: Iterable[JudgedSentences], texts: Mapping[str, str]) -> float | None:
    """Return the share of the sentences quoted from judged paragraphs that answer or help; None where none is quoted.

    judged: of the answer's question. texts: of the paragraphs, by id.
    """
    quoted = answering = 0
    for one in judged:
        numbers = quoted_numbers(given, one.paragraph, texts)
        quoted += len(numbers)
        answering += len(numbers & {*one.answers, *one.helps})
    return answering / quoted if quoted else None


def sentence_recall(given: GivenAnswer, judged: Iterable[JudgedSentences], texts: Mapping[str, str]) -> float | None:
    """Return the share of the sentences that answer, in the judged paragraphs cited, that are quoted; None without any.

    judged: of the answer's question. texts: of the paragraphs, by id.
    """
    cited = {citation for sentence in given.sentences for citation in sentence.citations}
    answering = quoted = 0
    for one in judged:
        if one.paragraph in cited:
            answering += len(one.answers)
            quoted += len(quoted_numbers(given, one.paragraph, texts) & {*one.answers})
    return quoted / answering if answering else None


def quoted_numbers(given: GivenAnswer, paragraph: str, texts: Mapping[str, str]) -> set[int]:
    """Return the numbers of the sentences of a paragraph that an answer quotes, from 0."""
    text = texts.get(paragraph, "")
    pieces = [
        piece for sentence in given.sentences if paragraph in sentence.citations for piece in pieces_of(sentence.text)
    ]
    said = [fold(text[start:end]).casefold() for start, end in sentences(text)]
    return {number for number, one in enumerate(said) if any(_is_quoted(one, piece) for piece in pieces)}


def _is_quoted(sentence: str, piece: str) -> bool:
    """Return whether a piece has the whole of a sentence, or enough words of it, from word to word."""
    if _holds(piece, sentence) or _unmarked(piece) == _unmarked(sentence) != "":
        return True
    return sum(any(map(str.isalnum, word)) for word in piece.split()) >= FEWEST_WORDS and _holds(sentence, piece)


def _holds(text: str, words: str) -> bool:
    # Most are not there at all, and looking costs less than making the pattern.
    return words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _unmarked(text: str) -> str:
    """Return a text without the marks around it: a quotation may leave out the full stop."""
    return re.sub(r"^\W+|\W+$", "", text)


def pieces_of(sentence: str) -> Sequence[str]:
    """Return the pieces of a sentence that are parted by ellipses, without case and with single blanks."""
    return [piece for part in ELLIPSIS.split(sentence) if (piece := fold(part).casefold())]
