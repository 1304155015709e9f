"""Minutes in, the reports that were before the meeting out, in printed order, each once for an item."""

import re
from collections.abc import Iterator

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.outcome import Report
from corpus.sentences import sentences


def find_reports(minutes: Minutes) -> list[Report]:
    """Return the reports that minutes say were considered, received or presented.

    A report that is only to be written (`that a report be brought`) was not before the meeting. One named again in its
    item is listed where it is named first.
    """
    return [report for item in minutes.items for report in _of_item(item)]


def _of_item(item: Item) -> Iterator[Report]:
    seen: set[str] = set()
    for paragraph in item.paragraphs:
        if paragraph.repeats is not None or "eport" not in paragraph.text:
            continue
        for report in _of_paragraph(paragraph):
            names = {name.casefold() for name in (report.title, report.reference) if name}
            if not names & seen:
                yield report
            seen |= names


def _of_paragraph(paragraph: Paragraph) -> Iterator[Report]:
    text = paragraph.text
    filed = _FILED.search(text)
    for start, end in sentences(text):
        sentence = text[start:end]
        match = _BEFORE.search(sentence) or _RECEIVED.search(sentence) or _OPENS.match(sentence)
        named = _report(paragraph, sentence, match.start("report"), filed) if match else None
        if named is not None:
            yield named
            filed = None
    if filed is not None:
        yield Report(paragraph.id, filed["report"], None, filed[2])


def _report(paragraph: Paragraph, sentence: str, start: int, filed: re.Match[str] | None) -> Report | None:
    """Return the report named from a place in a sentence on, or None where it is only `the report`."""
    words = sentence[start : start + _LONGEST_TITLE]
    entitled = _ENTITLED.search(words)
    author = next((found for pattern in _AUTHORS if (found := pattern.search(words)) is not None), None)
    reference = _REFERENCE.search(words)
    marked = reference[1] or reference[2] or reference[3] if reference else filed[2] if filed else None
    end = _ENDS.search(words, author.end() if author else len("report"))
    title = entitled[1] if entitled else _CODE_AT_END.sub("", words[: end.start()] if end else words).strip(" ,.;:(–-")
    if author is None and marked is None and entitled is None and _ON.search(title) is None:
        return None
    return Report(paragraph.id, title, author[1].strip(" ,") if author else None, marked)


_LONGEST_TITLE = 400
_KIND = (
    r"(?:(?:joint|verbal|oral|written|annual|progress|monitoring|performance|update|briefing|quarterly|further"
    r"|detailed|covering"
    r"|supplementary|[Mm]onthly|six-monthly|final|interim|first|second|third|financial|[Ii]nspection|budget|audit"
    r"|half-yearly|yearly) ){0,3}"
)
_NOUN = rf"(?P<report>{_KIND}[Rr]eports?\b)"
_BEFORE = re.compile(
    rf"\b(?:considered|received|noted|presented|introduced|discussed|reviewed|submitted|scrutinised|endorsed"
    rf"|approved|had before (?:it|them)|gave|summarised"
    rf"|took consideration of|consideration was given to|on|to) (?:to (?:the )?\w{{1,20}} )?(?:(?:an?|the|his|her"
    rf"|their|its|this) )?{_NOUN}"
    r"(?<!on report)(?<!to report)(?<!on reports)"
)
_RECEIVED = re.compile(
    rf"^(?:The |A )?{_NOUN}[^.;]{{0,200}}? (?:was|were) (?:received|considered|noted|presented|submitted"
    rf"|introduced|NOTED|RECEIVED)\b"
)
_OPENS = re.compile(
    r"(?P<report>Report (?:of|by) (?:the )?[A-Z]|Report(?: [Nn]o\.?| [Rr]ef\.?:?)? (?=[A-Z]{1,6}[/-]?\d))"
)
_OFFICE = (
    r"[A-Z][\w’'-]{0,40}(?:(?: | and | & | of | for | of the | and the )(?:\([A-Z]\w{0,30}\)|[A-Z][\w’'-]{0,40})){0,10}"
)
_CODE = r"(?:[A-Z]{1,6}[/ -]?\d{1,6}(?:[/.-]\w{1,8}){0,3}|[A-Z]{1,6}(?:/\w{1,8}){1,4})"
_AUTHORS = (
    re.compile(
        rf"^{_KIND}[Rr]eports?(?: {_CODE}| \([^()]{{1,40}}\)){{0,2}},? (?:of|by"
        rf"|from) ((?:the )?{_OFFICE}(?:,? and (?:of |by )?the {_OFFICE}){{0,2}})"
    ),
    re.compile(
        rf"\b(?:of|by|from) (the (?=[^,.;]{{0,60}}\b(?:Director|Head|Chief|Officer|Manager|Solicitor|Treasurer"
        rf"|Clerk)){_OFFICE})"
    ),
)
_REFERENCE = re.compile(
    rf"\b[Rr]eports? (?:(?:[Nn]o|[Rr]ef|[Nn]umber)\.?:? )?({_CODE})(?![\w])"
    rf"|\((?:(?:[Rr]eport )?(?:[Rr]ef(?:erence)?|[Nn]o)\.?:? )?({_CODE})\)"
    r"|\breport,? marked ['‘“\"]([^'’”\"]{1,40})['’”\"]"
)
_FILED = re.compile(
    r"\b(?:copy|copies) of (?:the |this |that )?(?P<report>reports?),? (?:is "
    r"|was )?marked ['‘“\"]([^'’”\"]{1,40})['’”\"]"
)
_ENTITLED = re.compile(r"^\W{0,2}(?:\w{1,20} ){0,6}?(?:entitled|titled|called|headed) ['‘“\"]([^'’”\"]{2,200})['’”\"]")
_CODE_AT_END = re.compile(rf" \((?:[Rr]ef\w*\.?:? )?{_CODE}\)$")
_ENDS = re.compile(
    rf"[.;:](?:\s|$)|\((?!(?:[A-Z]{{2,8}}|{_CODE})\))|,? (?:which|who|that|setting out|together with|reviewing"
    rf"|outlining"
    r"|detailing|summarising|providing|seeking|informing|asking"
    r"|advising|highlighting|explaining|showing|updating|recommending|containing|was|were|is|had|has|and (?:noted"
    r"|heard|asked|thanked)|, issued)\b"
    r"|, (?!and |on )(?=[a-z])|\. |$"
)
_ON = re.compile(r"\breports? (?:on|about|concerning|regarding|into|relating to|required|requested|to the)\b")
