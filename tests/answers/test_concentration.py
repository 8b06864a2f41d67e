"""Who makes a total, or its change: on the perimeter of that total, and a site only where it is proved to be one."""

import csv

import polars as pl
import pytest

from observatory.answers.change import change
from observatory.answers.concentration import Dominance, dominance_of
from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory
from tests.stores import EXTRACTS

METROPOLIS = "epci:200040715"
CHAMP = "38071"  # Champ-sur-Drac, with one site of RTE
CLAIX = "38317"  # Le Pont-de-Claix, where GRTgaz has one site in 2013 and two in 2023
GRENOBLE = "38185"


def published(carrier: str, year: int, *, commune: str = "", operator: str = "", without: str = "") -> float:
    """A plain sum over the rows of the shipped extract."""
    with (EXTRACTS / "energy_ore_commune.csv").open(encoding="utf-8") as file:
        return sum(
            float(row["energy_mwh"] or 0)
            for row in csv.DictReader(file)
            if (row["carrier"], row["year"]) == (carrier, str(year))
            and row["insee_code"] != without
            and commune in {"", row["insee_code"]}
            and operator in {"", row["operator"]}
        )


def who(snapshot: Snapshot, place: str, **more: object) -> list[Dominance]:
    return list(dominance_of(snapshot, Question("energy", parse_territory(place), **more)))


def test_who_makes_a_total_is_in_that_total(snapshot: Snapshot) -> None:
    """Since 2011 the metropolis' electricity leaves Grenoble out: Grenoble makes no part of it, nor of its change."""
    found = who(snapshot, METROPOLIS, carriers=("electricity",))
    assert [(one.place.insee_code, one.of_change, one.operator) for one in found] == [(CHAMP, True, "RTE")]
    moved = published("electricity", 2023, without=GRENOBLE) - published("electricity", 2012, without=GRENOBLE)
    site = published("electricity", 2023, commune=CHAMP, operator="RTE")
    before = published("electricity", 2012, commune=CHAMP, operator="RTE")
    assert found[0].share == pytest.approx((site - before) / moved)
    rest = published("electricity", 2023, without=GRENOBLE) - site
    assert found[0].without == pytest.approx((rest / (rest - moved + site - before) - 1) * 100)


@pytest.mark.parametrize("more", [{}, {"carriers": ("gas",)}, {"carriers": ("electricity",), "sectors": ("tertiary",)}])
def test_communes_add_up_to_the_change(snapshot: Snapshot, more: dict[str, tuple[str, ...]]) -> None:
    """The communes that are looked at add up to both ends of the change that they are said to make."""
    question = Question("energy", parse_territory(METROPOLIS), **more)
    told = change(answer(snapshot, question))
    assert told is not None
    rows = answer(snapshot, Question("energy", parse_territory(METROPOLIS), by=("commune",), **more)).frame
    added = dict(rows.group_by("year").agg(pl.col("value").sum()).rows())
    assert (added[told.year_from], added[told.year_to]) == pytest.approx((told.value_from, told.value_to))


def test_two_sites_are_not_one(snapshot: Snapshot) -> None:
    """GRTgaz has two sites at Le Pont-de-Claix in 2023: it is the commune that makes 79 % of the fall, no site."""
    found = [one for one in who(snapshot, METROPOLIS, carriers=("gas",)) if one.of_change]
    assert [(one.place.insee_code, one.operator) for one in found] == [(CLAIX, None)]
    assert found[0].share == pytest.approx(0.788, abs=0.001)


def test_one_site_is_named_in_a_total(snapshot: Snapshot) -> None:
    """Of the metropolis' industry, 36 % is one site at Champ-sur-Drac: the site is told, not its commune."""
    found = [
        one for one in who(snapshot, METROPOLIS, carriers=("electricity",), sectors=("industry",)) if not one.of_change
    ]
    assert [(one.place.insee_code, one.operator) for one in found] == [(CHAMP, "RTE")]
    site = published("electricity", 2023, commune=CHAMP, operator="RTE")
    assert found[0].share * (found[0].without + site) == pytest.approx(site)


def test_one_site_is_named_for_its_commune(snapshot: Snapshot) -> None:
    """At Champ-sur-Drac one site makes 94 % of the electricity of 2023, and nearly all of its fall since 2012."""
    total, moved = who(snapshot, CHAMP, carriers=("electricity",))
    site = published("electricity", 2023, commune=CHAMP, operator="RTE")
    whole = published("electricity", 2023, commune=CHAMP)
    assert (total.operator, total.share) == ("RTE", pytest.approx(site / whole))
    assert total.without == pytest.approx(whole - site)
    assert moved.share == pytest.approx(0.992, abs=0.001)
    assert moved.without == pytest.approx(-11.85, abs=0.01)


def test_a_site_of_gas_weighs_in_the_basis_of_its_total(snapshot: Snapshot) -> None:
    """In Jarrie's sum of energies its one site of GRTgaz counts in PCI (÷ 1.11), as the sum does."""
    total = next(one for one in who(snapshot, "38200") if not one.of_change)
    gas, electricity = published("gas", 2023, commune="38200"), published("electricity", 2023, commune="38200")
    site = published("gas", 2023, commune="38200", operator="GRT Gaz")
    assert total.operator == "GRT Gaz"
    assert total.share == pytest.approx(site / 1.11 / (electricity + gas / 1.11))


def test_no_commune_makes_what_networks_deliver(snapshot: Snapshot) -> None:
    """A network belongs to no commune: nothing is said of who makes its heat, nor of a sum that has it."""
    assert who(snapshot, METROPOLIS, carriers=("heat_network",)) == []
    assert who(snapshot, METROPOLIS, carriers=("electricity", "heat_network"), years=(2023, 2023)) == []
