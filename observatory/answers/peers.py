"""Communes comparable to one: the nearest of its département by inhabitants and density, each with its reasons.

Altitude, degree-days and second homes are not among the data: distances do without them, and pages say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import polars as pl

from observatory.answers.comparison import Comparison, compare
from observatory.answers.contract import Question
from observatory.answers.conventions import convention
from observatory.answers.territories import departement_of
from observatory.errors import QuestionRefused
from observatory.methods.peers import Feature, nearest
from observatory.methods.quartiles import Quartiles, quartiles
from observatory.store import totals
from observatory.store.snapshots import Snapshot

# What a commune does not choose; never its energy, which is what is compared.
FEATURES: Mapping[str, Feature] = MappingProxyType(
    {"inhabitants": Feature("inhabitants", log=True), "density": Feature("density", log=True)}
)
COLUMNS = ("key", "name", "inhabitants", "density", "value", "high", "status")


@dataclass(frozen=True, eq=False)  # one object per question and snapshot
class Comparable:
    """A commune and those that compare with it.

    `own` is its row and `frame` theirs, nearest first: key, name, inhabitants, density (per km²), value, high, status;
    `frame` has `rank` and `distance` (in standard deviations) too. `quartiles` are those of their values, and
    `median_high` the median of what these may reach. `pool` is the comparison of all among whom they were chosen:
    those of the département that have a value and that industry does not dominate, `pool_size` of them.
    """

    own: pl.DataFrame
    frame: pl.DataFrame
    quartiles: Quartiles
    median_high: float
    features: tuple[str, ...]
    pool: Comparison
    pool_size: int


@lru_cache(maxsize=256)
def comparable(
    snapshot: Snapshot,
    question: Question,
    *,
    year: int,
    count: int = 0,
    features: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
) -> Comparable:
    """The communes comparable to the one of a question, in one year.

    `count` of them at most, the convention's minimum by default; `features` among FEATURES, all by default; `without`
    are INSEE codes that the reader takes out. Raises QuestionRefused: `comparable_unranked` where the commune has no
    value to compare, `comparable_too_few` where fewer than the minimum stand within the convention's distance,
    `parameter_unknown`.
    """
    _refuse_unknown(features)
    code = question.territory.key
    pool, ranked = _pool(snapshot, question, year)
    own = _own(snapshot, question, ranked)
    left = ranked.filter(~pl.col("key").is_in(list(without)) | (pl.col("key") == code))
    near, used = _near(snapshot, left, code, features)
    minimum = int(convention(snapshot, "comparable_minimum"))
    middle = quartiles(near["value"].head(max(count, minimum)).to_list(), minimum=minimum)
    if middle is None:
        raise QuestionRefused("comparable_too_few", name=own["name"][0], count=near.height, minimum=minimum)
    kept = near.head(max(count, minimum))
    high = float(kept["high"].median() or 0.0)  # type: ignore[arg-type]
    return Comparable(own.select(COLUMNS), kept, middle, high, used, pool, ranked.height)


def _refuse_unknown(features: tuple[str, ...]) -> None:
    unknown = sorted(set(features) - set(FEATURES))
    if unknown:
        raise QuestionRefused("parameter_unknown", value=unknown[0], known=list(FEATURES))


def _own(snapshot: Snapshot, question: Question, ranked: pl.DataFrame) -> pl.DataFrame:
    found = ranked.filter(pl.col("key") == question.territory.key)
    if found.is_empty():
        raise QuestionRefused("comparable_unranked", name=totals.members(snapshot, question.territory)["name"][0])
    return found


def _near(
    snapshot: Snapshot, group: pl.DataFrame, code: str, features: tuple[str, ...]
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Everybody within the convention's distance of a commune, nearest first, and the features that made it."""
    chosen = [FEATURES[one] for one in FEATURES if not features or one in features]
    found = nearest(group, of=code, features=chosen, count=group.height, minimum=1, key="key")
    if found is None:
        return group.clear().select(pl.lit(0).alias("rank"), *COLUMNS, pl.lit(0.0).alias("distance")), ()
    within = found.frame.filter(pl.col("distance") <= convention(snapshot, "comparable_distance"))
    joined = within.select("rank", "key", "distance").join(group, on="key", maintain_order="left")
    return joined.select("rank", *COLUMNS, "distance"), found.features


def _pool(snapshot: Snapshot, question: Question, year: int) -> tuple[Comparison, pl.DataFrame]:
    """The communes of the département that a ranking would rank, with their density."""
    around = departement_of(snapshot, question.territory.key)
    if around is None:
        raise QuestionRefused("territory_unknown", territory=str(question.territory))
    pool = compare(snapshot, replace(question, territory=around), year=year)
    area = totals.members(snapshot, around).select(key="insee_code", area_km2="area_km2")
    ranked = pool.frame.filter("ranked").drop("rank").join(area, on="key", how="left")
    return pool, ranked.with_columns(density=pl.col("inhabitants") / pl.col("area_km2"))
