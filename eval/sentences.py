"""A set's `sentences.jsonl` in, which sentences of the paragraphs that answer its questions do so out.

A line is a question and a paragraph of its gold: `question`, `paragraph`, `digest` of the text that was judged, and
`answers` and `helps`, the numbers of sentences from 0, as `corpus/sentences.py` parts the text. A sentence of neither
is not to be quoted. A set without the file has no judged sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from corpus.minutes import Paragraph
from corpus.sentences import sentences
from eval.datasets.lines import is_there, lines_of
from eval.errors import QuestionsInvalid
from eval.questions import Digest, QuestionSet, told

FILE = "sentences.jsonl"
Number = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class JudgedSentences:
    """Which sentences of a paragraph answer a question, by their numbers from 0.

    answers: those that state what was asked or a part of it; () where the paragraph only helps. helps: those that are
    needed to understand these, or say more on exactly the point. digest: of the text that was judged. place: the file
    and line that it was read from, "" where it was not read from a set.
    """

    question: str
    paragraph: str
    digest: str
    answers: tuple[int, ...]
    helps: tuple[int, ...]
    place: str = ""


def read_sentences(folder: Path, questions: QuestionSet) -> tuple[JudgedSentences, ...]:
    """Return the judged sentences of a set in the order of their lines, () where its folder has none.

    Raises QuestionsInvalid with the line that cannot be used, or that judges what is no gold of the question.
    """
    path = folder / FILE
    if not is_there(path):
        return ()
    gold = {one.id: {each.paragraph for each in one.gold} for one in questions.questions}
    found: dict[tuple[str, str], JudgedSentences] = {}
    for where, line in lines_of(path):
        one = _judged(line, where)
        if one.question not in gold:
            raise QuestionsInvalid(
                f"{where} is of the question '{one.question}', which the set does not have. "
                "Mend the line, or take it out."
            )
        if one.paragraph not in gold[one.question]:
            raise QuestionsInvalid(
                f"{where} judges sentences of '{one.paragraph}', which does not answer the question '{one.question}'. "
                "Add it to the question's gold, or take the line out."
            )
        before = found.setdefault((one.question, one.paragraph), one)
        if before is not one:
            raise QuestionsInvalid(
                f"{where} judges '{one.paragraph}' for the question '{one.question}' again, after {before.place}. "
                "Keep one of the lines."
            )
    return tuple(found.values())


def check_sentences(judged: Sequence[JudgedSentences], paragraphs: Mapping[str, Paragraph]) -> None:
    """Raise QuestionsInvalid where a text is not the one judged, or has no sentence of a number.

    paragraphs: every paragraph of the collection, by id.
    """
    for one in judged:
        paragraph = paragraphs.get(one.paragraph)
        if paragraph is None:
            raise QuestionsInvalid(
                f"{one.place} judges sentences of '{one.paragraph}', which is not in the collection. Judge it again."
            )
        if paragraph.digest != one.digest:
            raise QuestionsInvalid(
                f"{one.place} was judged on another text of '{one.paragraph}' than the collection has. Judge it again."
            )
        count = len(sentences(paragraph.text))
        beyond = [number for number in (*one.answers, *one.helps) if number >= count]
        if beyond:
            raise QuestionsInvalid(
                f"{one.place} names sentence {beyond[0]} of '{one.paragraph}', which has {count}, counted from 0. "
                "Mend the number."
            )


def _judged(line: str, where: str) -> JudgedSentences:
    try:
        read = _LINE.validate_json(line)
    except ValidationError as error:
        raise QuestionsInvalid(
            f"{where} judges no sentences: {told(error)}. See CONTRIBUTING.md#judged-sentences."
        ) from None
    numbers = (*read.answers, *read.helps)
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice is not None:
        raise QuestionsInvalid(f"{where} names sentence {twice} twice. Keep it in answers or in helps, once.")
    return JudgedSentences(read.question, read.paragraph, read.digest, read.answers, read.helps, where)


@checked(frozen=True, slots=True, config=ConfigDict(extra="forbid", strict=True))
class _Line:
    question: str
    paragraph: str
    digest: Digest
    answers: tuple[Number, ...]
    helps: tuple[Number, ...]


_LINE = TypeAdapter(_Line)
