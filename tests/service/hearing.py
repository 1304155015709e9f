"""A language model's client at a server for tests, and what is heard of an answer until it ends."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from prompts import Message
from service.errors import ModelFailed
from service.llm import Llm, llm_of
from service.settings import load_settings
from tests.service.misbehaving import Misbehaving

KEY = "sk-3f9a2c-secret"
ASKED = (Message("system", "Be brief."), Message("user", "What did the potholes cost?"))
# Long enough for a busy machine; the one that a test is about is short.
PATIENT = {"llm_first_seconds": 20, "llm_reading_speed": 0, "llm_gap_seconds": 20, "llm_total_seconds": 30}


def llm_at(server: Misbehaving, **settings: Any) -> Llm:
    values = {"llm_model": "tiny", "llm_key": KEY, **PATIENT, **settings}
    llm = llm_of(load_settings(llm_address=server.address, **values))
    assert llm is not None
    return llm


async def heard(llm: Llm) -> tuple[str, str]:
    """Return the text that came, and how it ended."""
    text = ""
    try:
        async with aclosing(llm.pieces(ASKED)) as pieces:
            async for piece in pieces:
                text += piece
    except ModelFailed as error:
        return text, error.reason
    return text, "whole"


async def closed(pieces: AsyncGenerator[str, None]) -> None:
    async with aclosing(pieces):
        await anext(pieces)
