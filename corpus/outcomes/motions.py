"""Minutes in, what was moved out: motions and amendments with mover, seconder and the result that the text states."""

import re
from dataclasses import replace

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.openings import opening_of
from corpus.outcomes.outcome import Motion
from corpus.outcomes.people import NAME, TITLED
from corpus.outcomes.results import StatedResult, stated
from corpus.sentences import sentences


def find_motions(minutes: Minutes) -> list[Motion]:
    """Return the motions of minutes, in printed order.

    Reads `It was moved by A and seconded by B that …`, `A moved, seconded by B, an amendment that …`, `(Proposed: A;
    Seconded: B)` and `Moved by A` with `Seconded by B` in the line below.
    """
    return [motion for item in minutes.items for motion in _of_item(item)]


def _of_item(item: Item) -> list[Motion]:
    found: list[Motion] = []
    paragraphs = [one for one in item.paragraphs if one.repeats is None]
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if _MAY.search(text) is None and stated(text) is None:
            continue
        for start, end in sentences(text):
            sentence = text[start:end]
            above = paragraphs[at - 1].text if at else ""
            moved = _moved(paragraph, sentence, text[:start], paragraphs[at + 1 : at + 4])
            if moved is not None and _AMENDMENT.fullmatch(above.strip(" :.")):
                moved = replace(moved, amendment=True)
            if moved is not None:
                found.append(moved)
            elif found and found[-1].seconder is None and (second := _SECONDS.match(sentence)) is not None:
                found[-1] = replace(
                    found[-1], seconder=(second["who"] or second["seconder"]).strip(" ,."), seconded_in=paragraph.id
                )
            result = stated(sentence[len(_moving(sentence)) :])
            if result is not None:
                _settle(found, result)
    return [replace(one, seconded_in=None) if one.seconded_in == one.paragraph_id else one for one in found]


def _settle(motions: list[Motion], stated: StatedResult) -> None:
    """Give a result to the latest motion of the kind that it names; of any kind where it names none."""
    for at in range(len(motions) - 1, -1, -1):
        kind = "amendment" if motions[at].amendment else "motion"
        if stated.of in {None, kind}:
            if motions[at].result is None:
                motions[at] = replace(motions[at], result=stated.result)
            return


def _moving(sentence: str) -> str:
    match = next((found for pattern in _FORMS if (found := pattern.search(sentence)) is not None), None)
    return sentence[: match.end()] if match else ""


def _moved(paragraph: Paragraph, sentence: str, before: str, after: list[Paragraph]) -> Motion | None:
    """Return the motion that a sentence makes, or None."""
    match = next((found for pattern in _FORMS if (found := pattern.search(sentence)) is not None), None)
    if match is None:
        return None
    groups = match.groupdict()
    rest = sentence[match.end() :]
    above = paragraph.headings[-1] if paragraph.headings else ""
    around = sentence[max(0, match.start() - 40) : match.end() + 30]
    amendment = _AMENDMENT.search(around) is not None or _AMENDMENT.match(above) is not None
    text, text_in = _text(paragraph, sentence, match, rest, after)
    resolved = opening_of(text) if match.re is _IN_BRACKETS else None
    carried = resolved is not None or _AND_RESOLVED.match(rest) is not None
    if match.re is _PROPOSAL_OF:
        carried = _DECIDES.search(sentence) is not None
    elif _ENDS_IN_AND.match(rest) and after:
        carried = opening_of(after[0].text) is not None
    until = [one.id for one in after].index(text_in) + 1 if text_in else 0
    carried = carried or any(opening_of(one.text) for one in after[:until])
    trailing = _SECONDED_LAST.search(text) if "seconder" not in groups and "second" not in groups else None
    return Motion(
        paragraph_id=paragraph.id,
        text=text[: trailing.start()] if trailing else text[resolved.start :] if resolved else text,
        mover=_mover(_whole(groups["mover"] or groups.get("proposer") or ""), paragraph, before),
        seconder=_whole(trailing[1] if trailing else groups.get("seconder") or groups.get("second") or "") or None,
        amendment=amendment,
        result="carried" if carried else None,
        text_in=text_in,
    )


