"""The HTTP interface over a real collection: answers, searches, reading, and every refusal."""

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
RECORDS = "What was said about record keeping and audits?"
BUSY = (
    "1 question at once is the most. Too many questions are being answered at the moment. Ask again in a few seconds."
)


def ask(client: TestClient, question: str = RECORDS, **scope: object) -> dict:  # type: ignore[type-arg]
    response = client.post("/api/ask", json={"question": question, "scope": scope})
    assert response.status_code == 200, response.text
    return response.json()  # type: ignore[no-any-return]


def test_an_answer_quotes_the_record_and_every_citation_is_the_span_it_names(client: TestClient) -> None:
    answer = ask(client)
    assert (answer["status"], answer["mode"], answer["message"]) == ("answered", "quoted", "The minutes say:")
    citations = [citation for sentence in answer["sentences"] for citation in sentence["citations"]]
    assert "Record keeping needed 𝟡 further audits." in [citation["quote"] for citation in citations]
    for citation in citations:
        paragraph = client.get(f"/api/paragraphs/{quote(citation['paragraph_id'])}").json()["paragraph"]
        assert paragraph["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert answer["coverage"] == "Searched: 2 meetings of Children’s Scrutiny Committee, Oakshire County Council, " + (
        "12 September 2023 (1 undated)."
    )


def test_limits_that_a_question_names_are_told_and_can_be_left_out(client: TestClient) -> None:
    question = "What was said about record keeping at the September 2023 meeting?"
    answer = ask(client, question)
    assert answer["narrowed"] == [
        {
            "field": "held",
            "name": "September 2023",
            "read": "at the September 2023",
            "start": 35,
            "end": 56,
            "since": "2023-09-01",
            "until": "2023-09-30",
        }
    ]
    assert (answer["searched"]["minutes"], answer["outside"]) == (1, False)
    for without in ({"narrow": False}, {"without": ["held"]}):
        answer = client.post("/api/ask", json={"question": question, **without}).json()
        assert (answer["narrowed"], answer["searched"]["minutes"]) == ([], 2)
    assert client.post("/api/ask", json={"question": question, "without": ["day"]}).status_code == 422


def test_a_citation_says_where_it_stands_in_words_and_in_an_address(client: TestClient) -> None:
    answer = ask(client, minutes_id=SCHOOLS)
    (found,) = [
        citation
        for sentence in answer["sentences"]
        for citation in sentence["citations"]
        if citation["quote"] == "Record keeping needed 𝟡 further audits."
    ]
    assert found == {
        "paragraph_id": f"{SCHOOLS}#45.2",
        "label": "45.2",
        "name": "paragraph 45.2, Children’s Scrutiny Committee, 12 September 2023",
        "source": "Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023",
        "council": "Oakshire County Council",
        "minutes_status": "draft",
        "quote": "Record keeping needed 𝟡 further audits.",
        "start": 44,  # after “Recruitment of social workers had improved. ”
        "end": 83,  # 39 characters on, of which 𝟡 is one
        "address": f"/minutes/{SCHOOLS}?paragraph=45.2&quote=44-83#45.2",
        "digest": "80b88a6594622c45",
    }


def test_evidence_that_the_answer_quotes_is_told_from_the_rest(client: TestClient) -> None:
    answer = ask(client)
    cited = {citation["paragraph_id"] for sentence in answer["sentences"] for citation in sentence["citations"]}
    assert {piece["paragraph_id"] for piece in answer["evidence"] if piece["used"]} <= cited
    assert not cited & {piece["paragraph_id"] for piece in answer["evidence"] if not piece["used"]}
    assert [piece["rank"] for piece in answer["evidence"]] == list(range(1, len(answer["evidence"]) + 1))


