"""A code's sentence from its parameters: the richest variant that the parameters can fill.

A variant names parameters by their place, and may ask for another form of them by a prefix: `{of_carrier}`,
`{at_commune}`, `{bytes_limit}`. So a table holds sentences only, and no code needs a function.
"""

import datetime as dt
import string
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from observatory.indicators import registry
from observatory.units import MWH
from observatory.wording import labels, places
from observatory.wording.language import N_, P_, Plural, translate, translate_plural
from observatory.wording.numbers import date, date_time, listing, month, number, percent, quantity, year_list
from observatory.wording.typography import shortened

Phrase: TypeAlias = str | Plural
Variants: TypeAlias = tuple[Phrase, ...]
"""From the richest to the plainest; the last one needs no parameter."""

Params: TypeAlias = Mapping[str, Any]

SHOWN_ITEMS = 3
SHOWN_DIGITS = 12  # of a SHA-256: enough to find the file
# Parameters whose value may give a code another sentence; of a flag that is set, the name counts.
_REFINED_BY = ("reason", "by_address", "years_across", "indicator", "of")
_BYTES_PER_MEGABYTE = 1_000_000
_OTHERS = P_("{items} et {count} autre", "{items} et {count} autres")


def phrase(variants: Variants, params: Params, language: str) -> str:
    """The first variant of which every place can be filled."""
    known = {name: value for name, value in params.items() if value is not None and value not in ([], ())}
    for variant in variants:
        words = {place: word(place, known, language) for place in _places(variant)}
        if None not in words.values():
            return _filled(variant, known, language, words)
    message = f"no variant can be filled from {sorted(params)}"
    raise ValueError(message)


def refined(code: str, params: Params, table: Mapping[str, Variants]) -> str:
    """The most precise key of a code in a table: `code:word` where a parameter of `_REFINED_BY` says `word`."""
    for name in _REFINED_BY:
        value = params.get(name)
        key = f"{code}:{name if value is True else value}"
        if key in table:
            return key
    return code


def word(place: str, params: Params, language: str) -> str | None:
    """The text that fills one place, or None where the parameters do not have it."""
    if place in params:
        return _BY_NAME.get(place, _plain)(params[place], language)
    form, _, name = place.partition("_")
    if name not in params:
        return None
    if form == "amount":
        return quantity(params[name], params.get("unit", MWH), language=language)
    return _BY_FORM[form](params[name], language) if form in _BY_FORM else None


def shown(items: Sequence[str], language: str, *, limit: int = SHOWN_ITEMS) -> str:
    """A list of which the first ones are named and the rest counted.

    >>> shown(["Bresson", "Claix", "Corenc", "Domène", "Eybens"], "fr")
    'Bresson, Claix, Corenc et 2 autres'
    """
    texts = [shortened(str(item)) for item in items]
    if len(texts) <= limit + 1:
        return listing(texts, language)
    rest = len(texts) - limit
    return translate_plural(
        _OTHERS, rest, language, items=", ".join(texts[:limit]), count=number(rest, language=language)
    )


def places_of(variants: Variants) -> set[str]:
    """Every place that the variants of a code name."""
    return set().union(*(_places(variant) for variant in variants))


@cache
def _places(variant: Phrase) -> frozenset[str]:
    texts = (variant.one, variant.many) if isinstance(variant, Plural) else (variant,)
    return frozenset(name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name)


def _filled(variant: Phrase, params: Params, language: str, words: Mapping[str, str | None]) -> str:
    if not isinstance(variant, Plural):
        return translate(variant, language, **words)
    counted = params[variant.by]
    count = len(counted) if isinstance(counted, Sequence) else counted
    return translate_plural(variant, count, language, **words)


def _plain(value: object, language: str) -> str:
    """A parameter by its type, where its name says nothing more."""
    if isinstance(value, dt.datetime):
        return date_time(value, language)
    if isinstance(value, dt.date):
        return date(value, language)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value, language=language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return shown([str(item) for item in value], language)
    return shortened(str(value))


def _reference(value: object, _language: str) -> str:
    """A number that names something: no thousands."""
    return str(value)


def _years(value: object, language: str) -> str:
    return shortened(value) if isinstance(value, str) else year_list(_sequence(value), language)


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _share(value: float, language: str) -> str:
    return percent(value * 100, language=language, signed=False)


def _points(value: float, language: str) -> str:
    return number(value * 100, language=language, digits=0, signed=True)


def _carriers(value: object, language: str) -> str:
    return listing([labels.carrier(code, language) for code in _sequence(value)], language)


def _sectors(value: object, language: str) -> str:
    return listing([labels.sector(code, language) for code in _sequence(value)], language)


def _operators(value: object, language: str) -> str | None:
    """Operators by name; none where one of them cannot be spelled."""
    names = [name for name in map(labels.operator, _sequence(value)) if name is not None]
    return shown(names, language) if len(names) == len(_sequence(value)) else None


def _sources(value: object, language: str) -> str:
    return listing([labels.source(key, language) for key in _sequence(value)], language)


def _of(value: str, language: str) -> str:
    return labels.carrier_of(value, language) if value in labels.CARRIERS else places.of(value, language)


def _digest(value: str, _language: str) -> str:
    return value[:SHOWN_DIGITS]


def _signed_percent(value: float, language: str) -> str:
    return percent(value, language=language)


def _size(value: Sequence[object], language: str) -> str:
    return number(len(value), language=language)


def _everything(value: object, language: str) -> str:
    return listing([str(item) for item in _sequence(value)], language)


def _bytes(value: float, language: str) -> str:
    return translate("{amount} Mo", language, amount=number(value / _BYTES_PER_MEGABYTE, language=language))


def _indicator_label(value: str, language: str) -> str:
    return translate(registry()[value].label, language) if value in registry() else value


def _nearest(value: int | Sequence[Params], language: str) -> str:
    """The nearest year, or the nearest sources, each with the columns it lacks."""
    if isinstance(value, int):
        return _reference(value, language)
    template = N_("{source} (il manque {missing})")
    return listing(
        [
            translate(
                template,
                language,
                source=labels.source(one["source"], language),
                missing=shown(one["missing"], language),
            )
            for one in value
        ],
        language,
    )


_BY_NAME: Mapping[str, Callable[[Any, str], str | None]] = {
    **dict.fromkeys(("why", "field", "fields"), _reference),  # made already
    **dict.fromkeys(("year", "row", "batch", "number", "snapshot", "folder", "oldest", "newest"), _reference),
    "years": _years,
    **dict.fromkeys(("carrier", "carriers"), _carriers),
    **dict.fromkeys(("sector", "sectors"), _sectors),
    **dict.fromkeys(("operator", "operators"), _operators),
    **dict.fromkeys(("kept", "others"), _sources),
    "share": _share,
    "points": _points,
    "sha256": _digest,
    "percent_without": _signed_percent,
    "nearest": _nearest,
    "vintage": month,
}
_BY_FORM: Mapping[str, Callable[[Any, str], str]] = {
    "of": _of,
    "the": labels.carriers_the,
    "year": _reference,
    "at": places.at,
    "in": labels.sector_in,
    "bytes": _bytes,
    "count": _size,
    "label": _indicator_label,
    "span": _years,
    "all": _everything,
}
