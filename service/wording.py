"""Every outcome of a question, and the words the reader sees for it.

In: a status and what was searched. Out: one or two plain sentences. Codes are for programs; readers see only these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Literal, get_args

from corpus.dates import written
from corpus.minutes import fold
from index.hits import Extent
from service.clipping import clipped
from service.errors import Failure
from service.failure import SENTENCES
from service.narrowing import Limit
from service.outcome_answers import Listing
from service.structure import Sought

Status = Literal["answered", "partly_answered", "incomplete", "not_in_the_minutes", "unclear", "too_busy", "failed"]
STATUSES: tuple[Status, ...] = get_args(Status)

WORDING: Mapping[Status, str] = {
    "answered": "The minutes say:",
    "partly_answered": "What comes nearest in the minutes; it may answer only a part, or not at all:",
    "incomplete": "This answer broke off before its end. What is here was checked:",
    "not_in_the_minutes": "The minutes searched do not say.",
    "unclear": "It is not clear what to look for. Ask a whole question, or name a paragraph, such as 45.12.",
    "too_busy": "Too many questions are being answered at the moment. Ask again in a few seconds.",
    "failed": "Something went wrong and your question was not answered. Ask it again.",
}

NOTICE = (
    "This service finds and quotes paragraphs of published minutes. It is not the record: "
    "the minutes approved by the council are."
)


# A written answer does not say what the minutes say, but what was made of them.
WRITTEN: Mapping[Status, str] = {
    "answered": "From the minutes:",
    "partly_answered": "From what comes nearest in the minutes; it may answer only a part, or not at all:",
}
# What stands under a written answer. It promises no more than the checks do (service/checks).
CHECKED = (
    "Each sentence was checked against the paragraphs that it cites: figures, dates, names, votes and denials. That "
    "does not prove it. Read the paragraphs before you rely on it."
)
QUOTED_INSTEAD = "This is quoted from the minutes."
UNCHECKED = f"Nothing that the language model wrote could be found in the paragraphs that it cited. {QUOTED_INSTEAD}"
DECLINED = (
    "The language model found no answer in these paragraphs. The sentences that are closest to the question are quoted."
)


def failed(reason: Failure, *, partly: bool) -> str:
    """Return what the reader is told where a language model failed. partly: whether some of its answer is there."""
    return SENTENCES[reason] if partly else f"{SENTENCES[reason]} {QUOTED_INSTEAD}"


NO_SUCH_NUMBER = "Nothing in the minutes searched has this number."
# Of ids, one a kind: what they look like.
ID_EXAMPLES: Mapping[str, str] = {
    "minutes": "oakshire/childrens-scrutiny/2019-11-07",
    "paragraph": "oakshire/childrens-scrutiny/2019-11-07#45.12",
}
ID_CHARACTERS = 200
NOTHING_HERE = "There is nothing at this address. It may have been replaced or taken away since the link was made."
NOTHING_TO_CALL = "There is nothing at this address. GET /openapi.json describes the addresses that there are."


def missing(identity: str, what: Literal["minutes", "paragraph"]) -> str:
    """Return what a program is told of an id that nothing has, and what such an id looks like."""
    there_is_no = "are no minutes" if what == "minutes" else "is no paragraph"
    return (
        f"There {there_is_no} '{clipped(fold(identity), ID_CHARACTERS)}' here, or no longer. The id of "
        f"{'minutes' if what == 'minutes' else 'a paragraph'} looks like {ID_EXAMPLES[what]}."
    )


def words(
    status: Status,
    searched: Extent,
    *,
    limits: Sequence[Limit] = (),
    outside: bool = False,
    unknown_council: str = "",
    listing: Listing | None = None,
    mode: Literal["quoted", "written"] = "quoted",
) -> str:
    """Return what the reader is told about an outcome; where nothing was found, it also says where was searched.

    limits: those that were read from the question. outside: whether nothing was found within them. unknown_council:
    the one that is asked about and has no minutes here. listing: what the answer is a list of. mode: how it was made.
    """
    if unknown_council:
        return f"There are no minutes of {unknown_council} here. {coverage(searched)}"
    if outside:
        without = "Without that limit" if len(limits) == 1 else "Without these limits"
        told = _plainly(status, mode)
        return f"Nothing was found for {in_words(limits)}. {without}: {told[:1].lower()}{told[1:]}"
    if status == "not_in_the_minutes" and limits and not searched.minutes:
        return f"There are no minutes here for {in_words(limits)}, which is how your question was read."
    if listing is not None:
        return _listed(listing, searched, is_told=status == "answered")
    if status == "not_in_the_minutes":
        return f"{WORDING[status]} {coverage(searched)}"
    return _plainly(status, mode)


def _plainly(status: Status, mode: str) -> str:
    return WRITTEN.get(status, WORDING[status]) if mode == "written" else WORDING[status]


def of_councils(message: str, councils: int) -> str:
    """Return what the reader is told, with how many councils the minutes are of, where they are of several."""
    told = {*WORDING.values(), *WRITTEN.values()} if councils > 1 else ()
    return message.replace("inutes", f"inutes of {councils} councils", 1) if message in told else message


def _listed(listing: Listing, searched: Extent, *, is_told: bool) -> str:
    """Return what a list is of and how long: “12 resolutions about “allotments” found. The first 10, by date:”.

    is_told: whether paragraphs are quoted, of an empty list those that say that there were none.
    """
    sought = listing.sought
    if not listing.total:
        return f"No {_sort(sought, 2)} were found. {WORDING['answered'] if is_told else coverage(searched)}"
    sort = _sort(replace(sought, role="") if listing.unnamed else sought, listing.total)
    found = f"{listing.total:,} {sort} {'was' if listing.total == 1 else 'were'} found"
    undone = " This list does not tell what has been done since." if sought.open else ""
    if listing.unnamed:
        undone = (
            f" Names of any who {_VOTED[sought.role]} could not be read, so this may answer only a part, or not at all."
        )
    several = len(listing.councils) > 1
    first = f"{listing.shown:,}"
    if several:
        is_each = all(one.shown for one in listing.councils)
        showing = sum(one.shown > 0 for one in listing.councils)
        first = f"of each, {first} in all" if is_each else f"{first}, of {showing:,} of these councils"
    part = (
        f" The first {first}, by date:" if listing.shown < listing.total else " By council and date:" if several else ""
    )
    return f"{found}{_of_councils(listing)}.{undone}{part}" if undone or part else f"{found}:"


def _of_councils(listing: Listing) -> str:
    """Return how many are of each council, while there are a few: “: 3 of Oak and 4 of Elm”; "" where there is one."""
    if len(listing.councils) < 2:
        return ""
    if len(listing.councils) > MOST_NAMED:
        return f", of {len(listing.councils):,} councils"
    of = [f"{one.total:,} of {one.name or 'councils that are not named'}" for one in listing.councils]
    return f": {', '.join(of[:-1])} and {of[-1]}"


def _sort(sought: Sought, number: int) -> str:
    """Return what is sought, in the singular or the plural: “actions for “the Clerk””."""
    one, many = SORTS.get((sought.kind, sought.role)) or SORTS[sought.kind, ""]
    of = {"action": "for", "attendee": "of"}.get(sought.kind, "by")
    person = f" {of} “{sought.person}”" if sought.person else ""
    topic = f" about “{sought.topic}”" if sought.topic else ""
    return f"{one if number == 1 else many}{person}{topic}"


_VOTED: Mapping[str, str] = {
    "against": "voted against",
    "in_favour": "voted in favour",
    "abstained": "abstained",
}
# What outcomes are called in messages, in the singular and the plural.
SORTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("decision", ""): ("decision", "decisions"),
    ("decision", "resolution"): ("resolution", "resolutions"),
    ("decision", "recommendation"): ("recommendation", "recommendations"),
    ("action", ""): ("action", "actions"),
    ("attendee", ""): ("entry in lists of those present", "entries in lists of those present"),
    ("attendee", "officers"): ("entry in lists of those in attendance", "entries in lists of those in attendance"),
    ("attendee", "apologies"): ("apology or absence", "apologies and absences"),
    ("attendee", "chair"): ("entry of who was in the chair", "entries of who was in the chair"),
    ("vote", ""): ("vote", "votes"),
    ("vote", "against"): ("vote that names those against", "votes that name those against"),
    ("vote", "in_favour"): ("vote that names those in favour", "votes that name those in favour"),
    ("vote", "abstained"): ("vote that names who abstained", "votes that name who abstained"),
    ("vote", "carried"): ("vote that was carried", "votes that were carried"),
    ("vote", "lost"): ("vote that was lost", "votes that were lost"),
    ("motion", ""): ("motion", "motions"),
    ("motion", "carried"): ("motion that was carried", "motions that were carried"),
    ("motion", "lost"): ("motion that was lost", "motions that were lost"),
    ("motion", "withdrawn"): ("motion that was withdrawn", "motions that were withdrawn"),
    ("motion", "amendment"): ("amendment", "amendments"),
    ("declaration", ""): ("declaration of interest", "declarations of interest"),
    ("exchange", ""): ("question", "questions"),
    ("report", ""): ("report", "reports"),
    ("amendment", ""): ("correction of earlier minutes", "corrections of earlier minutes"),
}


def in_words(limits: Sequence[Limit]) -> str:
    """Return limits in words: “Cabinet, Oakshire County Council, 2019 to 2021”."""
    return ", ".join(limit_words(one) for one in sorted(limits, key=lambda one: LIMITS.index(one.field)))


# In which order limits are told.
LIMITS = ("committee", "council", "held")


def limit_words(limit: Limit) -> str:
    """Return a limit in words: a name, “7 November 2019”, “November 2019”, “2019 to 2021”, “from 1 March 2020 on”."""
    if limit.field != "held":
        return limit.name
    if limit.since is None or limit.until is None:
        return f"from {day(limit.since)} on" if limit.since else f"up to {day(limit.until)}"
    first, last = day(limit.since), day(limit.until)
    if (limit.until + timedelta(days=1)).day == 1 and limit.since.day == 1:
        first, last = first.removeprefix("1 "), last.partition(" ")[2]
        if (limit.since.month, limit.until.month) == (1, 12):
            first, last = str(limit.since.year), str(limit.until.year)
    return first if first == last else f"{first} to {last}"


def coverage(searched: Extent) -> str:
    """Return the sentence that says what was searched: “Searched: 15 meetings of 4 councils, dates unknown.”."""
    if searched.minutes == 0:
        return "Searched: no meetings. None are within the limits that were set."
    return f"Searched: {extent(searched)}."


def understood(asked: str, question: str) -> str:
    """Return how a question was read with the turns before it: “Read as “…””; "" where it is as it was typed.

    What stands after it in brackets (service/conversation.py) is told as what came before.
    """
    if question == asked:
        return ""
    if question.startswith(f"{asked} (") and question.endswith(")"):
        return f"Read together with what came before: “{question[len(asked) + 2 : -1]}”"
    said, bracket, context = question.removesuffix(")").partition(" (")
    if bracket and question.endswith(")"):
        return f"Read as “{said}”, together with what came before: “{context}”"
    return f"Read as “{question}”"


# What a reader is told of a question that may be a follow-up and was read as none, and how to read it as one.
ALONE = "Read as a question of its own."
TOGETHER_SILENT = "Together with what came before, nothing was found; this answers only what you typed."
AS_FOLLOW_UP = "Read it with what came before"


def unused(words_of: Sequence[str]) -> str:
    """Return the sentence about words of a question that no minutes hold: “The word “salt” stands nowhere here.”."""
    if not words_of:
        return ""
    quoted = [f"“{one}”" for one in words_of]
    several = f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else quoted[0]
    verb = "words {} stand" if len(quoted) > 1 else "word {} stands"
    return f"The {verb.format(several)} nowhere in the minutes."


def extent(searched: Extent) -> str:
    """Return how many meetings, whose and from when to when: “15 meetings of 4 councils, dates unknown”."""
    return f"{counted(searched.minutes, 'meeting')}{_bodies(searched)}, {_period(searched)}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: “1 meeting”, “1,204 meetings”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def day(held: date | None) -> str:
    """Return a date as it is written in minutes, “7 November 2019”, or “date unknown”."""
    return written(held) if held else "date unknown"


def clock(begins: time) -> str:
    """Return a time of day as it is printed in minutes: “10.00 am”, “2.30 pm”, “12 noon”."""
    if begins == time(12):
        return "12 noon"
    return f"{(begins.hour - 1) % 12 + 1}.{begins.minute:02} {'am' if begins.hour < 12 else 'pm'}"


def whose(committee: str | None, council: str | None) -> str:
    """Return whose minutes they are, with what is unknown: “Cabinet, Oakshire”, “Oakshire, committee unknown”."""
    if committee is None:
        return f"{council}, committee unknown" if council else "council and committee unknown"
    return f"{committee}, {council}" if council else f"{committee}, council unknown"


def _bodies(searched: Extent) -> str:
    """Return whose meetings they were: up to three councils by name, and the committee while there is one."""
    if len(searched.councils) > MOST_NAMED:
        return f" of {counted(len(searched.councils), 'council')}"
    if len(searched.councils) > 1:
        return f" of {', '.join(searched.councils[:-1])} and {searched.councils[-1]}"
    committee = searched.committees[0] if len(searched.committees) == 1 else ""
    names = [name for name in (committee, *searched.councils) if name]
    return f" of {', '.join(names)}" if names else ""


# Councils that a reader takes in at a glance.
MOST_NAMED = 3


def _period(searched: Extent) -> str:
    """Return the dates of the meetings, and how many have none."""
    if searched.first_held is None or searched.last_held is None:
        return "date unknown" if searched.minutes == 1 else "dates unknown"
    first, last = day(searched.first_held), day(searched.last_held)
    period = first if first == last else f"{first} to {last}"
    return f"{period} ({searched.undated:,} undated)" if searched.undated else period