def _mover(said: str, paragraph: Paragraph, before: str) -> str | None:
    """Return who moved, as printed; for `She moved` the speaker, where the paragraph names nobody else before it."""
    if said not in {"He", "She", "They"}:
        return said or None
    others = {match.group() for match in re.finditer(TITLED, before)}
    return paragraph.speaker if paragraph.speaker and others <= {paragraph.speaker} else None


def _whole(name: str) -> str:
    """Return a name or an office without the joining words that ended the match (`the Leader of the Council and`)."""
    return _JOINING.sub("", name).strip(" ,.")


def _text(
    paragraph: Paragraph, sentence: str, match: re.Match[str], rest: str, after: list[Paragraph]
) -> tuple[str, str | None]:
    """Return what was moved, and the id of the paragraph after this one where it is printed there."""
    if match.re is _IN_BRACKETS:
        said = paragraph.text.partition(match.group())[0].strip(" ([")
        if said or not rest.startswith(":"):
            return said or paragraph.text, None
    resolved = _AND_RESOLVED.match(rest)
    lead = _THAT.match(rest, resolved.end() if resolved else 0)
    said = _JOINED.sub("", rest[lead.end() if lead else 0 :].strip(" ,;:–-"))
    if match.re is _ALONE and match.group().endswith("in moving"):
        said = said.partition(",")[0]
    if re.search(r"\w", said):
        return said, None
    for below in after:
        opening = opening_of(below.text)
        words = below.text[opening.start :] if opening else below.text
        if re.search(r"\w", words) and (opening is not None or _WHAT.match(words)):
            return words, below.id
    if after and after[0].kind != "heading" and sentence.rstrip().endswith((":", "-", "–", "that")):
        return after[0].text, after[0].id
    return sentence, None


