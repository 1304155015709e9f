"""A setting in, words about it out: what it may be, its default as it is typed, a value as an error shows it.

What is secret is never shown, in errors and tables as little as elsewhere.
"""

import re
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo

# Folders that differ between machines.
PLACES = {"home": "data", "cache": "cache"}
EXPECTED = {
    "public_address": "an address that begins with http:// or https://",
    "llm_address": "an address such as http://127.0.0.1:11434/v1, without a user, a question mark or a space",
    "llm_model": "a name of at most 300 characters",
    "llm_extra": "a JSON object of further fields, without model, messages, stream or n",
    "llm_key": "letters, digits and signs without a space",
}


def shown(name: str, value: object) -> str:
    """Return a value as an error shows it; of a secret nothing, and of an address not what may be a password."""
    if name == "llm_key":
        return "not one (it is not shown)"
    if name == "llm_address":
        value = _QUERY.sub(r"\1…", _USER.sub("…@", str(value)))
    return f"'{value}'" if isinstance(value, str) else repr(value)


def expected(name: str, field: FieldInfo) -> str:
    """Return what a setting may be: “a whole number from 1 to 65535”."""
    bounds = {sign: getattr(one, sign) for one in field.metadata for sign in ("ge", "le") if hasattr(one, sign)}
    if bounds:
        return f"a {'whole ' if field.annotation is int else ''}number from {bounds['ge']} to {bounds['le']}"
    if field.annotation is bool:
        return "true or false"
    if name in EXPECTED:
        return EXPECTED[name]
    return "a folder" if field.annotation is Path else "a text that is not empty"


def typed_default(name: str, value: Any) -> str:
    """Return a default as a reader would type it; those of folders differ between machines."""
    if name in PLACES:
        return f"minuted in your {PLACES[name]} folder"
    if isinstance(value, bool):
        return str(value).lower()
    if value in ("", SecretStr("")):
        return '""'
    return ",".join(value) if isinstance(value, tuple) else str(value)


_USER = re.compile(r".*@", re.DOTALL)
_QUERY = re.compile(r"([?#]).*", re.DOTALL)
