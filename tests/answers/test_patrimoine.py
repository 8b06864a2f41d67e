"""Years of a commune's sites: days shared, years whole, perimeters constant, costs split; counted by hand."""

from datetime import date

import pytest

from observatory.answers.patrimoine.price import price_splits, tax_of
from observatory.answers.patrimoine.sites import deliveries, heaviest, intensities, missing_months
from observatory.answers.patrimoine.steady import comparable, steady
from observatory.answers.patrimoine.years import Amount, Tax, amount_of, months, years
from observatory.indicators import Measure
from observatory.schemas.site import Site
from tests.deposited import bill, five_years, seen_of, year

ENERGY = Amount(Measure.SITE_ENERGY)


def valued(lines: list[dict[str, object]], amount: Amount = ENERGY) -> list[tuple[object, ...]]:
    """site, year, value, days, complete."""
    return years(seen_of(lines), amount).select("site", "year", "value", "days", "complete").rows()


def test_a_bill_across_a_years_end_is_shared_by_its_days() -> None:
    """15 December to 14 January is 31 days, of which 17 are in the first year: 3.1 MWh give 1.7 and 1.4."""
    found = valued([bill("École", "2022-12-15", "2023-01-14", 3.1)])
    assert found == [("École", 2022, pytest.approx(1.7), 17, False), ("École", 2023, pytest.approx(1.4), 14, False)]


def test_february_of_a_leap_year_has_a_day_more() -> None:
    """A bill of 1 January to 31 March is 91 days in 2024, 29 of them in February, and 90 days in 2023, 28 of them."""
    leap, common = (
        months(seen_of([bill("École", f"{of}-01-01", f"{of}-03-31", days)]), ENERGY)["value"].to_list()
        for of, days in ((2024, 91.0), (2023, 90.0))
    )
    assert leap == pytest.approx([31.0, 29.0, 31.0])
    assert common == pytest.approx([31.0, 28.0, 31.0])


@pytest.mark.parametrize(
    ("last", "days", "complete"), [("12-15", 349, False), ("12-16", 350, True), ("12-31", 365, True)]
)
def test_a_year_is_whole_from_350_days_on(last: str, days: int, *, complete: bool) -> None:
    """From 1 January to 15 December is 349 days of 2023, and incomplete; one more, and the year counts."""
    ((_, _, _, found, whole),) = valued([bill("École", "2023-01-01", f"2023-{last}", 10.0)])
    assert (found, whole) == (days, complete)


def test_a_day_billed_twice_is_one_day() -> None:
    """Two bills of six months that share the month of June cover 365 days, not 395, and both amounts count."""
    lines = [bill("École", "2023-01-01", "2023-06-30", 6.0), bill("École", "2023-06-01", "2023-12-31", 7.0)]
    assert valued(lines) == [("École", 2023, pytest.approx(13.0), 365, True)]


def test_the_meter_with_fewest_days_decides_and_one_that_replaces_another_makes_one_with_it() -> None:
    """Two meters of which one lacks half a year: incomplete. One that takes over from the other on 1 July: whole."""
    together = [year("École", 2023, 10.0, meter="A"), bill("École", "2023-01-01", "2023-06-30", 5.0, meter="B")]
    in_turn = [
        bill("École", "2023-01-01", "2023-06-30", 5.0, meter="A"),
        bill("École", "2023-07-01", "2023-12-31", 5.0, meter="B"),
    ]
    assert [row[3:] for row in valued(together)] == [(181, False)]
    assert [row[3:] for row in valued(in_turn)] == [(365, True)]


def test_a_credit_note_takes_back_its_amount_and_covers_no_day() -> None:
    """A year of 12 MWh less a credit of 2 is 10; the credit alone leaves its year without a day."""
    note = year("École", 2023, -2.0, nature="credit")
    assert valued([year("École", 2023, 12.0), note]) == [("École", 2023, pytest.approx(10.0), 365, True)]
    assert valued([note]) == [("École", 2023, -2.0, 0, False)]


