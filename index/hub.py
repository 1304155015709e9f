"""The name of a model in, the folder that holds it and its weights by hash out.

Only .safetensors weights are read, because other formats can run code. A name that is no folder is one of the Hugging
Face hub's: it is looked for in the hub's cache on this machine, then on the hub, and only because somebody named it.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.errors import ModelUnavailable
from index.files import sha256_of

# What sentence-transformers loads every model with: on the processor, from its folder alone, without pickles or code of
# the model's own.
SAFELY: Mapping[str, Any] = {
    "device": "cpu",
    "local_files_only": True,
    "trust_remote_code": False,
    "model_kwargs": {"use_safetensors": True},
}

FETCHED = "the first command that needs it looks for it on the Hugging Face hub"


def folder_of(name: str, *, what: str, known: str = "", fetches: bool = True) -> Path:
    """Return the folder of a model; raise ModelUnavailable where there is none.

    what: "model" or "reranker". known: other names that would do, each with a comma after it. fetches: whether the hub
    may be asked for what is not on this machine.
    """
    if Path(name).expanduser().is_dir():
        return Path(name).expanduser()
    # Imported here because it takes long, and neither folders nor the models that are installed need it.
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        patterns = ["*.json", "*.txt", "*.model", "*.safetensors"]
        return Path(snapshot_download(name, allow_patterns=patterns, local_files_only=not fetches))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        if not fetches:
            raise ModelUnavailable(f"the {what} '{name}' is not on this machine; {FETCHED}.") from error
        raise ModelUnavailable(
            f"there is no {what} '{name}'. Expected {known}a folder, or a name on the Hugging Face hub that this "
            "machine has or can reach."
        ) from error


def weights_of(folder: Path, name: str, *, what: str) -> dict[Path, str]:
    """Return the weights in a folder with their sha256 in hex, by path; raise ModelUnavailable where there are none."""
    weights = {path: sha256_of(path) for path in sorted(folder.rglob("*.safetensors"))}
    if not weights:
        raise ModelUnavailable(
            f"the {what} '{name}' has no .safetensors weights in '{folder}'. Other formats can run code."
        )
    return weights


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the loading bars of transformers off the terminal, which belongs to our own messages."""
    # Imported here because it takes seconds, which lists and quicker models must not pay.
    from transformers.utils import logging

    was_shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if was_shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]
