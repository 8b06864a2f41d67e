"""A store of the size of France: every commune, twenty years, six carriers, eight sectors, made in SQL."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks import answers, pages
from benchmarks.table import Measure
from observatory.store import Store, snapshots
from observatory.store.snapshots import BUILD
from observatory.store.writer import quoted
from observatory.territory import Kind, Territory
from observatory.ui.discovery import discover

YEARS = tuple(range(2004, 2024))
FEW = 2  # years of the smaller store: a tenth of the rows
FRANCE = Territory(Kind.FRANCE, "")
ROUNDS = 25
GROWS, RERUN = 2, 1.5  # ratios that must hold

# Who publishes what: electricity and gas come from one source, the rest from an observatory's own table.
SOURCES = {
    "electricity": "ore_commune",
    "gas": "ore_commune",
    "oil_products": "observatory_energy",
    "wood": "observatory_energy",
    "coal": "observatory_energy",
    "other_renewables": "observatory_energy",
}
SECTORS = (
    "residential",
    "tertiary",
    "road_transport",
    "other_transport",
    "agriculture",
    "waste",
    "industry",
    "energy_industry",
)
MEMORY = "3GB"
# One cell: its draw (0 to 999) says how large it is and, seldom, that it is withheld, a lower bound, or estimated.
CELLS = """
    SELECT insee_code, year, carrier, source, sector, hash(insee_code, year, carrier, sector) % 1000 AS draw,
        5.0 + 20.0 * (hash(insee_code, carrier, sector) % 500) AS size
    FROM (SELECT insee_code FROM snapshot.communes WHERE departement = $departement)
        CROSS JOIN (SELECT unnest($years) AS year)
        CROSS JOIN (SELECT unnest($carriers) AS carrier, unnest($sources) AS source)
        CROSS JOIN (SELECT unnest($sectors) AS sector)
    -- One commune in twenty has no gas before some year of the first ten, and one in fifty lacks wood in one year.
    WHERE NOT (carrier = 'gas' AND hash(insee_code) % 20 = 1 AND year < $years[1] + hash(insee_code, 1) % 10)
        AND NOT (carrier = 'wood' AND hash(insee_code) % 50 = 2 AND year = $years[1] + hash(insee_code, 2) % 20)
"""
COVERAGE = f"""
    INSERT INTO snapshot.coverage BY NAME
    SELECT 1 AS batch, source, insee_code, year, carrier, sector, 'Enedis' AS operator, 'ENT' AS category,
        CASE WHEN draw >= 5 THEN round(size * (1 - 0.01 * (year - $years[1])) * (1 + draw / 5000), 3) END AS energy_mwh,
        20.0 AS sites, 1 AS rows, (draw < 25)::UINTEGER AS withheld_cells, 0 AS unflagged, 0 AS rejected_rows,
        CASE WHEN draw < 5 THEN 'withheld' WHEN draw < 25 THEN 'partial' WHEN draw < 60 THEN 'estimated'
             ELSE 'measured' END AS status,
        CASE WHEN hash(insee_code) % 500 = 3 THEN insee_code END AS merged_from, year::VARCHAR AS vintage,
        1 AS first_row, 1 AS last_row,
        CASE WHEN carrier = 'electricity' AND draw >= 5 THEN round(size, 3) END AS corrected_mwh
    FROM ({CELLS}) ORDER BY insee_code, year, carrier, sector
"""
# Here a cell is one row of coverage, so it needs no sum; its columns are those of published/10_energy.sql.
ENERGY = """
    INSERT INTO snapshot.energy BY NAME
    SELECT source, insee_code, year, carrier, sector, energy_mwh, corrected_mwh,
        CASE WHEN withheld_cells > 0 THEN 12.5 ELSE 0.0 END AS hidden_mwh,
        withheld_cells, rejected_rows, unflagged, status, vintage, merged_from
    FROM snapshot.coverage WHERE list_contains($made, source)
"""
# What the shipped extracts have of other sources (heat networks) stays; inventoried emissions are made for all others.
MADE = ["ore_commune", "observatory_energy"]
EMISSIONS = """
    INSERT INTO snapshot.emissions BY NAME
    SELECT 1 AS batch, 'ademe_igt' AS source, insee_code, 2016 AS year, sector,
        round(10.0 + hash(insee_code, sector) % 9000, 1) AS emissions_tco2e, 1 AS rows, 0 AS withheld_cells,
        0 AS unflagged, 0 AS rejected_rows, 'estimated' AS status, '2016' AS vintage, 1 AS first_row, 1 AS last_row
    FROM (SELECT insee_code FROM snapshot.communes WHERE insee_code NOT IN (SELECT insee_code FROM snapshot.emissions))
        CROSS JOIN (SELECT unnest($sectors) AS sector)
    ORDER BY insee_code, sector
