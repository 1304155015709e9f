import pytest

from corpus.numbering import SCHEMES, read_labels, roman_value

N = "\u00a0"


@pytest.mark.parametrize(
    ("text", "scheme", "printed", "value"),
    [
        (f"45.1{N}{N}{N} The report", "dotted", "45.1", (45, 1)),
        (f"45.12{N}{N} regard to it", "dotted", "45.12", (45, 12)),
        ("2.4.1  The report", "dotted", "2.4.1", (2, 4, 1)),
        ("2307.01 The report", "dotted", "2307.01", (2307, 1)),
        ("1.23  - Apologies", "dotted", "1.23", (1, 23)),
        ("7.23– Finance", "dotted", "7.23", (7, 23)),
        ("45.2. The report", "dotted", "45.2.", (45, 2)),
        ("77/21 FINANCE", "slash", "77/21", (77, 21)),
        ("23/40 FINANCE", "slash", "23/40", (23, 40)),
        ("78/21.1 The report", "slash", "78/21.1", (78, 21, 1)),
        ("(aa) the report", "letter", "(aa)", (27,)),
        ("268/12/13 Finance", "slash", "268/12/13", (268, 12, 13)),
        ("C048/23      1.  Finance", "reference", "C048/23", (48, 23)),
        ("PL21/081  Finance", "reference", "PL21/081", (21, 81)),
        ("C 08/042 Finance", "reference", "C 08/042", (8, 42)),
        ("C30/16 Finance", "reference", "C30/16", (30, 16)),
        ("C/160/2017 Finance", "reference", "C/160/2017", (160, 2017)),
        ("PLA146/14 Finance", "reference", "PLA146/14", (146, 14)),
        ("C104/Feb/2020 Finance", "reference", "C104/Feb/2020", (104, 2020)),
        ("26. Finance", "number", "26.", (26,)),
        ("1772. Finance", "number", "1772.", (1772,)),
        ("14365 FINANCE", "number", "14365", (14365,)),
        ("29 FINANCE", "number", "29", (29,)),
        ("3a Finance", "number", "3a", (3, 1)),
        ("25a. Finance", "number", "25a.", (25, 1)),
        ("(1)       The report", "number", "(1)", (1,)),
        ("(1).    The report", "number", "(1).", (1,)),
        ("1)    The report", "number", "1)", (1,)),
        (f"{N}1.{N} The report", "number", "1.", (1,)),
        ("*308. Finance", "number", "308.", (308,)),
        ("(a) the report", "letter", "(a)", (1,)),
        (f"q){N} the report", "letter", "q)", (17,)),
        ("i.          the report", "roman", "i.", (1,)),
        ("(viii) the report", "roman", "(viii)", (8,)),
        ("I APOLOGIES", "capital roman", "I", (1,)),
        ("(A)       the report", "capital letter", "(A)", (1,)),
        ("A    Note the report", "capital letter", "A", (1,)),
        ("A:        Note the report", "capital letter", "A:", (1,)),
        ("A.  Note the report", "capital letter", "A.", (1,)),
        (f"·{N}{N}{N}{N} The report", "bullet", "·", ()),
        ("Ø The report", "bullet", "Ø", ()),
        ("•The report", "bullet", "•", ()),
        ("- the report", "bullet", "-", ()),
        ("– the report", "bullet", "–", ()),
        (f"o{N}{N}the report", "bullet", "o", ()),
        ("\uf0b7 the report", "bullet", "\uf0b7", ()),
    ],
)
def test_a_printed_label_is_read(text: str, scheme: str, printed: str, value: tuple[int, ...]) -> None:
    readings = {label.scheme: label for label in read_labels(text)}

    assert (readings[scheme].printed, readings[scheme].value) == (printed, value)


@pytest.mark.parametrize(
    "text",
    [
        "23/05927/FUL was refused",
        "24/7 cover was wanted",
        "pp. 12 to 14 were missing",
        "P1723.22 was granted",
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


def test_a_letter_that_comes_twice_before_a_dot_is_doubtful() -> None:
    assert [(label.printed, label.strong) for label in read_labels("cc. The Clerk")] == [("cc.", False)]
    assert read_labels("ff. The Clerk") == []


def test_a_numeral_with_a_dot_is_no_bullet() -> None:
    assert [label.scheme for label in read_labels("v.\u00a0\u00a0 the quay")] == ["roman", "letter"]


def test_a_capital_with_a_colon_is_a_doubtful_label_before_one_space() -> None:
    assert [(label.shape, label.strong) for label in read_labels("A: the quay")] == [("{}:", False)]
