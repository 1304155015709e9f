"""Which paragraphs are quoted, in which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.minutes import Metadata, Minutes
from corpus.read import read_minutes
from index.hits import Hit, MinutesSummary
from service.choose import choose, counted_list
from service.wanted import Wanted

NOTHING = Wanted(frozenset())
PAGE = """Agenda item

Roads

1  Salt was low.

2  Salt cost £40.

3  The barn was full.

4  The risks were:

 a) frost;

 b) snow.

5  The aims were:

 a) fewer slips;

 b) fewer falls;

 c) fewer complaints.

RESOLVED: That salt be bought.
"""


def minutes(name: str, held: date | None) -> Minutes:
    return replace(read_minutes(f"{name}.txt", PAGE.encode(), Metadata(council=name)).minutes, held=held)


OAK, ELM, ASH = minutes("Oak", date(2024, 1, 1)), minutes("Elm", date(2023, 1, 1)), minutes("Ash", None)
LIBRARY = {one.id: one for one in (OAK, ELM, ASH)}


def hit(fragment: str, score: float, *, of: Minutes = OAK, tokens: float | None = None, rank: int = 1) -> Hit:
    """Return a hit on a paragraph."""
    paragraph = next(one for one in of.paragraphs if one.id.endswith(f"#{fragment}"))
    summary = MinutesSummary(of.id, of.council, None, of.held, "", "unknown", "plain", "", 0)
    whole = ((0, len(paragraph.text)),)
    return Hit(
        paragraph,
        None,
        "",
        summary,
        score,
        rank,
        whole,
        0.5,
        1.0,
        0.5,
        tokens=() if tokens is None else (tokens - 0.1, tokens + 0.1),
    )


def chosen(hits: Sequence[Hit], wanted: Wanted = NOTHING, asked: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Return what is chosen as (council, fragment)."""
    ranked = [replace(one, rank=place) for place, one in enumerate(hits, start=1)]
    return [
        (one.minutes.council or "", one.paragraph.id.partition("#")[2])
        for one in choose(ranked, LIBRARY, wanted, asked)
    ]


def test_what_comes_close_to_the_best_is_chosen() -> None:
    # 0.88 × 0.8 = 0.704
    assert chosen([hit("1", 0.8), hit("2", 0.71), hit("3", 0.7)]) == [("Oak", "1"), ("Oak", "2")]


def test_single_tokens_must_meet_the_question_nearly_as_well() -> None:
    # On average 0.5 - 0.025 = 0.475; what has no tokens is judged by its score alone. The best one stays.
    hits = [hit("1", 0.8, tokens=0.3), hit("2", 0.8, tokens=0.5), hit("3", 0.8, tokens=0.47), hit("4", 0.8)]
    assert chosen(hits) == [("Oak", "1"), ("Oak", "2"), ("Oak", "4")]


def test_what_holds_no_figure_is_worth_less_where_one_is_wanted() -> None:
    # 0.80 - 0.03 = 0.77 < 0.79: the paragraph with the figure becomes the best, and comes first.
    hits = [hit("1", 0.80), hit("2", 0.79), hit("3", 0.69)]
    assert chosen(hits, Wanted(frozenset({"figure"}))) == [("Oak", "2"), ("Oak", "1")]


def test_at_most_four_are_chosen() -> None:
    assert len(chosen([hit(name, 0.8) for name in ("1", "2", "3", "4", "5")])) == 4


def test_a_decision_that_is_asked_for_comes_first() -> None:
    hits = [hit("1", 0.8), hit("resolved", 0.75)]
    assert chosen(hits, Wanted(frozenset({"decision"})), frozenset({"resolution"})) == [
        ("Oak", "resolved"),
        ("Oak", "1"),
    ]


def test_paragraphs_of_one_meeting_stand_together() -> None:
    hits = [hit("1", 0.8), hit("1", 0.79, of=ELM), hit("2", 0.78)]
    assert chosen(hits) == [("Oak", "1"), ("Oak", "2"), ("Elm", "1")]


def test_meetings_of_one_council_stand_together() -> None:
    later = replace(OAK, id="oak/later")
    of_later = hit("2", 0.78)
    of_later = replace(of_later, minutes=replace(of_later.minutes, id=later.id))
    ranked = [replace(one, rank=rank) for rank, one in enumerate([hit("1", 0.8), hit("1", 0.79, of=ELM), of_later], 1)]
    found = choose(ranked, {**LIBRARY, later.id: later}, NOTHING, frozenset())
    assert [one.minutes.id for one in found] == [OAK.id, later.id, ELM.id]


def test_a_change_is_told_by_time_and_takes_in_more() -> None:
    # 0.8 × 0.8 = 0.64. Minutes of unknown date come last, paragraphs of one meeting as printed.
    hits = [hit("2", 0.8), hit("1", 0.7, of=ASH), hit("1", 0.66), hit("3", 0.65, of=ELM), hit("4", 0.63)]
    assert chosen(hits, Wanted(frozenset({"change"}))) == [("Elm", "3"), ("Oak", "1"), ("Oak", "2"), ("Ash", "1")]


def test_within_one_meeting_a_change_is_told_by_evidence() -> None:
    assert chosen([hit("2", 0.8), hit("1", 0.7)], Wanted(frozenset({"change"}))) == [("Oak", "2"), ("Oak", "1")]


def test_the_list_with_as_many_entries_as_the_question_counts_comes_first() -> None:
    hits = [hit("4", 0.8), hit("1", 0.75), hit("5.b", 0.6)]
    assert chosen(hits, Wanted(frozenset({"list"}), 3)) == [("Oak", "5.b"), ("Oak", "4"), ("Oak", "1")]
    assert chosen(hits, Wanted(frozenset({"list"}), 2)) == [("Oak", "4"), ("Oak", "1")]


def test_a_list_far_below_the_best_is_not_the_one_that_is_counted() -> None:
    # 0.7 × 0.8 = 0.56
    assert counted_list([hit("1", 0.8), hit("5", 0.55)], LIBRARY, 3) is None
    assert counted_list([hit("1", 0.8), hit("5", 0.57)], LIBRARY, 7) is None


def test_nothing_found_is_nothing_chosen() -> None:
    assert chosen([]) == []
