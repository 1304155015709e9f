"""The page about runs: whole, self-contained, and safe whatever the texts hold."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from eval.answers import answer_figures, coverage_curve
from eval.datasets.trec_rag import CitedSentence, GivenAnswer
from eval.metrics import score
from eval.plots import Bar, bars, curve
from eval.questions import Question, QuestionSet, Turn
from eval.report import Answers, Report, page
from eval.retrievers import Record
from eval.runs import MadeBy, Run

MEASURES = ["nDCG@10", "Success@1"]
HOSTILE = "<script>alert(\"salt\")</script> & 'x' {{ 7 * 7 }}"
TEXTS = {"oak#1": "The salt barn was filled.", "oak#2": f"Salt cost £40,000. {HOSTILE}"}


class Outline(HTMLParser):
    """Every start tag with its attributes, and which tags were left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def report(question: Callable[..., Question], made_by: Callable[..., MadeBy]) -> Report:
    """Return what the page shows of three questions, two runs and answers, with hostile text wherever text can be."""
    asked = (
        replace(
            question("q1", {"oak#2": 2}, asks=f"What did salt cost? {HOSTILE}"),
            history=(Turn(HOSTILE, HOSTILE),),
            standalone=HOSTILE,
        ),
        question("q2", {"oak#1": 1, "oak#9": 2}, asks="Where is the salt barn?", kind="when"),
        question("q3", asks="Who won?", kind="unanswerable"),
    )
    questions = QuestionSet("mine", "tiny", f"Mine. {HOSTILE}", asked)
    judged = {"q1": {"oak#2": 2, "oak#1": 0}, "q2": {"oak#1": 1, "oak#9": 2}}
    runs = (
        Run(
            "words", {"q1": [("oak#1", 2.0), ("oak#2", 1.0)], "q3": [("oak#1", 1.0)]}, made_by(), {"q1": 0.1, "q2": 0.2}
        ),
        Run(f"their {HOSTILE}", {"q1": [("oak#2", 2.0)], "q2": [(HOSTILE, 1.0)]}),
    )
    answers = [
        GivenAnswer("q1", "", (CitedSentence("Salt cost £40,000.", ("oak#2",)),), (), "answered", 0.7),
        GivenAnswer("q3", "", (), (), "not_in_the_minutes", 0.2),
    ]
    return Report(
        questions=questions,
        judged=judged,
        runs=runs,
        scores=tuple(score(run.rankings, judged, measures=MEASURES) for run in runs),
        texts=TEXTS,
        answers=Answers(
            answer_figures(answers, asked, Record(TEXTS)),
            tuple(coverage_curve(answers, asked)),
            {one.question_id: one for one in answers},
        ),
    )


