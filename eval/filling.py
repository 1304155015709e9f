"""Files and a collection in, the collection with all of them out, added as `minuted add` does; or a refusal."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.minutes import Metadata
from eval.errors import EvaluationError
from index.collection import Collection
from service.ingest import Account, add_files


def fill(
    collection: Collection,
    files: Sequence[Path],
    *,
    what: str,
    told: Callable[[str, int, int], None] = lambda *_: None,
) -> float:
    """Add files to a collection, and return how many seconds that took, the indexes left as they were.

    what: what each file is, as in “a file of the corpus”. told: called after each with its name, how many are done, and
    of how many. Raises EvaluationError where one is refused: what is measured would be of something else.
    """
    account = Account()
    started = time.perf_counter()
    add_files(
        collection,
        list(files),
        given=Metadata(),
        replace=False,
        told=lambda file, so_far: told(file.name, len(so_far.added) + len(so_far.refused), len(files)),
        account=account,
    )
    seconds = time.perf_counter() - started
    if account.refused:
        raise EvaluationError(f"{what} was refused: {account.refused[0].reason}")
    return seconds
