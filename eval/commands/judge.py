"""`minuted-eval judge`: a workbench in the terminal where judges grade paragraphs, and how far they agree."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.panel import Panel
from rich.text import Text

from corpus.minutes import Paragraph
from eval.commands.options import OUT, Json, SetName, as_json, bench_for, table
from eval.corpora import load_benchmark
from eval.errors import EvaluationError
from eval.judging import (
    DEPTH,
    GRADES,
    Judgement,
    Pair,
    add_judgement,
    agreement,
    disagreements,
    judges_of,
    pool,
    read_judgements,
)
from eval.questions import Question, folder_named
from eval.runs import read_run

# Long lines are hard to read.
WIDEST = 100
GRADE_WORDS = "0 does not answer, 1 helps, 2 answers or is needed; s skip, b back, q stop"


def judge(
    context: typer.Context,
    name: SetName,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[RUN]...", help="Run files whose first results are judged.")
    ] = None,
    *,
    judge_name: Annotated[
        str | None, typer.Option("--as", help="Your name as a judge: letters, digits, - and _.")
    ] = None,
    depth: Annotated[int, typer.Option(min=1, max=50, help="How many results of each run are judged.")] = DEPTH,
    show_agreement: Annotated[bool, typer.Option("--agreement", help="Show how far the judges agree.")] = False,
    json: Json = False,
) -> None:
    """Grade what several runs found, paragraph by paragraph, blind to ranks and to other judges; or show agreement.

    Every grade is written at once, so you can stop and go on at any time. --json tells how many pairs are to be judged,
    and asks for none. `minuted-eval convert` makes a judge's file into qrels.
    """
    benchmark = load_benchmark(name)
    folder = folder_named(name)
    questions = {one.id: one for one in benchmark.questions.questions}
    if show_agreement:
        _show_agreement(folder, questions, json=json)
        return
    if judge_name is None or not judge_name.replace("-", "").replace("_", "").isalnum():
        context.fail("say who judges with --as NAME (letters, digits, - and _), or ask for --agreement.")
    path = folder / "judges" / f"{judge_name}.jsonl"
    runs = [read_run(file) for file in files or []]
    with bench_for(benchmark, model="hashed-words", silent=json) as bench:
        names = benchmark.names
        paragraphs = {names.get(one.id, one.id): one for whole in bench.whole for one in whole.paragraphs}
    judged = {
        name: read_judgements(other, questions=questions, paragraphs=paragraphs)
        for name, other in judges_of(folder).items()
    }
    known = {pair for of in judged.values() for pair in of}
    pooled = pool(benchmark.questions, runs, depth=depth, known=known)
    pairs = [(question, one) for question, of in pooled.items() for one in of if one in paragraphs]
    # What was judged on another text is judged again.
    done = {pair: one for pair, one in judged.get(judge_name, {}).items() if one.digest == paragraphs[pair[1]].digest}
    to_do = len(set(pairs) - set(done))
    if json:
        as_json({"pairs": len(pairs), "to_judge": to_do, "file": str(path)})
        return
    OUT.print(
        f"{to_do:,} of {len(pairs):,} pairs are to be judged. Every grade is written to '{path}' at once.",
        soft_wrap=True,
    )
    _judge(pairs, questions, paragraphs, done, path)


def _judge(
    pairs: list[Pair],
    questions: Mapping[str, Question],
    paragraphs: Mapping[str, Paragraph],
    done: dict[Pair, Judgement],
    path: Path,
) -> None:
    """Ask for the grade of each pair that has none; `b` goes back to the one before."""
    place = 0
    while place < len(pairs):
        question, paragraph = pairs[place]
        if (question, paragraph) in done:
            place += 1
            continue
        _show(questions[question], paragraph, paragraphs[paragraph], f"{place + 1:,} of {len(pairs):,}")
        said = typer.prompt(GRADE_WORDS, prompt_suffix=" > ").strip().casefold()
        if said == "q":
            break
        if said == "b":
            place = max(place - 1, 0)
            done.pop(pairs[place], None)
        elif said == "s":
            place += 1
        elif said in {str(grade) for grade in GRADES}:
            one = Judgement(question, paragraph, int(said), paragraphs[paragraph].digest)
            add_judgement(path, one)
            done[question, paragraph] = one
            place += 1
        else:
            OUT.print(f"'{said}' is no grade: {GRADE_WORDS}.", markup=False)


def _show(question: Question, identity: str, paragraph: Paragraph, place: str) -> None:
    before = "".join(f"{turn.question}\n  {turn.answer}\n" for turn in question.history)
    asked = Text.assemble((before, "dim"), (question.question, "bold"))
    if question.standalone:
        asked.append(f"\n({question.standalone})", style="dim")
    text = Text(f"{' › '.join(paragraph.headings)}\n" if paragraph.headings else "", style="dim")
    text.append(f"{paragraph.label} {paragraph.text}".strip(), style="not dim")
    width = min(OUT.width, WIDEST)
    OUT.print(Panel(asked, title=place, title_align="left", width=width))
    OUT.print(Panel(text, title=identity, title_align="left", width=width))


def _show_agreement(folder: Path, questions: Mapping[str, Question], *, json: bool) -> None:
    judges = {name: read_judgements(path, questions=questions) for name, path in judges_of(folder).items()}
    if len(judges) < 2:
        raise EvaluationError(
            f"'{folder / 'judges'}' holds the judgements of {len(judges)} judges; agreement needs two. "
            "Judge with: minuted-eval judge SET --as NAME"
        )
    names = list(judges)
    found = [
        (a, b, agreement(judges[a], judges[b]), disagreements(judges[a], judges[b]))
        for place, a in enumerate(names)
        for b in names[place + 1 :]
    ]
    if json:
        as_json(
            [
                {"judges": [a, b], **asdict(one), "disagreements": [[asdict(x), asdict(y)] for x, y in apart]}
                for a, b, one, apart in found
            ]
        )
        return
    shown = table("Judges", "pairs", "same", "kappa", "weighted", "answers")
    for a, b, one, _ in found:
        shown.add_row(
            f"{a}, {b}",
            f"{one.pairs:,}",
            f"{one.same:.3f}",
            f"{one.kappa:.3f}",
            f"{one.weighted:.3f}",
            "–" if one.answers is None else f"{one.answers:.3f}",
        )
    OUT.print(shown)
    OUT.print("weighted: kappa by how far grades differ; answers: of whether a paragraph answers or helps, or not.")
    if any(one.answers is None for _, _, one, _ in found):
        OUT.print("–: one judge graded only what answers, or only what does not, so that no kappa can be told.")
    for a, b, one, apart in found:
        OUT.print(f"\n{a} across, {b} down the grades 0, 1, 2:")
        for grade in GRADES:
            OUT.print(f"  {grade}  " + "  ".join(f"{one.table[first][grade]:6,}" for first in GRADES))
        for x, y in apart[:20]:
            OUT.print(f"  {x.question}: {x.paragraph}  {a} {x.grade}, {b} {y.grade}", soft_wrap=True, markup=False)
        if len(apart) > 20:
            OUT.print(f"  and {len(apart) - 20:,} more; --json gives all.")
