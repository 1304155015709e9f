"""TREC's files of judgements and of rankings in, plain mappings out; and the way back.

qrels: `question iteration paragraph grade`. run: `question Q0 paragraph rank score tag`. Columns are parted by white
space, so that an id holds none.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from eval.datasets.lines import lines_of, write_lines
from eval.errors import DataInvalid

_LARGEST = float(np.finfo(np.float32).max)
# Grades by paragraph, by question.
Qrels = Mapping[str, Mapping[str, int]]
# (paragraph id, score), best first, by question.
Rankings = Mapping[str, Sequence[tuple[str, float]]]


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Return the judgements of a file, `.gz` too. Raises DataInvalid with the line that cannot be used."""
    qrels: dict[str, dict[str, int]] = {}
    for where, line in lines_of(path):
        columns = line.split()
        if len(columns) != 4:
            raise DataInvalid(_columns(where, len(columns), "4 (question, 0, paragraph, grade)"))
        question, _, paragraph, grade = columns
        judged = qrels.setdefault(question, {})
        if paragraph in judged:
            raise DataInvalid(f"{where} judges '{paragraph}' for '{question}' a second time. Keep one of the lines.")
        judged[paragraph] = whole_number(where, grade, "grade")
    if not qrels:
        raise DataInvalid(f"'{path}' holds no judgement. Without any, there is nothing to measure.")
    return qrels


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgements, questions and paragraphs in their order."""
    write_lines(
        path,
        (
            f"{question} 0 {paragraph} {grade}"
            for question, judged in qrels.items()
            for paragraph, grade in judged.items()
        ),
    )


def read_rankings(path: Path, *, empty: bool = False) -> dict[str, list[tuple[str, float]]]:
    """Return the rankings of a run file, `.gz` too, as trec_eval orders them.

    empty: whether a file without any is as it should be. Raises DataInvalid with the line.
    """
    found: dict[str, list[tuple[str, float]]] = {}
    seen: set[tuple[str, str]] = set()
    for where, line in lines_of(path):
        columns = line.split()
        if len(columns) != 6:
            raise DataInvalid(_columns(where, len(columns), "6 (question, Q0, paragraph, rank, score, tag)"))
        question, _, paragraph, rank, score, _ = columns
        whole_number(where, rank, "rank")
        if (question, paragraph) in seen:
            raise DataInvalid(f"{where} ranks '{paragraph}' for '{question}' a second time. Keep one of the lines.")
        seen.add((question, paragraph))
        found.setdefault(question, []).append((paragraph, _number(where, score)))
    if not found and not empty:
        raise DataInvalid(f"'{path}' ranks nothing. Give a run file with a line for each paragraph found.")
    return {question: in_order(hits) for question, hits in found.items()}


def write_rankings(path: Path, rankings: Rankings, *, tag: str) -> None:
    """Write a run file in which no two scores of a question are equal, so that every tool keeps the order given.

    Scores are 32-bit floats, as trec_eval reads them; one that would equal the one before is the next smaller.
    """
    lines = []
    for question, hits in rankings.items():
        for rank, (paragraph, score) in enumerate(falling(hits), start=1):
            lines.append(f"{question} Q0 {paragraph} {rank} {score!s} {tag}")
    write_lines(path, lines)


def in_order(hits: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return hits as trec_eval orders them: by 32-bit score, ties by id, both falling.

    Source: trec_eval, form_res_rels.c, comp_sim_docno.
    """
    return sorted(hits, key=lambda hit: (_single(hit[1]), hit[0]), reverse=True)


def falling(hits: Sequence[tuple[str, float]]) -> list[tuple[str, np.float32]]:
    """Return hits in their order with 32-bit scores that fall strictly."""
    fallen: list[tuple[str, np.float32]] = []
    for paragraph, score in hits:
        small = _single(score)
        if fallen and small >= fallen[-1][1]:
            small = np.nextafter(fallen[-1][1], np.float32(-np.inf))
        fallen.append((paragraph, small))
    return fallen


def _single(score: float) -> np.float32:
    """Return a score as a 32-bit float; those that are too large for it are alike, as for trec_eval."""
    return np.float32(min(max(score, -_LARGEST), _LARGEST))


def whole_number(where: str, text: str, what: str) -> int:
    """Return a whole number. where, what: for the message of DataInvalid, raised where it is none."""
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise DataInvalid(f"{where} gives the {what} '{text}', which is no whole number. Mend the line.")
    return int(text)


def _number(where: str, text: str) -> float:
    # float() also takes `1_0`, `nan` and `inf`.
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        raise DataInvalid(f"{where} gives the score '{text}', which is no number. Mend the line.")
    return float(text)


def _columns(where: str, found: int, expected: str) -> str:
    return f"{where} has {found} column{'' if found == 1 else 's'}, expected {expected}, parted by white space."
