"""Communes comparable to one: the nearest by a declared distance, each with the reasons.

The distance between two communes is the root mean square of their differences, feature by feature, each divided by
the standard deviation of that feature over the group (a standardised Euclidean distance over √features): 1 means one
standard deviation apart. Inhabitants and density compare by their logarithm: 200 and 400 are as far apart as 20 000
and 40 000. Features are what a commune does not choose, never its energy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

DIGITS = 9  # of the distance; beyond them two distances are equal and the key decides


@dataclass(frozen=True)
class Feature:
    """A column of the group by which communes compare, and whether by its logarithm."""

    column: str
    log: bool = False


@dataclass(frozen=True)
class Peers:
    """The nearest communes and the features that made them so.

    `frame` has one row per peer, nearest first: `rank` (from 1), the key, `distance`, then for each feature used its
    value (its own column) and that of the commune asked for (`own_` before the column's name), in the unit they came.
    `left_out` names the features that somebody in the group lacks, or that are the same for all.
    """

    frame: pl.DataFrame
    features: tuple[str, ...]
    left_out: tuple[str, ...]


def nearest(
    group: pl.DataFrame, *, of: str, features: Sequence[Feature], count: int, minimum: int = 8, key: str = "insee_code"
) -> Peers | None:
    """The `count` nearest of a group (one row per commune) to the commune `of`, or None when `minimum` cannot be had.

    A feature serves only when every commune of the group has it, so that every distance means the same; a commune
    without inhabitants, or any other zero of a logarithm, is nobody's peer. Equal distances rank by key.
    None also when `of` is not in the group or no feature is left. Raises nothing else; order of rows is indifferent.
    """
    positive = [pl.col(each.column).is_null() | (pl.col(each.column) > 0) for each in features if each.log]
    fit = group.filter(pl.all_horizontal(pl.lit(True), *positive))
    used = [each for each in features if fit[each.column].null_count() == 0 and fit[each.column].n_unique() > 1]
    others = fit.filter(pl.col(key) != of)
    own = fit.filter(pl.col(key) == of)
    if own.is_empty() or not used or min(count, others.height) < minimum:
        return None
    columns = [each.column for each in used]
    reasons = [pl.lit(own[column][0]).alias(f"own_{column}") for column in columns]
    placed = others.with_columns(_distances(fit, others, own, used), *reasons)
    ranked = placed.sort("distance", key).head(count).with_row_index("rank", offset=1)
    pairs = [name for column in columns for name in (column, f"own_{column}")]
    left_out = tuple(each.column for each in features if each not in used)
    return Peers(ranked.select("rank", key, "distance", *pairs), tuple(columns), left_out)


def _distances(fit: pl.DataFrame, others: pl.DataFrame, own: pl.DataFrame, used: Sequence[Feature]) -> pl.Series:
    """Distance of each of the others to the commune asked for."""
    scales = [pl.col(each.column).log() if each.log else pl.col(each.column).cast(pl.Float64) for each in used]
    spread, there, here = (frame.select(scales).to_numpy() for frame in (fit, others, own))
    steps = (there - here) / spread.std(axis=0)
    return pl.Series("distance", np.sqrt((steps**2).mean(axis=1))).round(DIGITS)
