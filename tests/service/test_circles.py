"""Models that say the same words again and again."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from service.circles import turns, unrepeated, unturned
from service.errors import ModelFailed
from service.writing import drafts

# As small models write them: a table of fees read again, a row of sentences in turn, one sentence, part of one.
ROUND = [
    "Fees:\nBoatman (one year) £38\nBoatman (one year) £52\nRower (one year) £58\n",
    "It was found that the report was late. It was found that the budget was late. ",
    "The next meeting would be held on Wednesday. ",
    "and the report said that ",
]


@pytest.mark.parametrize("words", ROUND)
@pytest.mark.parametrize("length", [1, 9])
def test_a_text_that_goes_round_is_not_read_to_its_end(words: str, length: int) -> None:
    text = "The Board met at Oak. " + words * 40
    read = ""

    async def pieces() -> AsyncIterator[str]:
        for start in range(0, len(text), length):
            yield text[start : start + length]

    async def all_of() -> None:
        nonlocal read
        async for piece in unturned(pieces()):
            read += piece

    with pytest.raises(ModelFailed) as caught:
        asyncio.run(all_of())
    assert caught.value.reason == "cut"
    # Three times, and what it takes to see it.
    assert len(read) <= len("The Board met at Oak. ") + 4 * len(words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The Board met at Oak.",
        # Twice is said again, and not a circle.
        "The next meeting would be held on Wednesday. " * 2,
        "No, no, no, no, no, no, no.",
        "----------------------------------------",
        # A list of the record has the same words in each entry, and something else between them.
        "".join(f"Councillor {name} declared an interest in item 7.\n" for name in ("Ames", "Byrd", "Cole", "Dunn")),
        "".join(f"In 20{year} there were {year} cases at Oak.\n" for year in (19, 20, 21, 22)),
    ],
)
def test_a_text_that_only_repeats_some_words_goes_on(text: str) -> None:
    assert not any(turns(text[:end]) for end in range(len(text) + 1))


def read_of(text: str) -> tuple[list[tuple[str, tuple[int, ...]]], bool]:
    """Return the sentences that are heard of a text, and whether it was cut."""

    async def pieces() -> AsyncIterator[str]:
        yield text

    found: list[tuple[str, tuple[int, ...]]] = []

    async def all_of() -> None:
        async for one in unrepeated(drafts(unturned(pieces()))):
            found.append((one.text, one.labels))  # noqa: PERF401 - what came before the error counts

    try:
        asyncio.run(all_of())
    except ModelFailed:
        return found, True
    return found, False


def test_a_sentence_that_comes_a_third_time_ends_the_answer() -> None:
    found, is_cut = read_of(
        "".join(
            f"{number}. The Cabinet voted {'for' if number % 2 else 'against'} the charge. [{2 - number % 2}]\n"
            for number in range(1, 40)
        )
    )

    assert is_cut
    assert (
        found
        == [
            ("The Cabinet voted for the charge.", (1,)),
            ("The Cabinet voted against the charge.", (2,)),
        ]
        * 2
    )


def test_the_same_words_with_other_labels_are_of_another_motion() -> None:
    found, is_cut = read_of("".join(f"{n}. The motion was carried by members. [{n}]\n" for n in (1, 2, 3, 4)))

    assert not is_cut
    assert found == [("The motion was carried by members.", (n,)) for n in (1, 2, 3, 4)]
