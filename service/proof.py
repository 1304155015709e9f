"""Claims of a file and the collection as it is now → what each of them is worth: unchanged, changed, gone, misquoted.

A claim was true when it was made, or never was. Which of the two can be told only where the file has the digest of the
paragraph as it was: with another digest the paragraph has changed since; with the same one it is as it was, and words
that are not in it were never in it.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from corpus.minutes import Paragraph, fold
from corpus.sentences import sentences
from index.collection import Collection
from index.errors import MinutesUnknown
from index.hits import Placed
from service.checks.ground import Ground, ground_of
from service.checks.quotations import fault
from service.citations import address, label
from service.claims import Claim, Export
from service.naming import name
from service.shapes import Address
from service.statements import Fault, faults
from service.wording import counted

Verdict = Literal["unchanged", "changed", "gone", "misquoted"]
VERDICTS: Mapping[Verdict, str] = {
    "unchanged": "unchanged",
    "changed": "changed since",
    "gone": "gone",
    "misquoted": "misquoted",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of a paragraph as it was and as it is. Only what differs is marked, with the words around it."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What one claim is worth now.

    name: of the paragraph as readers see it, its id where it is gone. notes: whole sentences on what was found.
    difference: where the words have changed. elsewhere: addresses at which the same words stand now.
    """

    place: str
    paragraph_id: str
    name: str
    verdict: Verdict
    quote: str
    notes: tuple[str, ...]
    difference: Difference | None
    address: Annotated[Address | None, Field(description="None where the paragraph is gone.")]
    elsewhere: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class ProofBody:
    """What a file is worth: holds, where every claim is unchanged and nothing beside them is at fault.

    uncited: quotations without paragraph or end. faults: what else the file says that the record does not bear out.
    """

    holds: bool
    proofs: tuple[Proof, ...]
    counts: dict[Verdict, int]
    uncited: int
    generation: int
    faults: tuple[Fault, ...] = ()


def prove(collection: Collection, export: Export) -> ProofBody:
    """Return what all that a file says is worth against the collection as it is now, in the order of the file."""
    proofs = tuple(_best(collection, claim) for claim in export.claims)
    counts: dict[Verdict, int] = {verdict: sum(proof.verdict == verdict for proof in proofs) for verdict in VERDICTS}
    beside = faults(collection, export)
    holds = counts["unchanged"] == len(proofs) and not export.uncited and not beside
    return ProofBody(holds, proofs, counts, export.uncited, collection.statistics().generation, beside)


def summary(found: ProofBody) -> str:
    """Return what came of it in a sentence: “3 citations: 2 unchanged, 1 gone.”."""
    whole = "There is nothing to check: the answer cites nothing."
    if found.proofs:
        parts = [f"{number:,} {VERDICTS[verdict]}" for verdict, number in found.counts.items() if number]
        whole = f"{counted(len(found.proofs), 'citation')}: {', '.join(parts)}."
    alone = sum(_ALONE in one.notes for one in found.proofs)
    if alone:
        whole += f" Of {alone:,} the words alone could be checked, for the file has no digest of the paragraph."
    if found.uncited:
        verbs = ("names", "has") if found.uncited == 1 else ("name", "have")
        without = f"{verbs[0]} no paragraph, or {verbs[1]} no end, and cannot be checked"
        whole += f" {counted(found.uncited, 'quotation')} {without}."
    if found.faults:
        verb = "does" if len(found.faults) == 1 else "do"
        whole += f" {counted(len(found.faults), 'statement')} beside them {verb} not hold."
    return whole


def _best(collection: Collection, claim: Claim) -> Proof:
    """Return the proof of a claim by the first of its paragraphs by which it holds, else by the first of all."""
    proofs = [_proof(collection, one) for one in (claim, *claim.others)]
    return next((one for one in proofs if one.verdict == "unchanged"), proofs[0])


