"""The whole path from a question to an answer: on the real minutes and the default model, and on small ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Metadata
from index.collection import Collection
from index.embed import load_embedder
from index.scope import EVERYTHING, Scope
from service.answer import Answer, answer
from service.ingest import Account, add_files, files_at
from service.settings import Settings


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Collection, Settings]]:
    """The five real minutes in a collection of the default model."""
    settings = Settings(home=tmp_path_factory.mktemp("real"))
    account = Account()
    with Collection.open(settings.collection_folder, load_embedder(settings.model), create=True) as collection:
        files = files_at([shared / "minutes"])
        add_files(collection, files, given=Metadata(), replace=False, told=lambda *_: None, account=account)
        # The folder's README is no minutes, but a text, so it is not one of the files that could be refused.
        assert [one.outcome for one in account.added] == ["added"] * 5
        yield collection, settings


def ask(real: tuple[Collection, Settings], question: str, scope: Scope = EVERYTHING) -> Answer:
    collection, settings = real
    return answer(collection, question, scope=scope, settings=settings)


def cited(given: Answer) -> list[str]:
    return [one.paragraph_id for sentence in given.sentences for one in sentence.citations]


def fragments(given: Answer) -> list[str]:
    return [identity.partition("#")[2] for identity in cited(given)]


def test_how_far_back_the_allegations_go_is_quoted_from_45_12(real: tuple[Collection, Settings]) -> None:
    given = ask(real, "How far back do the unresolved allegations go?")
    assert given.status in {"answered", "partly_answered"}
    assert fragments(given)[0] == "45.12"
    assert "2007" in given.sentences[0].text


def test_return_home_interviews_are_cited_as_b_vii(real: tuple[Collection, Settings]) -> None:
    given = ask(real, "What did inspectors say about return home interviews?")
    assert "unknown/unknown/undated/childrens-services-ofsted-update#b.vii" in cited(given)


def test_the_four_priorities_are_cited_with_all_their_sub_bullets(real: tuple[Collection, Settings]) -> None:
    given = ask(real, "What are the four improvement priorities?")
    collection, _ = real
    minutes = collection.minutes("unknown/unknown/undated/update-on-the-childrens-social-care-service-improvement-plan")
    lead = next(one for one in minutes.paragraphs if "four priorities were now:" in one.text)
    entries = [one.id for one in minutes.paragraphs if one.parent == lead.id]
    assert len(entries) == 4
    assert [identity for identity in cited(given) if identity in {lead.id, *entries}] == [lead.id, *entries]


def test_both_resolutions_are_cited_within_the_minutes_asked_about(real: tuple[Collection, Settings]) -> None:
    minutes_id = "unknown/unknown/undated/progress-report-ofsted-recommendations-as-part-of-the"
    given = ask(real, "What did the committee resolve?", Scope(minutes_id=minutes_id))
    assert {"resolved.a", "resolved.b"} <= set(fragments(given))


def test_a_complaint_is_not_quoted_without_what_became_of_it(real: tuple[Collection, Settings]) -> None:
    texts = [one.text for one in ask(real, "Why can't the council spot patterns in complaints about staff?").sentences]
    upheld = texts.index("This complaint was not upheld.")
    assert texts[upheld - 1].endswith("the Council had made a formal complaint to Ofsted.")


def test_a_question_of_the_panel_is_quoted_with_its_reply(real: tuple[Collection, Settings]) -> None:
    texts = [one.text for one in ask(real, "Why could the panel not see the letter?").sentences]
    asked = next(place for place, one in enumerate(texts) if one.startswith("It was questioned why the Panel"))
    assert texts[asked + 1].startswith("The DCS advised that the DfE advice was")


def test_a_subject_that_is_not_in_the_minutes_is_told_so(real: tuple[Collection, Settings]) -> None:
    given = ask(real, "How much will the new leisure centre cost?")
    assert given.status == "not_in_the_minutes"
    assert given.sentences == ()
    assert given.searched.minutes == 5


def test_a_decision_on_a_subject_that_is_not_in_the_minutes_is_told_so(real: tuple[Collection, Settings]) -> None:
    assert ask(real, "What did the board decide about beach huts?").status == "not_in_the_minutes"


def test_a_reference_is_answered_by_its_paragraph_whole(real: tuple[Collection, Settings]) -> None:
    for question in ("45.12", "minute 45 para 12", "What does paragraph 45.12 say?"):
        given = ask(real, question)
        assert (given.status, fragments(given)) == ("answered", ["45.12"])
        assert given.sentences[0].text == given.evidence[0].text


def test_the_same_question_gives_the_same_answer(real: tuple[Collection, Settings]) -> None:
    assert ask(real, "Who chairs the Improvement Board?") == ask(real, "Who chairs the Improvement Board?")


def test_how_many_paragraphs_are_shown_does_not_change_whether_the_record_answers(
    real: tuple[Collection, Settings],
) -> None:
    collection, settings = real
    few = settings.model_copy(update={"results": 1})
    for question in ("What are the four improvement priorities?", "How much will the new leisure centre cost?"):
        given = answer(collection, question, scope=EVERYTHING, settings=few)
        whole = ask(real, question)
        assert (given.status, given.made_by["strength"]) == (whole.status, whole.made_by["strength"])
        # Those that no search found are quoted with the one that is shown.
        assert [len([one for one in asked.evidence if one.score]) for asked in (given, whole)] == [1, 10]
        assert set(cited(given)) <= {*cited(whole), given.evidence[0].paragraph_id}


@pytest.mark.parametrize(
    "question", ["What was said of return home interviews?", "What was recommended?", "b) vii.", "schools"]
)
def test_every_quote_is_its_paragraph_letter_by_letter(real: tuple[Collection, Settings], question: str) -> None:
    collection, _ = real
    given = ask(real, question)
    assert given.sentences
    for sentence in given.sentences:
        for one in sentence.citations:
            assert (
                collection.paragraph(one.paragraph_id).paragraph.text[one.start : one.end] == one.quote == sentence.text
            )


def test_a_question_without_a_subject_is_unclear(web_collection: Collection, settings: Settings) -> None:
    given = answer(web_collection, "What about that?", scope=EVERYTHING, settings=settings)
    assert (given.status, given.sentences) == ("unclear", ())


def test_an_empty_scope_is_silence_over_no_meetings(web_collection: Collection, settings: Settings) -> None:
    given = answer(web_collection, "potholes", scope=Scope(since=date(2030, 1, 1)), settings=settings)
    assert (given.status, given.searched.minutes, given.evidence) == ("not_in_the_minutes", 0, ())


def test_an_answer_says_what_made_it(web_collection: Collection, settings: Settings) -> None:
    made_by = answer(web_collection, "potholes", scope=EVERYTHING, settings=settings).made_by
    assert set(made_by) == {"model", "generation", "settings", "similarity", "coverage", "strength"}
    assert str(made_by["model"]).startswith("hashed-words@")
    assert made_by["generation"] == 2


def test_a_number_that_nothing_has_is_told(web_collection: Collection, settings: Settings) -> None:
    given = answer(web_collection, "What does 99.12 say?", scope=EVERYTHING, settings=settings)
    assert (given.status, given.notice) == ("not_in_the_minutes", "Nothing in the minutes searched has this number.")
    assert answer(web_collection, "45.2", scope=EVERYTHING, settings=settings).notice == ""
