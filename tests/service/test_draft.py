"""Which sentences of the record are quoted, in which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.minutes import Item, Metadata, Minutes, Paragraph, Source, digest
from corpus.read import read_minutes
from index.hits import Hit, MinutesSummary
from service.draft import quote, quote_whole

PAGE = """Agenda item

Front door review

Minutes:

The Director introduced the report. It had been delayed by a month. The reasons were set out in it.

a) Inspectors named three areas for attention:

 i. the first contact with families;

 ii. the time taken to visit them;

 iii. keeping records.

b) The cost was £40,000. It would be met from reserves.

RESOLVED:

1. That the report be noted;

2. That the Director report again in March.

Supporting documents:"""
MINUTES = read_minutes("item.txt", PAGE.encode(), Metadata(council="Oak Council", held=date(2024, 1, 1))).minutes
BY_FRAGMENT = {one.id.partition("#")[2]: one for one in MINUTES.paragraphs}
SUMMARY = MinutesSummary(
    MINUTES.id, "Oak Council", None, None, "", "unknown", "plain", "item.txt", len(MINUTES.paragraphs)
)


def hit(fragment: str, score: float, *matched: str) -> Hit:
    """Return a hit whose best sentences are the texts given, the whole paragraph where none are."""
    paragraph = BY_FRAGMENT[fragment]
    spans = tuple((paragraph.text.index(text), paragraph.text.index(text) + len(text)) for text in matched)
    return Hit(paragraph, None, "", SUMMARY, score, 1, spans or ((0, len(paragraph.text)),), 0.5, 1.0, 0.5)


def quotes(*hits: Hit) -> list[tuple[str, str]]:
    """Return what is quoted as (fragment, text)."""
    said = quote(hits, {MINUTES.id: MINUTES}, frozenset())
    return [(one.citations[0].paragraph_id.partition("#")[2], one.text) for one in said]


def test_of_the_paragraphs_after_the_first_the_best_sentence_is_quoted_and_not_the_whole() -> None:
    found = quotes(hit("a.ii", 1.0), hit("b", 0.9, "The cost was £40,000."))
    assert found[2:] == [("b", "The cost was £40,000.")]


def test_an_action_brings_what_it_came_from() -> None:
    page = "Agenda item\n\nRoads\n\n1.1  Salt was low. Mr Hall would buy more.\n\nACTION: Ann Hall"
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    found = _hit(minutes, minutes.paragraphs[1], 1.0)
    assert [one.text for one in quote([found], {minutes.id: minutes}, frozenset({"action"}))] == [
        "Mr Hall would buy more.",
        "ACTION: Ann Hall",
    ]


def test_a_resolution_that_is_asked_for_brings_the_others() -> None:
    said = quote([hit("resolved.2", 1.0)], {MINUTES.id: MINUTES}, frozenset({"resolution"}))
    assert [one.citations[0].paragraph_id.partition("#")[2] for one in said] == ["resolved", "resolved.1", "resolved.2"]


def test_a_lead_of_resolutions_announces_them_whatever_its_end() -> None:
    page = "Agenda item\n\nRoads\n\nRESOLVED: (Unanimously)\n\n1. That salt be bought;\n\n2. That the barn be mended.\n"
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    lead, salt, barn = minutes.paragraphs
    assert [one.kind for one in minutes.paragraphs] == ["resolution"] * 3

    def said(*found: Paragraph, asked: frozenset[str] = frozenset()) -> list[str]:
        hits = [_hit(minutes, one, 1.0) for one in found]
        return [one.text for one in quote(hits, {minutes.id: minutes}, asked)]

    assert said(barn) == [lead.text, barn.text]
    assert said(barn, asked=frozenset({"resolution"})) == said(lead) == [lead.text, salt.text, barn.text]


def test_an_entry_that_says_little_alone_brings_the_words_that_announce_it() -> None:
    assert quotes(hit("a.ii", 1.0)) == [
        ("a", "Inspectors named three areas for attention:"),
        ("a.ii", "the time taken to visit them;"),
    ]


def test_a_later_sentence_of_an_entry_stands_by_itself() -> None:
    page = "Agenda item\n\nRoads\n\n1.1  The risks were:\n\n a) frost. Salt was low by March.\n\n b) snow.\n"
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    entry = _hit(minutes, minutes.paragraphs[1], 1.0)
    later = replace(entry, matched=((7, len(entry.paragraph.text)),))
    other = _hit(minutes, minutes.paragraphs[2], 1.0)
    assert [one.text for one in quote([other], {minutes.id: minutes}, frozenset())] == ["The risks were:", "snow."]
    said = quote([_hit(MINUTES, BY_FRAGMENT["b"], 1.0), later], {minutes.id: minutes, MINUTES.id: MINUTES}, frozenset())
    assert [one.text for one in said][-1] == "Salt was low by March."
    assert "The risks were:" not in [one.text for one in said]


def test_a_paragraph_that_announces_a_list_brings_all_of_it_in_order() -> None:
    assert [fragment for fragment, _ in quotes(hit("a", 1.0))] == ["a", "a.i", "a.ii", "a.iii"]


def test_a_list_is_left_out_where_something_else_of_its_paragraph_is_the_answer() -> None:
    page = "Agenda item\n\nRoads\n\n1.1  Salt was low. It had been dear. The risks were:\n\n a) frost;\n\n b) snow.\n"
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    lead, frost, _ = minutes.paragraphs
    about_salt = replace(_hit(minutes, lead, 1.0), matched=((0, 13),))
    assert [one.text for one in quote([about_salt], {minutes.id: minutes}, frozenset())] == ["Salt was low."]
    whole = quote([about_salt], {minutes.id: minutes}, frozenset(), whole_lists=True)
    assert [one.text for one in whole] == ["Salt was low.", "The risks were:", "frost;", "snow."]
    with_entry = quote([about_salt, _hit(minutes, frost, 0.9)], {minutes.id: minutes}, frozenset())
    assert [one.text for one in with_entry] == ["Salt was low.", "The risks were:", "frost;", "snow."]


def test_two_entries_of_one_list_bring_the_rest_of_it() -> None:
    found = quotes(hit("a.iii", 1.0), hit("a.i", 0.9))
    assert [fragment for fragment, _ in found] == ["a", "a.i", "a.ii", "a.iii"]


def test_resolutions_are_quoted_with_the_word_that_makes_them_so() -> None:
    assert quotes(hit("resolved.2", 1.0)) == [
        ("resolved", "RESOLVED:"),
        ("resolved.2", "That the Director report again in March."),
    ]


def test_sentences_of_one_paragraph_stand_in_printed_order() -> None:
    found = quotes(hit("b", 1.0, "It would be met from reserves.", "The cost was £40,000."))
    assert [text for _, text in found] == ["The cost was £40,000.", "It would be met from reserves."]


def test_a_paragraph_that_begins_with_he_or_this_brings_the_one_before() -> None:
    minutes = _minutes(
        [
            ("1", "Ann Hall spoke of salt. The barn was full."),
            ("2", "She asked for more."),
            ("3", "This was refused."),
            ("4", "Salt was dear."),
            ("5", "It was known that frost was near."),
            ("6", "It lasted a week."),
        ]
    )
    hits = [_hit(minutes, one, 1.0) for one in minutes.paragraphs]

    def said(place: int, *found: int) -> list[str]:
        quoted = quote([hits[place]], {minutes.id: minutes}, frozenset(), found=[hits[one] for one in found])
        return [one.text for one in quoted]

    # Whether or not it was found: alone, `This was refused.` would be read as of whatever stands before it.
    assert said(1) == said(1, 0, 1) == ["Ann Hall spoke of salt.", "She asked for more.", "This was refused."]
    assert said(2) == ["She asked for more.", "This was refused."]
    assert said(3) == ["Salt was dear."]
    assert said(0) == ["Ann Hall spoke of salt.", "The barn was full."]
    # `It` may go on with a new matter: it brings only what was found.
    assert said(5) == ["It lasted a week."]
    assert said(5, 4, 5) == ["It was known that frost was near.", "It lasted a week."]


def test_after_a_list_these_are_all_of_its_entries_and_not_the_last_one() -> None:
    page = (
        "Agenda item\n\nLifts\n\na) Two things were late:\n\n i. lifts;\n\n ii. stairs.\n\nThese figures were right.\n"
    )
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    last = minutes.paragraphs[-1]
    assert last.text == "These figures were right."
    assert [one.text for one in quote([_hit(minutes, last, 1.0)], {minutes.id: minutes}, frozenset())] == [last.text]


def test_what_the_next_paragraph_takes_back_is_not_quoted_alone() -> None:
    minutes = _minutes(
        [
            ("1", "Noise was complained of. A second complaint was of dust."),
            ("2", "This complaint was not upheld."),
            ("3", "Salt was dear."),
        ]
    )
    assert _quoted(minutes, "1") == [
        "Noise was complained of.",
        "A second complaint was of dust.",
        "This complaint was not upheld.",
    ]
    assert _quoted(minutes, "2") == ["A second complaint was of dust.", "This complaint was not upheld."]


def test_what_is_said_of_two_things_is_quoted_of_both() -> None:
    minutes = _minutes(
        [
            ("1", "The first complaint was of noise. This complaint was not upheld."),
            ("2", "The last complaint was of dust. This complaint was not upheld."),
        ]
    )
    assert _quoted(minutes, "1", "2") == [
        "The first complaint was of noise.",
        "This complaint was not upheld.",
        "The last complaint was of dust.",
        "This complaint was not upheld.",
    ]


def test_a_question_brings_its_reply() -> None:
    minutes = _minutes(
        [
            ("1", "Mr Reid asked whether the barn would be sold."),
            ("2", "The Leader replied that it would not. Its roof was sound. Salt was kept there. It was dry."),
            ("3", "Salt was dear."),
        ]
    )
    assert _quoted(minutes, "1") == [
        "Mr Reid asked whether the barn would be sold.",
        "The Leader replied that it would not.",
        "Its roof was sound.",
    ]


def test_the_order_of_the_record_is_kept_within_an_item_and_no_action_comes_before_its_words() -> None:
    page = "Agenda item\n\nRoads\n\n1.1  Salt was low. It was bad.\n\nACTION: Ann Hall\n\n1.2  The barn was full."
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    words, action, barn = (_hit(minutes, one, 1.0) for one in minutes.paragraphs)
    said = quote([barn, action, replace(words, matched=((0, 13),))], {minutes.id: minutes}, frozenset({"action"}))
    assert [one.text for one in said] == ["Salt was low.", "ACTION: Ann Hall", "The barn was full."]


def test_a_list_within_a_list_is_quoted_with_what_announces_it() -> None:
    page = (
        "Agenda item\n\nMill\n\nRESOLVED: That consent be granted, subject to the following conditions:\n\n"
        "1. the bench ends be kept, as follows:\n\n(a) eight in the lobby;\n\n(b) four on the stair;\n\n"
        "2. the roof be mended.\n"
    )
    minutes = read_minutes("item.txt", page.encode(), Metadata()).minutes
    assert _quoted(minutes, minutes.paragraphs[0].id.partition("#")[2])[1:] == [
        "the bench ends be kept, as follows:",
        "eight in the lobby;",
        "four on the stair;",
        "the roof be mended.",
    ]


def test_the_same_words_are_quoted_once() -> None:
    text = "The pool would stay open until June."
    twice = _minutes([("1", text), ("2", text)])
    assert _said(twice) == ["1"]


def test_what_is_said_again_in_nearly_the_same_words_is_quoted_once() -> None:
    # Case and brackets do not count, a figure does; nine words of eleven are too few.
    text = "Members agreed that the pool stay open until 5 June."
    again = "Members agreed that the pool stays open until 5 June."
    other = "Members agreed that the pool stay open until 9 June."
    assert _said(_minutes([("1", text), ("2", f"({text.upper()})")])) == ["1"]
    assert _said(_minutes([("1", text), ("2", other)])) == ["1", "2"]
    assert _said(_minutes([("1", text), ("2", again)])) == ["1", "2"]  # 9/11 < 0.85


def test_words_that_announce_what_was_said_already_are_not_quoted_alone() -> None:
    found = quotes(hit("resolved.1", 1.0), hit("resolved", 0.9, "RESOLVED:"))
    assert found == [
        ("resolved", "RESOLVED:"),
        ("resolved.1", "That the report be noted;"),
        ("resolved.2", "That the Director report again in March."),
    ]


def test_a_list_that_is_asked_for_is_quoted_whole_from_one_entry() -> None:
    said = quote([hit("a.ii", 1.0)], {MINUTES.id: MINUTES}, frozenset(), whole_lists=True)
    assert [one.citations[0].paragraph_id.partition("#")[2] for one in said] == ["a", "a.i", "a.ii", "a.iii"]


def test_a_paragraph_that_is_named_is_quoted_whole() -> None:
    assert [one.text for one in quote_whole([hit("b", 1.0)])] == [
        "The cost was £40,000. It would be met from reserves."
    ]


def test_a_paragraph_without_text_is_not_quoted() -> None:
    minutes = _minutes([("1", ""), ("2", "Salt was low.")])
    assert _said(minutes) == ["2"]


def test_nothing_found_is_nothing_quoted() -> None:
    assert quote([], {MINUTES.id: MINUTES}, frozenset()) == ()


def test_the_next_paragraph_is_brought_only_where_its_words_point_back() -> None:
    barn = "The application for a barn at Oak Farm was approved."
    for after in (
        "The application for a shop at Elm Road was refused by the committee.",
        "It was RESOLVED that the shop be not built.",
        "The plan was subject to approval by the Cabinet.",
    ):
        assert _quoted(_minutes([("1", barn), ("2", after)]), "1") == [barn]
    however = "However, this was subject to a survey."
    minutes = _minutes([("1", barn), ("2", however)])
    assert _quoted(minutes, "1") == [barn, however]
    first, second = minutes.paragraphs
    resolved = (first, replace(second, kind="resolution"))
    assert _quoted(replace(minutes, items=(Item(None, "", "", resolved),)), "1") == [barn]


def _minutes(lines: Sequence[tuple[str, str]]) -> Minutes:
    paragraphs = tuple(
        Paragraph(f"m#{label}", label, (label,), (), "paragraph", text, None, place, None, digest(label, text))
        for place, (label, text) in enumerate(lines, start=1)
    )
    source = Source("m.txt", "0" * 64, "text/plain", "2024-01-01T00:00:00+00:00")
    return Minutes("m", None, None, None, "", "unknown", source, "plain", (Item(None, "", "", paragraphs),))


def _quoted(minutes: Minutes, *fragments: str) -> list[str]:
    """Return what is quoted of the paragraphs with some fragments, each of which is wholly a best sentence."""
    hits = [_hit(minutes, one, 1.0) for one in minutes.paragraphs if one.id.partition("#")[2] in fragments]
    return [one.text for one in quote(hits, {minutes.id: minutes}, frozenset())]


def _said(minutes: Minutes) -> list[str]:
    """Return the labels of what is quoted of all paragraphs of some minutes."""
    hits = [_hit(minutes, one, 1.0) for one in minutes.paragraphs]
    return [one.citations[0].label for one in quote(hits, {minutes.id: minutes}, frozenset())]


def _hit(minutes: Minutes, paragraph: Paragraph, score: float) -> Hit:
    summary = MinutesSummary(minutes.id, None, None, None, "", "unknown", "plain", "m.txt", len(minutes.paragraphs))
    return Hit(paragraph, None, "", summary, score, 1, ((0, len(paragraph.text)),), 0.5, 1.0, 0.5)
