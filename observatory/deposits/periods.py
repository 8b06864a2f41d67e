"""When something was used: the spellings of a period and of a day that communes write, into first and last days.

A spreadsheet turns `01/2023` into the date 2023-01-01, and `janv-22` sometimes into the 22nd of January of this year:
the first (and the last) day of a month is read as the month, and another day is no period.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from observatory.grammar import fold

_NAMES = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept", "sep"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
MONTHS: Mapping[str, int] = {name: number for number, names in enumerate(_NAMES, start=1) for name in names}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = "([0-9]{4}|[0-9]{2})"
_TIME = r"(?:_00){0,3}"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_WHOLE_TAIL = re.compile(r"[.,]0+$")
_DOTTED_MONTH = re.compile(r"[0-9]{1,2}\.(?:19|20)[0-9]{2}")
_YEAR_DIGITS, _DAY_DIGITS = 4, 8
_QUARTER, _SEMESTER = 3, 6


@dataclass(frozen=True)
class Period:
    """The first and the last day, or the code of what is wrong; `is_day` of a single day that is no period."""

    start: dt.date | None = None
    end: dt.date | None = None
    code: str | None = None
    is_day: bool = False


def read_period(text: str, *, today: dt.date) -> Period:
    """Read a year, a semester, a quarter or a month. Codes: `period_invalid`, `period_is_a_number`, `period_not_month`.

    >>> now = dt.date(2026, 11, 25)
    >>> [str(read_period(text, today=now).end) for text in ("2023", "02/2023", "janv.-22", "T1 2023", "S2 2023")]
    ['2023-12-31', '2023-02-28', '2022-01-31', '2023-03-31', '2023-12-31']
    >>> [read_period(text, today=now).code for text in ("44927", "13/2023", "2023-01-15 00:00:00", "2023-01-01")]
    ['period_is_a_number', 'period_invalid', 'period_not_month', None]
    """
    stripped = text.strip()
    number = _WHOLE_TAIL.sub("", stripped)
    if _NUMBER.fullmatch(number) and not _DOTTED_MONTH.fullmatch(stripped):
        if len(number) == _YEAR_DIGITS and number.isdigit():
            return _months(int(number), 1, 12)
        if len(number) != _DAY_DIGITS or _day(fold(number), today) is None:
            return Period(code="period_is_a_number")
    folded = fold(stripped)
    day = _day(folded, today)
    if day is not None:
        return _month_of(day)
    for pattern, meaning in _FORMS:
        if found := re.fullmatch(pattern, folded):
            return meaning(found, today)
    return Period(code="period_invalid")


def read_day(text: str, *, today: dt.date) -> Period:
    """Read one day, French or ISO. Codes: `period_invalid`, `period_is_a_number`.

    >>> now = dt.date(2026, 11, 25)
    >>> [str(read_day(text, today=now).start) for text in ("31/01/2023", "2023-01-31", "1er mars 2023", "31/1/23")]
    ['2023-01-31', '2023-01-31', '2023-03-01', '2023-01-31']
    """
    day = _day(fold(text), today)
    if day is not None:
        return Period(day, day, is_day=True)
    is_number = _NUMBER.fullmatch(text.strip()) is not None
    return Period(code="period_is_a_number" if is_number else "period_invalid")


def _months(year: int, first: int, last: int) -> Period:
    if not 1 <= first <= last <= len(_NAMES) or not year >= dt.MINYEAR:
        return Period(code="period_invalid")
    return Period(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def _month_of(day: dt.date) -> Period:
    month = _months(day.year, day.month, day.month)
    if day in {month.start, month.end}:
        return month
    return Period(day, day, code="period_not_month", is_day=True)


def _full_year(digits: str, today: dt.date) -> int:
    """A year of two digits is the nearest one that is not beyond the next."""
    if len(digits) == _YEAR_DIGITS:
        return int(digits)
    century = today.year // 100 * 100
    return century + int(digits) if int(digits) <= today.year % 100 + 1 else century - 100 + int(digits)


def _whole_year(found: re.Match[str], today: dt.date) -> Period:
    return _months(_full_year(found[1], today), 1, len(_NAMES))


def _month(found: re.Match[str], today: dt.date, *, year: int = 2) -> Period:
    name = found[3 - year]
    number = MONTHS[name] if name in MONTHS else int(name)
    return _months(_full_year(found[year], today), number, number)


def _month_after_year(found: re.Match[str], today: dt.date) -> Period:
    return _month(found, today, year=1)


def _span(months: int, *, year: int) -> Callable[[re.Match[str], dt.date], Period]:
    """The meaning of a part of a year of so many months."""

    def meaning(found: re.Match[str], today: dt.date) -> Period:
        last = int(found[3 - year]) * months
        return _months(_full_year(found[year], today), last - months + 1, last)

    return meaning


def _spans(letters: str, words: str, months: int) -> tuple[tuple[str, Callable[[re.Match[str], dt.date], Period]], ...]:
    nth = "([0-9])(?:er|e|eme|ere|nd)?"
    return (
        (rf"{letters}([0-9])_?{_YEAR}", _span(months, year=2)),
        (rf"([0-9]){letters}_?{_YEAR}", _span(months, year=2)),
        (rf"([0-9]{{4}})_?{letters}([0-9])", _span(months, year=1)),
        (rf"{nth}_?(?:{words})_{_YEAR}", _span(months, year=2)),
        (rf"(?:{words})_([0-9])_{_YEAR}", _span(months, year=2)),
        (rf"([0-9]{{4}})_{nth}_(?:{words})", _span(months, year=1)),
    )


_FORMS: tuple[tuple[str, Callable[[re.Match[str], dt.date], Period]], ...] = (
    (r"(?:annee_|an_)?([0-9]{4})", _whole_year),
    (r"([0-9]{4})_([0-9]{1,2})", _month_after_year),
    (r"([0-9]{1,2})_([0-9]{4})", _month),
    (rf"(?:mois_)?(?:de_|d_)?({_MONTH})_?{_YEAR}", _month),
    (rf"([0-9]{{4}})_({_MONTH})", _month_after_year),
    *_spans("t", "trimestre|trim", _QUARTER),
    *_spans("s", "semestre|sem", _SEMESTER),
)
_DAYS = (
    (re.compile(rf"([0-9]{{4}})_([0-9]{{1,2}})_([0-9]{{1,2}}){_TIME}"), (1, 2, 3)),
    (re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"), (1, 2, 3)),
    (re.compile(rf"([0-9]{{1,2}})_([0-9]{{1,2}})_{_YEAR}{_TIME}"), (3, 2, 1)),
    (re.compile(rf"([0-9]{{1,2}})(?:er)?_({_MONTH})_{_YEAR}"), (3, 2, 1)),
)


def _day(folded: str, today: dt.date) -> dt.date | None:
    for pattern, (year, month, day) in _DAYS:
        found = pattern.fullmatch(folded)
        if found:
            number = MONTHS.get(found[month]) or int(found[month])
            try:
                return dt.date(_full_year(found[year], today), number, int(found[day]))
            except ValueError:
                return None
    return None
