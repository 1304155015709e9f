"""A question in, the place in the minutes it names out: "45.12", "minute 45 para 12", "item 9 iii)", "resolved a".

A question is cut into words and marks once, and read from left to right without ever going back over more than one
place, so that no question can take longer than its length. What a place may look like is decided word by word.
`index/places.py` finds the paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.numbering import roman_value


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the minutes. item: its number as printed. path: labels from the outermost in, like Paragraph.path.

    ordinal: the place of the paragraph in its item, from 1. kind: "resolution" or "recommendation" where that is said.
    also: the other places named beside it ("45.12 and 45.13"). alone: whether the question is the reference and nothing
    else. explicit: whether it can be nothing but a reference, a number such as 45.12 or one with its word ("item 9");
    "HS2" and "24/7" are references only where there is such an item.
    """

    item: str | None = None
    path: tuple[str, ...] = ()
    ordinal: int | None = None
    kind: str | None = None
    also: tuple["Reference", ...] = ()
    alone: bool = field(default=True, compare=False)
    explicit: bool = field(default=False, compare=False)


def parse_reference(question: str) -> Reference | None:
    """Return the reference a question makes, None where it makes none.

    The whole question is one, with the words that ask for it ("What does … say?"); or the question asks about
    something in a minute of an unmistakable number ("… under minute 77/21?"), which is not alone.
    """
    words = _TOKEN.findall(question)
    if len(words) <= MOST_WORDS and (alone := _alone(words)) is not None:
        return alone
    return _inside(words)


def _alone(words: Sequence[str]) -> Reference | None:
    """Return the places that a whole question names, the first of them with the others beside it."""
    start, end = 0, len(words)
    while start < end and words[start].lower() in _BEFORE:
        start += 1
    while end > start and words[end - 1].lower() in _AFTER:
        end -= 1
    asked = words[start:end]
    if len(asked) == 1 and _is_address(asked[0]):
        return Reference(path=(asked[0],))
    found: list[Reference] = []
    at = 0
    while at < len(asked):
        if found and _lower(asked, at) in _BETWEEN:
            at += 1
        read = _place(asked, at)
        if read is None:
            return None
        found.append(read[0])
        at = read[1]
    # "What was resolved?" asks for an outcome, and "resolved" alone can only name one.
    if not found or (any(word != "[" for word in words[:start]) and _is_words_only(found[0])):
        return None
    return replace(found[0], also=tuple(found[1:]))


def _inside(words: Sequence[str]) -> Reference | None:
    """Return the minute that a longer question is about: "in minute 77/21", "under item C104/Feb/2020"."""
    for at in range(len(words) - 2):
        if _lower(words, at) not in _WITHIN:
            continue
        here = at + 2 if _lower(words, at + 1) == "the" else at + 1
        number = _after_item_word(words, here)
        if number is None or number >= len(words):
            continue
        item = words[number]
        if "/" in item and _is_item(item) and _lower(words, number + 1) not in {"of", "%"}:
            return Reference(item=item, alone=False, explicit=True)
    return None


def _place(words: Sequence[str], at: int) -> tuple[Reference, int] | None:
    """Return the place named at a word, and the word after it: "paragraph 12 of minute 45", "45 para 12"."""
    read = _numbered(words, at) or _outcome(words, at)
    if read is not None:
        first, after = read
        if _lower(words, after) != "of":
            return read
        whole = _place_itself(words, after + 2 if _lower(words, after + 1) == "the" else after + 1)
        if whole is None or first.also or whole[0].kind or whole[0].ordinal is not None:
            return None
        return _within(whole[0], first), whole[1]
    return _place_itself(words, at)


def _place_itself(words: Sequence[str], at: int) -> tuple[Reference, int] | None:
    head = _head(words, at)
    if head is None:
        return None
    reference, at = head
    while at < len(words):
        step = at + 1 if _lower(words, at) == "," and not reference.path else at
        read = _numbered(words, step) or _outcome(words, step)
        if read is not None:
            reference, at = _within(reference, read[0]), read[1]
            continue
        label = _label(words, step, bare_number=bool(reference.path))
        if label is None or (step > at and not _is_bracketed(words, step)):
            break
        reference, at = replace(reference, path=(*reference.path, label[0])), label[1]
    return reference, at


