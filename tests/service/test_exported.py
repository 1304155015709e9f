"""What a file claims: answers as JSON, Markdown, and text that quotes with an address; hostile files are refused."""

import contextlib
import json
import time
from pathlib import Path

import pytest

from service.claims import Claim
from service.errors import NotAnAnswer
from service.exported import read_export

ROADS_ADDRESS = "/minutes/oak/roads/2024-01-01?paragraph=45.12#45.12"
ROADS = "oak/roads/2024-01-01#45.12"
COST = {"paragraph_id": ROADS, "quote": "The cost was £4,000.", "start": 24, "end": 44, "digest": "0123456789abcdef"}
ANSWER = {"mode": "quoted", "sentences": [{"text": "The cost was £4,000.", "citations": [COST]}]}


def export(folder: Path, text: str, name: str = "answer") -> tuple[Claim, ...]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_export(file).claims


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (json.dumps(ANSWER), 1),
        (json.dumps(ANSWER, indent=2), 1),
        (json.dumps([ANSWER, ANSWER]), 2),
        (f"{json.dumps(ANSWER)}\n\n{json.dumps(ANSWER)}\n", 2),
        (json.dumps({"choices": [], "minuted": ANSWER}), 1),
        (json.dumps({"content": [], "structuredContent": ANSWER}), 1),
    ],
)
def test_answers_are_read_from_json_however_they_are_packed(tmp_path: Path, text: str, answers: int) -> None:
    expected = [
        Claim(f"answer {number}, sentence 1", ROADS, "The cost was £4,000.", (24, 44), "0123456789abcdef")
        for number in range(1, answers + 1)
    ]
    assert list(export(tmp_path, text)) == expected


def test_the_paragraph_as_it_was_and_the_status_of_its_minutes_are_kept(tmp_path: Path) -> None:
    answer = {
        "sentences": [{"text": "", "citations": [COST | {"minutes_status": "draft"}]}],
        "evidence": [{"paragraph_id": ROADS, "text": "Potholes were repaired. The cost was £4,000."}],
    }
    (claim,) = export(tmp_path, json.dumps(answer))
    assert (claim.minutes_status, claim.text) == ("draft", "Potholes were repaired. The cost was £4,000.")


def test_a_sentence_that_is_not_what_it_quotes_is_a_claim_of_its_own(tmp_path: Path) -> None:
    answer = {"mode": "quoted", "sentences": [{"text": "The cost was £9,000.", "citations": [COST]}]}
    assert [claim.quote for claim in export(tmp_path, json.dumps(answer))] == [
        "The cost was £4,000.",
        "The cost was £9,000.",
    ]


def test_a_silent_answer_claims_nothing(tmp_path: Path) -> None:
    assert export(tmp_path, '{"sentences": []}') == ()


@pytest.mark.parametrize(
    ("line", "quotes"),
    [
        (f"“The cost was £4,000.” ({ROADS})", ["The cost was £4,000."]),
        (f'It said that "the cost was £4,000": {ROADS}.', ["the cost was £4,000"]),
        (f"“One.” and “Two.” [both](/minutes/{ROADS.replace('#', '?paragraph=45.12&quote=1-4#')})", ["One.", "Two."]),
        (f"“He said “no”.” https://minutes.example/minutes/{ROADS}", ["He said “no”."]),
        (f"See {ROADS}, and not and/or that.", [""]),
    ],
)
def test_a_quotation_is_read_with_the_address_after_it(tmp_path: Path, line: str, quotes: list[str]) -> None:
    claims = export(tmp_path, f"A briefing\n\n{line}\n")
    assert [(claim.place, claim.paragraph_id, claim.quote) for claim in claims] == [
        ("line 3", ROADS, quote) for quote in quotes
    ]


def test_marks_are_looked_up_in_the_sources(tmp_path: Path) -> None:
    text = (
        "> The cost was \\[about\\] £4,000. [45.12] [46]\n\n> Not cited [99]\n\nSources:\n\n"
        f"- [45.12] paragraph 45.12, Roads Board, Oak, draft minutes: /minutes/{ROADS} (text 0123456789abcdef)\n"
        "- [46] paragraph 46, Roads Board: /minutes/oak/roads/2024-01-01#46\n"
    )
    quote = "The cost was [about] £4,000."
    assert export(tmp_path, text, "a.md") == (
        Claim("line 1", ROADS, quote, digest="0123456789abcdef", minutes_status="draft"),
        Claim("line 1", "oak/roads/2024-01-01#46", quote),
    )


