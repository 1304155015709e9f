"""Bytes and a random generator in, the same bytes with something wrong out: what fuzzing does to documents.

Each mutation is a function of one signature in one table. The dictionary holds what the readers look for: a random
byte is seldom a label, a tag or an operator, and the deep code is behind those.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]
MOST_BYTES = 200_000


def mutated(rng: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    """Return bytes with one to six mutations. others: what pieces may be taken from. tokens: the format's own."""
    for _ in range(min(1 + int(rng.expovariate(0.7)), 6)):
        mutation = rng.choice(MUTATIONS)
        data = mutation(rng, data, tokens if mutation in _WITH_TOKENS else others)[:MOST_BYTES]
    return data


def flip_bits(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Turn a few bits over."""
    changed = bytearray(data)
    for _bit in range(min(len(changed), rng.randint(1, 8))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def set_bytes(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Put any bytes in the place of a few."""
    changed = bytearray(data)
    for _byte in range(min(len(changed), rng.randint(1, 8))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 9, 10, 13, 32, 60, 62, 127, 128, 255, rng.randrange(256)))
    return bytes(changed)


def delete_block(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Leave a piece out."""
    start, end = _piece(rng, data)
    return data[:start] + data[end:]


def repeat_block(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Say a piece again, once or many times."""
    start, end = _piece(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 10, 200)) + data[end:]


