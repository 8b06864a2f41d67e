"""Where a series stands against a path: the gap, the pace that is needed, the pace that is seen, and one verdict.

Formulas: shared reference of methods, trajectories and status (acceleration factor of the State of Climate Action,
WRI: pace required over pace observed). The order of decision is the observatory's own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

ENOUGH_POINTS = 5
TWICE = 2.0  # from this factor on, the pace would have to double: "well off track"


class Verdict(StrEnum):
    """One status per target, in the order in which they are decided."""

    NO_TARGET = "no_deliberated_target"
    PAST_DUE = "past_due"
    INSUFFICIENT = "insufficient_points"
    REACHED = "reached"
    ON_TRACK = "on_track"
    UNCERTAIN = "uncertain"
    MOVING_AWAY = "moving_away"
    TOO_SLOW = "too_slow"
    FAR_OFF = "far_off"


@dataclass(frozen=True)
class Standing:
    """What a verdict is made of; every pace is per year, in the unit (linear) or in percent (`on_logs`).

    `path_value` is None where the path asks nothing yet. `observed_low` and `observed_high` bound the pace observed
    (Theil–Sen, 80 %); all three are None below three points.
    """

    last_year: int
    value: float
    path_value: float | None
    next_year: float
    next_value: float  # of the next milestone
    due_year: int
    due_value: float  # of the last milestone
    at_due: float | None  # the value of the due year, where the series has it
    points: int
    observed: float | None
    observed_low: float | None
    observed_high: float | None
    on_logs: bool
    rising: bool  # more is better
    this_year: int


def required(value: float, year: int, *, level: float, at: float, on_logs: bool) -> float | None:
    """Change per year that leads from a value to a level: in the unit, or in percent where `on_logs`.

    None where there is no year left, or no percentage leads there.

    >>> round(required(94, 2023, level=80, at=2030, on_logs=True), 4)
    -2.2775
    """
    if at <= year:
        return None
    if not on_logs:
        return (level - value) / (at - year)
    if value <= 0 or level <= 0:
        return None
    return math.expm1(math.log(level / value) / (at - year)) * 100


def required_of(standing: Standing) -> float | None:
    """The pace from now to the next milestone."""
    return required(
        standing.value, standing.last_year, level=standing.next_value, at=standing.next_year, on_logs=standing.on_logs
    )


def acceleration(standing: Standing) -> float | None:
    """Pace required over pace observed; negative where the series moves away, None where it does not move."""
    needed = required_of(standing)
    if needed is None or not standing.observed:
        return None
    return needed / standing.observed


def gap(value: float, level: float | None) -> tuple[float | None, float | None]:
    """Distance to the path, in the unit and in percent of the path: above zero is above the path."""
    if level is None:
        return None, None
    return value - level, (value / level - 1) * 100 if level else None


def overshoot(values: Sequence[float], levels: Sequence[float | None]) -> float | None:
    """What was used above the path in all (below zero: under it), over the years that the path asks something of."""
    above = [value - level for value, level in zip(values, levels, strict=True) if level is not None]
    return sum(above) if above else None


def arrival_year(standing: Standing) -> int | None:
    """The year in which the pace observed reaches the next milestone's level; None where it never does in a century."""
    pace, value, level = standing.observed, standing.value, standing.next_value
    if _better(value, level, rising=standing.rising):
        return standing.last_year
    if pace is None:
        return None
    if not standing.on_logs:
        years = (level - value) / pace if pace else math.inf
    elif value > 0 and level > 0 and pace > -100 and pace != 0:  # noqa: PLR2004 - percents
        years = math.log(level / value) / math.log1p(pace / 100)
    else:
        return None
    return standing.last_year + math.ceil(years - 1e-9) if 0 <= years <= 100 else None  # noqa: PLR2004


def decide(standing: Standing) -> Verdict:
    """The one status of a series against its own body's target, in the order of `Verdict`."""
    if standing.due_year <= standing.last_year or standing.due_year < standing.this_year:
        return Verdict.PAST_DUE
    if standing.points < ENOUGH_POINTS or standing.observed is None:
        return Verdict.INSUFFICIENT
    if _better(standing.value, standing.due_value, rising=standing.rising):
        return Verdict.REACHED
    if standing.path_value is not None and _better(standing.value, standing.path_value, rising=standing.rising):
        return Verdict.ON_TRACK
    return _by_pace(standing)


def reached(standing: Standing) -> bool | None:
    """Whether a target whose year has come was reached; None where that year is not published."""
    if standing.at_due is None:
        return None
    return _better(standing.at_due, standing.due_value, rising=standing.rising)


def _by_pace(standing: Standing) -> Verdict:
    """Off the path: catching up, unsure, moving away, too slow or far off."""
    needed, factor = required_of(standing), acceleration(standing)
    toward = 1 if standing.rising else -1
    pace = (standing.observed or 0.0) * toward
    if needed is not None and factor is not None and pace > 0 and factor <= 1:
        return Verdict.ON_TRACK
    if needed is not None and _within(0.0, standing) and _within(needed, standing):
        return Verdict.UNCERTAIN
    if pace < 0:
        return Verdict.MOVING_AWAY
    return Verdict.TOO_SLOW if factor is not None and factor < TWICE else Verdict.FAR_OFF


def _within(pace: float, standing: Standing) -> bool:
    low, high = standing.observed_low, standing.observed_high
    return low is not None and high is not None and low <= pace <= high


def _better(value: float, level: float, *, rising: bool) -> bool:
    return value >= level if rising else value <= level
