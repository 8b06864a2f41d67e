"""The change of each commune, or EPCI, of a comparison since an earlier year: a number, or why there is none."""

from dataclasses import replace

import polars as pl

from observatory.answers import values
from observatory.answers.breaks import category_created, material, moved_unspecified
from observatory.answers.change import change
from observatory.answers.contract import Answer, Break, GasBasis, Question
from observatory.answers.epcis import WHOLE
from observatory.answers.indicator import answer
from observatory.answers.perimeter import AREAL
from observatory.indicators import Measure, indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

UNDECIDED = 0.005  # of the value, on both sides of zero
OPERATORS = ("operator_enters", "operator_leaves")
Years = tuple[int, int]


def with_change(
    snapshot: Snapshot, question: Question, rows: pl.DataFrame, years: Years | None, *, carriers: tuple[str, ...]
) -> tuple[pl.DataFrame, tuple[Break, ...]]:
    """Add `change` (percent) and `change_state` to the rows of a comparison, with the breaks that concern them all.

    `carriers` are those that the comparison adds. `change_state` is ok, break, undecided (the hidden part could turn
    the sign), missing, partial (the communes that both years have do not make the EPCI), or none where `years` is None.
    """
    if years is None:
        return rows.with_columns(change=pl.lit(None, dtype=pl.Float64), change_state=pl.lit("none")), ()
    breaks = _source_breaks(snapshot, question, years)
    if rows["key"].str.starts_with("epci:").any():
        return _of_epcis(snapshot, question, rows, years, carriers=carriers), breaks
    return _of_communes(snapshot, question, rows, years, cut=bool(breaks)), breaks


def _source_breaks(snapshot: Snapshot, question: Question, years: Years) -> tuple[Break, ...]:
    """Breaks that concern every commune: a split by sector that its source changed in between."""
    if not question.sectors or _of_emissions(question):
        return ()
    created = totals.table(snapshot, "categories_created").filter(
        (pl.col("year") > years[0]) & (pl.col("year") <= years[1])
    )
    carriers = set(question.carriers)
    return tuple(category_created(line) for line in created.to_dicts() if not carriers or line["carrier"] in carriers)


def _of_communes(
    snapshot: Snapshot, question: Question, rows: pl.DataFrame, years: Years, *, cut: bool
) -> pl.DataFrame:
    """Percent of change of each commune; none across a break, none where the hidden part could turn it."""
    series = answer(snapshot, replace(question, by=("commune",), years=years))
    ends = series.frame.select("insee_code", "year", "value", "high")
    first = ends.filter(pl.col("year") == years[0]).select(key="insee_code", value_0="value", high_0="high")
    last = ends.filter(pl.col("year") == years[1]).select(key="insee_code", value_1="value", high_1="high")
    broken = [*_operators(snapshot, question, series, years), *_unattributed(snapshot, question, years)]
    joined = rows.join(first, on="key", how="left").join(last, on="key", how="left")
    changed = joined.with_columns(change_state=_state(pl.lit(cut) | pl.col("key").is_in(broken)))
    percent = (pl.col("value_1") / pl.col("value_0") - 1) * 100
    changed = changed.with_columns(change=pl.when(pl.col("change_state") == "ok").then(percent))
    return changed.drop("value_0", "high_0", "value_1", "high_1")


def _state(is_cut: pl.Expr) -> pl.Expr:
    low, high = pl.col("value_1") / pl.col("high_0") - 1, pl.col("high_1") / pl.col("value_0") - 1
    return (
        pl.when(pl.col("value_0").is_null() | pl.col("value_1").is_null() | (pl.col("value_0") <= 0))
        .then(pl.lit("missing"))
        .when(is_cut)
        .then(pl.lit("break"))
        .when((low < -UNDECIDED) & (high > UNDECIDED))
        .then(pl.lit("undecided"))
        .otherwise(pl.lit("ok"))
    )


def _of_epcis(
    snapshot: Snapshot, question: Question, rows: pl.DataFrame, years: Years, *, carriers: tuple[str, ...]
) -> pl.DataFrame:
    """Each EPCI has the change that its own page gives, over the same two years."""
    of_energy = carriers if not _of_emissions(question) else ()
    asked = replace(question, by=(), years=years, carriers=question.carriers or of_energy)
    found: list[tuple[str, float | None, str]] = []
    for key, value, whole in rows.select("key", "value", "whole").rows():
        if value is None or not whole:
            found.append((key, None, "missing" if value is None else "partial"))
        else:
            found.append((key, *_of_epci(snapshot, replace(asked, territory=parse_territory(key)))))
    columns = {"key": pl.String, "change": pl.Float64, "change_state": pl.String}
    return rows.join(pl.DataFrame(found, schema=columns, orient="row"), on="key", how="left")


def _of_epci(snapshot: Snapshot, question: Question) -> tuple[float | None, str]:
    series = answer(snapshot, question)
    if (series.perimeter.inhabitants_share or 0.0) < WHOLE:
        return None, "partial"
    moved = change(series)
    if moved is None:
        return None, "break" if series.breaks else "missing"
    if (moved.year_from, moved.year_to) != question.years:
        return None, "break"
    return moved.percent, "undecided" if moved.percent is None else "ok"


def _of_emissions(question: Question) -> bool:
    return indicator(question.indicator).numerator is Measure.EMISSIONS


def _operators(snapshot: Snapshot, question: Question, series: Answer, years: Years) -> list[str]:
    """Communes where an operator that weighs enters or leaves between the two years, on the series' gas basis."""
    if _of_emissions(question):
        return []
    moves = totals.movements(snapshot, question.territory).filter(
        (pl.col("year") > years[0])
        & (pl.col("year") <= years[1])
        & pl.col("kind").is_in(OPERATORS)
        & ~pl.col("source").is_in(AREAL)
        & pl.col("carrier").is_in(series.perimeter.carriers)
        & (pl.col("moved_mwh") > 0)
    )
    if question.sectors:
        moves = moves.filter(pl.col("sector").is_in(question.sectors))
    moves = values.on_gas_basis(moves, series.gas or GasBasis.PCS, columns=("moved_mwh",))
    energy = answer(snapshot, replace(question, indicator="energy", by=("commune",), years=years, gas=series.gas))
    return [key[0] for key in material(moves, energy.frame.filter(pl.col("value") > 0), keys=("insee_code",))]


def _unattributed(snapshot: Snapshot, question: Question, years: Years) -> list[str]:
    """Communes where, of one sector, the share that the publisher could not attribute moves between the two years."""
    if not question.sectors or _of_emissions(question):
        return []
    split = replace(question, indicator="energy", by=("carrier", "sector", "commune"), sectors=(), years=years)
    moved = moved_unspecified(answer(snapshot, split).frame, keys=("insee_code", "carrier"))
    return moved["insee_code"].unique().sort().to_list()
