"""Votes: how many and who on each side, on what, and what is no vote on a motion."""

from collections.abc import Callable

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.votes import find_votes

ReadItem = Callable[..., Minutes]
Counts = tuple[int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("lines", "counts", "result"),
    [
        ("Nine Members voted for, three against and one abstained.", (9, 3, 1), None),
        ("The motion was carried by 12 votes to 7 with 2 abstentions.", (12, 7, 2), "carried"),
        ("11 For, 4 Against", (11, 4, None), None),
        ("For 12, Against 3, Abstentions 1.", (12, 3, 1), None),
        ("Votes for: 12\nVotes against: 3\nAbstentions: none", (12, 3, 0), None),
        ("Twenty-one members voted in favour, with nobody voting against.", (21, 0, None), None),
        ("The amendment was LOST, three Members voting for and six against.", (3, 6, None), "lost"),
        ("There were 5 votes for, 4 against, no abstentions.", (5, 4, 0), None),
        ("RESOLVED (by 8 votes to 1, with 1 abstention) – That it be so.", (8, 1, 1), "carried"),
        ("On being put to the vote, the motion was CARRIED.", (None, None, None), "carried"),
        *[
            (line, (None, None, None), "carried")
            for line in (
                "CARRIED",
                "Motion carried.",
                "MOTION CARRIED",
                "The motion was carried.",
                "The motion was put and carried.",
                "Carried unanimously.",
                "Carried by show of hands.",
                "Carried nem. con.",
                "The motion carried, and the Chair thanked the officers.",
                "Recommendations carried nem. con.",
                "The amended motion carried by a large majority.",
                "The recommendations were carried and the Chair closed the meeting.",
                "It was moved by Councillor Reid and seconded by Councillor Hall that the mill be sold. CARRIED.",
            )
        ],
        *[
            (line, (None, None, None), "lost")
            for line in ("LOST", "Amendment lost.", "The proposal fell.", "The motion lost by a narrow majority.")
        ],
        ("For 5, against 5. The Chair gave a casting vote against the motion.", (5, 5, None), "lost"),
    ],
)
def test_a_vote_is_counted_in_figures_and_words(
    read_item: ReadItem, lines: str, counts: Counts, result: str | None
) -> None:
    found = [((one.in_favour, one.against, one.abstained), one.result) for one in find_votes(read_item(lines))]

    assert found == [(counts, result)]


def test_lines_for_each_side_are_one_vote_with_names_as_printed(read_item: ReadItem) -> None:
    lines = (
        "Voting for the motion: Councillors A. Reid, P. de Souza and M. O’Brien (3)\n"
        "Voting against the motion: Cllrs J. Ames; R. Bold\nAbstained: None\nThe motion was declared CARRIED."
    )
    (vote,) = find_votes(read_item(lines))

    assert vote.names_in_favour == ("A. Reid", "P. de Souza", "M. O’Brien")
    assert vote.names_against == ("J. Ames", "R. Bold")
    assert (vote.in_favour, vote.against, vote.abstained, vote.result) == (3, None, 0, "carried")
    assert [identity.split("#")[1] for identity in vote.continued] == ["p2", "p3"]


def test_names_in_brackets_and_beside_what_they_did(read_item: ReadItem) -> None:
    line = (
        "Four Members voted for it (Councillors Adams, Bell and Carr and Dr Finch) and two against"
        " (Councillors Reid and Marsh), with Councillor Ostler abstaining."
        " The Chair gave her casting vote for the motion."
    )
    (vote,) = find_votes(read_item(line))

    assert vote.names_in_favour == ("Adams", "Bell", "Carr", "Dr Finch")
    assert vote.names_against == ("Reid", "Marsh")
    assert vote.names_abstained == ("Councillor Ostler",)
    assert (vote.abstained, vote.casting, vote.result) == (None, "for", "carried")


def test_a_table_of_sides_and_a_table_of_members_are_read(read_item: ReadItem) -> None:
    sides = "<table><tr><td>For</td><td>Against</td></tr><tr><td>12</td><td>7</td></tr></table>"
    members = (
        "<table><tr><td>Councillor</td><td>Vote</td></tr><tr><td>Cllr A. Reid</td><td>For</td></tr>"
        "<tr><td>Cllr B. Bold</td><td>Against</td></tr><tr><td>Cllr C. Ames</td><td>For</td></tr></table>"
    )
    (counted,) = find_votes(read_item(f"<p>The vote:</p>{sides}", "item.html"))
    (named,) = find_votes(read_item(f"<p>The vote:</p>{members}", "item.html"))

    assert (counted.in_favour, counted.against) == (12, 7)
    assert (named.names_in_favour, named.names_against) == (("Cllr A. Reid", "Cllr C. Ames"), ("Cllr B. Bold",))


def test_a_vote_points_at_what_was_voted_on(read_item: ReadItem) -> None:
    minutes = read_item(
        "It was moved by Councillor Reid and seconded by Councillor Marsh that it be sold.\n"
        "Councillor Bell moved as an amendment, seconded by Councillor Cork, that it be let.\n"
        "The amendment was LOST, two Members voting for and six against.\n"
        "The motion was then put. Seven Members voted for and one against."
    )
    motion, amendment = minutes.paragraphs[0].id, minutes.paragraphs[1].id

    assert [(one.in_favour, one.motion) for one in find_votes(minutes)] == [(2, amendment), (7, motion)]


@pytest.mark.parametrize(
    "line",
    [
        "For people with long-term needs the offer was free.",
        "31 children lived there, against 19 when the budget was made.",
        "There were four votes for Councillor Reid and three for Councillor Marsh.",
        "She had voted against it in 2019.",
        "The letter was lost.",
        "The price of salt fell.",
        "The sum was carried forward.",
        "Carried forward from last year.",
        "Lost property was discussed.",
        "The recommendations were carried out by June.",
        "He would vote against it.",
        "The recommendations carried significant financial risk.",
        "The motion carried no budget.",
        "The proposal carried a cost of £4,000 a year.",
        "The proposal lost its funding from the Arts Council.",
        "The proposal lost by 3% of its funding.",
        "The recommendation fell outside the policy.",
        "The amendment then fell within the budget.",
        "Carried by bearers.",
        "Carried with great care.",
    ],
)
def test_what_counts_no_votes_on_a_motion_is_no_vote(read_item: ReadItem, line: str) -> None:
    assert find_votes(read_item(line)) == []


def test_votes_for_a_person_are_no_vote_on_a_motion(read_item: ReadItem) -> None:
    assert find_votes(read_item("Councillor Ash received 12 votes and Councillor Birch 3 votes for the office.")) == []


def test_a_count_in_capitals_is_a_vote_and_no_heading(read_item: ReadItem) -> None:
    minutes = read_item("The voting was as follows:\nFOR: 12\nAGAINST: 3\nABSTENTIONS: 1\nIt was CARRIED.")

    (vote,) = find_votes(minutes)
    assert (vote.in_favour, vote.against, vote.abstained, vote.result) == (12, 3, 1, "carried")
    assert [paragraph.kind for paragraph in minutes.paragraphs][1:4] == ["vote", "vote", "vote"]
