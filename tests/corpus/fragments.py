"""Blocks in, the fragments of the addresses that their paragraphs get, out: what the tests of sequences share."""

from collections.abc import Callable

from corpus.blocks import Block
from corpus.sequence import place

N = "\u00a0"
Rows = Callable[..., list[tuple[str, str, str]]]
Parents = Callable[..., dict[str, str | None]]


def fragments(*lines: str) -> list[str]:
    return [one.fragment for one in place([Block(text=line) for line in lines])]


def paths(*lines: str) -> list[tuple[str, ...]]:
    return [one.path for one in place([Block(text=line) for line in lines])]
