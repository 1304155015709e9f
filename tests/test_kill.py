"""`minuted add`, killed at random moments: every document wholly in or wholly out, and the collection whole."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import sample
from corpus.minutes import Minutes
from corpus.outcomes.finders import OUTCOMES, outcomes_of
from corpus.outcomes.outcome import Outcome
from corpus.read import minutes_files, read_bytes, read_minutes
from corpus.sidecar import read_sidecar
from index.collection import Collection
from index.embed import load_embedder
from index.errors import CollectionMissing
from index.outcomes import Wanted

KILLS = 50
SEED = 20191107


def adding(home: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        "from service.cli import main; main()",
        "--home",
        str(home),
        "--model",
        "hashed-words",
    ]
    return subprocess.Popen([*command, "add", str(sample.FOLDER)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def came_of(minutes: Minutes) -> dict[str, list[Outcome]]:
    """Return what came of a meeting by kind, without the kinds of which there is nothing."""
    return {kind: list(outcomes) for kind, outcomes in outcomes_of(minutes).items() if outcomes}


# How many paragraphs, and which outcomes, minutes have.
Held = tuple[int, dict[str, list[Outcome]]]


def held(home: Path) -> dict[str, Held]:
    """Return what of each minutes is in the collection, after checking that it is whole."""
    try:
        opened = Collection.open(home / "collections" / "public", load_embedder("hashed-words"))
    except CollectionMissing:
        return {}
    with opened as collection:
        assert collection.verify() == []
        came: dict[str, dict[str, list[Outcome]]] = {}
        for kind in OUTCOMES:
            for one in collection.outcomes(Wanted(kind)).found:
                came.setdefault(one.placed.minutes.id, {}).setdefault(kind, []).append(one.outcome)
        return {
            one.id: (len(collection.minutes(one.id).paragraphs), came.get(one.id, {})) for one in collection.summaries()
        }


@pytest.mark.timeout(600)
def test_a_killed_add_leaves_every_document_wholly_in_or_wholly_out(tmp_path: Path) -> None:
    readings = [read_minutes(file.name, read_bytes(file), read_sidecar(file)) for file in minutes_files(sample.FOLDER)]
    whole = {one.minutes.id: (len(one.minutes.paragraphs), came_of(one.minutes)) for one in readings}
    assert sum(len(came.get("decision", ())) for _, came in whole.values()) > 20
    started = time.monotonic()
    assert adding(tmp_path / "whole").wait() == 0
    seconds = time.monotonic() - started
    assert held(tmp_path / "whole") == whole

    moments = random.Random(SEED)  # noqa: S311 - chooses moments, keeps no secret
    home, homes, in_the_middle = tmp_path / "home-0", 0, 0
    for _ in range(KILLS):
        before = held(home)
        if before == whole:
            homes += 1
            home, before = tmp_path / f"home-{homes}", {}
        process = adding(home)
        time.sleep(moments.uniform(0.2, 1.0) * seconds)
        process.kill()
        process.wait()
        after = held(home)
        assert before.items() <= after.items() <= whole.items()
        in_the_middle += 0 < len(after) < len(whole)
    assert in_the_middle >= 5, "too few kills fell while documents were being added for the test to mean anything"
    assert adding(home).wait() == 0
    assert held(home) == whole
