"""What is composed is what it says, so that reading it back proves something."""

from collections import Counter

from tests.corpus.composing import as_text
from tests.corpus.composing.comparing import matched
from tests.corpus.composing.composer import compose
from tests.corpus.composing.labels import Look, letter, roman
from tests.corpus.composing.meeting import Written

HUNDRED = [compose(seed, as_text.TARGET) for seed in range(100)]
PARAGRAPHS: list[Written] = [one for meeting in HUNDRED for item in meeting.items for one in item.paragraphs]


def test_a_seed_gives_the_same_minutes_again() -> None:
    assert compose(7, as_text.TARGET) == compose(7, as_text.TARGET)
    assert compose(7, as_text.TARGET) != compose(8, as_text.TARGET)


def test_values_are_written_as_clerks_write_them() -> None:
    assert [letter(value) for value in (1, 26, 27, 30)] == ["a", "z", "aa", "dd"]
    assert [roman(value) for value in (1, 4, 9, 14, 38)] == ["i", "iv", "ix", "xiv", "xxxviii"]
    assert Look("capital roman", "({})").printed(9) == "(IX)"
    assert Look("bullet", "·").printed(3) == "·"


def test_every_kind_of_paragraph_and_every_scheme_is_composed() -> None:
    kinds = Counter(one.kind for one in PARAGRAPHS)
    schemes = Counter(one.look.scheme for one in PARAGRAPHS if one.look is not None)

    assert min(kinds[kind] for kind in ("plain", "entry", "heading", "lead", "action", "row")) >= 50
    assert (
        min(schemes[name] for name in ("number", "letter", "roman", "capital letter", "capital roman", "bullet")) >= 200
    )
    assert sum(1 for one in PARAGRAPHS if one.numbers) >= 200


def test_lists_are_nested_to_five_levels() -> None:
    assert max(len(one.path) for one in PARAGRAPHS if one.path[:1] not in {("resolved",), ("agreed",)}) >= 5


def test_a_path_ends_with_the_name_of_its_label_and_begins_with_its_parents() -> None:
    for meeting in HUNDRED:
        for item in meeting.items:
            for one in item.paragraphs:
                parent = item.paragraphs[one.parent] if one.parent is not None else None
                if one.look is not None and not one.look.is_bullet:
                    assert one.path[-1] == one.look.name(one.value)
                if one.look is not None and parent is not None and parent.path and not one.look.is_bullet:
                    assert one.path[:-1] == parent.path


def test_rows_are_matched_in_order() -> None:
    one, two, three = (("paragraph", label, (), "text") for label in ("1", "2", "3"))

    assert matched([one, two, three], [one, three]) == 2
    assert matched([one, two], [two, one]) == 1
