"""How a paragraph is named to readers."""

from datetime import date

import pytest

from service.citations import label
from service.naming import name, source


@pytest.mark.parametrize(
    ("fragment", "item_number", "shown"),
    [
        ("45.12", "45", "45.12"),
        ("45.12", None, "45.12"),
        ("45.24.p2", "45", "45.24 ¶2"),
        ("p7", None, "¶7"),
        ("b.vii", None, "b vii"),
        ("9.iii", "9.", "9 iii"),
        ("77-21.p3", "77/21", "77/21 ¶3"),
        ("77-21.2.a", "77/21", "77/21.2 a"),
        ("77-21.p3", None, "77-21 ¶3"),
        ("resolved.a", None, "resolved a"),
        ("list2.ii", None, "list2 ii"),
        ("VIII.4", "VIII", "VIII.4"),
        ("451.2", "45", "451.2"),
        ("PL23-056.p5", "PL23/056", "PL23/056 ¶5"),
        ("PL23-053.resolved.2.a", "PL23/053", "PL23/053 resolved 2 a"),
    ],
)
def test_a_paragraph_is_shown_by_its_address_with_the_number_of_the_item_as_printed(
    fragment: str, item_number: str | None, shown: str
) -> None:
    assert label(f"a/b/c#{fragment}", item_number) == shown


def test_the_name_of_a_paragraph_can_be_spoken() -> None:
    assert name("45.12", "Cabinet", date(2019, 11, 7)) == "paragraph 45.12, Cabinet, 7 November 2019"
    assert name("¶7", None, None) == "paragraph 7"
    assert name("45.24 ¶2", "Cabinet", None) == "paragraph 45.24 ¶2, Cabinet"


def test_the_source_says_what_is_known_and_that_the_rest_is_not() -> None:
    assert source("Cabinet", "Oakshire", date(2019, 11, 7), "") == "Cabinet, Oakshire, 7 November 2019"
    assert source(None, "Oakshire", None, "") == "Oakshire, committee unknown, date unknown"
    assert source("Cabinet", None, None, "") == "Cabinet, council unknown, date unknown"
    assert source(None, None, None, "") == "Council and committee unknown, date unknown"


def test_minutes_of_which_something_is_unknown_are_told_apart_by_their_title() -> None:
    assert source(None, None, None, "Potholes") == "Potholes, council and committee unknown, date unknown"
    assert source("Cabinet", "Oakshire", None, "Potholes") == "Potholes, Cabinet, Oakshire, date unknown"
    assert source("Cabinet", "Oakshire", date(2019, 11, 7), "Potholes") == "Cabinet, Oakshire, 7 November 2019"
    assert source("Cabinet", None, None, "Cabinet") == "Cabinet, council unknown, date unknown"
    assert source(None, None, None, "salt " * 30).startswith("Salt salt salt")
    assert len(source(None, None, None, "salt " * 30)) < 130
