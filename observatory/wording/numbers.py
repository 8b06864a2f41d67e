"""Numbers, quantities, years, dates and lists as a reader of the language writes them."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_date

from observatory.units import INHABITANTS, MWH, MWH_PER_INHABITANT, PERCENT, TCO2E
from observatory.wording import labels
from observatory.wording.language import SOURCE_LANGUAGE, translate
from observatory.wording.typography import ABSENT, DASH, MINUS, NBSP, NNBSP

SIGNIFICANT = 3
# The store keeps UTC without a zone; its readers live in one.
TIMEZONE = ZoneInfo("Europe/Paris")

_MARKS = {"fr": str.maketrans({",": NNBSP, ".": ",", "-": MINUS}), "en": str.maketrans({"-": MINUS})}

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

# Base unit -> (from this largest value on, unit shown, value shown ÷ value).
_LADDERS: Mapping[str, tuple[tuple[float, str, float], ...]] = {
    MWH: ((0, "kWh", 1e3), (10, MWH, 1), (1e3, "GWh", 1e-3), (1e6, "TWh", 1e-6)),
    TCO2E: ((0, TCO2E, 1), (1e3, "ktCO₂e", 1e-3), (1e6, "MtCO₂e", 1e-6)),
    MWH_PER_INHABITANT: ((0, "kWh/hab.", 1e3), (1, MWH_PER_INHABITANT, 1)),
}


@dataclass(frozen=True)
class Scale:
    """One unit for all the values of a figure: the value shown is `value × factor`, in `unit`."""

    factor: float
    unit: str


def number(value: float | None, *, language: str, digits: int | None = None, signed: bool = False) -> str:
    """A number with `digits` decimals; without `digits`, three significant ones, and never an integer part rounded off.

    >>> number(-1234.56, language="en")
    '−1,235'
    >>> number(4.2, language="fr", digits=2, signed=True)
    '+4,20'
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    decimals = _decimals(value) if digits is None else digits
    text = f"{round(value, decimals) + 0.0:{'+' if signed and round(value, decimals) else ''},.{decimals}f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_MARKS[language])


def percent(value: float | None, *, language: str, signed: bool = True, digits: int | None = 0) -> str:
    """A number of percents (−11.2 is −11.2 %); `digits` None shows one decimal under 10 %.

    >>> percent(-11.2, language="en")
    '−11%'
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    decimals = (0 if abs(value) >= 10 else 1) if digits is None else digits  # noqa: PLR2004
    shown = number(value, language=language, digits=decimals, signed=signed)
    return f"{shown}{_before_percent(language)}%"


def scale_for(values: Iterable[float | None], unit: str) -> Scale:
    """The one unit in which a figure shows its values, chosen on the largest; a unit without multiples stays.

    >>> scale_for([161_800.0, None, 950.0], "MWh")
    Scale(factor=0.001, unit='GWh')
    """
    largest = max((abs(value) for value in values if value is not None and math.isfinite(value)), default=0.0)
    if not largest or unit not in _LADDERS:
        return Scale(1.0, unit)
    _, shown, factor = [step for step in _LADDERS[unit] if step[0] <= largest][-1]
    return Scale(float(factor), shown)


def quantity(value: float | None, unit: str, *, language: str, scale: Scale | None = None) -> str:
    """A value with its unit, in the figure's `scale` or in its own.

    >>> quantity(161_834.2, "MWh", language="en").replace(NBSP, " ")
    '162 GWh'
    """
    if value is None or not math.isfinite(value):
        return ABSENT
    if unit == PERCENT:
        return f"{number(value, language=language)}{_before_percent(language)}%"
    chosen = scale or scale_for([value], unit)
    digits = 0 if unit == INHABITANTS else None
    shown = number(value * chosen.factor, language=language, digits=digits)
    return f"{shown}{NBSP}{labels.unit(chosen.unit, language)}"


def year_span(first: int, last: int) -> str:
    """Years from one to another.

    >>> year_span(2011, 2014), year_span(2016, 2016)
    ('2011–2014', '2016')
    """
    return str(first) if first == last else f"{first}{DASH}{last}"


def year_list(years: Iterable[int], language: str) -> str:
    """Years with their holes.

    >>> year_list([2015, 2016, 2017, 2019, 2022], "fr")
    '2015–2017, 2019 et 2022'
    """
    spans: list[list[int]] = []
    for year in sorted(set(years)):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return listing([year_span(first, last) for first, last in spans], language)


def date(value: dt.date, language: str) -> str:
    """A day; of a moment, the day it is in France."""
    day = _local(value) if isinstance(value, dt.datetime) else value
    if language == SOURCE_LANGUAGE:
        return f"{day:%d/%m/%Y}"
    return format_date(day, "d MMMM y", locale=language)


def month(text: str, language: str) -> str:
    """A vintage: a month as a reader says it, anything else as it is.

    >>> month("2023-09", "fr"), month("2023", "fr")
    ('septembre 2023', '2023')
    """
    if not _MONTH.fullmatch(text):
        return text
    return format_date(dt.date.fromisoformat(f"{text}-01"), "MMMM y", locale=language)


def date_time(value: dt.datetime, language: str) -> str:
    """A moment in France; without a zone it is UTC, as the store keeps it."""
    moment = _local(value)
    parts = {"date": date(value, language), "hour": f"{moment:%H}", "minute": f"{moment:%M}"}
    return translate("{date} à {hour} h {minute}", language, **parts)


def listing(items: Sequence[str], language: str) -> str:
    """Items as a sentence lists them.

    >>> listing(["gaz", "bois", "fioul"], "fr")
    'gaz, bois et fioul'
    """
    *head, last = items or [""]
    if not head:
        return last
    return translate("{items} et {last}", language, items=", ".join(head), last=last)


def _decimals(value: float) -> int:
    if value == 0 or float(value).is_integer():
        return 0
    return max(0, SIGNIFICANT - 1 - math.floor(math.log10(abs(value))))


def _before_percent(language: str) -> str:
    return NNBSP if language == SOURCE_LANGUAGE else ""


def _local(value: dt.datetime) -> dt.datetime:
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return aware.astimezone(TIMEZONE)
