"""What `minuted add` prints: an account of what was read in, what was understood of each document and what was not out.

One document is told in full, and so is each with --verbose; of more, a table of whose minutes they are and what is to
be known of which. What was refused goes to standard error.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TypeVar

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.ingest import Account, Added
from service.terminal import OUT, failure, print_json
from service.wording import counted, day

T = TypeVar("T")


def account(read: Account, *, verbose: bool, as_json: bool) -> None:
    """Print what was read, what was refused or passed over, and why."""
    if as_json:
        print_json(
            {
                "added": [asdict(one) for one in read.added],
                "refused": [asdict(one) for one in read.refused],
                "paragraphs": read.paragraphs,
                "labels": read.labels,
                "kinds": dict(read.kinds),
                "passed_over": [asdict(one) for one in read.passed_over],
            }
        )
        return
    if verbose or len(read.added) == 1:
        for one in read.added:
            _in_full(one)
    elif read.added:
        OUT.print(_bodies(read.added))
        _notes(read.added, most=MOST_NAMES)
        if unknown := ", ".join(_unknown_of(read.added)):
            _say(f"Unknown: {unknown}. --verbose tells which.")
    _say(_summary(read))
    for reason, paths in _grouped([(one.reason, Path(one.path).name) for one in read.passed_over]).items():
        names = _names(paths, most=len(paths) if verbose else MOST_NAMES)
        _say(f"Passed over {counted(len(paths), 'file')} ({reason}): {names}.")
    for refused in read.refused:
        named = Path(refused.path).name in refused.reason
        failure(refused.reason if named else f"'{refused.path}': {refused.reason}")


def interrupted(read: Account, files: int) -> None:
    """Print how far adding came before it was interrupted."""
    failure(
        f"interrupted: {len(read.added)} of {counted(files, 'file')} added, each of them wholly. Run it again to go on."
    )


def _say(text: str, *, indent: int = 0) -> None:
    """Print text wrapped to the terminal, or on one line where its reader is a program."""
    OUT.print(
        Padding(Text(text), (0, 0, 0, indent)) if OUT.is_terminal else Text(f"{' ' * indent}{text}"),
        soft_wrap=not OUT.is_terminal,
    )


def _in_full(one: Added) -> None:
    """Print all that was understood of a document, and how to say what was not."""
    held = f"{one.outcome:9}  {one.minutes_id}  ({counted(one.paragraphs, 'paragraph')}, {one.labels} labelled)"
    _say(held)
    kinds = ", ".join(f"{number} {kind}" for kind, number in one.kinds.items() if kind != "paragraph")
    values = {
        "council": one.council,
        "committee": one.committee,
        "date": day(one.held) if one.held else None,
        "time": f"{one.begins:%H:%M}" if one.begins else None,
        "title": one.title,
        "status": None if one.status == "unknown" else one.status,
        "layout": f"{one.layout}, {counted(one.items, 'item')}",
        "of these": kinds or "all plain paragraphs",
    }
    for name, value in values.items():
        told = value or f"unknown; say it by {_ways(name, one.path)}"
        _say(f"{name:9}  {told}", indent=2)
    for warning in one.warnings:
        _say(f"note: {warning}", indent=2)


def _ways(name: str, path: str) -> str:
    flag, key = _SETTLES[name]
    return f"{flag}, or {key} in {Path(path).name}.toml"


def _bodies(added: Sequence[Added]) -> Table:
    """Return a table of whose minutes were read: how many documents, from when to when, how many paragraphs."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, right in (("Committee", False), ("Documents", True), ("Held", False), ("Paragraphs", True)):
        table.add_column(column, justify="right" if right else "left")
    for council, of_council in _by(added, lambda one: one.council):
        table.add_row(Text(council or "council unknown", style="bold"))
        for committee, of_body in _by(of_council, lambda one: one.committee):
            held = sorted(one.held for one in of_body if one.held)
            paragraphs = sum(one.paragraphs for one in of_body)
            name = Padding(Text(committee or "committee unknown"), (0, 0, 0, 2))
            table.add_row(name, f"{len(of_body):,}", _period(held, len(of_body)), f"{paragraphs:,}")
    return table


def _by(added: Sequence[Added], body: Callable[[Added], str | None]) -> list[tuple[str, list[Added]]]:
    """Return documents by the name of a body, those of which it is unknown last."""
    return sorted(_grouped([(body(one) or "", one) for one in added]).items(), key=lambda pair: (not pair[0], pair[0]))


def _period(held: Sequence[date], documents: int) -> str:
    """Return the days of meetings from the first to the last, and how many documents have none."""
    undated = f"{documents - len(held):,} undated" if len(held) < documents else ""
    if not held:
        return undated
    first, last = f"{held[0]:%Y-%m-%d}", f"{held[-1]:%Y-%m-%d}"
    return ", ".join(filter(None, (first if first == last else f"{first} to {last}", undated)))


def _notes(added: Sequence[Added], *, most: int) -> None:
    for warning, names in _grouped(
        [(warning, Path(one.path).name) for one in added for warning in one.warnings]
    ).items():
        _say(f"note: {warning} ({counted(len(names), 'document')}: {_names(names, most=most)})")


def _unknown_of(added: Sequence[Added]) -> Iterator[str]:
    """Give what is unknown, of how many documents, and how to say it."""
    unknown: Mapping[str, int] = {
        "council": sum(1 for one in added if not one.council),
        "committee": sum(1 for one in added if not one.committee),
        "date": sum(1 for one in added if not one.held),
        "time": sum(1 for one in added if not one.begins),
        "status": sum(1 for one in added if one.status == "unknown"),
    }
    for name, number in unknown.items():
        if number:
            yield f"{name} of {number:,} ({_SETTLES[name][0]})"


def _summary(read: Account) -> str:
    outcomes = {
        outcome: sum(1 for one in read.added if one.outcome == outcome)
        for outcome in ("added", "replaced", "moved", "unchanged")
    }
    stated = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items() if number) or "nothing added"
    refused = f", {len(read.refused)} refused" if read.refused else ""
    kinds = ", ".join(f"{number} {kind}" for kind, number in read.kinds.most_common() if kind != "paragraph")
    typed = f"; of these {kinds}" if kinds else ""
    documents, paragraphs = counted(len(read.added), "document"), counted(read.paragraphs, "paragraph")
    return f"{documents}: {stated}{refused}. {paragraphs}, {read.labels:,} with a printed label{typed}."


def _names(names: Sequence[str], *, most: int) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _grouped(pairs: Sequence[tuple[str, T]]) -> dict[str, list[T]]:
    """Return the second of each pair by the first, in the order of first appearance."""
    grouped: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped


MOST_NAMES = 10
# The flag and the key of a side-car that say what a document does not.
_SETTLES = {
    "council": ("--council", "council"),
    "committee": ("--committee", "committee"),
    "date": ("--held", "held"),
    "time": ("--begins", "begins"),
    "title": ("--title", "title"),
    "status": ("--status", "status"),
}
