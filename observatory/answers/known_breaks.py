"""Every break known of a territory: those that its answers bear, by carrier and by sector, with what each moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from observatory.answers.change import comparable_years
from observatory.answers.contract import Answer, Break, Correction, Question
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory


@dataclass(frozen=True)
class Known:
    """One break, and the years that may be compared in the series that it cuts; None where there are not two."""

    cut: Break
    comparable: tuple[int, int] | None

    @property
    def moved_mwh(self) -> float | None:
        """The energy that enters or leaves; None where a break moves none."""
        moved = self.cut.params.get("moved_mwh")
        return None if moved is None else float(moved)

    @property
    def points(self) -> float | None:
        """By how much a share moves, 0 to 1; None where no share does."""
        points = self.cut.params.get("points")
        return None if points is None else float(points)


@lru_cache(maxsize=32)
def known_breaks(snapshot: Snapshot, territory: Territory) -> tuple[Known, ...]:
    """Breaks of each carrier, then those that only a sector of it bears, in order of time.

    Raises QuestionRefused `territory_unknown`.
    """
    found: dict[tuple[int, str, str, str], Known] = {}
    for one in _each(snapshot, territory):
        cut = one.cut
        whole = (cut.year, cut.carrier or "", "", cut.cause)
        found.setdefault(whole if whole in found else (*whole[:2], cut.sector or "", cut.cause), one)
    return tuple(found[key] for key in sorted(found))


def _each(snapshot: Snapshot, territory: Territory) -> Iterator[Known]:
    by_carrier = Question("energy", territory, by=("carrier",))
    yield from _of(answer(snapshot, by_carrier))
    yield from _of(answer(snapshot, Question("energy", territory, by=("carrier", "sector"))))
    try:
        corrected = answer(snapshot, Question("energy", territory, by=("carrier",), correction=Correction.SDES))
    except QuestionRefused:
        return  # no station serves it: nothing is corrected, so no station changes
    yield from (one for one in _of(corrected) if one.cut.cause == "station_changes")


def _of(found: Answer) -> Iterator[Known]:
    for cut in found.breaks:
        part = {"carrier": cut.carrier} if cut.carrier else {}
        if cut.sector and "sector" in found.frame.columns:
            part["sector"] = cut.sector
        years = comparable_years(found, **part)
        yield Known(cut, (years[0], years[-1]) if len(years) > 1 else None)
