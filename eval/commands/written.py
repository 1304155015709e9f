"""`minuted-eval written`: questions answered by the language model that is set up, and what came of it."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import ERRORS, OUT, Folder, Json, as_json, bench_for, figure, progress
from eval.corpora import Benchmark, load_benchmark
from eval.datasets.trec_rag import write_answers
from eval.errors import CorpusMissing, EvaluationError
from eval.retrievers import Bench
from eval.written import (
    WrittenAnswer,
    WrittenBy,
    WrittenFigures,
    answers_to,
    given_answers,
    made_by,
    spread,
    written_figures,
)
from eval.written_files import keep, kept
from service.settings import Settings, load_settings
from service.writer import Writer, writer_of


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of every set. folder: None to keep nothing."""

    settings: Settings
    writer: Writer
    limit: int | None
    seed: int
    folder: Path | None
    silent: bool


def written(
    names: Annotated[list[str], typer.Argument(metavar="SET...", help="Question sets.")],
    *,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many questions of each set, of every kind.")] = (
        None
    ),
    seed: Annotated[int, typer.Option(help="Another number chooses other questions.")] = 1,
    prompt: Annotated[
        str | None, typer.Option(help="A version of the prompt, such as v1; without it the released one.")
    ] = None,
    out: Folder = None,
    json: Json = False,
) -> None:
    """Have questions answered in writing, and show what the language model wrote and what was left out of it.

    The model is the one that the settings llm_address and llm_model name. With --out every answer is kept as it comes,
    and the same command goes on where it was stopped; written-answers.jsonl and quoted-answers.jsonl are for `score`.
    """
    settings = load_settings()
    writer = writer_of(settings, prompt)
    if writer is None:
        raise EvaluationError(
            "no language model is set up. Set llm_address to the base address of one that speaks OpenAI's protocol, "
            "and llm_model to its name."
        )
    plan, found = _Plan(settings, writer, limit, seed, out, silent=json), {}
    for name in names:
        try:
            benchmark = load_benchmark(name)
            found[benchmark.questions.name] = _found(benchmark, plan)
        except CorpusMissing as error:
            # One of several may be missing: the others are still worth their figures.
            if len(names) == 1:
                raise
            ERRORS.print(f"skipped {name}: {error}", soft_wrap=True, markup=False)
    if json:
        as_json({name: {"made_by": asdict(by), **asdict(figures)} for name, (by, figures) in found.items()})
        return
    for name, (by, figures) in found.items():
        _show(name, by, figures)


def _found(benchmark: Benchmark, plan: _Plan) -> tuple[WrittenBy, WrittenFigures]:
    """Return what came of the questions of a set, and what made it."""
    if benchmark.documents:
        raise EvaluationError(
            f"'{benchmark.source}' holds documents, and answers are written from minutes. Give a question set."
        )
    settings = plan.settings
    with bench_for(benchmark, model=settings.model, reranker=settings.reranker, silent=plan.silent) as bench:
        by = made_by(bench, settings, plan.writer)
        answers = asyncio.run(_answered(bench, by, plan))
    questions = benchmark.questions.questions
    if plan.folder is not None:
        folder = plan.folder / by.set
        write_answers(folder / "written-answers.jsonl", given_answers(answers, questions), run="written")
        write_answers(folder / "quoted-answers.jsonl", given_answers(answers, questions, quoted=True), run="quoted")
    return by, written_figures(answers, questions)


async def _answered(bench: Bench, by: WrittenBy, plan: _Plan) -> list[WrittenAnswer]:
    """Return the answers to the questions chosen: those that are kept already, and the others as they are made."""
    chosen = spread(bench.benchmark.questions.questions, plan.limit, plan.seed)
    folder = plan.folder / by.set if plan.folder is not None else None
    before = {one.question: one for one in kept(folder, by)} if folder is not None else {}
    left = [one for one in chosen if one.id not in before]
    made = dict(before)
    with progress(f"{by.set}, written by {by.llm}", silent=plan.silent) as told:
        told(len(chosen) - len(left), len(chosen))
        async with aclosing(answers_to(left, bench, plan.settings, plan.writer)) as coming:
            async for answer in coming:
                made[answer.question] = answer
                if folder is not None:
                    keep(folder, list(made.values()), by)
                told(len(chosen) - len(left) + len(made) - len(before), len(chosen))
    return [made[one.id] for one in chosen]


def _show(name: str, by: WrittenBy, figures: WrittenFigures) -> None:
    OUT.print(f"{name}, written by {by.llm} with the prompt {by.prompt} ({by.prompt_sha256[:12]})")
    _counts(
        {
            "questions": figures.questions,
            "of them put to the model": figures.asked,
            "answered in writing": figures.written,
            "answered in writing, as perhaps a part": figures.partly,
            "broke off, with what had passed": figures.incomplete,
            **{f"quoted: {notice}": number for notice, number in figures.quoted.items()},
            "quoted without asking the model (lists, named paragraphs)": figures.no_model,
            "told that the minutes do not say, or what to ask": figures.declined,
            "sentences shown": figures.shown,
            **{f"sentences left out: {reason}": number for reason, number in figures.removed.items()},
            **{f"citations left out: {reason}": number for reason, number in figures.citations_removed.items()},
        }
    )
    OUT.print(f"  Of {figures.judged} answers in writing to answerable questions, and the quoted answers to the same:")
    for sentence, value, beside in (
        ("of the paragraphs cited, those that answer", figures.precision, figures.quoted_precision),
        ("of the paragraphs needed, those cited", figures.recall, figures.quoted_recall),
    ):
        OUT.print(f"  {figure(value):>6}  {sentence} (quoted: {figure(beside)})", soft_wrap=True)
    for sentence, times in (("the first sentence had passed", figures.first_seconds), ("all was", figures.seconds)):
        if times is not None:
            OUT.print(f"  {times[0]:6.1f}  seconds until {sentence}, median; at most {times[1]:.1f}", soft_wrap=True)
    OUT.print(
        f"  settings {by.settings}, questions {by.questions[:12]}, corpus {by.corpus[:12]}, code {by.code[:12]}\n"
    )


def _counts(counts: Mapping[str, int]) -> None:
    for sentence, number in counts.items():
        OUT.print(f"  {number:6}  {sentence}", soft_wrap=True)
