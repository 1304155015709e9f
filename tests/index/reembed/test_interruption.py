"""Embedding anew while it is killed and while others search: one model or the other, never both."""

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index import staging
from index.collection import Collection
from index.embedder import Embedder
from index.reembed import reembed
from index.retrieve import retrieve
from index.settings import RetrievalSettings
from tests.index.reembed.conftest import POTHOLES, Given, rows

ROOT = Path(__file__).parents[3]

KILLED = """
import os, signal, sys
from pathlib import Path
from index import schema, staging
from index.collection import Collection
from index.embed import load_embedder
from index.reembed import reembed
from tests.index.narrow import narrow

left, reached = int(sys.argv[2]), 0

def count(*_):
    global reached
    reached += 1
    if reached > left:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(connect):
    def connected(*given, **named):
        connection = connect(*given, **named)
        connection.set_trace_callback(count)
        connection.set_progress_handler(count, 40)
        return connection
    return connected

with Collection.open(Path(sys.argv[1]), load_embedder("hashed-words")) as collection:
    schema.connect, staging._connected = counted(schema.connect), counted(staging._connected)
    reembed(collection, narrow())
print(reached)
"""


@pytest.mark.timeout(300)
def test_a_kill_at_any_moment_leaves_one_model_and_the_next_run_goes_on(
    library: Collection,
    fresh: Callable[..., Collection],
    tmp_path: Path,
    embedder: Embedder,
    other: Embedder,
    potholes: Given,
    buses: Given,
) -> None:
    earlier, later = rows(library.folder), rows(fresh(other, potholes, buses).folder)
    library.close()
    outcomes: list[tuple[bool, int]] = []
    folder = tmp_path / "killed" / "public"

    def run(moments: int) -> subprocess.CompletedProcess[bytes]:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(library.folder, folder)
        command = [sys.executable, "-c", KILLED, folder, str(moments)]
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True)

    whole = run(1_000_000)
    assert (whole.returncode, rows(folder)) == (0, later)
    last = int(whole.stdout)
    for moments in [*range(0, last - 12, last // 16), *range(last - 12, last)]:
        done = run(moments)
        # SQLite takes a few steps more or fewer from run to run: the last moments may come after the end.
        assert done.returncode == -signal.SIGKILL or last - 12 <= int(done.stdout) <= moments
        found = rows(folder)
        assert found in (earlier, later)
        with Collection.open(folder, embedder if found == earlier else other) as opened:
            assert opened.verify() == []
            assert retrieve(opened, "potholes")[0].paragraph.id.startswith(POTHOLES)
            outcomes.append((found == later, reembed(opened, other).resumed))
        assert rows(folder) == later
        assert not (folder / staging.FILE).exists()
    # Kills before anything was kept, between two minutes, before the new vectors took over, and after.
    assert {(False, 0), (False, 3), (False, 7), (True, 0)} <= set(outcomes)


def test_searches_go_on_with_one_model_or_the_other_all_the_while(
    tmp_path: Path, embedder: Embedder, other: Embedder, make: Callable[..., Given], fresh: Callable[..., Collection]
) -> None:
    given = [
        make([(str(n), f"Potholes in lane {n * place} cost £{n}. The bus {place} ran.") for n in range(1, 9)],
             council=f"Council {place}", address=f"{place}.txt")
        for place in range(12)
    ]  # fmt: skip
    settings, question = RetrievalSettings(headers=False), "What did the potholes in lane 12 cost?"
    named = [embedder]
    with Collection.open(tmp_path / "public", lambda: named[0], create=True) as serving:
        for one in given:
            serving.add(*one)
        ask = lambda: [(hit.paragraph.id, hit.score) for hit in retrieve(serving, question, settings=settings)]  # noqa: E731
        before = ask()
        after = [(hit.paragraph.id, hit.score) for hit in retrieve(fresh(other, *given), question, settings=settings)]
        assert before != after
        found: list[object] = []
        over = threading.Event()

        def keep_asking() -> None:
            while not over.is_set():
                try:
                    found.append(ask())
                except Exception as error:  # noqa: BLE001 - whatever it is, it must not be
                    found.append(error)

        threads = [threading.Thread(target=keep_asking) for _ in range(4)]
        serving.caches.start()
        named[0] = other
        for thread in threads:
            thread.start()
        with Collection.open(tmp_path / "public", embedder) as elsewhere:
            reembed(elsewhere, other)
        found += [ask() for _ in range(20)]
        over.set()
        for thread in threads:
            thread.join()
        assert [one for one in found if one not in (before, after)] == []
        assert ask() == after
        assert before in found
