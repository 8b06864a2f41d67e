"""What a figure shows and says, before anything draws it.

The page, the table, the download and the document read the same `Chart`, so that they cannot differ.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import polars as pl

from observatory.vocabulary import Status
from observatory.wording import labels
from observatory.wording.language import N_, translate


class Kind(StrEnum):
    """The forms a figure takes."""

    LINES = "lines"
    MULTIPLES = "multiples"  # one small panel of lines per series
    STACK = "stack"  # parts of a total, year by year
    BARS = "bars"  # parts of a total, one year
    WATERFALL = "waterfall"  # from one year to another, by the effects that explain it
    STRIP = "strip"  # one dot per commune
    MAP = "map"
    FUNNEL = "funnel"  # one dot per commune by its inhabitants, between limits
    SPARK = "spark"


class State(StrEnum):
    """What stands at one place of a series: the status of a value, or why there is none."""

    MEASURED = Status.MEASURED.value
    ESTIMATED = Status.ESTIMATED.value
    PARTIAL = Status.PARTIAL.value
    WITHHELD = Status.WITHHELD.value
    ABSENT = "absent"  # nothing was ever published
    NOT_COMPARABLE = "not_comparable"  # published, but a break stands between it and the base year
    UNDECIDED = "undecided"  # a change whose sign depends on what is withheld
    PATH = "path"  # a level to follow, not a figure
    PROJECTED = "projected"  # what comes if the pace goes on
    UNRANKED = "unranked"  # published, and not to be compared: one factory would speak for all inhabitants


class MarkKind(StrEnum):
    """What a mark says about a place of the axis."""

    BREAK = "break"  # between `x - 1` and `x`: lines are cut there
    BAND = "band"  # from `x` to `x_end`, shaded
    MEDIAN = "median"


_STATE_WORDS: Mapping[State, str] = {
    State.NOT_COMPARABLE: N_("non comparable avec l'année de base"),
    State.UNDECIDED: N_("sens de l'évolution incertain (secret statistique)"),
    State.PATH: N_("trajectoire"),
    State.PROJECTED: N_("projection"),
    State.UNRANKED: N_("non comparé : l'industrie domine"),
}
APART = "apart"  # the group of what is no part of the total
TOTAL = "total"  # the group of the ends of a waterfall: its effects add up to their difference
REFERENCE = "reference"  # the group of other territories: their gaps are not this figure's subject
COMMUNE_KINDS = frozenset({Kind.STRIP, Kind.MAP, Kind.FUNNEL})


@dataclass(frozen=True)
class Series:
    """One line, one bar, or one set of communes; every tuple has one item per place.

    `x` are years, or INSEE codes where `names` holds the communes' names. `y` is None where nothing can be shown, never
    0; `high` is what a lower bound may reach, equal to `y` where nothing is hidden; `low` differs from `y` only in an
    index whose base year is itself a lower bound. `colour` is a name of the theme. Series of the same `group` add up;
    the empty group is the main one.
    """

    key: str
    label: str
    x: tuple[int | str, ...]
    y: tuple[float | None, ...]
    high: tuple[float | None, ...]
    status: tuple[State, ...]
    colour: str
    dash: str = "solid"
    symbol: str = "circle"
    emphasis: bool = False
    group: str = ""
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # what is written beside each place
    low: tuple[float | None, ...] = ()
    inhabitants: tuple[float, ...] = ()  # of each commune of a funnel
    shrunk: tuple[float, ...] = ()  # each of its values, drawn towards what is expected

    @property
    def last(self) -> float | None:
        """The last value there is."""
        return next((value for value in reversed(self.y) if value is not None), None)


@dataclass(frozen=True)
class Mark:
    """Something said at one place of the axis; it concerns one series, or all but references where `series` is empty."""

    x: float
    text: str
    kind: MarkKind
    series: str = ""
    x_end: float | None = None


@dataclass(frozen=True)
class Curve:
    """A line that no series is: what is expected, or a limit; `coverage` is 0 for the former, else 0 to 1."""

    coverage: float
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Texts:
    """What stands around a figure: the sentence that answers, and all that keeps it honest."""

    title: str
    subtitle: str = ""
    source_line: str = ""
    perimeter_line: str = ""
    notes: tuple[str, ...] = ()
    alt: str = ""


@dataclass(frozen=True, eq=False)  # its drawing is remembered by it
class Chart:
    """A figure: its series in the order they are read, and its words in one language."""

    kind: Kind
    title: str
    subtitle: str
    alt: str
    unit: str
    series: tuple[Series, ...]
    language: str
    marks: tuple[Mark, ...] = ()
    curves: tuple[Curve, ...] = ()
    source_line: str = ""
    perimeter_line: str = ""
    notes: tuple[str, ...] = ()
    x_title: str = ""
    base_year: int | None = None  # an index, 100 in that year
    diverging: bool = False  # changes, centred on zero
    facts: tuple[tuple[str, str], ...] = ()  # a few numbers with their names, said beside the sentence
    geometry: Mapping[str, str] = field(default_factory=dict)  # département -> address of its communes' contours


def chart(kind: Kind, series: Iterable[Series], texts: Texts, *, unit: str, language: str, **more: object) -> Chart:
    """A chart with its texts; without an alternative text, the title says what the drawing shows."""
    made = Chart(
        kind=kind,
        title=texts.title,
        subtitle=texts.subtitle,
        alt=texts.alt or texts.title,
        unit=unit,
        series=tuple(series),
        language=language,
        source_line=texts.source_line,
        perimeter_line=texts.perimeter_line,
        notes=texts.notes,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def cuts(chart: Chart, series: Series) -> frozenset[int]:
    """The years before which this series is cut."""
    named = {series.key} if series.group == REFERENCE else {"", series.key}
    return frozenset(int(mark.x) for mark in chart.marks if mark.kind is MarkKind.BREAK and mark.series in named)


def stretches(series: Series, cut: frozenset[int]) -> list[list[int]]:
    """Positions between breaks: inside each, figures describe the same thing, whether or not some are missing."""
    found: list[list[int]] = [[]]
    for position, year in enumerate(series.x):
        if year in cut:
            found.append([])
        found[-1].append(position)
    return [stretch for stretch in found if stretch]


def segments(series: Series, cut: frozenset[int]) -> list[list[int]]:
    """Positions that one stroke may join: consecutive values, with neither a break nor a gap between them."""
    found: list[list[int]] = []
    for stretch in stretches(series, cut):
        found.append([])
        for position in stretch:
            if series.y[position] is None:
                found.append([])
            else:
                found[-1].append(position)
    return [segment for segment in found if segment]


def hidden(series: Series, position: int) -> bool:
    """Whether a value is a lower bound with something above it, or an index over one."""
    low, high = lowest(series)[position], series.high[position]
    return low is not None and high is not None and high > low


def lowest(series: Series) -> tuple[float | None, ...]:
    """The least that each value may be: itself, but in an index whose base year hides something."""
    return series.low or series.y


def state_word(state: State, value: float | None, language: str) -> str:
    """What a reader is told of a place: a zero that was published says so."""
    if state in _STATE_WORDS:
        return translate(_STATE_WORDS[state], language)
    if state is State.MEASURED and value == 0:
        return labels.status("zero", language)
    return labels.status(state.value, language)


def table(chart: Chart) -> pl.DataFrame:
    """The table behind a figure: year, series, value, high, unit, status.

    In place of the first two: insee_code, commune; or period, series where a value is of two years. A funnel adds
    inhabitants, shrunk (the value drawn towards what is expected) and remark. `high` is null where nothing is hidden,
    `value` null where nothing can be shown, and `status` is a word.
    """
    rows = [
        {
            **_place(chart, series, position),
            "value": value,
            **({"low": lowest(series)[position] if series.low else None} if _has_low(chart) else {}),
            "high": series.high[position] if hidden(series, position) else None,
            "unit": chart.unit,
            "status": state_word(series.status[position], value, chart.language),
            **_beside(chart, series, position),
        }
        for series in chart.series
        for position, value in enumerate(series.y)
    ]
    return pl.DataFrame(rows, schema=_table_schema(chart))


def headers(chart: Chart) -> dict[str, str]:
    """What a reader calls each column of the table."""
    words = {
        "year": N_("Année"),
        "series": N_("Série"),
        "insee_code": N_("Code INSEE"),
        "commune": N_("Commune"),
        "period": N_("Période"),
        "value": N_("Valeur"),
        "low": N_("Au moins"),
        "high": N_("Au plus"),
        "unit": N_("Unité"),
        "status": N_("État de la donnée"),
        "inhabitants": N_("Habitants"),
        "shrunk": N_("Valeur resserrée"),
        "remark": N_("Remarque"),
    }
    return {column: translate(words[column], chart.language) for column in _table_schema(chart)}


def _place(chart: Chart, series: Series, position: int) -> dict[str, int | str]:
    if chart.kind in COMMUNE_KINDS:
        return {"insee_code": series.x[position], "commune": series.names[position]}
    if chart.kind is Kind.WATERFALL:
        return {"period": series.names[position], "series": series.label}
    return {"year": series.x[position], "series": series.label}


def _beside(chart: Chart, series: Series, position: int) -> dict[str, float | str]:
    if chart.kind is not Kind.FUNNEL:
        return {}
    return {
        "inhabitants": series.inhabitants[position],
        "shrunk": series.shrunk[position],
        "remark": series.texts[position],
    }


def _table_schema(chart: Chart) -> dict[str, pl.DataType]:
    first: dict[str, pl.DataType] = {"year": pl.Int32(), "series": pl.String()}
    if chart.kind in COMMUNE_KINDS:
        first = {"insee_code": pl.String(), "commune": pl.String()}
    elif chart.kind is Kind.WATERFALL:
        first = {"period": pl.String(), "series": pl.String()}
    low: dict[str, pl.DataType] = {"low": pl.Float64()} if _has_low(chart) else {}
    last: dict[str, pl.DataType] = {}
    if chart.kind is Kind.FUNNEL:
        last = {"inhabitants": pl.Float64(), "shrunk": pl.Float64(), "remark": pl.String()}
    values: dict[str, pl.DataType] = {"high": pl.Float64(), "unit": pl.String(), "status": pl.String()}
    return first | {"value": pl.Float64()} | low | values | last


def _has_low(chart: Chart) -> bool:
    """Whether some value is known between two bounds: an index over a lower bound, a projection."""
    return any(series.low for series in chart.series)
