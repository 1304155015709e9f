"""Sentences that name no paragraph, and the labels that stand beside them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from service.errors import ModelFailed
from service.failure import failure
from service.lending import lent
from service.writing import Drafted, drafts


async def in_pieces(text: str, length: int) -> AsyncIterator[str]:
    for start in range(0, len(text), length):
        yield text[start : start + length]


def read(text: str, *, length: int = 7) -> list[tuple[str, tuple[int, ...]]]:
    async def all_of() -> list[Drafted]:
        return [one async for one in lent(drafts(in_pieces(text, length)))]

    return [(one.text, one.labels) for one in asyncio.run(all_of())]


@pytest.mark.parametrize("length", [1, 7, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The label of the last sentence is that of those before it.
        ("It met. It left. [2]", [("It met.", (2,)), ("It left.", (2,))]),
        ("It met. It left [2]. It ate [3].", [("It met.", (2,)), ("It left.", (2,)), ("It ate.", (3,))]),
        # Where none comes any more, those that came last count.
        ("[1] It met. It left.", [("It met.", (1,)), ("It left.", (1,))]),
        ("It met [1]. It left. It ate.", [("It met.", (1,)), ("It left.", (1,)), ("It ate.", (1,))]),
        # What comes next is nearer than what came before.
        ("It met [1]. It left. It ate [3].", [("It met.", (1,)), ("It left.", (3,)), ("It ate.", (3,))]),
        # Another line, paragraph or entry of a list is another block.
        ("It met.\n\nIt left [2].", [("It met.", ()), ("It left.", (2,))]),
        ("It met [1].\n\nIt left.", [("It met.", (1,)), ("It left.", ())]),
        ("- It met.\n- It left [2].\n- It ate.", [("It met.", ()), ("It left.", (2,)), ("It ate.", ())]),
        ("It met\nat Oak. It left. [2]\n\nIt ate.", [("It met at Oak.", (2,)), ("It left.", (2,)), ("It ate.", ())]),
        ("It met. It left.", [("It met.", ()), ("It left.", ())]),
    ],
)
def test_a_sentence_without_labels_has_those_beside_it(
    text: str, expected: list[tuple[str, tuple[int, ...]]], length: int
) -> None:
    assert read(text, length=length) == expected


def test_a_label_is_not_of_what_stands_far_before_it() -> None:
    found = read("A one. A two. A three. A four. A five. A six [3].")

    # Four wait at most: when the fifth comes they are given without labels, with it.
    assert [labels for _, labels in found] == [(), (), (), (), (), (3,)]


def test_what_waited_is_not_lost_where_a_model_breaks_off() -> None:
    async def broken() -> AsyncIterator[str]:
        yield "It met [1]. It left. It at"
        raise failure("cut", "its stream broke")

    found: list[Drafted] = []

    async def all_of() -> None:
        async for one in lent(drafts(broken())):
            found.append(one)  # noqa: PERF401 - what came before the error counts

    with pytest.raises(ModelFailed):
        asyncio.run(all_of())
    assert [(one.text, one.labels) for one in found] == [("It met.", (1,)), ("It left.", (1,))]
