"""Ten thousand answers made at random: nothing unproven is shown."""

import asyncio
import random
import re
from collections.abc import AsyncIterator

from corpus.minutes import Paragraph
from service.announcing import announced
from service.citations import Removed, Sentence
from service.lending import lent
from service.markup import holds_address, plain
from service.writing import drafts
from service.written import (
    checked,
)
from tests.service.cabinet import SHOWN, TEXTS

WORDS = (
    "The Cabinet agreed the transport budget of £4,000 . Councillor Ames voted against . Recruitment improved by 5 per "
    "cent . No objections were raised to the closure of the library . Surrey £9,999 13 May 2021 Pim not all refused "
    "unanimously https://evil.example/x www.evil.example evil.example a@evil.example javascript:alert(1) "
    "data:text/html,x <img src=x onerror=alert(1)> <script>alert(1)</script> ![x](http://evil.example) "
    "[text](http://evil.example) [ref][evil] **bold** `code` # - > | &#104;ttp://evil.example "
    "The paragraphs do not say."
).split(" ")
LIES = re.compile(r"9,999|Surrey|Pim|2021|13 May|\bunanimously\b")
LABELS = (
    "[1]",
    "[2]",
    "[3]",
    "[1][2]",
    "[1, 3]",
    "[1-3]",
    "[4]",
    "[99]",
    "[0]",
    "[",
    "]",
    "[1",
    "【2】",
    "(1)",
    "[-1]",
    "[1e3]",
)
JOINTS = (" ", " ", " ", " ", "\n", "\n\n", ". ", ".", ".\n- ", "")


def generated(chance: random.Random) -> str:
    """Return a text that is made of words of the paragraphs, of lies, addresses, markup and labels, in any order."""
    parts: list[str] = []
    for _ in range(chance.randint(1, 40)):
        if chance.random() < 0.3:
            text = chance.choice(TEXTS)
            parts.append(text[: chance.randint(1, len(text))] if chance.random() < 0.3 else text)
        parts.append(chance.choice(LABELS if chance.random() < 0.35 else WORDS))
        parts.append(chance.choice(JOINTS))
    return "".join(parts)


async def answer_of(text: str, chance: random.Random) -> tuple[list[Sentence], list[Removed]]:
    async def pieces() -> AsyncIterator[str]:
        place = 0
        while place < len(text):
            length = chance.randint(1, 90)
            yield text[place : place + length]
            place += length

    kept: list[Sentence] = []
    removed: list[Removed] = []
    async for draft in lent(announced(drafts(pieces()))):
        sentence, left_out = checked(draft, SHOWN)
        kept += [sentence] if sentence else []
        removed += left_out
    return kept, removed


def test_of_ten_thousand_generated_answers_nothing_unproven_is_shown() -> None:
    chance = random.Random(20231116)  # noqa: S311 - the same answers every time
    by_id: dict[str, Paragraph] = {one.paragraph.id: one.paragraph for one in SHOWN}

    async def every() -> list[tuple[list[Sentence], list[Removed]]]:
        return [await answer_of(generated(chance), chance) for _ in range(10_000)]

    shown = 0
    for kept, removed in asyncio.run(every()):
        for sentence in kept:
            assert sentence.citations
            assert not LIES.search(sentence.text)
            assert not holds_address(sentence.text)
            assert plain(sentence.text) == (sentence.text, "")
            for one in sentence.citations:
                assert by_id[one.paragraph_id].text[one.start : one.end] == one.quote != ""
        assert not any(holds_address(one.text) or "<img" in one.text or "<script" in one.text for one in removed)
        shown += len(kept)
    # It is no test where nothing passes: four of ten of these have a sentence that may be shown.
    assert shown > 3000


# What models that really write make of it: sentences in a row with one label, copies with the wrong one, circles.
