"""What an outcome is quoted with: its motion, its own result, and the vote that stands beside it."""

from pathlib import Path

from corpus.minutes import Metadata
from corpus.read import read_minutes
from index.collection import Collection
from index.embed import load_embedder
from index.outcomes import Wanted
from service.outcome_quotes import pieces_of
from service.structure import Sought

MOTIONS = """Oakley Town Council
Council
Minutes of the meeting held on 7 April 2020

1. Mill
1.1 Councillor Ames moved, seconded by Councillor Bold, that the mill be sold.
1.2 Councillor Carr moved, seconded by Councillor Dean, an amendment that the mill be let.
1.3 The amendment was put and was CARRIED.
1.4 The motion, as amended, was put to the vote and was CARRIED.
2. Barn
2.1 It was moved by Councillor Ames, seconded by Councillor Bold and RESOLVED that the barn be sold.
3. Sheds
3.1 Councillor Carr moved, seconded by Councillor Dean, that the sheds be sold.
3.2 The motion was put and was CARRIED.
"""


def test_a_motion_comes_with_its_own_result_and_not_with_that_of_an_amendment(
    tmp_path: Path,
) -> None:
    with Collection.open(tmp_path / "motions", load_embedder("hashed-words"), create=True) as collection:
        collection.add(read_minutes("motions.txt", MOTIONS.encode(), Metadata()), MOTIONS.encode())
        listed = collection.outcomes(Wanted("motion")).found
        whole = collection.minutes(listed[0].placed.minutes.id)
    quoted = [
        [piece.paragraph.text for piece in pieces_of(one, whole, Sought("motion", "carried"), few=True)]
        for one in listed
    ]
    text = {number: words for number, _, words in (one.partition(" ") for one in MOTIONS.splitlines())}
    # What came of the barn is in the words that move it, and nothing of the sheds belongs to it.
    numbers = (("1.1", "1.4"), ("1.2", "1.3"), ("2.1",), ("3.1", "3.2"))
    assert quoted == [[text[one] for one in each] for each in numbers]


def test_a_vote_that_stands_beside_another_in_its_paragraph_is_quoted_with_it(tmp_path: Path) -> None:
    beside = ", ".join(f"Councillor Ash{place}" for place in range(30))
    votes = (
        f"1.1 A vote was taken on the amendment. For: Councillor Carr Against: Councillor Bold, {beside}. It was LOST. "
        "A vote was taken on the motion. For: Councillor Bold Against: Councillor Carr. It was CARRIED."
    )
    minutes = f"Oakley Town Council\nCouncil\nMinutes of the meeting held on 7 April 2020\n\n1. Mill\n{votes}\n"
    with Collection.open(tmp_path / "votes", load_embedder("hashed-words"), create=True) as collection:
        collection.add(read_minutes("votes.txt", minutes.encode(), Metadata()), minutes.encode())
        listed = collection.outcomes(Wanted("vote")).found
        whole = collection.minutes(listed[0].placed.minutes.id)
    assert len(listed) == 2
    # `Councillor Carr` is against the motion, and stands first on the other side of the amendment.
    (piece,) = pieces_of(listed[1], whole, Sought("vote", "against"), few=True)
    assert piece.paragraph.text[piece.start : piece.end] == votes.partition(" ")[2]
