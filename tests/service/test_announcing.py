"""Words that announce a list, and the entries that they are read with."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from service.announcing import announced
from service.writing import drafts


def heard(text: str, length: int) -> list[str]:
    """Return the sentences of a text in pieces of a length, the entries of lists with what announces them."""

    async def pieces() -> AsyncIterator[str]:
        for start in range(0, len(text), length):
            yield text[start : start + length]

    async def all_of() -> list[str]:
        return [one.text async for one in announced(drafts(pieces()))]

    return asyncio.run(all_of())


@pytest.mark.parametrize("length", [1, 7, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Board rejected:\n- the new library [1]\n\nOfficers were thanked [2].\n- the road was mended [3]",
            ["The Board rejected: the new library", "Officers were thanked.", "the road was mended"],
        ),
        (
            "The Board rejected:\n1. the new library [1]\n## Roads\n2. the road was mended [3]",
            ["The Board rejected: the new library", "Roads", "the road was mended"],
        ),
        # An entry of its own, and a second sentence of one, end nothing.
        (
            "The Board rejected:\n- the barn [1]. It was old [1].\n- Members objected [1]\n* the pool [1]\n",
            [
                "The Board rejected: the barn.",
                "It was old.",
                "Members objected",
                "The Board rejected: the pool",
            ],
        ),
        (
            "The Board rejected:\nthe barn [1].\nthe pool [1].\n",
            ["The Board rejected: the barn.", "The Board rejected: the pool."],
        ),
    ],
)
def test_the_words_that_announce_a_list_are_forgotten_with_it(text: str, expected: list[str], length: int) -> None:
    first, *others = heard(text, length)

    assert (first, others) == ("The Board rejected:", expected)
