"""Degree-days from ingested temperatures, and figures at normal climate: over time, by one method, one station at once."""

import csv
import shutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from observatory.answers.change import change
from observatory.answers.climate import degree_days, station_of_years
from observatory.answers.comparison import compare
from observatory.answers.concentration import dominance_of
from observatory.answers.contract import Correction, Question
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.methods.climate import Method
from observatory.settings import PROJECT, Settings
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS, FIXTURES, current, taken

METROPOLIS = parse_territory("epci:200040715")
ECHIROLLES = parse_territory("38151")
VALLEY, RADOME = "38421002", "38185012"
HOMES = Question(
    "energy",
    ECHIROLLES,
    years=(2020, 2023),
    carriers=("electricity",),
    sectors=("residential",),
    correction=Correction.SDES,
)


def values(snapshot: Snapshot, question: Question) -> dict[int, float]:
    return dict(answer(snapshot, question).frame.select("year", "value").rows())


def refusal(snapshot: Snapshot, question: Question) -> tuple[str, Mapping[str, Any]]:
    with pytest.raises(QuestionRefused) as refused:
        answer(snapshot, question)
    return refused.value.code, refused.value.params


def season(station: str, year: int) -> float:
    """Degree-days of base 17 of January to May and October to December, read from the extract by hand."""
    with (EXTRACTS / "temperatures_meteofrance_daily.csv").open(encoding="utf-8", newline="") as handle:
        return sum(
            max(0.0, 17 - (float(line["tn"]) + float(line["tx"])) / 2)
            for line in csv.DictReader(handle)
            if line["station"] == station and line["date"][:4] == str(year) and not "06" <= line["date"][5:7] <= "09"
        )


def test_five_yearly_degree_days_come_out_of_the_published_days(snapshot: Snapshot) -> None:
    """Base 18, all year: 1833, 2141, 1789, 1766, 1771 at one station, and 1942 in 2020 at the other."""
    weather = degree_days(snapshot, METROPOLIS, base=18, method=Method.METEO, months=None)
    rounded = {
        (station, year): round(days) for station, year, days in weather.select(pl.nth(0, 1), "degree_days").rows()
    }
    assert [rounded[RADOME, year] for year in range(2020, 2025)] == [1833, 2141, 1789, 1766, 1771]
    assert rounded[VALLEY, 2020] == 1942


def test_a_normal_is_the_station_s_own_mean(snapshot: Snapshot) -> None:
    """The mean of its stated years; a ratio is degree-days over it; 2019, a third of a year there, is not served."""
    weather = degree_days(snapshot, ECHIROLLES).filter(station=RADOME)
    assert weather["year"].to_list() == [2020, 2021, 2022, 2023, 2024]
    mean = sum(season(RADOME, year) for year in range(2020, 2025)) / 5
    assert weather["normal"].to_list() == pytest.approx([mean] * 5)
    assert weather["ratio"].sum() == pytest.approx(5)


@pytest.mark.parametrize(
    ("years", "stations"),
    [
        ((2020, 2021, 2022), {RADOME}),
        ((2018, 2019, 2020), {VALLEY}),
        ((2019, 2020), {VALLEY}),
        ((2020,), {RADOME}),
        ((2019, 2021), {VALLEY, RADOME}),
    ],
)
def test_one_station_answers_wherever_one_can(snapshot: Snapshot, years: tuple[int, ...], stations: set[str]) -> None:
    """Both know 2020, so both ends of a change have one station, except across the years that none knows whole."""
    chosen = station_of_years(degree_days(snapshot, METROPOLIS), years)
    assert chosen["year"].to_list() == list(years)
    assert set(chosen["station"]) == stations


def test_two_stations_are_never_added_nor_spliced(snapshot: Snapshot) -> None:
    """Each year has the weather of one station; a change of station is a break, and no change is read across it."""
    weather = degree_days(snapshot, METROPOLIS)
    assert weather.filter(year=2020)["station"].to_list() == [RADOME, VALLEY]
    found = answer(snapshot, replace(HOMES, years=(2018, 2023)))
    assert [(one.year, one.cause) for one in found.breaks] == [(2020, "station_changes")]
    read = change(found)
    assert read is not None
    assert (read.comparable, read.year_from) == ((2020, 2023), 2020)
    assert answer(snapshot, HOMES).breaks == ()


