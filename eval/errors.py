"""What can go wrong with an evaluation.

MinutedError                      corpus/errors.py
└── EvaluationError
    ├── SetUnknown                there is no question set of that name
    └── QuestionsInvalid          a question set that cannot be used: a bad line, an unknown paragraph, a changed text
"""

from corpus.errors import MinutedError


class EvaluationError(MinutedError):
    """An evaluation cannot be made."""


class SetUnknown(EvaluationError):
    """There is no question set of that name."""


class QuestionsInvalid(EvaluationError):
    """A question set cannot be used as it stands."""
