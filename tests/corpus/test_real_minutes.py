"""The five real minutes, counted by hand: every paragraph of every one must be citable."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.minutes import Metadata, Minutes, Paragraph
from corpus.read import read_minutes

FILES = (
    "000_3ab6bf837a803ab7.txt",
    "001_6f9d8248c9b79ee1.txt",
    "002_f0cbf2df318027e7.txt",
    "003_d315ae44ba9a0014.txt",
    "004_189d21bdf2f6ea6b.txt",
)


@pytest.fixture
def real(shared: Path) -> Callable[[str], Minutes]:
    def read(start: str) -> Minutes:
        file = next(file for file in (shared / "minutes").iterdir() if file.name.startswith(start))
        return read_minutes(file.name, file.read_bytes(), Metadata()).minutes

    return read


def fragment(paragraph: Paragraph) -> str:
    return paragraph.id.split("#")[1]


def parent(paragraph: Paragraph) -> str | None:
    return paragraph.parent.split("#")[1] if paragraph.parent else None


def test_the_five_files_are_all_there(shared: Path) -> None:
    assert tuple(sorted(file.name for file in (shared / "minutes").glob("*.txt"))) == FILES


@pytest.mark.parametrize("file", FILES)
def test_every_paragraph_can_be_cited(real: Callable[[str], Minutes], file: str) -> None:
    minutes = real(file)
    ids = [paragraph.id for paragraph in minutes.paragraphs]

    assert minutes.layout == "agenda item"
    assert (minutes.council, minutes.committee, minutes.held) == (None, None, None)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(re.escape(minutes.id) + r"#[A-Za-z0-9.]+", identity) for identity in ids)
    assert all(paragraph.text for paragraph in minutes.paragraphs)
    assert [paragraph.ordinal for paragraph in minutes.paragraphs] == list(range(1, len(ids) + 1))


def test_dotted_paragraphs_with_actions_and_continuations(real: Callable[[str], Minutes]) -> None:
    paragraphs = real("000").paragraphs
    actions = [one for one in paragraphs if one.kind == "action"]
    more = [one for one in paragraphs if not one.label and one.kind != "action"]

    assert len(paragraphs) == 24 + 2 + 3
    assert [one.label for one in paragraphs if one.label] == [f"45.{number}" for number in range(1, 25)]
    assert [(parent(one), one.text) for one in actions] == [
        ("45.18", "ACTION: Chris Spencer"),
        ("45.22", "ACTION: Andrea Clarke"),
    ]
    assert [(fragment(one), parent(one)) for one in more] == [
        ("45.24.p2", "45.24"),
        ("45.24.p3", "45.24"),
        ("45.24.p4", "45.24"),
    ]
    assert next(one for one in paragraphs if one.label == "45.12").text.startswith("regard to allegations")


def test_lettered_paragraphs_with_roman_ones_inside(real: Callable[[str], Minutes]) -> None:
    paragraphs = real("001").paragraphs
    letters = [one for one in paragraphs if len(one.path) == 1 and one.label]
    romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]

    assert [fragment(one) for one in letters] == list("abcdefghijklmnopq")
    assert [fragment(one) for one in paragraphs if parent(one) == "b"] == [f"b.{roman}" for roman in romans]
    assert [fragment(one) for one in paragraphs if parent(one) == "d"] == ["d.i", "d.ii", "d.iii", "d.p2"]
    assert next(one for one in letters if one.label == "i)").path == ("i",)
    assert next(one for one in paragraphs if fragment(one) == "d.p2").text.startswith("These inspections")


def test_bullets_with_bullets_inside(real: Callable[[str], Minutes]) -> None:
    paragraphs = real("002").paragraphs
    dots = [one for one in paragraphs if one.label == "·"]
    inner = [one for one in paragraphs if one.label == "Ø"]

    assert (len(dots), len(inner)) == (26, 7)
    assert [parent(one) for one in inner] == ["p13"] * 3 + ["p18"] * 4
    assert all(one.label == "·" for one in paragraphs if fragment(one) in {"p13", "p18"})
    assert [one.kind for one in dots[-3:]] == ["resolution"] * 3
    assert [parent(one) for one in dots[-3:]] == ["agreed"] * 3


def test_a_list_that_starts_again_and_a_lettered_resolution(real: Callable[[str], Minutes]) -> None:
    paragraphs = real("003").paragraphs
    numbered = [fragment(one) for one in paragraphs if one.label.endswith(")") and one.kind == "paragraph"]
    resolved = [one for one in paragraphs if parent(one) == "resolved"]

    assert [one.label for one in paragraphs if one.label == "·"] == ["·"] * 4
    assert numbered == ["i", "ii", "iii", "iv", "v", "vi", "list2.i", "list2.ii"]
    assert [(fragment(one), one.kind) for one in resolved] == [
        ("resolved.a", "resolution"),
        ("resolved.b", "resolution"),
    ]


def test_recommendations_under_their_lead_in_and_sections_with_none(real: Callable[[str], Minutes]) -> None:
    paragraphs = real("004").paragraphs
    by_fragment = {fragment(one): one for one in paragraphs}
    recommended = [one for one in paragraphs if fragment(one).startswith("recommended.")]
    none = [one for one in paragraphs if one.text == "None"]
    lead_in = by_fragment[parent(recommended[0]) or ""]

    assert [one.label for one in paragraphs if one.label == "·"] == ["·"] * 10
    assert [(one.label, one.kind) for one in recommended] == [(f"{n}.", "recommendation") for n in (1, 2, 3)]
    assert {parent(one) for one in recommended} == {fragment(lead_in)}
    assert (lead_in.kind, parent(lead_in)) == ("recommendation", "recommended")
    assert lead_in.text.endswith("and recommends:")
    assert [one.headings[-1] for one in none] == [
        "Declarations of interest:",
        "Actions/ further information to be provided:",
        "Board next steps:",
    ]
