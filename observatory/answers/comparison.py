"""The communes, or the EPCI, of a territory side by side: one year, one indicator, and the change where it is one."""

from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from observatory.answers import epcis, since, territories
from observatory.answers.contract import Answer, Break, Question
from observatory.answers.conventions import convention, size_bounds, size_class
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.indicators import Measure, indicator
from observatory.methods.quartiles import quartiles
from observatory.store import totals
from observatory.store.snapshots import Snapshot

IMPUTED = frozenset({"industry", "energy_industry"})


@dataclass(frozen=True, eq=False)  # one object per question and snapshot
class Comparison:
    """One row per commune (or EPCI), sorted by name.

    `frame`: key, name, epci, epci_name, inhabitants, size_class, value, high, status, described and communes (of an
    EPCI: how many it has in all, and with a value), whole, ranked (False: shown and not ranked), unranked (why:
    industry, partial; else null), rank (1 = highest), change (percent, null where it is none), change_state (ok, break,
    undecided, partial, missing, none). `quartiles`: first, median, third of the ranked values; None below the
    convention's number of communes.
    """

    answer: Answer
    frame: pl.DataFrame
    quartiles: tuple[float, float, float] | None
    year: int
    year_from: int | None
    breaks: tuple[Break, ...]

    @property
    def by_epci(self) -> bool:
        """Whether it is EPCI that are compared."""
        return bool(self.frame["key"].str.starts_with("epci:").any())


@lru_cache(maxsize=256)
def compare(
    snapshot: Snapshot,
    question: Question,
    *,
    year: int,
    year_from: int | None = None,
    by_epci: bool = False,
    size: int | None = None,
) -> Comparison:
    """Compare the members of a territory in one year, and their change `year_from` another.

    `size` keeps one size class: ranks and quartiles are then among its members. Raises QuestionRefused
    `imputed_not_ranked` where a sector that the inventory imputes from jobs is asked for, alone or with others.
    """
    _refuse_imputed(question)
    now = answer(snapshot, replace(question, by=("commune",), years=(year, year)))
    rows = _described(snapshot, question, now.frame, year)
    if by_epci:
        rows = epcis.added(snapshot, rows, year=year, per_inhabitant=_per_inhabitant(question))
    if size is not None:
        rows = rows.filter(pl.col("size_class") == size)
    rows = _ranked(snapshot, question, rows, year)
    years = None if year_from is None or year_from >= year else (year_from, year)
    rows, breaks = since.with_change(snapshot, question, rows, years, carriers=now.perimeter.carriers)
    return Comparison(now, rows.sort("name"), _quartiles(snapshot, rows), year, years and years[0], breaks)


def _refuse_imputed(question: Question) -> None:
    imputed = sorted(IMPUTED.intersection(question.sectors))
    if imputed and indicator(question.indicator).numerator is Measure.EMISSIONS:
        raise QuestionRefused("imputed_not_ranked", sectors=imputed)


def _per_inhabitant(question: Question) -> bool:
    return indicator(question.indicator).denominator is Measure.POPULATION


def _described(snapshot: Snapshot, question: Question, values: pl.DataFrame, year: int) -> pl.DataFrame:
    """Every commune of the territory, with or without a value."""
    communes = totals.members(snapshot, question.territory)
    people, _ = territories.inhabitants(snapshot, question.territory, [year])
    epci = totals.table(snapshot, "epci").select(epci_siren="siren", epci_name="name")
    rows = communes.join(people.drop("year"), on="insee_code", how="left").join(epci, on="epci_siren", how="left")
    rows = rows.join(values.drop("year", "commune"), on="insee_code", how="left")
    return rows.select(
        key="insee_code",
        name="name",
        epci="epci_siren",
        epci_name="epci_name",
        inhabitants="inhabitants",
        size_class=size_class(pl.col("inhabitants").fill_null(0), size_bounds(snapshot)),
        value="value",
        high="high",
        status="status",
        described=pl.col("value").is_not_null().cast(pl.UInt32),
        communes=pl.lit(1, dtype=pl.UInt32),
        whole=pl.lit(True),
    )


