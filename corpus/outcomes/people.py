"""A printed list of people in, each with the role printed beside the name out.

Names are taken letter by letter: a title printed once for several (`Councillors Reid and Marsh`) stays with none of
them, and no surname is looked up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TITLES = (
    r"(?:[Yy]r? )?(?:Cynghorydd|Henadur)|"
    r"(?:County |City |Town |Parish |District )?(?:Councillor|Cllr\.?)|County Councillor|CC|D/Cllr|Alderman|Ald\.?"
    r"|Baillie|Provost|Convener|Lord|Lady|Baroness|Sir|Dame|Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof(?:essor|\.)?"
    r"|Reverend|Rev(?:d)?\.?|Canon|Captain|Capt\.?|Major|Colonel|Superintendent|Inspector|Sergeant|PC|Judge"
)
_PLURAL = re.compile(
    r"(?:the |yr? )?(?:Cynghorwyr"
    r"|(?:County |City |Town |Parish |District )?Councillors|Cllrs\.?|Councillor\(s\)|Councillors/Cllrs"
    r"|Aldermen|Messrs\.?|Mmes|Members|Drs\.?|CCs|Officers|Officer)(?::| -)? (?=\S)",
    re.IGNORECASE,
)
_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'‘-]{0,40}\.?|(?:de|da|di|du|la|le|van|von|der|den|del|dos|ap|ab|al|bin|ibn|y)(?= ))"
# A person's name: an optional title and at most seven words with capitals, particles between them.
NAME = rf"(?:(?:{_TITLES}) (?:(?:{_TITLES}) )?)?[A-ZÀ-ÖØ-Þ][\w’'‘-]{{0,40}}\.?(?: {_WORD}){{0,6}}"
# The same where only a title makes it sure that a name is meant.
TITLED = rf"(?:the )?(?:{_TITLES}) (?:(?:{_TITLES}) )?{_WORD}(?: {_WORD}){{0,5}}"
_COUNCILLOR = r"(?:(?:County |City |Town |Parish |District )?Councillor|Cllr\.?)"
_ONE_COUNCILLOR = re.compile(
    rf"{_COUNCILLOR} (?!{_COUNCILLOR})\S{{1,40}}(?: (?!{_COUNCILLOR})\S{{1,40}}){{0,5}}?(?: \([^()]{{0,100}}\))?"
)
# In a list a name may begin with a particle: `O’Neill, de Souza`.
_NAME = re.compile(rf"(?:(?:de|da|di|du|la|le|van|von|der|den|del|dos|ap) ){{0,2}}{NAME}")
_TITLED = re.compile(TITLED)
_OFFICE = re.compile(r"(?:the|The|a|A) [A-ZÀ-ÖØ-Þ][^,;|()]{1,80}")
_ROLE = re.compile(
    r"\b(?:Directors?|Heads?|Chief|Officers?|Managers?|Engineers?|Treasurer|Solicitors?|Clerk|Auditors?|Partner"
    r"|Leader|Deputy|Vice|Chair(?:man|woman|person)?|Convener|Assistant|Interim|Cabinet|Member|Executive|Secretary"
    r"|Lead|Advis[eo]rs?|Consultants?|Planners?|Surveyors?|Services?|Council|Agency|Trust|LLP|Ltd|Limited|plc|NHS"
    r"|England|Accountant|Registrar|Principal|Senior|Co-?ordinator|Commissioner|Representative|Board|Committee"
    r"|Partnership|University|College|School|Police|Association|Society|Mayor|Headteacher|Lawyer|Barrister"
    r"|Portfolio|Team|Department|Corporate|Democratic|Public|Finance|Mayor|Ward|Group)\b|^in the [Cc]hair$"
)
_CLAUSE = re.compile(
    r"(?:who|whose|whom|for whom|for (?:Minute|Item|part)|where|as|in(?! the [Cc]hair)|on|at|due|because|having"
    r"|being|representing|with"
    r"|attending|left|arrived|joined|from \d|until|up to|via|by)\b"
)
_JOINS = re.compile(r"(?:and|&|also|plus)(?: |$)|(?:and )?from |together with |[-–—•·*] ")
_AGAIN = re.compile(r"\s*(?:and )?from |together with |[-–—•·*] ")
_ONE = re.compile(rf"({NAME})(?:,| [-–—]) ([^;()|]+)$")
_BRACKET = re.compile(r"\(([^()]{0,200})\)")
_NOBODY = re.compile(
    r"(?:none|nil|nobody|no one|n/a|all|there|not applicable|no apologies|dim)\b.{0,40}", re.IGNORECASE
)
_FIGURES = re.compile(r"[\d\s]*")
_LONGEST_ROLE = 160
_LONGEST_STRETCH = 300
_TRIM = " \t.;,:|"


@dataclass(frozen=True, slots=True)
class Person:
    """A name and the role beside it, as printed; the clause after it (`who was at sea`) is `more`."""

    name: str
    role: str | None = None
    more: str | None = None


def people_in(text: str) -> list[Person]:
    """Return the people of a printed list, in order; what is no person is passed over.

    Reads `Councillors A. Reid (Chair), P. de Souza and M. O’Brien; Jo Marsh, Head of Place`. Each name and role stands
    so in the text.
    """
    found: list[Person] = []
    after, begin = "", 0
    for start, end in _pieces(text):
        again = _AGAIN.match(text, start, end) is not None
        bare = _bare(text[start:end])
        person = _person(bare, again=again)
        sure = again or _TITLED.match(bare) is not None or _PLURAL.match(bare) is not None
        if person is not None and (sure or not after or (after == "role" and " " in person.name)):
            found.append(person)
            after = "clause" if person.more else ""
            begin = text.index(person.more, start) if person.more else begin
            continue
        if not found or not bare:
            continue
        clause = _CLAUSE.match(bare) is not None or after == "clause"
        first = not after
        if after == "" and not clause and (found[-1].role or not _is_role(bare)):
            continue
        after = "clause" if clause else "role"
        at = text.index(bare, start)
        begin = at if first or (clause and found[-1].more is None) else begin
        stretch = text[begin : at + len(bare)]
        if len(stretch) <= _LONGEST_STRETCH:
            found[-1] = replace(found[-1], more=stretch) if clause else replace(found[-1], role=stretch)
    return found


def one_of_line(text: str) -> Person | None:
    """Return the person of a line that names one and a role (`Jo Marsh, Head of Parks, Trees and Play`), or None."""
    line = text.strip(_TRIM)
    match = _ONE.match(line)
    if match is None or len(line) > _LONGEST_STRETCH or _TITLED.search(line, match.end()) or _is_role(match[1]):
        return None
    return Person(match[1], match[2]) if _is_role(match[2].split(",")[0]) else None


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a printed list, in order, as `people_in` reads it."""
    return tuple(person.name for person in people_in(text))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of what stands between commas, semicolons, bars and `and`, never cutting inside brackets.

    Names on lines of one cell of a table come without anything between them; the next title parts them.
    """
    start = depth = 0
    for border in re.finditer(rf"[()]|[,;|]|\s(?:and|&)\s|\s(?={_COUNCILLOR} )", text):
        mark = border.group()
        if not mark.strip() and not _is_one_councillor(text, start, border.start()):
            continue
        depth = max(0, depth + (mark == "(") - (mark == ")"))
        before = text[max(start, border.start() - _LONGEST_ROLE) : border.start()]
        inside_role = mark.strip() in {"and", "&"} and not before.endswith(")") and _is_office(_bare(before))
        if mark in "()" or depth or inside_role:
            continue
        yield start, border.start()
        start = border.end() if mark in {",", ";", "|"} else border.start() + 1
    yield start, len(text)


def _is_one_councillor(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_STRETCH and _ONE_COUNCILLOR.fullmatch(text[start:end].strip()) is not None


def _bare(piece: str) -> str:
    piece = piece.strip(_TRIM)
    while (joint := _JOINS.match(piece)) is not None and joint.end():
        piece = piece[joint.end() :].strip(_TRIM)
    return piece


def _person(piece: str, *, again: bool) -> Person | None:
    plural = _PLURAL.match(piece)
    piece = piece[plural.end() :] if plural else piece
    brackets = _BRACKET.search(piece)
    before = (piece[: brackets.start()] if brackets else piece).strip(_TRIM + "-–")
    role = brackets[1].strip() if brackets and not _FIGURES.fullmatch(brackets[1]) else None
    match = None if _NOBODY.fullmatch(before) else _NAME.match(before)
    if match is None or (_is_role(match.group()) and not _TITLED.match(before)):
        office = _OFFICE.fullmatch(before)
        return Person(office.group().strip(), role) if office and (again or _is_role(before)) else None
    rest = before[match.end() :].strip()
    if rest and not re.match(r"[-–—:]|(?:for|as|via|who|in|of|by|on|at|from|until|with)\b", rest):
        return None
    return _placed(piece, match.group().strip(), role, rest, brackets)


def _placed(piece: str, name: str, role: str | None, rest: str, brackets: re.Match[str] | None) -> Person | None:
    """Return a person with what stands after the name: a role after a dash, or a clause; None for a count."""
    said = rest.lstrip("-–—: ")
    if said and _FIGURES.fullmatch(said):
        # `Press: 1` counts, and names nobody; `Carr – 3` counts those before.
        return None if rest[0] == ":" else Person(name, role)
    if said and rest[0] in "-–—:":
        return Person(name, role or said)
    more = said or (piece[brackets.end() :].strip(_TRIM) if brackets else "")
    return Person(name, role, more or None)


def _is_office(piece: str) -> bool:
    """Return whether a piece begins with a role, so that an `and` in it is the role's (`Head of Parks and Trees`)."""
    match = _NAME.match(piece)
    return _is_role(match.group() if match else piece) and not _TITLED.match(piece) and not _PLURAL.match(piece)


def _is_role(piece: str) -> bool:
    return _ROLE.search(piece) is not None and len(piece) <= _LONGEST_ROLE
