"""The communes, or the EPCI, of a territory side by side: one year, one indicator, and the change where it is one."""

from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from observatory.answers import territories
from observatory.answers.contract import Answer, Break, Question
from observatory.answers.conventions import convention, size_bounds, size_class
from observatory.answers.indicator import answer
from observatory.errors import QuestionRefused
from observatory.indicators import Measure, indicator
from observatory.methods.breaks import MATERIAL
from observatory.store import totals
from observatory.store.snapshots import Snapshot

IMPUTED = frozenset({"industry", "energy_industry"})
UNDECIDED = 0.005  # of the value, on both sides of zero


@dataclass(frozen=True, eq=False)  # one object per question and snapshot
class Comparison:
    """One row per commune (or EPCI), sorted by name.

    `frame`: key, name, epci, epci_name, inhabitants, size_class, value, high, status, ranked (False: shown and not
    ranked), rank (1 = highest), change (percent, null where it is none), change_state (ok, break, undecided, missing,
    none). `quartiles`: first, median, third of the ranked values; None below the convention's number of communes.
    """

    answer: Answer
    frame: pl.DataFrame
    quartiles: tuple[float, float, float] | None
    year: int
    year_from: int | None
    breaks: tuple[Break, ...]


@lru_cache(maxsize=256)
def compare(
    snapshot: Snapshot, question: Question, *, year: int, year_from: int | None = None, by_epci: bool = False
) -> Comparison:
    """Compare the members of a territory. `question` is taken by commune; its years are `year`, then `year_from`.

    Raises QuestionRefused `imputed_not_ranked` for the sectors that the inventory imputes from jobs.
    """
    asked = indicator(question.indicator)
    if asked.numerator is Measure.EMISSIONS and question.sectors and set(question.sectors) <= IMPUTED:
        raise QuestionRefused("imputed_not_ranked", sectors=list(question.sectors))
    now = answer(snapshot, replace(question, by=("commune",), years=(year, year)))
    rows = _described(snapshot, question, now.frame, year)
    if by_epci:
        rows = _by_epci(snapshot, question, rows)
    rows = _ranked(snapshot, question, rows, year)
    breaks: tuple[Break, ...] = ()
    if year_from is not None and year_from < year and not by_epci:
        breaks = _source_breaks(snapshot, question, year_from, year)
        rows = _with_change(snapshot, question, rows, (year_from, year), cut=bool(breaks))
    else:
        rows = rows.with_columns(change=pl.lit(None, dtype=pl.Float64), change_state=pl.lit("none"))
    return Comparison(now, rows.sort("name"), _quartiles(snapshot, rows), year, year_from, breaks)


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
    )


def _by_epci(snapshot: Snapshot, question: Question, rows: pl.DataFrame) -> pl.DataFrame:
    """Sum the communes of each EPCI: a ratio over the inhabitants of the communes that have a value."""
    per_inhabitant = indicator(question.indicator).denominator is Measure.POPULATION
    weight = pl.col("inhabitants") if per_inhabitant else pl.lit(1.0)
    divisor = pl.col("whole") if per_inhabitant else pl.lit(1.0)
    known = rows.filter(pl.col("epci").is_not_null())
    sums = known.group_by(key=pl.col("epci"), name=pl.col("epci_name")).agg(
        pl.col("inhabitants").sum(),
        pl.when(pl.col("value").is_not_null()).then(weight).sum().alias("whole"),
        (pl.col("value") * weight).sum().alias("value"),
        (pl.col("high") * weight).sum().alias("high"),
        described=pl.col("value").count(),
        status=_worst_status(),
    )
    some = pl.col("described") > 0
    return sums.select(
        key=pl.lit("epci:") + pl.col("key"),
        name="name",
        epci="key",
        epci_name="name",
        inhabitants="inhabitants",
        size_class=size_class(pl.col("inhabitants"), size_bounds(snapshot)),
        value=pl.when(some).then(pl.col("value") / divisor),
        high=pl.when(some).then(pl.col("high") / divisor),
        status=pl.when(some).then("status"),
    )


