"""What a deposit would change of what stands: new lines, corrections, lines that it does not say again, totals."""

from dataclasses import dataclass

import polars as pl

from observatory.schemas.site_use import SITE_USE_KEY, SiteUse
from observatory.store.deposits import Mode

KEY = list(SITE_USE_KEY)
AMOUNTS = ("quantity", "energy_mwh", "water_m3", "cost_ht_eur", "cost_ttc_eur", "fixed_cost_eur")
WORDS = ("reading", "unit")
TOTALS = ("energy_mwh", "water_m3", "cost_ht_eur", "cost_ttc_eur")
COLUMNS = SiteUse.column_names()


@dataclass(frozen=True)
class Differences:
    """What a deposit changes; frames are sorted by the key of `SiteUse`.

    `new` and `missing` have its columns; `missing` are the lines that stand in the years of the deposit and that it
    does not say, with `meter_said` (whether it says another line of that meter): they stay, or go in mode `replace`.
    `changed` has one row per line and column: the key, column, old and new (amounts), old_text and new_text (reading,
    unit), percent (null from or to nothing). `identical` counts lines. `totals` has one row per commune, year and
    fluid: for each of `TOTALS`, before and after (null where nothing is known), over all its lines in those years.
    """

    mode: Mode
    new: pl.DataFrame
    changed: pl.DataFrame
    identical: int
    missing: pl.DataFrame
    totals: pl.DataFrame

    @property
    def lines_changed(self) -> int:
        """How many lines the deposit corrects."""
        return self.changed.select(KEY).unique().height

    @property
    def removed(self) -> pl.DataFrame:
        """The lines that go with it; none in mode `complete`."""
        return self.missing if self.mode is Mode.REPLACE else self.missing.clear()


def year() -> pl.Expr:
    """The year of a line: that of its middle day, so that a bill from 20 December to 19 January is of one year."""
    days = (pl.col("period_end") - pl.col("period_start")).dt.total_days() // 2
    return pl.col("period_start").dt.offset_by(pl.format("{}d", days)).dt.year()


def unsaid(standing: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The lines that stand, in the communes and the years of a deposit, and that it does not say."""
    said = rows.select("insee_code", year=year()).unique()
    within = standing.with_columns(year=year()).join(said, on=["insee_code", "year"], how="semi").drop("year")
    return within.join(rows, on=KEY, how="anti").sort(KEY)


def removed(standing: pl.DataFrame, rows: pl.DataFrame, mode: Mode) -> pl.DataFrame:
    """The lines that a deposit takes away from what stands."""
    return unsaid(standing, rows) if mode is Mode.REPLACE else standing.clear()


def applied(standing: pl.DataFrame, rows: pl.DataFrame, mode: Mode) -> pl.DataFrame:
    """What would stand after a deposit. Grain: `SiteUse`'s key, and its columns."""
    kept = standing.join(removed(standing, rows, mode), on=KEY, how="anti").join(rows, on=KEY, how="anti")
    return pl.concat([kept.select(COLUMNS), rows.select(COLUMNS)], how="vertical_relaxed").sort(KEY)


def differences(standing: pl.DataFrame, rows: pl.DataFrame, mode: Mode = Mode.COMPLETE) -> Differences:
    """Compare a deposit with what stands; both have `SiteUse`'s columns."""
    standing, rows = _plain(standing), _plain(rows)
    paired = rows.join(standing, on=KEY, how="inner", suffix="_old")
    changed = _changed(paired)
    missing = unsaid(standing, rows)
    meters = rows.select("insee_code", "site", "meter", "fluid", meter_said=pl.lit(True)).unique()
    missing = missing.join(meters, on=["insee_code", "site", "meter", "fluid"], how="left")
    return Differences(
        mode=mode,
        new=rows.join(standing, on=KEY, how="anti").sort(KEY),
        changed=changed,
        identical=paired.height - changed.select(KEY).unique().height,
        missing=missing.with_columns(pl.col("meter_said").fill_null(False)).sort(KEY),
        totals=_totals(standing, applied(standing, rows, mode), rows),
    )


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of `SiteUse`, its closed lists as text: a store gives back text."""
    return frame.select(COLUMNS).with_columns(pl.col(pl.Enum).cast(pl.String))


def _changed(paired: pl.DataFrame) -> pl.DataFrame:
    each = [_of_column(paired, name, is_amount=name in AMOUNTS) for name in (*AMOUNTS, *WORDS)]
    return pl.concat(each).sort([*KEY, "column"])


def _of_column(paired: pl.DataFrame, name: str, *, is_amount: bool) -> pl.DataFrame:
    old, new = pl.col(f"{name}_old"), pl.col(name)
    amounts, texts = (old, new), (pl.lit(None, pl.String), pl.lit(None, pl.String))
    if not is_amount:
        amounts, texts = (pl.lit(None, pl.Float64), pl.lit(None, pl.Float64)), (old, new)
    percent = pl.when(amounts[0] != 0).then((amounts[1] - amounts[0]) / amounts[0].abs() * 100)
    return paired.filter(~new.eq_missing(old)).select(
        *KEY,
        column=pl.lit(name),
        old=amounts[0],
        new=amounts[1],
        old_text=texts[0],
        new_text=texts[1],
        percent=percent,
    )


def _totals(before: pl.DataFrame, after: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Totals of the commune in the years of the deposit; unlike things are never added: one column each."""
    said = rows.select("insee_code", year=year()).unique()
    grain = ["insee_code", "year", "fluid"]
    sides = [
        frame.with_columns(year=year())
        .join(said, on=["insee_code", "year"], how="semi")
        .group_by(grain)
        .agg(_sum(name).alias(f"{name}_{side}") for name in TOTALS)
        for side, frame in (("before", before), ("after", after))
    ]
    return sides[0].join(sides[1], on=grain, how="full", coalesce=True).sort(grain)


def _sum(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum())
