"""Adding files and folders: what is read, what is refused, what is remembered."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from corpus.errors import SourceMissing
from corpus.minutes import Metadata, Reading
from corpus.sandboxes import Sandboxes
from index.collection import Collection
from index.embed import load_embedder
from index.errors import ModelMismatch
from service.ingest import Account, add_files, files_at

ITEM = (
    "Agenda item\n\nRoads\n\n1.1\u00a0\u00a0 Potholes were repaired.\n\n1.2\u00a0\u00a0 Salt was bought.\n\n"
    "ACTION:\u00a0 Ann Hall\n"
)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    with Collection.open(tmp_path / "home", load_embedder("hashed-words"), create=True) as opened:
        yield opened


def add(collection: Collection, *paths: Path, given: Metadata | None = None, replace: bool = False) -> Account:
    account = Account()
    files = files_at(paths)
    add_files(collection, files, given=given or Metadata(), replace=replace, told=lambda *_: None, account=account)
    return account


def write(folder: Path, name: str, text: str = ITEM) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_an_account_tells_documents_paragraphs_labels_and_kinds(collection: Collection, tmp_path: Path) -> None:
    account = add(collection, write(tmp_path / "in", "roads.txt"))
    assert [(one.minutes_id, one.outcome) for one in account.added] == [("unknown/unknown/undated/roads", "added")]
    assert (account.paragraphs, account.labels) == (3, 2)
    assert account.kinds == {"paragraph": 2, "action": 1}


def test_a_file_that_is_refused_does_not_stop_the_others(collection: Collection, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt", "")
    write(tmp_path / "in", "b.txt")
    account = add(collection, tmp_path / "in")
    assert [one.outcome for one in account.added] == ["added"]
    assert [(Path(one.path).name, one.reason) for one in account.refused] == [
        ("a.txt", "'a.txt' is empty: it holds no text to read. Save the page or document again and add that file.")
    ]


def test_the_command_line_goes_before_the_side_car_and_both_before_the_document(
    collection: Collection, tmp_path: Path
) -> None:
    file = write(tmp_path / "in", "roads.txt")
    write(tmp_path / "in", "roads.txt.toml", 'council = "Oak Council"\ncommittee = "Roads Board"\nheld = 2024-01-01\n')
    account = add(collection, file, given=Metadata(committee="Highways Board"))
    assert [one.minutes_id for one in account.added] == ["oak/highways-board/2024-01-01/roads"]


def test_what_was_stated_once_holds_when_the_same_bytes_come_again(collection: Collection, tmp_path: Path) -> None:
    file = write(tmp_path / "in", "roads.txt")
    stated = Metadata(council="Oak Council", committee="Roads Board", held=date(2024, 1, 1))
    assert [one.outcome for one in add(collection, file).added] == ["added"]
    moved = add(collection, file, given=stated)
    assert [(one.outcome, one.minutes_id) for one in moved.added] == [("moved", "oak/roads-board/2024-01-01/roads")]
    assert [one.outcome for one in add(collection, file).added] == ["unchanged"]
    assert [one.id for one in collection.summaries()] == ["oak/roads-board/2024-01-01/roads"]


def test_the_order_of_files_is_kept_however_long_each_takes(collection: Collection, tmp_path: Path) -> None:
    large = ITEM + "\n\n".join(f"1.{n}\u00a0\u00a0 Road {n} was swept." for n in range(3, 300))
    for name, text in (("a.txt", large), ("b.txt", ""), ("c.txt", ITEM), ("d.txt", large), ("e.txt", ITEM)):
        write(tmp_path / "in", name, text.replace("Roads", f"Roads {name[0]}"))
    told: list[tuple[str, int, int]] = []
    add_files(
        collection,
        files_at([tmp_path / "in"]),
        given=Metadata(),
        replace=False,
        told=lambda file, so_far: told.append((file.name, len(so_far.added), len(so_far.refused))),
        account=Account(),
    )
    assert told == [("a.txt", 1, 0), ("b.txt", 1, 1), ("c.txt", 2, 1), ("d.txt", 3, 1), ("e.txt", 4, 1)]


def test_a_copy_in_the_same_folder_knows_what_was_stated_of_the_first(collection: Collection, tmp_path: Path) -> None:
    write(tmp_path / "in", "a.txt")
    write(tmp_path / "in", "a.txt.toml", 'council = "Oak Council"\ncommittee = "Roads Board"\nheld = 2024-01-01\n')
    write(tmp_path / "in", "copy.txt")
    assert [(one.outcome, one.minutes_id) for one in add(collection, tmp_path / "in").added] == [
        ("added", "oak/roads-board/2024-01-01/roads"),
        ("unchanged", "oak/roads-board/2024-01-01/roads"),
    ]


def test_other_minutes_at_the_same_address_are_refused_and_nothing_is_lost(
    collection: Collection, tmp_path: Path
) -> None:
    first, second = write(tmp_path / "in", "a.txt"), write(tmp_path / "in", "b.txt", ITEM.replace("Salt", "Grit"))
    add(collection, first)
    account = add(collection, second)
    assert [one.reason for one in account.refused] == [
        "minutes 'unknown/unknown/undated/roads' are already here from 'a.txt'; 'b.txt' would replace them. "
        "Add it with --replace, or tell them apart with --council, --committee, --held or --title."
    ]
    assert collection.minutes("unknown/unknown/undated/roads").paragraphs[1].text == "Salt was bought."
    assert [one.outcome for one in add(collection, second, replace=True).added] == ["replaced"]
    assert collection.minutes("unknown/unknown/undated/roads").paragraphs[1].text == "Grit was bought."


def test_a_changed_file_is_refused_until_what_was_stated_is_stated_again(
    collection: Collection, tmp_path: Path
) -> None:
    stated = Metadata(council="Oak Council", committee="Roads Board", held=date(2024, 1, 1))
    add(collection, write(tmp_path / "in", "roads.txt"), given=stated)
    changed = write(tmp_path / "in", "roads.txt", ITEM.replace("Salt", "Grit"))
    assert [one.reason for one in add(collection, changed).refused] == [
        "'roads.txt' has changed since it was added as 'oak/roads-board/2024-01-01/roads', and what was stated then is "
        "not stated now (council, committee, held). State it again, or put it into 'roads.txt.toml' so that it lasts."
    ]
    assert [one.outcome for one in add(collection, changed, given=stated).added] == ["replaced"]
    assert [one.id for one in collection.summaries()] == ["oak/roads-board/2024-01-01/roads"]


def refusing(*_: object) -> NoReturn:
    raise AssertionError("a file was read")


def test_what_is_there_unchanged_is_told_of_without_being_read(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in", "a.txt")
    write(tmp_path / "in", "b.txt", ITEM.replace("Roads", "Bins"))
    write(tmp_path / "in", "b.txt.toml", 'council = "Oak Council"\ncommittee = "Bins Board"\nheld = 2024-01-01\n')
    first = add(collection, tmp_path / "in")
    generation = collection.statistics().generation
    monkeypatch.setattr(Sandboxes, "read", refusing)
    monkeypatch.setattr(collection, "prepare", refusing)
    again = add(collection, tmp_path / "in")
    assert again.added == [replace(one, outcome="unchanged") for one in first.added]
    assert [one.warnings[0][:40] for one in again.added if one.warnings] == ["the document does not state its council,"]
    assert (again.kinds, collection.statistics().generation) == ({}, generation)


@pytest.mark.parametrize(
    ("sidecar", "given", "outcome"),
    [
        ("", Metadata(), "unchanged"),
        ("", Metadata(status="draft"), "replaced"),
        ('council = "Elm Council"\n', Metadata(), "moved"),
        ("", Metadata(committee="Streets Board"), "moved"),
    ],
)
def test_what_is_stated_anew_is_read_anew(
    collection: Collection, tmp_path: Path, sidecar: str, given: Metadata, outcome: str
) -> None:
    file = write(tmp_path / "in", "roads.txt")
    add(collection, file, given=Metadata(council="Oak Council", committee="Roads Board", held=date(2024, 1, 1)))
    write(tmp_path / "in", "roads.txt.toml", sidecar)
    assert [one.outcome for one in add(collection, file, given=given).added] == [outcome]


def test_other_rules_of_reading_read_everything_once_more(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "in", "roads.txt")
    add(collection, file)
    sha256, given = hashlib.sha256(file.read_bytes()).hexdigest(), Metadata()
    assert collection.is_read(sha256, name="roads.txt", given=given)
    monkeypatch.setattr("index.readings.rules", lambda: "of another version")
    assert not collection.is_read(sha256, name="roads.txt", given=given)
    assert [one.outcome for one in add(collection, file).added] == ["unchanged"]
    assert collection.is_read(sha256, name="roads.txt", given=given)


def test_one_changed_file_is_the_only_one_that_is_read(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "in", f"{name}.txt", ITEM.replace("Roads", f"Roads {name}"))
    add(collection, tmp_path / "in")
    write(tmp_path / "in", "b.txt", ITEM.replace("Roads", "Roads b").replace("Salt", "Grit"))
    names: list[str] = []
    read = Sandboxes.read

    def noted(self: Sandboxes, name: str, data: bytes, given: Metadata) -> Future[Reading]:
        names.append(Path(name).name)
        return read(self, name, data, given)

    monkeypatch.setattr(Sandboxes, "read", noted)
    assert [one.outcome for one in add(collection, tmp_path / "in").added] == ["unchanged", "replaced", "unchanged"]
    assert names == ["b.txt"]


def test_what_another_file_has_just_replaced_is_read_after_all(collection: Collection, tmp_path: Path) -> None:
    old = write(tmp_path / "in", "b.txt")
    add(collection, old)
    write(tmp_path / "in", "a.txt", ITEM.replace("Salt", "Grit"))
    account = add(collection, tmp_path / "in", replace=True)
    assert [one.outcome for one in account.added] == ["replaced", "replaced"]
    assert collection.minutes("unknown/unknown/undated/roads").paragraphs[1].text == "Salt was bought."


def test_the_same_bytes_under_two_names_are_both_known(collection: Collection, tmp_path: Path) -> None:
    for name in ("a.txt", "copy.txt"):
        write(tmp_path / "in", name)
    assert [one.outcome for one in add(collection, tmp_path / "in").added] == ["added", "unchanged"]
    sha256 = hashlib.sha256(ITEM.encode()).hexdigest()
    assert collection.is_read(sha256, name="copy.txt", given=Metadata())
    assert collection.is_read(sha256, name="a.txt", given=Metadata())
    assert not collection.is_read(sha256, name="other.txt", given=Metadata())
    collection.remove("unknown/unknown/undated/roads")
    assert not collection.is_read(sha256, name="a.txt", given=Metadata())


def test_what_concerns_the_whole_collection_stops_at_once(collection: Collection, tmp_path: Path) -> None:
    add(collection, write(tmp_path / "in", "a.txt"))
    light = load_embedder("hashed-words")
    other = replace(light, name="other", fingerprint="other@123")
    write(tmp_path / "in", "b.txt", ITEM.replace("Roads", "Bins"))
    with Collection.open(collection.folder, other) as reopened, pytest.raises(ModelMismatch):
        add(reopened, tmp_path / "in" / "b.txt")


def test_files_named_twice_are_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "in", "a.txt")
    assert files_at([tmp_path / "in", file]) == [file]


def test_a_path_with_nothing_at_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing) as error:
        files_at([tmp_path / "none"])
    assert str(error.value) == (
        f"there is no file or folder '{tmp_path / 'none'}'. Give the path of minutes to add, or of a folder of them."
    )
