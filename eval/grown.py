"""Minutes in, as many new ones as are wanted out: text files whose paragraphs mix the sentences of the given minutes.

For measuring how Minuted grows, never for judging it: the sentences are real prose with real words, but what they say
together is nothing. Councils, committees, days and numbers are new, so that no two documents have an id, and hardly any
two sentences a text, in common. The same minutes and seed give the same bytes on every machine.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from corpus import sample
from corpus.dates import written
from corpus.minutes import Minutes
from corpus.read import minutes_files, read_bytes, read_minutes
from corpus.sentences import sentences
from corpus.sidecar import read_sidecar
from eval.errors import EvaluationError

# Of every document, so that sizes can be said in documents; about what a meeting of two hours has.
PARAGRAPHS = 50
ITEMS = 10
MOST_SENTENCES = 4
SEED = 20240214
# What one is called where it is refused.
DOCUMENT = "a grown document"


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences that new minutes are made of: what was said, what was decided, and what items are called."""

    said: tuple[str, ...]
    decided: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grown:
    """A new document. name: of its file, which ends in `.txt`. data: printed minutes, UTF-8."""

    name: str
    data: bytes


def documents_for(paragraphs: int) -> int:
    """Return how many documents have at least so many paragraphs."""
    return -(-paragraphs // PARAGRAPHS)


def prose_of(minutes: Sequence[Minutes]) -> Prose:
    """Return the sentences of minutes, each once, in printed order.

    A sentence is used where it begins with a capital and ends with a full stop, so that it reads as one wherever it is
    put. Raises EvaluationError where there are none.
    """
    said, decided = [], []
    for paragraph in (one for whole in minutes for one in whole.paragraphs):
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            if paragraph.kind == "paragraph" and _SAID.fullmatch(sentence):
                said.append(sentence)
            elif paragraph.kind == "resolution" and (found := _DECIDED.match(sentence)):
                decided.append(found["what"].rstrip(" .;"))
    titles = [item.title.upper() for whole in minutes for item in whole.items if _TITLE.fullmatch(item.title)]
    if not said or not decided or not titles:
        raise EvaluationError(
            "the minutes hold too little to grow new ones from: at least one sentence, one resolution and one title "
            "of an item are needed. Give more minutes."
        )
    return Prose(*(tuple(dict.fromkeys(texts)) for texts in (said, decided, titles)))


def grown(prose: Prose, number: int, *, seed: int = SEED) -> Grown:
    """Return new minutes by their number, from 0: each with ITEMS items and PARAGRAPHS paragraphs.

    A document depends on its own number and the seed alone, so that a larger corpus begins with the smaller one.
    """
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same in every run, keeps no secret
    council, committee, held = _meeting(number)
    lines = [
        f"{council.upper()} DISTRICT COUNCIL",
        committee.upper(),
        f"Minutes of the meeting held on {written(held)} at 2.00 pm in the Council Chamber, {council}",
    ]
    for item in range(ITEMS):
        lines.append(f"{number * ITEMS + item + 1}/{held:%y}     {_one(chance, prose.titles)}")
        lines += [_paragraph(chance, prose.said) for _ in range(PARAGRAPHS // ITEMS - 1)]
        lines.append(_renumbered(chance, f"RESOLVED: That {_one(chance, prose.decided)}."))
    return Grown(f"grown-{number:06}.txt", "\n\n".join([*lines, ""]).encode())


def write_grown(folder: Path, prose: Prose, numbers: Sequence[int]) -> list[Path]:
    """Write new documents into a folder, made where it is not there, and return their files."""
    folder.mkdir(exist_ok=True)
    files = []
    for document in (grown(prose, number) for number in numbers):
        files.append(folder / document.name)
        files[-1].write_bytes(document.data)
    return files


def sample_minutes() -> list[Minutes]:
    """Return the minutes of the sample, which documents are usually grown from."""
    return [read_minutes(one.name, read_bytes(one), read_sidecar(one)).minutes for one in minutes_files(sample.FOLDER)]


def _meeting(number: int) -> tuple[str, str, date]:
    """Return the council, committee and day of a document: no two have all three in common."""
    rest, place = divmod(number, len(_FIRST))
    rest, name = divmod(rest, len(_LAST))
    week, committee = divmod(rest, len(_COMMITTEES))
    # Another day of the week for each committee, as councils keep it.
    held = _FIRST_MONDAY + timedelta(weeks=week, days=committee % 5)
    return f"{_FIRST[place]}{_LAST[(name + place) % len(_LAST)]}", _COMMITTEES[committee], held


def _paragraph(chance: random.Random, said: Sequence[str]) -> str:
    return _renumbered(chance, " ".join(_one(chance, said) for _ in range(1 + _below(chance, MOST_SENTENCES))))


def _renumbered(chance: random.Random, text: str) -> str:
    """Return text with another number of as many digits in the place of each, years of this century for years."""

    def another(found: re.Match[str]) -> str:
        digits = found[0]
        if len(digits) == 4 and digits[:2] in {"19", "20"}:
            return str(2000 + _below(chance, 30))
        return str(1 + _below(chance, 9)) + "".join(str(_below(chance, 10)) for _ in digits[1:])

    return re.sub(r"\d+", another, text)


def _one(chance: random.Random, texts: Sequence[str]) -> str:
    return texts[_below(chance, len(texts))]


def _below(chance: random.Random, end: int) -> int:
    """Return a whole number from 0 to before end. Python promises the same `random()` in all its versions, no more."""
    return int(chance.random() * end)


_SAID = re.compile(r"[A-Z][a-z]*(?<!RESOLVED)(?: \S+){4,}\.")
_DECIDED = re.compile(r"(?:RESOLVED\W+)?[Tt]hat (?P<what>\S+(?: \S+){3,}[^\s:])$")
_TITLE = re.compile(r"[A-Z][\w,’'-]*(?: [\w,’'-]+){1,7}")
_FIRST_MONDAY = date(2010, 1, 4)
_FIRST = ("Alder", "Birken", "Corn", "Dun", "Elm", "Farn", "Grim", "Hazel", "Iver", "Kel", "Lark", "Mossen")
_LAST = ("bury", "dale", "field", "haven", "mouth", "stead", "thorpe", "wick")
_COMMITTEES = (
    "Audit Committee",
    "Cabinet",
    "Environment Committee",
    "Housing Committee",
    "Licensing Committee",
    "Overview and Scrutiny Committee",
    "Planning Committee",
    "Standards Committee",
)
