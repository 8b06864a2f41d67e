"""Each published layout, with every trap that its real file holds, against a table written by hand."""

import csv
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from observatory.errors import Outcome
from observatory.ingest import check
from observatory.settings import PROJECT
from observatory.sources import registry
from observatory.store.snapshots import Snapshot
from tests.stores import FIXTURES, ORE, PUBLISHED, current, needs_published, settings_in, taken, written

GOLDEN = FIXTURES / "golden"
ENERGY = (
    "ore_commune",
    "ore_commune_breaks",
    "ore_sectors",
    "ore_sectors_iris",
    "sdes_heat_networks_2020-10",
    "sdes_heat_networks_2023-09",
    "sdes_local_energy",
)
OWN = {  # layouts of ours: nobody publishes them, each row names the publication that it comes from
    "groups": "memberships",
    "observatory_degree_days": "degree_days",
    "observatory_emissions": "emissions",
    "observatory_energy": "coverage",
    "observatory_perimeters": "perimeters",
    "observatory_production": "production",
    "observatory_temperatures": "temperatures",
}
TABLES = {
    **dict.fromkeys(ENERGY, "coverage"),
    "ademe_igt": "emissions",
    "banatic_perimeters": "perimeters",
    "cegibat_monthly": "degree_days",
    "enedis_production": "production",
    "grenoble_sites": "site_use",
    "meteofrance_daily": "temperatures",
    **OWN,
}
KEYS = (
    "group_key",
    "siren",
    "station",
    "base",
    "method",
    "month",
    "date",
    "insee_code",
    "site",
    "period_end",
    "year",
    "carrier",
    "sector",
    "technology",
    "operator",
    "category",
)
CODES = {
    "insee_code": pl.String,
    "merged_from": pl.String,
    "siren": pl.String,
    "station": pl.String,
    "vintage": pl.String,
}


def facts(snapshot: Snapshot, table: str, columns: list[str]) -> pl.DataFrame:
    keys = [name for name in KEYS if name in columns]
    return snapshot.query(f"SELECT {', '.join(columns)} FROM {table}").sort(keys)


@pytest.mark.parametrize("name", TABLES)
def test_a_fixture_gives_its_golden_table(name: str, tmp_path: Path) -> None:
    """Sums, statuses, hidden cells and merged communes are those counted by hand."""
    settings = settings_in(tmp_path)
    report = taken(settings, FIXTURES / f"{name}.csv")[0]
    assert (report.outcome, report.rows_rejected) == (Outcome.ACCEPT, 0)
    golden = pl.read_csv(GOLDEN / f"{name}.csv", schema_overrides=CODES, try_parse_dates=True)
    found = facts(current(settings), TABLES[name], golden.columns)
    text = [name for name in ("operator", "category") if name in golden.columns]
    expected = golden.with_columns(pl.col(text).fill_null("")).cast(dict(found.schema))
    assert_frame_equal(found, expected.sort([name for name in KEYS if name in golden.columns]))


def test_the_vintage_of_a_network_file_is_not_its_year(tmp_path: Path) -> None:
    """The file of October 2020 holds the year 2018; its vintage is the month in its name."""
    report = taken(settings_in(tmp_path), FIXTURES / "sdes_heat_networks_2020-10.csv")[0]
    assert report.vintage == "2020-10"


def test_a_file_by_address_is_refused_with_the_nearest_sources(tmp_path: Path) -> None:
    """One address is not a commune: the refusal names what each near source lacks."""
    report = check([FIXTURES / "address.csv"], settings_in(tmp_path))[0]
    assert (report.outcome, report.code, report.params["by_address"]) == (Outcome.REJECT, "unrecognised", True)
    nearest = report.params["nearest"][0]
    assert nearest["source"] == "ore_commune"
    assert "Code Commune" in nearest["missing"]


def test_a_file_that_resembles_nothing_is_told_so(tmp_path: Path) -> None:
    """No column in common with any source: none is named; one in common: those that have it, nearest first."""
    settings = settings_in(tmp_path)
    strange = written(tmp_path, "a.csv", "nom;couleur\nbleu;1\nvert;2\n")
    close = written(tmp_path, "b.csv", "Code Commune;Année;couleur\n38151;2020;1\n38421;2020;2\n")
    reports = check([strange, close], settings)
    assert [report.code for report in reports] == ["unrecognised"] * 2
    assert reports[0].params["nearest"] == []
    named = [near["source"] for near in reports[1].params["nearest"]]
    assert named[0] == "ore_commune"
    assert "ademe_igt" not in named


