"""The older table of a meeting: its rows as items, sections and resolutions."""

from corpus.minutes import Metadata, Minutes
from corpus.read import read_minutes


def read(rows: str, head: str = "<tr><th>Item</th><th>Description/Resolution</th><th>Status</th></tr>") -> Minutes:
    page = f"<h1>Meeting documents</h1><h2>Parks Committee</h2><p>12 June 2008 at 7 pm</p><table>{head}{rows}</table>"
    return read_minutes("a.htm", page.encode(), Metadata()).minutes


def test_a_row_with_a_number_is_an_item_and_the_next_row_without_one_goes_on_with_it() -> None:
    minutes = read(
        "<tr><td>C 08/042</td><td><p>Hedge</p><p>It was cut.</p></td><td>Noted</td></tr>"
        "<tr><td></td><td>It had been nine feet high, and was six.</td><td></td></tr>"
    )

    assert [(item.number, item.title) for item in minutes.items] == [("C 08/042", "Hedge")]
    assert [one.text for one in minutes.paragraphs] == ["It was cut.", "It had been nine feet high, and was six."]


def test_a_heading_in_a_row_without_a_number_is_a_section() -> None:
    rows = "<tr><td>1</td><td><p>Hedge</p><p>Cut.</p></td></tr><tr><td></td><td>PART TWO</td></tr>"
    minutes = read(rows + "<tr><td>2</td><td><p>Tap</p><p>Mended.</p></td></tr>")

    assert [(item.number, item.section) for item in minutes.items] == [("1", ""), ("2", "PART TWO")]


def test_a_column_of_resolutions_follows_the_description() -> None:
    head = "<tr><td>Item</td><td>Description</td><td>Resolution</td></tr>"
    minutes = read("<tr><td>1</td><td>Hedge</td><td>RESOLVED that it be cut.</td></tr>", head)

    assert [(one.kind, one.text) for one in minutes.paragraphs] == [("resolution", "RESOLVED that it be cut.")]
    assert minutes.items[0].title == "Hedge"


def test_the_first_line_of_a_description_is_the_title_and_the_lines_below_it_are_minutes() -> None:
    minutes = read(
        "<tr><td>1</td><td>HEDGE<br>It was nine feet high.<br>RESOLVED that it be cut.</td><td>Noted</td></tr>"
        "<tr><td>2</td><td>Tap<br>It drips.<br><br>It is old.</td><td></td></tr>"
    )

    assert [(item.title, [one.text for one in item.paragraphs]) for item in minutes.items] == [
        ("HEDGE", ["It was nine feet high.", "RESOLVED that it be cut."]),
        ("Tap", ["It drips.", "It is old."]),
    ]
