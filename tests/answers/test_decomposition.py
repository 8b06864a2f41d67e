"""What explains a change: by hand on a few rows, on the published figures, and what is refused."""

from dataclasses import replace
from itertools import pairwise
from math import log
from pathlib import Path

import polars as pl
import pytest

from observatory.answers.climate import degree_days
from observatory.answers.contract import GasBasis, Question
from observatory.answers.decomposition import Decomposition, comparable, decomposition
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from observatory.vocabulary import Status
from tests.stores import ORE, current, needs_published, settings_in, taken, written

METROPOLIS = "epci:200040715"
VALLEY, RADOME = "38421002", "38185012"
ENERGY = "source,vintage,insee_code,commune,year,carrier,sector,operator,category,energy_mwh,sites,rows,withheld_cells,unflagged,rejected_rows,status,merged_from"
EMISSIONS = "source,vintage,insee_code,commune,year,sector,emissions_tco2e,rows,withheld_cells,unflagged,rejected_rows,status,merged_from"
# Saint-Étienne: no station serves it. Gas is in PCS: 1 110 MWh are 1 000 in PCI.
FIVE_ROWS = (
    (2022, "electricity", "residential", "1000", 0, "measured"),
    (2023, "electricity", "residential", "900", 0, "measured"),
    (2022, "gas", "residential", "1110", 0, "measured"),
    (2023, "gas", "residential", "555", 0, "measured"),
    (2022, "gas", "tertiary", "400", 0, "measured"),
)


def homes(territory: str, years: tuple[int, int] | None = None, *carriers: str) -> Question:
    return Question(
        "energy", parse_territory(territory), years=years, carriers=tuple(carriers), sectors=("residential",)
    )


def energy_store(folder: Path, rows: tuple[tuple[object, ...], ...], commune: str = "42218") -> Snapshot:
    """A store of these rows: year, carrier, sector, MWh, withheld cells, status."""
    lines = [
        f"hand,2024,{commune},,{year},{carrier},{sector},Enedis,RES,{mwh},10,1,{cells},0,0,{status},"
        for year, carrier, sector, mwh, cells, status in rows
    ]
    folder.mkdir(exist_ok=True)
    settings = settings_in(folder)
    taken(settings, written(folder, "energy.csv", "\n".join([ENERGY, *lines]) + "\n"))
    return current(settings)


def emissions_store(folder: Path, rows: tuple[tuple[object, ...], ...]) -> Snapshot:
    """A store of these rows: vintage, year, sector, tCO₂e."""
    lines = [f"hand,{vintage},42218,,{year},{sector},{tons},1,0,0,0,estimated," for vintage, year, sector, tons in rows]
    folder.mkdir(exist_ok=True)
    settings = settings_in(folder)
    taken(settings, written(folder, "emissions.csv", "\n".join([EMISSIONS, *lines]) + "\n"))
    return current(settings)


def refused(snapshot: Snapshot, question: Question) -> tuple[str, dict[str, object]]:
    with pytest.raises(QuestionRefused) as refusal:
        decomposition(snapshot, question)
    return refusal.value.code, dict(refusal.value.params)


def codes(found: Decomposition) -> set[str]:
    return {one.code for one in found.notes}


def step_sums(found: Decomposition) -> list[float]:
    return found.steps.group_by("year_from", maintain_order=True).agg(pl.col("value").sum())["value"].to_list()


def test_five_rows_by_hand(tmp_path: Path) -> None:
    """2 000 to 1 400 MWh: L(900, 1000) + L(500, 1000) = 1 670.47, × ln(173 136 / 172 569) = +5.48 of inhabitants."""
    found = decomposition(energy_store(tmp_path, FIVE_ROWS), homes("42218"))
    assert (found.start.value, found.end.value) == pytest.approx((2000.0, 1400.0), rel=1e-12)
    mean = -100 / log(0.9) + 500 / log(2)
    assert mean == pytest.approx(1670.4697, abs=1e-4)
    assert found.totals == pytest.approx(
        {"inhabitants": mean * log(173136 / 172569), "use_per_inhabitant": -600 - mean * log(173136 / 172569)}
    )
    assert found.totals["inhabitants"] == pytest.approx(5.4795, abs=1e-3)
    assert found.steps.columns == ["year_from", "year_to", "factor", "value", "unit"]
    assert found.status is Status.MEASURED


def test_the_weather_stays_in_the_use_where_no_station_tells_it(tmp_path: Path, snapshot: Snapshot) -> None:
    """Saint-Étienne and Isère have no station, an empty sky has no degree-days: two factors, and the reason."""
    assert "weather_station_unknown" in codes(decomposition(energy_store(tmp_path / "a", FIVE_ROWS), homes("42218")))
    area = decomposition(snapshot, homes("dep:38"))
    assert (area.factors, "weather_station_unknown" in codes(area)) == (("inhabitants", "use_per_inhabitant"), True)
    dark = decomposition(energy_store(tmp_path / "b", FIVE_ROWS, "38151"), homes("38151"))
    assert (dark.factors, "weather_years_missing" in codes(dark)) == (("inhabitants", "use_per_inhabitant"), True)


