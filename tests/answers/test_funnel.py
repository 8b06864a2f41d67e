"""The funnel of a comparison: what is expected, who stands outside, and what a lower bound may say."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from observatory.answers.comparison import Comparison, compare
from observatory.answers.contract import Question
from observatory.answers.funnel import spread
from observatory.store.snapshots import Snapshot
from observatory.territory import parse_territory

RESIDENTIAL = Question(
    "energy_per_inhabitant", parse_territory("epci:200040715"), carriers=("electricity",), sectors=("residential",)
)


def found_in(snapshot: Snapshot) -> Comparison:
    return compare(snapshot, RESIDENTIAL, year=2023)


def test_values_that_follow_size_are_judged_beside_their_size(snapshot: Snapshot) -> None:
    """Small communes use more electricity each: the line falls, and Échirolles, the lowest of all, is not out of line."""
    made = spread(found_in(snapshot))
    assert made is not None
    assert made.expected.slope < 0
    lowest = made.frame.sort("value").row(0, named=True)
    assert (lowest["name"], lowest["outside"]) == ("Échirolles", None)


def test_who_is_outside_is_counted_from_the_limits(snapshot: Snapshot) -> None:
    """Beyond expected ± 1.96·√(s²/n + τ²), and 3.09 for the wide limits, written out once more."""
    made = spread(found_in(snapshot))
    assert made is not None
    for line in made.frame.to_dicts():
        expected = made.expected.level + made.expected.slope * np.log(line["inhabitants"])
        reach = (made.funnel.deviation**2 / line["inhabitants"] + made.funnel.tau2) ** 0.5
        low, high = line["value"] - expected, line["high"] - expected
        beyond = [share for z, share in ((1.959964, 0.95), (3.090232, 0.998)) if low > z * reach or high < -z * reach]
        assert line["outside"] == (beyond[-1] if beyond else None)
        kept = made.funnel.tau2 / reach**2
        assert line["shrunk"] == pytest.approx(expected + kept * (line["value"] - expected))


def test_a_lower_bound_is_below_only_if_what_it_hides_is_too(snapshot: Snapshot) -> None:
    """A commune at a tenth of what is expected is outside; were its hidden part to bring it back, it is not."""
    found = found_in(snapshot)
    own = pl.col("key") == "38317"
    low = found.frame.with_columns(
        value=pl.when(own).then(0.1).otherwise("value"), high=pl.when(own).then(0.1).otherwise("high")
    )
    hiding = low.with_columns(high=pl.when(own).then(1.5).otherwise("high"))
    outside = [
        made.frame.filter(own)["outside"][0]
        for made in (spread(replace(found, frame=frame)) for frame in (low, hiding))
        if made is not None
    ]
    assert outside == [0.998, None]


def test_four_communes_make_no_funnel(snapshot: Snapshot) -> None:
    """Fewer than five values give no quantile, and no limits either."""
    found = found_in(snapshot)
    assert spread(replace(found, frame=found.frame.head(4))) is None
    assert spread(replace(found, frame=found.frame.head(5))) is not None


def test_an_outlier_is_shown_and_kept(snapshot: Snapshot) -> None:
    """A commune at ten times the others is flagged, and still there."""
    found = found_in(snapshot)
    far = found.frame.with_columns(value=pl.when(pl.col("key") == "38057").then(30.0).otherwise("value"))
    made = spread(replace(found, frame=far.with_columns(high="value")))
    assert made is not None
    assert made.frame.height == 49
    assert made.frame.filter("outlier")["name"].to_list() == ["Bresson"]