def test_water_is_never_in_the_energy() -> None:
    """A school with 10 MWh and 400 m³ has 10 in one measure and 400 in the other."""
    lines = [year("École", 2023, 10.0), year("École", 2023, m3=400.0, fluid="water")]
    assert [row[2] for row in valued(lines)] == [10.0]
    assert [row[2] for row in valued(lines, Amount(Measure.SITE_WATER))] == [400.0]


def test_ht_and_ttc_are_never_mixed() -> None:
    """Three bills say TTC and two say HT: TTC is read, and a year of which one bill lacks it has no cost."""
    lines = [
        year("École", 2022, 10.0, cost_ttc_eur=1200.0, cost_ht_eur=1000.0),
        year("Mairie", 2022, 5.0, cost_ttc_eur=600.0),
        bill("École", "2023-01-01", "2023-06-30", 5.0, cost_ttc_eur=700.0),
        bill("École", "2023-07-01", "2023-12-31", 5.0, cost_ht_eur=500.0),
    ]
    seen = seen_of(lines)
    cost = amount_of(seen, Measure.SITE_COST)
    assert (cost.tax, tax_of(seen)) == (Tax.TTC, Tax.TTC)
    assert set(years(seen, cost).select("site", "year", "value").rows()) == {
        ("École", 2022, 1200.0),
        ("École", 2023, None),
        ("Mairie", 2022, 600.0),
    }


def test_a_transfer_of_the_lights_is_no_saving() -> None:
    """The lights (100 of 270 MWh) leave at the end of 2023: the total falls by 40 %, the constant perimeter by 5.9 %."""
    lights = Site(name="Éclairage", kind="lighting", transferred=date(2023, 12, 31), transferred_to="Syndicat")
    seen = seen_of([line for line in five_years() if line["nature"] == "bill"], lights)
    frame = years(seen, ENERGY)
    assert comparable(frame, seen.sites) == (2020, 2021, 2022, 2023, 2024)
    found = steady(frame, seen.sites, (2023, 2024))
    assert (found.value(2023), found.value(2024)) == (pytest.approx(170.0), pytest.approx(160.0))
    assert (found.whole(2023), found.whole(2024)) == (pytest.approx(270.0), pytest.approx(160.0))
    assert found.percent(2023, 2024) == pytest.approx(-5.882, abs=1e-3)
    assert found.whole_percent(2023, 2024) == pytest.approx(-40.741, abs=1e-3)
    assert found.aside.select("site", "reason").rows() == [("Éclairage", "transferred")]


def test_a_transfer_that_nobody_declared_is_missing_bills_and_not_a_saving_either() -> None:
    """Undeclared, the lights are awaited in 2024, whose bills make 160 of 260 usual MWh: the year does not compare."""
    seen = seen_of([line for line in five_years() if line["nature"] == "bill"])
    assert comparable(years(seen, ENERGY), seen.sites) == (2020, 2021, 2022, 2023)


@pytest.mark.parametrize(
    ("said", "reason"),
    [({"opened": date(2022, 3, 1)}, "opened"), ({"closed": date(2023, 11, 30)}, "closed")],
)
def test_a_site_opened_or_closed_on_the_way_is_set_aside(said: dict[str, date], reason: str) -> None:
    """A pool billed in both years and open or closed within them is out of the change; the school stays."""
    lines = [year(site, of, mwh) for site, mwh in (("École", 10.0), ("Piscine", 90.0)) for of in (2022, 2023)]
    seen = seen_of(lines, Site(name="Piscine", **said))
    found = steady(years(seen, ENERGY), seen.sites, (2022, 2023))
    assert found.kept.rows() == [("École", "electricity")]
    assert found.aside["reason"].to_list() == [reason]
    assert found.value(2023) == pytest.approx(10.0)


