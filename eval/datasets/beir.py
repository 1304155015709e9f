"""A BEIR folder in, its documents, questions and judgements out; and the way back.

`corpus.jsonl` and `queries.jsonl` hold a JSON object a line (`_id`, `text`, for documents also `title`),
`qrels/<split>.tsv` a head line and `question<TAB>document<TAB>grade`; any of them may be gzipped.
Source: https://github.com/beir-cellar/beir/wiki/Load-your-custom-dataset
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from eval.datasets.lines import is_there, lines_of, write_lines
from eval.datasets.trec import Qrels, whole_number
from eval.errors import DataInvalid
from eval.questions import told

SPLIT = "test"


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of text with its own id. title: "" where it has none."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Beir:
    """Documents in their order, questions by id, and the grades of documents by question."""

    documents: tuple[Document, ...]
    questions: Mapping[str, str]
    qrels: Qrels


def is_beir(folder: Path) -> bool:
    """Return whether a folder holds documents or questions as BEIR lays them out."""
    return any(_file(folder, name) is not None for name in ("corpus.jsonl", "queries.jsonl"))


def read_beir(folder: Path, *, split: str = SPLIT) -> Beir:
    """Return what a BEIR folder holds; questions that are not judged in the split are left out.

    Raises DataInvalid for a file that is missing, with the line that cannot be used, and for a judgement of a document
    or a question that is not there.
    """
    documents: dict[str, Document] = {}
    for where, line in lines_of(_needed(folder, "corpus.jsonl")):
        read = _json(where, line, _DOCUMENT)
        if read.identity in documents:
            raise DataInvalid(f"{where} has the id '{read.identity}' of an earlier document. Give it another.")
        documents[read.identity] = Document(read.identity, read.title, read.text)
    questions: dict[str, str] = {}
    for where, line in lines_of(_needed(folder, "queries.jsonl")):
        asked = _json(where, line, _QUERY)
        if asked.identity in questions:
            raise DataInvalid(f"{where} has the id '{asked.identity}' of an earlier question. Give it another.")
        questions[asked.identity] = asked.text
    qrels = _qrels(_needed(folder, f"qrels/{split}.tsv"), set(documents), set(questions))
    return Beir(tuple(documents.values()), {one: text for one, text in questions.items() if one in qrels}, qrels)


def write_beir(folder: Path, data: Beir, *, split: str = SPLIT) -> None:
    """Write a BEIR folder."""
    write_lines(folder / "corpus.jsonl", (_line(_id=one.id, title=one.title, text=one.text) for one in data.documents))
    write_lines(folder / "queries.jsonl", (_line(_id=one, text=text) for one, text in data.questions.items()))
    judged = (f"{one}\t{document}\t{grade}" for one, of in data.qrels.items() for document, grade in of.items())
    write_lines(folder / "qrels" / f"{split}.tsv", ["query-id\tcorpus-id\tscore", *judged])


def _qrels(path: Path, documents: set[str], questions: set[str]) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for place, (where, line) in enumerate(lines_of(path)):
        columns = line.split("\t")
        if place == 0 and columns[-1].strip() == "score":
            continue
        if len(columns) != 3:
            raise DataInvalid(
                f"{where} has {len(columns)} column{'' if len(columns) == 1 else 's'}, expected 3 (question, document, "
                "grade), parted by tabs."
            )
        question, document, grade = (column.strip() for column in columns)
        for identity, known, what in ((question, questions, "question"), (document, documents, "document")):
            if identity not in known:
                raise DataInvalid(f"{where} judges the {what} '{identity}', which is not in the folder.")
        if document in qrels.setdefault(question, {}):
            raise DataInvalid(f"{where} judges '{document}' for '{question}' a second time. Keep one of the lines.")
        qrels[question][document] = whole_number(where, grade, "grade")
    if not qrels:
        raise DataInvalid(f"'{path}' holds no judgement. Without any, there is nothing to measure.")
    return qrels


@checked(frozen=True, slots=True, config=ConfigDict(extra="ignore", strict=True))
class _Query:
    identity: Annotated[str, Field(alias="_id", min_length=1, pattern=r"^\S+$")]
    text: Annotated[str, Field(pattern=r"\w")]


@checked(frozen=True, slots=True, config=ConfigDict(extra="ignore", strict=True))
class _Document:
    identity: Annotated[str, Field(alias="_id", min_length=1, pattern=r"^\S+$")]
    text: str
    title: str = ""


_QUERY, _DOCUMENT = TypeAdapter(_Query), TypeAdapter(_Document)
_Row = TypeVar("_Row")


def _json(where: str, line: str, of: TypeAdapter[_Row]) -> _Row:
    try:
        return of.validate_json(line)
    except ValidationError as error:
        raise DataInvalid(
            f"{where} cannot be used: {told(error)}. A line is a JSON object with _id and text."
        ) from None


def _line(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False)


def _file(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / name, folder / f"{name}.gz") if is_there(path)), None)


def _needed(folder: Path, name: str) -> Path:
    path = _file(folder, name)
    if path is None:
        raise DataInvalid(
            f"'{folder}' has no {name}. A BEIR folder holds corpus.jsonl, queries.jsonl and qrels/{SPLIT}.tsv."
        )
    return path


def paragraphs_of(documents: Iterable[Document]) -> dict[str, list[tuple[str, Document]]]:
    """Return documents by the minutes that they become, each with its fragment.

    Ids such as `meeting/12` and `meeting#12` say that documents follow one another in one meeting; any other document
    becomes minutes of one paragraph. A fragment is the place in the meeting, from 1: `p1`.
    """
    groups: dict[str, list[tuple[int, str, Document]]] = {}
    for document in documents:
        before, mark, last = document.id.rpartition("/") if "/" in document.id else document.id.rpartition("#")
        follows = bool(mark and before and last.isdecimal())
        group, number = (before, int(last)) if follows else (document.id, 0)
        groups.setdefault(group, []).append((number, document.id, document))
    return {
        group: [(f"p{place}", document) for place, (_, _, document) in enumerate(sorted(of, key=lambda o: o[:2]), 1)]
        for group, of in groups.items()
    }
