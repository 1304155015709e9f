"""What leads into a list, a resolution or a heading, and what does not."""

import pytest

from corpus.blocks import Block
from corpus.leads import is_heading, lead_in, opens_list


@pytest.mark.parametrize(
    ("text", "kind", "key", "bare"),
    [
        ("RESOLVED:", "resolution", "resolved", True),
        ("RESOLVED -", "resolution", "resolved", True),
        ("RESOLVED–", "resolution", "resolved", True),
        ("RESOLVED that:", "resolution", "resolved", True),
        ("RESOLVED that the report be noted.", "resolution", "resolved", False),
        ("RESOLVED", "resolution", "resolved", True),
        ("Resolved –", "resolution", "resolved", True),
        ("Resolved: (Unanimously)", "resolution", "resolved", True),
        ("RESOLVED (unanimously):", "resolution", "resolved", True),
        ("RESOLVED (with no Member voting against):", "resolution", "resolved", True),
        ("UNANIMOUSLY RESOLVED", "resolution", "resolved", True),
        ("It was resolved to:", "resolution", "resolved", True),
        ("The Committee resolved:-", "resolution", "resolved", True),
        ("Cabinet resolved that the plan be approved.", "resolution", "resolved", False),
        ("AGREED that:", "resolution", "agreed", True),
        ("Agreed – That the plan be approved.", "resolution", "agreed", False),
        ("It was agreed that the Panel would be sent the following:", "resolution", "agreed", True),
        ("Decision:", "resolution", "decided", True),
        ("Decision", "resolution", "decided", True),
        ("PENDERFYNWYD:", "resolution", "resolved", True),
        ("PENDERFYNWYD derbyn yr adroddiad.", "resolution", "resolved", False),
        ("Recommendations:", "recommendation", "recommended", True),
        ("Recommended – (to the Council)", "recommendation", "recommended", False),
        ("The Board recommended that it be done.", "recommendation", "recommended", False),
        ("ACTION:        A Clerk", "action", "action", False),
        ("Action: A Clerk", "action", "action", False),
        ("ACTION POINT: A Clerk", "action", "action", False),
    ],
)
def test_a_lead_in_tells_what_it_opens(text: str, kind: str, key: str, bare: bool) -> None:
    lead = lead_in(text)

    assert lead is not None
    assert (lead.kind, lead.key, lead.bare) == (kind, key, bare)


@pytest.mark.parametrize(
    "text",
    [
        "The Chair resolved the dispute.",
        "Members agreed with the officer.",
        "Agreed minutes were signed.",
        "Actions were taken.",
        "The unresolved matters were noted.",
        "It was RESOLVED in 2019 that fees rise.",
        "The Committee RESOLVED at its last meeting to sit.",
        "Decision making was slow.",
        "",
    ],
)
def test_prose_opens_nothing(text: str) -> None:
    assert lead_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Witnesses:",
        "Declarations of interest:",
        "Key points raised during the discussions:",
        "Board next steps:",
        "The Chair:",
        "MATTERS ARISING",
    ],
)
def test_a_short_line_that_names_what_follows_is_a_heading(text: str) -> None:
    assert is_heading(Block(text=text), text)


@pytest.mark.parametrize(
    "text",
    [
        "The following points were highlighted:",
        "Her report covered the following matters:",
        "Members put questions as follows:",
        "Meetings would be held on:",
        "The Surveyor set out the options, namely:",
        "THE MINUTES WERE SIGNED.",
        "NONE",
        "Members noted it.",
    ],
)
def test_a_line_that_makes_a_statement_is_not_a_heading(text: str) -> None:
    assert not is_heading(Block(text=text), text)


def test_the_formats_own_heading_is_one_unless_it_is_long() -> None:
    assert is_heading(Block(text="Background", kind="heading"), "Background")
    assert not is_heading(Block(text="word " * 26, kind="heading"), "word " * 26)


@pytest.mark.parametrize(
    "text", ["The points were:", "The answer was: -", "It was noted that", "The Board decided to", "as below –"]
)
def test_an_announcement_opens_a_list(text: str) -> None:
    assert opens_list(text)


@pytest.mark.parametrize("text", ["The points were noted.", "and that;", "a well-known road", "-" * 5000 + "x"])
def test_a_statement_opens_no_list(text: str) -> None:
    assert not opens_list(text)


@pytest.mark.parametrize("text", ["He was content with that.]", "(nobody objected to that.)", "“Why did we do that?”"])
def test_a_sentence_that_stops_inside_a_bracket_or_quotation_opens_no_list(text: str) -> None:
    assert not opens_list(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The Planning Committee resolved to:", "resolved"),
        ("The Harbour Panel agreed that:", "agreed"),
        ("The Committee decided:", "decided"),
        ("Seconded by Councillor Toal and RESOLVED:", "resolved"),
        ("PROPOSED by Councillor Byrne, Seconded by Councillor Toal and RESOLVED", "resolved"),
        ("It was moved by Councillor Reed, seconded by Councillor Vale and resolved that:", "resolved"),
        ("On a show of hands, it was unanimously agreed to:", "agreed"),
        ("NOTED:", "noted"),
        ("CYTUNWYD:", "agreed"),
    ],
)
def test_a_sentence_that_ends_with_its_verb_opens_what_follows(text: str, key: str) -> None:
    lead = lead_in(text)

    assert lead is not None
    assert (lead.kind, lead.key, lead.bare) == ("resolution", key, True)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("NOTED", "noted"),
        ("NOTED.", "noted"),
        ("RECEIVED.", "received"),
        ("APPROVED – the fees.", "approved"),
        ("The Committee NOTED the report.", "noted"),
        ("DEFERRED to the next meeting.", "deferred"),
    ],
)
def test_what_is_noted_or_approved_is_said_already(text: str, key: str) -> None:
    lead = lead_in(text)

    assert lead is not None
    assert (lead.kind, lead.key, lead.bare) == ("resolution", key, False)


@pytest.mark.parametrize(
    "text",
    [
        "APPROVED PLANS",
        "DEFERRED ITEMS:",
        "The Planning Committee agreed.",
        "Seconded by Councillor Byrne and",
        "The officers decided to go.",
        "A note was approved by the auditor.",
    ],
)
def test_a_title_or_talk_with_such_a_verb_opens_nothing(text: str) -> None:
    assert lead_in(text) is None


def test_a_line_that_says_whom_a_question_is_put_to_is_no_heading() -> None:
    assert not is_heading(Block(text="To Councillor Reed:"), "To Councillor Reed:")
    assert is_heading(Block(text="To consider:"), "To consider:")
