"""The question that every page and command asks: one indicator, one territory, some years, split or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from observatory.answers import breaks, climate, covered, heat, notes, perimeter, territories, values
from observatory.answers.columns import DIMENSIONS, named, split_by
from observatory.answers.contract import Answer, Break, Correction, GasBasis, Note, PerimeterRule, Question, SourceLine
from observatory.answers.facts import PRODUCTION, added, fact_of, summed_fact
from observatory.answers.mapped import mapped
from observatory.answers.people import population
from observatory.answers.sources import source_lines
from observatory.errors import QuestionRefused
from observatory.indicators import Indicator, Measure, indicator
from observatory.sources import registry
from observatory.store import totals
from observatory.store.snapshots import Snapshot
from observatory.territory import Kind
from observatory.vocabulary import ADDITIVE_SECTORS, CARRIER_CODES, SECTOR_CODES, Status


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
    `parameter_unknown`, `sectors_not_additive`, and those of `climate.corrected`.
    """
    asked = indicator(question.indicator)
    name = territories.name(snapshot, question.territory)
    _check(snapshot, question, asked)
    if asked.numerator is Measure.POPULATION:
        return population(snapshot, question, asked, name)
    series = series_of(snapshot, question, asked)
    frame, census_notes = _frame(snapshot, question, asked, series)
    young = notes.years_to_confirm(snapshot, question, series.chosen, series.years)
    return Answer(
        question=question,
        indicator=asked,
        name=name,
        unit=asked.unit,
        frame=named(snapshot, question, frame),
        perimeter=covered.perimeter(snapshot, question, series.chosen, series.years),
        breaks=_breaks(snapshot, question, series),
        sources=_sources(snapshot, question, asked, series),
        notes=(*_notes(snapshot, question, asked, series, young), *census_notes),
        gas=series.gas,
        snapshot=snapshot.number,
        published_at=snapshot.published_at,
        unsure=_unsure(question, frame, young),
        published=_published(snapshot, summed_fact(asked), series.chosen),
    )


