"""`minuted-eval speed` as its user meets it: the shape of its JSON, its table, and the flags that it refuses."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eval import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command and gives its status, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            cli.main(["speed", *arguments])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


def shape(value: Any) -> Any:
    """Return the names in a JSON value, with what their values are."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return "text" if isinstance(value, str) else "number" if isinstance(value, int | float) else value


LATENCY = {"p50_ms": "number", "p95_ms": "number"}
STAGE = {"paragraphs_per_second": "number", "peak_mb": "number"}
READ = dict.fromkeys(["paragraphs_per_second", "paragraphs", "documents", "processes"], "number")
LOAD = {
    "what": "text",
    **dict.fromkeys(["clients", "answered", "refused", "given_up", "questions_per_second"], "number"),
    **dict.fromkeys(["p50_ms", "p95_ms", "waited_p95_ms", "client_ms"], "number"),
}
AGAINST = {"ours": "number", "plain": "number", "ratio": "number"}


def question(identity: str, asks: str) -> str:
    """Return the line of a question that nothing answers."""
    line = {"id": identity, "question": asks, "kind": "unanswerable", "scope": {}, "history": []}
    return json.dumps(line | {"gold": [], "answerable": False, "notes": ""})


@pytest.fixture
def mine(tmp_path: Path) -> str:
    """The folder of a set of two questions over a text and a page of one paragraph each."""
    minutes = tmp_path / "minutes"
    minutes.mkdir()
    (minutes / "a.txt").write_text("Agenda item\n\nGritting\n\n1.1\u00a0\u00a0 Salt cost £40,000.\n", encoding="utf-8")
    (minutes / "b.html").write_text("<h1>Agenda item</h1><h2>Buses</h2><p>2.1 The bus leaves at eight.</p>", "utf-8")
    lines = [question("q1", "What did the salt cost?"), question("q2", "When does the bus leave?")]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "set.toml").write_text(f"corpus = '{minutes}'\ndescription = 'Mine.'\n", encoding="utf-8")
    return str(tmp_path)


def test_the_shape_of_the_json(run: Run, mine: str) -> None:
    status, out, err = run(mine, "--json", "--rounds", "1", "--sizes", "50,100", "--clients", "1,2", "--workers", "1")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert shape(found["reading"]) == {"html": READ, "text": READ}
    by_file = found["adding"].pop("bytes_by_file")
    assert all(size > 0 for name, size in by_file.items() if not name.endswith("lock"))
    assert shape(found["adding"]) == {
        "documents": "number",
        "paragraphs": "number",
        "passages": "number",
        "texts": "number",
        "parse": STAGE,
        "embed": STAGE,
        "write": STAGE,
        "together": STAGE,
        "loading_seconds": "number",
        "bytes_per_paragraph": "number",
    }
    again = dict.fromkeys(["paragraphs", "documents", "unchanged_seconds", "changed_seconds"], "number")
    assert shape(found["again"]) == [again, again]
    assert shape(found["asking"]) == {
        "paragraphs": "number",
        "ask_seconds": "number",
        "serve_seconds": "number",
        "search": LATENCY,
        "answer": LATENCY,
        "questions_at_once": "number",
        "serving": [LOAD, LOAD],
    }
    serving = dict.fromkeys(["paragraphs", "workers", "ready_seconds", "memory_mb"], "number")
    assert shape(found["serving"]) == [{**serving, "loads": [LOAD] * 4}] * 2
    assert set(found["scale"][0].pop("bytes_by_file")) >= {"minutes.db", "words"}
    assert shape(found["scale"][0]) == {
        "paragraphs": "number",
        "documents": "number",
        "vectors": "text",
        "paragraphs_per_second": "number",
        "bring_up_seconds": "number",
        "serve_seconds": "number",
        "api_p50_ms": "number",
        "api_p95_ms": "number",
        "http_p50_ms": "number",
        "http_p95_ms": "number",
        "server_mb": "number",
        "first_search_ms": "number",
        "p50_ms": "number",
        "p95_ms": "number",
        "loaded_mb": "number",
        "resident_mb": "number",
        "recall_at_10": "number",
        "bytes_per_paragraph": "number",
    }
    assert shape(found["plain"]) == {
        "encoder": "text",
        "paragraphs": "number",
        "questions": "number",
        "adding_paragraphs_per_second": AGAINST,
        "asking_ms": AGAINST,
    }