def test_a_site_open_from_the_first_day_to_the_last_is_kept() -> None:
    """Opened on 1 January of the first year and closed on 31 December of the last, it was held all along."""
    lines = [year("École", of, 10.0) for of in (2022, 2023)]
    seen = seen_of(lines, Site(name="École", opened=date(2022, 1, 1), closed=date(2023, 12, 31)))
    assert steady(years(seen, ENERGY), seen.sites, (2022, 2023)).kept.height == 1


def test_the_cost_splits_exactly_into_quantity_and_price() -> None:
    """100 MWh at 100 € then 80 MWh at 150 €: +2,000 €, of which L·ln(0.8) = −2,447.8 and L·ln(1.5) = +4,447.8.

    L is the logarithmic mean of 10,000 and 12,000: 2,000 / ln(1.2) = 10,969.6.
    """
    lines = [year("École", 2022, 100.0, cost_ttc_eur=10_000.0), year("École", 2023, 80.0, cost_ttc_eur=12_000.0)]
    (found,) = price_splits(seen_of(lines))
    assert found.by_quantity == pytest.approx(-2447.80, abs=0.01)
    assert found.by_price == pytest.approx(4447.80, abs=0.01)
    assert found.by_quantity + found.by_price == pytest.approx(found.after - found.before, abs=1e-9)


def test_the_split_is_fluid_by_fluid_and_leaves_out_what_was_transferred() -> None:
    """Electricity, gas and water of the invented commune, 2023 to 2024: their parts add up to −540 €, without the lights."""
    lights = Site(name="Éclairage", transferred=date(2023, 12, 31))
    found = price_splits(seen_of(five_years(), lights))
    assert [one.fluid for one in found] == ["electricity", "gas", "water"]
    # 85 × 180 = 15,300 to 80 × 190 = 15,200; 85 × 80 = 6,800 to 6,400; 370 × 4 = 1,480 to 1,440.
    assert [(one.before, one.after) for one in found] == [
        (pytest.approx(15_300.0), pytest.approx(15_200.0)),
        (pytest.approx(6_800.0), pytest.approx(6_400.0)),
        (pytest.approx(1_480.0), pytest.approx(1_440.0)),
    ]
    assert sum(one.by_quantity + one.by_price for one in found) == pytest.approx(-540.0, abs=1e-9)
    assert [round(one.by_price) for one in found[1:]] == [0, 0]  # their prices did not move


def test_deliveries_stay_out_of_the_year_on_year_and_compare_over_three_years() -> None:
    """10 MWh of fuel oil a year until 2021, then 8: 24 over three years, 30 over the three before."""
    lines = [
        bill("Salle", f"{of}-10-01", f"{of}-10-01", 10.0 if of < 2022 else 8.0, fluid="fuel_oil", nature="delivery")
        for of in range(2019, 2025)
    ]
    seen = seen_of([*lines, *(year("École", of, 10.0) for of in (2023, 2024))])
    found = steady(years(seen, ENERGY), seen.sites, (2023, 2024))
    assert found.aside.select("site", "reason").rows() == [("Salle", "deliveries")]
    assert deliveries(seen).select("first", "last", "value", "before").rows() == [(2022, 2024, 24.0, 30.0)]


def test_a_delivery_is_not_spread_over_its_days() -> None:
    """One dated 15 December 2022 to 14 January 2023 counts whole on its last day."""
    found = valued([bill("Salle", "2022-12-15", "2023-01-14", 3.1, fluid="fuel_oil", nature="delivery")])
    assert found == [("Salle", 2023, pytest.approx(3.1), 0, False)]


def test_an_estimated_reading_marks_its_years() -> None:
    """A bill estimated in December and read in January marks both years; the next one does not."""
    lines = [
        bill("École", "2022-12-01", "2023-01-31", 6.2, reading="estimated"),
        bill("École", "2023-02-01", "2024-12-31", 60.0),
    ]
    assert years(seen_of(lines), ENERGY)["estimated"].to_list() == [True, True, False]


