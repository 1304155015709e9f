"""Defaults, minuted.toml, the environment and flags → one Settings.

A later source wins: defaults < `$MINUTED_HOME/minuted.toml` < environment variables `MINUTED_…` < flags. A name that is
no setting, wherever it stands, is an error that suggests the nearest right one.
"""

import difflib
import os
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_cache_dir, user_data_dir
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.settings import DEFAULTS, RESULTS_LIMIT, RetrievalSettings
from service.errors import SettingsInvalid

PREFIX = "MINUTED_"
FILE_NAME = "minuted.toml"
PLACES = {"home": "data", "cache": "cache"}
# Where the tests and the evaluation find minutes that are not part of Minuted.
NOT_SETTINGS = frozenset({"MINUTED_SHARED"})


def _share(name: str, description: str) -> Any:
    """Return a setting between 0 and 1 with the default of retrieval."""
    return Field(getattr(DEFAULTS, name), ge=0, le=1, description=description)


class Settings(BaseSettings):
    """What the person who runs Minuted can choose. Each field's description is its documentation."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    home: Path = Field(
        Path(user_data_dir("minuted", appauthor=False)),
        description="The folder that holds the collections and minuted.toml.",
    )
    model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="The embedding model: the name of one that is installed, or a folder that holds one.",
    )
    cache: Path = Field(
        Path(user_cache_dir("minuted", appauthor=False)),
        description="The folder that keeps what is made of the embedding model so that it runs quicker.",
    )
    host: str = Field("127.0.0.1", min_length=1, description="The address that `minuted serve` listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port that `minuted serve` listens on.")
    workers: int = Field(
        1, ge=0, le=64, description="How many processes `minuted serve` answers with; 0 for as many as there are cores."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        ("localhost", "127.0.0.1", "[::1]"),
        description="The names under which the pages may be asked for, separated by commas; host is always allowed.",
    )
    public_address: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Where readers find the pages, such as https://minutes.example.org, for links in text that goes "
        "elsewhere; empty for the address that was asked.",
    )
    results: int = Field(DEFAULTS.limit, ge=1, le=RESULTS_LIMIT, description="How many paragraphs a search gives.")
    question_characters: int = Field(2000, ge=1, le=10000, description="The longest question, in characters.")
    questions_at_once: int = Field(
        4, ge=1, le=64, description="How many questions each process answers at once; more are refused."
    )
    evidence_threshold: float = Field(
        0.4,
        ge=0,
        le=1,
        description="How strong the evidence must be for an answer: mostly likeness to the question, partly its words.",
    )
    candidates: int = Field(
        DEFAULTS.candidates, ge=10, le=2000, description="How many passages the vectors and the words each put forward."
    )
    sentence_share: float = _share(
        "sentence_share", "The weight of a paragraph's best sentence against its best passage; 0 switches it off."
    )
    words_share: float = _share("words_share", "The weight of words against vectors; vectors have the rest.")
    headers: bool = Field(
        DEFAULTS.headers,
        description="Whether words are matched in what stands over a paragraph too: council, date, item, headings.",
    )
    token_share: float = _share(
        "token_share", "The weight of the question's single tokens against all the above; 0 switches it off."
    )
    compared: int = Field(
        DEFAULTS.compared, ge=1, le=2000, description="For how many of the best paragraphs single tokens are compared."
    )
    exact_share: float = _share(
        "exact_share",
        "How far what holds the figures, dates and quoted phrases asked for is raised; 0 switches it off.",
    )
    context_share: float = _share(
        "context_share", "The weight of the paragraphs around beside a paragraph's own score; 0 switches it off."
    )
    title_share: float = _share("title_share", "What is left of context_share under an item with a title.")
    item_share: float = _share(
        "item_share", "The weight of the item's best paragraphs beside a paragraph's own score; 0 switches it off."
    )
    kind_boost: float = _share(
        "kind_boost", "How far resolutions or actions are raised when the question asks for them; 0 switches it off."
    )
    procedural_share: float = _share(
        "procedural_share", "What is left of the score of a heading or a formality; 1 switches it off."
    )
    typed_share: float = _share(
        "typed_share", "The weight of a follow-up as it was typed beside its completed form; 0 switches it off."
    )
    before_share: float = _share(
        "before_share", "The weight of what came before in a short question that may follow on; 0 switches it off."
    )
    cited_share: float = _share(
        "cited_share", "How far a follow-up raises the items that the answer before cited; 0 switches it off."
    )

    reranker: str = Field(
        "",
        description="A cross-encoder that puts the best paragraphs in order: a folder, or a name on the Hugging Face "
        "hub; empty for none.",
    )
    reranked: int = Field(20, ge=1, le=200, description="How many of the best paragraphs the reranker puts in order.")

    @field_validator("home", "cache")
    @classmethod
    def _expand(cls, value: Path) -> Path:
        """Return the folder with ~ spelt out, which service managers and files do not do."""
        return value.expanduser()

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Return the names in a comma-separated text; anything else is left to pydantic."""
        return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings names it; a .env file is not read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, strongest first."""
        file = _home(init_settings()) / FILE_NAME
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)

    @property
    def collection_folder(self) -> Path:
        """The folder of the collection that everyone may read."""
        return self.home / "collections" / "public"

    @property
    def processes(self) -> int:
        """How many processes answer: workers, or as many as there are cores that may be used."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return self.workers or cores

    @property
    def retrieval(self) -> RetrievalSettings:
        """The settings that the search itself takes."""
        shared = {
            name: getattr(self, name)
            for name in RetrievalSettings.__dataclass_fields__
            if name not in {"limit", "reranked"}
        }
        return RetrievalSettings(**shared, reranked=self.reranked if self.reranker else 0, limit=self.results)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the pages may be asked for, host included, in lower case."""
        return tuple(dict.fromkeys(name.lower() for name in (*self.allowed_hosts, _bracketed(self.host))))


def load_settings(**flags: object) -> Settings:
    """Return the settings from all sources; a flag that is None was not given.

    Raises SettingsInvalid for a name that is no setting and for a value that a setting cannot have.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    file = _home(given) / FILE_NAME
    in_file = _read(file)
    _check_names(given, "the flags name")
    _check_names(in_file, f"'{file}' names")
    ours = [name for name in os.environ if name.startswith(PREFIX) and name not in NOT_SETTINGS]
    _check_names([name.removeprefix(PREFIX).lower() for name in ours], "the environment names", shown=variable)
    if "home" in in_file:
        raise SettingsInvalid(f"'{file}' sets 'home', but the file is found in home. Set {variable('home')} instead.")
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsInvalid(
            f"{_origin(name, given, file)} is {_shown(first['input'])}; expected {_expected(name)}. "
            "'minuted settings' lists them all."
        ) from error


