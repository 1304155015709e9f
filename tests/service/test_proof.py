"""Claims held against the record: each verdict, what is said of it, and where the words stand now."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.minutes import Item, Metadata, Reading, digest
from index.collection import Collection
from index.embedder import Embedder
from service.claims import Claim, Export
from service.proof import Difference, Proof, prove, summary
from tests.service.conftest import line, minutes_of, reading

ROADS = "oak/roads/2024-01-01"
PARAGRAPH = f"{ROADS}#45.12"
TEXT = "Potholes were repaired. The cost was £4,000. Members thanked the contractor."
COST = "The cost was £4,000."
SPAN = (24, 44)
DIGEST = digest("45.12", TEXT)
CLAIM = Claim("line 1", PARAGRAPH, COST, SPAN, DIGEST, TEXT, "draft")


def roads(text: str, *, status: str = "draft", fragment: str = "45.12") -> Reading:
    item = Item("45", "Roads", "", (line(ROADS, fragment, text, label=fragment),))
    known = {"council": "Oak Council", "committee": "Roads Board"}
    return Reading(
        minutes_of(ROADS, (item,), title="Roads Board", address="roads.html", status=status, **known),  # type: ignore[arg-type]
        Metadata(),
    )


def put(collection: Collection, now: Reading, data: bytes = b"roads") -> None:
    source = replace(now.minutes.source, sha256=hashlib.sha256(data).hexdigest())
    collection.add(replace(now, minutes=replace(now.minutes, source=source)), data, replace=True)


@pytest.fixture
def collection(tmp_path: Path, light_model: Embedder) -> Iterator[Collection]:
    with Collection.open(tmp_path / "public", light_model, create=True) as opened:
        put(opened, roads(TEXT))
        yield opened


def claiming(*claims: Claim, uncited: int = 0) -> Export:
    return Export(claims, 0, uncited)


def proved(collection: Collection, claim: Claim) -> Proof:
    (proof,) = prove(collection, claiming(claim)).proofs
    return proof


def test_what_stands_as_it_was_is_unchanged(collection: Collection) -> None:
    proof = proved(collection, CLAIM)
    assert (proof.verdict, proof.notes, proof.difference, proof.elsewhere) == ("unchanged", (), None, ())
    assert proof.name == "paragraph 45.12, Roads Board"
    assert proof.address == f"/minutes/{ROADS}?paragraph=45.12&quote=24-44#45.12"


def test_minutes_that_were_approved_since_are_said_to_be(collection: Collection) -> None:
    put(collection, roads(TEXT, status="approved"), b"approved")
    proof = proved(collection, CLAIM)
    assert (proof.verdict, proof.notes) == ("unchanged", ("The minutes were draft, and are now approved.",))


def test_words_that_are_changed_are_shown_as_they_were_and_are(collection: Collection) -> None:
    put(collection, roads(TEXT.replace("£4,000", "£9,000")), b"new")
    proof = proved(collection, CLAIM)
    assert (proof.verdict, proof.notes) == ("changed", ("These words are no longer in the paragraph.",))
    assert proof.difference == Difference(
        "Potholes were repaired. The cost was £4,000. Members thanked the contractor.",
        "Potholes were repaired. The cost was £9,000. Members thanked the contractor.",
    )


def test_a_difference_is_shown_with_the_words_around_it_alone(collection: Collection) -> None:
    put(collection, roads(f"One two three four. {TEXT} Five six seven eight.".replace("£4,000", "£9,000")), b"new")
    before = f"One two three four. {TEXT} Five six seven eight."
    proof = proved(collection, replace(CLAIM, text=before))
    assert proof.difference == Difference(
        "… Potholes were repaired. The cost was £4,000. Members thanked the contractor. Five six …",
        "… Potholes were repaired. The cost was £9,000. Members thanked the contractor. Five six …",
    )


def test_words_that_have_only_moved_are_said_to_stand(collection: Collection) -> None:
    put(collection, roads(f"Councillor Ash spoke. {TEXT}"), b"new")
    proof = proved(collection, CLAIM)
    assert proof.verdict == "changed"
    assert proof.notes == (
        "The paragraph has changed around it; the quotation still stands, word for word.",
        "It stands at characters 46 to 66 now.",
    )
    assert proof.difference == Difference(
        "Potholes were repaired. The cost was …",
        "Councillor Ash spoke. Potholes were repaired. The cost was …",
    )


def test_words_that_never_stood_there_are_a_misquotation(collection: Collection) -> None:
    proof = proved(collection, replace(CLAIM, quote="The cost was £9,000."))
    assert (proof.verdict, proof.notes) == (
        "misquoted",
        ("The paragraph is as it was, and these words are not in it.",),
    )
    assert proof.difference is not None
    assert proof.difference.was == "The cost was £9,000."
    assert "The cost was £4,000." in proof.difference.now


def test_removed_minutes_are_gone(collection: Collection) -> None:
    collection.remove(ROADS)
    proof = proved(collection, CLAIM)
    assert (proof.verdict, proof.address) == ("gone", None)
    assert proof.notes == (f"The minutes '{ROADS}' are not in the collection.",)


def test_words_that_stand_at_another_address_now_are_found_there(collection: Collection) -> None:
    put(collection, roads(TEXT, fragment="46.1"), b"new")
    proof = proved(collection, CLAIM)
    assert proof.verdict == "gone"
    assert proof.notes == ("The minutes are there, and have no such paragraph. The same words stand elsewhere now.",)
    assert proof.elsewhere == (f"/minutes/{ROADS}?paragraph=46.1&quote=24-44#46.1",)


@pytest.mark.parametrize(
    ("claim", "verdict", "note"),
    [
        (
            Claim("", PARAGRAPH, COST),
            "unchanged",
            "Told by the quotation alone, for the file has no digest of the paragraph.",
        ),
        (
            Claim("", PARAGRAPH, "The cost was £9,000."),
            "changed",
            "These words are not in the paragraph. Whether they ever were cannot be told, for the file has no digest "
            "of it.",
        ),
        (
            Claim("", PARAGRAPH, COST, (0, 20)),
            "changed",
            "The quotation still stands, word for word, in another place of the paragraph.",
        ),
        (
            Claim("", PARAGRAPH, ""),
            "unchanged",
            "The paragraph is there; whether it has changed cannot be told without its digest.",
        ),
        (Claim("", PARAGRAPH, "", digest="0" * 16), "changed", "The paragraph has changed since."),
        (Claim("", ROADS, ""), "gone", "This names whole minutes and no paragraph of them."),
    ],
)
def test_where_the_file_says_less_the_note_says_what_could_not_be_told(
    collection: Collection, claim: Claim, verdict: str, note: str
) -> None:
    proof = proved(collection, claim)
    assert (proof.verdict, proof.notes[0]) == (verdict, note)


def test_bent_quotation_marks_change_nothing(collection: Collection) -> None:
    put(collection, roads("The Chair’s report was noted – with thanks."), b"new")
    assert proved(collection, Claim("", PARAGRAPH, "The Chair's report was noted - with")).verdict == "unchanged"


def test_ids_that_no_database_can_hold_are_gone(collection: Collection) -> None:
    assert proved(collection, Claim("", "a' OR 1=1 --", "x" * 5000)).verdict == "gone"


def test_the_summary_counts_each_verdict(collection: Collection) -> None:
    found = prove(collection, claiming(CLAIM, CLAIM, replace(CLAIM, paragraph_id="oak/x/y#1"), uncited=1))
    assert (found.holds, found.counts) == (False, {"unchanged": 2, "changed": 0, "gone": 1, "misquoted": 0})
    assert summary(found) == (
        "3 citations: 2 unchanged, 1 gone. 1 quotation names no paragraph, or has no end, and cannot be checked."
    )
    assert summary(prove(collection, claiming())) == "There is nothing to check: the answer cites nothing."
    assert prove(collection, claiming(CLAIM)).holds


def test_minutes_of_others_do_not_disturb(collection: Collection) -> None:
    other = minutes_of(
        "elm/a/b", (Item(None, "", "", (line("elm/a/b", "p1", COST),)),), title="Elm", address="elm.html"
    )
    collection.add(*reading(other))
    assert proved(collection, CLAIM).verdict == "unchanged"
