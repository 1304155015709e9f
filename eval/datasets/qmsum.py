"""A QMSum file in, its speaker turns as documents with the questions about them out.

A line (or an entry of a JSON list) is a meeting: `meeting_transcripts` with `speaker` and `content`, and questions with
`relevant_text_span`, pairs of the first and last turn that answer, from 0, both inclusive.
Source: Zhong et al., QMSum, NAACL 2021, https://github.com/Yale-LILY/QMSum
"""

import json
from pathlib import Path
from typing import Any

from eval.datasets.beir import Beir, Document
from eval.datasets.lines import lines_of
from eval.errors import DataInvalid


def read_qmsum(path: Path) -> Beir:
    """Return the turns of the meetings of a file as documents `<file>_<n>/<turn>`, and their questions, grade 1 each.

    Questions about a whole meeting, which name no turns, are left out. Raises DataInvalid with the meeting that cannot
    be used.
    """
    documents: list[Document] = []
    questions: dict[str, str] = {}
    qrels: dict[str, dict[str, int]] = {}
    for number, (where, meeting) in enumerate(_meetings(path)):
        name = f"{path.name.partition('.')[0]}_{number}"
        try:
            turns = [(str(turn["speaker"]), str(turn["content"])) for turn in meeting["meeting_transcripts"]]
            asked = [(str(one["query"]), one["relevant_text_span"]) for one in meeting.get("specific_query_list", [])]
            spans = [[(int(first), int(last)) for first, last in answers] for _, answers in asked]
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise DataInvalid(
                f"{where} is no meeting of QMSum ({type(error).__name__}: {error}). Expected meeting_transcripts with "
                "speaker and content, and specific_query_list with query and relevant_text_span."
            ) from None
        documents += [Document(f"{name}/{place}", speaker, text) for place, (speaker, text) in enumerate(turns)]
        for place, ((question, _), answers) in enumerate(zip(asked, spans, strict=True)):
            judged = {f"{name}/{turn}": 1 for first, last in answers for turn in _turns(where, first, last, len(turns))}
            if judged:
                questions[f"{name}-q{place}"] = question
                qrels[f"{name}-q{place}"] = judged
    if not qrels:
        raise DataInvalid(f"'{path}' asks nothing about any turn. Give a file of QMSum with specific_query_list.")
    return Beir(tuple(documents), questions, qrels)


def _meetings(path: Path) -> list[tuple[str, Any]]:
    """Return the meetings of a file with their places: a JSON list, one JSON object, or one a line."""
    lines = list(lines_of(path))
    if not lines:
        return []
    try:
        whole = json.loads("\n".join(line for _, line in lines))
    except (ValueError, RecursionError) as error:
        if not _is_json(lines[0][1]):
            # Not a meeting a line: one JSON text over many lines, with a fault in one of them.
            raise DataInvalid(_no_json(lines[getattr(error, "lineno", 1) - 1][0], error)) from None
    else:
        entries = whole if isinstance(whole, list) else [whole]
        return [(f"{path.name}, meeting {number}", one) for number, one in enumerate(entries, 1)]
    found = []
    for where, line in lines:
        try:
            found.append((where, json.loads(line)))
        except (ValueError, RecursionError) as error:
            raise DataInvalid(_no_json(where, error)) from None
    return found


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _no_json(where: str, error: Exception) -> str:
    fault = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
    return f"{where} is not JSON ({fault}). Give a meeting a line, or one JSON list of them."


def _turns(where: str, first: int, last: int, turns: int) -> range:
    if not 0 <= first <= last < turns:
        raise DataInvalid(
            f"{where} is answered by the turns {first} to {last}, but the meeting has {turns}, from 0. "
            "Mend its relevant_text_span."
        )
    return range(first, last + 1)
