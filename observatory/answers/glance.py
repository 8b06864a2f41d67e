"""A territory at a glance: each measure that it has, its change, and who makes much of either by itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from observatory.answers.change import change
from observatory.answers.concentration import Dominance, dominance_of
from observatory.answers.contract import Answer, Change, Question
from observatory.answers.indicator import answer
from observatory.answers.parts import carrier_parts
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot

MEASURES = (
    ("energy", "electricity"),
    ("energy", "gas"),
    ("energy", "heat_network"),
    ("emissions", ""),
)
ENERGIES = ("electricity", "gas")
NETWORKS = "heat_network"


@dataclass(frozen=True)
class Measured:
    """One measure of the territory: its answer, its change and who makes it."""

    key: str  # a carrier, or emissions
    answer: Answer
    change: Change | None
    dominances: tuple[Dominance, ...]


def measures(snapshot: Snapshot, ask: Callable[[str, str], Question]) -> list[Measured]:
    """The measures that have a figure; `ask` makes the question of an indicator and a carrier."""
    made = []
    for indicator, carrier in MEASURES:
        question = ask(indicator, carrier)
        try:
            known = answer(snapshot, question)
        except QuestionRefused:
            continue
        if not known.frame.is_empty():
            made.append(Measured(carrier or indicator, known, change(known), dominance_of(snapshot, question)))
    return made


def parts(snapshot: Snapshot, *, energy: Question, emissions: Question) -> dict[str, tuple[str, Answer]]:
    """The last year's totals by part, each with its dimension: `carrier`, `energy` (electricity and gas), `emissions`.

    The year of energies is the last that has all of them that the territory has; one energy alone has no parts.
    """
    found: dict[str, tuple[str, Answer]] = {}
    networked, several = _networked(snapshot, energy)
    if networked is not None and several:
        found["carrier"] = ("carrier", carrier_parts(snapshot, networked))
    if networked is not None:
        found["energy"] = ("sector", answer(snapshot, replace(networked, by=("sector",))))
    emitted = _of_year(emissions, _years(snapshot, emissions))
    if emitted is not None:
        found["emissions"] = ("sector", answer(snapshot, replace(emitted, by=("sector",))))
    return found


def _networked(snapshot: Snapshot, question: Question) -> tuple[Question | None, bool]:
    """Electricity and gas of the last year that has all of them that the territory has; whether it has both."""
    each = [_years(snapshot, replace(question, carriers=(carrier,))) for carrier in question.carriers]
    known = [years for years in each if years]
    return _of_year(question, frozenset.intersection(*known) if known else frozenset()), len(known) > 1


def _years(snapshot: Snapshot, question: Question) -> frozenset[int]:
    """The years that have a value, among those asked for."""
    return frozenset(answer(snapshot, question).frame.drop_nulls("value")["year"])


def _of_year(question: Question, years: frozenset[int]) -> Question | None:
    return replace(question, years=(max(years), max(years))) if years else None
