"""Rankings and judgements in, the value of each measure for each question out.

Measures go by their ir_measures names (`nDCG@10`, `Success@1`, `R@5`, `RR@10`, `AP`, `Judged@10`) and are computed by
ir_measures; `AllGold@k` is Minuted's own. Source of the names: https://ir-measur.es/en/latest/measures.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import ir_measures

from eval.datasets.trec import Qrels, Rankings, in_order
from eval.errors import EvaluationError

# Those that ir_measures computes by trec_eval, or as trec_eval would, each in [0, 1].
FAMILIES = ("nDCG", "Success", "R", "P", "RR", "AP", "Rprec", "Bpref", "Judged")
DEEPEST = 1000
MEASURES = ("nDCG@10", "Success@1", "Success@5", "R@5", "R@10", "RR@10", "AP", "AllGold@10", "Judged@10")
# Sets of paragraphs each of which alone answers a question wholly, by question.
Alternatives = Mapping[str, Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Scores:
    """The value of each measure for each judged question, in [0, 1]: values[question][measure]."""

    values: Mapping[str, Mapping[str, float]]

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the measures, in the order asked for."""
        return tuple(next(iter(self.values.values())))

    def mean(self, measure: str, questions: Sequence[str] | None = None) -> float:
        """Return the mean of a measure over some questions, all where none are named."""
        return fmean(self.values[question][measure] for question in (questions or self.values))


def score(
    rankings: Rankings, qrels: Qrels, *, measures: Sequence[str] = MEASURES, any_of: Alternatives | None = None
) -> Scores:
    """Return the value of each measure for each question that has a paragraph of grade 1 or more.

    A question without hits counts 0. Ties stand as trec_eval breaks them: the greater id first. Raises EvaluationError
    for a measure that nobody knows, where no question is judged, and where the rankings are of other questions.
    """
    asked = {question: judged for question, judged in qrels.items() if any(grade > 0 for grade in judged.values())}
    if not asked:
        raise EvaluationError(
            "no question has a paragraph that answers it, so that there is nothing to measure. Judge some first."
        )
    if rankings and not rankings.keys() & asked.keys():
        raise EvaluationError(
            f"the rankings and the judgements have no question in common: '{next(iter(rankings))}' is the first "
            f"that is ranked, '{next(iter(asked))}' the first that is judged. Give the judgements that the run is of."
        )
    known = {name: measure(name) for name in measures}
    values: dict[str, dict[str, float]] = {question: dict.fromkeys(measures, 0.0) for question in asked}
    # Measures come from several libraries, which break ties in several ways: none is left to break.
    run = [
        ir_measures.ScoredDoc(question, paragraph, float(-place))
        for question in asked
        for place, (paragraph, _) in enumerate(in_order(rankings.get(question, ())))
    ]
    judged = [
        ir_measures.Qrel(question, paragraph, grade)
        for question, of in asked.items()
        for paragraph, grade in of.items()
    ]
    # A measure has several names: `R@5` and `Recall@5`.
    wanted = {of for of in known.values() if of is not None}
    for found in ir_measures.iter_calc(sorted(wanted, key=str), judged, run) if wanted else ():
        for name in (name for name, of in known.items() if of == found.measure):
            values[found.query_id][name] = float(found.value)
    for name, of_library in known.items():
        if of_library is None:
            depth = int(name.partition("@")[2])
            for question, of in asked.items():
                top = {paragraph for paragraph, _ in in_order(rankings.get(question, ()))[:depth]}
                values[question][name] = float(_is_whole(top, of, (any_of or {}).get(question, ())))
    return Scores(values)


def measure(name: str) -> ir_measures.Measure | None:
    """Return a measure of ir_measures by its name, None for AllGold, which is not one of them.

    Raises EvaluationError for a name that is no measure of FAMILIES, and for a depth beyond 1 to 1,000.
    """
    if re.fullmatch(r"AllGold@([1-9][0-9]{0,2}|1000)", name):
        return None
    try:
        found = ir_measures.parse_measure(name)
        found.validate_params()  # type: ignore[no-untyped-call]
    except (ValueError, NameError, TypeError, SyntaxError, AssertionError):
        found = None
    # trec_eval ends the process where a depth is 0.
    if found is None or found.NAME not in FAMILIES or not 1 <= found.params.get("cutoff", 1) <= DEEPEST:
        raise EvaluationError(
            f"there is no measure '{name}'. Give one of {', '.join(FAMILIES)} by its name in ir_measures, such as "
            f"{', '.join(MEASURES[:3])}, or AllGold@10; the depth is 1 to {DEEPEST}."
        )
    return found


def _is_whole(top: set[str], judged: Mapping[str, int], any_of: Sequence[Sequence[str]]) -> bool:
    """Return whether what was found answers wholly: one of the alternatives, else every paragraph that is needed.

    Needed is what has grade 2 or more; where nothing has, everything of grade 1.
    """
    if any(top.issuperset(group) for group in any_of):
        return True
    needed = {paragraph for paragraph, grade in judged.items() if grade >= 2}
    return not any_of and top.issuperset(needed or {paragraph for paragraph, grade in judged.items() if grade > 0})
