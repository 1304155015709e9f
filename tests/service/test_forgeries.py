"""Exported answers with something changed by hand: none passes `minuted check`, and what was not touched does."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from corpus import sample
from corpus.minutes import Metadata
from index.collection import Collection
from index.embedder import Embedder
from index.scope import EVERYTHING
from service.answer import answer
from service.exported import read_export
from service.ingest import Account, add_files, files_at
from service.markdown import markdown
from service.proof import ProofBody, prove
from service.settings import Settings
from service.shapes import AnswerBody, answer_body

QUESTION = "What did the Cabinet decide about the libraries?"
Check = Callable[[str], ProofBody]


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, light_model: Embedder) -> Iterator[Collection]:
    with Collection.open(tmp_path_factory.mktemp("home") / "public", light_model, create=True) as opened:
        files = files_at([sample.FOLDER])
        add_files(opened, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield opened


@pytest.fixture
def body(collection: Collection, settings: Settings) -> AnswerBody:
    return answer_body(answer(collection, QUESTION, scope=EVERYTHING, settings=settings))


@pytest.fixture
def check(collection: Collection, tmp_path: Path) -> Check:
    def checked(text: str) -> ProofBody:
        (tmp_path / "answer").write_text(text, encoding="utf-8")
        return prove(collection, read_export(tmp_path / "answer"))

    return checked


def whys(found: ProofBody) -> list[str]:
    told = [note for one in found.proofs if one.verdict != "unchanged" for note in one.notes]
    return [*told, *(one.why for one in found.faults)]


NO_PARAGRAPH = "It names no paragraph."
NOT_OURS = "It names no paragraph, and is no sentence of Minuted's about an answer."
RECORD = "The record says “Cabinet, Marlshire County Council, 13 December 2023”, paragraph 78/23 resolved 1."
FIRST = "> That the revised pattern of opening hours at Appendix C be approved with effect from 1 April 2024;"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Cabinet, Marlshire County Council", "Planning Committee, Oak County Council", RECORD),
        ("**Cabinet, Marlshire County Council, 13 December 2023**", "**Cabinet, 13 December 2022**", RECORD),
        ("13 December 2023: /", "14 December 2023: /", RECORD),
        ("2023: /minutes", "2023, approved minutes: /minutes", "The minutes are of unknown status."),
        ("paragraph 78/23 resolved 1,", "paragraph 78/23 resolved 2,", RECORD),
        ("[78/23 resolved 1]", "[99]", "The label of the paragraph is [78/23 resolved 1]."),
        ("?paragraph=78-23.resolved.1#", "?paragraph=78-23.p1#", "This address does not lead to the paragraph."),
        (f"{FIRST} [78/23 resolved 1]", "That all libraries be closed; [78/23 resolved 1]", "do not bear it out: "),
        (f"{FIRST} [78/23 resolved 1]", "> The Cabinet voted to sell every library.", NO_PARAGRAPH),
        (FIRST, f"> The Cabinet also agreed to close every library.\n\n{FIRST}", NO_PARAGRAPH),
        (FIRST, f"The Cabinet also agreed to close every library.\n\n{FIRST}", NOT_OURS),
        (FIRST, f"## The Cabinet agreed to close every library\n\n{FIRST}", NOT_OURS),
        (FIRST, f"**The Cabinet agreed to close every library**\n\n{FIRST}", RECORD),
        (FIRST, f"The Cabinet closed them, see marlshire/cabinet/2023-12-13#78-23.resolved.1\n\n{FIRST}", NOT_OURS),
        ("were found:", "were found: the Cabinet closed every library.", NOT_OURS),
        ("Searched: 2 meetings of Cabinet", "Searched: 2 meetings of Planning Board", NOT_OURS),
        ("14 February 2024.\n", "14 January 2024.\n", "of 14 February 2024, which does not lie in it."),
        ("Searched: 2 meetings of Cabinet, Marlshire County Council", "Searched: 2 meetings of Thornbeck City Council",
         "What is cited is of Marlshire County Council, which is not among them."),
        ("2024; [78/23 resolved 1]", "2024;\u202e [78/23 resolved 1]", "It has characters that cannot be seen."),
        ("and that no library be transferred before 30 June 2024;", "", "It is cut out of a sentence, and an answer"),
        ("> That authority", "> authority", "It is cut out of a sentence, and an answer quotes whole sentences."),
        ("£40,000", "£60,000", "The paragraph is as it was, and these words are not in it."),
        (f"{FIRST} [78/23 resolved 1]\n", "", "Nothing that is quoted uses this source."),
    ],
)  # fmt: skip
def test_nothing_that_is_changed_in_markdown_passes(
    body: AnswerBody, check: Check, old: str, new: str, why: str
) -> None:
    text = markdown(body, "", for_proof=True)
    assert check(text).holds
    assert old in text
    found = check(text.replace(old, new))
    assert not found.holds
    assert any(why in one for one in whys(found)), whys(found)


def test_a_heading_over_nothing_and_a_source_of_the_same_mark_are_told(body: AnswerBody, check: Check) -> None:
    text = markdown(body, "", for_proof=True)
    heading = "**Cabinet, Marlshire County Council, 14 February 2024**\n\n"
    source = next(line for line in text.splitlines() if line.startswith("- [78/23 resolved 2]"))
    assert "Nothing is quoted under it." in whys(check(text.replace(heading, f"{heading}{heading}")))
    assert "Another source has the same mark." in whys(check(text.replace(source, f"{source}\n{source}")))


def test_headings_that_change_places_are_refuted(body: AnswerBody, check: Check) -> None:
    text = markdown(body, "", for_proof=True)
    first, second = (
        f"**Cabinet, Marlshire County Council, {day}**" for day in ("13 December 2023", "14 February 2024")
    )
    turned = text.replace(first, "@").replace(second, first).replace("@", second)
    # 4 quotations stand under the first heading, 5 under the second.
    assert len(check(turned).faults) == 9


def test_without_its_digest_a_quotation_must_still_be_of_whole_words(body: AnswerBody, check: Check) -> None:
    text = re.sub(r" \(text [0-9a-f]{16}\)", "", markdown(body, "", for_proof=True))
    assert check(text).holds
    assert check(text.replace("> That authority be", "> authority be")).holds
    assert not check(text.replace("> That authority be", "> hority be")).holds
    assert not check(text.replace("with a start-up grant of £40,000;", "").replace("each ", "000; ")).holds


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("sentences", 0, "text"), "That all libraries be closed;"),
        (("sentences", 0, "citations"), []),
        (("sentences", 0, "citations", 0, "council"), "Oak County Council"),
        (("sentences", 0, "citations", 0, "source"), "Cabinet, Oak County Council, 13 December 2023"),
        (("sentences", 0, "citations", 0, "name"), "paragraph 1"),
        (("sentences", 0, "citations", 0, "label"), "99"),
        (("sentences", 0, "citations", 0, "minutes_status"), "approved"),
        (("sentences", 0, "citations", 0, "address"), "/minutes/a/b?paragraph=1#1"),
        (("sentences", 0, "citations", 0, "start"), 5),
        (("sentences", 0, "citations", 0, "quote"), "That the revised pattern"),
        (("evidence", 0, "text"), "Every library was closed."),
        (("evidence", -1, "paragraph_id"), "marlshire/cabinet/2023-12-13#78-23.p99"),
        (("evidence", 0, "held"), "2020-01-01"),
        (("evidence", 0, "committee"), "Planning Committee"),
        (("evidence", 0, "title"), "Closing every library"),
        (("evidence", 0, "kind"), "vote"),
        (("evidence", 0, "parent_text"), "It was agreed to close every library:"),
        (("message",), "The Cabinet closed every library."),
        (("coverage",), "Searched: 9 meetings of 3 councils, dates unknown."),
        (("message",), "8 decisions about “the libraries” were found:"),
        (("notice",), "The Cabinet closed every library."),
        (("unused_words",), "The Cabinet closed every library."),
        (("status",), "not_in_the_minutes"),
    ],
)
def test_nothing_that_is_changed_in_json_passes(
    body: AnswerBody, check: Check, path: tuple[str | int, ...], value: object
) -> None:
    data = json.loads(TypeAdapter(AnswerBody).dump_json(body))
    assert check(json.dumps(data)).holds
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert not check(json.dumps(data)).holds


def test_a_sentence_that_is_passed_off_as_written_is_held_to_what_it_cites(body: AnswerBody, check: Check) -> None:
    data = json.loads(TypeAdapter(AnswerBody).dump_json(body)) | {"mode": "written"}
    assert check(json.dumps(data)).holds
    data["sentences"][1]["text"] = "The transfer was approved, each with a start-up grant of £60,000."
    assert whys(check(json.dumps(data))) == [
        "The paragraphs that it cites do not bear it out: the figure “£60,000” is not in what it cites."
    ]


@pytest.mark.parametrize("wrapped", ["chat", "tool"])
def test_the_text_of_a_reply_must_say_what_its_data_say(body: AnswerBody, check: Check, wrapped: str) -> None:
    text, data = markdown(body, ""), json.loads(TypeAdapter(AnswerBody).dump_json(body))

    def reply(said: str) -> str:
        if wrapped == "chat":
            return json.dumps({"choices": [{"message": {"content": said}}], "minuted": data})
        return json.dumps({"content": [{"type": "text", "text": said}], "structuredContent": data})

    assert check(reply(text)).holds
    assert not check(reply(text.replace("£40,000", "£60,000"))).holds
    assert not check(reply(text.replace(FIRST, "> The libraries were closed."))).holds


@pytest.mark.parametrize(
    "question", ["Who won the world cup in Mexico?", "What did Kent County Council decide?", "88/23", "list the votes"]
)
def test_what_is_silent_listed_or_read_out_holds_as_it_was_exported(
    collection: Collection, settings: Settings, check: Check, question: str
) -> None:
    given = answer_body(answer(collection, question, scope=EVERYTHING, settings=settings))
    for text in (markdown(given, "", for_proof=True), TypeAdapter(AnswerBody).dump_json(given).decode()):
        found = check(text)
        assert found.holds, found.faults


def test_silence_that_is_given_another_reason_is_told(
    web_collection: Collection, settings: Settings, tmp_path: Path
) -> None:
    question = "Who won the world cup in Mexico?"
    text = markdown(answer_body(answer(web_collection, question, scope=EVERYTHING, settings=settings)), "")

    def holds(said: str) -> bool:
        (tmp_path / "answer.md").write_text(said, encoding="utf-8")
        return prove(web_collection, read_export(tmp_path / "answer.md")).holds

    assert holds(text)
    assert not holds(text.replace("do not say.", "say that it was Oak."))
    assert not holds(re.sub(r"^- paragraph .*?: ", "- paragraph 1, Cabinet: ", text, flags=re.MULTILINE))


def test_a_question_that_is_no_sentence_is_said_to_be_asked(
    collection: Collection, settings: Settings, check: Check
) -> None:
    question = "the “Save our pool” petition, libraries"
    text = markdown(answer_body(answer(collection, question, scope=EVERYTHING, settings=settings)), "", for_proof=True)
    assert text.startswith(f"# Asked: {question}\n")
    assert check(text).holds
    assert not check(text.replace("# Asked: ", "# ")).holds
    assert not check(text.replace(f"# Asked: {question}", "# The Cabinet closed every library")).holds


@pytest.mark.parametrize(
    "unit", ["“a", "“a” ", "Searched: ", "1 of ", "Cabinet, ", "a, ", "[78/23 resolved 1] ", "12 May 2020 to ", "and “"]
)
@pytest.mark.parametrize("before", ["", "9 votes about ", "Searched: 2 meetings of ", "Nothing was found for ", "**"])
def test_a_hostile_line_costs_no_more_to_prove_than_it_is_long(
    body: AnswerBody, check: Check, before: str, unit: str
) -> None:
    text = markdown(body, "", for_proof=True)
    started = time.monotonic()
    check(f"{text}\n{before}{unit * (100_000 // len(unit))}\n")
    assert time.monotonic() - started < 3


PLACE = "/minutes/marlshire/cabinet/2023-12-13#78-23.resolved.2"


def test_a_briefing_of_ones_own_may_say_more_and_may_not_quote_more(check: Check) -> None:
    quote = "each with a start-up grant of £40,000"
    assert check(f"# A briefing\n\nThe grants are small.\n\n“{quote}” ({PLACE})\n").holds
    assert not check(f"“{quote}” ({PLACE})\n\n> The libraries were sold.\n").holds
    assert not check(f"“{quote}” ({PLACE})\n\nThe Cabinet “sold every library”.\n").holds
