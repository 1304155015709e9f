"""Words for language models, versioned: a name and data in, the messages of a chat out.

A prompt is a file `<name>/<version>.j2`, whose blocks are its messages, named for their roles. `released.toml` says
which version of each is used and what its bytes are, so that an answer can name exactly the words that made it.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from prompts.cleaning import clean as clean
from prompts.cleaning import harmless, one_line

Role = Literal["system", "user", "assistant"]
FOLDER = Path(__file__).parent
# The one sentence by which a model says that the paragraphs do not answer. Prompts, code and tests share it.
PARAGRAPHS_DO_NOT_SAY = "The paragraphs do not say."

MEND = "Install Minuted again; for words of your own write a new version and name it in released.toml."


class PromptError(Exception):
    """A prompt that is not there, is not the one that was released, or cannot be rendered from what it was given."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A numbered paragraph as it is shown to a model.

    label: from 1, in the order of the paragraphs. text: as published. where: where it stands, in words, such as
    “Cabinet, Oakshire County Council, 7 November 2019, item 45, Home to school transport”; never an address or an id.
    """

    label: int
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A version of a prompt. sha256: of the bytes of its file, in hexadecimal digits."""

    name: str
    version: str
    sha256: str
    source: str = field(repr=False)

    def render(self, **data: Any) -> tuple[Message, ...]:
        """Return the messages, in the order of the file.

        Whatever is put in is put in as one line of harmless text (prompts/cleaning.py), or by the filter `barred` as
        lines that each begin with a bar, so that no text can begin a line of the prompt's own.
        `answer` takes question and paragraphs (a sequence of Shown); `rephrase` takes question and history (the turns
        before, oldest first, each with question and answer).
        Raises PromptError for data that is missing.
        """
        environment = _environment()
        try:
            template = environment.from_string(self.source)
            context = template.new_context(data)
            return tuple(
                Message(_role(name), "".join(template.blocks[name](context)).strip())
                for name in _blocks(environment.parse(self.source))
            )
        except TemplateError as error:
            raise PromptError(f"the prompt {self.name}/{self.version} cannot be rendered: {error}.") from error


def load(name: str, version: str | None = None) -> Prompt:
    """Return a version of a prompt; without one, that which is released.

    Raises PromptError for a name or version that is not there, for a file that cannot be read, and for a released one
    whose bytes are not those that were released. A version that is named need not be released, so that it can be tried.
    """
    released = _released()
    if name not in released:
        raise PromptError(f"there is no prompt '{name}'; released.toml names {', '.join(sorted(released))}.")
    chosen = released[name]["version"] if version is None else version
    file = FOLDER / name / f"{chosen}.j2"
    if not re.fullmatch(r"v[0-9]+", chosen) or not file.is_file():
        raise PromptError(f"there is no version '{chosen}' of the prompt '{name}': '{file}' is missing. {MEND}")
    content = _read(file)
    sha256 = hashlib.sha256(content).hexdigest()
    if version is None and sha256 != released[name]["sha256"]:
        raise PromptError(
            f"'{file}' is not the file that was released: its sha256 is {sha256}, and released.toml says "
            f"{released[name]['sha256']}. {MEND}"
        )
    try:
        return Prompt(name, chosen, sha256, content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise PromptError(f"'{file}' cannot be read: {error}. {MEND}") from error


def _released() -> dict[str, dict[str, str]]:
    """Return the version and the sha256 of each prompt that is released."""
    file = FOLDER / "released.toml"
    try:
        released = tomllib.loads(_read(file).decode("utf-8"))
        return {name: {key: str(one[key]) for key in ("version", "sha256")} for name, one in released.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise PromptError(f"'{file}' does not give a version and a sha256 for each prompt: {error}. {MEND}") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise PromptError(f"'{file}' cannot be read: {error.strerror}. {MEND}") from error


def _environment() -> ImmutableSandboxedEnvironment:
    """Return an environment that cannot reach beyond its data; nothing is escaped, for the result is not HTML."""
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_put_in,
    )
    environment.filters["barred"] = _barred
    environment.globals["paragraphs_do_not_say"] = PARAGRAPHS_DO_NOT_SAY
    return environment


class _Barred(str):
    """Lines that each begin with a bar."""

    __slots__ = ()


def _barred(text: str) -> _Barred:
    lines = [line.strip() for line in harmless(text).split("\n")]
    return _Barred("\n".join(f"| {line}" for line in lines if line) or "|")


def _put_in(value: object) -> object:
    """Return what a template prints for a value."""
    return value if isinstance(value, _Barred) or not isinstance(value, str) else one_line(value)


def _blocks(tree: nodes.Template) -> list[str]:
    return [block.name for block in tree.find_all(nodes.Block)]


def _role(name: str) -> Role:
    """Return the role that a block is named for: `user`, or `user_2` where there are several."""
    role = name.partition("_")[0]
    known: dict[str, Role] = {one: one for one in get_args(Role)}
    if role not in known:
        raise TemplateError(f"the block '{name}' is named for no role ({', '.join(known)})")
    return known[role]
