"""What a model writes in, piece by piece; what is meant for the reader out: no thoughts, no unseen characters."""

import re

from prompts.cleaning import is_unseen

TAGS = ("think", "thinking", "thought", "reasoning")
# "</reasoning>" is the longest; what may still become a tag is held back until it is known.
_LONGEST = max(len(tag) for tag in TAGS) + len("</>")


class Thoughts:
    """Takes the thoughts out of one answer."""

    def __init__(self) -> None:
        """Begin outside of any thought."""
        self._held = ""
        self._is_inside = False

    def feed(self, piece: str) -> str:
        """Return what a further piece lets the reader see; "" where that is nothing yet."""
        self._held += "".join(sign for sign in piece if sign in "\n\t" or not is_unseen(sign))
        seen = []
        while (tag := _TAG.search(self._held)) is not None:
            if not self._is_inside:
                seen.append(self._held[: tag.start()])
            # An end without a beginning: the server put the beginning into its own prompt.
            self._is_inside = tag["end"] is None
            self._held = self._held[tag.end() :]
        begun = self._held.rfind("<", -_LONGEST)
        kept = len(self._held) if begun == -1 or not _BEGUN.fullmatch(self._held, begun) else begun
        if not self._is_inside:
            seen.append(self._held[:kept])
        self._held = self._held[kept:]
        return "".join(seen)

    def end(self) -> str:
        """Return what was held back and is no tag after all."""
        return "" if self._is_inside else self._held


_TAG = re.compile(rf"<(?P<end>/)?(?:{'|'.join(TAGS)})>", re.IGNORECASE)
_BEGUN = re.compile(r"</?[a-z]*", re.IGNORECASE)
