"""A question set in, checked Questions out.

A set is a folder with `questions.jsonl`, one question a line, and `set.toml`, which says what they are asked of.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from eval.datasets.lines import is_there, lines_of
from eval.errors import QuestionsInvalid, SetUnknown
from index.errors import ScopeInvalid
from index.scope import EVERYTHING, Scope

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
_STRICT = ConfigDict(extra="forbid", strict=True)
# Grades and digests, as CONTRIBUTING.md#a-question describes them.
Grade = Annotated[int, Field(ge=1, le=9)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


@checked(frozen=True, slots=True, config=_STRICT)
class Gold:
    """A paragraph that answers. grade: from 1, higher is better; 2 is needed for a full answer. digest: of its text."""

    paragraph: str
    grade: Grade
    digest: Digest


@checked(frozen=True, slots=True, config=_STRICT)
class Turn:
    """A question that was asked before in the same conversation, with the answer that was given."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the paragraphs that answer it, none where it is not answerable.

    scope: what the one who asks limited the search to. history: the turns before a follow-up, oldest first.
    standalone: a follow-up in a form that needs no history, "" for any other. any_of: sets of paragraphs each of which
    alone answers wholly; where there is none, every paragraph of grade 2 is needed. place: the file and line that it
    was read from, "" where it was not read from a set.
    """

    id: str
    question: str
    kind: Kind
    gold: tuple[Gold, ...]
    answerable: bool
    scope: Scope = EVERYTHING
    history: tuple[Turn, ...] = ()
    standalone: str = ""
    any_of: tuple[tuple[str, ...], ...] = ()
    notes: str = ""
    place: str = ""

    @property
    def asked(self) -> str:
        """The question in the form that needs no conversation."""
        return self.standalone or self.question


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with what they are asked of, in the order of their lines.

    corpus: "sample"; "shared": the folder that MINUTED_SHARED names; or the path of a folder of documents.
    """

    name: str
    corpus: str
    description: str
    questions: tuple[Question, ...]

    @property
    def answerable(self) -> tuple[Question, ...]:
        """Those that the minutes answer."""
        return tuple(question for question in self.questions if question.answerable)

    @property
    def fingerprint(self) -> str:
        """sha256 in hex of everything the questions say, judgements included, wherever they stand."""
        said = [asdict(replace(question, place="")) for question in self.questions]
        whole = json.dumps(said, default=str, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()


def set_names() -> list[str]:
    """Return the names of the question sets that Minuted brings, in alphabetical order."""
    return sorted(folder.name for folder in SETS.iterdir() if (folder / "questions.jsonl").is_file())


def folder_named(name: str) -> Path:
    """Return the folder of a question set that Minuted brings, by name, else the path that the name is."""
    return SETS / name if is_there(SETS / name / "questions.jsonl") else Path(name)


def load_set(name: str) -> QuestionSet:
    """Return a question set that Minuted brings, by name, or that of a folder, by its path.

    Raises SetUnknown, and QuestionsInvalid or DataInvalid with the file and line that cannot be used.
    """
    folder = folder_named(name)
    path = folder / "questions.jsonl"
    if not is_there(path):
        raise SetUnknown(
            f"there is no question set '{name}'. There are {', '.join(set_names())}; "
            "or give the path of a folder that holds questions.jsonl, or of a BEIR folder."
        )
    corpus, description = _about(folder)
    questions = [_question(line, where) for where, line in lines_of(path)]
    seen: dict[str, str] = {}
    for question in questions:
        if question.id in seen:
            raise QuestionsInvalid(
                f"{question.place} has the id '{question.id}' of {seen[question.id]}. Give it another."
            )
        seen[question.id] = question.place
    if not questions:
        raise QuestionsInvalid(f"{path} holds no question. Write one a line: see CONTRIBUTING.md#a-question.")
    return QuestionSet(folder.resolve().name, corpus, description, tuple(questions))


def check_gold(questions: QuestionSet, digests: Mapping[str, str]) -> None:
    """Raise QuestionsInvalid where a judged paragraph is not in the collection, or its text is not the one judged.

    digests: of every paragraph of the collection, by id.
    """
    for question in questions.questions:
        where = f"question '{question.id}' ({questions.name}, {question.place})"
        for gold in question.gold:
            if gold.paragraph not in digests:
                raise QuestionsInvalid(
                    f"{where} is answered by '{gold.paragraph}', which is not in the collection. Judge it again."
                )
            if gold.digest != digests[gold.paragraph]:
                raise QuestionsInvalid(
                    f"{where} was judged on another text of '{gold.paragraph}' than the collection has. Judge it again."
                )


def _about(folder: Path) -> tuple[str, str]:
    """Return what the questions of a folder are asked of, and what they are. A path is told from that folder."""
    path = folder / "set.toml"
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        corpus, description = str(about["corpus"]), str(about["description"])
    except (OSError, ValueError, KeyError) as error:
        raise QuestionsInvalid(
            f"'{path}' does not say what the questions are asked of ({type(error).__name__}: {error}). "
            'Write into it: corpus = "…" and description = "…".'
        ) from None
    return corpus if corpus in {"sample", "shared"} else str(folder / corpus), description


@checked(frozen=True, slots=True, config=_STRICT)
class _Scope:
    """The scope as a line gives it: days are written as in JSON."""

    council: str | None = None
    committee: str | None = None
    since: str | None = None
    until: str | None = None
    kinds: tuple[str, ...] = ()
    minutes_id: str | None = None


@checked(frozen=True, slots=True, config=_STRICT)
class _Line:
    id: Annotated[str, Field(min_length=1, pattern=r"^\S+$")]
    question: Annotated[str, Field(pattern=r"\w")]
    kind: Kind
    scope: _Scope
    history: tuple[Turn, ...]
    gold: tuple[Gold, ...]
    answerable: bool
    notes: str
    standalone: str = ""
    any_of: tuple[tuple[str, ...], ...] = ()


_LINE = TypeAdapter(_Line)


def _question(line: str, where: str) -> Question:
    try:
        read = _LINE.validate_json(line)
        scope = _scope(read.scope)
    except ValidationError as error:
        raise QuestionsInvalid(f"{where} is no question: {told(error)}. See CONTRIBUTING.md#a-question.") from None
    except ScopeInvalid as error:
        raise QuestionsInvalid(f"{where} has a scope that cannot be meant: {error}") from None
    graded = [gold.paragraph for gold in read.gold]
    if read.answerable and not graded:
        raise QuestionsInvalid(f"{where} is said to be answerable, but names no paragraph that answers it.")
    if graded and not read.answerable:
        raise QuestionsInvalid(f"{where} names a paragraph that answers it, but is said not to be answerable.")
    if len(set(graded)) < len(graded):
        twice = next(one for one in graded if graded.count(one) > 1)
        raise QuestionsInvalid(f"{where} grades '{twice}' twice. Keep one of the grades.")
    unknown = next((one for group in read.any_of for one in group if one not in graded), None)
    if unknown is not None:
        raise QuestionsInvalid(f"{where} has '{unknown}' in any_of, but gives it no grade. Add it to gold.")
    if not all(read.any_of):
        raise QuestionsInvalid(f"{where} has an empty list in any_of. Name paragraphs in it, or take it away.")
    return Question(
        id=read.id,
        question=read.question,
        kind=read.kind,
        gold=read.gold,
        answerable=read.answerable,
        scope=scope,
        history=read.history,
        standalone=read.standalone,
        any_of=read.any_of,
        notes=read.notes,
        place=where,
    )


def told(error: ValidationError) -> str:
    """Return what is wrong with a line of JSON, first fault only: `gold.0.grade is 'high' (…)`."""
    fault = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in fault["loc"])
    reason = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "json_invalid":
        return f"it is not JSON ({reason.removeprefix('Invalid JSON: ')})"
    if fault["type"] == "missing":
        return f"'{place}' is missing"
    shown = json.dumps(fault["input"], ensure_ascii=False, default=str)
    return (
        f"'{place}' is {shown[:80]} ({reason[:1].lower()}{reason[1:]})"
        if place
        else f"{reason[:1].lower()}{reason[1:]}"
    )


def _scope(read: _Scope) -> Scope:
    return Scope(
        council=read.council,
        committee=read.committee,
        since=_day(read.since),
        until=_day(read.until),
        kinds=read.kinds,
        minutes_id=read.minutes_id,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ScopeInvalid(f"'{text}' is no day. Write it as 2019-11-07.") from None
