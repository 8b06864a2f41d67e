"""The sites of a commune as one series: what a target is read against, and the answer that says where it comes from."""

from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from observatory.answers import territories
from observatory.answers.contract import Answer, Note, Perimeter, Question, SourceLine
from observatory.answers.patrimoine.lens import Lens, Seen, seen
from observatory.answers.patrimoine.steady import Steady, comparable, steady
from observatory.answers.patrimoine.years import Amount, Tax, amount_of, years
from observatory.answers.sources import line_of
from observatory.errors import QuestionRefused
from observatory.indicators import Indicator, indicator
from observatory.store.site_use import DEPOSIT
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind, Territory, parse_territory
from observatory.vocabulary import FLUID_CODES, Status

# The fluids that a commune buys, of the carriers that a target names.
FLUIDS_OF = {code: (code,) for code in FLUID_CODES} | {"oil_products": ("fuel_oil", "propane", "motor_fuel")}


@dataclass(frozen=True, eq=False)
class SiteSeries:
    """Comparable years of one measure of a commune's sites, on what was held all along."""

    indicator: Indicator
    seen: Seen
    amount: Amount
    steady: Steady


@lru_cache(maxsize=128)
def site_series(
    snapshot: Snapshot,
    through: Lens,
    key: str,
    territory: Territory,
    *,
    carriers: tuple[str, ...] = (),
    since: int = 0,
    source: str | None = None,
) -> SiteSeries:
    """The series of a commune's sites from a year on; by default, of its own deposits where it has some.

    Raises QuestionRefused `sites_of_a_commune` for an area, whose own sites are not the sum of its communes', and
    `not_allowed`.
    """
    if territory.kind is not Kind.COMMUNE:
        raise QuestionRefused("sites_of_a_commune", territory=str(territory))
    asked = indicator(key)
    found = seen(snapshot, through, territory.key, source)
    amount = amount_of(found, asked.numerator)
    frame = years(found, amount)
    if carriers:
        fluids = [fluid for code in carriers for fluid in FLUIDS_OF.get(code, ())]
        frame = frame.filter(pl.col("fluid").is_in(fluids))
    shown = [year for year in comparable(frame, found.sites) if year >= since]
    return SiteSeries(asked, found, amount, steady(frame, found.sites, shown))


def site_answer(snapshot: Snapshot, through: Lens, series: SiteSeries) -> Answer:
    """The same series with its source, its version and its notes, as every figure of a territory has them."""
    found, of = series.seen, series.steady
    place = parse_territory(found.insee_code)
    name = territories.name(snapshot, place)
    own = found.source == DEPOSIT and through.private is not None
    version = through.private if own and through.private else snapshot
    frame = of.frame.select(
        pl.col("year").cast(pl.Int32),
        "value",
        high="value",
        status=pl.when("estimated").then(pl.lit(Status.ESTIMATED.value)).otherwise(pl.lit(Status.MEASURED.value)),
        withheld_cells=pl.lit(0, dtype=pl.UInt32),
    )
    return Answer(
        question=Question(series.indicator.key, place),
        indicator=series.indicator,
        name=name,
        unit=series.indicator.unit,
        frame=frame,
        perimeter=Perimeter((), {}, (), 1, 1, (), None),
        breaks=(),
        sources=(source_of(snapshot, found, name),),
        notes=notes(series),
        gas=None,
        snapshot=version.number,
        published_at=version.published_at,
    )


def source_of(snapshot: Snapshot, found: Seen, name: str) -> SourceLine:
    """Where a commune's lines come from: the file of a publisher, or the commune itself."""
    if found.source == DEPOSIT:
        return SourceLine(DEPOSIT, "", name, "", "", (), (), stated=("sites_deposited",))
    newest = found.lines["period_end"].max()
    return line_of(snapshot, found.source, (str(newest.year),) if newest is not None else ())  # type: ignore[union-attr]


def notes(series: SiteSeries) -> tuple[Note, ...]:
    """What must be known beside figures of sites."""
    of = series.steady
    told = [Note("sites_prorated")]
    if of.years:
        every = of.kept.height + of.aside.height
        told.append(Note("sites_constant", {"kept": of.kept.height, "all": every, "share": of.share}))
    for reason in ("transferred", "closed", "opened", "deliveries", "unvalued", "incomplete"):
        left = of.aside.filter(pl.col("reason") == reason)["site"].unique(maintain_order=True)
        if len(left):
            told.append(Note(f"sites_{reason}", {"count": len(left), "names": left.to_list()}))
    if series.amount.tax is not None:
        told.append(Note("sites_cost_ttc" if series.amount.tax is Tax.TTC else "sites_cost_ht"))
    if not of.frame.is_empty() and of.frame["estimated"].any():
        told.append(Note("sites_estimated", {"years": of.frame.filter("estimated")["year"].to_list()}))
    if not series.seen.whole:
        told.append(Note("sites_without_dwellings"))
    return tuple(told)