def _head(words: Sequence[str], at: int) -> tuple[Reference, int] | None:
    """Return what a place begins with: a number with or without its word, or the outermost label."""
    after_word = _after_item_word(words, at)
    named = after_word is not None
    is_shown = False
    if after_word is None and _lower(words, at) in _PARAGRAPH_WORDS:
        named, after_word = True, _after_number_word(words, at + 1)
        number = None
        # "paragraph 78/23 ¶10" and "paragraph 5 resolved a", as names of paragraphs are shown.
        is_shown = "/" in "".join(words[after_word : after_word + 1]) or _goes_on(words, after_word + 1)
    else:
        number = words[after_word] if after_word is not None and after_word < len(words) else None
    at = at if after_word is None else after_word
    word = words[at] if at < len(words) else ""
    if _DOTTED.fullmatch(word):
        explicit = named or (word[0].isdigit() and not _SHORT_DATE.fullmatch(word))
        return Reference(path=(word.lower(),), explicit=explicit), at + 1
    item, _, rest = word.partition(".")
    if _is_item(item) and not _is_bracketed(words, at) and (number is not None or not named or is_shown):
        if rest and not re.fullmatch(r"[0-9]{1,3}[a-z]?", rest, re.I):
            return None
        if named or "/" in item or item[0].isalpha() or len(item) <= 3:
            return Reference(item=item, path=(rest.lower(),) if rest else (), explicit=named), at + 1
        return None
    if number is not None and number.isupper() and roman_value(number) and not _is_bracketed(words, at):
        return Reference(item=number, explicit=True), at + 1
    label = _label(words, at, bare_number=False)
    return None if label is None else (Reference(path=(label[0],), explicit=named), label[1])


def _numbered(words: Sequence[str], at: int) -> tuple[Reference, int] | None:
    """Return "paragraph 12", which may be the printed 12 or the twelfth, or "¶12", which is an address."""
    mark = _lower(words, at)
    if mark not in _PARAGRAPH_WORDS:
        return None
    at = _after_number_word(words, at + 1)
    if at >= len(words) or not re.fullmatch(r"[0-9]{1,4}", words[at]) or _is_bracketed(words, at):
        return None
    if mark != "¶" and _goes_on(words, at + 1):
        return None
    if mark == "¶":
        return Reference(path=(f"p{int(words[at])}",), explicit=True), at + 1
    return Reference(ordinal=int(words[at]), explicit=True), at + 1


def _outcome(words: Sequence[str], at: int) -> tuple[Reference, int] | None:
    """Return "resolution (c)" or "recommendation 2"."""
    kind = _KINDS.get(_lower(words, at))
    label = _label(words, at + 1, bare_number=True) if kind else None
    return None if label is None else (Reference(path=(label[0],), kind=kind, explicit=True), label[1])


def _label(words: Sequence[str], at: int, *, bare_number: bool) -> tuple[str, int] | None:
    """Return one label without its brackets, "b)", "(iii)", "vii." or "resolved", and the word after it."""
    opened = at + 1 if _lower(words, at) == "(" else at
    label = _lower(words, opened)
    closed = _lower(words, opened + 1) == ")" or (_lower(words, opened + 1) == "." and opened == at)
    if opened > at and not closed:
        return None
    name = label.partition("-")[0]
    is_letters = (len(name) == 1 and name.isascii() and name.isalpha()) or roman_value(name) > 0
    is_number = name.isdigit() and len(name) <= 3 and (bare_number or closed)
    if not (_LABEL.fullmatch(label) and (is_letters or is_number)) and not _WORD.fullmatch(label):
        return None
    return label, opened + 2 if closed else opened + 1


def _within(whole: Reference, part: Reference) -> Reference:
    """Return a part of a place: paragraph 12 of minute 45, or the second paragraph of 45.24."""
    explicit = whole.explicit or part.explicit
    if part.ordinal is None:
        return replace(whole, path=(*whole.path, *part.path), kind=part.kind, explicit=explicit)
    if whole.path:
        return replace(whole, path=(*whole.path, f"p{part.ordinal}"), explicit=explicit)
    return replace(whole, ordinal=part.ordinal, explicit=explicit)


def _after_item_word(words: Sequence[str], at: int) -> int | None:
    """Return the position after "minute", "agenda item" or "item no.", None where there is no such word."""
    if _lower(words, at) == "agenda" and _lower(words, at + 1) == "item":
        at += 1
    word = _lower(words, at)
    if word in _ITEM_WORDS or (word == "minutes" and "/" in _lower(words, at + 1)):
        return _after_number_word(words, at + 1)
    return None


