"""Shrinkage: reference case R12, and what empirical Bayes does at its ends."""

import numpy as np
import pytest

from observatory.methods.shrinkage import empirical_bayes, james_stein

HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])


def test_james_stein_gives_the_baseball_estimates() -> None:
    """R12 (Efron and Morris): with the binomial variance p̄(1−p̄)/45, c = 0.2117, first 0.294, last 0.242."""
    averages = HITS / 45
    pooled = averages.mean()
    found = james_stein(averages, variance=pooled * (1 - pooled) / 45)
    assert found.centre == pytest.approx(0.2654, abs=5e-5)
    assert found.kept[0] == pytest.approx(0.2117, abs=5e-5)
    assert found.values[[0, -1]].tolist() == pytest.approx([0.294, 0.242], abs=5e-4)


def test_james_stein_never_turns_a_difference_round() -> None:
    """Where chance explains more than the scatter seen, or nothing scatters, all are at the mean."""
    assert james_stein(np.array([1.0, 2.0, 3.0, 4.0]), variance=100.0).values.tolist() == [2.5] * 4
    assert james_stein(np.full(4, 7.0), variance=1.0).values.tolist() == [7.0] * 4


def test_three_units_are_not_shrunk() -> None:
    """The factor counts k − 3 units: below four it says nothing."""
    with pytest.raises(ValueError, match="at least 4"):
        james_stein(np.ones(3), variance=1.0)


def test_each_keeps_what_is_known_of_it() -> None:
    """With τ² = 4, variances 0, 4 and 12 keep all, half and a quarter of a difference of 8."""
    found = empirical_bayes(np.full(3, 18.0), np.array([0.0, 4.0, 12.0]), centre=10.0, tau2=4.0)
    assert found.kept.tolist() == [1.0, 0.5, 0.25]
    assert found.values.tolist() == [18.0, 14.0, 12.0]


def test_without_true_differences_all_are_at_the_centre() -> None:
    """τ² = 0: what differs is chance, except where nothing is left to chance."""
    found = empirical_bayes(np.array([18.0, 18.0]), np.array([1.0, 0.0]), centre=10.0, tau2=0.0)
    assert found.values.tolist() == [10.0, 18.0]
