"""`minuted-eval validate`: question sets and files of the field checked, without changing anything."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import ERRORS, OUT, Json, as_json, bench_for
from eval.corpora import load_benchmark
from eval.datasets.beir import is_beir
from eval.datasets.held import held_by
from eval.datasets.lines import is_there
from eval.datasets.qmsum import read_qmsum
from eval.datasets.trec import read_qrels
from eval.datasets.trec_rag import read_answers
from eval.errors import EvaluationError
from eval.judging import read_judgements
from eval.runs import read_run


def validate(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Question sets, BEIR folders, or files: TREC runs, judgements, answers, QMSum; .gz too.",
        ),
    ],
    *,
    json: Json = False,
) -> None:
    """Check that sources can be used, and say what they hold; every one is looked at, and a fault ends with 1.

    A question set is checked against the minutes that it is asked of: each judged paragraph must be there, and have
    the text that was judged, and each judged sentence must be one of it.
    """
    found: list[dict[str, object]] = []
    for source in sources:
        try:
            found.append({"source": source, "valid": True, **_held(source)})
        except EvaluationError as error:
            found.append({"source": source, "valid": False, "fault": str(error)})
    if json:
        as_json(found)
    else:
        for one in found:
            held = "; ".join(
                f"{name} {_shown(value)}" for name, value in one.items() if name not in {"source", "valid", "fault"}
            )
            said = f"{one['source']}: can be used. {held}" if one["valid"] else f"{one['source']}: {one['fault']}"
            (OUT if one["valid"] else ERRORS).print(said, soft_wrap=True)
    if not all(one["valid"] for one in found):
        raise typer.Exit(1)


def _shown(value: object) -> str:
    return ", ".join(f"{name} {count}" for name, count in value.items()) if isinstance(value, dict) else str(value)


def _held(source: str) -> dict[str, object]:
    """Return what a source holds. Raises EvaluationError where it cannot be used."""
    path = Path(source)
    if is_there(path):
        return _file_holds(path)
    benchmark = load_benchmark(source)
    questions = benchmark.questions
    if not is_beir(path):
        # The words alone make the collection in no time, and the judgements are checked against it.
        with bench_for(benchmark, model="hashed-words", silent=True) as bench:
            paragraphs = sum(len(whole.paragraphs) for whole in bench.whole)
    else:
        paragraphs = len(benchmark.documents)
    return {
        "questions": len(questions.questions),
        "unanswerable": len(questions.questions) - len(questions.answerable),
        "judgements": sum(len(one.gold) for one in questions.questions),
        **({} if benchmark.documents else {"judged_by_sentence": len(benchmark.sentences)}),
        "paragraphs": paragraphs,
        "kinds": dict(sorted(Counter(one.kind for one in questions.questions).items())),
    }


def _file_holds(path: Path) -> dict[str, object]:
    held = held_by(path)
    if held == "rankings":
        ranked = read_run(path).rankings
        return {"questions": len(ranked), "ranked": sum(len(hits) for hits in ranked.values())}
    if held == "judgements":
        judged = read_qrels(path)
        return {"questions": len(judged), "judgements": sum(len(of) for of in judged.values())}
    if held == "grades":
        return {"judgements": len(read_judgements(path))}
    if held == "answers":
        answers = read_answers(path)
        return {"answers": len(answers), "declined": sum(one.is_silent for one in answers)}
    meetings = read_qmsum(path)
    return {"questions": len(meetings.questions), "documents": len(meetings.documents)}