def _proof(collection: Collection, claim: Claim) -> Proof:
    try:
        placed = collection.paragraph(claim.paragraph_id)
    except MinutesUnknown:
        return _gone(collection, claim)
    verdict, notes = _judge(claim, placed.paragraph)
    if verdict != "unchanged" and claim.about and _stands_over(collection, claim, placed.paragraph):
        is_as_it_was = claim.digest in {"", placed.paragraph.digest}
        verdict = "unchanged" if is_as_it_was else "changed"
        notes = ["These words stand over the paragraph.", *([] if is_as_it_was else ["It has changed since."])]
    status = placed.minutes.status
    if claim.minutes_status and status != claim.minutes_status:
        notes.append(f"The minutes were {_status(claim.minutes_status)}, and are now {_status(status)}.")
    if verdict == "unchanged" and _is_cut(claim, placed.paragraph):
        verdict, notes = "misquoted", [_CUT]
    stands = verdict == "unchanged"
    span = _span(claim, placed.paragraph)
    return Proof(
        place=claim.place,
        paragraph_id=claim.paragraph_id,
        name=name(label(claim.paragraph_id, placed.item_number), placed.minutes.committee, placed.minutes.held),
        verdict=verdict,
        quote=claim.quote,
        notes=tuple(notes),
        difference=None if stands else _difference(claim, placed.paragraph),
        address=address(claim.paragraph_id, span),
        elsewhere=() if stands or span else _elsewhere(collection, claim),
    )


def _is_cut(claim: Claim, paragraph: Paragraph) -> bool:
    """Return whether an exported quotation begins or ends inside a sentence, which no answer's does.

    “The library be closed” stands in “That on no account the library be closed”, letter by letter.
    """
    if not claim.quote or claim.about or not claim.digest:
        return False
    borders, quote = sentences(paragraph.text), claim.quote.translate(_STRAIGHT)
    return not any(
        end - start == len(quote) and paragraph.text[start:end].translate(_STRAIGHT) == quote
        for start, _ in borders
        for _, end in borders
    )


_CUT = "It is cut out of a sentence, and an answer quotes whole sentences."


def _stands_over(collection: Collection, claim: Claim, paragraph: Paragraph) -> bool:
    """Return whether the words stand in a title, a heading or a paragraph to which this one belongs."""
    over = ground_of(paragraph, collection.minutes(claim.paragraph_id.partition("#")[0])).over
    return bool(claim.quote) and not fault(f"“{claim.quote}”", [Ground("", over)])


def _judge(claim: Claim, paragraph: Paragraph) -> tuple[Verdict, list[str]]:
    """Return what a claim about a paragraph that is there is worth, and why."""
    span = _span(claim, paragraph)
    moved = claim.span is not None and span is not None and span != claim.span
    where = [f"It stands at characters {span[0]} to {span[1]} now."] if span and moved else []
    if not claim.digest:
        return _judge_by_quote(claim, found=span is not None, where=where)
    if claim.digest == paragraph.digest:
        if claim.quote and span is None:
            return "misquoted", ["The paragraph is as it was, and these words are not in it."]
        return ("misquoted" if where else "unchanged"), where
    if not claim.quote:
        return "changed", ["The paragraph has changed since."]
    if span is None:
        return "changed", ["These words are no longer in the paragraph."]
    return "changed", ["The paragraph has changed around it; the quotation still stands, word for word.", *where]


def _judge_by_quote(claim: Claim, *, found: bool, where: list[str]) -> tuple[Verdict, list[str]]:
    """Return what can be told where the file does not say what the paragraph was."""
    if not claim.quote:
        return "unchanged", ["The paragraph is there; whether it has changed cannot be told without its digest."]
    if not found:
        return "changed", [_UNKNOWN_SINCE]
    if where:
        return "changed", ["The quotation still stands, word for word, in another place of the paragraph.", *where]
    return "unchanged", [_ALONE]


_ALONE = "Told by the quotation alone, for the file has no digest of the paragraph."
_UNKNOWN_SINCE = (
    "These words are not in the paragraph. Whether they ever were cannot be told, for the file has no digest of it."
)


