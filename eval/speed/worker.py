"""The name of a task as argument and its parameters in JSON on standard input in, what it found in JSON out.

The process that eval/speed/processes.py starts: nothing but one task has happened in it when its memory is read.
"""

import json
import sys
from collections.abc import Callable, Mapping

from corpus.errors import MinutedError
from eval.speed.adding_stages import embed, parse, together, write
from eval.speed.crowd import crowd
from eval.speed.searching import scale, search

TASKS: Mapping[str, Callable[..., dict[str, object]]] = {
    "parse": parse,
    "embed": embed,
    "write": write,
    "together": together,
    "search": search,
    "scale": scale,
    "crowd": crowd,
}


def main(task: str) -> None:
    """Run a task. What is expected to go wrong ends the process with status 1 and the sentence."""
    given = json.load(sys.stdin)
    try:
        print(json.dumps(TASKS[task](**given)))  # noqa: T201 - the answer
    except MinutedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1])
