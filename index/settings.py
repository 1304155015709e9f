"""The numbers of a search, one for each of its stages. In: nothing. Out: one frozen dataclass.

Every stage is switched off by its neutral value, so that an evaluation can show what each is worth.
"""

from dataclasses import dataclass

RESULTS_LIMIT = 50


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How paragraphs are found and ranked. Shares are in [0, 1].

    candidates: passages taken from each side, vectors and words, before anything is combined.
    dense_share: weight of the vectors against the words in the convex sum; 0 is words alone, 1 vectors alone.
    sentence_share: weight of the best sentence against the best passage inside the vectors' score; 0 switches it off.
    headers: whether words are matched in the headers of passages too (council, committee, date, item, parent).
    context_share: weight of the best of a paragraph's parent and neighbours beside its own score; 0 switches it off.
    kind_boost: how far a paragraph of the kind asked for (a resolution, an action) is moved towards 1; 0 is off.
    procedural_share: what is left of the score of a heading or a formality ("None."); 1 switches it off.
    limit: hits returned, from 1 to 50.
    """

    candidates: int = 200
    dense_share: float = 0.5
    sentence_share: float = 0.5
    headers: bool = True
    context_share: float = 0.1
    kind_boost: float = 0.15
    procedural_share: float = 0.5
    limit: int = 10

    def __post_init__(self) -> None:
        """Raise ValueError for a number outside its range."""
        if not 1 <= self.limit <= RESULTS_LIMIT:
            raise ValueError(f"limit is {self.limit}; expected 1 to {RESULTS_LIMIT}")
        if self.candidates < 1:
            raise ValueError(f"candidates is {self.candidates}; expected at least 1")
        for name in (
            "dense_share",
            "sentence_share",
            "context_share",
            "kind_boost",
            "procedural_share",
        ):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise ValueError(f"{name} is {value}; expected 0 to 1")


DEFAULTS = RetrievalSettings()
