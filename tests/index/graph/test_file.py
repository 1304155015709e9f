"""Graphs that are kept: found again, checked, made again when they are damaged, and done without."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.embed import load_folder
from index.graph.file import kept
from index.graph.run import HEAD

ROOT = Path(__file__).parents[3]
LOAD = """
import sys
from pathlib import Path
from index.embed import load_folder
made = load_folder(Path(sys.argv[1]), name="tiny", cache=Path(sys.argv[2]))
heavy = [name for name in ("torch", "transformers", "sentence_transformers", "onnx") if name in sys.modules]
print(made.runs_on.partition(",")[0], made.passages(["the bus fares."]).shape, *heavy)
"""


def load(folder: Path, cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, str(folder), str(cache)],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="session")
def made(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file that is left when two processes have made the same graph at once."""
    cache = tmp_path_factory.mktemp("cache")
    both = [load(tiny_folder, cache), load(tiny_folder, cache)]
    for process in both:
        out, error = process.communicate()
        assert out.startswith("onnxruntime (1, 16)"), error
    (file,) = (cache / "graphs").glob("*.graph")
    return file


def test_a_graph_that_is_kept_is_run_without_what_made_it(made: Path, tiny_folder: Path) -> None:
    assert made.name.startswith("tiny-")
    before = made.stat().st_mtime_ns
    assert load(tiny_folder, made.parent.parent).communicate()[0] == "onnxruntime (1, 16)\n"
    assert made.stat().st_mtime_ns == before


def test_no_damaged_graph_is_run(made: Path, tmp_path: Path) -> None:
    data, copy, chance = made.read_bytes(), tmp_path / "copy.graph", random.Random(5)  # noqa: S311
    assert kept(made) is not None
    for _ in range(300):
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        copy.write_bytes(damaged)
        assert kept(copy) is None
    for _ in range(50):
        copy.write_bytes(data[: chance.randrange(len(data))])
        assert kept(copy) is None
    assert kept(tmp_path / "nowhere.graph") is None


def test_what_is_whole_but_no_graph_is_not_run(tmp_path: Path) -> None:
    # printf nonsense | sha256sum
    digest = b"999aaa8645bb72ff599e143b1e3d2a94777127f4783a69f067251f7bbebc5ab6"
    (tmp_path / "x.graph").write_bytes(HEAD + digest + b"\nnonsense")
    assert kept(tmp_path / "x.graph") is None


def test_a_damaged_graph_is_made_again_and_an_old_one_goes(made: Path, tiny_folder: Path, tmp_path: Path) -> None:
    graphs = tmp_path / "graphs"
    graphs.mkdir()
    (graphs / made.name).write_bytes(made.read_bytes()[:-1])
    (graphs / f"tiny-{'0' * 16}.graph").write_bytes(b"of an earlier version")
    (graphs / f"other-{'0' * 16}.graph").write_bytes(b"of another model")
    tiny = load_folder(tiny_folder, name="tiny", cache=tmp_path)
    assert tiny.runs_on.startswith("onnxruntime")
    assert kept(graphs / made.name) is not None
    assert {file.name for file in graphs.glob("*.graph")} == {made.name, f"other-{'0' * 16}.graph"}


def test_another_file_in_the_model_s_folder_is_another_graph(made: Path, tiny_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_folder, tmp_path / "model")
    config = tmp_path / "model" / "config.json"
    config.write_text(config.read_text() + "\n")
    load_folder(tmp_path / "model", name="tiny", cache=tmp_path)
    assert [file.name for file in (tmp_path / "graphs").glob("*.graph")] != [made.name]


def test_where_nothing_can_be_kept_the_model_runs_as_it_is(tiny_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    tiny = load_folder(tiny_folder, name="tiny", cache=tmp_path / "file")
    assert tiny.runs_on == "sentence-transformers"
    assert tiny.note == (
        "the model 'tiny' runs as it is, several times slower than it could: no graph can be kept in "
        f"'{tmp_path / 'file' / 'graphs'}': Not a directory."
    )
    assert tiny.passages(["the bus fares."]).shape == (1, 16)


def test_a_model_that_cannot_be_a_graph_runs_as_it_is(tiny_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_folder, tmp_path / "model")
    config = tmp_path / "model" / "config.json"
    config.write_text(config.read_text().replace('"gelu"', '"relu"'))
    tiny = load_folder(tmp_path / "model", name="tiny", cache=tmp_path)
    assert (tiny.runs_on, tiny.note) == (
        "sentence-transformers",
        "the model 'tiny' runs as it is, several times slower than it could: its activation is 'relu', or its "
        "positions are not absolute.",
    )
    whole, (spans,), _ = tiny.parts(["the bus fares."], [[(4, 7)]])
    assert (whole.shape, spans.shape) == ((1, 16), (1, 16))


def test_a_full_disk_leaves_the_model_as_it_is(tiny_folder: Path, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(small_disk.stat().st_blksize))
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass
    tiny = load_folder(tiny_folder, name="tiny", cache=small_disk)
    assert tiny.runs_on == "sentence-transformers"
    assert tiny.note.endswith("No space left on device.")
    assert not [*small_disk.glob("graphs/*.graph*")]