def test_the_metropolis_is_explained_to_the_last_watt_hour(snapshot: Snapshot) -> None:
    """From 1 146 to 967 GWh of residential electricity and gas: each step sums to its change, within 1e-9 of the value."""
    question = homes(METROPOLIS, (2018, 2023))
    found, values = decomposition(snapshot, question), answer(snapshot, question).frame["value"].to_list()
    changes = [after - before for before, after in pairwise(values)]
    assert step_sums(found) == pytest.approx(changes, abs=1e-9 * max(values))
    assert sum(found.totals.values()) == pytest.approx(values[-1] - values[0], abs=1e-9 * max(values))
    assert found.factors == ("inhabitants", "use_per_inhabitant", "weather")
    assert (round(found.start.value), round(found.end.value)) == (1_146_467, 967_146)
    assert [one.name for one in found.perimeter.communes_left_out] == ["Grenoble", "Séchilienne"]
    assert {"gas_pci", "secrecy_band", "decomposition_published_part", "population_interpolated"} <= codes(found)
    assert {"ore_commune", "meteofrance_daily", "insee_population_2023"} <= {one.key for one in found.sources}


@needs_published
def test_its_ends_are_those_of_the_published_file(snapshot: Snapshot) -> None:
    """A plain sum of the publisher's file, gas ÷ 1.11, without Grenoble and Séchilienne whose gas some year lacks."""
    cells = pl.read_csv(ORE, separator=";", infer_schema_length=0)
    kept = cells.filter(
        pl.col("CODE GRAND SECTEUR") == "RESIDENTIEL", ~pl.col("Code Commune").is_in(["38185", "38478"])
    )
    mwh = pl.col("Conso totale (MWh)").cast(pl.Float64)
    pci = pl.when(pl.col("FILIERE") == "Gaz").then(mwh / 1.11).otherwise(mwh)
    summed = dict(kept.group_by("Année").agg(pci.sum()).rows())
    found = decomposition(snapshot, homes(METROPOLIS, (2018, 2023)))
    assert (found.start.value, found.end.value) == pytest.approx((summed["2018"], summed["2023"]), rel=1e-9)


def test_the_weather_of_a_step_is_that_of_one_station(snapshot: Snapshot) -> None:
    """Échirolles' electricity, p = 0.19: 2019–2020 by the valley's station, 2020–2021 by the tower's, never both."""
    question = homes("38151", (2019, 2021), "electricity")
    found, values = (
        decomposition(snapshot, question),
        dict(answer(snapshot, question).frame.select("year", "value").rows()),
    )
    ratios = {
        (station, year): ratio
        for station, year, ratio in degree_days(snapshot, question.territory).select("station", "year", "ratio").rows()
    }
    for first, last, station in ((2019, 2020, VALLEY), (2020, 2021, RADOME)):
        felt = [1 + 0.19 * (ratios[station, year] - 1) for year in (first, last)]
        mean = (values[last] - values[first]) / log(values[last] / values[first])
        effect = found.steps.filter(pl.col("year_from") == first, pl.col("factor") == "weather")["value"].item()
        assert effect == pytest.approx(mean * log(felt[1] / felt[0]), rel=1e-9)
    told = {one.params["station"]: one.params["years"] for one in found.notes if one.code == "weather_factor"}
    assert sorted(told.values()) == [[2019, 2020], [2020, 2021]]


def test_nothing_is_explained_across_the_new_split_nor_before_it(snapshot: Snapshot) -> None:
    """In 2018 small professionals left « residential »: 2017│2018 is refused, and so are 2016–2017, when they were in it."""
    for years in ((2016, 2019), (2017, 2018), (2016, 2017)):
        assert refused(snapshot, homes("38151", years)) == ("decomposition_before_split", {"year": 2018})


def test_a_break_between_is_refused_with_the_comparable_years(snapshot: Snapshot) -> None:
    """In 2020 a twentieth of the metropolis' electricity changes sector: 2018–2023 is refused, 2020–2023 is offered."""
    code, params = refused(snapshot, homes(METROPOLIS, (2018, 2023), "electricity"))
    assert (code, params["comparable"]) == ("decomposition_break_between", [2020, 2021, 2022, 2023])
    asked = comparable(snapshot, homes(METROPOLIS, (2018, 2023), "electricity"))
    assert asked.years == (2020, 2023)
    found = decomposition(snapshot, homes(METROPOLIS, None, "electricity"))
    assert (found.start.year, found.end.year) == (2020, 2023)


