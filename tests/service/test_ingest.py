"""Adding files and folders: what is read, what is refused, what is remembered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceMissing
from corpus.minutes import Metadata
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
