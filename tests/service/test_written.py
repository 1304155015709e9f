"""What a model writes about paragraphs that were shown to it, held against them, and what is answered then."""

import pytest

from index.hits import Extent
from prompts import PARAGRAPHS_DO_NOT_SAY
from service.announcing import ANNOUNCES
from service.answer import Answer
from service.asking import finished
from service.citations import Removed, Sentence
from service.markup import ADDRESS
from service.wording import DECLINED, UNCHECKED
from service.writing import Drafted, ready
from service.written import (
    LEANS,
    OF_PARAGRAPHS,
    REMOVED_CHARACTERS,
    WITHHELD,
    Written,
    checked,
    says_nothing,
)
from tests.service.cabinet import NAME, SHOWN, cabinet, numbered, written_of


def test_a_sentence_that_passes_cites_the_words_that_bear_it_out() -> None:
    sentence, left_out = checked(Drafted("More audits of record keeping were needed.", (2,)), SHOWN)

    assert left_out == ()
    assert sentence is not None
    assert sentence.text == "More audits of record keeping were needed."
    assert [(one.paragraph_id, one.quote) for one in sentence.citations] == [
        (f"{NAME}#45.2", "Record keeping needed further audits.")
    ]


@pytest.mark.parametrize(
    ("text", "labels", "reason"),
    [
        ("The Cabinet agreed the budget.", (), "it cites no paragraph"),
        ("The Cabinet agreed the budget.", (9,), "it cites no paragraph that was shown"),
        ("The Cabinet agreed the budget.", (0,), "it cites no paragraph that was shown"),
        ("The Cabinet agreed the budget.", (3,), "it has nothing in common with what it cites"),
        ("The transport budget is £5,000.", (1,), "the figure “£5,000” is not in what it cites"),
        ("The Cabinet agreed the budget on 13 May 2023.", (1,), "the date “13 May 2023” is not in what it cites"),
        ("Councillor Pim voted against the transport budget.", (1,), "the name “Pim” is not in what it cites"),
        ("Councillor Ames voted for it.", (1,), "what it cites does not name “Councillor Ames” as in favour"),
        ("The Cabinet refused the transport budget.", (1,), "“refused” is not what became of it in what it cites"),
        ("Objections to the closure were raised.", (3,), "what it cites denies “Objections”, and it does not"),
        ("Recruitment of teachers for swimming lessons is dear.", (2,), "most of its words are not in what it cites"),
        ("Yes.", (1,), "it has nothing in common with what it cites"),
    ],
)  # fmt: skip
def test_a_sentence_that_does_not_is_removed_with_the_reason(text: str, labels: tuple[int, ...], reason: str) -> None:
    assert checked(Drafted(text, labels), SHOWN) == (None, (Removed(text, reason),))


@pytest.mark.parametrize("text", ["See https://evil.example.", "<img src=x>", "![x](y)", "Write to a@evil.example."])
def test_what_is_removed_for_an_address_or_markup_is_not_shown_there_either(text: str) -> None:
    sentence, left_out = checked(Drafted(f"The Cabinet agreed. {text}", (1,)), SHOWN)

    assert sentence is None
    assert left_out[0].text == WITHHELD


@pytest.mark.parametrize("target", ["https://evil.example/x", "//evil.example", "evil.example", "javascript:alert(1)"])
def test_a_label_that_leads_to_an_address_removes_its_sentence(target: str) -> None:
    for text in (f"The Cabinet agreed the budget [1]({target}).", f"The Cabinet agreed the budget. [1]({target})"):
        (draft,) = ready(text, ended=True)[0]
        assert checked(draft, SHOWN) == (None, (Removed(WITHHELD, ADDRESS),))
    (harmless,) = ready("The Cabinet agreed the transport budget [1](#1).", ended=True)[0]
    assert checked(harmless, SHOWN)[0] is not None


def test_a_label_that_was_not_shown_goes_and_the_sentence_stays() -> None:
    sentence, left_out = checked(Drafted("The Cabinet agreed the transport budget.", (1, 9)), SHOWN)

    assert sentence is not None
    assert [one.paragraph_id for one in sentence.citations] == [f"{NAME}#45.1"]
    assert left_out == (
        Removed("[9] of “The Cabinet agreed the transport budget.”", "there is no such paragraph", "citation"),
    )


