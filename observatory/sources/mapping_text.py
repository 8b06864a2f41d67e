"""A mapping as people write it: a TOML file that is read and corrected by hand, and `field=value` on a command line."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from observatory.errors import QuestionRefused
from observatory.grammar import fold
from observatory.sources.mapping import FIELDS, TableMapping, read_mapping

LISTS = frozenset({"values", "withheld"})
SWITCHES = frozenset({"climate_corrected", "recomputes", "estimated", "adds"})
WORDS: Mapping[str, bool] = {"oui": True, "yes": True, "true": True, "non": False, "no": False, "false": False}
PREVIEW = "preview"  # the key of a table that has none yet
TABLES = ("columns", "constants", "sectors", "carriers")


def with_said(fields: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Any]:
    """Fields of a mapping with what a person says of some: `year=Année` names a column, `year=2021` a year for all.

    `values` and `withheld` are lists separated by `;`, `sectors.SPELLING=code` translates a spelling; an empty text
    takes a field away. Raises QuestionRefused `mapping_field`.

    >>> with_said({"headers": ["An"], "columns": {}}, {"year": "an", "carrier": "wood", "adds": "oui"})
    {'headers': ['An'], 'columns': {'year': 'An'}, 'constants': {'carrier': 'wood'}, 'adds': True}
    """
    told: dict[str, Any] = {name: dict(value) if name in TABLES else value for name, value in fields.items()}
    headers = {fold(header): header for header in told.get("headers", ())}
    for name, text in said.items():
        within, _, inner = name.partition(".")
        if name in FIELDS:
            _say_column(told, name, text, headers)
        elif inner and within in TABLES:
            told.setdefault(within, {})[inner] = text
        elif name in LISTS:
            parts = [part.strip() for part in text.split(";") if part.strip()]
            told[name] = [headers.get(fold(part), part) for part in parts] if name == "values" else parts
        elif name in SWITCHES:
            told[name] = _switch(name, text)
        else:
            told[name] = text
    return told


def for_preview(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with words in the place of those that name the table and change none of its figures, where they lack."""
    unsaid: dict[str, Any] = {name: name for name in ("title", "publisher", "licence")} | {"key": PREVIEW}
    unsaid |= {"climate_corrected": False, "recomputes": False}
    return {**fields, **{name: word for name, word in unsaid.items() if fields.get(name) in (None, "")}}


def _say_column(told: dict[str, Any], name: str, text: str, headers: Mapping[str, str]) -> None:
    """A column where the text is a header, a word for the whole file where it is none, neither where it is empty."""
    for within in ("columns", "constants"):
        told[within] = {key: value for key, value in told.get(within, {}).items() if key != name}
    if text:
        within = "columns" if fold(text) in headers else "constants"
        told[within][name] = headers.get(fold(text), text)


def _switch(name: str, text: str) -> bool | None:
    if not text:
        return None
    if text.strip().lower() not in WORDS:
        raise QuestionRefused("mapping_field", field=name, value=text, known=["oui", "non"])
    return WORDS[text.strip().lower()]


def read_toml(content: str | bytes) -> TableMapping:
    """A mapping from its file, in UTF-8. Raises QuestionRefused `mapping_unreadable`, and as `read_mapping` does."""
    try:
        fields = tomllib.loads(content if isinstance(content, str) else content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise QuestionRefused("mapping_unreadable") from error
    except tomllib.TOMLDecodeError as error:
        raise QuestionRefused("mapping_unreadable", why=str(error)) from error
    return read_mapping(fields)


def write_toml(mapping: TableMapping, comments: Mapping[str, str]) -> str:
    """The file of a mapping, each field under its comment; `read_toml` gives the same mapping back."""
    fields = mapping.model_dump()
    lines = [f"# {comments['file']}", ""] if "file" in comments else []
    for name, value in fields.items():
        if name not in TABLES:
            lines += [*_commented(name, comments), f"{name} = {_value(value)}"]
    for name in TABLES:
        if fields[name]:
            lines += ["", *_commented(name, comments), f"[{name}]"]
            lines += [f"{_value(key)} = {_value(value)}" for key, value in fields[name].items()]
    return "\n".join(lines) + "\n"


def _commented(name: str, comments: Mapping[str, str]) -> list[str]:
    return [f"# {comments[name]}"] if name in comments else []


def _value(value: Any) -> str:
    """A text, a truth value or a list of texts; TOML writes them as JSON does, but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
