"""A question, numbered paragraphs and a model in; the sentences that passed out, one by one, and what came of the rest.

Every sentence is held against the paragraphs that it cites before anybody sees it (checks). What does not pass is not
shown: it is listed with the reason. The model is believed in nothing, not even that the paragraphs do not answer.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Literal

from corpus.minutes import fold
from prompts import PARAGRAPHS_DO_NOT_SAY, Message, Prompt
from service.announcing import ANNOUNCES, announced
from service.checks import fault, figures, polarity, votes
from service.checks.ground import stems
from service.checks.support import FEW_WORDS, adds, best_span, shares_anything, word_for_word
from service.circles import unrepeated, unturned
from service.citations import Citation, Removed, Sentence, cite
from service.clipping import clipped
from service.errors import Failure, ModelFailed
from service.lending import lent, only_one
from service.llm import Llm
from service.markup import plain
from service.showing import Numbered
from service.spans import leans
from service.writing import Drafted, drafts, is_list_of_sources

# The prompt asks for four sentences at most; who writes more copies what was not asked, and is not heard to the end.
MOST_SENTENCES = 6
MOST_REMOVED = 40
# Of what was removed, that is enough to see what it was.
REMOVED_CHARACTERS = 300
# “It” and “they” would stand for something else than they do.
LEANS = "it leans on a sentence that is left out"
# That cannot be looked up in them.
OF_PARAGRAPHS = "it says what the paragraphs do not say"
COPIED = "the sentence stands word for word in another paragraph"
NAMELESS = "the model named no paragraph, and one alone has all of its words"
# What was removed for an address or for markup is not shown among the removed either.
WITHHELD = "(not shown)"


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a model's answer.

    declined: it says that the paragraphs do not answer. failure: why it broke off. is_headless: what it began with,
    which is where it answers the question, was left out.
    """

    sentences: tuple[Sentence, ...]
    removed: tuple[Removed, ...]
    declined: bool
    failure: Failure | None
    is_headless: bool = False


async def write(
    question: str, paragraphs: Sequence[Numbered], *, llm: Llm, prompt: Prompt
) -> AsyncGenerator[Sentence | Written, None]:
    """Yield the sentences of a model's answer, each as it has passed, and at the end what came of the whole."""
    kept: list[Sentence] = []
    removed: dict[Removed, None] = {}
    declined = is_left_out = is_headless = False
    failure: Failure | None = None
    messages: tuple[Message, ...] = prompt.render(question=question, paragraphs=[one.shown for one in paragraphs])
    try:
        async with aclosing(llm.pieces(messages)) as pieces:
            async for draft in lent(announced(unrepeated(drafts(unturned(pieces))))):
                if is_list_of_sources(draft.text) or len(kept) >= MOST_SENTENCES or len(removed) >= MOST_REMOVED:
                    break
                if says_nothing(draft.text):
                    declined = True
                    continue
                # In a thread, for others are waiting: a check reads all of what is cited.
                sentence, left_out = await asyncio.to_thread(checked, draft, paragraphs)
                if is_left_out and sentence is not None and _leans(text := sentence.text):
                    sentence, left_out = None, (_left_out(text, LEANS),)
                removed.update(dict.fromkeys(left_out))
                is_left_out = sentence is None
                if sentence is None:
                    declined = declined or any(one.reason == OF_PARAGRAPHS for one in left_out)
                    is_headless = is_headless or (not kept and draft.fault != ANNOUNCES)
                    continue
                if any(sentence.text == other.text for other in kept):
                    removed[_left_out(sentence.text, "it says again what was said")] = None
                    continue
                kept.append(sentence)
                yield sentence
    except ModelFailed as error:
        failure = error.reason
    yield Written(tuple(kept), tuple(removed), declined, failure, is_headless)


def checked(draft: Drafted, paragraphs: Sequence[Numbered]) -> tuple[Sentence | None, tuple[Removed, ...]]:
    """Return a drafted sentence as it may be shown, None where it may not, and what of it was left out.

    What stands in one paragraph word for word is cited from there where its label is that of another (_is_a_copy).
    """
    text, markup = plain(draft.text)
    if markup or draft.fault:
        return None, (_left_out(WITHHELD if markup else text, markup or draft.fault),)
    copied = [one for one in paragraphs if word_for_word(text, one.paragraph.text)]
    labelled = [one for one in paragraphs if one.label in draft.labels]
    if len(copied) == 1 and labelled and copied[0] not in labelled and _is_a_copy(text, labelled):
        others = tuple(_left_out(f"[{label}] of “{text}”", COPIED, "citation") for label in draft.labels)
        return Sentence(text, (_citation(text, copied[0]),)), others
    return _held(text, draft.labels, paragraphs)


