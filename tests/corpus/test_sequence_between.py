"""Where paragraphs without a label, bullets and rows of tables stand: inside a list, after it, or beside it."""

from corpus.blocks import Block
from corpus.sequence import place
from tests.corpus.fragments import N, Parents, fragments, paths


def test_a_paragraph_with_an_open_bracket_goes_on_without_a_label() -> None:
    lines = [
        "45.23  One.",
        "45.24  [For information: the answer was: -",
        "‘A project is under way.",
        "It goes on.’]",
        "After.",
    ]

    assert fragments(*lines) == ["45.23", "45.24", "45.24.p2", "45.24.p3", "p5"]


def test_an_unlabelled_paragraph_inside_a_list_belongs_to_the_entry_before_it(parents: Parents) -> None:
    found = parents("c) one\nd) two visits:\n  i. in May\n  ii. in June\nThese were not graded.\ne) three")

    assert found["d.p2"] == "d"
    assert "e" in found


def test_an_unlabelled_paragraph_after_a_list_is_its_own(parents: Parents) -> None:
    assert parents("a) one\nb) two\nThe Board thanked the officers.")["p3"] is None


def test_an_indented_paragraph_belongs_to_the_label_before_it(parents: Parents) -> None:
    assert parents("a) one\n        and more of it")["a.p2"] == "a"


def test_a_second_bullet_glyph_stands_inside_the_first(parents: Parents) -> None:
    found = parents("· one\nØ inside\nØ inside\n· two\nØ inside")

    assert found == {"p1": None, "p2": "p1", "p3": "p1", "p4": None, "p5": "p4"}


def test_the_rows_of_a_table_belong_to_what_announces_them(parents: Parents) -> None:
    table = "<table><tr><th>Dock</th><th>Hires</th></tr><tr><td>Station</td><td>12</td></tr></table>"
    found = parents(f"<p>The hires were:</p>{table}<p>It was noted.</p>", file="item.html")

    assert found == {"p1": None, "p2": "p1", "p3": "p1", "p4": None}


def test_nothing_is_placed_for_blocks_without_text() -> None:
    assert place([Block(text=f"{N} "), Block(text="")]) == []


def test_a_paragraph_after_a_list_of_names_is_not_the_last_name_s(parents: Parents) -> None:
    assert parents("a) Mrs Vale\nb) Mr Reed\nThe Chair thanked them.") == {"a": None, "b": None, "p3": None}


def test_a_list_inside_a_bullet_stands_in_what_the_bullets_stand_in() -> None:
    lines = ["(a) one:", f"·{N}{N}a bullet:", "(i) inside", "(ii) inside", f"·{N}{N}another", "(b) two"]

    assert paths(*lines) == [("a",), (), ("a", "i"), ("a", "ii"), (), ("b",)]


def test_a_paragraph_between_two_entries_closes_the_lists_inside_the_first(parents: Parents) -> None:
    found = parents("(a) one:\n1. inside\n2. inside\nMembers asked for two things:\n(i) a\n(ii) b\n(b) two")

    assert found == {"a": None, "a.1": "a", "a.2": "a", "a.p2": "a", "a.i": "a.p2", "a.ii": "a.p2", "b": None}


def test_a_paragraph_between_letters_and_numerals_is_its_own() -> None:
    letters = [f"({letter}) entry" for letter in "abcdefgh"]

    assert paths(*letters, "It was late.", "(i) one", "(ii) two")[8:] == [(), ("i",), ("ii",)]


def test_a_paragraph_before_a_gap_belongs_to_the_entry_before_it() -> None:
    assert paths("45.2  Two.", "It was late.", "45.4  Four.") == [("45.2",), ("45.2",), ("45.4",)]


def test_a_row_of_one_cell_after_rows_of_several_is_a_paragraph() -> None:
    cells = [Block(text=text, kind="cell") for text in ("Ferry | 12", "Quay | 13", "It was late.")]
    found = [one.parent for one in place([Block(text="The sums were:"), *cells])]

    assert found == [None, 0, 0, None]


def test_a_list_stands_in_the_entry_that_announces_it_though_it_is_set_further_out() -> None:
    blocks = [
        Block(text="Members asked for two things:", label="2.1.1", indent=20),
        Block(text="a bus", label="(a)", indent=6),
        Block(text="a bridge", label="(b)", indent=6),
    ]

    assert [one.path for one in place(blocks)] == [("2.1.1",), ("2.1.1", "a"), ("2.1.1", "b")]


def test_words_after_the_last_number_inside_belong_to_the_one_around_it_that_comes_again() -> None:
    lines = ["4.2  Two:", "4.2.1  One.", "4.2.2  Two.", "It was late.", "4.2  Again:", "4.2.1  One.", "4.2.2  Two."]

    assert [one.parent for one in place([Block(text=line) for line in lines])] == [None, 0, 0, 0, None, 4, 4]