"""
# What is published beside the facts.
DERIVED = ("59_described", "60_alike", "61_patterns", "62_mergers", "70_energy_rolled")


def build(shipped: Path, path: Path, years: Sequence[int]) -> int:
    """Write a snapshot whose energy is of every commune of the reference; the rest is of `shipped`. Returns its facts.

    `shipped` is a snapshot of the shipped extracts. What is derived from the facts is made by the statements that
    publish it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(shipped, path)
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(path.parent / "spill")}) as con:
        con.execute(f"ATTACH {quoted(path)} AS snapshot")
        for table in ("coverage", "energy"):
            con.execute(f"DELETE FROM snapshot.{table} WHERE list_contains($made, source)", {"made": MADE})
        con.execute("CHECKPOINT snapshot")
        con.execute(EMISSIONS, {"sectors": list(SECTORS)})
        for (departement,) in con.execute("SELECT code FROM snapshot.departements ORDER BY code").fetchall():
            con.execute(COVERAGE, _cells(departement, years))
        con.execute(ENERGY, {"made": MADE})
        for statement in DERIVED:
            con.execute(f"DROP TABLE IF EXISTS snapshot.{statement[3:]}")
            con.execute((BUILD / f"{statement}.sql").read_text(encoding="utf-8"))
        con.execute("CHECKPOINT snapshot")
        row = con.execute("SELECT count(*) FROM snapshot.energy").fetchone()
    return int(row[0]) if row else 0


def _cells(departement: str, years: Sequence[int]) -> dict[str, object]:
    return {
        "departement": departement,
        "years": list(years),
        "carriers": list(SOURCES),
        "sources": list(SOURCES.values()),
        "sectors": list(SECTORS),
    }


@dataclass(frozen=True)
class Stores:
    """The shipped extracts, and two stores of the size of France: of two years, and of twenty."""

    shipped: Path
    small: Path
    large: Path
    small_facts: int
    large_facts: int
    seconds: float  # that the larger took


def stores(shipped: Path, folder: Path) -> Stores:
    """Build both beside each other in a folder."""
    source = Store(shipped).snapshot(snapshots.current_number(Store(shipped)))
    few = build(source, Store(folder / "small").snapshot(1), YEARS[-FEW:])
    start = time.perf_counter()
    many = build(source, Store(folder / "large").snapshot(1), YEARS)
    seconds = time.perf_counter() - start
    for name in ("small", "large"):
        (Store(folder / name).published / "CURRENT").write_text("1\n", encoding="utf-8")
    return Stores(shipped, folder / "small", folder / "large", few, many, seconds)


@dataclass(frozen=True)
class Growth:
    """One question, of the smaller store and of the larger one."""

    small: Measure
    large: Measure

    @property
    def ratio(self) -> float:
        """How many times longer the larger takes."""
        return self.large.median / self.small.median

    @property
    def holds(self) -> bool:
        """Whether the larger keeps its bound and takes no more than `GROWS` times the smaller."""
        return self.large.holds and self.ratio <= GROWS


def growth(found: Stores) -> list[Growth]:
    """A commune's answer, a département's, France's, with nothing remembered of the territory; asked in turn."""
    small, large = (snapshots.current(Store(store)) for store in (found.small, found.large))
    communes = answers.communes_of(small)
    answers.communes_of(large)
    asked = (
        ("a commune's answer", communes, 30),
        ("a département's answer", [answers.ISERE] * ROUNDS, 60),
        ("France's answer, through the roll-up", [FRANCE] * ROUNDS, 150),
    )
    lines = []
    for name, places, bound in asked:
        for one in (small, large):
            answers.cold(one, places[0])  # what a process reads once
        pairs = [(answers.cold(small, place), answers.cold(large, place)) for place in places]
        lines.append(
            Growth(Measure(name, [few for few, _ in pairs]), Measure(name, [many for _, many in pairs], bound))
        )
    return lines


def grown(found: Stores, lines: Sequence[Growth]) -> list[str]:
    """Lines of a Markdown table."""
    head = f"| what | runs | {_millions(found.small_facts)} facts | {_millions(found.large_facts)} facts"
    written = [f"{head} | growth | bound (median, growth) | holds |", "|---|---|---|---|---|---|---|"]
    for one in lines:
        bounds = f"{one.large.median_bound:g} ms, ×{GROWS:g}"
        written.append(
            f"| {one.large.name} | {len(one.large.seconds)} | {one.small.median:.1f} ms | {one.large.median:.1f} ms "
            f"| ×{one.ratio:.2f} | {bounds} | {'yes' if one.holds else '**no**'} |"
        )
    return written


def reruns(found: Stores) -> list[str]:
    """Lines of a Markdown table: each page over the shipped store and over the national one, served side by side."""
    lines = ["| rerun of | runs | shipped | national | ratio | bound | holds |", "|---|---|---|---|---|---|---|"]
    with pages.served(found.shipped), pages.served(found.large, port=pages.OTHER_PORT):
        for page in discover():
            here = Measure(page.title, pages.reruns(page.path))
            there = Measure(page.title, pages.reruns(page.path, port=pages.OTHER_PORT))
            ratio = there.median / here.median
            lines.append(
                f"| {page.title} | {len(here.seconds)} | {here.median:.1f} ms | {there.median:.1f} ms | ×{ratio:.2f} "
                f"| ×{RERUN:g} | {'yes' if ratio <= RERUN else '**no**'} |"
            )
    return lines


def _millions(facts: int) -> str:
    return f"{facts / 1e6:.1f} M"
