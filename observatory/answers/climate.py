"""Weather beside figures: the degree-days of the stations that serve a territory, and sums at normal climate.

A correction follows one territory over time; it never tells communes apart, and never puts two stations end to end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Break, Correction, Note, Question, SourceLine
from observatory.answers.conventions import heating_share
from observatory.answers.mapped import is_corrected, titled
from observatory.answers.sources import weather_lines
from observatory.answers.values import PARTS
from observatory.errors import QuestionRefused
from observatory.indicators import Indicator, Measure
from observatory.methods.climate import SEASON, SEASON_BASE, Method, normal, sdes_correction, yearly
from observatory.schemas import TEMPERATURES, Fact
from observatory.sources import registry
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Territory, parse_territory

# Carriers that heat nothing: a corrected total adds them as they are.
NO_HEATING = frozenset({"cold_network", "biofuels"})
CELL = ["year", "carrier", "sector"]


@dataclass(frozen=True, eq=False)
class Corrected:
    """Sums at normal climate (grain year × carrier × sector), and what a reader must know of them."""

    sums: pl.DataFrame
    breaks: tuple[Break, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[SourceLine, ...] = ()


@lru_cache(maxsize=256)
def degree_days(
    snapshot: Snapshot,
    territory: Territory,
    *,
    base: float = SEASON_BASE,
    method: Method = Method.METEO,
    months: tuple[int, ...] | None = SEASON,
) -> pl.DataFrame:
    """Heating degree-days (°C·day) of the stations that serve a territory, each in the years that it serves.

    Grain: station × year, sorted; name, degree_days (null unless `complete`: every day of the months is there), normal
    (the station's own mean from normal_first to normal_last; null unless all of them are complete), ratio (degree_days
    / normal), source. Base, method and months are attributes of the series: those of another never compare. Raises
    QuestionRefused `station_unknown`.
    """
    serving = stations(snapshot, territory, fact=TEMPERATURES)
    frames = [_of_station(snapshot, line, base=base, method=method, months=months) for line in serving]
    return pl.concat(frames).sort("station", "year")


def stations(snapshot: Snapshot, territory: Territory, *, fact: Fact) -> list[dict[str, str | int]]:
    """Lines of the stations whose territory holds all communes of this one, of the narrowest such territory.

    Only those of which a source gives this kind of fact. Raises QuestionRefused `station_unknown`.
    """
    here = set(totals.members(snapshot, territory)["insee_code"])
    found: dict[int, list[dict[str, str | int]]] = {}
    known = [key for key, source in registry().items() if source.fact is fact]
    for line in totals.table(snapshot, "stations").filter(pl.col("source").is_in(known)).to_dicts():
        served = set(totals.members(snapshot, parse_territory(line["serves"]))["insee_code"])
        if here and here <= served:
            found.setdefault(len(served), []).append(line)
    if not found:
        raise QuestionRefused("station_unknown", territory=str(territory))
    return found[min(found)]


def _of_station(
    snapshot: Snapshot, line: dict[str, str | int], *, base: float, method: Method, months: Sequence[int] | None
) -> pl.DataFrame:
    days = snapshot.query(
        "SELECT station, date, tn, tx FROM temperatures WHERE station = $station AND source = $source ORDER BY date",
        {"station": line["station"], "source": line["source"]},
    )
    years = yearly(days, base=base, method=method, months=months)
    mean = normal(years, station=str(line["station"]), first=int(line["normal_first"]), last=int(line["normal_last"]))
    served = years.filter(pl.col("year").is_between(line["first_year"], line["last_year"]))
    known = served.with_columns(
        degree_days=pl.when("complete").then("degree_days"), normal=pl.lit(mean, dtype=pl.Float64)
    )
    kept = ("name", "normal_first", "normal_last", "source")
    return known.select(
        "station",
        "year",
        "degree_days",
        "complete",
        "normal",
        ratio=pl.col("degree_days") / pl.col("normal"),
        **{name: pl.lit(line[name]) for name in kept},
    )


def station_of_years(weather: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """Which station answers for each year: one for all of them where one can, else the youngest that each year has.

    `weather` as `degree_days` gives it. Grain: year, those that no station knows left out. For the two ends of one
    change, ask for both at once and take the answer only where it names one station.
    """
    asked = weather.filter(pl.col("year").is_in(list(years)), pl.col("ratio").is_not_null())
    youngest = pl.col("year").max().over("station")
    whole = pl.col("year").n_unique().over("station") == len(set(years))
    ranked = asked.with_columns(whole=whole, until=youngest).sort("whole", "until", descending=True)
    return ranked.unique("year", keep="first", maintain_order=True).drop("whole", "until").sort("year")


def check(question: Question, asked: Indicator) -> None:
    """Refuse a correction of what is no energy, or between communes."""
    if question.correction is Correction.NONE:
        return
    if asked.numerator is not Measure.ENERGY:
        raise QuestionRefused("correction_not_of_indicator", indicator=asked.key)
    if "commune" in question.by:
        raise QuestionRefused("correction_not_between_communes")


def corrected(snapshot: Snapshot, question: Question, selection: totals.Selection, years: Sequence[int]) -> Corrected:
    """Sum a selection at normal climate, by the correction that the question names.

    Raises QuestionRefused `correction_not_uniform` unless all that heats in it is corrected by that one method,
    `station_unknown`, `degree_days_missing`; `already_corrected` for what its publisher gives at normal climate only.
    """
    normal_already = [key for key in sorted({key for key, _ in selection.sources}) if is_corrected(snapshot, key)]
    if normal_already:
        raise QuestionRefused("already_corrected", sources=[titled(snapshot, key) for key in normal_already])
    sums = totals.totals(snapshot, selection, by=["sector"])
    if question.correction is Correction.PUBLISHER:
        return _by_publisher(snapshot, selection, sums)
    return _by_station(snapshot, question, sums, years)


def _by_publisher(snapshot: Snapshot, selection: totals.Selection, sums: pl.DataFrame) -> Corrected:
    """The publisher's own reckoning, where it has one for every value."""
    normal_sums = totals.totals(snapshot, replace(selection, fact="energy_at_normal"), by=["sector"])
    both = sums.join(normal_sums.select(*CELL, at_normal="value", reckoned="valued"), on=CELL, maintain_order="left")
    _refuse_lacking(both.filter(_heats() & (pl.col("reckoned") < pl.col("valued"))), Correction.PUBLISHER)
    at_normal = pl.when(_heats()).then("at_normal").otherwise("value")
    return Corrected(_reckoned(both.with_columns(value=at_normal)), notes=(Note("corrected_publisher"),))


