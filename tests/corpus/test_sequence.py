"""Labels in a row, read one after the other: which scheme each is of, which list it stands in, what is none."""

import time

from corpus.blocks import Block
from corpus.sequence import place
from tests.corpus.fragments import N, Parents, Rows, fragments


def test_i_after_h_is_a_letter() -> None:
    letters = [f"{letter}) the report" for letter in "abcdefghijk"]

    assert fragments(*letters) == list("abcdefghijk")


def test_i_after_h_is_roman_where_ii_follows() -> None:
    lines = [*(f"{letter}) the report" for letter in "abcdefgh"), "i) one", "ii) two", "i) the ninth", "j) the tenth"]

    assert fragments(*lines)[8:] == ["h.i", "h.ii", "i", "j"]


def test_roman_numerals_stand_inside_the_letter_before_them() -> None:
    romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
    lines = ["a) one", "b) eight areas:", *(f"{N} {roman}. an area" for roman in romans), "c) three"]

    assert fragments(*lines) == ["a", "b", *(f"b.{roman}" for roman in romans), "c"]


def test_v_after_iv_is_roman_and_v_after_u_is_a_letter() -> None:
    assert fragments("(iv) four", "(v) five") == ["iv", "v"]
    assert [one.path for one in place([Block(text="(u) one"), Block(text="(v) two")])] == [("u",), ("v",)]


def test_a_list_that_starts_again_says_so(rows: Rows) -> None:
    lines = "i) one\nii) two\nThe discussion went on.\ni) three\nii) four\nIt went on again.\ni) five"

    assert [fragment for label, fragment, _ in rows(lines) if label] == [
        "i",
        "ii",
        "list2.i",
        "list2.ii",
        "list3.i",
    ]


def test_a_label_printed_twice_is_told_apart_as_a_second_paragraph() -> None:
    assert fragments("45.1  One", "45.1  Another", "45.2  Two") == ["45.1", "45.1.p2", "45.2"]
    assert fragments("(a) one", "(b) two", "(b) three", "(c) four") == ["a", "b", "b.p2", "c"]


def test_a_gap_in_the_numbers_does_not_end_a_list() -> None:
    assert fragments("(1) one", "(2) two", "(5) five", "(6) six") == ["1", "2", "5", "6"]


def test_three_levels_of_numbers_stand_inside_each_other(parents: Parents) -> None:
    found = parents("2.4  One:\n2.4.1  inside\n2.4.2  inside\n2.5  Two.")

    assert found == {"2.4": None, "2.4.1": "2.4", "2.4.2": "2.4", "2.5": None}


def test_a_time_or_a_share_is_no_label(rows: Rows) -> None:
    lines = (
        "1. One.\n10.00 am The meeting began.\n3.5 per cent was the rise.\n2.08 p.m. – 2.12 p.m. It stopped.\n2. Two."
    )

    assert [label for label, _, _ in rows(lines)] == ["1.", "", "", "", "2."]


def test_a_damaged_start_continues_the_numbers(rows: Rows) -> None:
    lines = "45.11  Members asked.\n45.12 regard to the report it was late.\n45.13  It was noted."

    assert [label for label, _, _ in rows(lines)] == ["45.11", "45.12", "45.13"]


def test_a_label_in_a_line_of_its_own_is_joined_to_its_text(rows: Rows) -> None:
    lines = "45.1\nThe first.\n(a)\nan entry\n·\na bullet\n45.2\nThe second."

    assert rows(lines) == [
        ("45.1", "45.1", "The first."),
        ("(a)", "45.1.a", "an entry"),
        ("·", "p3", "a bullet"),
        ("45.2", "45.2", "The second."),
    ]


def test_a_label_with_no_text_after_it_is_text(rows: Rows) -> None:
    assert rows("45.1  The first.\n45.2") == [("45.1", "45.1", "The first."), ("", "p2", "45.2")]


def test_a_number_alone_in_a_line_is_not_taken_for_a_label(rows: Rows) -> None:
    assert rows("Members noted it.\n7\nThey asked again.")[1:] == [("", "p2", "7"), ("", "p3", "They asked again.")]


def test_a_reference_has_no_slash_in_its_address(rows: Rows) -> None:
    assert rows("PL21/081  One.\nC 08/042  Two.\nC104/Feb/2020  Three.") == [
        ("PL21/081", "PL21-081", "One."),
        ("C 08/042", "C08-042", "Two."),
        ("C104/Feb/2020", "C104-Feb-2020", "Three."),
    ]


def test_twenty_thousand_paragraphs_take_no_more_than_their_share_of_time() -> None:
    def seconds(count: int) -> float:
        lines = ["1. [The answer was:", *["and more of it came."] * count, *["ACTION: A Clerk", "(a) one"] * count]
        blocks = [Block(text=line) for line in lines]
        start = time.process_time()
        place(blocks)
        return time.process_time() - start

    assert seconds(6_000) < 12 * max(seconds(1_500), 0.05)  # linear is 4 times, quadratic 16


def test_letters_come_twice_after_z(rows: Rows) -> None:
    assert [label for label, _, _ in rows("(y) y\n(z) z\n(aa) aa\n(bb) bb")] == ["(y)", "(z)", "(aa)", "(bb)"]


def test_a_number_with_a_slash_and_a_dot_names_its_item(rows: Rows) -> None:
    assert rows("78/21.1 One.\n78/21.2 Two.") == [("78/21.1", "78-21.1", "One."), ("78/21.2", "78-21.2", "Two.")]


def test_a_capital_letter_with_one_space_stands_inside_a_number(parents: Parents) -> None:
    assert parents("1. one:\nA. cap\n2. two") == {"1": None, "1.A": "1", "2": None}


def test_a_space_without_width_after_a_label_parts_it_from_its_text(rows: Rows) -> None:
    assert rows("\u202a45.1\u200bThe re\u00adport\ufeff.") == [("45.1", "45.1", "The report.")]


def test_numbers_of_the_item_stand_below_lettered_titles(parents: Parents) -> None:
    lines = "(a) Substitutes\n4.1 None.\n(b) Interests\n4.2 None.\n4.3 It was noted."

    assert parents(lines) == {"a": None, "4.1": "a", "b": None, "4.2": "b", "4.3": "b"}


def test_numbers_after_a_list_that_is_over_stand_below_nothing(parents: Parents) -> None:
    assert parents("1. Councillor Vale\n2. Councillor Reed\n45.1 They met.") == {"1": None, "2": None, "45.1": None}


def test_the_last_lettered_title_has_its_paragraph_as_the_others_have(parents: Parents) -> None:
    assert parents("a) Reasons\nIt was old.\nb) Options\nThere were none.") == {
        "a": None,
        "a.p2": "a",
        "b": None,
        "b.p2": "b",
    }


def test_a_share_that_begins_a_line_before_its_number_comes_is_no_label(rows: Rows) -> None:
    lines = "3.4  Four.\n3.5 per cent had answered.\n3.5  Five."

    assert [label for label, _, _ in rows(lines)] == ["3.4", "", "3.5"]


def test_i_after_a_gap_is_a_letter_where_j_follows() -> None:
    lines = [*(f"({letter}) entry" for letter in "abcdefg"), "(i) nine", "(j) ten"]

    assert fragments(*lines) == [*"abcdefg", "i", "j"]


def test_a_share_between_entries_is_no_label_though_the_next_number_comes(rows: Rows) -> None:
    lines = "S) one\n3.1 per cent of those asked had answered.\nT) two\n3.2  Members asked.\n3.3  They left."

    assert [label for label, _, _ in rows(lines)] == ["S)", "", "T)", "3.2", "3.3"]
