"""Questions and the turns before them: what is completed, how it reads, and what stays as it was typed."""

import pytest

from index.collection import Collection
from index.follow import ALONE, Follow
from service.conversation import Completed, Turn, complete, located
from service.leaning import leaning
from tests.service.browsing import SCHOOLS

BRIDGE = Turn("What will Harl Bridge cost?", "£2.1 million.", ("m#4.1", "m#4.3"))
SALT = Turn("What did Marlshire spend on salt in 2019?", "£40,000.", ("m#1",))
BRIDGE_AFTER = "(What will Harl Bridge cost? £2.1 million.)"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("who pays for it?", f"who pays for it? {BRIDGE_AFTER}"),
        ("And when?", f"And when? {BRIDGE_AFTER}"),
        ("why?", f"why? {BRIDGE_AFTER}"),
        ("how come?", f"how come? {BRIDGE_AFTER}"),
        ("who said that?", f"who said that? {BRIDGE_AFTER}"),
        ("what's our share?", f"what's our share? {BRIDGE_AFTER}"),
        ("Is that more than before?", f"Is that more than before? {BRIDGE_AFTER}"),
        ("Did they agree to this?", f"Did they agree to this? {BRIDGE_AFTER}"),
        ("how many are finished?", f"how many are finished? {BRIDGE_AFTER}"),
        ("which did they choose?", f"which did they choose? {BRIDGE_AFTER}"),
        ("What happened to the others?", f"What happened to the others? {BRIDGE_AFTER}"),
        ("And the other two?", f"And the other two? {BRIDGE_AFTER}"),
        ("How many of those are new?", f"How many of those are new? {BRIDGE_AFTER}"),
        ("were their views heard?", f"were their views heard? {BRIDGE_AFTER}"),
        ("Had it opened by then?", f"Had it opened by then? {BRIDGE_AFTER}"),
        ("so who is to blame?", f"so who is to blame? {BRIDGE_AFTER}"),
        ("any more of them?", f"any more of them? {BRIDGE_AFTER}"),
        ("Will the later ones be dearer?", f"Will the later ones be dearer? {BRIDGE_AFTER}"),
        ("and in a cold winter?", f"and in a cold winter? {BRIDGE_AFTER}"),
    ],
)
def test_what_leans_has_what_it_follows_on_from_in_brackets(typed: str, asked: str) -> None:
    completed = complete(typed, [BRIDGE])
    assert completed == Completed(
        asked, typed, Follow(typed, cited=("m#4.1", "m#4.3"), before="What will Harl Bridge cost? £2.1 million.")
    )
    assert completed.is_completed
    assert completed.follow_up == ""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("And in 2018?", "What did Marlshire spend on salt in 2018?"),
        ("what about 2017/18?", "What did Marlshire spend on salt in 2017/18?"),
        ("and by March 2020?", "What did Marlshire spend on salt by March 2020?"),
        ("by March 2020?", "What did Marlshire spend on salt by March 2020?"),
        ("How about last year?", "What did Marlshire spend on salt last year?"),
        ("and in Thornbeck?", "What did Thornbeck spend on salt in 2019?"),
        ("What about Thornbeck?", "What did Thornbeck spend on salt in 2019?"),
        ("And Thornbeck City Council then?", "What did Thornbeck City Council spend on salt in 2019?"),
    ],
)
def test_another_period_or_place_takes_the_place_of_the_one_before(typed: str, asked: str) -> None:
    # What was cited before is about the other one, so that nothing of it is carried.
    assert complete(typed, [SALT]) == Completed(asked, typed, Follow(typed))


@pytest.mark.parametrize(
    ("before", "typed", "asked"),
    [
        ("What was due between May and July 2023?", "and by Christmas?", "What was due by Christmas?"),
        ("How many staff does Surrey's academy take?", "And Leeds?", "How many staff does Leeds's academy take?"),
        ("Did Councillor Ames vote for it?", "and Councillor Pim?", "Did Councillor Pim vote for it?"),
        ("Who has the action on the ferry?", "and the one about the pier?", "Who has the action about the pier?"),
    ],
)
def test_what_is_exchanged_is_of_the_same_kind(before: str, typed: str, asked: str) -> None:
    assert complete(typed, [Turn(before, "")]).question == asked


def test_a_person_is_not_put_where_a_place_was() -> None:
    assert complete("and Councillor Pim?", [SALT]).question == (
        "and Councillor Pim? (What did Marlshire spend on salt in 2019? £40,000.)"
    )


@pytest.mark.parametrize(
    ("before", "typed", "asked"),
    [
        (
            Turn("Who is in the chair?", "Councillor Ada Pim."),
            "When did she join?",
            "When did Councillor Ada Pim join?",
        ),
        (Turn("Who is in the chair?", "Eva Dray, of the trust."), "What did she do?", "What did Eva Dray do?"),
        (Turn("Did Mr Orme speak?", "Yes."), "What were his reasons?", "What were Mr Orme’s reasons?"),
    ],
)
def test_the_one_person_named_before_is_named(before: Turn, typed: str, asked: str) -> None:
    assert complete(typed, [before]).question == asked


