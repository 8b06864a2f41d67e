"""Breaks of one answer's series: which movements of coverage weigh enough in what it adds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import polars as pl

from observatory.answers import values
from observatory.answers.contract import Break, GasBasis, Question
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


def material(moves: pl.DataFrame, sums: pl.DataFrame, *, keys: Sequence[str]) -> dict[tuple[str, ...], list[Break]]:
    """Movements that make 5 % of the total they enter (of that year) or leave (of the year before), by series.

    `moves` as `methods.breaks.movements`; `sums` by year, carrier and `keys`, on the same gas basis; `keys` (carrier,
    sector, insee_code or nothing) tell the series apart. Several operators in one year are one break; what had, or
    brings, nothing is none.
    """
    yearly = sums.group_by("year", *keys).agg(total=pl.col("value").sum())
    entering = pl.col("kind").is_in(["operator_enters", "commune_appears"])
    dated = moves.with_columns(
        total_year=pl.when(entering).then("year").otherwise(pl.col("year") - 1), commune=pl.col("insee_code")
    )
    weighed = (
        dated.group_by("year", "total_year", "kind", *keys)
        .agg(
            pl.col("moved_mwh").sum(),
            operators=pl.col("operator").unique().sort(),
            communes=pl.col("commune").unique().sort(),
        )
        .join(yearly, left_on=["total_year", *keys], right_on=["year", *keys])
        .filter((pl.col("moved_mwh") >= MATERIAL * pl.col("total")) & (pl.col("moved_mwh") > 0) & (pl.col("total") > 0))
        .sort("year", "kind")
    )
    found: dict[tuple[str, ...], list[Break]] = {}
    for line in weighed.to_dicts():
        found.setdefault(tuple(line[key] for key in keys), []).append(_break(line))
    return found


def _break(line: dict[str, Any]) -> Break:
    share = line["moved_mwh"] / line["total"]
    params = {"operators": line["operators"], "communes": line["communes"], "share": share}
    params["moved_mwh"] = line["moved_mwh"]
    cause, carrier, sector = CAUSES[line["kind"]], line.get("carrier"), line.get("sector")
    return Break(year=line["year"], cause=cause, carrier=carrier, params=params, sector=sector)


def missing_years(chosen: Chosen, years: Sequence[int], published: pl.DataFrame) -> list[Break]:
    """Years that a carrier of this territory lacks and that its source has elsewhere: the series stops and resumes."""
    found = []
    for source, carrier in chosen.sources:
        has = set(chosen.kept.filter(pl.col("carrier") == carrier)["years"].explode())
        others = set(published.filter((pl.col("source") == source) & (pl.col("carrier") == carrier))["year"])
        found += gaps(has, others, years, carrier=carrier)
    return found


def gaps(has: Collection[int], others: Collection[int], years: Sequence[int], *, carrier: str) -> list[Break]:
    """Runs of years that a carrier lacks and `others` have, between the first and the last year shown.

    Of one carrier alone, the years shown are those that it has.
    """
    span = range(min(years, default=0), max(years, default=0) + 1)
    found = []
    for run in _runs([year for year in span if year in others and year not in has]):
        after = [year for year in sorted(has) if year > run[-1]]
        resumes = after[0] if after else run[0]
        found.append(Break(year=resumes, cause="years_missing", carrier=carrier, params={"missing": run}))
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
    created = totals.table(snapshot, "categories_created").to_dicts()
    found = [category_created(line) for line in created if (line["source"], line["carrier"]) in chosen.sources]
    return found + [unspecified_moves(line) for line in moved_unspecified(by_sector, keys=("carrier",)).to_dicts()]


def category_created(line: Mapping[str, Any]) -> Break:
    """A row of the snapshot's `categories_created`, as a break."""
    return _of_split(line, "category_created", {"category": line["category"]})


def unspecified_moves(line: Mapping[str, Any]) -> Break:
    """A row of `moved_unspecified`, as a break."""
    return _of_split(line, "unspecified_moves", {"points": line["points"]})


def _of_split(line: Mapping[str, Any], cause: str, params: Mapping[str, Any]) -> Break:
    return Break(year=line["year"], cause=cause, carrier=line["carrier"], sectors_only=True, params=params)


