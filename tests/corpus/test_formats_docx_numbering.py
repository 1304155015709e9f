"""The labels that Word prints by itself, worked out by hand."""

from collections.abc import Callable

import pytest

from corpus.formats.docx import read
from corpus.formats.docx_numbering import written
from corpus.minutes import Metadata
from corpus.read import read_minutes

Word = Callable[..., bytes]


def level(depth: int, text: str, kind: str = "decimal", more: str = "", start: int = 1, after: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/>{after}</w:lvl>'
    )


def definition(*levels: str, identity: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{more}{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def again(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def entry(depth: int, identity: int = 1, text: str = "x") -> str:
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(style: str, text: str = "x", more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def labels(data: bytes) -> list[str | None]:
    return [block.label for block in read(data)]


NESTED = definition(level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3"))
CLERK = definition(level(0, "(%1)", "lowerLetter"), level(1, "%2.", "lowerRoman"), level(2, "(%3)", "upperLetter"))


def test_levels_count_inside_those_above(word: Word) -> None:
    body = "".join(entry(depth) for depth in (0, 1, 1, 2, 2, 1, 0, 1, 2))

    assert labels(word(body, numbering=NESTED + num(1))) == [
        "1.", "1.1", "1.2", "1.2.1", "1.2.2", "1.3", "2.", "2.1", "2.1.1",
    ]  # fmt: skip


def test_letters_and_numerals_as_clerks_write_them(word: Word) -> None:
    body = "".join(entry(depth) for depth in (0, 1, 1, 2, 0, 1))

    assert labels(word(body, numbering=CLERK + num(1))) == ["(a)", "i.", "ii.", "(A)", "(b)", "i."]


def test_a_list_goes_on_after_paragraphs_between_and_after_empty_entries(word: Word) -> None:
    body = entry(0) + "<w:p><w:r><w:t>between</w:t></w:r></w:p>" + entry(0, text="") + entry(0)

    assert labels(word(body, numbering=NESTED + num(1))) == ["1.", None, "3."]


def test_lists_of_one_definition_share_its_count_until_one_begins_again(word: Word) -> None:
    numbering = NESTED + num(1) + num(2) + num(3, overrides=again(0, 1)) + num(4, overrides=again(0, 7))
    body = "".join(entry(0, identity) for identity in (1, 1, 2, 3, 3, 1, 4, 4, 3))

    assert labels(word(body, numbering=numbering)) == ["1.", "2.", "3.", "1.", "2.", "3.", "7.", "8.", "9."]


def test_lists_of_two_definitions_count_apart(word: Word) -> None:
    numbering = NESTED + definition(level(0, "%1)", start=5), identity=9) + num(1) + num(2, of=9)
    body = entry(0, 1) + entry(0, 2) + entry(0, 1) + entry(0, 2)

    assert labels(word(body, numbering=numbering)) == ["1.", "5)", "2.", "6)"]


def test_a_level_that_begins_again_does_so_once(word: Word) -> None:
    numbering = NESTED + num(1) + num(2, overrides=again(0, 1) + again(1, 4))
    body = entry(0, 1) + entry(1, 1) + entry(0, 2) + entry(1, 2) + entry(1, 2) + entry(0, 2) + entry(1, 2)

    assert labels(word(body, numbering=numbering)) == ["1.", "1.1", "1.", "1.4", "1.5", "2.", "2.4"]


def test_an_override_may_bring_its_own_level(word: Word) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "Q%1")}</w:lvlOverride>'

    assert labels(word(entry(0) + entry(0, 2), numbering=NESTED + num(1) + num(2, overrides=override))) == ["1.", "Q2"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1", "1.1", "a", "1.2", "a", "2", "2.1", "a"]),
        ('<w:lvlRestart w:val="0"/>', ["1", "1.1", "a", "1.2", "b", "2", "2.1", "c"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "1.1", "a", "1.2", "b", "2", "2.1", "a"]),
    ],
)
def test_a_level_begins_again_after_those_that_it_names(word: Word, restart: str, expected: list[str]) -> None:
    numbering = definition(level(0, "%1"), level(1, "%1.%2"), level(2, "%3", "lowerLetter", restart)) + num(1)
    body = "".join(entry(depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2))

    assert labels(word(body, numbering=numbering)) == expected


def test_a_level_above_that_was_never_used_counts_as_begun(word: Word) -> None:
    assert labels(word(entry(1) + entry(1) + entry(0), numbering=NESTED + num(1))) == ["1.1", "1.2", "2."]


def test_legal_numbering_prints_digits_only(word: Word) -> None:
    numbering = definition(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%1-%2")) + num(
        1
    )

    assert labels(word(entry(0) + entry(0) + entry(1) + entry(2), numbering=numbering)) == ["I", "II", "2.1", "II-1"]


@pytest.mark.parametrize(
    ("count", "kind", "expected"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (10, "decimalZero", "10"),
        (27, "lowerLetter", "aa"),
        (52, "upperLetter", "ZZ"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (1, "ordinal", "1st"),
        (2, "ordinal", "2nd"),
        (23, "ordinal", "23rd"),
        (12, "ordinal", "12th"),
        (113, "ordinal", "113th"),
        (3, "none", ""),
        (3, "bullet", ""),
        (3, "chineseCounting", "3"),
        (0, "lowerLetter", "0"),
        (2_000_000_000, "lowerLetter", "2000000000"),
        (2_000_000_000, "upperRoman", "2000000000"),
    ],
)
def test_a_number_is_written_as_its_level_says(count: int, kind: str, expected: str) -> None:
    assert written(count, kind) == expected


def test_words_and_years_around_the_number_are_printed(word: Word) -> None:
    numbering = definition(level(0, "PL23/0%1", start=50), level(1, "Note:", "none"), level(2, "", "none")) + num(1)

    assert labels(word(entry(0) + entry(0) + entry(1) + entry(2), numbering=numbering)) == [
        "PL23/050", "PL23/051", "Note:", None,
    ]  # fmt: skip


def test_numbers_may_be_filled_up_with_zeros(word: Word) -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{custom}<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    )

    assert labels(word(entry(0) + entry(0), numbering=numbering + num(1))) == ["001", "002"]


@pytest.mark.parametrize(
    ("glyph", "font", "expected"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("·", "Symbol", "•"),
        ("o", "Courier New", "o"),
        ("\uf0a7", "Wingdings", "▪"),
        ("§", "Wingdings", "▪"),
        ("\uf0d8", "Wingdings", "➢"),
        ("\uf0fc", "Wingdings", "✓"),
        ("–", "Calibri", "–"),
        ("\uf0b7", "", "•"),
    ],
)
def test_a_bullet_is_what_its_font_prints(word: Word, glyph: str, font: str, expected: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""

    assert labels(word(entry(0), numbering=definition(level(0, glyph, "bullet", after=fonts)) + num(1))) == [expected]


def test_a_style_numbers_its_paragraphs_and_those_of_styles_on_it(word: Word) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Tight"><w:name w:val="Tight"/><w:basedOn w:val="Para"/></w:style>'
    )
    body = styled("Item") + styled("Para") + styled("Tight") + styled("Item") + styled("Tight")
    unnumbered = styled("Item", more='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')

    assert labels(word(body + unnumbered, styles=styles, numbering=NESTED + num(1))) == [
        "1.", "1.1", "1.2", "2.", "2.1", None,
    ]  # fmt: skip


def test_a_level_may_name_the_style_that_it_numbers(word: Word) -> None:
    numbering = definition(level(0, "%1."), level(1, "%1.%2", more='<w:pStyle w:val="Para"/>')) + num(1)
    styles = (
        '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )

    assert labels(word(entry(0) + styled("Para") + styled("Para"), styles=styles, numbering=numbering)) == [
        "1.", "1.1", "1.2",
    ]  # fmt: skip


def test_styles_that_stand_on_each_other_are_read(word: Word) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )

    assert labels(word(styled("A"), styles=styles)) == [None]


def test_a_definition_may_stand_for_the_list_of_a_style(word: Word) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Clerk"><w:name w:val="Clerk"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    linked = definition(identity=5, more='<w:numStyleLink w:val="Clerk"/>')

    assert labels(word(entry(0, 2), styles=styles, numbering=CLERK + linked + num(1) + num(2, of=5))) == ["(a)"]


def test_a_list_that_does_not_exist_prints_no_label(word: Word) -> None:
    assert labels(word(entry(0, 8) + entry(7, 1), numbering=NESTED + num(1) + num(2, of=66))) == [None, None]
    assert labels(word(entry(0, 8))) == [None]


def test_a_hidden_label_is_counted_and_not_printed(word: Word) -> None:
    hidden = definition(level(0, "%1.", after="<w:rPr><w:vanish/></w:rPr>"), level(1, "%1.%2")) + num(1)

    assert labels(word(entry(0) + entry(0) + entry(1), numbering=hidden)) == [None, None, "2.1"]


def test_a_label_stands_where_its_list_or_paragraph_says(word: Word) -> None:
    of_list = '<w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr>'
    numbering = definition(level(0, "%1.", after=of_list)) + num(1)
    own = entry(0).replace("</w:pPr>", '<w:ind w:left="720"/></w:pPr>')

    # (1440 - 360) / 20 = 54 points are 18 spaces of 3; (720 - 360) / 20 = 18 points are 6.
    assert [block.indent for block in read(word(entry(0) + own, numbering=numbering))] == [18, 6]


def test_a_label_of_no_known_scheme_is_kept_as_printed(word: Word) -> None:
    numbering = definition(level(0, "%1", "ordinal")) + num(1)
    body = entry(0, text="The bridge be mended.") + entry(0, text="The ferry be sold.")
    paragraphs = read_minutes("a.docx", word(body, numbering=numbering), Metadata()).minutes.paragraphs

    assert [(one.label, one.text, one.path) for one in paragraphs] == [
        ("1st", "The bridge be mended.", ()),
        ("2nd", "The ferry be sold.", ()),
    ]