def test_what_a_search_costs_is_drawn(run: Run, mine: str, tmp_path: Path) -> None:
    drawn = tmp_path / "scale.svg"
    arguments = ["--rounds", "1", "--sizes", "50", "--only", "scale", "--picture", str(drawn), "--json"]
    status, out, _ = run(mine, *arguments)
    assert status == 0
    median = json.loads(out)["scale"][0]["p50_ms"]
    assert f"search, median: {median:,.1f} at 50" in drawn.read_text(encoding="utf-8")


def test_a_picture_needs_scale(run: Run, mine: str, tmp_path: Path) -> None:
    status, _, err = run(mine, "--only", "plain", "--picture", str(tmp_path / "scale.svg"))
    assert status == 2
    assert "there is nothing to draw without scale. Name it too: --only scale." in " ".join(err.split())


def test_the_table_has_a_figure_and_its_unit_in_every_line(run: Run, mine: str) -> None:
    status, out, err = run(mine, "--rounds", "1", "--sizes", "50", "--embedded", "--only", "scale", "--only", "plain")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["part", "what", "figure", "unit"]
    at = [lines[0].index("what"), lines[0].index("figure") + len("figure"), lines[0].index("unit")]
    cells = [(line[: at[0]].strip(), line[at[0] : at[1]].rsplit(None, 1), line[at[2] :].strip()) for line in lines[1:]]
    assert [part for part, _, _ in cells if part] == ["scale", "plain"]
    named = [(what[0].strip() if len(what) > 1 else "", unit) for _, what, unit in cells]
    # Files that need less than a byte a paragraph are not listed.
    assert [one for one in named if "." not in one[0] and one[0] not in {"words", "originals"}] == [
        ("50 paragraphs", "paragraphs/s added"),
        ("vectors and words brought up", "s"),
        ("minuted serve, cold", "s to /health"),
        ("memory, serving", "MB"),
        ("search over HTTP", "ms p50"),
        ("", "ms p95"),
        ("answer over HTTP", "ms p50"),
        ("", "ms p95"),
        ("first search", "ms"),
        ("search", "ms p50"),
        ("", "ms p95"),
        ("recall@10 of the vectors", "of the closest ten"),
        ("memory, model loaded", "MB"),
        ("memory, searching", "MB"),
        ("on disk", "bytes/paragraph"),
        ("adding, Minuted", "paragraphs/s"),
        ("adding, plain", "paragraphs/s"),
        ("adding, Minuted / plain", "ratio"),
        ("asking, Minuted", "ms p50"),
        ("asking, plain", "ms p50"),
        ("asking, Minuted / plain", "ratio"),
    ]
    assert all(float(what[-1].replace(",", "")) >= 0 for _, what, _ in cells)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--only", "guessing"],
            "there is no part 'guessing'. Choose one of reading, adding, again, asking, serving, scale, plain.",
        ),
        (["--sizes", "ten"], "'ten' is no list of whole numbers from 1 to 1,000,000 such as 1,8,32."),
        (["--sizes", "0"], "'0' is no list of whole numbers from 1 to 1,000,000 such as 1,8,32."),
        (["--sizes", "1000001"], "'1000001' is no list of whole numbers from 1 to 1,000,000 such as 1,8,32."),
        (["--clients", "1,,8"], "'1,,8' is no list of whole numbers from 1 to 256 such as 1,8,32."),
        (["--clients", "257"], "'257' is no list of whole numbers from 1 to 256 such as 1,8,32."),
        (["--clients=-1"], "'-1' is no list of whole numbers from 1 to 256 such as 1,8,32."),
        (["--rounds", "0"], "Invalid value for '--rounds'"),
    ],
)
def test_a_flag_that_cannot_be_meant_is_wrong_usage(run: Run, arguments: Sequence[str], sentence: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "Usage: minuted-eval speed" in err
    assert sentence in " ".join(err.split())


def test_an_unknown_set_is_one_sentence(run: Run) -> None:
    status, out, err = run("mine")
    assert (status, out) == (1, "")
    assert err.startswith("minuted: there is no question set 'mine'.")
