"""A sentence and the paragraphs it cites in; the first name in it that they do not hold out, "" where they hold all.

A name is known by its capital letters. Names side by side must stand so in what is cited too: “John Smith” is not there
because a John and a Smith are. An abbreviation may stand for the words that it is made of.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.terms import STOP_WORDS, stem_of
from service.checks import dates
from service.checks.ground import Ground, Word, held_by, words

# How many words may stand between the two of a name: “Councillor J. M. Smith” is “Councillor Smith”.
BETWEEN = 3


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return what is wrong with the names of a sentence, "" where nothing is."""
    said = held_by(grounds)
    there = [_form(word.plain) for word in words(said)]
    over = {_form(word.plain) for one in grounds for word in words("\n".join(one.over))}
    known = {*there, *_initials(said)}
    stems = {stem_of(one) for one in set(there)}
    inside = words(sentence)
    taken = list(dates.spans(sentence))
    named = [
        place
        for place, word in enumerate(inside)
        if _INSIDE.search(word.text) and not any(start <= word.start < end for start, end in taken)
    ]
    for place in named:
        word = inside[place]
        alone = not _beside(sentence, inside, place, named)
        if _form(word.plain) in known or _is_no_name(sentence, word, stems, alone=alone):
            continue
        return f"the name “{word.text}” is not in what it cites"
    for first, second in pairwise(named):
        one, two = inside[first], inside[second]
        if second != first + 1 or _is_parted(sentence, one, two) or _begins(sentence, one, alone=False):
            continue
        both = (_form(one.plain), _form(two.plain))
        if not (set(both) <= over or set(both) <= _ANY or _stand_together(there, *both)):
            return f"the name “{one.text} {two.text}” is not in what it cites"
    return ""


def _form(plain: str) -> str:
    return _SAME.get(plain, plain)


def _is_no_name(sentence: str, word: Word, stems: set[str], *, alone: bool) -> bool:
    """Return whether a word has its capital for another reason: it begins a sentence, or is a word of every meeting."""
    if word.plain in _ROLES or word.text in {"I", "A"}:
        return True
    if not _begins(sentence, word, alone=alone) or _INSIDE.search(word.text, 1):
        return False
    # A word that begins a sentence may be any word: it is a name where nothing tells that it is not. Its ending does
    # not tell: Kelly and Reading are names.
    return word.plain in STOP_WORDS or word.plain in _STARTS or stem_of(word.plain) in stems


def _begins(sentence: str, word: Word, *, alone: bool) -> bool:
    """Return whether a word may have its capital because it begins the sentence, and not because it is a name."""
    before = sentence[: word.start].strip()
    begins = not before or before in {"“", '"', "‘", "'", "("}
    return begins and (alone or word.plain in STOP_WORDS or word.plain in _STARTS)


def _beside(sentence: str, inside: Sequence[Word], place: int, named: Sequence[int]) -> bool:
    return place + 1 in named and not _is_parted(sentence, inside[place], inside[place + 1])


def _is_parted(sentence: str, one: Word, two: Word) -> bool:
    return re.fullmatch(r"\.? ", sentence[one.end : two.start]) is None or one.text.endswith(("'s", "’s", "s’"))


def _stand_together(there: Sequence[str], one: str, two: str) -> bool:
    return any(word == one and two in there[place + 1 : place + 2 + BETWEEN] for place, word in enumerate(there))


def _initials(text: str) -> set[str]:
    """Return the abbreviations that runs of words with capitals make, in small letters: “cqc”."""
    found = set()
    for run in _RUN.finditer(text):
        letters = "".join(word[0] for word in re.findall(r"[A-Z][^\W_]*", run.group())).casefold()
        found |= {letters[start:end] for start in range(len(letters)) for end in range(start + 2, len(letters) + 1)}
    return found


# A capital letter, which a name has somewhere: “McDonald”, “iPad”, “CQC”.
_INSIDE = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_RUN = re.compile(r"\b[A-Z][^\W_]*(?:,? (?:(?:of|and|the|for|in) ){0,2}[A-Z][^\W_]*){1,9}")
_SAME = {
    **dict.fromkeys(("cllr", "cllrs", "councillors"), "councillor"),
    **dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("committees",), "committee"),
    **dict.fromkeys(("officers",), "officer"),
    **dict.fromkeys(("members",), "member"),
    "directors": "director",
    "professor": "prof",
    "reverend": "rev",
    "revd": "rev",
}
# Words of every meeting, which sentences about it write with a capital although its minutes may not use them.
_ROLES = frozenset(
    "council committee member members councillor councillors cllr cllrs officer officers chair chairman minutes "
    "meeting report motion resolution recommendation recommendations resolved item authority".split()
)
_ANY = frozenset(_SAME.get(word, word) for word in _ROLES)
_STARTS = frozenset(
    """
    according additionally additional all although among another approximately around as before besides both
    concerns consequently despite during each earlier either eventually every everyone finally following for
    further furthermore given however in including initially instead it its last later many meanwhile moreover most
    much nevertheless next no nobody none nonetheless nothing notably on one once only other others otherwise overall
    people previously regarding residents second several similarly since so some specifically still subsequently
    such that the their then there therefore these they this those though thus to together two three four five six
    seven eight nine ten under until unanimously upon various when where whereas whether while with within without yes
    action actions answer approval changes comments concern decision decisions details discussion questions work
    staff funding plans progress costs money issues problems
    accordingly actually alternatively annually apparently basically broadly clearly collectively consistently
    conversely crucially currently directly effectively equally essentially evidently explicitly
    formally frequently fully generally hopefully immediately importantly increasingly indirectly individually
    interestingly largely lastly likely locally mainly mostly nationally nearly normally occasionally officially
    originally partially particularly partly possibly presumably primarily principally promptly quickly
    rarely recently reportedly respectively secondly separately shortly significantly simply simultaneously
    slightly sometimes strongly surprisingly temporarily thirdly typically ultimately unfortunately usually
    virtually yearly
    acting adding addressing answering asking assuming attending being calling closing combining commenting comparing
    considering depending discussing doing explaining failing finding focusing giving having highlighting improving
    increasing introducing looking making monitoring moving noting opening parking pending planning presenting providing
    raising recycling reducing referring replying reporting responding reviewing seconding seeing
    speaking spending staffing starting summarising summing taking training turning using voting working
    absence agreement assessment attendance attention capacity clarification completion
    confirmation consideration construction consultation development employment equality
    examination explanation implementation improvement improvements information inspection introduction
    investment involvement management opposition participation payment payments permission position preparation
    quality recruitment reduction reductions responsibility safety security statements uncertainty
    """.split()
)
