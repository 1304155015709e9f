"""Damaged documents: the same in every run, of every format, and damaged where readers look."""

import io
import zipfile
from pathlib import Path
from random import Random

import pytest

from corpus import sample
from eval.fuzz_inputs import Inputs, inputs_of
from eval.mutations import MUTATIONS, TOKENS, mutated

ITEM = b"Agenda item\n\nRoads\n\n1.1  Potholes were repaired.\n\n1.2  Salt was bought in 2019.\n"


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 - the same damage in every run


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return inputs_of([sample.FOLDER], seed=7)


def test_an_input_follows_from_the_seed_and_its_number_alone(inputs: Inputs) -> None:
    again = inputs_of([sample.FOLDER], seed=7)
    assert [again.number(k) for k in (90, 3, 41)] == [inputs.number(k) for k in (90, 3, 41)]
    other = inputs_of([sample.FOLDER], seed=8)
    assert [other.number(k) for k in range(20)] != [inputs.number(k) for k in range(20)]


def test_every_format_is_damaged_and_some_names_lie(inputs: Inputs) -> None:
    made = [inputs.number(k) for k in range(400)]
    assert {Path(one.name).suffix for one in made} == {".html", ".txt", ".docx", ".pdf"}
    assert any(one.data.startswith(b"%PDF-") and not one.name.endswith(".pdf") for one in made)
    assert len({one.data for one in made}) > 390


def test_documents_are_cut_small(inputs: Inputs) -> None:
    assert all(len(cutting) < 20_000 for cuttings in inputs.cuttings.values() for cutting in cuttings)
    assert all(len(cuttings) > 3 for cuttings in inputs.cuttings.values())


def test_most_damaged_word_files_can_be_unpacked_so_that_their_xml_is_what_is_damaged(inputs: Inputs) -> None:
    words = [one.data for k in range(400) if (one := inputs.number(k)).name.endswith(".docx")]
    whole = [data for data in words if zipfile.is_zipfile(io.BytesIO(data))]
    assert len(whole) > len(words) / 2


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@pytest.mark.parametrize("data", [b"", b"x", ITEM], ids=["empty", "one byte", "an item"])
def test_every_mutation_takes_any_bytes_and_changes_some(mutation, data: bytes) -> None:  # type: ignore[no-untyped-def]
    changed = [mutation(seeded(n), data, [b"<p>", ITEM]) for n in range(50)]
    assert all(type(one) is bytes for one in changed)
    if data == ITEM:
        assert any(one != data for one in changed)


def test_mutations_leave_the_size_within_bounds() -> None:
    assert max(len(mutated(seeded(n), ITEM * 500, [ITEM], TOKENS["markup"])) for n in range(100)) <= 200_000
