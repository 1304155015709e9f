"""Words that turn a sentence round: what became of motions, opposites, and how far something goes. Tables of stems."""

import re
from collections.abc import Mapping

from index.terms import stem_of


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words.split())


# What became of a motion, an application or a request: +1 it went through, -1 it did not.
OUTCOMES: Mapping[str, int] = {
    **dict.fromkeys(
        _stems(
            """
            approve approved approval adopt adopted adoption accept accepted grant granted endorse endorsed ratify
            ratified confirm confirmed agree agreed resolve resolved carry carried pass passed support supported
            permit permitted allow allowed win won succeed succeeded uphold upheld
            """
        ),
        1,
    ),
    **dict.fromkeys(
        _stems(
            """
            refuse refused refusal reject rejected rejection decline declined dismiss dismissed lose lost defeat
            defeated oppose opposed withdraw withdrew withdrawn veto vetoed deny denied quash quashed overturn
            overturned abandon abandoned
            """
        ),
        -1,
    ),
}

OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (_stems(one), _stems(other))
    for one, other in (
        (
            "increase increased increases rise rose risen rising grow grew grown growth higher up raised climbed",
            "decrease decreased fall fell fallen falling reduce reduced reduction lower down drop dropped decline cut",
        ),
        (
            "improve improved improvement better",
            "worsen worsened deteriorate deteriorated deterioration worse declined",
        ),
        ("open opened reopen reopened", "close closed closure shut"),
        ("surplus underspend underspent", "deficit overspend overspent shortfall"),
        ("begin began begun start started commence commenced", "end ended stop stopped cease ceased"),
        ("include included including", "exclude excluded excluding"),
        ("support supported welcome welcomed", "oppose opposed objected object"),
        ("present attended", "absent apologies"),
        ("before earlier", "after later"),
        ("maximum", "minimum"),
        ("most majority", "least minority"),
        ("success successful succeeded", "failure failed unsuccessful"),
        ("ahead early", "behind late delayed"),
        ("continue continued retain retained keep kept", "discontinue discontinued cease ceased"),
        ("pass passed", "fail failed"),
        ("above", "below"),
        ("strong stronger", "weak weaker"),
        ("positive", "negative"),
        ("safe", "dangerous unsafe"),
        ("internal", "external"),
        ("public", "private exempt"),
        ("cheaper", "dearer"),
        ("temporary temporarily", "permanent permanently"),
        ("completed complete finished", "outstanding incomplete unfinished"),
        ("deferred postponed adjourned", "decided determined"),
    )
)

LEAST = 3
PREFIXES = ("un", "in", "dis", "im", "non", "ir")
# Words that only look as if a prefix turned another round.
_NO_OPPOSITES = frozenset(
    {"form", "port", "cover", "come", "deed", "side", "put", "less", "crease", "vite", "tend", "pose"}
)


def alike(one: str) -> frozenset[str]:
    """Return the stems that say the same as a stem where opposites are told apart, itself among them."""
    return frozenset({one, *(other for pair in OPPOSITES for group in pair if one in group for other in group)})


def opposed(one: str) -> frozenset[str]:
    """Return the stems of the opposites of a stem, as far as they are known or told by a prefix."""
    paired = {
        other for pair in OPPOSITES for place, group in enumerate(pair) if one in group for other in pair[1 - place]
    }
    if one not in _NO_OPPOSITES and len(one) > 3:
        paired |= turned_by_prefix(one)
    return frozenset(paired)


def turned_by_prefix(one: str) -> frozenset[str]:
    """Return a word with a prefix that turns it round, or without the one that it has: “unlikely”, “likely”."""
    if len(one) <= LEAST or one in _NO_OPPOSITES:
        return frozenset()
    bare = {one.removeprefix(prefix) for prefix in PREFIXES if one.startswith(prefix)}
    longer = {prefix + one for prefix in PREFIXES}
    return frozenset(longer | {other for other in bare if len(other) > LEAST and other not in _NO_OPPOSITES})


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


# Words that say that none is left out.
WHOLES = frozenset("all every everyone everybody everything each entire entirely whole always fully both".split())
_MUCH = r"significant(?:ly)?|substantial(?:ly)?|dramatic(?:ally)?|sharp(?:ly)?"
_SOON = r"urgent(?:ly)?|immediate(?:ly)?"
# A word that tells how far something goes, and what licenses it in what is cited.
LICENSED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        _whole(r"unanimous(?:ly)?|unanimity"),
        _whole(
            r"unanimous(?:ly)?|unanimity|nem\.? ?con|without dissent|(?:none|nobody|no one) against"
            r"|against:? ?(?:0|none|nil)|all (?:voted )?in favour"
        ),
    ),
    (
        _whole(r"(?<!not )only|solely|sole|exclusively"),
        _whole(r"only|solely|sole|exclusive(?:ly)?|no other|just|single|alone|limited|except"),
    ),
    (
        _whole(r"majority|most (?:of|members|councillors|residents|schools)"),
        _whole(r"majority|most|(?:by|to) \d+ (?:votes )?(?:to|and|against) \d+|for|more than half"),
    ),
    (_whole(r"before"), _whole(r"before|prior|by|ahead|earlier|until|preced\w+|previous\w*|first|in advance|pending")),
    (_whole(r"after"), _whole(r"after\w*|follow\w*|since|once|later|when|upon|subsequent\w*|then|from|beyond|past")),
    (_whole(r"never"), _whole(r"never|not|no|none|nor|ever")),
    (_whole(_MUCH), _whole(rf"{_MUCH}|considerabl[ey]|marked(?:ly)?|major|greatly|much|large|great|big")),
    (_whole(_SOON), _whole(rf"{_SOON}|urgency|at once|forthwith|straight ?away")),
    (
        _whole(r"defer(?:red)?|postponed?|adjourned?"),
        _whole(r"defer\w*|postpon\w*|adjourn\w*|withdrawn|delay\w*|(?:later|next|future) meeting"),
    ),
    (_whole(r"recommended"), _whole(r"recommend\w*|advis\w+|propos\w+|suggest\w+")),
)
