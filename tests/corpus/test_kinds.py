"""What kind a paragraph is, by its words and by what stands over it, and who speaks in it."""

from collections.abc import Callable

import pytest

from corpus.kinds import speaker_of
from corpus.minutes import Minutes

ReadItem = Callable[..., Minutes]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The report was received by the Board.", "paragraph"),
        ("It was further RESOLVED that it be sent.", "resolution"),
        ("On being put to the vote, the motion was carried.", "vote"),
        ("Five Members voted for and two against.", "vote"),
        ("Thirteen members voted in favour.", "vote"),
        ("For: Councillors Finch and Ostler (2)", "vote"),
        ("Voting: six members for, none against.", "vote"),
        ("The amendment was LOST.", "vote"),
        ("Question: Mr Finch asked when the bridge would open.", "question"),
        ("Question from Mrs Ostler: when will it open?", "question"),
        ("Q1. When will it open?", "question"),
        ("Response: It would open in May.", "response"),
        ("A1. In May.", "response"),
        ("Note: this was corrected later.", "note"),
        ("[NB: the survey ran in May.]", "note"),
        ("(Councillor Finch left the meeting at 8 pm.)", "note"),
        ("The meeting closed at 9.10 pm.", "note"),
        ("Present: Councillors Finch and Ostler", "attendance"),
        ("IN ATTENDANCE: A Clerk", "attendance"),
        ("ACTION: A Clerk", "action"),
        ("Witnesses:", "heading"),
        ("None", "paragraph"),
        ("Voting for the motion: Councillors Finch and Brand", "vote"),
        ("Abstained: Councillor Ostler (1)", "vote"),
        ("In Favour: Councillors Finch and Brand", "vote"),
        ("The motion was declared CARRIED.", "vote"),
        ("With 14 for and 11 against, it fell.", "vote"),
        ("It was moved by Mr Finch, seconded by Mr Reid and agreed that it be so.", "resolution"),
        ("It was moved by Mr Finch and seconded by Mr Reid that it be so.", "paragraph"),
        ("Witnesses: Ms C Brand", "attendance"),
        ("PRESENT – Councillors Finch and Ostler", "attendance"),
        ("Yn bresennol: Y Cynghorydd Finch", "attendance"),
        ("For | Councillors Finch and Brand | 2", "vote"),
        ("A vote of thanks was given.", "paragraph"),
        ("For people with long-term needs the offer was free.", "paragraph"),
        ("For 2023/24 the budget (net) was £4 million.", "paragraph"),
        ("A38 traffic was heavy.", "paragraph"),
        ("Q1 budget monitoring was received.", "paragraph"),
        ("Note the cost of the bridge.", "paragraph"),
    ],
)
def test_a_paragraph_is_what_its_words_say(read_item: ReadItem, text: str, kind: str) -> None:
    assert [paragraph.kind for paragraph in read_item(text).paragraphs] == [kind]


def test_a_paragraph_is_what_the_heading_above_it_says(read_item: ReadItem) -> None:
    lines = (
        "Witnesses:\nMs A Finch\nDeclarations of interest:\nNone\n"
        "Actions/ further information to be provided:\nNone\nA note on fares"
    )

    assert [(paragraph.text, paragraph.kind) for paragraph in read_item(lines).paragraphs] == [
        ("Witnesses:", "heading"),
        ("Ms A Finch", "attendance"),
        ("Declarations of interest:", "heading"),
        ("None", "declaration"),
        ("Actions/ further information to be provided:", "heading"),
        ("None", "paragraph"),
        ("A note on fares", "action"),
    ]


def test_the_entries_under_a_lead_in_are_what_it_opens(read_item: ReadItem) -> None:
    lines = "Recommendations:\nThe Board recommends:\n1. That it be so.\n2. That it be done."

    assert [paragraph.kind for paragraph in read_item(lines).paragraphs] == ["heading", *["recommendation"] * 3]


def test_a_resolution_to_note_a_report_is_a_resolution(read_item: ReadItem) -> None:
    lines = "RESOLVED to:\n(a) note the report;\n(b) note that it was late."

    assert [paragraph.kind for paragraph in read_item(lines).paragraphs] == ["resolution"] * 3


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Councillor Finch asked why the bridge was shut.", "Councillor Finch"),
        ("The Director of Place said that it was old.", "The Director of Place"),
        ("Question: Mr A Finch asked when it would open.", "Mr A Finch"),
        ("Question from Mrs Ostler: when will it open?", "Mrs Ostler"),
        ("Dr Brand, in reply, thanked him.", None),
        ("Ailsa Marsh, Head of Place, delivered the presentation.", "Ailsa Marsh"),
        ("The Head of Place, Ailsa Marsh, reported that it was old.", "The Head of Place"),
        ("Councillor Finch, speaking as ward member, stated that it flooded.", "Councillor Finch"),
        ("The Section 151 Officer explained how it was paid for.", "The Section 151 Officer"),
        ("Councillor Finch was told that the Director had said no.", None),
        ("The Environment Agency confirmed that it was safe.", None),
        ("The Committee asked why the bridge was shut.", None),
        ("Ailsa Marsh, Head of Place, and Jo Reid, Surveyor, reported together.", None),
        ("Members asked why the bridge was shut.", None),
        ("The bridge was shut, said the Chair.", None),
    ],
)
def test_the_speaker_is_named_only_where_the_paragraph_opens_with_it(text: str, speaker: str | None) -> None:
    assert speaker_of(text) == speaker


