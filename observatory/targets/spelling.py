"""How a person writes a target: `2030=-20%`, `2030=5000`, `2015`, `2014-2016`, in French or English numbers."""

import re

from observatory.errors import QuestionRefused
from observatory.targets.contract import Baseline, Milestone

_MILESTONE = re.compile(r"\s*([0-9]{4})\s*=\s*([+\-−]?[0-9]+(?:[.,][0-9]+)?)\s*(%?)\s*")
_BASELINE = re.compile(r"\s*([0-9]{4})(?:\s*[-–]\s*([0-9]{4}))?\s*")


def read_milestone(text: str) -> Milestone:
    """Read `YEAR=-20%` (of the baseline) or `YEAR=5000` (in the unit). Raises QuestionRefused `milestone_unreadable`.

    >>> read_milestone("2030=-20%")
    Milestone(year=2030, value=-0.2, relative=True)
    """
    found = _MILESTONE.fullmatch(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " "))
    if found is None:
        raise QuestionRefused("milestone_unreadable", value=text)
    number = float(found[2].replace("−", "-").replace(",", "."))
    return Milestone(year=int(found[1]), value=number / 100 if found[3] else number, relative=bool(found[3]))


def read_milestones(text: str) -> tuple[Milestone, ...]:
    """Read several, separated by semicolons, sorted by year."""
    parts = [part for part in text.split(";") if part.strip()]
    return tuple(sorted((read_milestone(part) for part in parts), key=lambda one: one.year))


def write_milestone(one: Milestone) -> str:
    """The spelling that `read_milestone` reads back.

    >>> write_milestone(Milestone(year=2030, value=-0.2, relative=True))
    '2030=-20%'
    """
    return f"{one.year}={one.value * 100:g}%" if one.relative else f"{one.year}={one.value:g}"


def read_baseline(
    text: str, *, value: float | None = None, source: str = "", instead_of: int | None = None
) -> Baseline | None:
    """Read `2015`, or `2014-2016` for a mean; nothing is no baseline. Raises QuestionRefused `baseline_unreadable`.

    >>> read_baseline("2014-2016").year
    2015.0
    """
    if not text.strip():
        return None
    found = _BASELINE.fullmatch(text)
    if found is None:
        raise QuestionRefused("baseline_unreadable", value=text)
    return Baseline(
        first=int(found[1]), last=int(found[2] or found[1]), value=value, source=source, instead_of=instead_of
    )


def write_baseline(one: Baseline | None) -> str:
    """The spelling that `read_baseline` reads back."""
    if one is None:
        return ""
    return str(one.first) if one.first == one.last else f"{one.first}-{one.last}"