def _ranked(snapshot: Snapshot, question: Question, rows: pl.DataFrame, year: int) -> pl.DataFrame:
    """Rank what may be ranked: no part of an EPCI, no sum of all sectors per inhabitant where industry makes most."""
    industrial: list[str] = []
    if _per_inhabitant(question) and not question.sectors:
        industrial = _industrial(snapshot, question, year)
    why = (
        pl.when(pl.col("value").is_null())
        .then(None)
        .when(~pl.col("whole"))
        .then(pl.lit("partial"))
        .when(pl.col("key").is_in(industrial))
        .then(pl.lit("industry"))
    )
    rows = rows.with_columns(unranked=why)
    rows = rows.with_columns(ranked=pl.col("value").is_not_null() & pl.col("unranked").is_null())
    order = pl.when("ranked").then("value").rank("min", descending=True)
    return rows.with_columns(rank=order.cast(pl.UInt32))


def _industrial(snapshot: Snapshot, question: Question, year: int) -> list[str]:
    """Communes, and EPCI, of which industry makes more than the convention's share; each by its key."""
    base = "emissions" if indicator(question.indicator).numerator is Measure.EMISSIONS else "energy"
    asked = replace(question, indicator=base, years=(year, year), by=("sector", "commune"))
    members = totals.members(snapshot, question.territory).select("insee_code", "epci_siren")
    rows = answer(snapshot, asked).frame.join(members, on="insee_code")
    rows = rows.with_columns(epci=pl.lit("epci:") + pl.col("epci_siren"))
    industry = pl.col("value").filter(pl.col("sector").is_in(IMPUTED)).sum()
    limit = convention(snapshot, "industry_share")
    found: list[str] = []
    for key in ("insee_code", "epci"):
        shares = rows.drop_nulls(key).group_by(key).agg(share=industry / pl.col("value").sum())
        found += shares.filter(pl.col("share") > limit)[key].sort().to_list()
    return found


def _quartiles(snapshot: Snapshot, rows: pl.DataFrame) -> tuple[float, float, float] | None:
    values = rows.filter("ranked")["value"].to_list()
    found = quartiles(values, minimum=int(convention(snapshot, "peers_minimum")))
    return None if found is None else (found.first, found.median, found.third)


@lru_cache(maxsize=256)
def peers_median(snapshot: Snapshot, question: Question, *, within: Question) -> pl.DataFrame:
    """Median, by year, of the other communes of the size of a commune. Grain: year; value, communes.

    `question` is the commune's; `within` the same question of the territory whose communes are compared with it. Where
    its own size class has fewer than the convention asks, the class on each side is added, and no other: where that is
    not enough, none is comparable and there is no row.
    """
    series = answer(snapshot, replace(within, by=("commune",))).frame.drop_nulls("value")
    last = int(series["year"].max() or 0) if not series.is_empty() else 0  # type: ignore[arg-type]
    people, _ = territories.inhabitants(snapshot, within.territory, [last])
    described = people.filter(pl.col("insee_code").is_in(series["insee_code"].implode()))
    sized = described.with_columns(size=size_class(pl.col("inhabitants"), size_bounds(snapshot)))
    minimum = int(convention(snapshot, "peers_minimum"))
    known = series.filter(pl.col("insee_code").is_in(_of_its_size(sized, question.territory.key, minimum).implode()))
    medians = known.group_by("year").agg(pl.col("value").median(), communes=pl.len())
    return medians.filter(pl.col("communes") >= minimum).sort("year")


def _of_its_size(sized: pl.DataFrame, commune: str, minimum: int) -> pl.Series:
    """The other communes of its size class, or of that and the one on each side; none where it has no figure."""
    own = sized.filter(pl.col("insee_code") == commune)["size"]
    others = sized.filter(pl.col("insee_code") != commune)
    if own.is_empty():
        return own.cast(pl.String)
    away = (pl.col("size") - own[0]).abs()
    same = others.filter(away == 0)
    found = same if same.height >= minimum else others.filter(away <= 1)
    return found["insee_code"] if found.height >= minimum else found["insee_code"].clear()
