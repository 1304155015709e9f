"""What stands on a page and is no part of its minutes."""

from corpus.blocks import Block
from corpus.layouts.furniture import is_furniture, with_anchors


def anchored(*lines: str) -> list[tuple[str, str, int, bool]]:
    blocks = with_anchors([Block(text=line) for line in lines])
    return [(block.text, block.kind, block.level, is_furniture(block)) for block in blocks]


def test_a_page_with_a_paragraph_below_it_is_the_place_of_another_document() -> None:
    assert anchored("Page 2", "Paragraph 3", "It was late.", "Paragraph 5", "It was early.") == [
        ("Page 2", "heading", 7, False),
        ("Paragraph 3", "heading", 8, False),
        ("It was late.", "paragraph", 0, False),
        ("Paragraph 5", "heading", 8, False),
        ("It was early.", "paragraph", 0, False),
    ]


def test_the_number_of_a_page_itself_is_furniture() -> None:
    assert anchored("It was late.", "Page 2", "Paragraph 3 was read out.") == [
        ("It was late.", "paragraph", 0, False),
        ("Page 2", "paragraph", 0, True),
        ("Paragraph 3 was read out.", "paragraph", 0, False),
    ]