def _unsure(question: Question, frame: pl.DataFrame, young: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    """The years that bear no change: too young, or of production a lower bound that nothing bounds from above."""
    found = set(young.select("carrier", "year").rows())
    if fact_of(question.indicator) == PRODUCTION:
        found |= {("", year) for year in frame.filter(pl.col("status") == Status.PARTIAL)["year"]}
    return tuple(sorted(found))


def _sources(snapshot: Snapshot, question: Question, asked: Indicator, series: Series) -> tuple[SourceLine, ...]:
    lines = source_lines(snapshot, summed_fact(asked), question.territory, series.chosen.sources, series.years)
    return (*lines, *(series.corrected.sources if series.corrected else ()))


def _published(snapshot: Snapshot, fact: str, found: perimeter.Chosen) -> tuple[int, ...]:
    """The years that the sources of a figure have anywhere."""
    known = _years_of_sources(snapshot, fact)
    return tuple(sorted({year for pair in found.sources for year in known[pair]}))


@lru_cache(maxsize=16)
def _years_of_sources(snapshot: Snapshot, fact: str) -> dict[tuple[str, str], list[int]]:
    published = totals.published_years(snapshot, fact).group_by("source", "carrier").agg("year")
    return {(source, carrier): years for source, carrier, years in published.rows()}


def _notes(snapshot: Snapshot, question: Question, asked: Indicator, series: Series, young: pl.DataFrame) -> list[Note]:
    found = list(series.corrected.notes) if series.corrected else []
    found += notes.of_series(snapshot, question, series.chosen, series.sums, series.years, series.gas, young=young)
    if asked.numerator is Measure.HEAT_NETWORK:
        found += heat.incomplete_terms(snapshot, question, series.years)
    return found


def _check(snapshot: Snapshot, question: Question, asked: Indicator) -> None:
    """Refuse what has no honest answer."""
    _check_source(snapshot, question, asked)
    for dimension in question.by:
        if dimension not in asked.dimensions:
            raise QuestionRefused("dimension_unknown", dimension=dimension, known=sorted(asked.dimensions))
    for value, known in ((question.carriers, CARRIER_CODES), (question.sectors, SECTOR_CODES)):
        for code in value:
            if code not in known:
                raise QuestionRefused("parameter_unknown", value=code, known=sorted(known))
    apart = sorted(set(question.sectors) - set(ADDITIVE_SECTORS))
    if apart and len(set(question.sectors)) > 1 and "sector" not in question.by:
        raise QuestionRefused("sectors_not_additive", sectors=apart)
    if asked.finest == "epci" and question.territory.kind is Kind.COMMUNE:
        raise QuestionRefused("indicator_below_grain", indicator=asked.key, territory=str(question.territory))
    climate.check(question, asked)


def _check_source(snapshot: Snapshot, question: Question, asked: Indicator) -> None:
    """Refuse a source that nothing published and no table ever taken has: a slip of the keys, not a gap."""
    if question.source is None or asked.numerator is Measure.POPULATION:
        return
    here = totals.published_years(snapshot, summed_fact(asked))["source"].unique().sort().to_list()
    if question.source not in {*registry(), *mapped(snapshot), *here}:
        raise QuestionRefused("parameter_unknown", value=question.source, known=here)


def chosen(snapshot: Snapshot, question: Question) -> tuple[perimeter.Chosen, tuple[int, ...]]:
    """What a question adds, and the years it shows: sources, communes and carriers, before any sum.

    Raises QuestionRefused `network_commune_left_out`.
    """
    asked = indicator(question.indicator)
    fact = summed_fact(asked)
    there = totals.patterns_of(snapshot, fact, question.territory)
    if question.carriers and fact == "energy":
        there = there.filter(pl.col("carrier").is_in(question.carriers))
    if question.territory.kind is Kind.COMMUNE or "commune" in question.by:
        there = there.filter(~pl.col("source").is_in(perimeter.AREAL))
    if asked.numerator is Measure.HEAT_NETWORK:
        there = heat.terms(there)
    there, aside = perimeter.one_source_per_carrier(there, only=question.source)
    return _within_years(snapshot, question, asked, there, aside)


def _within_years(
    snapshot: Snapshot, question: Question, asked: Indicator, there: pl.DataFrame, aside: tuple[str, ...]
) -> tuple[perimeter.Chosen, tuple[int, ...]]:
    """Choose the years, then apply the rule of the perimeter; networks by themselves unless they are asked for."""
    split = "carrier" in question.by
    networks: dict[str, tuple[int, ...]] = {}
    if asked.numerator is Measure.ENERGY and not split and not question.carriers:
        there, networks = perimeter.networks_apart(there)
    years = _years(there, question.years)
    # A commune without a row has no installation yet: one that opens is news, not a hole in the publication.
    rule = PerimeterRule.ALL if summed_fact(asked) == PRODUCTION else question.perimeter
    alike = totals.alike(snapshot, summed_fact(asked), question.territory)
    found = perimeter.choose(there, alike, years, rule=rule, apart=split)
    if asked.numerator is Measure.HEAT_NETWORK:
        heat.refuse_dropped_networks(snapshot, question, there, found)
    elif not split:
        found = perimeter.networks_of_kept(found)
    return replace(found, apart=networks, set_aside=aside), years


def series_of(snapshot: Snapshot, question: Question, asked: Indicator) -> Series:
    """Sum what an answer adds; of a question that `answer` does not refuse."""
    found, years = chosen(snapshot, question)
    selection = totals.Selection(
        fact=summed_fact(asked),
        territory=question.territory,
        years=(years[0], years[-1]) if years else (0, 0),
        sources=found.sources,
        sectors=added(summed_fact(asked), question.sectors),
        left_out=found.left_out,
    )
    corrected = None
    if question.correction is not Correction.NONE:
        corrected = climate.corrected(snapshot, question, selection, years)
    sums = corrected.sums if corrected else _sums(snapshot, question, selection)
    gas = _gas_basis(question, found.carriers, apart="carrier" in question.by)
    return Series(values.on_gas_basis(sums, gas) if gas else sums, found, years, gas, corrected)


def _sums(snapshot: Snapshot, question: Question, selection: totals.Selection) -> pl.DataFrame:
    """Sums of what is published, as fine as the question is split."""
    by = [DIMENSIONS[dimension] for dimension in question.by if dimension != "carrier"]
    return totals.totals(snapshot, selection, by=by)


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
    by = split_by(question)
    if asked.denominator is Measure.ENERGY:
        return heat.share(series.sums, factor=asked.factor), []
    sums = values.with_status(values.summed(series.sums, by))
    if "technology" in by:
        sums = sums.filter((pl.col("value").fill_null(1.0) != 0).any().over("technology"))  # what is there some year
    if asked.denominator is Measure.POPULATION:
        per = [column for column in by if column != "sector"]
        people, census_notes = covered.inhabitants(snapshot, question, series.chosen, series.years, per=per)
        on = ["year", *per]
        return values.divided(sums, people, on=on, column="inhabitants", factor=asked.factor), census_notes
    return sums, []


def _breaks(snapshot: Snapshot, question: Question, series: Series) -> tuple[Break, ...]:
    """Breaks of the totals, and of the split where there is one."""
    if "commune" in question.by or fact_of(question.indicator) != "energy":
        return ()
    apart = "carrier" in question.by
    parts = values.summed(series.sums, ["carrier", *(["sector"] if "sector" in question.by else [])])
    found = breaks.of_series(snapshot, question, series.chosen, parts, years=series.years, gas=series.gas)
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
