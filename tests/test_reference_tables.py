"""Facts about the reference tables that the product ships."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
import shapely  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "data" / "reference"
GEO = ROOT / "observatory" / "ui" / "static" / "geo"
SHARED = ROOT.parent / "shared" / "data"
TEXT = ("insee_code", "epci_siren", "departement", "region", "former_code", "siren", "code")

INHABITANTS = {
    "38": {2016: 1_252_912, 2019: 1_271_166, 2020: 1_277_513, 2022: 1_291_380, 2023: 1_298_990},
    "42": {2016: 761_997, 2019: 765_634, 2020: 768_508, 2022: 772_041, 2023: 774_133},
}
DEPARTEMENTS = tuple(INHABITANTS)


def table(name: str) -> pl.DataFrame:
    """Read a reference table with its codes as text."""
    return pl.read_csv(REFERENCE / f"{name}.csv", schema_overrides=dict.fromkeys(TEXT, pl.String))


COMMUNES = table("communes")
FORMER = table("former_codes")
POPULATION = table("population")
CURRENT = frozenset(COMMUNES["insee_code"])


def contours(departement: str) -> list[dict[str, Any]]:
    """Return the features of a département's contours."""
    text = (GEO / f"communes-{departement}-cog2026.geojson").read_text(encoding="utf-8")
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return features


def shapes(departement: str) -> list[Any]:
    """Return the polygons of a département's communes."""
    return [shapely.geometry.shape(feature["geometry"]) for feature in contours(departement)]


def inhabitants(departement: str, year: int) -> int:
    """Return the inhabitants of a département in a census."""
    rows = POPULATION.filter(pl.col("year") == year, pl.col("insee_code").str.starts_with(departement))
    return int(rows["inhabitants"].sum())


def test_communes_of_today_are_all_there_once() -> None:
    """The 34,969 communes of COG 2026 are there, each once, in the order of their codes."""
    assert COMMUNES["insee_code"].n_unique() == COMMUNES.height == 34_969
    assert COMMUNES["insee_code"].is_sorted()
    assert COMMUNES["insee_code"].str.len_chars().unique().to_list() == [5]


@pytest.mark.parametrize(("departement", "count"), [("38", 512), ("42", 320)])
def test_departement_has_its_communes(departement: str, count: int) -> None:
    """Isère has 512 communes and Loire 320."""
    assert COMMUNES.filter(pl.col("departement") == departement).height == count


def test_territories_of_a_commune_exist() -> None:
    """Every EPCI, département and région that a commune names has a row in its own table."""
    assert set(COMMUNES["epci_siren"].drop_nulls()) == set(table("epci")["siren"])
    assert set(COMMUNES["departement"]) == set(table("departements")["code"])
    assert set(COMMUNES["region"]) == set(table("regions")["code"])


def test_only_islands_are_outside_an_epci() -> None:
    """In metropolitan and overseas départements, four island communes alone have no EPCI."""
    alone = COMMUNES.filter(pl.col("epci_siren").is_null(), pl.col("departement").str.len_chars() == 2)
    assert alone["insee_code"].to_list() == ["22016", "29083", "29155", "85113"]


def test_grenoble_metropolis_has_49_communes() -> None:
    """Grenoble-Alpes-Métropole has its 49 communes."""
    assert COMMUNES.filter(pl.col("epci_siren") == "200040715").height == 49


def test_areas_are_plausible_overseas_too() -> None:
    """Paris has about 105 km², Saint-Denis de La Réunion 142, Maripasoula 18,400."""
    areas = dict(COMMUNES.select("insee_code", "area_km2").iter_rows())
    assert areas["75056"] == pytest.approx(105.4, rel=0.01)
    assert areas["97411"] == pytest.approx(142.8, rel=0.02)
    assert areas["97353"] == pytest.approx(18_360, rel=0.02)


def test_missing_areas_are_the_known_ones() -> None:
    """Outside overseas collectivities, six communes have no area: their contour is another's."""
    missing = COMMUNES.filter(pl.col("area_km2").is_null(), pl.col("departement").str.len_chars() == 2)
    assert missing["insee_code"].to_list() == ["15031", "15035", "15047", "15141", "15171", "25390"]