def test_words_that_announce_a_list_are_cited_with_the_item_that_they_stand_in(client: TestClient) -> None:
    answer = ask(client, "What was resolved about bus passes and the transport budget?")
    labels = {
        citation["label"]: citation["name"] for sentence in answer["sentences"] for citation in sentence["citations"]
    }
    assert labels["46 resolved"] == "paragraph 46 resolved, Children’s Scrutiny Committee, 12 September 2023"
    assert labels["46 resolved b"] == "paragraph 46 resolved b, Children’s Scrutiny Committee, 12 September 2023"


def test_what_is_not_in_the_minutes_is_said_with_what_was_searched(client: TestClient) -> None:
    answer = ask(client, "Who won the football world cup in Mexico?", council="Oakshire County Council")
    assert (answer["status"], answer["sentences"]) == ("not_in_the_minutes", [])
    assert answer["message"] == (
        "The minutes searched do not say. Searched: 1 meeting of Children’s Scrutiny Committee, "
        "Oakshire County Council, 12 September 2023."
    )


@pytest.mark.parametrize(
    ("scope", "minutes"),
    [
        ({}, 2),
        ({"council": "OAKSHIRE county council"}, 1),
        ({"committee": "Children’s Scrutiny Committee"}, 1),
        ({"since": "2023-09-12", "until": "2023-09-12"}, 1),
        ({"since": "2023-09-13"}, 0),
        ({"minutes_id": ROADS}, 1),
        ({"until": "2000-01-01"}, 0),
    ],
)
def test_every_limit_narrows_what_is_searched(client: TestClient, scope: dict[str, str], minutes: int) -> None:
    assert ask(client, **scope)["searched"]["minutes"] == minutes


def test_a_limit_that_names_nobody_is_refused_with_the_names_there_are(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": RECORDS, "scope": {"council": "Elsewhere"}})
    assert response.status_code == 422
    assert response.json()["detail"] == (
        "There is no council 'Elsewhere' in this collection. There is only Oakshire County Council."
    )


def test_kinds_limit_the_paragraphs(client: TestClient) -> None:
    evidence = ask(client, kinds=["action", "resolution"])["evidence"]
    assert {piece["kind"] for piece in evidence} == {"action", "resolution"}


def test_the_same_question_gives_the_same_bytes(client: TestClient) -> None:
    first, second = (client.post("/api/ask", json={"question": RECORDS}).content for _ in range(2))
    assert first == second


def test_a_question_is_trimmed_and_composed_before_it_is_measured(client: TestClient) -> None:
    assert ask(client, f"  potholes\u00a0 \n in cafe\u0301s {'x' * 1970}   ")["question"] == (
        f"potholes in cafés {'x' * 1970}"
    )


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("", "The question is empty. Write what you want to know."),
        (" \u00a0\n\x00", "The question is empty. Write what you want to know."),
        ("x" * 2001, "The question has 2,001 characters; at most 2,000 can be answered. Shorten it."),
    ],
)
def test_a_question_that_is_empty_or_too_long_is_refused(client: TestClient, question: str, detail: str) -> None:
    for response in (
        client.post("/api/ask", json={"question": question}),
        client.get("/api/search", params={"q": question}),
    ):
        assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
        assert response.json() == {
            "type": "urn:minuted:problem:question-invalid",
            "title": "The question cannot be asked",
            "status": 422,
            "detail": detail,
            "instance": response.request.url.path,
        }


def test_a_question_of_exactly_the_longest_length_is_answered(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "x" * 2000}).status_code == 200


@pytest.mark.parametrize(
    ("body", "where", "what"),
    [
        ({"question": "a", "extra": 1}, "extra", "there is no such field"),
        ({"question": "a", "scope": {"councl": "b"}}, "scope.councl", "there is no such field"),
        ({"scope": {}}, "question", "field required"),
        ({"question": 5}, "question", "input should be a valid string"),
        (
            {"question": "a", "scope": {"since": "12/09/2023"}},
            "scope.since",
            "input should be a valid date or datetime, invalid character in year",
        ),
        (["a"], "the body", "expected a JSON object, sent as application/json"),
    ],
)
def test_a_body_that_cannot_be_understood_is_refused_by_the_name_of_the_part(
    client: TestClient, body: object, where: str, what: str
) -> None:
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    assert response.json() == {
        "type": "urn:minuted:problem:request-invalid",
        "title": "The request cannot be understood",
        "status": 422,
        "detail": f"{where}: {what}.",
        "instance": "/api/ask",
        "errors": [{"where": where, "what": what}],
    }


