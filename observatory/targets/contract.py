"""What a target is: whose, on what, from which baseline, by which milestones and path, and who adopted it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from observatory.errors import QuestionRefused
from observatory.vocabulary import Scope

MOST_RELATIVE = 10.0  # eleven times the baseline: beyond, somebody wrote percents as shares


class Shape(StrEnum):
    """How a path runs from one milestone to the next."""

    LINEAR = "linear"  # the same amount every year, in the indicator's unit
    CONSTANT_RATE = "constant_rate"  # the same percentage every year
    STEP = "step"  # the level of the next milestone holds until its year


class Origin(StrEnum):
    """Who set the target. Only a territory's own body gives a status; the others are grey lines to read beside."""

    OWN = "own"
    NATIONAL = "national"
    REGIONAL = "regional"


class Milestone(BaseModel):
    """A level to reach in a year: a share of the baseline (−0.2 for −20 %) or an amount in the indicator's unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int
    value: float
    relative: bool


class Baseline(BaseModel):
    """What relative milestones start from: a year, or the mean of years, of the data or declared with its source.

    `instead_of` is the year that the council named where the data do not have it: this baseline stands in for it, and
    every figure says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: int
    last: int
    value: float | None = None
    source: str = ""
    instead_of: int | None = None

    @property
    def year(self) -> float:
        """Where the path starts: the middle of the years."""
        return (self.first + self.last) / 2


class Target(BaseModel):
    """One target. Empty `carriers` or `sectors` mean all of them, whether or not the data have them.

    Raises QuestionRefused on creation: `target_without_milestone`, `target_without_baseline`,
    `target_milestones_order`, `target_baseline_undeclared`, `target_milestone_out_of_range`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scope: Scope
    territory: str
    indicator: str
    kind: str
    milestones: tuple[Milestone, ...]
    carriers: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    gas: str | None = None
    baseline: Baseline | None = None
    path: Shape = Shape.LINEAR
    origin: Origin = Origin.OWN
    deliberated: date | None = None
    text: str = Field(default="", max_length=2000)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        years = [one.year for one in self.milestones]
        if not years:
            raise QuestionRefused("target_without_milestone")
        if self.baseline is None and any(one.relative for one in self.milestones):
            raise QuestionRefused("target_without_baseline")
        if self.baseline is not None and self.baseline.value is not None and not self.baseline.source.strip():
            raise QuestionRefused("target_baseline_undeclared")
        steps = [self.baseline.first, *years] if self.baseline else years
        backwards = any(after <= before for before, after in pairwise(steps))
        if backwards or (self.baseline and not self.baseline.first <= self.baseline.last < years[0]):
            raise QuestionRefused("target_milestones_order", years=years)
        for one in self.milestones:
            if not (-1 <= one.value <= MOST_RELATIVE if one.relative else one.value >= 0):
                raise QuestionRefused("target_milestone_out_of_range", year=one.year, value=one.value)
        return self

    @property
    def due_year(self) -> int:
        """The year of the last milestone."""
        return self.milestones[-1].year


@dataclass(frozen=True)
class Trajectory:
    """Levels in the indicator's unit: `points` are (year, level), sorted; nothing is asked before the first."""

    points: tuple[tuple[float, float], ...]
    shape: Shape

    def at(self, year: float) -> float | None:
        """The level of a year; None before the first point, the last level after the last.

        >>> Trajectory(((2012, 100.0), (2030, 80.0)), Shape.LINEAR).at(2021)
        90.0
        """
        if self.shape is not Shape.STEP and year < self.points[0][0]:
            return None
        after = next((at for at, point in enumerate(self.points) if point[0] >= year), None)
        if after is None:
            return self.points[-1][1]
        if self.shape is Shape.STEP or self.points[after][0] == year:
            return self.points[after][1]
        return _between(self.points[after - 1], self.points[after], year, self.shape)

    def next_point(self, year: float) -> tuple[float, float]:
        """The first milestone after a year; the last one where all are past."""
        return next((point for point in self.points if point[0] > year), self.points[-1])


def _between(start: tuple[float, float], end: tuple[float, float], year: float, shape: Shape) -> float:
    """`T(y) = v0 + (v1 − v0)·t`, or `v0·(v1/v0)^t`, with t the share of the time gone (methods page, trajectories)."""
    gone = (year - start[0]) / (end[0] - start[0])
    if shape is Shape.CONSTANT_RATE and start[1] > 0:
        return float(start[1] * (end[1] / start[1]) ** gone)
    return start[1] + (end[1] - start[1]) * gone


@dataclass(frozen=True)
class TargetKind:
    """One kind: `rising` says that more is better; `trajectory` takes the target and the value of its baseline.

    `label` is a French source string.
    """

    key: str
    label: str
    rising: bool
    trajectory: Callable[[Target, float | None], Trajectory]


def levels(target: Target, base: float | None) -> tuple[tuple[float, float], ...]:
    """Milestones as (year, level). Raises QuestionRefused `target_without_baseline` where one is of no baseline."""
    if base is None and any(one.relative for one in target.milestones):
        raise QuestionRefused("target_without_baseline")
    return tuple(
        (float(one.year), (base or 0.0) * (1 + one.value) if one.relative else one.value) for one in target.milestones
    )
