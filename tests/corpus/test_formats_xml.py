"""What the XML format gives of a document, and what it refuses."""

import pytest

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats import format_of
from corpus.formats.xml import read, root_of


def refusal(source: str | bytes) -> str:
    with pytest.raises(SourceUnreadable) as caught:
        read(source if isinstance(source, bytes) else source.encode())
    return str(caught.value)


def test_each_text_and_attribute_says_where_it_stands() -> None:
    source = '<List kind="a">\n<Ferry>one</Ferry><Ferry name="B">two<Quay>three</Quay>four</Ferry><Ferry/></List>'

    assert read(source.encode()) == [
        Block("a", style="list[1]@kind"),
        Block("one", style="list[1]/ferry[1]"),
        Block("B", style="list[1]/ferry[2]@name"),
        Block("two", style="list[1]/ferry[2]"),
        Block("three", style="list[1]/ferry[2]/quay[1]"),
        Block("four", style="list[1]/ferry[2]"),
    ]


def test_namespaces_comments_and_instructions_are_no_text() -> None:
    source = (
        '<?xml version="1.0"?><a:list xmlns:a="x" xmlns="y"><!-- no --><?no no?><ferry a:id="1">a\n  b</ferry></a:list>'
    )

    assert read(source.encode()) == [
        Block("1", style="list[1]/ferry[1]@id"),
        Block("a b", style="list[1]/ferry[1]"),
    ]


def test_escaped_markup_is_text() -> None:
    assert read(b"<a>&lt;p&gt;45.1&amp;nbsp; x&lt;/p&gt;</a>") == [Block("<p>45.1&nbsp; x</p>", style="a[1]")]
    assert read(b"<a><![CDATA[<p>x</p>]]></a>") == [Block("<p>x</p>", style="a[1]")]


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0" encoding="utf-8"?><a>Tŷ</a>'.encode(),
        "\ufeff<?xml version='1.0'?><a>Tŷ</a>".encode(),
        "<?xml version='1.0' encoding='utf-16'?><a>Tŷ</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='iso-8859-14'?><a>Tŷ</a>".encode("iso-8859-14"),
    ],
)
def test_the_encoding_is_that_of_the_declaration(data: bytes) -> None:
    assert read(data) == [Block("Tŷ", style="a[1]")]


def test_characters_that_xml_does_not_allow_are_spaces() -> None:
    assert read(b"<a>one&#xB;two&#31;three\x0cfour&#9;five</a>") == [Block("one two three four five", style="a[1]")]


def test_a_document_type_is_passed_over_and_never_loaded() -> None:
    assert read(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>b</a>') == [Block("b", style="a[1]")]
    assert read(b"<!DOCTYPE a [<!ELEMENT a ANY>]><a>b</a>") == [Block("b", style="a[1]")]


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]><a/>',
        '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;&x;">]><a b="&z;"/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused(source: str, encoding: str) -> None:
    assert refusal(source.encode(encoding)) == (
        "the XML declares entities of its own, which are never expanded. Save it without a document type, and add "
        "that file."
    )


def test_an_entity_that_an_outside_type_may_declare_is_refused_rather_than_lost() -> None:
    assert refusal('<!DOCTYPE a SYSTEM "x.dtd"><a>b &x; c</a>') == (
        "the XML uses the entity '&x;', which it does not hold. Save it without entities, and add that file."
    )


def test_deep_nesting_is_refused() -> None:
    assert refusal("<a>" * 5000 + "</a>" * 5000) == (
        "the XML nests its elements too deep to be read. Ask the web service again, and add its answer as it is."
    )


def test_xml_that_was_cut_short_is_refused() -> None:
    assert refusal("<a><b>one</b>").startswith("the XML is not whole (")


@pytest.mark.parametrize(
    ("source", "root"),
    [
        ('<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE a [<!ELEMENT a ANY>]>\n<n:Meeting x="1">', "meeting"),
        ("<meeting><a/></meeting>\n", "meeting"),
        ("\ufeff<meeting></meeting>", "meeting"),
        ("<meeting> is a word", None),
        ("<AI1>45/24</AI1>", None),
        ("<?xml version='1.0'?><html><p>x</p></html>", "html"),
        ("Agenda item", None),
        ("", None),
    ],
)
def test_the_first_element_is_found_without_reading_the_whole(source: str, root: str | None) -> None:
    assert root_of(source.encode()) == root
    assert root_of(source.encode("utf-16")) == root


@pytest.mark.parametrize(
    ("name", "source", "media_type"),
    [
        ("answer.aspx", "<?xml version='1.0'?><meeting/>", "application/xml"),
        ("answer.txt", "<meeting><meetingid>1</meetingid></meeting>", "application/xml"),
        ("answer", "<?xml version='1.0'?><meeting/>", "application/xml"),
        ("page.xml", "<?xml version='1.0'?><!DOCTYPE html><html/>", "text/html"),
        ("part.html", "<div><p>x</p></div>", "text/html"),
        ("main.html", "<main><p>x</p></main>", "text/html"),
        ("own.html", "<x-page><p>x</p></x-page>", "text/html"),
        ("marked.html", "<AI1><p>x</p></AI1>", "text/html"),
        ("answer.xml", "<a><b></a>", "application/xml"),
    ],
)
def test_xml_is_known_by_its_first_element_whatever_its_name(name: str, source: str, media_type: str) -> None:
    assert format_of(name, source.encode()).media_type == media_type


def test_what_a_refusal_quotes_of_the_source_is_short_and_can_be_printed() -> None:
    long = "x" * 5000
    broken = refusal(f"<{long}>one</b>")

    assert len(broken) < 300
    assert "\n" not in refusal("<a><![CDATA[one\ntwo\nthree")
    assert "\ufeff" not in refusal("<!DOCTYPE a SYSTEM 'a.dtd'><a>&gt\ufeff;</a>")
