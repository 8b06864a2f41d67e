"""Communes, or EPCI, side by side: on one line, and on the map."""

from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from observatory.answers.comparison import Comparison
from observatory.figures.chart import Chart, Kind, Mark, MarkKind, Series, State, Texts, chart
from observatory.figures.theme import ACCENT
from observatory.units import PERCENT
from observatory.wording import labels, readings
from observatory.wording.language import P_, translate, translate_plural
from observatory.wording.notes import note
from observatory.wording.numbers import Scale, number, percent, quantity, scale_for

REMEMBERED = 256  # charts, by the answer they are made of
_WITHOUT = P_(
    "{count} territoire sans donnée pour cet indicateur", "{count} territoires sans donnée pour cet indicateur"
)
_FALLS = P_(
    "Baisse dans {count} commune sur {comparable} comparables, de {first} à {last}",
    "Baisse dans {count} communes sur {comparable} comparables, de {first} à {last}",
)
_RISES = P_(
    "Hausse dans {count} commune sur {comparable} comparables, de {first} à {last}",
    "Hausse dans {count} communes sur {comparable} comparables, de {first} à {last}",
)


@lru_cache(maxsize=REMEMBERED)
def distribution_chart(found: Comparison, *, chosen: str | None, language: str) -> Chart:
    """Every ranked one as a dot, the middle half shaded, the chosen one named."""
    rows = found.frame.filter("ranked")
    scale = scale_for(rows["value"], found.answer.unit)
    return chart(
        Kind.STRIP,
        _two(rows, chosen, scale, language, value="value"),
        _texts(found, _reading(found, chosen, language), scale, language),
        unit=labels.unit(scale.unit, language),
        language=language,
        marks=_quartiles(found, scale, language),
    )


@lru_cache(maxsize=REMEMBERED)
def map_chart(
    found: Comparison,
    *,
    chosen: str | None,
    language: str,
    geometry: tuple[tuple[str, str], ...],
    title: str = "",
) -> Chart:
    """The same values as colours, or their change where one was asked for.

    `geometry` pairs each département with the address of its communes' contours.
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
        _texts(found, reading, scale, language),
        unit=labels.unit(scale.unit, language),
        language=language,
        diverging=changing,
        geometry={code: address for code, address in geometry if code in departements},
    )


def _too_few(language: str) -> str:
    return translate("Trop peu de territoires décrits pour les comparer", language)


def _map_title(found: Comparison, language: str, *, drawn: bool) -> str:
    if found.year_from is None:
        return translate("La carte de {year}", language, year=found.year) if drawn else _too_few(language)
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
    others = _communes(
        rows.filter(pl.col("key") != (chosen or "")), scale, value, translate("autres", language), "others"
    )
    here = rows.filter(pl.col("key") == (chosen or ""))
    return (others, _communes(here, scale, value, here["name"][0], "chosen")) if not here.is_empty() else (others,)


def _communes(rows: pl.DataFrame, scale: Scale, value: str, label: str, key: str) -> Series:
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
    )


def _state(value: float | None, status: str | None) -> State:
    if status is None:
        return State.ABSENT
    return State.UNRANKED if value is None and status != State.WITHHELD else State(status)


def _change_state(state: str) -> State:
    known = {"ok": State.MEASURED, "break": State.NOT_COMPARABLE, "undecided": State.UNDECIDED}
    return known.get(state, State.ABSENT)


def _quartiles(found: Comparison, scale: Scale, language: str) -> tuple[Mark, ...]:
    if found.quartiles is None:
        return ()
    first, median, third = (one * scale.factor for one in found.quartiles)
    shown = translate("médiane : {value}", language, value=number(median, language=language))
    return (
        Mark(first, translate("la moitié centrale", language), MarkKind.BAND, x_end=third),
        Mark(median, shown, MarkKind.MEDIAN),
    )


def _reading(found: Comparison, chosen: str | None, language: str) -> str:
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
            epci=line["key"].startswith("epci:"),
        )
    if found.quartiles is None:
        return _too_few(language)
    scale = scale_for(found.quartiles, found.answer.unit)
    low, high = (quantity(one, found.answer.unit, language=language, scale=scale) for one in found.quartiles[::2])
    return translate(
        "La moitié des {count} territoires est entre {low} et {high}",
        language,
        count=number(ranked.height, language=language, digits=0),
        low=low,
        high=high,
    )


def _texts(found: Comparison, title: str, scale: Scale, language: str) -> Texts:
    unranked = found.frame.filter(pl.col("value").is_not_null() & ~pl.col("ranked"))["name"].sort().to_list()
    beside = [note("industry_dominates", {"names": unranked, "count": len(unranked)}, language)] if unranked else []
    missing = found.frame["value"].null_count()
    if missing:
        shown = number(missing, language=language, digits=0)
        beside.append(translate_plural(_WITHOUT, missing, language, count=shown))
    of_values = scale if scale.unit != PERCENT else None
    told = readings.subtitle(found.answer, language, scale=of_values)
    return Texts(
        title=title,
        subtitle=f"{told} · {_when(found, scale, language)}",
        source_line=readings.source_line(found.answer, language),
        perimeter_line=readings.perimeter_line(found.answer, language),
        notes=(*beside, *_told(found, language)),
        alt=title,
    )


def _when(found: Comparison, scale: Scale, language: str) -> str:
    """The year that is shown, or the two whose change is."""
    if scale.unit != PERCENT or found.year_from is None:
        return str(found.year)
    return translate("évolution de {first} à {last}, en %", language, first=found.year_from, last=found.year)


def _told(found: Comparison, language: str) -> Sequence[str]:
    quiet = {"secrecy_band", "communes_left_out"}
    return [note(one.code, dict(one.params), language) for one in found.answer.notes if one.code not in quiet]


def change_text(change: float | None, state: str, language: str) -> str:
    """A change in a table: its percents, or why there is none."""
    words = {
        "break": translate("non comparable", language),
        "undecided": translate("indécis (secret)", language),
        "missing": "–",
    }
    return percent(change, language=language, digits=None) if state == "ok" else words.get(state, "")