def test_a_list_of_communes_is_a_territory(tmp_path: Path) -> None:
    """A two-column file gives named, dated groups; a merged commune stands as the one of today."""
    settings = settings_in(tmp_path)
    taken(settings, FIXTURES / "groups.csv")
    rows = (
        current(settings).query("SELECT group_key, group_name, dated, insee_code FROM memberships ORDER BY ALL").rows()
    )
    assert rows == [
        ("charte_energie", "Charte énergie", "2024-01-01", "38151"),
        ("charte_energie", "Charte énergie", "2024-01-01", "38421"),
        ("scot_d_essai", "SCoT d'essai", None, "38163"),
    ]


def test_a_recognised_file_may_have_any_name_and_order_of_columns(tmp_path: Path) -> None:
    """Columns in another order, under a meaningless name, in capitals: the same facts."""
    lines = list(csv.reader((FIXTURES / "ademe_igt.csv").read_text(encoding="utf-8").splitlines()))
    shuffled = tmp_path / "x.txt.csv"
    shuffled.write_text(
        "\n".join(";".join(cell.upper() for cell in reversed(line)) for line in lines), encoding="utf-8"
    )
    first, second = settings_in(tmp_path / "a"), settings_in(tmp_path / "b")
    taken(first, FIXTURES / "ademe_igt.csv")
    assert taken(second, shuffled)[0].source == "ademe_igt"
    columns = ["insee_code", "year", "sector", "emissions_tco2e", "status"]
    assert_frame_equal(facts(current(first), "emissions", columns), facts(current(second), "emissions", columns))


@needs_published
def test_published_facts_are_plain_sums_of_the_file(tmp_path: Path) -> None:
    """For every commune, year and carrier of the real file, the fact is the plain sum of its rows, within 1e-6."""
    settings = settings_in(tmp_path)
    report = taken(settings, ORE)[0]
    assert (report.rows_read, report.rows_accepted) == (9166, 9166)
    plain: defaultdict[tuple[str, int, str], float] = defaultdict(float)
    with ORE.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            carrier = {"Electricité": "electricity", "Gaz": "gas"}[row["FILIERE"]]
            plain[row["Code Commune"], int(row["Année"]), carrier] += float(row["Conso totale (MWh)"] or 0)
    sql = "SELECT insee_code, year, carrier, coalesce(sum(energy_mwh), 0) FROM energy GROUP BY ALL"
    published = {
        (commune, year, carrier): value for commune, year, carrier, value in current(settings).query(sql).rows()
    }
    assert published.keys() == plain.keys()
    assert all(abs(published[key] - plain[key]) < 1e-6 for key in plain)


@needs_published
def test_the_shipped_extracts_are_the_published_files(snapshot: Snapshot, tmp_path: Path) -> None:
    """What the project ships gives, for Isère and Loire, the facts of the publishers' own files."""
    settings = settings_in(tmp_path)
    reports = taken(settings, PUBLISHED / "energy", PUBLISHED / "emissions")
    assert [report.code for report in reports if report.outcome is Outcome.REJECT] == ["unrecognised"]
    for table, value in (("coverage", "energy_mwh"), ("emissions", "emissions_tco2e")):
        carrier = "carrier, operator, category, sites, corrected_mwh, " if table == "coverage" else ""
        sql = f"""SELECT source, insee_code, year, {carrier} sector, {value}, rows, withheld_cells, unflagged, status,
                  merged_from, vintage FROM {table} WHERE left(insee_code, 2) IN ('38', '42') ORDER BY ALL"""
        assert_frame_equal(snapshot.query(sql), current(settings).query(sql))


@pytest.mark.parametrize("key", sorted(registry()))
def test_a_source_has_its_limits_and_its_proof(key: str) -> None:
    """Published or ours, a layout has caveats, and each of its fixtures a golden table that is compared."""
    fixtures = {path.name for path in FIXTURES.glob(f"{key}*.csv")}
    assert registry()[key].caveats
    assert fixtures
    assert {path.name for path in GOLDEN.glob(f"{key}*.csv")} == fixtures
    assert {name.removesuffix(".csv") for name in fixtures} <= TABLES.keys()


@pytest.mark.parametrize("key", sorted(registry().keys() - OWN.keys()))
def test_a_published_source_is_on_record(key: str) -> None:
    """Publisher, licence, address and date of a publication are in the list of sources."""
    assert all(recorded()[key][name].strip() for name in ("title", "publisher", "licence", "url", "retrieved"))


@pytest.mark.parametrize("key", sorted(OWN.keys() - {"groups"}))
def test_figures_in_a_layout_of_ours_keep_their_licence(key: str) -> None:
    """Every row names a publication on record, whose licence it has; a list of communes has no figure."""
    named = set(pl.read_csv(FIXTURES / f"{key}.csv")["source"])
    assert named
    assert all(recorded()[source]["licence"].strip() for source in named)


def recorded() -> dict[str, dict[str, str]]:
    """The list of sources, by key."""
    lines = (PROJECT / "data" / "sources.csv").read_text(encoding="utf-8").splitlines()
    return {row["key"]: row for row in csv.DictReader(lines)}
