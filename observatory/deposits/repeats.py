"""Lines of one key: the same once more, a second meter without a name, or a correction below."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from observatory.deposits.checked import Question
from observatory.schemas.site_use import SITE_USE_KEY

IDENTICAL, CONFLICT, CORRECTED = "duplicate_identical", "duplicate_conflict", "corrected_below"
TWO_METERS, CORRECTION = "two_meters", "correction"
_SAYS = ("quantity", "unit", "cost_ht_eur", "cost_ttc_eur", "fixed_cost_eur")
# One question covers all the periods in which two lines stand for one meter.
_ASKED = ("insee_code", "site", "meter", "fluid", "nature")


class Told(NamedTuple):
    """Lines as they count, with `repeat` (null, or the code of a repeat); what only the sender can tell."""

    lines: pl.DataFrame
    questions: tuple[Question, ...] = ()


def told_apart(lines: pl.DataFrame, *, answers: Mapping[str, str]) -> Told:
    """Mark in `repeat` the lines of one key, as the answers say: `IDENTICAL`, `CORRECTED` or, unanswered, `CONFLICT`.

    Of lines that say the same the first counts. `two_meters` numbers the meters by the order of their lines.
    """
    keyed = lines.sort("line").with_columns(
        _copy=pl.col("line").rank("ordinal").over(*SITE_USE_KEY, *_SAYS),
        _values=pl.struct(_SAYS).n_unique().over(SITE_USE_KEY),
    )
    conflicting = keyed.filter(pl.col("_values") > 1)
    questions = tuple(_question(group) for _, group in conflicting.group_by(_ASKED, maintain_order=True))
    asked = conflicting.select(_ASKED).unique(maintain_order=True)
    told = [answers.get(_key(row)) for row in asked.iter_rows()]
    answered = asked.with_columns(answer=pl.Series(told, dtype=pl.String))
    joined = keyed.join(answered, on=_ASKED, how="left", maintain_order="left")
    return Told(_settled(joined).drop("_copy", "_values", "answer"), questions)


def _settled(lines: pl.DataFrame) -> pl.DataFrame:
    several = pl.col("_values") > 1
    last = pl.col("line") == pl.col("line").max().over(SITE_USE_KEY)
    meters = (pl.col("answer") == TWO_METERS).fill_null(value=False)
    code = (
        pl.when(meters)
        .then(None)
        .when(several & (pl.col("answer") == CORRECTION))
        .then(pl.when(~last).then(pl.lit(CORRECTED)))
        .when(several)
        .then(pl.lit(CONFLICT))
        .when(pl.col("_copy") > 1)
        .then(pl.lit(IDENTICAL))
    )
    number = pl.col("line").rank("dense").over(SITE_USE_KEY).cast(pl.String)
    numbered = pl.when(pl.col("meter") == "").then(number).otherwise(pl.col("meter") + "/" + number)
    return lines.with_columns(repeat=code, meter=pl.when(meters).then(numbered).otherwise("meter"))


def _question(group: pl.DataFrame) -> Question:
    first = group.row(0, named=True)
    return Question(
        key=_key(tuple(first[name] for name in _ASKED)),
        code=CONFLICT,
        choices=(TWO_METERS, CORRECTION),
        rows=tuple(group["row"].unique().sort()),
        sheet=first["sheet"],
        params={name: first[name] for name in _ASKED},
    )


def _key(values: tuple[str, ...]) -> str:
    return "|".join((CONFLICT, *values))
