"""A model's text as it comes, and the sentences with labels that it is made of."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.writing import LONGEST, TOO_LONG, Drafted, drafts, is_list_of_sources, ready


async def in_pieces(text: str, length: int) -> AsyncIterator[str]:
    for start in range(0, len(text), length):
        yield text[start : start + length]


def drafted(text: str, *, length: int = 1_000_000) -> list[Drafted]:
    async def read() -> list[Drafted]:
        return [one async for one in drafts(in_pieces(text, length))]

    return asyncio.run(read())


LABELLED = [
    ("It was agreed [1]. It cost £4.50 [1][3].", [("It was agreed.", (1,)), ("It cost £4.50.", (1, 3))]),
    ("It was agreed.[1] It cost £4.50. [1, 3]", [("It was agreed.", (1,)), ("It cost £4.50.", (1, 3))]),
    ("It was agreed [1-3]. It met [2 and 4].", [("It was agreed.", (1, 2, 3)), ("It met.", (2, 4))]),
    ("It was agreed 【1】. It met 【2†source】.", [("It was agreed.", (1,)), ("It met.", (2,))]),
    (
        "It was agreed [[1]]. It met [^2]. So [paragraph 3].",
        [("It was agreed.", (1,)), ("It met.", (2,)), ("So.", (3,))],
    ),
    ("It was agreed (see [1]). It met ([2], [3]).", [("It was agreed.", (1,)), ("It met.", (2, 3))]),
    ("It was agreed [1](#1).", [("It was agreed.", (1,))]),
    # “(1)” numbers a resolution as often: it is a label at the end of a sentence that has no other.
    ("It was agreed (1). It met. (2)", [("It was agreed.", (1,)), ("It met.", (2,))]),
    ("It was agreed (1) [2].", [("It was agreed (1).", (2,))]),
    ("It was agreed (1) to go. (2) Then it met.", [("It was agreed (1) to go.", ()), ("(2) Then it met.", ())]),
    ("It cost £4 (paragraph 1). It met (see paragraphs 2 and 3).", [("It cost £4.", (1,)), ("It met.", (2, 3))]),
    ("According to paragraph 1, it cost £4.", [("It cost £4.", (1,))]),
    ("Paragraph 2 states that it cost £4.", [("It cost £4.", (2,))]),
    ("It cost £4, as stated in paragraph 2.", [("It cost £4.", (2,))]),
    # That is the report's paragraph, or not the number of one that was shown.
    (
        "The Board amended paragraph 2. It noted (paragraph 3 of the report). It read (para 4.2).",
        [
            ("The Board amended paragraph 2.", ()),
            ("It noted (paragraph 3 of the report).", ()),
            ("It read (para 4.2).", ()),
        ],
    ),
    (
        "It met [p1]. It left [Paragraph: 2]. It ate [#3]. It slept [paragraph 4, paragraph 5]. It woke [doc 6].",
        [("It met.", (1,)), ("It left.", (2,)), ("It ate.", (3,)), ("It slept.", (4, 5)), ("It woke.", (6,))],
    ),
    ("It met **[1]**. It left [2】. It ate \\[3\\].", [("It met.", (1,)), ("It left.", (2,)), ("It ate.", (3,))]),
    ("It met (paragraph [1]). It left (see paragraphs [2] and [3]).", [("It met.", (1,)), ("It left.", (2, 3))]),
    ("It met - paragraph [1]. It left – [2].", [("It met.", (1,)), ("It left.", (2,))]),
    # Who copies the line of a paragraph copies its bar.
    ("| It met. [1]\n[2] | It left.", [("It met.", (1,)), ("It left.", (2,))]),
    (
        "[1]: It met.\nParagraph [2]: It left.\n[3] - It ate.",
        [("It met.", (1,)), ("It left.", (2,)), ("It ate.", (3,))],
    ),
    # And who copies the lines around it copies nothing that is meant.
    (
        "--- paragraph [1] ---\n| It met. [1]\n--- end of paragraph [1] ---\nIt left. [2]",
        [("It met.", (1,)), ("It left.", (2,))],
    ),
    # Words that say where an answer comes from.
    ("Based on the provided paragraphs, it cost £4 [1].", [("It cost £4.", (1,))]),
    ("According to the information given, the road was shut [1].", [("The road was shut.", (1,))]),
    ("**Answer:** it was shut [1].\nThe answer is: it met [2].", [("It was shut.", (1,)), ("It met.", (2,))]),
    ("According to the minutes, it met [1].", [("According to the minutes, it met.", (1,))]),
    ("It was agreed [0] [1000].", [("It was agreed [1000].", (0,))]),
    ("It was agreed [1-900].", [("It was agreed.", (1, 900))]),
    (
        "- It was agreed [1]\n- It met [2]\n\nThen it left. [3]",
        [("It was agreed", (1,)), ("It met", (2,)), ("Then it left.", (3,))],
    ),
    ("1. It was agreed [1]\n2) It met [2]", [("It was agreed", (1,)), ("It met", (2,))]),
    ("[1] It was agreed.\n[2] It met.", [("It was agreed.", (1,)), ("It met.", (2,))]),
    ("It was agreed.\n\n[2]\n\nIt met [1].", [("It was agreed.", (2,)), ("It met.", (1,))]),
    ("It was agreed\nby the Board [1].", [("It was agreed by the Board.", (1,))]),
    ("# What happened\nIt met [1].", [("What happened", ()), ("It met.", (1,))]),
    ("```\nIt met [1].\n```", [("It met.", (1,))]),
    ("**It met.** It left [1].", [("**It met.**", ()), ("It left.", (1,))]),
    (
        "According to [1], the cost was £4. Paragraph [2] states that it rose.",
        [("The cost was £4.", (1,)), ("It rose.", (2,))],
    ),
    ("The cost rose, as stated in [2].", [("The cost rose.", (2,))]),
    ("The cost rose, as reported [2], at Oak.", [("The cost rose, at Oak.", (2,))]),
    ("The cost rose according to paragraph [2].", [("The cost rose.", (2,))]),
    ("The cost rose; see [2].", [("The cost rose.", (2,))]),
    # A verb is never taken for what leads up to a label.
    (
        "The report was NOTED [2]. No objections were recorded [3]. Its costs are shown [1].",
        [("The report was NOTED.", (2,)), ("No objections were recorded.", (3,)), ("Its costs are shown.", (1,))],
    ),
    ("The costs were as stated [1].", [("The costs were as stated.", (1,))]),
    (
        "No. 2 met at 10.30 a.m. on Friday [1]. Cllr. Ames spoke [2].",
        [("No. 2 met at 10.30 a.m. on Friday.", (1,)), ("Cllr. Ames spoke.", (2,))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LABELLED)
@pytest.mark.parametrize("length", [1, 3, 1_000_000])
def test_a_sentence_has_the_labels_before_and_after_its_full_stop(
    text: str, expected: list[tuple[str, tuple[int, ...]]], length: int
) -> None:
    assert [(one.text, one.labels) for one in drafted(text, length=length)] == expected


def test_a_sentence_that_needs_its_label_to_be_read_is_told() -> None:
    assert drafted("The cost rose in [2].") == [Drafted("The cost rose in.", (2,), "its wording leans on a label")]


def test_words_that_lead_up_to_a_label_within_a_sentence_are_not_cut_out_of_it() -> None:
    (found,) = drafted("Councillor Ames was mentioned in [1] and voted against.")

    assert found.fault == "its wording leans on a label"


def test_an_entry_of_a_list_of_sources_is_told() -> None:
    found = drafted("Sources:\n[1]: Minutes of the Cabinet\n")

    assert is_list_of_sources(found[0].text)
    assert found[1].fault == "it is an entry of a list of sources"


def test_a_sentence_is_given_when_the_next_one_begins_and_not_before() -> None:
    assert ready("It cost £4", ended=False) == ([], 0)
    assert ready("It cost £4.", ended=False) == ([], 0)
    assert ready("It cost £4. ", ended=False) == ([], 0)
    # Its labels may still come.
    assert ready("It cost £4. [", ended=False) == ([], 0)
    assert ready("It cost £4. [1] ", ended=False) == ([], 0)
    assert ready("It cost £4. [1] T", ended=False) == ([Drafted("It cost £4.", (1,))], len("It cost £4. [1] "))


def test_the_last_words_of_an_answer_that_breaks_off_are_no_sentence() -> None:
    async def broken() -> AsyncIterator[str]:
        yield "It was agreed [1]. It cost £4"
        raise ConnectionError

    found: list[Drafted] = []

    async def read() -> None:
        async for one in drafts(broken()):
            found.append(one)  # noqa: PERF401 - what came before the error counts

    with pytest.raises(ConnectionError):
        asyncio.run(read())
    assert found == [Drafted("It was agreed.", (1,))]


def test_what_is_too_long_to_be_a_sentence_is_passed_over_up_to_the_end_of_its_line() -> None:
    text = "word " * 1000 + "and so on [1].\nIt met [2]."

    found = drafted(text, length=100)

    assert [(len(one.text) <= LONGEST, one.labels, one.fault) for one in found] == [
        (True, (), TOO_LONG),
        (True, (2,), ""),
    ]


def test_what_is_too_long_is_told_also_where_it_comes_at_once() -> None:
    found = drafted("word " * 12_600 + "and so on [1].\nIt met [2].")

    assert [(len(one.text), one.labels, one.fault) for one in found] == [(LONGEST, (), TOO_LONG), (7, (2,), "")]


def test_blank_lines_do_not_make_a_sentence_too_long() -> None:
    assert drafted("It met" + "\n" * 2000 + "[2]\n", length=1) == [Drafted("It met", (2,))]


@pytest.mark.parametrize("lines", ["- \n", "\n", "---\n", "It met.\n" + "---\n" * 240, "It met [1].\n" + "[1]\n" * 240])
def test_no_text_that_comes_letter_by_letter_takes_long(lines: str) -> None:
    text = (lines * 20_000)[:20_000]
    began = time.process_time()

    drafted(text, length=1)

    # Some tenths of a second, as a rule; read anew with every letter it would take ten and more.
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "sign", ["[", "[1", "(", "*", "_", "#", "- ", "> ", "\n", ".", "a.", "[1]", "![", "|", "`", "[1-", "A. ", "in [1] "]
)
def test_no_text_takes_long(sign: str) -> None:
    text = sign * (65_536 // len(sign))
    began = time.process_time()

    drafted(text, length=4096)

    # Some milliseconds, as a rule; a pattern that tries everything would take minutes.
    assert time.process_time() - began < 5


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "It met. ",
                "It met [1]. ",
                "It cost £4.50",
                ".[2] ",
                "\n",
                "\n\n",
                "- ",
                "# ",
                "[3]",
                " [",
                "1]",
                "**x** ",
                "A b ",
                ". ",
                "[1, ",
                "2]",
            ]
        ),
        max_size=25,
    ).map("".join),
    st.integers(1, 9),
)
def test_how_a_text_is_cut_into_pieces_changes_nothing(text: str, length: int) -> None:
    assert drafted(text, length=length) == drafted(text)
