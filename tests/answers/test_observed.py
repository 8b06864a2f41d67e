"""A series read among many is the one that the territory's own answer gives."""

import pytest

from observatory.answers.contract import GasBasis, Question
from observatory.answers.indicator import answer
from observatory.answers.observed import Matter, Observed, of_area, of_communes
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory, parse_territory

METROPOLIS = parse_territory("epci:200040715")
MATTERS = [
    Matter("energy", ("electricity",), (), None),
    Matter("energy", ("gas",), (), None),
    Matter("energy", ("gas",), (), "pci"),
    Matter("energy", ("electricity",), ("residential",), None),
    Matter("energy_per_inhabitant", ("electricity",), ("residential", "tertiary"), None),
    Matter("emissions", (), (), None),
    Matter("emissions_per_inhabitant", (), ("road_transport",), None),
]


@pytest.fixture(scope="module")
def communes(snapshot: Snapshot) -> list[str]:
    return totals.members(snapshot, METROPOLIS)["insee_code"].to_list()


def alone(snapshot: Snapshot, matter: Matter, code: str) -> Observed:
    """What the answer of one commune gives."""
    question = Question(
        matter.indicator,
        Territory(Kind.COMMUNE, code),
        carriers=matter.carriers,
        sectors=matter.sectors,
        gas=GasBasis(matter.gas) if matter.gas else None,
    )
    found = answer(snapshot, question)
    known = found.frame.drop_nulls("value")
    years = tuple(known["year"])
    # Before the first value there is nothing to cut.
    cuts = tuple(one for one in found.breaks if years and one.year > years[0])
    return Observed(years, *(tuple(known[name]) for name in ("value", "high", "status")), breaks=cuts)


def cuts(one: Observed) -> set[tuple[object, ...]]:
    """What tells breaks apart; a share of the total, to a thousandth."""
    shares = (round(float(one.params.get("share", 0)), 3) for one in one.breaks)
    return {(one.year, one.cause, one.carrier, share) for one, share in zip(one.breaks, shares, strict=True)}


@pytest.mark.parametrize("matter", MATTERS, ids=str)
def test_many_at_once_equal_each_alone(snapshot: Snapshot, communes: list[str], matter: Matter) -> None:
    """For 49 communes, values, status and breaks read together are those of each commune's own answer."""
    together = of_communes(snapshot, matter, communes)
    for code in communes:
        one, other = together.get(code, Observed()), alone(snapshot, matter, code)
        assert (one.years, one.statuses) == (other.years, other.statuses), code
        assert one.values == pytest.approx(other.values), code
        assert one.high == pytest.approx(other.high), code
        assert cuts(one) == cuts(other), code


def test_a_year_without_one_of_the_carriers_is_no_year(snapshot: Snapshot) -> None:
    """Grenoble's electricity and gas together exist in 2015–2017 and 2019–2022, as its gas does."""
    found = of_communes(snapshot, Matter("energy", ("electricity", "gas"), (), None), ["38185"])["38185"]
    assert found.years == (2015, 2016, 2017, 2019, 2020, 2021, 2022)
    # 475,460 MWh PCS of gas in 2015 (÷ 1.11), and 1,008 GWh of electricity: read in the published file.
    assert found.values[0] == pytest.approx(1_008_291.2 + 475_460 / 1.11, rel=2e-4)


def test_a_commune_without_a_carrier_lacks_it(snapshot: Snapshot) -> None:
    """Nothing is known of the wood of Échirolles."""
    found = of_communes(snapshot, Matter("energy", ("electricity", "wood"), (), None), ["38151"])["38151"]
    assert (found.years, found.lacking) == ((), ("wood",))


def test_an_area_is_read_since_the_year_asked(snapshot: Snapshot) -> None:
    """The metropolis since 2015 has nine years, its 49 communes and all its inhabitants."""
    found = of_area(snapshot, Matter("energy", ("electricity",), (), None), METROPOLIS, since=2015)
    assert found.years == tuple(range(2015, 2024))
    assert found.share == pytest.approx(1.0)
