"""The commands that list decisions, actions and other outcomes, through the command line and real minutes."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from service import cli
from service.listing import PLURALS

Run = Callable[..., tuple[int, str, str]]

CABINET = """\
Marlshire County Council

Minutes of the meeting of the Cabinet held on 14 February 2024

Present: Councillor Órla Byrne (Chair), Councillor Tom Reeve

24. Gritting

24.1 The salt barn was filled in October.

RESOLVED:

(a) that the gritting plan be approved; and

(b) that £40,000 be spent on salt.

ACTION: Highways Manager to report on the barn by 5 March 2024

25. Ferries

RECOMMENDED that the Council keep the ferry.

ACTION: Councillor Byrne to write to the ferryman
"""
UNKNOWN = """\
Agenda item

Footpaths

1.1 The path to the mill was muddy.

ACTION: =HYPERLINK("http://example.org") to be mended
"""
CABINET_ID = "marlshire/cabinet/2024-02-14"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command, 80 columns wide, and gives its status, output and errors."""
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main(list(arguments))
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with minutes of the Cabinet, and of a meeting of which nothing is known."""
    folder = tmp_path_factory.mktemp("minutes")
    for name, text in (("cabinet.txt", CABINET), ("paths.txt", UNKNOWN)):
        (folder / name).write_text(text, encoding="utf-8")
    made = tmp_path_factory.mktemp("home")
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--home", str(made), "--model", "hashed-words", "add", str(folder)])
    assert stopped.value.code == 0
    return made


@pytest.fixture
def added(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the command over that home."""
    monkeypatch.setenv("MINUTED_HOME", str(home))
    return run


def texts(out: str) -> list[str]:
    return [one["outcome"]["text"] for one in json.loads(out)["outcomes"]]


def test_decisions_are_a_table_under_their_meeting(added: Run) -> None:
    status, out, err = added("decisions")
    assert (status, err) == (0, "")
    assert [line.rstrip() for line in out.splitlines()] == [
        "14 February 2024, Cabinet, Marlshire County Council",
        CABINET_ID,
        "Paragraph       Decision                                         Kind",
        "─" * 80,
        "24.resolved.a   the gritting plan be approved                    resolution",
        "24.resolved.b   £40,000 be spent on salt.                        resolution",
        "25.recommended  the Council keep the ferry.                      recommendation",
        "",
        "3 found. Searched: 2 meetings of Cabinet, Marlshire County Council, 14 February 2024 (1 undated).",
    ]


def test_actions_say_who_and_by_when_and_what_is_not_known_of_the_meeting(added: Run) -> None:
    status, out, _ = added("actions")
    assert status == 0
    shown = " ".join(out.split())
    assert out.splitlines()[0].rstrip() == "date unknown, council and committee unknown"
    assert "Paragraph Action Owner Due" in shown
    assert "report on the barn by 5 Highways 5 March 2024" in shown
    assert max(len(line) for line in out.splitlines()[:-1]) == 80


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--kind", "recommendation"], ["the Council keep the ferry."]),
        (["--kind", "resolution"], ["the gritting plan be approved", "£40,000 be spent on salt."]),
        (["--council", "marlshire-county-council", "--kind", "recommendation"], ["the Council keep the ferry."]),
        (["--committee", "CABINET", "--until", "2024-02-13"], []),
        (["--since", "2024-02-14", "--kind", "recommendation"], ["the Council keep the ferry."]),
        (["--minutes", CABINET_ID, "--kind", "recommendation"], ["the Council keep the ferry."]),
    ],
)
def test_decisions_can_be_limited(added: Run, arguments: Sequence[str], expected: list[str]) -> None:
    status, out, _ = added("decisions", "--json", *arguments)
    assert (status, texts(out)) == (0, expected)


def test_an_owner_is_found_by_a_part_of_the_name_in_any_case(added: Run) -> None:
    assert len(texts(added("actions", "--owner", "WAYS man", "--json")[1])) == 1
    assert len(texts(added("actions", "--owner", "byrne", "--format", "json")[1])) == 1
    assert texts(added("actions", "--owner", "Nobody", "--json")[1]) == []


