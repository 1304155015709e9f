"""What a printed label looks like, every way that it can be read, and prose that has none."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.minutes import fold
from corpus.numbering import SCHEMES, SPACES, Label, read_labels, roman_value

N = "\u00a0"


@pytest.mark.parametrize(
    ("line", "scheme", "printed", "name", "value", "text"),
    [
        (f"45.1{N}{N}{N} The report", "dotted", "45.1", "45.1", (45, 1), "The report"),
        (f"45.12{N}{N} regard to it", "dotted", "45.12", "45.12", (45, 12), "regard to it"),
        ("62.1      In respect", "dotted", "62.1", "62.1", (62, 1), "In respect"),
        ("2.4.1  The report", "dotted", "2.4.1", "2.4.1", (2, 4, 1), "The report"),
        ("1.2.3.4.5  The report", "dotted", "1.2.3.4.5", "1.2.3.4.5", (1, 2, 3, 4, 5), "The report"),
        ("2307.01 The report", "dotted", "2307.01", "2307.01", (2307, 1), "The report"),
        ("1.23  - Apologies", "dotted", "1.23", "1.23", (1, 23), "- Apologies"),
        ("7.23– Finance", "dotted", "7.23", "7.23", (7, 23), "– Finance"),
        ("45.2. The report", "dotted", "45.2.", "45.2", (45, 2), "The report"),
        ("2.2  Resolved:", "dotted", "2.2", "2.2", (2, 2), "Resolved:"),
        ("45.3The report", "dotted", "45.3", "45.3", (45, 3), "The report"),
        ("77/21 FINANCE", "slash", "77/21", "77/21", (77, 21), "FINANCE"),
        ("77/21: Finance", "slash", "77/21:", "77/21", (77, 21), "Finance"),
        ("77/21b Finance", "slash", "77/21b", "77/21b", (77, 21, 2), "Finance"),
        ("23/40 FINANCE", "slash", "23/40", "23/40", (23, 40), "FINANCE"),
        ("78/21.1 The report", "slash", "78/21.1", "78/21.1", (78, 21, 1), "The report"),
        ("268/12/13 Finance", "slash", "268/12/13", "268/12/13", (268, 12, 13), "Finance"),
        ("C048/23      1.  Finance", "reference", "C048/23", "C048/23", (48, 23), "1. Finance"),
        ("PL21/081  Finance", "reference", "PL21/081", "PL21/081", (21, 81), "Finance"),
        ("C 08/042 Finance", "reference", "C 08/042", "C 08/042", (8, 42), "Finance"),
        ("C30/16 Finance", "reference", "C30/16", "C30/16", (30, 16), "Finance"),
        ("C/160/2017 Finance", "reference", "C/160/2017", "C/160/2017", (160, 2017), "Finance"),
        ("C/160/2017: Finance", "reference", "C/160/2017:", "C/160/2017", (160, 2017), "Finance"),
        ("PLA146/14 Finance", "reference", "PLA146/14", "PLA146/14", (146, 14), "Finance"),
        ("C104/Feb/2020 Finance", "reference", "C104/Feb/2020", "C104/Feb/2020", (104, 2020), "Finance"),
        ("26. Finance", "number", "26.", "26", (26,), "Finance"),
        ("1772. Finance", "number", "1772.", "1772", (1772,), "Finance"),
        ("14365 FINANCE", "number", "14365", "14365", (14365,), "FINANCE"),
        ("29 FINANCE", "number", "29", "29", (29,), "FINANCE"),
        ("3 Finance", "number", "3", "3", (3,), "Finance"),
        ("*308. Finance", "number", "308.", "308", (308,), "Finance"),
        ("* 308. Finance", "number", "308.", "308", (308,), "Finance"),
        ("3a Finance", "number", "3a", "3a", (3, 1), "Finance"),
        ("11d. Finance", "number", "11d.", "11d", (11, 4), "Finance"),
        ("25a. Finance", "number", "25a.", "25a", (25, 1), "Finance"),
        ("25B. Finance", "number", "25B.", "25B", (25, 2), "Finance"),
        ("4bi Finance", "number", "4bi", "4bi", (4, 2, 1), "Finance"),
        ("4biv. Finance", "number", "4biv.", "4biv", (4, 2, 4), "Finance"),
        ("(1)       The report", "number", "(1)", "1", (1,), "The report"),
        ("(1).    The report", "number", "(1).", "1", (1,), "The report"),
        ("1)    The report", "number", "1)", "1", (1,), "The report"),
        (f"{N}1.{N} The report", "number", "1.", "1", (1,), "The report"),
        ("2.The report", "number", "2.", "2", (2,), "The report"),
        ("(a) the report", "letter", "(a)", "a", (1,), "the report"),
        ("(b)the report", "letter", "(b)", "b", (2,), "the report"),
        (f"q){N} the report", "letter", "q)", "q", (17,), "the report"),
        ("c. the report", "letter", "c.", "c", (3,), "the report"),
        ("(aa) the report", "letter", "(aa)", "aa", (27,), "the report"),
        ("i.          the report", "roman", "i.", "i", (1,), "the report"),
        ("iii)    the report", "roman", "iii)", "iii", (3,), "the report"),
        ("(viii) the report", "roman", "(viii)", "viii", (8,), "the report"),
        ("(xxxix) the report", "roman", "(xxxix)", "xxxix", (39,), "the report"),
        ("I APOLOGIES", "capital roman", "I", "I", (1,), "APOLOGIES"),
        ("II DECLARATIONS OF INTEREST", "capital roman", "II", "II", (2,), "DECLARATIONS OF INTEREST"),
        ("(IV) the report", "capital roman", "(IV)", "IV", (4,), "the report"),
        ("(A)       the report", "capital letter", "(A)", "A", (1,), "the report"),
        ("A    Note the report", "capital letter", "A", "A", (1,), "Note the report"),
        ("A:        Note the report", "capital letter", "A:", "A", (1,), "Note the report"),
        ("A.  Note the report", "capital letter", "A.", "A", (1,), "Note the report"),
        (f"·{N}{N}{N}{N} The report", "bullet", "·", "", (), "The report"),
        ("Ø The report", "bullet", "Ø", "", (), "The report"),
        ("•The report", "bullet", "•", "", (), "The report"),
        ("- the report", "bullet", "-", "", (), "the report"),
        ("– the report", "bullet", "–", "", (), "the report"),
        ("* the report", "bullet", "*", "", (), "the report"),
        ("§ the report", "bullet", "§", "", (), "the report"),
        ("ü the report", "bullet", "ü", "", (), "the report"),
        ("✓ the report", "bullet", "✓", "", (), "the report"),
        (f"o{N}{N}the report", "bullet", "o", "", (), "the report"),
        ("v  the report", "bullet", "v", "", (), "the report"),
        ("q  the report", "bullet", "q", "", (), "the report"),
        ("\uf0b7 the report", "bullet", "\uf0b7", "", (), "the report"),
        ("\uf0b7the report", "bullet", "\uf0b7", "", (), "the report"),
        ("\uf0a7 the report", "bullet", "\uf0a7", "", (), "the report"),
        ("\uf0d8 the report", "bullet", "\uf0d8", "", (), "the report"),
        ("\uf0fc the report", "bullet", "\uf0fc", "", (), "the report"),
        ("\uf076 the report", "bullet", "\uf076", "", (), "the report"),
        ("\uf071 the report", "bullet", "\uf071", "", (), "the report"),
    ],
)
def test_a_printed_label_is_read(
    line: str, scheme: str, printed: str, name: str, value: tuple[int, ...], text: str
) -> None:
    readings = {label.scheme: label for label in read_labels(line)}
    label = readings[scheme]

    assert (label.printed, label.name, label.value, label.text) == (printed, name, value, text)


@pytest.mark.parametrize(
    "text",
    [
        "23/05927/FUL was refused",
        "24/7 cover was wanted",
        "pp. 12 to 14 were missing",
        "P1723.22 was granted",
        "(CT/19/35) was its reference",
        "(C3983) was its reference",
        "(Agenda item 1)",
        "[Item 3] Ferries",
        "CC1 Ferries",
        "Page 2",
        "Paragraph 3",
        "£1.2m had been saved",
        "1.2m visitors had come",
        "4biiii. High Street",
        "1.2.3.4.5.6 The report",
        "*Councillor Finch left",
        "*",
        "Report CSD19129 was received",
        "80/90% of managers",
        "2023 saw a rise",
        "20 members were present",
        "A vote was taken",
        "I thank the officers",
        "12 May 2023",
        "13  June 2023",
        "10am was the time",
        "i.e. the report",
        "e.g. the report",
        "o the report",
        "-the report",
        "–",
        "civil matters",
        "mild) weather",
        "RESOLVED: That it be so",
        "",
    ],
)
def test_prose_has_no_label(text: str) -> None:
    assert read_labels(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "10.00 am The meeting began",
        "3.5 per cent was the rise",
        "2.08 p.m. – 2.12 p.m. The meeting adjourned",
        "1.2 million pounds were spent",
        "12/13 September was the date",
        "12. March was wet",
        "5. days passed",
        "45.12 regard to the report",
        "10.00 The Board sat again",
        "2023/24 Budget figures",
        "DC/2023/0045 Land at Mill Lane",
        "CT/19/35 was its reference",
        "c. 400 people replied",
        "p. 4 was missing",
        "(s)he signed",
        "25a High Street",
        "25A High Street",
        "B. Finch spoke",
        "(b)The space was lost",
        "2.The space was lost",
    ],
)
def test_a_label_that_prose_could_begin_with_is_weak(text: str) -> None:
    readings = read_labels(text)

    assert readings
    assert not any(label.strong for label in readings)


def test_the_letter_and_the_numeral_are_both_read() -> None:
    assert [(label.scheme, label.value) for label in read_labels("i) the report")] == [
        ("roman", (1,)),
        ("letter", (9,)),
    ]


def test_a_generated_label_goes_before_the_text() -> None:
    label = read_labels("the report", "b.")[0]

    assert (label.scheme, label.printed, label.text) == ("letter", "b.", "the report")


def test_the_indent_counts_the_spaces_before_the_label() -> None:
    assert read_labels(f"{N} {N}i.{N} the report")[0].indent == 3


@pytest.mark.parametrize(
    ("numeral", "value"), [("i", 1), ("iv", 4), ("IX", 9), ("xiv", 14), ("xxxix", 39), ("iiii", 0), ("c", 0), ("", 0)]
)
def test_a_roman_numeral_has_its_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


def test_every_scheme_is_tried() -> None:
    assert list(SCHEMES) == [
        "reference",
        "slash",
        "dotted",
        "number",
        "roman",
        "letter",
        "capital roman",
        "capital letter",
        "bullet",
    ]


def test_labels_of_one_list_have_values_in_printed_order() -> None:
    printed = ["4.", "4a.", "4bi.", "4bii.", "4c.", "5."]
    values = [read_labels(f"{label} Text")[0].value for label in printed]

    assert values == [(4,), (4, 1), (4, 2, 1), (4, 2, 2), (4, 3), (5,)]
    assert values == sorted(values)


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["(", ")", ".", "/", ":", "*", "-", "–", "·", "\uf0b7", "o", "  ", N, "\t", "\u200b", "\n"]),
    st.sampled_from(["1", "25", "45.12", "4bi", "a", "aa", "i", "viii", "A", "IV", "PL21", "081", "Feb", "2020", "am"]),
)
LINES = st.lists(PIECES, max_size=8).map("".join)


@settings(max_examples=500, deadline=None)
@given(LINES)
def test_no_word_is_lost_between_a_label_and_its_text(line: str) -> None:
    for label in read_labels(line):
        assert words(f"{label.printed} {label.text}") == words(line)


@settings(max_examples=500, deadline=None)
@given(LINES)
def test_a_label_printed_before_its_text_is_read_again(line: str) -> None:
    for label in read_labels(line):
        again = read_labels(f"{label.printed}{N}{N}{label.text}")

        assert as_read(label) in [as_read(other) for other in again]


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(["45.12", "2.4.1", "77/21", "PL21/081", "C104/Feb/2020", "(1)", "(1).", "1)", "12.", "25a."]),
    st.text(max_size=40),
)
def test_a_label_is_read_before_any_text(printed: str, text: str) -> None:
    found = [label for label in read_labels(f"{printed}{N}{N}{text}") if label.printed == printed]

    assert [label.text for label in found] == [fold(text.lstrip(SPACES))]


def words(text: str) -> Counter[str]:
    """Its letters and digits, without what cannot be seen; how they are parted is not compared."""
    return Counter(character for character in fold(text) if character.isalnum())


def as_read(label: Label) -> tuple[str, str, str, str, tuple[int, ...], str]:
    return (label.scheme, label.shape, label.printed, label.name, label.value, label.text)


def test_figures_of_another_script_are_no_label() -> None:
    assert read_labels("٣.  Roads") == []
    assert read_labels("C٣/23  Roads") == []


def test_a_reference_may_have_a_no_break_space_in_it() -> None:
    assert [(label.scheme, label.name) for label in read_labels("PL\u00a021/081  Roads")] == [
        ("reference", "PL 21/081")
    ]


def test_a_letter_that_comes_twice_before_a_dot_is_doubtful() -> None:
    assert [(label.printed, label.strong) for label in read_labels("cc. The Clerk")] == [("cc.", False)]
    assert read_labels("ff. The Clerk") == []


def test_a_numeral_with_a_dot_is_no_bullet() -> None:
    assert [label.scheme for label in read_labels("v.\u00a0\u00a0 the quay")] == ["roman", "letter"]


def test_a_capital_with_a_colon_is_a_doubtful_label_before_one_space() -> None:
    assert [(label.shape, label.strong) for label in read_labels("A: the quay")] == [("{}:", False)]


def test_a_tab_parts_a_bare_number_from_its_title() -> None:
    (label,) = [label for label in read_labels("3\tRoads") if label.scheme == "number"]

    assert (label.printed, label.text, label.strong) == ("3", "Roads", True)
