"""Plain ways to ask for decisions, actions, votes and attendance, written before the rules; and their false friends."""

import pytest

from index.hits import Body
from index.scope import EVERYTHING
from service.narrowing import narrow
from service.structure import Sought, sought

KNOWN = (Body("Oakshire County Council", "Cabinet"), Body("Oakshire County Council", "Planning Committee"))
REID = Sought("action", person="Ann Reid")


def read(question: str) -> Sought | None:
    return sought(question, narrow(question, EVERYTHING, KNOWN).limits)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What actions did Ann Reid get?", REID),
        ("what was Ann Reid asked to do?", REID),
        ("What must Ann Reid do?", REID),
        ("What has Ann Reid been asked to do?", REID),
        ("What is Ann Reid supposed to do?", REID),
        ("What does Ann Reid have to do?", REID),
        ("what does Ann Reid need to do", REID),
        ("What did Ann Reid agree to do?", REID),
        ("What are Ann Reid’s actions?", REID),
        ("Any actions for Ann Reid?", REID),
        ("Does Ann Reid have any actions?", REID),
        ("What did the committee ask Ann Reid to do?", REID),
        ("Tell me what Ann Reid has to do", REID),
        ("Which actions fell to Ann Reid?", REID),
        ("What is on Ann Reid’s to-do list?", REID),
        ("What jobs did Ann Reid get at Cabinet?", REID),
        ("What tasks were given to Ann Reid?", REID),
        ("What must the Clerk do about the mill?", Sought("action", person="the Clerk", topic="the mill")),
        ("What has Cllr Reid still got to do?", Sought("action", person="Cllr Reid", open=True)),
        ("What actions does the Clerk still have?", Sought("action", person="the Clerk", open=True)),
        ("Who has to do what?", Sought("action")),
        ("What needs to be done?", Sought("action")),
        ("What still needs to be done about the mill?", Sought("action", topic="the mill", open=True)),
        ("What follow-up actions were agreed?", Sought("action")),
        ("What action points came out of the meeting?", Sought("action")),
        ("Was anything decided about the mill?", Sought("decision", topic="the mill")),
        ("Did the committee decide anything about the mill?", Sought("decision", topic="the mill")),
        ("Did Cabinet make any decisions about the mill?", Sought("decision", topic="the mill")),
        ("What did they decide about the mill?", Sought("decision", topic="the mill")),
        ("What conclusions did Cabinet reach about the mill?", Sought("decision", topic="the mill")),
        ("What was the outcome of the Planning Committee meeting on 3 May 2020?", Sought("decision")),
        ("Which motions were carried?", Sought("motion", "carried")),
        ("Which motions were defeated?", Sought("motion", "lost")),
        ("Which votes were lost?", Sought("vote", "lost")),
        ("What motions were withdrawn at Cabinet?", Sought("motion", "withdrawn")),
        ("Which way did Cllr Reid vote on the budget?", Sought("vote", person="Cllr Reid", topic="the budget")),
        ("Did Councillor Reid vote against the budget?", Sought("vote", person="Councillor Reid", topic="budget")),
        ("How did each councillor vote on the budget?", Sought("vote", topic="the budget")),
        ("Was there a vote on the mill?", Sought("vote", topic="the mill")),
        ("How were the votes cast?", Sought("vote")),
        ("Did anyone vote against the mill?", Sought("vote", "against", topic="mill")),
        ("Who backed the budget?", Sought("vote", "in_favour", topic="budget")),
        ("Who was missing?", Sought("attendee", "apologies")),
        ("Who couldn’t make it?", Sought("attendee", "apologies")),
        ("Who couldn’t make it to the Planning Committee?", Sought("attendee", "apologies")),
        ("What was the outcome of the Planning Committee?", Sought("decision")),
        ("Who did not attend the Planning Committee?", Sought("attendee", "apologies")),
        ("Who was there?", Sought("attendee", "present")),
        ("Who took part in the meeting?", Sought("attendee", "present")),
        ("Did Councillor Reid turn up?", Sought("attendee", "present", "Councillor Reid")),
        ("Was Mrs Reid missing from the Planning Committee?", Sought("attendee", "apologies", "Mrs Reid")),
        ("Did Mrs Reid come to the meeting?", Sought("attendee", "present", "Mrs Reid")),
    ],
)  # fmt: skip
def test_a_plain_way_of_asking_is_read(question: str, asked: Sought) -> None:
    assert read(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What action is the council taking on litter?",
        "What action will the council take if the dam bursts?",
        "What does the Monitoring Officer do?",
        "What did Ann Reid do?",
        "What did Ann Reid do about the bins?",
        "What should residents do with garden waste?",
        "What must drivers do at the new junction?",
        "What should the council do about potholes?",
        "Has Ann Reid done her actions?",
        "How many jobs are there in the council?",
        "What jobs were lost at the mill?",
        "What needs to be done before the bridge can open?",
        "What decision-making powers does Cabinet have?",
        "What was the outcome when the appeal was heard?",
        "Was anything decided when the mill burned?",
        "Which recommendations were carried out?",
        "Which seats were lost?",
        "What was lost in the flood?",
        "Did Councillor Reid support his claim with figures because he was asked?",
        "Who was missing after the flood?",
        "Who took part in the beach clean?",
        "Did the bus turn up?",
        "Did Mrs Reid come to any harm?",
        "Who backed into the gate?",
        "How were the bells cast?",
    ],
)
def test_a_false_friend_is_searched_for(question: str) -> None:
    assert read(question) is None
