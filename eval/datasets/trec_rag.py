"""TREC RAG's file of answers in, answers with their citations out; and the way back.

A line is a JSON object: `run_id`, `topic_id`, `topic`, `references` (ids of paragraphs) and `answer`, a list of
sentences with `text` and `citations`, which count places in `references` from 0. Minuted adds `status` and `strength`.
Source: https://trec-rag.github.io/annoucements/2024-track-guidelines/
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from eval.datasets.lines import lines_of, write_lines
from eval.errors import DataInvalid
from eval.questions import told


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of an answer with the ids of the paragraphs that it cites."""

    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a system answered to a question.

    references: the paragraphs it considered, best first. status: Minuted's word for the outcome; "" for a system that
    says none. strength: of the evidence, higher is stronger; None where nobody says.
    """

    question_id: str
    question: str
    sentences: tuple[CitedSentence, ...]
    references: tuple[str, ...]
    status: str = ""
    strength: float | None = None

    @property
    def is_silent(self) -> bool:
        """Whether the system declined to answer."""
        return not self.sentences


def write_answers(path: Path, answers: Sequence[GivenAnswer], *, run: str) -> None:
    """Write answers, one a line, in their order."""
    write_lines(path, (_line(answer, run) for answer in answers))


def read_answers(path: Path) -> list[GivenAnswer]:
    """Return the answers of a file, one to a question. Raises DataInvalid with the line that cannot be used."""
    found: dict[str, GivenAnswer] = {}
    for where, line in lines_of(path):
        try:
            read = _ANSWER.validate_json(line)
        except ValidationError as error:
            raise DataInvalid(
                f"{where} is no answer: {told(error)}. Expected TREC RAG's topic_id, topic, references and answer."
            ) from None
        topic = str(read.topic_id)
        if topic in found:
            raise DataInvalid(f"{where} answers '{topic}' a second time. Keep one of the lines.")
        beyond = next((one for part in read.answer for one in part.citations if one >= len(read.references)), None)
        if beyond is not None:
            raise DataInvalid(
                f"{where} cites reference {beyond}, but has {len(read.references)}, counted from 0. Mend it."
            )
        sentences = tuple(
            CitedSentence(part.text, tuple(read.references[one] for one in part.citations)) for part in read.answer
        )
        found[topic] = GivenAnswer(topic, read.topic, sentences, read.references, read.status, read.strength)
    if not found:
        raise DataInvalid(f"'{path}' holds no answer. Give a file with an answer a line.")
    return list(found.values())


def _line(answer: GivenAnswer, run: str) -> str:
    cited = [one for sentence in answer.sentences for one in sentence.citations]
    references = list(dict.fromkeys([*answer.references, *cited]))
    places = {identity: place for place, identity in enumerate(references)}
    whole = {
        "run_id": run,
        "topic_id": answer.question_id,
        "topic": answer.question,
        "references": references,
        "response_length": sum(len(sentence.text.split()) for sentence in answer.sentences),
        "answer": [
            {"text": sentence.text, "citations": [places[one] for one in sentence.citations]}
            for sentence in answer.sentences
        ],
        "status": answer.status,
        "strength": answer.strength,
    }
    return json.dumps(whole, ensure_ascii=False)


@checked(frozen=True, slots=True, config=ConfigDict(extra="ignore"))
class _Part:
    text: str
    citations: tuple[Annotated[int, Field(ge=0)], ...] = ()


@checked(frozen=True, slots=True, config=ConfigDict(extra="ignore", allow_inf_nan=False))
class _Answer:
    topic_id: str | int
    references: tuple[str, ...]
    answer: tuple[_Part, ...]
    topic: str = ""
    status: str = ""
    strength: float | None = None


_ANSWER = TypeAdapter(_Answer)
