"""Which lines of an exported answer are its own words, and which claim to quote the record."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from corpus.minutes import Metadata
from corpus.read import read_minutes
from index.collection import Collection
from index.hits import Extent
from index.scope import EVERYTHING
from service.answer import answer
from service.claims import Claim, Export
from service.exported import read_export
from service.markdown import escaped, markdown
from service.outcome_answers import Listing
from service.own_words import asks, is_own
from service.proof import prove
from service.settings import Settings
from service.shapes import AnswerBody, SentenceBody, answer_body
from service.structure import Sought
from service.wording import SORTS, unused, words

SEARCHED = Extent(2, ("Oak Council",), ("Roads Board",), None, None, 2)
TOPICS = st.text(st.characters(exclude_characters="“”", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)


@pytest.mark.parametrize(("kind", "role"), SORTS)
def test_every_sentence_that_tells_how_many_were_found_is_own_words(kind: str, role: str) -> None:
    sought = Sought(kind, role, "the Clerk", "the barn")  # type: ignore[arg-type]
    for total, shown, unnamed in product((0, 1, 1200), (0, 1, 10), (False, True)):
        voted = unnamed and role in {"against", "in_favour", "abstained"}
        listing = Listing(sought, total, shown, unnamed=voted)
        said = words("answered" if total else "not_in_the_minutes", SEARCHED, listing=listing)
        assert "“the barn”" in said
        assert is_own(said), said


@given(TOPICS, TOPICS)
@example("Councillor O’Neill", 'the "Save our pool" petition')
def test_whatever_the_question_was_about_its_message_is_own_words(person: str, topic: str) -> None:
    listing = Listing(Sought("action", "", person, topic), 1, 1)
    assert is_own(words("answered", SEARCHED, listing=listing))
    assert is_own(unused([person]))
    assert is_own(unused([person, topic, person]))


@pytest.mark.parametrize(
    "line",
    [
        "1 vote about “budget” was found, and the Leader said “it was lost”:",
        "1 vote about “budget” was found: “The budget was lost.”",
        "He said that 1 vote about “budget” was found:",
        "1 thing about “budget” was found:",
        "No votes “for the budget” were found.",
        "The word “salt” stands nowhere in the minutes. “Salt was short.”",
        "The word “salt” stands nowhere in the contract.",
        "The words “salt was short” stand in the minutes.",
        "“1 vote was found:”",
    ],
)
def test_what_says_more_than_such_a_sentence_is_not(line: str) -> None:
    assert not is_own(line)


@pytest.mark.parametrize(
    ("title", "is_question"),
    [
        ("What did he mean by “the barn”?", True),
        ("who voted against “Save our pool”", True),
        ("Was it “a disgrace?”", True),
        ("“The pool will close.”", False),
        ("The Leader: “The pool will close.”", False),
    ],
)
def test_a_title_that_asks_quotes_nothing(title: str, is_question: bool) -> None:
    assert asks(title) is is_question


def exported(folder: Path, text: str) -> tuple[list[str], int]:
    """Return the quotations that are claimed, and how many others there are."""
    file = folder / "answer.md"
    file.write_text(text, encoding="utf-8")
    found = read_export(file)
    return [claim.quote for claim in found.claims], found.uncited


SOURCES = """
Sources:

