"""Fans and probabilities: against statsmodels, against each other, and where nothing scatters."""

from time import perf_counter

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from observatory.methods.forecast import forecast, forecast_many, probability_below, probability_below_many

YEARS = list(range(2014, 2024))
SERIES = [120.0, 118.0, 121.0, 115.0, 113.0, 116.0, 110.0, 108.0, 107.0, 109.0]


@settings(deadline=None)  # the first call loads statsmodels
@given(
    values=st.lists(st.floats(50.0, 150.0), min_size=3, max_size=12),
    confidence=st.sampled_from([0.8, 0.95]),
)
def test_the_fan_is_the_prediction_interval_of_statsmodels(values: list[float], confidence: float) -> None:
    """For any series, the fan equals the exponential of OLS's own prediction at the same years."""
    years = list(range(2010, 2010 + len(values)))
    fan = forecast(years, values, at=[2025, 2030], confidence=confidence)
    fitted = sm.OLS(np.log(values), sm.add_constant(np.array(years, float) - 2010)).fit()
    predicted = fitted.get_prediction(np.array([[1.0, 15.0], [1.0, 20.0]]))
    assert fan.central == pytest.approx(np.exp(predicted.predicted_mean), rel=1e-7)
    limits = np.exp(predicted.conf_int(obs=True, alpha=1 - confidence))
    np.testing.assert_allclose(np.array([fan.low, fan.high]).T, limits, rtol=1e-5)


def test_the_probability_is_that_of_the_fan() -> None:
    """The lower edge of the 80 % fan is passed one time in ten, its centre one in two, its upper edge nine in ten."""
    fan = forecast(YEARS, SERIES, at=[2030])
    found = [probability_below(YEARS, SERIES, at=2030, level=part[0]) for part in (fan.low, fan.central, fan.high)]
    assert found == pytest.approx([0.1, 0.5, 0.9])


def test_the_probability_follows_student() -> None:
    """Written out by hand for three years: slope, residual, error and Student with one degree of freedom."""
    years, values = [0, 1, 2], np.exp([1.0, 0.0, 0.5])
    error = np.sqrt(0.375 / 1) * np.sqrt(1 + 1 / 3 + (4 - 1) ** 2 / 2)  # ŷ = 0.5 − 0.25·(x − 1); residuals ¼, −½, ¼
    expected = stats.t.cdf((-1.0 - (0.5 - 0.25 * 3)) / error, 1)
    assert probability_below(years, values.tolist(), at=4, level=np.exp(-1.0)) == pytest.approx(expected)


def test_a_series_without_scatter_is_certain() -> None:
    """On its own line a series has a fan without width, and reaches a level with probability 0 or 1."""
    values = [100 * 0.9 ** (year - 2014) for year in YEARS]
    fan = forecast(YEARS, values, at=[2024])
    assert fan.low == fan.central == fan.high == (pytest.approx(100 * 0.9**10),)
    levels = [fan.central[0] * 0.999, fan.central[0], fan.central[0] * 1.001]
    assert [probability_below(YEARS, values, at=2024, level=level) for level in levels] == [0.0, 1.0, 1.0]


def test_nothing_falls_to_zero() -> None:
    """A positive quantity is never at or below zero, with or without scatter."""
    assert probability_below(YEARS, SERIES, at=2050, level=0.0) == 0.0
    assert probability_below(YEARS, [5.0] * 10, at=2050, level=-1.0) == 0.0


@pytest.mark.parametrize("values", [[1.0, 2.0], [1.0, 2.0, 0.0], [1.0, 2.0, np.nan]])
def test_what_has_no_fan_is_refused(values: list[float]) -> None:
    """Two years, a zero or a missing value: the series is refused."""
    with pytest.raises(ValueError, match=r"needed|positive"):
        forecast(YEARS[: len(values)], values, at=[2030])


def test_a_board_equals_its_series() -> None:
    """Row by row, with holes, a board has the fans and probabilities of the series alone, and NaN where there is none."""
    random = np.random.default_rng(4)
    board = random.uniform(50, 150, (30, len(YEARS)))
    board[random.random(board.shape) < 0.4] = np.nan
    board[0, 2:], board[1, 0] = np.nan, 0.0
    ends = random.integers(2025, 2051, 30).tolist()
    fans = forecast_many(YEARS, board, at=[2030, 2050])
    chances = probability_below_many(YEARS, board, at=ends, level=[80.0] * 30)
    for at, row in enumerate(board):
        known = np.isfinite(row)
        if known.sum() < 3 or at < 2:
            assert np.isnan([*fans.central[at], *fans.low[at], *fans.high[at], chances[at]]).all()
            continue
        alone = (np.array(YEARS)[known].tolist(), row[known].tolist())
        fan = forecast(*alone, at=[2030, 2050])
        assert (fans.low[at], fans.high[at]) == (pytest.approx(fan.low), pytest.approx(fan.high))
        assert chances[at] == pytest.approx(probability_below(*alone, at=ends[at], level=80.0))


def test_a_board_of_832_communes_takes_well_under_a_second() -> None:
    """Fans to 2050 of 832 communes over 14 years: no loop over communes, so half a second is ample."""
    board = np.random.default_rng(1).uniform(50, 150, (832, 14))
    forecast_many(range(2011, 2025), board[:2], at=[2030])
    start = perf_counter()
    forecast_many(range(2011, 2025), board, at=range(2025, 2051))
    assert perf_counter() - start < 0.5


def test_a_hopeless_fan_is_infinite_without_a_warning() -> None:
    """Three wild years pushed to 2100 give an upper limit beyond any number."""
    assert forecast([2020, 2021, 2022], [1.0, 1e9, 1.0], at=[2100], confidence=0.95).high == (np.inf,)
