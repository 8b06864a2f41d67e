"""The carriers of one total, over the communes that the total adds."""

from dataclasses import replace

import polars as pl
import pytest

from observatory.answers.contract import GasBasis, Question
from observatory.answers.indicator import answer
from observatory.answers.parts import carrier_parts
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

NETWORKS = ("electricity", "gas")


@pytest.mark.parametrize("place", ["38151", "epci:200040715", "dep:38"])
@pytest.mark.parametrize("years", [(2023, 2023), (2019, 2022), None])
def test_carriers_make_their_total(snapshot: Snapshot, place: str, years: tuple[int, int] | None) -> None:
    """Year by year, values, highest values and hidden cells by carrier add up to those of the sum, with its perimeter."""
    question = Question("energy", parse_territory(place), carriers=NETWORKS, years=years)
    whole, parts = answer(snapshot, question), carrier_parts(snapshot, question)
    sums = parts.frame.group_by("year", maintain_order=True).agg(pl.col("value", "high", "withheld_cells").sum())
    assert sums["year"].to_list() == whole.frame["year"].to_list()
    for column in ("value", "high", "withheld_cells"):
        assert sums[column].to_list() == pytest.approx(whole.frame[column].to_list())
    assert (parts.perimeter, parts.gas) == (whole.perimeter, GasBasis.PCI)


def test_a_commune_without_gas_that_year_is_in_neither_part(snapshot: Snapshot) -> None:
    """Grenoble's gas of 2023 is not published: its 850 GWh of electricity are left out of the metropolis' parts."""
    question = Question("energy", parse_territory("epci:200040715"), carriers=NETWORKS, years=(2023, 2023))
    parts = carrier_parts(snapshot, question).frame
    alone = answer(snapshot, replace(question, carriers=("electricity",))).frame["value"][0]
    electricity = parts.row(0, named=True)
    assert electricity["carrier"] == "electricity"
    assert alone - electricity["value"] > 850_000


def test_what_nobody_describes_has_no_part(snapshot: Snapshot) -> None:
    """Saint-Étienne has neither electricity nor gas in the data: no row, and no failure."""
    question = Question("energy", parse_territory("42218"), carriers=NETWORKS)
    assert carrier_parts(snapshot, question).frame.is_empty()
