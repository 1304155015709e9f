"""References: what is one, what is not, and that no question takes long to read."""

import pytest

from index.reference import MOST_WORDS, Reference, parse_reference


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("45.12", Reference(path=("45.12",))),
        ("45.12.", Reference(path=("45.12",))),
        ("  45.12? ", Reference(path=("45.12",))),
        ("4.2.1", Reference(path=("4.2.1",))),
        ("what does 45.12 say?", Reference(path=("45.12",))),
        ("see 45.12", Reference(path=("45.12",))),
        ("please show me the text of 45.12", Reference(path=("45.12",))),
        ("para 45.12", Reference(path=("45.12",))),
        ("para. 45.12", Reference(path=("45.12",))),
        ("Paragraph no. 45.12", Reference(path=("45.12",))),
        ("minute 45.12", Reference(path=("45.12",))),
        ("item 45.12", Reference(path=("45.12",))),
        ("45.12 and 45.13", Reference(path=("45.12",), also=(Reference(path=("45.13",)),))),
        ("45.12, 45.13", Reference(path=("45.12",), also=(Reference(path=("45.13",)),))),
        ("minute 45 para 12", Reference(item="45", ordinal=12)),
        ("minute 45, paragraph 12", Reference(item="45", ordinal=12)),
        ("paragraph 12 of minute 45", Reference(item="45", ordinal=12)),
        ("paragraph 12", Reference(ordinal=12)),
        ("¶12", Reference(path=("p12",))),
        ("45.24 ¶2", Reference(path=("45.24", "p2"))),
        ("minute 45", Reference(item="45")),
        ("Minute 575:", Reference(item="575")),
        ("Minute C104/Feb/2020", Reference(item="C104/Feb/2020")),
        ("What was said under item 9?", Reference(item="9")),
        ("agenda item 9", Reference(item="9")),
        ("item number 9", Reference(item="9")),
        ("item IV", Reference(item="IV")),
        ("item 9 iii)", Reference(item="9", path=("iii",))),
        ("item 9 iii", Reference(item="9", path=("iii",))),
        ("item 9, (iii)", Reference(item="9", path=("iii",))),
        ("item 9 (b) (ii)", Reference(item="9", path=("b", "ii"))),
        ("minute 77/21", Reference(item="77/21")),
        ("minutes 77/21", Reference(item="77/21")),
        ("77/21", Reference(item="77/21")),
        ("PL23/041", Reference(item="PL23/041")),
        ("45/23 (b)", Reference(item="45/23", path=("b",))),
        ("78/23 resolved 3", Reference(item="78/23", path=("resolved", "3"))),
        ("resolved a", Reference(path=("resolved", "a"))),
        ("78-23.p10", Reference(path=("78-23.p10",))),
        ("What does 78-23.p10 say?", Reference(path=("78-23.p10",))),
        ("opening.p2", Reference(path=("opening.p2",))),
        ("PL23-046.resolved.2.a", Reference(path=("PL23-046.resolved.2.a",))),
        ("b.vii", Reference(path=("b.vii",))),
        ("What does ¶3 say?", Reference(path=("p3",))),
        ("paragraph 78/23 ¶10", Reference(item="78/23", path=("p10",))),
        ("paragraph 5 ¶1", Reference(item="5", path=("p1",))),
        ("paragraph 5 resolved a", Reference(item="5", path=("resolved", "a"))),
        ("[45.12]", Reference(path=("45.12",))),
        ("b vii", Reference(path=("b", "vii"))),
        ("b) vii.", Reference(path=("b", "vii"))),
        ("item b) vii", Reference(path=("b", "vii"))),
        ("paragraph b) vii.", Reference(path=("b", "vii"))),
        ("(b)", Reference(path=("b",))),
        ("III.1", Reference(path=("iii.1",))),
        ("resolution (c)", Reference(path=("c",), kind="resolution")),
        ("What does resolution (c) say?", Reference(path=("c",), kind="resolution")),
        ("resolution (3) of minute 78/23", Reference(item="78/23", path=("3",), kind="resolution")),
        ("minute 78/23 resolution 3", Reference(item="78/23", path=("3",), kind="resolution")),
        ("recommendation 2", Reference(path=("2",), kind="recommendation")),
    ],
)
def test_a_question_that_is_a_reference_is_understood(question: str, reference: Reference) -> None:
    read = parse_reference(question)
    assert read == reference
    assert read is not None
    assert read.alone


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("What was agreed under minute 77/21 about buses?", "77/21"),
        ("Who spoke in the minute C104/Feb/2020 on parking?", "C104/Feb/2020"),
    ],
)
def test_a_question_about_something_in_a_minute_is_not_the_reference_alone(question: str, item: str) -> None:
    read = parse_reference(question)
    assert read == Reference(item=item)
    assert read is not None
    assert not read.alone


@pytest.mark.parametrize(
    "question",
    [
        "What did the Cabinet decide under item 5 about the moon base?",
        "paragraph 3 of Schedule 12A",
        "recommendation 5 of the Francis report",
        "minute 20 mph zones",
        "What is item 5 of the plan for staffing",
        "What does paragraph 45.12 say about staff?",
        "What was resolved?",
        "What was the decision?",
        "The meeting began at 10.30 am",
        "10.30 am",
        "10.30am",
        "10.30 p.m.",
        "Did it close at 12.15 pm?",
        "45.12%",
        "45.12 per cent",
        "Was the rise 3.2%?",
        "£45.12",
        "Who paid £4.50?",
        "Is 45.12 the right number?",
        "7.11.2019",
        "07/11/2019",
        "2019-11-07",
        "7 November 2019",
        "2019",
        "What did item 3.5% of the budget buy?",
        "the item 10.30 am slot",
        "paragraph 3 million",
        "45 minutes 12 seconds",
        "minutes 2019",
        "a report",
        "What was the resolution about?",
        "resolution class",
        "Which item came first?",
        "item",
        "¶",
        "",
    ],
)
def test_what_is_not_a_reference_is_none(question: str) -> None:
    assert parse_reference(question) is None


@pytest.mark.parametrize("question", ["45.12", "item 9", "paragraph 3", "¶3", "resolution (c)", "minute 24/7"])
def test_a_dotted_number_or_one_with_its_word_can_be_nothing_else(question: str) -> None:
    read = parse_reference(question)
    assert read is not None
    assert read.explicit


@pytest.mark.parametrize("question", ["A38", "HS2", "covid19", "24/7", "20", "I", "a", "7.11.19", "agenda", "V.3"])
def test_a_word_or_a_number_is_a_reference_only_where_there_is_such_a_place(question: str) -> None:
    read = parse_reference(question)
    assert read is not None
    assert not read.explicit


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit",
    "i)| |(|in |item |minute |under the minute |9/|a/|a-|1|1.|i. |¶|paragraph |no. |minute 9, |resolved |resolution |"
    "of |resolution 3 of |-|and |45.12 and |45.12, |\u0661|what does |?|III.|a.|item 9 (b) ".split("|"),
)
def test_no_question_takes_longer_than_its_length(unit: str) -> None:
    for end in ("", "!", " minute 77/21x"):
        parse_reference(unit * (100_000 // len(unit)) + end)
        parse_reference(unit * (MOST_WORDS // 2) + end)
