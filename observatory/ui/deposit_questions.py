"""The questions that a depositor's file leaves, and the form that changes how any of its columns is read."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, TypeAlias

import streamlit as st

from observatory.deposits.layouts import DepositMapping, HeaderAt, Need, TableReading, needs
from observatory.deposits.layouts.mapping import MEANINGS, ColumnReading
from observatory.deposits.layouts.needs import answered
from observatory.errors import FileRejected
from observatory.grammar import FIRST_YEAR
from observatory.ui import boundary, text
from observatory.ui.language import language, t
from observatory.wording import deposit_reading as words
from observatory.wording.typography import capital
from observatory.workbook.cells import Cells

Header: TypeAlias = HeaderAt | None
_ROUNDS = 4  # an answer may leave another question: a column of consumption has a unit
_KEPT = ("cout", "repeated", "sheets")  # what only the first look at a file asks
_FEW = 3  # choices that are shown side by side
_MERGEABLE = ("site", "compteur", "commune", "code_insee", "fluide", "annee")


def asked(
    tables: Sequence[Cells], mapping: DepositMapping, first: Sequence[Need], key: str
) -> tuple[DepositMapping, bool]:
    """The mapping with the answers, and whether a question is still open."""
    later = [need for need in first if need.field in _KEPT and not _settled(need, mapping)]
    said: set[str] = set()
    is_open = False
    for _ in range(_ROUNDS):
        now = [need for need in (*later, *_needs(tables, mapping)) if need.key not in said]
        if not now:
            break
        if not said:
            text.heading(t("Ce que votre fichier ne dit pas"), role="section")
        answers = _answers(now, key)
        is_open = is_open or len(answers) < len(now)
        said |= {need.key for need in now}
        mapping, later = answered(mapping, now, answers), []
    return mapping, is_open


def _needs(tables: Sequence[Cells], mapping: DepositMapping) -> tuple[Need, ...]:
    try:
        return needs(tables, mapping)
    except FileRejected as refusal:
        boundary.tell(refusal.code, refusal.params)
        return ()


def _settled(need: Need, mapping: DepositMapping) -> bool:
    """Whether a person said by another way what a column of costs means."""
    if need.field != "cout":
        return False
    return any(column.header == need.of and column.meaning for column in mapping.tables[need.table].columns)


def _answers(open_needs: Sequence[Need], key: str) -> dict[str, str]:
    found = {need.key: _answer(need, key) for need in open_needs}
    return {name: answer for name, answer in found.items() if answer is not None}


def _answer(need: Need, key: str) -> str | None:
    """The file's own words stand in the question and in the options, which are plain text; never in a label."""
    options = list(need.choices) or [str(year) for year in range(datetime.now(UTC).year, FIRST_YEAR - 1, -1)]
    index = options.index(need.proposed) if need.proposed in options else None
    choices: dict[str, Any] = {
        "options": options,
        "index": index,
        "format_func": lambda choice: words.answer(need, choice, language()),
        "key": f"reading_{need.key}_{key}",
        "label_visibility": "collapsed",
    }
    label = t("Réponse à la question ci-dessus")
    with st.container(gap=None):
        text.lines([words.question(need, language())])
        if len(options) <= _FEW and need.field in {"unite", "cout", "fill_down"}:
            chosen: str | None = st.radio(label, horizontal=True, **choices)
        else:
            chosen = st.selectbox(label, placeholder=t("à choisir"), filter_mode="contains", **choices)
    return chosen


def header_line(tables: Sequence[Cells], key: str) -> Header:
    """The line of the header, where a person says it."""
    text.heading(t("Autre lecture"), level=3, role="section")
    with st.expander(t("Changer la ligne des titres"), key=f"reading_header_open_{key}"):
        left, right = st.columns(2)
        with left:
            first = st.number_input(
                t("Première ligne des titres (vide : trouvée seule)"),
                min_value=1,
                max_value=max(int(cells.frame["row"].max() or 1) for cells in tables),  # type: ignore[arg-type]
                value=None,
                step=1,
                key=f"reading_header_{key}",
            )
        with right:
            lines = st.number_input(
                t("Nombre de lignes de titres"), min_value=1, max_value=3, value=1, step=1, key=f"reading_lines_{key}"
            )
    return HeaderAt(int(first), int(lines)) if first else None


