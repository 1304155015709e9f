"""What an answer was made with in, what is told of it out: the same makes the same answer again."""

import hashlib
import json
from dataclasses import asdict

from index.hits import Consulted
from service.evidence import Support
from service.settings import Settings
from service.silence import Answerability


def what_made(
    consulted: Consulted, settings: Settings, found: Support, verdict: Answerability
) -> dict[str, str | int | float]:
    """Return what made an answer of what a search found."""
    return {
        "model": consulted.model,
        **({"reranker": consulted.reranker} if consulted.reranker else {}),
        "generation": consulted.generation,
        "settings": hashed(settings),
        "similarity": round(found.similarity, 4),
        "coverage": round(found.coverage, 4),
        "strength": round(verdict.strength, 4),
    }


def hashed(settings: Settings, *others: str | float) -> str:
    """Return a short hash of the settings that an answer depends on, and of what else it does."""
    decides = (settings.evidence_threshold, settings.wrong_at_most)
    used = json.dumps([asdict(settings.retrieval), *decides, *others], sort_keys=True)
    return hashlib.sha256(used.encode()).hexdigest()[:12]
