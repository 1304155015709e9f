"""Decisions and recommendations: what was decided, with its clauses, and what only sounds like it."""

from collections.abc import Callable

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.decisions import find_decisions, inline_clauses

ReadItem = Callable[..., Minutes]


@pytest.mark.parametrize(
    ("line", "text", "verb", "qualifier"),
    [
        ("It was RESOLVED that the barn be sold.", "the barn be sold.", "RESOLVED", None),
        ("RESOLVED – That the barn be sold.", "the barn be sold.", "RESOLVED", None),
        ("RESOLVED (unanimously) – That it be so.", "it be so.", "RESOLVED", "unanimously"),
        (
            "RESOLVED (with no Member voting against): That it be so.",
            "it be so.",
            "RESOLVED",
            "with no Member voting against",
        ),
        ("UNANIMOUSLY RESOLVED that it be so.", "it be so.", "RESOLVED", "UNANIMOUSLY"),
        ("Resolved that the minutes be approved nem con.", "the minutes be approved nem con.", "Resolved", "nem con"),
        (
            "RESOLVED, on the Chair’s casting vote, that it be so.",
            "it be so.",
            "RESOLVED",
            "on the Chair’s casting vote",
        ),
        ("The Committee NOTED the report.", "the report.", "NOTED", None),
        ("The Panel decided to close the barn.", "to close the barn.", "decided", None),
        ("Cabinet resolved that the lease be signed.", "the lease be signed.", "resolved", None),
        ("RECEIVED.", "RECEIVED.", "RECEIVED", None),
        ("The report was NOTED.", "The report was NOTED.", "NOTED", None),
        ("The report was received.", "The report was received.", "received", None),
        ("PENDERFYNWYD yn unfrydol dderbyn yr adroddiad.", "dderbyn yr adroddiad.", "PENDERFYNWYD", "yn unfrydol"),
        (
            "PROPOSED by Councillor Toal Seconded by Councillor Byrne and RESOLVED: that it be so.",
            "it be so.",
            "RESOLVED",
            None,
        ),
        (
            "It was old. It was agreed that it be sold. That it go soon. He left.",
            "it be sold. That it go soon.",
            "agreed",
            None,
        ),
        ("On a vote the plan was carried, and it was RESOLVED: That it be so.", "it be so.", "RESOLVED", None),
    ],
)
def test_a_decision_is_what_follows_the_words_that_lead_into_it(
    read_item: ReadItem, line: str, text: str, verb: str, qualifier: str | None
) -> None:
    found = [(one.text, one.verb, one.qualifier, one.lead) for one in find_decisions(read_item(line))]

    assert found == [(text, verb, qualifier, None)]


@pytest.mark.parametrize(
    "line",
    [
        "Members were told it had been RESOLVED in 2019 that fees rise.",
        "REASONS FOR DECISION - To save money.",
        "OTHER OPTIONS CONSIDERED AND REJECTED – None.",
        "He read it out: “We met. It was RESOLVED to go.”",
        "None were received.",
        "It was noted.",
        "The permission was approved by the Minister.",
        "They spoke. The District Council agreed to pay.",
    ],
)
def test_what_others_or_other_meetings_did_and_why_is_no_decision(read_item: ReadItem, line: str) -> None:
    assert find_decisions(read_item(line)) == []


def test_each_clause_of_a_bare_lead_in_is_a_decision(read_item: ReadItem) -> None:
    lines = "RESOLVED: (Unanimously)\n(1) That one be done; and\n(2) That two be done."

    assert [(one.text, one.verb, one.qualifier, tail(one.lead)) for one in find_decisions(read_item(lines))] == [
        ("one be done", "RESOLVED", "Unanimously", "resolved"),
        ("two be done.", "RESOLVED", "Unanimously", "resolved"),
    ]


def test_a_lead_in_that_decides_is_one_decision_with_parts(read_item: ReadItem) -> None:
    lines = "RESOLVED – That permission be granted, subject to the following conditions:\n(1) begin;\n(2) finish."
    found = find_decisions(read_item(lines))

    assert [(one.text, [tail(part) for part in one.parts]) for one in found] == [
        ("permission be granted, subject to the following conditions", ["resolved.1", "resolved.2"])
    ]


def test_a_list_within_a_clause_is_part_of_it(read_item: ReadItem) -> None:
    lines = (
        "RESOLVED –\n(i) that the plan be amended so that:\n(a) it is short;\n(b) it is plain; and\n(ii) that it end."
    )

    assert [(one.text, len(one.parts)) for one in find_decisions(read_item(lines))] == [
        ("the plan be amended so that", 2),
        ("it end.", 0),
    ]


def test_what_is_put_to_another_body_is_a_recommendation(read_item: ReadItem) -> None:
    lines = "It was RESOLVED that Cabinet be recommended:\n(i) to go on; and\n(ii) to pay."

    assert [(one.kind, one.text) for one in find_decisions(read_item(lines))] == [
        ("recommendation", "to go on"),
        ("recommendation", "to pay."),
    ]


def test_a_board_that_recommends_leads_into_its_list(read_item: ReadItem) -> None:
    lines = "Recommendations:\nThe Board thanks the Panel, and recommends:\n1. That it be so.\n2. That it be done."

    assert [(one.kind, one.text, one.verb) for one in find_decisions(read_item(lines))] == [
        ("recommendation", "it be so.", "recommends"),
        ("recommendation", "it be done.", "recommends"),
    ]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("(1) That a be b; (2) That c be d.", ["a be b; ", "c be d."]),
        ("(a) one; and (b) two.", ["one; and ", "two."]),
        ("(i) one; (ii) two; (iii) three.", ["one; ", "two; ", "three."]),
        ("the sum of (1) and (2) be paid", ["the sum of (1) and (2) be paid"]),
        ("(1) only", ["(1) only"]),
    ],
)
def test_clauses_printed_in_one_paragraph_are_parted(text: str, clauses: list[str]) -> None:
    assert inline_clauses(text) == clauses


def tail(identity: str | None) -> str | None:
    return identity.split("#")[1] if identity else None


def test_dotted_clauses_in_small_letters_are_the_decisions_of_a_bare_resolved(read_item: ReadItem) -> None:
    lines = "RESOLVED:\n4.1 to approve the budget;\n4.2 to refer it to Council.\n4.3 The Head of Finance left."

    assert [(tail(one.paragraph_id), one.text, tail(one.lead)) for one in find_decisions(read_item(lines))] == [
        ("4.1", "to approve the budget", "resolved"),
        ("4.2", "to refer it to Council.", "resolved"),
    ]


def test_the_minus_of_a_figure_and_the_body_addressed_are_not_mixed_up_with_the_words_that_lead_in(
    read_item: ReadItem,
) -> None:
    minus = find_decisions(read_item("RESOLVED: -2+3"))
    put = find_decisions(read_item("RECOMMENDED to Council: That the fees be approved."))

    assert [one.text for one in minus] == ["-2+3"]
    assert [(one.kind, one.text) for one in put] == [("recommendation", "the fees be approved.")]
