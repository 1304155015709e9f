"""Labels and marks in lines of their own, joined to the text after them."""

from corpus.blocks import Block
from corpus.joining import join_flags, join_lone_labels


def test_an_asterisk_that_stands_alone_marks_the_number_after_it() -> None:
    assert join_flags([Block(text="*"), Block(text="308.  Ferry")]) == [Block(text="* 308.  Ferry")]
    assert join_flags([Block(text="*"), Block(text="Ferry")]) == [Block(text="*"), Block(text="Ferry")]


def test_a_label_that_stands_alone_is_joined_to_the_text_after_it() -> None:
    assert join_lone_labels([Block(text="(a)"), Block(text="one")]) == [Block(text="(a)\u00a0\u00a0one")]
    assert join_lone_labels([Block(text="7"), Block(text="one")]) == [Block(text="7"), Block(text="one")]


def test_a_bullet_that_stands_alone_is_joined_and_the_dash_of_an_empty_cell_is_not() -> None:
    assert join_lone_labels([Block(text="–"), Block(text="one")]) == [Block(text="–\u00a0\u00a0one")]
    assert join_lone_labels([Block(text="o"), Block(text="one")]) == [Block(text="o\u00a0\u00a0one")]
    assert join_lone_labels([Block("–", kind="cell"), Block("one")]) == [Block("–", kind="cell"), Block("one")]
