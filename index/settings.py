"""The numbers of a search, one for each of its stages. In: nothing. Out: one frozen dataclass.

Every stage is switched off by its neutral value, so that an evaluation can show what each is worth.
"""

from dataclasses import dataclass

RESULTS_LIMIT = 50
SHARES = (
    "sentence_share",
    "words_share",
    "token_share",
    "exact_share",
    "name_share",
    "context_share",
    "title_share",
    "item_share",
    "kind_boost",
    "procedural_share",
    "typed_share",
    "before_share",
    "cited_share",
)


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """How paragraphs are found and ranked. Shares are in [0, 1]. DECISIONS.md says how the defaults were found.

    candidates: passages taken from each side, vectors and words, before anything is combined.
    sentence_share: weight of the best sentence against the best passage inside the vectors' score; 0 switches it off.
    words_share: weight of the words against the vectors; 0 is vectors alone, 1 words alone.
    headers: whether words are matched in the headers of passages too (council, committee, date, item, parent).
    token_share: weight of the question's single tokens against all the above; 0 switches it off.
    compared: for how many of the best paragraphs tokens are compared; the others keep what they have.
    exact_share: how far what holds the figures, dates and quoted phrases asked for is moved towards 1; 0 is off.
    name_share: how far what stands in an item with the names asked for is, where no council is stated; 0 is off.
    context_share: weight of the best of a paragraph's parent and neighbours beside its own score; 0 switches it off.
    title_share: what is left of context_share under an item with a title, which says what its paragraphs are about.
    item_share: weight of the best paragraphs of the item beside a paragraph's own score; 0 switches it off.
    kind_boost: how far a paragraph of the kind asked for (a resolution, an action) is moved towards 1; 0 is off.
    procedural_share: what is left of the score of a heading or a formality ("None."); 1 switches it off.
    typed_share: weight of a follow-up as it was typed beside its completed form; 0 switches it off.
    before_share: weight of the completed form beside a short question that may follow on or not; 0 switches it off.
    cited_share: how far paragraphs of the items that the answer before cited are moved towards 1; 0 is off.
    reranked: how many of the best the collection's reranker puts in order at last; 0 switches it off.
    limit: hits returned, from 1 to 50.
    """

    candidates: int = 100
    sentence_share: float = 0.7
    words_share: float = 0.55
    headers: bool = True
    token_share: float = 0.35
    compared: int = 50
    exact_share: float = 0.4
    name_share: float = 0.05
    context_share: float = 0.4
    title_share: float = 0.1
    item_share: float = 0.2
    kind_boost: float = 0.05
    procedural_share: float = 0.9
    typed_share: float = 0.1
    before_share: float = 0.4
    cited_share: float = 0.03
    reranked: int = 0
    limit: int = 10

    def __post_init__(self) -> None:
        """Raise ValueError for a number outside its range."""
        if not 1 <= self.limit <= RESULTS_LIMIT:
            raise ValueError(f"limit is {self.limit}; expected 1 to {RESULTS_LIMIT}")
        for name in ("candidates", "compared"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; expected at least 1")
        if self.reranked < 0:
            raise ValueError(f"reranked is {self.reranked}; expected at least 0")
        for name in SHARES:
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise ValueError(f"{name} is {value}; expected 0 to 1")


DEFAULTS = RetrievalSettings()
