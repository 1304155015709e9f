"""Motions and amendments: who moved and seconded them, and what came of each."""

from collections.abc import Callable

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.motions import find_motions

ReadItem = Callable[..., Minutes]


@pytest.mark.parametrize(
    ("lines", "text", "mover", "seconder", "result"),
    [
        (
            "Moved by Councillor A. Reid, seconded by Councillor Marsh, that the barn be sold.",
            "the barn be sold.",
            "Councillor A. Reid",
            "Councillor Marsh",
            None,
        ),
        (
            "It was moved by the Leader of the Council and seconded by Councillor Marsh that it rise. It was CARRIED.",
            "it rise.",
            "the Leader of the Council",
            "Councillor Marsh",
            "carried",
        ),
        (
            "PROPOSED by Councillor Reid Seconded by Councillor Marsh and RESOLVED: that it be sold.",
            "it be sold.",
            "Councillor Reid",
            "Councillor Marsh",
            "carried",
        ),
        (
            "RESOLVED that the barn be sold. (Proposed: Cllr Reid; Seconded: Cllr Marsh)",
            "the barn be sold.",
            "Cllr Reid",
            "Cllr Marsh",
            "carried",
        ),
        (
            "Councillor Reid moved that it be deferred, seconded by Councillor Marsh.\nThe motion was lost.",
            "it be deferred",
            "Councillor Reid",
            "Councillor Marsh",
            "lost",
        ),
        (
            "Councillor Reid, Leader, moved the recommendations.\nCouncillor Marsh seconded the motion.",
            "the recommendations.",
            "Councillor Reid",
            "Councillor Marsh",
            None,
        ),
        (
            "Moved by Councillor Reid\nSeconded by Councillor Marsh\nThat the barn be sold.\nThe motion was withdrawn.",
            "That the barn be sold.",
            "Councillor Reid",
            "Councillor Marsh",
            "withdrawn",
        ),
    ],
)
def test_a_motion_names_mover_seconder_and_the_result_stated(
    read_item: ReadItem, lines: str, text: str, mover: str, seconder: str, result: str | None
) -> None:
    found = [(one.text, one.mover, one.seconder, one.result) for one in find_motions(read_item(lines))]

    assert found == [(text, mover, seconder, result)]


def test_an_amendment_and_the_motion_it_amends_each_have_their_result(read_item: ReadItem) -> None:
    lines = (
        "It was moved by Councillor Reid and seconded by Councillor Marsh that it be sold.\n"
        "Councillor Bell moved as an amendment, seconded by Councillor Cork, that it be let.\n"
        "The amendment was LOST.\nThe substantive motion was then CARRIED."
    )

    assert [(one.text, one.amendment, one.result) for one in find_motions(read_item(lines))] == [
        ("it be sold.", False, "carried"),
        ("it be let.", True, "lost"),
    ]


def test_she_is_the_speaker_where_nobody_else_is_named(read_item: ReadItem) -> None:
    moved = "She moved, and Councillor Marsh seconded, an amendment that it stay."
    alone = find_motions(read_item(f"Councillor Reid said that it was wrong. {moved}"))
    after_another = find_motions(read_item(f"Councillor Reid said that it was wrong. Dr Bell agreed. {moved}"))

    assert [(one.mover, one.seconder) for one in alone] == [("Councillor Reid", "Councillor Marsh")]
    assert [(one.mover, one.seconder) for one in after_another] == [(None, "Councillor Marsh")]


@pytest.mark.parametrize("line", ["The Director proposed a new scheme.", "She moved to Leeds in 2019."])
def test_other_moves_are_no_motions(read_item: ReadItem, line: str) -> None:
    assert find_motions(read_item(line)) == []


def test_the_scottish_order_names_mover_and_seconder_before_the_verb(read_item: ReadItem) -> None:
    (motion,) = find_motions(
        read_item("Councillor Wood, seconded by Baillie Munro, moved as an amendment that the Committee defer it.")
    )

    assert (motion.mover, motion.seconder, motion.text, motion.amendment) == (
        "Councillor Wood",
        "Baillie Munro",
        "the Committee defer it.",
        True,
    )


def test_what_is_agreed_on_the_proposal_of_somebody_was_moved(read_item: ReadItem) -> None:
    (motion,) = find_motions(
        read_item("It was agreed on the proposal of Councillor Adair, seconded by Councillor Boyle, to note the sheet.")
    )

    assert (motion.mover, motion.seconder, motion.text, motion.result) == (
        "Councillor Adair",
        "Councillor Boyle",
        "to note the sheet.",
        "carried",
    )


def test_a_motion_below_the_line_that_names_its_movers_is_found_there(read_item: ReadItem) -> None:
    minutes = read_item("Moved by Councillor Reid, seconded by Councillor Marsh:\nThat this Council notes the report.")

    (motion,) = find_motions(minutes)
    assert (motion.text, motion.text_in) == ("That this Council notes the report.", minutes.paragraphs[1].id)


def test_a_motion_that_ends_in_and_is_carried_by_the_resolution_below(read_item: ReadItem) -> None:
    (motion,) = find_motions(read_item("It was proposed by Cllr Dale, seconded by Cllr Eyre and\nRESOLVED\n(1) to pay"))

    assert motion.result == "carried"


def test_all_in_favour_is_no_part_of_the_seconder(read_item: ReadItem) -> None:
    found = find_motions(read_item("Proposed: BH Seconded: CD All in favour."))

    assert [(one.mover, one.seconder) for one in found] == [("BH", "CD")]