_OFFICE = (
    r"(?:[Tt]he )?(?:Lord Mayor|Mayor|Chair(?:man|woman|person)?|Vice-Chair(?:man)?|Leader|Deputy Leader|Convener"
    r"|Provost|Cabinet Member|Portfolio Holder)"
    r"(?: (?:of|for|and|the|[A-Z][\w’'-]{0,30})){0,10}"
)
_WHO = rf"(?:{TITLED}|{_OFFICE})(?: \([^()]{{1,80}}\))?"
_NAMED = rf"(?:{_WHO}|{NAME})"
_ASIDE = r"(?:, [^.;:]{1,120}?,)?"
_MOVED = r"(?:[Mm]oved|MOVED|[Pp]roposed|PROPOSED)"
_SECONDED = r"(?:[Ss]econded|SECONDED)"
_BY_BOTH = re.compile(
    rf"\b{_MOVED}(?: as an amendment)?(?: by|:) ?(?P<mover>{_NAMED}){_ASIDE}[,;.]?(?: and)?(?: duly| formally"
    rf"| it was)? ?{_SECONDED}(?: by|:) ?"
    rf"(?P<seconder>{_NAMED})(?:, [A-Z][^.;:,]{{1,60}},)?"
)
_BY_ONE = re.compile(rf"^(?:It was )?{_MOVED}(?: by|:) ?(?P<mover>{_NAMED})(?=\W{{0,3}}$|,? (?:that|and)\b|:)")
_SPOKEN = re.compile(
    rf"(?:^|\b(?:and|then) )(?P<mover>{_WHO}|He|She|They){_ASIDE},? (?:then |formally |therefore )?(?:moved|MOVED"
    rf"|proposed|PROPOSED)"
    rf"(?: (?:as )?an amendment)?,? ?(?:and (?P<second>{_WHO}) seconded|(?:duly |and was "
    rf"|which was )?seconded by (?P<seconder>{_WHO}))"
    rf",? ?(?:an amendment|a motion|the following (?:motion|amendment))?"
)
_ALONE = re.compile(
    rf"^(?P<mover>{_WHO}){_ASIDE},? (?:then |formally )?(?:in moving|moved|MOVED)\b(?= (?:the (?:recommendation"
    rf"|motion|report|budget|proposal|amendment|following|adoption"
    r"|minutes|officer)|that\b|as an amendment|an amendment|a motion|reference back|approval|refusal|deferral"
    r"|acceptance))"
    rf"|^(?P<proposer>{_WHO}){_ASIDE},? (?:then |formally )?proposed(?= that\b)"
)
_SECONDED_LAST = re.compile(rf",? (?:and )?(?:duly |which was )?seconded by ({_WHO})\W{{0,3}}$")
_JOINING = re.compile(r"(?: (?:and|of|for|the)){1,3}$")
_IN_BRACKETS = re.compile(
    rf"[\[(]?\b(?:Proposed|Proposer|Moved|Mover|PROPOSED|MOVED"
    rf"|Prop)(?: by)?[:.]? (?P<mover>{_NAMED})[;,.]? ?(?:and |& )?(?:Seconded|Seconder|SECONDED|Sec"
    rf"|seconded)(?: by)?[:.]? (?P<seconder>{_NAMED})[\])]?(?=\W{{0,3}}(?:(?i:all in favour)\W{{0,3}})?$)"
)
# `Councillor Imrie, seconded by Councillor Gray, moved as an amendment that …`, as in Scotland.
_SECONDED_FIRST = re.compile(
    rf"^(?P<mover>{_WHO}), (?:duly )?seconded by (?P<seconder>{_WHO}), (?:then )?(?:moved|proposed)\b"
    r"(?: (?:as )?(?:an amendment|a motion|the motion))?,?"
)
# `It was agreed on the proposal of Councillor Agnew, seconded by Councillor Boyle, to …`, as in Northern Ireland.
_PROPOSAL_OF = re.compile(
    rf"\b[Oo]n the (?:proposal|motion) of (?P<mover>{_NAMED}),?(?: and)? seconded by (?P<seconder>{_NAMED}),?"
    r"(?: it was (?:unanimously )?(?:agreed|AGREED|resolved|RESOLVED))?"
)
_FORMS = (_IN_BRACKETS, _SECONDED_FIRST, _PROPOSAL_OF, _BY_BOTH, _SPOKEN, _BY_ONE, _ALONE)
_SECONDS = re.compile(
    rf"(?:(?P<who>{_WHO}){_ASIDE},? (?:formally |duly )?seconded\b|(?:It was )?{_SECONDED}(?: by"
    rf"|:) ?(?P<seconder>{_NAMED}))"
)
_AND_RESOLVED = re.compile(
    r",? ?(?:and|it was)(?: it was| was| unanimously)? ?(?:RESOLVED|AGREED|CARRIED|resolved|agreed|carried"
    r"|unanimously agreed)\b"
)
_THAT = re.compile(r"[\s,:;–-]{0,6}(?:(?:that|That|THAT)\b ?)?")
_ENDS_IN_AND = re.compile(r"^,? and\W{0,3}$")
_DECIDES = re.compile(r"\b(?:agreed|AGREED|resolved|RESOLVED)\b")
_WHAT = re.compile(r"[“‘\"']?(?:[Tt]hat|This (?:Council|Committee|Board))\b")
_JOINED = re.compile(r"^\W{0,3}(?:Seconded|SECONDED) by [^.;:]{1,80}$|^(?:and|it was|and it was)$")
_AMENDMENT = re.compile(r"\bamendments?\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:[Mm]oved|MOVED|[Pp]ropos|PROPOS|[Ss]econd|SECOND|moving|[Mm]over|Prop\b)")
