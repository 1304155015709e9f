"""`minuted-eval convert`: what one format of the field holds, written in another."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import Json, bench_for, done
from eval.corpora import Benchmark, load_benchmark
from eval.datasets.beir import Beir, Document, is_beir, read_beir, write_beir
from eval.datasets.held import Held, held_by
from eval.datasets.lines import is_there
from eval.datasets.qmsum import read_qmsum
from eval.datasets.trec import Qrels, read_qrels, read_rankings, write_qrels, write_rankings
from eval.datasets.trec_rag import rankings_of, read_answers, write_answers
from eval.errors import EvaluationError
from eval.judging import qrels_of, read_judgements
from eval.questions import set_names
from eval.runs import name_of


def convert(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A question set, a BEIR folder, or a file: a TREC run, judgements, answers, QMSum; .gz too.",
        ),
    ],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="The folder or file to write; .gz packs a file.")],
    *,
    to: Annotated[
        str,
        typer.Option(
            help="beir (a folder), qrels (TREC judgements), run (a TREC run) or answers (TREC RAG's, of 2024)."
        ),
    ],
    json: Json = False,
) -> None:
    """Write what a source holds in another format.

    Questions with judgements become a BEIR folder or qrels; judgements and a judge's grades qrels; a run a run; answers
    answers, or a run of what each of them refers to, in its order. A question set becomes a BEIR folder whose documents
    are the paragraphs of its minutes, under their own ids. Runs and answers are named for the file they are written to.
    """
    if to not in TARGETS:
        raise EvaluationError(f"there is no format '{to}'. Choose one of {', '.join(TARGETS)}.")
    if target.exists() and not (to == "beir" and target.is_dir() and not any(target.iterdir())):
        raise EvaluationError(f"'{target}' is there already. Name another target, or remove it.")
    held = TARGETS[to](source, target)
    said = " and ".join(f"{count} {what}" for what, count in held.items())
    done({"wrote": str(target), **held}, f"wrote {said} to '{target}'", json=json)


def _beir(source: str, target: Path) -> dict[str, int]:
    data = _questions(source)
    write_beir(target, data)
    return {"documents": len(data.documents), "questions": len(data.questions), "judgements": _count(data.qrels)}


def _qrels(source: str, target: Path) -> dict[str, int]:
    path = Path(source)
    held = held_by(path) if is_there(path) else ""
    qrels: Qrels
    if held == "grades":
        qrels = qrels_of(read_judgements(path))
    else:
        qrels = read_qrels(path) if held == "judgements" else _questions(source).qrels
    write_qrels(target, qrels)
    return {"judgements": _count(qrels), "questions": len(qrels)}


def _run(source: str, target: Path) -> dict[str, int]:
    path = _file(source, "run", "rankings", "answers")
    if held_by(path) == "rankings":
        rankings = read_rankings(path)
    else:
        rankings = rankings_of(read_answers(path))
        if not rankings:
            raise EvaluationError(
                f"no answer of '{path}' has a reference, so that nothing is ranked. Give another file."
            )
    write_rankings(target, rankings, tag=name_of(target))
    return {"rankings": len(rankings)}


def _answers(source: str, target: Path) -> dict[str, int]:
    answers = read_answers(_file(source, "answers", "answers"))
    write_answers(target, answers, run=name_of(target))
    return {"answers": len(answers)}


def _file(source: str, to: str, *needed: Held) -> Path:
    """Return the path of a file that holds one of what is needed. Raises EvaluationError for any other source."""
    path = Path(source)
    held = held_by(path) if is_there(path) else "questions" if path.is_dir() or source in set_names() else ""
    if not held:
        raise EvaluationError(f"there is no file '{source}'. Check the path.")
    if held not in needed:
        raise EvaluationError(
            f"'{source}' holds {held}, which make no {to}. Give {' or '.join(needed)}; "
            "minuted-eval run SET --out FOLDER makes both from questions."
        )
    return path


def _count(qrels: Qrels) -> int:
    return sum(len(judged) for judged in qrels.values())


# What writes each format, and says how many of what it wrote.
TARGETS: Mapping[str, Callable[[str, Path], dict[str, int]]] = {
    "beir": _beir,
    "qrels": _qrels,
    "run": _run,
    "answers": _answers,
}


def _questions(source: str) -> Beir:
    """Return the documents, questions and judgements of a source: a set, a BEIR folder or a file of QMSum."""
    path = Path(source)
    if is_there(path):
        held = held_by(path)
        if held != "meetings":
            raise EvaluationError(
                f"'{source}' holds {held}, which say neither questions nor judgements of them. Give a question set, "
                "a BEIR folder or a file of QMSum."
            )
        return read_qmsum(path)
    return read_beir(path) if is_beir(path) else _of_set(load_benchmark(source))


def _of_set(benchmark: Benchmark) -> Beir:
    """Return a question set with the paragraphs of its minutes as documents; an item's title is their title."""
    with bench_for(benchmark, model="hashed-words", silent=True) as bench:
        documents = tuple(
            Document(paragraph.id, item.title or whole.title, f"{paragraph.label} {paragraph.text}".strip())
            for whole in bench.whole
            for item in whole.items
            for paragraph in item.paragraphs
        )
    asked = {one.id: one.asked for one in benchmark.questions.answerable}
    return Beir(documents, asked, benchmark.qrels)
