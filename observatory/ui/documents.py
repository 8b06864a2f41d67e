"""Documents to take away, built only when they are asked for."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from observatory.answers.territories import name
from observatory.dashboards.contract import Dashboard
from observatory.dashboards.files import file_name as dashboard_name
from observatory.exports import office
from observatory.exports.annex import annex as annex_of
from observatory.exports.edition import Edition
from observatory.exports.folder import Printer, file_name
from observatory.exports.meeting import Meeting
from observatory.exports.meeting import meeting as meeting_of
from observatory.exports.pdf import Press
from observatory.figures.theme import look
from observatory.settings import settings
from observatory.ui import data, state
from observatory.ui.formats import PPTX, XLSX
from observatory.ui.language import language, t

PDF = "application/pdf"


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
        mime=PDF,
        key="fiche",
        on_click="ignore",
        help=t("Deux pages à imprimer : à retenir, évolution, objectif, communes comparables, ce qui manque, sources."),
    )


def annex() -> None:
    """The annex to a deliberation of the territory, over the data that the page shows."""
    press, snapshot, store = Press(settings()), data.snapshot(), data.store()
    place, spoken, identity = state.view().place, language(), secrets.token_hex(4)
    st.download_button(
        t("Annexe à la délibération (PDF)"),
        lambda: press.pdf(annex_of(snapshot, store, str(place), language=spoken), _edition(identity)),
        file_name=f"annexe-{identity}-{file_name(place.key, name(snapshot, place))}",
        mime=PDF,
        key="annex",
        on_click="ignore",
        help=t(
            "Objectifs, chemin, référence, ce qui est mesuré et ce qui manque, sources : à joindre à une délibération."
        ),
    )


def meeting(dashboard: Dashboard, number: int | None, *, key: str) -> None:
    """The documents of a dashboard: on paper, as slides, as a workbook."""
    chosen, spoken = settings(), language()
    ground = look(chosen.accent)
    offers: dict[str, tuple[str, str, Callable[[Meeting, Edition], bytes]]] = {
        "pdf": (t("Dossier de réunion (PDF)"), PDF, Press(chosen).pdf),
        "pptx": (t("Diapositives (PPTX)"), PPTX, lambda found, edition: office.presentation(found, ground, edition)),
        "xlsx": (t("Classeur (XLSX)"), XLSX, lambda found, edition: office.workbook(found, ground, edition)),
    }
    with st.popover(t("Documents"), key=f"documents_{key}"):
        for suffix, (label, mime, build) in offers.items():
            identity = secrets.token_hex(4)
            st.download_button(
                label,
                lambda build=build, identity=identity: build(  # type: ignore[misc] # each its own
                    meeting_of(dashboard, number, chosen, language=spoken), _edition(identity)
                ),
                file_name=dashboard_name(dashboard).replace(".json", f"-{identity}.{suffix}"),
                mime=mime,
                key=f"{suffix}_{key}",
                on_click="ignore",
            )


def _edition(identity: str) -> Edition:
    return Edition(datetime.now(UTC), identity)
