"""Degree-days and the two corrections: the published cases, the station's own file, and what a correction keeps."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.methods.climate import (
    SEASON,
    SEASON_BASE,
    Method,
    cep_correction,
    degree_day,
    normal,
    sdes_correction,
    yearly,
)
from tests.stores import PUBLISHED, needs_published

SDES_NORMAL = 2061.0  # France, base 17, 1976–2005
temperatures = st.floats(-30, 45)


def one_day(tn: float | None, tx: float | None, *, base: float = 18, method: Method = Method.METEO) -> float | None:
    frame = pl.DataFrame({"tn": [tn], "tx": [tx]}, schema={"tn": pl.Float64, "tx": pl.Float64})
    found: float | None = frame.select(degree_day(pl.col("tn"), pl.col("tx"), base=base, method=method)).item()
    return found


def daily(*years: int, station: str = "a", at: float = 10.0, without: tuple[date, ...] = ()) -> pl.DataFrame:
    """Each day of the years at one temperature; those of `without` have no highest one."""
    days = pl.concat([pl.date_range(date(year, 1, 1), date(year, 12, 31), eager=True) for year in years])
    tx = pl.when(~pl.col("date").is_in(without)).then(pl.lit(at))
    return pl.DataFrame({"date": days}).with_columns(station=pl.lit(station), tn=pl.lit(at), tx=tx)


@pytest.mark.parametrize(("mean", "expected"), [(10, 8), (-4, 22), (20, 0)])
def test_base_18_on_a_mean_temperature(mean: float, expected: float) -> None:
    """R1, Statistics Netherlands (CBS): a day of 10, −4 or 20 °C counts 8, 22 or 0 degree-days."""
    assert one_day(mean, mean) == expected


@pytest.mark.parametrize(
    ("tn", "tx", "meteo", "costic"),
    [(0, 10, 13, 13), (8, 18, 5, 5), (10, 20, 3, 3.328), (12, 26, 0, 1.560), (16, 26, 0, 0.328), (19, 30, 0, 0)],
)
def test_meteo_and_costic_differ_between_seasons_only(tn: float, tx: float, meteo: float, costic: float) -> None:
    """R2, the two formulas (enoptea; COSTIC): they agree on a cold day and on a hot one, not between."""
    assert one_day(tn, tx) == meteo
    assert one_day(tn, tx, method=Method.COSTIC) == pytest.approx(costic, abs=5e-4)


@pytest.mark.parametrize(("tn", "tx", "expected"), [(2, 8, 12), (14, 24, 0)])
def test_a_day_of_the_ministry(tn: float, tx: float, expected: float) -> None:
    """R3, SDES: base 17 by the method Météo."""
    assert one_day(tn, tx, base=SEASON_BASE) == expected


def test_the_season_of_the_ministry_leaves_summer_out() -> None:
    """R3, SDES: at 10 °C all year, base 17, the 122 days from June to September add nothing to 7 × 243."""
    found = yearly(daily(2023), base=SEASON_BASE, method=Method.METEO, months=SEASON)
    assert found.rows() == [("a", 2023, 7.0 * 243, 243, True)]


@pytest.mark.parametrize(("degree_days", "expected"), [(1900, 1057.845), (2061, 1000), (2200, 954.918)])
def test_the_statistical_correction(degree_days: float, expected: float) -> None:
    """R4, SDES: 1000 of which 70 % heat, against a normal of 2061."""
    assert sdes_correction(1000.0, 0.7, degree_days, SDES_NORMAL) == pytest.approx(expected, abs=5e-4)


def test_the_advisers_correction_is_another() -> None:
    """R5, rule of three of the conseil en énergie partagé: 1059.316, not the 1057.845 of the statistical formula."""
    assert cep_correction(1000.0, 0.7, 1900, SDES_NORMAL) == pytest.approx(1059.316, abs=5e-4)


@needs_published
def test_the_years_of_grenoble_by_its_two_stations() -> None:
    """Météo-France, Grenoble, base 18: each station has its own years, 109 degree-days apart in 2020."""
    path = PUBLISHED / "weather" / "meteofrance_clim-base_quot_vent-38-2020-2025.csv"
    text = pl.read_csv(path, infer_schema=False)
    days = text.select(
        pl.col("tn", "tx").cast(pl.Float64), station="num_poste", date=pl.col("aaaammjj").str.to_date("%Y%m%d")
    )
    found = yearly(days, base=18, method=Method.METEO)
    assert found["complete"].all()
    assert found.with_columns(pl.col("degree_days").round()).select("station", "year", "degree_days").rows() == [
        ("38185012", 2020, 1833),
        ("38185012", 2021, 2141),
        ("38185012", 2022, 1789),
        ("38185012", 2023, 1766),
        ("38185012", 2024, 1771),
        ("38421002", 2020, 1942),
    ]
    assert normal(found, station="38185012", first=2020, last=2024) == pytest.approx(9300.5 / 5, abs=0.1)
    assert normal(found, station="38421002", first=2020, last=2021) is None


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize(("tn", "tx"), [(None, 10.0), (20.0, None), (None, None)])
def test_a_day_without_a_temperature_has_no_degree_days(tn: float | None, tx: float | None, method: Method) -> None:
    """A temperature that lacks gives null, never 0, even where the other one says that nobody heats."""
    assert one_day(tn, tx, method=method) is None


@given(tn=temperatures, spread=st.floats(0.01, 30))
def test_costic_never_counts_less_than_meteo(tn: float, spread: float) -> None:
    """COSTIC counts the cold morning of a mild day that the mean forgets, and no cold day less than the mean does."""
    meteo, costic = (one_day(tn, tn + spread, method=method) for method in Method)
    assert meteo is not None
    assert costic is not None
    assert costic >= meteo - 1e-9


@pytest.mark.parametrize("edge", [(8.0, 18.0), (18.0, 28.0)])
def test_costic_has_no_step(edge: tuple[float, float]) -> None:
    """A hundred-thousandth of a degree never moves a day by more than that much, where its formulas meet."""
    tn, tx = edge
    here, above = one_day(tn, tx, method=Method.COSTIC), one_day(tn + 1e-5, tx + 1e-5, method=Method.COSTIC)
    assert here == pytest.approx(above, abs=2e-5)


def test_a_leap_year_needs_its_366_days() -> None:
    """2024 is complete with 366 days and is not without 29 February; what is known is still summed."""
    leap = date(2024, 2, 29)
    whole, gap = (yearly(daily(2024, without=days), base=18, method=Method.METEO) for days in ((), (leap,)))
    assert whole.rows() == [("a", 2024, 8.0 * 366, 366, True)]
    assert gap.rows() == [("a", 2024, 8.0 * 365, 365, False)]


def test_a_year_without_a_temperature_has_no_sum() -> None:
    """A station that measured nothing has null degree-days, not a year without winter."""
    days = daily(2023).with_columns(tx=pl.lit(None, pl.Float64))
    assert yearly(days, base=18, method=Method.METEO).rows() == [("a", 2023, None, 0, False)]


def test_days_outside_the_months_asked_are_not_missed() -> None:
    """A gap in July leaves the ministry's season complete."""
    days = daily(2023, without=(date(2023, 7, 14),))
    assert yearly(days, base=17, method=Method.METEO, months=SEASON)["complete"].to_list() == [True]


