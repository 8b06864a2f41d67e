"""A commune beside those that are comparable, and all of them beside what their size leads to expect."""

from functools import lru_cache

import numpy as np
import polars as pl

from observatory.answers.comparison import Comparison
from observatory.answers.funnel import Spread
from observatory.answers.peers import Comparable
from observatory.figures.chart import Chart, Curve, Kind, Series, Texts, chart
from observatory.figures.comparison import commune_series, quartile_marks, told_notes
from observatory.territory import Kind as TerritoryKind
from observatory.wording import labels, peers, places, readings
from observatory.wording.language import translate
from observatory.wording.numbers import Scale, quantity, scale_for
from observatory.wording.verbs import matter

REMEMBERED = 256
DRAWN = (0.95, 0.998)


@lru_cache(maxsize=REMEMBERED)
def comparable_chart(found: Comparable, *, language: str) -> Chart:
    """The comparable communes as dots, their middle half shaded, the one they are compared with named."""
    answer = found.pool.answer
    rows = pl.concat([found.frame.select(found.own.columns), found.own])
    scale = scale_for(rows["value"], answer.unit)
    first, median, third = found.quartiles.first, found.quartiles.median, found.quartiles.third
    how = peers.chosen_by(
        found.features,
        pool=found.pool_size,
        of_area=places.of(answer.name, language, kind=TerritoryKind.DEPARTEMENT),
        language=language,
    )
    series = (
        commune_series(found.frame, scale, "value", translate("comparables", language), "others"),
        commune_series(found.own, scale, "value", found.own["name"][0], "chosen"),
    )
    return chart(
        Kind.STRIP,
        series,
        _texts(found.pool, _beside(found, language), scale, language, first_notes=(how,)),
        unit=labels.unit(scale.unit, language),
        language=language,
        marks=quartile_marks((first, median, third), scale, language),
    )


def _beside(found: Comparable, language: str) -> str:
    own, asked = found.own.row(0, named=True), found.pool.answer.question
    carrier = asked.carriers[0] if len(asked.carriers) == 1 else ""
    of = peers.Compared(
        matter=matter(found.pool.answer.indicator),
        of_what=labels.carrier_of(carrier, language),
        where=labels.sector_in(asked.sectors[0], language) if len(asked.sectors) == 1 else "",
        unit=found.pool.answer.unit,
    )
    values, medians = (own["value"], own["high"]), (found.quartiles.median, found.median_high)
    return peers.beside_median(own["name"], values, medians, count=found.frame.height, of=of, language=language)


@lru_cache(maxsize=REMEMBERED)
def funnel_chart(found: Spread, *, chosen: str | None, language: str) -> Chart:
    """Every commune by its inhabitants, between the limits of its size; the chosen one named."""
    scale = scale_for(found.frame["value"], found.comparison.answer.unit)
    here = found.frame.filter(pl.col("key") == (chosen or ""))
    others = found.frame.filter(pl.col("key") != (chosen or ""))
    series = [_series(others, scale, translate("autres", language), "others", language)]
    series += [] if here.is_empty() else [_series(here, scale, here["name"][0], "chosen", language)]
    return chart(
        Kind.FUNNEL,
        series,
        _texts(found.comparison, _title(found, here, language), scale, language, first_notes=_told(found, language)),
        unit=labels.unit(scale.unit, language),
        language=language,
        curves=_curves(found, scale),
        x_title=translate("habitants (échelle logarithmique)", language),
    )


def _series(rows: pl.DataFrame, scale: Scale, label: str, key: str, language: str) -> Series:
    remarks = (
        peers.remark(outside=line["outside"], outlier=line["outlier"], language=language) for line in rows.to_dicts()
    )
    return commune_series(
        rows,
        scale,
        "value",
        label,
        key,
        inhabitants=tuple(rows["inhabitants"]),
        shrunk=tuple(one * scale.factor for one in rows["shrunk"]),
        texts=tuple(remarks),
    )


def _curves(found: Spread, scale: Scale) -> tuple[Curve, ...]:
    """What is expected, then the limits on both sides; `found.funnel` is about the group's ratio."""
    grid = found.funnel.grid
    expected = found.expected.at(grid)
    heights = [(0.0, expected)]
    for limits in found.funnel.curves:
        heights += [(limits.coverage, one - found.funnel.centre + expected) for one in (limits.low, limits.high)]
    return tuple(Curve(share, tuple(grid), tuple(np.asarray(y) * scale.factor)) for share, y in heights)


def _title(found: Spread, here: pl.DataFrame, language: str) -> str:
    if here.is_empty():
        outside = found.frame["outside"].drop_nulls().len()
        return peers.how_many_outside(outside, found.frame.height, language)
    line = here.row(0, named=True)
    value = quantity(line["value"], found.comparison.answer.unit, language=language)
    return peers.of_size(line["name"], value, outside=line["outside"], above=line["above"], language=language)


def _told(found: Spread, language: str) -> tuple[str, ...]:
    """Who is to look at, on which side of which limits; who is atypical; how to read it."""
    lists = [
        peers.to_look_at(
            _names(found, outside=coverage, above=above), coverage=coverage, above=above, language=language
        )
        for coverage in reversed(DRAWN)
        for above in (True, False)
    ]
    outliers = peers.atypical(found.frame.filter("outlier")["name"].to_list(), language)
    read = peers.how_to_read(language, follows_size=found.expected.slope != 0)
    return tuple(line for line in (*lists, outliers, *read) if line)


def _names(found: Spread, *, outside: float, above: bool) -> list[str]:
    beyond = (pl.col("outside") == outside) & (pl.col("above") == above)
    return found.frame.filter(beyond).sort("value", descending=above)["name"].to_list()


def _texts(found: Comparison, title: str, scale: Scale, language: str, *, first_notes: tuple[str, ...]) -> Texts:
    return Texts(
        title=title,
        subtitle=f"{readings.subtitle(found.answer, language, scale=scale)} · {found.year}",
        source_line=readings.source_line(found.answer, language),
        perimeter_line=readings.perimeter_line(found.answer, language),
        notes=(*first_notes, *told_notes(found, language, brief=True)),
    )
