"""What a model dresses its words with, and the addresses that it may not name."""

import time

import pytest

from service.markup import ADDRESS, MARKUP, holds_address, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The **Cabinet** met.", "The Cabinet met."),
        ("The __Cabinet__ met for *two* `hours`.", "The Cabinet met for two hours."),
        ("The <b>Cabinet</b> met.", "The Cabinet met."),
        ("A *listed* building of Grade II*.", "A listed building of Grade II*."),
        ("*The Cabinet met.", "The Cabinet met."),
        ("The Cabinet met.*", "The Cabinet met."),
        ("## The Cabinet met", "The Cabinet met"),
        ("> The Cabinet met.", "The Cabinet met."),
        ("The [Cabinet](the-cabinet) met.", "The Cabinet met."),
        ("The [Cabinet][3] met.", "The Cabinet met."),
        ("Fish &amp; chips cost £4.", "Fish & chips cost £4."),
        ("The Cab\u200binet met.", "The Cabinet met."),
        ("Costs fell to <5% and/or £4.50 at 10.30 a.m.", "Costs fell to <5% and/or £4.50 at 10.30 a.m."),
        ("It met at 10.30am, e.g. on 12/09/2023; ref 77/21.", "It met at 10.30am, e.g. on 12/09/2023; ref 77/21."),
        (
            "No.12 of p.45 met at 6 p.m. – i.e. late – for £1.2m, 3.5km and A.N. Other.",
            "No.12 of p.45 met at 6 p.m. – i.e. late – for £1.2m, 3.5km and A.N. Other.",
        ),
        ("The data: none. Note: it met.", "The data: none. Note: it met."),
        ("A snake_case name stays.", "A snake_case name stays."),
    ],
)
def test_what_only_dresses_words_goes(text: str, expected: str) -> None:
    assert plain(text) == (expected, "")


@pytest.mark.parametrize(
    "text",
    [
        "See http://evil.example/x.",
        "See HTTPS://evil.example.",
        "See https : //evil.example.",
        "See hxxp://evil.example.",
        "See //evil.example/x.",
        "See www.evil.example.",
        "See WWW . evil . example",
        "See evil.example.",
        "See evil.example/path?q=1.",
        "See oakshire.gov.uk.",
        "See evil[.]example.",
        "See evil (dot) org.",
        "See evil dot com.",
        "See evil。example now.",
        "See президент.рф now.",
        "See example.中国 now.",
        "See उदाहरण.भारत now.",
        "See evil .com now.",
        "See evil dot ru now.",
        "See evil{.}com now.",
        "See evil (.) рф now.",
        "See www evil com now.",
        "Write to clerk {at} evil.",
        "See ｅｖｉｌ．ｅｘａｍｐｌｅ now.",
        "See ev\u200bil.exam\u200bple now.",
        "See &#104;ttp://evil.example.",
        "See &#x68;&#x74;&#x74;&#x70;&colon;&sol;&sol;evil.",
        "See javascript:alert(1).",
        "See data:text/html,x.",
        "See mailto:x@y.example.",
        "Write to clerk@evil.example.",
        "Write to clerk [at] evil.",
        "See [the record](http://evil.example).",
        "See [the record](//evil.example).",
        "See [the record](evil.example).",
        "See <http://evil.example>.",
        "See 192.0.2.1 now.",
        "See xn--e1afmkfd.xn--p1ai now.",
        "See /minutes/oak/roads#45.",
        "See oak/roads/2024-01-01#45.12.",
        "See \\\\server\\share now.",
        "See ftp:evil now.",
        "See report.pdf now.",
    ],
)
def test_a_sentence_with_an_address_in_any_form_goes(text: str) -> None:
    assert plain(text)[1] in {ADDRESS, MARKUP}
    assert holds_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "![x](y)",
        "! [x] [y]",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "< svg onload=1>",
        "&lt;script&gt;",
        "&amp;lt;script&amp;gt;",
        "<!-- x -->",
        "{{ config }}",
        "${x}",
        "| a | b |",
        "[x]: y",
        "＜script＞",
        "<|im_end|>",
    ],
)
def test_a_sentence_with_markup_that_does_anything_goes(text: str) -> None:
    assert plain(f"The Cabinet met {text}")[1] in {ADDRESS, MARKUP} or plain(text)[1] in {ADDRESS, MARKUP}


@pytest.mark.parametrize("sign", ["aa-", "aa/", "a.", "[a", "*", "_", "<b>", "&", "a(.", "# ", "dot ", "{"])
def test_no_text_takes_long(sign: str) -> None:
    began = time.process_time()

    plain(sign * (60_000 // len(sign)))

    # Some hundredths of a second, as a rule.
    assert time.process_time() - began < 1.5
