"""Blocks in, the same blocks out with a label or flag that stands in a block of its own joined to what it labels."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.minutes import fold
from corpus.numbering import DASHES, SCHEMES, read_labels


def join_flags(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, a `*` that stands alone joined to the number after it, which it marks."""
    joined: list[Block] = []
    for block in blocks:
        if joined and joined[-1].text.strip() == "*" and block.text.lstrip()[:1].isdigit():
            joined[-1] = replace(block, text=f"* {block.text.lstrip()}")
        else:
            joined.append(block)
    return joined


def join_lone_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, a label that stands in a block of its own joined to the text after it."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _is_lone_label(joined[-1]) and not _is_lone_label(block):
            joined[-1] = replace(block, text=f"{joined[-1].text}\u00a0\u00a0{block.text}", indent=joined[-1].indent)
        else:
            joined.append(block)
    return joined


def _is_lone_label(block: Block) -> bool:
    """Return whether a block is a label and nothing else.

    A bare number is one only in a table: it may be a page's. A dash is one only outside of it: there it says `none`.
    """
    if block.label is None and block.kind != "cell" and fold(block.text) in LONE_BULLETS:
        return True
    return block.label is None and any(
        not label.text and (label.shape != "{}" or SCHEMES[label.scheme].absolute or block.kind == "cell")
        for label in read_labels(block.text)
    )


# Bullets that `read_labels` believes only with text after them.
LONE_BULLETS = frozenset(f"{DASHES}§¨üovq")
