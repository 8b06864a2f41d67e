"""What there is to choose from: territories, years, sources."""

import polars as pl

from observatory.indicators import Measure, indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind


def territories(snapshot: Snapshot) -> pl.DataFrame:
    """Every territory that can be chosen.

    Grain: one row per territory; key (as in a link), name, kind, detail (the département of a commune, the number of
    communes of an area), has_data, inhabitants (last census).
    """
    communes = _communes(snapshot)
    groups = totals.table(snapshot, "memberships").join(communes, on="insee_code")
    frames = [
        _areas(communes, "epci_siren", totals.table(snapshot, "epci").select(code="siren", name="name"), Kind.EPCI),
        _areas(
            communes, "departement", totals.table(snapshot, "departements").select("code", "name"), Kind.DEPARTEMENT
        ),
        _areas(
            groups.drop("name"), "group_key", groups.select(code="group_key", name="group_name").unique(), Kind.GROUP
        ),
        communes.select(
            key="insee_code",
            name="name",
            kind=pl.lit(Kind.COMMUNE),
            detail="departement_name",
            has_data="has_data",
            inhabitants="inhabitants",
        ),
    ]
    return pl.concat([frame.with_columns(pl.col("kind").cast(pl.String)) for frame in frames])


def years(snapshot: Snapshot, indicator_key: str) -> tuple[int, int]:
    """First and last year that some source has for an indicator; (0, 0) where none has."""
    measure = indicator(indicator_key).numerator
    if measure is Measure.POPULATION:
        known = totals.table(snapshot, "population")["year"]
    else:
        known = totals.published_years(snapshot, "emissions" if measure is Measure.EMISSIONS else "energy")["year"]
    return (int(known.min() or 0), int(known.max() or 0)) if len(known) else (0, 0)  # type: ignore[arg-type]


def sources(snapshot: Snapshot, indicator_key: str) -> list[str]:
    """Keys of the sources that have an indicator."""
    measure = indicator(indicator_key).numerator
    if measure is Measure.POPULATION:
        return []
    fact = "emissions" if measure is Measure.EMISSIONS else "energy"
    return sorted(set(totals.published_years(snapshot, fact)["source"]))


def _communes(snapshot: Snapshot) -> pl.DataFrame:
    people = totals.table(snapshot, "population").sort("year").group_by("insee_code").agg(pl.col("inhabitants").last())
    departements = totals.table(snapshot, "departements").select(departement="code", departement_name="name")
    described = totals.described(snapshot)
    communes = totals.table(snapshot, "communes").join(people, on="insee_code", how="left")
    communes = communes.join(departements, on="departement", how="left")
    return communes.with_columns(has_data=pl.col("insee_code").is_in(described.implode())).sort("name")


def _areas(communes: pl.DataFrame, code: str, names: pl.DataFrame, kind: Kind) -> pl.DataFrame:
    counted = communes.filter(pl.col(code).is_not_null()).group_by(pl.col(code).alias("code"))
    sums = counted.agg(pl.len().alias("count"), pl.col("inhabitants").sum(), pl.col("has_data").any())
    return (
        names.join(sums, on="code")
        .select(
            key=pl.lit(f"{kind}:") + pl.col("code"),
            name="name",
            kind=pl.lit(kind),
            detail=pl.col("count").cast(pl.String),
            has_data="has_data",
            inhabitants="inhabitants",
        )
        .sort("name")
    )
