"""A territory against its target: what was used, the path, the point to reach, and the fan of the pace going on."""

import math
from functools import lru_cache

from observatory.answers.contract import Answer
from observatory.answers.progress import Progress
from observatory.figures import series
from observatory.figures.chart import REFERENCE, Chart, Kind, Mark, MarkKind, Series, State, Texts, chart
from observatory.figures.theme import ACCENT, DASH, DOT
from observatory.wording import labels, readings
from observatory.wording.language import translate
from observatory.wording.notes import note
from observatory.wording.numbers import Scale, scale_for
from observatory.wording.progress import facts, headline
from observatory.wording.targets import about, adopted, voted

CRISIS = (2020, 2021)
STAR = "star"


@lru_cache(maxsize=256)
def progress_chart(one: Progress, found: Answer, *, language: str) -> Chart:
    """The figure of one target; `found` is the answer that its series comes from (sources, perimeter, version)."""
    scale = _scale(one)
    drawn = (*_observed(one, scale, language), *_path(one, scale, language), *_fan(one, scale, language))
    unit = labels.unit(scale.unit, language)
    texts = Texts(
        title=headline(one, language),
        subtitle=" · ".join((about(one.target, language), voted(one.target, language), adopted(one.target, language))),
        source_line=readings.source_line(found, language),
        perimeter_line=readings.perimeter_line(found, language),
        notes=_notes(one, language),
        alt=_alt(one, language),
    )
    told = tuple(facts(one, language)) if one.judged is not None and one.refused is None else ()
    return chart(Kind.LINES, drawn, texts, unit=unit, language=language, marks=_marks(one, language), facts=told)


def _scale(one: Progress) -> Scale:
    levels = [level for _, level in one.trajectory.points] if one.trajectory else []
    return scale_for([*one.observed.values, *levels], one.indicator.unit)


def _observed(one: Progress, scale: Scale, language: str) -> tuple[Series, ...]:
    """Every year that is known, before the baseline too."""
    seen = one.observed
    if not seen.years:
        return ()
    years = tuple(range(seen.years[0], seen.years[-1] + 1))
    place = {year: at for at, year in enumerate(seen.years)}
    return (
        Series(
            key="observed",
            label=translate("observé", language),
            x=years,
            y=tuple(seen.values[place[year]] * scale.factor if year in place else None for year in years),
            high=tuple(seen.high[place[year]] * scale.factor if year in place else None for year in years),
            status=tuple(State(seen.statuses[place[year]]) if year in place else State.ABSENT for year in years),
            colour=ACCENT,
            emphasis=True,
        ),
    )


def _path(one: Progress, scale: Scale, language: str) -> tuple[Series, ...]:
    """The path, year by year, and the points to reach."""
    path = one.trajectory
    if path is None:
        return ()
    years = range(math.ceil(path.points[0][0]), int(path.points[-1][0]) + 1)
    levels = [path.at(year) for year in years]
    label = translate("chemin prévu", language)
    goals = {int(year): level for year, level in path.points if year >= one.target.milestones[0].year}
    return (
        _reference("path", label, years, levels, scale, dash=DASH),
        _reference(
            "goal",
            translate("objectif", language),
            years,
            [goals.get(year) for year in years],
            scale,
            symbol=STAR,
            emphasis=True,
        ),
    )


def _reference(
    key: str,
    label: str,
    years: range,
    levels: list[float | None],
    scale: Scale,
    *,
    dash: str = "solid",
    symbol: str = "",
    emphasis: bool = False,
) -> Series:
    y = tuple(None if level is None else level * scale.factor for level in levels)
    return Series(
        key=key,
        label=label,
        x=tuple(years),
        y=y,
        high=y,
        status=(State.PATH,) * len(y),
        colour="grey.1",
        dash=dash,
        symbol=symbol,
        emphasis=emphasis,
        group=REFERENCE,
    )


def _fan(one: Progress, scale: Scale, language: str) -> tuple[Series, ...]:
    """The pace going on: its centre and its 80 % interval."""
    fan = one.judged.fan if one.judged else None
    if fan is None or one.refused is not None:
        return ()
    columns = [tuple(level * scale.factor for level in column) for column in (fan.central, fan.low, fan.high)]
    return (
        Series(
            key="fan",
            label=translate("si le rythme continue (à 80 %)", language),
            x=fan.years,
            y=columns[0],
            low=columns[1],
            high=columns[2],
            status=(State.PROJECTED,) * len(columns[0]),
            colour="grey.2",
            dash=DOT,
            symbol="",
            group=REFERENCE,
        ),
    )


def _marks(one: Progress, language: str) -> tuple[Mark, ...]:
    breaks = series.marks(one.observed.breaks, language=language)
    if not set(CRISIS) & set(one.observed.years):
        return breaks
    return (*breaks, Mark(CRISIS[0] - 0.5, "", MarkKind.BAND, x_end=CRISIS[1] + 0.5))


def _notes(one: Progress, language: str) -> tuple[str, ...]:
    told = tuple(note(beside.code, dict(beside.params), language) for beside in one.notes)
    crisis = translate("En gris, 2020 et 2021 : crise sanitaire.", language)
    return (*told, *((crisis,) if set(CRISIS) & set(one.observed.years) else ()))


def _alt(one: Progress, language: str) -> str:
    told = [f"{label} : {value}" for label, value in facts(one, language)] if one.judged is not None else []
    return ". ".join((f"{one.name}, {voted(one.target, language)}", headline(one, language), *told))
