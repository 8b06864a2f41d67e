"""Communes, or EPCI, side by side: on one line, and on the map."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from observatory.answers.comparison import Comparison
from observatory.figures.chart import Chart, Kind, Mark, MarkKind, Series, State, Texts, chart
from observatory.figures.theme import ACCENT
from observatory.units import PERCENT
from observatory.wording import labels, readings
from observatory.wording.language import P_, Plural, translate, translate_plural
from observatory.wording.notes import note
from observatory.wording.numbers import Scale, number, percent, quantity, scale_for
from observatory.wording.phrases import shown as shown_names
from observatory.wording.positions import compared

REMEMBERED = 256  # charts, by the answer they are made of
QUIET = frozenset({"secrecy_band", "communes_left_out"})  # said by the figure itself
LOUD = frozenset({"year_to_confirm", "cement_neighbours"})  # said by every figure
_WITHOUT = P_("{count} commune sans donnée pour cet indicateur", "{count} communes sans donnée pour cet indicateur")
_WITHOUT_EPCI = P_("{count} EPCI sans donnée pour cet indicateur", "{count} EPCI sans donnée pour cet indicateur")
_PARTLY = P_(
    "{count} EPCI non classé, car toutes ses communes ne sont pas décrites : {names}.",
    "{count} EPCI non classés, car toutes leurs communes ne sont pas décrites : {names}.",
)
_INDUSTRY_EPCI = P_(
    "{count} EPCI non classé, car l'industrie y dépasse la moitié du total : {names}.",
    "{count} EPCI non classés, car l'industrie y dépasse la moitié du total : {names}.",
)
_COVERED = P_("{name} ({described} commune sur {communes})", "{name} ({described} communes sur {communes})")
_FALLS = P_(
    "Baisse dans {count} commune sur {comparable} comparables, de {first} à {last}",
    "Baisse dans {count} communes sur {comparable} comparables, de {first} à {last}",
)
_RISES = P_(
    "Hausse dans {count} commune sur {comparable} comparables, de {first} à {last}",
    "Hausse dans {count} communes sur {comparable} comparables, de {first} à {last}",
)


@lru_cache(maxsize=REMEMBERED)
def distribution_chart(found: Comparison, *, chosen: str | None, language: str, ends: bool = True) -> Chart:
    """Every ranked one as a dot, the middle half shaded, the chosen one named; `ends` False never says it is the last."""
    rows = found.frame.filter("ranked")
    scale = scale_for(rows["value"], found.answer.unit)
    return chart(
        Kind.STRIP,
        _two(rows, chosen, scale, language, value="value"),
        _texts(found, _reading(found, chosen, language, ends=ends), scale, language),
        unit=labels.unit(scale.unit, language),
        language=language,
        marks=quartile_marks(found.quartiles, scale, language),
    )


@lru_cache(maxsize=REMEMBERED)
def map_chart(
    found: Comparison,
    *,
    chosen: str | None,
    language: str,
    geometry: tuple[tuple[str, str], ...],
    title: str = "",
    brief: bool = False,
) -> Chart:
    """The same values as colours, or their change where one was asked for.

    `geometry` pairs each département with the address of its communes' contours; `brief` leaves out what another figure
    of the same comparison says beside it.
    """
    changing = found.year_from is not None
    scale = Scale(1.0, PERCENT) if changing else scale_for(found.frame["value"], found.answer.unit)
    rows = found.frame if changing else found.frame.with_columns(value=pl.when("ranked").then("value"))
    drawn = _two(rows, chosen, scale, language, value="change" if changing else "value")
    reading = (title if drawn else "") or _map_title(found, language, drawn=bool(drawn))
    departements = {code[:3] if code.startswith("97") else code[:2] for code in found.frame["key"]}
    return chart(
        Kind.MAP,
        drawn,
        _texts(found, reading, scale, language, brief=brief),
        unit=labels.unit(scale.unit, language),
        language=language,
        diverging=changing,
        geometry={code: address for code, address in geometry if code in departements},
    )


def _too_few(found: Comparison, language: str) -> str:
    if found.by_epci:
        return translate("Trop peu d'EPCI décrits pour les comparer", language)
    return translate("Trop peu de communes décrites pour les comparer", language)


def _map_title(found: Comparison, language: str, *, drawn: bool) -> str:
    if found.year_from is None:
        return translate("La carte de {year}", language, year=found.year) if drawn else _too_few(found, language)
    changes = found.frame.filter(pl.col("change_state") == "ok")["change"]
    words = {"first": found.year_from, "last": found.year, "comparable": changes.len()}
    if changes.is_empty():
        return translate("Aucune évolution comparable de {first} à {last}", language, **words)
    fewer, more = changes.filter(changes < 0).len(), changes.filter(changes > 0).len()
    said, count = (_FALLS, fewer) if fewer >= more else (_RISES, more)
    return translate_plural(said, count, language, count=number(count, language=language, digits=0), **words)


def _two(rows: pl.DataFrame, chosen: str | None, scale: Scale, language: str, *, value: str) -> tuple[Series, ...]:
    """The others in grey, then the chosen one; nothing to draw where none has a value."""
    if rows[value].null_count() == rows.height:
        return ()
    others = commune_series(
        rows.filter(pl.col("key") != (chosen or "")), scale, value, translate("autres", language), "others"
    )
    here = rows.filter(pl.col("key") == (chosen or ""))
    return (others, commune_series(here, scale, value, here["name"][0], "chosen")) if not here.is_empty() else (others,)


def commune_series(
    rows: pl.DataFrame, scale: Scale, value: str, label: str, key: str, **more: tuple[float, ...] | tuple[str, ...]
) -> Series:
    """Rows of a comparison as a series: grey, or the one chosen; `value` is the column that is shown."""
    values = tuple(None if one is None else one * scale.factor for one in rows[value])
    if value == "change":
        high, status = values, tuple(_change_state(one) for one in rows["change_state"])
    else:
        high = tuple(None if one is None else one * scale.factor for one in rows["high"])
        status = tuple(_state(one, state) for one, state in zip(values, rows["status"], strict=True))
    return Series(
        key=key,
        label=label,
        x=tuple(rows["key"]),
        y=values,
        high=high,
        status=status,
        colour=ACCENT if key == "chosen" else "grey.2",
        emphasis=key == "chosen",
        names=tuple(rows["name"]),
        **more,  # type: ignore[arg-type]
    )


def _state(value: float | None, status: str | None) -> State:
    if status is None:
        return State.ABSENT
    return State.UNRANKED if value is None and status != State.WITHHELD else State(status)


def _change_state(state: str) -> State:
    known = {"ok": State.MEASURED, "break": State.NOT_COMPARABLE, "undecided": State.UNDECIDED}
    return known.get(state, State.ABSENT)


def quartile_marks(quartiles: tuple[float, float, float] | None, scale: Scale, language: str) -> tuple[Mark, ...]:
    """The middle half shaded and the median named; nothing where there are too few values."""
    if quartiles is None:
        return ()
    first, median, third = (one * scale.factor for one in quartiles)
    shown = translate("médiane : {value}", language, value=number(median, language=language))
    return (
        Mark(first, translate("la moitié centrale", language), MarkKind.BAND, x_end=third),
        Mark(median, shown, MarkKind.MEDIAN),
    )


def _reading(found: Comparison, chosen: str | None, language: str, *, ends: bool) -> str:
    """Where the chosen one stands; without one, between what the middle half lies."""
    ranked = found.frame.filter("ranked")
    here = ranked.filter(pl.col("key") == (chosen or ""))
    if not here.is_empty():
        line = here.row(0, named=True)
        return readings.comparison(
            line["name"],
            line["value"],
            unit=found.answer.unit,
            quartiles=found.quartiles,
            communes=ranked.height,
            language=language,
            high=line["high"],
            epci=found.by_epci,
            extreme=_extreme(ranked, line) if ends else "",
        )
    if found.quartiles is None:
        return _too_few(found, language)
    scale = scale_for(found.quartiles, found.answer.unit)
    low, high = (quantity(one, found.answer.unit, language=language, scale=scale) for one in found.quartiles[::2])
    others = compared(ranked.height, language, epci=found.by_epci)
    return translate("La moitié des {others} est entre {low} et {high}", language, others=others, low=low, high=high)


def _extreme(ranked: pl.DataFrame, line: dict[str, Any]) -> str:
    """Whether a value is surely the lowest or the highest of all, whatever each of them may hide."""
    others = ranked.filter(pl.col("key") != line["key"])
    least, most = others["value"].min(), others["high"].max()
    if least is None or most is None:
        return ""
    return "lowest" if line["high"] < least else "highest" if line["value"] > most else ""


def _texts(found: Comparison, title: str, scale: Scale, language: str, *, brief: bool = False) -> Texts:
    of_values = scale if scale.unit != PERCENT else None
    told = readings.subtitle(found.answer, language, scale=of_values)
    return Texts(
        title=title,
        subtitle=f"{told} · {_when(found, scale, language)}",
        source_line=readings.source_line(found.answer, language),
        perimeter_line=readings.perimeter_line(found.answer, language),
        notes=(*_not_ranked(found, language), *told_notes(found, language, brief=brief)),
        alt=title,
    )


def _not_ranked(found: Comparison, language: str) -> Sequence[str]:
    """Which are shown and not ranked, and why; how many have no value."""
    industry, partial = (found.frame.filter(pl.col("unranked") == why).sort("name") for why in ("industry", "partial"))
    beside = []
    if found.by_epci:
        beside += _counted(_INDUSTRY_EPCI, industry["name"].to_list(), language)
        beside += _counted(_PARTLY, [covered_name(line, language) for line in partial.to_dicts()], language)
    elif not industry.is_empty():
        names = industry["name"].to_list()
        beside.append(note("industry_dominates", {"names": names, "count": len(names)}, language))
    missing = found.frame["value"].null_count()
    if missing:
        shown = number(missing, language=language, digits=0)
        said = _WITHOUT_EPCI if found.by_epci else _WITHOUT
        beside.append(translate_plural(said, missing, language, count=shown))
    return beside


def _counted(said: Plural, names: Sequence[str], language: str) -> list[str]:
    words = {"count": number(len(names), language=language), "names": shown_names(names, language)}
    return [translate_plural(said, len(names), language, **words)] if names else []


def covered_name(line: dict[str, Any], language: str) -> str:
    """A name, with how many of its communes are described where that is not nearly all."""
    if line["whole"] or line["value"] is None:
        return str(line["name"])
    words = {name: number(line[name], language=language) for name in ("described", "communes")}
    return translate_plural(_COVERED, line["described"], language, name=line["name"], **words)


def _when(found: Comparison, scale: Scale, language: str) -> str:
    """The year that is shown, or the two whose change is."""
    if scale.unit != PERCENT or found.year_from is None:
        return str(found.year)
    return translate("évolution de {first} à {last}, en %", language, first=found.year_from, last=found.year)


def told_notes(found: Comparison, language: str, *, brief: bool = False) -> Sequence[str]:
    """What a reader must know of the figures compared; `brief`: of these very values, the rest being said beside."""
    told = [one for one in found.answer.notes if one.code not in QUIET and (one.code in LOUD or not brief)]
    return [note(one.code, dict(one.params), language) for one in told]


def change_text(change: float | None, state: str, language: str) -> str:
    """A change in a table: its percents, or why there is none."""
    words = {
        "break": translate("non comparable", language),
        "undecided": translate("indécis (secret)", language),
        "partial": translate("périmètre incomplet", language),
        "missing": "–",
    }
    return percent(change, language=language, digits=None) if state == "ok" else words.get(state, "")
