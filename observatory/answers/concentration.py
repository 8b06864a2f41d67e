"""Whether one commune, or one site, makes a territory's total or its change by itself."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from observatory.answers.change import change as change_of
from observatory.answers.contract import Answer, Change, Correction, Place, Question
from observatory.answers.conventions import convention
from observatory.answers.indicator import answer
from observatory.store.snapshots import Snapshot

ONE_SITE_OF_COMMUNE = 0.8  # one site explains a commune's change when it makes this share of it


@dataclass(frozen=True)
class Dominance:
    """One commune's part in a total (`of_change` False) or in its change.

    `without` is the total, or the percent of change, without it.

    `operator` is set where a single delivery point makes most of it.
    """

    place: Place
    share: float
    of_change: bool
    without: float
    operator: str | None


@lru_cache(maxsize=512)
def dominance_of(snapshot: Snapshot, question: Question) -> tuple[Dominance, ...]:
    """Who makes the last total, and the change, of a question that is not split."""
    found = answer(snapshot, question)
    return dominance(snapshot, found, change_of(found))


def dominance(snapshot: Snapshot, found: Answer, change: Change | None) -> tuple[Dominance, ...]:
    """The commune that makes more than the convention's share of the last total, and of the change, of an area."""
    if not found.question.territory.is_area or found.indicator.denominator is not None or found.frame.is_empty():
        return ()
    if found.question.correction is not Correction.NONE:  # communes are not told apart at normal climate
        return ()
    last = int(found.frame["year"].max())  # type: ignore[arg-type]
    first = change.year_from if change else last
    by_commune = _by_commune(snapshot, found.question, (first, last))
    if by_commune.is_empty():  # networks are read for areas only
        return ()
    limit = convention(snapshot, "dominance_share")
    results = [_of_total(by_commune.filter(pl.col("year") == last), limit)]
    if change is not None and change.percent is not None and change.value_to != change.value_from:
        results.append(_of_change(snapshot, found, by_commune, change, limit))
    return tuple(one for one in results if one is not None)


def _by_commune(snapshot: Snapshot, question: Question, years: tuple[int, int]) -> pl.DataFrame:
    asked = Question(
        indicator=question.indicator,
        territory=question.territory,
        years=years,
        by=("commune",),
        carriers=question.carriers,
        sectors=question.sectors,
        gas=question.gas,
        source=question.source,
    )
    return answer(snapshot, asked).frame


def _of_total(rows: pl.DataFrame, limit: float) -> Dominance | None:
    total = float(rows["value"].sum())
    top = rows.sort("value", descending=True, nulls_last=True).head(1).to_dicts()
    if not top or total <= 0 or rows.height < 2 or (share := (top[0]["value"] or 0) / total) <= limit:  # noqa: PLR2004
        return None
    place = Place(top[0]["insee_code"], top[0]["commune"])
    return Dominance(place, share, of_change=False, without=total - top[0]["value"], operator=None)


def _of_change(snapshot: Snapshot, found: Answer, rows: pl.DataFrame, change: Change, limit: float) -> Dominance | None:
    ends = rows.filter(pl.col("year").is_in([change.year_from, change.year_to])).pivot(
        on="year", index=["insee_code", "commune"], values="value"
    )
    first, last = str(change.year_from), str(change.year_to)
    moved = ends.with_columns(moved=pl.col(last).fill_null(0.0) - pl.col(first).fill_null(0.0))
    total = float(moved["moved"].sum())
    top = moved.sort(pl.col("moved") * (1 if total > 0 else -1), descending=True).head(1).to_dicts()
    if not top or total == 0 or (share := top[0]["moved"] / total) <= limit:
        return None
    place = Place(top[0]["insee_code"], top[0]["commune"])
    base = float(moved[first].sum()) - (top[0][first] or 0.0)
    rest = float(moved[last].sum()) - (top[0][last] or 0.0)
    without = (rest / base - 1) * 100 if base > 0 else 0.0
    operator = _single_site(snapshot, place.insee_code, found, change, top[0]["moved"])
    return Dominance(place, share, of_change=True, without=without, operator=operator)


def _single_site(snapshot: Snapshot, commune: str, found: Answer, change: Change, moved: float) -> str | None:
    """Operator whose one delivery point makes most of the commune's change."""
    cells = snapshot.query(
        """SELECT operator, year, sum(energy_mwh) AS energy_mwh FROM coverage
           WHERE insee_code = $commune AND year IN ($first, $last) AND list_contains($carriers, carrier)
           GROUP BY operator, year HAVING sum(sites) <= 1""",
        {
            "commune": commune,
            "first": change.year_from,
            "last": change.year_to,
            "carriers": list(found.perimeter.carriers),
        },
    )
    sign = pl.when(pl.col("year") == change.year_to).then(1).otherwise(-1)
    by_operator = cells.group_by("operator").agg((pl.col("energy_mwh") * sign).sum().alias("moved"))
    explains = by_operator.filter(pl.col("moved") / moved >= ONE_SITE_OF_COMMUNE).sort("operator")
    return str(explains["operator"][0]) if not explains.is_empty() else None
