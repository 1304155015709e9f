"""Files added for a measurement: all of them, or none is measured."""

from pathlib import Path

import pytest

from eval.errors import EvaluationError
from eval.filling import fill
from index.collection import Collection
from index.embed import load_embedder

SALT = "Agenda item\n\nGritting\n\n1.1  The salt barn was filled in October.\n"
BUSES = "Agenda item\n\nBuses\n\n2.1  The bus leaves at eight.\n"


def written(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def test_every_file_is_added_and_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    files = written(tmp_path, salt=SALT, buses=BUSES)
    with Collection.open(tmp_path / "public", load_embedder("hashed-words"), create=True) as collection:
        seconds = fill(collection, files, what="a file", told=lambda *one: told.append(one))
        assert collection.statistics().minutes == 2
    assert seconds > 0
    assert told == [("salt.txt", 1, 2), ("buses.txt", 2, 2)]


def test_where_one_is_refused_nothing_is_measured(tmp_path: Path) -> None:
    files = written(tmp_path, salt=SALT, none="")
    with (
        Collection.open(tmp_path / "public", load_embedder("hashed-words"), create=True) as collection,
        pytest.raises(EvaluationError, match=r"^a grown document was refused: .*none\.txt"),
    ):
        fill(collection, files, what="a grown document")