@pytest.mark.parametrize("departement", DEPARTEMENTS)
@pytest.mark.parametrize("year", [2016, 2019, 2020, 2022, 2023])
def test_inhabitants_add_up_to_the_departement(departement: str, year: int) -> None:
    """The communes of Isère and Loire add up to the totals of the five censuses."""
    assert inhabitants(departement, year) == INHABITANTS[departement][year]


def test_population_has_one_row_per_commune_of_today_and_year() -> None:
    """No commune is counted twice in a census, and each one counted is a commune of today."""
    assert not POPULATION.select("insee_code", "year").is_duplicated().any()
    assert set(POPULATION["insee_code"]) <= CURRENT


def test_cities_with_arrondissements_are_counted_once() -> None:
    """France without Mayotte and overseas collectivities has 68,094,280 inhabitants in 2023."""
    away = ("975", "977", "978")
    rows = POPULATION.filter(pl.col("year") == 2023, ~pl.col("insee_code").str.slice(0, 3).is_in(away))
    assert rows["inhabitants"].sum() == 68_094_280


def test_split_communes_have_no_figure_before_the_split() -> None:
    """Neussargues-Moissac and the four communes that left it in 2025 have the census of 2023 only."""
    split = POPULATION.filter(pl.col("insee_code").is_in(["15031", "15035", "15047", "15141", "15171"]))
    assert split["year"].to_list() == [2023] * 5


def test_mayotte_has_the_year_of_its_own_census() -> None:
    """Mayotte has its census of 2017, under 2017, and no other."""
    mayotte = POPULATION.filter(pl.col("insee_code").str.starts_with("976"))
    assert (mayotte["year"].unique().to_list(), mayotte["inhabitants"].sum()) == ([2017], 256_518)


def test_a_commune_merged_in_2019_has_all_its_inhabitants_in_2016() -> None:
    """Porte-des-Bonnevaux, merged on 1 January 2019, had 2,011 inhabitants in 2016, not the 362 of its seat."""
    found = POPULATION.filter((pl.col("insee_code") == "38479") & (pl.col("year") == 2016))
    assert found["inhabitants"].to_list() == [2011]


def test_former_codes_lead_to_communes_of_today() -> None:
    """A former code appears once, is not itself current, and leads to a commune of today."""
    assert FORMER["former_code"].n_unique() == FORMER.height
    assert CURRENT.isdisjoint(FORMER["former_code"])
    assert set(FORMER["insee_code"]) <= CURRENT


@pytest.mark.parametrize(
    ("former", "current", "kind"),
    [
        ("38021", "38225", "commune_deleguee"),  # Autrans, in Autrans-Méaudre en Vercors
        ("42072", "42217", "merged"),  # La Côte-en-Couzan, in La Côte-Saint-Didier
        ("42109", "42084", "commune_deleguee"),  # L'Hôpital-sous-Rochefort, in Solore-en-Forez
        ("75108", "75056", "arrondissement"),
        ("12076", "12218", "commune_deleguee"),  # the seat of Conques-en-Rouergue moved
        ("20004", "2A004", "renumbered"),  # Ajaccio before Corsica was divided
        ("38119", "69299", "renumbered"),  # Colombier-Saugnieu left Isère for Rhône
    ],
)
def test_former_code_leads_to_its_commune(former: str, current: str, kind: str) -> None:
    """Each kind of change leads where it should."""
    row = FORMER.filter(pl.col("former_code") == former).row(0, named=True)
    assert (row["insee_code"], row["kind"]) == (current, kind)


def test_emission_codes_lead_to_communes_of_today() -> None:
    """Every code of the published emission inventory of 2016 is current or a former code."""
    path = SHARED / "emissions" / "igt_38_42.csv"
    if not path.exists():
        pytest.skip("the published inventory is not beside this clone")
    with path.open(encoding="utf-8-sig", newline="") as file:
        codes = {row[0] for row in list(csv.reader(file))[1:]}
    assert len(codes) == 852
    assert codes <= CURRENT | set(FORMER["former_code"])


