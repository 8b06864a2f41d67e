"""The table of Comparaison: the chosen commune pinned on top, then all in order, found by a part of their name."""

from collections.abc import Callable
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from observatory.answers.comparison import Comparison
from observatory.figures.comparison import change_text, covered_name
from observatory.figures.shown.comparison import chosen
from observatory.territory import Kind
from observatory.ui import boundary
from observatory.ui.language import language, t
from observatory.ui.subject import subject
from observatory.ui.text import table
from observatory.wording import labels
from observatory.wording.numbers import Scale, number, scale_for

HUNDREDS, TENS = 100, 10
Line = dict[str, Any]


class Column(NamedTuple):
    """A header, what a line says under it, and whether it is a number."""

    header: str
    cell: Callable[[Line], str]
    is_number: bool = False


def ranking(found: Comparison) -> None:
    """The value stands beside the name, so that a phone shows both; a column that says nothing is not there."""
    with boundary.guarded():
        label = t("Chercher un EPCI") if found.by_epci else t("Chercher une commune")
        sought = st.text_input(label, key="sought", placeholder=t("Nom"))
        columns = _columns(found)
        table(
            [column.header for column in columns],
            ([column.cell(line) for column in columns] for line in _ordered(found, sought)),
            caption=_caption(found),
            numbers=frozenset(at for at, column in enumerate(columns) if column.is_number),
        )


def decimals(found: pl.Series, scale: Scale) -> int:
    """Decimals of a column of values: three significant digits of the median."""
    median = abs(float(found.median() or 0.0)) * scale.factor  # type: ignore[arg-type]
    return 0 if median >= HUNDREDS else 1 if median >= TENS else 2


def _columns(found: Comparison) -> list[Column]:
    scale = scale_for(found.frame["value"], found.answer.unit)
    digits = decimals(found.frame["value"], scale)
    columns = [
        Column(t("Rang"), lambda line: _whole(line["rank"]), is_number=True),
        Column(t("Nom"), lambda line: covered_name(line, language())),
        Column(labels.unit(scale.unit, language()), lambda line: _value(line, scale, digits), is_number=True),
    ]
    if found.year_from is not None:
        since = t("Depuis {year}", year=found.year_from)
        columns.append(Column(since, _change, is_number=True))
    columns.append(Column(t("Habitants"), lambda line: _whole(line["inhabitants"]), is_number=True))
    if not found.by_epci and found.answer.question.territory.kind is not Kind.EPCI:
        columns.append(Column(t("EPCI"), lambda line: line["epci_name"] or ""))
    return [*columns, Column(t("État"), _state)]


def _caption(found: Comparison) -> str:
    hidden = found.frame["value"].null_count()
    if not hidden:
        return t("Du plus élevé au plus bas")
    return t("Du plus élevé au plus bas ; ce qui n'a pas de donnée se trouve par son nom")


def _ordered(found: Comparison, sought: str) -> list[Line]:
    """By rank, the chosen one first; those without any figure only where their name is sought."""
    frame = found.frame.with_columns(pinned=pl.col("key") == (chosen(subject()) or ""))
    named = pl.col("name").str.to_lowercase().str.contains(sought.lower(), literal=True)
    kept = named if sought else pl.col("status").is_not_null()
    order = ["pinned", "rank", "value", "name"]
    shown = frame.filter(kept | pl.col("pinned"))
    return shown.sort(order, descending=[True, False, True, False], nulls_last=True).to_dicts()


def _whole(value: float | None) -> str:
    return "" if value is None else number(value, language=language(), digits=0)


def _value(line: Line, scale: Scale, digits: int) -> str:
    return "" if line["value"] is None else number(line["value"] * scale.factor, language=language(), digits=digits)


def _change(line: Line) -> str:
    return change_text(line["change"], line["change_state"], language())


def _state(line: Line) -> str:
    """How far the value can be trusted, and why it has no rank."""
    status = labels.status(line["status"] or "absent", language())
    if line["unranked"] == "industry":
        return t("{status} ; industrie dominante, non classée", status=status)
    if line["unranked"] == "partial":
        return t("{status} ; EPCI décrit en partie, non classé", status=status)
    return status
