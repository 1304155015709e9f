"""`minuted-eval written`: what a language model made of a set, what is kept of it, and its figures."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eval.datasets.trec_rag import CitedSentence, read_answers
from eval.questions import Question
from eval.written import (
    LeftOut,
    WrittenAnswer,
    spread,
    written_figures,
)
from tests.service.misbehaving import Misbehaving

Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Question]
GRITTING = "unknown/unknown/undated/gritting"
NEVER_SAID = "Nothing that the language model wrote could be found in the paragraphs that it cited."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Misbehaving]:
    with Misbehaving() as started:
        monkeypatch.setenv("MINUTED_LLM_ADDRESS", started.address)
        monkeypatch.setenv("MINUTED_LLM_MODEL", "tiny")
        started.says = "The salt barn was filled in October [1]. It was filled in May [1]. It was filled [1]."
        yield started


def test_a_set_is_answered_in_writing_beside_its_quoted_answers(run: Run, mine: str, server: Misbehaving) -> None:
    status, out, err = run("written", mine, "--json")

    assert (status, err) == (0, "")
    found = json.loads(out)["mine"]
    assert {name: found["made_by"][name] for name in ("set", "llm", "prompt")} == {
        "set": "mine",
        "llm": "tiny",
        "prompt": f"answer/{found['made_by']['prompt'].partition('/')[2]}",
    }
    assert len(found["made_by"]["prompt_sha256"]) == len(found["made_by"]["corpus"]) == 64
    # Only q1 shares a word with the minutes: the others are declined before anybody writes.
    assert (found["questions"], found["asked"], found["written"], found["declined"]) == (3, 1, 1, 2)
    assert (found["shown"], found["removed"]) == (
        1,
        {"the date “…” is not in what it cites": 1, "it leans on a sentence that is left out": 1},
    )
    # It cites 1.1 alone, which is all that answers q1; the quoted answer does too.
    assert (found["judged"], found["precision"], found["recall"]) == (1, 1.0, 1.0)
    assert (found["quoted_precision"], found["quoted_recall"]) == (1.0, 1.0)
    assert 0 <= found["first_seconds"][0] <= found["seconds"][0]
    assert len(server.asked) == 1


def test_the_figures_are_told_in_sentences(run: Run, mine: str, server: Misbehaving) -> None:
    server.says = "The salt barn cost £9 [1]."
    status, out, _ = run("written", mine, "--prompt", "v1")

    assert status == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[0].startswith("mine, written by tiny with the prompt answer/v1 (cd4fb84eb6d2)")
    assert "1 of them put to the model" in lines
    assert f"1 quoted: {NEVER_SAID} This is quoted from the minutes." in lines
    assert "1 sentences left out: the figure “…” is not in what it cites" in lines
    assert "Of 0 answers in writing to answerable questions, and the quoted answers to the same:" in lines
    assert "– of the paragraphs cited, those that answer (quoted: –)" in lines


def test_what_was_answered_is_kept_and_not_asked_again(
    run: Run, mine: str, server: Misbehaving, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = json.loads(run("written", mine, "--limit", "1", "--out", out, "--json")[1])["mine"]
    kept = (out / "mine" / "written.jsonl").read_text(encoding="utf-8").splitlines()
    assert (first["questions"], len(kept)) == (1, 1)

    whole = json.loads(run("written", mine, "--out", out, "--json")[1])["mine"]
    asked = len(server.asked)
    again = json.loads(run("written", mine, "--out", out, "--json")[1])["mine"]

    assert again == whole
    assert (whole["questions"], len(server.asked)) == (3, asked)
    assert (out / "mine" / "written.jsonl").read_text(encoding="utf-8").splitlines()[0] == kept[0]
    # For `score`, and for other tools: only what has an answer has sentences.
    (salt,) = [one for one in read_answers(out / "mine" / "written-answers.jsonl") if one.sentences]
    assert salt.sentences == (CitedSentence("The salt barn was filled in October.", (f"{GRITTING}#1.1",)),)
    assert len(read_answers(out / "mine" / "quoted-answers.jsonl")) == 3


@pytest.mark.usefixtures("server")
def test_answers_of_another_model_are_not_gone_on_with(
    run: Run, mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run("written", mine, "--out", out)
    monkeypatch.setenv("MINUTED_LLM_MODEL", "other")

    status, _, err = run("written", mine, "--out", out)

    assert status == 1
    assert "were made by something else (llm was 'tiny'; settings was '" in err
    assert "Give another folder, or take these away." in err


@pytest.mark.usefixtures("server")
def test_files_that_cannot_be_used_are_named(run: Run, mine: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("written", mine, "--out", out)
    file = out / "mine" / "written.jsonl"
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")

    status, _, err = run("written", mine, "--out", out)
    assert (status, "written.jsonl:3 is no answer of this command" in err) == (1, True)

    (out / "mine" / "written.json").unlink()
    assert "does not say what made the answers beside it (FileNotFoundError)" in run("written", mine, "--out", out)[2]


def test_without_a_language_model_it_is_said_what_to_set(run: Run, mine: str) -> None:
    status, _, err = run("written", mine)

    assert status == 1
    assert "no language model is set up. Set llm_address" in err


def test_what_fails_is_counted_by_what_the_reader_is_told(run: Run, mine: str, server: Misbehaving) -> None:
    server.behave("closes without a word")
    found = json.loads(run("written", mine, "--json")[1])["mine"]

    assert list(found["quoted"].values()) == [1]
    assert next(iter(found["quoted"])).endswith("This is quoted from the minutes.")


def answer(name: str, **other: object) -> WrittenAnswer:
    whole: dict[str, object] = {
        "question": name,
        "asked": True,
        "mode": "written",
        "status": "answered",
        "notice": "",
        "sentences": (CitedSentence("It was.", ("a#1",)),),
        "quoted": (CitedSentence("It was.", ("a#1", "a#2")),),
        "removed": (),
        "first_seconds": 1.0,
        "seconds": 2.0,
    }
    return WrittenAnswer(**{**whole, **other})  # type: ignore[arg-type]


def test_figures_are_of_what_was_written_and_judged(question: Make) -> None:
    questions = [
        question("whole", {"a#1": 2, "a#2": 2}),
        question("part", {"a#1": 2}),
        question("wrong", {"a#3": 2}),
        question("none"),
        question("fell", {"a#1": 2}),
        question("silent", {"a#1": 2}),
        question("list", {"a#1": 2}),
    ]
    named = LeftOut("It cost £5.", "the figure “£5” is not in what it cites", "sentence")
    answers = [
        answer("whole", removed=(named, LeftOut("It cost £6.", "the figure “£6” is not in what it cites", "sentence"))),
        answer("part", status="partly_answered", first_seconds=3.0, seconds=5.0),
        answer("wrong", status="incomplete", removed=(LeftOut("[3] of “It was.”", "there is no such", "citation"),)),
        answer("none", first_seconds=9.0, seconds=9.5),
        answer("fell", mode="quoted", notice="It failed.", first_seconds=None, seconds=20.0),
        answer("silent", mode="quoted", status="not_in_the_minutes", asked=False, sentences=(), seconds=None,
               first_seconds=None),
        answer("list", mode="quoted", asked=False, seconds=None, first_seconds=None),
    ]  # fmt: skip

    found = written_figures(answers, questions)

    assert (found.questions, found.asked, found.written, found.partly, found.incomplete) == (7, 5, 2, 1, 1)
    assert (dict(found.quoted), found.declined, found.no_model, found.shown) == ({"It failed.": 1}, 1, 1, 4)
    assert found.removed == {"the figure “…” is not in what it cites": 2}
    assert found.citations_removed == {"there is no such": 1}
    # Written, of whole, part and wrong: precision 1, 1, 0; recall 1/2, 1, 0. “none” has no answer to cite.
    assert (found.judged, found.precision, found.recall) == (3, 2 / 3, 0.5)
    # Quoted, which cites a#1 and a#2: precision 1, 1/2, 0; recall 1, 1, 0.
    assert (found.quoted_precision, found.quoted_recall) == (0.5, 2 / 3)
    # 1, 1, 3, 9 and 2, 2, 5, 9.5, 20: of an even number the upper of the two in the middle.
    assert (found.first_seconds, found.seconds) == ((3.0, 9.0), (5.0, 20.0))


def test_nothing_gives_no_figures(question: Make) -> None:
    found = written_figures([], [question("whole")])

    assert (found.questions, found.precision, found.first_seconds, found.seconds) == (0, None, None, None)


def test_the_questions_chosen_are_of_every_kind_in_its_proportion_and_the_same_again(question: Make) -> None:
    questions = [question(f"look{n}", kind="lookup") for n in range(20)] + [
        question(f"who{n}", kind="who") for n in range(10)
    ]

    chosen = spread(questions, 9, 1)

    assert [one.kind for one in chosen].count("lookup") == 6
    assert spread(list(reversed(questions)), 9, 1) == chosen
    assert spread(questions, 4, 1) == chosen[:4]
    assert spread(questions, 9, 2) != chosen
    assert sorted(one.id for one in spread(questions, None, 1)) == sorted(one.id for one in questions)


@pytest.mark.usefixtures("server")
def test_documents_that_are_no_minutes_are_refused(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"_id": "d1", "title": "", "text": "Salt."}\n', encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q1", "text": "Salt?"}\n', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t1\n", encoding="utf-8")

    status, _, err = run("written", folder)

    assert status == 1
    assert "holds documents, and answers are written from minutes. Give a question set." in err


@pytest.mark.usefixtures("server")
def test_a_set_whose_minutes_are_not_here_is_skipped_beside_others(
    run: Run, mine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "sets" / "other"
    other.mkdir()
    lines = (tmp_path / "sets" / "mine" / "questions.jsonl").read_text(encoding="utf-8")
    (other / "questions.jsonl").write_text(lines, encoding="utf-8")
    (other / "set.toml").write_text('corpus = "shared"\ndescription = "Other."\n', encoding="utf-8")
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path / "nowhere"))

    status, out, err = run("written", "other", mine, "--limit", "1", "--json")

    assert (status, list(json.loads(out))) == (0, ["mine"])
    assert "skipped other: the minutes that 'other' is asked of are not in" in err
    assert run("written", "other")[0] == 1
