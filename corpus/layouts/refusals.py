"""Blocks in, why they are not minutes out: pages cut short, errors, checks for robots, agendas, lists of documents.

A page is refused for what it is and not for the words it uses: minutes may mention an error page, and a page in a
layout of minutes is not judged by its words.
"""

import re
from collections.abc import Sequence

from corpus.blocks import Block
from corpus.layouts import web_service
from corpus.layouts.furniture import part_marker
from corpus.layouts.heads import is_cancelled
from corpus.minutes import fold


def refusal(blocks: Sequence[Block], *, recognised: bool) -> str | None:
    """Return why a source is refused, in words that follow its name, or None.

    recognised: whether a layout of minutes knows the page, and not only the one that takes everything.
    """
    return (
        web_service.refusal(blocks)
        or _cut_short(blocks)
        or _other_system(blocks)
        or _no_minutes_yet(blocks)
        or (None if recognised else _other_page(blocks))
    )


def _cut_short(blocks: Sequence[Block]) -> str | None:
    """A meeting page may break off an item in mid-sentence, with a link to the page that has the rest."""
    for block in blocks:
        text = fold(block.text)
        if _CUT_SHORT.search(text):
            return (
                f"is incomplete: it cuts the minutes short at '{text[-60:]}'. "
                "Add the page of that agenda item, which has the whole text."
            )
    return None


def _other_system(blocks: Sequence[Block]) -> str | None:
    """CMIS shows a meeting's particulars and its documents; the minutes are one of these."""
    if not any("DNNLabel" in block.style for block in blocks):
        return None
    documents = [_SIZE.sub("", fold(block.text)) for block in blocks if "DocumentListItem" in block.style]
    minutes = next((one for one in documents if re.search(r"\bminutes\b", one, re.IGNORECASE)), None)
    if minutes is None:
        return "is the page of a meeting, with no minutes among its documents. Add them when they are published."
    return f"is the page of a meeting, whose minutes are in a file. Download '{minutes}' and add that file."


def _no_minutes_yet(blocks: Sequence[Block]) -> str | None:
    """A meeting page whose heading says `Agenda` alone tells what was to come, and would be quoted as what happened."""
    if any(part_marker(fold(block.text)) in {"minutes", "decision"} for block in blocks):
        return None
    for block in blocks:
        text = fold(block.text)
        if "mgSubTitleTxt" in block.style and is_cancelled(text):
            return f"is the page of a meeting that did not take place ('{text[-60:]}'), and holds no minutes."
    for block in blocks:
        if "mgMainTitleTxt" in block.style and _AGENDA.fullmatch(fold(block.text)):
            return "is the agenda of a meeting and holds no minutes. Add the page again when they are published."
    return None


def _other_page(blocks: Sequence[Block]) -> str | None:
    """Return what page that is no page of minutes this is, by its title, or by its words where these are few."""
    content = [fold(block.text).casefold() for block in blocks if not block.chrome]
    titles = " ".join(fold(block.text).casefold() for block in blocks if block.style == "title")
    few = sum(len(text.split()) for text in content) < _SHORT_PAGE_WORDS
    whole = " ".join([titles, *(fold(block.text).casefold() for block in blocks)]) if few else titles
    for (what, to_do), signs in _OTHER_PAGES.items():
        sign = next((sign for sign in signs if sign in whole.replace("’", "'")), None)
        if sign is not None:
            return f"is {what} ('{sign}'), not minutes. {to_do}"
    return None


_CUT_SHORT = re.compile(
    r"view the full minutes text for item|(?:\.\.\.|…) ?(?:view|gweld|gweler)\b.{0,80}\b(?:item|eitem) [\w/.]{1,20}$",
    re.IGNORECASE,
)
_SIZE = re.compile(r" ?\(\d+(?:\.\d+)? ?[KM]b\)$", re.IGNORECASE)
_AGENDA = re.compile(r"(?:Agenda|Rhaglen)(?: (?:frontsheet|papers|items))?", re.IGNORECASE)
_SHORT_PAGE_WORDS = 150
_SAVE_AGAIN = "Save the page again from a browser and add that file."
# In the order in which they are looked for: a check for robots may speak of errors, an error page of signing in.
_OTHER_PAGES: dict[tuple[str, str], tuple[str, ...]] = {
    ("a check for robots", _SAVE_AGAIN): (
        "checking your browser",
        "checking if the site connection is secure",
        "just a moment",
        "attention required!",
        "verify you are human",
        "verifying you are human",
        "verify that you are not a robot",
        "verify you are not a robot",
        "i'm not a robot",
        "are you a robot",
        "enable javascript and cookies to continue",
        "needs to review the security of your connection",
        "complete the security check",
        "complete the captcha",
        "ddos protection by",
        "incapsula incident id",
        "pardon our interruption",
        "unusual traffic from your",
        "please wait while we verify",
        "please wait while your request is being verified",
    ),
    ("an error page", _SAVE_AGAIN): (
        "access denied",
        "access to this page has been denied",
        "you don't have permission to access",
        "403 forbidden",
        "404 not found",
        "403 - forbidden",
        "404 - file or directory not found",
        "429 too many requests",
        "too many requests",
        "page not found",
        "page cannot be found",
        "page could not be found",
        "page you requested could not be found",
        "resource cannot be found",
        "request was rejected",
        "requested url was rejected",
        "an error has occurred",
        "an error occurred",
        "server error in",
        "internal server error",
        "runtime error",
        "bad gateway",
        "gateway timeout",
        "gateway time-out",
        "missing parameter:",
        "object moved to here",
        "mgerror",
    ),
    ("a notice that the site is not at work", "Save the page again when it is, and add that file."): (
        "service unavailable",
        "temporarily unavailable",
        "site is undergoing maintenance",
        "site is under maintenance",
        "site is down for maintenance",
        "closed for maintenance",
        "under scheduled maintenance",
        "essential maintenance",
        "scheduled maintenance",
        "we'll be back soon",
        "we will be back soon",
    ),
    ("a page to sign in at", "Sign in, save the page of the minutes from the browser, and add that file."): (
        "sign in to your account",
        "sign in to continue",
        "log in to continue",
        "please log in",
        "please sign in",
        "you must be logged in",
        "login required",
        "forgotten your password",
        "forgot your password",
        "your session has expired",
        "user name: password:",
        "username password",
    ),
}
