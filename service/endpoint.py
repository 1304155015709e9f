"""The settings of a language model in; where to ask, with which headers and which body, out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import SecretStr

from prompts import Message
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model is asked. host: as it stands in the address, with a port; key: never shown."""

    url: str
    host: str
    model: str
    key: SecretStr
    tokens: int
    temperature: float
    extra: str = ""

    def headers(self) -> Mapping[str, str]:
        """Return the headers of a request: for a stream or JSON, not compressed, on a connection of its own."""
        headers = {
            "Accept": "text/event-stream, application/json",
            # What is not inflated cannot be a bomb.
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": "minuted",
        }
        key = self.key.get_secret_value()
        return {**headers, "Authorization": f"Bearer {key}"} if key else headers

    def body(self, messages: Sequence[Message]) -> Mapping[str, Any]:
        """Return the body of a request: what every server takes, and what the settings add or take away."""
        body = {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "stream": True,
            "temperature": self.temperature,
            "max_tokens": self.tokens,
            **json.loads(self.extra or "{}"),
        }
        return {name: value for name, value in body.items() if value is not None}


def endpoint_of(settings: Settings) -> Endpoint:
    """Return where the settings' language model is asked; llm_address is not empty."""
    url = httpx.URL(settings.llm_address.rstrip("/") + "/chat/completions")
    return Endpoint(
        url=str(url),
        host=url.netloc.decode("ascii"),
        model=settings.llm_model,
        key=settings.llm_key,
        tokens=settings.llm_tokens,
        temperature=settings.llm_temperature,
        extra=settings.llm_extra,
    )
