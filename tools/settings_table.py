"""The settings in, their table in docs/settings.md out: `python tools/settings_table.py` writes it anew."""

import re
from pathlib import Path

from service.settings import settings_table

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"


def table() -> str:
    """Return the table of settings in Markdown."""
    rows = [
        f"| `{name}` | `{default}` | `{variable}` | {about} |" for name, default, variable, about in settings_table()
    ]
    return "\n".join(["| setting | default | variable | what it is |", "|---|---|---|---|", *rows])


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        re.sub(
            r"(<!-- settings: [^>]*-->\n).*?(\n<!-- /settings -->)",
            lambda found: f"{found[1]}{table()}{found[2]}",
            text,
            flags=re.DOTALL,
        ),
        encoding="utf-8",
    )
