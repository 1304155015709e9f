"""Sentences of the record in, the same in the order in which a reader takes them in out.

Meetings stand in the order in which they came, the items of each likewise; within an item the order is the record's
own, so that no action comes before the words it follows from, and no reply before its question.
"""

from collections.abc import Mapping, Sequence

from corpus.minutes import Minutes
from service.citations import Sentence


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


def _paragraph(sentence: Sentence) -> str:
    return sentence.citations[0].paragraph_id
