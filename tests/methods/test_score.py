"""The score between a limit and a target: the published case, both directions."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from observatory.methods.score import score

levels = st.integers(-1000, 1000)


@pytest.mark.parametrize(("value", "expected"), [(90, 0), (75, 0.5), (60, 1), (120, 0), (40, 1)])
def test_less_is_better(value: float, expected: float) -> None:
    """R26, Territoires en transitions, public lighting: limit 90 and target 60 kWh per inhabitant."""
    assert score(value, limit=90, target=60) == expected


@pytest.mark.parametrize(("value", "expected"), [(10, 0), (20, 0.5), (30, 1), (5, 0), (80, 1)])
def test_more_is_better(value: float, expected: float) -> None:
    """R26, the other direction: buildings of class A or B, limit 10 % and target 30 %."""
    assert score(value, limit=10, target=30) == expected


def test_a_limit_that_is_the_target_is_refused() -> None:
    """Between 60 and 60 nothing is half way."""
    with pytest.raises(ValueError, match="limit_is_target"):
        score(60, limit=60, target=60)


@given(value=levels, limit=levels, target=levels, turn=st.sampled_from([-2, -1, 1, 3]))
def test_a_score_knows_no_unit_and_no_direction(value: int, limit: int, target: int, turn: int) -> None:
    """In another unit, or with every sign changed, the score is the same, and it stays between 0 and 1."""
    assume(limit != target)
    found = score(value, limit=limit, target=target)
    assert 0 <= found <= 1
    assert score(value * turn, limit=limit * turn, target=target * turn) == pytest.approx(found)
