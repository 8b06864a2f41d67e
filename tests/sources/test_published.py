"""The published files, whole: what the store says of them is what plain sums over their rows say."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from observatory.errors import Outcome
from observatory.ingest import Report
from observatory.store.snapshots import Snapshot
from tests.stores import ORE, PUBLISHED, current, needs_published, settings_in, taken

pytestmark = needs_published

IGT = PUBLISHED / "emissions" / "igt_38_42.csv"
NETWORKS = {year: PUBLISHED / "energy" / f"sdes_dido_chaleur_commune_{year}.csv" for year in ("2020-10", "2023-09")}
METROPOLIS = "200040715"
SENSITIVE = "Conso totale à usages thermosensibles (MWh)"
NORMAL = "Conso totale corrigée de l'aléa climatique à usages thermosensibles (MWh)"
WITHHELD = ("", "secret")


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, dict[str, Report]]:
    """The four published files that have a source, taken in once, and the report of each."""
    settings = settings_in(tmp_path_factory.mktemp("published"))
    reports = taken(settings, ORE, IGT, *NETWORKS.values())
    return current(settings), {report.file: report for report in reports}


@pytest.fixture
def published(received: tuple[Snapshot, dict[str, Report]]) -> Snapshot:
    return received[0]


def lines(path: Path, delimiter: str, skipped: int = 0) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for _ in range(skipped):
            next(handle)
        yield from csv.DictReader(handle, delimiter=delimiter)


def number(text: str) -> float:
    return 0.0 if text in WITHHELD else float(text)


@pytest.mark.parametrize(
    ("file", "rows"),
    [(ORE.name, 9166), (IGT.name, 852), (NETWORKS["2020-10"].name, 802), (NETWORKS["2023-09"].name, 997)],
)
def test_every_row_is_counted_and_none_is_wrong(
    received: tuple[Snapshot, dict[str, Report]], file: str, rows: int
) -> None:
    """A published file is accepted whole: no row is lost between the file and the report."""
    report = received[1][file]
    assert (report.outcome, report.rows_read, report.rows_rejected) == (Outcome.ACCEPT, rows, 0)
    assert report.rows_accepted + report.duplicates == rows


def test_sectors_sum_to_the_total(published: Snapshot) -> None:
    """Of every commune, year and carrier, the sectors add up to the sum of the file, within 1e-6."""
    plain: defaultdict[tuple[str, int, str, str], float] = defaultdict(float)
    for line in lines(ORE, ";"):
        key = (line["Code Commune"], int(line["Année"]), line["FILIERE"], line["CODE GRAND SECTEUR"])
        plain[key] += number(line["Conso totale (MWh)"])
    named = {"residential": "RESIDENTIEL", "tertiary": "TERTIAIRE", "agriculture": "AGRICULTURE"}
    named |= {"industry": "INDUSTRIE", "unspecified": "INCONNU"}
    carriers = {"electricity": "Electricité", "gas": "Gaz"}
    sql = """SELECT insee_code, year, carrier, sector, coalesce(energy_mwh, 0)
             FROM energy WHERE source = 'ore_commune'"""
    found = {(code, year, carriers[c], named[s]): value for code, year, c, s, value in published.query(sql).rows()}
    assert found.keys() == plain.keys()
    assert all(abs(found[key] - plain[key]) < 1e-6 for key in plain)


def test_communes_sum_to_their_epci(published: Snapshot) -> None:
    """The 49 communes make the metropolis' electricity of 2012: 2.69 TWh, where RTE has entered."""
    plain = sum(
        number(line["Conso totale (MWh)"])
        for line in lines(ORE, ";")
        if (line["Année"], line["FILIERE"]) == ("2012", "Electricité")
    )
    sql = """SELECT sum(energy_mwh) FROM energy JOIN communes USING (insee_code) WHERE epci_siren = $epci
             AND source = 'ore_commune' AND carrier = 'electricity' AND year = 2012"""
    total = published.query(sql, {"epci": METROPOLIS}).item()
    assert abs(total - plain) < 1e-6
    assert round(total / 1e6, 2) == 2.69


def test_withheld_is_never_zero(published: Snapshot) -> None:
    """A status withheld has no value, a value is never withheld, and a partial one says how many cells it lacks."""
    for table, value in (("energy", "energy_mwh"), ("coverage", "energy_mwh"), ("emissions", "emissions_tco2e")):
        wrong = f"SELECT count(*) FROM {table} WHERE (status = 'withheld') != ({value} IS NULL)"
        assert published.query(wrong).item() == 0
        silent = f"SELECT count(*) FROM {table} WHERE status IN ('withheld', 'partial') AND withheld_cells = 0"
        assert published.query(silent).item() == 0


def test_secret_rows_are_all_kept_apart(published: Snapshot) -> None:
    """876 rows are under secrecy and 2 are empty without a word of it: all and only these leave a mark."""
    flagged = [line for line in lines(ORE, ";") if number(line["Nombre de mailles secretisées"]) > 0]
    cells = sum(int(float(line["Nombre de mailles secretisées"])) for line in flagged)
    sums = "SELECT sum(withheld_cells), sum(unflagged) FROM coverage WHERE source = 'ore_commune'"
    assert len(flagged) == 876
    assert published.query(sums).rows() == [(cells + 2, 2)]


