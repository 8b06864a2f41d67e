"""Sections of Ajouter une source: a file is sent, understood, seen as figures, and only then taken."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import streamlit as st

from observatory import ingest
from observatory.errors import FileRejected, Outcome, QuestionRefused
from observatory.ingest import Reading, Report
from observatory.settings import settings
from observatory.sources.guessing import Draft
from observatory.sources.mapping import TableMapping, read_mapping
from observatory.sources.mapping_text import for_preview
from observatory.store import mappings, reference, totals
from observatory.ui import boundary, data, mapping_form, navigation, session, state, text
from observatory.ui.language import language, t
from observatory.wording import labels
from observatory.wording.mapping import field_label
from observatory.wording.numbers import listing, number
from observatory.wording.sentences import finding, row_finding
from observatory.wording.sentences import report as report_sentence
from observatory.workbook.drafting import draft

DONE, SENT = "mapping_done", "mapping_sent"
ROWS_SHOWN = 20
FINDINGS_SHOWN = 12


def add() -> None:
    """One file at a time."""
    sent = st.file_uploader(t("Table par commune et par année (CSV, Excel, LibreOffice ou zip)"), key=_key())
    if sent is None:
        if not data.is_open():
            text.notice(
                t("Rien n'est encore publié : le premier fichier pris ici ouvrira l'observatoire."), role="info"
            )
        words = t(
            "Déposez la table d'un observatoire régional (ORCAE…) ou l'annexe d'un PCAET : elle sera lue sous son "
            "propre nom, sans jamais se mêler à une autre source."
        )
        text.lines([words, t("Rien n'est pris avant que vous l'ayez vu.")], role="figure-note")
        return
    with boundary.guarded():
        _sent(sent.getvalue(), sent.name)


def _key() -> str:
    """Another uploader after each file that is taken: the former one would still hold it."""
    return f"mapping_file_{st.session_state.get(SENT, 0)}"


def _sent(content: bytes, name: str) -> None:
    known = ingest.preview(content, name, settings())
    if known.report.source is not None:
        source = labels.source(_title(known.report.source), language())
        text.notice(t("Cette table est déjà connue : {source}. Il n'y a rien à dire.", source=source), role="info")
        _outcome(known)
        _offer(content, name, known, None)
        return
    if known.report.code not in {"unrecognised", None}:
        raise FileRejected(known.report.code, **known.report.params)
    _unknown(content, name)


def _title(key: str) -> str:
    """An adviser's table by its publisher and title, a published source by its key; nothing need be published yet."""
    own = next((one.mapping for one in mappings.standing(data.store()) if one.mapping.key == key), None)
    return f"{own.publisher}, {own.title}" if own else key


def _unknown(content: bytes, name: str) -> None:
    guessed = _draft(content, name)
    text.heading(t("Comment cette table est lue"), role="section")
    key = known_by(content)
    fields = mapping_form.columns(guessed, key)
    asked = _told(for_preview(fields))
    if asked is None:
        return
    reading = ingest.preview(content, name, settings(), mapping=asked)
    translated = mapping_form.translations(reading.report.findings, fields, key)
    if translated != fields:
        fields = translated
        reading = ingest.preview(content, name, settings(), mapping=read_mapping(for_preview(fields)))
    _outcome(reading)
    text.heading(t("Nom et conditions de cette source"), role="section")
    _offer(content, name, reading, mapping_form.identity(fields, guessed, key))


@lru_cache(maxsize=4)
def _draft(content: bytes, name: str) -> Draft:
    return draft(content, name)


def known_by(content: bytes) -> str:
    """What tells the widgets of one file from those of another."""
    return f"{hash(content) & 0xFFFFFFFF:08x}"


def _outcome(reading: Reading) -> None:
    """The first figures that the file would give, and what is wrong with it."""
    report = reading.report
    text.heading(t("Ce que la table donnerait"), role="section")
    if report.code:
        boundary.tell(report.code, report.params)
    text.lines([_sentence(report, recorded=False)] if report.rows_read else [])
    facts = reading.observed.facts if reading.observed is not None else pl.DataFrame()
    if not facts.is_empty() and "sector" in facts.columns:  # weather, perimeters, production: told by their counts
        _rows(facts)
    found = [
        row_finding(one.row, one.column, one.value, one.code, dict(one.params), language()) for one in report.findings
    ]
    if found:
        rest = t("… et {count} autres", count=len(found) - FINDINGS_SHOWN) if len(found) > FINDINGS_SHOWN else ""
        text.bullets([*found[:FINDINGS_SHOWN], *([rest] if rest else [])])


