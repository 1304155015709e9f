"""The name of a part in, its figures and their lines in the table out. A new part is a module and a line in PARTS."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eval.speed import adding, again, asking, plain, reading, scale, serving
from eval.speed.timing import Row
from eval.speed.trial import Trial


@dataclass(frozen=True, slots=True)
class Part:
    """What can be measured: what it is, what measures it, what shows its figures, and what draws them, if anything."""

    about: str
    measure: Callable[[Trial], Any]
    rows: Callable[[Any], Iterator[Row]]
    picture: Callable[[Any], str] | None = None


PARTS: Mapping[str, Part] = {
    "reading": Part("each format read, in sandboxes", reading.reading, reading.rows),
    "adding": Part("parsing, embedding, writing, memory and disk", adding.adding, adding.rows),
    "again": Part("a folder that was added before", again.again, again.rows),
    "asking": Part("cold start, alone, and under load over HTTP", asking.asking, asking.rows),
    "serving": Part("questions a second, by one process and by several", serving.serving, serving.rows),
    "scale": Part("searching, serving, memory and disk as a collection grows", scale.scale, scale.rows, scale.picture),
    "plain": Part("beside sentence-transformers and FAISS", plain.plain, plain.rows),
}
