"""A question from outside in; the steps of its answer out: what was understood and found, each sentence, the whole.

Every way in goes through here: the API, the page, the chat of OpenAI's protocol, tools and the command line. The steps
are the same whether an answer is quoted or written; their last is the answer that is sent where nothing is streamed.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

import anyio.from_thread
from starlette.concurrency import run_in_threadpool

from corpus.minutes import fold
from index.collection import Collection
from index.hits import Consulted
from index.scope import Scope
from prompts import Prompt
from service.answer import Answer, Mode, Prepared, asked, prepared
from service.conversation import Completed, Turn
from service.errors import ModelFailed, ModeUnavailable, QuestionInvalid
from service.llm import Llm
from service.made_by import hashed
from service.narrowing import FIELDS, Field
from service.rephrasing import LONGEST, checked_rephrasing
from service.settings import Settings
from service.shapes import AnswerBody, SentenceBody, answer_body, sentence_body
from service.showing import numbered
from service.steps import MetaBody, SourcesBody, meta_body, sources_body
from service.turnstile import Turnstile
from service.wording import DECLINED, UNCHECKED, Status, counted, failed
from service.writer import Writer, writer_of
from service.written import Written, write

# A follow-up is completed by rule where a model takes longer to say it more smoothly.
REPHRASE_SECONDS = 5.0
Step = MetaBody | SourcesBody | SentenceBody | AnswerBody


@dataclass(frozen=True, slots=True)
class Means:
    """What questions are answered with. writer: None where no language model is set up."""

    collection: Collection
    settings: Settings
    turnstile: Turnstile
    writer: Writer | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it came. mode: None for that of the settings. fields: the limits that may be read from it."""

    question: str
    scope: Scope
    history: Sequence[Turn] = ()
    fields: Sequence[Field] = FIELDS
    mode: Mode | None = None


async def whole(means: Means, asking: Asking) -> AnswerBody:
    """Return the answer to a question. Raises what steps() raises."""
    async with aclosing(steps(means, asking)) as following:
        async for step in following:
            if isinstance(step, AnswerBody):
                return step
    raise RuntimeError("the steps of an answer ended without one")


def whole_from_thread(means: Means, asking: Asking) -> AnswerBody:
    """Return the answer to a question that is asked in a thread of an event loop, or where there is none."""
    try:
        anyio.from_thread.check_cancelled()
    except RuntimeError:
        return asyncio.run(whole(means, asking))
    return anyio.from_thread.run(whole, means, asking)


def whole_alone(collection: Collection, settings: Settings, asking: Asking) -> AnswerBody:
    """Return the answer to the one question that a command asks. Raises PromptUnusable too, before it is asked."""
    return asyncio.run(whole(Means(collection, settings, Turnstile(1), writer_of(settings)), asking))


def fell_short(given: AnswerBody) -> bool:
    """Return whether a model was asked to write an answer and it is not, or not to its end; its notice says why.

    What is never written (lists of outcomes, named paragraphs, silence) does not: no model is asked for it.
    """
    return "llm" in given.made_by and (given.mode != "written" or given.status == "incomplete")


async def steps(means: Means, asking: Asking) -> AsyncGenerator[Step, None]:
    """Yield the steps of an answer: one MetaBody, one SourcesBody, each SentenceBody as it has passed, the AnswerBody.

    Raises, before the first of them, QuestionInvalid for a question that is empty or too long, ModeUnavailable where it
    is to be written and there is no language model, and TooBusy when too many are being answered.
    """
    question = checked(asking.question, means.settings)
    mode = asking.mode or means.settings.answers
    writer = writer_for(means, mode)
    began = time.monotonic()
    asking = replace(asking, question=question)
    if writer is None:
        ready = await run_in_threadpool(_prepared, means, asking)
    else:
        completed = await run_in_threadpool(_understood, means, asking)
        completed = await _rephrased(completed, asking.history, writer)
        ready = await run_in_threadpool(_prepared, means, asking, completed)
    quoted = ready.answer
    if writer is None or ready.found is None:
        yield meta_body(quoted, "quoted", {})
        yield sources_body(quoted)
        for sentence in quoted.sentences:
            yield sentence_body(sentence, quoted.evidence)
        yield answer_body(quoted)
        return
    async with aclosing(_written_steps(quoted, ready.found, writer, means.settings, began)) as following:
        async for step in following:
            yield step