def moved_unspecified(by_sector: pl.DataFrame, *, keys: Sequence[str]) -> pl.DataFrame:
    """Years in which the share that the publisher could not attribute moves by more than 5 points, by `keys`."""
    unspecified = pl.col("value").filter(pl.col("sector") == "unspecified").sum()
    shares = by_sector.group_by(*keys, "year").agg(share=unspecified / pl.col("value").sum())
    shares = shares.filter(pl.col("share").is_finite())  # of a year that is hidden whole there is no share
    moved = shares.sort(*keys, "year").with_columns(
        points=pl.col("share").diff().over(*keys), step=pl.col("year").diff().over(*keys)
    )
    return moved.filter((pl.col("points").abs() > UNSPECIFIED_POINTS) & (pl.col("step") == 1))


def of_series(
    snapshot: Snapshot,
    question: Question,
    chosen: Chosen,
    sums: pl.DataFrame,
    *,
    years: Sequence[int],
    gas: GasBasis | None,
) -> list[Break]:
    """Breaks of the totals that this answer adds; `sums` by year, carrier and what splits it, on its gas basis."""
    moves = totals.movements(snapshot, question.territory).join(
        chosen.kept.select("source", "insee_code", "carrier"), on=["source", "insee_code", "carrier"], how="semi"
    )
    if question.sectors:
        moves = moves.filter(pl.col("sector").is_in(question.sectors))
    if not question.territory.is_area:
        moves = moves.filter(pl.col("kind").is_in(["operator_enters", "operator_leaves"]))
    moves = values.on_gas_basis(moves, gas or GasBasis.PCS, columns=("moved_mwh",))
    keys = [dimension for dimension in ("carrier", "sector") if dimension in question.by]
    moved = [one for found in material(moves, sums, keys=keys).values() for one in found]
    published = totals.published_years(snapshot, "energy")
    if question.indicator == "heat_network_share":  # shown where there is heat: other years of gas are no gap of it
        published = published.filter(pl.col("year").is_in(years))
    missing = missing_years(chosen, years, published)
    if "carrier" not in question.by and len(chosen.carriers) > 1:
        missing = [replace(one, params={**one.params, "carrier": one.carrier}) for one in missing]
        missing += _carriers_move(chosen, years, missing)
    return [*_named(snapshot, question, moved), *missing]


def _carriers_move(chosen: Chosen, years: Sequence[int], missing: Sequence[Break]) -> list[Break]:
    """Of a sum across carriers, the years in which one comes in or goes out, but where it only resumes after a gap."""
    resumed = {(one.year, one.carrier) for one in missing}
    has = {carrier: set(chosen.of(carrier).kept["years"].explode()) for carrier in chosen.carriers}
    found = []
    for before, year in pairwise(years):
        enter = [code for code, at in has.items() if year in at and before not in at and (year, code) not in resumed]
        leave = [code for code, at in has.items() if before in at and year not in at]
        moved = (("carrier_enters", enter), ("carrier_leaves", leave))
        found += [Break(year=year, cause=cause, params={"carriers": codes}) for cause, codes in moved if codes]
    return found


def _named(snapshot: Snapshot, question: Question, moved: Sequence[Break]) -> list[Break]:
    """The communes that appear or disappear, by name."""
    if not any(one.cause.startswith("communes") for one in moved):
        return list(moved)
    names = dict(totals.members(snapshot, question.territory).select("insee_code", "name").rows())
    return [
        replace(one, params={**one.params, "names": [names[code] for code in one.params["communes"]]})
        if one.cause.startswith("communes")
        else one
        for one in moved
    ]


def shown(found: Sequence[Break], years: Sequence[int]) -> tuple[Break, ...]:
    """Those that fall between two of the years shown, one per year, carrier, sector and cause, in order of time."""
    inside = [one for one in found if min(years, default=0) < one.year <= max(years, default=0)]
    unique = {(one.year, one.carrier or "", one.sectors_only, one.sector or "", one.cause): one for one in inside}
    return tuple(unique[key] for key in sorted(unique))