def test_the_sites_that_weigh_most_come_first_with_their_share() -> None:
    """Of twelve sites of 1 to 12 MWh, ten are shown; the first makes 12 of 78."""
    found = heaviest(seen_of([year(f"Site {n}", 2023, float(n)) for n in range(1, 13)]), ENERGY)
    assert found is not None
    assert (found.year, found.sites, found.total) == (2023, 12, 78.0)
    assert found.frame["site"].to_list() == [f"Site {n}" for n in range(12, 2, -1)]
    assert found.frame["share"][0] == pytest.approx(12 / 78)


def test_buildings_are_read_per_m2_and_lights_per_point() -> None:
    """80 MWh over 1,000 m² is 80 kWh/m²; 60 MWh over 200 points is 300 kWh a point, whatever m² they were given."""
    described = (
        Site(name="École", kind="school", area_m2=1000),
        Site(name="Éclairage", kind="lighting", light_points=200, area_m2=50),
        Site(name="Salle", kind="culture"),
    )
    lines = [year(site, 2023, mwh) for site, mwh in (("École", 80.0), ("Éclairage", 60.0), ("Salle", 5.0))]
    found = intensities(seen_of(lines, *described))
    assert found.select("site", "size", "kwh_each").rows() == [
        ("Éclairage", 200.0, pytest.approx(300.0)),
        ("École", 1000.0, pytest.approx(80.0)),
    ]


def test_months_without_a_bill_are_named_meter_by_meter() -> None:
    """A meter billed in January and April lacks February and March, and, as another goes on to June, May and June."""
    lines = [
        bill("École", "2023-01-01", "2023-01-31", 1.0, meter="A"),
        bill("École", "2023-04-01", "2023-04-30", 1.0, meter="A"),
        bill("École", "2023-01-01", "2023-06-30", 6.0, meter="B"),
    ]
    ((meter, lacking),) = missing_months(seen_of(lines)).select("meter", "months").rows()
    assert (meter, [month.month for month in lacking]) == ("A", [2, 3, 5, 6])


def test_a_site_that_was_transferred_misses_no_month_since() -> None:
    """Lights transferred at the end of March are awaited no longer."""
    lines = [bill("Éclairage", "2023-01-01", "2023-03-31", 3.0), year("École", 2023, 10.0)]
    assert missing_months(seen_of(lines, Site(name="Éclairage", transferred=date(2023, 3, 31)))).is_empty()
    assert missing_months(seen_of(lines)).height == 1


def test_a_bill_without_an_energy_equivalent_is_told_and_not_taken_for_zero() -> None:
    """10 stères of wood of an unknown content have no energy: the site is set aside by that name."""
    wood = {"fluid": "wood", "unit": "stere", "quantity": 10.0}
    lines = [year("École", of, mwh) for of, mwh in ((2022, 10.0), (2023, 9.0))]
    lines += [year("Chaufferie", of, **wood) for of in (2022, 2023)]
    seen = seen_of(lines)
    found = steady(years(seen, ENERGY), seen.sites, (2022, 2023))
    assert found.aside.select("site", "reason").rows() == [("Chaufferie", "unvalued")]
    assert found.whole(2023) == pytest.approx(9.0)


def test_a_commune_without_bills_has_no_year() -> None:
    """Nothing deposited: every answer is empty, none crashes."""
    nothing = seen_of([])
    assert years(nothing, ENERGY).is_empty()
    assert comparable(years(nothing, ENERGY), ()) == ()
    assert steady(years(nothing, ENERGY), (), ()).frame.is_empty()
    assert heaviest(nothing, ENERGY) is None
    assert price_splits(nothing) == ()
    assert missing_months(nothing).is_empty()
    assert deliveries(nothing).is_empty()
    assert intensities(nothing).is_empty()