def move_block(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Take a piece out and put it elsewhere."""
    start, end = _piece(rng, data)
    rest = data[:start] + data[end:]
    place = rng.randint(0, len(rest))
    return rest[:place] + data[start:end] + rest[place:]


def change_lines(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Delete, repeat, join or exchange lines."""
    lines = data.split(b"\n")
    for _line in range(rng.randint(1, 4)):
        place, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        match rng.randrange(4):
            case 0 if len(lines) > 1:
                del lines[place]
            case 1:
                lines.insert(other, lines[place])
            case 2 if place + 1 < len(lines):
                lines[place : place + 2] = [lines[place] + lines[place + 1]]
            case _:
                lines[place], lines[other] = lines[other], lines[place]
    return b"\n".join(lines)


def cut_short(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Lose the end or the beginning."""
    place = rng.randint(0, len(data))
    return data[:place] if rng.random() < 0.8 else data[place:]


def splice(rng: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Put a piece of another document in."""
    other = rng.choice(others)
    start, end = _piece(rng, other, most=2000)
    place = rng.randint(0, len(data))
    return data[:place] + other[start:end] + data[place + (end - start if rng.random() < 0.5 else 0) :]


def insert_tokens(rng: Random, data: bytes, tokens: Sequence[bytes]) -> bytes:
    """Put in words that the readers look for, at line starts as often as anywhere."""
    for _token in range(rng.randint(1, 6)):
        token = rng.choice(tokens)
        place = rng.randint(0, len(data))
        if rng.random() < 0.5:
            place = data.find(b"\n", place) + 1
        data = data[:place] + token * rng.choice((1, 1, 1, 2, 30)) + data[place:]
    return data


def nest(rng: Random, data: bytes, tokens: Sequence[bytes]) -> bytes:
    """Put one token before a place many times, and another as often after a later one."""
    start, end = _piece(rng, data)
    depth = rng.choice((3, 30, 300, 2000))
    return data[:start] + rng.choice(tokens) * depth + data[start:end] + rng.choice(tokens) * depth + data[end:]


def change_numbers(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Put a huge, empty, negative or odd number in the place of some."""

    def other(match: re.Match[bytes]) -> bytes:
        return rng.choice(_NUMBERS) if rng.random() < share else match.group(0)

    share = rng.choice((0.02, 0.2, 1.0))
    return re.sub(rb"\d+", other, data)


def change_encoding(rng: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Write the text in an encoding that it does not say, all of it or from some place on."""
    place = rng.choice((0, rng.randint(0, len(data))))
    text = data[place:].decode("utf-8", "replace")
    return data[:place] + text.encode(rng.choice(_ENCODINGS), "replace")


def _piece(rng: Random, data: bytes, most: int = 400) -> tuple[int, int]:
    start = rng.randint(0, len(data))
    return start, min(len(data), start + rng.choice((1, 4, 30, most)))


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits, set_bytes, delete_block, repeat_block, move_block, change_lines, cut_short, splice, insert_tokens,
    insert_tokens, nest, change_numbers, change_encoding,
)  # fmt: skip
_WITH_TOKENS = (insert_tokens, nest)
_NUMBERS = (
    b"", b"0", b"-1", b"00000000000000000001", b"65536", b"2147483648", b"4294967295", b"99999999999999999999",
    b"9" * 400, b"9" * 5000, b"1e308", b"1.7.3", "٣".encode(), "²".encode(), "㉑".encode(), "Ⅻ".encode(),
)  # fmt: skip
_ENCODINGS = ("cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "utf-7", "cp037", "shift_jis")

_TEXT = """
|1. |(1) |1) |1.1 |45.12 |77/21 |PL21/081 |C104/Feb/2020 |(a) |b) |i. |(iv) |xxxix) |IV. |A. |aa) |· |• |o  |- |– |
|\uf0b7 |RESOLVED: |RESOLVED that |AGREED |RECOMMENDED: |ACTION: |Action: |Decision: |Minutes: |THAT: |PENDERFYNWYD |
|Witnesses: |Present: |PRESENT |Apologies: |In attendance: |Agenda item |Question from Councillor Ash: |Response: |
|For: 3 |Against (2): |Minutes of the meeting held on |7 November 2019|29 February 2023|2.30 pm|County Council|
|Cabinet |Committee |Supporting documents: |view the full minutes text for item 1.|Page 1 of 2|\f|\r\n|\r|\t|
|\u00a0\u00a0 |\u2028|\u200b|\u202e|\u0301|\ufeff|\U000e0041|\ufffe|\U0001f4dc|ﬁ|“|”|: |; |. |* |__________|
|----------|§|( |)|that:|Cllr. |eg. |Mr. |£|%| | |
"""
_MARKUP = """
|<p>|</p>|<div>|</div>|<li>|<ol start="99999999999999">|<ol type="i" start="-3">|<ul>|</ol>|<table>|<tr>|<td>|
|<td colspan="99">|</table>|<br>|<h1>|<h6>|<b>|</b>|<title>|<pre>|<script>|<style>|<!--|-->|<![CDATA[|]]>|
|<!DOCTYPE html>|<?xml version="1.0"?>|<!DOCTYPE x [<!ENTITY e "ha">]>|&e;|&amp;|&lt;|&#0;|&#x1F;|&#xD800;|
|&#1114112;|&#99999999999;|&nbsp|&AI1;|<AI1>|<TRAILER_SECTION>|<meta charset="utf-16">|<base href="x">|<template>|
|<svg>|<math>|<frameset>|<body>|<html>|<nav>|<main>|hidden|style="display:none"|
|<p class="MsoListParagraph" style="mso-list:l0 level9 lfo1">|<o:p>|<input value="x">|<textarea>|<plaintext>|
|<a href="x">|"|'|>|<|/>|
"""
_WORD = """
|<w:p>|</w:p>|<w:r>|</w:r>|<w:t>|</w:t>|<w:t xml:space="preserve">|<w:tbl>|</w:tbl>|<w:tr>|</w:tr>|<w:tc>|</w:tc>|
|<w:br/>|<w:tab/>|<w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr>|
|<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="x"/></w:numPr>|<w:start w:val="99999999999"/>|
|<w:lvlText w:val="%1.%9%0%"/>|<w:numFmt w:val="lowerRoman"/>|<w:numFmt w:val="cardinalText"/>|<w:ins>|</w:ins>|
|<w:del>|</w:del>|<w:pPr>|</w:pPr>|<w:pStyle w:val="Heading1"/>|<w:basedOn w:val="Heading1"/>|
|<w:rPr><w:del/></w:rPr>|<w:sdt>|<w:sdtContent>|<w:txbxContent>|<w:footnoteReference w:id="1"/>|
|<w:fldChar w:fldCharType="begin"/>|<w:instrText>|<w:sym w:char="F0B7"/>|<w:gridSpan w:val="99999999"/>|<w:vMerge/>|
|<w:ind w:left="-999999999"/>|<w:noBreakHyphen/>|<w:altChunk/>|<m:oMath>|<mc:Choice>|w:val=""|
|<w:abstractNumId w:val="0"/>|<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>|<w:caps/>|
|<w:vanish/>|&#0;|
"""
_PDF = r"""
|BT |ET |Tj |TJ |Tf |Td |TD |Tm |T* |' |" |Tr |3 Tr |Tw |Tz |TL |re |f |W n |cm |q |Q |Do |BI |ID |EI |sh |gs |(|)|[|
|]|<<|>>|<|>|\(|obj |endobj |stream\n|endstream |xref |trailer |startxref |%%EOF|/Length |/Filter /FlateDecode |
|/Filter [/FlateDecode /FlateDecode] |/Kids [1 0 R] |/Parent 1 0 R |/Count 2000000000 |/Type /Page |/Type /Pages |
|/Contents 1 0 R |/Resources 1 0 R |/Rotate 90 |/MediaBox [0 0 0 0] |/MediaBox [-1e30 -1e30 1e30 1e30] |
|/UserUnit 1e30 |/Encrypt 1 0 R |/ObjStm |/Prev 0 |/Font |/ToUnicode 1 0 R |beginbfchar |
|beginbfrange <00> <FF> <D800> endbfrange |/Predictor 15 |/Columns 2147483647 |/W [1 1 1] |1 0 R |0 0 R |-1 0 R |
|1e39 |-1e39 |0.0000000001 |99999999999999 |nan |null |true |0 0 0 0 0 0 Tm |1e9 0 0 1e9 0 0 cm |1 0 0 -1 0 0 Tm |
|0 1 -1 0 0 0 Tm |
"""
_ZIP = (
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x07\x08", b"\x00\x00", b"\xff\xff\xff\xff",
    b"\x08\x00", b"\x0c\x00", b"\x01\x00", b"word/document.xml", b"../../x", b"/", b"\x00", b"[Content_Types].xml",
    b"xl/", b"mimetype",
)  # fmt: skip


def _listed(table: str) -> tuple[bytes, ...]:
    return tuple(token.encode() for line in table.strip("\n").split("\n") for token in line.split("|") if token)


TOKENS: dict[str, tuple[bytes, ...]] = {
    "text": _listed(_TEXT),
    "markup": (*_listed(_MARKUP), *_listed(_TEXT)),
    "word": (*_listed(_WORD), *_listed(_TEXT)),
    "pdf": _listed(_PDF),
    "zip": _ZIP,
}
