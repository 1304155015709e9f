"""A tiny collection, questions as short as a test needs them, and the command as its user calls it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.minutes import Metadata, digest
from eval import cli
from eval.questions import Gold, Question
from eval.runs import MadeBy
from index.collection import Collection
from index.embed import load_embedder
from index.scope import Scope
from service.ingest import Account, add_files
from tests.eval.asked import Run, asked

ROADS = (
    "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n\n"
    "1.2\u00a0\u00a0 Salt cost £40,000. It was bought from a mine.\n\nACTION:\u00a0 Ann Hall\n"
)
BUSES = "Agenda item\n\nSchool buses\n\n2.1\u00a0\u00a0 The bus to Fenwick leaves at eight.\n"
BARN = "The salt barn in Mill Lane was filled in October."
MINE = "A mine in Cheshire sold forty tonnes."


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
        any_of: tuple[tuple[str, ...], ...] = (),
        standalone: str = "",
    ) -> Question:
        judged = tuple(Gold(paragraph, grade, "0" * 16) for paragraph, grade in (gold or {}).items())
        return Question(
            id=name,
            question=asks,
            kind=kind,  # type: ignore[arg-type]
            gold=judged,
            answerable=bool(judged),
            scope=Scope(minutes_id=minutes_id),
            any_of=any_of,
            standalone=standalone,
        )

    return make


@pytest.fixture
def made_by() -> Callable[..., MadeBy]:
    """Return a function that says what made a run, with some values of its own."""

    def make(**other: object) -> MadeBy:
        whole: dict[str, object] = {
            "set": "mine",
            "source": "mine",
            "questions": "a" * 64,
            "retriever": "words",
            "settings": {"headers": True, "limit": 50},
            "corpus": "b" * 64,
            "model": "hashed-words",
            "code": "c" * 64,
            "depth": 50,
        }
        return MadeBy(**{**whole, **other})  # type: ignore[arg-type]

    return make


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs the command and gives its status, standard output and standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(one) for one in arguments])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the question set `mine` the only one, over minutes of two paragraphs, and return its name.

    Of its three questions one is answered by the paragraph that shares its words, one by a paragraph that shares none,
    and one by none.
    """
    sets = tmp_path / "sets"
    (sets / "mine" / "minutes").mkdir(parents=True)
    (sets / "mine" / "minutes" / "roads.txt").write_text(
        f"Agenda item\n\nGritting\n\n1.1\u00a0\u00a0 {BARN}\n\n1.2\u00a0\u00a0 {MINE}\n", encoding="utf-8"
    )
    lines = [
        judged("q1", "Where is the salt barn?", "lookup", {"1.1": BARN}),
        judged("q2", "When do buses go?", "when", {"1.2": MINE}),
        judged("q3", "Who won the gala?", "unanswerable", {}),
    ]
    (sets / "mine" / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (sets / "mine" / "set.toml").write_text('corpus = "minutes"\ndescription = "Mine."\n', encoding="utf-8")
    monkeypatch.setattr("eval.questions.SETS", sets)
    monkeypatch.setenv("MINUTED_EVIDENCE_THRESHOLD", "0.4")
    return "mine"


def judged(name: str, asks: str, kind: str, gold: dict[str, str]) -> str:
    """Return the line of a question from the labels and texts of the paragraphs that answer it."""
    return json.dumps(
        {
            "id": name,
            "question": asks,
            "kind": kind,
            "scope": {},
            "history": [],
            "gold": [
                {"paragraph": f"unknown/unknown/undated/gritting#{label}", "grade": 1, "digest": digest(label, text)}
                for label, text in gold.items()
            ],
            "answerable": bool(gold),
            "notes": "",
        }
    )


@pytest.fixture
def made(run: Run, mine: str, tmp_path: Path) -> Path:
    """Return the folder of the runs `words` and `bm25` of the set `mine`, with its answers."""
    asked(run, "run", mine, "--retriever", "words", "--retriever", "bm25", "--out", tmp_path / "out")
    return tmp_path / "out" / "mine"
