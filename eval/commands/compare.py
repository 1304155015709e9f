"""`minuted-eval compare`: two run files, whether one is better, and on which questions."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import OUT, Json, Measures, as_json, figure, measured, table
from eval.commands.score import Against, QrelsFile, Scored, scored
from eval.compare import RESAMPLES, Difference, flipped
from eval.compare import compare as compared
from eval.runs import Run, check_comparable, read_runs

MEASURES = ("nDCG@10", "Success@1", "R@10")
TOP = 5


def compare(
    context: typer.Context,
    a: Annotated[Path, typer.Argument(metavar="A", help="A run file: what there was.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="A run file: what is new.")],
    *,
    against: Against = None,
    qrels: QrelsFile = None,
    measure: Measures = None,
    questions: Annotated[int, typer.Option(min=0, help="How many of the questions that changed are shown.")] = 10,
    resamples: Annotated[int, typer.Option(min=100, help="How many random samples the tests draw.")] = RESAMPLES,
    json: Json = False,
) -> None:
    """Say whether run B is better than run A: a paired test, an interval, and the questions that changed.

    The p-values are of a paired randomisation test, corrected by Holm for the measures compared.
    """
    measures = measured(measure, MEASURES)
    runs = read_runs([a, b])
    check_comparable(*runs)
    measured_runs = scored(context, runs, against=against, qrels=qrels, measures=measures)
    scores = measured_runs.scores
    found = compared(scores[0], scores[1], measures=measures, resamples=resamples)
    changed = flipped(scores[0], scores[1], measures[0])
    if json:
        as_json(
            {
                "a": runs[0].name,
                "b": runs[1].name,
                "differences": [asdict(one) for one in found],
                "changed": [_change(question, runs, measured_runs, measures[0]) for question in changed],
            }
        )
        return
    _show(found, runs)
    if changed and questions:
        OUT.print(f"\nQuestions that changed most in {measures[0]}, of {len(changed)}; ✓ marks what answers:")
    for question in changed[:questions]:
        _show_change(_change(question, runs, measured_runs, measures[0]))


def _show(found: list[Difference], runs: list[Run]) -> None:
    shown = table(
        "Measure", "Verdict on B", f"A {runs[0].name}", f"B {runs[1].name}", "B - A", "95 % interval", "p (Holm)",
        "won", "tied", "lost", left=2,
    )  # fmt: skip
    for one in found:
        shown.add_row(
            one.measure,
            one.verdict,
            figure(one.mean_a),
            figure(one.mean_b),
            f"{one.difference:+.3f}",
            f"{one.low:+.3f} … {one.high:+.3f}",
            f"{one.p_holm:.4f}",
            str(one.wins),
            str(one.ties),
            str(one.losses),
        )
    OUT.print(shown)


def _change(question: str, runs: list[Run], found: Scored, measure: str) -> dict[str, object]:
    return {
        "question": question,
        "text": found.texts.get(question, ""),
        "a": found.scores[0].values[question][measure],
        "b": found.scores[1].values[question][measure],
        "answers": [identity for identity, grade in found.qrels[question].items() if grade > 0],
        "top_a": [identity for identity, _ in runs[0].rankings.get(question, ())][:TOP],
        "top_b": [identity for identity, _ in runs[1].rankings.get(question, ())][:TOP],
    }


def _show_change(change: Mapping[str, object]) -> None:
    """Print both rankings of a question side by side."""
    text = f" {change['text']}" if change["text"] else ""
    OUT.print(f"\n{change['question']}: {change['a']:.3f} -> {change['b']:.3f}{text}", soft_wrap=True)
    shown = table("", "A", "B", left=3)
    of_a, of_b, answers = change["top_a"], change["top_b"], change["answers"]
    assert isinstance(of_a, list) and isinstance(of_b, list) and isinstance(answers, list)  # noqa: S101, PT018 - made above
    for place in range(max(len(of_a), len(of_b))):
        both = [of[place] if place < len(of) else "" for of in (of_a, of_b)]
        shown.add_row(str(place + 1), *(f"✓ {one}" if one in answers else one for one in both))
    OUT.print(shown)
