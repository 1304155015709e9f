"""Sentences of the record in, the same in the order in which a reader takes them in out.

Meetings stand in the order in which they came, the items of each likewise; within an item the order is the record's
own, so that no action comes before the words it follows from, and no reply before its question. The decisions of an
item go before its debate where they are what was asked for.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

from corpus.minutes import Minutes
from corpus.outcomes.exchanges import replies
from service.citations import Sentence
from service.spans import leans
from service.turning import turns


def in_record_order(sentences: Sequence[Sentence], minutes: Mapping[str, Minutes]) -> tuple[Sentence, ...]:
    """Return quoted sentences by meeting and item, each in the order of its first, and as printed within an item.

    minutes: those of every sentence, by id.
    """
    places = {
        paragraph.id: (of, item, place)
        for of in dict.fromkeys(_paragraph(one).partition("#")[0] for one in sentences)
        for item, every in enumerate(minutes[of].items)
        for place, paragraph in enumerate(every.paragraphs)
    }
    came: dict[tuple[str, int], int] = {}
    meetings: dict[str, int] = {}
    for one in sentences:
        of, item, _ = places[_paragraph(one)]
        meetings.setdefault(of, len(meetings))
        came.setdefault((of, item), len(came))

    def key(one: Sentence) -> tuple[int, int, int, int]:
        of, item, place = places[_paragraph(one)]
        return meetings[of], came[of, item], place, one.citations[0].start

    return tuple(sorted(sentences, key=key))


def with_first(
    sentences: Sequence[Sentence], minutes: Mapping[str, Minutes], kinds: frozenset[str]
) -> tuple[Sentence, ...]:
    """Return sentences in record order with those of some kinds of paragraph before the others of their item.

    What leans on a sentence, turns it or answers it stays behind it.
    """
    of_kind = {
        paragraph.id: paragraph.kind in kinds
        for of in dict.fromkeys(_paragraph(one).partition("#")[0] for one in sentences)
        for paragraph in minutes[of].paragraphs
    }
    items = {
        paragraph.id: (of, place)
        for of in dict.fromkeys(_paragraph(one).partition("#")[0] for one in sentences)
        for place, item in enumerate(minutes[of].items)
        for paragraph in item.paragraphs
    }
    ordered: list[Sentence] = []
    for _, of_item in groupby(sentences, key=lambda one: items[_paragraph(one)]):
        runs: list[list[Sentence]] = []
        for one in of_item:
            # “Subject to” in a decision limits that, and not the words before it.
            turned = not of_kind[_paragraph(one)] and turns(one.text)
            if runs and (turned or leans(one.text) or replies(one.text)):
                runs[-1].append(one)
            else:
                runs.append([one])
        runs.sort(key=lambda run: not any(of_kind[_paragraph(one)] for one in run))
        ordered += [one for run in runs for one in run]
    return tuple(ordered)


def _paragraph(sentence: Sentence) -> str:
    return sentence.citations[0].paragraph_id