def _span(claim: Claim, paragraph: Paragraph) -> tuple[int, int] | None:
    """Return where the quotation stands in the paragraph, where it stood if it can; None where it does not stand."""
    if not claim.quote:
        return None
    if claim.span is not None and claim.span[0] >= 0 and paragraph.text[slice(*claim.span)] == claim.quote:
        return claim.span
    # A word processor bends quotation marks; that changes no word, and no place of a sign.
    return _standing(paragraph.text, claim.quote) or _standing(
        paragraph.text.translate(_STRAIGHT), claim.quote.translate(_STRAIGHT)
    )


def _standing(text: str, quote: str) -> tuple[int, int] | None:
    """Return where words stand in a text as whole words; “4,000” does not stand in “£14,000”."""
    start = text.find(quote)
    while start >= 0:
        end = start + len(quote)
        before, after = _PART_BEFORE.search(text[max(start - 2, 0) : start]), _PART_AFTER.match(text[end : end + 2])
        if not (before and quote[0].isalnum()) and not (after and quote[-1].isalnum()):
            return start, end
        start = text.find(quote, start + 1)
    return None


_PART_BEFORE = re.compile(r"(?:\w|\d[.,])$")
_PART_AFTER = re.compile(r"\w|[.,]\d")


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def _gone(collection: Collection, claim: Claim) -> Proof:
    minutes_id, fragment, _ = claim.paragraph_id.partition("#")
    try:
        collection.minutes(minutes_id)
    except MinutesUnknown:
        note = f"The minutes '{minutes_id}' are not in the collection."
    else:
        note = "The minutes are there, and have no such paragraph."
        if not fragment:
            note = "This names whole minutes and no paragraph of them."
    elsewhere = _elsewhere(collection, claim)
    if elsewhere:
        note += " The same words stand elsewhere now."
    return Proof(
        claim.place, claim.paragraph_id, claim.paragraph_id, "gone", claim.quote, (note,), None, None, elsewhere
    )


def _elsewhere(collection: Collection, claim: Claim) -> tuple[str, ...]:
    """Return where the quotation, or the whole paragraph that was cited, stands now."""
    words = fold(claim.quote or claim.text)
    if len(words) < TELLING_CHARACTERS:
        return ()
    return tuple(_address(placed, words) for placed in collection.holding(words, most=MOST_PLACES))


def _address(placed: Placed, words: str) -> str:
    start = placed.paragraph.text.index(words)
    return address(placed.paragraph.id, (start, start + len(words)))


# Shorter words (“Noted.”) stand in many places by chance.
TELLING_CHARACTERS = 20
MOST_PLACES = 3


def _difference(claim: Claim, paragraph: Paragraph) -> Difference | None:
    """Return the stretch that differs from what it was: from the quotation, where no more of the paragraph is known."""
    was = fold(claim.text or claim.quote)
    if not was or was == paragraph.text:
        was = fold(claim.quote)
    old, new = _WORDS.findall(was[:LONGEST]), _WORDS.findall(paragraph.text[:LONGEST])
    changes = [
        (start, end, first, last)
        for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    if not claim.text:
        # Of the paragraph only the quotation is known, so what stands before and after it is no change.
        changes = [one for one in changes if not (one[0] == one[1] and one[0] in {0, len(old)})]
    if not changes:
        return None
    return Difference(
        _stretch(old, changes[0][0], changes[-1][1]),
        _stretch(new, changes[0][2], changes[-1][3]),
    )


def _stretch(words: Sequence[str], start: int, end: int) -> str:
    """Return words with a few around them, at most so many characters, with an ellipsis where the text goes on."""
    first, last = max(start - AROUND, 0), min(end + AROUND, len(words))
    text = " ".join(words[first:last])
    if len(text) > SHOWN:
        text, last = text[:SHOWN].rsplit(" ", 1)[0], 0
    return f"{'… ' if first else ''}{text}{'' if last == len(words) else ' …'}"


_WORDS = re.compile(r"\S+")
# Comparing costs the product of both lengths; no paragraph of minutes is longer by much.
LONGEST = 8000
AROUND = 6
SHOWN = 600


def _status(status: str) -> str:
    return "of unknown status" if status == "unknown" else status