def settings_table() -> list[tuple[str, str, str, str]]:
    """Return every setting as (name, default, environment variable, help), in the order of the class."""
    return [
        (name, _default(name, field.default), variable(name), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def _home(given: dict[str, Any]) -> Path:
    """Return the home folder from flags, the environment or the default: it must be known before the file is read."""
    home = given.get("home") or os.environ.get(variable("home")) or Settings.model_fields["home"].default
    return Path(home).expanduser()


def _read(file: Path) -> dict[str, Any]:
    """Return what minuted.toml sets; nothing when there is no such file."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsInvalid(f"'{file}' cannot be read: {error}. Mend it, or move it away.") from error


def _check_names(names: Iterable[str], where: str, *, shown: Any = str) -> None:
    """Raise SettingsInvalid at the first name that is no setting, with the nearest one that is."""
    for name in names:
        if name in Settings.model_fields:
            continue
        near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.5)
        advice = f"Did you mean '{shown(near[0])}'?" if near else "'minuted settings' lists them."
        raise SettingsInvalid(f"{where} '{shown(name)}', which is not a setting. {advice}")


def _origin(name: str, given: dict[str, object], file: Path) -> str:
    """Return where a value comes from, as the start of a sentence."""
    if name in given:
        return f"the setting '{name}'"
    if variable(name) in os.environ:
        return f"the setting '{name}' (from {variable(name)})"
    return f"the setting '{name}' (from '{file}')"


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else repr(value)


def _expected(name: str) -> str:
    """Return what a setting may be: “a whole number from 1 to 65535”."""
    field = Settings.model_fields[name]
    bounds = {sign: getattr(one, sign) for one in field.metadata for sign in ("ge", "le") if hasattr(one, sign)}
    if bounds:
        return f"a {'whole ' if field.annotation is int else ''}number from {bounds['ge']} to {bounds['le']}"
    if field.annotation is bool:
        return "true or false"
    if name == "public_address":
        return "an address that begins with http:// or https://"
    return "a folder" if field.annotation is Path else "a text that is not empty"


def _default(name: str, value: object) -> str:
    """Return a default as a reader would type it; those of folders differ between machines."""
    if name in PLACES:
        return f"minuted in your {PLACES[name]} folder"
    if isinstance(value, bool):
        return str(value).lower()
    if value == "":
        return '""'
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _bracketed(host: str) -> str:
    """Return a host as it stands in an address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
