"""Rows of an answer -> series of a chart: one place per year shown, scaled to the figure's unit, sorted by size."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import polars as pl

from observatory.answers.contract import Answer, Break
from observatory.figures.chart import APART, Chart, Mark, MarkKind, Series, State, cuts, stretches
from observatory.figures.theme import ACCENT, stroke
from observatory.vocabulary import SECTORS
from observatory.wording import labels
from observatory.wording.breaks import break_label
from observatory.wording.language import translate
from observatory.wording.numbers import Scale

MOST = 6
OTHERS = "others"
LABELS = {"carrier": labels.carrier, "sector": labels.sector, "technology": labels.technology}
NOT_ADDED = frozenset(term.code for term in SECTORS if not term.additive)


def whole(answer: Answer, scale: Scale, *, label: str, colour: str = ACCENT, emphasis: bool = True) -> Series:
    """The one series of an answer that is not split."""
    return _series(answer.frame, _years(answer), scale, key="total", label=label, colour=colour, emphasis=emphasis)


def split(answer: Answer, dimension: str, scale: Scale, *, language: str) -> tuple[Series, ...]:
    """One series per carrier, sector or technology, the largest first; beyond six, the smallest are added as « autres ».

    What is no part of the total is never added: it stands last, apart.
    """
    frame = answer.frame
    order = (
        frame.group_by(dimension)
        .agg(pl.col("value").max())
        .sort("value", dimension, descending=[True, False], nulls_last=True)
    )
    codes = [code for code in order[dimension] if code not in NOT_ADDED]
    kept = codes if len(codes) <= MOST else codes[: MOST - 1]
    years = _years(answer)
    found = {
        code: _part(frame.filter(pl.col(dimension) == code), years, scale, dimension, code, language)
        for code in order[dimension]
        if code in kept or code in NOT_ADDED
    }
    rest = frame.filter(~pl.col(dimension).is_in(list(found)))
    if not rest.is_empty():
        label = translate("autres", language)
        added = _added(rest, parts=rest[dimension].n_unique())
        found[OTHERS] = _series(added, years, scale, key=OTHERS, label=label, colour=OTHERS)
    return tuple(sorted(found.values(), key=lambda one: one.group))


def indexed(chart: Chart, base_year: int) -> tuple[Series, ...]:
    """Each series over its value of the base year, × 100; what a break keeps from that year cannot be shown."""
    return tuple(_index(chart, one, base_year) for one in chart.series)


def without(one: Series, years: Collection[int]) -> Series:
    """A series without its values of some years, which keep their places."""

    def left(values: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(None if year in years else value for year, value in zip(one.x, values, strict=True))

    return replace(one, y=left(one.y), high=left(one.high)) if years else one


def marks(
    breaks: Iterable[Break],
    *,
    language: str,
    by_carrier: bool = False,
    by_sector: bool = False,
    name: str | None = None,
) -> tuple[Mark, ...]:
    """Breaks as marks of the axis; where lines are split, a break of one carrier, or of one sector, cuts its line only.

    `name` is told where the figure is of another territory.
    """
    found = []
    for one in breaks:
        part, label = "", ""
        if by_carrier and one.carrier:
            part, label = one.carrier, labels.carrier(one.carrier, language)
        elif by_sector and one.sector:
            part, label = one.sector, labels.sector(one.sector, language)
        told = ", ".join(filter(None, (name, label)))
        found.append(Mark(one.year, break_label(one, language, name=told), MarkKind.BREAK, part))
    return tuple(found)


def placed(found: Iterable[Mark], drawn: Sequence[Series]) -> tuple[Mark, ...]:
    """Marks of the series that are drawn; one of a part that was added into « autres » cuts « autres »."""
    keys = {one.key for one in drawn}
    moved = (mark if mark.series in keys | {""} else replace(mark, series=OTHERS) for mark in found)
    return tuple(mark for mark in moved if mark.series in keys | {""})


def _part(frame: pl.DataFrame, years: Sequence[int], scale: Scale, dimension: str, code: str, language: str) -> Series:
    label = LABELS[dimension](code, language)
    group = APART if code in NOT_ADDED else ""
    return _series(frame, years, scale, key=code, label=label, colour=f"{dimension}.{code}", group=group)


def _series(
    frame: pl.DataFrame,
    years: Sequence[int],
    scale: Scale,
    *,
    key: str,
    label: str,
    colour: str,
    emphasis: bool = False,
    group: str = "",
) -> Series:
    rows = {row["year"]: row for row in frame.select("year", "value", "high", "status").to_dicts()}
    drawn = stroke(colour)
    return Series(
        key=key,
        label=label,
        x=tuple(years),
        y=tuple(_scaled(rows.get(year, {}).get("value"), scale) for year in years),
        high=tuple(_scaled(rows.get(year, {}).get("high"), scale) for year in years),
        status=tuple(State(rows[year]["status"]) if year in rows else State.ABSENT for year in years),
        colour=colour,
        dash=drawn.dash,
        symbol=drawn.symbol,
        emphasis=emphasis,
        group=group,
    )


def _added(frame: pl.DataFrame, *, parts: int) -> pl.DataFrame:
    """The sum of several parts, year by year; one that hides something, or is missing, makes a lower bound of the sum."""
    hidden = pl.col("status").is_in([State.PARTIAL.value, State.WITHHELD.value]).any() | (pl.len() < parts)
    value = pl.when(pl.col("value").count() > 0).then(pl.col("value").sum())
    status = (
        pl.when(pl.col("value").count() == 0)
        .then(pl.lit(State.WITHHELD.value))
        .when(hidden)
        .then(pl.lit(State.PARTIAL.value))
        .when((pl.col("status") == State.ESTIMATED.value).any())
        .then(pl.lit(State.ESTIMATED.value))
        .otherwise(pl.lit(State.MEASURED.value))
    )
    return frame.group_by("year").agg(value.alias("value"), pl.col("high").sum(), status.alias("status")).sort("year")


def _index(chart: Chart, series: Series, base_year: int) -> Series:
    base = dict(zip(series.x, series.y, strict=True)).get(base_year)
    together = next(
        (one for one in stretches(series, cuts(chart, series)) if base_year in [series.x[at] for at in one]), []
    )
    if not base:
        nothing = (None,) * len(series.x)
        return replace(series, y=nothing, high=nothing, status=_not_comparable(series, []))
    top = dict(zip(series.x, series.high, strict=True))[base_year] or base

    def over(values: Sequence[float | None], reference: float) -> tuple[float | None, ...]:
        return tuple(
            value / reference * 100 if value is not None and at in together else None for at, value in enumerate(values)
        )

    return replace(
        series,
        y=over(series.y, base),
        high=over(series.high, base),
        low=over(series.y, top),
        status=_not_comparable(series, together),
    )


def _not_comparable(series: Series, together: Sequence[int]) -> tuple[State, ...]:
    return tuple(
        status if at in together or series.y[at] is None else State.NOT_COMPARABLE
        for at, status in enumerate(series.status)
    )


def _years(answer: Answer) -> list[int]:
    """Every year from the first to the last, so that a missing one is a gap."""
    shown = answer.frame["year"]
    return list(range(int(shown.min()), int(shown.max()) + 1)) if len(shown) else []  # type: ignore[arg-type]


def _scaled(value: float | None, scale: Scale) -> float | None:
    return None if value is None else value * scale.factor
