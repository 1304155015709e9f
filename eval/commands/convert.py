"""`minuted-eval convert`: what one format of the field holds, written in another."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import Json, bench_for, done
from eval.corpora import Benchmark, load_benchmark
from eval.datasets.beir import Beir, Document, is_beir, read_beir, write_beir
from eval.datasets.qmsum import read_qmsum
from eval.datasets.trec import Qrels, read_rankings, write_qrels, write_rankings
from eval.errors import EvaluationError
from eval.runs import name_of


def convert(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A question set, a BEIR folder, a QMSum file or a run file.")
    ],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="The folder or file to write; .gz packs a file.")],
    *,
    to: Annotated[str, typer.Option(help="beir (a folder), qrels (a TREC file of judgements) or run (a TREC run).")],
    json: Json = False,
) -> None:
    """Write what a source holds in another format: questions and judgements as BEIR or qrels, a run as a run.

    A question set becomes a BEIR folder whose documents are the paragraphs of its minutes, under their own ids.
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
    qrels = _questions(source).qrels
    write_qrels(target, qrels)
    return {"judgements": _count(qrels), "questions": len(qrels)}


def _run(source: str, target: Path) -> dict[str, int]:
    rankings = read_rankings(Path(source))
    write_rankings(target, rankings, tag=name_of(target))
    return {"rankings": len(rankings)}


def _count(qrels: Qrels) -> int:
    return sum(len(judged) for judged in qrels.values())


# What writes each format, and says how many of what it wrote.
TARGETS: Mapping[str, Callable[[str, Path], dict[str, int]]] = {"beir": _beir, "qrels": _qrels, "run": _run}


def _questions(source: str) -> Beir:
    """Return the documents, questions and judgements of a source: a set, a BEIR folder or a file of QMSum."""
    path = Path(source)
    if path.is_file():
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
