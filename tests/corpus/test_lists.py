"""Which reading of a label is chosen, by the lists that are open around it."""

from corpus.ahead import ahead_of
from corpus.lists import Opening, OpenLists
from corpus.numbering import Label, read_labels

OPEN = Opening(path=(), address=(), interrupted=False, announcer=None)


def enter(lists: OpenLists, index: int, *texts: str) -> Label | None:
    """Choose a label for the first text with the others ahead of it, and enter it in the lists."""
    label = lists.choose(read_labels(texts[0]), ahead_of([read_labels(text) for text in texts[1:]]))
    if label is not None:
        level = lists.enter(label, OPEN, set(), [])
        level.value, level.index = label.value, index
        level.inner_path = level.inner_address = (*level.path, label.name)
    return label


def schemes(lists: OpenLists) -> list[str]:
    return [level.scheme for level in lists.levels]


def test_the_next_value_of_an_open_list_is_chosen() -> None:
    lists = OpenLists()
    for index, letter in enumerate("abcdefgh"):
        enter(lists, index, f"{letter}) text")
    label = enter(lists, 8, "i) text", "j) text")

    assert label is not None
    assert label.scheme == "letter"
    assert schemes(lists) == ["letter"]


def test_a_first_value_opens_a_list_inside_the_one_before() -> None:
    lists = OpenLists()
    enter(lists, 0, "b) text")
    enter(lists, 1, "i. text", "ii. text")

    assert schemes(lists) == ["letter", "roman"]
    assert lists.levels[1].parent == 0
    assert lists.levels[1].path == ("b",)


def test_the_next_value_of_an_outer_list_closes_the_inner_one() -> None:
    lists = OpenLists()
    enter(lists, 0, "b) text")
    enter(lists, 1, "i. text", "ii. text")
    enter(lists, 2, "c) text")

    assert schemes(lists) == ["letter"]
    assert lists.levels[0].value == (3,)


def test_a_block_with_no_readings_has_no_label() -> None:
    assert OpenLists().choose([], ahead_of([])) is None


def test_a_weak_label_is_taken_only_where_its_successor_comes() -> None:
    alone, followed = read_labels("29 Text"), [read_labels("30 Text")]

    assert OpenLists().choose(alone, ahead_of([])) is None
    assert OpenLists().choose(alone, ahead_of(followed)) is not None


def test_a_weak_dotted_label_is_taken_where_it_goes_on() -> None:
    lists = OpenLists()
    enter(lists, 0, "45.11  Text")

    assert lists.choose(read_labels("45.12 regard to it"), ahead_of([])) is not None
    assert lists.choose(read_labels("10.00 am it began"), ahead_of([])) is None


def test_a_list_goes_on_only_where_its_next_value_comes_before_its_first() -> None:
    lists = OpenLists()
    enter(lists, 0, "(a) text")

    assert lists.that_goes_on(ahead_of([read_labels("words"), read_labels("(b) text")])) is lists.levels[0]
    assert lists.that_goes_on(ahead_of([read_labels("(a) text"), read_labels("(b) text")])) is None
    assert lists.that_goes_on(ahead_of([])) is None


def test_a_list_whose_labels_were_used_is_numbered() -> None:
    lists, used = OpenLists(), {"a", "b", "list2.a"}
    label = read_labels("(a) text")[0]

    assert lists.enter(label, OPEN, used, []).address == ("list3",)


def test_two_doubtful_dotted_labels_side_by_side_vouch_for_each_other() -> None:
    first, second, far = "4.1 to approve it;", "4.2 to refer it.", ["and so on"] * 5

    def chosen(text: str, *after: str) -> bool:
        return OpenLists().choose(read_labels(text), ahead_of([read_labels(one) for one in after])) is not None

    assert chosen(first, second)
    assert not chosen(first, *far, second)
    assert not chosen("3.5 per cent of roads", "3.6 per cent of bridges")
    assert not chosen("10.00 am it began", "10.01 am it ended")