def _is_a_copy(text: str, labelled: Sequence[Numbered]) -> bool:
    """Return whether what stands in another paragraph is of that one whatever its label says.

    “It was refused by the committee” may be of the matter of the labelled paragraph, and false of it.
    """
    if _leans(text) or len(stems(text)) <= FEW_WORDS:
        return False
    grounds = [one.ground for one in labelled]
    return not any(check.fault(text, grounds) for check in (polarity, votes, figures))


def _held(
    text: str, labels: Sequence[int], paragraphs: Sequence[Numbered]
) -> tuple[Sentence | None, tuple[Removed, ...]]:
    """Return a sentence that passes every check against what it cites, None where not; and what was left out."""
    if _OF_PARAGRAPHS.fullmatch(text):
        return None, (_left_out(text, OF_PARAGRAPHS),)
    if not labels:
        return _unlabelled(text, paragraphs)
    by_label = {one.label: one for one in paragraphs}
    cited = [by_label[label] for label in labels if label in by_label]
    if not cited:
        return None, (_left_out(text, "it cites no paragraph that was shown"),)
    related = [one for one in cited if shares_anything(text, one.ground)]
    if not related:
        return None, (_left_out(text, "it has nothing in common with what it cites"),)
    wrong = fault(text, [one.ground for one in related])
    if wrong:
        return None, (_left_out(text, wrong),)
    needed = _needed(text, related)
    reasons = {
        **dict.fromkeys(labels, "there is no such paragraph"),
        **{one.label: "the paragraph has nothing in common with the sentence" for one in cited},
        **{one.label: "the paragraph does not bear the sentence out, and others do" for one in related},
    }
    for one in needed:
        del reasons[one.label]
    left_out = [_left_out(f"[{label}] of “{text}”", reasons[label], "citation") for label in labels if label in reasons]
    return Sentence(text, tuple(_citation(text, one) for one in needed)), tuple(left_out)


def _unlabelled(text: str, paragraphs: Sequence[Numbered]) -> tuple[Sentence | None, tuple[Removed, ...]]:
    """Return a sentence without labels with the one paragraph that it can be of, and that the model named none."""
    alone = None if _leans(text) else only_one(text, paragraphs)
    if alone is None or fault(text, [alone.ground]):
        return None, (_left_out(text, "it cites no paragraph"),)
    return Sentence(text, (_citation(text, alone),)), (_left_out(f"the label of “{text}”", NAMELESS, "citation"),)


def _needed(text: str, related: Sequence[Numbered]) -> list[Numbered]:
    """Return the paragraphs that a sentence rests on: not those that fail it alone and add nothing to the others."""
    needed = list(related)
    for one in reversed(related):
        others = [other.ground for other in needed if other is not one]
        if others and fault(text, [one.ground]) and not adds(text, one.ground, others) and not fault(text, others):
            needed.remove(one)
    return needed


def _left_out(text: str, reason: str, what: Literal["sentence", "citation"] = "sentence") -> Removed:
    """Return what is told of a sentence or citation that is not shown: enough of it to see what it was."""
    return Removed(clipped(text, REMOVED_CHARACTERS), reason, what)


def _leans(text: str) -> bool:
    """Return whether only the sentence before explains one: “It was sold.”, but not “It was agreed to sell.”."""
    return leans(text) or _IT.match(text) is not None


def says_nothing(text: str) -> bool:
    """Return whether a sentence is the one by which a model says that the paragraphs do not answer."""
    said = fold(text).casefold().strip(" .*\"'“”")
    return said == PARAGRAPHS_DO_NOT_SAY.casefold().strip(" .")


def _citation(text: str, one: Numbered) -> Citation:
    """Return the citation of the words of a paragraph that bear a sentence out."""
    span = word_for_word(text, one.paragraph.text) or best_span(text, one.paragraph.text)
    return cite(one.paragraph, span or (0, len(one.paragraph.text)))


_IT = re.compile(r"It\s(?!(?:was|is|has been|had been)\s(?:\w+\s)?\w+\s(?:that|to)\b)")
# “The paragraphs do not mention the cost”; not what goes on with “but”, and not “The minutes do not …”, which may be of
# the record.
_OF_PARAGRAPHS = re.compile(
    r"(?:However, |Unfortunately, |Sorry, )?"
    r"(?:(?:the|these|those) (?:(?:provided|given|above|numbered) )?(?:paragraphs|passages|texts?|information|context)"
    r"(?: (?:provided|given|above))? (?:(?:do|does|did) not|don[’']t|doesn[’']t) "
    r"(?:\w+ )?(?:say|mention|state|specify|contain|provide|include|give|answer|address|discuss|tell|indicate|explain)"
    r"|there is no (?:specific )?(?:information|mention) (?:of|about|on|regarding) .{0,200} in the "
    r"(?:(?:provided|given|above) )?(?:paragraphs|passages|text|information|context))\b[^.,;:]{0,200}\.?",
    re.IGNORECASE,
)
