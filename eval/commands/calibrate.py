"""`minuted-eval calibrate`: how well the signs of silence tell what the record does not say, and their weights."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated

import typer

from eval.calibration import (
    Example,
    Numbers,
    across_folds,
    across_sets,
    area_under,
    curve_of,
    cuts,
    declined_at,
    examples_of,
    fit,
    strangers_of,
)
from eval.commands.options import OUT, Json, as_json, bench_for, counter, figure, progress, table
from eval.corpora import asked_of, load_benchmark
from eval.plots import Line, shares
from service.settings import load_settings
from service.silence import Signs

COVERAGES = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5)
NAMES = tuple(field.name for field in fields(Signs))


def calibrate(
    names: Annotated[list[str], typer.Argument(metavar="SET...", help="Question sets with unanswerable questions.")],
    *,
    picture: Annotated[Path | None, typer.Option(help="The SVG file to draw the curves of the sets into.")] = None,
    json: Json = False,
) -> None:
    """Fit the decision whether the record answers, and show how often it errs on questions it was not fitted on.

    The weights and cuts are those of service/silence.py, to be copied there. With sets over several minutes, each is
    also judged by what was fitted on those over other minutes, and questions of these are put to its own.
    """
    settings, examples = load_settings(), list[Example]()
    benchmarks = [load_benchmark(name) for name in names]
    minutes = [asked_of(one) for one in benchmarks]
    for one, over, strangers in zip(benchmarks, minutes, strangers_of(minutes), strict=True):
        with bench_for(one, model=settings.model, silent=json) as bench:
            for other in (one, *(benchmarks[place] for place in strangers)):
                asked, of = other.questions.questions, one.questions.name
                with progress(f"{other.questions.name} of {of}", silent=json) as told:
                    examples += examples_of(
                        of,
                        bench.collection,
                        asked,
                        settings,
                        minutes=over,
                        strangers=other is not one,
                        told=counter(told, len(asked)),
                    )
    fitted, folds = fit(examples), across_folds(examples)
    curves = _curves("tenfold", folds, examples)
    if len(set(minutes)) > 1:
        curves += _curves("fitted on the others", across_sets(examples), examples)
    if picture is not None:
        picture.write_text(_drawn(curves), encoding="utf-8")
    table_of_cuts = cuts(folds.tolist(), examples)
    if json:
        body = {
            "intercept": fitted.intercept,
            "weights": dict(zip(NAMES, fitted.weights, strict=True)),
            "cuts": [{"wrong_at_most": share, "risk": risk} for share, risk in table_of_cuts],
            "curves": {
                title: {"area": area_under(points), "points": [asdict(point) for point in points]}
                for title, risks, chosen in curves
                for points in [curve_of(risks, chosen)]
            },
        }
        as_json(body)
        return
    _show(curves)
    OUT.print(f"\nINTERCEPT = {fitted.intercept:.3f}")
    OUT.print(f"WEIGHTS = ({', '.join(f'{weight:.3f}' for weight in fitted.weights)})  # {', '.join(NAMES)}")
    OUT.print(f"CUTS = ({', '.join(f'({share}, {risk:.3f})' for share, risk in table_of_cuts)})")


def _curves(how: str, risks: Numbers, examples: Sequence[Example]) -> list[tuple[str, list[float], list[Example]]]:
    """Return the risks and examples of each set, then with questions of other sets for its unanswerable ones."""
    found = []
    for name in dict.fromkeys(one.of for one in examples):
        for strange in sorted({one.stranger for one in examples}):
            places = [
                place
                for place, one in enumerate(examples)
                if one.of == name and (one.answerable or one.stranger is strange)
            ]
            # Of three sets or more, some have no strangers: another set over the same minutes has them.
            if all(examples[place].answerable for place in places):
                continue
            title = f"{name}, {how}{', questions of other sets' if strange else ''}"
            found.append((title, [float(risks[place]) for place in places], [examples[place] for place in places]))
    return found


def _drawn(curves: Sequence[tuple[str, list[float], list[Example]]]) -> str:
    """Return the picture of the curves over the sets' own unanswerable questions."""
    lines = [
        Line(title, [(point.coverage, point.declined) for point in curve_of(risks, chosen)])
        for title, risks, chosen in curves
        if not any(one.stranger for one in chosen)
    ]
    return shares(
        "Silence against coverage, on questions that the decision was not fitted on",
        lines,
        across="answerable questions answered",
        up="unanswerable ones declined",
    )


def _show(curves: Sequence[tuple[str, list[float], list[Example]]]) -> None:
    shown = table(
        "Unanswerable questions declined where so many are answered:", "area", *(f"{one:.0%}" for one in COVERAGES)
    )
    for title, risks, chosen in curves:
        points = curve_of(risks, chosen)
        shown.add_row(title, figure(area_under(points)), *(figure(declined_at(points, one)) for one in COVERAGES))
    OUT.print(shown)