def test_what_has_no_driver_is_refused(snapshot: Snapshot) -> None:
    """Offices are not explained by inhabitants, a ratio is no total, one year is no change."""
    assert refused(snapshot, replace(homes("38151"), sectors=("tertiary",)))[0] == "decomposition_sector"
    assert refused(snapshot, replace(homes("38151"), sectors=()))[0] == "decomposition_sector"
    assert refused(snapshot, replace(homes("38151"), indicator="population"))[0] == "decomposition_indicator"
    assert refused(snapshot, homes("38151", (2023, 2023)))[0] == "decomposition_no_step"
    assert refused(snapshot, homes("42218")) == ("decomposition_no_step", {"years": []})
    assert refused(snapshot, Question("emissions", parse_territory("38151")))[0] == "decomposition_no_step"


def test_what_is_withheld_is_not_explained(snapshot: Snapshot) -> None:
    """Champagnier's residential gas is withheld until 2022; its electricity alone is explained."""
    code, params = refused(snapshot, homes("38068", (2018, 2023)))
    assert (code, params["carriers"], params["years"]) == ("decomposition_withheld", ["gas"], list(range(2018, 2023)))
    assert refused(snapshot, homes("38068", (2018, 2022), "gas"))[0] == "decomposition_withheld"
    assert decomposition(snapshot, homes("38068", (2018, 2023), "electricity")).status is Status.MEASURED


def test_a_hidden_part_that_could_turn_the_change_refuses_it(tmp_path: Path) -> None:
    """1 000 MWh and what is hidden, then 1 001: nobody knows whether it rose; to 100 000, everybody does."""
    for end, expected in (("1001", True), ("100000", False)):
        rows = (
            (2022, "electricity", "residential", "1000", 1, "partial"),
            (2023, "electricity", "residential", end, 0, "measured"),
        )
        made = energy_store(tmp_path / end, rows)
        if expected:
            assert refused(made, homes("42218"))[0] == "decomposition_undecided"
        else:
            assert decomposition(made, homes("42218")).status is Status.PARTIAL


def test_emissions_are_explained_sector_by_sector(tmp_path: Path) -> None:
    """Over three years each sector's effect is its own change; one that appears brings its whole value."""
    rows = (
        ("2024", 2020, "residential", "100"),
        ("2024", 2021, "residential", "80"),
        ("2024", 2022, "residential", "70"),
        ("2024", 2020, "industry", "50"),
        ("2024", 2021, "industry", "60"),
        ("2024", 2022, "industry", "60"),
        ("2024", 2022, "waste", "5"),
        ("2024", 2020, "biomass_co2", "900"),
    )
    found = decomposition(emissions_store(tmp_path, rows), Question("emissions", parse_territory("42218")))
    assert found.factors == ("industry", "residential", "waste")
    assert found.totals == pytest.approx({"industry": 10.0, "residential": -30.0, "waste": 5.0}, abs=1e-9)
    assert step_sums(found) == pytest.approx([-10.0, -5.0], abs=1e-9)
    assert (found.inhabitants, "one_year_only" in codes(found)) == (None, False)


def test_two_vintages_are_a_bar_of_their_own(tmp_path: Path, snapshot: Snapshot) -> None:
    """What two files counted is « perimeter_or_method », wholly: of emissions, and of the networks of 2018 and 2023."""
    rows = tuple(
        (vintage, year, "residential", tons)
        for vintage, year, tons in (("2021", 2020, "100"), ("2021", 2021, "90"), ("2023", 2022, "50"))
    )
    found = decomposition(emissions_store(tmp_path, rows), Question("emissions", parse_territory("42218")))
    assert found.steps.select("year_to", "factor", "value").rows() == [
        (2021, "residential", pytest.approx(-10.0)),
        (2021, "perimeter_or_method", 0.0),
        (2022, "residential", 0.0),
        (2022, "perimeter_or_method", pytest.approx(-40.0)),
    ]
    heat = decomposition(snapshot, homes(METROPOLIS, (2018, 2023), "heat_network"))
    assert heat.totals == pytest.approx(
        {"inhabitants": 0.0, "use_per_inhabitant": 0.0, "perimeter_or_method": 330447.0 - 430205.0}
    )
    assert {"decomposition_vintages", "weather_share_unknown"} <= codes(heat)


def test_the_gas_basis_asked_for_is_kept(snapshot: Snapshot) -> None:
    """Gas alone is in PCS as published; in PCI every effect is 1.11 times smaller."""
    asked = homes("38151", (2018, 2023), "gas")
    higher, lower = decomposition(snapshot, asked), decomposition(snapshot, replace(asked, gas=GasBasis.PCI))
    assert [value / 1.11 for value in higher.totals.values()] == pytest.approx(list(lower.totals.values()))


def test_a_commune_without_inhabitants_is_refused(tmp_path: Path) -> None:
    """Beaumont-en-Verdunois has counted nobody since 1918: nothing is shared between its inhabitants."""
    rows = tuple((year, "electricity", "residential", "10", 0, "measured") for year in (2022, 2023))
    assert refused(energy_store(tmp_path, rows, "55039"), homes("55039"))[0] == "decomposition_no_inhabitants"
