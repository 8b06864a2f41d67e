"""What explains a change: a series shared between factors year after year, with nothing left over.

Of energy, the residential sector alone: inhabitants, use per inhabitant at normal climate, weather. Of emissions,
sector by sector. Nothing is told across a break, nor where what is withheld could turn the change.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np
import polars as pl

from observatory.answers import factors
from observatory.answers.change import comparable_span
from observatory.answers.contract import Answer, Correction, Note, Perimeter, PerimeterRule, Question, SourceLine
from observatory.answers.factors import RESIDENTIAL, Cells, Factored
from observatory.answers.facts import summed_fact
from observatory.answers.indicator import Series, answer, series_of
from observatory.answers.values import summed
from observatory.errors import QuestionRefused
from observatory.indicators import Measure, indicator
from observatory.methods.decomposition import Array, lmdi
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.vocabulary import Status, combined

STEP_ENDS = 2
EXPLAINED = ("energy", "emissions")


@dataclass(frozen=True)
class End:
    """One end of what is explained; `high` is what a lower bound may reach."""

    year: int
    value: float
    high: float
    status: str


@dataclass(frozen=True, eq=False)  # one object per question and snapshot: charts are remembered by it
class Decomposition:
    """A series explained. `answer` is that series, with the notes and the sources of the factors.

    `steps` has one row per step and factor, in order: year_from, year_to (Int32), factor, value (Float64, in `unit`),
    unit; the factors of a step sum to its change. `inhabitants` are those of the first and last year, where they are a
    factor.
    """

    answer: Answer
    factors: tuple[str, ...]
    steps: pl.DataFrame
    inhabitants: tuple[float, float] | None

    @property
    def totals(self) -> dict[str, float]:
        """The effect of each factor over the whole span: the sum of its steps."""
        return {name: float(self.steps.filter(pl.col("factor") == name)["value"].sum()) for name in self.factors}

    @property
    def start(self) -> End:
        """The first year."""
        return _end(self.answer, 0)

    @property
    def end(self) -> End:
        """The last year."""
        return _end(self.answer, -1)

    @property
    def status(self) -> Status:
        """The least trusted of both ends."""
        return combined([Status(self.start.status), Status(self.end.status)])

    @property
    def perimeter(self) -> Perimeter:
        """What the series covers."""
        return self.answer.perimeter

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a reader must know."""
        return self.answer.notes

    @property
    def sources(self) -> tuple[SourceLine, ...]:
        """Of the series and of its factors."""
        return self.answer.sources


def comparable(snapshot: Snapshot, question: Question) -> Question:
    """The same question over the last of its years that no break cuts."""
    asked = _asked(question)
    while True:
        found = answer(snapshot, asked)
        years = _years(found)
        span = comparable_span(years, found.breaks)
        if span is None or span == (years[0], years[-1]):
            return asked
        # The years shown decide which carriers and communes are added, and so which breaks there are.
        asked = replace(asked, years=span)


@lru_cache(maxsize=256)
def decomposition(snapshot: Snapshot, question: Question) -> Decomposition:
    """Explain the change of residential energy, or of emissions; over the last comparable years where none are asked.

    Steps go from each year that the data have to the next. Raises QuestionRefused: those of `answer`, and
    `decomposition_indicator`, `decomposition_sector`, `decomposition_no_step`, `decomposition_before_split`,
    `decomposition_break_between`, `decomposition_withheld`, `decomposition_undecided`, `decomposition_no_inhabitants`.
    Source: Ang, Energy Policy 33 (2005), additive LMDI-I.
    """
    asked = _asked(question) if question.years else comparable(snapshot, question)
    found = answer(snapshot, asked)
    _check(snapshot, found)
    series = series_of(snapshot, replace(asked, by=() if _is_energy(asked) else ("sector",)), found.indicator)
    cells = _cells(series, "carrier" if _is_energy(asked) else "sector")
    plain = factors.of_residential(snapshot, asked, series, cells) if _is_energy(asked) else factors.of_sectors(cells)
    factored = factors.with_method(plain, cells, _apart(snapshot, found, series, cells))
    notes = (*_of_method(found), *factored.notes, *found.notes)
    return Decomposition(
        answer=replace(found, notes=notes, sources=(*found.sources, *factored.sources)),
        factors=factored.names,
        steps=_steps(factored, cells, found.unit),
        inhabitants=factored.inhabitants,
    )


