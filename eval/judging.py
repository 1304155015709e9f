"""Judgements of question and paragraph in, how far judges agree out; and runs in, the pool that is to be judged out.

A judge's file is `judges/<name>.jsonl` beside the questions, a line for each pair: `question`, `paragraph`, `grade` (0
does not answer, 1 helps, 2 answers or is needed) and `digest` of the text that was judged. A later line replaces an
earlier one.
"""

import json
import random
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from eval.datasets.lines import lines_of
from eval.errors import DataInvalid, EvaluationError
from eval.questions import Digest, QuestionSet, told
from eval.runs import Run

GRADES = (0, 1, 2)
DEPTH = 5
Pair = tuple[str, str]


@checked(frozen=True, slots=True, config=ConfigDict(extra="forbid", strict=True))
class Judgement:
    """What a judge found of one paragraph for one question."""

    question: str
    paragraph: str
    grade: Annotated[int, Field(ge=0, le=2)]
    digest: Digest


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two judges agree on the pairs that both have judged.

    same: share of pairs with the same grade. kappa: Cohen's, over the three grades; weighted: the same with a
    difference of two grades counted twice as bad as of one; answers: over whether a paragraph answers or helps at all,
    None where a judge gave the same for every pair. Kappas are 1 for full agreement and 0 for what chance would give.
    table[a][b]: pairs that the first gave a and the second b.
    """

    pairs: int
    same: float
    kappa: float
    weighted: float
    answers: float | None
    table: tuple[tuple[int, ...], ...]


def judges_of(folder: Path) -> dict[str, Path]:
    """Return the files of the judges of a question set, by name, in alphabetical order."""
    return {path.stem: path for path in sorted((folder / "judges").glob("*.jsonl"))}


def read_judgements(
    path: Path, *, questions: Container[str] | None = None, paragraphs: Container[str] | None = None
) -> dict[Pair, Judgement]:
    """Return a judge's judgements by question and paragraph.

    questions, paragraphs: the ids that there are, None where that is not looked at. Raises DataInvalid with the line
    that cannot be used, or that names another id.
    """
    found: dict[Pair, Judgement] = {}
    for where, line in lines_of(path):
        try:
            one = _JUDGEMENT.validate_json(line)
        except ValidationError as error:
            raise DataInvalid(f"{where} is no judgement: {told(error)}. Mend the line, or take it out.") from None
        for identity, known, what in ((one.question, questions, "question"), (one.paragraph, paragraphs, "paragraph")):
            if known is not None and identity not in known:
                raise DataInvalid(
                    f"{where} judges the {what} '{identity}', which the set does not have. "
                    "Mend the line, or take it out."
                )
        found[one.question, one.paragraph] = one
    return found


def qrels_of(judgements: Mapping[Pair, Judgement]) -> dict[str, dict[str, int]]:
    """Return judgements as grades of paragraphs by question, in their order."""
    qrels: dict[str, dict[str, int]] = {}
    for one in judgements.values():
        qrels.setdefault(one.question, {})[one.paragraph] = one.grade
    return qrels


def add_judgement(path: Path, judgement: Judgement) -> None:
    """Add a judgement to a judge's file, at once, so that nothing is lost when the judge stops."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(judgement), ensure_ascii=False) + "\n")
    except OSError as error:
        raise EvaluationError(
            f"the judgement could not be written to '{path}' ({error.strerror}). Check who may write there."
        ) from None


def pool(
    questions: QuestionSet, runs: Sequence[Run], *, depth: int, known: Iterable[Pair] = ()
) -> dict[str, list[str]]:
    """Return the paragraphs to judge for each question: the first of every run, and those that are judged already.

    Their order tells nothing of ranks or runs, and is the same each time.
    """
    pooled: dict[str, set[str]] = {one.id: {gold.paragraph for gold in one.gold} for one in questions.questions}
    for question, paragraph in known:
        pooled.setdefault(question, set()).add(paragraph)
    for run in runs:
        for question, hits in run.rankings.items():
            pooled.setdefault(question, set()).update(paragraph for paragraph, _ in hits[:depth])
    asked = {one.id for one in questions.questions}
    return {
        question: random.Random(question).sample(sorted(of), len(of))  # noqa: S311 - an order, not a secret
        for question, of in pooled.items()
        if question in asked
    }


def agreement(first: Mapping[Pair, Judgement], second: Mapping[Pair, Judgement]) -> Agreement:
    """Return how far two judges agree. Raises EvaluationError where they have judged nothing in common."""
    both = sorted(set(first) & set(second))
    if not both:
        raise EvaluationError("the two judges have no pair in common, so that nothing can be said of their agreement.")
    grades = [(first[pair].grade, second[pair].grade) for pair in both]
    binary = [(int(a > 0), int(b > 0)) for a, b in grades]
    # Who graded only what answers said nothing of what does not: against such a judge every other agrees as by chance.
    is_told = all(len({pair[judge] for pair in binary}) == 2 for judge in (0, 1))
    return Agreement(
        pairs=len(both),
        same=sum(a == b for a, b in grades) / len(both),
        kappa=kappa(grades, weighted=False),
        weighted=kappa(grades, weighted=True),
        answers=kappa(binary, weighted=False) if is_told else None,
        table=tuple(tuple(grades.count((a, b)) for b in GRADES) for a in GRADES),
    )


def kappa(grades: Sequence[tuple[int, int]], *, weighted: bool) -> float:
    """Return Cohen's kappa of pairs of grades: 1 - observed disagreement / disagreement by chance.

    weighted: a disagreement counts as the difference of the grades, else as 1. 1 where neither judge ever differs.
    Source: Cohen, Educational and Psychological Measurement 20 (1960) 37-46; Psychological Bulletin 70 (1968) 213-220.
    """
    count = len(grades)
    of_first = {grade: sum(a == grade for a, _ in grades) / count for grade in GRADES}
    of_second = {grade: sum(b == grade for _, b in grades) / count for grade in GRADES}

    def apart(a: int, b: int) -> float:
        return float(abs(a - b)) if weighted else float(a != b)

    observed = sum(apart(a, b) for a, b in grades) / count
    by_chance = sum(of_first[a] * of_second[b] * apart(a, b) for a in GRADES for b in GRADES)
    return 1.0 if by_chance == 0 else 1 - observed / by_chance


def disagreements(
    first: Mapping[Pair, Judgement], second: Mapping[Pair, Judgement]
) -> list[tuple[Judgement, Judgement]]:
    """Return the pairs that two judges graded differently, the furthest apart first."""
    both = [(first[pair], second[pair]) for pair in sorted(set(first) & set(second))]
    apart = [pair for pair in both if pair[0].grade != pair[1].grade]
    return sorted(apart, key=lambda pair: -abs(pair[0].grade - pair[1].grade))


_JUDGEMENT = TypeAdapter(Judgement)
