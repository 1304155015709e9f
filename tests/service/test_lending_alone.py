"""Sentences of a model without any label: cited where one paragraph alone says them, and told so; else left out."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import sample
from corpus.minutes import Minutes
from corpus.read import read_minutes
from corpus.sentences import sentences
from corpus.sidecar import read_sidecar
from service.checks import fault
from service.checks.ground import ground_of
from service.citations import Removed
from service.ingest import files_at
from service.lending import only_one
from service.showing import Numbered
from service.writing import Drafted
from service.written import NAMELESS, checked
from tests.service.cabinet import NAME, cabinet, numbered
from tests.service.checks.test_changed_sentences import CHANGES

BARN = "The application for a salt barn in Mill Lane was refused after a long debate on 3 May 2023."
SHOP = "The shop at Elm won an award for its gardens in the summer of 2022."


def of(*texts: str) -> tuple[Numbered, ...]:
    return numbered(cabinet(texts))


@pytest.mark.parametrize(
    "text",
    [
        BARN,
        "The application for a salt barn in Mill Lane was refused on 3 May 2023.",
        "An application for a salt barn in Mill Lane was refused after long debate.",
    ],
)
def test_a_sentence_that_one_paragraph_alone_says_is_cited_from_there_and_told(text: str) -> None:
    sentence, left_out = checked(Drafted(text, ()), of(SHOP, f"Salt was short. {BARN}"))

    assert sentence is not None
    assert [(one.paragraph_id, one.quote) for one in sentence.citations] == [(f"{NAME}#45.2", BARN)]
    assert left_out == (Removed(f"the label of “{text}”", NAMELESS, "citation"),)


@pytest.mark.parametrize(
    "text",
    [
        # Another word, figure, name, denial or direction; fewer words than could be of one matter alone; another order.
        "The application for a salt barn in Mill Lane was refused after a heated debate.",
        "The application for a salt barn in Mill Lane was refused after a long debate on 4 May 2023.",
        "The application for a salt barn in Park Lane was refused after a long debate on 3 May 2023.",
        "The application for a salt barn in Mill Lane was not refused after a long debate on 3 May 2023.",
        "The application for a salt barn in Mill Lane was refused before a long debate on 3 May 2023.",
        "The salt barn was refused.",
        "The debate on the application for a salt barn in Mill Lane was long.",
        # Only the sentence before says of what.
        "It was refused after a long debate on the salt barn application in Mill Lane.",
        # Of two sentences, and of two paragraphs.
        "Salt was short and the application for a salt barn in Mill Lane was refused.",
        "The application for a salt barn in Mill Lane won an award for its gardens.",
    ],
)
def test_what_it_does_not_say_so_is_left_out(text: str) -> None:
    shown = of(SHOP, f"Salt was short. {BARN}")

    assert checked(Drafted(text, ()), shown) == (None, (Removed(text, "it cites no paragraph"),))


def test_what_two_paragraphs_say_is_of_neither() -> None:
    assert only_one(BARN, of(BARN, SHOP)) is not None
    assert only_one(BARN, of(BARN, SHOP, f"Salt was short. {BARN}")) is None
    # Nor where the other has the words in another order.
    other = "On 3 May 2023, after a long debate, the application was refused for a salt barn in Mill Lane."
    assert only_one(BARN, of(BARN, other)) is None


def test_a_label_that_was_not_shown_is_no_missing_one() -> None:
    assert checked(Drafted(BARN, (9,)), of(BARN)) == (None, (Removed(BARN, "it cites no paragraph that was shown"),))


def shown_of(minutes: Minutes) -> tuple[Numbered, ...]:
    """Return all paragraphs of minutes as if a model had been shown them."""
    return tuple(
        Numbered(place, one, ground_of(one, minutes), one)  # type: ignore[arg-type] # how it is shown is not looked at
        for place, one in enumerate(minutes.paragraphs, start=1)
    )


def lent(text: str, shown: Sequence[Numbered]) -> Numbered | None:
    found = only_one(text, shown)
    return found if found is not None and not fault(text, [found.ground]) else None


def test_sentences_with_something_changed_and_halves_of_two_are_hardly_ever_lent_a_label() -> None:
    chance = random.Random(3)  # noqa: S311 - the same changes every time
    made: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for file in files_at([sample.FOLDER]):
        shown = shown_of(read_minutes(file.name, file.read_bytes(), read_sidecar(file)).minutes)
        every = [
            (one, one.paragraph.text[slice(*span)])
            for one in shown
            for span in sentences(one.paragraph.text)
            if len(one.paragraph.text[slice(*span)].split()) > 6
        ]
        for one, text in chance.sample(every, min(12, len(every))):
            other, words = chance.choice(every)[1].split(), text.split()
            versions = [change(text, chance) for change in CHANGES]
            versions = [version for version in versions if version and version not in one.paragraph.text]
            halves = " ".join(words[: len(words) // 2] + other[len(other) // 2 :])
            for kind, told in [("same", text), *(("changed", version) for version in versions), ("halves", halves)]:
                if kind == "halves" and told in text:
                    continue
                made[kind] += 1
                passed[kind] += lent(told or "", shown) is not None
    assert made["changed"] > 200
    shares = {kind: round(passed[kind] / made[kind], 3) for kind in made}
    print(dict(made), shares)  # noqa: T201 - the figures that the documentation tells
    assert shares["same"] > 0.75
    assert shares["changed"] < 0.01
    assert shares["halves"] < 0.01


def test_no_judged_sentence_that_is_false_is_lent_a_label() -> None:
    rows = [
        json.loads(line)
        for name in ("judged", "judged_later", "judged_models")
        for line in (Path(__file__).parent / "checks" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    by_paragraph = {
        one.paragraph.id: (one, shown)
        for file in files_at([sample.FOLDER])
        for shown in [shown_of(read_minutes(file.name, file.read_bytes(), read_sidecar(file)).minutes)]
        for one in shown
    }
    lent_to = Counter[tuple[bool, bool]]()
    for row in rows:
        if row["paragraph"] in by_paragraph:
            _, shown = by_paragraph[row["paragraph"]]
            found = lent(row["sentence"], shown)
            if found is not None:
                lent_to[row["holds"], found.paragraph.id == row["paragraph"]] += 1
    assert set(lent_to) == {(True, True)}
    assert lent_to[True, True] > 25