def test_homes_at_normal_climate_are_the_formula_by_hand(snapshot: Snapshot) -> None:
    """Échirolles 2021: 40,819.05 MWh ÷ (1 + 0.19·(r − 1)), r of its station; a figure reckoned is never measured."""
    ratio = season(RADOME, 2021) / (sum(season(RADOME, year) for year in range(2020, 2025)) / 5)
    assert 1.1 < ratio < 1.2
    assert values(snapshot, HOMES)[2021] == pytest.approx(40_819.04936486837 / (1 + 0.19 * (ratio - 1)))
    found = answer(snapshot, HOMES)
    assert set(found.frame["status"]) == {"estimated", "partial"}
    assert [line.key for line in found.sources] == ["ore_commune", "meteofrance_daily"]
    notes = [(one.code, one.params.get("share")) for one in found.notes[:2]]
    assert notes == [("corrected_sdes", None), ("heating_share", 0.19)]


def test_a_warmer_station_year_raises_the_corrected_figure(snapshot: Snapshot) -> None:
    """In a year milder than normal the figure rises, in a colder one it falls."""
    plain, corrected = values(snapshot, replace(HOMES, correction=Correction.NONE)), values(snapshot, HOMES)
    ratios = dict(degree_days(snapshot, ECHIROLLES).filter(station=RADOME).select("year", "ratio").rows())
    assert all((corrected[year] > plain[year]) == (ratios[year] < 1) for year in corrected)


def test_a_corrected_sum_is_the_sum_of_its_corrected_parts(snapshot: Snapshot) -> None:
    """Electricity, and gas in PCI with a share of its own, corrected apart and added; a ratio divides that sum."""
    both = replace(HOMES, carriers=("electricity", "gas"))
    parts = answer(snapshot, replace(both, by=("carrier",), gas=answer(snapshot, both).gas)).frame
    summed = parts.group_by("year").agg(pl.col("value").sum()).sort("year")
    assert summed["value"].to_list() == pytest.approx(list(values(snapshot, both).values()))
    each = values(snapshot, replace(HOMES, indicator="energy_per_inhabitant"))
    plain = values(snapshot, replace(HOMES, indicator="energy_per_inhabitant", correction=Correction.NONE))
    whole = values(snapshot, replace(HOMES, correction=Correction.NONE))
    assert each[2022] / plain[2022] == pytest.approx(values(snapshot, HOMES)[2022] / whole[2022])


def test_the_publisher_s_correction_is_a_series_of_its_own(snapshot: Snapshot) -> None:
    """Échirolles' homes 2021 as the Agence ORE corrects them, 40,505.74 MWh, and no weather station beside."""
    found = answer(snapshot, replace(HOMES, correction=Correction.PUBLISHER, years=(2018, 2023)))
    assert found.frame.filter(year=2021)["value"].item() == pytest.approx(40_505.745, abs=1e-3)
    assert (found.breaks, [line.key for line in found.sources]) == ((), ["ore_commune"])
    assert found.notes[0].code == "corrected_publisher"


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"carriers": ("gas",)}, {"carriers": ["gas"], "years": [2020, 2021, 2022, 2023]}),
        ({"carriers": ("electricity", "gas")}, {"carriers": ["gas"], "sectors": ["residential"]}),
        ({"years": (2015, 2023)}, {"carriers": ["electricity"], "years": [2015, 2016, 2017]}),
        ({"sectors": ("tertiary",)}, {"carriers": ["electricity"], "sectors": ["tertiary"]}),
        ({"territory": METROPOLIS}, {"carriers": ["electricity"], "sectors": ["residential"]}),
    ],
)
def test_the_publisher_s_correction_is_refused_where_it_lacks(
    snapshot: Snapshot, changes: dict[str, Any], lacking: dict[str, Any]
) -> None:
    """Gas, the years before 2018, other sectors, and territories that another operator serves too."""
    code, params = refusal(snapshot, replace(HOMES, correction=Correction.PUBLISHER, **changes))
    assert code == "correction_not_uniform"
    assert {name: params[name] for name in lacking} == lacking


