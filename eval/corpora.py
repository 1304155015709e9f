"""A question set in, a collection of the minutes that its questions are asked of out."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import sample
from corpus.minutes import Metadata
from eval.errors import EvaluationError
from eval.questions import QuestionSet, check_gold
from index.collection import Collection
from index.embed import load_embedder
from service.ingest import Account, add_files, files_at

SHARED = "MINUTED_SHARED"


def folder_of(questions: QuestionSet) -> Path:
    """Return the folder of the minutes that a set is asked of. Raises EvaluationError where it is not to be had."""
    if questions.corpus == "sample":
        return sample.FOLDER
    shared = os.environ.get(SHARED)
    folder = Path(shared or "../shared") / "minutes"
    if not folder.is_dir():
        raise EvaluationError(
            f"the minutes that '{questions.name}' is asked of are not in '{folder}'. They are not part of Minuted; "
            f"name the folder that holds them with the variable {SHARED}."
        )
    return folder


@contextlib.contextmanager
def collection_for(
    questions: QuestionSet, *, model: str, told: Callable[[Path, Account], None]
) -> Iterator[tuple[Collection, Account]]:
    """Make a collection of a set's minutes in a temporary home, and check the judgements against it.

    told: called after each file. Raises EvaluationError where a file is refused, QuestionsInvalid for a judgement that
    does not hold.
    """
    files = files_at([folder_of(questions)])
    account = Account()
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as folder:
        embedder = load_embedder(model)
        with Collection.open(Path(folder) / "collections" / "public", embedder, create=True) as collection:
            add_files(collection, files, given=Metadata(), replace=False, told=told, account=account)
            if account.refused:
                raise EvaluationError(f"a file of the corpus was refused: {account.refused[0].reason}")
            minutes = [collection.minutes(summary.id) for summary in collection.summaries()]
            check_gold(questions, {one.id: one.digest for whole in minutes for one in whole.paragraphs})
            yield collection, account