@pytest.mark.parametrize(("commune", "year"), [("38057", 2014), ("38388", 2011)])
def test_an_empty_row_without_a_word_of_secrecy_is_withheld(published: Snapshot, commune: str, year: int) -> None:
    """The gas of Bresson in 2014 and of Saint-Georges-de-Commiers in 2011: no value, and the mark that says why."""
    sql = """SELECT energy_mwh, status, unflagged FROM energy
             WHERE insee_code = $commune AND year = $year AND carrier = 'gas' AND unflagged > 0"""
    assert published.query(sql, {"commune": commune, "year": year}).rows() == [(None, "withheld", 1)]


def test_the_publisher_s_correction_is_in_kwh_and_for_homes_alone() -> None:
    """Where it was reckoned it is a sensitivity times degree-days; its rest is always 0, and MWh are impossible."""
    reckoned = [line for line in lines(ORE, ";") if number(line[NORMAL]) > 0]
    assert len(reckoned) == 218
    for line in reckoned:
        slope, total = number(line["Thermosensibilité totale (kWh DJU)"]), number(line["Conso totale (MWh)"])
        assert number(line[SENSITIVE]) == pytest.approx(slope * number(line["DJU à TR"]), rel=1e-12)
        assert number(line[NORMAL]) == pytest.approx(slope * number(line["DJU à TN"]), rel=1e-12)
        assert number(line[SENSITIVE]) / 1000 < total < number(line[SENSITIVE])
        key = (line["OPERATEUR"], line["FILIERE"], line["CODE CATEGORIE CONSOMMATION"], int(line["Année"]) >= 2018)
        assert key == ("Enedis", "Electricité", "RES", True)
    others = [line for line in lines(ORE, ";") if number(line[NORMAL]) == 0]
    assert {number(line[SENSITIVE]) for line in others} == {0.0}
    assert {line["DJU à TN"] for line in others} == {""}
    assert {number(line["Conso totale à usages non thermosensibles (MWh)"]) for line in lines(ORE, ";")} == {0.0}


def test_a_corrected_figure_is_never_a_part(published: Snapshot) -> None:
    """Échirolles' homes at normal climate: 40,819.05 − 3,396.01 + 3,082.70 MWh; Grenoble's, half GreenAlp's, none."""
    sql = """SELECT insee_code, corrected_mwh FROM energy WHERE year = 2021 AND carrier = 'electricity'
             AND sector = 'residential' AND insee_code IN ('38151', '38185') ORDER BY insee_code"""
    assert published.query(sql).rows() == [("38151", pytest.approx(40_505.745, abs=1e-3)), ("38185", None)]
    somewhere = "SELECT DISTINCT carrier, sector, year FROM energy WHERE corrected_mwh IS NOT NULL ORDER BY year"
    wanted = [("electricity", "residential", year) for year in range(2018, 2024)]
    assert published.query(somewhere).rows() == wanted


@pytest.mark.parametrize("vintage", NETWORKS)
def test_a_network_keeps_its_total(published: Snapshot, vintage: str) -> None:
    """A network without a secret cell has its published total, whichever sectors name it."""
    totals: defaultdict[tuple[str, int, str], float] = defaultdict(float)
    secret: set[tuple[str, int, str]] = set()
    for line in lines(NETWORKS[vintage], ";", skipped=1):
        carrier = {"C": "heat_network", "F": "cold_network"}[line["FILIERE"]]
        key = (line["OPERATEUR"].strip(), int(line["ANNEE"]), carrier)
        totals[key] += number(line["CONSOTOT"])
        if "secret" in line.values():
            secret.add(key)
    sql = """SELECT operator, year, carrier, coalesce(sum(energy_mwh), 0) FROM coverage
             WHERE source = 'sdes_heat_networks' AND vintage = $vintage GROUP BY ALL"""
    found = {(name, year, c): value for name, year, c, value in published.query(sql, {"vintage": vintage}).rows()}
    assert found.keys() == totals.keys()
    assert [key for key in totals.keys() - secret if abs(found[key] - totals[key]) > 5] == []


def test_the_inventory_keeps_its_sums_and_its_blanks(published: Snapshot) -> None:
    """Each filled cell is in the sum of its column, merged communes included; a blank cell makes no fact."""
    columns = {"agriculture": "Agriculture", "residential": "Résidentiel", "road_transport": "Routier"}
    columns |= {"biomass_co2": "CO2 biomasse hors-total", "international_transport": "Autres transports international"}
    for sector, column in columns.items():
        cells = [line[column] for line in lines(IGT, ",") if line[column].strip()]
        sql = "SELECT sum(emissions_tco2e), sum(rows) FROM emissions WHERE sector = $sector"
        total, rows = published.query(sql, {"sector": sector}).row(0)
        assert rows == len(cells)
        assert abs(total - sum(map(float, cells))) < 1e-6 * max(1.0, abs(total))


def test_a_modelled_inventory_is_never_measured(published: Snapshot) -> None:
    """Every value of the inventory is estimated, of the year that the source declares."""
    assert published.query("SELECT DISTINCT year, status FROM emissions").rows() == [(2016, "estimated")]
