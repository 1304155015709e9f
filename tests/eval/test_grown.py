"""Minutes that are made from the sample: the same bytes for a seed, as many paragraphs as said, none of them twice."""

import hashlib
from datetime import date

import pytest

from corpus import sample
from corpus.minutes import Item, Metadata, Minutes, Paragraph, ParagraphKind, Source, digest
from corpus.read import minutes_files, read_bytes, read_minutes
from corpus.sidecar import read_sidecar
from eval.errors import EvaluationError
from eval.grown import ITEMS, PARAGRAPHS, Prose, documents_for, grown, prose_of

PROSE = Prose(
    said=("The weir was mended in 1987 for £1,250.", "Councillor Ash thanked the lock keeper and his son."),
    decided=("the weir be painted by 12 May",),
    titles=("THE WEIR",),
)


def minutes_with(*paragraphs: tuple[ParagraphKind, str], title: str = "The weir at Low Ferry") -> Minutes:
    made = tuple(
        Paragraph(f"m#{place}", "", (), (), kind, text, None, place, None, digest("", text))
        for place, (kind, text) in enumerate(paragraphs, start=1)
    )
    source = Source("m.txt", "0" * 64, "text/plain", "")
    return Minutes("m", None, None, None, "", "unknown", source, "plain", (Item("1", title, "", made),))


@pytest.fixture(scope="module")
def prose() -> Prose:
    files = minutes_files(sample.FOLDER)
    return prose_of([read_minutes(file.name, read_bytes(file), read_sidecar(file)).minutes for file in files])


def read(number: int, prose: Prose, *, seed: int = 7) -> Minutes:
    document = grown(prose, number, seed=seed)
    return read_minutes(document.name, document.data, Metadata()).minutes


def test_a_seed_gives_the_same_bytes_on_every_machine() -> None:
    assert grown(PROSE, 3, seed=7) == grown(PROSE, 3, seed=7)
    assert grown(PROSE, 3, seed=7).name == "grown-000003.txt"
    assert hashlib.sha256(grown(PROSE, 3, seed=7).data).hexdigest()[:16] == "0a6176f71e88564f"


def test_another_seed_or_number_gives_other_bytes(prose: Prose) -> None:
    documents = [grown(prose, number, seed=seed).data for number, seed in ((3, 7), (3, 8), (4, 7))]
    assert len(set(documents)) == 3


def test_what_is_grown_is_read_as_printed_minutes_with_every_paragraph(prose: Prose) -> None:
    for number in (0, 1, 777):
        minutes = read(number, prose)
        assert (minutes.layout, len(minutes.items), len(minutes.paragraphs)) == ("printed minutes", 10, 50)
        assert sum(paragraph.kind == "resolution" for paragraph in minutes.paragraphs) >= 10
    assert (ITEMS, PARAGRAPHS) == (10, 50)


def test_councils_committees_and_days_are_new() -> None:
    # 12 beginnings and 8 endings of names, then 8 committees, then the next week.
    found = [read(number, PROSE) for number in (0, 1, 12, 96, 768)]
    assert [(one.council, one.committee, one.held) for one in found] == [
        ("Alderbury District Council", "Audit Committee", date(2010, 1, 4)),
        ("Birkendale District Council", "Audit Committee", date(2010, 1, 4)),
        ("Alderdale District Council", "Audit Committee", date(2010, 1, 4)),
        ("Alderbury District Council", "Cabinet", date(2010, 1, 5)),
        ("Alderbury District Council", "Audit Committee", date(2010, 1, 11)),
    ]


def test_no_two_documents_have_an_id_in_common() -> None:
    heads = {tuple(grown(PROSE, number).data.split(b"\n\n")[:3]) for number in range(2000)}
    assert len(heads) == 2000


def test_numbers_are_others_of_as_many_digits_and_years_stay_years() -> None:
    text = grown(PROSE, 0, seed=7).data.decode()
    assert "1987" not in text
    assert "£1,250" not in text
    assert {line.partition(" in ")[2][:2] for line in text.split("\n") if line.startswith("The weir was")} == {"20"}


def test_a_sentence_is_used_once_and_only_where_it_reads_as_one() -> None:
    found = prose_of(
        [
            minutes_with(
                ("paragraph", "The weir was mended in the spring. The weir was mended in the spring."),
                ("paragraph", "and the lock was not mended at all."),
                ("attendance", "Councillor Ash and Councillor Birch were present."),
                ("resolution", "RESOLVED: That the weir be painted blue."),
                ("resolution", "That the lock be:"),
            )
        ]
    )
    assert found == Prose(
        said=("The weir was mended in the spring.",),
        decided=("the weir be painted blue",),
        titles=("THE WEIR AT LOW FERRY",),
    )


def test_minutes_that_hold_too_little_are_refused() -> None:
    with pytest.raises(EvaluationError) as raised:
        prose_of([minutes_with(("paragraph", "The weir was mended in the spring."))])
    assert str(raised.value) == (
        "the minutes hold too little to grow new ones from: at least one sentence, one resolution and one title of an "
        "item are needed. Give more minutes."
    )


@pytest.mark.parametrize(("paragraphs", "documents"), [(1, 1), (50, 1), (51, 2), (1000, 20), (100_000, 2000)])
def test_a_size_is_rounded_up_to_whole_documents(paragraphs: int, documents: int) -> None:
    assert documents_for(paragraphs) == documents