def test_a_citation_that_has_nothing_to_do_with_its_sentence_goes() -> None:
    sentence, left_out = checked(Drafted("The Cabinet agreed the transport budget.", (1, 3)), SHOWN)

    assert sentence is not None
    assert [one.paragraph_id for one in sentence.citations] == [f"{NAME}#45.1"]
    assert left_out == (
        Removed(
            "[3] of “The Cabinet agreed the transport budget.”",
            "the paragraph has nothing in common with the sentence",
            "citation",
        ),
    )


def test_a_citation_that_does_not_bear_its_sentence_out_beside_one_that_does_goes() -> None:
    shown = numbered(
        cabinet(
            (
                "The Cabinet agreed to close Elm library on 3 May 2023.",
                "The library at Oak won an award for gardening.",
                "It was agreed that Elm library would close on 3 May 2023.",
            )
        )
    )
    text = "The Cabinet agreed to close Elm library on 3 May 2023."

    sentence, left_out = checked(Drafted(text, (2, 1, 3)), shown)

    assert sentence is not None
    # The third says so too.
    assert [one.paragraph_id for one in sentence.citations] == [f"{NAME}#45.1", f"{NAME}#45.3"]
    reason = "the paragraph does not bear the sentence out, and others do"
    assert left_out == (Removed(f"[2] of “{text}”", reason, "citation"),)


def test_of_a_long_sentence_that_is_removed_a_part_is_told() -> None:
    text = "The Cabinet closed the pool " + "and the pool " * 40

    for labels in ((), (9,), (1,)):
        _, (removed,) = checked(Drafted(text.strip(), labels), SHOWN)
        assert len(removed.text) <= REMOVED_CHARACTERS


def test_a_sentence_may_rest_on_several_paragraphs_together() -> None:
    text = "The transport budget is £4,000 and recruitment of social workers improved by 5%."

    sentence, _ = checked(Drafted(text, (1, 2)), SHOWN)

    assert sentence is not None
    assert checked(Drafted(text, (1,)), SHOWN)[0] is None
    assert checked(Drafted(text, (2,)), SHOWN)[0] is None


@pytest.mark.parametrize("text", [PARAGRAPHS_DO_NOT_SAY, "the paragraphs do not say", "**The paragraphs do not say.**"])
def test_the_sentence_that_says_nothing_is_known(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing("The Cabinet does not say.")
    # That one says something, which is shown or listed as any other.
    assert not says_nothing("The paragraphs do not say why, but the Cabinet agreed the transport budget.")


# What is answered.

NOBODY: tuple[str, ...] = ()
QUOTE = Sentence("Noted.", ())
SAID = Sentence("It was noted.", ())


def quoted(status: str) -> Answer:
    searched = Extent(1, NOBODY, NOBODY, None, None, 0)
    return Answer("Q?", status, "quoted", (QUOTE,), (), (), {}, searched)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "written", "expected"),
    [
        # (status, mode, sentences, notice)
        ("answered", Written((SAID,), (), declined=False, failure=None), ("answered", "written", SAID, "")),
        ("answered", Written((SAID,), (), declined=True, failure=None), ("partly_answered", "written", SAID, "")),
        # What is left of it may be beside the question.
        (
            "answered",
            Written((SAID,), (), declined=False, failure=None, is_headless=True),
            ("partly_answered", "written", SAID, ""),
        ),
        (
            "answered",
            Written((SAID,), (), declined=False, failure="cut"),
            ("incomplete", "written", SAID, "The language model stopped before its answer was whole."),
        ),
        (
            "answered",
            Written((), (), declined=False, failure="slow"),
            ("answered", "quoted", QUOTE, "The language model took too long. This is quoted from the minutes."),
        ),
        ("answered", Written((), (), declined=False, failure=None), ("answered", "quoted", QUOTE, UNCHECKED)),
        # What stands in the minutes may have told the model to say so, and the evidence is strong.
        ("answered", Written((), (), declined=True, failure=None), ("partly_answered", "quoted", QUOTE, DECLINED)),
        (
            "partly_answered",
            Written((), (), declined=True, failure=None),
            ("partly_answered", "quoted", QUOTE, DECLINED),
        ),
    ],
)
def test_what_is_answered_when_a_model_has_written_or_failed(
    status: str, written: Written, expected: tuple[str, str, Sentence | None, str]
) -> None:
    given = finished(quoted(status), written)

    assert (given.status, given.mode, next(iter(given.sentences), None), given.notice) == expected


# Ten thousand answers of models that nobody would want.


