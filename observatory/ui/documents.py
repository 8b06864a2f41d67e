"""Documents to take away, built only when they are asked for."""

import secrets

import streamlit as st

from observatory.answers.territories import name
from observatory.exports.folder import Printer, file_name
from observatory.exports.pdf import Press
from observatory.settings import settings
from observatory.ui import data, state
from observatory.ui.language import language, t


def fiche() -> None:
    """The fiche of a commune; nothing for an area, whose communes have one each.

    A name and a number of its own tell each copy from another of the same length, as Streamlit would not.
    """
    place = state.view().place
    if place.is_area:
        return
    # Another thread runs it, which knows nothing of this session.
    printer, identity = Printer(Press(settings()), data.snapshot(), language()), secrets.token_hex(4)
    st.download_button(
        t("Télécharger la fiche (PDF)"),
        lambda: printer.pdf(place.key, identity=identity),
        file_name=f"fiche-{identity}-{file_name(place.key, name(data.snapshot(), place))}",
        mime="application/pdf",
        key="fiche",
        on_click="ignore",
        help=t("Deux pages à imprimer : à retenir, évolution, objectif, communes comparables, ce qui manque, sources."),
    )
