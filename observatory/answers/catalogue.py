"""What there is to choose from: territories, years, sources."""

import polars as pl

from observatory.answers.facts import FACT
from observatory.answers.mapped import mapped
from observatory.answers.perimeter import published_by
from observatory.indicators import indicator, registry
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, dated_name
from observatory.vocabulary import CARRIER_CODES, Scope

DELIVERED = ("electricity", "gas")


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


def past_perimeters(snapshot: Snapshot) -> pl.DataFrame:
    """Every EPCI as it was in a year whose perimeter is known, as `territories` describes the others."""
    then = totals.table(snapshot, "perimeters").select("insee_code", "perimeter", "epci_name", "year")
    named = then.unique("perimeter").select("perimeter", "epci_name", "year").rows()
    names = pl.DataFrame(
        [(code, dated_name(name, year)) for code, name, year in named],
        schema={"code": pl.String, "name": pl.String},
        orient="row",
    )
    members = then.join(_communes(snapshot).drop("name"), on="insee_code")
    return _areas(members, "perimeter", names, Kind.EPCI).with_columns(pl.col("kind").cast(pl.String))


def years(snapshot: Snapshot, indicator_key: str, *, source: str | None = None) -> tuple[int, int]:
    """First and last year that a source, or all that are published, have for an indicator; (0, 0) where none has."""
    fact = FACT.get(indicator(indicator_key).numerator)
    if fact is None:
        known = totals.table(snapshot, "population")["year"]
    else:
        lines = totals.published_years(snapshot, fact)
        asked = published_by(lines, only=source)
        known = (lines if asked.is_empty() else asked)["year"]
    return (int(known.min() or 0), int(known.max() or 0)) if len(known) else (0, 0)  # type: ignore[arg-type]


def indicators(snapshot: Snapshot) -> tuple[str, ...]:
    """Keys of the indicators of a territory that some source describes, somewhere."""
    of_territory = [key for key, one in registry().items() if one.scope is Scope.TERRITOIRE]
    return tuple(key for key in of_territory if years(snapshot, key) != (0, 0))


def sources(snapshot: Snapshot, indicator_key: str) -> list[str]:
    """Keys of the sources that have an indicator."""
    fact = FACT.get(indicator(indicator_key).numerator)
    return sorted(set(totals.published_years(snapshot, fact)["source"])) if fact else []


def carriers(snapshot: Snapshot, source: str | None) -> tuple[str, ...]:
    """The carriers to choose among: those of the added table that is asked for, or what networks deliver everywhere."""
    if source not in mapped(snapshot):
        return DELIVERED
    known = totals.published_years(snapshot, "energy").filter(pl.col("source") == source)["carrier"]
    return tuple(code for code in CARRIER_CODES if code in set(known)) or DELIVERED


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
