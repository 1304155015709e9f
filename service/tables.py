"""Lists of outcomes as tables: for a terminal of 80 columns, and as CSV for spreadsheets and programs."""

import csv
import io
from collections.abc import Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.table import Table
from rich.text import Text

from corpus.minutes import slug
from corpus.outcomes.outcome import Action
from corpus.sentences import sentences
from index.hits import MinutesSummary
from index.outcomes import Found, Wanted
from service.listing import KINDS, cell, own_fields, short, written
from service.wording import day, whose

UNKNOWN = "unknown"
# The columns of a CSV before and after the fields of the outcome.
BEFORE = ("held", "council", "committee", "minutes_status", "item_number", "item_title", "label")
AFTER = ("paragraph", "beside", "paragraph_id")
# What a spreadsheet takes for the beginning of a formula, with the full-width forms that some take too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Widths at which a table of 80 columns keeps half of them for the text.
PARAGRAPH_WIDTH = 19
OTHER_WIDTH = 14
# Of what an action follows: so many sentences from its end, which say what is to be done and what of, and more while
# they are short.
CONTEXT_SENTENCES = 2
CONTEXT_CHARACTERS = 400
NOT_SAID = "–"


def csv_text(kind: str, found: Sequence[Found]) -> str:
    """Return outcomes as CSV (RFC 4180): a header, a line for each, every line ended by CR LF.

    Columns: where it stands, the fields of the outcome by their names, then the whole paragraph as printed, the text of
    the paragraph it refers to, and the paragraph's id. Days are ISO 8601; a council, committee or day that the minutes
    do not state is "unknown"; several names are joined by semicolons; what is not said is empty.

    A cell that a spreadsheet could take for a formula gets an apostrophe before it, which spreadsheets take for “this
    is text”; the text is as printed after it. Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    names = own_fields(kind)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*BEFORE, *names, *AFTER])
    for one in found:
        placed, minutes = one.placed, one.placed.minutes
        cells = [
            minutes.held.isoformat() if minutes.held else UNKNOWN,
            minutes.council or UNKNOWN,
            minutes.committee or UNKNOWN,
            minutes.status,
            placed.item_number or "",
            placed.item_title,
            short(one),
            *(written(getattr(one.outcome, name)) for name in names),
            placed.paragraph.text,
            one.beside or "",
            placed.paragraph.id,
        ]
        writer.writerow([defused(text) for text in cells])
    return out.getvalue()


def defused(text: str) -> str:
    """Return a cell with an apostrophe before it where it begins like a formula, after spaces or not."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def file_name(wanted: Wanted) -> str:
    """Return a name for a CSV file that says what is in it: `actions-oak-cabinet-from-2024-01-01.csv`."""
    scope = wanted.scope
    parts = [KINDS[wanted.kind].plural, slug(scope.council or ""), slug(scope.committee or "")]
    parts += [slug(text) for text in (*wanted.holding.values(), scope.minutes_id or "")]
    parts += [f"from-{scope.since}"] if scope.since else []
    parts += [f"to-{scope.until}"] if scope.until else []
    return "-".join(part for part in parts if part) + ".csv"


def tables(kind: str, found: Sequence[Found]) -> Group:
    """Return outcomes as one table for each meeting, under whose it is, when it was held, and the id of its minutes.

    Every table has the same columns, as wide in one as in the other; one in which nothing is said is left out.
    """
    rows = {one: _cells(kind, one) for one in found}
    headings = ["Paragraph", *(heading for _, heading in KINDS[kind].columns)]
    widths = [max((len(cells[place]) for cells in rows.values()), default=0) for place in range(len(headings))]
    parts: list[Text | Table] = []
    for minutes, of_meeting in groupby(found, key=lambda one: one.placed.minutes):
        table = Table(box=SIMPLE_HEAD, expand=True, show_edge=False, header_style="dim", padding=(0, 1, 0, 0))
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            if place == 1:
                table.add_column(heading, ratio=1, overflow="fold")
            elif width:
                most = PARAGRAPH_WIDTH if place == 0 else OTHER_WIDTH
                table.add_column(heading, width=max(min(width, most), len(heading)), overflow="fold")
        for one in of_meeting:
            shown = [Text(text or NOT_SAID) for text, width in zip(rows[one], widths, strict=True) if width]
            shown[1].append(_context(one), style="dim")
            for label, text in one.parts:
                shown[1].append(f"\n  {' '.join(part for part in (label, text) if part)}")
            table.add_row(*shown)
        parts += [_heading(minutes), Text(minutes.id, style="cyan"), table, Text("")]
    return Group(*parts)


def _heading(minutes: MinutesSummary) -> Text:
    body = whose(minutes.committee, minutes.council)
    about = f" ({minutes.status})" if minutes.status != "unknown" else ""
    return Text.assemble((f"{day(minutes.held)}, {body}", "bold"), about)


def _context(one: Found) -> str:
    """Return the end of what an action follows, where its own paragraph may say no more than who is to act."""
    if not isinstance(one.outcome, Action) or one.beside is None or one.outcome.text != one.placed.paragraph.text:
        return ""
    spans = sentences(one.beside)
    starts = [
        start
        for place, (start, _) in enumerate(reversed(spans), start=1)
        if place <= CONTEXT_SENTENCES or len(one.beside) - start <= CONTEXT_CHARACTERS
    ]
    start = min(starts, default=0)
    return f"\nafter: {'… ' if start > 0 else ''}{one.beside[start:]}"


def _cells(kind: str, one: Found) -> list[str]:
    return [one.placed.paragraph.id.partition("#")[2], *(cell(one, name) for name, _ in KINDS[kind].columns)]
