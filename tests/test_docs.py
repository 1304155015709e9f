"""What the README says of settings and commands is what the code says."""

import re
from pathlib import Path

from service.cli import app
from service.settings import settings_table

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_code_s() -> None:
    rows = [
        f"| `{name}` | `{default}` | `{variable}` | {about} |" for name, default, variable, about in settings_table()
    ]
    table = "\n".join(["| setting | default | variable | what it is |", "|---|---|---|---|", *rows])
    found = re.search(r"<!-- settings: [^>]*-->\n(.*)\n<!-- /settings -->", README, re.DOTALL)
    assert found is not None
    assert found[1] == table, f"put this between the marks in README.md:\n{table}"


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


def test_every_picture_of_the_readme_is_there() -> None:
    for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (Path(__file__).parent.parent / path).is_file(), path


def test_no_figure_of_the_readme_is_still_to_be_filled_in() -> None:
    assert re.findall(r"\b(?:[A-Z]+_(?:FIRST|AGAIN)|FIGURES|SPEED|TODO)\b", README) == []
