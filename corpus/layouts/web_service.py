"""The answer of ModernGov's web service to GetMeeting (`mgWebService.asmx`), as plain XML or inside a SOAP envelope.

Each agenda item brings the HTML of its minutes and of its decision. Those are read as the page is, so that their labels
come out the same. An item that is restricted, or whose display is not allowed, is counted and otherwise forgotten.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block
from corpus.dates import find_date, find_time
from corpus.formats.html import read as read_html
from corpus.layouts.furniture import is_furniture, without_file_size, without_lines_to_sign
from corpus.layouts.meeting_page import printed_number
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether the blocks are those of an XML answer that holds a meeting."""
    return root_of(blocks) == "meeting"


def root_of(blocks: Sequence[Block]) -> str | None:
    """Return the name of the element that an XML answer holds, without what wraps it in SOAP; None for no XML."""
    if not blocks or not _PATH.match(blocks[0].style):
        return None
    inside = (_WRAPPERS.sub("", block.style.partition("@")[0]) for block in blocks)
    name = next((re.split(r"[\[/]", path)[0] for path in inside if path), "nothing")
    return "meeting" if name in {"meetingid", "meetingdate", "agendaitems"} else name


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the meeting's items by their display numbers, after those who attended; a row without one is a section."""
    meeting = _meeting(blocks)
    attendance, left_out = _attendance(list(meeting.attendees.values()))
    left_out = [*(text for name, text in meeting.fields.items() if not _MACHINE.fullmatch(name)), *left_out]
    items = [OutlineItem(None, "", "", (Part("attendance", attendance),))] if attendance else []
    section = ""
    for position, entry in enumerate(meeting.entries.values(), start=1):
        if entry.is_restricted:
            section = "" if entry.is_section else section
            continue
        left_out += entry.left_out
        if entry.is_section:
            section = " ".join(filter(None, (entry.fields.get("fulldisplaynumberformat"), entry.title)))
            left_out.append(section)
            continue
        title, size = without_file_size(entry.title)
        parts, furniture = _parts(entry, is_last=position == len(meeting.entries))
        left_out += [*([size] if size else []), *furniture]
        items.append(OutlineItem(entry.number, title, section, parts))
    return Outline(
        metadata=meeting.metadata,
        items=tuple(items),
        left_out=tuple(left_out),
        warnings=_warnings(sum(entry.is_restricted for entry in meeting.entries.values())),
        withholds=any(entry.withholds for entry in meeting.entries.values()),
    )


def refusal(blocks: Sequence[Block]) -> str | None:
    """Return why an XML answer gives no minutes, in words that follow its name; None where it gives some."""
    root = root_of(blocks)
    if root is None or root == "meeting":
        return None if root is None else _refusal_of(_meeting(blocks))
    if root in _LISTS:
        return f"is {_LISTS[root]}, not minutes. Ask the web service for one meeting (GetMeeting) and add that answer."
    if root == "fault":
        said = next((fold(block.text) for block in blocks if "faultstring" in block.style), "no reason given")
        return f"is an error of the web service ('{said[:80]}'), not minutes. Ask it again and add its answer."
    return f"is XML of a kind that is not known ('{root}'). Minuted reads the web service's answer to GetMeeting."


def _refusal_of(meeting: "_Meeting") -> str | None:
    if _denies(meeting.fields.get("isdisplayallowed", "")):
        return "is of a meeting that may not be shown (isdisplayallowed is not True), so nothing of it was read."
    with_minutes = [entry for entry in meeting.entries.values() if entry.has_minutes]
    if with_minutes and all(entry.is_restricted for entry in with_minutes):
        return "holds no minutes but those of restricted items, so nothing of it was read."
    if with_minutes:
        return None
    if meeting.fields.get("meetingstatus", "").casefold() == "cancelled":
        return "is of a meeting that was cancelled, and holds no minutes."
    return "holds the agenda of a meeting and no minutes. Ask the web service again when they are published."


