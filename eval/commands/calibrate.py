"""`minuted-eval calibrate`: how well the signs of silence tell what the record does not say, and their weights."""

from collections.abc import Collection as Some
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Annotated

import typer

from eval.calibration import (
    Example,
    Numbers,
    across_folds,
    across_minutes,
    area_under,
    curve_of,
    cuts,
    declined_at,
    examples_of,
    fit,
    is_fit_across,
    silent_share,
)
from eval.commands.options import OUT, Json, as_json, bench_for, counter, figure, progress, table
from eval.corpora import load_benchmark
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

    The weights and cuts are those of service/silence.py, to be copied there. With sets about several minutes, each is
    also judged by what was fitted on those about others.
    """
    settings, examples = load_settings(), list[Example]()
    sets = [load_benchmark(name) for name in names]
    held = {one.questions.corpus: one for one in reversed(sets)}
    for minutes, one in held.items():
        with bench_for(one, model=settings.model, silent=json) as bench:
            for of in (other.questions for other in sets):
                with progress(f"{of.name} of {minutes}", silent=json) as told:
                    asked = counter(told, len(of.questions))
                    examples += examples_of(of, bench.collection, minutes, settings, told=asked)
    fitted, folds = fit(examples), across_folds(examples)
    curves = _curves("tenfold", folds, examples, SORTS)
    if is_fit_across(examples):
        curves += _curves("fitted on others", across_minutes(examples), examples, SORTS[:1])
    if picture is not None:
        picture.write_text(_drawn(curves), encoding="utf-8")
    table_of_cuts = cuts(folds.tolist(), examples)
    if json:
        body = {
            "intercept": fitted.intercept,
            "weights": dict(zip(NAMES, fitted.weights, strict=True)),
            "all_answered": silent_share(examples),
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
    OUT.print(f"ALL_ANSWERED = {silent_share(examples):.3f}")


def _curves(
    how: str, risks: Numbers, examples: Sequence[Example], sorts: Sequence[str]
) -> list[tuple[str, list[float], list[Example]]]:
    """Return the risks and examples of each set by sort, those sorts left out of which there are no examples."""
    found = []
    own = {one.of: one.minutes for one in examples if not one.stranger}
    for name, minutes in own.items():
        for sort in sorts:
            places = [
                place
                for place, one in enumerate(examples)
                if one.minutes == minutes and _is_of(one, name, sort, own.keys())
            ]
            if any(not examples[place].answerable for place in places):
                title = f"{name}, {how}{', ' if sort else ''}{sort}"
                found.append((title, [float(risks[place]) for place in places], [examples[place] for place in places]))
    return found


# What the answerable questions of a set are held against: its unanswerable ones, those of sets about other minutes,
# those of sets without an answer; and last both sorts asked of one meeting alone, whatever set the silent ones are of.
SORTS = ("", "questions about others", "other business", "one meeting alone")


def _is_of(one: Example, name: str, sort: str, sets: Some[str]) -> bool:
    if one.alone or sort == SORTS[3]:
        return one.alone and sort == SORTS[3] and (one.of == name or not one.answerable)
    if one.answerable or not sort:
        return one.of == name and not one.stranger
    return one.stranger and (one.of in sets) == (sort == SORTS[1])


def _drawn(curves: Sequence[tuple[str, list[float], list[Example]]]) -> str:
    """Return the picture of the curves over the sets' own unanswerable questions."""
    lines = [
        Line(title, [(point.coverage, point.declined) for point in curve_of(risks, chosen)])
        for title, risks, chosen in curves
        if not any(one.stranger or one.alone for one in chosen)
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
