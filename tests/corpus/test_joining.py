from corpus.blocks import Block
from corpus.joining import join_flags, join_lone_labels


def test_an_asterisk_that_stands_alone_marks_the_number_after_it() -> None:
    assert join_flags([Block(text="*"), Block(text="308.  Ferry")]) == [Block(text="* 308.  Ferry")]
    assert join_flags([Block(text="*"), Block(text="Ferry")]) == [Block(text="*"), Block(text="Ferry")]


def test_a_label_that_stands_alone_is_joined_to_the_text_after_it() -> None:
    assert join_lone_labels([Block(text="(a)"), Block(text="one")]) == [Block(text="(a)\u00a0\u00a0one")]
    assert join_lone_labels([Block(text="7"), Block(text="one")]) == [Block(text="7"), Block(text="one")]