@dataclass(slots=True)
class _Entry:
    """One agenda item: its texts by element, and those of each linked document."""

    fields: dict[str, str] = field(default_factory=dict)
    linked: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def is_restricted(self) -> bool:
        return _claims(self.fields.get("isrestricted", "")) or _denies(self.fields.get("isdisplayallowed", ""))

    @property
    def withholds(self) -> bool:
        """Whether it, or one of its documents, is restricted."""
        return self.is_restricted or any(_claims(one.get("isrestricted", "")) for one in self.linked.values())

    @property
    def has_minutes(self) -> bool:
        return any(_says(self.fields.get(name, "")) for name in ("minutesnonemptyhtmlbody", "decisionnonemptyhtmlbody"))

    @property
    def is_section(self) -> bool:
        """Whether it is the heading of the items after it. One with words of its own is an item all the same."""
        has_agenda = any(_says(text) for name, text in self.fields.items() if _AGENDA.fullmatch(name))
        return self.fields.get("agendaitemnumber", "0") == "0" and not self.has_minutes and not has_agenda

    @property
    def title(self) -> str:
        """The title, which is encoded once more than XML needs; what then looks like a tag is text."""
        return _unescaped(self.fields.get("agendaitemtitle", ""))

    @property
    def number(self) -> str | None:
        number, sub = (self.fields.get(f"minutesitem{part}", "") for part in ("number", "subnumber"))
        joined = f"{number}{'.' if sub.isdigit() else ''}{sub}" if number not in {"", "0"} else ""
        return printed_number(self.fields.get("fulldisplaynumberformat", "")) or printed_number(joined) or None

    @property
    def left_out(self) -> list[str]:
        """The titles of its documents but restricted ones, and the texts of elements that are not known."""
        documents = (one for one in self.linked.values() if not _claims(one.get("isrestricted", "")))
        titles = [_unescaped(one["title"]) for one in documents if "title" in one]
        known = re.compile(f"{_READ.pattern}|{_MACHINE.pattern}")
        return [*titles, *(fold(text) for name, text in self.fields.items() if not known.fullmatch(name))]


@dataclass(slots=True)
class _Meeting:
    """The texts of an answer by what they are of: the meeting's by element, its items and those who attended."""

    fields: dict[str, str] = field(default_factory=dict)
    entries: dict[str, _Entry] = field(default_factory=dict)
    attendees: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def metadata(self) -> Metadata:
        """What the answer states. It names no council, and the committee seldom but with its documents."""
        held = find_date(self.fields.get("meetingdate", ""))
        shown = (document for one in self.entries.values() if not one.is_restricted for document in one.linked.values())
        named = {
            document["committeetitle"]
            for document in shown
            if document.get("committeetitle")
            and not _claims(document.get("isrestricted", ""))
            and find_date(document.get("meetingdate", "")) == held
        }
        committee = self.fields.get("committeetitle") or (named.pop() if len(named) == 1 else None)
        return Metadata(committee=committee, held=held, begins=find_time(self.fields.get("meetingtime", "")))


def _meeting(blocks: Sequence[Block]) -> _Meeting:
    """Return the texts of an answer sorted by what they are of. Elements without text leave no trace."""
    meeting = _Meeting()
    for block in blocks:
        text, path = fold(block.text), _WRAPPERS.sub("", block.style)
        path = path.removeprefix("meeting[1]").lstrip("/@")
        if (match := _OF_DOCUMENT.fullmatch(path)) is not None:
            entry = meeting.entries.setdefault(match["item"], _Entry())
            _put(entry.linked.setdefault(match["document"], {}), match["name"], text)
        elif (match := _OF_ITEM.fullmatch(path)) is not None:
            # The no-break spaces of an HTML body part labels from their texts.
            whole = block.text if _MARKUP.fullmatch(match["name"]) else text
            _put(meeting.entries.setdefault(match["item"], _Entry()).fields, match["name"], whole)
        elif (match := _INSIDE_ITEM.match(path)) is not None:
            # What stands deeper, or in an attribute, is of the item too, and no more to be shown than the item is.
            name = re.sub(r"\[\d+\]", "", match["name"] or "")
            entry = meeting.entries.setdefault(match["item"], _Entry())
            _put(entry.fields, name, text)
        elif (match := _OF_ATTENDEE.fullmatch(path)) is not None:
            _put(meeting.attendees.setdefault(match["person"], {}), match["name"], text)
        else:
            _put(meeting.fields, re.sub(r"\[\d+\]", "", path).replace("@", "/"), text)
    return meeting


def _put(fields: dict[str, str], name: str, text: str) -> None:
    """Keep a text of an element; one that comes twice, or is parted by another element, keeps both."""
    fields[name] = f"{fields[name]} {text}" if name in fields else text


def _parts(entry: _Entry, *, is_last: bool) -> tuple[tuple[Part, ...], list[str]]:
    """Return the agenda's text with its comments, the decision and the minutes of an item, without the furniture."""
    bodies: dict[PartKind, list[Block]] = {
        "agenda": [*_body(entry.fields.get("agendatext", "")), *_comments(entry)],
        "decision": _body(entry.fields.get("decisionnonemptyhtmlbody", "")),
        "minutes": _body(entry.fields.get("minutesnonemptyhtmlbody", "")),
    }
    left_out: list[str] = []
    parts: list[Part] = []
    for kind, body in bodies.items():
        kept, to_sign = without_lines_to_sign(body) if is_last and kind == "minutes" else (body, [])
        left_out += [fold(block.text) for block in (*filter(is_furniture, kept), *to_sign)]
        kept = [block for block in kept if not is_furniture(block)]
        parts += [Part(kind, tuple(kept))] if kept else []
    return tuple(parts), left_out


