"""Funnels: the published Poisson limits, over-dispersion written out by hand, and who stands outside."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.methods.funnel import Expected, expected_by_size, funnel, poisson_limits

SIZES = np.geomspace(100, 10_000, 40)


@pytest.mark.parametrize(
    ("coverage", "low", "high"),
    [
        (0.95, [0.5596924, 0.6108260, 0.6746958], [1.649348, 1.544419, 1.427562]),
        (0.998, [0.3862650, 0.4479107, 0.5289724], [2.082907, 1.902094, 1.702771]),
    ],
)
def test_poisson_limits_are_the_published_ones(coverage: float, low: list[float], high: list[float]) -> None:
    """R11: limits for 15, 20 and 30 expected, from the tests of FunnelPlotR."""
    found = poisson_limits(np.array([15.0, 20.0, 30.0]), coverage=coverage)
    assert found.low.tolist() == pytest.approx(low, abs=5e-8)
    assert found.high.tolist() == pytest.approx(high, abs=5e-7)


def test_the_centre_is_the_groups_ratio() -> None:
    """A sum over a sum, not a mean of ratios: 4 communes of 100 at 1 and one of 600 at 2 use 1.6 per inhabitant."""
    found = funnel(np.array([1.0, 1.0, 1.0, 1.0, 2.0]), np.array([100.0, 100.0, 100.0, 100.0, 600.0]))
    assert found.centre == pytest.approx(1.6)


def test_dispersion_follows_its_formula() -> None:
    """φ = Σz²/I on scores drawn in at 10 %, τ² = (Q − (I−1)) / (Σw − Σw²/Σw), written out once more."""
    values = 5.0 + np.random.default_rng(3).normal(0, 1, SIZES.size)
    found = funnel(values, SIZES)
    errors = found.deviation / np.sqrt(SIZES)
    scores = (values - found.centre) / errors
    drawn = np.clip(scores, np.quantile(scores, 0.1), np.quantile(scores, 0.9))
    weights = errors**-2
    effects = drawn * errors
    q = (weights * (effects - (weights * effects).sum() / weights.sum()) ** 2).sum()
    assert found.phi == pytest.approx((drawn**2).mean())
    expected = (q - (SIZES.size - 1)) / (weights.sum() - (weights**2).sum() / weights.sum())
    assert found.tau2 == pytest.approx(expected)
    assert found.tau2 > 0


def test_limits_narrow_with_size_down_to_what_size_does_not_explain() -> None:
    """Units and curve have θ0 ± z·√(s²/n + τ²), with the normal z of 95 % and of 99.8 %."""
    found = funnel(5.0 + np.random.default_rng(3).normal(0, 1, SIZES.size), SIZES)
    for limits, curve, z in zip(found.units, found.curves, (1.959964, 3.090232), strict=True):
        assert limits.high - found.centre == pytest.approx(z * np.sqrt(found.deviation**2 / SIZES + found.tau2))
        assert (np.diff(curve.high) < 0).all()
        assert curve.low + curve.high == pytest.approx(2 * found.centre)


def test_chance_alone_leaves_the_limits_alone() -> None:
    """When values scatter as 1/√n, τ² is 0 and about 5 % of the communes stand outside the 95 % limits."""
    sizes = np.geomspace(100, 10_000, 2000)
    found = funnel(5.0 + np.random.default_rng(8).normal(0, 10, sizes.size) / np.sqrt(sizes), sizes)
    assert found.tau2 == 0.0
    assert found.deviation == pytest.approx(10, rel=0.1)
    assert found.outside[0].mean() == pytest.approx(0.05, abs=0.02)


def test_a_commune_far_away_stands_outside_both_limits() -> None:
    """One commune at four times the others is outside, and its weight in s and τ² is bounded."""
    values = 5.0 + np.random.default_rng(8).normal(0, 10, SIZES.size) / np.sqrt(SIZES)
    values[20] = 20.0
    found = funnel(values, SIZES)
    assert [flags[20] for flags in found.outside] == [True, True]
    assert found.outside[1].sum() == 1


@pytest.mark.parametrize("value", [0.0, 0.1, 7.3])
def test_a_group_without_scatter_has_nobody_outside(value: float) -> None:
    """All equal: a flat funnel, nobody outside, no division by zero."""
    found = funnel(np.full(SIZES.size, value), SIZES)
    assert (found.deviation, found.phi, found.tau2) == (0.0, 0.0, 0.0)
    assert not np.any(found.outside)


def test_small_communes_at_the_centre_do_not_close_the_funnel() -> None:
    """Where most of the small ones are exactly at the centre, the scatter of all is taken instead."""
    values = np.full(SIZES.size, 5.0)
    values[30], values[31] = 5.0 + 1.0 / SIZES[30], 5.0 - 1.0 / SIZES[31]
    assert funnel(values, SIZES).deviation > 0


def test_four_communes_are_no_group() -> None:
    """A funnel of fewer than five communes is refused."""
    with pytest.raises(ValueError, match="at least 5"):
        funnel(np.ones(4), np.ones(4))


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 50.0), min_size=5, max_size=30), st.sampled_from([0.001, 1000.0]))
def test_units_scale(values: list[float], factor: float) -> None:
    """The same group in another unit has the same funnel in that unit, and the same communes outside."""
    known, sizes = np.array(values), np.geomspace(50, 50_000, len(values))
    one, other = funnel(known, sizes), funnel(known * factor, sizes)
    assert other.phi == pytest.approx(one.phi, rel=1e-6)
    assert other.curves[0].high == pytest.approx(one.curves[0].high * factor, rel=1e-6)


def test_values_that_do_not_follow_size_are_expected_at_the_groups_ratio() -> None:
    """1, 2, 1, 2, 1 by growing size: no order, so Σyn/Σn = (100 + 400 + 300 + 800 + 500) / 1500 for all."""
    sizes = np.array([100.0, 200.0, 300.0, 400.0, 500.0])
    found = expected_by_size(np.array([1.0, 2.0, 1.0, 2.0, 1.0]), sizes)
    assert (found.level, found.slope) == (pytest.approx(2100 / 1500), 0.0)


def test_values_that_follow_size_are_expected_along_their_line() -> None:
    """Of y = 5 − 0.5·ln(n) the line is found again; weighted by n, the mean of what is expected is the group's ratio."""
    values = 5.0 - 0.5 * np.log(SIZES)
    found = expected_by_size(values, SIZES)
    assert (found.level, found.slope) == (pytest.approx(5.0), pytest.approx(-0.5))
    noisy = values + np.random.default_rng(1).normal(0, 0.2, SIZES.size)
    usual = expected_by_size(noisy, SIZES).at(SIZES)
    assert (usual * SIZES).sum() == pytest.approx((noisy * SIZES).sum())


def test_equal_values_follow_nothing() -> None:
    """Twenty communes at 2 are expected at 2, whatever their size."""
    found = expected_by_size(np.full(20, 2.0), np.geomspace(100, 5000, 20))
    assert (found.level, found.slope) == (pytest.approx(2.0), 0.0)


def test_nothing_below_zero_is_expected() -> None:
    """A line that falls by 1 per logarithm from 5 is at 0 from e⁵ = 148 inhabitants on, not under it."""
    found = Expected(5.0, -1.0).at(np.array([np.e, np.e**5, 10_000.0]))
    assert found.tolist() == pytest.approx([4.0, 0.0, 0.0])
