"""One target beside its series: what can be compared, the baseline, the path; or the reason why it cannot be read."""

from dataclasses import dataclass

from observatory.answers.change import comparable_span
from observatory.answers.observed import Matter, Observed
from observatory.errors import QuestionRefused
from observatory.indicators import Measure
from observatory.targets import kind
from observatory.targets.contract import Baseline, Shape, Target, TargetKind, Trajectory

# What every commune burns or buys: data that lack one of these do not describe « toutes les énergies ».
ALL_ENERGIES = ("electricity", "gas", "oil_products", "wood")
WHOLE = 0.95  # of the inhabitants, below which an area's total is not the area's


@dataclass(frozen=True)
class Case:
    """A target and the years that it is read on: comparable with the last one, since the baseline.

    `base` is None where the target needs no baseline; `base_high` is what it may reach (secrecy).
    """

    target: Target
    kind: TargetKind
    years: tuple[int, ...]
    values: tuple[float, ...]
    high: tuple[float, ...]
    comparable: tuple[int, int]
    base: float | None
    base_high: float | None

    @property
    def on_logs(self) -> bool:
        """Whether paces are in percent a year."""
        return self.target.path is Shape.CONSTANT_RATE

    @property
    def trajectory(self) -> Trajectory:
        """The path from what is published of the baseline."""
        return self.kind.trajectory(self.target, self.base)


@dataclass(frozen=True)
class Variant:
    """One way in which what is hidden may lie: the values of the years, and the path from that baseline."""

    values: tuple[float, ...]
    trajectory: Trajectory


def case_of(target: Target, matter: Matter, seen: Observed) -> Case:
    """Refuse what has no honest reading, else keep the comparable years.

    Raises QuestionRefused `target_perimeter_wider`, `target_area_partly_covered`, `target_no_series`,
    `target_baseline_outside`, `target_break_between`, `target_not_positive`.
    """
    _check_perimeter(target, matter, seen)
    span = comparable_span(seen.years, seen.breaks)
    if span is None:
        raise QuestionRefused("target_no_series", territory=target.territory)
    base = target.baseline
    if base is not None and base.value is None:
        _check_baseline(base, seen, span)
    first = max(span[0], base.first) if base is not None else span[0]
    kept = [at for at, year in enumerate(seen.years) if first <= year <= span[1]]
    values, high = (tuple(column[at] for at in kept) for column in (seen.values, seen.high))
    if not kept:
        raise QuestionRefused("target_no_series", territory=target.territory)
    if target.path is Shape.CONSTANT_RATE and min(values) <= 0:
        raise QuestionRefused("target_not_positive", territory=target.territory)
    low, top = (_mean(base, seen.years, column) for column in (seen.values, seen.high))
    years = tuple(seen.years[at] for at in kept)
    return Case(target, kind(target.kind), years, values, high, comparable=span, base=low, base_high=top)


def variants(case: Case) -> tuple[Variant, ...]:
    """The published values first; then all that is hidden there, and the hidden parts that bend the series most.

    A verdict that these four corners share does not depend on what is withheld.
    """
    middle = (case.years[0] + case.years[-1]) / 2
    early = tuple(year <= middle for year in case.years)
    pairs = list(zip(case.values, case.high, early, strict=True))
    low, high = case.kind.trajectory(case.target, case.base), case.kind.trajectory(case.target, case.base_high)
    return (
        Variant(case.values, low),
        Variant(case.high, high),
        Variant(tuple(top if first else value for value, top, first in pairs), high),
        Variant(tuple(value if first else top for value, top, first in pairs), low),
    )


def _check_perimeter(target: Target, matter: Matter, seen: Observed) -> None:
    """The data must hold all that the target speaks of, on all its soil."""
    wanted = matter.carriers
    if matter.asked.numerator is Measure.ENERGY and not wanted:
        wanted = ALL_ENERGIES
    lacking = [carrier for carrier in wanted if carrier not in seen.carriers]
    if matter.asked.numerator is Measure.ENERGY and lacking:
        raise QuestionRefused(
            "target_perimeter_wider",
            asked=list(target.carriers),
            covered=[carrier for carrier in seen.carriers if carrier in wanted] or list(seen.carriers),
            lacking=lacking,
        )
    if seen.share is not None and seen.share < WHOLE:
        raise QuestionRefused("target_area_partly_covered", share=seen.share)


def _check_baseline(base: Baseline, seen: Observed, span: tuple[int, int]) -> None:
    """A baseline taken from the data is there, whole, and no break stands between it and now."""
    if any(year not in seen.years for year in range(base.first, base.last + 1)):
        raise QuestionRefused("target_baseline_outside", first=base.first, last=base.last, earliest=span[0])
    between = [one for one in seen.breaks if base.first < one.year <= span[1]]
    if between:
        cut = max(between, key=lambda one: one.year)
        years = list(range(span[0], span[1] + 1))
        raise QuestionRefused("target_break_between", first=base.first, comparable=years, cut=cut)


def _mean(base: Baseline | None, years: tuple[int, ...], values: tuple[float, ...]) -> float | None:
    """The declared value, or the mean of the baseline's years; None without a baseline."""
    if base is None or base.value is not None:
        return base.value if base is not None else None
    kept = [value for year, value in zip(years, values, strict=True) if base.first <= year <= base.last]
    return sum(kept) / len(kept)