def _asked(question: Question) -> Question:
    """The series to explain: a total over a perimeter that all its years share.

    Inhabitants drive what dwellings use, and not what offices, roads or factories do.
    """
    if question.indicator not in EXPLAINED:
        raise QuestionRefused("decomposition_indicator", indicator=question.indicator)
    asked = replace(question, by=(), perimeter=PerimeterRule.COMMON, correction=Correction.NONE)
    if _is_energy(asked) and asked.sectors != (RESIDENTIAL,):
        raise QuestionRefused("decomposition_sector")
    return asked


def _is_energy(question: Question) -> bool:
    return indicator(question.indicator).numerator is Measure.ENERGY


def _years(found: Answer) -> list[int]:
    return found.frame["year"].to_list()


def _check(snapshot: Snapshot, found: Answer) -> None:
    """Refuse what no honest sentence explains."""
    years = _years(found)
    if len(years) < STEP_ENDS:
        raise QuestionRefused("decomposition_no_step", years=years)
    _check_split(snapshot, found, years[0])
    if found.breaks:
        span = comparable_span(years, found.breaks) or (years[-1], years[-1])
        kept = list(range(span[0], span[1] + 1))
        raise QuestionRefused(
            "decomposition_break_between", first=years[0], last=years[-1], comparable=kept, cut=found.breaks[-1]
        )
    withheld = found.frame.filter(pl.col("value").is_null())["year"].to_list()
    if withheld:
        raise QuestionRefused("decomposition_withheld", years=withheld)
    start, end = _end(found, 0), _end(found, -1)
    low, high = end.value - start.high, end.high - start.value
    if low < 0 < high:
        raise QuestionRefused(
            "decomposition_undecided", first=years[0], last=years[-1], low=low, high=high, unit=found.unit
        )


def _check_split(snapshot: Snapshot, found: Answer, first: int) -> None:
    """Before a class of customers was created, its members were counted elsewhere: « residential » was not homes."""
    created = totals.table(snapshot, "categories_created")
    sources = [line.key for line in found.sources]
    later = created.filter(
        pl.col("source").is_in(sources), pl.col("carrier").is_in(found.perimeter.carriers), pl.col("year") > first
    )
    if not later.is_empty():
        raise QuestionRefused("decomposition_before_split", year=int(later["year"].max()))  # type: ignore[arg-type]


def _of_method(found: Answer) -> tuple[Note, ...]:
    partly = Status.PARTIAL in set(found.frame["status"])
    return (Note("decomposition_chained"), *((Note("decomposition_published_part"),) if partly else ()))


def _end(found: Answer, at: int) -> End:
    return End(*found.frame.select("year", "value", "high", "status").row(at))


def _cells(series: Series, category: str) -> Cells:
    """Values by year and category, zero where a category has no row; refused where one is wholly withheld."""
    parts = summed(series.sums, [category])
    hidden = parts.filter(pl.col("value").is_null())
    if not hidden.is_empty():
        told = {
            f"{category}s": hidden[category].unique().sort().to_list(),
            "years": hidden["year"].unique().sort().to_list(),
        }
        raise QuestionRefused("decomposition_withheld", **told)
    wide = (
        parts.pivot(on=category, index="year", values="value", sort_columns=True)
        .sort("year")
        .with_columns(pl.exclude("year").fill_null(0.0))
    )
    return Cells(tuple(wide["year"]), tuple(wide.columns[1:]), wide.drop("year").to_numpy())


def _apart(snapshot: Snapshot, found: Answer, series: Series, cells: Cells) -> Array:
    """Steps × categories: whether the figures of the two years come from files of different vintages."""
    span = (cells.years[0], cells.years[-1])
    used = totals.vintages(snapshot, summed_fact(found.indicator), found.question.territory, span)
    by_year: dict[tuple[str, int], set[str]] = {}
    for source, year, vintage in used.select("source", "year", "vintage").rows():
        by_year.setdefault((source, year), set()).add(vintage)
    of_carrier = {carrier: source for source, carrier in series.chosen.sources}
    sources = [of_carrier.get(category, of_carrier.get("", "")) for category in cells.categories]
    return np.array(
        [
            [by_year.get((one, first)) != by_year.get((one, last)) for one in sources]
            for first, last in pairwise(cells.years)
        ]
    )


def _steps(factored: Factored, cells: Cells, unit: str) -> pl.DataFrame:
    effects = [lmdi(before, after).by_factor for before, after in factored.steps]
    rows = [
        (first, last, name, float(value), unit)
        for (first, last), step in zip(pairwise(cells.years), effects, strict=True)
        for name, value in zip(factored.names, step, strict=True)
    ]
    schema = {"year_from": pl.Int32, "year_to": pl.Int32, "factor": pl.String, "value": pl.Float64, "unit": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")
