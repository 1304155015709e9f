"""A text in, the stems of its telling words out, as the word index has them."""

import re

import tantivy

from corpus.minutes import fold


def terms(text: str) -> list[str]:
    """Return the stems of a text's words in order, each once, without stop words unless there is nothing else."""
    return list(dict.fromkeys(_ANALYSER.analyze(" ".join(words_of(text)))))


def stems(text: str) -> list[str]:
    """Return the stems of all of a text's words in order, each once."""
    return list(dict.fromkeys(_ANALYSER.analyze(fold(text))))


def words_of(text: str) -> list[str]:
    """Return a text's words in order, in small letters, without stop words unless there is nothing else."""
    words = re.findall(r"[^\W_]+", fold(text).lower())
    return [word for word in words if word not in STOP_WORDS] or words


def stem_of(word: str) -> str:
    """Return the stem of one word, "" for one that is longer than any of the index's."""
    return "".join(_ANALYSER.analyze(word))


def _analyser() -> tantivy.TextAnalyzer:
    """Return what tantivy's "en_stem" does to a text."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase(), tantivy.Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


_ANALYSER = _analyser()

# Words that every paragraph has, and the words questions are asked with.
STOP_WORDS = frozenset(
    """
    a i s t about after all also am an and any are as at be because been before being between both but by can could
    did do does doing for from had has have having he her here hers him his how if in into is it its itself just me
    more most my no nor not of off on once only or other our out over own same say she should so some such tell than
    that the their them then there these they this those through to too under until up very was we were what when
    where which while who whom whose why will with would you your
    """.split()
)
