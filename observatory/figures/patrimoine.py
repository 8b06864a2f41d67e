"""The figures of Patrimoine: years on a constant perimeter with the total beside, the sites that weigh most, the cost."""

from dataclasses import replace
from functools import lru_cache

import polars as pl

from observatory.answers.contract import Answer
from observatory.answers.patrimoine.price import PriceSplit
from observatory.answers.patrimoine.series import SiteSeries
from observatory.answers.patrimoine.sites import Weights
from observatory.answers.patrimoine.steady import Steady
from observatory.answers.patrimoine.years import PAIR, years
from observatory.figures.chart import REFERENCE, TOTAL, Chart, Kind, Series, State, Texts, chart
from observatory.figures.explanation import ARROWS, FALL, LEVEL, RISE
from observatory.figures.theme import ACCENT, DASH
from observatory.wording import labels, readings
from observatory.wording import patrimoine as words
from observatory.wording.language import translate
from observatory.wording.notes import note
from observatory.wording.numbers import Scale, number, percent, quantity, scale_for, year_span
from observatory.wording.typography import NBSP, capital

COLOURS = {
    "electricity": "carrier.electricity",
    "gas": "carrier.gas",
    "fuel_oil": "carrier.oil_products",
    "propane": "carrier.coal",
    "wood": "carrier.wood",
    "heat_network": "carrier.heat_network",
    "cold_network": "carrier.cold_network",
    "water": "sector.tertiary",
    "motor_fuel": "carrier.biofuels",
}
MOST_TIMES = 10
HALF_EURO = 0.5  # what is written 0 € neither rises nor falls


@lru_cache(maxsize=64)
def years_chart(series: SiteSeries, lately: Steady, found: Answer, *, language: str) -> Chart:
    """Each fluid on the constant perimeter, year by year, and all that was billed as a line beside."""
    of = series.steady
    shown = of if of.years else lately
    scale = scale_for([*shown.total["value"], *shown.frame["value"]], series.indicator.unit)
    drawn = (*_fluids(series, scale, language), *_billed(shown, scale, language)) if of.years else ()
    unit = labels.unit(scale.unit, language)
    texts = _texts(found, words.headline(found.name, series, lately, language), unit, language)
    if len(of.years) > 1:
        read = translate(
            "{subtitle} · colonnes : périmètre constant {span} ; trait : total facturé",
            language,
            subtitle=texts.subtitle,
            span=year_span(of.years[0], of.years[-1]),
        )
        texts = replace(texts, subtitle=read)
    told = words.facts(series, lately, language)
    return chart(Kind.STACK, drawn, texts, unit=unit, language=language, facts=told)


def _fluids(series: SiteSeries, scale: Scale, language: str) -> list[Series]:
    """One column a year and fluid, the largest first."""
    of = series.steady
    kept = years(series.seen, series.amount).join(of.kept, on=PAIR, how="semi")
    sums = kept.group_by("fluid", "year").agg(pl.col("value").sum(), pl.col("estimated").any())
    order = sums.group_by("fluid").agg(pl.col("value").max()).sort("value", "fluid", descending=[True, False])["fluid"]
    return [_fluid(code, sums.filter(pl.col("fluid") == code), of.years, scale, language) for code in order]


def _fluid(code: str, sums: pl.DataFrame, shown: tuple[int, ...], scale: Scale, language: str) -> Series:
    known = {
        year: (value * scale.factor, estimated)
        for year, value, estimated in sums.select("year", "value", "estimated").rows()
    }
    values = tuple(known[year][0] if year in known else None for year in shown)
    return Series(
        key=code,
        label=labels.fluid(code, language),
        x=shown,
        y=values,
        high=values,
        status=tuple(_state(known.get(year)) for year in shown),
        colour=COLOURS[code],
    )


def _state(known: tuple[float, bool] | None) -> State:
    return State.ABSENT if known is None else State.ESTIMATED if known[1] else State.MEASURED


def _billed(of: Steady, scale: Scale, language: str) -> tuple[Series, ...]:
    """All that was billed, whatever opened, closed or was transferred."""
    values = tuple(value * scale.factor for value in of.total["value"])
    line = Series(
        key="billed",
        label=translate("total facturé", language),
        x=of.years,
        y=values,
        high=values,
        status=(State.PATH,) * len(values),
        colour="grey.1",
        dash=DASH,
        group=REFERENCE,
    )
    return (line,) if values else ()


