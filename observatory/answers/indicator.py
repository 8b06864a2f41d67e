"""The question that every page and command asks: one indicator, one territory, some years, split or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from observatory.answers import breaks, climate, notes, perimeter, territories, values
from observatory.answers.contract import Answer, Break, Correction, GasBasis, Note, Perimeter, Place, Question
from observatory.answers.sources import source_lines
from observatory.errors import QuestionRefused
from observatory.indicators import Indicator, Measure, indicator
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind
from observatory.vocabulary import ADDITIVE_SECTORS, CARRIER_CODES, SECTOR_CODES

DIMENSIONS = {"carrier": "carrier", "sector": "sector", "commune": "insee_code"}
FACT = {Measure.ENERGY: "energy", Measure.HEAT_NETWORK: "energy", Measure.EMISSIONS: "emissions"}


@dataclass(frozen=True)
class Series:
    """Sums of one fact over what a question adds, before any ratio."""

    sums: pl.DataFrame  # year × carrier × (sector) × (insee_code)
    chosen: perimeter.Chosen
    years: tuple[int, ...]
    gas: GasBasis | None
    corrected: climate.Corrected | None = None


@lru_cache(maxsize=1024)
def answer(snapshot: Snapshot, question: Question) -> Answer:
    """Answer one question from one snapshot.

    Raises QuestionRefused: `indicator_unknown`, `territory_unknown`, `indicator_below_grain`, `dimension_unknown`,
    `parameter_unknown`, and those of `climate.corrected`.
    """
    asked = indicator(question.indicator)
    name = territories.name(snapshot, question.territory)
    _check(question, asked)
    if asked.numerator is Measure.POPULATION:
        return _population(snapshot, question, asked, name)
    series = series_of(snapshot, question, asked)
    frame, census_notes = _frame(snapshot, question, asked, series)
    lines = source_lines(snapshot, FACT[asked.numerator], question.territory, series.chosen.sources, series.years)
    return Answer(
        question=question,
        indicator=asked,
        name=name,
        unit=asked.unit,
        frame=_named(snapshot, question, frame),
        perimeter=_perimeter(snapshot, question, series),
        breaks=_breaks(snapshot, question, series),
        sources=(*lines, *(series.corrected.sources if series.corrected else ())),
        notes=(*_notes(snapshot, question, asked, series), *census_notes),
        gas=series.gas,
        snapshot=snapshot.number,
        published_at=snapshot.published_at,
    )


def _notes(snapshot: Snapshot, question: Question, asked: Indicator, series: Series) -> list[Note]:
    found = list(series.corrected.notes) if series.corrected else []
    found += notes.of_series(snapshot, question, series.chosen, series.sums, series.years, series.gas)
    if asked.numerator is Measure.HEAT_NETWORK:
        found += _incomplete_terms(snapshot, question, series)
    return found


def _check(question: Question, asked: Indicator) -> None:
    """Refuse what has no honest answer."""
    for dimension in question.by:
        if dimension not in asked.dimensions:
            raise QuestionRefused("dimension_unknown", dimension=dimension, known=sorted(asked.dimensions))
    for value, known in ((question.carriers, CARRIER_CODES), (question.sectors, SECTOR_CODES)):
        for code in value:
            if code not in known:
                raise QuestionRefused("parameter_unknown", value=code, known=sorted(known))
    if asked.finest == "epci" and question.territory.kind is Kind.COMMUNE:
        raise QuestionRefused("indicator_below_grain", indicator=asked.key, territory=str(question.territory))
    climate.check(question, asked)


def series_of(snapshot: Snapshot, question: Question, asked: Indicator) -> Series:
    """Choose sources, years and perimeter, and sum what an answer adds; of a question that `answer` does not refuse."""
    fact = FACT[asked.numerator]
    there = totals.presence(snapshot, fact, question.territory)
    if question.carriers and fact == "energy":
        there = there.filter(pl.col("carrier").is_in(question.carriers))
    if question.territory.kind is Kind.COMMUNE or "commune" in question.by:
        there = there.filter(~pl.col("source").is_in(perimeter.AREAL))
    if asked.numerator is Measure.HEAT_NETWORK:
        there = _network_terms(there)
    there, aside = perimeter.one_source_per_carrier(there, only=question.source)
    years = _years(there, question.years)
    apart = "carrier" in question.by
    chosen = perimeter.choose(there, years, rule=question.perimeter, apart=apart, set_aside=aside)
    if asked.numerator is Measure.HEAT_NETWORK:
        _refuse_dropped_networks(snapshot, question, there, chosen)
    selection = totals.Selection(
        fact=fact,
        territory=question.territory,
        years=(years[0], years[-1]) if years else (0, 0),
        sources=chosen.sources,
        sectors=question.sectors or ADDITIVE_SECTORS,
        left_out=chosen.left_out,
    )
    gas = _gas_basis(question, chosen.carriers, apart=apart)
    corrected = None
    if question.correction is not Correction.NONE:
        corrected = climate.corrected(snapshot, question, selection, years)
    sums = corrected.sums if corrected else _sums(snapshot, question, selection)
    return Series(values.on_gas_basis(sums, gas) if gas else sums, chosen, years, gas, corrected)


def _sums(snapshot: Snapshot, question: Question, selection: totals.Selection) -> pl.DataFrame:
    """Sums of what is published, as fine as the question is split."""
    by = [DIMENSIONS[dimension] for dimension in question.by if dimension != "carrier"]
    return totals.totals(snapshot, selection, by=by)


def _network_terms(there: pl.DataFrame) -> pl.DataFrame:
    """Heat, electricity and gas of the communes present in both terms, in the years that have heat."""
    networks = there.filter(pl.col("carrier") == "heat_network")
    heat_years = pl.lit(networks.select(pl.col("years").explode().unique())["years"].to_list(), dtype=pl.List(pl.Int32))
    wired = there.filter(pl.col("carrier") == "electricity")["insee_code"].implode()
    in_terms = pl.col("carrier").is_in(["electricity", "gas", "heat_network"])
    terms = there.filter(in_terms & pl.col("insee_code").is_in(wired))
    return terms.with_columns(years=pl.col("years").list.set_intersection(heat_years).list.sort())


def _refuse_dropped_networks(
    snapshot: Snapshot, question: Question, there: pl.DataFrame, chosen: perimeter.Chosen
) -> None:
    """A share that leaves out the commune of a network says nothing of that network."""
    networks = there.filter(pl.col("carrier") == "heat_network")["insee_code"].to_list()
    dropped = sorted({commune for commune, _ in chosen.left_out} & set(networks))
    if dropped:
        names = totals.members(snapshot, question.territory).filter(pl.col("insee_code").is_in(dropped))["name"]
        raise QuestionRefused("network_commune_left_out", communes=names.to_list())


def _incomplete_terms(snapshot: Snapshot, question: Question, series: Series) -> list[Note]:
    """Communes whose gas some year lacks: the share is then too high, never too low."""
    gas = totals.presence(snapshot, "energy", question.territory).filter(pl.col("carrier") == "gas")
    asked = pl.lit(list(series.years), dtype=pl.List(pl.Int32))
    lacking = gas.filter(asked.list.set_difference(pl.col("years")).list.len() > 0)["insee_code"].implode()
    names = totals.members(snapshot, question.territory).filter(pl.col("insee_code").is_in(lacking))["name"]
    return [Note("share_upper_bound", {"names": names.to_list()})] if len(names) else []


def _years(there: pl.DataFrame, asked: tuple[int, int] | None) -> tuple[int, ...]:
    """The years shown: those that the territory has, within the span asked for."""
    years = there.select(pl.col("years").explode().unique().sort())["years"].drop_nulls().to_list()
    return tuple(year for year in years if asked is None or asked[0] <= year <= asked[1])


def _gas_basis(question: Question, carriers: Sequence[str], *, apart: bool) -> GasBasis | None:
    """PCS for gas alone, PCI in a sum across carriers, or what is asked for; None where there is no gas."""
    if "gas" not in carriers:
        return None
    alone = apart or len(carriers) == 1
    return question.gas or (GasBasis.PCS if alone else GasBasis.PCI)


def _frame(snapshot: Snapshot, question: Question, asked: Indicator, series: Series) -> tuple[pl.DataFrame, list[Note]]:
    """Values with their status, divided where the indicator is a ratio."""
    by = [DIMENSIONS[dimension] for dimension in question.by]
    sums = values.with_status(values.summed(series.sums, by))
    if asked.denominator is Measure.POPULATION:
        people, census_notes = territories.inhabitants(snapshot, question.territory, series.years)
        per = [column for column in by if column != "sector"]
        commune_years = series.chosen.commune_years(*(["carrier"] if "carrier" in per else []))
        counted = (
            commune_years.join(people, on=["insee_code", "year"])
            .group_by("year", *per)
            .agg(pl.col("inhabitants").sum())
        )
        on = ["year", *per]
        return values.divided(sums, counted, on=on, column="inhabitants", factor=asked.factor), census_notes
    if asked.denominator is Measure.ENERGY:
        return _network_share(sums, series, asked), []
    return sums, []


def _network_share(sums: pl.DataFrame, series: Series, asked: Indicator) -> pl.DataFrame:
    heat = values.with_status(values.summed(series.sums.filter(pl.col("carrier") == "heat_network"), []))
    whole = sums.select("year", whole="value")
    return values.divided(heat, whole, on=["year"], column="whole", factor=asked.factor)


def _breaks(snapshot: Snapshot, question: Question, series: Series) -> tuple[Break, ...]:
    """Breaks of the totals, and of the split where there is one."""
    if "commune" in question.by or indicator(question.indicator).numerator is Measure.EMISSIONS:
        return ()
    apart = "carrier" in question.by
    by_carrier = values.summed(series.sums, ["carrier"])
    found = breaks.of_series(snapshot, question, series.chosen, by_carrier, years=series.years, gas=series.gas)
    if question.sectors or "sector" in question.by:
        split = series.sums if "sector" in series.sums.columns else _by_sector(snapshot, question, series)
        found += breaks.of_sectors(snapshot, series.chosen, split)
    if not apart:
        found = [replace(one, carrier=None) if len(series.chosen.carriers) > 1 else one for one in found]
    return breaks.shown([*found, *(series.corrected.breaks if series.corrected else ())], series.years)


def _by_sector(snapshot: Snapshot, question: Question, series: Series) -> pl.DataFrame:
    """All sectors of the same perimeter: a class created shows only beside the others."""
    selection = totals.Selection(
        fact="energy",
        territory=question.territory,
        years=(series.years[0], series.years[-1]) if series.years else (0, 0),
        sources=series.chosen.sources,
        sectors=ADDITIVE_SECTORS,
        left_out=series.chosen.left_out,
    )
    return totals.totals(snapshot, selection, by=["sector"])


def _named(snapshot: Snapshot, question: Question, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of the contract, sorted; a commune with its name."""
    columns = [
        "year",
        *(DIMENSIONS[dimension] for dimension in ("carrier", "sector", "commune") if dimension in question.by),
    ]
    if "commune" in question.by:
        names = totals.members(snapshot, question.territory).select("insee_code", commune="name")
        frame = frame.join(names, on="insee_code", how="left")
        columns.append("commune")
    return frame.select(*columns, "value", "high", "status", "withheld_cells").sort(columns)


