"""Second step of a deposit: how the file was understood, the few questions that it leaves, and its first lines."""

from collections.abc import Iterator, Sequence

import polars as pl
import streamlit as st

from observatory.deposits.depositor import Depositor
from observatory.deposits.fields import FIELDS
from observatory.deposits.layouts import (
    DepositMapping,
    Guess,
    TableReading,
    guess,
    preview,
    signature,
)
from observatory.deposits.layouts.columns import Found
from observatory.deposits.layouts.fit import Fit, fits
from observatory.errors import FileRejected
from observatory.store import deposit_mappings
from observatory.ui import data, deposit_questions, text
from observatory.ui.language import language, t
from observatory.wording import deposit_reading as words
from observatory.wording.numbers import listing
from observatory.wording.typography import capital
from observatory.workbook.cells import Cells

GUESSED, SHARED = "reading_guessed", "reading_shared"
_NUMBERS = frozenset({"consommation", "cout_ht", "cout_ttc", "dont_abonnement"})


def read_step(tables: Sequence[Cells], depositor: Depositor, *, owner: str, key: str) -> DepositMapping | None:
    """Show how a file is understood, and ask what it does not say; None while something lacks.

    `owner` is the pseudonymous id of the sender, whose layouts are remembered; `key` tells this file from others.
    Raises FileRejected as `guess` does.
    """
    questions, shown, advanced = st.container(), st.container(), st.container()
    with advanced:
        header = deposit_questions.header_line(tables, key)
    guessed = _guessed(tables, key, header)
    known = _known(tables, owner)
    with advanced:
        mapping = deposit_questions.changed(known or guessed.mapping, tables, key)
    with questions:
        mapping, lacking = deposit_questions.asked(tables, mapping, () if known else guessed.needs, key)
    with shown:
        _shown(tables, mapping, guessed, remembered=known is not None)
    if depositor.splits:
        st.session_state[SHARED] = st.checkbox(
            t("Proposer cette lecture aux communes qui envoient le même tableau"), key=f"reading_share_{key}"
        )
    return None if lacking else mapping


def remember(tables: Sequence[Cells], mapping: DepositMapping, owner: str) -> None:
    """Keep how this layout is read, for the next file of its sender; for others too where an adviser said so."""
    shared = bool(st.session_state.get(SHARED, False))
    deposit_mappings.remember(
        data.store(), signature(tables), owner, mapping.lasting().model_dump_json(), shared=shared
    )


def _known(tables: Sequence[Cells], owner: str) -> DepositMapping | None:
    """How the sender, or an adviser for all, said that this layout is read."""
    try:
        found = deposit_mappings.known(data.store(), signature(tables), owner)
        mapping = DepositMapping.model_validate_json(found.declared) if found else None
        return mapping if mapping is not None and fits(tables, mapping) else None
    except FileRejected:
        return None


def _guessed(tables: Sequence[Cells], key: str, header: deposit_questions.Header) -> Guess:
    """The guess of this file, made once."""
    kept = st.session_state.get(GUESSED)
    if kept is None or kept[0] != (key, header):
        kept = ((key, header), guess(tables, header=header))
        st.session_state[GUESSED] = kept
    found: Guess = kept[1]
    return found


def _shown(tables: Sequence[Cells], mapping: DepositMapping, guessed: Guess, *, remembered: bool) -> None:
    """How the file was understood, column by column, and the first lines that this gives."""
    text.heading(t("Comment votre tableau est lu"), role="section")
    found = fits(tables, mapping)
    text.lines(_said(tables, mapping, found, remembered=remembered))
    for at, reading in enumerate(mapping.tables):
        mine = [fit for fit in found if fit.reading is reading]
        if mine:
            _columns(reading, mine, guessed.columns(at) if at < len(guessed.groups) else ())
    first_lines(preview(tables, mapping))


def _said(tables: Sequence[Cells], mapping: DepositMapping, found: Sequence[Fit], *, remembered: bool) -> Iterator[str]:
    if remembered:
        yield t("Ce tableau est connu : il est lu comme la dernière fois.")
    yield t("Forme reconnue : {form}.", form=words.form(mapping.layout, language()))
    for reading in mapping.tables:
        yield from words.around(reading, language())
    read = {fit.cells.sheet for fit in found}
    left = [cells.sheet for cells in tables if cells.sheet is not None and cells.sheet not in read]
    if left:
        yield t("Feuilles laissées de côté : {sheets}.", sheets=listing(left, language()))


def _columns(reading: TableReading, found: Sequence[Fit], guessed: Sequence[Found]) -> None:
    """One row per column, and one for all the months or years of one meaning."""
    whys = {one.label: one for one in guessed if _meaning(one) == _of(reading, one.label)}
    rows = []
    for columns in deposit_questions.grouped(found[0].columns):
        first = columns[0]
        header = deposit_questions.named(columns)
        why = whys.get(first.header)
        blank = why is not None and not first.meaning and "blank" in why.like
        if not blank:
            rows.append((header, capital(words.understood(columns, language())), words.reason(why, language())))
    row = str(found[0].head.last)
    sheets = [fit.cells.sheet for fit in found if fit.cells.sheet]
    caption = t("Titres lus à la ligne {row}", row=row)
    if sheets:
        caption = t("Titres lus à la ligne {row} de : {sheets}", row=row, sheets=listing(sheets, language()))
    text.table((t("Votre colonne"), t("Comprise comme"), t("Pourquoi")), rows, caption=caption, numbers=frozenset())


def _meaning(one: Found) -> str:
    return "" if one.meaning == "cout" else one.meaning


def _of(reading: TableReading, header: str) -> str | None:
    return next((column.meaning for column in reading.columns if column.header == header), None)


def first_lines(lines: pl.DataFrame) -> None:
    """The first lines, without the fields that none of them has."""
    if lines.is_empty():
        text.notice(t("Aucune valeur n'est lue pour l'instant."), role="info")
        return
    said = [name for name in FIELDS if lines[name].null_count() < lines.height]
    headers = [capital(words.short(name, language())) for name in said]
    rows = [
        (str(line["row"]), *(words.cell(name, line[name] or "", language()) for name in said))
        for line in lines.to_dicts()
    ]
    numbers = frozenset({0, *(at for at, name in enumerate(said, start=1) if name in _NUMBERS)})
    caption = t("Premières valeurs, telles qu'elles seraient lues")
    text.table((t("Ligne"), *headers), rows, caption=caption, numbers=numbers)