def _after_number_word(words: Sequence[str], at: int) -> int:
    """Return the position after "no.", "number", "ref" or the dot of "para."."""
    while _lower(words, at) in _NUMBER_WORDS:
        at += 1
    return at


def _is_item(word: str) -> bool:
    return _ITEM.fullmatch(word) is not None and _LONG_DATE.fullmatch(word) is None


def _is_bracketed(words: Sequence[str], at: int) -> bool:
    return _lower(words, at) == "(" or _lower(words, at + 1) == ")"


def _is_address(word: str) -> bool:
    """Return whether a word is a place as addresses spell it, and not as minutes print it."""
    return _ADDRESS.fullmatch(word) is not None and not _DOTTED.fullmatch(word) and any(map(str.isalpha, word))


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Return whether a place goes on with what only addresses have: "¶2", "resolved a"."""
    return _lower(words, at) == "¶" or _WORD.fullmatch(_lower(words, at)) is not None


def _is_words_only(reference: Reference) -> bool:
    """Return whether a reference has only words that questions have too: "resolved", not "¶3"."""
    return (
        _is_path_only(reference)
        and not reference.explicit
        and all(_WORD.fullmatch(part) is not None for part in reference.path)
    )


def _is_path_only(reference: Reference) -> bool:
    return reference.item is None and reference.kind is None and reference.ordinal is None


def _lower(words: Sequence[str], at: int) -> str:
    return words[at].lower() if at < len(words) else ""


# More words than any list of places that somebody types; a longer question is about something.
MOST_WORDS = 60

# A number with its dots and strokes is one word, and so is one with thousands (4,117), which names no place; every
# other mark is a word of its own. The parts of a word and what joins them share no character, so that there is one way
# to read it.
_TOKEN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*|[^\sA-Za-z0-9]")
# All of these are matched against one word, and their repeats are bounded.
_DOTTED = re.compile(r"(?:[0-9]{1,5}|[ivxlc]{1,6}|[a-z])(?:\.[0-9]{1,3}[a-z]?){1,4}", re.I)
_ITEM = re.compile(r"[a-z]{0,5}[0-9]{1,5}[a-z]?(?:[/-][a-z0-9]{1,4}){0,3}|[a-z]{1,4}(?:/[0-9]{1,4}){2}", re.I)
_LABEL = re.compile(r"[a-z0-9]{1,7}(?:-[0-9]{1,2})?")
_WORD = re.compile(
    r"(?:(?:resolved|agreed|recommended|decided|action|agenda|decision|opening)[0-9]{0,3}|(?:list|item|p)[0-9]{1,3})"
    r"(?:-[0-9]{1,2})?"
)
# A place as addresses spell it: "78-23.p10", "b.vii", "opening.p2".
_PART = (
    r"(?:[A-Za-z]{0,5}[0-9]{1,5}[a-z]?(?:[/-][A-Za-z0-9]{1,4}){0,3}|[A-Za-z]|[IVXLCivxlc]{1,6}"
    r"|(?:resolved|agreed|recommended|decided|action|agenda|decision|opening|list|item)[0-9]{0,3}(?:-[0-9]{1,2})?)"
)
_ADDRESS = re.compile(rf"{_PART}(?:\.{_PART}){{1,8}}")
_LONG_DATE = re.compile(r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}|[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_SHORT_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9][0-9]")

_KINDS = {"resolution": "resolution", "recommendation": "recommendation"}
_ITEM_WORDS = frozenset({"minute", "item"})
_PARAGRAPH_WORDS = frozenset({"paragraph", "para", "¶"})
_NUMBER_WORDS = frozenset({".", "no", "number", "ref", "reference"})
_WITHIN = frozenset({"in", "under", "at", "of", "within"})
_BETWEEN = frozenset({"and", "&", ",", ";"})
_BEFORE = frozenset(
    "what whats does do did is was are were the text wording of in under at please can could you show me read out see "
    "give find open quote cite tell said says say stated written ' ’ s \" “ ” [".split()
)
_AFTER = frozenset(
    'say says said state states stated read reads contain contains mean means please ? . ! : ; " “ ” ]'.split()
)
