"""`minuted-eval speed`: how long reading, adding and asking take, and what they cost."""

from collections.abc import Callable
from dataclasses import asdict, is_dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.commands.options import OUT, Json, SetName, as_json, progress, table
from eval.corpora import load_benchmark
from eval.speed.parts import PARTS
from eval.speed.trial import Trial
from service.settings import load_settings

MOST_CLIENTS = 256
MOST_PARAGRAPHS = 1_000_000


def _parts(named: list[str] | None) -> list[str]:
    """Return the parts that are named, or all. Raises BadParameter for what is none."""
    for name in named or ():
        if name not in PARTS:
            raise typer.BadParameter(f"there is no part '{name}'. Choose one of {', '.join(PARTS)}.")
    return [name for name in PARTS if not named or name in named]


def _numbers(most: int) -> Callable[[str], str]:
    """Return what checks that a text is whole numbers from 1 to the most, parted by commas; else BadParameter."""

    def check(text: str) -> str:
        if not all(one.isascii() and one.isdecimal() and 0 < int(one) <= most for one in text.split(",")):
            raise typer.BadParameter(f"'{text}' is no list of whole numbers from 1 to {most:,} such as 1,8,32.")
        return text

    return check


_ABOUT = "; ".join(f"{name}: {part.about}" for name, part in PARTS.items())
Only = Annotated[
    list[str] | None,
    typer.Option(callback=_parts, help=f"Measure only this part; may be repeated. {_ABOUT}."),
]
Rounds = Annotated[int, typer.Option(min=1, help="How often most figures are taken; the best round counts.")]
Sizes = Annotated[
    str,
    typer.Option(
        callback=_numbers(MOST_PARAGRAPHS),
        help="At how many paragraphs serving, again and scale are measured. 100000 takes scale some minutes, a million "
        "about half an hour and 6 GB of disk.",
    ),
]
EmbeddedFlag = Annotated[
    bool,
    typer.Option(
        "--embedded",
        help="Embed the vectors of serving and scale, rather than mix them from real ones: 100000 "
        "paragraphs then take about an hour.",
    ),
]
Workers = Annotated[str, typer.Option(callback=_numbers(64), help="How many processes serve, for serving.")]
Picture = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="Draw what a search costs against the size, from scale, into this SVG file."),
]
Clients = Annotated[str, typer.Option(callback=_numbers(MOST_CLIENTS), help="How many clients ask the server at once.")]


def speed(
    name: SetName = "sample",
    *,
    only: Only = None,
    rounds: Rounds = 3,
    sizes: Sizes = "1000,10000",
    clients: Clients = "1,8,32",
    workers: Workers = "1,2",
    embedded: EmbeddedFlag = False,
    picture: Picture = None,
    json: Json = False,
) -> None:
    """Measure how long reading, adding and asking take, and what they cost."""
    if picture is not None and only and "scale" not in only:
        raise typer.BadParameter("there is nothing to draw without scale. Name it too: --only scale.")
    trial = Trial(load_benchmark(name), load_settings(), rounds, _in(clients), _in(sizes), _in(workers), embedded)
    found = {}
    for part in only or PARTS:
        with progress(part, silent=json) as told:
            found[part] = PARTS[part].measure(replace(trial, told=told))
    for part, figures in found.items():
        draw = PARTS[part].picture
        if picture is not None and draw is not None:
            picture.write_text(draw(figures), encoding="utf-8")
    if json:
        as_json({part: _plain(figures) for part, figures in found.items()})
        return
    shown = table("part", "what", "figure", left=2)
    shown.add_column("unit")
    for part, figures in found.items():
        for place, row in enumerate(PARTS[part].rows(figures)):
            shown.add_row(part if place == 0 else "", *row)
    OUT.print(shown)


def _in(text: str) -> tuple[int, ...]:
    """Return the numbers in a text that is such a list, each once."""
    return tuple(dict.fromkeys(int(one) for one in text.split(",")))


def _plain(figures: Any) -> Any:
    """Return figures as JSON has them: dataclasses as objects, alone, in lists or by name."""
    if is_dataclass(figures) and not isinstance(figures, type):
        return asdict(figures)
    if isinstance(figures, tuple):
        return [_plain(one) for one in figures]
    return {name: _plain(one) for name, one in figures.items()}
