"""A tiny collection, and questions as short as a test needs them."""

from collections.abc import Callable, Iterator

import pytest

from corpus.minutes import Metadata
from eval.questions import Gold, Question
from index.collection import Collection
from index.embed import load_embedder
from service.ingest import Account, add_files

ROADS = (
    "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n\n"
    "1.2\u00a0\u00a0 Salt cost £40,000. It was bought from a mine.\n\nACTION:\u00a0 Ann Hall\n"
)
BUSES = "Agenda item\n\nSchool buses\n\n2.1\u00a0\u00a0 The bus to Fenwick leaves at eight.\n"


@pytest.fixture(autouse=True)
def _quick_model(_own_home: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands use the model that is loaded in no time."""
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A collection of two minutes, `unknown/unknown/undated/gritting-of-roads` and `…/school-buses`, in a home."""
    folder = tmp_path_factory.mktemp("tiny")
    for name, text in (("roads.txt", ROADS), ("buses.txt", BUSES)):
        (folder / name).write_text(text, encoding="utf-8")
    files = [folder / "roads.txt", folder / "buses.txt"]
    home = folder / "collections" / "public"
    with Collection.open(home, load_embedder("hashed-words"), create=True) as opened:
        add_files(opened, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield opened


@pytest.fixture
def question() -> Callable[..., Question]:
    """Return a function that makes a question from its id and the grades of the paragraphs that answer it."""

    def make(
        name: str,
        gold: dict[str, int] | None = None,
        *,
        asks: str = "What?",
        kind: str = "lookup",
        minutes_id: str | None = None,
    ) -> Question:
        judged = tuple(Gold(paragraph, grade, "0" * 16) for paragraph, grade in (gold or {}).items())
        return Question(name, asks, kind, judged, bool(judged), minutes_id, "")  # type: ignore[arg-type]

    return make
