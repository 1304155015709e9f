"""Characters of symbol fonts in, what they print out: to other fonts they are letters or private-use code points."""


def printed(text: str, font: str | None) -> str:
    """Return text as a symbol font prints it.

    font: the font's name; None where it is not known, and then private-use characters are read as Symbol's, the font
    that Word takes for bullets. In any other font only private-use characters are. What the tables do not know stays.
    """
    table = _FONTS.get((font or "").casefold())
    return "".join(_printed(character, table) for character in text)


def _printed(character: str, table: dict[int, str] | None) -> str:
    code = ord(character)
    if _PRIVATE <= code <= _PRIVATE + 0xFF:
        return (table or _SYMBOL).get(code - _PRIVATE, character)
    return table.get(code, character) if table is not None and code <= 0xFF else character


# Symbol fonts stand in Unicode's private use area from here on.
_PRIVATE = 0xF000
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
# Source: the Adobe Symbol encoding, https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt
_SYMBOL = (
    {code: chr(code) for code in (*range(0x20, 0x40), 0x5B, 0x5D, 0x5F, *range(0x7B, 0x7E))}
    | {0x41 + n: letter for n, letter in enumerate(_GREEK)}
    | {0x61 + n: letter for n, letter in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")}
    | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼"}
    | {0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xA6: "ƒ", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠"}
    | {0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×"}
    | {0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©"}
    | {0xD4: "™", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑"}
)
# Source: the glyph names of the fonts, as the Unicode proposal for them lists them, https://www.unicode.org/L2/L2011/
_WINGDINGS = (
    {0x20: " ", 0x28: "☎", 0x2A: "✉", 0x3C: "🖫", 0x3F: "✍", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■"}
    | {0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒"}
    | {0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→"}
    | {0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
)
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0x96: "•", 0x97: "●", 0x98: "●", 0xA2: "▪", 0xA3: "□"}
_WINGDINGS_3 = {0x22: "→", 0x7D: "▶", 0x84: "◀", 0x86: "▸"}
_FONTS = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
}
