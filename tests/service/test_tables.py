"""Lists of outcomes as CSV and as tables: what spreadsheets may take for formulas, and what is unknown or unsaid."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from corpus.minutes import Paragraph, digest
from corpus.outcomes.outcome import Action, Decision, Declaration, Outcome, Vote
from index.hits import MinutesSummary, Placed
from index.outcomes import Found, Wanted
from index.scope import Scope
from service.tables import csv_text, defused, file_name, tables


def found(outcome: Outcome, text: str, beside: str | None = None, **known: object) -> Found:
    """Return an outcome of paragraph 4.1 of minutes of which only what is given is known."""
    values = {"council": None, "committee": None, "held": None, "status": "unknown", **known}
    summary = MinutesSummary(
        id="oak/roads/2024-02-14",
        title="Roads",
        layout="plain",
        source_address="a.txt",
        paragraphs=9,
        **values,  # type: ignore[arg-type]
    )
    paragraph = Paragraph(outcome.paragraph_id, "4.1", ("4.1",), (), "action", text, None, 1, None, digest("4.1", text))
    return Found(outcome, Placed(paragraph, "4", "Salt", summary), beside)


def action(text: str, owner: str | None = None, due: str | None = None, due_date: date | None = None) -> Action:
    return Action("oak/roads/2024-02-14#4.1", text, owner, due, due_date, None)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_that_begins_like_a_formula_begins_with_an_apostrophe(sign: str) -> None:
    assert defused(f"{sign}1+1") == f"'{sign}1+1"
    assert defused(f"  {sign}1+1") == f"'  {sign}1+1"


@pytest.mark.parametrize("text", ["", "Salt", "a = b", "'=1", "£4,000 -", "–", "12 - 14"])
def test_other_cells_are_as_printed(text: str) -> None:
    assert defused(text) == text


def test_the_columns_of_a_csv_are_the_fields_of_the_outcome() -> None:
    one = found(
        action("order salt", "Ann Hall", "by 5 March 2024", date(2024, 3, 5)),
        "ACTION: Ann Hall to order “salt”, by 5 March 2024",
        beside="The barn was\nempty.",
        council="Oak Council",
        held=date(2024, 2, 14),
        status="draft",
    )
    assert csv_text("action", [one]) == (
        "held,council,committee,minutes_status,item_number,item_title,label,text,owner,due,due_date,about,paragraph,"
        "beside,paragraph_id\r\n"
        "2024-02-14,Oak Council,unknown,draft,4,Salt,4.1,order salt,Ann Hall,by 5 March 2024,2024-03-05,,"
        '"ACTION: Ann Hall to order “salt”, by 5 March 2024","The barn was\nempty.",oak/roads/2024-02-14#4.1\r\n'
    )


def test_several_names_are_one_cell_and_yes_and_no_are_words() -> None:
    identity = "oak/roads/2024-02-14#4.1"
    vote = Vote(identity, 2, None, 0, ("Brown", "Hall"), (), (), "carried", None)
    (row,) = csv.DictReader(io.StringIO(csv_text("vote", [found(vote, "On a vote")]), newline=""))
    assert [row[name] for name in ("in_favour", "against", "abstained", "names_in_favour", "names_against")] == [
        "2",
        "",
        "0",
        "Brown; Hall",
        "",
    ]
    left = [found(Declaration(identity, "Brown", None, None, left), "x") for left in (True, False, None)]
    rows = csv.DictReader(io.StringIO(csv_text("declaration", left), newline=""))
    assert [row["left"] for row in rows] == ["yes", "no", ""]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1, max_size=5))
def test_whatever_is_printed_a_csv_gives_back_and_no_cell_begins_as_a_formula(texts: list[str]) -> None:
    listed = [found(action(text, owner=text), text) for text in texts]
    rows = list(csv.DictReader(io.StringIO(csv_text("action", listed), newline="")))
    assert [row["text"] for row in rows] == [defused(text) for text in texts]
    assert [row["owner"].removeprefix("'") for row in rows] == [text.removeprefix("'") for text in texts]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_file_is_named_for_its_limits() -> None:
    scope = Scope(committee="Roads & Paths", since=date(2024, 1, 1), minutes_id="oak/roads/2024-02-14")
    assert file_name(Wanted("action", scope, {"owner": "Cllr Órla Byrne"})) == (
        "actions-roads-paths-cllr-orla-byrne-oak-roads-2024-02-14-from-2024-01-01.csv"
    )
    assert file_name(Wanted("exchange")) == "questions.csv"


def shown(kind: str, listed: list[Found], width: int) -> list[str]:
    console = Console(width=width, file=io.StringIO(), legacy_windows=False)
    console.print(tables(kind, listed))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_a_table_names_what_is_not_known_and_leaves_out_a_column_that_says_nothing() -> None:
    assert shown("action", [found(action("order salt", "Ann Hall"), "ACTION: Ann Hall to order salt")], 50) == [
        "date unknown, council and committee unknown",
        "oak/roads/2024-02-14",
        "Paragraph  Action                        Owner",
        "─" * 50,
        "4.1        order salt                    Ann Hall",
        "",
    ]


def test_an_action_that_only_names_who_is_to_act_shows_what_it_follows() -> None:
    said = "ACTION: Ann Hall"
    lines = shown("action", [found(action(said, "Ann Hall"), said, beside="The barn was empty.")], 60)
    assert [line.split()[0] for line in lines[4:6]] == ["4.1", "after:"]
    assert lines[5].strip() == "after: The barn was empty."


def test_what_an_action_follows_is_shown_in_whole_sentences_with_what_is_to_be_done() -> None:
    said = "ACTION: Ann Hall"
    before = "The committee welcomed the comments. "
    task = "It agreed that the salt should be ordered by the officer who had looked after the barn before the winter. "
    why = "It was important to have enough of it, and to have it early, so that no road would be without any at all."
    lines = shown("action", [found(action(said, "Ann Hall"), said, beside=before * 8 + task + why)], 60)
    told = " ".join(line[11:49].strip() for line in lines[4:]).strip()
    # Of 36 + 1 characters each, five of the eight first sentences fit into 400 with the other two.
    assert told == f"ACTION: Ann Hall after: … {before * 5}{task}{why}"
    short = shown("action", [found(action(said, "Ann Hall"), said, beside=f"{task}{why}")], 60)
    assert "…" not in "".join(short)


def test_the_parts_of_a_decision_stand_under_it() -> None:
    varied = Decision("oak/roads/2024-02-14#4.1", "resolution", "the fares be varied as follows", None, None, None)
    one = replace(found(varied, "x"), parts=(("a.", "the first mile to be £4.40;"), ("", "and no more.")))
    lines = shown("decision", [one], 60)
    assert [line[11:46].rstrip() for line in lines[4:7]] == [
        "the fares be varied as follows",
        "  a. the first mile to be £4.40;",
        "  and no more.",
    ]


def test_what_is_printed_is_never_taken_for_markup() -> None:
    lines = shown("action", [found(action("[red]salt[/red] [link=x]"), "x")], 60)
    assert "[red]salt[/red] [link=x]" in lines[4]


def test_no_line_is_wider_than_the_terminal() -> None:
    long = found(action("to " + "salt " * 40, "Director of Everything and Much Else", "by the end of next March"), "x")
    assert max(map(len, shown("action", [long, long], 80))) <= 80
