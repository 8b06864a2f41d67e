"""Breaks of one answer's series: which movements of coverage weigh enough in what it adds."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from observatory.answers.contract import Break, Question
from observatory.answers.perimeter import Chosen
from observatory.methods.breaks import MATERIAL
from observatory.store import totals
from observatory.store.snapshots import Snapshot

UNSPECIFIED_POINTS = 0.05
CAUSES = {
    "operator_enters": "operator_enters",
    "operator_leaves": "operator_leaves",
    "commune_appears": "communes_appear",
    "commune_disappears": "communes_disappear",
}


def material(moves: pl.DataFrame, sums: pl.DataFrame, *, apart: bool) -> list[Break]:
    """Movements that make 5 % of the total they enter (of that year) or leave (of the year before).

    `moves` as `methods.breaks.movements`; `sums` by year and carrier as published. Several operators in one year are
    one break.
    """
    series = ["carrier"] if apart else []
    yearly = sums.group_by("year", *series).agg(total=pl.col("value").sum())
    entering = pl.col("kind").is_in(["operator_enters", "commune_appears"])
    dated = moves.with_columns(total_year=pl.when(entering).then("year").otherwise(pl.col("year") - 1))
    weighed = (
        dated.group_by("year", "total_year", "kind", *series)
        .agg(
            pl.col("moved_mwh").sum(),
            operators=pl.col("operator").unique().sort(),
            communes=pl.col("insee_code").unique().sort(),
        )
        .join(yearly, left_on=["total_year", *series], right_on=["year", *series])
        .filter(pl.col("moved_mwh") >= MATERIAL * pl.col("total"))
        .sort("year", "kind")
    )
    return [_break(line) for line in weighed.to_dicts()]


def _break(line: dict[str, Any]) -> Break:
    share = line["moved_mwh"] / line["total"]
    params = {"operators": line["operators"], "communes": line["communes"], "share": share}
    return Break(year=line["year"], cause=CAUSES[line["kind"]], carrier=line.get("carrier"), params=params)


def missing_years(chosen: Chosen, years: Sequence[int], published: pl.DataFrame) -> list[Break]:
    """Years that a carrier of this territory lacks and that its source has elsewhere: the series stops and resumes.

    Looked for between the first and the last year shown: of one carrier alone, the years shown are those that it has.
    """
    found = []
    span = range(min(years, default=0), max(years, default=0) + 1)
    sources = {carrier: source for source, carrier in chosen.sources}
    for carrier, source in sources.items():
        has = set(chosen.kept.filter(pl.col("carrier") == carrier)["years"].explode())
        others = set(published.filter((pl.col("source") == source) & (pl.col("carrier") == carrier))["year"])
        lacking = [year for year in span if year in others and year not in has]
        for run in _runs(lacking):
            after = [year for year in sorted(has) if year > run[-1]]
            found.append(
                Break(
                    year=after[0] if after else run[0],
                    cause="years_missing",
                    carrier=carrier,
                    params={"missing": run},
                )
            )
    return found


def _runs(years: list[int]) -> list[list[int]]:
    """Consecutive years together.

    >>> _runs([2011, 2012, 2018])
    [[2011, 2012], [2018]]
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def of_sectors(snapshot: Snapshot, chosen: Chosen, by_sector: pl.DataFrame) -> list[Break]:
    """What cuts the split by sector though the total goes on: a class of customers created, `unspecified` that moves.

    `by_sector` has year, carrier, sector, value.
    """
    pairs = pl.DataFrame(list(chosen.sources), schema={"source": pl.String, "carrier": pl.String}, orient="row")
    created = totals.table(snapshot, "categories_created").join(pairs, on=["source", "carrier"], how="semi")
    found = [
        Break(
            year=line["year"],
            cause="category_created",
            carrier=line["carrier"],
            sectors_only=True,
            params={"category": line["category"]},
        )
        for line in created.to_dicts()
    ]
    return found + [
        Break(
            year=line["year"],
            cause="unspecified_moves",
            carrier=line["carrier"],
            sectors_only=True,
            params={"points": line["points"]},
        )
        for line in _unspecified_moves(by_sector).to_dicts()
    ]


def _unspecified_moves(by_sector: pl.DataFrame) -> pl.DataFrame:
    """Years in which the share that the publisher could not attribute moves by more than 5 points."""
    unspecified = pl.col("value").filter(pl.col("sector") == "unspecified").sum()
    shares = by_sector.group_by("carrier", "year").agg(share=unspecified / pl.col("value").sum())
    moved = shares.sort("carrier", "year").with_columns(
        points=pl.col("share").diff().over("carrier"), step=pl.col("year").diff().over("carrier")
    )
    return moved.filter((pl.col("points").abs() > UNSPECIFIED_POINTS) & (pl.col("step") == 1))


def of_series(
    snapshot: Snapshot, question: Question, chosen: Chosen, sums: pl.DataFrame, *, years: Sequence[int]
) -> list[Break]:
    """Breaks of the totals that this answer adds; `sums` by year and carrier."""
    moves = totals.movements(snapshot, question.territory).join(
        chosen.kept.select("source", "insee_code", "carrier"), on=["source", "insee_code", "carrier"], how="semi"
    )
    if question.sectors:
        moves = moves.filter(pl.col("sector").is_in(question.sectors))
    if not question.territory.is_area:
        moves = moves.filter(pl.col("kind").is_in(["operator_enters", "operator_leaves"]))
    return [
        *material(moves, sums, apart="carrier" in question.by),
        *missing_years(chosen, years, totals.published_years(snapshot, "energy")),
    ]


def shown(found: Sequence[Break], years: Sequence[int]) -> tuple[Break, ...]:
    """Those that fall between two of the years shown, one per year, carrier and cause, in order of time."""
    inside = [one for one in found if min(years, default=0) < one.year <= max(years, default=0)]
    unique = {(one.year, one.carrier or "", one.sectors_only, one.cause): one for one in inside}
    return tuple(unique[key] for key in sorted(unique))
