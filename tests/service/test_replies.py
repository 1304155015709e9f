"""Questions that were put at meetings, and what is quoted as their reply."""

from dataclasses import replace

from corpus.minutes import Item, Paragraph, ParagraphKind, digest
from index.hits import Hit, MinutesSummary
from service.replies import reply_to

SUMMARY = MinutesSummary("m", None, None, None, "", "unknown", "plain", "m.txt", 3)


def item(*texts: str, kinds: tuple[ParagraphKind, ...] = ()) -> Item:
    every: list[ParagraphKind] = [*kinds, *(["paragraph"] * (len(texts) - len(kinds)))]  # type: ignore[list-item]
    return Item(
        None,
        "Roads",
        "",
        tuple(
            Paragraph(f"m#{place}", str(place), (str(place),), (), kind, text, None, place, None, digest("", text))
            for place, (kind, text) in enumerate(zip(every, texts, strict=True), start=1)
        ),
    )


def said(of: Item, *quoted: str, found: tuple[Hit, ...] = ()) -> list[str]:
    """Return the reply to what is quoted of the first paragraph of an item."""
    text = of.paragraphs[0].text
    spans = [(text.index(one), text.index(one) + len(one)) for one in quoted or (text,)]
    reply = reply_to(of.paragraphs[0], spans, of, {one.paragraph.id: one for one in found})
    return [paragraph.text[slice(*span)] for paragraph, span in reply]


def test_a_reply_in_the_paragraph_of_the_question_is_found() -> None:
    of = item("Cllr Reid asked why salt was low. Frost was near. The Engineer replied that more was due. It was dear.")
    assert said(of, "Cllr Reid asked why salt was low.") == ["The Engineer replied that more was due.", "It was dear."]


def test_where_the_reply_is_quoted_too_nothing_is_added() -> None:
    of = item("Cllr Reid asked why salt was low. The Engineer replied that more was due. It was dear.")
    assert said(of, "Cllr Reid asked why salt was low.", "The Engineer replied that more was due.") == []


def test_a_reply_in_the_next_paragraph_is_found_however_the_asker_is_called() -> None:
    for asked in (
        "Members asked whether salt was low.",
        "It was questioned why salt was low.",
        "A member asked about salt.",
    ):
        assert said(item(asked, "In reply it was said that more was due.")) == [
            "In reply it was said that more was due."
        ]
        assert said(item(asked, "The DCS replied that more was due.")) == ["The DCS replied that more was due."]


def test_a_paragraph_that_says_something_else_is_no_reply() -> None:
    assert said(item("Members asked whether salt was low.", "The barn was full.")) == []
    assert said(item("Members asked whether salt was low.", "In response to Mr Hall, the Clerk left.")) == []


def test_what_is_asked_for_is_no_question() -> None:
    for text in (
        "Members asked that salt be bought.",
        "Members asked for salt.",
        "The Chair asked Mr Hall to buy salt.",
    ):
        assert said(item(text, "Mr Hall replied that he would.")) == []


def test_the_response_that_the_minutes_give_is_the_reply_wherever_it_stands() -> None:
    of = item(
        "Question 1: Mr Reid asked about salt.", "There was laughter.", "Response: Salt was due.",
        kinds=("question", "paragraph", "response"),
    )  # fmt: skip
    assert said(of) == ["Response: Salt was due."]


def test_of_a_reply_that_was_found_the_best_sentences_are_quoted_and_of_another_the_first_two() -> None:
    reply = "Mr Hall replied that salt was low. Frost was near. Barns were full. Roads were icy. Snow fell."
    of = item("Members asked whether salt was low.", reply)
    assert said(of) == ["Mr Hall replied that salt was low.", "Frost was near."]
    start = reply.index("Roads")
    hit = Hit(of.paragraphs[1], None, "", SUMMARY, 0.5, 2, ((start, start + 15),), 0.5, 1.0, 0.5)
    assert said(of, found=(hit,)) == ["Mr Hall replied that salt was low.", "Roads were icy."]


AMES = "Councillor Ames asked whether the swimming pool at Elm Road would close."
BOLD = "Councillor Bold asked when the new library would open."
MAY = "Officers replied that it would open in May."


def test_the_reply_to_the_next_question_is_no_reply_to_this_one() -> None:
    assert said(item(f"{AMES} {BOLD} {MAY}"), AMES) == []
    assert said(item(f"{AMES} {BOLD} {MAY}"), BOLD) == [MAY]
    assert said(item(f"{AMES} {BOLD}", MAY), AMES) == []
    assert said(item(f"{AMES} {BOLD}", MAY), BOLD) == [MAY]
    assert said(item(f"{BOLD} {MAY} {AMES}"), BOLD) == [MAY]


def test_a_response_that_stands_after_the_question_of_another_is_not_taken() -> None:
    of = item(AMES, "Members asked when the library would open.", "Response: In May.")
    of = replace(of, title="Questions", paragraphs=(*of.paragraphs[:2], replace(of.paragraphs[2], kind="response")))
    assert said(of) == []


def test_what_is_printed_as_one_question_is_replied_to_as_one() -> None:
    of = item("Question 1: Mrs Dale spoke of sheds. She asked why they were dear.", "Response: Wood was dear.",
              kinds=("question", "response"))  # fmt: skip
    assert said(of, "Question 1: Mrs Dale spoke of sheds.") == ["Response: Wood was dear."]


def test_a_next_paragraph_that_only_advises_is_no_reply_unless_the_minutes_print_a_question() -> None:
    for after in (
        "The Chair advised that the next item would be taken in private.",
        "Officers confirmed that the minutes were right.",
        "The Emergency Response Manager explained the plan.",
    ):
        assert said(item(AMES, after)) == []
        assert said(replace(item(AMES, after), title="Questions from members")) == []
    advised = "The Chair advised that the pool would stay open."
    assert said(item("Question 1: Will the pool close?", advised, kinds=("question",))) == [advised]
    for after in ("In response, the Chair said no.", "Response: No.", "The Chair, in reply, said no."):
        assert said(item(AMES, after)) == [after]
