"""What holds for the outcomes of any minutes: they quote the record, stand in printed order and cost little time."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.minutes import Item, Metadata, Minutes, Paragraph, ParagraphKind, Source, digest
from corpus.outcomes.finders import OUTCOMES, outcomes_of
from corpus.outcomes.outcome import Action, Decision, Exchange, Motion, Outcome, Vote
from corpus.read import minutes_files, read_minutes
from corpus.sample import FOLDER
from corpus.sidecar import read_sidecar

TESTS = Path(__file__).parents[1]
REAL = Path(os.environ.get("MINUTED_SHARED", Path(__file__).parents[3].parent / "shared")) / "minutes"
DOCUMENTS = [
    *minutes_files(FOLDER),
    *minutes_files(TESTS / "fixtures"),
    *(sorted(REAL.glob("0*.txt")) if REAL.is_dir() else ()),
]


def test_the_kinds_are_named_once_each() -> None:
    assert list(OUTCOMES) == [
        "decision",
        "action",
        "motion",
        "vote",
        "attendee",
        "declaration",
        "exchange",
        "report",
        "amendment",
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_outcomes_quote_the_record(document: Path) -> None:
    assert_quoted(read_minutes(document.name, document.read_bytes(), read_sidecar(document)).minutes)


PHRASES = [
    "RESOLVED",
    "AGREED",
    ":",
    "that",
    "(Unanimously)",
    "nem con",
    "the report be noted",
    ";",
    ".",
    ",",
    "and",
    "(1)",
    "(2)",
    "(a)",
    "b)",
    "ACTION:",
    "Action (JS):",
    "by 31 March 2024",
    "Councillor A. Reid",
    "Cllrs",
    "Councillors",
    "P. de Souza",
    "M. O’Brien",
    "Dr Marsh",
    "Head of Place",
    "(Chair)",
    "Present:",
    "IN ATTENDANCE:",
    "Apologies were received from",
    "moved",
    "seconded by",
    "It was moved by",
    "an amendment",
    "was LOST",
    "CARRIED",
    "12 votes to 7",
    "three against",
    "five Members voted for",
    "two abstentions",
    "For (3):",
    "Against:",
    "Against (2): Councillors",
    "Abstained:",
    "A recorded vote was taken:",
    "|",
    "declared a personal interest in",
    "item 5",
    "left the meeting",
    "Question 1:",
    "asked the Leader why",
    "Response:",
    "replied that",
    "considered a report of the Director of Place",
    "(PL/21/58)",
    "the minutes of the meeting held on 12 May 2023",
    "subject to the amendment of minute 61/21",
    "None",
    "to",
    "–",
    "(",
    ")",
    "“",
    "”",
]
LINES = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12), st.sampled_from(["Title", "Apologies", "Minutes", "Public questions"]))
def test_outcomes_of_any_text_quote_the_record(lines: list[str], title: str) -> None:
    source = "\n".join(["Agenda item", title, *lines, "It ended."])

    assert_quoted(read_minutes("any.txt", source.encode(), Metadata()).minutes)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            LINES | st.text(max_size=60), st.sampled_from(["paragraph", "resolution", "action", "vote", "attendance"])
        ),
        min_size=1,
        max_size=8,
    )
)
def test_outcomes_of_any_paragraphs_quote_the_record(given_paragraphs: list[tuple[str, ParagraphKind]]) -> None:
    assert_quoted(minutes_of(given_paragraphs))


HOSTILE = {
    "one long word": "x" * 200_000,
    "capitals": "A" * 200_000,
    "names": "Councillor A. Reid, " * 10_000,
    "joined names": "Reid and " * 22_000,
    "capital words": "Councillor " + "Reid " * 40_000,
    "roles": "Councillor Reid" + ", Head of Place" * 13_000,
    "clauses": "Councillor Reid" + ", who was at sea" * 12_000,
    "brackets": "(" * 200_000,
    "spaces": "RESOLVED" + " " * 200_000 + "that",
    "dashes": "ACTION: " + "- " * 100_000,
    "numbers": "12 votes to 7 " * 14_000,
    "number words": "two members " * 16_000,
    "votes": "Members voted for it. " * 9_000,
    "moved": "It was moved by " * 12_000,
    "moved by": "It was moved by Councillor Reid " * 6_000,
    "seconded": "Councillor Reid moved, and " * 7_000,
    "declared": "Councillor Reid declared a personal interest in " * 4_000,
    "asked": "Mr Reid asked the Leader " * 8_000,
    "reports": "considered a report of the Director of " * 5_000,
    "minutes": "subject to minute 61/21 the minutes of the meeting " * 4_000,
    "amended": "minute 6 be " * 16_000 + " amended",
    "resolved": "On being put it was RESOLVED " * 7_000,
    "upon": "On " + "being put, " * 18_000,
    "cells": "For | " * 33_000,
    "sides": "For: Against: " * 14_000,
    "sides and names": "For (2): Councillors Reid and Marsh Against (1): Councillor Bell The motion was LOST. " * 2_300,
    "heads": "Councillor Against " * 10_000,
    "letters": "(a) x; " * 28_000,
    "apologies": "Apologies " * 20_000,
    "questions": "Question from " * 14_000,
    "quotes": "“" * 100_000 + "RESOLVED. " * 10_000,
}


# The kind of paragraph that each finder looks at most closely.
LOOKED_AT: dict[str, ParagraphKind] = {
    "decision": "resolution",
    "action": "action",
    "motion": "paragraph",
    "vote": "vote",
    "attendee": "attendance",
    "declaration": "declaration",
    "exchange": "question",
    "report": "paragraph",
    "amendment": "paragraph",
}


@pytest.mark.parametrize("kind", OUTCOMES)
def test_no_paragraph_takes_two_seconds(kind: str) -> None:
    slow = {}
    for name, text in HOSTILE.items():
        minutes = minutes_of([(text[:200_000], LOOKED_AT[kind])], title="Apologies, minutes and questions")
        started = time.process_time()
        OUTCOMES[kind](minutes)
        taken = time.process_time() - started
        if taken > 2:
            slow[name] = round(taken, 1)

    assert slow == {}


def assert_quoted(minutes: Minutes) -> None:
    """Fail unless every text stands in its paragraph, every id exists and all is in printed order."""
    texts = {paragraph.id: paragraph.text for paragraph in minutes.paragraphs}
    places = {paragraph.id: at for at, paragraph in enumerate(minutes.paragraphs)}
    for kind, found in outcomes_of(minutes).items():
        assert [places[one.paragraph_id] for one in found] == sorted(places[one.paragraph_id] for one in found), kind
        for one in found:
            assert all(identity in texts for identity in ids_of(one)), one
            for text, identities in quotations(one):
                assert text.strip(), one
                assert any(text in texts[identity] for identity in identities), one


def ids_of(outcome: Outcome) -> Iterator[str]:
    yield outcome.paragraph_id
    for name in ("lead", "about", "text_in", "seconded_in", "motion", "response"):
        if getattr(outcome, name, None) is not None:
            yield getattr(outcome, name)
    yield from getattr(outcome, "parts", ())
    yield from getattr(outcome, "continued", ())


def quotations(outcome: Outcome) -> Iterator[tuple[str, list[str]]]:
    """Yield every text of an outcome with the paragraphs of which one must hold it."""
    here = outcome.paragraph_id
    elsewhere: dict[str, str | None] = {}
    match outcome:
        case Decision():
            elsewhere = {"verb": outcome.lead, "qualifier": outcome.lead}
        case Motion():
            elsewhere = {"text": outcome.text_in, "seconder": outcome.seconded_in}
        case Exchange():
            elsewhere = {"answered_by": outcome.response}
        case Vote():
            for names in (outcome.names_in_favour, outcome.names_against, outcome.names_abstained):
                yield from ((name, [here, *outcome.continued]) for name in names)
    for field in fields(outcome):
        value = getattr(outcome, field.name)
        if isinstance(value, str) and field.name not in NOT_QUOTED and not field.name.endswith(("_id", "_in")):
            there = elsewhere.get(field.name)
            yield value, [here, there] if there and field.name == "qualifier" else [there or here]


NOT_QUOTED = {"kind", "lead", "about", "result", "motion", "casting", "presence", "response"}


def minutes_of(given_paragraphs: list[tuple[str, ParagraphKind]], title: str = "Title") -> Minutes:
    """Make minutes of one item of paragraphs with these texts and kinds."""
    paragraphs = tuple(
        Paragraph(
            id=f"a/b/c#p{at}",
            label="",
            path=(),
            headings=(),
            kind=kind,
            text=text,
            page=None,
            ordinal=at,
            speaker=None,
            digest=digest("", text),
        )
        for at, (text, kind) in enumerate(given_paragraphs, start=1)
        if re.search(r"\S", text)
    )
    source = Source("any.txt", "0" * 64, "text/plain", "2024-01-01T00:00:00Z")
    return Minutes("a/b/c", None, None, None, "", "unknown", source, "plain", (Item(None, title, "", paragraphs),))


def test_an_action_without_a_task_keeps_its_own_words() -> None:
    found = OUTCOMES["action"](minutes_of([("ACTION: Chris Marsh", "action")]))

    assert found == [
        Action("a/b/c#p1", text="ACTION: Chris Marsh", owner="Chris Marsh", due=None, due_date=None, about=None)
    ]
