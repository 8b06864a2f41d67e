"""The tables that are recognised by themselves: how each is read, what its last version moved, and how to forget it."""

from functools import partial

import polars as pl
import streamlit as st

from observatory.answers.vintages import difference
from observatory.settings import settings
from observatory.sources.mapping import TableMapping
from observatory.sources.mapping_text import write_toml
from observatory.store import mappings, reference
from observatory.ui import boundary, data, session, text
from observatory.ui.language import language, t
from observatory.wording import labels
from observatory.wording.mapping import comments, field_label, meaning
from observatory.wording.numbers import number, percent
from observatory.wording.typography import capital

TOLD = ("key", "publisher", "licence", "fact", "unit", "gas", "climate_corrected", "recomputes", "values")


def tables() -> None:
    """One card per table."""
    text.heading(t("Tables reconnues d'elles-mêmes"), role="section")
    known = mappings.standing(data.store())
    if not known:
        text.lines(
            [t("Aucune pour l'instant : une table déposée ici est reconnue quand elle revient.")], role="figure-note"
        )
    for one in known:
        # A title is the adviser's text, and an expander reads markdown: the key names it, the title stands inside.
        drawn = st.expander(one.mapping.key, key=f"mapping_known_{one.mapping.key}", on_change="rerun")
        if drawn.open:
            with drawn, boundary.guarded():
                _table(one.mapping)


def _table(mapping: TableMapping) -> None:
    text.lines([mapping.title])
    said = {capital(field_label(name, language())): meaning(name, getattr(mapping, name), language()) for name in TOLD}
    text.pairs(said)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            t("Télécharger la lecture (TOML)"),
            write_toml(mapping, comments(language())),
            file_name=f"{mapping.key}.toml",
            mime="application/toml",
            key=f"mapping_toml_{mapping.key}",
            on_click="ignore",
        )
        st.button(
            t("Oublier"),
            key=f"mapping_forget_{mapping.key}",
            on_click=partial(_forget, mapping.key),
        )
        compared = st.button(t("Comparer les deux dernières versions"), key=f"mapping_compare_{mapping.key}")
    if compared:
        with boundary.guarded():
            _versions(mapping.key)


def _forget(key: str) -> None:
    with boundary.guarded():
        mappings.forget(session.adding(), key)


def _versions(key: str) -> None:
    """What moved between the last two versions."""
    found = difference(data.store(), key)
    words = t(
        "Du lot n° {old} au lot n° {new}, communes dont un chiffre a bougé : {moved} sur {communes}.",
        old=found.old,
        new=found.new,
        moved=number(found.moved, language=language()),
        communes=number(found.communes, language=language()),
    )
    text.lines([words])
    cell = (t("Année"), t("Énergie"), t("Secteur"))
    amounts = (t("Avant"), t("Après"), t("Écart"), "%")
    unit = labels.unit(found.unit, language())
    rows = [_line(line) for line in found.totals.filter(pl.col("change") != 0).to_dicts()]
    text.table(
        (*cell, *amounts),
        rows,
        caption=t("Totaux qui ont bougé ({unit})", unit=unit),
        numbers=frozenset({0, 3, 4, 5, 6}),
    )
    names = dict(reference.table(settings().data, "communes").select("insee_code", "name").iter_rows())
    moves = [(names.get(line["insee_code"], line["insee_code"]), *_line(line)) for line in found.largest.to_dicts()]
    caption = t("Les plus grands mouvements ({unit})", unit=unit)
    text.table((t("Commune"), *cell, *amounts), moves, caption=caption, numbers=frozenset({1, 4, 5, 6, 7}))


def _line(line: dict[str, float | str | int | None]) -> tuple[str, ...]:
    carrier = labels.carrier(str(line["carrier"]), language()) if line["carrier"] else ""
    moved = line["percent"]
    return (
        str(line["year"]),
        carrier,
        labels.sector(str(line["sector"]), language()),
        number(line["old"], language=language()),  # type: ignore[arg-type]
        number(line["new"], language=language()),  # type: ignore[arg-type]
        number(line["change"], language=language(), signed=True),  # type: ignore[arg-type]
        percent(moved, language=language(), digits=1) if isinstance(moved, float) else "",
    )
