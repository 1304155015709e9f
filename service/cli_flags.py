"""The arguments of a command line in, the same with the flags that every command shares before the command out.

Click takes them only there, and people write them behind it as well.
"""

from collections.abc import Sequence

SHARED = ("--home", "--model")


def shared_first(arguments: Sequence[str]) -> list[str]:
    """Return arguments with --home and --model, each with its value, before all others; behind “--” stand none."""
    first: list[str] = []
    others: list[str] = []
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if one == "--":
            others += [one, *rest]
            break
        if one in SHARED and not rest:
            # Alone, so that it is said to need a value.
            return [one]
        if one in SHARED:
            first += [one, *rest[:1]]
            del rest[:1]
        elif one.startswith(tuple(f"{flag}=" for flag in SHARED)):
            first.append(one)
        else:
            others.append(one)
    return [*first, *others]