def _worst_status() -> pl.Expr:
    known = pl.col("status").drop_nulls()
    return (
        pl.when(known.is_in(["partial", "withheld"]).any())
        .then(pl.lit("partial"))
        .when((known == "estimated").any())
        .then(pl.lit("estimated"))
        .otherwise(pl.lit("measured"))
    )


def _ranked(snapshot: Snapshot, question: Question, rows: pl.DataFrame, year: int) -> pl.DataFrame:
    """Rank what may be ranked: never an all-sector value per inhabitant where industry makes most of it."""
    industrial: list[str] = []
    if indicator(question.indicator).denominator is Measure.POPULATION and not question.sectors:
        industrial = _industrial(snapshot, question, year)
    ranked = pl.col("value").is_not_null() & ~pl.col("key").is_in(industrial)
    rows = rows.with_columns(ranked=ranked)
    order = pl.when("ranked").then("value").rank("min", descending=True)
    return rows.with_columns(rank=order.cast(pl.UInt32))


def _industrial(snapshot: Snapshot, question: Question, year: int) -> list[str]:
    """Communes of which industry makes more than the convention's share."""
    base = "emissions" if indicator(question.indicator).numerator is Measure.EMISSIONS else "energy"
    asked = replace(question, indicator=base, years=(year, year), by=("sector", "commune"))
    rows = answer(snapshot, asked).frame
    industry = pl.col("value").filter(pl.col("sector").is_in(IMPUTED)).sum()
    shares = rows.group_by("insee_code").agg(share=industry / pl.col("value").sum())
    limit = convention(snapshot, "industry_share")
    return shares.filter(pl.col("share") > limit)["insee_code"].sort().to_list()


def _source_breaks(snapshot: Snapshot, question: Question, year_from: int, year: int) -> tuple[Break, ...]:
    """Breaks that concern every commune: a split by sector that its source changed in between."""
    if not question.sectors or indicator(question.indicator).numerator is Measure.EMISSIONS:
        return ()
    carriers = set(question.carriers)
    created = totals.table(snapshot, "categories_created").filter(
        (pl.col("year") > year_from) & (pl.col("year") <= year)
    )
    return tuple(
        Break(
            year=line["year"],
            cause="category_created",
            carrier=line["carrier"],
            sectors_only=True,
            params={"category": line["category"]},
        )
        for line in created.to_dicts()
        if not carriers or line["carrier"] in carriers
    )


def _with_change(
    snapshot: Snapshot, question: Question, rows: pl.DataFrame, years: tuple[int, int], *, cut: bool
) -> pl.DataFrame:
    """Percent of change of each commune; none across a break, none where the hidden part could turn it."""
    series = answer(snapshot, replace(question, by=("commune",), years=years)).frame
    ends = series.filter(pl.col("year").is_in(years)).select("insee_code", "year", "value", "high")
    first = ends.filter(pl.col("year") == years[0]).select(key="insee_code", value_0="value", high_0="high")
    last = ends.filter(pl.col("year") == years[1]).select(key="insee_code", value_1="value", high_1="high")
    broken = _broken(snapshot, question, years)
    joined = rows.join(first, on="key", how="left").join(last, on="key", how="left")
    low, high = pl.col("value_1") / pl.col("high_0") - 1, pl.col("high_1") / pl.col("value_0") - 1
    state = (
        pl.when(pl.lit(cut) | pl.col("key").is_in(broken))
        .then(pl.lit("break"))
        .when(pl.col("value_0").is_null() | pl.col("value_1").is_null() | (pl.col("value_0") <= 0))
        .then(pl.lit("missing"))
        .when((low < -UNDECIDED) & (high > UNDECIDED))
        .then(pl.lit("undecided"))
        .otherwise(pl.lit("ok"))
    )
    percent = (pl.col("value_1") / pl.col("value_0") - 1) * 100
    changed = joined.with_columns(change_state=state)
    changed = changed.with_columns(change=pl.when(pl.col("change_state") == "ok").then(percent))
    return changed.drop("value_0", "high_0", "value_1", "high_1")