@pytest.mark.parametrize(
    ("changes", "carriers", "sectors"),
    [
        ({"sectors": ()}, ["electricity"], ["agriculture", "industry", "tertiary", "unspecified"]),
        ({"territory": METROPOLIS, "carriers": ("heat_network",), "years": None}, ["heat_network"], ["residential"]),
    ],
)
def test_a_total_is_corrected_for_all_that_heats_or_not_at_all(
    snapshot: Snapshot, changes: dict[str, Any], carriers: list[str], sectors: list[str]
) -> None:
    """Where no share of heating is declared for a part, the total is refused with what lacks, never half corrected."""
    code, params = refusal(snapshot, replace(HOMES, **changes))
    assert (code, params["carriers"], params["sectors"]) == ("correction_not_uniform", carriers, sectors)


def test_a_correction_never_tells_communes_apart(snapshot: Snapshot) -> None:
    """By commune, and in a comparison, it is refused; no commune is named in a corrected total."""
    asked = replace(HOMES, territory=METROPOLIS)
    assert refusal(snapshot, replace(asked, by=("commune",)))[0] == "correction_not_between_communes"
    with pytest.raises(QuestionRefused, match="correction_not_between_communes"):
        compare(snapshot, asked, year=2022)
    assert dominance_of(snapshot, asked) == ()


@pytest.mark.parametrize("indicator", ["emissions", "population", "heat_network_share"])
def test_only_energy_is_corrected(snapshot: Snapshot, indicator: str) -> None:
    """What is no energy use has no climate to take out."""
    asked = Question(indicator, METROPOLIS, correction=Correction.SDES)
    assert refusal(snapshot, asked)[0] == "correction_not_of_indicator"


@pytest.mark.parametrize("territory", ["dep:38", "fr", "38001", "epci:200068542"])
def test_no_station_serves_beyond_its_territory(snapshot: Snapshot, territory: str) -> None:
    """The valley of Grenoble says nothing of the Isère, of France, nor of another EPCI."""
    with pytest.raises(QuestionRefused, match="station_unknown"):
        degree_days(snapshot, parse_territory(territory))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A store whose table gives Échirolles a station of its own, with three winters and a normal that lacks one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(PROJECT / "data", folder / "data", ignore=shutil.ignore_patterns("extracts"))
    with (folder / "data" / "stations.csv").open("a", encoding="utf-8") as handle:
        handle.write(f"{VALLEY},Échirolles,220,38151,2021,2023,2019,2024,meteofrance_daily\n")
        handle.write(f"{VALLEY},Bresson,220,38057,2018,2019,2018,2020,meteofrance_daily\n")
    settings = Settings(store=folder / "store", data=folder / "data")
    taken(settings, EXTRACTS, FIXTURES / "groups.csv")
    return current(settings)


def test_the_narrowest_station_serves(elsewhere: Snapshot) -> None:
    """A commune with a station of its own has no other; its EPCI and its neighbours keep theirs."""
    assert degree_days(elsewhere, parse_territory("38057"))["name"].unique().to_list() == ["Bresson"]
    assert set(degree_days(elsewhere, METROPOLIS)["station"]) == {RADOME, VALLEY}
    assert degree_days(elsewhere, parse_territory("group:charte_energie"))["station"].n_unique() == 2


def test_years_without_whole_temperatures_are_refused(elsewhere: Snapshot) -> None:
    """A station without the years asked, or whose normal is not whole, corrects nothing."""
    assert refusal(elsewhere, HOMES)[0] == "degree_days_missing"
    bresson = replace(HOMES, territory=parse_territory("38057"))
    code, params = refusal(elsewhere, replace(bresson, years=(2019, 2021)))
    assert (code, params["years"]) == ("degree_days_missing", [2020, 2021])
    assert values(elsewhere, replace(bresson, years=(2018, 2019))).keys() == {2018, 2019}
