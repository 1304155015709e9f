"""Passages: what is cut, where, and what stands above it."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.minutes import Item, Minutes, Paragraph, Source, digest
from corpus.sentences import sentences
from index.passages import PASSAGE_CHARACTERS, Passage, header_of, passages, spans

PARENT = Paragraph(
    id="a/b/c#b",
    label="b)",
    path=("b",),
    headings=("Schools",),
    kind="paragraph",
    text="Officers would report on:",
    page=None,
    ordinal=1,
    speaker=None,
    digest=digest("b)", "Officers would report on:"),
)
CHILD = replace(PARENT, id="a/b/c#b.ii", label="ii.", path=("b", "ii"), text="the fares.", ordinal=2, parent="a/b/c#b")
ITEM = Item("77/21", "Buses", "", (PARENT, CHILD))
MINUTES = Minutes(
    id="a/b/c",
    council="Ambleford Council",
    committee="Transport Board",
    held=date(2019, 11, 7),
    title="Minutes",
    status="unknown",
    source=Source("a.txt", "", "text/plain", ""),
    layout="plain",
    items=(ITEM,),
)


def test_every_paragraph_has_a_passage_with_its_header() -> None:
    above = "Ambleford Council · Transport Board · 7 November 2019 · 77/21 Buses · Schools"
    assert passages(MINUTES) == [
        Passage("a/b/c#b", "a/b/c#b", above, "Officers would report on:", 0, 25),
        Passage("a/b/c#b.ii", "a/b/c#b.ii", f"{above} · Officers would report on:", "the fares.", 0, 10),
    ]
    assert passages(MINUTES)[0].embedded == f"{above}\nOfficers would report on:"


def test_what_is_unknown_is_left_out_of_the_header() -> None:
    item = Item(None, "", "", (replace(PARENT, headings=()),))
    bare = replace(MINUTES, council=None, committee=None, held=None, title="", items=(item,))
    assert passages(bare) == [Passage("a/b/c#b", "a/b/c#b", "", "Officers would report on:", 0, 25)]
    assert passages(bare)[0].embedded == "Officers would report on:"
    assert (
        header_of(replace(bare, title="Minutes of the Board"), item, item.paragraphs[0], None) == "Minutes of the Board"
    )


def test_a_long_parent_is_cut_at_a_word() -> None:
    parent = replace(PARENT, text="word " * 60)
    header = header_of(MINUTES, ITEM, replace(CHILD, headings=()), parent)
    # 200 characters are 40 words and the space after each; the last space goes.
    assert header.rsplit(" · ", 1)[1] == " ".join(["word"] * 40) + "…"


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    sentence = "The committee heard a long report about it. "
    text = (sentence * 50).strip()
    long = replace(PARENT, text=text)
    cut = passages(replace(MINUTES, items=(replace(ITEM, paragraphs=(long,)),)))
    # 20 sentences of 44 characters are 880, a 21st would make 924.
    assert [(part.id, part.start, part.end) for part in cut] == [
        ("a/b/c#b", 0, 879),
        ("a/b/c#b@2", 880, 1759),
        ("a/b/c#b@3", 1760, 2199),
    ]
    assert all(part.text == text[part.start : part.end] for part in cut)


def test_a_sentence_over_the_limit_is_cut_at_spaces() -> None:
    text = "word " * 300 + "end."
    cut = spans(text)
    assert all(end - start <= PASSAGE_CHARACTERS for start, end in cut)
    assert all(text[start:end].startswith("word") or text[start:end] == "end." for start, end in cut)
    assert " ".join(text[start:end] for start, end in cut) == text


def test_a_word_over_the_limit_is_cut_anywhere() -> None:
    assert spans("x" * 2000) == [(0, 900), (900, 1800), (1800, 2000)]


def test_an_empty_paragraph_has_an_empty_passage() -> None:
    assert spans("") == [(0, 0)]


WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from([". A", "! Then", "? No. ", "Cllr. B", " ", "\ue000"])), max_size=60
).map(" ".join)


@given(TEXTS)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    cut = spans(text, limit=40)
    assert cut
    ends = [0, *(end for _, end in cut)]
    assert all(start >= end and not text[end:start].strip() for (start, _), end in zip(cut, ends, strict=False))
    assert not text[ends[-1] :].strip()
    assert all(start < end or not text.strip() for start, end in cut)
    assert all(end - start <= 40 for start, end in cut)


@given(TEXTS)
def test_cuts_fall_between_sentences_where_sentences_fit(text: str) -> None:
    starts = [start for start, _ in sentences(text)][1:]
    borders = [0, *starts, len(text)]
    longest = max(end - start for start, end in pairwise(borders))
    assert all(start in starts for start, _ in spans(text, limit=max(longest, 40) + 2)[1:])


def test_what_repeats_another_paragraph_has_no_passage_of_its_own() -> None:
    decision = replace(PARENT, id="a/b/c#decision.b", repeats="a/b/c#b")
    both = replace(MINUTES, items=(replace(ITEM, paragraphs=(decision, PARENT)),))

    assert [part.paragraph_id for part in passages(both)] == ["a/b/c#b"]


def test_the_section_stands_above_a_passage_where_the_minutes_have_no_date_of_their_own() -> None:
    section = "Meeting: 11/03/2024 - Transport Board (Item 4)"
    item = replace(ITEM, section=section)

    assert section not in header_of(MINUTES, item, PARENT, None)
    assert header_of(replace(MINUTES, held=None), item, PARENT, None) == (
        f"Ambleford Council · Transport Board · {section} · 77/21 Buses · Schools"
    )


def test_abbreviations_are_spelt_out_above_a_passage_within_the_minutes_that_define_them() -> None:
    defines = replace(PARENT, text="The Bus Users Group (BUG) wrote.", headings=())
    short = replace(CHILD, text="BUG asked for a shelter.", headings=(), parent=None)
    long = replace(CHILD, id="a/b/c#b.iii", text="The bus users group was thanked.", headings=(), parent=None)
    found = passages(replace(MINUTES, items=(replace(ITEM, paragraphs=(defines, short, long)),)))
    over = "Ambleford Council · Transport Board · 7 November 2019 · 77/21 Buses"
    assert [one.header for one in found] == [over, f"{over} · Bus Users Group", f"{over} · BUG"]

    (elsewhere,) = passages(replace(MINUTES, items=(replace(ITEM, paragraphs=(short,)),)))
    assert elsewhere.header == over
