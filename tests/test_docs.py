"""What the README and its pages say of settings, commands and labels is what the code says."""

import re
from pathlib import Path

import pytest

from corpus.blocks import Block
from corpus.numbering import SCHEMES, read_labels
from corpus.sequence import place
from service.cli import app
from service.settings import settings_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LABELS = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SCHEME_TABLE = LABELS.partition("<!-- schemes:")[2].partition("<!-- /schemes -->")[0]
EXAMPLES = [
    tuple(cell.strip().strip("`") for cell in row.strip("|").split("|")) for row in SCHEME_TABLE.splitlines()[3:]
]


def test_the_table_of_settings_is_the_code_s() -> None:
    rows = [
        f"| `{name}` | `{default}` | `{variable}` | {about} |" for name, default, variable, about in settings_table()
    ]
    table = "\n".join(["| setting | default | variable | what it is |", "|---|---|---|---|", *rows])
    found = re.search(r"<!-- settings: [^>]*-->\n(.*)\n<!-- /settings -->", SETTINGS, re.DOTALL)
    assert found is not None
    assert found[1] == table, f"put this between the marks in docs/settings.md:\n{table}"


def test_every_command_is_in_the_readme() -> None:
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    assert names >= {
        "add",
        "ask",
        "search",
        "list",
        "decisions",
        "actions",
        "outcomes",
        "show",
        "remove",
        "verify",
        "serve",
        "settings",
    }
    assert [name for name in sorted(names) if f"minuted {name}" not in README] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_and_page_that_is_linked_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path, _, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(#([^)]+))?\)", text):
        linked = page.parent / path if path else page
        assert linked.is_file(), path
        assert not anchor or anchor in anchors(linked), f"{path}#{anchor}"


def anchors(page: Path) -> set[str]:
    """Return the addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_every_page_is_linked_to_from_the_readme() -> None:
    linked = set(re.findall(r"\]\(docs/([a-z]+\.md)", README))
    assert linked == {page.name for page in PAGES if page.parent.name == "docs"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_figure_is_still_to_be_filled_in(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"\b(?:[A-Z]+_(?:FIRST|AGAIN)|FIGURES|SPEED|TODO)\b", text) == []


@pytest.mark.parametrize(("scheme", "printed", "label", "address", "numbers"), EXAMPLES)
def test_an_example_of_a_label_reads_as_its_row_says(
    scheme: str, printed: str, label: str, address: str, numbers: str
) -> None:
    line = printed.replace("␣", " ")
    readings = [reading for reading in read_labels(line) if reading.scheme == scheme]
    placed = place([Block(text=line)])[0]

    assert [(reading.printed, ", ".join(map(str, reading.value))) for reading in readings] == [(label, numbers)]
    assert readings[0].name.replace("/", "-").replace(" ", "") == address
    if line in {"14365 WAR MEMORIAL", "II DECLARATIONS OF INTEREST"}:
        assert placed.label == ""  # prose can begin so, and only the numbers around it make it one
    else:
        assert (placed.label, placed.fragment) == (label, address or "p1")


def test_what_is_said_to_be_no_label_is_none_by_itself() -> None:
    section = LABELS.partition("## What is not a label")[2].partition("Some of")[0]
    examples = re.findall(r"`([^`]+)`", section)

    assert len(examples) >= 15
    assert [one for one in examples if place([Block(text=f"{one} it was said.")])[0].label] == []


def test_every_scheme_has_an_example() -> None:
    assert list(dict.fromkeys(scheme for scheme, *_ in EXAMPLES)) == list(SCHEMES)
