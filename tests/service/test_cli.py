"""The command line as its user meets it: what it prints, what it exits with, what it says when something is wrong."""

import json
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import typer

from index.collection import Collection
from index.rerank import load_reranker
from service import cli
from service.settings import settings_table

ITEM = (
    "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n\n"
    "1.2\u00a0\u00a0 Salt cost £40,000. It was bought from a mine.\n\nACTION:\u00a0 Ann Hall\n"
)
ROADS = "unknown/unknown/undated/gritting-of-roads"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command and gives its status, standard output and standard error."""
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main(list(arguments))
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    file = tmp_path / "roads.txt"
    file.write_text(ITEM, encoding="utf-8")
    return file


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_adding_ends_with_what_is_searched_so_that_no_question_waits_for_it(
    run: Run, roads: Path, tmp_path: Path
) -> None:
    home = str(tmp_path / "home")
    assert run("--home", home, "add", str(roads))[0] == 0
    with Collection.open(Path(home) / "collections" / "public", lambda: pytest.fail("no model is needed")) as opened:
        with opened.connection() as connection:
            assert opened.words.is_current(connection)
        assert opened.words.contents() == [1, 2, 3]


def test_adding_tells_what_was_read(run: Run, roads: Path) -> None:
    status, out, _ = run("add", str(roads))
    assert status == 0
    assert lines(out) == [
        f"added      {ROADS}  (3 paragraphs, 2 labelled)",
        "council    unknown; say it by --council, or council in roads.txt.toml",
        "committee  unknown; say it by --committee, or committee in roads.txt.toml",
        "date       unknown; say it by --held, or held in roads.txt.toml",
        "time       unknown; say it by --begins, or begins in roads.txt.toml",
        "title      Gritting of roads",
        "status     unknown; say it by --status, or status in roads.txt.toml",
        "layout     agenda item, 1 item",
        "of these   1 action",
        "note: the document does not state its council, committee and date; "
        "give --council --committee --held, or a side-car file",
        "1 document: 1 added. 3 paragraphs, 2 with a printed label; of these 1 action.",
    ]


def test_adding_again_changes_nothing(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("add", str(roads))
    assert (status, lines(out)[-1]) == (0, "1 document: 1 unchanged. 3 paragraphs, 2 with a printed label.")


def test_an_answer_names_its_paragraphs(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("ask", "What did the salt cost?")
    assert status == 0
    assert "Salt cost £40,000. [1.2]" in lines(out)
    assert lines(out)[-3:-1] == [f"[1.2] {ROADS}", "Gritting of roads, council and committee unknown, date unknown"]


def test_an_answer_from_several_meetings_says_which_each_is_from(run: Run, tmp_path: Path) -> None:
    for held, cost in (("2023-01-10", "£30"), ("2024-02-14", "£40")):
        file = tmp_path / f"{held}.txt"
        file.write_text(f"Agenda item\n\nSalt\n\n1.1  The salt of the year cost {cost}.\n", encoding="utf-8")
        run("add", str(file), "--council", "Oak", "--committee", "Roads Board", "--held", held)
    _, out, _ = run("ask", "How has the cost of the salt of the year changed?")
    assert [one for one in lines(out) if one.endswith(":") or "cost" in one][1:] == [
        "Roads Board, Oak, 10 January 2023:",
        "The salt of the year cost £30. [1.1]",
        "Roads Board, Oak, 14 February 2024:",
        "The salt of the year cost £40. [1.1]",
    ]


def test_silence_says_what_was_searched_and_what_is_nearest(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("ask", "Who won the swimming gala?")
    assert status == 0
    assert lines(out)[:2] == [
        "The minutes searched do not say. Searched: 1 meeting, date unknown.",
        "Related, but does not answer:",
    ]


def test_search_ranks_paragraphs(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("search", "salt barn Mill Lane", "-k", "1")
    assert (status, lines(out)[0].split()[:2]) == (0, ["1.", f"{ROADS}#1.1"])
    assert lines(out)[1:] == [
        "council and committee unknown, date unknown",
        "The salt barn in Mill Lane was filled in October.",
    ]


def test_an_unknown_council_and_a_day_that_is_none_are_told(run: Run, roads: Path) -> None:
    run("add", str(roads), "--council", "Oak Council", "--held", "7 November 2019")
    assert run("list", "--council", "Oak Counsel") == (
        1,
        "",
        "minuted: there is no council 'Oak Counsel' in this collection. Did you mean 'Oak Council'?\n",
    )
    assert lines(run("list", "--until", "7 November 2019")[1])[0].startswith("7 November 2019")
    status, out, err = run("list", "--since", "yesterday")
    assert (status, out) == (2, "")
    assert err.endswith("'yesterday' is not a day. Write it like 2019-11-07, or '7 November 2019'.\n")


def test_limits_that_a_question_names_are_told_and_left_out_when_asked(run: Run, roads: Path) -> None:
    run("add", str(roads), "--council", "Oak Council", "--held", "7 November 2019")
    question = "What was said about the salt barn at the November 2019 meeting?"
    assert lines(run("ask", question)[1])[1] == (
        "Read as asking only about November 2019. To search everything: --no-narrow."
    )
    assert not any("--no-narrow" in line for line in lines(run("ask", question, "--no-narrow")[1]))


def test_a_scope_narrows_and_an_unknown_kind_is_told(run: Run, roads: Path) -> None:
    run("add", str(roads), "--council", "Oak Council", "--held", "7 November 2019")
    assert lines(run("search", "salt", "--since", "2020-01-01")[1]) == ["No paragraph matches."]
    assert lines(run("search", "salt", "--kind", "action")[1])[0].startswith(
        "1. oak/unknown/2019-11-07/gritting-of-roads#1.2.action"
    )
    status, out, err = run("search", "salt", "--kind", "speech")
    assert (status, out) == (1, "")
    assert err.startswith("minuted: there is no kind of paragraph 'speech'. The kinds are paragraph, resolution,")


def test_list_and_show(run: Run, roads: Path) -> None:
    run(
        "add",
        str(roads),
        "--council",
        "Oak Council",
        "--committee",
        "Roads Board",
        "--held",
        "2019-11-07",
        "--status",
        "draft",
    )
    assert lines(run("list")[1]) == [
        "7 November 2019, Roads Board, Oak Council (3 paragraphs · draft)",
        "Gritting of roads",
        "oak/roads-board/2019-11-07/gritting-of-roads",
    ]
    shown = lines(run("show", "oak/roads-board/2019-11-07/gritting-of-roads")[1])
    assert shown[0] == "Gritting of roads"
    assert "[1.1] 1.1 The salt barn in Mill Lane was filled in October." in shown
    assert "[1.2.action] ACTION: Ann Hall" in shown
    one = lines(run("show", "oak/roads-board/2019-11-07/gritting-of-roads#1.2")[1])
    assert one == [
        "Roads Board, Oak Council, 7 November 2019",
        "Gritting of roads",
        "[1.2] 1.2 Salt cost £40,000. It was bought from a mine.",
    ]


def test_remove_takes_minutes_away(run: Run, roads: Path) -> None:
    run("add", str(roads))
    assert run("remove", ROADS)[:2] == (0, f"removed '{ROADS}'\n")
    assert lines(run("list")[1]) == ["There are no minutes in this scope."]
    status, _, err = run("remove", ROADS)
    assert (status, err) == (
        1,
        f"minuted: no minutes '{ROADS}' are in this collection. List what is there with: minuted list\n",
    )


def test_verify_finds_nothing_wrong_and_then_what_is(run: Run, roads: Path) -> None:
    run("add", str(roads))
    assert run("verify")[:2] == (0, "Nothing is wrong: 1 minutes with 3 paragraphs and 3 passages.\n")
    original = next(Path(json.loads(run("settings", "--json")[1])["home"]).rglob("originals/*/*.txt"))
    original.write_text("something else", encoding="utf-8")
    status, out, _ = run("verify")
    assert status == 1
    assert lines(out)[-1] == "1 problem found in 1 minutes with 3 paragraphs and 3 passages."


def test_settings_shows_every_setting(run: Run) -> None:
    shown = json.loads(run("settings", "--json")[1])
    assert set(shown) == {name for name, *_ in settings_table()}
    assert shown["model"] == "hashed-words"
    assert "MINUTED_MODEL" in run("settings")[1]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["ask", "What did the salt cost?"], {"question", "status", "sentences", "evidence", "searched"}),
        (["show", ROADS], {"id", "items", "source"}),
        (["show", f"{ROADS}#1.2"], {"paragraph", "minutes"}),
        (["verify"], {"problems", "minutes", "paragraphs", "passages"}),
        (["remove", ROADS], {"removed"}),
    ],
)
def test_every_command_gives_json(run: Run, roads: Path, arguments: Sequence[str], keys: set[str]) -> None:
    added = json.loads(run("add", str(roads), "--json")[1])
    assert (added["paragraphs"], added["labels"], added["refused"]) == (3, 2, [])
    assert keys <= set(json.loads(run(*arguments, "--json")[1]))
    assert isinstance(json.loads(run("list", "--json")[1]), list)


def test_the_sample_can_be_added(run: Run) -> None:
    status, out, _ = run("add", "--sample")
    assert (status, lines(out)[-1].split(":")[0]) == (0, "17 documents")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["add", "none.txt"],
            "minuted: there is no file or folder 'none.txt'. "
            "Give the path of minutes to add, or of a folder of them.\n",
        ),
        (
            ["add", "roads.txt", "--held", "32 May"],
            "minuted: the command line gives held as '32 May', which is no date. "
            "Write it as 2019-11-07 or 7 November 2019.\n",
        ),
        (
            ["add", "roads.txt", "--status", "final"],
            "minuted: the command line gives status as 'final'. It can be draft, approved, unknown.\n",
        ),
        (["--model", "no/such-model", "add", "roads.txt"], None),
        (["ask", "What did the salt cost?"], None),
    ],
)
def test_what_is_wrong_is_one_sentence_and_status_1(
    run: Run, roads: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], sentence: str | None
) -> None:
    monkeypatch.chdir(roads.parent)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("minuted: ")
    assert "Traceback" not in err
    assert sentence is None or err == sentence


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "empty.txt",
            b"",
            "'empty.txt' is empty: it holds no text to read. Save the page or document again and add that file.",
        ),
        (
            "binary.txt",
            b"\x89PNG\0\0\1\2",
            "'binary.txt' is a binary file (a PNG picture). Minuted reads .html, .htm, .xhtml, .aspx, .txt, .text, "
            ".docx, .pdf, .xml: add the minutes in one of these.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_name(
    run: Run, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    status, _, err = run("add", str(tmp_path / name))
    assert (status, lines(err)) == (1, [f"minuted: {sentence}"])


def test_a_folder_without_minutes_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    status, _, err = run("add", str(tmp_path / "in"))
    assert (status, err) == (
        1,
        f"minuted: the folder '{tmp_path / 'in'}' holds no minutes: "
        "no file in it ends in .html, .htm, .xhtml, .aspx, .txt, .text, .docx, .pdf, .xml. "
        "Give another folder, or the files themselves.\n",
    )


def test_files_that_no_format_reads_are_named(run: Run, roads: Path) -> None:
    (roads.parent / "scan.tiff").write_bytes(b"II*")
    (roads.parent / "budget.xlsx").write_bytes(b"PK")
    (roads.parent / "roads.txt.toml").write_text('council = "Oak Council"\n')
    status, out, _ = run("add", str(roads.parent))
    assert (status, lines(out)[-1]) == (0, "Passed over 2 files (no format reads it): budget.xlsx, scan.tiff.")


def test_side_cars_that_are_named_are_read_with_their_files(run: Run, roads: Path) -> None:
    beside = roads.parent / "roads.txt.toml"
    beside.write_text('council = "Oak Council"\n')
    assert lines(run("add", str(roads), str(beside))[1])[0].startswith(
        "added      oak/unknown/undated/gritting-of-roads"
    )
    status, _, err = run("add", str(beside))
    assert (status, err) == (
        1,
        f"minuted: there are only side-cars at '{beside}'. Add the files that they stand beside.\n",
    )


def test_a_home_that_cannot_be_made_is_told(run: Run, roads: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    status, _, err = run("--home", str(tmp_path / "file"), "add", str(roads))
    assert status == 1
    assert lines(err) == [
        f"minuted: the folder '{tmp_path / 'file' / 'collections' / 'public'}' cannot be written to. "
        "Choose a home you may write to, with MINUTED_HOME."
    ]


def test_a_collection_made_by_another_model_is_told(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, _, err = run("--model", "all-MiniLM-L6-v2", "ask", "What did the salt cost?")
    assert status == 1
    assert err.startswith("minuted: collection 'public' was made by the model 'hashed-words@")
    assert err.endswith(
        "Set model back to 'hashed-words', or embed the collection anew with the model of the settings: minuted "
        "reembed\n"
    )


def test_a_model_that_runs_slower_than_it_could_is_told_once(
    run: Run, roads: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_MODEL", str(tiny_folder))
    monkeypatch.setenv("MINUTED_CACHE", str(roads))  # a file, in which nothing can be kept
    status, _, err = run("add", str(roads), str(roads.parent))
    assert (status, err) == (
        0,
        f"minuted: the model '{tiny_folder}' runs as it is, several times slower than it could: no graph can be kept "
        f"in '{roads / 'graphs'}': Not a directory.\n",
    )


def test_a_port_in_use_is_told_before_anything_is_loaded(run: Run, roads: Path) -> None:
    run("add", str(roads))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, err = run("serve", "--port", str(port))
    assert status == 1
    assert err.startswith(f"minuted: cannot listen on 127.0.0.1 port {port} (Address already in use).")


@pytest.mark.parametrize("arguments", [["add"], ["ask"], ["frobnicate"], ["add", "x.txt", "--colour", "red"]])
def test_wrong_usage_is_status_2(run: Run, arguments: Sequence[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert "Usage:" in err


def test_interrupting_says_how_far_it_came(run: Run, roads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = roads.with_name("second.txt")
    second.write_text(ITEM.replace("Gritting", "Sweeping"), encoding="utf-8")
    whole = Collection.add

    def add_then_interrupt(self: Collection, *arguments: object, **named: object) -> object:
        if any("Sweeping" in str(argument) for argument in arguments):
            raise KeyboardInterrupt
        return whole(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Collection, "add", add_then_interrupt)
    status, _, err = run("add", str(roads.parent))
    assert (status, lines(err)) == (
        130,
        ["minuted: interrupted: 1 of 2 files added, each of them wholly. Run it again to go on."],
    )


def test_a_fault_of_ours_is_status_3_with_where_it_arose(capsys: pytest.CaptureFixture[str]) -> None:
    commands = typer.Typer()

    @commands.command()
    def broken() -> None:
        raise RuntimeError("the cat sat on it")

    with pytest.raises(SystemExit) as stopped:
        cli.run_command(commands, "minuted", [])
    err = capsys.readouterr().err
    assert stopped.value.code == 3
    assert "RuntimeError: the cat sat on it" in err
    assert err.endswith("minuted: this is a fault of Minuted itself. Report it with the lines above.\n")


def test_a_reranker_that_the_settings_name_puts_the_hits_in_order_and_is_named_in_answers(
    run: Run, roads: Path, tiny_reranker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, question = str(tmp_path / "home"), "What did the salt cost?"
    run("--home", home, "add", str(roads))
    plain = json.loads(run("--home", home, "search", question, "--json")[1])
    assert "reranker" not in json.loads(run("--home", home, "ask", question, "--json")[1])["made_by"]
    monkeypatch.setenv("MINUTED_RERANKER", str(tiny_reranker))
    monkeypatch.setenv("MINUTED_RERANKED", "2")
    ordered = json.loads(run("--home", home, "search", question, "--json")[1])
    assert {one["paragraph"]["id"] for one in ordered[:2]} == {one["paragraph"]["id"] for one in plain[:2]}
    assert [one["paragraph"]["id"] for one in ordered[2:]] == [one["paragraph"]["id"] for one in plain[2:]]
    assert [one["score"] for one in ordered] != [one["score"] for one in plain]
    made_by = json.loads(run("--home", home, "ask", question, "--json")[1])["made_by"]
    assert made_by["reranker"] == load_reranker(str(tiny_reranker)).fingerprint
    monkeypatch.setenv("MINUTED_RERANKER", str(tmp_path))
    refusal = f"the reranker '{tmp_path}' has no .safetensors weights in '{tmp_path}'. Other formats can run code."
    assert run("--home", home, "search", question) == (1, "", f"minuted: {refusal}\n")
