"""What the commands print: results in, text for people or JSON for programs out.

Text goes to standard output; progress, warnings and errors go to standard error, so that output can be piped.
"""

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from datetime import time as time_of_day
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from corpus.minutes import Minutes, Paragraph
from index.hits import Hit, MinutesSummary, Placed, Statistics
from service.markdown import markdown
from service.running import Running
from service.settings import Settings, settings_table
from service.shapes import AnswerBody, HitBody, SentenceBody, hit_body
from service.wording import CHECKED, LIMITS, clock, counted, day, whose

if TYPE_CHECKING:
    from service.ingest import Account

OUT = Console(highlight=False)
ERRORS = Console(stderr=True, highlight=False)


def failure(sentence: str) -> None:
    """Print why a command failed."""
    ERRORS.print(Text(f"minuted: {sentence}"), soft_wrap=True)


def done(result: object, sentence: str, *, as_json: bool) -> None:
    """Print what a command did."""
    if as_json:
        print_json(result)
    else:
        OUT.print(Text(sentence), soft_wrap=True)


@contextlib.contextmanager
def progress(files: Sequence[Path], *, silent: bool) -> Iterator[Callable[[Path, "Account"], None]]:
    """Show a bar while files are added: how many are done, how many paragraphs a second, how long it will take."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[files]} of {task.fields[of]} files"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    sizes = {file: max(_size(file), 1) for file in files}
    started = time.monotonic()
    with Progress(*columns, console=ERRORS, disable=silent or not ERRORS.is_terminal, transient=True) as bar:
        task = bar.add_task("Adding", total=sum(sizes.values()), files=0, of=len(files), rate="loading the model")

        def told(file: Path, account: "Account") -> None:
            """Move the bar on by a file."""
            rate = account.paragraphs / max(time.monotonic() - started, 0.001)
            bar.update(
                task,
                advance=sizes[file],
                files=len(account.added) + len(account.refused),
                rate=f"{rate:.0f} paragraphs/s",
            )

        yield told


def answer(body: AnswerBody, *, as_json: bool) -> None:
    """Print an answer: each sentence with its paragraph, then where these stand."""
    if as_json:
        _dump(AnswerBody, body)
        return
    if body.notice:
        OUT.print(Text(body.notice, style="yellow"), soft_wrap=True)
    OUT.print(Text(body.message, style="bold"), soft_wrap=True)
    if body.narrowed and not body.outside:
        named = ", ".join(one.name for one in sorted(body.narrowed, key=lambda one: LIMITS.index(one.field)))
        limits = f"Read as asking only about {named}. To search everything: --no-narrow."
        OUT.print(Text(limits, style="dim"), soft_wrap=True)
    groups = [list(said) for _, said in groupby(body.sentences, key=_whose)]
    for said in groups:
        if len(groups) > 1 and said[0].citations:
            OUT.print(Padding(Text(f"{said[0].citations[0].source}:", style="dim"), (1, 0, 0, 0)))
        for sentence in said:
            marks = " ".join(f"[{citation.label}]" for citation in sentence.citations)
            OUT.print(Padding(Text.assemble(sentence.text, " ", (marks, "cyan")), (1, 0, 0, 2)))
    cited = {citation.paragraph_id: citation.label for sentence in body.sentences for citation in sentence.citations}
    if cited:
        stands = {one.paragraph_id.partition("#")[0]: one for one in body.evidence}
        OUT.print()
        for identity, group in groupby(cited, key=lambda one: one.partition("#")[0]):
            marks = " ".join(f"[{cited[one]}]" for one in group)
            OUT.print(Text.assemble((marks, "cyan"), f" {identity}"), soft_wrap=True)
            OUT.print(Text(f"  {stands[identity].source}", style="dim"), soft_wrap=True)
        OUT.print(Text(body.coverage, style="dim"), soft_wrap=True)
    elif body.evidence and body.status == "not_in_the_minutes":
        OUT.print(Text("Related, but does not answer:", style="dim"))
        for near in body.evidence[:3]:
            OUT.print(Text(f"  {near.paragraph_id}  {near.text[:90]}"), soft_wrap=True)
    by = [f"Written by {body.made_by.get('llm', 'a language model')}. {CHECKED}"] if body.mode == "written" else []
    left_out = [f"Left out: {one.text} ({one.reason})" for one in body.removed]
    for line in filter(None, [body.unused_words, *by, *left_out]):
        OUT.print(Text(line, style="dim"), soft_wrap=True)


def _whose(sentence: SentenceBody) -> str:
    """Return whose minutes a sentence is from, of all items of a meeting the same; "" for one without a citation."""
    return sentence.citations[0].source if sentence.citations else ""


def answer_markdown(body: AnswerBody, site: str) -> None:
    """Print an answer as Markdown for a file, with what it takes to check it later."""
    sys.stdout.buffer.write(markdown(body, site, for_proof=True).encode())
    sys.stdout.flush()


def hits(found: Sequence[Hit], *, as_json: bool) -> None:
    """Print ranked paragraphs."""
    if as_json:
        _dump(list[HitBody], [hit_body(hit) for hit in found])
        return
    if not found:
        OUT.print("No paragraph matches.")
    for hit in found:
        OUT.print(
            Text.assemble((f"{hit.rank:2}. ", "bold"), (hit.paragraph.id, "cyan"), f"  {hit.score:.3f}"), soft_wrap=True
        )
        of = f"{whose(hit.minutes.committee, hit.minutes.council)}, {day(hit.minutes.held)}"
        OUT.print(Padding(Text(of, style="dim"), (0, 0, 0, 4)))
        OUT.print(Padding(Text(hit.paragraph.text), (0, 0, 1, 4)))


def summaries(listed: Sequence[MinutesSummary], *, as_json: bool) -> None:
    """Print a list of minutes."""
    if as_json:
        _dump(list[MinutesSummary], list(listed))
        return
    if not listed:
        OUT.print("There are no minutes in this scope.")
    for one in listed:
        about = " · ".join((counted(one.paragraphs, "paragraph"), *([one.status] if one.status != "unknown" else [])))
        OUT.print(
            Text.assemble((f"{day(one.held)}, {whose(one.committee, one.council)}", "bold"), f" ({about})"),
            soft_wrap=True,
        )
        if one.title and one.title != one.committee:
            OUT.print(Text(f"  {one.title}"), soft_wrap=True)
        OUT.print(Text(f"  {one.id}", style="cyan"), soft_wrap=True)


def minutes(read: Minutes, *, as_json: bool) -> None:
    """Print minutes with every paragraph's address, kind and label."""
    if as_json:
        _dump(Minutes, read)
        return
    OUT.print(Text(read.title, style="bold"), soft_wrap=True)
    for name, value in (
        ("id", read.id),
        ("council", read.council or "unknown"),
        ("committee", read.committee or "unknown"),
        ("date", day(read.held)),
        ("begins", clock(read.begins) if read.begins else "unknown"),
        ("status", read.status),
        ("layout", read.layout),
        ("from", f"{read.source.address}, read {read.source.retrieved}"),
    ):
        OUT.print(Text(f"{name:10} {value}"), soft_wrap=True)
    for item in read.items:
        if item.title and len(read.items) > 1:
            OUT.print(Text(f"\n{item.number or ''} {item.title}".strip(" "), style="bold"), soft_wrap=True)
        for one in item.paragraphs:
            _paragraph(one)


