"""Conversations over the sample minutes: what is read alone, what together, and that neither invents silence.

Silence is decided with the default model's vectors of single tokens, so that one is loaded.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import sample
from corpus.minutes import Metadata
from index.collection import Collection
from index.embed import load_embedder
from index.scope import EVERYTHING
from service.answer import Answer, answer
from service.conversation import Turn
from service.exchanging import exchanged
from service.ingest import Account, add_files, files_at
from service.leaning import names_its_own
from service.matter import asked_of_matter
from service.settings import Settings
from service.wording import TOGETHER_SILENT

Sample = tuple[Collection, Settings]


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample minutes."""
    settings = Settings(home=tmp_path_factory.mktemp("sample"))
    with Collection.open(settings.collection_folder, load_embedder(settings.model), create=True) as collection:
        files = files_at([sample.FOLDER])
        add_files(collection, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        yield collection, settings


def talk(minutes: Sample, *questions: str) -> Answer:
    """Return the answer to the last question of a conversation, as a page sends the turns before it."""
    collection, settings = minutes
    turns: list[Turn] = []
    for question in questions:
        given = answer(collection, question, scope=EVERYTHING, settings=settings, history=turns[-3:])
        cited = dict.fromkeys(citation.paragraph_id for one in given.sentences for citation in one.citations)
        turns.append(Turn(question, " ".join(one.text for one in given.sentences), tuple(cited)))
    return given


def places(given: Answer) -> set[str]:
    return {citation.paragraph_id for one in given.sentences for citation in one.citations}


# Silence that what came before would make


def test_what_is_silent_together_and_names_a_subject_is_answered_alone(minutes: Sample) -> None:
    together = talk(minutes, "whats the council tax", "and the bins?")
    alone = talk(minutes, "bins")
    assert together.sentences == alone.sentences != ()
    assert together.question == together.asked == "and the bins?"
    assert together.follow_up == "and the bins? (whats the council tax)"
    assert together.notice == TOGETHER_SILENT


def test_what_names_no_subject_stays_silent_together(minutes: Sample) -> None:
    given = talk(minutes, "whats the council tax", "and in Oxbridge?")
    assert (given.status, given.notice, given.follow_up) == ("not_in_the_minutes", "", "")


@pytest.mark.parametrize("typed", ["bins", "and the bins?", "what about the libraries", "So are the bins collected?"])
def test_a_subject_of_its_own(typed: str) -> None:
    assert names_its_own(typed)


@pytest.mark.parametrize(
    "typed",
    ["why?", "and in Surrey", "in Surrey?", "who voted for it?", "what did it cost?", "how much?", "cost?", "and 2019?",
     "appointed by whom", "and the other two?", "how many are finished?", "and those who voted"],
)  # fmt: skip
def test_no_subject_of_its_own(typed: str) -> None:
    assert not names_its_own(typed)


# Bodies and periods in place of those before


@pytest.mark.parametrize(
    ("questions", "read_as", "cited"),
    [
        (
            ["when is the next meeting", "and in thornbeck?"],
            "when is the next meeting in Thornbeck",
            {
                "thornbeck/planning/2023-06-14#PL23-049.p1",
                "thornbeck/planning/2023-07-12#PL23-057.p1",
                "thornbeck/audit/2024-04-24#48.1",
            },
        ),
        (
            ["when does the planning committee next meet", "and the audit committee?"],
            "when does the Audit Committee next meet",
            {"thornbeck/audit/2024-04-24#48.1"},
        ),
        (
            ["when is the next meeting", "and the audit committee?"],
            "when is the next meeting of the Audit Committee",
            {"thornbeck/audit/2024-04-24#48.1"},
        ),
        (
            ["Who chaired the Audit Committee in January 2024?", "and in april 2024"],
            "Who chaired the Audit Committee in April 2024?",
            {"thornbeck/audit/2024-04-24#opening.p2"},
        ),
        (
            ["Who chaired the Planning Committee?", "what about in july 2023"],
            "Who chaired the Planning Committee in July 2023?",
            {"thornbeck/planning/2023-07-12#opening.p1"},
        ),
        (
            ["whats the council tax in marlshire", "why?", "and in Thornbeck"],
            "whats the council tax in Thornbeck",
            {"thornbeck/city-council/2023-03-20#64.p7"},
        ),
    ],
)
def test_a_body_or_a_period_replaces_the_one_before(
    minutes: Sample, questions: list[str], read_as: str, cited: set[str]
) -> None:
    given = talk(minutes, *questions)
    assert given.question == read_as
    assert cited <= places(given)


def test_all_decisions_of_the_other_committee_are_listed(minutes: Sample) -> None:
    given = talk(minutes, "what did the planning committee decide", "and the audit committee?")
    assert given.question == "what did the Audit Committee decide"
    assert given.listing is not None
    assert {one.partition("#")[0] for one in places(given)} <= {
        "thornbeck/audit/2024-01-24",
        "thornbeck/audit/2024-04-24",
    }


@pytest.mark.parametrize(
    ("before", "fragment", "after"),
    [
        ("what did Marlshire cabinet decide", "the audit committee", "what did Audit Committee decide"),
        ("what did Marlshire's Cabinet decide", "the planning committee", "what did Planning Committee decide"),
        (
            "did eastmere raise the charge?",
            "marlshire county council",
            "did Marlshire County Council raise the charge?",
        ),
        ("how many homes were approved in Ashwell?", "in thornbeck", "how many homes were approved in Thornbeck?"),
        ("what saving is expected", "in 2019", ""),
        ("what was decided", "in may 2023", "what was decided in May 2023"),
        ("may the builders start in june 2023", "july 2023", "may the builders start in July 2023"),
        ("when is the next meeting", "the bins", ""),
    ],
)
def test_what_is_exchanged(minutes: Sample, before: str, fragment: str, after: str) -> None:
    assert exchanged(before, fragment, minutes[0].bodies()) == after


# The votes of a matter


HOBGATE = ["how many homes at hobgate dairy", "how much affordable"]
LIBRARIES = "what did the cabinet decide about libraries"
VOTE = "thornbeck/planning/2023-06-14#PL23-044.p8"


@pytest.mark.parametrize(
    ("questions", "cited"),
    [
        ([*HOBGATE, "who voted for it"], {VOTE}),
        ([*HOBGATE, "who voted for it", "and who proposed it?"], {VOTE}),
        ([LIBRARIES, "who voted against?"], {"marlshire/cabinet/2023-12-13#78-23.p14"}),
        ([LIBRARIES, "who voted against?", "and who abstained"], {"marlshire/cabinet/2023-12-13#78-23.p15"}),
        (["whats the council tax", "who voted against?"], {"marlshire/cabinet/2024-02-14#86-23.resolved"}),
    ],
)
def test_votes_are_those_of_the_items_cited_before(minutes: Sample, questions: list[str], cited: set[str]) -> None:
    given = talk(minutes, *questions)
    assert places(given) == cited
    assert given.question.startswith(f"{questions[-1]} (")


def test_a_question_for_votes_that_names_its_matter_stands_alone(minutes: Sample) -> None:
    given = talk(minutes, LIBRARIES, "who voted against the budget?")
    assert given.question == "who voted against the budget?"
    assert {one.partition("#")[0] for one in places(given)} == {"thornbeck/city-council/2023-03-20"}


def test_without_anything_cited_all_votes_are_meant(minutes: Sample) -> None:
    alone, after_nothing = talk(minutes, "who voted against?"), talk(minutes, "zzyzx qwv", "who voted against?")
    assert len({one.partition("/")[0] for one in places(alone)}) == 3
    assert places(after_nothing) == places(alone)


def test_a_matter_without_votes_has_none_of_other_matters(minutes: Sample) -> None:
    given = talk(minutes, "Which concerns came in under Thornbeck's whistleblowing policy?", "who voted for it?")
    assert given.status != "answered"
    assert given.listing is None
    assert {one.partition("#")[0] for one in places(given)} <= {"thornbeck/audit/2024-04-24"}


def test_what_follows_questions_for_votes_goes_with_the_matter(minutes: Sample) -> None:
    given = talk(minutes, LIBRARIES, "who voted against?", "how much does it save")
    assert given.question == f"how much does it save ({LIBRARIES})"
    assert "£465,000" in " ".join(one.text for one in given.sentences)


@pytest.mark.parametrize(
    "typed",
    ["who voted for it", "who voted against?", "and who abstained?", "was it unanimous?", "how did they vote",
     "what was the vote on it", "who proposed it?", "who seconded the motion?", "and the votes?"],
)  # fmt: skip
def test_a_question_for_the_votes_of_a_matter(typed: str) -> None:
    assert asked_of_matter(typed)


@pytest.mark.parametrize(
    "typed",
    ["who voted against the budget?", "What motions were carried?", "List the votes", "who wrote it", "why?",
     "Did Councillor Pim vote against it?", "who attended?", "what was decided about it?"],
)  # fmt: skip
def test_no_question_for_the_votes_of_a_matter(typed: str) -> None:
    assert asked_of_matter(typed) is None


# What the item says in the words that were typed


def test_the_item_cited_before_answers_with_the_words_that_were_typed(minutes: Sample) -> None:
    given = talk(minutes, *HOBGATE, "who voted for it", "when was it refused before")
    assert given.status == "partly_answered"
    assert places(given) == {"thornbeck/planning/2023-06-14#PL23-044.p2"}
    assert "refused in August 2022" in given.sentences[0].text


# What a follow-up goes back to

AUDIT = "what did the Audit Committee decide"


@pytest.mark.parametrize(
    ("questions", "read_as"),
    [
        (["when is the next meeting of the audit committee", "what did they decide"], AUDIT),
        (
            ["when is the next meeting of the audit committee", "what did they decide", "and the planning committee?"],
            "what did the Planning Committee decide",
        ),
        (["what did the planning committee decide", "who chairs it"], "who chairs the Planning Committee"),
        (["council tax", "thornbeck"], "council tax in Thornbeck"),
        (["who is the leader of marlshire", "and thornbeck?", "and eastmere"], "who is the leader of Eastmere"),
        (["potholes", "how much was spent", "bins", "when"], "when (bins)"),
        (["whats the council tax", "and the bins?", "when"], "when (the bins?)"),
        (
            [*HOBGATE, "who voted for it", "why", "how high is it", "and the bus stop?"],
            "and the bus stop? (how many homes at hobgate dairy why how high is it)",
        ),
    ],
)
def test_what_a_follow_up_goes_with(minutes: Sample, questions: list[str], read_as: str) -> None:
    collection, settings = minutes
    turns: list[Turn] = []
    for question in questions:
        given = answer(collection, question, scope=EVERYTHING, settings=settings, history=turns)
        cited = dict.fromkeys(citation.paragraph_id for one in given.sentences for citation in one.citations)
        turns.append(Turn(question, "", tuple(cited)))
    assert given.question == read_as


def test_a_bare_subject_is_read_alone(minutes: Sample) -> None:
    given = talk(minutes, "whats the council tax", "bins")
    assert (given.question, given.status, given.notice) == ("bins", "answered", "")
    assert given.follow_up.startswith("bins (whats the council tax")
    assert len(given.sentences) == 5
    assert {one.partition("#")[0] for one in places(given)} == {
        "eastmere/overview-and-scrutiny/2021-10-05/9",
        "eastmere/overview-and-scrutiny/2022-09-20",
    }


def test_a_bare_subject_of_what_was_asked_before_is_found_there(minutes: Sample) -> None:
    given = talk(minutes, "how many homes at hobgate dairy", "parking")
    assert given.evidence[0].paragraph_id.startswith("thornbeck/planning/2023-06-14#PL23-044.")


def test_a_conversation_gives_equal_bytes_again(minutes: Sample) -> None:
    questions = ["whats the council tax", "and the bins?", "who voted for it", "and in thornbeck?"]
    assert talk(minutes, *questions) == talk(minutes, *questions)


def test_of_real_minutes_the_paragraph_before_tells_who_appointed(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = Settings(home=tmp_path_factory.mktemp("real"))
    with Collection.open(settings.collection_folder, load_embedder(settings.model), create=True) as collection:
        files = files_at([shared / "minutes"])
        add_files(collection, files, given=Metadata(), replace=False, told=lambda *_: None, account=Account())
        given = talk(
            (collection, settings), "who chairs the Childrens Improvement Board in Nottingham", "appointed by whom"
        )
    assert given.status == "partly_answered"
    assert "appointed by the Department for Education" in given.sentences[0].text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("libary opening hours", "library opening hours"),
        ("wat was sed about bathing watter", "wat was sed about bathing water"),
        # What is answered as it was typed stays as it was typed.
        ("bathing watter results", "bathing watter results"),
    ],
)
def test_a_slip_of_the_keyboard_is_asked_again_as_it_was_meant(minutes: Sample, typed: str, meant: str) -> None:
    given = talk(minutes, typed)
    assert (given.asked, given.question) == (typed, meant)
    assert given.respelled is (typed != meant)
    assert given.status == "answered"


def test_a_slip_in_a_follow_up_is_mended_where_it_is_answered_alone(minutes: Sample) -> None:
    given = talk(minutes, "What was decided about the library?", "and the librry?")
    assert given.sentences
    assert given.respelled
    assert (given.question, given.notice) == ("and the library?", TOGETHER_SILENT)