def test_a_normal_is_the_mean_of_its_own_station() -> None:
    """8 a day in 2022 (365 days) and 6 in 2023 make 2555; the other station's years do not enter."""
    days = pl.concat([daily(2022), daily(2023, at=12.0), daily(2022, 2023, station="b", at=0.0)])
    years = yearly(days, base=18, method=Method.METEO)
    assert normal(years, station="a", first=2022, last=2023) == 7.0 * 365


@pytest.mark.parametrize(("first", "last"), [(2021, 2023), (2022, 2024), (2024, 2024), (2023, 2022)])
def test_a_normal_is_refused_with_a_year_that_lacks(first: int, last: int) -> None:
    """A year absent, a year with a day missing or a period turned round gives None."""
    days = pl.concat([daily(2022, 2023), daily(2024, without=(date(2024, 1, 1),))])
    years = yearly(days, base=18, method=Method.METEO)
    assert normal(years, station="a", first=first, last=last) is None


def test_corrections_take_columns_as_they_take_numbers() -> None:
    """A column of uses, shares and degree-days gives what each row gives alone."""
    frame = pl.DataFrame({"v": [1000.0, 500.0], "p": [0.7, 0.0], "d": [1900.0, 1900.0]})
    for correction, first in ((sdes_correction, 1057.845), (cep_correction, 1059.316)):
        found = frame.select(correction(pl.col("v"), pl.col("p"), pl.col("d"), SDES_NORMAL)).to_series()
        assert found.to_list() == pytest.approx([first, 500.0], abs=5e-4)


@given(value=st.floats(1, 1e9), share=st.floats(0, 1), degree_days=st.floats(500, 4000), scale=st.floats(0.1, 1000))
def test_corrections_scale_with_units_and_leave_normal_years_alone(
    value: float, share: float, degree_days: float, scale: float
) -> None:
    """In another unit the result is the same in that unit; a normal year is its own correction; a mild one is raised."""
    for correction in (sdes_correction, cep_correction):
        found = correction(value, share, degree_days, SDES_NORMAL)
        assert correction(value * scale, share, degree_days, SDES_NORMAL) == pytest.approx(found * scale)
        assert correction(value, share, SDES_NORMAL, SDES_NORMAL) == pytest.approx(value)
        assert (found - value) * (SDES_NORMAL - degree_days) >= -1e-9 * value * SDES_NORMAL