def _texts(found: Answer, title: str, unit: str, language: str) -> Texts:
    return Texts(
        title=title,
        subtitle=" · ".join(
            (labels.scope(found.indicator.scope, language), translate(found.indicator.label, language), unit)
        ),
        source_line=readings.source_line(found, language),
        notes=tuple(note(one.code, dict(one.params), language) for one in found.notes),
    )


@lru_cache(maxsize=64)
def heaviest_chart(weights: Weights, found: Answer, *, language: str) -> Chart:
    """One bar for each of the sites that weigh most."""
    scale = _scale(weights, found.unit)
    unit = labels.unit(scale.unit, language)
    drawn = tuple(
        Series(
            key=line["site"],
            label=line["site"],
            x=(weights.year,),
            y=(line["value"] * scale.factor,),
            high=(line["value"] * scale.factor,),
            status=(State.ESTIMATED if line["estimated"] else State.MEASURED,),
            colour=ACCENT,
            texts=(_weight(line["value"], line["share"], found.unit, scale, language),),
        )
        for line in weights.frame.to_dicts()
    )
    texts = _texts(found, words.heaviest(weights, found.indicator, language), unit, language)
    return chart(Kind.BARS, drawn, Texts(texts.title, texts.subtitle, texts.source_line), unit=unit, language=language)


def _scale(weights: Weights, unit: str) -> Scale:
    """One step below the unit of the largest, so that the smallest stay numbers; of energy, never under the MWh."""
    largest = max(weights.frame["value"], default=0.0)
    return scale_for([largest / MOST_TIMES if largest >= MOST_TIMES**2 else largest], unit)


def _weight(value: float, share: float | None, unit: str, scale: Scale, language: str) -> str:
    shown = quantity(value, unit, language=language, scale=scale)
    part = percent(None if share is None else share * 100, language=language, signed=False, digits=None)
    return shown if share is None else f"{shown} · {part}"


@lru_cache(maxsize=64)
def cost_chart(splits: tuple[PriceSplit, ...], found: Answer, *, language: str) -> Chart:
    """From the cost of one year to that of the next: for each fluid what was used, then its price."""
    ends = [
        (splits[0].year_from, sum(one.before for one in splits)),
        (splits[0].year_to, sum(one.after for one in splits)),
    ]
    effects = [
        (one.fluid, name, value)
        for one in splits
        for name, value in (("quantity", one.by_quantity), ("price", one.by_price))
    ]
    span = f"{ends[0][0]}–{ends[1][0]}"
    first, last = (_end(year, value, language) for year, value in ends)
    drawn = (first, *(_effect(fluid, name, value, span, language) for fluid, name, value in effects), last)
    texts = _texts(found, words.split_headline(splits, language), found.unit, language)
    more = translate(
        "Partage exact, sans reste (LMDI additif, Ang 2005) : prix moyen de chaque énergie, abonnement compris.",
        language,
    )
    return chart(
        Kind.WATERFALL,
        drawn,
        Texts(texts.title, texts.subtitle, texts.source_line, notes=(more, *texts.notes)),
        unit=found.unit,
        language=language,
    )


def _end(year: int, value: float, language: str) -> Series:
    shown = f"{number(value, language=language, digits=0)}{NBSP}€"
    return Series(
        key=f"total {year}",
        label=translate("Total de {year}", language, year=year),
        x=(year,),
        y=(value,),
        high=(value,),
        status=(State.MEASURED,),
        colour=ACCENT,
        group=TOTAL,
        names=(str(year),),
        texts=(shown,),
    )


def _effect(fluid: str, name: str, value: float, span: str, language: str) -> Series:
    colour = LEVEL if abs(value) < HALF_EURO else RISE if value > 0 else FALL
    of = labels.fluid(fluid, language)
    label = (
        translate("{fluid} : quantité", language, fluid=of)
        if name == "quantity"
        else translate("{fluid} : prix", language, fluid=of)
    )
    return Series(
        key=f"{fluid} {name}",
        label=capital(label),
        x=(int(span[-4:]),),
        y=(value,),
        high=(value,),
        status=(State.ESTIMATED,),
        colour=colour,
        names=(span,),
        texts=(f"{ARROWS[colour]} {words.euros(value, language)}",),
    )
