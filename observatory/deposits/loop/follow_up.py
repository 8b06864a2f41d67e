"""How far each commune has come with its deposits: the last month covered, the meters and months that are missing."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from observatory.access import Action, Object, User, allowed, authorize
from observatory.deposits.loop.standing import standing
from observatory.settings import Settings
from observatory.store import Store, deposits
from observatory.store.deposits import PENDING, Deposit

METER = ["insee_code", "site", "meter", "fluid"]
# A delivery fills a tank: it says nothing of the months in which the tank is used.
UNDATED = "delivery"


@dataclass(frozen=True)
class MeterGap:
    """A meter with months missing; months are their first days."""

    site: str
    meter: str
    fluid: str
    last_month: date
    months: tuple[date, ...]


@dataclass(frozen=True)
class FollowUp:
    """Where a commune is; `last_month` is the first day of the last month that a line covers, None where none does.

    `gaps` are the meters that lack a month between their first one and the commune's last. Moments are UTC.
    """

    insee_code: str
    last_month: date | None
    last_sent: datetime | None
    waiting: int
    sent_back: int
    meters: int
    gaps: tuple[MeterGap, ...]


def follow_up(user: User, settings: Settings, *, insee_code: str | None = None) -> tuple[FollowUp, ...]:
    """The communes of a user that deposit, or one of them, the least advanced first.

    Those that are entrusted to her by name are there though they sent nothing. Raises QuestionRefused `not_allowed`.
    """
    store = Store(settings.store)
    if insee_code is not None:
        authorize(user, Action.SEE_DEPOSITS, Object(insee_code))
    lines = standing(store, None if insee_code is None else [insee_code])
    sent = deposits.every(store, communes=None if insee_code is None else {insee_code})
    named = {insee_code} if insee_code else (user.communes or set())
    codes = {*lines["insee_code"].unique(), *(one.insee_code for one in sent), *named}
    mine = [code for code in codes if allowed(user, Action.SEE_DEPOSITS, Object(code))]
    months = months_covered(lines)
    found = [_of(code, months, [one for one in sent if one.insee_code == code]) for code in mine]
    return tuple(sorted(found, key=lambda one: (one.last_month or date.min, one.insee_code)))


def months_covered(lines: pl.DataFrame) -> pl.DataFrame:
    """The months of which a meter's lines cover more than half the days. Grain: meter × month (its first day)."""
    days = lines.filter(pl.col("nature") != UNDATED).select(*METER, day=pl.date_ranges("period_start", "period_end"))
    counted = (
        days.explode("day", empty_as_null=False)
        .unique()
        .group_by(*METER, month=pl.col("day").dt.month_start())
        .agg(days=pl.len())
    )
    return counted.filter(2 * pl.col("days") > pl.col("month").dt.days_in_month()).drop("days").sort(*METER, "month")


def _of(code: str, months: pl.DataFrame, sent: list[Deposit]) -> FollowUp:
    own = months.filter(pl.col("insee_code") == code)
    last: date | None = own["month"].max()  # type: ignore[assignment] # a column of dates
    meters = own.partition_by(METER, as_dict=True)
    gaps = [gap for key, frame in sorted(meters.items()) if last and (gap := _gap(key, frame["month"], last))]
    return FollowUp(
        insee_code=code,
        last_month=last,
        last_sent=max((one.received_at for one in sent), default=None),
        waiting=sum(one.state in PENDING for one in sent),
        sent_back=sum(one.state == "sent_back" for one in sent),
        meters=len(meters),
        gaps=tuple(gaps),
    )


def _gap(key: tuple[object, ...], covered: pl.Series, last: date) -> MeterGap | None:
    """What a meter lacks from its first month to the commune's last."""
    first: date = covered.min()  # type: ignore[assignment] # a column of dates
    expected = pl.select(pl.date_range(first, last, interval="1mo")).to_series()
    lacking = sorted(set(expected.to_list()) - set(covered.to_list()))
    _code, site, meter, fluid = map(str, key)
    return MeterGap(site, meter, fluid, covered.max(), tuple(lacking)) if lacking else None  # type: ignore[arg-type]
