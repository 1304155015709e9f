"""A question set in, checked Questions out.

A set is a folder with `questions.jsonl`, one question a line, and `set.toml`, which says what they are asked of.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from eval.errors import QuestionsInvalid, SetUnknown

Kind = Literal[
    "lookup",
    "paraphrase",
    "acronym",
    "reference",
    "list",
    "comparison",
    "decision",
    "action",
    "who",
    "when",
    "follow-up",
    "typo",
    "unanswerable",
]
KINDS: tuple[str, ...] = get_args(Kind)
SETS = Path(__file__).parent / "sets"


@dataclass(frozen=True, slots=True)
class Gold:
    """A paragraph that answers. grade: from 1, higher is better. digest: of the text that was judged."""

    paragraph: str
    grade: int
    digest: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the paragraphs that answer it, none where it is not answerable.

    minutes_id: the minutes it is asked of, None for all.
    """

    id: str
    question: str
    kind: Kind
    gold: tuple[Gold, ...]
    answerable: bool
    minutes_id: str | None
    notes: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with what they are asked of. corpus: "sample", or "shared": the folder that MINUTED_SHARED names."""

    name: str
    corpus: str
    description: str
    questions: tuple[Question, ...]


def set_names() -> list[str]:
    """Return the names of the question sets that Minuted brings, in alphabetical order."""
    return sorted(folder.name for folder in SETS.iterdir() if (folder / "questions.jsonl").is_file())


def load_set(name: str) -> QuestionSet:
    """Return a question set by name. Raises SetUnknown, and QuestionsInvalid with the line that cannot be used."""
    folder = SETS / name
    if not (folder / "questions.jsonl").is_file():
        raise SetUnknown(f"there is no question set '{name}'. There are {', '.join(set_names())}.")
    about = tomllib.loads((folder / "set.toml").read_text(encoding="utf-8"))
    path = folder / "questions.jsonl"
    questions = [_question(line, f"{path.name}:{number}") for number, line in enumerate(_lines(path), start=1)]
    seen: set[str] = set()
    for number, question in enumerate(questions, start=1):
        if question.id in seen:
            raise QuestionsInvalid(
                f"{path.name}:{number} has the id '{question.id}' of an earlier line. Give it another."
            )
        seen.add(question.id)
    return QuestionSet(name, about["corpus"], about["description"], tuple(questions))


def check_gold(questions: QuestionSet, digests: Mapping[str, str]) -> None:
    """Raise QuestionsInvalid where a judged paragraph is not in the collection, or its text is not the one judged.

    digests: of every paragraph of the collection, by id.
    """
    for number, question in enumerate(questions.questions, start=1):
        for gold in question.gold:
            where = f"question '{question.id}' ({questions.name}, line {number})"
            if gold.paragraph not in digests:
                raise QuestionsInvalid(
                    f"{where} is answered by '{gold.paragraph}', which is not in the collection. Judge it again."
                )
            if gold.digest != digests[gold.paragraph]:
                raise QuestionsInvalid(
                    f"{where} was judged on another text of '{gold.paragraph}' than the collection has. Judge it again."
                )


def _lines(path: Path) -> list[str]:
    # str.splitlines would also cut at a line separator (U+2028) inside a question.
    with path.open(encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def _question(line: str, where: str) -> Question:
    try:
        read: dict[str, Any] = json.loads(line)
        gold = tuple(Gold(one["paragraph"], int(one["grade"]), one["digest"]) for one in read["gold"])
        question = Question(
            id=read["id"],
            question=read["question"],
            kind=read["kind"],
            gold=gold,
            answerable=bool(read["answerable"]),
            minutes_id=read["scope"].get("minutes_id"),
            notes=read["notes"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionsInvalid(
            f"{where} is no question ({type(error).__name__}: {error}). See CONTRIBUTING.md#a-question."
        ) from None
    if question.kind not in KINDS:
        raise QuestionsInvalid(f"{where} is of kind '{question.kind}'. The kinds are {', '.join(KINDS)}.")
    if question.answerable and not question.gold:
        raise QuestionsInvalid(f"{where} is said to be answerable, but names no paragraph that answers it.")
    if question.gold and not question.answerable:
        raise QuestionsInvalid(f"{where} names a paragraph that answers it, but is said not to be answerable.")
    for one in question.gold:
        if one.grade < 1:
            raise QuestionsInvalid(
                f"{where} gives '{one.paragraph}' the grade {one.grade}, but grades count from 1. "
                "Leave out what does not answer."
            )
    return question