def paragraph(placed: Placed, *, as_json: bool) -> None:
    """Print one paragraph and where it stands."""
    if as_json:
        _dump(Placed, placed)
        return
    where = f"{whose(placed.minutes.committee, placed.minutes.council)}, {day(placed.minutes.held)}"
    item = " ".join(filter(None, (placed.item_number, placed.item_title)))
    OUT.print(Text(f"{where}\n{item}", style="bold"), soft_wrap=True)
    _paragraph(placed.paragraph)


def verified(problems: Sequence[str], held: Statistics, *, as_json: bool) -> None:
    """Print whether a collection is whole."""
    if as_json:
        print_json(
            {
                "problems": list(problems),
                "minutes": held.minutes,
                "paragraphs": held.paragraphs,
                "passages": held.passages,
            }
        )
        return
    for problem in problems:
        OUT.print(Text(f"- {problem}"), soft_wrap=True)
    held_in_words = (
        f"{held.minutes:,} minutes with {counted(held.paragraphs, 'paragraph')} and {counted(held.passages, 'passage')}"
    )
    OUT.print(
        f"{counted(len(problems), 'problem')} found in {held_in_words}."
        if problems
        else f"Nothing is wrong: {held_in_words}."
    )


def settings(now: Settings, runs: Running, *, as_json: bool) -> None:
    """Print every setting with its value, its default and how to set it, and what would run by them."""
    values = now.model_dump(mode="json")
    if as_json:
        print_json({**values, "runs": asdict(runs)})
        return
    for name, default, variable, about in settings_table():
        OUT.print(Text.assemble((name, "bold"), f" = {values[name]}"), soft_wrap=True)
        OUT.print(Text(f"    {about} {variable}; default {default}", style="dim"), soft_wrap=True)
    OUT.print(Text("\nWhat runs by them:", style="bold"))
    for name, what in asdict(runs).items():
        OUT.print(Text(f"    {name.replace('_', ' ')}: {what}"), soft_wrap=True)


def _paragraph(one: Paragraph) -> None:
    fragment = one.id.partition("#")[2]
    kind = "" if one.kind in {"paragraph", "heading"} or one.kind in fragment else f" {one.kind}"
    style = "bold" if one.kind == "heading" else ""
    printed = f"{one.label} " if one.label else ""
    OUT.print(
        Padding(
            Text.assemble((f"[{fragment}{kind}] ", "cyan"), (f"{printed}{one.text}", style)),
            (1, 0, 0, 2 * max(len(one.path) - 1, 0)),
        )
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _dump(kind: Any, value: object) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    print(adapter.dump_json(value, indent=2).decode())


def print_json(value: object) -> None:
    """Print plain values, dates and times as JSON."""
    print(
        json.dumps(
            value,
            indent=2,
            ensure_ascii=False,
            default=lambda one: one.isoformat() if isinstance(one, date | time_of_day) else str(one),
        )
    )
