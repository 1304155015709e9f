"""Nothing in, texts of our own out: some to choose a graph's rounding by, others and questions to check it by."""

from corpus import sample
from corpus.minutes import Metadata
from corpus.read import minutes_files, read_bytes, read_minutes
from index.passages import passages

# Enough for the ranges of a model's numbers to settle; a check by as many others takes the original a few seconds.
TEXTS = 96
# What reads quickly and in the same words everywhere.
KINDS = frozenset({".html", ".txt"})

QUESTIONS = (
    "What was decided about the libraries?",
    "How many children went missing from care last year?",
    "Who chairs the scrutiny committee?",
    "When does the consultation on bus fares close?",
    "Did anybody declare an interest?",
    "Why was the planning application refused?",
    "How much will the new school cost?",
    "What do foster carers say about their support?",
    "Which roads will be resurfaced?",
    "Was the budget approved?",
    "What is being done about potholes and flooding?",
    "Who voted against the motion?",
    "What did Ofsted find?",
    "How long do residents wait for a blue badge?",
    "Are allotments to be sold?",
    "apologies",
)


def probes() -> tuple[list[str], list[str]]:
    """Return texts to choose the rounding by, and others to check it by: TEXTS passages, and as many ends of them.

    The ends are of one to eight words, like questions and short entries: where there are few tokens, their vectors
    have greater numbers than in any long text.
    """
    texts = [
        passage.embedded
        for file in minutes_files(sample.FOLDER)
        if file.suffix in KINDS
        for passage in passages(read_minutes(file.name, read_bytes(file), Metadata()).minutes)
    ]
    some = texts[:: max(1, len(texts) // (2 * TEXTS))]
    chosen, held_out = some[0::2][:TEXTS], some[1::2][:TEXTS]
    return chosen + _ends(chosen), held_out + _ends(held_out)


def _ends(texts: list[str]) -> list[str]:
    return [" ".join(text.split()[-(1 + place % 8) :]) for place, text in enumerate(texts)]