def test_quotations_without_an_address_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "briefing.txt"
    file.write_text(f"“One.” nowhere\n“Two.” {ROADS} “Three.”", encoding="utf-8")
    assert (len(read_export(file).claims), read_export(file).uncited) == (1, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"sentences": 5}', "is not an answer as JSON: sentences: input should be a valid list."),
        ('{"a": 1}', "is not an answer as JSON: sentences: field required."),
        ("[1]", "is not an answer as JSON: the whole: input should be a valid dictionary"),
        ('{"sentences": [{"citations": [{"quote": "a"}]}]}', "sentences.0.citations.0.paragraph_id: field required."),
        (
            '{"sentences": [{"citations": [{"paragraph_id": "\\ud800"}]}]}',
            "sentences.0.citations.0.paragraph_id: input should be a valid string",
        ),
        ("[" * 100_000, "is not an answer as JSON: it is nested too deeply."),
        ('{"a": ' + "1" * 5000 + "}", "is not an answer as JSON: a number in it is too long."),
        ('{"sentences": [', "is not an answer as JSON: expecting value at line 1."),
        ("Nothing is “quoted” here.", "quotes nothing with an address. Give an answer as"),
        ("", "quotes nothing with an address."),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(NotAnAnswer) as refused:
        export(tmp_path, text)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_missing_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnAnswer, match=r"cannot be read: No such file or directory\. Name a file"):
        read_export(tmp_path / "none")
    file = tmp_path / "large"
    file.write_bytes(b" " * (10 * 1024 * 1024 + 1))
    with pytest.raises(NotAnAnswer, match="is larger than 10 MB, which no answer is"):
        read_export(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NotAnAnswer, match="is not text in UTF-8"):
        read_export(file)


def test_too_many_citations_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAnAnswer, match="holds 5,001 citations; at most 5,000 are checked at once"):
        export(tmp_path, f"{ROADS}\n" * 5001)


@pytest.mark.parametrize(
    "unit",
    [
        "-",
        "a/",
        "“",
        '"',
        "‘",
        "‘a’b",
        "«",
        "„",
        "The word “a",
        "1 vote about “",
        "[a] ",
        ";https://",
        "> [",
        "/minutes/",
        "- [a] b: ",
        "a.b/c.d/e",
        ": /minutes/a",
    ],
)
def test_a_hostile_line_costs_no_more_than_it_is_long(tmp_path: Path, unit: str) -> None:
    text = f"> {unit * (100_000 // len(unit))}\n- [a] {unit * (100_000 // len(unit))}\n{ROADS}"
    started = time.monotonic()
    with contextlib.suppress(NotAnAnswer):
        export(tmp_path, text)
    assert time.monotonic() - started < 3


def test_many_marks_and_quotations_on_one_line_are_refused_or_cost_what_they_are_long(tmp_path: Path) -> None:
    source = f"- [1] paragraph 45.12, Roads Board, Oak Council, 1 January 2024: {ROADS_ADDRESS}"
    started = time.monotonic()
    marks = export(tmp_path, f"> The roof leaked. {'[1]' * 200_000}\n\n{source}")
    assert [one.quote for one in marks] == ["The roof leaked."]
    several = "\n".join(source.replace("[1]", f"[{mark}]") for mark in range(30))
    said = " ".join(f"“word {number}”" for number in range(30))
    with pytest.raises(NotAnAnswer) as raised:
        export(tmp_path, f"They said {said} {' '.join(f'[{mark}]' for mark in range(30))}\n\n{several}")
    assert str(raised.value) == (
        "a sentence with 30 quotations cites 30 paragraphs; at most 400, the one times the other, are checked. "
        "Divide it."
    )
    assert time.monotonic() - started < 3


def test_a_written_sentence_claims_what_it_quotes_and_what_it_rests_on(tmp_path: Path) -> None:
    address = "/minutes/oak/roads/2024-01-01?paragraph=45.12#45.12"
    text = f"""From the minutes:

Members called the roof “a disgrace.” [45.12]

The record says:

> Members called the roof a disgrace. [45.12]

Sources:

- [45.12] paragraph 45.12, Roads Board, Oak Council, 1 January 2024: {address} (text 0123456789abcdef)

Written by tiny. Each sentence was checked.
"""
    file = tmp_path / "answer.md"
    file.write_text(text, encoding="utf-8")
    found = read_export(file)
    assert [(one.paragraph_id, one.quote, one.digest) for one in found.claims] == [
        ("oak/roads/2024-01-01#45.12", "a disgrace", "0123456789abcdef"),
        ("oak/roads/2024-01-01#45.12", "Members called the roof a disgrace.", "0123456789abcdef"),
    ]
    assert found.uncited == 0


def test_a_written_sentence_as_json_claims_the_quotes_of_its_citations_alone(tmp_path: Path) -> None:
    cited = {"paragraph_id": "oak/roads/2024-01-01#45.12", "quote": "The cost was £4,000.", "start": 0, "end": 20}
    answer = {"mode": "written", "sentences": [{"text": "It cost £4,000.", "citations": [cited]}]}
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer), encoding="utf-8")
    assert [one.quote for one in read_export(file).claims] == ["The cost was £4,000."]
