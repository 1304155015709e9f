"""A text and how long it may be in, the text cut at a word out, with an ellipsis where something is left out."""


def clipped(text: str, most: int) -> str:
    """Return a text, or its first words, at most so many characters, with an ellipsis where it goes on."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def ending(text: str, most: int) -> str:
    """Return a text, or its last words, at most so many characters, with an ellipsis where it begins before them."""
    return text if len(text) <= most else f"… {text[-most:].partition(' ')[2]}"
