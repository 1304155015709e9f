"""What can go wrong with an evaluation.

MinutedError                      corpus/errors.py
└── EvaluationError
    ├── SetUnknown                there is no question set of that name
    ├── CorpusMissing             the minutes that a set is asked of are not here
    ├── QuestionsInvalid          a question set that cannot be used: a bad line, an unknown paragraph, a changed text
    ├── DataInvalid               a file of another format that cannot be used: a run, qrels, a BEIR folder, answers
    └── NotComparable             two results that were made of different things
"""

from corpus.errors import MinutedError


class EvaluationError(MinutedError):
    """An evaluation cannot be made."""


class SetUnknown(EvaluationError):
    """There is no question set of that name."""


class CorpusMissing(EvaluationError):
    """The minutes that a question set is asked of are not here."""


class QuestionsInvalid(EvaluationError):
    """A question set cannot be used as it stands."""


class DataInvalid(EvaluationError):
    """A file in a format of the field cannot be used as it stands."""


class NotComparable(EvaluationError):
    """Two results were made of different things, so that a difference would say nothing."""
