"""What is not minutes is refused, each file with the sentence that was reviewed; what only sounds like it is read."""

import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.minutes import Metadata
from corpus.read import read_minutes

HERE = Path(__file__).parent
REFUSED = sorted((HERE / "refused").iterdir())
SENTENCES: dict[str, str] = json.loads((HERE / "refused.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("document", REFUSED, ids=lambda document: document.name)
def test_a_file_that_is_not_minutes_is_refused_with_its_sentence(document: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_minutes(document.name, document.read_bytes(), Metadata())

    assert str(caught.value) == SENTENCES[document.name]


def test_every_sentence_has_its_file() -> None:
    assert sorted(SENTENCES) == [document.name for document in REFUSED]


@pytest.mark.parametrize("words", ["just a moment", "an error has occurred", "essential maintenance", "please log in"])
def test_minutes_that_mention_such_words_are_read_however_short_they_are(words: str) -> None:
    page = (
        f"<title>Agenda item</title><p>Agenda item</p><p>The website</p><p>Residents had met the words ‘{words}’.</p>"
    )

    assert words in read_minutes("a.html", page.encode(), Metadata()).minutes.paragraphs[0].text


def test_a_long_text_that_mentions_such_words_is_read() -> None:
    text = "Residents had met the words ‘just a moment’. " + "It was a long discussion of the matter. " * 20

    assert read_minutes("a.txt", text.encode(), Metadata()).minutes.layout == "plain"


def test_an_agenda_page_with_minutes_is_read() -> None:
    page = (HERE / "refused" / "agenda-page.html").read_text(encoding="utf-8")
    with_minutes = page.replace("To consider a report.", "</p><p>Minutes:</p><p>It rang.")

    assert read_minutes("a.html", with_minutes.encode(), Metadata()).minutes.paragraphs[-1].text == "It rang."
