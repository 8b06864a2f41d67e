"""The year and the month that a header, a sheet's name or a title says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from rapidfuzz import fuzz, process

from observatory.deposits.layouts.aliases import LONG_ENOUGH, NEAR
from observatory.grammar import fold, fold_expr

# Months as people write them, from the longest; « jui » may be two of them.
_SPELLED: Sequence[tuple[str, ...]] = (
    ("janvier", "janv", "jan"),
    ("fevrier", "fevr", "fev"),
    ("mars", "mar"),
    ("avril", "avri", "avr"),
    ("mai",),
    ("juin", "jun"),
    ("juillet", "juil", "jul"),
    ("aout", "aou"),
    ("septembre", "sept", "sep"),
    ("octobre", "octo", "oct"),
    ("novembre", "nove", "nov"),
    ("decembre", "dece", "dec"),
)
MONTHS: Mapping[str, str] = {text: f"{at:02}" for at, texts in enumerate(_SPELLED, 1) for text in texts}
_LONG = {text: number for text, number in MONTHS.items() if len(text) >= LONG_ENOUGH}
_INITIALS = "jfmamjjasond"
_NUMBERS = {str(number): f"{number:02}" for number in range(1, 13)} | {f"{n:02}": f"{n:02}" for n in range(1, 10)}
_PART = r"(?:([ts])_?([1-4])|([1-4])(?:er|e|eme)?_(trimestre|semestre)|(trimestre|semestre)_([1-4]))"
_PARTS = re.compile(rf"(?:^|_){_PART}(?:_|$)")
_DATE_CELL = re.compile(r"^((?:19|20)\d{2})-(\d{2})-\d{2}(?:[ T]00:00:00)?$")
_WRITTEN_DATE = re.compile(r"^(?:0?1|31|30|28|29)[/.](0?[1-9]|1[0-2])[/.]((?:19|20)\d{2})$")
_YEAR_MONTH = re.compile(r"(?<![0-9])((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])(?![0-9/-])")
_MONTH_YEAR = re.compile(r"(?<![0-9/.-])(0?[1-9]|1[0-2])[-/.]((?:19|20)\d{2})(?![0-9])")
_YEAR = re.compile(r"(?<![0-9])(?<![0-9][/.-])((?:19|20)\d{2})(?![0-9]|[-/.][0-9])")
_SHORT_YEAR = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})[-' ./]{{1,2}}'?([0-9]{{2}})(?![0-9])"
)


@dataclass(frozen=True)
class Period:
    """A year, and a month (`01`), a quarter (`T1`) or a semester (`S1`); "" where not said. `rest` is what remains."""

    year: str
    month: str
    rest: str

    def given(self) -> dict[str, str]:
        """As what a header gives."""
        return {name: text for name, text in (("annee", self.year), ("mois", self.month)) if text}


def period_of(text: str) -> Period:
    """Read the period that a text says beside other words.

    >>> period_of("janv. 2023"), period_of("2023-02-01 00:00:00").given(), period_of("Fevier (kWh)").rest
    (Period(year='2023', month='01', rest=''), {'annee': '2023', 'mois': '02'}, 'kwh')
    >>> period_of("T2 2022").given(), period_of("2022/2023").given(), period_of("déc-21").given()
    ({'annee': '2022', 'mois': 'T2'}, {}, {'annee': '2021', 'mois': '12'})
    """
    plain = text.strip()
    if found := _DATE_CELL.match(plain):
        return Period(found[1], found[2], "")
    if found := _WRITTEN_DATE.match(plain):
        return Period(found[2], found[1].zfill(2), "")
    for pattern, (at_year, at_month) in ((_YEAR_MONTH, (1, 2)), (_MONTH_YEAR, (2, 1))):
        if len(places := list(pattern.finditer(plain))) == 1:
            where = places[0]
            rest = fold(plain[: where.start()] + " " + plain[where.end() :])
            return Period(where[at_year], where[at_month].zfill(2), rest)
    years = _YEAR.findall(plain)
    year = years[0] if len(set(years)) == 1 else ""
    words = fold(_YEAR.sub(" ", plain) if year else plain)
    month, rest = _month_among(words)
    if month and not year and (short := _SHORT_YEAR.search(fold(plain).replace("_", " "))):
        year = f"20{short[1]}"
        rest = "_".join(part for part in rest.split("_") if part != short[1])
    return Period(year, month, rest)


def _month_among(words: str) -> tuple[str, str]:
    """The one month, quarter or semester among folded words, and the others."""
    if found := _PARTS.search(words):
        letter, number, ordinal, name, named, of = (text or "" for text in found.groups())
        rest = f"{words[: found.start()]}_{words[found.end() :]}".strip("_")
        return f"{(letter or name or named)[0].upper()}{number or ordinal or of}", rest
    parts = words.split("_")
    months = {at: month for at, part in enumerate(parts) if (month := month_of(part))}
    if len(months) == 1:
        (at,) = months
        return months[at], "_".join(part for place, part in enumerate(parts) if place != at)
    return "", words


def month_of(word: str) -> str:
    """The number of a month by its folded name, short, whole or nearly so; "" of another word.

    >>> month_of("sept"), month_of("fevier"), month_of("mairie")
    ('09', '02', '')
    """
    if word in MONTHS or len(word) < LONG_ENOUGH:
        return MONTHS.get(word, "")
    near = process.extractOne(word, _LONG.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return _LONG[near[0]] if near else ""


def numbered_months(labels: Sequence[str]) -> dict[int, str]:
    """Months by the place of their header, where twelve follow one another as 1 to 12, M1 to M12 or initials."""
    words = [fold(label) for label in labels]
    for start in range(len(words) - 11):
        twelve = words[start : start + 12]
        bare = [word.removeprefix("m").removeprefix("_") for word in twelve]
        if [_NUMBERS.get(word) for word in bare] == list(_NUMBERS.values())[:12] or "".join(twelve) == _INITIALS:
            return {start + at: f"{at + 1:02}" for at in range(12)}
    return {}


def period_text(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    """The `periode` that a year and a month make, as the template spells it; what is no month is left for the judge."""
    plain_year = year.str.strip_chars().str.replace(r"\.0+$", "")
    word = fold_expr(month)
    number = word.replace_strict({**MONTHS, **_NUMBERS}, default=None, return_dtype=pl.String)
    part = word.str.extract(r"^([ts][1-4])$").str.to_uppercase()
    return (
        pl.when(month.is_null())
        .then(plain_year)
        .when(number.is_not_null())
        .then(plain_year + "-" + number)
        .when(part.is_not_null())
        .then(part + " " + plain_year)
        .otherwise(month + " " + plain_year)
    )
