"""The verdict on a target: each status by a series made by hand, and what must hold of all of them."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from observatory.methods.progress import (
    Standing,
    Verdict,
    acceleration,
    arrival_year,
    decide,
    gap,
    overshoot,
    reached,
    required,
    required_of,
)

# 100 in 2015, −20 % in 2030: 89.333 is the path in 2023, and −1.333 a year from there is needed.
HERE = Standing(
    last_year=2023, value=94.0, path_value=89.333, next_year=2030, next_value=80.0, due_year=2030, due_value=80.0,
    at_due=None, points=9, observed=-1.2, observed_low=-1.5, observed_high=-0.9, on_logs=False, rising=False,
    this_year=2026,
)  # fmt: skip
# From the best to the worst; what is uncertain, past or too short has no place among them.
GRADED = [Verdict.REACHED, Verdict.ON_TRACK, Verdict.TOO_SLOW, Verdict.FAR_OFF, Verdict.MOVING_AWAY]


def test_r18_pace_and_acceleration() -> None:
    """R18: 100 in 2012, 94 in 2023, 80 in 2030: −2.2775 and −0.5609 % a year, factor 4.06; 3.667 on the linear path."""
    rate = required(94, 2023, level=80, at=2030, on_logs=True)
    assert rate == pytest.approx(-2.2775, abs=5e-5)
    observed = ((94 / 100) ** (1 / 11) - 1) * 100
    assert observed == pytest.approx(-0.5609, abs=5e-5)
    assert acceleration(replace(HERE, on_logs=True, observed=observed)) == pytest.approx(4.06, abs=5e-3)
    assert acceleration(replace(HERE, observed=-6 / 11)) == pytest.approx(3.667, abs=5e-4)
    assert required(80, 2030, level=50, at=2050, on_logs=True) == pytest.approx(-2.3226, abs=5e-5)
    assert required(100, 2012, level=80, at=2030, on_logs=True) == pytest.approx(-1.2320, abs=5e-5)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"due_year": 2022}, Verdict.PAST_DUE),
        ({"due_year": 2025}, Verdict.PAST_DUE),  # 2026 has begun, and 2025 is not published
        ({"points": 4}, Verdict.INSUFFICIENT),
        ({"value": 79.0}, Verdict.REACHED),
        ({"value": 89.0}, Verdict.ON_TRACK),  # under the path
        ({"value": 90.0, "observed": -1.5}, Verdict.ON_TRACK),  # above it and catching up: factor 0.95
        ({"observed": -0.2, "observed_low": -2.5, "observed_high": 0.4}, Verdict.UNCERTAIN),
        ({"observed": 0.3, "observed_low": 0.1, "observed_high": 0.6}, Verdict.MOVING_AWAY),
        ({}, Verdict.TOO_SLOW),  # 2 a year are needed, 1.2 are seen: 1.67
        ({"observed": -1.0}, Verdict.FAR_OFF),  # exactly twice
        ({"observed": -0.5}, Verdict.FAR_OFF),
        ({"observed": 0.0, "observed_low": -0.1, "observed_high": 0.1}, Verdict.FAR_OFF),
        ({"observed": None}, Verdict.INSUFFICIENT),
    ],
)
def test_each_status_has_a_series(said: dict[str, object], verdict: Verdict) -> None:
    """Every status is reached by at least one situation, in the order of decision."""
    assert decide(replace(HERE, **said)) is verdict  # type: ignore[arg-type]


def test_all_statuses_but_no_target_are_covered_above() -> None:
    """The table above reaches every status that a series can have; « pas d'objectif » is of the target alone."""
    marks = test_each_status_has_a_series.pytestmark  # type: ignore[attr-defined]
    assert {verdict for _, verdict in marks[0].args[1]} == set(Verdict) - {Verdict.NO_TARGET}


def test_a_past_target_was_reached_or_not_or_is_not_published() -> None:
    """80 were to be reached in the due year: 80 is reached, 81 is not, and without that year nobody knows."""
    assert [reached(replace(HERE, at_due=value)) for value in (80.0, 81.0, None)] == [True, False, None]


