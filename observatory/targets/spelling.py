"""How a person writes a target: `2030=-20%`, `2030=5000`, `2015`, `2014-2016`, in French or English numbers."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from observatory.errors import QuestionRefused
from observatory.targets.contract import Baseline, Milestone, Origin, Shape, Target
from observatory.vocabulary import CARRIER_CODES, SECTOR_CODES, Scope

_MILESTONE = re.compile(r"\s*([0-9]{4})\s*=\s*([+\-−]?[0-9]+(?:[.,][0-9]+)?)\s*(%?)\s*")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
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
    return f"{one.year}={_written(one.value * 100)}%" if one.relative else f"{one.year}={_written(one.value)}"


def _written(number: float) -> str:
    """A number without exponent or useless zeros."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


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


def read_target(fields: Mapping[str, str]) -> Target:
    """A target from the texts of a form, of a command or of a line of a file; an empty text is its default.

    Raises QuestionRefused: `milestone_unreadable`, `baseline_unreadable`, `number_unreadable`,
    `target_date_unreadable`, `parameter_unknown`, and those of `Target`.
    """
    said = {name: text.strip() for name, text in fields.items() if text and text.strip()}
    value, instead_of = said.get("baseline_value"), said.get("instead_of")
    return Target(
        scope=_one_of(Scope, said.get("scope", "")),
        territory=said.get("territory", ""),
        indicator=said.get("indicator", ""),
        kind=said.get("kind", "reduction"),
        milestones=read_milestones(said.get("milestones", "")),
        carriers=_codes(said.get("carriers", ""), CARRIER_CODES),
        sectors=_codes(said.get("sectors", ""), SECTOR_CODES),
        gas=_known(said["gas"], ("pcs", "pci")) if "gas" in said else None,
        baseline=read_baseline(
            said.get("baseline", ""),
            value=_number(value) if value else None,
            source=said.get("baseline_source", ""),
            instead_of=int(_number(instead_of)) if instead_of else None,
        ),
        path=_one_of(Shape, said.get("path", "linear")),
        origin=_one_of(Origin, said.get("origin", "own")),
        deliberated=_date(said["deliberated"]) if "deliberated" in said else None,
        text=said.get("text", ""),
    )


def write_target(target: Target) -> dict[str, str]:
    """The texts that `read_target` reads back: one line of a file of targets."""
    base = target.baseline
    return {
        "territory": target.territory,
        "scope": str(target.scope),
        "indicator": target.indicator,
        "carriers": ",".join(target.carriers),
        "sectors": ",".join(target.sectors),
        "gas": target.gas or "",
        "kind": target.kind,
        "baseline": write_baseline(base),
        "baseline_value": _written(base.value) if base is not None and base.value is not None else "",
        "baseline_source": base.source if base is not None else "",
        "instead_of": str(base.instead_of) if base is not None and base.instead_of is not None else "",
        "milestones": ";".join(write_milestone(one) for one in target.milestones),
        "path": str(target.path),
        "origin": str(target.origin),
        "deliberated": target.deliberated.isoformat() if target.deliberated else "",
        "text": target.text,
    }


Listed = TypeVar("Listed", bound=StrEnum)


def _one_of(listed: type[Listed], text: str) -> Listed:
    return listed(_known(text, tuple(listed)))


def _known(text: str, known: Sequence[str]) -> str:
    if text not in known:
        raise QuestionRefused("parameter_unknown", value=text, known=[str(one) for one in known])
    return text


def _codes(text: str, known: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_known(part.strip(), known) for part in text.split(",") if part.strip()))


def _number(text: str) -> float:
    found = _NUMBER.fullmatch(re.sub(r"\s", "", text))
    if found is None:
        raise QuestionRefused("number_unreadable", value=text)
    return float(found[0].replace(",", "."))


def _date(text: str) -> date:
    """Read `2024-06-27` or `27/06/2024`."""
    found = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(f"{found[3]}-{found[2]}-{found[1]}" if found else text)
    except ValueError as error:
        raise QuestionRefused("target_date_unreadable", value=text) from error
