"""How lines that flow over pages become paragraphs: what was found by composing minutes and reading them back."""

from corpus.formats.pdf_heads import running
from corpus.formats.pdf_lines import Line
from corpus.formats.pdf_margins import offsets
from tests.corpus.pdfs import N2, PROSE, WHOLE, Page, chrome, pdf, texts


def labelled(page: Page, y: float, label: str, text: float = 108) -> None:
    """Put a label with justified prose that hangs beside it."""
    page.put(72, y, label)
    page.prose(text, y)


def test_a_word_that_could_be_a_label_is_none_in_a_line_whose_spaces_are_all_as_wide() -> None:
    def draw(page: Page) -> None:
        page.full(72, 700, "It was noted that the rate had risen since, as the report said in paragraph")
        page.full(72, 686, "2.29 of it, and that nobody had been told of it before the end of that year;")
        page.put(72, 672, "which was late.")

    assert texts(pdf(draw)) == [
        "It was noted that the rate had risen since, as the report said in paragraph 2.29 of it, and that nobody had "
        "been told of it before the end of that year; which was late."
    ]


def test_bullets_with_short_texts_are_no_list_in_columns() -> None:
    def draw(page: Page) -> None:
        for number, text in enumerate(("a wall;", "a gate;", "a quay.")):
            page.put(72, 700 - 14 * number, "o")
            page.put(118, 700 - 14 * number, text)

    assert texts(pdf(draw)) == [f"o{N2}a wall;", f"o{N2}a gate;", f"o{N2}a quay."]


def test_the_last_line_of_two_paragraphs_at_one_height_is_no_running_head() -> None:
    def draw(page: Page) -> None:
        page.put(72, 780, "could decide;")
        page.prose(72, 700)

    assert chrome(pdf(draw, draw)) == []


def test_the_number_of_a_single_page_is_chrome() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        page.put(300, 30, "211")

    assert chrome(pdf(draw)) == ["211"]


def test_a_paragraph_goes_on_where_left_pages_stand_further_out_than_right_ones() -> None:
    def right(page: Page) -> None:
        for y in (700, 640, 580):
            page.prose(72, y)
        page.full(72, 520, PROSE[0])

    def left(page: Page) -> None:
        page.full(48, 700, PROSE[1], right=496)
        page.put(48, 686, PROSE[2])
        for y in (640, 580):
            for number, text in enumerate(PROSE[:2]):
                page.full(48, y - 14 * number, text, right=496)
            page.put(48, y - 28, PROSE[2])

    assert texts(pdf(right, left)) == [WHOLE] * 6


def test_pages_of_one_margin_are_not_moved() -> None:
    lines = [
        Line("words", 72, 520 - 10 * (number % 3), 700, 72, 11, bold=False, first_word=30, page=number % 2, hang=72)
        for number in range(40)
    ]

    assert offsets(lines) == (0.0, 0.0)


def test_what_begins_under_a_hanging_label_on_the_next_page_is_another_paragraph() -> None:
    def first(page: Page) -> None:
        for number, y in enumerate((700, 640, 580)):
            labelled(page, y, f"({'abc'[number]})")
        page.put(72, 520, "(d)")
        page.full(108, 520, "The quay was closed for all of the year, and the ferry was not mended.")

    def second(page: Page) -> None:
        page.put(72, 700, "The Board thanked the officers.")

    found = texts(pdf(first, second))

    assert found[3:] == [
        f"(d){N2}The quay was closed for all of the year, and the ferry was not mended.",
        "The Board thanked the officers.",
    ]


def test_a_word_with_a_colon_begins_a_paragraph_though_the_line_before_is_full() -> None:
    def draw(page: Page) -> None:
        page.full(72, 700, "The harbour master reported that the north quay was closed for a year.")
        page.put(72, 686, "Action: A Clerk")
        page.full(72, 672, "The harbour master reported that the north quay was closed for a year.")
        page.put(72, 658, "RESOLVED –")

    whole = "The harbour master reported that the north quay was closed for a year."
    assert texts(pdf(draw)) == [whole, "Action: A Clerk", whole, "RESOLVED –"]


def test_a_row_of_a_table_may_stand_alone_on_its_page() -> None:
    def draw(page: Page) -> None:
        page.prose(72, 700)
        for x, text in ((72, "Councillor Hale"), (250, "£4,500"), (380, "Personal")):
            page.put(x, 640, text)

    assert texts(pdf(draw)) == [WHOLE, "Councillor Hale", "£4,500", "Personal"]


def test_a_hyphen_stays_where_the_document_writes_the_compound_as_often_as_the_word() -> None:
    def draw(page: Page) -> None:
        page.put(72, 720, "Health and Wellbeing Board, well-being grant")
        page.full(72, 700, "The north quay had been closed for eleven days, which was bad for the well-")
        page.put(72, 686, "being of all.")

    assert texts(pdf(draw))[1].endswith("the well-being of all.")


def test_nothing_runs_where_there_are_no_pages() -> None:
    assert running([], []) == set()
