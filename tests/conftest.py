"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the home of whoever runs it, and from the settings of their shell."""
    for name in [name for name in os.environ if name.startswith("MINUTED_") and name != "MINUTED_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path_factory.mktemp("home")))
    # Making a graph takes a while, so that one is kept from run to run; it is named for all that made it.
    monkeypatch.setenv("MINUTED_CACHE", str(Path(__file__).parent.parent / "build" / "test-cache"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents that are no part of the project (the five real minutes); skips where it is missing."""
    root = Path(__file__).parent.parent
    folder = Path(os.environ.get("MINUTED_SHARED", root.parent / "shared"))
    if not (folder / "minutes").is_dir():
        pytest.skip(f"the real minutes are not here ('{folder}'); MINUTED_SHARED can name their folder")
    return folder
