"""What is timed, and how often: the same for every part.

In: a question set and flags. Out: a Trial, which is handed from part to part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eval.corpora import Benchmark, folder_of
from eval.errors import EvaluationError
from service.ingest import files_at
from service.settings import Settings

# More would only take longer: the 95th percentile of a hundred does not move much any more.
MOST_QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """Minutes, questions, settings, and how much of everything.

    rounds: of which the best counts, from 1. clients: how many ask at once, one level after the other. sizes: in
    paragraphs, from 1. workers: how many processes serve, one number after the other. embedded: whether the vectors of
    collections that grow are embedded, and not mixed from real ones. told: called while minutes are added, with how
    many documents are done, and of how many.
    """

    benchmark: Benchmark
    settings: Settings
    rounds: int
    clients: tuple[int, ...]
    sizes: tuple[int, ...]
    workers: tuple[int, ...] = (1, 2)
    embedded: bool = False
    told: Callable[[int, int], None] = lambda *_: None

    def __post_init__(self) -> None:
        """Raise EvaluationError for a BEIR folder."""
        if self.benchmark.documents:
            raise EvaluationError(
                f"'{self.benchmark.questions.name}' is a BEIR folder, whose documents are no minutes that could be "
                "read and added. Give a question set; 'minuted-eval sets' lists them."
            )

    @property
    def files(self) -> list[Path]:
        """The files of the minutes that the questions are asked of."""
        return files_at([folder_of(self.benchmark.questions)])

    @property
    def questions(self) -> list[str]:
        """The questions in their stand-alone form, at least two and at most MOST_QUESTIONS, from all over the set."""
        asked = [question.asked for question in self.benchmark.questions.questions]
        step = -(-len(asked) // MOST_QUESTIONS)
        return asked[::step] if len(asked) > 1 else asked * 2
