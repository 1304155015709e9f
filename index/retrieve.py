"""A question in, Hits out: the whole of retrieval, top to bottom.

A retriever is a function from Candidates to scores; RETRIEVERS lists them. To add one, write it here and name it there.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence

from corpus.minutes import fold
from index import follow as following
from index import rank, rows
from index.candidates import Candidates, Query, candidates
from index.collection import Collection
from index.errors import CollectionError, QuestionEmpty
from index.follow import ALONE, Follow
from index.hits import Consulted, Hit
from index.met import matched, met
from index.places import find
from index.reference import parse_reference
from index.rerank import likelihoods
from index.schema import generation, meta, snapshot
from index.scope import EVERYTHING, Scope, check_names, where_minutes
from index.settings import DEFAULTS, RESULTS_LIMIT, RetrievalSettings
from index.statistics import extent, items_in
from index.twins import without_twins


def retrieve(
    collection: Collection,
    question: str,
    *,
    scope: Scope = EVERYTHING,
    settings: RetrievalSettings = DEFAULTS,
    retriever: str = "hybrid",
    follow: Follow = ALONE,
) -> list[Hit]:
    """Return the paragraphs that answer a question, the best first, at most settings.limit.

    follow: what the question follows on from. A question that is a reference ("45.12") gets the paragraphs it names,
    with score 1, at most RESULTS_LIMIT, and [] where the scope has none. Nothing outside the scope is looked at. The
    same question gives the same hits until the collection changes. An empty collection gives [].
    Raises QuestionEmpty, ScopeInvalid, ModelMismatch, ModelUnavailable; CollectionError for a retriever that is not in
    RETRIEVERS.
    """
    with _asking(collection, question, retriever, follow) as asked:
        return _search(collection, asked, scope=scope, settings=settings, retriever=retriever)


def consult(
    collection: Collection, question: str, *, scope: Scope, settings: RetrievalSettings, follow: Follow = ALONE
) -> Consulted:
    """Return what retrieve() gives with all that an answer needs beside it, read in one look at the collection.

    Others may add, replace and remove minutes meanwhile: whatever is hit is there whole. Raises what retrieve() raises.
    """
    with _asking(collection, question, "hybrid", follow) as asked:
        hits = met(asked, _search(collection, asked, scope=scope, settings=settings, retriever="hybrid"))
        reranks = settings.reranked and hits and not hits[0].named
        now = generation(asked.connection)
        with collection.turn:
            minutes = rows.around(asked.connection, [hit.paragraph.id for hit in hits])
        return Consulted(
            hits=tuple(hits),
            minutes=minutes,
            extent=collection.per_generation.of(asked.connection, scope, lambda: extent(asked.connection, scope)),
            items=collection.per_generation.of(
                asked.connection, ("items", scope), lambda: items_in(asked.connection, scope)
            ),
            generation=now[0],
            model=meta(asked.connection, "fingerprint") or "",
            reranker=collection.reranker.fingerprint if reranks else "",
            unused=tuple(one.word for one in collection.words.terms(asked.question, now) if not one.stems),
        )


def hybrid(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the mix of vectors, words and single tokens, with what stands around, and with kinds weighed."""
    scores = rank.mixed(_dense(known, settings), known.words, share=settings.words_share)
    if settings.token_share:
        closest = [number for number, _ in rank.order(scores)[: settings.compared]]
        tokens = known.tokens(closest)
        scores = rank.mixed(scores, tokens, share=settings.token_share) if tokens else scores
    if settings.exact_share:
        scores = rank.towards_one(scores, known.exact(), weight=settings.exact_share)
    if settings.name_share:
        scores = rank.towards_one(scores, known.named(), weight=settings.name_share)
    title = settings.context_share * settings.title_share
    shares = {
        number: (title if number in known.titled else settings.context_share, settings.item_share) for number in scores
    }
    return _by_kind(rank.with_context(scores, known.around, known.items, shares), known, settings)


