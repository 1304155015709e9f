"""Pictures of costs: where points lie, and what is said in words."""

import re

from eval.plots import HEIGHT, WIDTH, Line, logarithmic, shares


def test_what_grows_tenfold_lies_as_far_apart_everywhere() -> None:
    drawn = str(logarithmic("Cost", [Line("one", [(100, 1), (1000, 10), (10_000, 100)])], across="size", up="ms"))
    (points,) = re.findall(r'<polyline points="([^"]+)"', drawn)
    # From 100 to 10,000 across and from 1 to 100 up: the corners and the middle of the plot.
    left, right, top, bottom = 60, 60 + WIDTH - 230, 20, HEIGHT - 40
    middle = f"{(left + right) / 2:.1f},{(top + bottom) / 2:.1f}"
    assert points == f"{left}.0,{bottom}.0 {middle} {right}.0,{top}.0"


def test_a_picture_says_in_words_what_it_shows() -> None:
    drawn = str(logarithmic("Cost & co", [Line("<fast>", [(1000, 2.5), (20_000, 30)])], across="size", up="ms"))
    assert 'aria-label="Cost &amp; co: &lt;fast&gt;: 2.5 at 1,000, 30.0 at 20,000"' in drawn
    assert "<fast>" not in drawn


def test_shares_lie_between_the_corners_each_line_with_strokes_of_its_own() -> None:
    lines = [Line("one & two", [(0, 1), (0.5, 0.5), (1, 0)]), Line("three", [(0, 1), (1, 1)])]
    drawn = str(shares("Silence", lines, across="answered", up="declined"))
    left, right, top, bottom = 60, 60 + WIDTH - 330, 20, HEIGHT - 40
    middle = f"{(left + right) / 2:.1f},{(top + bottom) / 2:.1f}"
    assert re.findall(r'<polyline points="([^"]+)" class="curve" stroke-dasharray="([^"]+)"', drawn) == [
        (f"{left}.0,{top}.0 {middle} {right}.0,{bottom}.0", "none"),
        (f"{left}.0,{top}.0 {right}.0,{top}.0", "6 3"),
    ]
    assert 'aria-label="Silence: answered across, declined up; one &amp; two, three"' in drawn
    assert ">one &amp; two</text>" in drawn
