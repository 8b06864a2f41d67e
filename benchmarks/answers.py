"""How long a question takes from the snapshot, with nothing remembered of that territory."""

from benchmarks.table import Measure, timed
from observatory.answers.comparison import compare
from observatory.answers.contract import Question
from observatory.answers.indicator import answer
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory

METROPOLIS = Territory(Kind.EPCI, "200040715")
ISERE = Territory(Kind.DEPARTEMENT, "38")
ROUNDS = 25


def measures(snapshot: Snapshot) -> list[Measure]:
    """The unit (one SQL sum), a commune's answer, a département's, and a comparison."""
    communes = communes_of(snapshot)
    plain = "SELECT year, sum(energy_mwh) FROM energy WHERE insee_code = '38151' GROUP BY year"
    return [
        Measure("one SQL sum", [timed(lambda: snapshot.query(plain)) for _ in range(ROUNDS)]),
        Measure("a commune's answer", [cold(snapshot, place) for place in communes], 30),
        Measure("a département's answer", [cold(snapshot, ISERE) for _ in range(ROUNDS)], 60),
        Measure("a comparison of 49 communes", [_compared(snapshot) for _ in range(ROUNDS)]),
    ]


def communes_of(snapshot: Snapshot) -> list[Territory]:
    """The communes that are asked for, once the reference tables are read, as they are once by a process."""
    communes = [Territory(Kind.COMMUNE, code) for code in totals.members(snapshot, METROPOLIS)["insee_code"]]
    answer.__wrapped__(snapshot, Question("energy", communes[0]))
    return communes


def cold(snapshot: Snapshot, place: Territory) -> float:
    """Seconds of one answer, with nothing remembered of its territory."""
    _forget()
    return timed(lambda: answer.__wrapped__(snapshot, Question("energy", place, by=("carrier",))))


def _compared(snapshot: Snapshot) -> float:
    _forget()
    answer.cache_clear()
    compare.cache_clear()
    question = Question("energy_per_inhabitant", METROPOLIS, carriers=("electricity",), sectors=("residential",))
    return timed(lambda: compare(snapshot, question, year=2023, year_from=2018))


def _forget() -> None:
    for remembered in (totals.presence, totals.patterns_of, totals.alike, totals.vintages, totals.members):
        remembered.cache_clear()
