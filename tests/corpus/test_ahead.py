"""How far ahead the labels that would go on with one are."""

from corpus.ahead import FAR, Ahead, ahead_of
from corpus.numbering import Label, read_labels

LETTER, ROMAN = ("letter", "({})"), ("roman", "({})")


def ahead(*texts: str) -> Ahead:
    return ahead_of([read_labels(text) for text in texts])


def label(text: str, scheme: str) -> Label:
    return next(one for one in read_labels(text) if one.scheme == scheme)


def test_the_distance_is_how_many_blocks_lie_between_two_labels_of_a_list() -> None:
    assert ahead("words", "(b) two").distance(label("(a) one", "letter")) == 1
    assert ahead("words", "(b) two").after(0).distance(label("(a) one", "letter")) == 0
    assert ahead("words", "(c) three").distance(label("(b) two", "letter")) == 1
    assert ahead("(d) four").distance(label("(b) two", "letter")) == FAR


def test_a_list_that_begins_again_ends_the_search() -> None:
    assert ahead("(i) again", "(ii) two").distance(label("(i) one", "roman")) == FAR


def test_a_list_goes_on_over_a_small_gap_and_with_the_same_label_again() -> None:
    assert ahead("words", "(e) five").goes_on(LETTER, (2,))
    assert not ahead("words", "(f) six").goes_on(LETTER, (2,))
    assert ahead("(b) two again").goes_on(LETTER, (2,))


def test_a_number_does_not_go_on_after_the_one_around_it_comes_again() -> None:
    dotted, inner = ("dotted", "{}"), (4, 2, 2)

    assert not ahead("words", "4.2  Again:", "4.2.1  One.", "4.2.2  Two.").goes_on(dotted, inner)
    assert not ahead("words", "4.3  Three:", "4.2.3  Late.").goes_on(dotted, inner)
    assert ahead("words", "4.2 per cent of those asked", "4.2.2.1  Inside.", "4.2.3  Three.").goes_on(dotted, inner)


def test_i_with_ii_after_it_does_not_go_on_from_h() -> None:
    assert not ahead("(i) one", "(ii) two").goes_on(LETTER, (8,))
    assert ahead("(i) nine", "(j) ten").goes_on(LETTER, (8,))


def test_i_that_stands_among_letters_does_not_begin_the_numerals_again() -> None:
    letters = [f"({letter}) entry" for letter in "abcdefghi"]

    assert ahead(*letters, "(vi) six").goes_on(ROMAN, (5,))


def test_a_label_comes_again_where_it_is_certain_before_its_next() -> None:
    weak = label("3.5 per cent", "dotted")

    assert ahead("3.5  Members asked.").comes_again(weak)
    assert not ahead("3.6  Members asked.", "3.5  late").comes_again(weak)


def test_a_numeral_that_stands_among_letters_with_a_gap_is_theirs() -> None:
    letters = [f"({letter}) entry" for letter in "abcdefghijklmnopqrst"]

    assert not ahead("words", *letters, "(v) entry").goes_on(ROMAN, (2,))


def test_numerals_inside_h_begin_the_numerals_again() -> None:
    letters = [f"({letter}) entry" for letter in "abcdefgh"]

    assert not ahead("words", *letters, "(i) one", "(ii) two", "(iii) three", "(i) nine").goes_on(ROMAN, (2,))
