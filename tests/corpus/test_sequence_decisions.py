"""Where resolutions, recommendations and actions stand: the lists that they open, close and go on with."""

from tests.corpus.fragments import N, Parents, Rows, paths


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


def test_a_damaged_start_is_the_first_inside_its_number_or_goes_on_after_a_resolution() -> None:
    lines = ["7.3  Three:", "7.3.1 it was late.", "RESOLVED:", "(a) that it be so", "7.4 regard to the report"]

    assert paths(*lines) == [("7.3",), ("7.3.1",), ("resolved",), ("resolved", "a"), ("7.4",)]