def dense(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the ranking of the vectors alone."""
    return _by_kind(_dense(known, settings), known, settings)


def words(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the ranking of the words alone; paragraphs without a word of the question are left out."""
    return _by_kind(dict(known.words), known, settings)


def _dense(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the mixed cosines of passages and sentences, those of less than 0 as 0."""
    mixed = rank.with_best_sentence(known.passages, known.sentences, sentence_share=settings.sentence_share)
    return {number: max(0.0, cosine) for number, cosine in mixed.items()}


RETRIEVERS: Mapping[str, Callable[[Candidates, RetrievalSettings], dict[int, float]]] = {
    "hybrid": hybrid,
    "dense": dense,
    "words": words,
}


@contextlib.contextmanager
def _asking(collection: Collection, question: str, retriever: str, follow: Follow) -> Iterator[Query]:
    """Hold one look at a collection whose vectors and words have been brought up to it."""
    question, other, before = fold(question), fold(follow.other), "" if follow.cited else fold(follow.before)
    if not question:
        raise QuestionEmpty("the question is empty. Ask for something that may be in the minutes.")
    if retriever not in RETRIEVERS:
        raise CollectionError(f"there is no retriever '{retriever}'. Choose one of {', '.join(RETRIEVERS)}.")
    while True:
        embedder = collection.embedder
        embedded = {text: embedder.asked(text) for text in (question, other, before) if text}
        with collection.connection() as connection:
            collection.caches.follow(connection)
            with snapshot(connection):
                # Where the collection has been embedded anew since, the question is too: by the model it has now.
                if meta(connection, "fingerprint") in {None, embedder.fingerprint}:
                    given = (connection, embedder.telling)
                    others = (Query(text, *embedded[text], *given) if text else None for text in (other, before))
                    yield Query(question, *embedded[question], *given, follow, *others)
                    return


def _search(
    collection: Collection, asked: Query, *, scope: Scope, settings: RetrievalSettings, retriever: str
) -> list[Hit]:
    check_names(asked.connection, scope)
    if asked.follow.named:
        return _named(asked, following.named(asked.connection, asked.follow.named, scope))
    reference = parse_reference(asked.question)
    numbers = find(asked.connection, reference, scope) if reference else []
    if reference and reference.alone and (numbers or reference.explicit):
        return _named(asked, numbers[:RESULTS_LIMIT])
    cited = asked.follow.cited or _best(collection, asked.before, scope=scope, settings=settings)
    found = [
        (one, *_put_forward(collection, one, scope=scope, settings=settings))
        for one in (asked, asked.beside)
        if one is not None
    ]
    with collection.turn:
        paragraphs = sorted(
            {*following.near(asked.connection, cited, scope), *(number for one in found for number in one[1])}
        )
        # In a longer question, a minute that is there limits the search to it; one that is not does not stop it.
        if reference and not reference.alone and numbers:
            paragraphs = numbers
        known = [candidates(one, paragraphs, words=_among(paragraphs, words)) for one, _, words in found]
        scores = [RETRIEVERS[retriever](one, settings) for one in known]
        ranked = rank.order(_followed(scores, known[0], cited, settings))
    if settings.reranked and retriever == "hybrid":
        best = [number for number, _ in ranked[: settings.reranked]]
        ranked = rank.reordered(ranked, likelihoods(collection.reranker, asked.connection, asked.question, best))
    with collection.turn:
        # Twice as many as are wanted, since some may be twins of others.
        return _hits(known[0], ranked[: 2 * settings.limit], limit=settings.limit, named=False)


def _named(asked: Query, numbers: list[int]) -> list[Hit]:
    """Return the paragraphs that are asked for by where they stand."""
    return _hits(
        candidates(asked, numbers, words={}), [(number, 1.0) for number in numbers], limit=RESULTS_LIMIT, named=True
    )


def _best(
    collection: Collection, before: Query | None, *, scope: Scope, settings: RetrievalSettings
) -> tuple[str, ...]:
    """Return the id of the paragraph that best meets what was asked and answered before, () for nothing."""
    if before is None:
        return ()
    paragraphs, words = _put_forward(collection, before, scope=scope, settings=settings)
    ranked = rank.order(hybrid(candidates(before, paragraphs, words=words), settings))
    return tuple(rows.placed(before.connection, [number])[number].paragraph.id for number, _ in ranked[:1])


def _followed(
    scores: Sequence[dict[int, float]], known: Candidates, cited: tuple[str, ...], settings: RetrievalSettings
) -> dict[int, float]:
    """Return the scores of a question mixed with those of its other form, and those of items cited before raised."""
    follow = known.asked.follow
    whole = scores[0]
    if len(scores) > 1:
        share = settings.typed_share if follow.leans else settings.before_share
        other = {number: scores[1].get(number, 0.0) for number in (*scores[0], *scores[1])}
        whole = rank.mixed({number: scores[0].get(number, 0.0) for number in other}, other, share=share)
    if not cited:
        return whole
    items = following.items_of(known.asked.connection, cited)
    share = settings.cited_share if follow.leans else settings.cited_share * settings.before_share
    return rank.raised(whole, frozenset(one for one in whole if known.items[one][0] in items), share=share)


def _among(numbers: Sequence[int], words: Mapping[int, float]) -> dict[int, float]:
    allowed = set(numbers)
    return {number: score for number, score in words.items() if number in allowed}


def _by_kind(scores: dict[int, float], known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    formalities = frozenset(
        number for number in scores if rank.is_procedural(known.kinds[number], known.texts[number], known.kinds_asked)
    )
    scores = rank.demote(scores, formalities, procedural_share=settings.procedural_share)
    return rank.boost(scores, known.kinds, known.kinds_asked, kind_boost=settings.kind_boost)


def _put_forward(
    collection: Collection, asked: Query, *, scope: Scope, settings: RetrievalSettings
) -> tuple[list[int], dict[int, float]]:
    """Return the paragraphs of a scope that the words or the vectors find, and the share of the words that each has.

    A paragraph has what its best passage has. Passages that are gone from the database are left out.
    """
    minutes = _minutes_in(asked.connection, scope)
    by_words = dict(
        collection.words.search(
            asked.question, settings.candidates, headers=settings.headers, minutes=minutes, kinds=scope.kinds
        )
    )
    by_vectors = collection.vectors.search(
        asked.connection, asked.vector, settings.candidates, minutes=minutes, kinds=scope.kinds
    )
    paragraphs: set[int] = set()
    shares: dict[int, float] = {}
    # One row, because the interpreter may go to another question's thread, and has to come back, after every one.
    (found,) = asked.connection.execute(
        "SELECT json_group_array(json_array(number, paragraph)) FROM passages "
        "WHERE number IN (SELECT value FROM json_each(?))",
        [json.dumps(list({**by_words, **dict(by_vectors)}))],
    ).fetchone()
    for passage, paragraph in json.loads(found):
        paragraphs.add(paragraph)
        if passage in by_words:
            shares[paragraph] = max(by_words[passage], shares.get(paragraph, 0.0))
    return sorted(paragraphs), shares


def _minutes_in(connection: sqlite3.Connection, scope: Scope) -> list[int] | None:
    """Return the row numbers of the minutes in a scope, None for all; kinds do not limit."""
    condition, parameters = where_minutes(scope)
    if condition == "1":
        return None
    return [number for (number,) in connection.execute(f"SELECT m.number FROM minutes m WHERE {condition}", parameters)]  # noqa: S608 - literals


def _hits(known: Candidates, ranked: Sequence[tuple[int, float]], *, limit: int, named: bool) -> list[Hit]:
    """Return ranked paragraphs, each once, with their text and minutes from the database, in one query."""
    placed = rows.placed(known.asked.connection, [number for number, _ in ranked])
    hits: list[Hit] = []
    # What was asked for by its number is shown wherever it stands.
    told = [(*one, ()) for one in ranked] if named else without_twins(ranked, placed, limit=limit)
    for number, score, also in told:
        similarity = known.passages.get(number, 0.0)
        hits.append(
            Hit(
                paragraph=placed[number].paragraph,
                item_number=placed[number].item_number,
                item_title=placed[number].item_title,
                minutes=placed[number].minutes,
                score=score,
                rank=len(hits) + 1,
                matched=matched(known.matched.of(number)),
                similarity=similarity,
                words=known.words.get(number, 0.0),
                best_similarity=known.sentences.get(number, similarity),
                named=named,
                also=also,
            )
        )
    return hits