def _comments(entry: _Entry) -> list[Block]:
    """Return what is said beside an item, as its page prints it: `Presented By: Councillor Reid`."""
    comments = []
    for number in range(1, 10):
        label = entry.fields.get(f"commentlabel{number}", "Comment").rstrip(" :")
        text = " ".join(fold(block.text) for block in _body(entry.fields.get(f"commenttext{number}", "")))
        comments += [Block(f"{label}: {text}")] if text else []
    return comments


def _attendance(people: Sequence[Mapping[str, str]]) -> tuple[tuple[Block, ...], list[str]]:
    """Return who attended, under headings that say how (`Present`, `Apologies`), and what else is said of them."""
    ways = list(dict.fromkeys(person.get("attendance", "") for person in people if person.get("name")))
    blocks: list[Block] = []
    for way in ways:
        blocks += [Block(way, kind="heading")] if way else []
        for person in people:
            if person.get("name") and person.get("attendance", "") == way:
                role = person.get("roledescription")
                blocks.append(Block(f"{person['name']} ({role})" if role else person["name"]))
    known = {"name", "attendance", "roledescription"}
    others = [
        text for one in people for name, text in one.items() if name not in known and not _MACHINE.fullmatch(name)
    ]
    return tuple(blocks), others


def _body(markup: str) -> list[Block]:
    """Return the blocks of an escaped body of HTML, unescaped once more where it was escaped twice."""
    if "<" not in markup and _ESCAPED_TAG.search(markup):
        markup = html.unescape(markup)
    if not _says(markup):
        return []
    return [block for block in read_html(f"<body>{markup}</body>".encode()) if fold(block.text)]


def _says(markup: str) -> bool:
    """Return whether an escaped body of HTML holds any words."""
    return bool(fold(html.unescape(re.sub(r"<[^>]*>", " ", markup))))


def _unescaped(text: str) -> str:
    return fold(_REFERENCE.sub(lambda match: html.unescape(match[0]), text))


def _warnings(restricted: int) -> tuple[str, ...]:
    if restricted == 0:
        return ()
    items = "1 item is restricted and was" if restricted == 1 else f"{restricted} items are restricted and were"
    return (f"{items} left out",)


def _claims(value: str) -> bool:
    """Return whether a flag is set. One that says neither is taken to be, for what it guards may be secret."""
    return value.casefold() not in {"", "false", "0", "no"}


def _denies(value: str) -> bool:
    """Return whether a flag says no, or says what is not known."""
    return value.casefold() not in {"", "true", "1", "yes"}


_PATH = re.compile(r"[\w.-]+\[1\](?:$|[/@])")
_WRAPPERS = re.compile(r"^(?:(?:envelope|body|\w+response|\w+result)\[1\](?:/|$)|header\[1\].*)*")
_LISTS = {
    "getmeetings": "a list of meetings",
    "getmeetingsbydate": "a list of meetings",
    "meetings": "a list of meetings",
    "committees": "a list of committees",
    "attachment": "the particulars of one document",
    "councillorsbyward": "a list of councillors",
}
_ITEM = r"(?P<item>(?:agendaitems\[\d+\]/)?agendaitem\[\d+\])"
_OF_ITEM = re.compile(rf"{_ITEM}/(?P<name>\w+)\[\d+\]")
_OF_DOCUMENT = re.compile(
    rf"{_ITEM}/(?P<document>(?:linkeddocuments\[\d+\]/)?linkeddoc\[\d+\])[/@](?P<name>\w+)(?:\[\d+\])?(?:[/@].+)?"
)
_INSIDE_ITEM = re.compile(rf"{_ITEM}(?:[/@](?P<name>.+))?")
_OF_ATTENDEE = re.compile(r"(?P<person>(?:attendees\[\d+\]/)?attendee\[\d+\])[/@](?P<name>\w+)(?:\[\d+\])?")
_AGENDA = re.compile(r"agendatext|commenttext\d")
_MARKUP = re.compile(rf"{_AGENDA.pattern}|\w+nonemptyhtmlbody")
# What is read of an item, or is said of its meeting already.
_READ = re.compile(
    rf"{_MARKUP.pattern}|agendaitemtitle|commentlabel\d|fulldisplaynumberformat|minutesitem(?:sub)?number"
    r"|meetingdate|meetingtime|actualmeetingdate"
)
# The machine's own: identifiers, flags, counts, addresses, who typed it.
_MACHINE = re.compile(
    r"is(?:decision|minute|restricted|display|webcast|url|callin|comment|public)\w*|\w*id|\w+published|\w+count|url"
    r"|agendaitem(?:sub)?number|membertype|authorusername|preferreddate|refertocommittee"
)
_ESCAPED_TAG = re.compile(r"&lt;/?\w+")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,31});", re.IGNORECASE)