- [1] paragraph 1, Roads Board: /minutes/oak/roads/2024-01-01#1 (text 0123456789abcdef)
- [2] paragraph 2, Roads Board: /minutes/oak/roads/2024-01-01#2 (text 0123456789abcdef)
"""


def test_the_answers_own_words_are_no_quotations_to_prove(tmp_path: Path) -> None:
    text = (
        "# Who voted against the “Save our pool” petition in oak/roads/2024-01-01#9?\n\n"
        f"1 vote about “{escaped('a_b')}” was found:\n\n> It was lost. [1]\n{SOURCES}\n"
        "The words “salt” and “pool” stand nowhere in the minutes.\n"
    )
    assert exported(tmp_path, text) == (["It was lost."], 0)


@pytest.mark.parametrize(
    ("line", "claimed", "uncited"),
    [
        ("# The Leader: “It was lost.”", [], 1),
        ("It says “it was lost” and “it was won”. [1] [2]", ["it was lost", "it was won"], 0),
        ("It says ‘the Board’s barn was lost’. [1]", ["the Board’s barn was lost"], 0),
        ("‘The Members’ barn was lost.’ (oak/roads/2024-01-01#1)", ["The Members’ barn was lost."], 0),
        ("«It was lost.» oak/roads/2024-01-01#1 „It was won.“", ["It was lost."], 1),
        ("“It was lost. (oak/roads/2024-01-01#1)", [""], 1),
        ("It says “it was lost. [1]", [], 1),
        ("1 vote was found: “It was lost.”", [], 1),
        ("The members’ barn was the council’s.", [], 0),
    ],
)
def test_nothing_that_claims_to_be_a_quotation_escapes(
    tmp_path: Path, line: str, claimed: list[str], uncited: int
) -> None:
    text = f"{line}\n\n> It was lost. [1]\n{SOURCES}"
    assert exported(tmp_path, text) == ([*claimed, "It was lost."], uncited)


def test_a_title_below_the_first_line_quotes_like_any_other(tmp_path: Path) -> None:
    text = f"> It was lost. [1]\n\n# Was it “lost”?\n{SOURCES}"
    assert exported(tmp_path, text) == (["It was lost."], 1)


ROADS = "Agenda item\n\nThe “Save our pool” petition\n\n1  The barn was full.\n\n2  It was lost by two votes.\n"


def test_a_sentence_may_quote_what_stands_over_any_paragraph_that_it_cites(empty_collection: Collection) -> None:
    data = ROADS.encode()
    minutes = read_minutes("item.txt", data, Metadata(council="Oak Council")).minutes
    empty_collection.add(read_minutes("item.txt", data, Metadata(council="Oak Council")), data)
    first, second = minutes.paragraphs
    of = {"digest": second.digest, "about": True}

    def verdict(quote: str, **other: object) -> str:
        claim = replace(Claim("line 1", second.id, quote, **of), **other)  # type: ignore[arg-type]
        return prove(empty_collection, Export((claim,), 0, 0)).proofs[0].verdict

    beside = (Claim("line 1", first.id, "The barn", digest=first.digest, about=True),)
    assert verdict("Save our pool") == "unchanged"
    assert verdict("Save our pool", about=False) == "misquoted"
    assert verdict("Save our pool", digest="0123456789abcdef") == "changed"
    assert verdict("Save our school") == "misquoted"
    assert verdict("The barn", others=beside) == "unchanged"
    assert verdict("The barn") == "misquoted"
    assert verdict("The school", others=(replace(beside[0], quote="The school"),)) == "misquoted"


def test_a_written_sentence_of_an_exported_answer_is_held_to_its_quotation_in_both_forms(
    empty_collection: Collection, settings: Settings, tmp_path: Path
) -> None:
    data = ROADS.encode()
    empty_collection.add(read_minutes("item.txt", data, Metadata(council="Oak Council")), data)
    given = answer(empty_collection, "Was the barn full?", scope=EVERYTHING, settings=settings)
    assert [one.text for one in given.sentences] == ["The barn was full."]
    for quote, holds in (("full", True), ("empty", False)):
        body = answer_body(given)
        told = SentenceBody(text=f"The barn was “{quote}”.", citations=body.sentences[0].citations)
        written = replace(body, mode="written", sentences=(told,))
        for name, text in (
            ("answer.md", markdown(written, "", for_proof=True)),
            ("answer.json", TypeAdapter(AnswerBody).dump_json(written).decode()),
        ):
            (tmp_path / name).write_text(text, encoding="utf-8")
            assert prove(empty_collection, read_export(tmp_path / name)).holds is holds, (name, quote)
