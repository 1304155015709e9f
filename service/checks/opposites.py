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
            ratified confirm confirmed agree agreed resolve resolved carry carried pass passed support supported favour
            favor for permit permitted allow allowed win won succeed succeeded uphold upheld
            """
        ),
        1,
    ),
    **dict.fromkeys(
        _stems(
            """
            refuse refused refusal reject rejected rejection decline declined dismiss dismissed lose lost defeat
            defeated oppose opposed against withdraw withdrew withdrawn veto vetoed deny denied quash quashed overturn
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
        paired |= {prefix + one for prefix in PREFIXES}
        paired |= {
            bare for prefix in PREFIXES
            if one.startswith(prefix) and len(bare := one.removeprefix(prefix)) > 3 and bare not in _NO_OPPOSITES
        }  # fmt: skip
    return frozenset(paired)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_ENTIRE = r"all|every(?:one|body|thing)?|each|entire(?:ly)?|whole|always|fully|complete(?:ly)?"
_MUCH = r"significant(?:ly)?|substantial(?:ly)?|dramatic(?:ally)?|sharp(?:ly)?"
_SOON = r"urgent(?:ly)?|immediate(?:ly)?"
# A word that tells how far something goes, and what licenses it in what is cited.
QUANTIFIERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        _whole(r"unanimous(?:ly)?|unanimity"),
        _whole(
            r"unanimous(?:ly)?|unanimity|nem\.? ?con|without dissent|(?:none|nobody|no one) against"
            r"|against:? ?(?:0|none|nil)|all (?:voted )?in favour"
        ),
    ),
    (
        _whole(rf"(?<!above )(?<!at )(?<!of )(?:{_ENTIRE})(?! (?:along|told|right))"),
        _whole(rf"{_ENTIRE}|full|unanimous(?:ly)?|throughout|any"),
    ),
    (
        _whole(r"(?<!not )only|solely|sole|exclusively"),
        _whole(r"only|solely|sole|exclusive(?:ly)?|no other|just|single|alone|limited|except"),
    ),
    (
        _whole(r"majority|most (?:of|members|councillors|residents|schools)"),
        _whole(r"majority|most|(?:by|to) \d+ (?:votes )?(?:to|and|against) \d+|for|more than half"),
    ),
    (_whole(r"never"), _whole(r"never|not|no|none|nor|ever")),
    (_whole(_MUCH), _whole(rf"{_MUCH}|considerabl[ey]|marked(?:ly)?|major|greatly|much|large|great|big")),
    (_whole(_SOON), _whole(rf"{_SOON}|urgency|at once|forthwith|straight ?away")),
    (
        _whole(r"defer(?:red)?|postponed?|adjourned?"),
        _whole(r"defer\w*|postpon\w*|adjourn\w*|withdrawn|delay\w*|(?:later|next|future) meeting"),
    ),
    (_whole(r"recommended"), _whole(r"recommend\w*|advis\w+|propos\w+|suggest\w+")),
)
