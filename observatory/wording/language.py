"""French source strings -> the reader's language, through a gettext catalogue read from its `.po` at run time.

There is no build step: a translation edited in `locales/` shows at the next start.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from observatory.wording.typography import french_spaces

SOURCE_LANGUAGE = "fr"
LANGUAGES = (SOURCE_LANGUAGE, "en")
LOCALES = Path(__file__).parent / "locales"


class Plural(NamedTuple):
    """A message whose words change with a count, the parameter `by`; in French, 0 and 1 are singular."""

    one: str
    many: str
    by: str = "count"


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for the marker
    """Mark a string declared as data, so that the catalogue holds it; `translate` it where it is shown."""
    return message


def P_(one: str, many: str, *, by: str = "count") -> Plural:  # noqa: N802 - as N_
    """Mark a pair of strings, singular and plural, declared as data."""
    return Plural(one, many, by)


def translate(message: str, /, language: str, **params: object) -> str:
    """A source string in a language, its `{named}` places filled with plain text.

    Raises ValueError on a language that is not in LANGUAGES, KeyError where a place is left unfilled.

    >>> translate("Bonjour {name}", "fr", name="Gières")
    'Bonjour Gières'
    """
    return _template(message, language).format_map(params)


def translate_plural(message: Plural, count: float, language: str, /, **params: object) -> str:
    """The form of a message that agrees with `count`; the number itself is a parameter like any other."""
    return _plural_template(message, language, is_many=_is_many(count, language)).format_map(params)


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language as it stands on disk."""
    with (LOCALES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def _translations(language: str) -> NullTranslations:
    if language not in LANGUAGES:
        message = f"no such language: {language!r}"
        raise ValueError(message)
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _template(message: str, language: str) -> str:
    return _spaced(_translations(language).gettext(message), language)


@cache
def _plural_template(message: Plural, language: str, *, is_many: bool) -> str:
    if language == SOURCE_LANGUAGE:
        return french_spaces(message.many if is_many else message.one)
    return _spaced(_translations(language).ngettext(message.one, message.many, 2 if is_many else 1), language)


def _spaced(text: str, language: str) -> str:
    return french_spaces(text) if language == SOURCE_LANGUAGE else text


def _is_many(count: float, language: str) -> bool:
    return abs(count) >= 2 if language == SOURCE_LANGUAGE else abs(count) != 1  # noqa: PLR2004 - the rule of French
