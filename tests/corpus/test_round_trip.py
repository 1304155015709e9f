"""Composed minutes are rendered, read back and compared: every label, path, text and parent, in order.

Text, HTML and Word files must come back whole. A PDF has lost what a paragraph is, so that of PDFs at least 99 of 100
paragraphs must, counted over all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.minutes import Metadata, Minutes
from corpus.read import read_minutes
from tests.corpus.composing import as_docx, as_html, as_pdf, as_text
from tests.corpus.composing.comparing import expected, found, matched, parents, parents_found
from tests.corpus.composing.composer import compose
from tests.corpus.composing.meeting import Meeting, Target

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
PDF_SHARE = 0.99


@dataclass(frozen=True, slots=True)
class Rendering:
    """A way of writing minutes to a file, and how many are composed for it in the normal run and in the long one."""

    file: str
    target: Target
    render: Callable[[Meeting, Random], bytes]
    few: int
    many: int


RENDERINGS = {
    "text": Rendering("minutes.txt", as_text.TARGET, as_text.render, few=40, many=3_000),
    "wrapped text": Rendering("minutes.txt", as_text.TARGET, as_text.render_wrapped, few=25, many=2_000),
    "html": Rendering("minutes.html", as_html.TARGET, as_html.render, few=40, many=3_000),
    "docx": Rendering("minutes.docx", as_docx.TARGET, as_docx.render, few=15, many=1_000),
}
# Seeds that only a long run found, each of which was once read wrongly.
FOUND = (("text", 30_077), ("text", 30_423), ("text", 40_427), ("text", 40_862), ("html", 40_427))
EACH = pytest.mark.parametrize("rendering", RENDERINGS.values(), ids=RENDERINGS)


def read_back(seed: int, rendering: Rendering) -> tuple[Meeting, Minutes]:
    meeting = compose(seed, rendering.target)
    data = rendering.render(meeting, Random(seed))  # noqa: S311 - a test repeats what it drew
    return meeting, read_minutes(rendering.file, data, Metadata()).minutes


def check_whole(seed: int, rendering: Rendering) -> None:
    meeting, minutes = read_back(seed, rendering)

    assert found(minutes) == expected(meeting)
    assert parents_found(minutes) == parents(meeting)
    assert (minutes.council or "").casefold() == meeting.council.casefold()
    assert (minutes.committee or "").casefold() == meeting.committee.casefold()
    assert minutes.held == meeting.held


@EACH
def test_composed_minutes_come_back_whole(rendering: Rendering) -> None:
    @settings(max_examples=rendering.few, deadline=None, derandomize=True, database=None)
    @given(seed=SEEDS)
    def check(seed: int) -> None:
        check_whole(seed, rendering)

    check()


@pytest.mark.parametrize(("name", "seed"), FOUND)
def test_composed_minutes_that_were_once_read_wrongly_come_back_whole(name: str, seed: int) -> None:
    check_whole(seed, RENDERINGS[name])


@pytest.mark.long
@pytest.mark.timeout(7_200)
@EACH
def test_thousands_of_composed_minutes_come_back_whole(rendering: Rendering) -> None:
    @settings(max_examples=rendering.many, deadline=None)
    @given(seed=SEEDS)
    def check(seed: int) -> None:
        check_whole(seed, rendering)

    check()


def share_of_pdf(seeds: range) -> float:
    """Return the share of items and paragraphs of composed PDFs that come back; one too many counts like one lost."""
    rendering = Rendering("minutes.pdf", as_pdf.TARGET, as_pdf.render, few=0, many=0)
    right = whole = 0
    for seed in seeds:
        meeting, minutes = read_back(seed, rendering)
        wanted, got = expected(meeting), found(minutes)
        right += matched(wanted, got)
        whole += max(len(wanted), len(got))
    share = right / whole
    print(f"{right:,} of {whole:,} items and paragraphs of {len(seeds)} PDFs came back: {share:.2%}")  # noqa: T201
    return share


def test_nearly_all_paragraphs_of_composed_pdfs_come_back() -> None:
    assert share_of_pdf(range(12)) >= PDF_SHARE


@pytest.mark.long
@pytest.mark.timeout(7_200)
def test_nearly_all_paragraphs_of_many_composed_pdfs_come_back() -> None:
    assert share_of_pdf(range(1_000, 1_400)) >= PDF_SHARE
