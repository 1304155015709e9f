"""Rows of a table, joined into blocks with their labels."""

from corpus.blocks import Block, join_rows


def cell(text: str, column: int) -> Block:
    return Block(text=text, kind="cell", level=column)


def test_the_cells_of_a_row_are_joined() -> None:
    blocks = [
        Block(text="above"),
        cell("Name", 0),
        cell("Sum", 1),
        cell("Station", 0),
        cell("12", 1),
        Block(text="below"),
    ]

    assert [block.text for block in join_rows(blocks)] == ["above", "Name | Sum", "Station | 12", "below"]


def test_a_first_cell_with_a_short_label_is_the_label_of_the_row() -> None:
    assert [block.text for block in join_rows([cell("(1)", 0), cell("Station", 1), cell("12", 2)])] == [
        "(1)\u00a0\u00a0Station | 12"
    ]


def test_empty_cells_are_passed_over() -> None:
    assert [block.text for block in join_rows([cell("", 0), cell("Station", 1), cell(" ", 2)])] == ["Station"]
    assert [block.text for block in join_rows([cell("", 0)])] == [""]


def test_nothing_joins_to_nothing() -> None:
    assert join_rows([]) == []


def test_a_longer_label_or_a_letter_beside_prose_is_the_label_of_its_row() -> None:
    assert [block.text for block in join_rows([cell("(XVIII)", 0), cell("It was so.", 1)])] == [
        "(XVIII)\u00a0\u00a0It was so."
    ]
    assert [block.text for block in join_rows([cell("v", 0), cell("It was so.", 1)])] == ["v\u00a0\u00a0It was so."]
    assert [block.text for block in join_rows([cell("Y", 0), cell("12", 1)])] == ["Y | 12"]
    assert [block.text for block in join_rows([cell("For", 0), cell("It was so.", 1)])] == ["For | It was so."]
