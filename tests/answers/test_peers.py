"""The communes comparable to one, on the shipped figures: who, among whom, how near, and when there are none."""

from dataclasses import replace
from math import log

import polars as pl
import pytest

from observatory.answers.contract import Question
from observatory.answers.peers import comparable
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

BRESSON = Question(
    "energy_per_inhabitant", parse_territory("38057"), carriers=("electricity",), sectors=("residential",)
)


def of(code: str) -> Question:
    return replace(BRESSON, territory=parse_territory(code))


def test_eight_are_found_each_with_its_reasons(snapshot: Snapshot) -> None:
    """Bresson (663 inhabitants, 234 per km²) beside Venon (841, 196), the nearest of 48, and seven more."""
    found = comparable(snapshot, BRESSON, year=2023)
    assert found.own.select("inhabitants").item() == 663
    assert found.own.select("density").item() == pytest.approx(663 / 2.83, abs=0.01)
    first = found.frame.row(0, named=True)
    assert (first["name"], first["inhabitants"]) == ("Venon", 841)
    assert found.frame["rank"].to_list() == list(range(1, 9))
    assert found.frame["distance"].is_sorted()
    assert (found.features, found.pool_size) == (("inhabitants", "density"), 49)


def test_the_distance_is_the_declared_one(snapshot: Snapshot) -> None:
    """By inhabitants alone: |ln 841 − ln 663| over the standard deviation of the 49 logarithms, by hand."""
    found = comparable(snapshot, BRESSON, year=2023, features=("inhabitants",))
    people = [log(one) for one in found.pool.frame.filter("ranked")["inhabitants"]]
    mean = sum(people) / 49
    deviation = (sum((one - mean) ** 2 for one in people) / 49) ** 0.5
    venon = found.frame.row(by_predicate=pl.col("name") == "Venon", named=True)
    assert venon["distance"] == pytest.approx((log(841) - log(663)) / deviation)


def test_their_quartiles_are_of_the_eight(snapshot: Snapshot) -> None:
    """Sorted, the median of eight is the mean of the 4th and the 5th; Bresson's own value is not among them."""
    found = comparable(snapshot, BRESSON, year=2023)
    values = found.frame["value"].sort().to_list()
    assert found.quartiles.median == pytest.approx((values[3] + values[4]) / 2)
    assert found.own["name"][0] not in found.frame["name"].to_list()


def test_a_commune_taken_out_gives_its_place_to_the_next(snapshot: Snapshot) -> None:
    """Without Venon, the seven others stay and a ninth comes; twelve asked for are the first eight and four more."""
    eight = comparable(snapshot, BRESSON, year=2023).frame["name"].to_list()
    twelve = comparable(snapshot, BRESSON, year=2023, count=12).frame["name"].to_list()
    assert twelve[:8] == eight
    without = comparable(snapshot, BRESSON, year=2023, without=("38533",)).frame["name"].to_list()
    assert "Venon" not in without
    assert len(without) == 8
    assert set(eight) - {"Venon"} <= set(without)


def test_a_commune_alone_of_its_kind_has_none(snapshot: Snapshot) -> None:
    """Two communes stand within one deviation of Grenoble, where eight are needed."""
    with pytest.raises(QuestionRefused) as refusal:
        comparable(snapshot, of("38185"), year=2023)
    assert refusal.value.code == "comparable_too_few"
    assert (refusal.value.params["count"], refusal.value.params["minimum"]) == (2, 8)


@pytest.mark.parametrize(("code", "sectors"), [("42218", ("residential",)), ("38071", ())])
def test_a_commune_that_is_not_ranked_is_not_compared(snapshot: Snapshot, code: str, sectors: tuple[str, ...]) -> None:
    """Saint-Étienne has no electricity here; all sectors together, industry makes Champ-sur-Drac's."""
    with pytest.raises(QuestionRefused) as refusal:
        comparable(snapshot, replace(of(code), sectors=sectors), year=2023)
    assert refusal.value.code == "comparable_unranked"


def test_an_unknown_feature_is_refused(snapshot: Snapshot) -> None:
    """Altitude is not among the data: it is no feature."""
    with pytest.raises(QuestionRefused) as refusal:
        comparable(snapshot, BRESSON, year=2023, features=("altitude",))
    assert refusal.value.code == "parameter_unknown"
