"""Outliers and quartiles: reference case R13, and groups where most values are the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.methods.outliers import mad_bounds, modified_z, outliers
from observatory.methods.quartiles import quartiles

LEYS = [1.0, 3.0, 3.0, 6.0, 8.0, 10.0, 10.0, 1000.0]


def test_mad_gives_the_bounds_of_leys() -> None:
    """R13 (Leys et al. 2013): median 7, MAD 5.1891, bounds −8.57 and 22.57 at three MADs."""
    found = mad_bounds(LEYS)
    assert (found.median, found.mad) == (7.0, pytest.approx(5.1891, abs=5e-5))
    assert (found.low, found.high) == (pytest.approx(-8.57, abs=5e-3), pytest.approx(22.57, abs=5e-3))


def test_only_the_thousand_is_flagged() -> None:
    """R13: of the eight values, 1000 alone is beyond the bounds and beyond a modified z of 3.5."""
    assert outliers(LEYS).tolist() == [False] * 7 + [True]
    assert modified_z(LEYS)[-1] == pytest.approx(0.6745 * 993 / 3.5)


def test_most_values_equal_fall_back_on_the_mean_deviation() -> None:
    """Nine 5 and one 15: MAD 0, mean deviation 1, so the last scores 10 / 1.253314; a mild one is not flagged."""
    assert modified_z([5.0] * 9 + [15.0])[-1] == pytest.approx(10 / 1.253314)
    assert outliers([5.0] * 9 + [15.0]).tolist() == [False] * 9 + [True]
    assert not outliers([5.0, 5.0, 5.0, 6.0]).any()


def test_values_all_equal_have_no_outlier() -> None:
    """Nothing differs: every score is zero, without a division by zero."""
    assert modified_z([4.2, 4.2, 4.2]).tolist() == [0.0, 0.0, 0.0]


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=30))
def test_scores_do_not_depend_on_the_unit(values: list[int]) -> None:
    """In another unit, with another origin, each value has the same score."""
    known = np.array(values, dtype=float)
    assert modified_z((known * 8 + 64).tolist()) == pytest.approx(modified_z(known.tolist()))


def test_quartiles_need_five_values() -> None:
    """Four values have no quartiles; of 10, 20, 30, 40, 50 they are 20, 30 and 40."""
    assert quartiles([10, 20, 30, 40]) is None
    found = quartiles([10, 50, 20, 40, 30])
    assert found is not None
    assert (found.first, found.median, found.third) == (20.0, 30.0, 40.0)