@pytest.mark.parametrize("name", ["communes-38-isere", "communes-42-loire"])
def test_contour_codes_of_2018_lead_to_communes_of_today(name: str) -> None:
    """Every code of the contours of 2018 is current or a former code."""
    path = SHARED / "reference" / f"{name}.geojson"
    if not path.exists():
        pytest.skip("the contours of 2018 are not beside this clone")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    codes = {feature["properties"]["code"] for feature in features}
    assert codes <= CURRENT | set(FORMER["former_code"])


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_contours_hold_exactly_the_communes_of_today(departement: str) -> None:
    """One feature per commune, identified and named as in the table, in less than 500 KiB."""
    here = COMMUNES.filter(pl.col("departement") == departement)
    drawn = [(f["id"], f["properties"]["insee_code"], f["properties"]["name"]) for f in contours(departement)]
    assert drawn == list(here.select("insee_code", pl.col("insee_code").alias("again"), "name").iter_rows())
    assert (GEO / f"communes-{departement}-cog2026.geojson").stat().st_size < 500 * 1024


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_neighbours_share_their_borders(departement: str) -> None:
    """Neighbours meet vertex to vertex, without overlap, and leave no gap between them."""
    polygons = shapes(departement)
    assert shapely.is_valid(polygons).all()
    assert shapely.coverage_is_valid(polygons)
    whole = shapely.unary_union(polygons)
    assert (whole.geom_type, len(whole.interiors)) == ("Polygon", 0)


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_simplified_contours_keep_the_area(departement: str) -> None:
    """The drawn communes cover the area of the table within 0.5 %."""

    def plane_km(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        # Kilometres per degree on the ellipsoid: a series for longitude, 45° N for latitude.
        longitude, latitude = degrees.T
        angle = np.radians(latitude)
        return np.column_stack([longitude * (111.412 * np.cos(angle) - 0.0935 * np.cos(3 * angle)), latitude * 111.132])

    drawn = shapely.area(shapely.transform(shapes(departement), plane_km)).sum()
    expected = COMMUNES.filter(pl.col("departement") == departement)["area_km2"].sum()
    assert drawn == pytest.approx(expected, rel=0.005)


@pytest.mark.parametrize("departement", DEPARTEMENTS)
def test_rings_run_as_d3_reads_them(departement: str) -> None:
    """Exterior rings are clockwise, or Plotly would fill the globe around the commune."""
    parts = shapely.get_parts(shapes(departement))
    assert not shapely.is_ccw(shapely.get_exterior_ring(parts)).any()


def test_map_needs_no_network() -> None:
    """The empty world that Plotly asks for is there, with the layers that it looks up."""
    world = json.loads((GEO.parent / "topo" / "world_110m.json").read_text(encoding="utf-8"))
    assert (world["type"], world["arcs"]) == ("Topology", [])
    assert {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"} <= set(world["objects"])


def test_every_source_has_a_licence_and_an_address() -> None:
    """Each row of the list is complete and its address secure; all that is shipped is under Licence Ouverte.

    What is read where an adviser brings it, and never shipped, may have a publisher that states no open licence.
    """
    sources = pl.read_csv(ROOT / "data" / "sources.csv", infer_schema=False)
    assert sources["key"].is_unique().all()
    assert sources.null_count().sum_horizontal().item() == 0
    assert sources["url"].str.starts_with("https://").all()
    closed = sources.filter(~pl.col("licence").str.starts_with("Licence Ouverte"))
    assert closed["key"].to_list() == ["cegibat_monthly", "grenoble_sites"]
    assert not list((ROOT / "data" / "extracts").glob("*cegibat*"))
    assert "/" not in closed["used_for"][0]


def test_every_reference_file_has_a_source() -> None:
    """Each table and each contour file is named by a source, and each file named exists."""
    sources = pl.read_csv(ROOT / "data" / "sources.csv", infer_schema=False)
    named = {use for uses in sources["used_for"] for use in uses.split(";") if "/" in use}
    shipped = {str(path.relative_to(ROOT)) for path in (*REFERENCE.glob("*.csv"), *GEO.glob("*.geojson"))}
    assert shipped == {name for name in named if name.startswith(("data/reference/", "observatory/"))}
