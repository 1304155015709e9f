"""What an answer is given of the minutes its hits stand in: the items of these, whole, and no others."""

from collections.abc import Callable
from dataclasses import replace

from corpus.minutes import Item, Reading
from index.collection import Collection
from index.rows import around

Given = tuple[Reading, bytes]
ID = "ambleford-council/scrutiny-committee/2023-09-12"


def test_the_items_of_paragraphs_and_of_their_parents_are_given_whole(
    collection: Collection, make: Callable[..., Given]
) -> None:
    reading, data = make([("a", "Officers would report."), ("b", "One was thanked."), ("c", "The plan was noted.")])
    first, second, third = reading.minutes.items[0].paragraphs
    # An action at the end of the meeting belongs to what was said at its beginning.
    action = replace(third, kind="action", parent=first.id)
    items = (
        Item("1", "Reports", "", (first,)),
        Item("2", "Thanks", "", (second,)),
        Item("3", "Actions", "Part B", (action,)),
    )
    collection.add(replace(reading, minutes=replace(reading.minutes, items=items)), data)
    whole = collection.minutes(ID)
    with collection.connection() as connection:
        found = around(connection, [f"{ID}#c"])
        assert found == {ID: replace(whole, items=(items[0], items[2]))}
        assert around(connection, [f"{ID}#b"])[ID].items == (items[1],)
        assert around(connection, [f"{ID}#a", f"{ID}#b", f"{ID}#c"]) == {ID: whole}
        assert around(connection, []) == {}


def test_paragraphs_of_several_minutes_give_all_of_them(collection: Collection, potholes: Given, buses: Given) -> None:
    collection.add(*potholes)
    collection.add(*buses)
    ids = [one.minutes.paragraphs[0].id for one, _ in (potholes, buses)]
    with collection.connection() as connection:
        found = around(connection, ids)
    assert found == {one.minutes.id: collection.minutes(one.minutes.id) for one, _ in (potholes, buses)}