def test_several_sentences_with_one_label_are_each_held_against_its_paragraph() -> None:
    kept, removed, _ = written_of(
        "The transport budget of £4,000 was agreed. Councillor Ames was against it. It cost £5,000. [1]"
    )

    assert kept == [
        ("The transport budget of £4,000 was agreed.", ["45.1"]),
        ("Councillor Ames was against it.", ["45.1"]),
    ]
    assert removed == [("It cost £5,000.", "the figure “£5,000” is not in what it cites")]


def test_a_sentence_that_leans_on_one_that_is_left_out_goes_with_it() -> None:
    kept, removed, _ = written_of(
        "The Cabinet agreed the transport budget [1]. The Mayor resigned [2]. He was against the transport budget [1]. "
        "However, recruitment had improved [2]. Objections were not raised [3]. It was about the library [3]."
    )

    assert [text for text, _ in kept] == [
        "The Cabinet agreed the transport budget.",
        "Objections were not raised.",
        "It was about the library.",
    ]
    assert removed == [
        ("The Mayor resigned.", "it has nothing in common with what it cites"),
        ("He was against the transport budget.", LEANS),
        ("However, recruitment had improved.", LEANS),
    ]


def test_a_model_that_goes_on_and_on_is_not_heard_to_the_end() -> None:
    said = [
        "The Cabinet agreed the transport budget of £4,000.",
        "Councillor Ames voted against.",
        "Recruitment of social workers had improved by 5 per cent.",
        "Record keeping needed further audits.",
        "The Chair thanked officers.",
        "No objections to the closure of the library were raised.",
        "The budget for transport was £4,000.",
    ]
    labels = (1, 1, 2, 2, 2, 3, 1)
    kept, removed, ended = written_of(" ".join(f"{one} [{label}]" for one, label in zip(said, labels, strict=True)))

    assert [text for text, _ in kept] == said[:6]
    # It was not cut by the model: what was asked for is there.
    assert (ended.failure, removed) == (None, [])


def test_whether_an_answer_lost_its_beginning_is_told() -> None:
    assert written_of("It cost £5,000 [1]. The Cabinet agreed the transport budget [1].")[2].is_headless
    assert not written_of("The Cabinet agreed the transport budget [1]. It cost £5,000 [1].")[2].is_headless
    # Words that only announce are not where it answers.
    assert not written_of("This is what was agreed:\n- The Cabinet agreed the transport budget [1]")[2].is_headless


def test_what_is_left_out_several_times_is_told_once() -> None:
    _, removed, _ = written_of("Yes. [1] Perhaps. [1] Yes. [1] Perhaps. [1] Yes. [1]")

    assert removed == [
        ("Yes.", "it has nothing in common with what it cites"),
        ("Perhaps.", "it has nothing in common with what it cites"),
    ]


def test_an_answer_that_goes_round_in_a_circle_is_cut_there_and_said_to_be_cut() -> None:
    kept, _, ended = written_of("The Cabinet agreed the transport budget [1]. " + "It was said that it was so. " * 50)

    assert kept == [("The Cabinet agreed the transport budget.", ["45.1"])]
    assert ended.failure == "cut"


def test_the_entries_of_a_list_are_checked_and_shown_with_the_words_that_announce_it() -> None:
    kept, removed, _ = written_of(
        "The Cabinet agreed [1]:\n- the transport budget of £4,000\n- recruitment of social workers [2]\n"
        "- Councillor Ames voted against it [1]\n"
    )

    assert kept == [
        ("The Cabinet agreed: the transport budget of £4,000", ["45.1"]),
        ("Councillor Ames voted against it", ["45.1"]),
    ]
    # The recruitment stands in the second paragraph, and nothing of it was agreed.
    assert removed == [
        ("The Cabinet agreed:", ANNOUNCES),
        (
            "The Cabinet agreed: recruitment of social workers",
            "“agreed” is not what became of it in what it cites",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The paragraphs do not mention the price of the road.",
        "The provided paragraphs do not contain information about adoptions [1].",
        "However, the information given does not specify who voted.",
        "There is no information about adoptions in the provided paragraphs.",
    ],
)
def test_a_sentence_about_what_the_paragraphs_do_not_say_declines_and_is_not_shown(text: str) -> None:
    kept, removed, ended = written_of(text)

    assert (kept, ended.declined) == ([], True)
    assert [reason for _, reason in removed] == [OF_PARAGRAPHS]


@pytest.mark.parametrize(
    "text",
    [
        "The paragraphs do not say why, but the Cabinet agreed the transport budget [1].",
        "The minutes do not say who voted [1].",
        "The Cabinet did not mention the price [1].",
    ],
)
def test_what_says_something_besides_is_checked_as_any_other(text: str) -> None:
    assert not written_of(text)[2].declined
