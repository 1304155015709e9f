"""What questions ask of outcomes, and that a question with anything more in it asks for nothing of the kind."""

import pytest

from index.hits import Body
from index.scope import EVERYTHING
from service.narrowing import narrow
from service.structure import Sought, sought, topic_terms

KNOWN = (Body("Oakshire County Council", "Cabinet"), Body("Oakshire County Council", "Planning Committee"))


def read(question: str) -> Sought | None:
    return sought(question, narrow(question, EVERYTHING, KNOWN).limits)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("List the decisions of the Planning Committee in 2023.", Sought("decision")),
        ("what resolutions were passed", Sought("decision", "resolution")),
        ("Which recommendations did Cabinet make about buses?", Sought("decision", "recommendation", topic="buses")),
        ("What did the committee resolve about parking between 2019 and 2021?", Sought("decision", topic="parking")),
        ("What was decided on the bridge at the May 2020 meeting?", Sought("decision", topic="the bridge")),
        (
            "What actions are outstanding for the Director of Finance?",
            Sought("action", person="the Director of Finance", open=True),
        ),
        ("List the actions for Ann Reid about bins", Sought("action", person="Ann Reid", topic="bins")),
        ("What was Ann Reid asked to do?", Sought("action", person="Ann Reid")),
        ("Who attended?", Sought("attendee", "present")),
        ("Which officers were present at the Planning Committee?", Sought("attendee", "officers")),
        ("who sent apologies on 3 May 2020", Sought("attendee", "apologies")),
        ("Was Cllr Reid at the meeting?", Sought("attendee", "present", "Cllr Reid")),
        ("Who chaired Cabinet on 3 May 2020?", Sought("attendee", "chair")),
        ("How did Councillor Reid vote on the budget?", Sought("vote", person="Councillor Reid", topic="the budget")),
        ("Who voted against the budget?", Sought("vote", "against", topic="budget")),
        ("who abstained", Sought("vote", "abstained")),
        ("What was the vote on the mill?", Sought("vote", topic="the mill")),
        ("Who seconded the amendment about the mill?", Sought("motion", "seconder", topic="mill")),
        ("What did Councillor Reid propose?", Sought("motion", "mover", "Councillor Reid")),
        ("Which amendments were moved?", Sought("motion", "amendment")),
        ("Who declared an interest in the mill?", Sought("declaration", topic="mill")),
        ("Did Mr Reid declare a personal interest?", Sought("declaration", person="Mr Reid")),
        ("What questions were asked by the public?", Sought("exchange", "public")),
        ("What did Mrs Reid ask about bins?", Sought("exchange", person="Mrs Reid", topic="bins")),
        ("What corrections to earlier minutes were made?", Sought("amendment")),
        ("Which reports were before the committee?", Sought("report")),
    ],
)
def test_a_question_about_structure_is_read_whole(question: str, asked: Sought) -> None:
    assert read(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What did the committee decide about the mill and why?",
        "What was decided when the mill burned?",
        "Who voted against the budget because of the cuts?",
        "Why was the decision deferred?",
        "How many children were present in class?",
        "What did the auditors recommend?",
        "What did inspectors say about the actions?",
        "What is the vote of thanks?",
        "Which actions arising from 18 October 2023 were not yet closed when Cabinet met?",
        "Was the mill present on the old map?",
        "What is the budget to do?" * 3,
        "",
    ],
)
def test_a_question_that_says_more_is_not_about_structure(question: str) -> None:
    assert read(question) is None


def test_a_topic_is_its_telling_words() -> None:
    assert topic_terms("the report on allotments") == ["allot"]
    assert topic_terms("the report") == ["report"]


def test_a_long_question_is_read_at_once() -> None:
    for words in ("list the decisions of the ", "who voted for the ", "what did the committee ", "Was Ann Reid "):
        read(words * 80)
