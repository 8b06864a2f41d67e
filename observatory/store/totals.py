"""The one query that sums facts, and the few that say what there is to sum: portable SQL over a snapshot.

SQL filters, joins and sums; everything that is arithmetic on the sums is done in Polars by `answers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory

MEMBER_COLUMN = {Kind.COMMUNE: "insee_code", Kind.EPCI: "epci_siren", Kind.DEPARTEMENT: "departement"}
MEMBERS = {
    **{kind: f"SELECT insee_code FROM communes WHERE {column} = $key" for kind, column in MEMBER_COLUMN.items()},
    Kind.COMMUNE: "SELECT $key",
    Kind.EPCI: """SELECT insee_code FROM communes WHERE epci_siren = $key
        UNION ALL SELECT insee_code FROM perimeters WHERE perimeter = $key""",  # siren, or siren@year
    Kind.GROUP: "SELECT insee_code FROM memberships WHERE group_key = $key",
    Kind.FRANCE: "SELECT insee_code FROM communes WHERE $key = ''",
}
# One row per cell: its value and what says the status of a sum it enters.
CELL = """1 AS cells, (value IS NOT NULL)::INTEGER AS valued, status IN ('withheld', 'partial') AS incomplete,
            status = 'estimated' AS estimated"""
FACTS = {
    "energy": """SELECT source, insee_code, year, carrier, sector, energy_mwh AS value, hidden_mwh AS hidden,
            withheld_cells, rejected_rows, unflagged, status, vintage, merged_from FROM energy""",
    "energy_at_normal": """SELECT source, insee_code, year, carrier, sector, corrected_mwh AS value,
            hidden_mwh AS hidden, withheld_cells, rejected_rows, unflagged, status, vintage, merged_from FROM energy""",
    "emissions": """SELECT source, insee_code, year, '' AS carrier, sector, emissions_tco2e AS value, 0.0 AS hidden,
            withheld_cells, rejected_rows, unflagged, status, vintage, merged_from FROM emissions""",
    "production": """SELECT source, insee_code, year, '' AS carrier, technology AS sector, technology,
            production_mwh AS value, 0.0 AS hidden, withheld_cells, rejected_rows, unflagged, status, vintage,
            merged_from FROM production""",
}
# The same already summed by département and group of communes alike, for areas too large to add cell by cell.
ROLLED = {
    "energy": """SELECT departement, pattern, source, year, carrier, sector, energy_mwh AS value, hidden_mwh AS hidden,
            cells, valued, incomplete, estimated, withheld_cells, rejected_rows, unflagged FROM energy_rolled""",
    "energy_at_normal": """SELECT departement, pattern, source, year, carrier, sector, corrected_mwh AS value,
            hidden_mwh AS hidden, cells, corrected AS valued, incomplete, estimated, withheld_cells, rejected_rows,
            unflagged FROM energy_rolled""",
}
ROLLED_BY = frozenset({Kind.DEPARTEMENT, Kind.FRANCE})  # the latter under the empty key
PRESENT_AS = {"energy_at_normal": "energy"}  # what a fact shares its sources, communes and years with

# What one sum carries: its parts say its status.
SUMS = """sum(value) AS value, sum(hidden) AS hidden, sum(cells)::BIGINT AS cells, sum(valued)::BIGINT AS valued,
                bool_or(incomplete) AS incomplete, bool_or(estimated) AS estimated,
                sum(withheld_cells)::UINTEGER AS withheld_cells, sum(rejected_rows)::UINTEGER AS rejected_rows,
                sum(unflagged)::UINTEGER AS unflagged"""


# Frames are immutable and a snapshot never changes: what a page asks again and again is kept with it.
remembered = lru_cache(maxsize=512)


@dataclass(frozen=True)
class Selection:
    """Which facts are summed. `sources` pairs each carrier with the one source it is taken from."""

    fact: str  # energy, energy_at_normal (as the publisher corrected it), emissions or production
    territory: Territory
    years: tuple[int, int]
    sources: tuple[tuple[str, str], ...]  # (source, carrier)
    sectors: tuple[str, ...]  # of production, technologies
    left_out: tuple[tuple[str, str], ...] = ()  # (commune, carrier)


@remembered
def table(snapshot: Snapshot, name: str) -> pl.DataFrame:
    """One whole table that is small or read by every question: reference, sources, movements, categories_created."""
    return snapshot.query(f"FROM {name} ORDER BY ALL")


@remembered
def members(snapshot: Snapshot, territory: Territory) -> pl.DataFrame:
    """Communes of a territory. Grain: one row per commune; insee_code, name, departement, epci_siren, area_km2."""
    communes = table(snapshot, "communes")
    match territory.kind:
        case Kind.FRANCE:
            return communes
        case Kind.GROUP:
            group = table(snapshot, "memberships").filter(pl.col("group_key") == territory.key)
            return communes.join(group, on="insee_code", how="semi", maintain_order="left")
        case Kind.EPCI if territory.perimeter_year is not None:
            then = table(snapshot, "perimeters").filter(pl.col("perimeter") == territory.key)
            return communes.join(then, on="insee_code", how="semi", maintain_order="left")
        case kind:
            return communes.filter(pl.col(MEMBER_COLUMN[kind]) == territory.key)


@remembered
def presence(snapshot: Snapshot, fact: str, territory: Territory) -> pl.DataFrame:
    """What each source has of a territory. Grain: source × commune × carrier; `years`, sorted list."""
    found = alike(snapshot, fact, territory).join(_patterns_years(snapshot, fact), on="pattern")
    return found.select("source", "insee_code", "carrier", "years").sort("source", "insee_code", "carrier")


@remembered
def patterns_of(snapshot: Snapshot, fact: str, territory: Territory) -> pl.DataFrame:
    """The same, of each pattern (see `alike`) that some commune of a territory has, once.

    Grain: source × pattern × carrier; `years`, sorted list.
    """
    found = pl.col("pattern").is_in(alike(snapshot, fact, territory)["pattern"].unique().implode())
    known = _patterns_years(snapshot, fact).filter(found)
    return known.select("source", "pattern", "carrier", "years").sort("source", "pattern", "carrier")


@remembered
def published_years(snapshot: Snapshot, fact: str) -> pl.DataFrame:
    """Every year that a source has anywhere. Grain: source × carrier × year."""
    columns = ("source", "carrier", "year")
    return _patterns(snapshot, fact).select(columns).unique().sort(columns)


def described(snapshot: Snapshot) -> pl.Series:
    """Codes of the communes that some fact describes, sorted."""
    return table(snapshot, "alike")["insee_code"].unique().sort()


@remembered
def _patterns(snapshot: Snapshot, fact: str) -> pl.DataFrame:
    return table(snapshot, "patterns").filter(pl.col("fact") == fact)


@remembered
def _patterns_years(snapshot: Snapshot, fact: str) -> pl.DataFrame:
    """Grain: pattern × source × carrier; `years`, sorted list."""
    by_series = _patterns(snapshot, fact).group_by("pattern", "source", "carrier")
    return by_series.agg(years=pl.col("year").unique().sort())


@remembered
def alike(snapshot: Snapshot, fact: str, territory: Territory) -> pl.DataFrame:
    """The pattern of each described commune of a territory. Grain: insee_code; pattern.

    Communes of one pattern have just the same sources, carriers, years and vintages; its code is one of theirs.
    """
    codes = members(snapshot, territory)["insee_code"]
    known = table(snapshot, "alike").filter(pl.col("fact") == fact, pl.col("insee_code").is_in(codes.implode()))
    return known.select("insee_code", "pattern")


def totals(snapshot: Snapshot, selection: Selection, *, by: Sequence[str]) -> pl.DataFrame:
    """Sums of a selection. Grain: year × carrier, and × sector, technology, insee_code where `by` names them.

    `value` is null where every part is withheld; `hidden` is the order of what is withheld; `cells`, `valued` and the
    flags say what the status of the sum is.
    """
    grain = ", ".join(("year", "carrier", *(name for name in by if name in ("sector", "technology", "insee_code"))))
    cells, within, place, dropped = _read_from(snapshot, selection, by)
    return snapshot.query(
        f"""SELECT {grain}, {SUMS}
            FROM ({cells})
            WHERE {within}
                AND year BETWEEN $first AND $last
                AND list_contains($sources, source || ' ' || carrier)
                AND list_contains($sectors, sector)
                AND NOT list_contains($left_out, {place} || ' ' || carrier)
            GROUP BY ALL ORDER BY ALL""",
        {
            "key": selection.territory.key,
            "first": selection.years[0],
            "last": selection.years[1],
            "sources": [f"{source} {carrier}" for source, carrier in selection.sources],
            "sectors": list(selection.sectors),
            "left_out": [f"{one} {carrier}" for one, carrier in dropped],
        },
    )


def _read_from(
    snapshot: Snapshot, selection: Selection, by: Sequence[str]
) -> tuple[str, str, str, Sequence[tuple[str, str]]]:
    """Cells, or their sums by pattern: the rows, those of the territory, what places one, and what is dropped."""
    dropped = None if "insee_code" in by else _whole_patterns(snapshot, selection)
    if dropped is not None:
        return ROLLED[selection.fact], "departement = $key", "pattern", dropped
    within = f"insee_code IN ({MEMBERS[selection.territory.kind]})"
    return f"SELECT *, {CELL} FROM ({FACTS[selection.fact]})", within, "insee_code", selection.left_out


def _whole_patterns(snapshot: Snapshot, selection: Selection) -> Sequence[tuple[str, str]] | None:
    """What is left out, as (pattern, carrier); None where it must be read commune by commune.

    A rule of perimeter judges a commune by what its sources have, so it drops all communes of a pattern or none.
    """
    if selection.fact not in ROLLED or selection.territory.kind not in ROLLED_BY:
        return None
    groups = alike(snapshot, PRESENT_AS.get(selection.fact, selection.fact), selection.territory)
    pairs = pl.DataFrame(selection.left_out, schema={"insee_code": pl.String, "carrier": pl.String}, orient="row")
    dropped = pairs.join(groups, on="insee_code").group_by("pattern", "carrier").agg(dropped=pl.len())
    sized = dropped.join(groups.group_by("pattern").agg(communes=pl.len()), on="pattern")
    if sized.filter(pl.col("dropped") < pl.col("communes")).height:
        return None
    return sized.select("pattern", "carrier").sort("pattern", "carrier").rows()


@remembered
def of_communes(snapshot: Snapshot, fact: str, communes: tuple[str, ...], carriers: tuple[str, ...]) -> pl.DataFrame:
    """Sums of many communes at once, each by itself. Grain: source × insee_code × year × carrier × sector.

    Columns as `totals`; every carrier where `carriers` is empty.
    """
    return snapshot.query(
        f"""SELECT source, insee_code, year, carrier, sector, {SUMS}
            FROM (SELECT *, {CELL} FROM ({FACTS[fact]}))
            WHERE insee_code IN (SELECT unnest($communes::VARCHAR[]))
                AND (len($carriers) = 0 OR list_contains($carriers, carrier))
            GROUP BY ALL ORDER BY ALL""",
        {"communes": list(communes), "carriers": list(carriers)},
    )


@remembered
def vintages(snapshot: Snapshot, fact: str, territory: Territory, years: tuple[int, int]) -> pl.DataFrame:
    """Vintages used, and the former communes added. Grain: source × year × vintage × merged_from × commune merged.

    Every vintage has a row without any commune merged.
    """
    columns = ("source", "year", "vintage", "merged_from", "insee_code")
    here = alike(snapshot, fact, territory)
    inside = pl.col("year").is_between(*years)
    known = _patterns(snapshot, fact).filter(inside, pl.col("pattern").is_in(here["pattern"].unique().implode()))
    used = known.select(
        "source", "year", "vintage", pl.lit(None, pl.String).alias("merged_from"), insee_code=pl.lit("")
    )
    mergers = table(snapshot, "mergers").filter(
        inside, pl.col("fact") == fact, pl.col("insee_code").is_in(here["insee_code"].implode())
    )
    return pl.concat([used.unique(), mergers.select(columns)]).sort(columns)


@remembered
def produced_apart(snapshot: Snapshot, territory: Territory, year: int, added: tuple[str, ...]) -> pl.DataFrame:
    """What technologies that no total adds produced in one year, MWh. Grain: technology; those with some only."""
    return snapshot.query(
        f"""SELECT technology, sum(production_mwh) AS value FROM production
            WHERE insee_code IN ({MEMBERS[territory.kind]}) AND year = $year
                AND NOT list_contains($added, technology)
            GROUP BY ALL HAVING sum(production_mwh) > 0 ORDER BY ALL""",
        {"key": territory.key, "year": year, "added": list(added)},
    )


def inhabitants(snapshot: Snapshot, territory: Territory) -> pl.DataFrame:
    """Municipal population at each census. Grain: insee_code × year."""
    people = table(snapshot, "population").with_columns(pl.col("inhabitants").cast(pl.Float64))
    return people.join(members(snapshot, territory), on="insee_code", how="semi", maintain_order="left")


def movements(snapshot: Snapshot, territory: Territory) -> pl.DataFrame:
    """Operators and communes that enter or leave the figures (see `methods.breaks`). Grain: one row per movement."""
    moves = table(snapshot, "movements")
    return moves.join(members(snapshot, territory), on="insee_code", how="semi", maintain_order="left")