def test_more_is_better_where_the_target_rises() -> None:
    """A floor turns every comparison: above the path is on track, falling is moving away."""
    up = replace(HERE, rising=True, next_value=120.0, due_value=120.0, path_value=110.0)
    assert decide(replace(up, value=111.0)) is Verdict.ON_TRACK
    assert decide(replace(up, value=121.0)) is Verdict.REACHED
    assert decide(replace(up, value=100.0, observed=-1.0, observed_low=-2, observed_high=-0.5)) is Verdict.MOVING_AWAY


def test_r19_overshoot() -> None:
    """R19: 100, 98, 97, 95 and 94 against 100, 96.364, 92.727, 89.091 and 85.455 are 20.364 too much in all."""
    levels = [100 - 40 * step / 11 for step in range(5)]
    assert levels == pytest.approx([100, 96.364, 92.727, 89.091, 85.455], abs=5e-4)
    assert overshoot([100, 98, 97, 95, 94], levels) == pytest.approx(20.364, abs=5e-4)
    assert overshoot([100], [None]) is None


def test_arrival_at_the_pace_observed() -> None:
    """From 94, 14 less at 1.2 a year is reached in the twelfth year; at a falling percentage too; never when rising."""
    assert arrival_year(HERE) == 2023 + 12
    assert arrival_year(replace(HERE, on_logs=True, observed=-2.2775)) == 2030
    assert arrival_year(replace(HERE, observed=0.5)) is None
    assert arrival_year(replace(HERE, value=70.0)) == 2023


values = st.floats(50, 150)
paces = st.floats(-5, 5)


@given(value=values, pace=paces, low=st.floats(0, 3), high=st.floats(0, 3), points=st.integers(0, 12))
def test_every_series_gets_exactly_one_status(value: float, pace: float, low: float, high: float, points: int) -> None:
    """Whatever the numbers, the decision ends on one status."""
    standing = replace(
        HERE, value=value, observed=pace, observed_low=pace - low, observed_high=pace + high, points=points
    )
    assert decide(standing) in set(Verdict) - {Verdict.NO_TARGET}


@given(value=values, pace=paces, rise=st.floats(0, 30), faster=st.floats(0, 5))
def test_a_status_never_improves_when_consumption_rises(value: float, pace: float, rise: float, faster: float) -> None:
    """A higher last value, and the pace that it makes, never give a better grade."""
    before = replace(HERE, value=value, observed=pace, observed_low=pace, observed_high=pace)
    after = replace(
        before, value=value + rise, observed=pace + faster, observed_low=pace + faster, observed_high=pace + faster
    )
    grades = [decide(before), decide(after)]
    assume(Verdict.UNCERTAIN not in grades)
    assert GRADED.index(grades[1]) >= GRADED.index(grades[0])


@given(level=st.floats(1, 1e6))
def test_a_value_on_its_path_has_no_gap(level: float) -> None:
    """On the path, the gap is zero in the unit and in percent."""
    assert gap(level, level) == (0.0, 0.0)


@given(scale=st.floats(1e-3, 1e3), value=values, pace=paces)
def test_another_unit_changes_no_verdict(scale: float, value: float, pace: float) -> None:
    """In kWh or in GWh the factor and the status are the same, and the pace scales."""
    before = replace(HERE, value=value, observed=pace, observed_low=pace - 0.3, observed_high=pace + 0.3)
    after = replace(
        before, **{
            name: getattr(before, name) * scale
            for name in ("value", "path_value", "next_value", "due_value", "observed", "observed_low", "observed_high")
        },
    )  # fmt: skip
    assume(abs(value - 80) > 1e-6 and abs(value - 89.333) > 1e-6)
    factor = acceleration(before)
    assume(factor is None or (abs(factor - 1) > 1e-6 and abs(factor - 2) > 1e-6))
    assert required_of(after) == pytest.approx((required_of(before) or 0) * scale)
    assert decide(after) is decide(before)
