"""TREC RAG's file of answers in, answers with their citations out; and the way back.

A line is a JSON object: `run_id`, `topic_id`, `topic`, `references` (ids of paragraphs) and `answer`, a list of
sentences with `text` and `citations`, which count places in `references` from 0. Minuted adds `status` and `strength`.
Both forms of 2025 are read too: `narrative_id` and `narrative` in place of the topic's, and citations that are ids
themselves, without references.
Sources: https://trec-rag.github.io/annoucements/2024-track-guidelines/, …/2025-track-guidelines/
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, AliasPath, ConfigDict, Field, StrictInt, StrictStr, TypeAdapter, ValidationError
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
        sentences = tuple(CitedSentence(part.text, _cited(where, read, part)) for part in read.answer)
        references = tuple(dict.fromkeys(read.references or [one for of in sentences for one in of.citations]))
        found[topic] = GivenAnswer(topic, read.topic, sentences, references, read.status, read.strength)
    if not found:
        raise DataInvalid(f"'{path}' holds no answer. Give a file with an answer a line.")
    return list(found.values())


def rankings_of(answers: Sequence[GivenAnswer]) -> dict[str, list[tuple[str, float]]]:
    """Return the references of each answer as a ranking, scored by their places; an answer without any has none."""
    return {
        one.question_id: [
            (paragraph, float(len(one.references) - place)) for place, paragraph in enumerate(one.references)
        ]
        for one in answers
        if one.references
    }


def _cited(where: str, read: "_Answer", part: "_Part") -> tuple[str, ...]:
    """Return the ids that a sentence cites. Raises DataInvalid for one that is not among the references."""
    found = []
    for one in part.citations:
        if isinstance(one, int):
            if not 0 <= one < len(read.references):
                raise DataInvalid(
                    f"{where} cites reference {one}, but has {len(read.references)}, counted from 0. Mend it."
                )
            found.append(read.references[one])
        elif read.references and one not in read.references:
            raise DataInvalid(f"{where} cites '{one}', which is not among its references. Mend it.")
        else:
            found.append(one)
    return tuple(found)


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


# An id with a space in it could stand in no TREC file.
_Id = Annotated[StrictStr, Field(pattern=r"^\S+$")]


@checked(frozen=True, slots=True, config=ConfigDict(extra="ignore"))
class _Part:
    text: str
    citations: tuple[StrictInt | _Id, ...] = ()


def _named(*names: str) -> AliasChoices:
    """Return where a value is looked for: under each of the names, then among the metadata."""
    return AliasChoices(*names, *(AliasPath("metadata", name) for name in names))


@checked(frozen=True, slots=True, config=ConfigDict(extra="ignore", allow_inf_nan=False))
class _Answer:
    topic_id: Annotated[_Id | StrictInt, Field(validation_alias=_named("topic_id", "narrative_id"))]
    answer: tuple[_Part, ...]
    references: tuple[_Id, ...] = ()
    topic: Annotated[str, Field(validation_alias=_named("topic", "narrative"))] = ""
    status: str = ""
    strength: float | None = None


_ANSWER = TypeAdapter(_Answer)