async def _written_steps(
    quoted: Answer, found: Consulted, writer: Writer, settings: Settings, began: float
) -> AsyncGenerator[Step, None]:
    """Yield the steps of an answer that a model is to write from what was found. began: when it was asked for."""
    by = written_by(writer.llm, writer.answer, settings)
    yield meta_body(quoted, "written", by)
    yield sources_body(quoted)
    found_at = time.monotonic()
    first_at: float | None = None
    ended = Written((), (), declined=False, failure=None)
    paragraphs = await run_in_threadpool(numbered, found)
    async with aclosing(write(quoted.question, paragraphs, llm=writer.llm, prompt=writer.answer)) as writing:
        async for one in writing:
            if isinstance(one, Written):
                ended = one
                continue
            first_at = first_at or time.monotonic()
            yield sentence_body(one, quoted.evidence)
    now = time.monotonic()
    made_by = {
        **by,
        "found_ms": round((found_at - began) * 1000),
        "first_sentence_ms": round(((first_at or now) - began) * 1000),
        "written_ms": round((now - began) * 1000),
    }
    given = finished(quoted, ended)
    if given.mode == "quoted":
        for sentence in given.sentences:
            yield sentence_body(sentence, given.evidence)
    yield answer_body(replace(given, made_by={**given.made_by, **made_by}))


def finished(quoted: Answer, written: Written) -> Answer:
    """Return the answer that came of what a model wrote: that, or the quoted one, with what the reader is told of it.

    A model that says it finds nothing is only quoted as saying so, and the closest sentences are shown: what stands in
    the minutes may itself have told it to say so. An answer whose beginning was left out may be beside the question.
    """
    if written.sentences and written.failure:
        notice = failed(written.failure, partly=True)
        return _written(quoted, written, "incomplete", notice)
    if written.sentences:
        is_part = written.declined or written.is_headless
        return _written(quoted, written, "partly_answered" if is_part else quoted.status, quoted.notice)
    if written.failure:
        return replace(quoted, removed=written.removed, notice=failed(written.failure, partly=False))
    if not written.declined:
        return replace(quoted, removed=written.removed, notice=UNCHECKED)
    return replace(quoted, status="partly_answered", removed=written.removed, notice=DECLINED)


def _written(quoted: Answer, written: Written, status: Status, notice: str) -> Answer:
    return replace(
        quoted, mode="written", status=status, sentences=written.sentences, removed=written.removed, notice=notice
    )


def writer_for(means: Means, mode: Mode) -> Writer | None:
    """Return what writes answers of a mode, None for quoted ones. Raises ModeUnavailable where none is."""
    if mode == "written" and means.writer is None:
        raise ModeUnavailable(
            "a written answer needs a language model, and none is set up here. Ask for a quoted answer, or have "
            "llm_address and llm_model set."
        )
    return means.writer if mode == "written" else None


def written_by(llm: Llm, prompt: Prompt, settings: Settings) -> dict[str, str | int | float]:
    """Return what wrote an answer: the model, the prompt by version and hash, the settings with those of the model."""
    return {
        "llm": llm.model,
        "prompt": f"{prompt.name}/{prompt.version}",
        "prompt_sha256": prompt.sha256,
        "settings": hashed(settings, llm.model, llm.host, *_of_the_model(settings), prompt.sha256),
    }


def _of_the_model(settings: Settings) -> tuple[str | float, ...]:
    return settings.llm_temperature, settings.llm_tokens, settings.llm_extra


def checked(question: str, settings: Settings) -> str:
    """Return a question in NFC with its white space folded. Raises QuestionInvalid where it is empty or too long."""
    folded = fold(question)
    if not folded:
        raise QuestionInvalid("the question is empty. Write what you want to know.")
    if len(folded) > settings.question_characters:
        raise QuestionInvalid(
            f"the question has {counted(len(folded), 'character')}; at most {settings.question_characters:,} can be "
            "answered. Shorten it."
        )
    return folded


def _understood(means: Means, asking: Asking) -> Completed:
    with means.turnstile.passing():
        return asked(means.collection, asking.question, asking.scope, asking.history)


def _prepared(means: Means, asking: Asking, completed: Completed | None = None) -> Prepared:
    with means.turnstile.passing():
        completed = completed or asked(means.collection, asking.question, asking.scope, asking.history)
        return prepared(means.collection, completed, asking.scope, means.settings, fields=asking.fields)


async def _rephrased(completed: Completed, history: Sequence[Turn], writer: Writer) -> Completed:
    """Return a follow-up as a model says it more smoothly, where that adds nothing to what the rules made of it."""
    if not completed.is_completed or completed.step:
        return completed
    messages = writer.rephrase.render(question=completed.asked, history=history)
    said = ""
    try:
        async with asyncio.timeout(REPHRASE_SECONDS), aclosing(writer.llm.pieces(messages)) as pieces:
            async for piece in pieces:
                said += piece
                if len(said) > LONGEST:
                    break
    except (ModelFailed, TimeoutError):
        return completed
    return replace(completed, question=checked_rephrasing(said, completed, history))
