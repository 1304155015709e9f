"""The values of the settings in, what does not go together among them out, with what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import SecretStr

from service.settings_sources import variable
from service.settings_words import shown


def contradiction(values: Mapping[str, Any], origin: Callable[[str], str]) -> str:
    """Return in a sentence what is set and cannot be used without what is not, "" where nothing is.

    origin: gives the start of that sentence for a setting, with where its value comes from.
    """
    if values["llm_address"]:
        if values["llm_model"]:
            return ""
        return (
            f"{origin('llm_address')} is '{values['llm_address']}', but 'llm_model' is empty. Set "
            f"{variable('llm_model')} to the name of a model that is served there."
        )
    if values["answers"] == "written":
        return (
            f"{origin('answers')} is 'written', which needs a language model. Set {variable('llm_address')} and "
            f"{variable('llm_model')}, or leave it 'quoted'."
        )
    for name in ("llm_model", "llm_key"):
        if values[name] not in ("", SecretStr("")):
            value = "set" if name == "llm_key" else shown(name, values[name])
            return (
                f"{origin(name)} is {value}, but 'llm_address' is empty. Set {variable('llm_address')} to the base "
                f"address that it is served at, such as http://127.0.0.1:11434/v1, or take '{name}' away."
            )
    return ""
