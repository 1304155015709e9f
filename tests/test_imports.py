"""Who may import whom, and how large a file may be: the shape of the project, checked."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "prompts": set(),
    "service": {"corpus", "index", "prompts"},
    "eval": {"corpus", "index", "prompts", "service"},
}
MOST_LINES = 320


def modules() -> list[Path]:
    return sorted(file for package in MAY_IMPORT for file in (ROOT / package).rglob("*.py"))


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.add((node.module or "").split(".")[0])
    return found


def each_module(test):  # type: ignore[no-untyped-def]
    return pytest.mark.parametrize("module", modules(), ids=lambda file: str(file.relative_to(ROOT)))(test)


@each_module
def test_a_module_imports_only_what_stands_before_it_on_the_line(module: Path) -> None:
    package = module.relative_to(ROOT).parts[0]
    ours = imported(ast.parse(module.read_text(encoding="utf-8"))) & set(MAY_IMPORT)

    assert ours - {package} <= MAY_IMPORT[package]


@each_module
def test_a_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))), "it has no docstring"


def test_every_file_of_tests_says_what_it_is_for() -> None:
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert [file.name for file in files if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))] == []


@each_module
def test_a_module_is_short_enough_to_be_read(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_the_walk_sees_a_wrong_arrow() -> None:
    tree = ast.parse("import os\nfrom service.app import make_app\nimport eval.cli as cli\n")

    assert imported(tree) == {"os", "service", "eval"}


def test_every_package_is_walked() -> None:
    packages = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").is_file()}

    assert packages <= set(MAY_IMPORT)