def _sentence(report: Report, *, recorded: bool) -> str:
    return report_sentence(
        rows_read=report.rows_read,
        rows_accepted=report.rows_accepted,
        rows_rejected=report.rows_rejected,
        duplicates=report.duplicates,
        language=language(),
        recorded=recorded,
    )


def _rows(facts: pl.DataFrame) -> None:
    value, unit = ("energy_mwh", "MWh") if "energy_mwh" in facts.columns else ("emissions_tco2e", "tCO₂e")
    names = dict(reference.table(settings().data, "communes").select("insee_code", "name").iter_rows())
    headers = (
        t("Commune"),
        t("Année"),
        t("Secteur"),
        t("Énergie"),
        labels.unit(unit, language()),
        t("Statut"),
        t("Ligne"),
    )
    rows = [
        (
            f"{names.get(line['insee_code'], '')} ({line['insee_code']})",
            str(line["year"]),
            labels.sector(line["sector"], language()),
            labels.carrier(line["carrier"], language()) if "carrier" in line else "",
            number(line[value], language=language()),
            labels.status(line["status"], language()),
            str(line["first_row"]),
        )
        for line in facts.head(ROWS_SHOWN).to_dicts()
    ]
    caption = t("Les {count} premiers chiffres sur {total}", count=len(rows), total=facts.height)
    text.table(headers, rows, caption=caption, numbers=frozenset({1, 4, 6}))


def _offer(content: bytes, name: str, reading: Reading, fields: Mapping[str, Any] | None) -> None:
    """The button that takes the file, once all is said and something of it is good."""
    if reading.report.outcome is Outcome.REJECT:
        return
    mapping = None if fields is None else _told(fields)
    if fields is not None and mapping is None:
        return
    if st.button(t("Prendre ces données"), type="primary", key="mapping_take"):
        with boundary.guarded():
            _take(content, name, mapping)


def _told(fields: Mapping[str, Any]) -> TableMapping | None:
    """The mapping that the form says; None where something lacks, and the reader is told what."""
    try:
        return read_mapping(fields)
    except QuestionRefused as refusal:
        if refusal.code != "mapping_lacks":
            raise
        lacking = listing([field_label(name, language()) for name in refusal.params["fields"]], language())
        text.notice(t("Avant de prendre ces données, il reste à dire : {fields}.", fields=lacking), role="info")
        return None


def _take(content: bytes, name: str, mapping: TableMapping | None) -> None:
    store = session.adding()
    if mapping is not None:
        mappings.remember(store, mapping)
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "table.csv")
        path.write_bytes(content)
        (report,) = ingest.ingest([path], settings(), only=mapping.key if mapping else None)
    st.session_state[DONE] = report
    st.session_state[SENT] = st.session_state.get(SENT, 0) + 1
    st.rerun()


def receipt() -> None:
    """What became of the file just taken: where to see it, and how to take it back."""
    report: Report | None = st.session_state.get(DONE)
    if report is None:
        return
    if report.code:
        text.notice(finding(report.code, dict(report.params), language()), role="info")
    text.notice(f"{report.file} : {_sentence(report, recorded=True)}", role="info")
    source = report.source or ""
    if not data.is_open():
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        navigation.link(t("Voir cette source dans les tendances"), "tendances", source=source, **_place(source))
        if report.batch is not None and report.code is None and st.button(t("Annuler"), key="mapping_undo"):
            with boundary.guarded():
                session.adding()
                ingest.undo(report.batch, settings())
                del st.session_state[DONE]
                st.rerun()


def _place(source: str) -> dict[str, str]:
    """The indicator of a source, and a territory that it describes: the one looked at, or its first commune."""
    for fact in ("energy", "emissions"):
        found = data.snapshot().query(
            f"SELECT DISTINCT insee_code FROM {fact} WHERE source = $source ORDER BY insee_code", {"source": source}
        )["insee_code"]
        if len(found):
            here = totals.members(data.snapshot(), state.view().place)["insee_code"]
            inside = found.is_in(here.implode()).any()
            return {"indicator": fact} | ({} if inside else {"territory": found[0]})
    return {}