def test_a_body_that_is_not_json_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content='{"question":', headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["detail"]) == (422, "the body: is not JSON.")


def test_dates_the_wrong_way_round_are_refused(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "a", "scope": {"since": "2024-01-02", "until": "2024-01-01"}})
    assert (response.status_code, response.json()["type"]) == (422, "urn:minuted:problem:limits-invalid")
    assert (
        response.json()["detail"] == "The scope runs from 2024-01-02 back to 2024-01-01. Give the earlier date first."
    )


# Conversations

LONG_LIST = "list should have at most {} items after validation, not {}"
LONG_TEXT = "string should have at most {} characters"


def test_a_follow_up_is_answered_from_what_came_before(client: TestClient) -> None:
    before = {"question": RECORDS, "answer": "Record keeping needed audits.", "citations": [f"{SCHOOLS}#45.2"]}
    response = client.post("/api/ask", json={"question": "and who was thanked for it?", "history": [before]})
    answer = response.json()
    assert answer["asked"] == "and who was thanked for it?"
    assert answer["question"] == (
        "and who was thanked for it? (What was said about record keeping and audits? Record keeping needed audits.)"
    )
    assert answer["completed"] is True
    assert answer["evidence"][0]["paragraph_id"] == f"{SCHOOLS}#45.2"


def test_a_question_that_stands_alone_is_answered_the_same_in_a_conversation(client: TestClient) -> None:
    before = {"question": "What was said about potholes?", "answer": "", "citations": [f"{ROADS}#p1"]}
    asked = {"question": "What did the Director say about the Ofsted letter?"}
    alone = client.post("/api/ask", json=asked).json()
    assert client.post("/api/ask", json={**asked, "history": [before]}).json() == alone
    assert (alone["asked"], alone["question"], alone["completed"]) == (asked["question"], asked["question"], False)


def test_the_next_paragraph_is_the_one_after_the_one_cited(client: TestClient) -> None:
    before = {"question": "45.1", "citations": [f"{SCHOOLS}#45.1"]}
    answer = client.post("/api/ask", json={"question": "and the next one?", "history": [before]}).json()
    assert (answer["question"], answer["status"]) == ("45.2", "answered")
    assert {one["paragraph_id"] for one in answer["evidence"]} == {f"{SCHOOLS}#45.2"}


@pytest.mark.parametrize(
    ("history", "where", "what"),
    [
        ([{"question": "q"}] * 11, "history", LONG_LIST.format(10, 11)),
        ([{"question": "q" * 10_001}], "history.0.question", LONG_TEXT.format(10_000)),
        ([{"question": "q", "answer": "a" * 10_001}], "history.0.answer", LONG_TEXT.format(10_000)),
        ([{"question": "q", "citations": ["x" * 501]}], "history.0.citations.0", LONG_TEXT.format(500)),
        ([{"question": "q", "citations": ["x"] * 51}], "history.0.citations", LONG_LIST.format(50, 51)),
        ([{"answer": "a"}], "history.0.question", "field required"),
        ([{"question": "q", "who": "me"}], "history.0.who", "there is no such field"),
    ],
)
def test_a_conversation_that_cannot_be_used_is_refused(
    client: TestClient, history: list[dict[str, object]], where: str, what: str
) -> None:
    response = client.post("/api/ask", json={"question": "and when?", "history": history})
    assert response.status_code == 422
    assert response.json()["errors"] == [{"where": where, "what": what}]
