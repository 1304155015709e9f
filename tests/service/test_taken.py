"""What is taken away from a page: text to copy, files, links and citations, which `minuted check` proves."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from corpus.minutes import Metadata, fold
from corpus.read import read_minutes
from corpus.sample import FOLDER
from index.collection import Collection
from index.hits import Extent
from index.scope import EVERYTHING
from service.answer import answer
from service.citations import address
from service.citing import cited
from service.claims import Claim
from service.exported import read_export
from service.forms import Asked
from service.markdown import citation_line, plain, reference
from service.proof import prove
from service.settings import Settings
from service.shapes import AnswerBody, CitationBody, SentenceBody, answer_body
from service.taken import link, whole
from tests.service.documents import RECORDS, ROADS, SCHOOLS, one, page, text

NOWHERE = "Who won the football world cup in Mexico?"


@pytest.fixture
def body(web_collection: Collection, settings: Settings) -> AnswerBody:
    return answer_body(answer(web_collection, RECORDS, scope=EVERYTHING, settings=settings))


def holds(collection: Collection, file: Path) -> bool:
    export = read_export(file)
    assert export.claims
    return prove(collection, export).holds


@pytest.mark.parametrize(
    ("form", "ending", "kind"),
    [("text", "txt", "text/plain"), ("markdown", "md", "text/markdown"), ("json", "json", "application/json")],
)
def test_an_answer_is_taken_away_as_it_is_shown_and_passes_the_check(
    client: TestClient,
    web_collection: Collection,
    body: AnswerBody,
    tmp_path: Path,
    form: str,
    ending: str,
    kind: str,
) -> None:
    response = client.post("/answer", data={"answer": whole(body), "format": form})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == kind
    file = tmp_path / f"answer.{ending}"
    file.write_bytes(response.content)
    assert holds(web_collection, file)
    assert all(sentence.text in response.text for sentence in body.sentences)


def test_the_files_are_named_for_their_question_and_the_text_is_shown(client: TestClient, body: AnswerBody) -> None:
    named = {
        form: client.post("/answer", data={"answer": whole(body), "format": form}).headers.get("content-disposition")
        for form in ("text", "markdown", "json")
    }
    stem = "what-was-said-about-record-keeping-and-audits"
    assert named == {
        "text": None,
        "markdown": f'attachment; filename="{stem}.md"',
        "json": f'attachment; filename="{stem}.json"',
    }


def test_the_json_is_that_of_the_api(client: TestClient) -> None:
    given = client.post("/api/ask", json={"question": RECORDS}).json()
    taken = client.post("/answer", data={"answer": json.dumps({**given, "without": ""}), "format": "json"}).json()
    assert taken == given


def test_the_text_says_whose_paragraph_each_sentence_is_with_the_address_to_open(
    client: TestClient, body: AnswerBody
) -> None:
    copied = client.post("/answer", data={"answer": whole(body)}).text
    assert "> Record keeping needed 𝟡 further audits. [45.2]\n" in copied
    assert (
        "\n- [45.2] paragraph 45.2, Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023, draft "
        f"minutes: http://localhost/minutes/{SCHOOLS}?paragraph=45.2#45.2\n"
    ) in copied
    assert "(text " not in copied


@pytest.mark.parametrize("sent", ["", "{}", "[]", '{"question": 7}', "null", "<b>"])
def test_what_is_no_answer_is_refused_with_a_sentence(client: TestClient, sent: str) -> None:
    response = client.post("/answer", data={"answer": sent})
    assert response.status_code == 422
    if sent:
        assert response.json()["detail"].startswith("What was sent is no answer. Ask the question again")
        assert response.json()["type"] == "urn:minuted:problem:no-answer"


def test_an_answer_may_be_larger_than_a_question(client: TestClient, body: AnswerBody) -> None:
    long = json.loads(whole(body))
    long["evidence"] = long["evidence"][:1] * 150
    sent = json.dumps(long)
    assert 64 * 1024 < len(sent) < 512 * 1024
    assert client.post("/answer", data={"answer": sent}).status_code == 200
    assert client.post("/answer", data={"answer": "x" * 600_000}).status_code == 413
    assert client.post("/", data={"question": "x" * 70_000}).status_code == 413


def test_other_sites_can_have_no_text_made(client: TestClient, body: AnswerBody) -> None:
    response = client.post("/answer", data={"answer": whole(body)}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_a_written_answer_is_copied_with_what_the_record_says_and_passes_the_check(
    client: TestClient, web_collection: Collection, body: AnswerBody, tmp_path: Path
) -> None:
    quoted = body.sentences[0]
    said = SentenceBody("Further audits of record keeping were needed.", quoted.citations)
    written = replace(body, mode="written", sentences=(said,), made_by={"llm": "small"})
    copied = client.post("/answer", data={"answer": whole(written)}).text
    assert f"\n{said.text} [45.2]\n" in copied
    assert f"\nThe record says:\n\n> {quoted.citations[0].quote} [45.2]\n" in copied
    assert "\nWritten by small. Each sentence was checked" in copied
    file = tmp_path / "answer.txt"
    file.write_text(copied, encoding="utf-8")
    assert holds(web_collection, file)


# Text without the signs of Markdown


def test_what_is_copied_has_no_signs_of_markdown_but_is_read_as_it(body: AnswerBody) -> None:
    copied = plain(body, "")
    assert "\\" not in copied
    assert "**" not in copied


TEXT = st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40).map(fold)


@given(TEXT.filter(bool))
def test_any_words_of_the_record_come_back_from_the_text_that_is_copied(words: str) -> None:
    copied = plain(saying(words), "https://oak.example")
    claims = claims_of(copied)
    assert [(claim.paragraph_id, claim.quote) for claim in claims] == [(PARAGRAPH, words)]


@given(TEXT)
def test_any_words_of_the_record_come_back_from_a_citation(words: str) -> None:
    named = reference("45.12", SOURCE, "draft", f"https://oak.example{address(PARAGRAPH, None)}")
    line = citation_line(named, words)
    claims = claims_of(line)
    left_out = not words or (words.count("“"), words.count("”")) != (0, 0)
    assert [(claim.paragraph_id, claim.quote) for claim in claims] in [
        [(PARAGRAPH, words)],
        *([[(PARAGRAPH, "")]] if left_out else []),
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "paragraph 45.12, Roads Board, Oak Council, 1 January 2024, draft minutes: {}"),
        ("Noted.", "“Noted.” (paragraph 45.12, Roads Board, Oak Council, 1 January 2024, draft minutes: {})"),
        ("a ”", "paragraph 45.12, Roads Board, Oak Council, 1 January 2024, draft minutes: {}"),
    ],
)  # fmt: skip
def test_a_citation_has_the_words_that_are_quoted_and_where_they_stand(words: str, line: str) -> None:
    place = f"https://oak.example{address(PARAGRAPH, None)}"
    assert citation_line(reference("45.12", SOURCE, "draft", place), words) == line.format(place)


def test_a_title_between_quotation_marks_is_no_quotation_of_the_paragraph() -> None:
    line = citation_line(
        reference("1", "Notes on “Speed” and ‘Noise’, Oak Council", "unknown", address(PARAGRAPH, None)), ""
    )
    assert line == f"paragraph 1, Notes on Speed and Noise’, Oak Council: {address(PARAGRAPH, None)}"
    assert [claim.quote for claim in claims_of(line)] == [""]


SOURCE = "Roads Board, Oak Council, 1 January 2024"
PARAGRAPH = "oak/roads/2024-01-01#45.12"


def saying(words: str) -> AnswerBody:
    """Return an answer that quotes words from a paragraph."""
    citation = CitationBody(
        paragraph_id=PARAGRAPH,
        label="45.12",
        name="paragraph 45.12",
        source=SOURCE,
        council="Oak Council",
        minutes_status="unknown",
        quote=words,
        start=0,
        end=len(words),
        address=address(PARAGRAPH, (0, len(words))),
    )
    return AnswerBody(
        question="What?",
        status="answered",
        message="The minutes say:",
        mode="quoted",
        sentences=(SentenceBody(words, (citation,)),),
        evidence=(),
        removed=(),
        made_by={},
        searched=Extent(1, ("Oak Council",), ("Roads Board",), None, None, 1),
        coverage="Searched: 1 meeting.",
        asked="What?",
        completed=False,
        read_as="",
        follow_up="",
    )


def claims_of(written: str) -> tuple[Claim, ...]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(written, encoding="utf-8")
        export = read_export(file)
    assert export.uncited == 0
    return export.claims


# The paragraphs of a page


def test_every_paragraph_of_every_page_is_cited_by_a_line_that_passes_the_check(
    web_collection: Collection, tmp_path: Path
) -> None:
    for name in (SCHOOLS, ROADS):
        minutes = web_collection.minutes(name)
        for paragraph in minutes.paragraphs:
            fragment = paragraph.id.partition("#")[2]
            quoted = cited(minutes, "http://localhost", fragment=fragment, quote=(0, len(paragraph.text)))
            file = tmp_path / "report.txt"
            file.write_text("\n".join(one.line for one in quoted.values()), encoding="utf-8")
            export = read_export(file)
            assert prove(web_collection, export).holds, paragraph.id
            assert [claim.quote for claim in export.claims if claim.quote] == [paragraph.text]


def test_every_paragraph_of_the_sample_is_cited_by_a_line_that_is_read_as_it_was_meant() -> None:
    checked = 0
    for file in sorted(FOLDER.rglob("*")):
        if file.suffix not in {".html", ".txt", ".pdf", ".docx"}:
            continue
        minutes = read_minutes(file.name, file.read_bytes(), Metadata()).minutes
        for paragraph in minutes.paragraphs:
            fragment = paragraph.id.partition("#")[2]
            line = cited(minutes, "", fragment=fragment, quote=(0, len(paragraph.text)))[fragment].line
            # A speech of several paragraphs opens its quotation marks in each and closes them in the last.
            told = paragraph.text if paragraph.text.count("“") == paragraph.text.count("”") else ""
            assert [(claim.paragraph_id, claim.quote) for claim in claims_of(line)] == [(paragraph.id, told)]
            checked += bool(told)
    assert checked > 500


def test_the_page_offers_the_citation_of_each_paragraph(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}?paragraph=45.1&quote=0-12")
    line = one(document, "//div[@id='45.1']")
    named = (
        "paragraph 45.1, Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023, draft minutes: "
        f"http://localhost/minutes/{SCHOOLS}?paragraph=45.1&quote=0-12#45.1"
    )
    assert text(one(line, ".//span[@class='reference']")) == named
    assert one(line, ".//button[@class='copy']").get("data-line") == f"“The Director” ({named})"
    assert len(document.xpath("//button[@class='copy' and @hidden]")) == 8
    # What nothing is quoted from is cited by the reference that stands beside the button.
    assert len(document.xpath("//button[@data-line]")) == 1


# Links to questions


def test_a_link_asks_its_question_again_within_its_limits(client: TestClient) -> None:
    asked = Asked(question=RECORDS, council="Oakshire County Council", since="2023-01-01", without="held")
    shown = page(client, "/", question=RECORDS, council="Oakshire County Council", since="2023-01-01", without="held")
    (address_of,) = shown.xpath("//form[@class='take']/a/@href")
    assert address_of == link(RECORDS, asked)
    again = page(client, address_of)
    assert text(one(again, "//article[contains(@class, 'turn')]//blockquote")) == text(one(shown, "//blockquote"))
    assert one(again, "//input[@id='since']").get("value") == "2023-01-01"
    assert text(one(again, "//select[@id='council']/option[@selected]")) == "Oakshire County Council"


def test_an_answer_that_a_link_asked_for_is_not_kept_by_browsers(client: TestClient) -> None:
    assert client.get(link(RECORDS, Asked())).headers["cache-control"] == "no-store"
    assert client.get("/").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("question=" + "x" * 2001, "The question has 2,001 characters"),
        ("question=a&since=soon", "‘soon’ is not a date"),
    ],
)
def test_a_link_that_cannot_be_asked_says_why(client: TestClient, query: str, said: str) -> None:
    response = client.get(f"/?{query}", headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert said.replace("‘", "'").replace("’", "'") in html_text(response.text)


def html_text(source: str) -> str:
    return text(html.document_fromstring(source))


def test_what_was_not_answered_can_be_linked_to_and_kept_but_has_nothing_to_copy(client: TestClient) -> None:
    form = one(page(client, "/", question=NOWHERE), "//form[@class='take']")
    assert [text(button) for button in form.xpath(".//button")] == ["Download as Markdown", "Download as JSON"]
    assert [text(anchor) for anchor in form.xpath("a")] == ["Link to this question"]
