"""Lists of those present, of which a question's search found some: they are told whole, or not at all."""

from corpus.minutes import Item, Metadata, Minutes
from corpus.read import read_minutes
from index.collection import Collection
from index.scope import EVERYTHING
from service.answer import answer
from service.citations import Sentence, quoted
from service.company import MOST, with_company
from service.settings import Settings
from tests.service.conftest import line, minutes_of

NAME = "oak/board/2020-01-01"
ASKED = frozenset({"attendance"})


def meeting(kinds: list[str]) -> Minutes:
    lines = tuple(line(NAME, f"p{n}", f"Person {n}, Officer.", kind=kind) for n, kind in enumerate(kinds, start=1))  # type: ignore[arg-type]
    return minutes_of(NAME, (Item(None, "", "", lines),), title="Board", address="board.txt")


def said(minutes: Minutes, *places: int) -> list[Sentence]:
    return [quoted(minutes.paragraphs[place - 1], (0, len(f"Person {place}, Officer."))) for place in places]


def told(minutes: Minutes, *places: int, asked: frozenset[str] = ASKED) -> list[int]:
    found = with_company(said(minutes, *places), {NAME: minutes}, asked)
    return [int(one.text.split()[1].strip(",")) for one in found]


LIST = ["heading", "attendance", "attendance", "attendance", "attendance", "paragraph", "attendance"]


def test_a_list_of_which_two_are_quoted_is_told_whole_in_printed_order() -> None:
    minutes = meeting(LIST)
    assert told(minutes, 4, 2) == [2, 3, 4, 5]
    # What stands before and after it stays where it is; another list is another's.
    assert told(minutes, 6, 4, 2, 7) == [6, 2, 3, 4, 5, 7]


def test_one_entry_may_answer_by_itself() -> None:
    assert told(meeting(LIST), 4, 7, 6) == [4, 7, 6]


def test_nothing_is_added_where_nobody_asks_who_was_there() -> None:
    assert told(meeting(LIST), 4, 2, asked=frozenset({"action"})) == [4, 2]


def test_a_long_list_is_not_completed() -> None:
    assert told(meeting(["attendance"] * (MOST + 1)), 4, 2) == [4, 2]
    assert len(told(meeting(["attendance"] * MOST), 4, 2)) == MOST


WITNESSES = """Agenda item

Ofsted briefing

Witnesses:

Caroline Budd, Deputy Director for Children, Schools and Families.

Julie Fish, Interim Strategic Director for Children, Schools and Families

Peter Mart, Deputy Leader of the Council

Linda Kemp, Cabinet Member for Schools, Skills and Educational Achievement

Key points raised during the discussions:

1.1  The Director for Children said that schools in Surrey had been inspected.
"""


def test_every_witness_is_told_where_some_are_found(empty_collection: Collection, settings: Settings) -> None:
    data = WITNESSES.encode()
    empty_collection.add(read_minutes("item.txt", data, Metadata()), data)
    question = "Who attended as Director for Children, Schools and Families?"
    given = answer(empty_collection, question, scope=EVERYTHING, settings=settings)
    names = [one.text.partition(",")[0] for one in given.sentences]
    # The words of the question find two of them.
    assert names == ["Caroline Budd", "Julie Fish", "Peter Mart", "Linda Kemp"]
