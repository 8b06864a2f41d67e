"""The rubric « Fichiers reçus »: each file that figures come from, how its rows were counted, and what was noticed."""

from functools import partial
from typing import Any

import streamlit as st

from observatory.answers.mapped import titled
from observatory.answers.received import PARTLY, STANDING, SUPERSEDED, batches, findings
from observatory.ui import cards, data, methods, state, text, versions
from observatory.ui.cards import Card
from observatory.ui.language import language, t
from observatory.wording import labels
from observatory.wording.coverage import files_counted
from observatory.wording.language import N_
from observatory.wording.numbers import date_time, listing, month, number
from observatory.wording.sentences import finding
from observatory.wording.sentences import report as report_sentence
from observatory.wording.typography import capital

STATES = {
    STANDING: N_("compte"),
    PARTLY: N_("compte en partie : un fichier plus récent a remplacé le reste"),
    SUPERSEDED: N_("remplacé par un fichier plus récent"),
}


def received() -> None:
    """One card per file, the newest first."""
    if not methods.shown("fichiers"):
        return
    found = batches(data.snapshot()).to_dicts()
    counting = sum(line["state"] != SUPERSEDED for line in found)
    title = files_counted(len(found), counting, language())
    below = t("Un fichier refusé ou retiré n'est pas publié : l'agence le voit avec « observatory batches ».")
    text.heading(title, role="reading", below=below)
    cards.show(map(_card, found))


def _card(line: dict[str, Any]) -> Card:
    source = capital(labels.source(titled(data.snapshot(), line["source"]), language()))
    moment = date_time(line["received_at"], language())
    title = t("n° {batch} · {file} · reçu le {moment}", batch=line["batch"], file=line["file"], moment=moment)
    return Card(f"lot{line['batch']}", title, f"{source} {t(STATES[line['state']])}", partial(_tell, line, source))


def _tell(line: dict[str, Any], source: str) -> None:
    counts = ("rows_read", "rows_accepted", "rows_rejected", "duplicates")
    text.pairs(
        {
            t("Source"): source,
            t("Millésime"): ", ".join(month(part, language()) for part in (line["vintage"] or "").split(", ")),
            t("Verdict"): capital(labels.outcome(line["outcome"], language())),
            t("Lignes"): report_sentence(**{name: line[name] for name in counts}, language=language()),
            t("État"): capital(t(STATES[line["state"]])),
            t("Empreinte du fichier (SHA-256)"): line["sha256"],
        }
    )
    noticed = [_noticed(one) for one in findings(data.snapshot(), line["batch"]).to_dicts()]
    text.heading(t("Anomalies"), level=3, role="section")
    text.bullets(noticed) if noticed else text.lines([t("Aucune.")])
    _moved(line)


def _noticed(one: dict[str, Any]) -> str:
    """A finding said once, how many times it was met, and the first rows that have it."""
    rows = [str(row) for row in one["first_rows"] or ()]
    where = t("colonne « {column} »", column=one["column"]) if one["column"] else ""
    first = t("premières lignes : {rows}", rows=listing(rows, language())) if rows else ""
    beside = " ; ".join(part for part in (where, first) if part)
    said = t("{count} fois : {sentence}", count=number(one["findings"], language=language()), sentence=_said(one))
    return f"{said} ({beside})" if beside else said


def _said(one: dict[str, Any]) -> str:
    return finding(one["code"], {}, language())


def _moved(line: dict[str, Any]) -> None:
    """The way to the figures that this file moved, where a version without it is known."""
    known = versions.published(data.snapshot())
    taken = line["received_at"].replace(microsecond=0)
    first = min((number for number, moment in known.items() if moment >= taken), default=0)
    if first - 1 in known:
        st.button(
            t("Voir les chiffres qu'il a fait changer"),
            key=f"moved_{line['batch']}",
            on_click=partial(_go, first),
        )


def _go(first: int) -> None:
    state.change(rubrique="changements", depuis=str(first - 1), jusqua=str(first), fiches="", cherche="")
