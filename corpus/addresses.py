"""What a paragraph's label says in, an address that no other paragraph of the item has out."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Addresses:
    """The addresses given in one item. numbers: the last number given to each that came more than once."""

    used: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    def labelled(self, path: Sequence[str]) -> str:
        """Return the address of a labelled paragraph; a label printed twice is told apart as its second paragraph."""
        whole = ".".join(path)
        return self.more_of(whole) if whole in self.used else whole

    def more_of(self, whole: str) -> str:
        """Return the address of a further paragraph under one label: `45.24.p2`."""
        return self._counted(f"{whole}.p")

    def numbered(self, whole: str) -> str:
        """Return an address not used before: itself, or with the first free number from 2 on."""
        return whole if whole not in self.used else self._counted(whole)

    def _counted(self, whole: str) -> str:
        number = self.numbers.get(whole, 1) + 1
        while f"{whole}{number}" in self.used:
            number += 1
        self.numbers[whole] = number
        return f"{whole}{number}"
