"""Published files as their publishers wrote them, where they are at hand: the repository does not hold them."""

import time
from pathlib import Path

import pytest

from observatory.errors import FileRejected
from observatory.workbook.cells import find_header, read_cells, with_header

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
ENERGY, PLANS = REAL / "energy", REAL / "plans"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not at hand")


@pytest.mark.parametrize(
    ("path", "sheet", "rows", "columns"),
    [
        ("emissions/igt_38_42.csv", None, 853, 12),
        ("energy/ore_conso_elec_gaz_commune_grenoble_metropole.csv", None, 9_167, 47),
        ("energy/sdes_DLE-elec-2019-CCPM_adresse.csv", None, 335, 10),
        ("energy/sdes_dido_chaleur_commune_2020-10.csv", None, 804, 60),
        ("energy/sdes_dido_chaleur_commune_2023-09.csv", None, 999, 67),
        ("plans/tet_complex_plan.xlsx", "Fichier dimport", 32, 36),
        ("plans/tet_modele-import-pa.ods", "Fichier_dimport", 5, 33),
        ("plans/tet_modele-import-pa.xlsx", None, 5, 33),
        ("reference/banatic_perimetre-epci-a-fp.csv", None, 34_872, 14),
        ("sites/grenoble_consommation_elec_2012_2022.csv", None, 45_156, 4),
        ("weather/cegibat_calcul_DJU_14_11_2021.xlsx", None, 22, 14),
        ("weather/meteofrance_clim-base_quot_vent-38-2020-2025.csv", None, 2_194, 59),
    ],
)
def test_every_published_table_is_read(path: str, sheet: str | None, rows: int, columns: int) -> None:
    """Every published table is read whole, with no row set apart."""
    cells = read_cells((REAL / path).read_bytes(), path, sheet=sheet)
    assert (cells.frame.height, cells.frame.width - 1, cells.findings) == (rows, columns, ())


@pytest.mark.parametrize("path", sorted(REAL.rglob("*.geojson")))
def test_a_map_is_no_table(path: Path) -> None:
    """A map is refused as a format that is not supported."""
    with pytest.raises(FileRejected, match="format_unsupported"):
        read_cells(path.read_bytes(), path.name)


def test_the_largest_published_table_is_read_at_once() -> None:
    """Nine thousand rows of 47 columns take less than a second, on a busy machine too."""
    content = (ENERGY / "ore_conso_elec_gaz_commune_grenoble_metropole.csv").read_bytes()
    start = time.perf_counter()
    read_cells(content, "ore.csv")
    assert time.perf_counter() - start < 1


def test_a_header_below_eleven_titles_is_found() -> None:
    """The header of monthly degree-days is found below its titles, its nameless first column kept."""
    path = REAL / "weather" / "cegibat_calcul_DJU_14_11_2021.xlsx"
    cells = read_cells(path.read_bytes(), path.name)
    assert find_header(cells, ["jan", "fev", "aou", "dec"]) == 12
    assert with_header(cells, 12)["column_1"].to_list()[-1] == "2009"
