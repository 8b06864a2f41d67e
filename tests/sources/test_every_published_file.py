"""Every published file that is at hand ends in the outcome that it should."""

from pathlib import Path

import pytest

from observatory.errors import Outcome
from observatory.ingest import check
from tests.stores import PUBLISHED, needs_published, settings_in

pytestmark = needs_published

# File -> its source and its rows, counted as the lines of the file without its headers.
ACCEPTED = {
    "emissions/igt_38_42.csv": ("ademe_igt", 852),
    "energy/ore_conso_elec_gaz_commune_grenoble_metropole.csv": ("ore_commune", 9166),
    "energy/sdes_dido_chaleur_commune_2020-10.csv": ("sdes_heat_networks", 802),
    "energy/sdes_dido_chaleur_commune_2023-09.csv": ("sdes_heat_networks", 997),
    "reference/banatic_perimetre-epci-a-fp.csv": ("banatic_perimeters", 34871),
    "sites/grenoble_consommation_elec_2012_2022.csv": ("grenoble_sites", 45155),
    "weather/cegibat_calcul_DJU_14_11_2021.xlsx": ("cegibat_monthly", 13),
    "weather/meteofrance_clim-base_quot_vent-38-2000-2005.csv": ("meteofrance_daily", 366),
    "weather/meteofrance_clim-base_quot_vent-38-2005-2010.csv": ("meteofrance_daily", 1826),
    "weather/meteofrance_clim-base_quot_vent-38-2010-2015.csv": ("meteofrance_daily", 1826),
    "weather/meteofrance_clim-base_quot_vent-38-2015-2020.csv": ("meteofrance_daily", 1929),
    "weather/meteofrance_clim-base_quot_vent-38-2020-2025.csv": ("meteofrance_daily", 2193),
}
# Tables that no source of ours describes: an address is no commune, an action plan and a list of fields are no figures.
UNRECOGNISED = (
    "energy/sdes_DLE-elec-2019-CCPM_adresse.csv",
    "plans/tet_complex_plan.xlsx",
    "plans/tet_modele-import-pa.ods",
    "plans/tet_modele-import-pa.xlsx",
    "weather/Q_descriptif_champs_RR-T-Vent.csv",
)
NO_TABLE = ("reference/communes-38-isere.geojson", "reference/communes-42-loire.geojson")


def test_no_file_is_forgotten() -> None:
    """Each file of the folder has its outcome here, and each one named here is there."""
    there = {path.relative_to(PUBLISHED).as_posix() for path in PUBLISHED.rglob("*.*") if path.parent != PUBLISHED}
    assert there == {*ACCEPTED, *UNRECOGNISED, *NO_TABLE}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_published_file_is_taken_whole(name: str, tmp_path: Path) -> None:
    """Its source is recognised by its content, every row is read, and none is refused."""
    report = check([PUBLISHED / name], settings_in(tmp_path))[0]
    source, rows = ACCEPTED[name]
    assert (report.outcome, report.source, report.rows_read, report.rows_rejected) == (Outcome.ACCEPT, source, rows, 0)
    assert report.rows_accepted + report.duplicates == rows


@pytest.mark.parametrize("name", [*UNRECOGNISED, *NO_TABLE])
def test_what_is_no_figure_of_communes_is_refused(name: str, tmp_path: Path) -> None:
    """Refused by its code, and nothing counted: a table that no source knows, or no table at all."""
    report = check([PUBLISHED / name], settings_in(tmp_path))[0]
    code = "format_unsupported" if name in NO_TABLE else "unrecognised"
    assert (report.outcome, report.code, report.rows_read) == (Outcome.REJECT, code, 0)
    assert report.params.get("by_address", False) == name.startswith("energy/sdes_DLE")
    assert not report.params.get("years_across", False)