def test_one_of_two_persons_is_not_guessed() -> None:
    before = Turn("Who spoke?", "Councillor Pim and Councillor Ames.")
    assert complete("What did she say?", [before]).question == (
        "What did she say? (Who spoke? Councillor Pim and Councillor Ames.)"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "How many gritters go out across Marlshire when it freezes?",
        "Which portfolio holder was missing from Cabinet, and what was he up to instead?",
        "CVMP: what does it stand for?",
        "How often do families win when they take the council to the tribunal?",
        "Is it true that the Cabinet agreed to close the Wells library?",
        "What did renters win when they took their grumbles higher up?",
        "What happened to the people moved out of Gannet Lane, and who paid for them?",
        "What does it cost to get married at a Marlshire register office?",
        "How many homes were approved at Hobgate Dairy and how many of them are affordable?",
        "What about landlords overseas who won't sort their plumbing at Pellbeck?",
        "Whose spouse's job meant he couldn't take part at Marlshire scrutiny?",
        "  What did   Marlshire decide?  ",
        "45.12",
        "What does paragraph 45.14 say?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_was_typed_byte_for_byte(typed: str) -> None:
    assert complete(typed, [BRIDGE]) == Completed(typed, typed, ALONE)


def test_a_short_question_that_names_nothing_stays_too_but_what_came_before_counts() -> None:
    typed = "when may the builders make a noise?"
    assert leaning(typed) == "perhaps"
    completed = complete(typed, [BRIDGE])
    assert not completed.is_completed
    assert completed.follow_up == completed.follow.other
    assert completed.follow == Follow(
        f"{typed} {BRIDGE_AFTER}",
        leans=False,
        cited=("m#4.1", "m#4.3"),
        before="What will Harl Bridge cost? £2.1 million.",
    )


@pytest.mark.parametrize("history", [[], [Turn("", "x")], [Turn("  ", "")]])
def test_without_turns_before_it_every_question_stands(history: list[Turn]) -> None:
    assert complete("and when?", history) == Completed("and when?", "and when?")


def test_turns_that_lean_are_gone_back_over_to_the_one_that_stands() -> None:
    turns = [Turn("Who watches over the Surrey plan?", "A board."), Turn("Who chairs it?", "The deputy leader.")]
    assert complete("and what's his name?", turns).question == (
        "and what's his name? (Who watches over the Surrey plan? Who chairs it? The deputy leader.)"
    )
    exchanged = [SALT, Turn("and in 2018?", "£30,000.")]
    assert complete("and in Thornbeck?", exchanged).question == "What did Thornbeck spend on salt in 2018?"
    assert complete("why so much of it?", exchanged).question == (
        "why so much of it? (What did Marlshire spend on salt in 2018? £30,000.)"
    )


def test_an_answer_that_says_many_things_is_left_out() -> None:
    assert (
        complete("why?", [Turn("What did Harl decide?", "a" * 220)]).question
        == f"why? (What did Harl decide? {'a' * 220})"
    )
    assert complete("why?", [Turn("What did Harl decide?", "a" * 221)]).question == "why? (What did Harl decide?)"


def test_a_context_is_bounded() -> None:
    (asked,) = {complete("why?", [Turn(f"What about Harl {'word ' * 2000}", "")]).question}
    assert len(asked) <= len("why? (") + 700 + len(" …)")
    assert asked.endswith("word …)")


def test_in_one_meeting_what_was_said_of_another_is_not_meant() -> None:
    assert complete("and when?", [BRIDGE], within="other").question == "and when?"
    assert complete("and when?", [BRIDGE], within="m").question == f"and when? {BRIDGE_AFTER}"


# Going on from a paragraph


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("the next paragraph", 1),
        ("What does the next paragraph say?", 1),
        ("and the paragraph after that?", 1),
        ("show me the following paragraph", 1),
        ("the previous paragraph?", -1),
        ("What about the paragraph before?", -1),
        ("and the next one?", 0),
        ("the next meeting", 0),
    ],
)
def test_a_paragraph_beside_the_one_cited_is_asked_for(typed: str, step: int) -> None:
    completed = complete(typed, [BRIDGE])
    assert completed.step == step
    assert completed.beside == {1: "m#4.3", -1: "m#4.1", 0: ""}[step]


@pytest.mark.parametrize(("typed", "step"), [("and the next one?", 1), ("the one before", -1), ("what comes next?", 1)])
def test_after_a_reference_the_one_after_it_is_a_paragraph(typed: str, step: int) -> None:
    assert complete(typed, [Turn("45.12", "…", ("m#45.12",))]).step == step


def test_the_paragraph_after_is_named_as_a_reader_would(web_collection: Collection) -> None:
    before = Turn("What was said about the letter?", "…", (f"{SCHOOLS}#45.1",))
    assert located(web_collection, complete("the next paragraph", [before])) == Completed(
        "45.2", "the next paragraph", Follow(named=f"{SCHOOLS}#45.2"), step=1, beside=f"{SCHOOLS}#45.1"
    )


@pytest.mark.parametrize(("typed", "cited"), [("the previous paragraph", "45.1"), ("the next paragraph", "gone")])
def test_where_there_is_no_such_paragraph_the_question_stays(
    web_collection: Collection, typed: str, cited: str
) -> None:
    completed = complete(typed, [Turn("What of the letter?", "…", (f"{SCHOOLS}#{cited}",))])
    assert located(web_collection, completed) == completed
