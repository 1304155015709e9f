"""A question set in, a collection of the minutes that its questions are asked of out."""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus import sample
from corpus.minutes import Item, Metadata, Minutes, Paragraph, Reading, Source, digest, fold, slug
from eval.datasets.beir import Beir, Document, is_beir, paragraphs_of, read_beir
from eval.datasets.trec import Qrels
from eval.errors import CorpusMissing
from eval.filling import fill
from eval.questions import Gold, Question, QuestionSet, check_gold, folder_named, load_set
from eval.sentences import JudgedSentences, check_sentences, read_sentences
from index.collection import Collection
from index.embed import load_embedder
from index.rerank import loading
from service.ingest import files_at

SHARED = "MINUTED_SHARED"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Questions, and the documents they are asked of where these are not minutes; these go by their own ids.

    source: what it was loaded by. grades: the judgements of documents, 0 included, {} for minutes. sentences: those of
    gold paragraphs that are judged, () for documents.
    """

    questions: QuestionSet
    source: str
    documents: tuple[Document, ...] = ()
    grades: Qrels = field(default_factory=dict)
    sentences: tuple[JudgedSentences, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The documents' own ids by the ids of the paragraphs that they become; {} for minutes."""
        return {
            f"{_minutes_id(group)}#{fragment}": document.id
            for group, of in paragraphs_of(self.documents).items()
            for fragment, document in of
        }

    @property
    def qrels(self) -> Qrels:
        """The judgements of the questions that have some."""
        return self.grades or {
            question.id: {gold.paragraph: gold.grade for gold in question.gold}
            for question in self.questions.answerable
        }

    @property
    def any_of(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The alternative gold sets of the questions that have some."""
        return {question.id: question.any_of for question in self.questions.questions if question.any_of}


def load_benchmark(name: str) -> Benchmark:
    """Return a question set by its name or folder, or what a BEIR folder holds.

    Raises as load_set, read_sentences and read_beir do.
    """
    folder = Path(name)
    if is_beir(folder):
        return _benchmark(name, read_beir(folder))
    questions = load_set(name)
    return Benchmark(questions, name, sentences=read_sentences(folder_named(name), questions))


def folder_of(questions: QuestionSet) -> Path:
    """Return the folder of the minutes that a set is asked of. Raises CorpusMissing where it is not to be had."""
    if questions.corpus == "sample":
        return sample.FOLDER
    if questions.corpus != "shared":
        folder = Path(questions.corpus)
        if not folder.is_dir():
            raise CorpusMissing(
                f"there is no folder '{folder}', which '{questions.name}' names as its corpus. Mend set.toml."
            )
        return folder
    shared = os.environ.get(SHARED)
    folder = Path(shared or "../shared") / "minutes"
    if not folder.is_dir():
        raise CorpusMissing(
            f"the minutes that '{questions.name}' is asked of are not in '{folder}'. They are not part of Minuted; "
            f"name the folder that holds them with the variable {SHARED}."
        )
    return folder


@contextlib.contextmanager
def collection_for(
    benchmark: Benchmark,
    *,
    model: str,
    reranker: str = "",
    told: Callable[[str, int, int], None] = lambda *_: None,
) -> Iterator[Collection]:
    """Make a collection of a benchmark's documents in a temporary home, and check the judgements against it.

    reranker: the name of one, loaded at the first question that wants it. told: called after each document with its
    name, how many are done, and of how many. Raises EvaluationError where a file is refused, QuestionsInvalid for a
    judgement that does not hold.
    """
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as home:
        embedder = load_embedder(model)
        folder = Path(home) / "collections" / "public"
        with Collection.open(folder, embedder, reranker=loading(reranker), create=True) as collection:
            if benchmark.documents:
                _add_documents(collection, benchmark.documents, told)
            else:
                fill(collection, files_at([folder_of(benchmark.questions)]), what="a file of the corpus", told=told)
                held = [collection.minutes(summary.id) for summary in collection.summaries()]
                paragraphs = {one.id: one for whole in held for one in whole.paragraphs}
                check_gold(benchmark.questions, {one.id: one.digest for one in paragraphs.values()})
                check_sentences(benchmark.sentences, paragraphs)
            yield collection


def _add_documents(
    collection: Collection, documents: tuple[Document, ...], told: Callable[[str, int, int], None]
) -> None:
    groups = paragraphs_of(documents)
    for done, (group, of) in enumerate(groups.items(), start=1):
        data = json.dumps([[document.id, document.title, document.text] for _, document in of]).encode()
        minutes = minutes_of(group, of, data)
        if minutes.paragraphs:
            collection.add(Reading(minutes, Metadata()), data)
        told(group, done, len(groups))


def minutes_of(group: str, documents: list[tuple[str, Document]], data: bytes) -> Minutes:
    """Return the minutes that documents become: one item, a paragraph each in its order, the title as its heading.

    documents: each with its fragment. data: the bytes that stand for them. Documents without text are left out, since
    nothing can be found in them.
    """
    identity = _minutes_id(group)
    texts = [(fragment, document, fold(document.text)) for fragment, document in documents]
    paragraphs = tuple(
        Paragraph(
            id=f"{identity}#{fragment}",
            label="",
            path=(),
            headings=(fold(document.title),) if fold(document.title) else (),
            kind="paragraph",
            text=text,
            page=None,
            ordinal=place,
            speaker=None,
            digest=digest("", text),
        )
        for place, (fragment, document, text) in enumerate(texts, start=1)
        if text
    )
    source = Source(f"{group}.json", hashlib.sha256(data).hexdigest(), "application/json", "")
    return Minutes(identity, None, None, None, "", "unknown", source, "documents", (Item(None, "", "", paragraphs),))


def _benchmark(source: str, data: Beir) -> Benchmark:
    """Return the questions of a BEIR folder, judged on its documents."""
    name = Path(source).resolve().name
    texts = {document.id: digest("", fold(document.text)) for document in data.documents}
    questions = tuple(
        Question(
            id=identity,
            question=text,
            kind="lookup",
            gold=tuple(
                Gold(paragraph=document, grade=min(grade, 9), digest=texts[document])
                for document, grade in data.qrels[identity].items()
                if grade > 0
            ),
            answerable=any(grade > 0 for grade in data.qrels[identity].values()),
        )
        for identity, text in data.questions.items()
    )
    asked = QuestionSet(name, source, f"The questions of the BEIR folder {name}.", questions)
    return Benchmark(asked, source, data.documents, data.qrels)


def _minutes_id(group: str) -> str:
    """Return the id of the minutes that a group of documents becomes: readable, and different for different groups."""
    return f"documents/{slug(group) or 'document'}-{hashlib.sha256(group.encode()).hexdigest()[:8]}"
