"""A setting in, words about it out: what it may be, its default as it is typed, a value as an error shows it.

What is secret is never shown, in errors and tables as little as elsewhere.
"""

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

# Folders that differ between machines.
PLACES = {"home": "data", "cache": "cache"}


def shown(value: object) -> str:
    """Return a value as an error shows it."""
    return f"'{value}'" if isinstance(value, str) else repr(value)


def expected(name: str, field: FieldInfo) -> str:
    """Return what a setting may be: “a whole number from 1 to 65535”."""
    bounds = {sign: getattr(one, sign) for one in field.metadata for sign in ("ge", "le") if hasattr(one, sign)}
    if bounds:
        return f"a {'whole ' if field.annotation is int else ''}number from {bounds['ge']} to {bounds['le']}"
    if field.annotation is bool:
        return "true or false"
    if name == "public_address":
        return "an address that begins with http:// or https://"
    return "a folder" if field.annotation is Path else "a text that is not empty"


def typed_default(name: str, value: Any) -> str:
    """Return a default as a reader would type it; those of folders differ between machines."""
    if name in PLACES:
        return f"minuted in your {PLACES[name]} folder"
    if isinstance(value, bool):
        return str(value).lower()
    if value == "":
        return '""'
    return ",".join(value) if isinstance(value, tuple) else str(value)