def test_the_page_is_self_contained(report: Report) -> None:
    outline = Outline(page(report, measures=MEASURES))
    assert outline.open == []
    assert {tag for tag, _ in outline.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not [name for _, attributes in outline.tags for name in attributes if name == "src" or name[:2] == "on"]
    # Every link leads to a place in the file itself.
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    leads = {str(attributes["href"]) for _, attributes in outline.tags if "href" in attributes}
    assert {lead[0] for lead in leads} == {"#"}
    assert {unquote(lead[1:]) for lead in leads} <= set(ids)
    assert "url(" not in page(report, measures=MEASURES)
    assert outline.named("html") == [{"lang": "en-GB"}]


def test_what_is_hostile_is_text(report: Report) -> None:
    html = page(report, measures=MEASURES)
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html
    # In the description, the question, its history (twice), its stand-alone form, hits and gold, and the run's name.
    assert html.count("&lt;script&gt;alert(&#34;salt&#34;)&lt;/script&gt; &amp; &#39;x&#39;") > 10


def pages(html: str) -> dict[str, str]:
    """Return the pages of a file by their ids."""
    return {
        found.group(1): found.group(0)
        for found in re.finditer(r'<section class="page" id="(.*?)".*?</section>', html, flags=re.DOTALL)
    }


def words(html: str) -> str:
    """Return what is read of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_every_question_has_a_page_with_what_answers_it_and_what_was_ranked(report: Report) -> None:
    found = pages(page(report, measures=MEASURES))
    assert list(found) == ["kind-lookup", "kind-unanswerable", "kind-when", "q-q1", "q-q2", "q-q3"]
    first, second, third = (words(found[one]) for one in ("q-q1", "q-q2", "q-q3"))
    assert "words nDCG@10 0.631; first that answers: 2 their" in first
    assert "1 oak#1 The salt barn was filled. ✓ answers, grade 2 oak#2 Salt cost £40,000." in first
    assert "grade 0" not in first
    assert "The answer given Salt cost £40,000. [oak#2]" in first
    assert (
        "oak#1 (grade 1): The salt barn was filled. oak#9 (grade 2) What was ranked" in second
    )  # no text is to be had
    assert "words nDCG@10 0.000; first that answers: not in 10" in second
    assert "The answer given" not in second
    assert "the minutes do not answer it The answer given It was declined: no sentence was said." in third
    assert "words not scored" in third


def test_where_nothing_was_found_it_is_said(report: Report) -> None:
    empty = replace(report, runs=tuple(replace(run, rankings={}) for run in report.runs))
    assert "Nothing was found by any run." in words(pages(page(empty, measures=MEASURES))["q-q1"])


def test_pages_lead_to_the_next_and_back(report: Report) -> None:
    found = pages(page(report, measures=MEASURES))
    leads = {
        name: [one["href"] for one in Outline(of).named("a") if not str(one["href"]).startswith("#kind-")]
        for name, of in found.items()
    }
    back = ["#overview", "#questions"]
    assert leads["q-q1"] == [*back, "#q-q2"]
    assert leads["q-q2"] == [*back, "#q-q1", "#q-q3"]
    assert leads["q-q3"] == [*back, "#q-q2"]
    # A kind lists its own questions, and leads to the other kinds.
    assert leads["kind-when"] == [*back, "#q-q2"]
    assert "lookup (1) unanswerable (1) when (1)" in words(found["kind-when"])


def test_the_overview_lists_every_question(report: Report) -> None:
    html = page(report, measures=MEASURES)
    overview = html[html.index('<div id="overview">') : html.index('<section class="page"')]
    listed = words(overview[overview.index('<h2 id="questions">') :])
    assert "q2 Where is the salt barn? when not in 10 not in 10 q3 Who won? unanswerable – –" in listed


def test_an_id_of_any_letters_has_an_address(report: Report) -> None:
    first = replace(report.questions.questions[0], id='é/"%20#1')
    odd = replace(report, questions=replace(report.questions, questions=(first, *report.questions.questions[1:])))
    html = page(odd, measures=MEASURES)
    outline = Outline(html)
    assert 'q-é/"%20#1' in [one["id"] for one in outline.named("section")]
    assert "#q-%C3%A9/%22%2520%231" in [one["href"] for one in outline.named("a")]


def test_tables_have_captions_and_heads(report: Report) -> None:
    outline = Outline(page(report, measures=MEASURES))
    assert len(outline.named("caption")) == len(outline.named("table")) == 14
    # What scrolls sideways can be reached by the keyboard, and has a name.
    wide = [one for one in outline.named("div") if one.get("class") == "wide"]
    assert len(wide) == 14
    assert all(one["tabindex"] == "0" and one["role"] == "region" and one["aria-label"] for one in wide)
    assert all(one.get("scope") in {"col", "row"} for one in outline.named("th"))
    assert all(one["role"] == "img" and one["aria-label"] for one in outline.named("svg"))


def test_the_figures_are_those_of_the_runs(report: Report) -> None:
    html = page(report, measures=MEASURES)
    # nDCG@10 of `words`: q1 has its paragraph second, 1 / log2(3), q2 nothing; Success@1 of both is 0.
    assert '<tr><th scope="row">words</th><td class="n">0.315</td><td class="n">0.000</td></tr>' in html
    assert "not enough questions to tell" in html
    assert '<td class="n">150.0</td><td class="n">195.0</td>' in html
    assert '<tr><th scope="row">Answerable questions that got an answer</th><td class="n">0.500</td></tr>' in html


def test_a_page_of_one_run_without_times_and_answers(report: Report) -> None:
    alone = replace(report, runs=report.runs[1:], scores=report.scores[1:], answers=None)
    html = page(alone, measures=MEASURES)
    assert [name for name in ("Differences", "Time", "Answers") if f"<h2>{name}" in html] == []
    assert "not stated" in html


def test_bars_say_in_words_what_they_show() -> None:
    drawn = str(bars("AP", [Bar("<words>", 0.5, 0.25, 0.75), Bar("none", 0.0)]))
    (svg,) = Outline(drawn).named("svg")
    assert svg["aria-label"] == "AP: <words> 0.500; none 0.000"
    # 390 units stand for 1, from 190.
    assert [one["width"] for one in Outline(drawn).named("rect")] == ["195.0", "0.0"]
    (interval,) = Outline(drawn).named("line")
    assert (interval["x1"], interval["x2"]) == ("287.5", "482.5")


def test_a_curve_goes_through_its_points() -> None:
    drawn = str(curve("Silence", [(1.0, 0.0), (0.5, 0.5)], across="answered", up="declined"))
    # 550 units across from 60, 200 up from 220.
    assert [one["points"] for one in Outline(drawn).named("polyline")] == ["610.0,220.0 335.0,120.0"]
    (svg,) = Outline(drawn).named("svg")
    assert svg["aria-label"] == "Silence: answered across, declined up; 2 points, the table below gives some of them"
