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

# What one sum carries: its parts say its status.
SUMS = """sum(value) AS value, sum(hidden) AS hidden, count(*) AS cells, count(value) AS valued,
                bool_or(status IN ('withheld', 'partial')) AS incomplete, bool_or(status = 'estimated') AS estimated,
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
    return snapshot.query(
        f"""SELECT source, insee_code, carrier, list_sort(list(DISTINCT year)) AS years
            FROM ({FACTS[fact]}) WHERE insee_code IN ({MEMBERS[territory.kind]})
            GROUP BY ALL ORDER BY ALL""",
        {"key": territory.key},
    )


@remembered
def published_years(snapshot: Snapshot, fact: str) -> pl.DataFrame:
    """Every year that a source has anywhere. Grain: source × carrier × year."""
    return snapshot.query(f"SELECT DISTINCT source, carrier, year FROM ({FACTS[fact]}) ORDER BY ALL")


def totals(snapshot: Snapshot, selection: Selection, *, by: Sequence[str]) -> pl.DataFrame:
    """Sums of a selection. Grain: year × carrier, and × sector, technology, insee_code where `by` names them.

    `value` is null where every part is withheld; `hidden` is the order of what is withheld; `cells`, `valued` and the
    flags say what the status of the sum is.
    """
    grain = ", ".join(("year", "carrier", *(name for name in by if name in ("sector", "technology", "insee_code"))))
    return snapshot.query(
        f"""SELECT {grain}, {SUMS}
            FROM ({FACTS[selection.fact]})
            WHERE insee_code IN ({MEMBERS[selection.territory.kind]})
                AND year BETWEEN $first AND $last
                AND list_contains($sources, source || ' ' || carrier)
                AND list_contains($sectors, sector)
                AND NOT list_contains($left_out, insee_code || ' ' || carrier)
            GROUP BY ALL ORDER BY ALL""",
        {
            "key": selection.territory.key,
            "first": selection.years[0],
            "last": selection.years[1],
            "sources": [f"{source} {carrier}" for source, carrier in selection.sources],
            "sectors": list(selection.sectors),
            "left_out": [f"{commune} {carrier}" for commune, carrier in selection.left_out],
        },
    )


@remembered
def of_communes(snapshot: Snapshot, fact: str, communes: tuple[str, ...], carriers: tuple[str, ...]) -> pl.DataFrame:
    """Sums of many communes at once, each by itself. Grain: source × insee_code × year × carrier × sector.

    Columns as `totals`; every carrier where `carriers` is empty.
    """
    return snapshot.query(
        f"""SELECT source, insee_code, year, carrier, sector, {SUMS}
            FROM ({FACTS[fact]})
            WHERE insee_code IN (SELECT unnest($communes::VARCHAR[]))
                AND (len($carriers) = 0 OR list_contains($carriers, carrier))
            GROUP BY ALL ORDER BY ALL""",
        {"communes": list(communes), "carriers": list(carriers)},
    )


@remembered
def vintages(snapshot: Snapshot, fact: str, territory: Territory, years: tuple[int, int]) -> pl.DataFrame:
    """Vintages used, and the former communes added. Grain: source × year × vintage × merged_from × commune merged."""
    return snapshot.query(
        f"""SELECT source, year, vintage, merged_from,
                CASE WHEN merged_from IS NULL THEN '' ELSE insee_code END AS insee_code
            FROM ({FACTS[fact]}) WHERE insee_code IN ({MEMBERS[territory.kind]}) AND year BETWEEN $first AND $last
            GROUP BY ALL ORDER BY ALL""",
        {"key": territory.key, "first": years[0], "last": years[1]},
    )


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