def _perimeter(snapshot: Snapshot, question: Question, series: Series) -> Perimeter:
    """What the figure covers, among the communes of the territory and their inhabitants of the last year shown."""
    communes = totals.members(snapshot, question.territory)
    covered = communes.filter(pl.col("insee_code").is_in(series.chosen.communes))
    dropped = {commune for commune, _ in series.chosen.left_out}
    left = communes.filter(pl.col("insee_code").is_in(dropped))
    share = None
    if question.territory.is_area and series.years:
        people, _ = territories.inhabitants(snapshot, question.territory, [series.years[-1]])
        inside = float(people.filter(pl.col("insee_code").is_in(covered["insee_code"].implode()))["inhabitants"].sum())
        whole = float(people["inhabitants"].sum())
        share = inside / whole if whole else 0.0
    published = set(totals.published_years(snapshot, "energy")["carrier"]) if "energy" in question.indicator else set()
    here = set(series.chosen.carriers) | set(series.chosen.partly)
    wanted = published & set(question.carriers or published)
    return Perimeter(
        carriers=series.chosen.carriers,
        carriers_left_out=series.chosen.partly,
        never_published=tuple(sorted(wanted - here)),
        communes_covered=covered.height,
        communes_total=communes.height,
        communes_left_out=tuple(Place(*row) for row in left.select("insee_code", "name").rows()),
        inhabitants_share=share,
    )


