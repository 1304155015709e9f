"""Votes whose sides stand in one paragraph: who voted how, what came of it, and what is no vote."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.minutes import Minutes
from corpus.outcomes.outcome import Vote
from corpus.outcomes.sides import sides_in
from corpus.outcomes.votes import find_votes
from tests.corpus.outcomes.test_what_every_outcome_keeps import assert_quoted, minutes_of

ReadItem = Callable[..., Minutes]
Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
Counts = tuple[int | None, int | None, int | None]
TWO_TO_ONE: Names = (("Ames", "Bold"), ("Councillor Carr",), ())


def names(vote: Vote) -> Names:
    return vote.names_in_favour, vote.names_against, vote.names_abstained


def counts(vote: Vote) -> Counts:
    return vote.in_favour, vote.against, vote.abstained


@pytest.mark.parametrize(
    ("text", "told", "counted"),
    [
        (
            "For: Councillors Ames and Bold Against: Councillor Carr Abstained: Councillor Dunn",
            (("Ames", "Bold"), ("Councillor Carr",), ("Councillor Dunn",)),
            (None, None, None),
        ),
        ("For (2): Councillors Ames, Bold Against (1): Councillor Carr", TWO_TO_ONE, (2, 1, None)),
        ("For (2): Councillors Ames and Bold. Against (1): Councillor Carr. Abstained (0)", TWO_TO_ONE, (2, 1, 0)),
        ("For (2) Councillors Ames and Bold Against (1) Councillor Carr", TWO_TO_ONE, (2, 1, None)),
        ("For 2: Councillors Ames and Bold Against 1: Councillor Carr", TWO_TO_ONE, (2, 1, None)),
        ("For: 2 (Councillors Ames and Bold) Against: 1 (Councillor Carr) Abstained: 0", TWO_TO_ONE, (2, 1, 0)),
        ("For: 2 - Councillors Ames and Bold. Against: 1 - Councillor Carr.", TWO_TO_ONE, (2, 1, None)),
        ("For: 2 Councillors Ames and Bold; Against: 1 Councillor Carr", TWO_TO_ONE, (2, 1, None)),
        ("FOR: Ames, Bold AGAINST: Councillor Carr ABSTAIN: None", TWO_TO_ONE, (None, None, 0)),
        ("For the motion: Councillors Ames and Bold Against the motion: Councillor Carr", TWO_TO_ONE, (None,) * 3),
        ("Voting for: Councillors Ames and Bold Voting against: Councillor Carr", TWO_TO_ONE, (None,) * 3),
        ("A recorded vote was taken: For: Councillors Ames and Bold Against: Councillor Carr", TWO_TO_ONE, (None,) * 3),
        ("Named vote – For (2): Ames, Bold; Against (1): Councillor Carr", TWO_TO_ONE, (2, 1, None)),
        ("The result was as follows. For: Councillors Ames and Bold Against: Councillor Carr", TWO_TO_ONE, (None,) * 3),
        (
            "For: Councillors Ames and Bold Against: Councillor Carr Absent: Councillors Eade and Firth",
            TWO_TO_ONE,
            (None,) * 3,
        ),
    ],
)
def test_the_sides_of_one_paragraph_are_one_vote(read_item: ReadItem, text: str, told: Names, counted: Counts) -> None:
    (vote,) = find_votes(read_item(text))

    assert (names(vote), counts(vote), vote.continued) == (told, counted, ())


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("For: Councillors Ames and Bold. Against: Councillor Carr. The motion was declared CARRIED.", "carried"),
        ("For: Councillors Ames and Bold Against: Councillor Carr The motion was LOST", "lost"),
        ("For: Councillors Ames and Bold. Against: Councillor Carr. CARRIED.", "carried"),
        ("A recorded vote was taken. For: Councillors Ames and Bold. Against: Councillor Carr. LOST", "lost"),
        ("The motion was put to the vote and LOST: For: Councillors Ames and Bold Against: Councillor Carr", "lost"),
        # What became of the amendment is no result of the vote after it.
        ("For: Councillors Ames and Bold. Against: Councillor Carr. It was late.", None),
    ],
)
def test_what_came_of_it_is_read_from_the_same_paragraph(read_item: ReadItem, text: str, result: str | None) -> None:
    (vote,) = find_votes(read_item(text))

    assert (names(vote), vote.result) == (TWO_TO_ONE, result)


def test_two_votes_of_one_paragraph_are_two_with_the_result_of_each(read_item: ReadItem) -> None:
    found = find_votes(
        read_item(
            "It was moved by Councillor Ames and seconded by Councillor Bold that the mill be sold.\n"
            "Councillor Carr moved as an amendment, seconded by Councillor Dunn, that it be let.\n"
            "On the amendment: For: Councillors Carr and Dunn Against: Councillors Ames, Bold and Eade. "
            "The amendment was LOST. "
            "On the motion: For: Councillors Ames, Bold and Eade Against: Councillors Carr and Dunn. "
            "The motion was CARRIED."
        )
    )

    assert [(names(one), one.result, (one.motion or "").partition("#")[2]) for one in found] == [
        ((("Carr", "Dunn"), ("Ames", "Bold", "Eade"), ()), "lost", "p2"),
        ((("Ames", "Bold", "Eade"), ("Carr", "Dunn"), ()), "carried", "p1"),
    ]


def test_an_amendment_that_was_lost_before_is_a_vote_of_its_own(read_item: ReadItem) -> None:
    lost, named = find_votes(
        read_item(
            "On being put to the vote the amendment was LOST. A recorded vote was taken on the motion: "
            "For: Councillors Ames and Bold Against: Councillor Carr"
        )
    )

    assert (lost.result, names(lost)) == ("lost", ((), (), ()))
    assert (named.result, names(named)) == (None, TWO_TO_ONE)


def test_a_line_below_goes_on_with_the_vote_of_the_paragraph(read_item: ReadItem) -> None:
    minutes = read_item(
        "For: Councillors Ames and Bold Against: Councillor Carr\nAbstained: Councillor Dunn\nThe motion was CARRIED."
    )
    (vote,) = find_votes(minutes)

    assert (names(vote)[2], vote.result) == (("Councillor Dunn",), "carried")
    assert [identity.partition("#")[2] for identity in vote.continued] == ["p2"]


@pytest.mark.parametrize(
    "line",
    [
        "For: the barn was full. Against: it was old.",
        "The arguments for: cost and speed. Against: noise.",
        "Arguments were put. For: Councillor Ames said it was cheap. Against: Councillor Bold said it was not.",
        "For 10:30 a.m. the hall was booked.",
        "Councillor Ames spoke For: Against: nobody.",
        "Councillor Ames asked what it was. For: Councillor Bold the matter was clear.",
    ],
)
def test_what_names_no_sides_of_a_vote_is_none(read_item: ReadItem, line: str) -> None:
    assert find_votes(read_item(line)) == []


SURNAMES = ["Ames", "Bold", "de Souza", "O’Brien", "A. Reid", "Carr-Hall", "Dr Finch", "Van Dyke", "St John", "Gainst"]
HEADS = {
    "For": ("For", "FOR", "In favour", "Voting for", "For the motion"),
    "Against": ("Against", "AGAINST", "Voting against", "Against the motion"),
    "Abstained": ("Abstained", "ABSTAINED", "Abstentions", "Abstaining"),
}
LEADS = ["", "A recorded vote was taken: ", "It was put to the vote. ", "The vote was as follows – "]
TAILS = ["", " The motion was declared CARRIED.", " The amendment was LOST."]


@st.composite
def votes(draw: st.DrawFn) -> tuple[list[str], str, str, str, Names]:
    """Return the lines of a vote, what stands between them in one paragraph, before them and after, and its names."""
    lines, told = [], []
    for spellings in HEADS.values():
        voters = draw(st.lists(st.sampled_from(SURNAMES), min_size=1, max_size=6, unique=True))
        titled = "Councillors " if len(voters) > 1 else "Councillor "
        joined = ", ".join(voters[:-1]) + " and " + voters[-1] if len(voters) > 1 else voters[0]
        count = f" ({len(voters)})" if draw(st.booleans()) else ""
        lines.append(f"{draw(st.sampled_from(spellings))}{count}: {titled}{joined}")
        told.append(tuple(voters) if len(voters) > 1 else (f"{titled}{voters[0]}",))
    between = draw(st.sampled_from([" ", ". ", "; ", ", "]))
    return lines, between, draw(st.sampled_from(LEADS)), draw(st.sampled_from(TAILS)), (told[0], told[1], told[2])


@settings(max_examples=400, deadline=None)
@given(votes())
def test_one_paragraph_is_read_as_the_lines_would_be(case: tuple[list[str], str, str, str, Names]) -> None:
    lines, between, lead, tail, told = case
    together = minutes_of([(f"{lead}{between.join(lines)}{'.' if tail else ''}{tail}", "paragraph")])
    apart = minutes_of([(line, "vote") for line in lines])
    (one,) = find_votes(together)
    (other,) = find_votes(apart)

    assert (names(one), counts(one)) == (names(other), counts(other)) == (told, counts(other))
    assert one.result == {"": None, TAILS[1]: "carried", TAILS[2]: "lost"}[tail]
    assert_quoted(together)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"For: Against: Abstained: For(2): Against(1): for against".split(),
                *"Councillor Councillors Ames Bold and , . ;".split(),
                *"( ) – … 2 | 12 The motion was CARRIED LOST Not voting: AYES: NOES: voted none".split(),
                "For (2)",
                "Against (1):",
                "A recorded vote was taken:",
                "The amendment was LOST.",
            ]
        ),
        min_size=1,
        max_size=30,
    ).map(" ".join)
)
def test_any_words_around_sides_are_quoted_letter_by_letter(text: str) -> None:
    assert_quoted(minutes_of([(text, "vote"), ("Against: Councillor Reid", "vote")]))
    for one in sides_in(text):
        assert one.before in text
        assert one.after in text
