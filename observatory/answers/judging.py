"""Cases -> paces, fans and verdicts: the statistics of all of them at once, then one decision each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from observatory.answers.case import Case, Variant, variants
from observatory.answers.contract import Refusal
from observatory.methods import forecast, progress, trend
from observatory.methods.forecast import Fan
from observatory.methods.progress import Standing, Verdict
from observatory.methods.trend import Floats

CONFIDENCE = 0.8


@dataclass(frozen=True)
class Judged:
    """What the statistics say of one case: a verdict, or the refusal of one that hangs on what is hidden."""

    standing: Standing
    verdict: Verdict | None
    refused: Refusal | None
    overshoot: float | None
    probability: float | None
    fan: Fan | None


@dataclass(frozen=True)
class _Paces:
    """Pace per year of each row and its interval; the unit where linear, percent where on logs."""

    slope: Floats
    low: Floats
    high: Floats


def judge(cases: Sequence[Case], *, set_aside: frozenset[int], this_year: int) -> list[Judged]:
    """One judgement per case, in order. `set_aside` are years that paces and fans leave out."""
    if not cases:
        return []
    each = [variants(case) for case in cases]
    rows = [(case, variant) for case, group in zip(cases, each, strict=True) for variant in group]
    years, matrix = _matrix([(case.years, variant.values) for case, variant in rows], set_aside)
    on_logs = np.array([case.on_logs for case, _ in rows])
    paces = _paces(years, matrix, on_logs)
    width = len(each[0])
    fans = _fans(cases, years, matrix[::width])
    found = []
    for at, case in enumerate(cases):
        mine = range(at * width, (at + 1) * width)
        known = [int(np.isfinite(matrix[row]).sum()) for row in mine]
        standings = [
            _standing(case, each[at][row - mine.start], paces, row, points=known[row - mine.start], this_year=this_year)
            for row in mine
        ]
        found.append(_judged(case, standings, fans[at]))
    return found


def _matrix(
    rows: Sequence[tuple[Sequence[int], Sequence[float]]], set_aside: frozenset[int]
) -> tuple[list[int], Floats]:
    """Series × years, NaN where a year is missing or set aside."""
    years = sorted({year for at, _ in rows for year in at})
    place = {year: column for column, year in enumerate(years)}
    matrix = np.full((len(rows), len(years)), np.nan)
    for row, (at, values) in enumerate(rows):
        matrix[row, [place[year] for year in at]] = values
    matrix[:, [place[year] for year in set_aside if year in place]] = np.nan
    return years, matrix


def _paces(years: list[int], matrix: Floats, on_logs: Any) -> _Paces:
    linear = trend.theil_sen_many(years, matrix, confidence=CONFIDENCE)
    rates = trend.theil_sen_rate_many(years, matrix, confidence=CONFIDENCE)
    pairs = ((linear.slope, rates.rate), (linear.low, rates.low), (linear.high, rates.high))
    return _Paces(*(np.where(on_logs, 100 * rate, slope) for slope, rate in pairs))


def _fans(cases: Sequence[Case], years: list[int], matrix: Floats) -> list[tuple[Fan | None, float | None]]:
    """The fan of each case to its due year, and the probability of reaching the next milestone in time."""
    due = max(case.target.due_year for case in cases)
    at = list(range(years[0], max(due, years[-1]) + 1))
    fans = forecast.forecast_many(years, matrix, at=at, confidence=CONFIDENCE)
    points = [case.trajectory.next_point(case.years[-1]) for case in cases]
    below = forecast.probability_below_many(
        years, matrix, at=[int(year) for year, _ in points], level=[max(level, 1e-9) for _, level in points]
    )
    return [(_fan(case, fans, row), _probability(case, float(below[row]))) for row, case in enumerate(cases)]


def _fan(case: Case, fans: forecast.Fans, row: int) -> Fan | None:
    kept = [at for at, year in enumerate(fans.years) if case.years[-1] < year <= case.target.due_year]
    if not kept or not np.isfinite(fans.low[row, kept]).all():
        return None
    columns = (fans.central, fans.low, fans.high)
    return Fan(tuple(fans.years[at] for at in kept), *(tuple(column[row, kept].tolist()) for column in columns))


def _probability(case: Case, below: float) -> float | None:
    if not np.isfinite(below):
        return None
    return 1 - below if case.kind.rising else below


def _standing(case: Case, variant: Variant, paces: _Paces, row: int, *, points: int, this_year: int) -> Standing:
    last, value = case.years[-1], variant.values[-1]
    next_year, next_value = variant.trajectory.next_point(last)
    due_year, due_value = variant.trajectory.points[-1]
    return Standing(
        last_year=last,
        value=value,
        path_value=variant.trajectory.at(last),
        next_year=next_year,
        next_value=next_value,
        due_year=int(due_year),
        due_value=due_value,
        at_due=dict(zip(case.years, variant.values, strict=True)).get(int(due_year)),
        points=points,
        observed=_known(paces.slope[row]),
        observed_low=_known(paces.low[row]),
        observed_high=_known(paces.high[row]),
        on_logs=case.on_logs,
        rising=case.kind.rising,
        this_year=this_year,
    )


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _judged(case: Case, standings: Sequence[Standing], fan: tuple[Fan | None, float | None]) -> Judged:
    verdicts = list(dict.fromkeys(progress.decide(one) for one in standings))
    reached = {progress.reached(one) for one in standings}
    undecided = len(verdicts) > 1 or (verdicts[0] is Verdict.PAST_DUE and len(reached) > 1)
    refused = Refusal("target_hidden_decides", {"verdicts": [str(one) for one in verdicts]}) if undecided else None
    return Judged(
        standing=standings[0],
        verdict=None if undecided else verdicts[0],
        refused=refused,
        overshoot=_overshoot(case),
        probability=fan[1],
        fan=fan[0],
    )


def _overshoot(case: Case) -> float | None:
    """What was used above the path since the baseline (below zero: under it), over the years that have a value."""
    return progress.overshoot(case.values, [case.trajectory.at(year) for year in case.years])
