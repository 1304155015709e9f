"""The layout for whatever no other takes: its title, and what its first lines state."""

from datetime import date

from corpus.blocks import Block
from corpus.layouts import LAYOUTS
from corpus.layouts.plain import parse, recognises


def test_the_plain_layout_is_tried_last_and_takes_any_content() -> None:
    assert list(LAYOUTS)[-1] == "plain"
    assert recognises([Block(text="words")])
    assert not recognises([Block(text="Home", chrome=True)])


def test_a_first_line_that_reads_like_a_title_is_the_title() -> None:
    outline = parse([Block(text="Notes of a visit"), Block(text="It rained.")])

    assert outline.items[0].title == "Notes of a visit"
    assert [block.text for block in outline.items[0].parts[0].blocks] == ["It rained."]


def test_a_first_line_that_is_a_sentence_or_has_a_label_is_no_title() -> None:
    for line in ("It rained.", "The points were:", "· It rained", "(a) rain"):
        assert parse([Block(text=line)]).items[0].title == ""


def test_chrome_is_left_out() -> None:
    outline = parse([Block(text="Home", chrome=True), Block(text="It rained.")])

    assert outline.left_out == ("Home",)


def test_the_lines_at_the_head_state_metadata() -> None:
    head = ("DRAFT", "MAPLEMERE TOWN COUNCIL", "FERRY COMMITTEE", "Monday 3 May 1999 at 7 pm")
    outline = parse([Block(text=line) for line in (*head, "Notes of a visit", "It rained.", "Cabinet", "Chair ....")])
    stated = outline.metadata

    assert (stated.council, stated.committee, stated.held, stated.status) == (
        "Maplemere Town Council",
        "Ferry Committee",
        date(1999, 5, 3),
        "draft",
    )
    assert outline.items[0].title == "Notes of a visit"
    assert [block.text for block in outline.items[0].parts[0].blocks] == ["It rained.", "Cabinet"]
    assert outline.left_out == (*head, "Chair ....")


def test_a_first_line_that_says_who_was_there_is_no_title_over_all_the_rest() -> None:
    for line in ("Present", "Present: Councillors Ash and Birch (Chair)", "Apologies"):
        assert parse([Block(text=line), Block(text="It rained.")]).items[0].title == ""
