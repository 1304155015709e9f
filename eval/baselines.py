"""Minutes in, rankings by what people would build otherwise out, on the unit that Minuted is judged on: the paragraph.

Same model and same text as Minuted, but none of its headers, sentences, kinds or context. BASELINES lists them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import faiss
import numpy as np
import tantivy
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray

from corpus.minutes import Minutes, fold
from index.embed import Embedder
from index.terms import terms

# A question to paragraph ids with scores, best first.
Search = Callable[[str], list[tuple[str, float]]]
CHUNK_CHARACTERS = 1000
CHUNK_OVERLAP = 200
RRF_CONSTANT = 60
# So deep that a scope, which is applied to what was found, leaves enough.
DEEP = 10_000
FUSED = 1_000
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class TextChunk:
    """A piece of a document, with the share of it that each of its paragraphs fills, the largest first."""

    text: str
    paragraphs: tuple[str, ...]


def bm25(minutes: Sequence[Minutes], embedder: Embedder) -> Search:  # noqa: ARG001 - one signature for all
    """Return keyword search: BM25 (k1 1.2, b 0.75) over stemmed paragraphs, by tantivy."""
    paragraphs = [one for whole in minutes for one in whole.paragraphs]
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("place", stored=True, indexed=True)
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    index = tantivy.Index(builder.build())
    # One thread, so that documents keep their order and ties come out alike each time.
    writer = index.writer(heap_size=50_000_000, num_threads=1)
    for place, one in enumerate(paragraphs):
        writer.add_document(tantivy.Document(place=place, text=f"{one.label} {one.text}"))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[tuple[str, float]]:
        words = [tantivy.Query.term_query(index.schema, "text", term) for term in terms(question)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
        found = [
            (int(searcher.doc(address)["place"][0]), float(score))
            for score, address in searcher.search(query, DEEP).hits
        ]
        return [(paragraphs[place].id, score) for place, score in sorted(found, key=lambda hit: (-hit[1], hit[0]))]

    return search


def vectors(minutes: Sequence[Minutes], embedder: Embedder) -> Search:
    """Return dense search over whole paragraphs: sentence-transformers' vectors in an exact FAISS index."""
    paragraphs = [one for whole in minutes for one in whole.paragraphs]
    index = _flat(embedder, [one.text for one in paragraphs])
    return lambda question: [
        (paragraphs[place].id, score) for place, score in _nearest(index, embedder, question, DEEP)
    ]


def chunks(minutes: Sequence[Minutes], embedder: Embedder) -> Search:
    """Return dense search as the quick-starts of LangChain and LlamaIndex build it, mapped to paragraphs.

    Chunks of 1,000 characters with 200 overlap, FAISS inner product. A chunk stands for the paragraphs that it holds a
    part of, the one that fills most of it first; a paragraph has the score of its best chunk.
    """
    cut = [chunk for whole in minutes for chunk in chunks_of([(one.id, one.text) for one in whole.paragraphs])]
    index = _flat(embedder, [chunk.text for chunk in cut])

    def search(question: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for place, score in _nearest(index, embedder, question, DEEP):
            for paragraph in cut[place].paragraphs:
                best.setdefault(paragraph, score)
        return list(best.items())

    return search


def rrf(minutes: Sequence[Minutes], embedder: Embedder) -> Search:
    """Return keyword and dense search over paragraphs, fused by reciprocal ranks."""
    sides = (bm25(minutes, embedder), vectors(minutes, embedder))
    return lambda question: fused([side(question)[:FUSED] for side in sides])


BASELINES: Mapping[str, Callable[[Sequence[Minutes], Embedder], Search]] = {
    "bm25": bm25,
    "vectors": vectors,
    "chunks": chunks,
    "rrf": rrf,
}


def fused(rankings: Sequence[Sequence[tuple[str, float]]], *, constant: int = RRF_CONSTANT) -> list[tuple[str, float]]:
    """Return rankings fused by reciprocal rank: score(id) = sum of 1 / (constant + rank), rank from 1, ties by id.

    Source: Cormack, Clarke & Büttcher, SIGIR 2009, https://doi.org/10.1145/1571941.1572114 (60 is the paper's value).
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, (identity, _) in enumerate(ranking, start=1):
            scores[identity] = scores.get(identity, 0.0) + 1 / (constant + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def chunks_of(paragraphs: Sequence[tuple[str, str]]) -> list[TextChunk]:
    """Return the chunks of a document whose paragraphs (id, text) are parted by empty lines."""
    text = BETWEEN.join(text for _, text in paragraphs)
    ends = list(accumulate(len(text) + len(BETWEEN) for _, text in paragraphs))
    spans = [
        (end - len(text) - len(BETWEEN), end - len(BETWEEN)) for end, (_, text) in zip(ends, paragraphs, strict=True)
    ]
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
    )
    found = []
    for document in splitter.create_documents([text]):
        start = int(document.metadata["start_index"])
        end = start + len(document.page_content)
        held = {
            identity: min(end, last) - max(start, first)
            for (identity, _), (first, last) in zip(paragraphs, spans, strict=True)
        }
        inside = sorted((one for one in held if held[one] > 0), key=lambda one: -held[one])
        if inside:
            found.append(TextChunk(document.page_content, tuple(inside)))
    return found


def _flat(embedder: Embedder, texts: Sequence[str]) -> "faiss.IndexFlatIP":
    index = faiss.IndexFlatIP(embedder.dimensions)
    if texts:
        index.add(embedder.passages(texts))
    return index


def _nearest(index: "faiss.IndexFlatIP", embedder: Embedder, question: str, count: int) -> list[tuple[int, float]]:
    """Return places in the index with their cosines, the closest first, ties by place."""
    if not index.ntotal:
        return []
    vector: NDArray[np.float32] = embedder.questions([fold(question)])
    scores, places = index.search(vector, min(count, index.ntotal))
    found = [(int(place), float(score)) for place, score in zip(places[0], scores[0], strict=True) if place >= 0]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))
