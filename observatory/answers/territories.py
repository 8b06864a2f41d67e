"""The name of a territory, its communes, and its inhabitants by year."""

from collections.abc import Sequence

import polars as pl

from observatory.answers import epci_perimeters
from observatory.answers.contract import Note
from observatory.errors import QuestionRefused
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory

NAMED_BY = {
    Kind.COMMUNE: ("communes", "insee_code", "name"),
    Kind.EPCI: ("epci", "siren", "name"),
    Kind.DEPARTEMENT: ("departements", "code", "name"),
    Kind.GROUP: ("memberships", "group_key", "group_name"),
}


def name(snapshot: Snapshot, territory: Territory) -> str:
    """The territory's own name.

    Raises QuestionRefused `territory_unknown`, with today's commune of a former code, and `perimeter_unknown`.
    """
    if territory.kind is Kind.FRANCE:
        return "France"
    if territory.perimeter_year is not None:
        return epci_perimeters.name(snapshot, territory)
    table, key, label = NAMED_BY[territory.kind]
    found = totals.table(snapshot, table).filter(pl.col(key) == territory.key)
    if not found.is_empty():
        return str(found[label][0])
    former = totals.table(snapshot, "former_codes").filter(pl.col("former_code") == territory.key)
    if territory.kind is not Kind.COMMUNE or former.is_empty():
        raise QuestionRefused("territory_unknown", territory=str(territory))
    current = str(former["insee_code"][0])
    raise QuestionRefused(
        "territory_unknown",
        territory=str(territory),
        name=former["name"][0],
        insee_code=current,
        current=name(snapshot, Territory(Kind.COMMUNE, current)),
    )


def epci_of(snapshot: Snapshot, insee_code: str) -> Territory | None:
    """The EPCI of a commune; None for the few islands that have none."""
    found = totals.members(snapshot, Territory(Kind.COMMUNE, insee_code))["epci_siren"].drop_nulls()
    return Territory(Kind.EPCI, str(found[0])) if len(found) and found[0] else None


def departement_of(snapshot: Snapshot, insee_code: str) -> Territory | None:
    """The département of a commune."""
    found = totals.members(snapshot, Territory(Kind.COMMUNE, insee_code))["departement"].drop_nulls()
    return Territory(Kind.DEPARTEMENT, str(found[0])) if len(found) else None


def inhabitants(snapshot: Snapshot, territory: Territory, years: Sequence[int]) -> tuple[pl.DataFrame, list[Note]]:
    """Municipal population by commune and year: interpolated between censuses, held at the nearest outside, both noted.

    Grain: insee_code × year; columns inhabitants, and counted: whether the commune has a census of that year.
    """
    return by_year(totals.inhabitants(snapshot, territory), years)


def inhabitants_of(snapshot: Snapshot, communes: pl.Series, years: Sequence[int]) -> tuple[pl.DataFrame, list[Note]]:
    """The same for any list of communes."""
    people = totals.table(snapshot, "population").with_columns(pl.col("inhabitants").cast(pl.Float64))
    return by_year(people.filter(pl.col("insee_code").is_in(communes.implode())), years)


def by_year(known: pl.DataFrame, years: Sequence[int]) -> tuple[pl.DataFrame, list[Note]]:
    """Inhabitants of each year asked for, from those of the censuses (insee_code, year, inhabitants as floats)."""
    known = known.sort("year")
    wanted = pl.DataFrame({"year": sorted(set(years))}, schema={"year": pl.Int32})
    asked = known.select("insee_code").unique().join(wanted, how="cross").sort("year")
    before = asked.join_asof(
        known.rename({"year": "year_before"}),
        left_on="year",
        right_on="year_before",
        by="insee_code",
        check_sortedness=False,
    )
    after = known.rename({"year": "year_after", "inhabitants": "inhabitants_after"})
    both = before.sort("year").join_asof(
        after,
        left_on="year",
        right_on="year_after",
        by="insee_code",
        strategy="forward",
        check_sortedness=False,
    )
    return _interpolated(both), _census_notes(sorted(set(years)), known)


def _interpolated(points: pl.DataFrame) -> pl.DataFrame:
    low, high = pl.col("inhabitants"), pl.col("inhabitants_after")
    span = (pl.col("year_after") - pl.col("year_before")).cast(pl.Float64)
    share = pl.when(span > 0).then((pl.col("year") - pl.col("year_before")) / span).otherwise(0.0)
    value = pl.when(low.is_null()).then(high).when(high.is_null()).then(low).otherwise(low + (high - low) * share)
    counted = (pl.col("year") == pl.col("year_before")).fill_null(value=False)
    return points.select("insee_code", "year", inhabitants=value, counted=counted).sort("insee_code", "year")


def censuses(known: pl.DataFrame) -> list[int]:
    """The years in which most communes of a territory are counted; `known` by insee_code × year.

    Mayotte alone is counted in 2017: that makes no census of France.
    """
    counts = known.group_by("year").agg(communes=pl.len())
    most = pl.col("communes") * 2 >= known["insee_code"].n_unique()
    return counts.filter(most)["year"].sort().to_list()


def _census_notes(years: list[int], known: pl.DataFrame) -> list[Note]:
    counted = censuses(known)
    if not counted:
        return []
    between = [year for year in years if counted[0] < year < counted[-1] and year not in counted]
    before = [year for year in years if year < counted[0]]
    after = [year for year in years if year > counted[-1]]
    notes = [Note("population_interpolated", {"years": between})] if between else []
    notes += [Note("population_held", {"years": before, "nearest": counted[0]})] if before else []
    notes += [Note("population_held", {"years": after, "nearest": counted[-1]})] if after else []
    return notes