def test_nothing_found_says_what_there_is_none_of_and_what_was_searched(added: Run) -> None:
    searched = "Searched: 1 meeting of Cabinet, Marlshire County Council, 14 February 2024."
    assert added("actions", "--owner", "Nobody", "--committee", "Cabinet")[:2] == (
        0,
        f"There are no actions with an owner named 'Nobody' in the minutes searched. {searched}\n",
    )
    assert added("decisions", "--until", "2020-01-01", "--kind", "resolution")[:2] == (
        0,
        "There are no resolutions in the minutes searched. Searched: no meetings. None are within the limits that were "
        "set.\n",
    )
    assert added("outcomes", "votes", "--committee", "Cabinet")[1] == (
        f"There are no votes in the minutes searched. {searched}\n"
    )


def test_json_says_where_each_stands_and_what_was_searched(added: Run) -> None:
    body = json.loads(added("decisions", "--kind", "recommendation", "--json")[1])
    (one,) = body["outcomes"]
    assert one["address"] == f"/minutes/{CABINET_ID}?paragraph=25.recommended&quote=17-44#25.recommended"
    assert (one["label"], one["name"]) == ("25 recommended", "paragraph 25 recommended, Cabinet, 14 February 2024")
    assert one["paragraph"]["text"] == "RECOMMENDED that the Council keep the ferry."
    assert one["outcome"]["paragraph_id"] == one["paragraph"]["id"] == f"{CABINET_ID}#25.recommended"
    assert one["minutes"]["held"] == "2024-02-14"
    assert (body["total"], body["offset"], body["next"], body["searched"]["minutes"]) == (1, 0, None, 2)


def test_csv_has_a_header_and_a_line_for_each_with_iso_days(added: Run) -> None:
    status, out, err = added("actions", "--format", "csv")
    assert (status, err) == (0, "")
    assert out.count("\r\n") == out.count("\n") == 4
    rows = list(csv.DictReader(out.splitlines()))
    assert [(row["held"], row["council"], row["committee"]) for row in rows] == [
        ("unknown", "unknown", "unknown"),
        ("2024-02-14", "Marlshire County Council", "Cabinet"),
        ("2024-02-14", "Marlshire County Council", "Cabinet"),
    ]
    assert (rows[1]["owner"], rows[1]["due_date"]) == ("Highways Manager", "2024-03-05")
    assert rows[1]["paragraph_id"].startswith(f"{CABINET_ID}#24.")


def test_no_cell_begins_as_a_formula(added: Run) -> None:
    rows = list(csv.reader(added("actions", "--format", "csv")[1].splitlines()))
    assert any("=HYPERLINK" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("plural", PLURALS)
@pytest.mark.parametrize("printed", ["table", "json", "csv"])
def test_every_kind_can_be_listed_in_every_form(added: Run, plural: str, printed: str) -> None:
    status, out, err = added("outcomes", plural, "--format", printed)
    assert (status, err) == (0, "")
    assert out


def test_attendance_is_listed_with_its_roles(added: Run) -> None:
    body = json.loads(added("outcomes", "attendance", "--json")[1])
    assert [(one["outcome"]["name"], one["outcome"]["role"]) for one in body["outcomes"]] == [
        ("Councillor Órla Byrne", "Chair"),
        ("Councillor Tom Reeve", None),
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["decisions", "--council", "Eastmere"],
            "there is no council 'Eastmere' in this collection. There is only Marlshire County Council.",
        ),
        (
            ["actions", "--committee", "Cabinets"],
            "there is no committee 'Cabinets' in this collection. Did you mean 'Cabinet'?",
        ),
        (["actions", "--owner", " "], "the owner to look for is empty. Give a value, or leave it out."),
        (
            ["outcomes", "votes", "--since", "2024-02-02", "--until", "2024-02-01"],
            "the scope runs from 2024-02-02 back to 2024-02-01. Give the earlier date first.",
        ),
    ],
)
def test_limits_that_cannot_be_meant_are_one_sentence_and_status_1(
    added: Run, arguments: Sequence[str], message: str
) -> None:
    assert added(*arguments) == (1, "", f"minuted: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["decisions", "--kind", "song"], "'song' is not one of"),
        (["outcomes", "songs"], "'songs' is not one of"),
        (["actions", "--json", "--format", "csv"], "--json and --format csv say different things. Give one of them."),
    ],
)
def test_wrong_usage_is_status_2(added: Run, arguments: Sequence[str], part: str) -> None:
    status, out, err = added(*arguments)
    assert (status, out) == (2, "")
    assert part in err


def test_json_may_be_asked_for_twice(added: Run) -> None:
    assert added("actions", "--json", "--format", "json")[0] == 0


def test_lists_of_a_home_without_minutes_say_how_to_add_some(run: Run) -> None:
    status, _, err = run("decisions")
    assert status == 1
    assert "Add some: minuted add FILE" in err