def changed(mapping: DepositMapping, tables: Sequence[Cells], key: str) -> DepositMapping:
    """The mapping as the advanced form says it: any column, cells to repeat, lines to skip, dates, decimal mark."""
    several = len(mapping.tables) > 1
    readings = []
    with st.expander(t("Changer le sens d'une colonne"), key=f"reading_columns_open_{key}"):
        for at, reading in enumerate(mapping.tables):
            text.lines([t("Tableau n° {number}", number=at + 1)] if several else [])
            readings.append(_reading(reading, f"{at}_{key}"))
        marks = {"": t("sans préférence"), ",": t("virgule (1 234,5)"), ".": t("point (1234.5)")}
        decimal = _one(t("Marque décimale des nombres écrits en texte"), marks, mapping.decimal, f"decimal_{key}")
        names = [cells.sheet for cells in tables if cells.sheet is not None]
        sheets = list(mapping.sheets)
        if len(names) > 1:
            sheets = st.multiselect(
                t("Feuilles à lire (aucune : toutes celles qui sont reconnues)"),
                names,
                default=sheets,
                key=f"reading_sheets_{key}",
            )
    told = {"tables": tuple(readings), "decimal": decimal, "sheets": tuple(sheets)}
    return mapping.model_copy(update=told)


def _reading(reading: TableReading, key: str) -> TableReading:
    columns = [one for at, same in enumerate(grouped(reading.columns)) for one in _columns(same, at, key)]
    have = {column.meaning for column in columns}
    mergeable = {name: capital(words.short(name, language())) for name in _MERGEABLE if name in have}
    filled = st.multiselect(
        t("Colonnes dont les cellules vides répètent celle du dessus (cellules fusionnées)"),
        list(mergeable),
        default=[name for name in reading.fill_down if name in mergeable],
        format_func=mergeable.__getitem__,
        key=f"reading_fill_{key}",
    )
    forms = {"": t("jour/mois/année"), "mdy": t("mois/jour/année")}
    dates = _one(t("Forme des dates écrites en texte"), forms, reading.dates, f"dates_{key}")
    skipped = st.text_input(
        t("Lignes à ignorer (par exemple : 12, 40)"),
        value=", ".join(map(str, reading.skip_rows)),
        key=f"reading_skip_{key}",
    )
    told = {"columns": tuple(columns), "fill_down": tuple(filled), "dates": dates}
    return reading.model_copy(update={**told, "skip_rows": tuple(map(int, re.findall(r"\d+", skipped)))})


def _columns(same: Sequence[ColumnReading], at: int, key: str) -> list[ColumnReading]:
    """One column, or those of all the months of one meaning: the header as text, and what it means."""
    left, right = st.columns([2, 3], vertical_alignment="center")
    with left:
        text.lines([named(same)])
    with right:
        options = {code: capital(words.meaning(code, language())) for code in ("", *MEANINGS)}
        label = t("Sens de la colonne n° {number}", number=at + 1)
        meaning = _one(label, options, same[0].meaning, f"column_{at}_{key}", hidden=True)
    return [one if one.meaning == meaning else one.model_copy(update={"meaning": meaning}) for one in same]


def named(same: Sequence[ColumnReading]) -> str:
    """The header of a column, or the first and the last of neighbours."""
    first, last = same[0].header, same[-1].header
    return first if first == last else t("{first} … {last}", first=first, last=last)


def grouped(columns: Sequence[ColumnReading]) -> list[list[ColumnReading]]:
    """Neighbours that differ by their period alone, together."""
    return [list(group) for _, group in groupby(columns, _alike)]


def _alike(column: ColumnReading) -> object:
    periods = {"annee", "mois"} & set(column.given)
    if not periods:
        return column.header
    return column.meaning, tuple(sorted((name, text) for name, text in column.given.items() if name not in periods))


def _one(label: str, options: Mapping[str, str], value: str, key: str, *, hidden: bool = False) -> Any:
    return st.selectbox(
        label,
        list(options),
        index=list(options).index(value) if value in options else 0,
        format_func=options.__getitem__,
        key=f"reading_{key}",
        label_visibility="collapsed" if hidden else "visible",
        filter_mode="contains",
    )