def test_a_very_long_word_takes_no_time(read_item: ReadItem) -> None:
    assert read_item("x" * 200_000 + " " + "1" * 200_000).paragraphs[0].kind == "paragraph"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was noted. It was RESOLVED to go.", "resolution"),
        ("The Planning Committee RESOLVED to sit.", "resolution"),
        ("Members AGREED that it be so.", "resolution"),
        ("It was moved by Cllr. Finch, seconded by Cllr. Reid and RESOLVED to go.", "resolution"),
        ("On a vote, it was RESOLVED to go.", "resolution"),
        ("PENDERFYNWYD derbyn yr adroddiad.", "resolution"),
        ("Members were told it had been RESOLVED in 2019 that fees rise.", "paragraph"),
        ("The officers AGREED to nothing.", "paragraph"),
        ("He said that it was RESOLVED to go.", "paragraph"),
        ("It was RESOLVED in 2019 that fees rise, she said.", "paragraph"),
        ("He read it out: “We met. It was RESOLVED to go.”", "paragraph"),
        ("The matter of AGREED fees was raised.", "paragraph"),
    ],
)
def test_a_resolution_is_told_by_how_its_sentence_begins(read_item: ReadItem, text: str, kind: str) -> None:
    assert [paragraph.kind for paragraph in read_item(text).paragraphs] == [kind]


def test_talk_between_two_entries_of_a_resolution_is_not_resolved(read_item: ReadItem) -> None:
    lines = "RESOLVED:\n1) one;\n2) two.\nThe Chair asked about it.\n3) three:\nthat is, three;\n4) four."
    found = [(one.id.split("#")[1], one.kind) for one in read_item(lines).paragraphs]

    assert found == [
        ("resolved", "resolution"),
        ("resolved.1", "resolution"),
        ("resolved.2", "resolution"),
        ("resolved.2.p2", "paragraph"),
        ("resolved.3", "resolution"),
        ("resolved.3.p2", "resolution"),
        ("resolved.4", "resolution"),
    ]


def test_what_stands_under_a_lead_in_on_a_line_of_its_own_is_resolved(read_item: ReadItem) -> None:
    for lines in (
        "RESOLVED\nTHAT:\na) one",
        "2.2  Resolved:\nThat it be noted.\n2.3  It closed.",
        "Decision\nApproved.",
    ):
        assert {one.kind for one in read_item(lines).paragraphs if one.label != "2.3"} == {"resolution"}


def test_a_list_inside_talk_between_two_entries_is_not_resolved_and_the_next_entry_is(read_item: ReadItem) -> None:
    lines = "RESOLVED:\n1) one;\n2) two.\nMembers asked about the following:\n· a boat\n· a pier\n3) three.\nIt closed."

    assert [one.kind for one in read_item(lines).paragraphs] == [
        *["resolution"] * 3,
        *["paragraph"] * 3,
        "resolution",
        "paragraph",
    ]


def test_what_stands_under_a_bare_question_or_response_is_asked_or_answered(read_item: ReadItem) -> None:
    lines = (
        "Question: Mrs Vale\nTo Councillor Reed:\nWhen would the paint dry?\nResponse: Councillor Reed\nIt had dried.\n"
        "It was green.\nRESOLVED that it be noted.\nThe Chair thanked them."
    )

    assert [one.kind for one in read_item(lines).paragraphs] == [
        *["question"] * 3,
        *["response"] * 3,
        "resolution",
        "paragraph",
    ]


def test_after_a_whole_response_comes_talk(read_item: ReadItem) -> None:
    lines = "Question: Mr Byrne asked who chose green.\nAnswer: The Panel did.\nThe Chair thanked them."

    assert [one.kind for one in read_item(lines).paragraphs] == ["question", "response", "paragraph"]


def test_reasons_and_rejected_options_are_not_decided(read_item: ReadItem) -> None:
    lines = (
        "Decision:\nThat it be sold.\nREASONS FOR DECISION -\n(1)  It was old.\n"
        "OTHER OPTIONS CONSIDERED AND REJECTED –\nTo keep it.\nMinutes:\nThe Chair spoke."
    )

    assert [one.kind for one in read_item(lines).paragraphs] == [
        "resolution",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_speaker_has_neither_the_number_of_an_answer_nor_whom_it_is_put_to() -> None:
    assert speaker_of("A1. The Cabinet Member said that 400 were filled.") == "The Cabinet Member"
    assert speaker_of("Question 1 from Mrs Vale to the Leader") == "Mrs Vale"


def test_the_close_of_a_meeting_is_a_note(read_item: ReadItem) -> None:
    line = "There being no further business, the Chair closed the meeting at 8.15 pm."

    assert [one.kind for one in read_item(line).paragraphs] == ["note"]