def _broken(snapshot: Snapshot, question: Question, years: tuple[int, int]) -> list[str]:
    """Communes where an operator that weighs enters or leaves between the two years."""
    if indicator(question.indicator).numerator is Measure.EMISSIONS:
        return []
    moves = totals.movements(snapshot, question.territory).filter(
        (pl.col("year") > years[0]) & (pl.col("year") <= years[1])
    )
    for column, wanted in (("carrier", question.carriers), ("sector", question.sectors)):
        if wanted:
            moves = moves.filter(pl.col(column).is_in(wanted))
    energy = answer(snapshot, replace(question, indicator="energy", by=("commune",), years=years)).frame.select(
        "insee_code", "year", total="value"
    )
    at = pl.when(pl.col("kind") == "operator_enters").then("year").otherwise(pl.col("year") - 1)
    sums = moves.filter(pl.col("kind").str.starts_with("operator")).with_columns(year=at)
    sums = (
        sums.group_by("insee_code", "year", "kind")
        .agg(pl.col("moved_mwh").sum())
        .join(energy, on=["insee_code", "year"])
    )
    return sums.filter(pl.col("moved_mwh") >= MATERIAL * pl.col("total"))["insee_code"].unique().sort().to_list()


def _quartiles(snapshot: Snapshot, rows: pl.DataFrame) -> tuple[float, float, float] | None:
    values = rows.filter("ranked")["value"].drop_nulls()
    if len(values) < convention(snapshot, "peers_minimum"):
        return None
    first, median, third = (float(values.quantile(q, "linear") or 0.0) for q in (0.25, 0.5, 0.75))
    return first, median, third


@lru_cache(maxsize=256)
def peers_median(snapshot: Snapshot, question: Question, *, within: Question) -> pl.DataFrame:
    """Median, by year, of the other communes of the size of a commune. Grain: year; value, communes.

    `question` is the commune's; `within` the same question of the territory whose communes are its peers. Where its own
    size class has fewer communes than the convention asks, the one class on each side is added, and none further: no
    row then, as nothing there is of its size.
    """
    series = answer(snapshot, replace(within, by=("commune",))).frame.drop_nulls("value")
    last = int(series["year"].max() or 0) if not series.is_empty() else 0  # type: ignore[arg-type]
    people, _ = territories.inhabitants(snapshot, within.territory, [last])
    described = people.filter(pl.col("insee_code").is_in(series["insee_code"].implode()))
    sized = described.with_columns(size=size_class(pl.col("inhabitants"), size_bounds(snapshot)))
    peers = _peers(sized, question.territory.key, int(convention(snapshot, "peers_minimum")))
    known = series.filter(pl.col("insee_code").is_in(peers.implode()))
    medians = known.group_by("year").agg(pl.col("value").median(), communes=pl.len())
    return medians.filter(pl.col("communes") >= convention(snapshot, "peers_minimum")).sort("year")


def _peers(sized: pl.DataFrame, commune: str, minimum: int) -> pl.Series:
    """The other communes of the size class of one, or of the classes beside it too where they are too few."""
    own = sized.filter(pl.col("insee_code") == commune)["size"]
    if own.is_empty():
        return own.cast(pl.String)
    others = sized.filter(pl.col("insee_code") != commune)
    distances = others.select("insee_code", away=(pl.col("size") - own[0]).abs())
    alike = distances.filter(pl.col("away") == 0)["insee_code"]
    return alike if len(alike) >= minimum else distances.filter(pl.col("away") <= 1)["insee_code"]
