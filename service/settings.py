"""Defaults, minuted.toml, the environment and flags → one Settings.

A later source wins: defaults < `$MINUTED_HOME/minuted.toml` < environment variables `MINUTED_…` < flags. A name that is
no setting, wherever it stands, is an error that suggests the nearest right one.
"""

import json
import os
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_cache_dir, user_data_dir
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.settings import DEFAULTS, RESULTS_LIMIT, RetrievalSettings
from service.errors import SettingsInvalid
from service.settings_pairs import contradiction
from service.settings_sources import PREFIX, check_names, origin, read_file, variable, variables
from service.settings_words import expected, shown, typed_default

FILE_NAME = "minuted.toml"
# What is Minuted's own in a request to a language model.
OWN_FIELDS = frozenset({"model", "messages", "stream", "n"})
# Only what every parser of addresses reads alike, and no place for a password.
ADDRESS = r"^(https?://([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?)?$"


def _share(name: str, description: str) -> Any:
    """Return a setting between 0 and 1 with the default of retrieval."""
    return Field(getattr(DEFAULTS, name), ge=0, le=1, description=description)


class Settings(BaseSettings):
    """What the person who runs Minuted can choose. Each field's description is its documentation."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

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
    answers: Literal["quoted", "written"] = Field(
        "quoted",
        description="How questions are answered that do not say: quoted from the minutes, or written by the language "
        "model; a reader may choose.",
    )
    wrong_at_most: float = Field(
        0.15,
        ge=0,
        le=1,
        description="How many of the answers may be given although the minutes do not say: 0.05 is one in twenty. 0 "
        "answers nothing, 0.39 everything, for it is counted over questions of which 38 in 100 have no answer.",
    )
    evidence_threshold: float = Field(
        0.4,
        ge=0,
        le=1,
        description="How strong the evidence must be instead, with a model without vectors of tokens: mostly likeness "
        "to the question, partly its words.",
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
    name_share: float = _share(
        "name_share", "How far items that hold the names asked for are raised where no council is stated; 0 is off."
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

    llm_address: str = Field(
        "",
        pattern=ADDRESS,
        description="The base address of a language model that speaks OpenAI's protocol, such as "
        "http://127.0.0.1:11434/v1; empty for none.",
    )
    llm_model: str = Field("", max_length=300, description="The name of the language model at that address.")
    llm_key: SecretStr = Field(
        SecretStr(""), description="The key that the language model's address asks for; it is never shown."
    )
    llm_tokens: int = Field(1000, ge=1, le=4000, description="The most tokens that the language model may write.")
    llm_temperature: float = Field(
        0, ge=0, le=2, description="How freely the language model chooses its words; 0 is the least."
    )
    llm_extra: str = Field(
        "",
        description="More fields of each request to the language model, as a JSON object; null takes one away, as "
        '{"max_tokens": null, "max_completion_tokens": 1000}.',
    )
    llm_at_once: int = Field(
        16, ge=1, le=256, description="How many answers the language model writes at once for each process."
    )
    llm_connect_seconds: float = Field(
        3, ge=0.05, le=60, description="How long connecting to the language model may take."
    )
    llm_first_seconds: float = Field(
        20, ge=0.05, le=600, description="How long the language model may take until its first token, reading aside."
    )
    llm_reading_speed: float = Field(
        50,
        ge=0,
        le=100_000,
        description="How many tokens, of 4 characters, a second a language model at an http address reads at least; "
        "its first token may come so much later. With 0, and at an https address, no later.",
    )
    llm_gap_seconds: float = Field(
        15, ge=0.05, le=600, description="How long the language model may pause between two tokens."
    )
    llm_total_seconds: float = Field(
        120, ge=0.05, le=3600, description="How long the language model may take for a whole answer."
    )
    llm_rest_seconds: float = Field(
        15, ge=0.05, le=3600, description="How long a language model that keeps failing is left alone."
    )

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

    @field_validator("llm_key")
    @classmethod
    def _check_key(cls, value: SecretStr) -> SecretStr:
        """Return a key that can stand in a header, without the end of line that a file gives it."""
        key = value.get_secret_value().strip()
        if not all("!" <= sign <= "~" for sign in key):
            raise ValueError("not a key")
        return SecretStr(key)

    @field_validator("llm_extra")
    @classmethod
    def _check_extra(cls, value: str) -> str:
        """Return a text that is empty or a JSON object that leaves alone what Minuted needs."""
        fields = json.loads(value or "{}")
        if not isinstance(fields, dict) or fields.keys() & OWN_FIELDS:
            raise ValueError("not further fields")
        # NaN can be read and not sent.
        json.dumps(fields, allow_nan=False)
        return value

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

    Raises SettingsInvalid for a name that is no setting, for a value that a setting cannot have, and for values that do
    not go together.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    file = _home(given) / FILE_NAME
    in_file = read_file(file)
    known = Settings.model_fields
    check_names(given, known, "the flags name")
    check_names(in_file, known, f"'{file}' names")
    check_names(variables(), [variable(name) for name in known], "the environment names")
    if "home" in in_file:
        raise SettingsInvalid(f"'{file}' sets 'home', but the file is found in home. Set {variable('home')} instead.")
    try:
        settings = Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsInvalid(
            f"{origin(name, given, file)} is {shown(name, first['input'])}; "
            f"expected {expected(name, Settings.model_fields[name])}. "
            "'minuted settings' lists them all."
        ) from error
    if wrong := contradiction(settings.model_dump(), lambda name: origin(name, given, file)):
        raise SettingsInvalid(wrong)
    return settings


def settings_table() -> list[tuple[str, str, str, str]]:
    """Return every setting as (name, default, environment variable, help), in the order of the class."""
    return [
        (name, typed_default(name, field.default), variable(name), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _home(given: dict[str, Any]) -> Path:
    """Return the home folder from flags, the environment or the default: it must be known before the file is read."""
    home = given.get("home") or os.environ.get(variable("home")) or Settings.model_fields["home"].default
    return Path(home).expanduser()


def _bracketed(host: str) -> str:
    """Return a host as it stands in an address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
