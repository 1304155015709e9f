"""Which label a block has, and where it stands, as told by what came before it."""

import time
from collections.abc import Callable

from corpus.blocks import Block
from corpus.sequence import place

N = "\u00a0"
Rows = Callable[..., list[tuple[str, str, str]]]
Parents = Callable[..., dict[str, str | None]]


def fragments(*lines: str) -> list[str]:
    return [one.fragment for one in place([Block(text=line) for line in lines])]


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


def test_an_action_follows_the_paragraph_it_came_from(parents: Parents) -> None:
    found = parents(f"45.1  One.\nACTION:{N}{N}{N} A Clerk\n45.2  Two.\nACTION: Another Clerk")

    assert found == {"45.1": None, "45.1.action": "45.1", "45.2": None, "45.2.action": "45.2"}


def test_two_actions_after_one_paragraph_have_two_addresses(parents: Parents) -> None:
    found = parents("45.1  One.\nACTION: A Clerk\nACTION: Another Clerk")

    assert found == {"45.1": None, "45.1.action": "45.1", "45.1.action2": "45.1"}


def test_an_action_before_everything_else_has_no_parent(parents: Parents) -> None:
    assert parents("ACTION: A Clerk\nMembers noted it.") == {"action": None, "p2": None}


def test_a_bare_resolved_opens_its_own_list(parents: Parents) -> None:
    found = parents("a) one\nb) two\nRESOLVED:\na) That it be noted;\nb) That it be done.")

    assert found == {"a": None, "b": None, "resolved": None, "resolved.a": "resolved", "resolved.b": "resolved"}


def test_a_whole_resolution_keeps_the_list_that_begins_after_it(parents: Parents) -> None:
    found = parents("RESOLVED – That permission be granted, subject to these conditions.\n(1) a wall\n(2) a gate")

    assert found == {"resolved": None, "resolved.1": "resolved", "resolved.2": "resolved"}


def test_a_whole_resolution_does_not_take_the_list_that_goes_on_after_it(parents: Parents) -> None:
    found = parents("1. One.\n2. Two.\nRESOLVED that it be so.\n3. Three.")

    assert found == {"1": None, "2": None, "resolved": None, "3": None}


def test_a_list_inside_a_resolution_is_nested(rows: Rows) -> None:
    lines = "RESOLVED –\n(i) that it be noted\n(ii) that the plan say that:\n(a) one\n(b) two\n(iii) that it be sent"

    assert [fragment for _, fragment, _ in rows(lines)] == [
        "resolved",
        "resolved.i",
        "resolved.ii",
        "resolved.ii.a",
        "resolved.ii.b",
        "resolved.iii",
    ]


def test_recommended_to_a_body_opens_a_list(parents: Parents) -> None:
    found = parents("1. One.\nRecommended – (to the Council)\n1. That it be so.\n2. That it be paid for.")

    assert found == {"1": None, "recommended": None, "recommended.1": "recommended", "recommended.2": "recommended"}


def test_resolved_after_a_label_opens_a_list_under_that_label(parents: Parents) -> None:
    found = parents("2.1  One.\n2.2  Resolved:\n(a) that it be so\n(b) that it be sent\n2.3  Three.")

    assert found == {"2.1": None, "2.2": None, "2.2.a": "2.2", "2.2.b": "2.2", "2.3": None}


def test_three_levels_of_numbers_stand_inside_each_other(parents: Parents) -> None:
    found = parents("2.4  One:\n2.4.1  inside\n2.4.2  inside\n2.5  Two.")

    assert found == {"2.4": None, "2.4.1": "2.4", "2.4.2": "2.4", "2.5": None}


def test_a_second_bullet_glyph_stands_inside_the_first(parents: Parents) -> None:
    found = parents("· one\nØ inside\nØ inside\n· two\nØ inside")

    assert found == {"p1": None, "p2": "p1", "p3": "p1", "p4": None, "p5": "p4"}


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


def test_the_rows_of_a_table_belong_to_what_announces_them(parents: Parents) -> None:
    table = "<table><tr><th>Dock</th><th>Hires</th></tr><tr><td>Station</td><td>12</td></tr></table>"
    found = parents(f"<p>The hires were:</p>{table}<p>It was noted.</p>", file="item.html")

    assert found == {"p1": None, "p2": "p1", "p3": "p1", "p4": None}


def test_nothing_is_placed_for_blocks_without_text() -> None:
    assert place([Block(text=f"{N} "), Block(text="")]) == []


def test_twenty_thousand_paragraphs_take_no_more_than_their_share_of_time() -> None:
    def seconds(count: int) -> float:
        lines = ["1. [The answer was:", *["and more of it came."] * count, *["ACTION: A Clerk", "(a) one"] * count]
        blocks = [Block(text=line) for line in lines]
        start = time.process_time()
        place(blocks)
        return time.process_time() - start

    assert seconds(6_000) < 12 * max(seconds(1_500), 0.05)  # linear is 4 times, quadratic 16


def test_that_in_the_line_after_resolved_is_part_of_it(parents: Parents) -> None:
    for word in ("THAT:", "That", "to:"):
        assert parents(f"One.\nRESOLVED\n{word}\na) one\nb) two\nThe Chair spoke.") == {
            "p1": None,
            "resolved": None,
            "resolved.p2": "resolved",
            "resolved.a": "resolved",
            "resolved.b": "resolved",
            "p6": None,
        }