def _by_station(snapshot: Snapshot, question: Question, sums: pl.DataFrame, years: Sequence[int]) -> Corrected:
    """The formula of the SDES, by the share of heating of each carrier and sector and the station of each year."""
    pairs = sums.select("carrier", "sector").unique().sort("carrier", "sector")
    shares = pairs.with_columns(
        share=pl.Series(
            [0.0 if pair[0] in NO_HEATING else heating_share(snapshot, *pair) for pair in pairs.rows()],
            dtype=pl.Float64,
        )
    )
    shared = sums.join(shares, on=["carrier", "sector"], maintain_order="left")
    _refuse_lacking(shared.filter(pl.col("share").is_null() & (pl.col("valued") > 0)), Correction.SDES)
    weather = degree_days(snapshot, question.territory)
    chosen = station_of_years(weather, years)
    lacking = sorted(set(years) - set(chosen["year"]))
    if lacking:
        raise QuestionRefused("degree_days_missing", years=lacking, territory=str(question.territory))
    joined = shared.join(chosen.select("year", "degree_days", "normal"), on="year", maintain_order="left")
    terms = (pl.col("share"), pl.col("degree_days"), pl.col("normal"))
    at_normal = joined.with_columns(sdes_correction(pl.col(name), *terms).alias(name) for name in ("value", "hidden"))
    return Corrected(
        sums=_reckoned(at_normal),
        breaks=_changes(chosen),
        notes=(*_of_normals(chosen), *_of_shares(shares)),
        sources=weather_lines(snapshot, chosen),
    )


def _heats() -> pl.Expr:
    return ~pl.col("carrier").is_in(sorted(NO_HEATING))


def _reckoned(sums: pl.DataFrame) -> pl.DataFrame:
    """A figure at normal climate is reckoned, never measured."""
    return sums.select(*CELL, *PARTS).with_columns(estimated=pl.lit(value=True))


def _refuse_lacking(lacking: pl.DataFrame, correction: Correction) -> None:
    if lacking.is_empty():
        return
    known = {f"{name}s": lacking[name].unique().sort().to_list() for name in CELL}
    raise QuestionRefused("correction_not_uniform", of=str(correction), **known)


def _changes(chosen: pl.DataFrame) -> tuple[Break, ...]:
    """A series whose station changes stops there: two stations of one town differ by more than years do."""
    moved = chosen.with_columns(before=pl.col("name").shift(), known=pl.col("station").shift())
    return tuple(
        Break(line["year"], "station_changes", params={"before": line["before"], "after": line["name"]})
        for line in moved.filter(pl.col("known") != pl.col("station")).to_dicts()
    )


def _of_normals(chosen: pl.DataFrame) -> list[Note]:
    stations = chosen.unique("station", keep="first", maintain_order=True).to_dicts()
    return [
        Note(
            "corrected_sdes",
            {"station": line["name"], "normal": [*range(line["normal_first"], line["normal_last"] + 1)]},
        )
        for line in stations
    ]


def _of_shares(shares: pl.DataFrame) -> list[Note]:
    known = shares.filter(pl.col("share") > 0)
    return [Note("heating_share", line) for line in known.select("carrier", "sector", "share").to_dicts()]
