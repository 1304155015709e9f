"""The scores of a run and those of an accepted one in, what became worse out: as text, Markdown and JUnit XML.

Two guards: the mean of a measure may not fall further than is allowed, and no more questions than are allowed may lose
every paragraph that answers from the first ten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET  # written, never read

from pydantic import TypeAdapter, ValidationError

from eval.datasets.lines import write_lines
from eval.errors import DataInvalid, NotComparable
from eval.metrics import Scores
from eval.questions import told
from eval.runs import MadeBy

MAX_DROP = 0.005
MAX_BROKEN = 0.01
FOUND = "R@10"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Scores that later ones are held against, with what they were made by. values[question][measure]."""

    made_by: MadeBy
    values: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. before, now: means, or shares of questions; None where there is no figure."""

    name: str
    before: float | None
    now: float | None
    allowed: float
    passed: bool
    reason: str


def read_accepted(path: Path) -> Accepted:
    """Return accepted scores from a file. Raises DataInvalid where it is none."""
    try:
        accepted = _ACCEPTED.validate_json(path.read_bytes())
    except OSError as error:
        raise DataInvalid(
            f"'{path}' cannot be read ({error.strerror}). "
            "Write accepted scores there with: minuted-eval gate RUN --baseline FOLDER --accept"
        ) from None
    except ValidationError as error:
        raise DataInvalid(f"'{path}' holds no accepted scores: {told(error)}. Write it again.") from None
    if len({tuple(of) for of in accepted.values.values()}) != 1:
        raise DataInvalid(f"'{path}' holds no accepted scores (not the same measures everywhere). Write it again.")
    return accepted


def write_accepted(path: Path, scores: Scores, made_by: MadeBy) -> None:
    """Write scores to be held against later, questions in order, six digits: the same scores give the same bytes."""
    values = {
        question: {measure: round(value, 6) for measure, value in scores.values[question].items()}
        for question in sorted(scores.values)
    }
    write_lines(path, [_ACCEPTED.dump_json(Accepted(made_by, values), indent=1).decode()])


def checks(
    before: Accepted,
    now: Scores,
    made_by: MadeBy,
    *,
    max_drop: Mapping[str, float],
    otherwise: float = MAX_DROP,
    max_broken: float = MAX_BROKEN,
) -> list[Check]:
    """Return every check of new scores against accepted ones; a measure that is missing now has failed.

    made_by: what made the new ones. max_drop: by measure, otherwise for those it does not name, as differences of
    means. max_broken: as a share of the questions. Raises NotComparable where they are of other questions or
    judgements, or of follow-ups in another form. Another corpus does not hinder, since reading it worse is what shall
    be seen.
    """
    changed = sorted(set(before.values) ^ set(now.values))
    what = f"other questions ({len(changed)} differ, '{changed[0]}' the first)" if changed else ""
    if before.made_by.questions != made_by.questions:
        what = what or "questions of other words or judgements"
    if before.made_by.form != made_by.form:
        what = what or f"follow-ups in another form ('{before.made_by.form}', now '{made_by.form}')"
    if what:
        raise NotComparable(
            f"the accepted scores are of {what}. Look at what changed, then accept new scores with --accept."
        )
    accepted = Scores(before.values)
    found = [_mean_check(measure, accepted, now, max_drop.get(measure, otherwise)) for measure in accepted.measures]
    if FOUND in accepted.measures and FOUND in now.measures:
        broken = sorted(
            question
            for question, values in before.values.items()
            if values[FOUND] > 0 and now.values[question][FOUND] == 0
        )
        share = len(broken) / len(before.values)
        named = f": {', '.join(broken[:10])}" if broken else ""
        reason = f"{len(broken)} questions lost every paragraph that answers from the first ten{named}"
        found.append(Check("questions lost", 0.0, share, max_broken, share <= max_broken, reason))
    return found


def as_markdown(name: str, found: Sequence[Check]) -> str:
    """Return checks as a table in Markdown, for a summary of CI."""
    verdict = "passed" if all(one.passed for one in found) else "regression"
    rows = [
        f"| {one.name} | {_shown(one.before)} | {_shown(one.now)} | {one.allowed:.3f} | "
        f"{'passed' if one.passed else f'**failed**: {one.reason}'} |"
        for one in found
    ]
    return "\n".join(
        [f"### {name}: {verdict}", "", "| check | accepted | now | allowed drop | |", "|---|---|---|---|---|", *rows]
    )


def as_junit(results: Mapping[str, Sequence[Check]]) -> str:
    """Return checks, by the name of their run, as JUnit XML: a suite for each run, a case for each check."""
    root = ET.Element("testsuites", name="minuted-eval gate")
    for name, found in results.items():
        failures = sum(not one.passed for one in found)
        suite = ET.SubElement(root, "testsuite", name=name, tests=str(len(found)), failures=str(failures))
        for one in found:
            case = ET.SubElement(suite, "testcase", classname=name, name=one.name)
            if not one.passed:
                ET.SubElement(case, "failure", message=one.reason).text = one.reason
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _mean_check(measure: str, before: Scores, now: Scores, allowed: float) -> Check:
    was = before.mean(measure)
    if measure not in now.measures:
        return Check(measure, was, None, allowed, passed=False, reason="it was not measured")
    value = now.mean(measure)
    # Accepted values are rounded to six digits.
    passed = was - value <= allowed + 1e-6
    return Check(measure, was, value, allowed, passed, f"it fell by {was - value:.4f}, more than {allowed:g}")


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


_ACCEPTED = TypeAdapter(Accepted)