def test_what_follows_that_in_a_line_of_its_own_is_resolved(parents: Parents) -> None:
    assert parents("RESOLVED\nTHAT:\nthe report be noted.\nThe Chair spoke.") == {
        "resolved": None,
        "resolved.p2": "resolved",
        "p3": "resolved",
        "p4": None,
    }


def test_an_unlabelled_that_after_a_labelled_resolved_is_tied_to_it(parents: Parents) -> None:
    found = parents("2.1  One.\n2.2  Resolved:\nThat the report be noted.\n2.3  Three.")

    assert found == {"2.1": None, "2.2": None, "2.2.p2": "2.2", "2.3": None}


def test_a_resolution_goes_on_with_another_that(parents: Parents) -> None:
    found = parents("RESOLVED:\nThat it be noted.\nThat it be sent.\nThe Chair spoke.")

    assert found == {"resolved": None, "p2": "resolved", "p3": "resolved", "p4": None}


def test_a_bare_decision_opens_what_was_decided(parents: Parents) -> None:
    for word in ("Decision", "DECISION", "Decisions"):
        assert parents(f"One.\n{word}\nThe plan was approved.\nThe Chair spoke.") == {
            "p1": None,
            "decided": None,
            "p3": "decided",
            "p4": None,
        }


def test_a_welsh_resolution_opens_its_list(parents: Parents) -> None:
    for word in ("PENDERFYNWYD:", "PENDERFYNWYD bod:", "PENDERFYNWYD"):
        assert parents(f"{word}\na) un\nb) dau") == {
            "resolved": None,
            "resolved.a": "resolved",
            "resolved.b": "resolved",
        }


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


def test_a_paragraph_after_a_list_of_names_is_not_the_last_name_s(parents: Parents) -> None:
    assert parents("a) Mrs Vale\nb) Mr Reed\nThe Chair thanked them.") == {"a": None, "b": None, "p3": None}


def paths(*lines: str) -> list[tuple[str, ...]]:
    return [one.path for one in place([Block(text=line) for line in lines])]


def test_a_list_inside_a_bullet_stands_in_what_the_bullets_stand_in() -> None:
    lines = ["(a) one:", f"·{N}{N}a bullet:", "(i) inside", "(ii) inside", f"·{N}{N}another", "(b) two"]

    assert paths(*lines) == [("a",), (), ("a", "i"), ("a", "ii"), (), ("b",)]


def test_a_paragraph_between_two_entries_closes_the_lists_inside_the_first(parents: Parents) -> None:
    found = parents("(a) one:\n1. inside\n2. inside\nMembers asked for two things:\n(i) a\n(ii) b\n(b) two")

    assert found == {"a": None, "a.1": "a", "a.2": "a", "a.p2": "a", "a.i": "a.p2", "a.ii": "a.p2", "b": None}


def test_a_share_that_begins_a_line_before_its_number_comes_is_no_label(rows: Rows) -> None:
    lines = "3.4  Four.\n3.5 per cent had answered.\n3.5  Five."

    assert [label for label, _, _ in rows(lines)] == ["3.4", "", "3.5"]


def test_i_after_a_gap_is_a_letter_where_j_follows() -> None:
    lines = [*(f"({letter}) entry" for letter in "abcdefg"), "(i) nine", "(j) ten"]

    assert fragments(*lines) == [*"abcdefg", "i", "j"]


def test_a_paragraph_between_letters_and_numerals_is_its_own() -> None:
    letters = [f"({letter}) entry" for letter in "abcdefgh"]

    assert paths(*letters, "It was late.", "(i) one", "(ii) two")[8:] == [(), ("i",), ("ii",)]


def test_a_paragraph_before_a_gap_belongs_to_the_entry_before_it() -> None:
    assert paths("45.2  Two.", "It was late.", "45.4  Four.") == [("45.2",), ("45.2",), ("45.4",)]


def test_a_damaged_start_is_the_first_inside_its_number_or_goes_on_after_a_resolution() -> None:
    lines = ["7.3  Three:", "7.3.1 it was late.", "RESOLVED:", "(a) that it be so", "7.4 regard to the report"]

    assert paths(*lines) == [("7.3",), ("7.3.1",), ("resolved",), ("resolved", "a"), ("7.4",)]


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


def test_a_share_between_entries_is_no_label_though_the_next_number_comes(rows: Rows) -> None:
    lines = "S) one\n3.1 per cent of those asked had answered.\nT) two\n3.2  Members asked.\n3.3  They left."

    assert [label for label, _, _ in rows(lines)] == ["S)", "", "T)", "3.2", "3.3"]


def test_words_after_the_last_number_inside_belong_to_the_one_around_it_that_comes_again() -> None:
    lines = ["4.2  Two:", "4.2.1  One.", "4.2.2  Two.", "It was late.", "4.2  Again:", "4.2.1  One.", "4.2.2  Two."]

    assert [one.parent for one in place([Block(text=line) for line in lines])] == [None, 0, 0, 0, None, 4, 4]
