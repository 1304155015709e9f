"""Minutes and the place that an address names in them in, what a reader is told where that is not there out.

A citation may be older than the minutes, or mistyped. Without a word the reader would look for it on the page.
"""

from corpus.minutes import Minutes, fold
from service.citations import label
from service.clipping import clipped

SHOWN = 80


def dead_place(minutes: Minutes, fragment: str, quote: tuple[int, int] | None) -> str:
    """Return what is wrong with the place of an address, "" where nothing is.

    fragment: of the paragraph that it names, "" for none. quote: the span of its text that is to be marked.
    """
    if not fragment:
        return ""
    found = next((one for one in minutes.paragraphs if one.id == f"{minutes.id}#{fragment}"), None)
    if found is None:
        return (
            f"There is no paragraph “{clipped(fold(fragment), SHOWN)}” in these minutes, or no longer. The address "
            "that led here is not right, or the minutes have changed since it was made."
        )
    if quote is None or 0 <= quote[0] < quote[1] <= len(found.text):
        return ""
    number = next((item.number for item in minutes.items if found in item.paragraphs), None)
    return (
        f"The words that this address quotes do not stand in paragraph {label(found.id, number).removeprefix('¶')}, "
        f"which has {len(found.text):,} characters. The address is not right, or the minutes have changed since it was "
        "made."
    )