def _population(snapshot: Snapshot, question: Question, asked: Indicator, name: str) -> Answer:
    """Inhabitants: of the censuses, or of every year asked for."""
    known = totals.inhabitants(snapshot, question.territory)
    censuses = known["year"].unique().sort().to_list()
    years = list(range(question.years[0], question.years[1] + 1)) if question.years else censuses
    people, census_notes = territories.inhabitants(snapshot, question.territory, years)
    by = [DIMENSIONS[dimension] for dimension in question.by]
    frame = people.group_by("year", *by).agg(value=pl.col("inhabitants").sum())
    between = ~pl.col("year").is_in(censuses)
    frame = frame.with_columns(
        high="value",
        status=pl.when(between).then(pl.lit("estimated")).otherwise(pl.lit("measured")),
        withheld_cells=pl.lit(0, dtype=pl.UInt32),
    )
    communes = totals.members(snapshot, question.territory)
    covered = people["insee_code"].n_unique()
    return Answer(
        question=question,
        indicator=asked,
        name=name,
        unit=asked.unit,
        frame=_named(snapshot, question, frame),
        perimeter=Perimeter((), {}, (), covered, communes.height, (), 1.0 if question.territory.is_area else None),
        breaks=(),
        sources=source_lines(snapshot, "population", question.territory, (("insee_population", ""),), tuple(years)),
        notes=tuple(census_notes),
        gas=None,
        snapshot=snapshot.number,
        published_at=snapshot.published_at,
    )
